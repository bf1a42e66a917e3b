/* Suggests records by the beginnings of their names' words. Layer: app. Spec: doc/spec/search.md,
 * section 7. */
#include "app/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/posting.h"
#include "base/utf8.h"
#include "core/catalog.h"
#include "core/core.h"
#include "lib/icu.h"

enum {
    WORDS_MAX = 6,     /* of what was typed; more are not looked at */
    LOOKED_MIN = 100,  /* of each kind: the best of which the viewer's are taken, */
    LOOKED_MAX = 1000, /* and how many when these are too few */
    SHOWN_MAX = 8,
    CHUNKS_MAX = 100000
};

/* In the order in which they are shown. */
static const char *const kinds[] = { "group", "organization", "area", "matter", "person" };
enum { NKINDS = sizeof kinds / sizeof *kinds };

extern const char *const yp_provider_suggestion_columns[];
int yp_provider_suggestion(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);

static int kind_of(const char *name)
{
    for (int i = 0; i < NKINDS; i++)
        if (!strcmp(kinds[i], name))
            return i;
    return NKINDS;
}

bool yp_is_suggested(const char *kind)
{
    return kind_of(kind) < NKINDS;
}

/* --- the words of a name --- */

static bool is_of_word(uint32_t c)
{
    return yp_icu_is_letter(c) || (c >= '0' && c <= '9');
}

size_t yp_suggest_word(const char **folded, const char **ret)
{
    const char *at = *folded, *next = at;
    uint32_t c;
    while ((c = yp_utf8_next(&next)) != 0 && !is_of_word(c))
        at = next;
    *ret = at;
    next = at;
    while ((c = yp_utf8_next(&next)) != 0 && is_of_word(c))
        at = next;
    *folded = at;
    return (size_t)(at - *ret);
}

const char *yp_suggest_term(struct yp_arena *arena, const char *word, size_t len)
{
    return yp_arena_printf(arena, "=name:%.*s", (int)len, word);
}

size_t yp_suggest_part(const char *word, size_t len, int n)
{
    const char *at = word;
    for (; n && at < word + len; n--)
        yp_utf8_next(&at);
    return n ? 0 : (size_t)(at - word);
}

/* --- the documents whose names begin so --- */

struct suggest {
    struct yp_ask *ask;
    int64_t words[WORDS_MAX];
    int nword;
    struct yp_posting *list; /* who has all words; weight: their sum, at most 255 */
    int n;
};

static int run(struct suggest *s, const char *name, const int64_t *keys, int nkeys, int max,
               struct yp_rows *ret, struct yp_err *err)
{
    struct yp_call call = { .sql = yp_statement(s->ask->core, name),
                            .params = YP_NO_ROW,
                            .keys = keys,
                            .nkeys = nkeys,
                            .max_rows = max };
    if (!call.sql)
        return yp_fail(err, YP_EBUG, "statement.unknown", "%s", name);
    int rc = yp_db_run(s->ask->thread->page_db, &call, 1, s->ask->arena, err);
    *ret = call.rows;
    return rc;
}

/* The typed words that are long enough, each once. */
static void read_words(struct suggest *s, const char *q)
{
    const char *at = yp_icu_fold(s->ask->arena, q), *word;
    size_t len;
    while (s->nword < WORDS_MAX && (len = yp_suggest_word(&at, &word)) != 0) {
        size_t most = yp_suggest_part(word, len, YP_SUGGEST_MOST);
        if (!yp_suggest_part(word, len, YP_SUGGEST_LEAST))
            continue;
        int64_t id = yp_term_id(yp_suggest_term(s->ask->arena, word, most ? most : len));
        int i = 0;
        while (i < s->nword && s->words[i] != id)
            i++;
        s->words[i] = id;
        s->nword += i == s->nword;
    }
}

/* The list of one word; its stretches follow one another, so it ascends. */
static int list_of(struct suggest *s, const struct yp_rows *postings, int64_t word,
                   struct yp_posting **ret)
{
    size_t bytes = 0;
    for (int i = 0; i < postings->nrow; i++)
        bytes += yp_at(postings, i, 0)->i == word ? yp_at(postings, i, 1)->len : 0;
    struct yp_posting *list = yp_arena_array(s->ask->arena, bytes / 2 + 1, sizeof *list), *part;
    int n = 0;
    for (int i = 0; i < postings->nrow; i++) {
        const struct yp_value *body = yp_at(postings, i, 1);
        if (yp_at(postings, i, 0)->i != word)
            continue;
        int got = yp_posting_unpack(s->ask->arena, body->s, body->len, &part);
        memcpy(list + n, part, (size_t)got * sizeof *list);
        n += got;
    }
    *ret = list;
    return n;
}

/* Leaves the documents that are in the other list as well. */
static void narrow(struct suggest *s, const struct yp_posting *list, int n)
{
    int left = 0, k = 0;
    for (int i = 0; i < s->n; i++) {
        while (k < n && list[k].doc < s->list[i].doc)
            k++;
        if (k == n || list[k].doc != s->list[i].doc)
            continue;
        int weight = s->list[i].weight + list[k].weight;
        s->list[left] = s->list[i];
        s->list[left++].weight = (uint8_t)(weight < 255 ? weight : 255);
    }
    s->n = left;
}

static int gather(struct suggest *s, struct yp_err *err)
{
    struct yp_rows postings;
    int rc = run(s, "search.postings", s->words, s->nword, CHUNKS_MAX, &postings, err);
    if (rc < 0)
        return rc;
    s->n = list_of(s, &postings, s->words[0], &s->list);
    for (int i = 1; i < s->nword; i++) {
        struct yp_posting *list;
        int n = list_of(s, &postings, s->words[i], &list);
        narrow(s, list, n);
    }
    return YP_OK;
}

