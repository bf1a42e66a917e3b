#include <assert.h>
#include <brotli/encode.h>

#include "base/arena.h"
#include "lib/compress.h"

static void *alloc(void *opaque YP_UNUSED, size_t size)
{
    return yp_malloc(size);
}

static void release(void *opaque YP_UNUSED, void *mem)
{
    free(mem);
}

void yp_brotli(const void *mem, size_t len, int quality, struct yp_buf *out)
{
    assert(quality >= BROTLI_MIN_QUALITY && quality <= BROTLI_MAX_QUALITY);
    BrotliEncoderState *state = BrotliEncoderCreateInstance(alloc, release, NULL);
    BrotliEncoderSetParameter(state, BROTLI_PARAM_QUALITY, (uint32_t)quality);
    BrotliEncoderSetParameter(state, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT);
    BrotliEncoderSetParameter(state, BROTLI_PARAM_SIZE_HINT,
                              len > UINT32_MAX ? UINT32_MAX : (uint32_t)len);
    const uint8_t *in = mem;
    BROTLI_BOOL ok = BROTLI_TRUE;
    while (ok && !BrotliEncoderIsFinished(state)) {
        size_t room = 0, n = 0;
        ok = BrotliEncoderCompressStream(state, BROTLI_OPERATION_FINISH, &len, &in, &room, NULL,
                                         NULL);
        const uint8_t *piece = BrotliEncoderTakeOutput(state, &n);
        yp_buf_add(out, piece, n);
    }
    assert(ok); /* it fails only without memory */
    BrotliEncoderDestroyInstance(state);
}
