#include "words/words.h"

#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "lib/icu.h"
#include "lib/stem.h"
#include "words/guess.h"

enum { SLOTS = 1 << 15, ENTRIES_MAX = 20000, TERMS_MAX = 64, PARTS_MAX = 6, AHEAD = 6 };

struct entry {
    uint64_t hash;
    const char *key; /* language's letter and the word; NULL: free */
    struct yp_wordform word;
};

struct yp_words {
    struct yp_voikko *voikko;
    struct yp_stem *sv, *en;
    struct yp_arena *arena, *old; /* of the entries; of those before the last emptying */
    struct entry *slots;
    int n;
};

/* Terms while they are gathered. */
struct terms {
    struct yp_arena *arena;
    struct yp_term list[TERMS_MAX];
    int n;
};

int yp_words_new(struct yp_words **ret, struct yp_err *err)
{
    struct yp_voikko *voikko = NULL;
    int rc = yp_voikko_new(&voikko, err);
    if (rc < 0)
        return rc;
    struct yp_words *w = yp_calloc(1, sizeof *w);
    w->voikko = voikko;
    w->sv = yp_stem_new("sv");
    w->en = yp_stem_new("en");
    w->arena = yp_arena_new();
    w->old = yp_arena_new();
    w->slots = yp_calloc(SLOTS, sizeof *w->slots);
    *ret = w;
    return YP_OK;
}

void yp_words_free(struct yp_words *words)
{
    if (!words)
        return;
    yp_voikko_free(words->voikko);
    yp_stem_free(words->sv);
    yp_stem_free(words->en);
    yp_arena_free(words->arena);
    yp_arena_free(words->old);
    free(words->slots);
    free(words);
}

static void add(struct terms *t, const char *text, int weight)
{
    if (!*text)
        return;
    size_t len = strlen(text);
    if (len > YP_TERM_MAX)
        text = yp_arena_mem(t->arena, text, yp_utf8_cut(text, YP_TERM_MAX));
    for (int i = 0; i < t->n; i++)
        if (!strcmp(t->list[i].text, text)) {
            if (t->list[i].weight < weight)
                t->list[i].weight = weight;
            return;
        }
    if (t->n < TERMS_MAX)
        t->list[t->n++] = (struct yp_term){ text, weight };
}

/* The text without the letters of drop. */
static const char *without(struct yp_arena *arena, const char *text, char drop)
{
    char *copy = yp_arena_str(arena, text), *to = copy;
    for (const char *s = copy; *s; s++)
        if (*s != drop)
            *to++ = *s;
    *to = '\0';
    return copy;
}

/* A form the dictionary may know: as it stands, in lower case, with a capital letter. */
static void analyze(struct yp_words *w, struct yp_arena *arena, const char *word, const char *low,
                    struct yp_voikko_word **ret, int *n)
{
    yp_voikko_analyze(w->voikko, arena, word, ret, n);
    if (!*n && strcmp(word, low) != 0)
        yp_voikko_analyze(w->voikko, arena, low, ret, n);
    if (*n)
        return;
    const char *rest = low;
    uint32_t first = yp_utf8_next(&rest);
    if (first < 'a' || first > 'z')
        return;
    char *name = yp_arena_str(arena, low);
    for (char *s = name; *s; s++) /* anna-liisa is Anna-Liisa */
        if (*s >= 'a' && *s <= 'z' && (s == name || s[-1] == '-'))
            *s = (char)(*s - 'a' + 'A');
    yp_voikko_analyze(w->voikko, arena, name, ret, n);
}

/* The base forms of the first part of a compound: "mielen" of mielenterveys is mieli. */
static void add_first_part(struct yp_words *w, struct terms *t, const char *part)
{
    struct yp_voikko_word *list;
    int n;
    yp_voikko_analyze(w->voikko, t->arena, part, &list, &n);
    for (int i = 0; i < n; i++)
        if (list[i].ccase == YP_NOMINATIVE || list[i].ccase == YP_GENITIVE)
            add(t, yp_icu_fold(t->arena, list[i].base), YP_TERM_PART);
    if (!n)
        add(t, part, YP_TERM_PART);
}

