/* Words, tokens and sentences of a bulletin. Layer: read. */
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "lib/icu.h"
#include "read/read_int.h"
#include "words/guess.h"

enum { FORMS_MAX = 12, TOKEN_BYTES = 100 };

void *yp_read_grow(struct yp_arena *arena, const void *list, size_t n, size_t size)
{
    void *ret = yp_arena_array(arena, n ? 2 * n : 1, size);
    if (n)
        memcpy(ret, list, n * size);
    return ret;
}

int *yp_read_map(struct doc *d, const char *key, bool is_made)
{
    size_t at = yp_hash_str(key) % d->nmap;
    while (d->map[at].key && strcmp(d->map[at].key, key) != 0)
        at = (at + 1) % d->nmap;
    if (!d->map[at].key && !is_made)
        return NULL;
    d->map[at].key = key;
    return &d->map[at].value;
}

bool yp_read_among(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *s = list; *s;) {
        size_t n = strcspn(s, " ");
        if (n == len && !memcmp(s, word, n))
            return len > 0;
        s += n + (s[n] == ' ');
    }
    return false;
}

size_t yp_read_ends(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *s = list; *s;) {
        size_t n = strcspn(s, " ");
        if (n && n <= len && !memcmp(s, word + len - n, n))
            return n;
        s += n + (s[n] == ' ');
    }
    return 0;
}

