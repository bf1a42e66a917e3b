#include "app/posting.h"

#include "base/hash.h"

enum { CHUNK_BITS = 20 };

int64_t yp_term_id(const char *term)
{
    return (int64_t)(yp_hash_str(term) >> 2);
}

int64_t yp_posting_chunk(int64_t doc)
{
    return doc >> CHUNK_BITS;
}

void yp_posting_pack(const struct yp_posting *list, int n, struct yp_buf *out)
{
    int64_t before = 0;
    for (int i = 0; i < n; i++) {
        uint64_t gap = (uint64_t)(list[i].doc - before);
        before = list[i].doc;
        for (; gap >= 0x80; gap >>= 7)
            yp_buf_char(out, (char)(gap | 0x80));
        yp_buf_char(out, (char)gap);
        yp_buf_char(out, (char)list[i].weight);
    }
}

int yp_posting_unpack(struct yp_arena *arena, const void *mem, size_t len, struct yp_posting **ret)
{
    const unsigned char *s = mem, *end = s + len;
    struct yp_posting *list = yp_arena_array(arena, len / 2 + 1, sizeof *list);
    uint64_t doc = 0;
    int n = 0;
    while (s < end) {
        uint64_t gap = 0;
        int shift = 0;
        for (; s < end && (*s & 0x80) && shift < 63; shift += 7)
            gap |= (uint64_t)(*s++ & 0x7F) << shift;
        if (end - s < 2 || shift >= 63)
            break;
        gap |= (uint64_t)*s++ << shift;
        doc += gap;
        list[n++] = (struct yp_posting){ (int64_t)doc, *s++ };
    }
    *ret = list;
    return n;
}
