#include "words/guess.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

struct list {
    struct yp_arena *arena;
    const char **words;
    int n;
};

static void add(struct list *l, const char *word)
{
    if (yp_utf8_length(word) < 3)
        return;
    for (int i = 0; i < l->n; i++)
        if (!strcmp(l->words[i], word))
            return;
    if (l->n < YP_GUESS_MAX)
        l->words[l->n++] = word;
}

/* Whether s[0..len) ends so. */
static bool ends(const char *s, size_t len, const char *end)
{
    size_t n = strlen(end);
    return len >= n && !memcmp(s + len - n, end, n);
}

/* Bytes of the vowel that ends s[0..len); 0 when none does. */
static size_t vowel(const char *s, size_t len)
{
    if (!len)
        return 0;
    if (strchr("aeiouy", s[len - 1]))
        return 1;
    bool is_dotted = len > 1 && (unsigned char)s[len - 2] == 0xC3 &&
                     ((unsigned char)s[len - 1] == 0xA4 || (unsigned char)s[len - 1] == 0xB6);
    return is_dotted ? 2 : 0;
}

/* s[0..cut) and an end. */
static const char *with(struct list *l, const char *s, size_t cut, const char *end)
{
    return yp_arena_printf(l->arena, "%.*s%s", (int)cut, s, end);
}

/*
 * A stem of weak grade in its strong grade: the consonants before the last vowel of s[0..len).
 * NULL when they do not alternate.
 */
static const char *strong(struct list *l, const char *s, size_t len)
{
    static const struct {
        const char *weak, *strong;
    } grades[] = {
        { "nn", "nt" }, { "mm", "mp" }, { "ng", "nk" }, { "ll", "lt" }, { "rr", "rt" },
        { "k", "kk" },  { "p", "pp" },  { "t", "tt" },  { "d", "t" },   { "v", "p" },
    };
    size_t v = vowel(s, len);
    if (!v || len - v < 2)
        return NULL;
    size_t cut = len - v;
    for (size_t i = 0; i < sizeof grades / sizeof *grades; i++) {
        size_t n = strlen(grades[i].weak);
        if (!ends(s, cut, grades[i].weak))
            continue;
        /* kk, pp and tt are strong already; so are sk, st, tk and the like */
        if (n == 1 && strchr("kpt", *grades[i].weak) && cut > 1 && strchr("kptshd", s[cut - 2]))
            return NULL;
        return with(l, s, cut - n,
                    yp_arena_printf(l->arena, "%s%.*s", grades[i].strong, (int)v, s + cut));
    }
    return NULL;
}

/* A strong grade in its weak grade: "rantee" comes from "ranne". */
static const char *weak(struct list *l, const char *s, size_t cut, const char *end)
{
    static const struct {
        const char *strong, *weak;
    } grades[] = {
        { "nt", "nn" }, { "mp", "mm" }, { "nk", "ng" }, { "lt", "ll" }, { "rt", "rr" },
        { "kk", "k" },  { "pp", "p" },  { "tt", "t" },  { "t", "d" },   { "p", "v" },
    };
    for (size_t i = 0; i < sizeof grades / sizeof *grades; i++) {
        size_t n = strlen(grades[i].strong);
        if (!ends(s, cut, grades[i].strong))
            continue;
        if (n == 1 && ends(s, cut - 1, "s")) /* st and sp do not alternate: "asteen" */
            break;
        return with(l, s, cut - n, yp_arena_printf(l->arena, "%s%s", grades[i].weak, end));
    }
    return with(l, s, cut, end);
}

/* The nominatives of a stem that ends in a vowel: what stands before the ending of a case. */
static void add_vowel_stem(struct list *l, const char *s, size_t len, bool is_closed)
{
    static const struct {
        const char *stem, *nominative;
    } weakening[] = { { "ee", "e" }, { "aa", "as" }, { "ää", "äs" }, { "ii", "is" } }, types[] = {
        { "kse", "s" },  { "se", "nen" },   { "ude", "us" }, { "yde", "ys" }, { "ute", "us" },
        { "yte", "ys" }, { "oude", "ous" }, { "uu", "us" },  { "yy", "ys" },
    };
    size_t v = vowel(s, len);
    if (!v || len < 3)
        return;
    for (size_t i = 0; i < sizeof weakening / sizeof *weakening; i++)
        if (ends(s, len, weakening[i].stem)) /* rantee-n, kankaa-n: ranne, kangas */
            add(l, weak(l, s, len - strlen(weakening[i].stem), weakening[i].nominative));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (ends(s, len, types[i].stem))
            add(l, with(l, s, len - strlen(types[i].stem), types[i].nominative));
    add(l, with(l, s, len, ""));
    const char *full = is_closed ? strong(l, s, len) : NULL;
    if (full)
        add(l, full);
    if (ends(s, len, "i"))
        add(l, with(l, s, len - 1, "")); /* rosenqvisti-n */
    if (ends(s, len, "e") && !vowel(s, len - 1)) {
        if (full)
            add(l, with(l, full, strlen(full) - 1, "i"));
        add(l, with(l, s, len - 1, "i")); /* järve-n: järvi as well as lahde-n: lahti */
    }
    /* mäe-n, joe-n: the k that was lost */
    size_t before = vowel(s, len - v);
    if (is_closed && before && !ends(s, len, "ii") && !ends(s, len, "aa"))
        add(l, with(l, s, len - v,
                    ends(s, len, "e") ? "ki"
                                      : yp_arena_printf(l->arena, "k%.*s", (int)v, s + len - v)));
}

