/* Rows grouped by key, so that each parent finds its children at once. Layer: tpl. */
#include "base/hash.h"
#include "tpl/tpl_int.h"

struct yp_children {
    int ngroup;
    int *start;                  /* ngroup + 1 places in list */
    int *list;                   /* row numbers, group by group */
    const struct yp_value **key; /* of each group */
    uint32_t mask;
    int *slots; /* mask + 1: group + 1, 0 when free */
};

static uint32_t hash(const struct yp_value *v)
{
    uint64_t h = v->type == YP_TEXT ? yp_hash(v->s, v->len) : (uint64_t)v->i;
    return (uint32_t)((h * 0x9E3779B97F4A7C15u) >> 32);
}

static bool same(const struct yp_value *a, const struct yp_value *b)
{
    if (a->type != b->type)
        return false;
    return a->type == YP_TEXT ? a->len == b->len && !memcmp(a->s, b->s, a->len) : a->i == b->i;
}

static bool is_key(const struct yp_value *v)
{
    return v->type == YP_I64 || v->type == YP_TEXT;
}

/* The slot of a key: its own, or the free one where it would go. */
static int *slot(const struct yp_children *c, const struct yp_value *key)
{
    uint32_t i = hash(key) & c->mask;
    while (c->slots[i] && !same(c->key[c->slots[i] - 1], key))
        i = (i + 1) & c->mask;
    return &c->slots[i];
}

static int group_of(struct yp_children *c, const struct yp_value *key)
{
    if (c->ngroup && same(c->key[c->ngroup - 1], key)) /* rows mostly come sorted */
        return c->ngroup - 1;
    int *at = slot(c, key);
    if (!*at) {
        c->key[c->ngroup] = key;
        *at = ++c->ngroup;
    }
    return *at - 1;
}

struct yp_children *yp_children_new(struct yp_arena *arena, const struct yp_rows *rows, int on)
{
    struct yp_children *c = yp_arena_alloc(arena, sizeof *c);
    if (on < 0 || rows->nrow <= 0)
        return c;
    size_t n = (size_t)rows->nrow;
    uint32_t size = 8;
    while (size < n * 2)
        size *= 2;
    c->mask = size - 1;
    c->slots = yp_arena_array(arena, size, sizeof *c->slots);
    c->key = yp_arena_array(arena, n, sizeof *c->key);
    c->start = yp_arena_array(arena, n + 1, sizeof *c->start);
    c->list = yp_arena_array(arena, n, sizeof *c->list);
    int *group = yp_arena_array(arena, n, sizeof *group);
    for (int r = 0; r < rows->nrow; r++) {
        const struct yp_value *key = yp_at(rows, r, on);
        group[r] = is_key(key) ? group_of(c, key) : -1;
        if (group[r] >= 0)
            c->start[group[r] + 1]++;
    }
    for (int g = 0; g < c->ngroup; g++)
        c->start[g + 1] += c->start[g];
    int *fill = yp_arena_array(arena, n, sizeof *fill);
    for (int r = 0; r < rows->nrow; r++)
        if (group[r] >= 0)
            c->list[c->start[group[r]] + fill[group[r]]++] = r;
    return c;
}

int yp_children_find(const struct yp_children *children, const struct yp_value *key,
                     const int **ret_list)
{
    if (!children->ngroup || !is_key(key))
        return 0;
    int at = *slot(children, key);
    if (!at)
        return 0;
    *ret_list = children->list + children->start[at - 1];
    return children->start[at] - children->start[at - 1];
}
