/* Compression of replies: zlib in gzip.c, brotli in brotli.c. Layer: lib. Any thread. */
#pragma once
#include "base/buf.h"

/* Appends len bytes as a gzip file. level 1 (fast) .. 9 (small). A buffer that overflows is full,
 * as always. */
void yp_gzip(const void *mem, size_t len, int level, struct yp_buf *out);
/* The same piece by piece; the last piece may be empty. */
struct yp_gzip;
struct yp_gzip *yp_gzip_new(int level);
void yp_gzip_put(struct yp_gzip *gzip, const void *mem, size_t len, bool is_last,
                 struct yp_buf *out);
void yp_gzip_free(struct yp_gzip *gzip); /* NULL is allowed */
/* Appends len bytes as a brotli stream. quality 0 (fast) .. 11 (small; for what is sent often). */
void yp_brotli(const void *mem, size_t len, int quality, struct yp_buf *out);
