#include "app/when.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "lib/icu.h"

static int month_last(int year, int month)
{
    int day = 31;
    while (!yp_day_valid(year, month, day))
        day--;
    return day;
}

static void months(struct yp_when *ret, int year, int first, int last, const char *precision)
{
    *ret = (struct yp_when){ yp_day(year, first, 1), yp_day(year, last, month_last(year, last)),
                             precision };
}

/* A month or season as the format when writes it, in any language. */
static bool read_words(const char *text, struct yp_when *ret)
{
    static const char *const langs[] = { "fi", "sv", "en", "se" };
    int year;
    const char *digits = strpbrk(text, "0123456789");
    if (!digits || digits == text || sscanf(digits, "%4d", &year) != 1 || strlen(digits) != 4 ||
        !yp_day_valid(year, 1, 1))
        return false;
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const char *fold = yp_icu_fold(arena, text);
    for (size_t l = 0; l < sizeof langs / sizeof *langs; l++)
        for (int month = 1; month <= 12; month++)
            for (int known = 1; known <= 2; known++) {
                YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
                const struct yp_value v = yp_int((int64_t)yp_day(year, month, 1) * 8 + known);
                yp_icu_format(langs[l], "when", &v, &out);
                if (strcmp(yp_icu_fold(arena, yp_buf_text(&out)), fold) != 0)
                    continue;
                if (known == 1)
                    months(ret, year, month, month, "month");
                else if (month < 3)
                    months(ret, year, 1, 2, "season");
                else
                    months(ret, year, month, month + 2, "season");
                return true;
            }
    return false;
}

bool yp_when_read(const char *s, struct yp_when *ret)
{
    int y, m, n = 0;
    int32_t day;
    if (yp_icu_read_day(s, &day)) {
        *ret = (struct yp_when){ day, day, "day" };
        return true;
    }
    if ((sscanf(s, "%4d-%2d%n", &y, &m, &n) == 2 && n && !s[n]) ||
        (n = 0, sscanf(s, "%2d/%4d%n", &m, &y, &n) == 2 && n && !s[n]) ||
        (n = 0, sscanf(s, "%2d.%4d%n", &m, &y, &n) == 2 && n && !s[n])) {
        if (m >= 21 && m <= 24 && yp_day_valid(y, 1, 1)) {
            months(ret, y, m == 24 ? 1 : (m - 20) * 3, m == 24 ? 2 : (m - 20) * 3 + 2, "season");
            return true;
        }
        if (!yp_day_valid(y, m, 1))
            return false;
        months(ret, y, m, m, "month");
        return true;
    }
    n = 0;
    if (sscanf(s, "%4d%n", &y, &n) == 1 && n == 4 && !s[n] && yp_day_valid(y, 1, 1)) {
        months(ret, y, 1, 12, "year");
        return true;
    }
    return read_words(s, ret);
}

bool yp_form_when(struct yp_form *form, const char *field, bool required, struct yp_when *ret)
{
    const char *text = yp_form_text(form, field, required, 40);
    if (!*text)
        return false;
    if (yp_when_read(text, ret))
        return true;
    yp_form_refuse(form, field, "form.when", "value", text, NULL);
    return false;
}

struct yp_span yp_form_span(struct yp_form *form)
{
    struct yp_span span = { YP_DAY_UNKNOWN, YP_DAY_STILL, "unknown", "unknown" };
    struct yp_when when;
    if (yp_form_when(form, "from_when", false, &when)) {
        span.from_day = when.first;
        span.from_precision = when.precision;
    }
    if (yp_form_when(form, "to_when", false, &when)) {
        span.to_day = when.last;
        span.to_precision = when.precision;
    }
    if (span.from_day > span.to_day)
        yp_form_refuse(form, "to_when", "form.order", NULL);
    return span;
}

const char *yp_when_iso(struct yp_arena *arena, int64_t day, const char *precision)
{
    if (day <= YP_DAY_UNKNOWN || day >= YP_DAY_STILL)
        return "";
    struct yp_local t = yp_day_split((int32_t)day);
    if (!strcmp(precision, "year"))
        return yp_arena_printf(arena, "%04d", t.year);
    if (!strcmp(precision, "month"))
        return yp_arena_printf(arena, "%04d-%02d", t.year, t.month);
    if (!strcmp(precision, "season"))
        return yp_arena_printf(arena, "%04d-%02d", t.year,
                               20 + (t.month % 12 / 3 ? t.month % 12 / 3 : 4));
    return yp_arena_printf(arena, "%04d-%02d-%02d", t.year, t.month, t.day);
}
