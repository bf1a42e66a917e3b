#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <pthread.h>

#include "base/clock.h"
#include "lib/icu.h"

#define LEN(a) (sizeof(a) / sizeof *(a))

static int new_arena(void **state)
{
    *state = yp_arena_new();
    return 0;
}

static int free_arena(void **state)
{
    yp_arena_free(*state);
    return 0;
}

static void nfc_joins_letter_and_accent(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "", "" },
        { "plain", "plain" },
        { "a\xCC\x88iti", "äiti" },
        { "kuc\xCC\x8C", "kuč" },
        { "\xE2\x84\xAB", "Å" },
        { "Äiti ŋ", "Äiti ŋ" },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        char *text = NULL;
        assert_int_equal(yp_icu_nfc(*state, cases[i].in, strlen(cases[i].in), &text, NULL), YP_OK);
        assert_string_equal(text, cases[i].out);
    }
}

static void nfc_refuses_broken_text(void **state)
{
    static const struct {
        const char *text;
        size_t len;
    } cases[] = { { "\xFF", 1 },         { "a\xC3", 2 }, { "\xC0\xAF", 2 },
                  { "\xED\xA0\x80", 3 }, { "a\0b", 3 },  { "\xF4\x90\x80\x80", 4 } };
    for (size_t i = 0; i < LEN(cases); i++) {
        char untouched[] = "x", *text = untouched;
        struct yp_err err = { 0 };
        assert_int_equal(yp_icu_nfc(*state, cases[i].text, cases[i].len, &text, &err), YP_EINVAL);
        assert_string_equal(err.key, "text.encoding");
        assert_ptr_equal(text, untouched);
    }
    char *text = NULL;
    struct yp_err err = { 0 };
    assert_int_equal(yp_icu_nfc(*state, "", (size_t)65 * 1024 * 1024, &text, &err), YP_ELIMIT);
    assert_string_equal(err.key, "text.long");
}

static void sort_keys_follow_finnish_order(void **state)
{
    static const char *const sorted[] = { "",     "10a",  "2", "aalto", "Aalto", "ahti", "b",
                                          "väli", "wäli", "z", "å",     "ä",     "äiti", "ö" };
    for (size_t i = 0; i + 1 < LEN(sorted); i++) {
        char *a = yp_icu_sort_key(*state, sorted[i]);
        char *b = yp_icu_sort_key(*state, sorted[i + 1]);
        if (strcmp(a, b) >= 0)
            fail_msg("'%s' does not sort before '%s'", sorted[i], sorted[i + 1]);
    }
    char *key = yp_icu_sort_key(*state, "Ähtäri");
    assert_int_equal(strspn(key, "0123456789ABCDEF"), strlen(key));
    assert_int_equal(strlen(key) % 2, 0);
    assert_true(strlen(yp_icu_sort_key(*state, "\xFF\xC3")) > 0);
}

static void fold_keeps_our_letters(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "ÅÄÖ ČĐŊŠŦŽ", "åäö čđŋšŧž" },
        { "Björkén", "björken" },
        { "A\xCC\x88iti", "äiti" },
        { "Sámi Ǩ", "sami k" },
        { "ﬁ Ⅳ ½", "fi iv 1\xE2\x81\x84"
                   "2" },
        { "Straße İ", "strasse i" },
        { "x\xCC\xB1", "x" },
        { "\xF0\x9F\x98\x80 \xF0\x90\x90\x80", "\xF0\x9F\x98\x80 \xF0\x90\x90\xA8" },
        { "\xFF", "\xEF\xBF\xBD" },
        { "", "" },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        assert_string_equal(yp_icu_fold(*state, cases[i].in), cases[i].out);
}

static void fold_grows_as_needed(void **state)
{
    enum { N = 5000 };
    char *in = yp_arena_alloc(*state, 3 * N + 1);
    for (int i = 0; i < N; i++)
        memcpy(in + 3 * i, "\xEF\xB7\xBA", 3); /* one letter that folds to 18 */
    assert_int_equal(strlen(yp_icu_fold(*state, in)), N * 33);
}

#define NOON 1610701200000000 /* 2021-01-15 09:00 UTC, 11:00 in Helsinki */

