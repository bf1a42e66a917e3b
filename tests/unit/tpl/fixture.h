/* Sections, rows and words for the tests of the template layer. Values are hostile where they can
 * be. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tpl/tpl.h"

enum { PAGE, GROUP, MEETING, ITEM, VOTE, OPTION, EMPTY, NSECTION };

extern const struct yp_sections fix_sections;
extern const struct yp_tpl_words fix_words;
extern const struct yp_tpl_format fix_format;
/* Rows of each section; a test may change its copy. */
extern const struct yp_rows fix_rows[NSECTION];

/* What the template draws over the rows (NULL: fix_rows); fails the test when it does not compile.
 * Borrowed until the next call. */
const char *fix_draw(enum yp_tpl_kind kind, const char *text, const struct yp_rows *rows);
/* The detail of the refusal; "" when the template compiles. Borrowed until the next call. */
const char *fix_refusal(enum yp_tpl_kind kind, const char *text);
/* Frees what the last call lent. */
int fix_end(void **state);

#define HTML(text) fix_draw(YP_TPL_HTML, (text), NULL)
#define assert_html(text, want) assert_string_equal(HTML(text), want)
