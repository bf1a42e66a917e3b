/* Finds records by their words. Layer: app. Spec: doc/spec/search.md, section 5. */
#include "app/search.h"

#include <inttypes.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/posting.h"
#include "base/utf8.h"
#include "core/core.h"
#include "lib/icu.h"
#include "words/query.h"

enum {
    LOOKED_MAX = 2000, /* best documents of which the viewer's are counted */
    PHRASES_MAX = 300, /* of them, how many are read for a phrase */
    PAGE = 20,
    EXCERPT = 240, /* code points */
    FILTERS = 5,
    KEYS_MAX = YP_SLOTS_MAX * YP_ALTERNATIVES_MAX + FILTERS
};

extern const char *const yp_provider_found_columns[], *const yp_provider_hit_columns[];
int yp_provider_found(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
int yp_provider_hit(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);

/* What is asked; texts are NULL where nothing is. */
struct yp_question {
    const char *q, *lang; /* lang: of the reader */
    const char *kind, *group, *area, *year, *text_lang;
    int from; /* hits to pass over */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct yp_words *shared; /* under the lock; for the life of the process */

int yp_words_begin(struct yp_words **ret, struct yp_err *err)
{
    pthread_mutex_lock(&lock);
    int rc = shared ? YP_OK : yp_words_new(&shared, err);
    if (rc < 0)
        pthread_mutex_unlock(&lock);
    else
        *ret = shared;
    return rc;
}

void yp_words_end(void)
{
    pthread_mutex_unlock(&lock);
}

struct hit {
    int64_t doc;
    double score;
    int row; /* in docs, -1: not shown to the viewer */
};

struct search {
    struct yp_core *core;
    struct yp_db *db; /* in a transaction of whoever asks */
    struct yp_arena *arena;
    const struct yp_question *asked;
    struct yp_query query;
    const char *marks[FILTERS]; /* terms that narrow */
    int nmark;
    struct yp_rows postings, docs;
    struct hit *hits;
    int n;          /* documents that have the words */
    int shown;      /* of the best LOOKED_MAX, records that the viewer may see */
    bool is_over;   /* there are more than were looked at */
    bool has_words; /* something is asked for */
};

static int run(struct search *s, const char *name, struct yp_cells params, const int64_t *keys,
               int nkeys, int max, struct yp_rows *ret, struct yp_err *err)
{
    struct yp_call call = { .sql = yp_statement(s->core, name),
                            .params = params,
                            .keys = keys,
                            .nkeys = nkeys,
                            .max_rows = max };
    if (!call.sql)
        return yp_fail(err, YP_EBUG, "statement.unknown", "%s", name);
    int rc = yp_db_run(s->db, &call, 1, s->arena, err);
    *ret = call.rows;
    return rc;
}

/* --- the question --- */

static void add_mark(struct search *s, const char *name, const char *value)
{
    if (value && yp_utf8_length(value) <= 40)
        s->marks[s->nmark++] = yp_arena_printf(s->arena, "=%s:%s", name, value);
}

static bool has_term(const struct yp_slot *slot, const char *term)
{
    for (int i = 0; i < slot->n; i++)
        if (!strcmp(slot->any[i].text, term))
            return true;
    return false;
}

/* Every word of a set that a slot has a word of. */
static int add_synonyms(struct search *s, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = run(s, "search.synonyms", YP_NO_ROW, NULL, 0, 5000, &rows, err);
    for (int i = 0; rc == YP_OK && i < s->query.n; i++) {
        struct yp_slot *slot = &s->query.slots[i];
        int had = slot->n;
        struct yp_slot as_asked = *slot;
        as_asked.n = had;
        for (int a = 0; a < rows.nrow; a++) {
            if (!has_term(&as_asked, yp_at(&rows, a, 1)->s))
                continue;
            for (int b = 0; b < rows.nrow; b++)
                if (yp_at(&rows, b, 0)->i == yp_at(&rows, a, 0)->i)
                    yp_slot_add(slot, yp_at(&rows, b, 1)->s, YP_TERM_WHOLE);
        }
    }
    return rc;
}

static int read_question(struct search *s, struct yp_err *err)
{
    const char *q = s->asked->q, *lang = s->asked->lang;
    char *text = NULL;
    struct yp_words *words;
    if (!q || yp_utf8_length(q) > YP_QUERY_MAX)
        return YP_OK;
    int rc = yp_icu_nfc(s->arena, q, strlen(q), &text, err);
    if (rc == YP_OK)
        rc = yp_words_begin(&words, err);
    if (rc < 0)
        return rc;
    yp_query_read(words, s->arena, lang, text, &s->query);
    yp_words_end();
    for (int i = 0; i < s->query.n; i++)
        s->has_words |= !s->query.slots[i].is_out;
    add_mark(s, "kind", s->asked->kind);
    add_mark(s, "group", s->asked->group);
    add_mark(s, "area", s->asked->area);
    add_mark(s, "year", s->asked->year);
    add_mark(s, "lang", s->asked->text_lang);
    return s->has_words ? add_synonyms(s, err) : YP_OK;
}

/* --- the documents that have the words --- */

static int by_doc(const void *a, const void *b)
{
    const struct yp_posting *x = a, *y = b;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return (int)y->weight - (int)x->weight;
}

/* Where any of the terms stands, ascending, each document once with its largest weight. */
static int list_of(struct search *s, const struct yp_term *terms, int nterms,
                   struct yp_posting **ret)
{
    struct yp_posting *parts[512];
    int counts[512], nparts = 0, all = 0;
    for (int t = 0; t < nterms; t++) {
        int64_t word = yp_term_id(terms[t].text);
        for (int i = 0; i < s->postings.nrow && nparts < 512; i++) {
            const struct yp_value *body = yp_at(&s->postings, i, 1);
            if (yp_at(&s->postings, i, 0)->i != word)
                continue;
            counts[nparts] = yp_posting_unpack(s->arena, body->s, body->len, &parts[nparts]);
            all += counts[nparts++];
        }
    }
    struct yp_posting *list = yp_arena_array(s->arena, (size_t)all + 1, sizeof *list);
    int n = 0;
    for (int i = 0; i < nparts; n += counts[i++])
        memcpy(list + n, parts[i], (size_t)counts[i] * sizeof *list);
    if (nterms > 1)
        qsort(list, (size_t)n, sizeof *list, by_doc);
    int left = 0;
    for (int i = 0; i < n; i++)
        if (!left || list[left - 1].doc != list[i].doc)
            list[left++] = list[i];
    *ret = list;
    return left;
}

/* Rare words tell more than frequent ones; a word in the title more than one in the text, the
 * tenth time less than the first. */
static double score_of(int weight, int n)
{
    double rarity = 20 - log2((double)n + 1);
    return (rarity > 1 ? rarity : 1) * weight / (weight + 24.0);
}

/* Leaves of the hits those in the list, or not in it. */
static void narrow(struct search *s, const struct yp_posting *list, int n, bool is_out,
                   bool has_score)
{
    int left = 0, k = 0;
    for (int i = 0; i < s->n; i++) {
        while (k < n && list[k].doc < s->hits[i].doc)
            k++;
        bool is_in = k < n && list[k].doc == s->hits[i].doc;
        if (is_in == is_out)
            continue;
        s->hits[left] = s->hits[i];
        if (has_score)
            s->hits[left].score += score_of(list[k].weight, n);
        left++;
    }
    s->n = left;
}

static int by_score(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->doc > y->doc ? -1 : x->doc < y->doc;
}

static int gather(struct search *s, struct yp_err *err)
{
    int64_t keys[KEYS_MAX];
    int nkeys = 0;
    for (int i = 0; i < s->query.n; i++)
        for (int k = 0; k < s->query.slots[i].n; k++)
            keys[nkeys++] = yp_term_id(s->query.slots[i].any[k].text);
    for (int i = 0; i < s->nmark; i++)
        keys[nkeys++] = yp_term_id(s->marks[i]);
    int rc = run(s, "search.postings", YP_NO_ROW, keys, nkeys, 100000, &s->postings, err);
    if (rc < 0)
        return rc;
    bool is_first = true;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < s->query.n; i++) {
            const struct yp_slot *slot = &s->query.slots[i];
            bool is_phrase_out = slot->is_out && slot->phrase;
            if (slot->is_out != (round == 1) || is_phrase_out)
                continue;
            struct yp_posting *list;
            int n = list_of(s, slot->any, slot->n, &list);
            if (is_first) {
                s->hits = yp_arena_array(s->arena, (size_t)n + 1, sizeof *s->hits);
                for (int k = 0; k < n; k++)
                    s->hits[k] = (struct hit){ list[k].doc, score_of(list[k].weight, n), -1 };
                s->n = n;
                is_first = false;
            } else {
                narrow(s, list, n, slot->is_out, !slot->is_out);
            }
        }
    for (int i = 0; i < s->nmark; i++) {
        const struct yp_term term = { s->marks[i], 1 };
        struct yp_posting *list;
        int n = list_of(s, &term, 1, &list);
        narrow(s, list, n, false, false);
    }
    qsort(s->hits, (size_t)s->n, sizeof *s->hits, by_score);
    return YP_OK;
}

/* --- what of them the viewer may see --- */

static int row_by_id(const struct yp_rows *rows, int64_t id)
{
    for (int i = 0; i < rows->nrow; i++)
        if (yp_at(rows, i, 0)->i == id)
            return i;
    return -1;
}

struct place {
    int64_t id;
    int row;
};

static int by_id(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Finds the rows of the hits, leaves out those without one, and further parts of a record. */
static void keep_shown(struct search *s, int looked)
{
    struct place *places = yp_arena_array(s->arena, (size_t)s->docs.nrow + 1, sizeof *places);
    int n = s->docs.nrow, left = 0;
    for (int i = 0; i < n; i++)
        places[i] = (struct place){ yp_at(&s->docs, i, 0)->i, i };
    qsort(places, (size_t)n, sizeof *places, by_id);
    /* the parts and languages of a record have numbers that differ in the last four bits */
    size_t size = 1;
    while (size < 4 * (size_t)looked + 2)
        size *= 2;
    int64_t *table = yp_arena_array(s->arena, size, sizeof *table);
    for (int i = 0; i < looked; i++) {
        const struct place key = { s->hits[i].doc, 0 };
        const struct place *at = bsearch(&key, places, (size_t)n, sizeof *places, by_id);
        if (!at)
            continue;
        int64_t record = s->hits[i].doc >> 4;
        size_t slot = (size_t)record * 0x9E3779B97F4A7C15U & (size - 1);
        while (table[slot] && table[slot] != record + 1)
            slot = (slot + 1) & (size - 1);
        if (table[slot])
            continue;
        table[slot] = record + 1;
        s->hits[left] = s->hits[i];
        s->hits[left++].row = at->row;
    }
    s->shown = left;
}

static int look(struct search *s, struct yp_err *err)
{
    int looked = s->n < LOOKED_MAX ? s->n : LOOKED_MAX;
    s->is_over = s->n > looked;
    int64_t *keys = yp_arena_array(s->arena, (size_t)looked + 1, sizeof *keys);
    for (int i = 0; i < looked; i++)
        keys[i] = s->hits[i].doc;
    int rc = run(s, "search.docs", YP_NO_ROW, keys, looked, LOOKED_MAX, &s->docs, err);
    if (rc == YP_OK)
        keep_shown(s, looked);
    return rc;
}

static const char *lang_of(const char *lang)
{
    return !strcmp(lang, "fi_plain") ? "fi" : lang;
}

/* Leaves the hits in which the phrases stand word by word. */
static int keep_phrases(struct search *s, struct yp_err *err)
{
    int64_t keys[PHRASES_MAX];
    struct yp_words *words;
    int n = s->shown < PHRASES_MAX ? s->shown : PHRASES_MAX, left = 0;
    struct yp_rows rows;
    for (int i = 0; i < n; i++)
        keys[i] = s->hits[i].doc;
    int rc = run(s, "search.phrases", YP_NO_ROW, keys, n, PHRASES_MAX, &rows, err);
    if (rc == YP_OK)
        rc = yp_words_begin(&words, err);
    if (rc < 0)
        return rc;
    for (int i = 0; i < n; i++) {
        int row = row_by_id(&rows, s->hits[i].doc);
        if (row < 0)
            continue;
        if (yp_query_phrases(words, &s->query, lang_of(yp_get_str(&rows, row, "lang")),
                             yp_get_str(&rows, row, "title"), yp_get_str(&rows, row, "body")))
            s->hits[left++] = s->hits[i];
    }
    yp_words_end();
    s->is_over |= s->shown > n;
    s->shown = left;
    return YP_OK;
}

/* --- what may have been meant --- */

/* Letters to change, add, leave out or swap from one word to the other; more than max: max + 1. */
static int distance(const uint32_t *a, int n, const uint32_t *b, int m, int max)
{
    enum { LONG = 40 };
    int rows[3][LONG + 1];
    if (n > LONG || m > LONG || abs(n - m) > max)
        return max + 1;
    int *two = rows[0], *one = rows[1], *now = rows[2];
    for (int k = 0; k <= m; k++)
        one[k] = k;
    for (int i = 1; i <= n; i++) {
        int least = now[0] = i;
        for (int k = 1; k <= m; k++) {
            int cost = one[k - 1] + (a[i - 1] != b[k - 1]);
            if (one[k] + 1 < cost)
                cost = one[k] + 1;
            if (now[k - 1] + 1 < cost)
                cost = now[k - 1] + 1;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
                two[k - 2] + 1 < cost)
                cost = two[k - 2] + 1;
            now[k] = cost;
            least = cost < least ? cost : least;
        }
        if (least > max)
            return max + 1;
        int *free_row = two;
        two = one;
        one = now;
        now = free_row;
    }
    return one[m];
}

static int letters(const char *text, uint32_t *ret, int max)
{
    int n = 0;
    for (uint32_t c; n < max && (c = yp_utf8_next(&text)) != 0;)
        ret[n++] = c;
    return n;
}

/* The kept word nearest to one that stands nowhere; NULL when none is near. */
static int nearest(struct search *s, const char *word, const char **ret, struct yp_err *err)
{
    enum { LONG = 41 };
    uint32_t a[LONG], b[LONG];
    const char *low = yp_icu_fold(s->arena, word);
    int n = letters(low, a, LONG), best = n < 5 ? 1 : 2;
    const char *last = low;
    yp_utf8_next(&last);
    const char *first = yp_arena_mem(s->arena, low, (size_t)(last - low));
    struct yp_rows rows;
    *ret = NULL;
    if (n < 3 || n >= LONG)
        return YP_OK;
    int rc = run(s, "search.words",
                 YP_ROW(YP_STR("first", first),
                        YP_STR("last", yp_arena_printf(s->arena, "%s\xF4\x8F\xBF\xBF", first))),
                 NULL, 0, 20000, &rows, err);
    for (int i = 0; rc == YP_OK && i < rows.nrow; i++) {
        const char *term = yp_at(&rows, i, 0)->s;
        int d = distance(a, n, b, letters(term, b, LONG), best);
        if (d > best || (d == best && *ret))
            continue;
        best = d;
        *ret = term;
    }
    return rc;
}

/* The question with the words that stand nowhere replaced, when that finds something the viewer may
 * see; NULL otherwise. */
static int mean(struct search *s, const char **ret, struct yp_err *err)
{
    const char *q = s->asked->q;
    bool is_other = false;
    struct search again = *s;
    *ret = NULL;
    for (int i = 0; i < s->query.n; i++) {
        struct yp_slot *slot = &again.query.slots[i];
        struct yp_posting *list;
        const char *near = NULL;
        if (slot->is_out || list_of(s, slot->any, slot->n, &list))
            continue;
        int rc = nearest(s, slot->word, &near, err);
        if (rc < 0 || !near)
            return rc;
        const char *at = strstr(q, slot->word);
        if (!at)
            return YP_OK;
        q = yp_arena_printf(s->arena, "%.*s%s%s", (int)(at - q), q, near, at + strlen(slot->word));
        slot->n = 0;
        yp_slot_add(slot, near, YP_TERM_WHOLE);
        is_other = true;
        break; /* one word: a question with two unknown ones is another question */
    }
    if (!is_other)
        return YP_OK;
    int rc = gather(&again, err);
    if (rc == YP_OK && again.n)
        rc = look(&again, err);
    if (rc == YP_OK && again.n && again.shown)
        *ret = q;
    return rc;
}

/* --- as rows --- */

enum column {
    IS_HIT,
    HIT_N,
    IS_OVER,
    IS_CUT,
    MEANT,
    FROM,
    NEXT,
    KIND,
    PATH,
    TITLE,
    GROUP_NAME,
    DAY,
    LANG,
    EXCERPT_HTML,
    NCOL
};

const char *const yp_provider_found_columns[] = { "is_hit", "hit_n",        "is_over",    "is_cut",
                                                  "meant",  "from_n",       "next_n",     "kind",
                                                  "path",   "title",        "group_name", "day",
                                                  "lang",   "excerpt_html", NULL };
/* Those of the page from kind on. */
const char *const yp_provider_hit_columns[] = { "kind", "path", "title",        "group_name",
                                                "day",  "lang", "excerpt_html", NULL };

static int tell(struct search *s, const char *meant, struct yp_rows *ret, struct yp_err *err)
{
    int from = s->asked->from;
    if (from < 0 || from >= s->shown)
        from = 0;
    int n = s->shown - from < PAGE ? s->shown - from : PAGE;
    int64_t keys[PAGE];
    struct yp_words *words;
    struct yp_rows bodies = { 0 };
    for (int i = 0; i < n; i++)
        keys[i] = s->hits[from + i].doc;
    int rc = n ? run(s, "search.bodies", YP_NO_ROW, keys, n, PAGE, &bodies, err) : YP_OK;
    if (rc == YP_OK)
        rc = yp_words_begin(&words, err);
    if (rc < 0)
        return rc;
    int rows = n ? n : 1;
    struct yp_value *cells = yp_arena_array(s->arena, (size_t)rows * NCOL, sizeof *cells);
    for (int i = 0; i < rows; i++) {
        struct yp_value *c = cells + (size_t)i * NCOL;
        for (int k = 0; k < NCOL; k++)
            c[k] = yp_none();
        c[IS_HIT] = yp_int(n > 0);
        c[HIT_N] = yp_int(s->shown);
        c[IS_OVER] = yp_int(s->is_over);
        c[IS_CUT] = yp_int(s->query.is_cut);
        c[MEANT] = meant ? yp_text(meant) : yp_none();
        c[FROM] = yp_int(from + 1);
        c[NEXT] = from + n < s->shown ? yp_int(from + n) : yp_none();
        if (!n)
            break;
        int row = s->hits[from + i].row, body = row_by_id(&bodies, s->hits[from + i].doc);
        const char *lang = yp_get_str(&s->docs, row, "lang");
        c[KIND] = *yp_at(&s->docs, row, yp_col(&s->docs, "kind"));
        c[PATH] = *yp_at(&s->docs, row, yp_col(&s->docs, "path"));
        c[TITLE] = *yp_at(&s->docs, row, yp_col(&s->docs, "title"));
        c[GROUP_NAME] = *yp_at(&s->docs, row, yp_col(&s->docs, "group_name"));
        c[DAY] = *yp_at(&s->docs, row, yp_col(&s->docs, "day"));
        c[LANG] = yp_text(yp_arena_str(s->arena, lang_of(lang)));
        YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
        if (body >= 0)
            yp_query_excerpt(words, &s->query, lang_of(lang), yp_get_str(&bodies, body, "body"),
                             EXCERPT, &out);
        c[EXCERPT_HTML] = out.len ? yp_text(yp_arena_str(s->arena, yp_buf_text(&out))) : yp_none();
    }
    yp_words_end();
    *ret = (struct yp_rows){
        .ncol = NCOL, .nrow = rows, .names = yp_provider_found_columns, .cells = cells
    };
    return YP_OK;
}

static int search(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
                  const struct yp_question *asked, struct yp_rows *ret, struct yp_err *err)
{
    struct search *s = yp_arena_alloc(arena, sizeof *s);
    const char *meant = NULL;
    s->core = core;
    s->db = db;
    s->arena = arena;
    s->asked = asked;
    *ret = (struct yp_rows){ .ncol = NCOL, .names = yp_provider_found_columns };
    int rc = read_question(s, err);
    if (rc < 0 || !s->has_words)
        return rc;
    rc = gather(s, err);
    if (rc == YP_OK && s->n)
        rc = look(s, err);
    if (rc == YP_OK && s->shown && s->query.nphrase)
        rc = keep_phrases(s, err);
    if (rc == YP_OK && !s->shown)
        rc = mean(s, &meant, err);
    return rc < 0 ? rc : tell(s, meant, ret, err);
}

static const char *param(struct yp_ask *ask, const char *name)
{
    const char *text = yp_field_get(&ask->req->query, name);
    return text && *text ? text : NULL;
}

static int asked_by(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    const char *from = param(ask, "from");
    const struct yp_question asked = { .q = param(ask, "q"),
                                       .lang = ask->who.viewer.lang,
                                       .kind = param(ask, "kind"),
                                       .group = param(ask, "group"),
                                       .area = param(ask, "area"),
                                       .year = param(ask, "year"),
                                       .text_lang = param(ask, "text_lang"),
                                       .from = from ? (int)strtol(from, NULL, 10) : 0 };
    return search(ask->core, ask->thread->page_db, ask->arena, &asked, ret, err);
}

/* The page's rows: the hits, or one row that says that there are none. */
int yp_provider_found(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    return asked_by(ask, ret, err);
}

/* The hits alone; none where the page begins anew because there are not that many. */
int yp_provider_hit(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    struct yp_rows all;
    int rc = asked_by(ask, &all, err), ncol = NCOL - KIND;
    if (rc < 0)
        return rc;
    const char *from = param(ask, "from");
    bool is_hit = all.nrow && yp_at(&all, 0, IS_HIT)->i &&
                  (!from || yp_at(&all, 0, FROM)->i - 1 == strtol(from, NULL, 10));
    int n = is_hit ? all.nrow : 0;
    struct yp_value *cells = yp_arena_array(ask->arena, (size_t)(n * ncol) + 1, sizeof *cells);
    for (int i = 0; i < n; i++)
        memcpy(cells + i * ncol, yp_at(&all, i, KIND), (size_t)ncol * sizeof *cells);
    *ret = (struct yp_rows){ .ncol = ncol,
                             .nrow = n,
                             .more = n && yp_at(&all, 0, NEXT)->type == YP_I64,
                             .names = yp_provider_hit_columns,
                             .cells = cells };
    return YP_OK;
}

/* --- on the command line --- */

static const char *text_of(const struct yp_rows *rows, int row, enum column column)
{
    const struct yp_value *v = yp_at(rows, row, (int)column);
    return v->type == YP_TEXT ? v->s : "";
}

static void print_json(const struct yp_rows *rows)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    static const enum column shown[] = { KIND, PATH, TITLE, GROUP_NAME, LANG, EXCERPT_HTML };
    int64_t n = rows->nrow ? yp_at(rows, 0, HIT_N)->i : 0;
    yp_buf_printf(&out, "{\"hits\":%" PRId64 ",\"data\":[", n);
    for (int i = 0; n && i < rows->nrow; i++) {
        yp_buf_str(&out, i ? ",{" : "{");
        for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
            yp_buf_printf(&out, "%s\"%s\":", k ? "," : "", rows->names[shown[k]]);
            const char *text = text_of(rows, i, shown[k]);
            yp_json_string(&out, text, strlen(text));
        }
        yp_buf_char(&out, '}');
    }
    yp_buf_str(&out, "]}");
    puts(yp_buf_text(&out));
}

