#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "app/account.h"
#include "app/path.h"

static void only_paths_of_ours_are_local(void **state)
{
    (void)state;
    static const char *const good[] = { "/", "/me", "/groups/1?q=a&b=c", "/sign-in?back=//x" };
    static const char *const bad[] = { "",          "me",    "//example.org", "/\\example.org",
                                       "https://x", "/a\nb", "/a b",          "/\t/example.org" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_ptr_equal(yp_local_path(good[i]), good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(yp_local_path(bad[i]));
    assert_null(yp_local_path(NULL));
    char longest[402];
    memset(longest, 'a', sizeof longest);
    longest[0] = '/';
    longest[401] = '\0';
    assert_null(yp_local_path(longest));
    longest[400] = '\0';
    assert_non_null(yp_local_path(longest));
}

static void devices_have_names(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
          "Firefox, Linux" },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
          "Chrome/126.0 Safari/537.36 Edg/126.0",
          "Edge, Windows" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
          "like "
          "Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
          "Safari, iPhone" },
        { "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 "
          "Mobile Safari/537.36",
          "Chrome, Android" },
        { "", "–" },
    };
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(yp_device_name(arena, cases[i][0]), cases[i][1]);
}

static void a_network_is_an_address_or_the_half_of_a_long_one(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "203.0.113.7", "203.0.113.7" },
        { "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
        { "2001:db8:1:2::9", "2001:db8:1:2::/64" },
        { "2001:db8:1:3::9", "2001:db8:1:3::/64" },
        { "::ffff:203.0.113.7", "::ffff:203.0.113.7" },
        { "", "" },
    };
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(yp_network_of(arena, cases[i][0]), cases[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_paths_of_ours_are_local),
        cmocka_unit_test(devices_have_names),
        cmocka_unit_test(a_network_is_an_address_or_the_half_of_a_long_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
