/*
 * Days of a bulletin: as they are printed, the years that are not, and which of them are the event.
 * Layer: read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "read/read_int.h"

enum { EVENTS_MAX = 31, YEAR_MIN = 1990, YEAR_MAX = 2099, MENTIONS_MAX = 64, LEAP_YEAR = 2020 };

static const char *const months[] = { "tammikuu", "helmikuu", "maaliskuu", "huhtikuu",
                                      "toukokuu", "kesäkuu",  "heinäkuu",  "elokuu",
                                      "syyskuu",  "lokakuu",  "marraskuu", "joulukuu" };
static const char *const weekdays[] = { "maanantai", "tiistai",  "keskiviikko", "torstai",
                                        "perjantai", "lauantai", "sunnuntai" };
static const char *const short_days[] = { "ma", "ti", "ke", "to", "pe", "la", "su" };

/* A day as printed; 0: not printed. */
struct raw {
    int first, end; /* tokens */
    int day, month, year, weekday;
    enum yp_read_precision precision;
    int season;
    bool is_end;   /* "vuoden 2023 loppuun": the last day of it */
    int group;     /* days of one list or range: "17.5. ja 3.6." */
    bool is_range; /* a dash stood before it */
    enum yp_read_year how;
};

struct days {
    struct raw *list;
    int n;
};

static int index_of(const char *const *list, int n, const struct rword *w)
{
    for (int i = 0; w && i < n; i++)
        if (yp_read_base(w, list[i]))
            return i + 1;
    return 0;
}

static int month_of(const struct rword *w)
{
    return index_of(months, 12, w);
}

static int weekday_of(const struct doc *d, int i)
{
    if (!yp_read_is_word(d, i))
        return 0;
    const struct rword *w = d->toks[i].w;
    int n = index_of(weekdays, 7, w);
    for (int j = 0; j < 7 && !n; j++)
        if (!strcmp(w->low, short_days[j]))
            n = j + 1;
    return n;
}

/* Digits of a token as numbers: "15.1" gives two, "15.1.21" three. */
static int numbers(const struct doc *d, int i, int ret[3])
{
    if (i < 0 || i >= d->ntoks || d->toks[i].kind != YP_TOKEN_NUMBER)
        return 0;
    const char *s = d->text + d->toks[i].at, *end = s + d->toks[i].len;
    int n = 0;
    while (s < end && n < 3) {
        char *next;
        long value = strtol(s, &next, 10);
        if (next == s || value > 9999 || next > end)
            return 0;
        ret[n++] = (int)value;
        if (next < end && *next != '.')
            return 0;
        s = next + 1;
    }
    return s >= end ? n : 0;
}

static bool is_year(const struct doc *d, int i, int *ret)
{
    int v[3];
    if (i >= d->ntoks || numbers(d, i, v) != 1 || d->toks[i].len != 4 || v[0] < YEAR_MIN ||
        v[0] > YEAR_MAX)
        return false;
    *ret = v[0];
    return true;
}

/* The weekday named before token i: "perjantaina 15.1.", "pe 15.1.", "pe, 15.1.". */
static int weekday_before(const struct doc *d, int i)
{
    if (yp_read_is_mark(d, i - 1, ',') || yp_read_is_mark(d, i - 1, '.') ||
        yp_read_is_mark(d, i - 1, '('))
        i--;
    return i > 0 && d->toks[i - 1].para == d->toks[i < d->ntoks ? i : i - 1].para
               ? weekday_of(d, i - 1)
               : 0;
}

static bool is_valid(int day, int month)
{
    return month >= 1 && month <= 12 && yp_day_valid(LEAP_YEAR, month, day);
}

/* "3." and then a month by name and perhaps a year. */
static bool named_month(const struct doc *d, int i, struct raw *r)
{
    int v[3], year;
    if (numbers(d, i, v) != 1 || v[0] < 1 || v[0] > 31 || !yp_read_is_mark(d, i + 1, '.') ||
        !yp_read_is_word(d, i + 2))
        return false;
    int month = month_of(d->toks[i + 2].w);
    if (!is_valid(v[0], month))
        return false;
    *r = (struct raw){ .first = i, .end = i + 3, .day = v[0], .month = month };
    if (is_year(d, i + 3, &year)) {
        r->year = year;
        r->end = i + 4;
    }
    return true;
}

