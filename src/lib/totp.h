/* One-time codes of six digits each 30 seconds (RFC 6238). Layer: lib; library: liboath. Any
 * thread. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { YP_TOTP_SECRET_SIZE = 33 /* 32 characters of base32 and NUL */ };

/* A new secret of 160 random bits. Kept sealed (lib/sodium.h). */
void yp_totp_secret(char ret[YP_TOTP_SECRET_SIZE]);
/*
 * Whether code is that of now, or of the step before or after (clocks differ).
 *
 * secret    base32 of yp_totp_secret; a broken one has no codes
 * code      from outside; blanks in it do not matter
 * now_s     seconds since 1970
 * ret_step  set on success: the step the code belongs to. A caller accepts only a step greater than
 *           the last one it accepted, so that no code works twice
 */
bool yp_totp_check(const char *secret, const char *code, int64_t now_s, int64_t *ret_step);
/* The otpauth: address that authenticator programs read from a QR code. Owner: the arena. */
char *yp_totp_uri(struct yp_arena *arena, const char *issuer, const char *account,
                  const char *secret);
