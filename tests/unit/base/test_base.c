/* base: texts, days, buffers, arenas, errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/value.h"

static void only_well_formed_utf8_is_valid(void **state)
{
    static const char *const bad[] = { "\x80",         "\xC0\xAF",         "\xE0\x80\xAF",
                                       "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80",
                                       "a\xC3",        "\xE2\x82" };
    (void)state;
    assert_true(yp_utf8_valid("čđŋšŧž åäö €𐍈", strlen("čđŋšŧž åäö €𐍈")));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(yp_utf8_valid(bad[i], strlen(bad[i])));
    assert_true(yp_utf8_valid("", 0));
}

static void code_points_are_counted_and_never_cut(void **state)
{
    (void)state;
    assert_int_equal(yp_utf8_length("äö€"), 3);
    assert_int_equal(yp_utf8_bytes("äö€x", 2), 4);
    assert_int_equal(yp_utf8_bytes("ab", 9), 2);
    for (size_t n = 0; n <= 7; n++) {
        size_t cut = yp_utf8_cut("äö€", n);
        assert_true(cut <= n && yp_utf8_valid("äö€", cut));
    }
    const char *s = "ä\xFFz";
    assert_int_equal(yp_utf8_next(&s), 0xE4);
    assert_int_equal(yp_utf8_next(&s), 0xFFFD);
    assert_int_equal(yp_utf8_next(&s), 'z');
    assert_int_equal(yp_utf8_next(&s), 0);
}

static void control_characters_and_overrides_are_found(void **state)
{
    (void)state;
    assert_false(yp_utf8_has_control("rivi\n\ttoinen", 12, true));
    assert_true(yp_utf8_has_control("rivi\ntoinen", 11, false));
    assert_true(yp_utf8_has_control("a\x07", 2, true));
    assert_true(yp_utf8_has_control("a\xE2\x80\xAE"
                                    "b",
                                    5, true));
    assert_true(yp_utf8_has_control("\xEF\xBB\xBF"
                                    "a",
                                    4, true));
}

static void days_go_both_ways(void **state)
{
    (void)state;
    assert_int_equal(yp_day(1970, 1, 1), 0);
    assert_int_equal(yp_day(2021, 1, 15), 18642);
    for (int32_t day = -200000; day < 200000; day += 17) {
        struct yp_local d = yp_day_split(day);
        assert_int_equal(yp_day(d.year, d.month, d.day), day);
        assert_in_range(d.weekday, 1, 7);
    }
    assert_int_equal(yp_day_split(yp_day(2021, 1, 15)).weekday, 5);
    assert_int_equal(yp_day_split(yp_day(2019, 3, 25)).weekday, 1);
    assert_true(yp_day_valid(2024, 2, 29));
    assert_false(yp_day_valid(2023, 2, 29));
    assert_false(yp_day_valid(2021, 2, 31));
    assert_false(yp_day_valid(2021, 13, 1));
    assert_false(yp_day_valid(20211, 1, 1));
}

static void local_time_is_helsinki(void **state)
{
    (void)state;
    yp_clock_begin();
    int64_t winter = yp_at_of(yp_day(2021, 1, 15), 9, 0),
            summer = yp_at_of(yp_day(2021, 7, 1), 9, 0);
    assert_int_equal(winter / 1000000, 1610694000); /* 07:00 UTC */
    assert_int_equal(summer / 1000000, 1625119200); /* 06:00 UTC */
    assert_int_equal(yp_local_of(winter).hour, 9);
    assert_int_equal(yp_day_of(yp_at_of(yp_day(2021, 3, 28), 23, 59)), yp_day(2021, 3, 28));
    /* 3:30 does not exist on the night that summer time begins: an hour later is meant */
    assert_int_equal(yp_local_of(yp_at_of(yp_day(2021, 3, 28), 3, 30)).hour, 4);
    yp_clock_set(winter);
    assert_int_equal(yp_today(), yp_day(2021, 1, 15));
    yp_clock_set(0);
    assert_true(yp_now_at() > winter);
}

static void a_full_buffer_drops_and_remembers(void **state)
{
    struct yp_buf buf = { .cap = 5 };
    (void)state;
    yp_buf_str(&buf, "abc");
    yp_buf_printf(&buf, "%d", 12);
    assert_string_equal(yp_buf_text(&buf), "abc12");
    assert_false(buf.full);
    yp_buf_char(&buf, 'x');
    yp_buf_str(&buf, "");
    assert_true(buf.full);
    assert_string_equal(yp_buf_text(&buf), "abc12");
    yp_buf_clear(&buf);
    assert_false(buf.full);
    assert_string_equal(yp_buf_text(&buf), "");
    yp_buf_release(&buf);
    assert_int_equal(buf.cap, 5);
}