/* "syyskuun 5. päivänä 2022" */
static bool month_first(const struct doc *d, int i, struct raw *r)
{
    int v[3], year;
    if (i >= d->ntoks || !yp_read_is_word(d, i) || numbers(d, i + 1, v) != 1 ||
        !yp_read_is_mark(d, i + 2, '.') || !yp_read_is_word(d, i + 3) ||
        !yp_read_base(d->toks[i + 3].w, "päivä"))
        return false;
    int month = month_of(d->toks[i].w);
    if (!is_valid(v[0], month))
        return false;
    *r = (struct raw){ .first = i, .end = i + 4, .day = v[0], .month = month };
    if (is_year(d, i + 4, &year)) {
        r->year = year;
        r->end = i + 5;
    }
    return true;
}

/* "15.1." or "15.1.21" or "15.1. 2021"; without the last point only beside a weekday or a time. */
static bool numeric_day(const struct doc *d, int i, struct raw *r)
{
    int v[3], year, n = numbers(d, i, v);
    if (n < 2 || !is_valid(v[0], v[1]) || memchr(d->text + d->toks[i].at, ',', d->toks[i].len))
        return false;
    bool has_point = yp_read_is_mark(d, i + 1, '.') && d->toks[i + 1].is_glued;
    const char *before = yp_read_is_word(d, i - 1) ? d->toks[i - 1].w->low : "";
    if (yp_read_among("klo kello kl kohta kohdan luku", before))
        return false;
    bool is_vouched =
        weekday_before(d, i) ||
        (yp_read_is_word(d, i + 1) && yp_read_among("klo kello", d->toks[i + 1].w->low)) ||
        yp_read_is_dash(d, i + 1) || yp_read_is_dash(d, i - 1);
    if (n == 2 && !has_point && !is_vouched)
        return false;
    *r = (struct raw){ .first = i, .end = i + 1 + has_point, .day = v[0], .month = v[1] };
    if (n == 3) {
        r->year = v[2] < 100 ? 2000 + v[2] : v[2];
    } else if (has_point && is_year(d, i + 2, &year) && !yp_read_is_dash(d, i + 3)) {
        r->year = year;
        r->end = i + 3;
    }
    return r->year == 0 || (r->year >= YEAR_MIN && r->year <= YEAR_MAX);
}

static bool full_day(const struct doc *d, int i, struct raw *r)
{
    if (i >= d->ntoks || d->toks[i].kind != YP_TOKEN_DAY)
        return false;
    const char *s = d->text + d->toks[i].at;
    int a = (int)strtol(s, NULL, 10), b = (int)strtol(s + strcspn(s, ".-") + 1, NULL, 10);
    const char *third = s + strcspn(s, ".-") + 1;
    third += strcspn(third, ".-") + 1;
    int c = (int)strtol(third, NULL, 10);
    bool is_iso = a > 31;
    *r = (struct raw){
        .first = i, .end = i + 1, .day = is_iso ? c : a, .month = b, .year = is_iso ? a : c
    };
    return r->year >= YEAR_MIN && r->year <= YEAR_MAX;
}

static bool day_at(const struct doc *d, int i, struct raw *r)
{
    if (!full_day(d, i, r) && !named_month(d, i, r) && !month_first(d, i, r) &&
        !numeric_day(d, i, r))
        return false;
    r->weekday = weekday_before(d, i);
    return true;
}

/* A bare "12." whose month comes with the day it is joined to: the mark or word between them. */
static int joint_after(const struct doc *d, int i)
{
    int at = i + 1;
    if (yp_read_is_mark(d, at, '.'))
        at++;
    if (yp_read_is_dash(d, at) || yp_read_is_mark(d, at, ','))
        return at + 1;
    if (yp_read_is_word(d, at) && yp_read_among("ja sekä", d->toks[at].w->low))
        return at + 1;
    return 0;
}