/* The excerpt without its marks: [word] for <mark>word</mark>. */
static void print_excerpt(const char *html)
{
    static const char *const from[] = { "<mark>", "</mark>", "&lt;", "&gt;", "&quot;", "&amp;" };
    static const char *const to[] = { "[", "]", "<", ">", "\"", "&" };
    while (*html) {
        size_t i = 0, n = sizeof from / sizeof *from;
        while (i < n && strncmp(html, from[i], strlen(from[i])) != 0)
            i++;
        if (i < n) {
            fputs(to[i], stdout);
            html += strlen(from[i]);
        } else {
            putchar(*html++);
        }
    }
    putchar('\n');
}

int yp_command_search(struct yp_core *core, const struct yp_command_args *args, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    const struct yp_question asked = { .q = args->words[0],
                                       .lang = args->lang ? args->lang : "fi" };
    struct yp_rows rows;
    int rc = yp_core_reader(core, &db, err);
    if (rc == YP_OK)
        rc = search(core, db, arena, &asked, &rows, err);
    if (rc < 0)
        return rc;
    if (args->json) {
        print_json(&rows);
        return YP_OK;
    }
    int64_t n = rows.nrow ? yp_at(&rows, 0, HIT_N)->i : 0;
    printf("%" PRId64 " hits\n", n);
    if (!n && rows.nrow && *text_of(&rows, 0, MEANT))
        printf("did you mean: %s\n", text_of(&rows, 0, MEANT));
    for (int i = 0; n && i < rows.nrow; i++) {
        printf("\n%s  %s: %s\n    ", text_of(&rows, i, PATH), text_of(&rows, i, KIND),
               text_of(&rows, i, TITLE));
        print_excerpt(text_of(&rows, i, EXCERPT_HTML));
    }
    return YP_OK;
}
