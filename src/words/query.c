#include "words/query.h"

#include <string.h>

#include "base/utf8.h"

void yp_slot_add(struct yp_slot *slot, const char *term, int weight)
{
    for (int i = 0; i < slot->n; i++)
        if (!strcmp(slot->any[i].text, term))
            return;
    if (slot->n < YP_ALTERNATIVES_MAX)
        slot->any[slot->n++] = (struct yp_term){ term, weight };
}

int yp_slot_meets(const struct yp_slot *slot, const struct yp_term *terms, int n)
{
    int best = 0;
    for (int i = 0; i < slot->n; i++)
        for (int k = 0; k < n; k++)
            if (terms[k].weight > best && !strcmp(slot->any[i].text, terms[k].text))
                best = terms[k].weight;
    return best;
}

/* --- reading a question --- */

struct reading {
    struct yp_words *words;
    struct yp_arena *arena;
    const char *lang;
    struct yp_query *query;
    struct yp_slot *slot; /* the one being filled */
};

static void take_whole(void *ctx, const struct yp_token *token, int position,
                       const struct yp_term *terms, int n)
{
    struct reading *r = ctx;
    (void)token, (void)position;
    for (int i = 0; i < n; i++)
        if (terms[i].weight >= YP_TERM_GUESS)
            yp_slot_add(r->slot, yp_arena_str(r->arena, terms[i].text), terms[i].weight);
}

static bool is_known(struct reading *r, const char *word)
{
    return yp_words_of(r->words, "fi", word, strlen(word))->is_known;
}

static bool is_stop(struct reading *r, const char *word)
{
    bool is_finnish = strcmp(r->lang, "sv") != 0 && strcmp(r->lang, "en") != 0;
    return yp_words_of(r->words, is_finnish ? "fi" : r->lang, word, strlen(word))->is_stop;
}

