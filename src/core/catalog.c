#include "core/catalog.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const yp_langs[YP_LANGS] = { "fi", "sv", "en", "se" };

int yp_lang_index(const char *lang)
{
    for (int i = 0; i < YP_LANGS; i++)
        if (lang && !strcmp(lang, yp_langs[i]))
            return i;
    return -1;
}

struct message {
    const char *key;
    const char *text[2]; /* [0] alone or "one", [1] "other" */
};

struct table {
    struct message *at;
    int n, size;
};

struct yp_catalog {
    struct yp_arena *arena;
    struct table langs[YP_LANGS];
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct message *)a)->key, ((const struct message *)b)->key);
}

static struct message *add(struct table *t, const char *key)
{
    if (t->n == t->size) {
        t->size = t->size ? t->size * 2 : 256;
        t->at = yp_realloc(t->at, (size_t)t->size * sizeof *t->at);
    }
    t->at[t->n] = (struct message){ .key = key };
    return &t->at[t->n++];
}

/* Appends the quoted string that starts at s to out; false when it is broken. */
static bool unquote(const char *s, const char *end, struct yp_buf *out)
{
    while (s < end && (*s == ' ' || *s == '\t'))
        s++;
    if (s == end || *s++ != '"')
        return false;
    for (; s < end && *s != '"'; s++) {
        if (*s != '\\') {
            yp_buf_char(out, *s);
            continue;
        }
        if (++s == end)
            return false;
        yp_buf_char(out, *s == 'n' ? '\n' : *s == 't' ? '\t' : *s);
    }
    return s < end;
}

struct reader {
    struct yp_catalog *catalog;
    struct table *table;
    struct yp_buf now;   /* the string being read */
    struct message *msg; /* NULL before the first and for the header */
    int slot;            /* -1 msgid, 0.. msgstr[n], -2 msgid_plural */
};

static void finish(struct reader *r)
{
    const char *text = yp_buf_text(&r->now);
    if (r->slot == -1)
        r->msg = *text ? add(r->table, yp_arena_str(r->catalog->arena, text)) : NULL;
    else if (r->slot >= 0 && r->slot < 2 && r->msg && *text)
        r->msg->text[r->slot] = yp_arena_str(r->catalog->arena, text);
    yp_buf_clear(&r->now);
}

static bool line(struct reader *r, const char *s, const char *end)
{
    static const struct {
        const char *word;
        int slot;
    } words[] = { { "msgid_plural ", -2 },
                  { "msgid ", -1 },
                  { "msgstr[0] ", 0 },
                  { "msgstr[1] ", 1 },
                  { "msgstr ", 0 } };
    if (s == end || *s == '#')
        return true;
    if (*s == '"')
        return unquote(s, end, &r->now);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].word);
        if ((size_t)(end - s) > len && !strncmp(s, words[i].word, len)) {
            finish(r);
            r->slot = words[i].slot;
            return unquote(s + len, end, &r->now);
        }
    }
    return false;
}

static int load(struct yp_catalog *catalog, int lang, const char *file, const char *text,
                struct yp_err *err)
{
    struct reader r = { .catalog = catalog, .table = &catalog->langs[lang], .slot = -2 };
    int rc = YP_OK, n = 1;
    for (const char *s = text; *s; n++) {
        const char *end = strchrnul(s, '\n');
        if (!line(&r, s, end)) {
            rc = yp_fail(err, YP_EBUG, "catalog.form", "%s:%d: not understood", file, n);
            break;
        }
        s = *end ? end + 1 : end;
    }
    finish(&r);
    yp_buf_release(&r.now);
    return rc;
}

int yp_catalog_new(struct yp_catalog **ret, const struct yp_files *files, struct yp_err *err)
{
    struct yp_catalog *catalog = yp_calloc(1, sizeof *catalog);
    catalog->arena = yp_arena_new();
    for (int l = 0; l < YP_LANGS; l++) {
        const char *const *names;
        char *prefix = yp_arena_printf(catalog->arena, "lang/%s/", yp_langs[l]);
        int n = yp_files_list(files, catalog->arena, prefix, ".po", &names);
        for (int i = 0; i < n; i++) {
            int rc = load(catalog, l, names[i], yp_files_get(files, names[i], NULL), err);
            if (rc < 0) {
                yp_catalog_free(catalog);
                return rc;
            }
        }
        struct table *t = &catalog->langs[l];
        if (t->n)
            qsort(t->at, (size_t)t->n, sizeof *t->at, by_key);
        for (int i = 1; i < t->n; i++)
            if (!strcmp(t->at[i - 1].key, t->at[i].key)) {
                int rc = yp_fail(err, YP_EBUG, "catalog.form", "lang/%s: %s stands twice",
                                 yp_langs[l], t->at[i].key);
                yp_catalog_free(catalog);
                return rc;
            }
    }
    *ret = catalog;
    return YP_OK;
}

