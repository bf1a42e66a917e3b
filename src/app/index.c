/* Keeps the words of the records as they are searched. Layer: app. Spec: doc/spec/search.md,
 * section 4. */
#include "app/index.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "app/posting.h"
#include "app/suggest.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "core/core.h"
#include "lib/icu.h"
#include "lib/md.h"
#include "words/words.h"

/* The kinds of documents; their order is part of their numbers. */
static const char *const kinds[] = { "area",      "organization", "group",    "person",
                                     "post",      "matter",       "meeting",  "item",
                                     "statement", "commitment",   "bulletin", "attachment" };
static const char *const langs[] = { "fi", "sv", "en", "se", "smn", "sms", "fi_plain" };

enum {
    NKINDS = sizeof kinds / sizeof *kinds,
    NLANGS = sizeof langs / sizeof *langs,
    BATCH = 50,         /* records a unit: others wait meanwhile to write */
    CHANGED_MAX = 5000, /* records; more than that and everything is read anew */
    BODY_MAX = 200000,  /* bytes of a text that are searched */
    CALLS = 400,        /* statements sent together */
    MARKDOWN_MAX = 100000,
    TITLE_WEIGHT = 6,
    WEIGHT_MAX = 255
};

/* Changed when terms or weights are made otherwise, so that all are made anew. */
static const char analyser[] = "3";

int yp_job_index(struct yp_core *core, struct yp_arena *arena, struct yp_err *err);

static int place_of(const char *const *list, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(list[i], name))
            return i;
    return -1;
}

static int64_t doc_id(int kind, int64_t object_id, bool is_handling, int lang)
{
    return object_id * 256 + kind * 16 + (is_handling ? 8 : 0) + lang;
}

/* --- the terms of a document --- */

/* One document as it is stored. */
struct doc {
    int64_t id, object_id;
    const char *part, *lang, *path, *title, *body;
    struct yp_value grp_id, area_id, day;
};

struct held {
    int64_t word;
    const char *term;
    int weight;
};

/* The terms of one document, found by their hash. */
struct bag {
    struct yp_arena *arena;
    struct held *slots;
    size_t size, n; /* size: a power of two, more than n */
    int factor;
};

static struct held *find(struct held *slots, size_t size, int64_t word)
{
    size_t at = (size_t)word & (size - 1);
    while (slots[at].term && slots[at].word != word)
        at = (at + 1) & (size - 1);
    return &slots[at];
}

static void grow(struct bag *bag)
{
    size_t size = bag->size * 2;
    struct held *slots = yp_arena_array(bag->arena, size, sizeof *slots);
    for (size_t i = 0; i < bag->size; i++)
        if (bag->slots[i].term)
            *find(slots, size, bag->slots[i].word) = bag->slots[i];
    bag->slots = slots;
    bag->size = size;
}

static void put(struct bag *bag, const char *term, int weight)
{
    if (2 * bag->n >= bag->size)
        grow(bag);
    int64_t word = yp_term_id(term);
    struct held *held = find(bag->slots, bag->size, word);
    if (!held->term) {
        *held = (struct held){ word, yp_arena_str(bag->arena, term), 0 };
        bag->n++;
    }
    held->weight = held->weight + weight < WEIGHT_MAX ? held->weight + weight : WEIGHT_MAX;
}

static void put_word(void *ctx, const struct yp_token *token, int position,
                     const struct yp_term *terms, int n)
{
    struct bag *bag = ctx;
    (void)token, (void)position;
    for (int i = 0; i < n; i++)
        put(bag, terms[i].text, terms[i].weight * bag->factor);
}

static void put_mark(struct bag *bag, const char *name, const struct yp_value *v)
{
    if (v->type == YP_I64)
        put(bag, yp_arena_printf(bag->arena, "=%s:%" PRId64, name, v->i), 1);
}