/* The alternatives of one word. */
static void fill(struct reading *r, const char *word)
{
    yp_words_text(r->words, "fi", word, take_whole, r);
    if (is_known(r, word) && strcmp(r->lang, "sv") != 0 && strcmp(r->lang, "en") != 0)
        return;
    yp_words_text(r->words, "sv", word, take_whole, r);
    yp_words_text(r->words, "en", word, take_whole, r);
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

void yp_query_read(struct yp_words *words, struct yp_arena *arena, const char *lang,
                   const char *text, struct yp_query *ret)
{
    struct reading r = { words, arena, lang, ret, NULL };
    struct yp_token token;
    size_t from = 0, seen = 0;
    bool is_quoted = false, is_out = false;
    int step = 0;
    *ret = (struct yp_query){ 0 };
    while (yp_token_next(text, &from, &token)) {
        const char *at = text + seen;
        bool has_minus = false;
        while (at < text + token.at) { /* what stands between the words */
            const char *before = at;
            uint32_t c = yp_utf8_next(&at);
            bool is_first = before == text || before[-1] == ' ';
            has_minus = c == '-' && is_first;
            if (!is_quote(c))
                continue;
            is_quoted = !is_quoted;
            is_out = is_quoted && before > text && before[-1] == '-';
            ret->nphrase += is_quoted;
            step = 0;
        }
        seen = from;
        const char *word = yp_arena_mem(arena, text + token.at, token.len);
        step++;
        if (token.kind == YP_TOKEN_WORD && is_stop(&r, word))
            continue;
        if (ret->n == YP_SLOTS_MAX) {
            ret->is_cut = true;
            return;
        }
        r.slot = &ret->slots[ret->n++];
        *r.slot = (struct yp_slot){ .word = word,
                                    .is_out = has_minus || (is_quoted && is_out),
                                    .phrase = is_quoted ? ret->nphrase : 0,
                                    .step = step };
        step = 0;
        fill(&r, word);
    }
}

/* --- phrases --- */

enum { SPAN = YP_SLOTS_MAX * 4 };

/* For each of the last words of a text, which slots it meets. */
struct seen {
    const struct yp_query *query;
    unsigned met[SPAN]; /* by position % SPAN; a bit a slot */
    int last;
    unsigned found; /* phrases seen, a bit each */
};

static void note(void *ctx, const struct yp_token *token, int position, const struct yp_term *terms,
                 int n)
{
    struct seen *s = ctx;
    (void)token;
    for (int i = s->last + 1; i <= position; i++)
        s->met[i % SPAN] = 0;
    s->last = position;
    for (int i = 0; i < s->query->n; i++)
        if (yp_slot_meets(&s->query->slots[i], terms, n) >= YP_TERM_GUESS)
            s->met[position % SPAN] |= 1U << i;
    for (int i = 0; i < s->query->n; i++) {
        const struct yp_slot *slot = &s->query->slots[i];
        bool is_last = i + 1 == s->query->n || s->query->slots[i + 1].phrase != slot->phrase;
        if (!slot->phrase || !is_last)
            continue;
        int at = position, k = i;
        while (at >= 0 && (s->met[at % SPAN] & (1U << k)) && k > 0 &&
               s->query->slots[k - 1].phrase == slot->phrase)
            at -= s->query->slots[k--].step;
        bool is_first = k == 0 || s->query->slots[k - 1].phrase != slot->phrase;
        if (at >= 0 && is_first && (s->met[at % SPAN] & (1U << k)))
            s->found |= 1U << slot->phrase;
    }
}

bool yp_query_phrases(struct yp_words *words, const struct yp_query *query, const char *lang,
                      const char *title, const char *text)
{
    struct seen s = { .query = query, .last = -1 };
    yp_words_text(words, lang, title, note, &s);
    memset(s.met, 0, sizeof s.met);
    s.last = -1;
    yp_words_text(words, lang, text, note, &s);
    for (int i = 0; i < query->n; i++) {
        const struct yp_slot *slot = &query->slots[i];
        if (slot->phrase && slot->is_out == (bool)(s.found >> slot->phrase & 1))
            return false;
    }
    return true;
}

/* --- excerpts --- */

enum { MARKS_MAX = 200 };

struct mark {
    size_t at, len;
    int slot, weight;
};

struct marks {
    const struct yp_query *query;
    struct mark list[MARKS_MAX];
    int n;
};

static void mark(void *ctx, const struct yp_token *token, int position, const struct yp_term *terms,
                 int n)
{
    struct marks *m = ctx;
    (void)position;
    for (int i = 0; i < m->query->n && m->n < MARKS_MAX; i++) {
        int weight = m->query->slots[i].is_out ? 0 : yp_slot_meets(&m->query->slots[i], terms, n);
        if (!weight)
            continue;
        m->list[m->n++] = (struct mark){ token->at, token->len, i, weight };
        return;
    }
}

/* How much a stretch of the text that begins at a mark shows: each slot counts once. */
static int shown(const struct marks *m, int from, size_t bytes)
{
    int best[YP_SLOTS_MAX] = { 0 }, sum = 0;
    for (int i = from; i < m->n && m->list[i].at < m->list[from].at + bytes; i++)
        if (m->list[i].weight > best[m->list[i].slot])
            best[m->list[i].slot] = m->list[i].weight;
    for (int i = 0; i < YP_SLOTS_MAX; i++)
        sum += best[i];
    return sum;
}

static void escape(struct yp_buf *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        switch (s[i]) {
        case '<': yp_buf_str(out, "&lt;"); break;
        case '>': yp_buf_str(out, "&gt;"); break;
        case '&': yp_buf_str(out, "&amp;"); break;
        case '"': yp_buf_str(out, "&quot;"); break;
        case '\n': yp_buf_char(out, ' '); break;
        default: yp_buf_char(out, s[i]);
        }
}

/* The first blank at or before `at`, not before `least`. */
static size_t word_begin(const char *text, size_t at, size_t least)
{
    while (at > least && text[at - 1] != ' ' && text[at - 1] != '\n')
        at--;
    return at;
}

bool yp_query_excerpt(struct yp_words *words, const struct yp_query *query, const char *lang,
                      const char *text, int max, struct yp_buf *out)
{
    struct marks m = { .query = query };
    yp_words_text(words, lang, text, mark, &m);
    size_t all = strlen(text), room = (size_t)max, begin = 0;
    int best = 0, score = -1;
    for (int i = 0; i < m.n; i++) {
        int s = shown(&m, i, room * 3 / 4);
        if (s > score) {
            best = i;
            score = s;
        }
    }
    if (m.n && m.list[best].at > room / 4 && all > room)
        begin = word_begin(text, yp_utf8_cut(text, m.list[best].at - room / 4), 0);
    size_t end = begin + yp_utf8_bytes(text + begin, room);
    if (end < all)
        end = word_begin(text, end, begin + room / 2);
    if (begin)
        yp_buf_str(out, "… ");
    size_t at = begin;
    for (int i = 0; i < m.n; i++) {
        const struct mark *k = &m.list[i];
        if (k->at < at || k->at + k->len > end)
            continue;
        escape(out, text + at, k->at - at);
        yp_buf_str(out, "<mark>");
        escape(out, text + k->at, k->len);
        yp_buf_str(out, "</mark>");
        at = k->at + k->len;
    }
    escape(out, text + at, end - at);
    if (end < all)
        yp_buf_str(out, " …");
    return m.n > 0;
}
