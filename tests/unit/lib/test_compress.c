#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <brotli/decode.h>
#include <zlib.h>

#include "base/arena.h"
#include "lib/compress.h"

enum { LARGE = 1000000 };

static void assert_gunzips_to(const struct yp_buf *packed, const char *mem, size_t len)
{
    char *back = yp_malloc(len + 1);
    z_stream z = { .next_in = (Bytef *)packed->mem,
                   .avail_in = (uInt)packed->len,
                   .next_out = (Bytef *)back,
                   .avail_out = (uInt)len + 1 };
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, len);
    assert_int_equal(z.avail_in, 0);
    assert_memory_equal(back, mem, len);
    inflateEnd(&z);
    free(back);
}

static void assert_unbrotlis_to(const struct yp_buf *packed, const char *mem, size_t len)
{
    size_t n = len + 1;
    uint8_t *back = yp_malloc(n);
    assert_int_equal(BrotliDecoderDecompress(packed->len, (const uint8_t *)packed->mem, &n, back),
                     BROTLI_DECODER_RESULT_SUCCESS);
    assert_int_equal(n, len);
    assert_memory_equal(back, mem, len);
    free(back);
}

static void assert_both_ways(const char *mem, size_t len)
{
    for (int level = 1; level <= 9; level += 4) {
        YP_CLEANUP(yp_buf_release) struct yp_buf gzip = YP_BUF_INIT, brotli = YP_BUF_INIT;
        yp_gzip(mem, len, level, &gzip);
        assert_gunzips_to(&gzip, mem, len);
        yp_brotli(mem, len, level, &brotli);
        assert_unbrotlis_to(&brotli, mem, len);
        yp_buf_release(&brotli);
    }
}

static void what_is_packed_unpacks(void **state)
{
    (void)state;
    char *mem = yp_malloc(LARGE);
    unsigned seed = 7;
    for (int i = 0; i < LARGE; i++) {
        seed = seed * 1103515245 + 12345;
        mem[i] = (char)(i < LARGE / 2 ? seed >> 16 : 'a');
    }
    assert_both_ways(mem, LARGE);
    assert_both_ways(mem, 1);
    assert_both_ways("", 0);
    free(mem);
}

static void text_gets_smaller_and_is_appended(void **state)
{
    (void)state;
    char text[4000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "<li>kokous</li>\n"[i % 16];
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_buf_str(&out, "x");
    yp_gzip(text, sizeof text, 6, &out);
    assert_true(out.len > 10 && out.len < 200);
    assert_memory_equal(out.mem, "x\x1F\x8B", 3);
    size_t before = out.len;
    yp_brotli(text, sizeof text, 11, &out);
    assert_true(out.len - before < 100);
}

static void full_buffer_is_told(void **state)
{
    (void)state;
    char *mem = yp_malloc(LARGE);
    for (int i = 0; i < LARGE; i++)
        mem[i] = (char)((unsigned)i * 2654435761u >> 13);
    YP_CLEANUP(yp_buf_release) struct yp_buf gzip = { .cap = 1000 };
    yp_gzip(mem, LARGE, 1, &gzip);
    assert_true(gzip.full);
    YP_CLEANUP(yp_buf_release) struct yp_buf brotli = { .cap = 10 };
    yp_brotli(mem, LARGE, 1, &brotli);
    assert_true(brotli.full);
    free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_unpacks),
        cmocka_unit_test(text_gets_smaller_and_is_appended),
        cmocka_unit_test(full_buffer_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
