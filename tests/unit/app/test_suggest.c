#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "app/suggest.h"

static void says_words(const char *name, const char *wanted)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const char *word, *said = "";
    size_t len;
    while ((len = yp_suggest_word(&name, &word)) != 0)
        said = yp_arena_printf(arena, "%s[%.*s]", said, (int)len, word);
    assert_string_equal(said, wanted);
}

static void words_of_names(void **state)
{
    (void)state;
    says_words("", "");
    says_words(" - ", "");
    says_words("porin kaupunki", "[porin][kaupunki]");
    says_words("sote-keskus -hanke (2021)", "[sote][keskus][hanke][2021]");
    says_words("čuovggas ŋurgit", "[čuovggas][ŋurgit]");
    says_words("\xFF"
               "a",
               "[a]");
}

static void beginnings_are_whole_letters(void **state)
{
    (void)state;
    assert_int_equal(yp_suggest_part("äöå", 6, 2), 4);
    assert_int_equal(yp_suggest_part("äöå", 6, 3), 6);
    assert_int_equal(yp_suggest_part("äöå", 6, 4), 0);
    assert_int_equal(yp_suggest_part("ab cd", 2, 3), 0);
}

static void some_kinds_are_suggested(void **state)
{
    (void)state;
    assert_true(yp_is_suggested("group"));
    assert_true(yp_is_suggested("area"));
    assert_false(yp_is_suggested("meeting"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(words_of_names),
                                        cmocka_unit_test(beginnings_are_whole_letters),
                                        cmocka_unit_test(some_kinds_are_suggested) };
    return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