/* Every run of parts but the whole. */
static void add_parts(struct yp_words *w, struct terms *t, const struct yp_voikko_word *a)
{
    int n = a->nparts < PARTS_MAX ? a->nparts : PARTS_MAX;
    if (n < 2)
        return;
    for (int i = 0; i < n; i++) {
        const char *run = "";
        for (int j = i; j < n; j++) {
            run = yp_arena_printf(t->arena, "%s%s", run, a->parts[j]);
            if (i == j && j < n - 1)
                add_first_part(w, t, yp_icu_fold(t->arena, run));
            else if (i > 0 || j < n - 1)
                add(t, yp_icu_fold(t->arena, run), YP_TERM_PART);
        }
    }
}

/* Leaves out compounds where the form is one of a plain verb: "keskustelemaan" is no kind of land. */
static int sift(struct yp_voikko_word *list, int n)
{
    bool has_verb = false;
    int left = 0;
    for (int i = 0; i < n; i++)
        has_verb |= list[i].class == YP_WORD_VERB && list[i].nparts == 1;
    for (int i = 0; i < n; i++)
        if (!has_verb || list[i].nparts == 1)
            list[left++] = list[i];
    return left;
}

static bool is_among(const char *const *list, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i], word))
            return true;
    return false;
}

/* Conjunctions, and words that stand for what was named: "kumpi" or "kaikki" somebody may look for. */
static bool is_stop(const struct yp_voikko_word *list, int n)
{
    static const char *const bases[] = { "olla", "ei",   "se",  "ne",   "joka", "mikä",
                                         "tämä", "nämä", "tuo", "hän",  "he",   "minä",
                                         "me",   "sinä", "te",  "kuka", "jokin" };
    for (int i = 0; i < n; i++)
        if (list[i].class != YP_WORD_CONJUNCTION &&
            !is_among(bases, sizeof bases / sizeof *bases, list[i].base))
            return false;
    return n > 0;
}

static void add_known(struct yp_words *w, struct terms *t, const struct yp_voikko_word *list, int n)
{
    for (int i = 0; i < n; i++) {
        const char *base = yp_icu_fold(t->arena, list[i].base);
        add(t, base, YP_TERM_WHOLE);
        if (strchr(base, '-'))
            add(t, without(t->arena, base, '-'), YP_TERM_WHOLE);
    }
    for (int i = 0; i < n; i++)
        add_parts(w, t, &list[i]);
}

/* A word with a hyphen that is not known whole: its end is inflected, what is before stays. */
static bool add_hyphened(struct yp_words *w, struct terms *t, const char *low)
{
    const char *cut = strrchr(low, '-');
    struct yp_voikko_word *list;
    int n;
    if (!cut || cut == low || !cut[1])
        return false;
    yp_voikko_analyze(w->voikko, t->arena, cut + 1, &list, &n);
    size_t head = (size_t)(cut - low);
    for (int i = 0; i < n; i++) {
        const char *base = yp_icu_fold(t->arena, list[i].base);
        add(t, yp_arena_printf(t->arena, "%.*s-%s", (int)head, low, base), YP_TERM_WHOLE);
        add(t, yp_arena_printf(t->arena, "%.*s%s", (int)head, low, base), YP_TERM_WHOLE);
    }
    const char *guess[YP_GUESS_MAX];
    for (int i = 0, m = n ? 0 : yp_guess_nominatives(t->arena, cut + 1, guess); i < m; i++)
        add(t, yp_arena_printf(t->arena, "%.*s-%s", (int)head, low, guess[i]),
            i ? YP_TERM_GUESS : YP_TERM_WHOLE);
    for (const char *s = low; s < cut;) {
        const char *next = strchr(s, '-');
        add(t, yp_arena_mem(t->arena, s, (size_t)(next - s)), YP_TERM_PART);
        s = next + 1;
    }
    for (int i = 0; i < n; i++) {
        add(t, yp_icu_fold(t->arena, list[i].base), YP_TERM_PART);
        add_parts(w, t, &list[i]);
    }
    return n > 0;
}

