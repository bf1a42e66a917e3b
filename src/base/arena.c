#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(a, n) ((void)(a), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(a, n) ((void)(a), (void)(n))
#endif

enum { BLOCK = 16 * 1024, ALIGN = 16 };

struct block {
    struct block *next;
    size_t size, used;
    unsigned char mem[] __attribute__((aligned(16)));
};

struct yp_arena {
    struct block *first, *last;
    size_t used;
};

static void die(void)
{
    fputs("yhdyspinta: out of memory\n", stderr);
    abort();
}

void *yp_malloc(size_t size)
{
    void *mem = malloc(size ? size : 1);
    if (!mem)
        die();
    return mem;
}

void *yp_calloc(size_t n, size_t size)
{
    void *mem = calloc(n ? n : 1, size ? size : 1);
    if (!mem)
        die();
    return mem;
}

void *yp_realloc(void *mem, size_t size)
{
    void *more = realloc(mem, size ? size : 1);
    if (!more)
        die();
    return more;
}

char *yp_strdup(const char *s)
{
    size_t len = strlen(s) + 1;
    return memcpy(yp_malloc(len), s, len);
}

static struct block *block_new(size_t size)
{
    struct block *b = yp_malloc(sizeof *b + size);
    b->next = NULL;
    b->size = size;
    b->used = 0;
    ASAN_POISON_MEMORY_REGION(b->mem, size);
    return b;
}

struct yp_arena *yp_arena_new(void)
{
    struct yp_arena *arena = yp_malloc(sizeof *arena);
    arena->first = arena->last = block_new(BLOCK);
    arena->used = 0;
    return arena;
}

static void free_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        ASAN_UNPOISON_MEMORY_REGION(b->mem, b->size);
        free(b);
        b = next;
    }
}

void yp_arena_free(struct yp_arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->first);
    free(arena);
}

void yp_arena_reset(struct yp_arena *arena)
{
    free_blocks(arena->first->next);
    arena->first->next = NULL;
    arena->last = arena->first;
    arena->first->used = 0;
    arena->used = 0;
    ASAN_POISON_MEMORY_REGION(arena->first->mem, arena->first->size);
}

void *yp_arena_alloc(struct yp_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        die();
    size_t need = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (!need)
        need = ALIGN;
    struct block *b = arena->last;
    if (b->size - b->used < need) {
        b = block_new(need > BLOCK / 4 ? need : BLOCK);
        arena->last->next = b;
        arena->last = b;
    }
    void *mem = b->mem + b->used;
    b->used += need;
    arena->used += need;
    ASAN_UNPOISON_MEMORY_REGION(mem, size);
    return memset(mem, 0, size);
}

void *yp_arena_array(struct yp_arena *arena, size_t n, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(n, size, &total))
        die();
    return yp_arena_alloc(arena, total);
}

char *yp_arena_mem(struct yp_arena *arena, const void *mem, size_t len)
{
    char *copy = yp_arena_alloc(arena, len + 1);
    if (len)
        memcpy(copy, mem, len);
    return copy;
}

char *yp_arena_str(struct yp_arena *arena, const char *s)
{
    return yp_arena_mem(arena, s, strlen(s));
}

char *yp_arena_printf(struct yp_arena *arena, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int len = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *text = yp_arena_alloc(arena, (size_t)(len < 0 ? 0 : len) + 1);
    if (len > 0)
        vsnprintf(text, (size_t)len + 1, fmt, again);
    va_end(again);
    return text;
}

size_t yp_arena_used(const struct yp_arena *arena)
{
    return arena->used;
}
