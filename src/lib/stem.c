#include "lib/stem.h"

#include <libstemmer.h>
#include <string.h>

#include "base/err.h"

struct yp_stem {
    struct sb_stemmer *stemmer;
};

struct yp_stem *yp_stem_new(const char *lang)
{
    struct yp_stem *stem = yp_calloc(1, sizeof *stem);
    stem->stemmer = sb_stemmer_new(!strcmp(lang, "sv") ? "swedish" : "english", "UTF_8");
    if (!stem->stemmer)
        abort(); /* the library has both, so memory ran out */
    return stem;
}

void yp_stem_free(struct yp_stem *stem)
{
    if (!stem)
        return;
    sb_stemmer_delete(stem->stemmer);
    free(stem);
}

const char *yp_stem_of(struct yp_stem *stem, struct yp_arena *arena, const char *word)
{
    const sb_symbol *s = sb_stemmer_stem(stem->stemmer, (const sb_symbol *)word, (int)strlen(word));
    return s ? yp_arena_mem(arena, (const char *)s, (size_t)sb_stemmer_length(stem->stemmer))
             : word;
}