static void formats_by_language(void **state)
{
    int32_t day = yp_day(2021, 1, 15);
    const struct {
        const char *lang, *format;
        int64_t value;
        const char *text;
    } cases[] = {
        { "fi", "date", day, "15.1.2021" },
        { "sv", "date", day, "15.1.2021" },
        { "en", "date", day, "15 January 2021" },
        { "se", "date", day, "15.1.2021" },
        { "smn", "date", day, "15.1.2021" },
        { "sms", "date", day, "2021-01-15" },
        { "xx", "date", day, "15.1.2021" },
        { "fi", "date", NOON, "15.1.2021" },
        { "fi", "date", NOON + 14 * INT64_C(3600000000), "16.1.2021" },
        { "fi", "weekdate", day, "pe 15.1.2021" },
        { "sv", "weekdate", day, "fr 15.1.2021" },
        { "en", "weekdate", day, "Fri 15 January 2021" },
        { "en", "weekdate", day + 2, "Sun 17 January 2021" },
        { "en", "weekdate", day + 3, "Mon 18 January 2021" },
        { "se", "weekdate", day, "bear 15.1.2021" },
        { "sms", "weekdate", day, "2021-01-15" },
        { "fi", "time", NOON - 2 * INT64_C(3600000000), "9.00" },
        { "sv", "time", NOON, "11.00" },
        { "en", "time", NOON - 2 * INT64_C(3600000000), "9:00" },
        { "sms", "time", NOON - 2 * INT64_C(3600000000), "09:00" },
        { "fi", "clock", 9 * 60 + 5, "9.05" },
        { "en", "clock", 0, "0:00" },
        { "fi", "clock", NOON, "11.00" },
        { "fi", "datetime", NOON, "15.1.2021 klo 11.00" },
        { "sv", "datetime", NOON, "15.1.2021 kl. 11.00" },
        { "en", "datetime", NOON, "15 January 2021 at 11:00" },
        { "sms", "datetime", NOON, "2021-01-15 11:00" },
        { "fi", "datetime", day, "15.1.2021" },
        { "fi", "iso", day, "2021-01-15" },
        { "fi", "iso", -719162, "0001-01-01" },
        { "fi", "iso", NOON, "2021-01-15T11:00" },
        { "fi", "isodatetime", NOON, "2021-01-15T09:00:00Z" },
        { "fi", "isodatetime", -1, "1969-12-31T23:59:59Z" },
        { "fi", "month", day, "tammikuu 2021" },
        { "fi", "when", day * 8, "15.1.2021" },
        { "fi", "when", day * 8 + 1, "tammikuu 2021" },
        { "fi", "when", day * 8 + 2, "talvi 2021" },
        { "en", "when", day * 8 + 3, "2021" },
        { "fi", "when", -5 * 8 + 3, "1969" },
        { "sv", "month", day, "januari 2021" },
        { "en", "month", day, "January 2021" },
        { "se", "month", day, "ođđajagemánnu 2021" },
        { "smn", "month", day, "uđđâivemáánu 2021" },
        { "sms", "month", day, "2021-01" },
        { "fi", "season", day, "talvi 2021" },
        { "sv", "season", day, "vintern 2021" },
        { "en", "season", day, "winter 2021" },
        { "se", "season", day, "dálvi 2021" },
        { "sms", "season", day, "2021-01" },
        { "fi", "season", yp_day(2022, 9, 1), "syksy 2022" },
        { "smn", "season", yp_day(2022, 5, 31), "kiđđâ 2022" },
        { "fi", "year", day, "2021" },
        { "fi", "number", 1234567, "1\u00A0234\u00A0567" },
        { "sv", "number", 1234567, "1\u00A0234\u00A0567" },
        { "en", "number", 1234567, "1,234,567" },
        { "sms", "number", 12345, "12\u00A0345" },
        { "fi", "number", -5, "\u22125" },
        { "fi", "size", 0, "0\u00A0B" },
        { "fi", "size", 999, "999\u00A0B" },
        { "fi", "size", 12345, "12,3\u00A0kB" },
        { "en", "size", 12345, "12.3\u00A0kB" },
        { "fi", "size", 999949, "999,9\u00A0kB" },
        { "fi", "size", 999950, "1\u00A0MB" },
        { "fi", "size", 2000000, "2\u00A0MB" },
    };
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
        struct yp_value v = yp_int(cases[i].value);
        yp_icu_format(cases[i].lang, cases[i].format, &v, &out);
        if (strcmp(yp_buf_text(&out), cases[i].text) != 0)
            fail_msg("%s %s: %s, not %s", cases[i].lang, cases[i].format, yp_buf_text(&out),
                     cases[i].text);
    }
}