/* Every beginning of every word of a name: by these it is suggested. */
static void put_name(struct bag *bag, const char *name)
{
    const char *at = yp_icu_fold(bag->arena, name), *word;
    size_t len, part;
    for (int first = YP_SUGGEST_FIRST; (len = yp_suggest_word(&at, &word)) != 0; first = 0)
        for (int n = YP_SUGGEST_LEAST;
             n <= YP_SUGGEST_MOST && (part = yp_suggest_part(word, len, n)) != 0; n++)
            put(bag, yp_suggest_term(bag->arena, word, part),
                1 + first + (part == len ? YP_SUGGEST_WHOLE : 0));
}

/* Every area that the record's own lies in. areas: (area_id, path_code), ordered. */
static void put_areas(struct bag *bag, const struct yp_rows *areas, const struct yp_value *own)
{
    int low = 0, high = areas->nrow;
    if (own->type != YP_I64)
        return;
    while (low < high) {
        int mid = (low + high) / 2;
        if (yp_at(areas, mid, 0)->i < own->i)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < areas->nrow && yp_at(areas, low, 0)->i == own->i; low++)
        put(bag, yp_arena_printf(bag->arena, "=area:%s", yp_at(areas, low, 1)->s), 1);
}

/* Words, and the marks by which hits are narrowed: no text has a term that begins with "=". */
static struct bag terms_of(struct yp_words *words, struct yp_arena *arena, const char *kind,
                           const struct yp_rows *areas, const struct doc *doc)
{
    struct bag bag = { .arena = arena, .size = 256 };
    bag.slots = yp_arena_array(arena, bag.size, sizeof *bag.slots);
    const char *lang = !strcmp(doc->lang, "fi_plain") ? "fi" : doc->lang;
    bag.factor = TITLE_WEIGHT;
    yp_words_text(words, lang, doc->title, put_word, &bag);
    bag.factor = 1;
    yp_words_text(words, lang, doc->body, put_word, &bag);
    if (yp_is_suggested(kind))
        put_name(&bag, doc->title);
    if (!strcmp(kind, "area") && strcmp(doc->title, doc->body) != 0)
        put_name(&bag, doc->body); /* its name in Swedish */
    put(&bag, yp_arena_printf(arena, "=kind:%s", kind), 1);
    put(&bag, yp_arena_printf(arena, "=lang:%s", doc->lang), 1);
    put_mark(&bag, "group", &doc->grp_id);
    put_areas(&bag, areas, &doc->area_id);
    if (doc->day.type == YP_I64) {
        struct yp_local day = yp_day_split((int32_t)doc->day.i);
        put(&bag, yp_arena_printf(arena, "=year:%d", day.year), 1);
        put(&bag, yp_arena_printf(arena, "%04d-%02d-%02d", day.year, day.month, day.day),
            YP_TERM_WHOLE);
    }
    return bag;
}

/* --- one unit of writing --- */

/* A term that a document has from now on with this weight; 0: no more. */
struct change {
    int64_t word, doc;
    const char *term;
    int weight;
};

struct unit {
    struct yp_tx *tx;
    struct yp_words *words;
    struct yp_arena *arena;
    const char *kind;
    int nkind;
    const struct yp_rows *areas;
    struct change *changes;
    size_t nchange, room;
    struct yp_call *calls;
    int ncall;
};

static int flush(struct unit *u, struct yp_err *err)
{
    int n = u->ncall;
    u->ncall = 0;
    return n ? yp_db_run(u->tx->db, u->calls, n, u->arena, err) : YP_OK;
}

static int queue(struct unit *u, const char *name, struct yp_cells cells, struct yp_err *err)
{
    struct yp_cell *kept = yp_arena_array(u->arena, (size_t)cells.n, sizeof *kept);
    memcpy(kept, cells.at, (size_t)cells.n * sizeof *kept);
    const struct yp_sql *sql = yp_statement(u->tx->core, name);
    if (!sql)
        return yp_fail(err, YP_EBUG, "statement.unknown", "%s", name);
    u->calls[u->ncall++] = (struct yp_call){ .sql = sql, .params = { kept, cells.n } };
    return u->ncall == CALLS ? flush(u, err) : YP_OK;
}

