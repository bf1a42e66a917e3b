/* Tables of the register as they go out and come in: shared by export and import. Layer: app. */
#pragma once
#include "core/core.h"
#include "lib/csv.h"

enum yp_x_type {
    X_UID,    /* the row's stable identifier */
    X_TEXT,   /* one line */
    X_LONG,   /* several lines */
    X_WORD,   /* one of words */
    X_YES,    /* 1 or 0 */
    X_NUMBER, /* min and max stand in words: "1 100" */
    X_DAY,    /* a plain day or nothing */
    X_FROM,   /* beginning: earliest day, nothing when it is not known */
    X_TO,     /* end: latest day, nothing while it goes on */
    X_REF,    /* uid of something of kind words; its name stands in the next field */
    X_NAME,   /* the name of what the field before refers to; used when that is empty */
    X_SAID,   /* for the reader only */
    X_EMAIL,
    X_URL,
    X_BUSINESS_ID,
    X_LIST /* entries parted by " | ", each a uid with its days */
};

enum yp_x_days { X_NO_DAYS, X_SPAN, X_ONE_DAY };

/* What a list holds: how it is read, emptied and filled. */
struct yp_x_list {
    const char *read, *clear, *add;
    const char *kind; /* what an entry refers to, NULL for a text */
    enum yp_x_days days;
    bool is_tree; /* nothing may stand above itself */
};

struct yp_x_field {
    const char *name;
    enum yp_x_type type;
    int max; /* code points of a text */
    bool required;
    const char *words;
    const char *first; /* value of a new row when nothing is said, NULL: empty */
    bool is_private;   /* goes out for administrators only */
    const struct yp_x_list *list;
};

struct yp_x_table {
    const char *kind;   /* "organizations" */
    const char *object; /* "organization": journal, texts, ids */
    const char *select, *ids, *insert, *update, *action;
    const char *mark;       /* a header that no table after it has, for knowing the table */
    const char *const *key; /* fields a row without a uid is known by; NULL: its name */
    const char *const
        *place; /* references, the first filled is where a change shows; NULL: the row's
                                 own page */
    struct {
        const char *const *fields; /* just one of these is filled */
        const char *message;
    } one_of[2];
    const struct yp_x_field *fields;
    int n;
};

enum {
    X_FIELDS_MAX = 40,
    X_TABLES = 6,
    X_PAGE = 500,        /* rows written at once */
    X_ROWS_MAX = 200000, /* rows an import compares with */
    X_IMPORT_MAX = 10000
};

extern const struct yp_x_table yp_x_tables[X_TABLES];

const struct yp_x_table *yp_x_find(const char *kind);
/* The table a header belongs to, NULL when to none. */
const struct yp_x_table *yp_x_of_header(const struct yp_csv *csv, const char *const *header);
int yp_x_field_index(const struct yp_x_table *table, const char *name);

/* Rows of a table as texts, just as they are exported: nrow rows of table->n cells. */
struct yp_x_rows {
    int nrow;
    const int64_t *ids;
    const char *const *cells;
    bool more; /* there are rows behind the last one */
};
/*
 * Reads, in the order of ids, what the viewer of db's transaction may see.
 *
 * only    of which kind, where the table has kinds; NULL: all
 * after   the id before the first row wanted
 * Errors  YP_ELIMIT "error.too_much" when their lists are beyond reason
 * Cost    one statement and one for each list
 */
int yp_x_read(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
              const struct yp_x_table *table, const char *only, int64_t after, int max_rows,
              struct yp_x_rows *ret, struct yp_err *err) YP_MUST_CHECK;

/* The same page by page, each in the memory of the page before, handed to fn. */
typedef int yp_x_page_fn(void *ctx, struct yp_arena *arena, const struct yp_x_rows *rows,
                         struct yp_err *err);
int yp_x_each(struct yp_core *core, struct yp_db *db, const struct yp_x_table *table,
              const char *only, yp_x_page_fn *fn, void *ctx, struct yp_err *err) YP_MUST_CHECK;

/* Writes a table as CSV to out, which step empties when it likes, after each page of rows. */
struct yp_x_writer {
    const struct yp_x_table *table;
    const char *only;
    bool is_admin;
    char separator;
    struct yp_buf *out;
    int (*step)(void *ctx, struct yp_err *err);
    void *ctx;
};
int yp_x_write(struct yp_core *core, struct yp_db *db, const struct yp_x_writer *writer,
               struct yp_err *err) YP_MUST_CHECK;
/* One entry of a list as text: "uid", "uid 2021-01-01/..", "uid 2021-01-01"; '|' and '\' of a text
 * escaped. */
const char *yp_x_entry(struct yp_arena *arena, const struct yp_x_list *list, const char *uid,
                       int64_t from_day, const char *from_precision, int64_t to_day,
                       const char *to_precision);
/* Sorts entries and joins them. */
const char *yp_x_join(struct yp_arena *arena, const char **entries, int n);

/* --- import --- */

struct yp_x_refusal {
    int line;
    const char *field, *said; /* field "": the row as a whole */
};

/* What an import would do, or did. */
struct yp_x_report {
    const struct yp_x_table *table;
    int new_n, changed_n, same_n, refused_n;
    struct yp_x_refusal *refusals;
    int nrefusals;
};

/*
 * Looks a table through and says what it would do; writes nothing unless store is set, and then
 * only the rows that are not refused, each with its journal row.
 *
 * table   NULL: known by its header
 * lang    of what is said about refused rows
 * Errors  of the file as a whole: those of yp_csv_read; YP_EINVAL "import.unknown_table",
 *         "import.unknown_column" (argument value), "import.column_twice" (value); YP_ELIMIT
 *         "import.rows" (argument max)
 * Cost    one statement for each table referred to; three to six for each row stored
 */
int yp_x_import(struct yp_tx *tx, const struct yp_x_table *table, const char *lang,
                const char *bytes, size_t len, bool store, struct yp_x_report *ret,
                struct yp_err *err) YP_MUST_CHECK;
