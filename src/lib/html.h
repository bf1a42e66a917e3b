/* The text of web pages. Layer: lib; library: libxml2. Any thread. */
#pragma once
#include <stdbool.h>

#include "base/arena.h"

/* Whether a text is HTML: it has the tags of a page or of paragraphs. */
bool yp_html_is(const char *text);
/*
 * What a page says, a line a paragraph with an empty line between. Scripts, styles, forms, menus
 * and what stands at the foot are left out; a picture's words in place and its caption begin with
 * "Kuva: ", an item of a list with "• ".
 *
 * html       UTF-8, whatever the page says of its encoding
 * ret_title  the first h1, its blanks run together; NULL when there is none. NULL allowed
 * Owner      the arena
 * Cost       linear; broken markup is read as a browser would
 */
char *yp_html_text(struct yp_arena *arena, const char *html, const char **ret_title);
