#include <assert.h>
#include <stdint.h>
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

void yp_gzip(const void *mem, size_t len, int level, struct yp_buf *out)
{
    assert(level >= 1 && level <= 9);
    z_stream z = { .zalloc = alloc, .zfree = release };
    int rc = deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY);
    assert(rc == Z_OK); /* memory never fails, and the settings are ours */
    z.next_in = (z_const Bytef *)mem;
    while (rc == Z_OK) {
        unsigned char piece[PIECE];
        if (!z.avail_in && len) {
            z.avail_in = len > INPUT_PIECE ? INPUT_PIECE : (uInt)len;
            len -= z.avail_in;
        }
        z.next_out = piece;
        z.avail_out = sizeof piece;
        rc = deflate(&z, len ? Z_NO_FLUSH : Z_FINISH);
        yp_buf_add(out, piece, sizeof piece - z.avail_out);
    }
    deflateEnd(&z);
}