/* A joint behind what ends at token i. */
static int joint_at(const struct doc *d, int i, bool *ret_range)
{
    *ret_range = yp_read_is_dash(d, i);
    if (*ret_range || yp_read_is_mark(d, i, ','))
        return i + 1;
    if (yp_read_is_word(d, i) && yp_read_among("ja sekä", d->toks[i].w->low))
        return i + 1;
    return 0;
}

static struct raw *add(struct doc *d, struct days *days, struct raw r)
{
    struct raw *to = PUSH(d, days->list, days->n);
    *to = r;
    return to;
}

/* Behind the places of a list: "22.3. Kotkassa ja 7.4. Kouvolassa". */
static int skip_place(const struct doc *d, int i)
{
    int at = i;
    while (at < i + 2 && yp_read_is_word(d, at) && d->toks[at].is_capital &&
           d->toks[at].role == FREE)
        at++;
    return yp_read_is_word(d, at) && yp_read_among("ja sekä", d->toks[at].w->low) ? at : i;
}

/* "maanantaina" between the days of a list. */
static int skip_weekday(const struct doc *d, int i)
{
    if (!weekday_of(d, i))
        return i;
    return yp_read_is_mark(d, i + 1, '.') ? i + 2 : i + 1;
}

/* Bare days of a list before the one with the month: "12.–13.5.2022", "7., 8. ja 9. maaliskuuta". */
static int bare_days(struct doc *d, struct days *days, int i, int group)
{
    int v[3], at = i, begin[8], n = 0;
    struct raw r;
    while (n < 8 && numbers(d, at, v) == 1 && v[0] >= 1 && v[0] <= 31) {
        int next = joint_after(d, at);
        if (!next || next >= d->ntoks || d->toks[next].para != d->toks[i].para)
            return i;
        if (!yp_read_is_mark(d, at + 1, '.') && !yp_read_is_dash(d, at + 1))
            return i;
        begin[n++] = at;
        at = skip_weekday(d, next);
        if (day_at(d, at, &r))
            break;
        r.day = 0;
    }
    if (!n || !day_at(d, at, &r))
        return i;
    for (int j = 0; j < n; j++) {
        numbers(d, begin[j], v);
        if (!is_valid(v[0], r.month))
            return i;
        add(d, days,
            (struct raw){ .first = begin[j],
                          .end = begin[j] + 1 + yp_read_is_mark(d, begin[j] + 1, '.'),
                          .day = v[0],
                          .month = r.month,
                          .year = r.year,
                          .how = r.year ? YP_READ_BY_NEIGHBOUR : YP_READ_PRINTED,
                          .weekday = weekday_before(d, begin[j]),
                          .group = group,
                          .is_range = j > 0 && yp_read_is_dash(d, begin[j] - 1) });
    }
    return at;
}

static const char *const seasons[] = { "kevät", "kesä", "syksy", "talvi" };

/* Months, seasons and years without a day: "kesäkuun aikana", "syksyllä 2022", "vuoden 2023
 * loppuun". */
