/*
 * A growing byte buffer with a cap. Layer: base.
 * A write beyond the cap is dropped and remembered in full, so that callers check once, at the end.
 */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct yp_buf {
    char *mem; /* NUL after len bytes once anything was added; NULL before */
    size_t len, size;
    size_t cap; /* 0: no cap */
    bool full;  /* a write was dropped */
};

#define YP_BUF_INIT                                                                                \
    {                                                                                              \
        0                                                                                          \
    }

/* Frees the bytes and makes the buffer empty; the cap stays. */
void yp_buf_release(struct yp_buf *buf);
/* Makes it empty, keeps the memory. */
void yp_buf_clear(struct yp_buf *buf);
void yp_buf_add(struct yp_buf *buf, const void *mem, size_t len);
void yp_buf_str(struct yp_buf *buf, const char *s);
void yp_buf_char(struct yp_buf *buf, char c);
/* Writes letters, digits, "-._~" and the characters of keep as they are, other bytes as %XX (RFC
 * 3986). */
void yp_buf_percent(struct yp_buf *buf, const char *s, size_t len, const char *keep);
void yp_buf_printf(struct yp_buf *buf, const char *fmt, ...) YP_PRINTF(2, 3);
/* The text, never NULL. Borrowed until the next write. */
const char *yp_buf_text(const struct yp_buf *buf);
