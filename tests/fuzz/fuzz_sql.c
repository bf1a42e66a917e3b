/* Statement texts of any bytes: parsed or refused, never a crash. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"
#include "db/migrate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const char *text = yp_arena_mem(arena, data, size);
    struct yp_err err = { 0 };
    struct yp_sql *sql = NULL;
    if (yp_sql_new(&sql, "fuzz", text, &err) == YP_OK)
        for (int i = 0; i < yp_sql_nparam(sql); i++)
            assert(*yp_sql_param(sql, i));
    else
        assert(err.code == YP_EBUG);
    yp_sql_free(sql);
    assert(yp_schema_text(arena, YP_PG, text));
    assert(yp_schema_text(arena, YP_SQLITE, text));
    return 0;
}