static bool period_at(const struct doc *d, int i, struct raw *r)
{
    int year = 0;
    if (!yp_read_is_word(d, i))
        return false;
    const struct rword *w = d->toks[i].w;
    int month = month_of(w), season = index_of(seasons, 4, w);
    if (month || season) {
        bool has_year = is_year(d, i + 1, &year);
        bool is_before = !has_year && yp_read_is_word(d, i - 2) && is_year(d, i - 1, &year) &&
                         yp_read_base(d->toks[i - 2].w, "vuosi"); /* "vuoden 2024 helmikuun" */
        if (!has_year && !is_before)
            year = 0;
        if (season && !has_year && !is_before && !yp_read_form(w, NOMINAL, YP_ADESSIVE) &&
            !yp_read_form(w, NOMINAL, YP_GENITIVE))
            return false;
        *r = (struct raw){ .first = i,
                           .end = i + 1 + has_year,
                           .month = month,
                           .season = season,
                           .year = year,
                           .precision = month ? YP_READ_MONTH : YP_READ_SEASON };
    } else if (yp_read_base(w, "vuosi") && is_year(d, i + 1, &year) &&
               !(yp_read_is_word(d, i + 2) &&
                 (month_of(d->toks[i + 2].w) || index_of(seasons, 4, d->toks[i + 2].w)))) {
        *r = (struct raw){ .first = i, .end = i + 2, .year = year, .precision = YP_READ_YEAR };
    } else {
        return false;
    }
    int after = r->end;
    if (yp_read_is_word(d, after) &&
        yp_read_among("loppuun lopussa loppuna lopulla lopusta", d->toks[after].w->low)) {
        r->is_end = r->precision == YP_READ_YEAR || r->precision == YP_READ_MONTH;
        r->end++;
    }
    return true;
}

/* All days in the order of the text. */
static void find(struct doc *d, struct days *days)
{
    int group = 0;
    for (int i = 0; i < d->ntoks;) {
        struct raw r;
        int at = bare_days(d, days, i, group);
        if (!day_at(d, at, &r)) {
            if (period_at(d, i, &r)) {
                r.group = group++;
                add(d, days, r);
                i = r.end;
            } else {
                i++;
            }
            continue;
        }
        r.group = group;
        r.is_range = at > i && yp_read_is_dash(d, at - 1);
        for (;;) { /* "17.5. ja 3.6.", "1.3.–2.4.2022" */
            add(d, days, r);
            i = r.end;
            bool is_range;
            int next = joint_at(d, skip_place(d, i), &is_range);
            if (next)
                next = skip_weekday(d, next);
            if (!next || next >= d->ntoks || d->toks[next].para != d->toks[i].para ||
                !day_at(d, next, &r))
                break;
            r.group = group;
            r.is_range = is_range;
        }
        group++;
    }
}

/* Years in which texts speak of something: public reforms and their organizations. */
static const struct {
    const char *base;
    int from, to; /* 0: open */
} eras[] = {
    { "maakuntauudistus", 2015, 2019 }, { "sote-keskus", 2019, 2023 },
    { "hyvinvointialue", 2020, 0 },     { "aluevaltuusto", 2022, 0 },
    { "aluehallitus", 2022, 0 },        { "aluevaalit", 2021, 0 },
    { "sairaanhoitopiiri", 0, 2022 },   { "korona", 2020, 2022 },
    { "koronaepidemia", 2020, 2022 },   { "koronapandemia", 2020, 2022 },
};

/* What the text tells of its years. */
struct years {
    int from, to;      /* those in which it can be written; 0: open */
    int aim;           /* the first year that is only aimed at: "vuoden 2023 loppuun" */
    int32_t published; /* a day; 0: none */
    int list[MENTIONS_MAX];
    int n;
    int today;
};

static void find_eras(const struct doc *d, struct years *y)
{
    for (int i = 0; i < d->ntoks; i++)
        for (size_t k = 0; yp_read_is_word(d, i) && k < sizeof eras / sizeof *eras; k++) {
            if (!yp_read_base(d->toks[i].w, eras[k].base))
                continue;
            if (eras[k].from > y->from)
                y->from = eras[k].from;
            if (eras[k].to && (!y->to || eras[k].to < y->to))
                y->to = eras[k].to;
        }
    if (y->from && y->to && y->from > y->to) /* looks back, or ahead */
        y->to = 0;
}

