/* Days that are known to the day, month, season or year. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/when.h"
#include "base/clock.h"

static void what_is_written_is_read_as_well_as_it_is_known(void **state)
{
    static const struct {
        const char *text, *precision;
        int y1, m1, d1, y2, m2, d2;
    } cases[] = {
        { "15.1.2021", "day", 2021, 1, 15, 2021, 1, 15 },
        { "2021-01-15", "day", 2021, 1, 15, 2021, 1, 15 },
        { "15 January 2021", "day", 2021, 1, 15, 2021, 1, 15 },
        { "2/2024", "month", 2024, 2, 1, 2024, 2, 29 },
        { "2.2023", "month", 2023, 2, 1, 2023, 2, 28 },
        { "2021-04", "month", 2021, 4, 1, 2021, 4, 30 },
        { "2021", "year", 2021, 1, 1, 2021, 12, 31 },
        { "Huhtikuu 2021", "month", 2021, 4, 1, 2021, 4, 30 },
        { "april 2021", "month", 2021, 4, 1, 2021, 4, 30 },
        { "kevät 2021", "season", 2021, 3, 1, 2021, 5, 31 },
        { "hösten 2021", "season", 2021, 9, 1, 2021, 11, 30 },
        { "winter 2021", "season", 2021, 1, 1, 2021, 2, 28 },
        { "dálvi 2024", "season", 2024, 1, 1, 2024, 2, 29 },
        { "2021-21", "season", 2021, 3, 1, 2021, 5, 31 },
        { "2021-24", "season", 2021, 1, 1, 2021, 2, 28 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yp_when when = { 0 };
        assert_true(yp_when_read(cases[i].text, &when));
        assert_string_equal(when.precision, cases[i].precision);
        assert_int_equal(when.first, yp_day(cases[i].y1, cases[i].m1, cases[i].d1));
        assert_int_equal(when.last, yp_day(cases[i].y2, cases[i].m2, cases[i].d2));
    }
}

static void what_is_no_day_is_refused(void **state)
{
    static const char *const cases[] = { "",
                                         "31.2.2021",
                                         "31 February 2021",
                                         "15 tammikuu 2021",
                                         "2021-13",
                                         "13/2021",
                                         "20",
                                         "eilen",
                                         "kevät",
                                         "2021 ",
                                         "1.1.2021x",
                                         "0/2021",
                                         "999",
                                         "kevät 21",
                                         "2021-1-1-1" };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yp_when when = { 7, 7, "x" };
        assert_false(yp_when_read(cases[i], &when));
        assert_int_equal(when.first, 7);
    }
}

static void a_stored_day_is_written_so_that_it_is_read_back(void **state)
{
    struct yp_arena *arena = yp_arena_new();
    (void)state;
    assert_string_equal(yp_when_iso(arena, yp_day(2021, 3, 1), "month"), "2021-03");
    assert_string_equal(yp_when_iso(arena, yp_day(2021, 12, 31), "year"), "2021");
    assert_string_equal(yp_when_iso(arena, yp_day(2021, 3, 1), "season"), "2021-21");
    assert_string_equal(yp_when_iso(arena, yp_day(2021, 2, 28), "season"), "2021-24");
    assert_string_equal(yp_when_iso(arena, yp_day(2021, 3, 5), "unknown"), "2021-03-05");
    assert_string_equal(yp_when_iso(arena, YP_DAY_STILL, "day"), "");
    assert_string_equal(yp_when_iso(arena, YP_DAY_UNKNOWN, "day"), "");
    yp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_as_well_as_it_is_known),
        cmocka_unit_test(what_is_no_day_is_refused),
        cmocka_unit_test(a_stored_day_is_written_so_that_it_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
