#include "lib/sodium.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

enum {
    ARGON_OPS = 2,
    ARGON_MEMORY = 64 * 1024 * 1024, /* bytes */
    TOKEN_BYTES = 32,
    MAC_BYTES = 16,
    VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING
};

static_assert(YP_PASSWORD_HASH_SIZE == crypto_pwhash_argon2id_STRBYTES, "size of a password hash");
static_assert(YP_KEY_SIZE == crypto_secretbox_KEYBYTES, "size of a key");

int yp_sodium_begin(struct yp_err *err)
{
    if (sodium_init() < 0)
        return yp_fail(err, YP_EBUG, "error.internal", "libsodium does not start");
    return YP_OK;
}

void yp_key_new(struct yp_key *ret)
{
    randombytes_buf(ret->mem, sizeof ret->mem);
}

int yp_password_hash(const char *password, char ret[YP_PASSWORD_HASH_SIZE], struct yp_err *err)
{
    size_t len = strlen(password);
    if (len > YP_PASSWORD_MAX)
        return yp_fail(err, YP_EINVAL, "password.long", "%zu bytes", len);
    char hash[crypto_pwhash_argon2id_STRBYTES];
    if (crypto_pwhash_argon2id_str(hash, password, len, ARGON_OPS, ARGON_MEMORY) != 0)
        return yp_fail(err, YP_EBUSY, "error.busy", "no memory to hash a password");
    memcpy(ret, hash, sizeof hash);
    return YP_OK;
}

/* The work of a verification that cannot succeed, so that its time does not tell who has an
 * account. */
static void verify_nobody(const char *password, size_t len)
{
    static const unsigned char salt[crypto_pwhash_argon2id_SALTBYTES] = { 0 };
    unsigned char hash[32];
    int rc = crypto_pwhash_argon2id(hash, sizeof hash, password, len, salt, ARGON_OPS, ARGON_MEMORY,
                                    crypto_pwhash_argon2id_ALG_ARGON2ID13);
    (void)rc; /* either way nobody is let in */
    sodium_memzero(hash, sizeof hash);
}

bool yp_password_verify(const char *hash, const char *password)
{
    size_t len = strlen(password);
    if (len > YP_PASSWORD_MAX)
        return false;
    if (hash)
        return crypto_pwhash_argon2id_str_verify(hash, password, len) == 0;
    verify_nobody(password, len);
    return false;
}

void yp_token_new(char ret[YP_TOKEN_SIZE])
{
    unsigned char mem[TOKEN_BYTES];
    randombytes_buf(mem, sizeof mem);
    sodium_bin2base64(ret, YP_TOKEN_SIZE, mem, sizeof mem, VARIANT);
}

void yp_digest_hex(const void *mem, size_t len, char ret[YP_HEX_SIZE])
{
    unsigned char hash[32];
    crypto_generichash(hash, sizeof hash, mem, len, NULL, 0);
    sodium_bin2hex(ret, YP_HEX_SIZE, hash, sizeof hash);
}

void yp_token_hash(const char *token, char ret[YP_HEX_SIZE])
{
    yp_digest_hex(token, strlen(token), ret);
}

void yp_sha256_hex(const void *mem, size_t len, char ret[YP_HEX_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, mem, len);
    sodium_bin2hex(ret, YP_HEX_SIZE, hash, sizeof hash);
}

/* A key for one use and purpose alone. use: a letter. */
static void derive(const struct yp_key *key, char use, const char *purpose, struct yp_key *ret)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, key->mem, sizeof key->mem, sizeof ret->mem);
    crypto_generichash_update(&state, (const unsigned char *)&use, 1);
    crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose));
    crypto_generichash_final(&state, ret->mem, sizeof ret->mem);
}

void yp_mac(const struct yp_key *key, const char *purpose, const void *mem, size_t len,
            char ret[YP_MAC_SIZE])
{
    struct yp_key own;
    unsigned char hash[MAC_BYTES];
    derive(key, 'm', purpose, &own);
    crypto_generichash(hash, sizeof hash, mem, len, own.mem, sizeof own.mem);
    sodium_bin2base64(ret, YP_MAC_SIZE, hash, sizeof hash, VARIANT);
    sodium_memzero(&own, sizeof own);
}