static void an_arena_gives_zeroed_aligned_memory(void **state)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    (void)state;
    for (size_t n = 0; n < 40000; n = n * 2 + 1) {
        unsigned char *mem = yp_arena_alloc(arena, n);
        assert_int_equal((uintptr_t)mem % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(mem[i], 0);
        memset(mem, 0xAA, n);
    }
    assert_string_equal(yp_arena_printf(arena, "%s-%d", "ä", 7), "ä-7");
    yp_arena_reset(arena);
    assert_int_equal(yp_arena_used(arena), 0);
    assert_string_equal(yp_arena_mem(arena, "abcdef", 3), "abc");
}

static void the_first_failure_wins(void **state)
{
    struct yp_err err = { 0 };
    (void)state;
    assert_int_equal(yp_fail_field(&err, YP_EINVAL, "title", "form.required", "first %d", 1),
                     YP_EINVAL);
    assert_int_equal(yp_fail(&err, YP_EDB, "db.failed", "second"), YP_EDB);
    assert_int_equal(err.code, YP_EINVAL);
    assert_string_equal(err.key, "form.required");
    assert_string_equal(err.field, "title");
    assert_string_equal(err.detail, "first 1");
    char longer[300];
    memset(longer, 0, sizeof longer);
    for (int i = 0; i < 100; i++)
        memcpy(longer + i * 2, "ä", 2);
    yp_err_arg(&err, "value", "%s", longer);
    assert_true(yp_utf8_valid(err.args[0].value, strlen(err.args[0].value)));
    assert_int_equal(yp_rc_status(YP_EINVAL), 422);
    assert_int_equal(yp_rc_status(YP_EBUG), 500);
    yp_err_clear(&err);
    assert_int_equal(err.code, 0);
}

static void rows_answer_by_name(void **state)
{
    static const char *const names[] = { "id", "title" };
    const struct yp_value cells[] = { yp_int(7), yp_text("ä"), yp_int(8), yp_none() };
    const struct yp_rows rows = { .ncol = 2, .nrow = 2, .names = names, .cells = cells };
    (void)state;
    assert_int_equal(yp_get_i64(&rows, 1, "id"), 8);
    assert_string_equal(yp_get_str(&rows, 0, "title"), "ä");
    assert_string_equal(yp_get_str(&rows, 1, "title"), "");
    assert_true(yp_get_null(&rows, 1, "title"));
    assert_int_equal(yp_get_i64(&rows, 0, "none"), 0);
    assert_int_equal(yp_col(&rows, "none"), -1);
    const struct yp_cells row = YP_ROW(YP_INT("a", 1), YP_REF("b", 0), YP_STR("c", NULL));
    assert_int_equal(row.n, 3);
    assert_int_equal(row.at[1].v.type, YP_NULL);
    assert_int_equal(row.at[2].v.type, YP_NULL);
}

static void random_ids_differ(void **state)
{
    char a[23], b[23];
    (void)state;
    yp_random_id(a);
    yp_random_id(b);
    assert_int_equal(strlen(a), 22);
    assert_string_not_equal(a, b);
    assert_true(yp_hash_str("a") != yp_hash_str("b"));
}

static void percent_encodes_all_but_what_is_kept(void **state)
{
    (void)state;
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    static const char text[] = "aZ9-._~ä&=%/+\0b";
    yp_buf_percent(&out, text, sizeof text - 1, "");
    assert_string_equal(yp_buf_text(&out), "aZ9-._~%C3%A4%26%3D%25%2F%2B%00b");
    yp_buf_clear(&out);
    yp_buf_percent(&out, "/a b?", 5, "/?");
    assert_string_equal(yp_buf_text(&out), "/a%20b?");
    yp_buf_clear(&out);
    yp_buf_percent(&out, "", 0, "");
    assert_string_equal(yp_buf_text(&out), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(percent_encodes_all_but_what_is_kept),
                                        cmocka_unit_test(only_well_formed_utf8_is_valid),
                                        cmocka_unit_test(code_points_are_counted_and_never_cut),
                                        cmocka_unit_test(
                                            control_characters_and_overrides_are_found),
                                        cmocka_unit_test(days_go_both_ways),
                                        cmocka_unit_test(local_time_is_helsinki),
                                        cmocka_unit_test(a_full_buffer_drops_and_remembers),
                                        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory),
                                        cmocka_unit_test(the_first_failure_wins),
                                        cmocka_unit_test(rows_answer_by_name),
                                        cmocka_unit_test(random_ids_differ) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
