/*
 * Days that are known to the day, month, season or year: written, read and stored. Layer: app.
 * Stored as the first or the last day and a precision; shown by the format when over from_when and
 * to_when.
 */
#pragma once
#include <stdbool.h>

#include "core/form.h"

enum { YP_DAY_UNKNOWN = -1000000, YP_DAY_STILL = 3000000 };

struct yp_when {
    int32_t first, last;   /* the same when the day is known */
    const char *precision; /* "day", "month", "season", "year"; "unknown" when nothing was said */
};

/*
 * Reads 15.1.2021, 2021-01-15, 1/2021, 1.2021, 2021-01, 2021, 2021-21 … 2021-24 (spring to winter,
 * as in EDTF), and a month or season in words with its year in any language of the interface.
 * Winter is January and February of its year. false: none of these, ret untouched.
 */
bool yp_when_read(const char *text, struct yp_when *ret);
/*
 * Days of validity from the fields from_when and to_when. Empty fields: YP_DAY_UNKNOWN,
 * YP_DAY_STILL, "unknown". Notes form.when, and form.order at to_when when the end is before the
 * beginning.
 */
struct yp_span {
    int32_t from_day, to_day;
    const char *from_precision, *to_precision;
};
struct yp_span yp_form_span(struct yp_form *form);
/* One such field; false when empty or refused. Notes form.required, form.when. */
bool yp_form_when(struct yp_form *form, const char *field, bool required, struct yp_when *ret);
/* The text that stands for a stored day in a table that is read back: 2021-01-15, 2021-01, 2021-21
 * or 2021; "" for an open end. In the arena. */
const char *yp_when_iso(struct yp_arena *arena, int64_t day, const char *precision);
