#include "core/form.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "lib/icu.h"

static const struct yp_value *path_value(const struct yp_form *form, const char *name)
{
    for (int i = 0; form->path && i < form->path->n; i++)
        if (!strcmp(form->path->at[i].name, name))
            return &form->path->at[i].v;
    return NULL;
}

int64_t yp_form_path_id(const struct yp_form *form, const char *name)
{
    const struct yp_value *v = path_value(form, name);
    return v && v->type == YP_I64 ? v->i : 0;
}

const char *yp_form_path_text(const struct yp_form *form, const char *name)
{
    const struct yp_value *v = path_value(form, name);
    return v && v->type == YP_TEXT ? v->s : "";
}

static const struct yp_field *field_at(const struct yp_form *form, const char *field, int i)
{
    for (int k = 0; k < form->fields->n; k++)
        if (!strcmp(form->fields->at[k].name, field) && i-- == 0)
            return &form->fields->at[k];
    return NULL;
}

const char *yp_form_value(const struct yp_form *form, const char *field, int i)
{
    const struct yp_field *f = field_at(form, field, i);
    return f && !f->file_name ? f->value : NULL;
}

void yp_form_refuse(struct yp_form *form, const char *field, const char *key, ...)
{
    for (int i = 0; i < form->nerrors; i++)
        if (!strcmp(form->errors[i].field, field))
            return; /* the first mistake of a field is enough */
    if (form->nerrors == YP_FORM_ERRORS)
        return;
    struct yp_form_error *e = &form->errors[form->nerrors++];
    *e = (struct yp_form_error){ .field = yp_arena_str(form->arena, field), .key = key };
    va_list ap;
    va_start(ap, key);
    for (const char *name; e->narg < 2 && (name = va_arg(ap, const char *));) {
        snprintf(e->args[e->narg].name, sizeof e->args[0].name, "%s", name);
        snprintf(e->args[e->narg].value, sizeof e->args[0].value, "%s", va_arg(ap, const char *));
        e->narg++;
    }
    va_end(ap);
}

int yp_form_verdict(const struct yp_form *form, struct yp_err *err)
{
    if (!form->nerrors)
        return YP_OK;
    return yp_fail_field(err, YP_EINVAL, form->errors[0].field, "form.refused", "%s: %s",
                         form->errors[0].field, form->errors[0].key);
}

/* The value as one NUL-terminated text: trimmed, line ends as \n, NFC; NULL after an error, "" when
 * empty. */
static const char *clean(struct yp_form *form, const char *field, bool lines, bool trim)
{
    const struct yp_field *f = field_at(form, field, 0);
    if (!f || f->file_name)
        return "";
    if (memchr(f->value, '\0', f->len) || !yp_utf8_valid(f->value, f->len) ||
        yp_utf8_has_control(f->value, f->len, lines)) {
        yp_form_refuse(form, field, "form.characters", NULL);
        return NULL;
    }
    char *s = yp_arena_mem(form->arena, f->value, f->len), *out = s;
    for (const char *in = s; *in; in++)
        if (*in != '\r')
            *out++ = *in;
        else if (in[1] != '\n')
            *out++ = '\n';
    *out = '\0';
    if (trim) {
        while (*s == ' ' || *s == '\n' || *s == '\t')
            s++;
        while (out > s && (out[-1] == ' ' || out[-1] == '\n' || out[-1] == '\t'))
            *--out = '\0';
    }
    char *nfc;
    if (yp_icu_nfc(form->arena, s, strlen(s), &nfc, NULL) < 0) {
        yp_form_refuse(form, field, "form.characters", NULL);
        return NULL;
    }
    return nfc;
}

