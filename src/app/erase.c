/* Erasing names from a document. Layer: app. Spec: doc/spec/minutes.md, "Names leave in time". */
#include <ctype.h>
#include <string.h>

#include "app/document.h"
#include "app/inflect.h"
#include "lib/icu.h"

enum { PERSON_NAMES = 6 };

/* Whether a letter, digit or hyphen begins here; of what is not ASCII, the letters from U+00C0 to
 * U+07FF and those of U+1E00. Quotation marks and dashes are none. */
static bool is_word(const char *s)
{
    unsigned char c = (unsigned char)*s;
    return isalnum(c) || c == '-' || (c >= 0xC3 && c <= 0xDF) || c == 0xE1;
}

static const char *previous(const char *text, const char *s)
{
    do
        s--;
    while (s > text && ((unsigned char)*s & 0xC0) == 0x80);
    return s;
}

/* text with each whole occurrence of name replaced; the same text when there is none. */
static const char *put_role(struct yp_arena *arena, const char *text, const char *name,
                            const char *role)
{
    size_t len = strlen(name);
    if (!len || !strstr(text, name))
        return text;
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    const char *s = text;
    for (const char *hit = strstr(s, name); hit; hit = strstr(hit + 1, name)) {
        bool whole = (hit == text || !is_word(previous(text, hit))) && !is_word(hit + len);
        if (hit < s || !whole)
            continue;
        yp_buf_add(&out, s, (size_t)(hit - s));
        yp_buf_str(&out, role);
        s = hit + len;
    }
    yp_buf_str(&out, s);
    return yp_arena_str(arena, yp_buf_text(&out));
}

static void erase_one(struct yp_document *doc, const char *what, const char *role)
{
    for (int i = 0; i < doc->n; i++) {
        struct yp_block *b = &doc->blocks[i];
        b->text = put_role(doc->arena, b->text, what, role);
        b->label = put_role(doc->arena, b->label, what, role);
        for (int c = 0; c < b->ncell; c++)
            b->cells[c] = put_role(doc->arena, b->cells[c], what, role);
    }
}

/* --- inflected names --- */

/* Somebody whose name goes: given names in order, the surname last. */
struct person {
    const char *role, *words; /* words: of role and title, folded, a blank round each */
    int n;
    struct yp_name_forms names[PERSON_NAMES];
    bool is_place; /* the surname is a place's name as well: it goes only beside a given name */
};

/* A word of a text. gap: whether one blank, and nothing else, stands before it. */
struct token {
    const char *at;
    size_t len;
    const char *word, *name; /* its own copy; as yp_name_is takes it */
    bool is_capital, has_gap;
};

struct erasing {
    struct yp_arena *arena;
    const struct person *people;
    int npeople;
};

static bool is_capital(struct yp_arena *arena, const char *word)
{
    return strncmp(word, yp_icu_fold(arena, word), 1) != 0 ||
           ((unsigned char)*word >= 0xC3 && strncmp(word, yp_icu_fold(arena, word), 2) != 0);
}

static int split(struct yp_arena *arena, const char *text, struct token **ret)
{
    struct token *list = yp_arena_array(arena, strlen(text) / 2 + 2, sizeof *list);
    int n = 0;
    for (const char *s = text; *s;) {
        if (!is_word(s)) {
            s++;
            continue;
        }
        const char *end = s;
        while (*end && is_word(end))
            do
                end++;
            while (((unsigned char)*end & 0xC0) == 0x80);
        const char *word = yp_arena_mem(arena, s, (size_t)(end - s));
        bool gap = n && s == list[n - 1].at + list[n - 1].len + 1 && s[-1] == ' ';
        list[n] = (struct token){ s, (size_t)(end - s), word, "", is_capital(arena, word), gap };
        if (list[n].is_capital)
            list[n].name = yp_name_word(arena, word);
        n++;
        s = end;
    }
    *ret = list;
    return n;
}

static bool is_name(const struct yp_name_forms *name, const struct token *t)
{
    return t->is_capital && yp_name_is(name, t->name);
}

/* How many words from t on are the person's whole name, the last of them in any form: "Kirsi
 * Aallolle", "Kirsi Maria Aallon", "Aalto Kirsille". 0: none. */
static int whole_name(const struct person *p, const struct token *t, int left)
{
    int last = p->n - 1;
    if (last < 1 || left < 2 || !t[1].has_gap)
        return 0;
    if (is_name(&p->names[last], &t[0]) && is_name(&p->names[0], &t[1]))
        return 2;
    if (!is_name(&p->names[0], &t[0]))
        return 0;
    if (is_name(&p->names[last], &t[1]))
        return 2;
    for (int i = 1; i <= last; i++)
        if (i >= left || !t[i].has_gap || !is_name(&p->names[i], &t[i]))
            return 0;
    return p->n;
}