static void gather_years(const struct doc *d, const struct days *days, struct years *y)
{
    find_eras(d, y);
    for (int i = 0; i < days->n && y->n < MENTIONS_MAX; i++) {
        const struct raw *r = &days->list[i];
        if (r->year && r->precision == YP_READ_DAY)
            y->list[y->n++] = r->year;
        if (r->year && r->is_end && (!y->aim || r->year < y->aim))
            y->aim = r->year;
    }
    int year;
    for (int i = 0; i < d->ntoks && y->n < MENTIONS_MAX; i++) {
        bool is_aim = yp_read_is_word(d, i + 1) &&
                      yp_read_among("loppuun lopussa loppuna lopulla", d->toks[i + 1].w->low);
        if (is_year(d, i, &year) && !is_aim && !(i && yp_read_is_mark(d, i - 1, '/')))
            y->list[y->n++] = year;
    }
    if (d->known && d->known->today_day)
        y->today = d->known->today_day;
    else
        y->today = yp_today();
}

static bool fits(const struct raw *r, int year)
{
    return yp_day_valid(year, r->month, r->day) &&
           (!r->weekday || yp_day_split(yp_day(year, r->month, r->day)).weekday == r->weekday);
}

/* The year nearest to one that is known in which the weekday is right; 0 within fifteen years. */
static int nearest(const struct raw *r, int year, int32_t latest)
{
    for (int off = 0; off < 15; off++)
        for (int sign = -1; sign <= 1; sign += 2) {
            int y = year + sign * off;
            if (fits(r, y) && yp_day(y, r->month, r->day) <= latest)
                return y;
        }
    return 0;
}

static int smallest(const struct years *y)
{
    int ret = 0;
    for (int i = 0; i < y->n; i++)
        if (y->list[i] >= 2005 && (!ret || y->list[i] < ret))
            ret = y->list[i];
    return ret;
}

/* A year for a day that is printed without: how it was found. */
static enum yp_read_year infer(const struct raw *r, const struct years *y, int *ret)
{
    int32_t far = y->today + 366;
    if (y->published) {
        struct yp_local p = yp_day_split(y->published);
        int year;
        if (r->weekday && (year = nearest(r, p.year, y->published + 400)) != 0 &&
            year >= p.year - 1 && year <= p.year + 1) { /* else the weekday is a mistake */
            *ret = year;
            return YP_READ_BY_WEEKDAY;
        }
        year = p.year; /* within half a year of the publishing */
        if (yp_day_valid(year, r->month, r->day)) {
            int32_t off = yp_day(year, r->month, r->day) - y->published;
            year += off > 183 ? -1 : off < -183 ? 1 : 0;
        }
        *ret = year;
        return YP_READ_BY_PUBLISHED;
    }
    int context = smallest(y), year;
    if (!context && y->aim) /* the middle of the time in which it can be */
        context = y->from && y->from < y->aim ? (y->from + y->aim) / 2 : y->aim;
    int32_t latest = y->today;
    if (y->to && yp_day(y->to, 12, 31) < latest)
        latest = yp_day(y->to, 12, 31);
    if (r->weekday) {
        year = nearest(r, context ? context : yp_day_split(latest).year, context ? far : latest);
        if (year) {
            *ret = year;
            return YP_READ_BY_WEEKDAY;
        }
    }
    if (context) {
        *ret = context;
        return YP_READ_BY_CONTEXT;
    }
    year = yp_day_split(latest).year;
    if (yp_day_valid(year, r->month, r->day) && yp_day(year, r->month, r->day) > latest)
        year--;
    *ret = year;
    return YP_READ_BY_TODAY;
}

/* Years from the same list first, then from weekdays anywhere, then from what else is told. */
static void fill_years(struct days *days, const struct years *y)
{
    for (int i = days->n - 1; i >= 0; i--) { /* the last of a list has the year */
        struct raw *r = &days->list[i];
        if (!r->year && i + 1 < days->n && days->list[i + 1].group == r->group && r[1].year) {
            r->year = r[1].year;
            r->how = YP_READ_BY_NEIGHBOUR;
        }
    }
    int by_weekday = 0;
    for (int i = 0; i < days->n; i++) {
        struct raw *r = &days->list[i];
        if (!r->year && r->weekday && r->precision == YP_READ_DAY) {
            r->how = infer(r, y, &r->year);
            by_weekday = r->how == YP_READ_BY_WEEKDAY && !by_weekday ? r->year : by_weekday;
        }
    }
    for (int i = 0; i < days->n; i++) {
        struct raw *r = &days->list[i];
        if (r->year)
            continue;
        if (by_weekday && !y->published) {
            r->year = by_weekday;
            r->how = YP_READ_BY_NEIGHBOUR;
        } else {
            r->how = infer(r, y, &r->year);
        }
    }
}

