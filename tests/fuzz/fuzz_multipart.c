/* Multipart bodies: the first line is the content type, the rest the body. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "web/web.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse(const char *type, const char *mem, size_t len)
{
    struct yp_arena *arena = yp_arena_new();
    struct yp_fields fields = { 0 };
    struct yp_err err = { 0 };
    if (yp_parse_multipart(arena, type, mem, len, &fields, &err) == YP_OK)
        for (int i = 0; i < fields.n; i++) {
            const struct yp_field *f = &fields.at[i];
            assert(f->name && f->len <= len && !f->value[f->len]);
            assert(!f->file_name || !strpbrk(f->file_name, "/\\"));
        }
    else
        assert(err.code < 0 && fields.n == 0);
    yp_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *mem = (const char *)data;
    parse("multipart/form-data; boundary=X", mem, size);
    const char *eol = size ? memchr(mem, '\n', size) : NULL;
    char type[256];
    size_t len = eol ? (size_t)(eol - mem) : 0;
    if (!eol || len >= sizeof type)
        return 0;
    memcpy(type, mem, len);
    type[len] = '\0';
    parse(type, eol + 1, size - len - 1);
    return 0;
}
