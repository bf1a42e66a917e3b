/* Decision points written in one field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/points.h"

enum { MAX = 4 };

static void a_blank_line_or_a_number_begins_a_point(void **state)
{
    static const struct {
        const char *text;
        int n;
        const char *points[MAX];
    } cases[] = {
        { "", 0, { 0 } },
        { "\n \n", 0, { 0 } },
        { "Hyväksyä.", 1, { "Hyväksyä." } },
        { "Todeta\n\nHyväksyä", 2, { "Todeta", "Hyväksyä" } },
        { "1. Todeta\n2. Hyväksyä\n3) Lähettää", 3, { "Todeta", "Hyväksyä", "Lähettää" } },
        { "1. Todeta\ntilanne\n\n\n2. Hyväksyä", 2, { "Todeta\ntilanne", "Hyväksyä" } },
        { "Myöntää 10. tammikuuta\n2021 alkaen", 1, { "Myöntää 10. tammikuuta\n2021 alkaen" } },
        { "15.1. alkaen", 1, { "15.1. alkaen" } },
        { "2021. vuosi", 1, { "2021. vuosi" } },
        { "a\n\nb\n\nc\n\nd\n\ne", 5, { "a", "b", "c", "d" } },
        { "1.", 1, { "1." } },
    };
    (void)state;
    struct yp_arena *arena = yp_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *points[MAX] = { 0 };
        assert_int_equal(yp_points(arena, cases[i].text, points, MAX), cases[i].n);
        for (int k = 0; k < MAX && k < cases[i].n; k++)
            assert_string_equal(points[k], cases[i].points[k]);
    }
    yp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blank_line_or_a_number_begins_a_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
