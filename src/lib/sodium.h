/*
 * libsodium: passwords, tokens, keyed hashes, sealed texts. Layer: lib. Any thread after
 * yp_sodium_begin.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum {
    YP_KEY_SIZE = 32,
    YP_PASSWORD_HASH_SIZE = 128, /* with its NUL */
    YP_PASSWORD_MAX = 1024,      /* bytes */
    YP_TOKEN_SIZE = 44,          /* 43 characters and NUL */
    YP_HEX_SIZE = 65,            /* 64 hex digits and NUL */
    YP_MAC_SIZE = 23,            /* 22 characters and NUL */
    YP_CSRF_SIZE = 87            /* 86 characters and NUL */
};

/* The secret of an installation, kept in its data folder. Uses are told apart by a purpose ("link",
 * "totp:7"): what was made for one is worth nothing for another. */
struct yp_key {
    unsigned char mem[YP_KEY_SIZE];
};

/* Called once, before any thread. Errors YP_EBUG "error.internal". */
int yp_sodium_begin(struct yp_err *err) YP_MUST_CHECK;
/* A new random key. */
void yp_key_new(struct yp_key *ret);

/*
 * Hashes a password with argon2id.
 *
 * password  NUL-terminated, in NFC
 * Errors    YP_EINVAL "password.long" (over 1,024 bytes); YP_EBUSY "error.busy" (no memory for it)
 * Cost      some 70 ms and 64 MiB: only on the threads that hash
 */
int yp_password_hash(const char *password, char ret[YP_PASSWORD_HASH_SIZE],
                     struct yp_err *err) YP_MUST_CHECK;
/* Whether the password has this hash. hash NULL: no such account, false after the same work. Cost
 * as above. */
bool yp_password_verify(const char *hash, const char *password);

/* A new token: 256 random bits in base64url. */
void yp_token_new(char ret[YP_TOKEN_SIZE]);
/* BLAKE2b-256 in lower-case hex, for what only this program compares: with libsodium three to four
 * times as quick as SHA-256. */
void yp_digest_hex(const void *mem, size_t len, char ret[YP_HEX_SIZE]);
/* What the database keeps of a token: its digest. */
void yp_token_hash(const char *token, char ret[YP_HEX_SIZE]);
/* SHA-256 in lower-case hex, as other programs show it for a file. */
void yp_sha256_hex(const void *mem, size_t len, char ret[YP_HEX_SIZE]);

/* A keyed hash of 128 bits in base64url, for links that only we can have made. */
void yp_mac(const struct yp_key *key, const char *purpose, const void *mem, size_t len,
            char ret[YP_MAC_SIZE]);
/* Whether mac, from outside, is that hash; in constant time. */
bool yp_mac_check(const struct yp_key *key, const char *purpose, const void *mem, size_t len,
                  const char *mac);

/* The session's form secret (a token of yp_token_new), masked anew for each reply, so that
 * compression cannot give it away. A secret that is no token gives "". */
void yp_csrf_mask(const char *secret, char ret[YP_CSRF_SIZE]);
/* Whether masked, from outside, hides the secret; in constant time. */
bool yp_csrf_check(const char *secret, const char *masked);

/* Seals bytes (XSalsa20-Poly1305, random nonce) as base64url text of 4/3 their length + 54. Owner:
 * the arena. */
char *yp_seal(struct yp_arena *arena, const struct yp_key *key, const char *purpose,
              const void *mem, size_t len);
/*
 * Opens what yp_seal made with the same key and purpose.
 *
 * ret      NUL-terminated; owner: the arena
 * Errors   YP_EINVAL "seal.broken"
 */
int yp_unseal(struct yp_arena *arena, const struct yp_key *key, const char *purpose,
              const char *sealed, char **ret, size_t *ret_len, struct yp_err *err) YP_MUST_CHECK;
