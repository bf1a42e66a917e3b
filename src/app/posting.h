/* Packed lists of the documents in which a term stands. Layer: app. Spec: doc/spec/search.md,
 * section 4. */
#pragma once
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* One document of a list. */
struct yp_posting {
    int64_t doc;
    uint8_t weight; /* 1 to 255 */
};

/* The number of a term in table word and posting: 62 bits of its hash. */
int64_t yp_term_id(const char *term);
/* The stretch of document numbers that shares a row. */
int64_t yp_posting_chunk(int64_t doc);
/*
 * Packs a list that ascends by document: the distance to the one before as a number of seven bits a
 * byte, lowest first, then the weight.
 */
void yp_posting_pack(const struct yp_posting *list, int n, struct yp_buf *out);
/* Unpacks it. Damaged bytes end the list. Owner: the arena. Gives how many. */
int yp_posting_unpack(struct yp_arena *arena, const void *mem, size_t len, struct yp_posting **ret);
