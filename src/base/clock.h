/*
 * The one clock, and days. Layer: base.
 * Times are microseconds UTC since 1970 (suffix _at); days count from 1970-01-01 (suffix _day).
 * Local time is Europe/Helsinki whatever the machine says (yp_clock_begin sets it).
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct yp_local {
    int year, month, day; /* month 1..12, day 1..31 */
    int hour, minute, second;
    int weekday; /* 1 Monday .. 7 Sunday */
};

/* Fixes the time zone of the process. Called once, before any thread. */
void yp_clock_begin(void);
/* Now. */
int64_t yp_now_at(void);
/* Today in Helsinki. */
int32_t yp_today(void);
/* Stops the clock at a moment (0: lets it run again). For tests. */
void yp_clock_set(int64_t at);
/* Monotonic microseconds, for deadlines and durations. */
int64_t yp_tick(void);

/* The day number of a date of the proleptic Gregorian calendar; the date must be valid. */
int32_t yp_day(int year, int month, int day);
/* Whether the date exists (years 1000..9999). */
bool yp_day_valid(int year, int month, int day);
/* Splits a day number. weekday as in struct yp_local. */
struct yp_local yp_day_split(int32_t day);
/* The Helsinki wall-clock time of a moment. */
struct yp_local yp_local_of(int64_t at);
/* The moment of a Helsinki wall-clock time. A time that summer time skips moves an hour on. */
int64_t yp_at_of(int32_t day, int hour, int minute);
/* The Helsinki day of a moment. */
int32_t yp_day_of(int64_t at);
