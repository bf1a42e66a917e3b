#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/clock.h"
#include "lib/sodium.h"

static int begin(void **state)
{
    *state = yp_arena_new();
    return yp_sodium_begin(NULL);
}

static int end(void **state)
{
    yp_arena_free(*state);
    return 0;
}

static void password_is_verified(void **state)
{
    (void)state;
    char hash[YP_PASSWORD_HASH_SIZE], again[YP_PASSWORD_HASH_SIZE];
    assert_int_equal(yp_password_hash("salasana ä", hash, NULL), YP_OK);
    assert_int_equal(yp_password_hash("salasana ä", again, NULL), YP_OK);
    assert_non_null(strstr(hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
    assert_string_not_equal(hash, again);
    assert_true(yp_password_verify(hash, "salasana ä"));
    assert_false(yp_password_verify(hash, "salasana a"));
    assert_false(yp_password_verify(hash, ""));
    assert_false(yp_password_verify("", "salasana ä"));
    assert_false(yp_password_verify("$argon2id$v=19$m=99999999,t=2,p=1$AAAA$AAAA", "x"));
    assert_false(yp_password_verify("!", "!"));
}

static void long_password_is_refused(void **state)
{
    (void)state;
    char hash[YP_PASSWORD_HASH_SIZE] = "untouched", password[YP_PASSWORD_MAX + 2];
    struct yp_err err = { 0 };
    memset(password, 'x', sizeof password - 1);
    password[sizeof password - 1] = '\0';
    assert_int_equal(yp_password_hash(password, hash, &err), YP_EINVAL);
    assert_string_equal(err.key, "password.long");
    assert_string_equal(hash, "untouched");
    assert_false(yp_password_verify(NULL, password));
}

static void unknown_account_takes_as_long(void **state)
{
    (void)state;
    char hash[YP_PASSWORD_HASH_SIZE];
    assert_int_equal(yp_password_hash("right", hash, NULL), YP_OK);
    int64_t begun = yp_tick();
    assert_false(yp_password_verify(hash, "wrong"));
    int64_t known = yp_tick() - begun;
    begun = yp_tick();
    assert_false(yp_password_verify(NULL, "wrong"));
    int64_t unknown = yp_tick() - begun;
    assert_true(unknown > known / 4 && unknown < known * 4);
}

static void hashes_are_the_known_ones(void **state)
{
    (void)state;
    char hex[YP_HEX_SIZE];
    yp_sha256_hex("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    yp_sha256_hex(NULL, 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    yp_token_hash("abc", hex);
    assert_string_equal(hex, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void tokens_differ(void **state)
{
    (void)state;
    char a[YP_TOKEN_SIZE], b[YP_TOKEN_SIZE];
    yp_token_new(a);
    yp_token_new(b);
    assert_int_equal(strlen(a), YP_TOKEN_SIZE - 1);
    assert_int_equal(strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                     YP_TOKEN_SIZE - 1);
    assert_string_not_equal(a, b);
}

static void mac_holds_key_purpose_and_data(void **state)
{
    (void)state;
    struct yp_key key, other;
    yp_key_new(&key);
    yp_key_new(&other);
    char mac[YP_MAC_SIZE];
    yp_mac(&key, "link", "7", 1, mac);
    assert_int_equal(strlen(mac), YP_MAC_SIZE - 1);
    assert_true(yp_mac_check(&key, "link", "7", 1, mac));
    assert_false(yp_mac_check(&other, "link", "7", 1, mac));
    assert_false(yp_mac_check(&key, "lin", "k7", 2, mac));
    assert_false(yp_mac_check(&key, "link", "8", 1, mac));
    assert_false(yp_mac_check(&key, "link", "7", 1, ""));
    assert_false(yp_mac_check(&key, "link", "7", 1, "AAAAAAAAAAAAAAAAAAAAAA"));
    mac[5] = mac[5] == 'A' ? 'B' : 'A';
    assert_false(yp_mac_check(&key, "link", "7", 1, mac));
}

static void csrf_is_masked_anew(void **state)
{
    (void)state;
    char secret[YP_TOKEN_SIZE], other[YP_TOKEN_SIZE], a[YP_CSRF_SIZE], b[YP_CSRF_SIZE];
    yp_token_new(secret);
    yp_token_new(other);
    yp_csrf_mask(secret, a);
    yp_csrf_mask(secret, b);
    assert_int_equal(strlen(a), YP_CSRF_SIZE - 1);
    assert_string_not_equal(a, b);
    assert_true(yp_csrf_check(secret, a));
    assert_true(yp_csrf_check(secret, b));
    assert_false(yp_csrf_check(other, a));
    static const char *const hostile[] = { "", "x", "====", "ä", "\xFF\xFF" };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        assert_false(yp_csrf_check(secret, hostile[i]));
        assert_false(yp_csrf_check(hostile[i], a));
        char none[YP_CSRF_SIZE] = "x";
        yp_csrf_mask(hostile[i], none);
        assert_string_equal(none, "");
    }
    assert_false(yp_csrf_check(secret, secret));
    a[YP_CSRF_SIZE - 2] = '\0';
    assert_false(yp_csrf_check(secret, a));
    b[3] = b[3] == 'A' ? 'B' : 'A';
    assert_false(yp_csrf_check(secret, b));
}

static void seal_opens_with_key_and_purpose(void **state)
{
    struct yp_key key, other;
    yp_key_new(&key);
    yp_key_new(&other);
    char mem[1000];
    memset(mem, 'q', sizeof mem);
    for (size_t len = 0; len <= sizeof mem; len += 37) {
        char *text = NULL;
        size_t n = 99;
        char *sealed = yp_seal(*state, &key, "totp:7", mem, len);
        assert_int_equal(yp_unseal(*state, &key, "totp:7", sealed, &text, &n, NULL), YP_OK);
        assert_int_equal(n, len);
        assert_memory_equal(text, mem, len);
        assert_int_equal(text[len], 0);
        assert_int_equal(yp_unseal(*state, &key, "totp:8", sealed, &text, &n, NULL), YP_EINVAL);
        assert_int_equal(yp_unseal(*state, &other, "totp:7", sealed, &text, &n, NULL), YP_EINVAL);
        sealed[20] = sealed[20] == 'A' ? 'B' : 'A';
        assert_int_equal(yp_unseal(*state, &key, "totp:7", sealed, &text, &n, NULL), YP_EINVAL);
    }
}

static void broken_seal_is_refused(void **state)
{
    struct yp_key key;
    yp_key_new(&key);
    static const char *const hostile[] = {
        "",
        "a",
        "====",
        "\xFF",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        char untouched[] = "x", *text = untouched;
        size_t n = 99;
        struct yp_err err = { 0 };
        assert_int_equal(yp_unseal(*state, &key, "p", hostile[i], &text, &n, &err), YP_EINVAL);
        assert_string_equal(err.key, "seal.broken");
        assert_ptr_equal(text, untouched);
        assert_int_equal(n, 99);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(password_is_verified),
        cmocka_unit_test(long_password_is_refused),
        cmocka_unit_test(unknown_account_takes_as_long),
        cmocka_unit_test(hashes_are_the_known_ones),
        cmocka_unit_test(tokens_differ),
        cmocka_unit_test(mac_holds_key_purpose_and_data),
        cmocka_unit_test(csrf_is_masked_anew),
        cmocka_unit_test(seal_opens_with_key_and_purpose),
        cmocka_unit_test(broken_seal_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