static void finnish(struct yp_words *w, struct terms *t, const char *form, const char *low,
                    struct yp_wordform *ret)
{
    struct yp_voikko_word *list;
    int n;
    const char *colon = strchr(low, ':');
    if (colon) { /* THL:n, ry:lle: what stands before is the word */
        add(t, yp_arena_mem(t->arena, low, (size_t)(colon - low)), YP_TERM_WHOLE);
        ret->is_known = true;
        return;
    }
    analyze(w, t->arena, form, low, &list, &n);
    n = sift(list, n);
    ret->analyses = list;
    ret->nanalyses = n;
    ret->is_stop = is_stop(list, n);
    ret->is_known = n > 0;
    if (n) {
        add_known(w, t, list, n);
    } else if (strchr(low, '-')) {
        ret->is_known = add_hyphened(w, t, low);
    } else {
        const char *guess[YP_GUESS_MAX];
        int m = yp_guess_nominatives(t->arena, low, guess);
        for (int i = 0; i < m; i++)
            add(t, guess[i], i ? YP_TERM_GUESS : YP_TERM_WHOLE);
    }
}

static const char *const swedish_stops[] = {
    "och", "att", "det", "den", "som", "en",   "ett", "är",
    "i",   "av",  "för", "på",  "med", "till", "om",  "de"
};
static const char *const english_stops[] = { "the", "of", "and", "to", "a",   "in", "is",
                                             "for", "on", "it",  "be", "are", "as", "an" };

static void stemmed(struct yp_stem *stem, const char *lang, struct terms *t, const char *low)
{
    add(t, low, YP_TERM_WHOLE);
    const char *colon = strchr(low, ':');
    if (colon)
        add(t, yp_arena_mem(t->arena, low, (size_t)(colon - low)), YP_TERM_WHOLE);
    add(t, yp_arena_printf(t->arena, "%s:%s", lang, yp_stem_of(stem, t->arena, low)),
        YP_TERM_WHOLE);
    for (const char *s = low, *next; strchr(low, '-') && *s; s = *next ? next + 1 : next) {
        next = s + strcspn(s, "-");
        const char *piece = yp_arena_mem(t->arena, s, (size_t)(next - s));
        add(t, piece, YP_TERM_PART);
        add(t, yp_arena_printf(t->arena, "%s:%s", lang, yp_stem_of(stem, t->arena, piece)),
            YP_TERM_PART);
    }
}

const char *yp_word_plain(struct yp_arena *arena, const char *word, size_t len)
{
    char *copy = yp_arena_mem(arena, word, len), *to = copy;
    for (const char *s = copy; *s;) {
        if (!memcmp(s, "\xC2\xAD", 2)) {
            s += 2;
        } else if (!strncmp(s, "\xE2\x80\x90", 3) || !strncmp(s, "\xE2\x80\x91", 3)) {
            *to++ = '-';
            s += 3;
        } else if (!strncmp(s, "\xE2\x80\x99", 3)) {
            *to++ = '\'';
            s += 3;
        } else {
            *to++ = *s++;
        }
    }
    *to = '\0';
    return copy;
}

static void look_at(struct yp_words *w, char lang, const char *word, size_t len,
                    struct yp_wordform *ret)
{
    struct terms t = { .arena = w->arena };
    const char *form = yp_word_plain(w->arena, word, len), *low = yp_icu_fold(w->arena, form);
    if (lang == 'v') {
        stemmed(w->sv, "sv", &t, low);
        ret->is_stop = is_among(swedish_stops, sizeof swedish_stops / sizeof *swedish_stops, low);
    } else if (lang == 'e') {
        stemmed(w->en, "en", &t, low);
        ret->is_stop = is_among(english_stops, sizeof english_stops / sizeof *english_stops, low);
    } else if (lang == 's') {
        add(&t, low, YP_TERM_WHOLE);
    } else {
        finnish(w, &t, form, low, ret);
    }
    struct yp_term *terms = yp_arena_array(w->arena, (size_t)t.n, sizeof *terms);
    memcpy(terms, t.list, (size_t)t.n * sizeof *terms);
    ret->terms = terms;
    ret->n = t.n;
}

