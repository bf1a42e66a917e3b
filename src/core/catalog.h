/*
 * Messages: lang/<language>/<area>.po, one catalogue a language. Layer: core.
 * fi, sv and en are complete; what se lacks is shown in Finnish.
 */
#pragma once
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "core/files.h"

enum { YP_LANGS = 4 };
extern const char *const yp_langs[YP_LANGS]; /* "fi", "sv", "en", "se" */
/* Index of an interface language, -1 when it is none. */
int yp_lang_index(const char *lang);

struct yp_catalog;

/* Errors: YP_EBUG "catalog.form" with "file:line: what". */
int yp_catalog_new(struct yp_catalog **ret, const struct yp_files *files,
                   struct yp_err *err) YP_MUST_CHECK;
void yp_catalog_free(struct yp_catalog *catalog);

/* Text of a key, holes as they stand; plural "one", "other" or NULL. NULL when there is none. lang:
 * index. */
const char *yp_catalog_get(const struct yp_catalog *catalog, int lang, const char *key,
                           const char *plural);
/* The same for "prefix.value". */
const char *yp_catalog_value(const struct yp_catalog *catalog, int lang, const char *prefix,
                             const char *value);
/*
 * What a field is called: words.field.NAME, field.NAME, register.field.NAME, then the same without
 * an ending _id, _at or _day. words: prefix of a form or the kind of a record, or NULL. NULL when nothing is found.
 */
const char *yp_catalog_field(const struct yp_catalog *catalog, int lang, const char *words,
                             const char *field);
/* Whether any key begins with "prefix.". */
bool yp_catalog_has_prefix(const struct yp_catalog *catalog, const char *prefix);

struct yp_word {
    const char *name, *value;
};
/* Appends the message with its {holes} filled; the key itself when there is no message. Not
 * escaped. */
void yp_catalog_say(const struct yp_catalog *catalog, int lang, const char *key,
                    const struct yp_word *words, int nwords, struct yp_buf *out);
/* Keys of fi that sv or en lacks, one a line, "sv: key"; how many. */
int yp_catalog_missing(const struct yp_catalog *catalog, struct yp_buf *out);