bool yp_mac_check(const struct yp_key *key, const char *purpose, const void *mem, size_t len,
                  const char *mac)
{
    char right[YP_MAC_SIZE];
    yp_mac(key, purpose, mem, len, right);
    return strlen(mac) == YP_MAC_SIZE - 1 && sodium_memcmp(mac, right, YP_MAC_SIZE - 1) == 0;
}

/* Decodes base64url of exactly size bytes. */
static bool decode(const char *text, unsigned char *ret, size_t size)
{
    size_t len;
    const char *end;
    size_t chars = strlen(text);
    return sodium_base642bin(ret, size, text, chars, NULL, &len, &end, VARIANT) == 0 &&
           len == size && end == text + chars;
}

void yp_csrf_mask(const char *secret, char ret[YP_CSRF_SIZE])
{
    unsigned char plain[TOKEN_BYTES], masked[2 * TOKEN_BYTES];
    ret[0] = '\0';
    if (!decode(secret, plain, sizeof plain))
        return;
    randombytes_buf(masked, TOKEN_BYTES);
    for (int i = 0; i < TOKEN_BYTES; i++)
        masked[TOKEN_BYTES + i] = masked[i] ^ plain[i];
    sodium_bin2base64(ret, YP_CSRF_SIZE, masked, sizeof masked, VARIANT);
    sodium_memzero(plain, sizeof plain);
}

bool yp_csrf_check(const char *secret, const char *masked)
{
    unsigned char plain[TOKEN_BYTES], pair[2 * TOKEN_BYTES];
    if (!decode(secret, plain, sizeof plain) || !decode(masked, pair, sizeof pair))
        return false;
    for (int i = 0; i < TOKEN_BYTES; i++)
        pair[i] ^= pair[TOKEN_BYTES + i];
    bool same = sodium_memcmp(pair, plain, TOKEN_BYTES) == 0;
    sodium_memzero(plain, sizeof plain);
    sodium_memzero(pair, sizeof pair);
    return same;
}

char *yp_seal(struct yp_arena *arena, const struct yp_key *key, const char *purpose,
              const void *mem, size_t len)
{
    struct yp_key own;
    size_t size = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + len;
    unsigned char *box = yp_arena_alloc(arena, size);
    derive(key, 's', purpose, &own);
    randombytes_buf(box, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(box + crypto_secretbox_NONCEBYTES, mem, len, box, own.mem);
    sodium_memzero(&own, sizeof own);
    size_t chars = sodium_base64_encoded_len(size, VARIANT);
    return sodium_bin2base64(yp_arena_alloc(arena, chars), chars, box, size, VARIANT);
}

int yp_unseal(struct yp_arena *arena, const struct yp_key *key, const char *purpose,
              const char *sealed, char **ret, size_t *ret_len, struct yp_err *err)
{
    const size_t extra = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    size_t size = strlen(sealed) / 4 * 3 + strlen(sealed) % 4 * 3 / 4;
    unsigned char *box = yp_arena_alloc(arena, size + 1);
    if (size < extra || !decode(sealed, box, size))
        return yp_fail(err, YP_EINVAL, "seal.broken", "no sealed text, %zu bytes", size);
    struct yp_key own;
    char *plain = yp_arena_alloc(arena, size - extra + 1);
    derive(key, 's', purpose, &own);
    int rc = crypto_secretbox_open_easy((unsigned char *)plain, box + crypto_secretbox_NONCEBYTES,
                                        size - crypto_secretbox_NONCEBYTES, box, own.mem);
    sodium_memzero(&own, sizeof own);
    if (rc != 0)
        return yp_fail(err, YP_EINVAL, "seal.broken", "changed, or another key or purpose");
    *ret = plain;
    *ret_len = size - extra;
    return YP_OK;
}