/* The letter of a language in the keys of the cache. */
static char letter_of(const char *lang)
{
    return !strcmp(lang, "sv") ? 'v' : !strcmp(lang, "en") ? 'e' : *lang == 's' ? 's' : 'f';
}

/* Empties the cache when it is full. What was given out last stays until the next time. */
static void make_room(struct yp_words *w)
{
    if (w->n < ENTRIES_MAX)
        return;
    struct yp_arena *old = w->old;
    w->old = w->arena;
    yp_arena_reset(old);
    w->arena = old;
    memset(w->slots, 0, SLOTS * sizeof *w->slots);
    w->n = 0;
}

const struct yp_wordform *yp_words_of(struct yp_words *words, const char *lang, const char *word,
                                      size_t len)
{
    enum { BYTES_MAX = 4 * YP_VOIKKO_WORD_MAX };
    if (len > BYTES_MAX)
        len = yp_utf8_cut(word, BYTES_MAX);
    char key[BYTES_MAX + 2] = { letter_of(lang) };
    memcpy(key + 1, word, len);
    uint64_t hash = yp_hash(key, len + 1);
    make_room(words);
    size_t at = hash % SLOTS;
    for (; words->slots[at].key; at = (at + 1) % SLOTS)
        if (words->slots[at].hash == hash && !strcmp(words->slots[at].key, key))
            return &words->slots[at].word;
    struct entry *e = &words->slots[at];
    *e = (struct entry){ .hash = hash, .key = yp_arena_mem(words->arena, key, len + 1) };
    look_at(words, *key, word, len, &e->word);
    words->n++;
    return &e->word;
}

/* Tokens ahead of the one that is told, for ellipses. */
struct window {
    struct yp_token token[AHEAD];
    int n;
};

/* The first analysis that is a compound. */
static const struct yp_voikko_word *compound(const struct yp_wordform *word)
{
    for (int i = 0; i < word->nanalyses; i++)
        if (word->analyses[i].nparts > 1)
            return &word->analyses[i];
    return NULL;
}

/*
 * Terms of "päihde-" before "ja mielenterveystyö": the part with each end of the compound that
 * comes within five words ("päihde-, mielenterveys- ja vammaistyö").
 */
static void add_ellipsis(struct yp_words *w, struct terms *t, const char *text,
                         const struct window *ahead)
{
    const struct yp_token *first = &ahead->token[0];
    const char *head = yp_icu_fold(t->arena, yp_word_plain(t->arena, text + first->at, first->len));
    add(t, head, YP_TERM_PART);
    add_first_part(w, t, head);
    for (int i = 1; i < ahead->n; i++) {
        const struct yp_token *next = &ahead->token[i];
        if (next->kind != YP_TOKEN_WORD)
            return;
        const struct yp_wordform *word = yp_words_of(w, "fi", text + next->at, next->len);
        const struct yp_voikko_word *a = compound(word);
        if (next->is_begin || (!a && word->is_stop))
            continue;
        for (int j = 1; a && j < a->nparts; j++) {
            const char *whole = head;
            for (int k = j; k < a->nparts; k++)
                whole = yp_arena_printf(t->arena, "%s%s", whole, a->parts[k]);
            add(t, yp_icu_fold(t->arena, whole), YP_TERM_WHOLE);
        }
        return;
    }
}

/*
 * Terms of a word whose beginning stands apart: after "kuntatyöntekijät ja" is "-päättäjät" what
 * begins with the first part of that compound, after "sote-keskus" is "-hanke" one word with it.
 */