void yp_catalog_free(struct yp_catalog *catalog)
{
    if (!catalog)
        return;
    for (int l = 0; l < YP_LANGS; l++)
        free(catalog->langs[l].at);
    yp_arena_free(catalog->arena);
    free(catalog);
}

static const struct message *find(const struct table *t, const char *key)
{
    const struct message want = { .key = key };
    return t->n ? bsearch(&want, t->at, (size_t)t->n, sizeof want, by_key) : NULL;
}

const char *yp_catalog_get(const struct yp_catalog *catalog, int lang, const char *key,
                           const char *plural)
{
    const struct message *m = find(&catalog->langs[lang], key);
    if (!m && !strcmp(yp_langs[lang], "se"))
        m = find(&catalog->langs[0], key);
    if (!m)
        return NULL;
    return plural && strcmp(plural, "one") != 0 && m->text[1] ? m->text[1] : m->text[0];
}

const char *yp_catalog_value(const struct yp_catalog *catalog, int lang, const char *prefix,
                             const char *value)
{
    char key[128];
    snprintf(key, sizeof key, "%s.%s", prefix, value);
    return yp_catalog_get(catalog, lang, key, NULL);
}

static const char *field_text(const struct yp_catalog *catalog, int lang, const char *words,
                              const char *field, size_t len)
{
    const char *const places[] = { words, "", "register" };
    const char *text = NULL;
    char key[128];
    for (size_t i = 0; i < sizeof places / sizeof *places && !text; i++)
        if (places[i]) {
            snprintf(key, sizeof key, "%s%sfield.%.*s", places[i], *places[i] ? "." : "", (int)len,
                     field);
            text = yp_catalog_get(catalog, lang, key, NULL);
        }
    return text;
}

const char *yp_catalog_field(const struct yp_catalog *catalog, int lang, const char *words,
                             const char *field)
{
    static const char *const endings[] = { "", "_id", "_at", "_day" };
    size_t len = strlen(field);
    const char *text = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !text; i++) {
        size_t n = strlen(endings[i]);
        if (len > n && !strcmp(field + len - n, endings[i]))
            text = field_text(catalog, lang, words, field, len - n);
    }
    return text;
}

bool yp_catalog_has_prefix(const struct yp_catalog *catalog, const char *prefix)
{
    size_t len = strlen(prefix);
    for (int i = 0; i < catalog->langs[0].n; i++) {
        const char *key = catalog->langs[0].at[i].key;
        if (!strncmp(key, prefix, len) && key[len] == '.')
            return true;
    }
    return false;
}

void yp_catalog_say(const struct yp_catalog *catalog, int lang, const char *key,
                    const struct yp_word *words, int nwords, struct yp_buf *out)
{
    const char *s = yp_catalog_get(catalog, lang, key, NULL);
    if (!s) {
        yp_buf_str(out, key);
        return;
    }
    while (*s) {
        const char *close = *s == '{' ? strchr(s, '}') : NULL;
        if (!close) {
            yp_buf_char(out, *s++);
            continue;
        }
        size_t len = (size_t)(close - s - 1);
        for (int i = 0; i < nwords; i++)
            if (strlen(words[i].name) == len && !strncmp(words[i].name, s + 1, len))
                yp_buf_str(out, words[i].value);
        s = close + 1;
    }
}

int yp_catalog_missing(const struct yp_catalog *catalog, struct yp_buf *out)
{
    int n = 0;
    for (int l = 1; l < 3; l++)
        for (int i = 0; i < catalog->langs[0].n; i++)
            if (!find(&catalog->langs[l], catalog->langs[0].at[i].key)) {
                yp_buf_printf(out, "%s: %s\n", yp_langs[l], catalog->langs[0].at[i].key);
                n++;
            }
    return n;
}
