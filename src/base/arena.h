/*
 * Request memory: many small allocations, freed in one call. Layer: base.
 * Real exhaustion aborts with a message; sizes that a user controls are limited at the door.
 */
#pragma once
#include <stdarg.h>
#include <stddef.h>

#include "base/err.h"

struct yp_arena;

/* An empty arena. Owner: the caller, who frees it with yp_arena_free. */
struct yp_arena *yp_arena_new(void);
/* Frees the arena and everything allocated from it. NULL is allowed. */
void yp_arena_free(struct yp_arena *arena);
/* Frees everything allocated from it but keeps its first block for further use. */
void yp_arena_reset(struct yp_arena *arena);
/* size bytes, zeroed, aligned for any type. Never NULL. */
void *yp_arena_alloc(struct yp_arena *arena, size_t size);
/* An array of n elements of size bytes, zeroed; aborts if the product overflows. */
void *yp_arena_array(struct yp_arena *arena, size_t n, size_t size);
/* A NUL-terminated copy of s. */
char *yp_arena_str(struct yp_arena *arena, const char *s);
/* A NUL-terminated copy of len bytes. */
char *yp_arena_mem(struct yp_arena *arena, const void *mem, size_t len);
/* A formatted text. */
char *yp_arena_printf(struct yp_arena *arena, const char *fmt, ...) YP_PRINTF(2, 3);
/* Bytes handed out since the arena was made or reset. */
size_t yp_arena_used(const struct yp_arena *arena);

/* For YP_CLEANUP(yp_arena_cleanup) struct yp_arena *a = yp_arena_new(); */
static inline void yp_arena_cleanup(struct yp_arena **arena)
{
    yp_arena_free(*arena);
}

/* malloc and realloc that never return NULL (process and thread lifetimes); freed with free(). */
void *yp_malloc(size_t size);
void *yp_calloc(size_t n, size_t size);
void *yp_realloc(void *mem, size_t size);
char *yp_strdup(const char *s);
