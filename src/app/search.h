/* The analyser that all who search share. Layer: app. */
#pragma once
#include "words/words.h"

/*
 * Takes the process's analyser for some lines of work; yp_words_end gives it back. Any thread, one
 * at a time: a question takes it some tens of microseconds.
 *
 * Errors  YP_EBUG: the Finnish dictionary is not installed; then nothing is to be given back
 */
int yp_words_begin(struct yp_words **ret, struct yp_err *err) YP_MUST_CHECK;
void yp_words_end(void);
