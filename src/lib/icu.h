/*
 * ICU: normal form, sort keys, folding, and the formats of dates and numbers. Layer: lib.
 * Any thread. Languages are fi sv en se smn sms; another one is taken as fi.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/value.h"

/*
 * Text from outside in normal form C.
 *
 * text, len  any bytes
 * Errors     YP_EINVAL "text.encoding": not UTF-8, or holds NUL; YP_ELIMIT "text.long": over 64 MiB
 * Owner      *ret, NUL-terminated, is the arena's
 * Cost       linear; ASCII is only copied
 */
int yp_icu_nfc(struct yp_arena *arena, const char *text, size_t len, char **ret,
               struct yp_err *err) YP_MUST_CHECK;

/* The key by which text sorts in Finnish order (digits as characters), as upper-case hex text for
 * the columns *_sort. Broken bytes sort as U+FFFD. Owner: the arena. */
char *yp_icu_sort_key(struct yp_arena *arena, const char *text);

/* The text for comparing names and filters: lower case, compatibility forms made plain, accents
 * dropped except on the letters å ä ö č š ž (đ ŋ ŧ stay as well). Owner: the arena. */
char *yp_icu_fold(struct yp_arena *arena, const char *text);

/* Whether a code point is a letter of any script, or a mark upon one. */
bool yp_icu_is_letter(uint32_t c);
/* Whether it is a capital letter. */
bool yp_icu_is_capital(uint32_t c);

/* Version of ICU and its Finnish order, as "72.1-153.120". Stored sort keys made with another one
 * are rebuilt. Owner: static. */
const char *yp_icu_version(void);

/*
 * Appends a value in a format of doc/page-language.md, unescaped; NULL appends nothing and text is
 * appended as it is.
 *
 * - date weekdate datetime iso month season year: whole numbers below 4,000,000 in size are days
 *   since 1970-01-01, others microseconds UTC shown in Helsinki time
 * - clock: minutes since midnight, or microseconds UTC, by the same limit
 * - time isodatetime: microseconds UTC
 * - when: a day and how well it is known: eight times the day number, plus 0 (day), 1 (month),
 *   2 (season) or 3 (year)
 * - number: whole or real
 * - size: bytes
 * - lines: text
 */
void yp_icu_format(const char *lang, const char *name, const struct yp_value *v,
                   struct yp_buf *out);
/*
 * A day as the format date writes it in any language: 15.1.2021, 2021-01-15, 15 January 2021. So
 * what a form shows can be sent back as it is.
 *
 * ret  the day number; untouched when text is no day. Returns whether it was one.
 */
bool yp_icu_read_day(const char *text, int32_t *ret);
/* Whether yp_icu_format knows the name. */
bool yp_icu_known_format(const char *name);
/* Plural form of a number: "one" or "other". */
const char *yp_icu_plural(const char *lang, int64_t n);