static void formats_other_values(void **state)
{
    (void)state;
    const struct {
        const char *format;
        struct yp_value value;
        const char *text;
    } cases[] = {
        { "date", yp_none(), "" },
        { "lines", yp_text("a\nb"), "a\nb" },
        { "number", yp_real(1234.5), "1\u00A0234,5" },
        { "number", yp_real(0.126), "0,13" },
        { "date", yp_text("kesällä"), "kesällä" },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
        yp_icu_format("fi", cases[i].format, &cases[i].value, &out);
        assert_string_equal(yp_buf_text(&out), cases[i].text);
    }
}

static void formats_survive_extremes(void **state)
{
    (void)state;
    static const char *const names[] = { "date",        "weekdate", "time",   "datetime", "iso",
                                         "isodatetime", "month",    "season", "year",     "when",
                                         "clock",       "number",   "size",   "lines" };
    static const int64_t ends[] = { INT64_MIN, INT64_MAX, 0, -1, 3999999, -4000000, 4000000 };
    for (size_t i = 0; i < LEN(names); i++) {
        assert_true(yp_icu_known_format(names[i]));
        for (size_t j = 0; j < LEN(ends); j++) {
            YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
            struct yp_value v = yp_int(ends[j]);
            yp_icu_format("se", names[i], &v, &out);
            assert_true(out.len > 0);
        }
    }
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    struct yp_value v = yp_real(1.7e308);
    yp_icu_format("en", "number", &v, &out);
    assert_true(out.len > 400);
    assert_false(yp_icu_known_format("day"));
    assert_false(yp_icu_known_format(""));
}

static void plurals(void **state)
{
    (void)state;
    static const char *const languages[] = { "fi", "sv", "en", "se", "smn", "sms" };
    for (size_t i = 0; i < LEN(languages); i++) {
        assert_string_equal(yp_icu_plural(languages[i], 1), "one");
        assert_string_equal(yp_icu_plural(languages[i], 0), "other");
        assert_string_equal(yp_icu_plural(languages[i], 2), "other");
        assert_string_equal(yp_icu_plural(languages[i], 21), "other");
    }
}

static void *work(void *ret)
{
    struct yp_arena *arena = yp_arena_new();
    char *key = NULL;
    for (int i = 0; i < 200; i++) {
        struct yp_buf out = YP_BUF_INIT;
        struct yp_value v = yp_int(1234567);
        yp_icu_format("fi", "number", &v, &out);
        yp_buf_release(&out);
        key = yp_icu_sort_key(arena, "Äänekoski");
    }
    *(char **)ret = yp_strdup(key);
    yp_arena_free(arena);
    return NULL;
}

static void threads_share_it(void **state)
{
    pthread_t threads[4];
    char *keys[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, &keys[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_string_equal(keys[i], yp_icu_sort_key(*state, "Äänekoski"));
        free(keys[i]);
    }
    assert_non_null(strchr(yp_icu_version(), '-'));
}

int main(void)
{
    yp_clock_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_it), /* first: the threads meet the first use */
        cmocka_unit_test(nfc_joins_letter_and_accent),
        cmocka_unit_test(nfc_refuses_broken_text),
        cmocka_unit_test(sort_keys_follow_finnish_order),
        cmocka_unit_test(fold_keeps_our_letters),
        cmocka_unit_test(fold_grows_as_needed),
        cmocka_unit_test(formats_by_language),
        cmocka_unit_test(formats_other_values),
        cmocka_unit_test(formats_survive_extremes),
        cmocka_unit_test(plurals),
    };
    return cmocka_run_group_tests(tests, new_arena, free_arena);
}
