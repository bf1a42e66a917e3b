#include "lib/totp.h"

#include <liboath/oath.h>
#include <pthread.h>

#include "base/buf.h"
#include "base/hash.h"

enum { STEP_S = 30, DIGITS = 6, SECRET_BYTES = 20 };

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void)
{
    if (oath_init() != OATH_OK) {
        fputs("yhdyspinta: liboath does not start\n", stderr);
        abort();
    }
}

void yp_totp_secret(char ret[YP_TOTP_SECRET_SIZE])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    unsigned char mem[YP_TOTP_SECRET_SIZE - 1];
    yp_random(mem, sizeof mem);
    for (size_t i = 0; i < sizeof mem; i++)
        ret[i] = letters[mem[i] % 32];
    ret[sizeof mem] = '\0';
}

/* The digits of code without blanks; false unless there are just DIGITS of them. */
static bool read_code(const char *code, char ret[DIGITS + 1])
{
    int n = 0;
    for (; *code; code++) {
        if (*code == ' ')
            continue;
        if (*code < '0' || *code > '9' || n == DIGITS)
            return false;
        ret[n++] = *code;
    }
    ret[n] = '\0';
    return n == DIGITS;
}

/* Whether the code is that of the step; looks at each digit whatever the first ones say. */
static bool is_code_of(const char *key, size_t len, int64_t step, const char *code)
{
    char right[DIGITS + 1];
    if (oath_hotp_generate(key, len, (uint64_t)step, DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION,
                           right) != OATH_OK)
        return false;
    int differs = 0;
    for (int i = 0; i < DIGITS; i++)
        differs |= right[i] ^ code[i];
    return !differs;
}

bool yp_totp_check(const char *secret, const char *code, int64_t now_s, int64_t *ret_step)
{
    pthread_once(&once, load);
    char digits[DIGITS + 1];
    if (!read_code(code, digits) || strlen(secret) != YP_TOTP_SECRET_SIZE - 1)
        return false;
    char *key;
    size_t len;
    if (oath_base32_decode(secret, strlen(secret), &key, &len) != OATH_OK)
        return false;
    int64_t now = now_s / STEP_S, found = -1;
    for (int64_t step = now - 1; step <= now + 1; step++)
        if (step >= 0 && len == SECRET_BYTES && is_code_of(key, len, step, digits))
            found = step;
    free(key);
    if (found < 0)
        return false;
    *ret_step = found;
    return true;
}

static void add_percent(struct yp_buf *out, const char *s)
{
    yp_buf_percent(out, s, strlen(s), "");
}

char *yp_totp_uri(struct yp_arena *arena, const char *issuer, const char *account,
                  const char *secret)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_buf_str(&out, "otpauth://totp/");
    add_percent(&out, issuer);
    yp_buf_char(&out, ':');
    add_percent(&out, account);
    yp_buf_str(&out, "?secret=");
    add_percent(&out, secret);
    yp_buf_str(&out, "&issuer=");
    add_percent(&out, issuer);
    yp_buf_printf(&out, "&digits=%d&period=%d", DIGITS, STEP_S);
    return yp_arena_str(arena, yp_buf_text(&out));
}