/* Whether nothing of the text can be seen: blanks of any width, joiners and marks of direction. */
static bool is_blank(const char *s)
{
    for (uint32_t c; (c = yp_utf8_next(&s));)
        if (!(c <= ' ' || c == 0xA0 || c == 0xAD || c == 0x3164 || c == 0x3000 ||
              (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
              (c >= 0x205F && c <= 0x2064)))
            return false;
    return true;
}

static const char *measured(struct yp_form *form, const char *field, const char *s, int min,
                            int max)
{
    if (!s)
        return "";
    size_t n = yp_utf8_length(s);
    char limit[16];
    if (min > 0 && is_blank(s)) {
        yp_form_refuse(form, field, "form.required", NULL);
    } else if (n > (size_t)max) {
        snprintf(limit, sizeof limit, "%d", max);
        yp_form_refuse(form, field, "form.too_long", "max", limit, NULL);
    } else if (n < (size_t)min) {
        snprintf(limit, sizeof limit, "%d", min);
        yp_form_refuse(form, field, "form.too_short", "min", limit, NULL);
    } else {
        return s;
    }
    return "";
}

const char *yp_form_text(struct yp_form *form, const char *field, int min, int max)
{
    return measured(form, field, clean(form, field, false, true), min, max);
}

const char *yp_form_long(struct yp_form *form, const char *field, int min, int max)
{
    return measured(form, field, clean(form, field, true, true), min, max);
}

const char *yp_form_raw(struct yp_form *form, const char *field, int min, int max)
{
    return measured(form, field, clean(form, field, false, false), min, max);
}

static const char *or_null(const char *s)
{
    return *s ? s : NULL;
}

const char *yp_form_text_or_null(struct yp_form *form, const char *field, int max)
{
    return or_null(yp_form_text(form, field, 0, max));
}

const char *yp_form_long_or_null(struct yp_form *form, const char *field, int max)
{
    return or_null(yp_form_long(form, field, 0, max));
}

/* Reads a whole number; false when it is none. */
static bool whole(const char *s, int64_t *ret)
{
    char *end;
    if (!*s || strlen(s) > 18)
        return false;
    long long n = strtoll(s, &end, 10);
    *ret = n;
    return !*end && !isspace((unsigned char)*s);
}

int64_t yp_form_int(struct yp_form *form, const char *field, int64_t min, int64_t max, int64_t def)
{
    const char *s = yp_form_text(form, field, 0, 20);
    int64_t n;
    if (!*s)
        return def;
    if (!whole(s, &n)) {
        yp_form_refuse(form, field, "form.number", NULL);
        return def;
    }
    if (n < min || n > max) {
        char lo[24], hi[24];
        snprintf(lo, sizeof lo, "%lld", (long long)min);
        snprintf(hi, sizeof hi, "%lld", (long long)max);
        yp_form_refuse(form, field, "form.range", "min", lo, "max", hi, NULL);
        return def;
    }
    return n;
}

int64_t yp_form_id(struct yp_form *form, const char *field, bool required)
{
    const char *s = yp_form_text(form, field, required, 20);
    int64_t id;
    if (!*s)
        return 0;
    if (whole(s, &id) && id > 0)
        return id;
    yp_form_refuse(form, field, "form.choice", NULL);
    return 0;
}

int64_t yp_form_id_at(struct yp_form *form, const char *field, int i)
{
    const char *s = yp_form_value(form, field, i);
    int64_t id;
    if (!s || !*s)
        return 0;
    if (whole(s, &id) && id > 0)
        return id;
    yp_form_refuse(form, field, "form.choice", NULL);
    return 0;
}

bool yp_form_day(struct yp_form *form, const char *field, bool required, int32_t *ret_day)
{
    const char *s = yp_form_text(form, field, required, 30);
    if (!*s)
        return false;
    if (yp_icu_read_day(s, ret_day))
        return true;
    yp_form_refuse(form, field, "form.day", "value", s, NULL);
    return false;
}

bool yp_form_time(struct yp_form *form, const char *field, bool required, int *ret_minutes)
{
    const char *s = yp_form_text(form, field, required, 10);
    int h = -1, m = 0, n = 0;
    char sep;
    if (!*s)
        return false;
    bool ok =
        (sscanf(s, "%2d%n", &h, &n) == 1 && !s[n]) ||
        (sscanf(s, "%2d%c%2d%n", &h, &sep, &m, &n) == 3 && !s[n] && (sep == '.' || sep == ':'));
    if (!ok || h < 0 || h > 23 || m < 0 || m > 59) {
        yp_form_refuse(form, field, "form.time", "value", s, NULL);
        return false;
    }
    *ret_minutes = h * 60 + m;
    return true;
}

const char *yp_form_choice(struct yp_form *form, const char *field, const char *words,
                           bool required)
{
    const char *s = yp_form_text(form, field, required, 60);
    size_t len = strlen(s);
    for (const char *w = words; *w;) {
        size_t n = strcspn(w, " ");
        if (n == len && !strncmp(w, s, n))
            return s;
        if (!len && !required)
            return yp_arena_mem(form->arena, w, n);
        w += n + (w[n] == ' ');
    }
    if (len)
        yp_form_refuse(form, field, "form.choice", NULL);
    return yp_arena_mem(form->arena, words, strcspn(words, " "));
}

int yp_form_ticked(const struct yp_form *form, const char *field)
{
    const char *s = yp_form_value(form, field, 0);
    return s && *s ? 1 : 0;
}

const char *yp_form_email(struct yp_form *form, const char *field, bool required)
{
    const char *s = yp_form_text(form, field, required, 254);
    if (!*s)
        return NULL;
    const char *at = strchr(s, '@'), *dot = at ? strrchr(at, '.') : NULL;
    bool ok = at && at != s && !strchr(at + 1, '@') && at[1] && !strpbrk(s, " \t,;<>()[]\\\"") &&
              (dot ? dot[1] && dot != at + 1 : !strcmp(at, "@localhost"));
    if (!ok) {
        yp_form_refuse(form, field, "form.email", "value", s, NULL);
        return NULL;
    }
    char *mail = yp_arena_str(form->arena, s);
    for (char *c = mail + (at - s); *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return mail;
}

const struct yp_field *yp_form_file(const struct yp_form *form, const char *field)
{
    const struct yp_field *f = field_at(form, field, 0);
    return f && f->file_name && (*f->file_name || f->len) ? f : NULL;
}

int64_t yp_form_rev(const struct yp_form *form)
{
    const char *s = yp_form_value(form, "rev", 0);
    int64_t rev;
    return s && whole(s, &rev) ? rev : 0;
}
