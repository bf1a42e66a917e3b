/*
 * Formatted text that people write (Markdown with tables): to HTML and to plain text. Layer: lib;
 * library: cmark-gfm. Any thread.
 *
 * Nothing of the text becomes a tag by itself: raw HTML is shown as the characters it is. Links
 * lead to http, https and mailto addresses only; others, and images, leave their words. Bare http,
 * https and www addresses become links.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { YP_MD_MAX = 200 * 1000 /* bytes */ };

/*
 * HTML for a column *_html. Headings begin at h3; links carry rel="nofollow".
 *
 * text    NUL-terminated UTF-8
 * Errors  YP_ELIMIT "text.long"; YP_EINVAL "text.nesting": over 20 lists or quotes begin on one
 *         line
 * Owner   the arena
 * Cost    under 0.5 s for the worst text
 */
int yp_md_html(struct yp_arena *arena, const char *text, char **ret,
               struct yp_err *err) YP_MUST_CHECK;
/* The same text for mail and excerpts: paragraphs with an empty line between, the address of a link
 * behind its words in parentheses, no newline at the end. Errors and owner as above. */
int yp_md_text(struct yp_arena *arena, const char *text, char **ret,
               struct yp_err *err) YP_MUST_CHECK;
/* Appends a text so that it reads in Markdown as it is: a paragraph on one line, without marks. */
void yp_md_plain(struct yp_buf *out, const char *text);