static int32_t first_day(const struct raw *r, enum yp_read_precision *precision)
{
    static const int begins[] = { 3, 6, 9, 12 };
    int month = r->precision == YP_READ_MONTH    ? r->month
                : r->precision == YP_READ_SEASON ? begins[r->season - 1]
                                                 : 1;
    *precision = r->precision;
    if (r->precision == YP_READ_DAY)
        return yp_day_valid(r->year, r->month, r->day) ? yp_day(r->year, r->month, r->day)
                                                       : yp_day(r->year, r->month, 28);
    if (!r->is_end)
        return yp_day(r->year, month, 1);
    *precision = YP_READ_DAY; /* the last day of the month or year */
    if (r->precision == YP_READ_YEAR || month == 12)
        return yp_day(r->year, 12, 31);
    return yp_day(r->year, month + 1, 1) - 1;
}

static bool is_told_para(const struct doc *d, int tok)
{
    enum para_kind kind = d->paras[d->toks[tok].para].kind;
    return kind != P_STAMP && kind != P_LABEL && kind != P_NAVIGATION;
}

/* The day of publishing: of a stamp or label, that which is published first. */
static int published_of(const struct doc *d, const struct days *days)
{
    for (int i = 0; i < days->n; i++)
        if (!is_told_para(d, days->list[i].first) && days->list[i].precision == YP_READ_DAY)
            return i;
    return -1;
}

static void tell(struct doc *d, const struct raw *r)
{
    struct yp_read_day *to = PUSH(d, d->days, d->ndays);
    *to = (struct yp_read_day){ .span = yp_read_span(d, r->first, r->end),
                                .year = r->how,
                                .season = r->season };
    to->day = first_day(r, &to->precision);
    if (r->how >= YP_READ_BY_CONTEXT)
        to->doubt = "year.guessed";
    if (r->weekday && !fits(r, r->year)) {
        to->doubt = "weekday.wrong";
        yp_read_flag(d, to->span, "weekday.wrong", yp_read_raw(d, r->first, r->end));
    }
    for (int i = r->first; i < r->end; i++)
        d->toks[i].role = IN_DAY;
}

/* "2021–2021": a range whose ends are equal or turned. */
static void flag_ranges(struct doc *d)
{
    for (int i = 1; i + 1 < d->ntoks; i++) {
        int from, to;
        if (!yp_read_is_dash(d, i) || !is_year(d, i - 1, &from) || !is_year(d, i + 1, &to) ||
            from < to)
            continue;
        yp_read_flag(d, yp_read_span(d, i - 1, i + 2),
                     from == to ? "range.equal" : "range.backwards", yp_read_raw(d, i - 1, i + 2));
    }
}

void yp_read_days(struct doc *d)
{
    struct days days = { 0 };
    struct years years = { 0 };
    find(d, &days);
    gather_years(d, &days, &years);
    int p = published_of(d, &days);
    if (p >= 0 && days.list[p].year) {
        enum yp_read_precision precision;
        years.published = first_day(&days.list[p], &precision);
    }
    fill_years(&days, &years);
    for (int i = 0; i < days.n; i++)
        tell(d, &days.list[i]);
    d->day_toks = yp_arena_array(d->arena, (size_t)days.n + 1, 2 * sizeof *d->day_toks);
    for (int i = 0; i < days.n; i++) {
        d->day_toks[2 * i] = days.list[i].first;
        d->day_toks[2 * i + 1] = days.list[i].end;
    }
    d->day_groups = yp_arena_array(d->arena, (size_t)days.n + 1, sizeof *d->day_groups);
    for (int i = 0; i < days.n; i++)
        d->day_groups[i] = days.list[i].group;
    if (p >= 0)
        d->r->published = &d->days[p];
    flag_ranges(d);
}

