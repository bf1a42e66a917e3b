#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "app/posting.h"

static void comes_back_as_it_was(void **state)
{
    (void)state;
    static const struct yp_posting list[] = {
        { 1, 1 },        { 2, 255 }, { 130, 7 }, { 130 + (1 << 14), 24 }, { INT64_C(1) << 40, 3 },
        { INT64_MAX, 9 }
    };
    enum { N = sizeof list / sizeof *list };
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    struct yp_posting *back;
    yp_posting_pack(list, N, &out);
    assert_int_equal(yp_posting_unpack(arena, out.mem, out.len, &back), N);
    for (int i = 0; i < N; i++) {
        assert_int_equal(back[i].doc, list[i].doc);
        assert_int_equal(back[i].weight, list[i].weight);
    }
    assert_int_equal(yp_posting_unpack(arena, out.mem, 0, &back), 0);
}

static void damage_ends_it(void **state)
{
    (void)state;
    static const struct yp_posting list[] = { { 5, 1 }, { 300, 2 }, { 70000, 3 } };
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    struct yp_posting *back;
    yp_posting_pack(list, 3, &out);
    for (size_t len = 0; len < out.len; len++) {
        char *cut = yp_arena_mem(arena, out.mem, len);
        int n = yp_posting_unpack(arena, cut, len, &back);
        assert_in_range(n, 0, 2);
    }
    char endless[12];
    memset(endless, 0xFF, sizeof endless);
    assert_int_equal(yp_posting_unpack(arena, endless, sizeof endless, &back), 0);
}

static void terms_differ(void **state)
{
    (void)state;
    assert_int_not_equal(yp_term_id("hanke"), yp_term_id("hankea"));
    assert_true(yp_term_id("hanke") > 0);
    assert_int_equal(yp_posting_chunk(0), yp_posting_chunk((1 << 20) - 1));
    assert_int_not_equal(yp_posting_chunk(0), yp_posting_chunk(1 << 20));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(comes_back_as_it_was),
                                        cmocka_unit_test(damage_ends_it),
                                        cmocka_unit_test(terms_differ) };
    return cmocka_run_group_tests_name("posting", tests, NULL, NULL);
}