static void change(struct unit *u, const struct held *held, int64_t doc, int weight)
{
    if (u->nchange == u->room) {
        struct change *more = yp_arena_array(u->arena, u->room * 2, sizeof *more);
        memcpy(more, u->changes, u->nchange * sizeof *more);
        u->changes = more;
        u->room *= 2;
    }
    u->changes[u->nchange++] = (struct change){ held->word, doc, held->term, weight };
}

/* What differs between the terms a document had and has; either may be NULL. */
static void compare(struct unit *u, int64_t doc, const struct bag *old, const struct bag *new)
{
    for (size_t i = 0; new &&i < new->size; i++) {
        const struct held *h = &new->slots[i];
        const struct held *was = h->term && old ? find(old->slots, old->size, h->word) : NULL;
        if (h->term && (!was || was->weight != h->weight))
            change(u, h, doc, h->weight);
    }
    for (size_t i = 0; old && i < old->size; i++) {
        const struct held *h = &old->slots[i];
        if (h->term && (!new || !find(new->slots, new->size, h->word)->term))
            change(u, h, doc, 0);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    int64_t cx = yp_posting_chunk(x->doc), cy = yp_posting_chunk(y->doc);
    if (cx != cy)
        return cx < cy ? -1 : 1;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* The stored list with the changes of one term, which ascend by document. */
static int merge(struct yp_arena *arena, const struct yp_posting *old, int n,
                 const struct change *changes, size_t m, struct yp_posting **ret)
{
    struct yp_posting *list = yp_arena_array(arena, (size_t)n + m, sizeof *list);
    int at = 0, i = 0;
    for (size_t k = 0; k < m || i < n;) {
        if (k == m || (i < n && old[i].doc < changes[k].doc)) {
            list[at++] = old[i++];
            continue;
        }
        if (i < n && old[i].doc == changes[k].doc)
            i++;
        if (changes[k].weight)
            list[at++] = (struct yp_posting){ changes[k].doc, (uint8_t)changes[k].weight };
        k++;
    }
    *ret = list;
    return at;
}

/* Stores the changes of one term in one chunk. row: of the stored posting, -1 when there is none. */
static int store_term(struct unit *u, const struct yp_rows *stored, int row,
                      const struct change *changes, size_t n, struct yp_err *err)
{
    struct yp_posting *old = NULL, *list;
    int had = 0;
    if (row >= 0) {
        const struct yp_value *body = yp_at(stored, row, 1);
        had = yp_posting_unpack(u->arena, body->s, body->len, &old);
    }
    int has = merge(u->arena, old, had, changes, n, &list);
    int64_t word = changes->word, chunk = yp_posting_chunk(changes->doc);
    bool is_text = *changes->term != '=' && !strchr(changes->term, ':');
    if (!has) {
        if (row < 0)
            return YP_OK;
        int rc = queue(u, "index.drop_posting",
                       YP_ROW(YP_INT("word", word), YP_INT("chunk", chunk)), err);
        return rc < 0 ? rc : queue(u, "index.drop_word", YP_ROW(YP_INT("word", word)), err);
    }
    struct yp_buf packed = YP_BUF_INIT;
    yp_posting_pack(list, has, &packed);
    const void *mem = yp_arena_mem(u->arena, packed.mem, packed.len);
    size_t len = packed.len;
    yp_buf_release(&packed);
    int rc = queue(u, "index.put_posting",
                   YP_ROW(YP_INT("word", word), YP_INT("chunk", chunk), YP_BYTES("body", mem, len)),
                   err);
    if (rc == YP_OK && row < 0 && is_text)
        rc = queue(u, "index.put_word", YP_ROW(YP_INT("word", word), YP_STR("term", changes->term)),
                   err);
    return rc;
}

static int row_of(const struct yp_rows *stored, const int *order, int64_t word)
{
    int low = 0, high = stored->nrow;
    while (low < high) {
        int mid = (low + high) / 2;
        int64_t at = yp_at(stored, order[mid], 0)->i;
        if (at == word)
            return order[mid];
        if (at < word)
            low = mid + 1;
        else
            high = mid;
    }
    return -1;
}

static int by_word(const void *a, const void *b, void *ctx)
{
    const struct yp_rows *rows = ctx;
    int64_t x = yp_at(rows, *(const int *)a, 0)->i, y = yp_at(rows, *(const int *)b, 0)->i;
    return x < y ? -1 : x > y;
}

/* Stores the changes of one chunk. */
static int store_chunk(struct unit *u, const struct change *changes, size_t n, struct yp_err *err)
{
    int64_t *words = yp_arena_array(u->arena, n, sizeof *words);
    int nwords = 0;
    for (size_t i = 0; i < n; i++)
        if (!i || changes[i].word != changes[i - 1].word)
            words[nwords++] = changes[i].word;
    struct yp_call ask = { .sql = yp_statement(u->tx->core, "index.postings"),
                           .params = YP_ROW(YP_INT("chunk", yp_posting_chunk(changes->doc))),
                           .keys = words,
                           .nkeys = nwords,
                           .max_rows = nwords };
    int rc = yp_db_run(u->tx->db, &ask, 1, u->arena, err);
    if (rc < 0)
        return rc;
    int *order = yp_arena_array(u->arena, (size_t)ask.rows.nrow + 1, sizeof *order);
    for (int i = 0; i < ask.rows.nrow; i++)
        order[i] = i;
    qsort_r(order, (size_t)ask.rows.nrow, sizeof *order, by_word, &ask.rows);
    for (size_t i = 0, end; rc == YP_OK && i < n; i = end) {
        for (end = i + 1; end < n && changes[end].word == changes[i].word;)
            end++;
        rc = store_term(u, &ask.rows, row_of(&ask.rows, order, changes[i].word), changes + i,
                        end - i, err);
    }
    return rc < 0 ? rc : flush(u, err);
}

static int store(struct unit *u, struct yp_err *err)
{
    int rc = flush(u, err);
    qsort(u->changes, u->nchange, sizeof *u->changes, by_place);
    for (size_t i = 0, end; rc == YP_OK && i < u->nchange; i = end) {
        int64_t chunk = yp_posting_chunk(u->changes[i].doc);
        for (end = i + 1; end < u->nchange && yp_posting_chunk(u->changes[end].doc) == chunk;)
            end++;
        rc = store_chunk(u, u->changes + i, end - i, err);
    }
    return rc;
}

/* --- from records to documents --- */

static struct doc doc_of(struct unit *u, const struct yp_rows *rows, int row)
{
    struct doc d = { .object_id = yp_get_i64(rows, row, "object_id"),
                     .part = yp_get_str(rows, row, "part"),
                     .lang = yp_get_str(rows, row, "lang"),
                     .path = yp_get_str(rows, row, "path"),
                     .title = yp_get_str(rows, row, "title"),
                     .body = yp_get_str(rows, row, "body"),
                     .grp_id = *yp_at(rows, row, yp_col(rows, "grp_id")),
                     .area_id = *yp_at(rows, row, yp_col(rows, "area_id")),
                     .day = *yp_at(rows, row, yp_col(rows, "day")) };
    int lang = place_of(langs, NLANGS, d.lang);
    d.id = doc_id(u->nkind, d.object_id, !strcmp(d.part, "handling"), lang < 0 ? 0 : lang);
    return d;
}

/* The text with what stands in other rows behind it, no longer than is searched. */
static const char *whole_body(struct unit *u, const struct doc *d, const struct yp_rows *more)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_buf_str(&out, d->body);
    for (int i = 0; i < more->nrow; i++)
        if (yp_get_i64(more, i, "object_id") == d->object_id &&
            !strcmp(yp_get_str(more, i, "part"), d->part))
            yp_buf_printf(&out, "\n%s", yp_get_str(more, i, "body"));
    char *plain = NULL;
    const char *text = yp_buf_text(&out);
    if (strlen(text) < MARKDOWN_MAX && yp_md_text(u->arena, text, &plain, NULL) == YP_OK)
        text = plain;
    size_t len = strlen(text), begin = strspn(text, " \n");
    if (len > BODY_MAX)
        len = yp_utf8_cut(text, BODY_MAX);
    return begin < len ? yp_arena_mem(u->arena, text + begin, len - begin) : "";
}

static bool same_value(struct yp_value a, struct yp_value b)
{
    return a.type == b.type && (a.type != YP_I64 || a.i == b.i);
}

static bool same_doc(const struct doc *a, const struct doc *b)
{
    return !strcmp(a->path, b->path) && !strcmp(a->title, b->title) && !strcmp(a->body, b->body) &&
           same_value(a->grp_id, b->grp_id) && same_value(a->area_id, b->area_id) &&
           same_value(a->day, b->day);
}

static int put_doc(struct unit *u, const struct doc *d, struct yp_err *err)
{
    return queue(u, "index.put_doc",
                 YP_ROW(YP_INT("id", d->id), YP_STR("kind", u->kind),
                        YP_INT("object_id", d->object_id), YP_STR("part", d->part),
                        YP_STR("lang", d->lang), YP_STR("path", d->path), YP_STR("title", d->title),
                        YP_STR("body", d->body), (struct yp_cell){ "grp_id", d->grp_id },
                        (struct yp_cell){ "area_id", d->area_id },
                        (struct yp_cell){ "day", d->day }),
                 err);
}

static int ask(struct unit *u, const char *name, const int64_t *ids, int n, struct yp_rows *ret,
               struct yp_err *err)
{
    struct yp_call call = { .sql = yp_statement(u->tx->core, name),
                            .params = YP_ROW(YP_STR("kind", u->kind)),
                            .keys = ids,
                            .nkeys = n };
    if (!call.sql)
        return yp_fail(err, YP_EBUG, "statement.unknown", "%s", name);
    int rc = yp_db_run(u->tx->db, &call, 1, u->arena, err);
    *ret = call.rows;
    return rc;
}

static int rebuild(struct unit *u, const int64_t *ids, int n, struct yp_err *err)
{
    struct yp_rows texts, more, stored;
    int rc = ask(u, "index.texts", ids, n, &texts, err);
    if (rc == YP_OK)
        rc = ask(u, "index.more", ids, n, &more, err);
    if (rc == YP_OK)
        rc = ask(u, "index.old", ids, n, &stored, err);
    if (rc < 0)
        return rc;
    bool *is_kept = yp_arena_array(u->arena, (size_t)stored.nrow + 1, sizeof *is_kept);
    for (int i = 0; rc == YP_OK && i < texts.nrow; i++) {
        struct doc new = doc_of(u, &texts, i), old = { 0 };
        new.body = whole_body(u, &new, &more);
        for (int k = 0; k < stored.nrow; k++)
            if (yp_get_i64(&stored, k, "id") == new.id) {
                old = doc_of(u, &stored, k);
                is_kept[k] = true;
            }
        if (old.id && same_doc(&old, &new))
            continue;
        struct bag has = terms_of(u->words, u->arena, u->kind, u->areas, &new), had = { 0 };
        if (old.id)
            had = terms_of(u->words, u->arena, u->kind, u->areas, &old);
        compare(u, new.id, old.id ? &had : NULL, &has);
        rc = put_doc(u, &new, err);
    }
    for (int k = 0; rc == YP_OK && k < stored.nrow; k++) {
        if (is_kept[k])
            continue;
        struct doc old = doc_of(u, &stored, k);
        struct bag had = terms_of(u->words, u->arena, u->kind, u->areas, &old);
        compare(u, old.id, &had, NULL);
        rc = queue(u, "index.drop_doc", YP_ROW(YP_INT("id", old.id)), err);
    }
    return rc < 0 ? rc : store(u, err);
}

/* --- the units --- */

struct batch {
    struct yp_words *words;
    const struct yp_rows *areas;
    const char *kind;
    const int64_t *ids;
    int n;
};

static int write_batch(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const struct batch *b = ctx;
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct unit u = { .tx = tx,
                      .words = b->words,
                      .arena = arena,
                      .kind = b->kind,
                      .nkind = place_of(kinds, NKINDS, b->kind),
                      .areas = b->areas,
                      .room = 4096 };
    u.changes = yp_arena_array(arena, u.room, sizeof *u.changes);
    u.calls = yp_arena_array(arena, CALLS, sizeof *u.calls);
    int rc = yp_tx_run(tx, "index.lock", YP_ROW(YP_INT("now", tx->viewer.now_at)), NULL, err);
    return rc < 0 ? rc : rebuild(&u, b->ids, b->n, err);
}

static int write_empty(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    (void)ctx;
    int rc = yp_tx_run(tx, "index.lock", YP_ROW(YP_INT("now", tx->viewer.now_at)), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "index.empty_postings", YP_NO_ROW, NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "index.empty_words", YP_NO_ROW, NULL, err);
    return rc < 0 ? rc : yp_tx_run(tx, "index.empty_docs", YP_NO_ROW, NULL, err);
}

static int write_reached(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const int64_t *seq = ctx;
    return yp_tx_run(
        tx, "index.reached",
        YP_ROW(YP_STR("analyser", analyser), YP_INT("seq", *seq), YP_INT("now", tx->viewer.now_at)),
        NULL, err);
}

struct run {
    struct yp_core *core;
    struct yp_db *db;
    struct yp_words *words;
    struct yp_rows areas;
    struct yp_viewer viewer;
    yp_index_progress *tell;
    void *ctx;
    int64_t done, all;
};

static int write_ids(struct run *r, const char *kind, const int64_t *ids, int n, struct yp_err *err)
{
    int rc = YP_OK;
    for (int i = 0; rc == YP_OK && i < n; i += BATCH) {
        YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
        struct batch b = { r->words, &r->areas, kind, ids + i, n - i < BATCH ? n - i : BATCH };
        rc = yp_write(r->core, arena, &r->viewer, true, write_batch, &b, err);
        r->done += b.n;
        if (r->tell && !r->tell(r->ctx, r->done, r->all))
            return yp_fail(err, YP_EBUSY, "index.stopped", "after %" PRId64, r->done);
        if (atomic_load(&r->core->stopping))
            return yp_fail(err, YP_EBUSY, "index.stopped", "the process ends");
    }
    return rc;
}

/* Everything anew: what was there is emptied first, and the pages say so meanwhile. */
static int write_all(struct run *r, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows ids[NKINDS];
    int rc = YP_OK;
    for (int k = 0; rc == YP_OK && k < NKINDS; k++) {
        rc = yp_read(r->core, r->db, arena, "index.ids", YP_ROW(YP_STR("kind", kinds[k])),
                     INT32_MAX, &ids[k], err);
        r->all += rc == YP_OK ? ids[k].nrow : 0;
    }
    if (rc == YP_OK)
        rc = yp_write(r->core, arena, &r->viewer, true, write_empty, NULL, err);
    for (int k = 0; rc == YP_OK && k < NKINDS; k++) {
        int64_t *list = yp_arena_array(arena, (size_t)ids[k].nrow + 1, sizeof *list);
        for (int i = 0; i < ids[k].nrow; i++)
            list[i] = yp_at(&ids[k], i, 0)->i;
        rc = write_ids(r, kinds[k], list, ids[k].nrow, err);
    }
    return rc;
}

/* What the journal names since; rows are ordered by kind. */
static int write_changed(struct run *r, struct yp_arena *arena, const struct yp_rows *rows,
                         struct yp_err *err)
{
    int rc = YP_OK;
    int64_t *list = yp_arena_array(arena, (size_t)rows->nrow + 1, sizeof *list);
    for (int k = 0; rc == YP_OK && k < NKINDS; k++) {
        int n = 0;
        for (int i = 0; i < rows->nrow; i++)
            if (!strcmp(yp_get_str(rows, i, "kind"), kinds[k]))
                list[n++] = yp_get_i64(rows, i, "object_id");
        rc = write_ids(r, kinds[k], list, n, err);
    }
    return rc;
}

static int run_index(struct run *r, bool is_anew, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows state, changed = { 0 };
    int rc = yp_read(r->core, r->db, arena, "index.state", YP_NO_ROW, 1, &state, err);
    if (rc < 0)
        return rc;
    int64_t seq = yp_get_i64(&state, 0, "seq"), head = yp_get_i64(&state, 0, "head");
    is_anew = is_anew || strcmp(yp_get_str(&state, 0, "analyser"), analyser) != 0;
    if (!is_anew && head == seq)
        return YP_OK;
    if (!is_anew)
        rc = yp_read(r->core, r->db, arena, "index.since", YP_ROW(YP_INT("seq", seq)), CHANGED_MAX,
                     &changed, err);
    if (rc == YP_OK)
        rc = yp_read(r->core, r->db, arena, "index.areas", YP_NO_ROW, INT32_MAX, &r->areas, err);
    if (rc == YP_OK)
        rc = yp_words_new(&r->words, err);
    if (rc == YP_OK)
        rc = is_anew || changed.more ? write_all(r, arena, err)
                                     : write_changed(r, arena, &changed, err);
    if (rc == YP_OK)
        rc = yp_write(r->core, arena, &r->viewer, true, write_reached, &head, err);
    yp_words_free(r->words);
    return rc;
}

int yp_index(struct yp_core *core, bool is_anew, yp_index_progress *tell, void *ctx,
             struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct run r = { .core = core,
                     .viewer = { .lang = "fi", .now_at = yp_now_at(), .as_of_day = yp_today() },
                     .tell = tell,
                     .ctx = ctx };
    int rc = yp_core_reader(core, &r.db, err);
    if (rc < 0)
        return rc;
    rc = run_index(&r, is_anew, arena, err);
    yp_db_close(r.db);
    return rc;
}

int yp_job_index(struct yp_core *core, struct yp_arena *arena, struct yp_err *err)
{
    (void)arena;
    return yp_index(core, false, NULL, NULL, err);
}

/* A bar that is drawn over itself, on a terminal only. */
static bool draw_bar(void *ctx, int64_t done, int64_t all)
{
    enum { WIDTH = 40 };
    static const char full[] = "########################################";
    int part = all ? (int)(done * WIDTH / all) : WIDTH;
    fprintf(stderr, "\r[%.*s%*s] %" PRId64 "/%" PRId64, part, full, WIDTH - part, "", done, all);
    (void)ctx;
    return true;
}

int yp_command_reindex(struct yp_core *core, const struct yp_command_args *args, struct yp_err *err)
{
    (void)args;
    bool has_eyes = isatty(STDERR_FILENO);
    int64_t begun = yp_tick();
    int rc = yp_index(core, true, has_eyes ? draw_bar : NULL, NULL, err);
    if (has_eyes)
        fputc('\n', stderr);
    if (rc == YP_OK)
        printf("the words of every record are kept anew: %.1f s\n",
               (double)(yp_tick() - begun) / 1e6);
    return rc;
}