static const char event_verbs[] =
    "kokoontua pitää järjestää kuulla käsitellä päättää hyväksyä keskustella tavata kerääntyä "
    "allekirjoittaa valita avata nimetä linjata päivittää työstää valmistella koota pohtia "
    "käydä kutsua osallistua esitellä linjata puoltaa vahvistaa merkitä asettaa toteuttaa "
    "julkistaa alkaa käynnistyä aloittaa";
static const char event_nouns[] =
    "kokous seminaari työpaja tilaisuus tapaaminen foorumi koulutus päivä webinaari "
    "verkostotapaaminen iltapäivä aamupäivä keskustelutilaisuus tapahtuma istunto kokoontuminen "
    "sisältötyöpaja kick-off infotilaisuus ryhmä lautakunta hallitus valtuusto jaosto";
static const char limits[] = "mennessä saakka asti alkaen lähtien loppuun jälkeen alusta";

/* Lists of words that a sentence may have, as bits. */
enum { LISTS_KNOWN = 1, EVENT_VERB = 2, EVENT_NOUN = 4, COMING = 8, CLAIM = 16, EARLIER = 32 };

static const struct {
    unsigned bit;
    const char *bases;
    bool by_end;
} lists[] = {
    { EVENT_VERB, event_verbs, false },
    { EVENT_NOUN, event_nouns, true },
    { COMING, "seuraava seuraavaksi", false },
    { CLAIM, "voimaan hakea määräaika ilmoittautua jättää palauttaa hakuaika", false },
    { EARLIER, "edellinen aikaisempi aiempi viime", false },
};

static unsigned lists_of(const struct doc *d, int sentence)
{
    struct sentence *s = &d->sentences[sentence];
    unsigned has = s->lists;
    for (int i = s->first; i < s->end && !(s->lists & LISTS_KNOWN); i++) {
        const struct rword *w = d->toks[i].kind == YP_TOKEN_WORD ? d->toks[i].w : NULL;
        for (size_t k = 0; w && k < sizeof lists / sizeof *lists; k++) {
            if (yp_read_base(w, lists[k].bases))
                has |= lists[k].bit;
            for (int j = 0; lists[k].by_end && j < w->n; j++)
                if (yp_read_ends(lists[k].bases, w->forms[j].base))
                    has |= lists[k].bit;
        }
    }
    s->lists = has | LISTS_KNOWN;
    return s->lists;
}

/* Whether the day at d->days[i] is a limit: "29.10. mennessä". */
static bool is_limit(const struct doc *d, int i)
{
    int after = d->day_toks[2 * i + 1], before = d->day_toks[2 * i] - 1;
    return (yp_read_is_word(d, after) && yp_read_among(limits, d->toks[after].w->low)) ||
           (yp_read_is_word(d, before) &&
            yp_read_among("viimeistään ennen jälkeen", d->toks[before].w->low));
}

/* How well a day fits the event that is told about; 0 and less: not at all. */
static int score(const struct doc *d, int i, bool may_come)
{
    const struct yp_read_day *day = &d->days[i];
    const struct tok *t = &d->toks[d->day_toks[2 * i]];
    const struct para *p = &d->paras[t->para];
    if (day->precision != YP_READ_DAY || !is_told_para(d, d->day_toks[2 * i]) || is_limit(d, i) ||
        p->is_contact)
        return 0;
    int after = d->day_toks[2 * i + 1];
    if (yp_read_is_word(d, after) && yp_read_base(d->toks[after].w, "loppu"))
        return 0;
    if (yp_read_is_word(d, after - 1) &&
        yp_read_among("loppuun lopussa loppuna lopulla lopusta", d->toks[after - 1].w->low))
        return 0;
    int ret = 3;
    unsigned has = lists_of(d, t->sentence), tense = yp_read_has(d, t->sentence);
    ret += has & EVENT_VERB ? 2 : 0;
    ret += has & EVENT_NOUN ? 2 : 0;
    bool is_past = (tense & HAS_PAST) != 0, is_present = (tense & HAS_PRESENT) != 0;
    ret += is_past ? 3 : is_present ? -3 : 0;
    ret += p->kind == P_TITLE ? 2 : 0;
    if (has & COMING)
        ret -= is_past ? 2 : 5;
    if (has & CLAIM)
        ret -= 3;
    if (has & EARLIER)
        ret -= 2;
    if (p->kind == P_CAPTION || p->kind == P_DASH)
        ret -= 3;
    bool is_coming = d->r->published && day->day > d->r->published->day + 1;
    if (is_coming && !may_come)
        ret -= 6;
    else if (may_come && !(has & (EVENT_VERB | EVENT_NOUN)))
        ret = 0;
    ret -= t->para > 8 ? 2 : t->para > 5 ? 1 : 0;
    return ret;
}

