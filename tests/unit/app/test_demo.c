/* Days and moments put into the scripts of the demonstration region. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/fill.h"
#include "base/clock.h"

static void days_and_moments_are_put_in(void **state)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const int32_t today = yp_day(2026, 12, 31);
    static const struct {
        const char *text, *made;
    } cases[] = {
        { "plain 'text'", "plain 'text'" },
        { "{2021-01-15}", "18642" },
        { "({1970-01-01 02:00}, {now})", "(0, 77)" },
        { "{today 09:00}", "1798700400000000" },
        { "{today}|{today+1}|{today-31}", "20818|20819|20787" },
        { "{year today} {year today+1}", "2026 2027" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *made = NULL;
        struct yp_err err = { 0 };
        assert_int_equal(yp_demo_script(arena, cases[i].text, today, 77, &made, &err), YP_OK);
        assert_string_equal(made, cases[i].made);
    }
}

static void anything_else_in_braces_is_refused(void **state)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    static const char *const broken[] = {
        "{",          "{}",       "{2021-02-30}", "{today+}",    "{today 9}",
        "{year 1 1}", "{todayx}", "{today\n}",    "{2021-01-15", "{year today 09:00}"
    };
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        const char *made = NULL;
        struct yp_err err = { 0 };
        assert_int_equal(yp_demo_script(arena, broken[i], 0, 0, &made, &err), YP_EBUG);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_moments_are_put_in),
        cmocka_unit_test(anything_else_in_braces_is_refused),
    };
    yp_clock_begin();
    return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
