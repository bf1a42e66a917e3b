#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/totp.h"

/* The secret of RFC 6238, appendix B: "12345678901234567890". Its codes there have eight digits;
 * the last six hold. */
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

static void codes_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        int64_t now_s;
        const char *code;
    } cases[] = { { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
                  { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t step = -1;
        assert_true(yp_totp_check(SECRET, cases[i].code, cases[i].now_s, &step));
        assert_int_equal(step, cases[i].now_s / 30);
    }
}

static void a_step_early_or_late_is_in_time(void **state)
{
    (void)state;
    int64_t step = -1;
    assert_true(yp_totp_check(SECRET, "050 471", 1111111111 + 30, &step));
    assert_int_equal(step, 1111111111 / 30);
    step = -1;
    assert_true(yp_totp_check(SECRET, "050471", 1111111111 - 30, &step));
    assert_int_equal(step, 1111111111 / 30);
    step = -1;
    assert_false(yp_totp_check(SECRET, "050471", 1111111111 + 60, &step));
    assert_false(yp_totp_check(SECRET, "050471", 1111111111 - 60, &step));
    assert_int_equal(step, -1);
}

static void hostile_input_has_no_code(void **state)
{
    (void)state;
    static const char *const codes[] = { "",         "05047",        "0504711", "05047x",  "-50471",
                                         "\xFF\xFF", "０５０４７１", "      ",  "050471\n" };
    static const char *const secrets[] = { "",
                                           "A",
                                           "not base32 at all!",
                                           "\xFF",
                                           "11111111111111111111111111111111",
                                           "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ=",
                                           "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBV" };
    int64_t step = -1;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_false(yp_totp_check(SECRET, codes[i], 1111111111, &step));
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_false(yp_totp_check(secrets[i], "050471", 1111111111, &step));
    assert_false(yp_totp_check(SECRET, "000000", 0, &step));
    assert_false(yp_totp_check(SECRET, "050471", -1000, &step));
    assert_int_equal(step, -1);
}

static void secrets_differ(void **state)
{
    (void)state;
    char a[YP_TOTP_SECRET_SIZE], b[YP_TOTP_SECRET_SIZE];
    yp_totp_secret(a);
    yp_totp_secret(b);
    assert_int_equal(strlen(a), YP_TOTP_SECRET_SIZE - 1);
    assert_int_equal(strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), YP_TOTP_SECRET_SIZE - 1);
    assert_string_not_equal(a, b);
}

static void uri_is_escaped(void **state)
{
    (void)state;
    struct yp_arena *arena = yp_arena_new();
    assert_string_equal(yp_totp_uri(arena, "Yhdys pinta", "a&b@x.fi", SECRET),
                        "otpauth://totp/Yhdys%20pinta:a%26b%40x.fi?secret=" SECRET
                        "&issuer=Yhdys%20pinta&digits=6&period=30");
    assert_string_equal(yp_totp_uri(arena, "ä", "", "?"),
                        "otpauth://totp/%C3%A4:?secret=%3F&issuer=%C3%A4&digits=6&period=30");
    yp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_of_the_standard),
        cmocka_unit_test(a_step_early_or_late_is_in_time),
        cmocka_unit_test(hostile_input_has_no_code),
        cmocka_unit_test(secrets_differ),
        cmocka_unit_test(uri_is_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
