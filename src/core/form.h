/*
 * What was posted, read with limits and in the user's terms. Layer: core.  Spec: doc/spec/forms.md.
 *
 * Readers never fail: what cannot be accepted is noted as an error of its field, and
 * yp_form_verdict tells at the end. So a reader of the whole form sees every mistake at once, and
 * what was typed is shown again.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/value.h"
#include "core/route.h"
#include "web/web.h"

enum { YP_FORM_ERRORS = 40 };

struct yp_form_error {
    const char *field;
    const char *key;
    struct yp_err_arg args[2];
    int narg;
};

struct yp_form {
    struct yp_arena *arena;
    const struct yp_fields *fields;
    const struct yp_path *path;
    struct yp_form_error errors[YP_FORM_ERRORS];
    int nerrors;
    void *carried; /* what the action's before() left for run() */
};

/* Parameter of the address as number; it must exist (a bug otherwise). */
int64_t yp_form_path_id(const struct yp_form *form, const char *name);
/* Parameter of the address as text; "" when there is none. */
const char *yp_form_path_text(const struct yp_form *form, const char *name);

/* One line of min..max code points, trimmed, in NFC, without control characters. "" after an error,
 * or when empty and min is 0. Notes form.required, form.too_long, form.too_short, form.characters.
 */
const char *yp_form_text(struct yp_form *form, const char *field, int min, int max);
/* The same with line breaks (as \n). */
const char *yp_form_long(struct yp_form *form, const char *field, int min, int max);
/* A text that may hold anything valid, untrimmed: passwords. */
const char *yp_form_raw(struct yp_form *form, const char *field, int min, int max);
/* NULL when empty, so that SQL gets NULL. */
const char *yp_form_text_or_null(struct yp_form *form, const char *field, int max);
const char *yp_form_long_or_null(struct yp_form *form, const char *field, int max);
/* A whole number in min..max; def when empty. Notes form.number, form.range. */
int64_t yp_form_int(struct yp_form *form, const char *field, int64_t min, int64_t max, int64_t def);
/* A positive id; 0 when empty and not required. Whether it exists and may be seen is the action's
 * to ask. */
int64_t yp_form_id(struct yp_form *form, const char *field, bool required);
/* The i-th of several values of a field as id; 0 at the end or when broken (noted). */
int64_t yp_form_id_at(struct yp_form *form, const char *field, int i);
/* A day as 15.1.2021 or 2021-01-15; false when empty or refused. Notes form.required, form.day. */
bool yp_form_day(struct yp_form *form, const char *field, bool required, int32_t *ret_day);
/* A time of day as 9.00, 9:00 or 9; minutes since midnight. Notes form.required, form.time. */
bool yp_form_time(struct yp_form *form, const char *field, bool required, int *ret_minutes);
/* One of the words of "a b c"; the first when empty and not required. Notes form.choice. */
const char *yp_form_choice(struct yp_form *form, const char *field, const char *words,
                           bool required);
/* A ticked box. */
int yp_form_ticked(const struct yp_form *form, const char *field);
/* An e-mail address, lower case domain; NULL when empty. Notes form.required, form.email. */
const char *yp_form_email(struct yp_form *form, const char *field, bool required);
/* A file; NULL when none was sent. */
const struct yp_field *yp_form_file(const struct yp_form *form, const char *field);
/* The i-th value of a field as sent, NULL at the end. */
const char *yp_form_value(const struct yp_form *form, const char *field, int i);
/* Number of the revision the form was drawn from (field rev), 0 when absent. */
int64_t yp_form_rev(const struct yp_form *form);

/* Notes an error of a field, with up to two named arguments ("max", "200") given as name, value,
 * name, value, NULL. */
void yp_form_refuse(struct yp_form *form, const char *field, const char *key, ...)
    __attribute__((sentinel));
/* YP_OK, or YP_EINVAL "form.refused" when anything was noted. */
int yp_form_verdict(const struct yp_form *form, struct yp_err *err) YP_MUST_CHECK;
