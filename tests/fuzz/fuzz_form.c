/* Urlencoded bodies: whatever comes, fields stay inside their memory. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "web/web.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct yp_arena *arena = yp_arena_new();
    struct yp_fields fields = { 0 };
    struct yp_err err = { 0 };
    if (yp_parse_urlencoded(arena, (const char *)data, size, &fields, &err) == YP_OK)
        for (int i = 0; i < fields.n; i++)
            assert(fields.at[i].len <= size && !fields.at[i].value[fields.at[i].len]);
    else
        assert(err.code < 0 && fields.n == 0);
    yp_arena_free(arena);
    return 0;
}