/* Words that lean on the day of publishing: "tänään", "eilen", "viime perjantaina". */
static bool relative_day(struct doc *d, struct yp_read_day *ret)
{
    if (!d->r->published)
        return false;
    for (int i = 0; i < d->ntoks; i++) {
        const struct tok *t = &d->toks[i];
        if (t->kind != YP_TOKEN_WORD || t->role == IN_DAY || !is_told_para(d, i) ||
            d->paras[t->para].kind == P_DASH || d->paras[t->para].is_contact)
            continue;
        int32_t day = d->r->published->day;
        int weekday = yp_day_split(day).weekday, named = weekday_of(d, i);
        bool is_of_meeting = yp_read_form(t->w, NOMINAL, YP_GENITIVE) &&
                             yp_read_is_word(d, i + 1) &&
                             yp_read_base(d->toks[i + 1].w, "kokous tilaisuus seminaari istunto "
                                                            "tapaaminen työpaja");
        if (named && (yp_read_form(t->w, NOMINAL, YP_ESSIVE) || is_of_meeting) &&
            (yp_read_has(d, t->sentence) & HAS_PAST)) {
            bool is_last = yp_read_is_word(d, i - 1) && yp_read_base(d->toks[i - 1].w, "viime");
            int back = (weekday - named + 7) % 7;
            day -= back == 0 && is_last ? 7 : back;
        } else if (yp_read_among("eilen", t->w->low)) {
            day--;
        } else if (!yp_read_among("tänään", t->w->low)) {
            continue;
        }
        *ret = (struct yp_read_day){ .span = yp_read_span(d, i, i + 1),
                                     .day = day,
                                     .year = YP_READ_BY_PUBLISHED };
        return true;
    }
    return false;
}

/* The day that fits the event best; -1. */
static int best_day(const struct doc *d, bool may_come)
{
    int best = -1, top = 2;
    for (int i = 0; i < d->ndays; i++) {
        int s = score(d, i, may_come);
        if (s > top) {
            best = i;
            top = s;
        }
    }
    return best;
}

void yp_read_events(struct doc *d)
{
    struct yp_reading *r = d->r;
    struct yp_read_day relative;
    int best = best_day(d, false);
    bool is_coming = best >= 0 && r->published && d->days[best].day > r->published->day;
    if ((best < 0 || is_coming) && relative_day(d, &relative)) {
        *PUSH(d, r->events, r->nevents) = relative;
        return;
    }
    if (best < 0)
        best = best_day(d, true); /* nothing has happened yet: an invitation */
    if (best < 0)
        return;
    for (int i = 0; i < d->ndays; i++)
        if (d->day_groups[i] == d->day_groups[best] && d->days[i].precision == YP_READ_DAY &&
            r->nevents < EVENTS_MAX)
            *PUSH(d, r->events, r->nevents) = d->days[i];
    if (r->events[0].year >= YP_READ_BY_CONTEXT)
        yp_read_flag(d, r->events[0].span, "year.guessed",
                     yp_arena_mem(d->arena, d->text + r->events[0].span.at, r->events[0].span.len));
}
