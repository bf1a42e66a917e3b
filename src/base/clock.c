#include "base/clock.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

static _Atomic int64_t stopped_at;

void yp_clock_begin(void)
{
    setenv("TZ", "Europe/Helsinki", 1);
    tzset();
}

int64_t yp_now_at(void)
{
    int64_t at = atomic_load(&stopped_at);
    if (at)
        return at;
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

void yp_clock_set(int64_t at)
{
    atomic_store(&stopped_at, at);
}

int64_t yp_tick(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int32_t yp_today(void)
{
    return yp_day_of(yp_now_at());
}

/* Days from civil, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
int32_t yp_day(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

bool yp_day_valid(int year, int month, int day)
{
    if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    struct yp_local back = yp_day_split(yp_day(year, month, day));
    return back.month == month && back.day == day;
}

struct yp_local yp_day_split(int32_t day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int month = mp + (mp < 10 ? 3 : -9);
    int wd = (day % 7 + 7 + 3) % 7; /* 1970-01-01 was a Thursday */
    return (struct yp_local){ .year = yoe + era * 400 + (month <= 2),
                              .month = month,
                              .day = doy - (153 * mp + 2) / 5 + 1,
                              .weekday = wd + 1 };
}

struct yp_local yp_local_of(int64_t at)
{
    time_t sec = (time_t)(at / 1000000 - (at % 1000000 < 0));
    struct tm tm;
    localtime_r(&sec, &tm);
    return (struct yp_local){ .year = tm.tm_year + 1900,
                              .month = tm.tm_mon + 1,
                              .day = tm.tm_mday,
                              .hour = tm.tm_hour,
                              .minute = tm.tm_min,
                              .second = tm.tm_sec,
                              .weekday = tm.tm_wday ? tm.tm_wday : 7 };
}

int64_t yp_at_of(int32_t day, int hour, int minute)
{
    struct yp_local d = yp_day_split(day);
    struct tm tm = { .tm_year = d.year - 1900,
                     .tm_mon = d.month - 1,
                     .tm_mday = d.day,
                     .tm_hour = hour,
                     .tm_min = minute,
                     .tm_isdst = -1 };
    return (int64_t)mktime(&tm) * 1000000;
}

int32_t yp_day_of(int64_t at)
{
    struct yp_local l = yp_local_of(at);
    return yp_day(l.year, l.month, l.day);
}