static void add_head(struct yp_words *w, struct terms *t, const char *text,
                     const struct yp_token *head, bool is_shared, const struct yp_wordform *end)
{
    const struct yp_wordform *word = yp_words_of(w, "fi", text + head->at, head->len);
    const struct yp_voikko_word *a = compound(word);
    const char *first =
        yp_icu_fold(t->arena, yp_word_plain(t->arena, text + head->at,
                                            head->len)); /* as it stands: in the nominative */
    if (is_shared && !a)
        return;
    for (int i = 0; i < end->nanalyses; i++) {
        const char *base = end->analyses[i].base;
        const char *whole = is_shared ? yp_arena_printf(t->arena, "%s%s", a->parts[0], base)
                                      : yp_arena_printf(t->arena, "%s-%s", first, base);
        add(t, yp_icu_fold(t->arena, whole), YP_TERM_WHOLE);
        if (!is_shared)
            add(t, without(t->arena, yp_icu_fold(t->arena, whole), '-'), YP_TERM_WHOLE);
    }
}

/* head: the word before, or the one before the conjunction when it is_shared. */
static void tell(struct yp_words *w, const char *lang, const char *text, const struct window *ahead,
                 const struct yp_token *head, bool is_shared, int position, struct yp_arena *arena,
                 yp_words_each *each, void *ctx)
{
    const struct yp_token *token = &ahead->token[0];
    bool is_finnish = letter_of(lang) == 'f';
    if (token->kind == YP_TOKEN_WORD && is_finnish && token->is_begin) {
        struct terms t = { .arena = arena };
        add_ellipsis(w, &t, text, ahead);
        each(ctx, token, position, t.list, t.n);
    } else if (token->kind == YP_TOKEN_WORD) {
        const struct yp_wordform *word = yp_words_of(w, lang, text + token->at, token->len);
        struct terms t = { .arena = arena };
        if (is_finnish && token->is_end && head->kind == YP_TOKEN_WORD) {
            memcpy(t.list, word->terms, (size_t)word->n * sizeof *t.list);
            t.n = word->n;
            add_head(w, &t, text, head, is_shared, word);
            each(ctx, token, position, t.list, t.n);
        } else if (!word->is_stop) {
            each(ctx, token, position, word->terms, word->n);
        }
    } else {
        struct yp_term term = { .weight = YP_TERM_WHOLE };
        if (token->kind == YP_TOKEN_SECTION)
            term.text = yp_arena_printf(arena, "§%d", token->n);
        else if (token->kind == YP_TOKEN_DAY) {
            struct yp_local day = yp_day_split(token->n);
            term.text = yp_arena_printf(arena, "%04d-%02d-%02d", day.year, day.month, day.day);
        } else
            term.text = yp_arena_mem(arena, text + token->at,
                                     token->len < YP_TERM_MAX ? token->len : YP_TERM_MAX);
        each(ctx, token, position, &term, 1);
    }
}

void yp_words_text(struct yp_words *words, const char *lang, const char *text, yp_words_each *each,
                   void *ctx)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct window ahead = { .n = 0 };
    struct yp_token head = { .kind = YP_TOKEN_END };
    bool is_shared = false, is_finnish = letter_of(lang) == 'f';
    size_t from = 0;
    for (int position = 0;; position++) {
        while (ahead.n < AHEAD && yp_token_next(text, &from, &ahead.token[ahead.n]))
            ahead.n++;
        if (!ahead.n)
            return;
        tell(words, lang, text, &ahead, &head, is_shared, position, arena, each, ctx);
        const struct yp_token *now = &ahead.token[0];
        is_shared = is_finnish && now->kind == YP_TOKEN_WORD &&
                    yp_words_of(words, lang, text + now->at, now->len)->is_stop;
        if (!is_shared)
            head = *now;
        memmove(ahead.token, ahead.token + 1, (size_t)(--ahead.n) * sizeof *ahead.token);
        if (yp_arena_used(arena) > 1 << 16)
            yp_arena_reset(arena);
    }
}
