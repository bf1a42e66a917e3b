#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

uint64_t yp_hash(const void *mem, size_t len)
{
    uint64_t h = 0xcbf29ce484222325u;
    const unsigned char *p = mem;
    for (size_t i = 0; i < len; i++)
        h = (h ^ p[i]) * 0x100000001b3u;
    return h;
}

uint64_t yp_hash_str(const char *s)
{
    return yp_hash(s, strlen(s));
}

void yp_random(void *mem, size_t len)
{
    unsigned char *p = mem;
    while (len) {
        ssize_t n = getrandom(p, len, 0);
        if (n < 0) {
            fputs("yhdyspinta: no random bytes\n", stderr);
            abort();
        }
        p += n;
        len -= (size_t)n;
    }
}

void yp_random_id(char ret[23])
{
    static const char abc[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char raw[22];
    yp_random(raw, sizeof raw);
    for (int i = 0; i < 22; i++)
        ret[i] = abc[raw[i] & 63];
    ret[22] = '\0';
}
