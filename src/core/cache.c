#include "core/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { SLOTS = 4096 };

struct entry {
    char *key;
    int64_t seq;
    int32_t day;
    struct yp_cached page;
};

/* One entry a slot: a newer page with the same hash takes the place of an older one. */
struct yp_cache {
    pthread_mutex_t lock;
    struct entry at[SLOTS];
    size_t bytes;
    int n, hand;
};

struct yp_cache *yp_cache_new(void)
{
    struct yp_cache *cache = yp_calloc(1, sizeof *cache);
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

static void drop(struct yp_cache *cache, struct entry *e)
{
    size_t len;
    if (!e->key)
        return;
    yp_bytes_mem(e->page.body, &len);
    cache->bytes -= len;
    cache->n--;
    yp_bytes_drop(e->page.body);
    free(e->key);
    *e = (struct entry){ 0 };
}

void yp_cache_free(struct yp_cache *cache)
{
    if (!cache)
        return;
    for (int i = 0; i < SLOTS; i++)
        drop(cache, &cache->at[i]);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static struct entry *slot(struct yp_cache *cache, const char *key)
{
    return &cache->at[yp_hash_str(key) % SLOTS];
}

bool yp_cache_find(struct yp_cache *cache, const char *key, int64_t seq, int32_t day,
                   struct yp_cached *ret)
{
    pthread_mutex_lock(&cache->lock);
    struct entry *e = slot(cache, key);
    bool good = e->key && e->seq == seq && e->day == day && !strcmp(e->key, key);
    if (good) {
        *ret = e->page;
        ret->body = yp_bytes_hold(e->page.body);
    }
    pthread_mutex_unlock(&cache->lock);
    return good;
}

void yp_cache_put(struct yp_cache *cache, const char *key, int64_t seq, int32_t day,
                  const struct yp_cached *page)
{
    size_t len;
    yp_bytes_mem(page->body, &len);
    if (len > YP_CACHE_BYTES / 16)
        return;
    pthread_mutex_lock(&cache->lock);
    struct entry *e = slot(cache, key);
    drop(cache, e);
    while (cache->bytes + len > YP_CACHE_BYTES) {
        drop(cache, &cache->at[cache->hand]);
        cache->hand = (cache->hand + 1) % SLOTS;
    }
    *e = (struct entry){ .key = yp_strdup(key), .seq = seq, .day = day, .page = *page };
    yp_bytes_hold(page->body);
    cache->bytes += len;
    cache->n++;
    pthread_mutex_unlock(&cache->lock);
}

void yp_cache_size(struct yp_cache *cache, size_t *ret_bytes, int *ret_entries)
{
    pthread_mutex_lock(&cache->lock);
    *ret_bytes = cache->bytes;
    *ret_entries = cache->n;
    pthread_mutex_unlock(&cache->lock);
}