/* The case of what stands behind the colon of "THL:n". */
static enum yp_word_case case_of_ending(const char *end)
{
    static const struct {
        const char *ends;
        enum yp_word_case c;
    } cases[] = {
        { "n in en an än", YP_GENITIVE },
        { "ssa ssä issa issä", YP_INESSIVE },
        { "sta stä ista istä", YP_ELATIVE },
        { "lla llä illa illä", YP_ADESSIVE },
        { "lta ltä ilta iltä", YP_ABLATIVE },
        { "lle ille", YP_ALLATIVE },
        { "ksi iksi", YP_TRANSLATIVE },
        { "na nä ina inä", YP_ESSIVE },
        { "a ä ta tä ia iä ita itä", YP_PARTITIVE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (yp_read_among(cases[i].ends, end))
            return cases[i].c;
    return YP_ILLATIVE;
}

/* Letters of a text: how many are capitals, and whether any is not. */
static int capitals(const char *s, size_t len, bool *ret_small)
{
    int n = 0;
    *ret_small = false;
    for (const char *end = s + len; s < end;) {
        uint32_t c = yp_utf8_next(&s);
        if (yp_icu_is_capital(c))
            n++;
        else if (yp_icu_is_letter(c))
            *ret_small = true;
    }
    return n;
}

/* "ARAn", "KELAlle": capitals and the ending of a case without a colon; length of the capitals. */
static size_t capitals_before_ending(const char *form)
{
    size_t n = strspn(form, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return n >= 3 && yp_read_among("n lla lle lta ssa sta ksi llä ssä stä ltä ta tä", form + n) ? n
                                                                                                : 0;
}

static void fill_acronym(struct doc *d, struct rword *w)
{
    size_t head = strcspn(w->form, ":");
    bool has_small;
    size_t bare = w->form[head] ? 0 : capitals_before_ending(w->form);
    if (bare) {
        struct form *f = yp_arena_alloc(d->arena, sizeof *f);
        *f = (struct form){ .base = yp_arena_mem(d->arena, w->form, bare),
                            .class = YP_WORD_ABBREVIATION,
                            .nparts = 1,
                            .ccase = case_of_ending(w->low + bare) };
        w->forms = f;
        w->n = 1;
        w->is_acronym = true;
        w->is_guessed = false;
        return;
    }
    int n = capitals(w->form, head, &has_small);
    bool has_colon = w->form[head] == ':';
    if ((n < 2 || has_small) && !has_colon)
        return;
    w->is_acronym = n >= 2 && !has_small;
    if (!has_colon && w->n) /* a word in capitals that the dictionary knows */
        return;
    struct form *f = yp_arena_alloc(d->arena, sizeof *f);
    *f = (struct form){ .base = yp_arena_mem(d->arena, w->form, head),
                        .class = YP_WORD_ABBREVIATION,
                        .nparts = 1,
                        .ccase = has_colon ? case_of_ending(w->low + head + 1) : YP_NOMINATIVE };
    w->forms = f;
    w->n = 1;
}

static void take(struct doc *d, struct form *to, const struct yp_voikko_word *from,
                 const char *before)
{
    *to = (struct form){ .base = yp_arena_printf(d->arena, "%s%s", before, from->base),
                         .class = from->class,
                         .ccase = from->ccase,
                         .is_plural = from->is_plural,
                         .is_past = from->is_past,
                         .is_present = from->is_present,
                         .is_passive = from->is_passive,
                         .possessive = from->possessive,
                         .nparts = from->nparts + (*before ? 1 : 0) };
}

static void fill_forms(struct doc *d, struct rword *w)
{
    const struct yp_wordform *known = yp_words_of(d->words, "fi", w->form, strlen(w->form));
    const char *before = "", *hyphen = strrchr(w->form, '-');
    if (!known->nanalyses && hyphen && hyphen[1]) { /* only its end is inflected */
        before = yp_arena_mem(d->arena, w->form, (size_t)(hyphen + 1 - w->form));
        known = yp_words_of(d->words, "fi", hyphen + 1, strlen(hyphen + 1));
    }
    w->n = known->nanalyses < FORMS_MAX ? known->nanalyses : FORMS_MAX;
    struct form *forms = yp_arena_array(d->arena, (size_t)w->n, sizeof *forms);
    for (int i = 0; i < w->n; i++)
        take(d, &forms[i], &known->analyses[i], before);
    w->forms = forms;
    w->is_guessed = !w->n;
}

static void sum_up(struct rword *w)
{
    for (int i = 0; i < w->n; i++) {
        w->classes |= BIT(w->forms[i].class);
        if (!(BIT(w->forms[i].class) & NOMINAL))
            continue;
        if (w->forms[i].is_plural)
            w->plural |= BIT(w->forms[i].ccase);
        else
            w->singular |= BIT(w->forms[i].ccase);
    }
}

const struct rword *yp_read_word(struct doc *d, const char *form, size_t len)
{
    if (len > TOKEN_BYTES)
        len = yp_utf8_cut(form, TOKEN_BYTES);
    size_t at = yp_hash(form, len) % d->nslots;
    const char *key = yp_word_plain(d->arena, form, len);
    for (; d->slots[at]; at = (at + 1) % d->nslots)
        if (!strcmp(d->slots[at]->form, key))
            return d->slots[at];
    struct rword *w = yp_arena_alloc(d->arena, sizeof *w);
    w->form = key;
    w->low = yp_icu_fold(d->arena, key);
    fill_forms(d, w);
    fill_acronym(d, w);
    sum_up(w);
    d->slots[at] = w;
    return w;
}

const struct form *yp_read_form(const struct rword *w, unsigned classes, enum yp_word_case c)
{
    for (int i = 0; w && i < w->n; i++)
        if ((BIT(w->forms[i].class) & classes) && (!c || w->forms[i].ccase == c))
            return &w->forms[i];
    return NULL;
}

bool yp_read_base(const struct rword *w, const char *list)
{
    for (int i = 0; w && i < w->n; i++)
        if (yp_read_among(list, w->forms[i].base))
            return true;
    return false;
}

bool yp_read_is_finite(const struct rword *w, bool with_passive)
{
    for (int i = 0; w && i < w->n; i++) {
        const struct form *f = &w->forms[i];
        if (f->class == YP_WORD_VERB && (f->is_past || f->is_present) &&
            (with_passive || !f->is_passive))
            return true;
    }
    return false;
}

static unsigned look_through(const struct doc *d, const struct sentence *s)
{
    unsigned has = HAS_KNOWN;
    for (int i = s->first; i < s->end; i++) {
        const struct rword *w = d->toks[i].kind == YP_TOKEN_WORD ? d->toks[i].w : NULL;
        for (int k = 0; w && k < w->n; k++) {
            const struct form *f = &w->forms[k];
            if (f->class == YP_WORD_VERB)
                has |= (f->is_past ? HAS_PAST : 0u) | (f->is_present ? HAS_PRESENT : 0u);
            if (yp_read_among("ääni äänestys äänestää", f->base))
                has |= HAS_VOTE;
        }
        if (w && yp_read_is_finite(w, true) && !(w->classes & NOMINAL))
            has |= HAS_FINITE;
    }
    return has;
}

unsigned yp_read_has(const struct doc *d, int sentence)
{
    struct sentence *s = &d->sentences[sentence];
    if (!s->has)
        s->has = look_through(d, s);
    return s->has;
}

bool yp_read_is_mark(const struct doc *d, int i, uint32_t mark)
{
    return i >= 0 && i < d->ntoks && d->toks[i].kind == YP_TOKEN_END && d->toks[i].mark == mark;
}

bool yp_read_is_dash(const struct doc *d, int i)
{
    return yp_read_is_mark(d, i, '-') || yp_read_is_mark(d, i, 0x2013) ||
           yp_read_is_mark(d, i, 0x2014) || yp_read_is_mark(d, i, 0x2212) ||
           yp_read_is_mark(d, i, 0x2015);
}

bool yp_read_is_word(const struct doc *d, int i)
{
    return i >= 0 && i < d->ntoks && d->toks[i].kind == YP_TOKEN_WORD;
}

struct yp_read_span yp_read_span(const struct doc *d, int first, int end)
{
    size_t at = d->toks[first].at, last = d->toks[end - 1].at + d->toks[end - 1].len;
    return (struct yp_read_span){ at, last - at };
}

static bool is_blank(const char *s)
{
    return (unsigned char)*s <= ' ' || !strncmp(s, "\xC2\xA0", 2);
}

/* The text between, with single blanks. */
static char *squeezed(struct yp_arena *arena, const char *s, size_t len)
{
    char *ret = yp_arena_alloc(arena, len + 1), *to = ret;
    for (const char *end = s + len; s < end;) {
        if (is_blank(s)) {
            if (to > ret && to[-1] != ' ')
                *to++ = ' ';
            s += (unsigned char)*s == 0xC2 ? 2 : 1;
        } else if (!strncmp(s, "\xC2\xAD", 2)) { /* a soft hyphen only says where to break */
            s += 2;
        } else {
            *to++ = *s++;
        }
    }
    while (to > ret && to[-1] == ' ')
        to--;
    *to = '\0';
    return ret;
}

const char *yp_read_raw(struct doc *d, int first, int end)
{
    if (end <= first)
        return "";
    struct yp_read_span span = yp_read_span(d, first, end);
    return squeezed(d->arena, d->text + span.at, span.len);
}

const char *yp_read_capital(struct yp_arena *arena, const char *word)
{
    const char *rest = word;
    uint32_t c = yp_utf8_next(&rest);
    if (c >= 'a' && c <= 'z')
        return yp_arena_printf(arena, "%c%s", (char)(c - 32), rest);
    if (c == 0xE4 || c == 0xF6 || c == 0xE5 || c == 0x161 || c == 0x17E || c == 0x10D)
        return yp_arena_printf(arena, "%s%s",
                               c == 0xE4    ? "Ä"
                               : c == 0xF6  ? "Ö"
                               : c == 0xE5  ? "Å"
                               : c == 0x161 ? "Š"
                               : c == 0x17E ? "Ž"
                                            : "Č",
                               rest);
    return word;
}

/* Whether a modifier agrees with its head: "laajennetussa johtoryhmässä". In the genitive only
 * adjectives do; a noun there is somebody's. */
static const char *agreeing(const struct rword *w, enum yp_word_case c, bool is_plural)
{
    const struct form *f;
    if (!w || c == YP_CASE_NONE || c == YP_NOMINATIVE)
        return NULL;
    unsigned classes = BIT(YP_WORD_ADJECTIVE) | BIT(YP_WORD_NOUN_ADJECTIVE) | BIT(YP_WORD_NUMERAL) |
                       BIT(YP_WORD_PRONOUN);
    f = yp_read_form(w, classes, c);
    if (!f || f->is_plural != is_plural)
        return NULL;
    return f->base;
}

const char *yp_read_nominative(struct doc *d, int first, int end, int head, const char *base)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    const struct rword *hw = d->toks[head].w;
    enum yp_word_case c = YP_CASE_NONE;
    bool is_plural = false;
    for (int i = 0; hw && i < hw->n; i++)
        if (!strcmp(hw->forms[i].base, base)) {
            c = hw->forms[i].ccase;
            is_plural = hw->forms[i].is_plural;
            break;
        }
    for (int i = first; i < end; i++) {
        const struct tok *t = &d->toks[i];
        if (i > first && !t->is_glued)
            yp_buf_char(&out, ' ');
        if (i > first && t->is_end)
            yp_buf_char(&out, '-');
        const char *to = NULL;
        if (i == head)
            to = base;
        else if (i < head && t->w && (c != YP_GENITIVE || i == head - 1))
            to = agreeing(t->w, c, is_plural);
        if (to && t->is_capital)
            to = yp_read_capital(d->arena, to);
        yp_buf_str(&out, to ? to : yp_arena_mem(d->arena, d->text + t->at, t->len));
        if (t->is_begin)
            yp_buf_char(&out, '-');
    }
    return squeezed(d->arena, yp_buf_text(&out), out.len);
}

bool yp_read_has_form(struct doc *d, const char *low)
{
    const char *forms[] = { low, yp_read_capital(d->arena, low) };
    for (int i = 0; i < 2; i++)
        for (size_t at = yp_hash_str(forms[i]) % d->nslots; d->slots[at]; at = (at + 1) % d->nslots)
            if (!strcmp(d->slots[at]->form, forms[i]))
                return true;
    return false;
}

static struct guess *guess_slot(struct doc *d, const char *text)
{
    size_t at = yp_hash_str(text) % d->nguesses;
    while (d->guesses[at].text && strcmp(d->guesses[at].text, text) != 0)
        at = (at + 1) % d->nguesses;
    return &d->guesses[at];
}

/* Counts from how many unknown forms of the text each nominative may come. */
static void count_guesses(struct doc *d)
{
    const char *list[YP_GUESS_MAX];
    size_t unknown = 0;
    for (size_t i = 0; i < d->nslots; i++)
        unknown += d->slots[i] && d->slots[i]->is_guessed;
    d->nguesses = 2 * YP_GUESS_MAX * unknown + 16;
    d->guesses = yp_arena_array(d->arena, d->nguesses, sizeof *d->guesses);
    for (size_t i = 0; i < d->nslots; i++) {
        if (!d->slots[i] || !d->slots[i]->is_guessed)
            continue;
        int n = yp_guess_nominatives(d->arena, d->slots[i]->low, list);
        for (int j = 0; j < n; j++) {
            struct guess *g = guess_slot(d, list[j]);
            g->text = list[j];
            g->n++;
        }
    }
}

/* Whether some other unknown form of the text may come from the same nominative. */
static bool is_shared(struct doc *d, const char *text)
{
    if (!d->guesses)
        count_guesses(d);
    return guess_slot(d, text)->n > 1;
}

/* What Finnish surnames and names of places end in. */
static const char native_ends[] =
    "nen mäki niemi lahti järvi koski saari salmi vuori lampi joki kivi nummi lehti lä la sto stö "
    "kko "
    "kkö ranta harju maa oja aho korpi luoma suo virta kangas pelto niitty salo ketola talo hovi "
    "puro luoto lahde kari vaara kallio mäntty nta ntti";
/* What names of elsewhere end in, without the i of their stems. */
static const char foreign_ends[] =
    "berg ström gren lund man son kvist qvist dahl blom fors holm ros stedt strand feldt lin löf "
    "öf "
    "nin din rin dén lén rén by ov ev off sson sten back beck ell ind und and ard ert ström ing "
    "er or el an on in us os as is es";

/* How well a nominative looks like a name, apart from its place among the guesses. */
static int looks(struct doc *d, const char *guess)
{
    size_t len = strlen(guess);
    bool is_open = strchr("aeiouy", guess[len - 1]) || (unsigned char)guess[len - 1] >= 0x80;
    if (yp_read_has_form(d, guess))
        return 100;
    if (is_shared(d, guess))
        return 60;
    bool is_broken =
        len > 4 && yp_read_ends("nen", guess) && !strchr("aeiouy\xA4\xB6", guess[len - 4]);
    if (yp_read_ends(native_ends, guess) && !is_broken)
        return 50;
    if (!is_open && (strpbrk(guess, "wqxzc") || yp_read_ends(foreign_ends, guess)))
        return 40;
    return 0;
}

/* Small letters as they are, no accent dropped. */
static const char *lowered(struct doc *d, const char *form)
{
    char *ret = yp_arena_str(d->arena, form);
    for (unsigned char *s = (unsigned char *)ret; *s; s++) {
        if (*s >= 'A' && *s <= 'Z')
            *s = (unsigned char)(*s + 32);
        else if (*s == 0xC3 && s[1] >= 0x80 && s[1] <= 0x9E)
            s[1] = (unsigned char)(s[1] + 32);
        else if ((*s == 0xC4 || *s == 0xC5) &&
                 yp_icu_is_capital((*s & 0x1Fu) << 6 | (s[1] & 0x3Fu)))
            s[1] = (unsigned char)(s[1] + (s[1] < 0xBF));
        if (*s >= 0xC0 && s[1])
            s++;
    }
    return ret;
}

const char *yp_read_guess(struct doc *d, const struct rword *w)
{
    const char *list[YP_GUESS_MAX], *low = lowered(d, w->form);
    int n = yp_guess_nominatives(d->arena, low, list), best = n > 1 ? 1 : 0, top = -1;
    for (int i = 1; i < n; i++) {
        int points = looks(d, list[i]);
        if (points > top) {
            best = i;
            top = points;
        }
    }
    /* the capitals of the printed form stay where the stem does */
    size_t same = 0;
    while (low[same] && low[same] == list[best][same])
        same++;
    same = yp_utf8_cut(list[best], same);
    return yp_arena_printf(d->arena, "%.*s%s", (int)same, w->form, list[best] + same);
}

void yp_read_flag(struct doc *d, struct yp_read_span span, const char *kind, const char *text)
{
    enum { FLAGS_MAX = 200 };
    if (d->r->nflags >= FLAGS_MAX)
        return;
    for (int i = 0; i < d->r->nflags; i++)
        if (!strcmp(d->r->flags[i].kind, kind) && !strcmp(d->r->flags[i].text, text))
            return;
    struct yp_read_flag *f = PUSH(d, d->r->flags, d->r->nflags);
    *f = (struct yp_read_flag){ span, kind, text };
}

static struct tok *add(struct doc *d, size_t at, size_t len, enum yp_token_kind kind, int para)
{
    struct tok *t = PUSH(d, d->toks, d->ntoks);
    *t = (struct tok){ .at = at, .len = len, .kind = kind, .para = para, .thing = -1 };
    t->is_glued = at > 0 && !is_blank(d->text + at - 1) &&
                  !(at > 1 && !strncmp(d->text + at - 2, "\xC2\xA0", 2));
    return t;
}

/* Marks of punctuation between two words. */
static void add_marks(struct doc *d, size_t from, size_t to, int para)
{
    for (const char *s = d->text + from; s < d->text + to;) {
        const char *begin = s;
        uint32_t c = yp_utf8_next(&s);
        if (c > ' ' && c != 0xA0 && c != 0xAD)
            add(d, (size_t)(begin - d->text), (size_t)(s - begin), YP_TOKEN_END, para)->mark = c;
    }
}

static void tokens_of(struct doc *d, int p)
{
    struct para *para = &d->paras[p];
    char *text = yp_arena_mem(d->arena, d->text + para->at, para->len);
    struct yp_token t;
    size_t from = 0, last = 0;
    para->first = d->ntoks;
    while (yp_token_next(text, &from, &t)) {
        size_t gap = t.at, after = t.at + t.len;
        if (t.is_end)
            gap--;
        if (gap > last)
            add_marks(d, para->at + last, para->at + gap, p);
        struct tok *to = add(d, para->at + t.at, t.len, t.kind, p);
        if (t.kind == YP_TOKEN_WORD) {
            to->w = yp_read_word(d, text + t.at, t.len);
            to->is_capital = t.is_capital;
            to->is_end = t.is_end;
            to->is_begin = t.is_begin && after < para->len;
            to->is_glued = to->is_glued && !t.is_end;
        }
        last = after;
        if (to->is_begin) { /* the hyphen belongs to the word */
            const char *s = text + last;
            yp_utf8_next(&s);
            last = (size_t)(s - text);
        }
    }
    if (para->len > last)
        add_marks(d, para->at + last, para->at + para->len, p);
    para->end = d->ntoks;
}

static const char abbreviations[] =
    "mm esim ym yms jne vs ma klo n k v ns eli vt puh os kpl mrd milj vrt ko toim s t p prof dos "
    "ts tms nk huom evp lääk tri fil maist esim";

/* Whether a finite verb stands from first to i: without one "Tiistaina 8.11. Raumalla" goes on. */
static bool has_verb(const struct doc *d, int first, int i)
{
    for (int k = first; k < i; k++)
        if (yp_read_is_word(d, k) && yp_read_is_finite(d->toks[k].w, true))
            return true;
    return false;
}

/* Whether the point at i ends no sentence: an ordinal, an abbreviation, an initial. */
static bool is_inner_point(const struct doc *d, const struct para *para, int first, int i)
{
    const struct tok *before = i > para->first ? &d->toks[i - 1] : NULL;
    const struct tok *next = i + 1 < para->end ? &d->toks[i + 1] : NULL;
    if (!next)
        return false;
    if (next->is_glued && next->kind != YP_TOKEN_END)
        return true;
    if (!before || !d->toks[i].is_glued)
        return false;
    bool goes_on =
        next->kind == YP_TOKEN_NUMBER || (next->kind == YP_TOKEN_WORD && !next->is_capital);
    if (next->kind == YP_TOKEN_END && !strchr("\"(", (int)(next->mark < 128 ? next->mark : '"')))
        return true; /* ".," or ".)" */
    if (before->kind == YP_TOKEN_NUMBER)
        return goes_on ||
               (i - first < 12 && !has_verb(d, first, i) && next->kind == YP_TOKEN_WORD) ||
               (yp_read_is_dash(d, i + 1) && next->is_glued);
    if (before->kind == YP_TOKEN_WORD && before->len == 1 && before->is_capital)
        return true;
    if (before->kind == YP_TOKEN_WORD && yp_read_among(abbreviations, before->w->low))
        return goes_on || !yp_read_among("mm ym yms jne tms", before->w->low);
    return goes_on;
}

static bool is_end(const struct doc *d, const struct para *para, int first, int i)
{
    uint32_t c = d->toks[i].kind == YP_TOKEN_END ? d->toks[i].mark : 0;
    if (c == '.')
        return !is_inner_point(d, para, first, i);
    if (c != '!' && c != '?' && c != 0x2026)
        return false;
    const struct tok *next = i + 1 < para->end ? &d->toks[i + 1] : NULL;
    return !(next && next->kind == YP_TOKEN_WORD && !next->is_capital);
}

static bool is_closing(uint32_t c)
{
    return c == 0x201D || c == '"' || c == 0xBB || c == ')' || c == '.' || c == 0x2019;
}

static void sentences_of(struct doc *d, int p)
{
    struct para *para = &d->paras[p];
    for (int i = para->first; i < para->end;) {
        struct sentence *s = PUSH(d, d->sentences, d->nsentences);
        int end = i;
        while (end < para->end && !is_end(d, para, i, end))
            end++;
        if (end < para->end)
            end++;
        while (end < para->end && d->toks[end].kind == YP_TOKEN_END && d->toks[end].is_glued &&
               is_closing(d->toks[end].mark))
            end++;
        *s = (struct sentence){ .first = i, .end = end, .para = p };
        bool seen = false;
        for (int j = i; j < end; j++) {
            d->toks[j].sentence = d->nsentences - 1;
            if (d->toks[j].kind != YP_TOKEN_END && !seen)
                d->toks[j].is_first = seen = true;
        }
        i = end;
    }
}

void yp_read_tokens(struct doc *d)
{
    size_t n = 256, len = strlen(d->text);
    while (n < 2 * len)
        n *= 2;
    d->nslots = n; /* a word takes a byte and a blank at least, so a quarter is in use */
    d->slots = yp_arena_array(d->arena, n, sizeof *d->slots);
    d->nmap = n; /* three names a person, one a thing, each of several bytes */
    d->map = yp_arena_array(d->arena, n, sizeof *d->map);
    for (int p = 0; p < d->nparas; p++) {
        tokens_of(d, p);
        sentences_of(d, p);
    }
}
