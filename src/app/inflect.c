#include "app/inflect.h"

#include <string.h>

#include "lib/icu.h"

/* Inside here ä, ö and å are one byte each, so that letters can be counted; what else is not ASCII
 * stays as it is and is no vowel. */
enum { A_DOTS = '{', O_DOTS = '|', A_RING = '}', NAME_MAX_ = 60 };

const char *yp_name_word(struct yp_arena *arena, const char *text)
{
    char *s = yp_arena_str(arena, yp_icu_fold(arena, text)), *out = s;
    for (const char *in = s; *in; in++) {
        bool pair = (unsigned char)*in == 0xC3 && in[1];
        char c = !pair                          ? 0
                 : (unsigned char)in[1] == 0xA4 ? A_DOTS
                 : (unsigned char)in[1] == 0xB6 ? O_DOTS
                 : (unsigned char)in[1] == 0xA5 ? A_RING
                                                : 0;
        *out++ = c ? c : *in;
        in += c != 0;
    }
    *out = '\0';
    return s;
}

static bool is_vowel(char c)
{
    return c && strchr("aeiouy{|}", c);
}

static bool ends(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcmp(s + n - m, end);
}

static void add(const char **list, int *n, const char *stem)
{
    for (int i = 0; i < *n; i++)
        if (!strcmp(list[i], stem))
            return;
    if (*n < YP_NAME_STEMS)
        list[(*n)++] = stem;
}

/* The grades of consonants between the last two vowels, strong and weak. A single p, t or k stands
 * between vowels only. "rk" and "lk" before e become rj and lj as well (Särki, Särjen). */
static const struct {
    const char *strong, *weak;
    bool alone;
} grades[] = {
    { "kk", "k", false },  { "pp", "p", false },  { "tt", "t", false },  { "nk", "ng", false },
    { "nt", "nn", false }, { "lt", "ll", false }, { "rt", "rr", false }, { "mp", "mm", false },
    { "lp", "lv", false }, { "rp", "rv", false }, { "lk", "l", false },  { "rk", "r", false },
    { "lk", "lj", false }, { "rk", "rj", false }, { "hk", "h", false },  { "ht", "hd", false },
    { "t", "d", true },    { "p", "v", true },    { "k", "", true },     { "k", "v", true },
};

/* The stem in the other grade: each way its last consonants can turn, before what follows them. */
static void add_grades(struct yp_arena *arena, struct yp_name_forms *f, const char *stem,
                       const char *after, bool to_weak)
{
    size_t n = strlen(stem);
    if (n < 3 || !is_vowel(stem[n - 1]))
        return;
    char *head = yp_arena_mem(arena, stem, n - 1);
    for (size_t i = 0; i < sizeof grades / sizeof *grades; i++) {
        const char *from = to_weak ? grades[i].strong : grades[i].weak;
        const char *to = to_weak ? grades[i].weak : grades[i].strong;
        size_t m = strlen(from);
        if (!m || !ends(head, from) || n - 1 <= m)
            continue;
        char before = head[n - 2 - m];
        if ((grades[i].alone || !to_weak) && strlen(from) == 1 && !is_vowel(before))
            continue;
        if (!strcmp(to, "v") && grades[i].alone && *from == 'k' &&
            !(strchr("uy", before) && strchr("uy", stem[n - 1])))
            continue;
        add(f->vowel, &f->nvowel,
            yp_arena_printf(arena, "%.*s%s%c%s", (int)(n - 1 - m), head, to, stem[n - 1], after));
    }
}

static void add_vowel(struct yp_arena *arena, struct yp_name_forms *f, const char *stem)
{
    add(f->vowel, &f->nvowel, stem);
    add_grades(arena, f, stem, "", true);
}

/* Lahti: Lahtin or Lahden; Saari: Saarta; Uusi: Uuden, Uutta. */
static void of_i(struct yp_arena *arena, struct yp_name_forms *f, const char *name, size_t n)
{
    add_vowel(arena, f, name);
    add_vowel(arena, f, yp_arena_printf(arena, "%.*se", (int)(n - 1), name));
    if (strchr("lnr", name[n - 2]))
        add(f->other, &f->nother, yp_arena_mem(arena, name, n - 1));
    if (n > 3 && name[n - 2] == 's' && is_vowel(name[n - 3])) {
        add(f->vowel, &f->nvowel, yp_arena_printf(arena, "%.*sde", (int)(n - 2), name));
        add(f->vowel, &f->nvowel, yp_arena_printf(arena, "%.*ste", (int)(n - 2), name));
        add(f->other, &f->nother, yp_arena_printf(arena, "%.*st", (int)(n - 2), name));
    }
}

