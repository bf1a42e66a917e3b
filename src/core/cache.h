/*
 * Finished pages of readers who are not signed in. Layer: core.  Source: decisions on the page
 * cache in doc/architecture.md. An entry is good while the journal has not grown and the day has
 * not changed, so nothing stale is ever sent.
 */
#pragma once
#include "web/web.h"

struct yp_cache;

enum { YP_CACHE_BYTES = 32 * 1024 * 1024 };

struct yp_cached {
    struct yp_bytes *body;       /* held for the caller */
    const char *type, *encoding; /* static */
    char etag[24];
};

struct yp_cache *yp_cache_new(void);
void yp_cache_free(struct yp_cache *cache);
/* Finds a page by key ("br fi /groups/1?x") made at journal number seq on a day. Any thread. */
bool yp_cache_find(struct yp_cache *cache, const char *key, int64_t seq, int32_t day,
                   struct yp_cached *ret);
/* Keeps one; takes a hold of body. type and encoding must be static. */
void yp_cache_put(struct yp_cache *cache, const char *key, int64_t seq, int32_t day,
                  const struct yp_cached *page);
/* Bytes and entries kept now. */
void yp_cache_size(struct yp_cache *cache, size_t *ret_bytes, int *ret_entries);