/* --- those of them that the viewer may see --- */

/* The best of each kind, ascending: the heavier, and of equals the newer. max: of a kind. */
static int best_of(struct suggest *s, int max, struct yp_posting **ret)
{
    enum { DOC_KINDS = 16, WEIGHTS = 256 }; /* a document's number has its kind above four bits */
    int has[DOC_KINDS][WEIGHTS] = { 0 }, n = 0;
    struct yp_posting *list = yp_arena_array(s->ask->arena, (size_t)s->n + 1, sizeof *list);
    for (int i = 0; i < s->n; i++)
        has[s->list[i].doc >> 4 & 15][s->list[i].weight]++;
    for (int kind = 0; kind < DOC_KINDS; kind++) /* from counts to how many may stay */
        for (int weight = WEIGHTS - 1, room = max; weight >= 0; weight--) {
            int *left = &has[kind][weight];
            *left = *left < room ? *left : room;
            room -= *left;
        }
    for (int i = s->n - 1; i >= 0; i--)
        if (has[s->list[i].doc >> 4 & 15][s->list[i].weight]-- > 0)
            list[s->n - ++n] = s->list[i];
    *ret = list + s->n - n;
    return n;
}

struct name {
    const struct yp_value *path, *name;
    const char *sort;
    int kind, weight;
};

static int by_name(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind - y->kind;
    if (x->weight != y->weight)
        return y->weight - x->weight;
    int order = strcmp(x->sort, y->sort);
    return order ? order : strcmp(x->path->s, y->path->s);
}

static int by_doc(const void *a, const void *b)
{
    const struct yp_posting *x = a, *y = b;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static int weight_of(const struct yp_posting *list, int n, int64_t doc)
{
    const struct yp_posting key = { .doc = doc },
                            *at = bsearch(&key, list, (size_t)n, sizeof key, by_doc);
    return at ? at->weight : 0;
}

/* The names that the viewer may see of the best max a kind: by kinds, the best first. */
static int look(struct suggest *s, int max, struct name **ret, int *ret_n, struct yp_err *err)
{
    struct yp_posting *best;
    struct yp_rows rows;
    int n = best_of(s, max, &best);
    int64_t *keys = yp_arena_array(s->ask->arena, (size_t)n + 1, sizeof *keys);
    for (int i = 0; i < n; i++)
        keys[i] = best[i].doc;
    int rc = run(s, "suggest.names", keys, n, n, &rows, err);
    if (rc < 0)
        return rc;
    struct name *names = yp_arena_array(s->ask->arena, (size_t)n + 1, sizeof *names);
    for (int i = 0; i < rows.nrow; i++)
        names[i] = (struct name){ .path = yp_at(&rows, i, 2),
                                  .name = yp_at(&rows, i, 3),
                                  .sort = yp_icu_sort_key(s->ask->arena, yp_at(&rows, i, 3)->s),
                                  .kind = kind_of(yp_at(&rows, i, 1)->s),
                                  .weight = weight_of(best, n, yp_at(&rows, i, 0)->i) };
    qsort(names, (size_t)rows.nrow, sizeof *names, by_name);
    *ret = names;
    *ret_n = rows.nrow;
    return rows.nrow < SHOWN_MAX && n < s->n && max < LOOKED_MAX
               ? look(s, LOOKED_MAX, ret, ret_n, err)
               : YP_OK;
}

/* How many of each kind are shown: one of each by turns, until there are enough. */
static void share(const struct name *names, int n, int *shown)
{
    int has[NKINDS + 1] = { 0 }, left = SHOWN_MAX;
    for (int i = 0; i < n; i++)
        has[names[i].kind]++;
    for (int i = 0, idle = 0; left && idle < NKINDS; i = (i + 1) % NKINDS) {
        bool is_more = shown[i] < has[i];
        idle = is_more ? 0 : idle + 1;
        shown[i] += is_more;
        left -= is_more;
    }
}

/* --- as rows --- */

enum column { KIND, KIND_NAME, NAME, PATH, NCOL };

const char *const yp_provider_suggestion_columns[] = { "kind", "kind_name", "name", "path", NULL };

static void tell(struct suggest *s, const struct name *names, int n, struct yp_rows *ret)
{
    int shown[NKINDS + 1] = { 0 }, lang = yp_lang_index(s->ask->who.viewer.lang);
    struct yp_value *cells = yp_arena_array(s->ask->arena, (size_t)SHOWN_MAX * NCOL, sizeof *cells);
    share(names, n, shown);
    for (int i = 0; i < n; i++) {
        const struct name *one = &names[i];
        if (!shown[one->kind])
            continue;
        shown[one->kind]--;
        struct yp_value *c = cells + (size_t)ret->nrow++ * NCOL;
        c[KIND] = yp_text(kinds[one->kind]);
        c[KIND_NAME] = yp_text(yp_catalog_value(s->ask->core->catalog, lang < 0 ? 0 : lang,
                                                "search.kind", kinds[one->kind]));
        c[NAME] = *one->name;
        c[PATH] = *one->path;
    }
    ret->cells = cells;
}

/* What a reader who has typed this far may mean. */
int yp_provider_suggestion(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    struct suggest s = { .ask = ask };
    struct name *names = NULL;
    const char *q = yp_field_get(&ask->req->query, "q");
    int n = 0, rc = YP_OK;
    *ret = (struct yp_rows){ .ncol = NCOL, .names = yp_provider_suggestion_columns };
    if (q)
        read_words(&s, q);
    if (s.nword)
        rc = gather(&s, err);
    if (rc == YP_OK && s.n)
        rc = look(&s, LOOKED_MIN, &names, &n, err);
    if (rc == YP_OK)
        tell(&s, names, n, ret);
    return rc;
}
