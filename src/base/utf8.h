/* UTF-8: the shape of text from outside. Normal form (NFC) and sort keys are in lib/icu.h. Layer:
 * base. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether len bytes are well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF). */
bool yp_utf8_valid(const char *s, size_t len);
/* Code points of a well-formed text. */
size_t yp_utf8_length(const char *s);
/* The largest n <= len such that s[0..n) ends on a code point. */
size_t yp_utf8_cut(const char *s, size_t len);
/* Byte length of the first n code points, or of the whole text when shorter. */
size_t yp_utf8_bytes(const char *s, size_t n);
/* Reads the code point at *s and moves *s behind it; U+FFFD for a broken byte; 0 at the end. */
uint32_t yp_utf8_next(const char **s);
/* Whether the text has a control character other than tab and newline, a bidi override, or U+FEFF.
 */
bool yp_utf8_has_control(const char *s, size_t len, bool allow_newline);
