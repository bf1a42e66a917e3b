/* Files of statements of any bytes: read or refused, never a crash. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/sqlfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_err err = { 0 };
    struct yp_sqlfile file;
    if (yp_sqlfile_parse(arena, "fuzz", yp_arena_mem(arena, data, size), &file, &err) < 0) {
        assert(err.code == YP_EBUG);
        return 0;
    }
    for (int i = 0; i < file.nblocks; i++) {
        assert(*file.blocks[i].name);
        (void)yp_sqlfile_word(arena, &file.blocks[i], "key");
    }
    return 0;
}