/* The nominatives of a plural stem, of which the plural's i is already gone. */
static void add_plural_stem(struct list *l, const char *s, size_t len, bool is_closed)
{
    if (len < 3)
        return;
    if (vowel(s, len)) {
        add_vowel_stem(l, s, len, is_closed);
        return;
    }
    if (ends(s, len, "ks"))
        add(l, with(l, s, len - 2, "s"));
    else if (ends(s, len, "s"))
        add(l, with(l, s, len - 1, "nen"));
    static const char *const vowels[] = { "a", "ä", "i" };
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
        const char *stem = with(l, s, len, vowels[i]);
        const char *full = is_closed ? strong(l, stem, strlen(stem)) : NULL;
        add(l, full ? full : stem);
    }
}

/* The ending of a case: whether it closes the syllable before it, so that the stem is weak. */
struct ending {
    const char *end;
    bool is_closed;
};

static const struct ending singular[] = {
    { "ssa", true }, { "ssä", true },   { "sta", true }, { "stä", true }, { "lla", true },
    { "llä", true }, { "lta", true },   { "ltä", true }, { "lle", true }, { "ksi", true },
    { "tta", true }, { "ttä", true },   { "na", false }, { "nä", false }, { "n", true },
    { "t", true },   { "seen", false }, { "ta", false }, { "tä", false }, { "a", false },
    { "ä", false },
};

static const struct ending plural[] = {
    { "issa", true },  { "issä", true },   { "ista", true }, { "istä", true }, { "illa", true },
    { "illä", true },  { "ilta", true },   { "iltä", true }, { "ille", true }, { "iksi", true },
    { "ina", false },  { "inä", false },   { "ia", false },  { "iä", false },  { "ien", false },
    { "iin", false },  { "jen", false },   { "ja", false },  { "jä", false },  { "ihin", false },
    { "iden", false }, { "itten", false }, { "ita", false }, { "itä", false },
};

/* Whether s[0..len) ends in the illative: its last vowel doubled, or with h between, and n. */
static size_t illative(const char *s, size_t len)
{
    if (!ends(s, len, "n"))
        return 0;
    size_t v = vowel(s, len - 1);
    if (!v)
        return 0;
    size_t at = len - 1 - v;
    bool has_h = at && s[at - 1] == 'h';
    size_t stem = has_h ? at - 1 : at, u = vowel(s, stem);
    return u == v && !memcmp(s + stem - u, s + at, v) ? stem : 0;
}

/* What is left of a word without the particle that hangs on its end. */
static size_t without_particle(const char *s, size_t len)
{
    static const char *const particles[] = { "kaan", "kään", "kin" };
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (ends(s, len, particles[i]) && len > strlen(particles[i]) + 4)
            return len - strlen(particles[i]);
    return len;
}

/* What s[0..len) may be in the nominative, by the ending of a case. */
static void add_nominatives(struct list *l, const char *s, size_t len)
{
    size_t stem = illative(s, len);
    if (stem)
        add_vowel_stem(l, s, stem, false);
    for (size_t i = 0; i < sizeof singular / sizeof *singular; i++) {
        size_t n = strlen(singular[i].end);
        if (!ends(s, len, singular[i].end) || len - n < 3)
            continue;
        size_t left = len - n;
        if (vowel(s, left)) {
            add_vowel_stem(l, s, left, singular[i].is_closed);
        } else if (*singular[i].end == 't' && ends(s, left, "s")) {
            add(l, with(l, s, left, ""));
            add(l, with(l, s, left - 1, "nen")); /* huttus-ta */
        }
    }
    for (size_t i = 0; i < sizeof plural / sizeof *plural; i++) {
        size_t n = strlen(plural[i].end);
        if (ends(s, len, plural[i].end) && len - n >= 3)
            add_plural_stem(l, s, len - n, plural[i].is_closed);
    }
}

int yp_guess_nominatives(struct yp_arena *arena, const char *word, const char *ret[YP_GUESS_MAX])
{
    struct list l = { .arena = arena, .words = ret };
    ret[l.n++] = word;
    size_t whole = strlen(word), len = without_particle(word, whole);
    if (len < whole) {
        add(&l, with(&l, word, len, ""));
        add_nominatives(&l, word, len);
    }
    add_nominatives(&l, word, whole); /* kowalski-n has no particle */
    return l.n;
}