/* A surname alone, in any form. After another capital word it is somebody else's ("Liisa Aalto"),
 * unless that word tells what the person is ("Puheenjohtaja Aalto"). */
static bool lone_surname(const struct erasing *e, const struct person *p, const struct token *t)
{
    if (p->n < 2 || p->is_place || t->len < 3 || !is_name(&p->names[p->n - 1], t))
        return false;
    if (!t->has_gap || !t[-1].is_capital)
        return true;
    return strstr(p->words, yp_arena_printf(e->arena, " %s ", yp_icu_fold(e->arena, t[-1].word))) !=
           NULL;
}

/* The roles of all whose name this is, "jäsen / sihteeri"; NULL when it is nobody's. ret_n: words
 * of the name. */
static const char *role_at(const struct erasing *e, const struct token *t, int left, bool alone,
                           int *ret_n)
{
    const char *role = NULL;
    *ret_n = 0;
    for (int i = 0; i < e->npeople; i++) {
        int n = whole_name(&e->people[i], t, left);
        if (n > *ret_n) {
            role = e->people[i].role;
            *ret_n = n;
        }
    }
    for (int i = 0; alone && *ret_n < 2 && i < e->npeople; i++) {
        const struct person *p = &e->people[i];
        if (!lone_surname(e, p, t))
            continue;
        if (!role)
            role = p->role;
        else if (!strstr(role, p->role))
            role = yp_arena_printf(e->arena, "%s / %s", role, p->role);
        *ret_n = 1;
    }
    return role;
}

static const char *put_forms(const struct erasing *e, const char *text, bool alone)
{
    struct token *t;
    int n = split(e->arena, text, &t), used = 0;
    const char *s = text;
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    for (int i = 0; i < n; i += used ? used : 1) {
        const char *role =
            t[i].is_capital ? role_at(e, &t[i], n - i, alone, &used) : (used = 0, NULL);
        if (!role)
            continue;
        yp_buf_add(&out, s, (size_t)(t[i].at - s));
        yp_buf_str(&out, role);
        s = t[i + used - 1].at + t[i + used - 1].len;
    }
    if (s == text)
        return text;
    yp_buf_str(&out, s);
    return yp_arena_str(e->arena, yp_buf_text(&out));
}

static void read_person(struct yp_arena *arena, const struct yp_block *b, const char *const *places,
                        int nplaces, struct person *ret)
{
    *ret = (struct person){ .role = b->label };
    ret->words = yp_icu_fold(
        arena, yp_arena_printf(arena, " %s %s ", b->label, b->ncell ? b->cells[0] : ""));
    const char *last = "";
    for (const char *s = b->text; *s && ret->n < PERSON_NAMES;) {
        s += strspn(s, " ");
        size_t len = strcspn(s, " ");
        if (len)
            yp_name_forms(arena, last = yp_arena_mem(arena, s, len), &ret->names[ret->n++]);
        s += len;
    }
    for (int i = 0; i < nplaces; i++)
        ret->is_place |= !strcmp(places[i], last);
}

void yp_document_erase(struct yp_document *doc, const char *const *places, int nplaces)
{
    struct yp_block *people = yp_arena_array(doc->arena, (size_t)doc->n + 1, sizeof *people);
    int npeople = 0, n = 0;
    for (int i = 0; i < doc->n; i++)
        if (doc->blocks[i].kind == YP_BLOCK_PERSON)
            people[npeople++] = doc->blocks[i];
        else
            doc->blocks[n++] = doc->blocks[i];
    doc->n = n;
    struct person *names = yp_arena_array(doc->arena, (size_t)npeople + 1, sizeof *names);
    for (int i = 0; i < npeople; i++) {
        const struct yp_block *p = &people[i];
        if (p->ncell && *p->cells[0])
            erase_one(doc, yp_arena_printf(doc->arena, "%s, %s", p->text, p->cells[0]), p->label);
        erase_one(doc, p->text, p->label);
        read_person(doc->arena, p, places, nplaces, &names[i]);
    }
    const struct erasing e = { doc->arena, names, npeople };
    for (int i = 0; i < doc->n; i++) {
        struct yp_block *b = &doc->blocks[i];
        b->text = put_forms(&e, b->text, b->kind == YP_BLOCK_P || b->kind == YP_BLOCK_ITEM);
        for (int c = 0; c < b->ncell; c++)
            b->cells[c] = put_forms(&e, b->cells[c], false);
    }
}
