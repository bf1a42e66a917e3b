/*
 * Templates: compiled once per language, checked when compiled, rendered over rows. Layer: tpl.
 * Spec: doc/page-language.md. Knows rows, not databases.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/value.h"

/* A section a template may use, and the columns of its rows. */
struct yp_section {
    const char *name;
    int parent;  /* index of the section it is a child of, -1 for top level */
    bool is_one; /* at most one row */
    const char *const *columns;
    int ncolumns;
    const char *key; /* children: column of the parent that `on` equals */
    const char *on;  /* children: column of this section */
    bool has_more;   /* page=, per= or max=: {{-more}} and {{-next}} exist */
};

struct yp_sections {
    const struct yp_section *at;
    int n;
};

/* What tpl needs from above, as functions (so that it needs no ICU and no catalogue of its own). */
struct yp_tpl_words {
    void *ctx;
    /* Text of a message key in the language the template is compiled for, with {name} holes as they
     * stand; NULL when there is none. plural: "one", "other" or NULL for a message without number.
     */
    const char *(*message)(void *ctx, const char *key, const char *plural);
    /* Whether every value of the enumeration behind `section.column` has message prefix[value];
     * key is the prefix ("meeting.state"). false, and ret_missing (borrowed), when one is missing.
     */
    bool (*enumeration)(void *ctx, const char *key, const char **ret_missing);
    /* Text of a partial or the file of another include, NULL when there is none. */
    const char *(*partial)(void *ctx, const char *name);
};

/* What rendering needs from above, per language. */
struct yp_tpl_format {
    void *ctx;
    const char *lang;
    /* Appends value as text by format name ("date", "time", "datetime", "iso", "number", "size",
     * "weekday", "month", "day" ...); the caller escapes. Unknown names were refused when compiled
     * (known). */
    void (*format)(void *ctx, const char *name, const struct yp_value *v, struct yp_buf *out);
    bool (*known)(void *ctx, const char *name);
    /* "one" or "other" for a number. */
    const char *(*plural)(void *ctx, int64_t n);
    /* The message of an enumeration value: key "meeting.state", value "draft"; NULL when missing.
     */
    const char *(*enum_text)(void *ctx, const char *key, const char *value);
};

enum yp_tpl_kind { YP_TPL_HTML, YP_TPL_XML, YP_TPL_TEXT /* mail: no escaping, no HTML state */ };

struct yp_tpl; /* one compiled template in one language; immutable, shared by threads */

/*
 * Compiles.
 *
 * file      for messages
 * sections  what the page's questions and the built-in sections offer; borrowed for the template's
 *           life
 * Errors    YP_EBUG "tpl.form" with detail "file:line: what": unknown name, unclosed or crossing
 *           section, a hole where no escaper is safe (script, style, comment, tag name, event
 *           handler, style=, srcdoc=, unquoted attribute), a section that ends in another context,
 *           a missing message or partial, an unknown format
 * Owner     the caller frees with yp_tpl_free
 */
int yp_tpl_new(struct yp_tpl **ret, enum yp_tpl_kind kind, const char *file, const char *text,
               const struct yp_sections *sections, const struct yp_tpl_words *words,
               const struct yp_tpl_format *format, struct yp_err *err) YP_MUST_CHECK;
void yp_tpl_free(struct yp_tpl *tpl);
/* Whether the template holds a form with method="post" (such a page is never cached). */
bool yp_tpl_has_post(const struct yp_tpl *tpl);
/* Whether the template has {{-more}} of a section, so that a reader learns of rows left out. */
bool yp_tpl_tells_more(const struct yp_tpl *tpl, int section);

/* Rows of each section, in the order of the sections; a section that was not run has nrow 0.
 * Children are sorted by their `on` column or not: rendering merges by key either way. */
struct yp_data {
    const struct yp_sections *sections;
    const struct yp_rows *rows; /* sections->n of them */
};

/* Renders into out. Errors YP_ELIMIT "page.large" when out is full; YP_EBUG. Cost: linear in
 * output. */
int yp_tpl_render(const struct yp_tpl *tpl, const struct yp_tpl_format *format,
                  const struct yp_data *data, struct yp_arena *arena, struct yp_buf *out,
                  struct yp_err *err) YP_MUST_CHECK;

/* Appends, unescaped, a value as the template shows that column of that section: by the message of
 * its enumeration, or else by the format of its first hole. false, with nothing appended, when it
 * shows it nowhere. */
bool yp_tpl_show(const struct yp_tpl *tpl, const struct yp_tpl_format *format, int section,
                 int column, const struct yp_value *v, struct yp_buf *out);

/*
 * The same data as JSON: each top-level section under its name, an array (many) or object or null
 * (one); children nested as arrays under their name. Columns is_*, can_*, has_* are booleans, *_day
 * ISO dates, *_at ISO 8601 UTC times; columns whose name begins '_' or ends _sort and the child's
 * `on` column stay out. NULL is null.
 *
 * only  comma-separated names of top-level sections to write; NULL: all
 */
int yp_tpl_json(const struct yp_data *data, const char *only, struct yp_buf *out,
                struct yp_err *err) YP_MUST_CHECK;
/* One section's first row as an object (with children), or all rows as an array. For the published
 * API. */
int yp_tpl_json_section(const struct yp_data *data, int section, bool as_array, struct yp_buf *out,
                        struct yp_err *err) YP_MUST_CHECK;
/* Appends s as a JSON string, quotes included; '<' '>' '&' U+2028 U+2029 as \u escapes. */
void yp_json_string(struct yp_buf *out, const char *s, size_t len);
/* Appends HTML-escaped text (& < > " '). */
void yp_html_escape(struct yp_buf *out, const char *s, size_t len);
