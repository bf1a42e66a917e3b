#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/arena.h"
#include "lib/compress.h"

enum { GZIP_WINDOW = 15 + 16, MEMORY = 8, PIECE = 32 * 1024, INPUT_PIECE = 1 << 30 };

static voidpf alloc(voidpf opaque YP_UNUSED, uInt n, uInt size)
{
    return yp_calloc(n, size);
}

static void release(voidpf opaque YP_UNUSED, voidpf mem)
{
    free(mem);
}

struct yp_gzip {
    z_stream z;
};

struct yp_gzip *yp_gzip_new(int level)
{
    assert(level >= 1 && level <= 9);
    struct yp_gzip *g = yp_calloc(1, sizeof *g);
    g->z = (z_stream){ .zalloc = alloc, .zfree = release };
    int rc = deflateInit2(&g->z, level, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY);
    assert(rc == Z_OK); /* memory never fails, and the settings are ours */
    (void)rc;
    return g;
}

void yp_gzip_put(struct yp_gzip *g, const void *mem, size_t len, bool is_last, struct yp_buf *out)
{
    g->z.next_in = (z_const Bytef *)mem;
    do {
        unsigned char piece[PIECE];
        if (!g->z.avail_in) {
            g->z.avail_in = len > INPUT_PIECE ? INPUT_PIECE : (uInt)len;
            len -= g->z.avail_in;
        }
        g->z.next_out = piece;
        g->z.avail_out = sizeof piece;
        deflate(&g->z, is_last && !len ? Z_FINISH : Z_NO_FLUSH);
        yp_buf_add(out, piece, sizeof piece - g->z.avail_out);
    } while (len || g->z.avail_in || !g->z.avail_out);
}

void yp_gzip_free(struct yp_gzip *g)
{
    if (!g)
        return;
    deflateEnd(&g->z);
    free(g);
}

void yp_gzip(const void *mem, size_t len, int level, struct yp_buf *out)
{
    struct yp_gzip *g = yp_gzip_new(level);
    yp_gzip_put(g, mem, len, true, out);
    yp_gzip_free(g);
}