/* Kangas: Kankaan, Kangasta; Markus: Markuksen; Jonas: Jonasin. */
static void of_s(struct yp_arena *arena, struct yp_name_forms *f, const char *name, size_t n)
{
    const char tail[] = { name[n - 2], '\0' };
    const char *base = yp_arena_mem(arena, name, n - 1);
    add(f->vowel, &f->nvowel, yp_arena_printf(arena, "%s%s", base, tail));
    add_grades(arena, f, base, tail, false);
    add(f->vowel, &f->nvowel, yp_arena_printf(arena, "%skse", base));
    add(f->vowel, &f->nvowel, yp_arena_printf(arena, "%si", name));
    add(f->other, &f->nother, name);
}

void yp_name_forms(struct yp_arena *arena, const char *name, struct yp_name_forms *ret)
{
    const char *s = yp_name_word(arena, name);
    size_t n = strlen(s);
    *ret = (struct yp_name_forms){ .name = s };
    if (n < 2 || n > NAME_MAX_)
        return;
    if (n > 4 && ends(s, "nen")) {
        const char *base = yp_arena_mem(arena, s, n - 3);
        add(ret->vowel, &ret->nvowel, yp_arena_printf(arena, "%sse", base));
        add(ret->vowel, &ret->nvowel, yp_arena_printf(arena, "%ssi", base)); /* Virtasille */
        add(ret->other, &ret->nother, yp_arena_printf(arena, "%ss", base));
    } else if (s[n - 1] == 'i') {
        of_i(arena, ret, s, n);
    } else if (s[n - 1] == 'e') {
        add_vowel(arena, ret, s);
        add(ret->vowel, &ret->nvowel, yp_arena_printf(arena, "%se", s));
        add_grades(arena, ret, s, "e", false);
    } else if (is_vowel(s[n - 1])) {
        add_vowel(arena, ret, s);
    } else if (s[n - 1] == 's' && is_vowel(s[n - 2])) {
        of_s(arena, ret, s, n);
    } else {
        add(ret->vowel, &ret->nvowel, yp_arena_printf(arena, "%si", s));
    }
}

/* Whether rest is pattern, in which A stands for a or ä as the stem's vowels ask, and a particle
 * may follow (Aallonkin). */
static bool is_ending(const char *rest, const char *pattern, bool back, bool front)
{
    static const char *const particles[] = { "", "kin", "kAAn", "hAn", "kO" };
    for (size_t p = 0; p < sizeof particles / sizeof *particles; p++) {
        const char *parts[] = { pattern, particles[p] }, *s = rest;
        bool good = true;
        for (int i = 0; i < 2 && good; i++)
            for (const char *c = parts[i]; *c && good; c++, s += good)
                good = *c == 'A'   ? (back && *s == 'a') || (front && *s == A_DOTS)
                       : *c == 'O' ? (back && *s == 'o') || (front && *s == O_DOTS)
                                   : *c == *s;
        if (good && !*s)
            return true;
    }
    return false;
}

bool yp_name_is(const struct yp_name_forms *f, const char *s)
{
    static const char *const cases[] = { "n",   "A",   "tA",  "nA",  "ssA", "stA",  "lle",
                                         "llA", "ltA", "ksi", "ttA", "t",   "seen", "hin" };
    size_t name = strlen(f->name);
    bool back = strpbrk(f->name, "aou}") != NULL;
    bool front = !back || strpbrk(f->name, "{|y") != NULL;
    if (!strncmp(s, f->name, name) &&
        (is_ending(s + name, "", back, front) || !strcmp(s + name, "s")))
        return true; /* itself; the Swedish genitive */
    for (int i = 0; i < f->nvowel; i++) {
        size_t n = strlen(f->vowel[i]);
        if (strncmp(s, f->vowel[i], n) != 0)
            continue;
        const char *rest = s + n;
        const char into[] = { f->vowel[i][n - 1], 'n', '\0' },
                   into_long[] = { 'h', f->vowel[i][n - 1], 'n', '\0' };
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
            if (is_ending(rest, cases[c], back, front))
                return true;
        if (is_ending(rest, into, back, front) || is_ending(rest, into_long, back, front))
            return true;
    }
    for (int i = 0; i < f->nother; i++) {
        size_t n = strlen(f->other[i]);
        if (!strncmp(s, f->other[i], n) && is_ending(s + n, "tA", back, front))
            return true;
    }
    return false;
}
