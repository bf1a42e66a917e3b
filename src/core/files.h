/*
 * The program's own files: pages, schema, messages, assets. Embedded in the executable, or read
 * from a folder laid over them (--overlay, development only). Layer: core.
 */
#pragma once
#include <stddef.h>

#include "base/arena.h"

struct yp_embedded {
    const char *name; /* "pages/groups/one.sql" */
    const char *mem;  /* NUL after len bytes */
    size_t len;
};

extern const struct yp_embedded yp_embedded[]; /* sorted by name, ended by a NULL name; generated */
extern const int yp_nembedded;

struct yp_files;

/* overlay NULL: embedded files only. A file of the folder wins over the embedded one of that name.
 */
struct yp_files *yp_files_new(const char *overlay);
void yp_files_free(struct yp_files *files);
/* A file's bytes, NUL-terminated, or NULL. ret_len may be NULL. Owner: files, until freed or
 * reloaded. */
const char *yp_files_get(const struct yp_files *files, const char *name, size_t *ret_len);
/* Names that begin with prefix and end with suffix, sorted. Count returned; names in the arena. */
int yp_files_list(const struct yp_files *files, struct yp_arena *arena, const char *prefix,
                  const char *suffix, const char *const **ret_names);
/* A number that changes when any file does; constant without an overlay. Reads the overlay again
 * when it changed. */
unsigned long yp_files_stamp(struct yp_files *files);
