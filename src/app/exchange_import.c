/*
 * Reading a table of the register back: looked through as a whole first, so that every row that
 * cannot be stored is told with its line, column and reason; then stored. Layer: app. Spec:
 * doc/spec/exchange.md.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/exchange_int.h"
#include "app/register.h"
#include "app/when.h"
#include "base/clock.h"
#include "core/catalog.h"
#include "lib/icu.h"
#include "lib/md.h"

enum { KINDS = 7, REFUSALS_MAX = 1000, ENTRIES_MAX = 200 };

struct line;

/* Something that may be referred to: of the database, or a new row of the file. */
struct known {
    const char *uid, *fold;
    int64_t id;
    int order;
    struct line *line; /* of the file, which has the id once it is stored */
};

struct kind {
    const char *name, *statement;
    struct known *at;
    int n;
    struct known **by_uid, **by_fold;
};

struct entry {
    const char *text; /* uid, or the text itself */
    struct yp_span span;
};

struct line {
    int number;  /* in the file */
    int current; /* row of the stored table, -1 for a new one */
    const char *uid;
    const char **cells; /* as they would be exported */
    struct entry *lists[X_FIELDS_MAX];
    int nlists[X_FIELDS_MAX];
    bool is_refused, is_same;
    int64_t id;
};

struct import {
    struct yp_tx *tx;
    struct yp_arena *arena;
    const char *lang;
    const struct yp_x_table *table;
    struct yp_csv csv;
    const char **header;
    int column[X_FIELDS_MAX]; /* of the file, -1 when it has none */
    struct yp_x_rows stored;
    struct kind kinds[KINDS];
    struct kind *own;
    struct line *lines;
    struct yp_x_report *report;
};

/* --- what may be referred to --- */

static int by_uid(const void *a, const void *b)
{
    return strcmp((*(struct known *const *)a)->uid, (*(struct known *const *)b)->uid);
}

static int by_fold(const void *a, const void *b)
{
    const struct known *x = *(struct known *const *)a, *y = *(struct known *const *)b;
    int c = strcmp(x->fold, y->fold);
    return c ? c : x->order - y->order;
}

static void sort_kind(struct yp_arena *arena, struct kind *kind)
{
    kind->by_uid = yp_arena_array(arena, (size_t)kind->n + 1, sizeof *kind->by_uid);
    kind->by_fold = yp_arena_array(arena, (size_t)kind->n + 1, sizeof *kind->by_fold);
    for (int i = 0; i < kind->n; i++)
        kind->by_uid[i] = kind->by_fold[i] = &kind->at[i];
    if (kind->n > 1) {
        qsort(kind->by_uid, (size_t)kind->n, sizeof *kind->by_uid, by_uid);
        qsort(kind->by_fold, (size_t)kind->n, sizeof *kind->by_fold, by_fold);
    }
}

/* kind NULL, one that has no uids: nothing is found. */
static struct known *find_uid(const struct kind *kind, const char *uid)
{
    for (int lo = 0, hi = kind ? kind->n - 1 : -1; lo <= hi;) {
        int mid = (lo + hi) / 2, c = strcmp(uid, kind->by_uid[mid]->uid);
        if (!c)
            return kind->by_uid[mid];
        if (c < 0)
            hi = mid - 1;
        else
            lo = mid + 1;
    }
    return NULL;
}

/* The first of that name, and how many there are. */
static struct known *find_name(const struct kind *kind, struct yp_arena *arena, const char *name,
                               int *ret_n)
{
    const char *fold = yp_icu_fold(arena, name);
    int lo = 0, hi = kind->n;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (strcmp(kind->by_fold[mid]->fold, fold) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    *ret_n = 0;
    while (lo + *ret_n < kind->n && !strcmp(kind->by_fold[lo + *ret_n]->fold, fold))
        ++*ret_n;
    return *ret_n && *fold ? kind->by_fold[lo] : NULL;
}

static struct kind *kind_of(struct import *im, const char *name)
{
    for (int i = 0; i < KINDS; i++)
        if (!strcmp(im->kinds[i].name, name))
            return &im->kinds[i];
    return NULL;
}

static int read_kinds(struct import *im, struct yp_err *err)
{
    static const char *const names[KINDS][2] = { { "organization", "exchange.ids_organization" },
                                                 { "person", "exchange.ids_person" },
                                                 { "post", "exchange.ids_post" },
                                                 { "group", "exchange.ids_group" },
                                                 { "membership", "exchange.ids_membership" },
                                                 { "tie", "exchange.ids_tie" },
                                                 { "area", "exchange.ids_area" } };
    for (int k = 0; k < KINDS; k++) {
        struct kind *kind = &im->kinds[k];
        struct yp_rows rows;
        *kind = (struct kind){ .name = names[k][0], .statement = names[k][1] };
        int rc = yp_read(im->tx->core, im->tx->db, im->arena, kind->statement, YP_NO_ROW,
                         X_ROWS_MAX, &rows, err);
        if (rc < 0)
            return rc;
        kind->at = yp_arena_array(im->arena, (size_t)rows.nrow + (size_t)im->csv.nrow + 1,
                                  sizeof *kind->at);
        kind->n = rows.nrow;
        for (int i = 0; i < rows.nrow; i++)
            kind->at[i] = (struct known){ .id = yp_at(&rows, i, 0)->i,
                                          .uid = yp_at(&rows, i, 1)->s,
                                          .fold = yp_icu_fold(im->arena, yp_at(&rows, i, 2)->s),
                                          .order = i };
        sort_kind(im->arena, kind);
    }
    im->own = kind_of(im, im->table->object);
    return YP_OK;
}

/* --- refusals --- */

static void note_refusal(struct import *im, struct line *line, const char *field, const char *key,
                         const struct yp_word *words, int nwords)
{
    const char *said = yp_say(im->tx->core, im->arena, im->lang, key, words, nwords);
    size_t len = strlen(field);
    if (!strncmp(said, field, len) && !strncmp(said + len, ": ", 2))
        said += len + 2; /* the column is told beside */
    if (!line->is_refused) {
        line->is_refused = true;
        im->report->refused_n++;
    }
    if (im->report->nrefusals < REFUSALS_MAX)
        im->report->refusals[im->report->nrefusals++] =
            (struct yp_x_refusal){ line->number, field, said };
}

static void refuse(struct import *im, struct line *line, const char *field, const char *key,
                   const char *value)
{
    const struct yp_word words[] = { { "label", field }, { "value", value ? value : "" } };
    note_refusal(im, line, field, key, words, 2);
}

/* Rows of the file that are no rows of the table. */
static void refuse_faults(struct import *im)
{
    for (int i = 0; i < im->csv.nfaults; i++) {
        const struct yp_csv_fault *fault = &im->csv.faults[i];
        struct line line = { .number = fault->number };
        const struct yp_word words[] = {
            { "found", yp_arena_printf(im->arena, "%d", fault->found) },
            { "columns", yp_arena_printf(im->arena, "%d", im->csv.ncol) },
        };
        note_refusal(im, &line, "", fault->found ? "import.columns" : "import.quote", words, 2);
    }
}

static int by_line(const void *a, const void *b)
{
    const struct yp_x_refusal *x = a, *y = b;
    return x->line != y->line ? x->line - y->line : strcmp(x->field, y->field);
}

/* What a reader of forms found wrong with a cell. */
static void refuse_form(struct import *im, struct line *line, const struct yp_form *form)
{
    const struct yp_form_error *e = &form->errors[0];
    struct yp_word words[3] = { { "label", e->field } };
    for (int i = 0; i < e->narg; i++)
        words[1 + i] = (struct yp_word){ e->args[i].name, e->args[i].value };
    note_refusal(im, line, e->field, e->key, words, 1 + e->narg);
}

/* Whether a word is one of "a b c". */
static bool is_word(const char *words, const char *s)
{
    size_t len = strlen(s);
    while (*words) {
        size_t n = strcspn(words, " ");
        if (n == len && !strncmp(words, s, n))
            return true;
        words += n + (words[n] == ' ');
    }
    return false;
}

/* --- the file --- */

static const char *trimmed(struct yp_arena *arena, const char *s)
{
    while (*s == ' ' || *s == '\t')
        s++;
    size_t len = strlen(s);
    while (len && (s[len - 1] == ' ' || s[len - 1] == '\t'))
        len--;
    return yp_arena_mem(arena, s, len);
}

static int bad_file(struct yp_err *err, const char *key, const char *value)
{
    int rc = yp_fail(err, YP_EINVAL, key, "%s", value);
    yp_err_arg(err, "value", "%s", value);
    return rc;
}

static int read_header(struct import *im, struct yp_err *err)
{
    im->header = yp_arena_array(im->arena, (size_t)im->csv.ncol, sizeof *im->header);
    for (int c = 0; c < im->csv.ncol; c++)
        im->header[c] = trimmed(im->arena, yp_csv_at(&im->csv, 0, c));
    if (!im->table && !(im->table = yp_x_of_header(&im->csv, im->header)))
        return bad_file(err, "import.unknown_table", im->csv.ncol ? im->header[0] : "");
    for (int f = 0; f < im->table->n; f++)
        im->column[f] = -1;
    for (int c = 0; c < im->csv.ncol; c++) {
        int f = yp_x_field_index(im->table, im->header[c]);
        if (f < 0)
            return bad_file(err, "import.unknown_column", im->header[c]);
        if (im->column[f] >= 0)
            return bad_file(err, "import.column_twice", im->header[c]);
        im->column[f] = c;
    }
    int rows = im->csv.nrow - 1 + im->csv.nfaults;
    if (rows > X_IMPORT_MAX) {
        int rc = yp_fail(err, YP_ELIMIT, "import.rows", "%d rows", rows);
        yp_err_arg(err, "max", "%d", X_IMPORT_MAX);
        return rc;
    }
    return YP_OK;
}

static const char *cell_of(const struct import *im, int row, int field)
{
    return im->column[field] < 0 ? ""
                                 : trimmed(im->arena, yp_csv_at(&im->csv, row, im->column[field]));
}

static const char *stored_cell(const struct import *im, const struct line *line, int field)
{
    return im->stored.cells[(size_t)line->current * (size_t)im->table->n + (size_t)field];
}

/* --- one cell, as it would be exported --- */

static bool uid_valid(const char *s)
{
    size_t len = strlen(s);
    return len && len <= 60 &&
           strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:") == len;
}

/* Runs a reader of forms over a cell; NULL after a refusal. */
static const char *read_as_form(struct import *im, struct line *line,
                                const struct yp_x_field *field, const char *s)
{
    const struct yp_field one = { .name = field->name, .value = s, .len = strlen(s) };
    const struct yp_fields fields = { &one, 1 };
    struct yp_form form = { .arena = im->arena, .fields = &fields };
    long min = 0, max = 0;
    const char *out = s;
    switch (field->type) {
    case X_LONG: out = yp_form_long(&form, field->name, 0, field->max); break;
    case X_EMAIL: out = yp_form_email(&form, field->name, false); break;
    case X_WORD: {
        const struct yp_word words[] = { { "label", field->name },
                                         { "value", s },
                                         { "words", field->words } };
        if (is_word(field->words, s))
            return s;
        note_refusal(im, line, field->name, "import.word", words, 3);
        return NULL;
    }
    case X_NUMBER:
        sscanf(field->words, "%ld %ld", &min, &max);
        out =
            yp_arena_printf(im->arena, "%" PRId64, yp_form_int(&form, field->name, min, max, min));
        break;
    case X_URL:
        out = yp_form_text(&form, field->name, 0, 300);
        if (!form.nerrors && !yp_web_address_valid(out))
            yp_form_refuse(&form, field->name, "register.url", "value", s, NULL);
        break;
    case X_BUSINESS_ID:
        if (!yp_business_id_valid(s))
            yp_form_refuse(&form, field->name, "register.business_id", "value", s, NULL);
        break;
    case X_YES:
        out = !strcmp(s, "1") || !strcmp(s, "0") ? s : NULL;
        if (!out)
            yp_form_refuse(&form, field->name, "import.yes", "value", s, NULL);
        break;
    default: out = yp_form_text(&form, field->name, 0, field->max ? field->max : 1000); break;
    }
    if (!form.nerrors)
        return out ? out : "";
    refuse_form(im, line, &form);
    return NULL;
}

/* The uid that a cell or, when it is empty, a name refers to; NULL after a refusal. */
static const char *read_reference(struct import *im, struct line *line, const char *field,
                                  const char *kind_name, const char *uid, const char *name)
{
    const struct kind *kind = kind_of(im, kind_name);
    int n = 0;
    if (!*uid && !*name)
        return "";
    struct known *k = *uid ? find_uid(kind, uid) : NULL;
    if (!k && (!*uid || !*name))
        k = find_name(kind, im->arena, *uid ? uid : name, &n);
    if (n > 1 && strcmp(kind_name, "area") != 0) {
        refuse(im, line, field, "import.ambiguous", *uid ? uid : name);
        return NULL;
    }
    if (!k)
        refuse(im, line, field, "import.unknown", *uid ? uid : name);
    return k ? k->uid : NULL;
}

/* Reads the days behind an entry's uid; false when they are none. Cuts them off the text. */
static bool read_entry_days(char *text, enum yp_x_days days, struct yp_span *span)
{
    *span = (struct yp_span){ YP_DAY_UNKNOWN, YP_DAY_STILL, "unknown", "unknown" };
    char *space = strrchr(text, ' ');
    struct yp_when when;
    if (days == X_NO_DAYS)
        return true;
    if (days == X_ONE_DAY) {
        if (!space || !yp_when_read(space + 1, &when))
            return false;
        *space = '\0';
        span->from_day = when.first;
        return true;
    }
    char *slash = space ? strchr(space + 1, '/') : NULL;
    if (!slash)
        return true;
    *slash = '\0';
    bool from_open = !strcmp(space + 1, ".."), to_open = !strcmp(slash + 1, "..");
    if (!from_open) {
        if (!yp_when_read(space + 1, &when))
            return false;
        span->from_day = when.first;
        span->from_precision = when.precision;
    }
    if (!to_open) {
        if (!yp_when_read(slash + 1, &when))
            return false;
        span->to_day = when.last;
        span->to_precision = when.precision;
    }
    *space = '\0';
    return span->from_day <= span->to_day;
}

static const char *read_list(struct import *im, struct line *line, int f, const char *s)
{
    const struct yp_x_field *field = &im->table->fields[f];
    const struct yp_x_list *list = field->list;
    struct entry *entries = yp_arena_array(im->arena, ENTRIES_MAX, sizeof *entries);
    const char *texts[ENTRIES_MAX];
    int n = 0;
    while (*s) {
        char *part = yp_arena_alloc(im->arena, strlen(s) + 1), *to = part;
        for (; *s && *s != '|'; s++) {
            if (*s == '\\' && s[1])
                s++;
            *to++ = *s;
        }
        s += *s == '|';
        char *text = yp_arena_str(im->arena, trimmed(im->arena, part));
        struct entry *e = &entries[n];
        if (!*text)
            continue;
        if (n == ENTRIES_MAX || !read_entry_days(text, list->days, &e->span)) {
            refuse(im, line, field->name, n == ENTRIES_MAX ? "import.entries" : "import.entry",
                   text);
            return NULL;
        }
        if (list->kind) {
            e->text = read_reference(im, line, field->name, list->kind, text, "");
        } else {
            const struct yp_x_field one = { .name = field->name, .type = X_TEXT, .max = 200 };
            e->text = read_as_form(im, line, &one, text);
        }
        if (!e->text)
            return NULL;
        texts[n++] = yp_x_entry(im->arena, list, e->text, e->span.from_day, e->span.from_precision,
                                e->span.to_day, e->span.to_precision);
    }
    line->lists[f] = entries;
    line->nlists[f] = n;
    for (int i = 1; i < n; i++)
        for (int k = 0; k < i; k++)
            if (!strcmp(texts[i], texts[k])) {
                refuse(im, line, field->name, "import.entry_twice", texts[i]);
                return NULL;
            }
    return yp_x_join(im->arena, texts, n);
}

/* --- one row --- */

static bool is_precision(const struct yp_x_field *field)
{
    return strstr(field->name, "_precision") != NULL;
}

/* A day with its precision: what the precision column says, or as well as the day is written. */
static void read_day(struct import *im, struct line *line, int f, const char *s)
{
    const struct yp_x_field *field = &im->table->fields[f];
    struct yp_when when = { .precision = "unknown" };
    int p = field->type == X_DAY ? -1 : f + 1;
    if (p >= im->table->n || (p >= 0 && !is_precision(&im->table->fields[p])))
        p = -1;
    if (!*s) {
        line->cells[f] = "";
    } else if (!yp_when_read(s, &when) ||
               (field->type == X_DAY && strcmp(when.precision, "day") != 0)) {
        refuse(im, line, field->name, "form.when", s);
    } else {
        line->cells[f] =
            yp_when_iso(im->arena, field->type == X_TO ? when.last : when.first, "day");
    }
    if (p >= 0 && (im->column[p] < 0 || strcmp(when.precision, "day") != 0))
        line->cells[p] = when.precision; /* what stands in that column of the file comes after */
}

/* The value of an empty cell: nothing, or what a new row begins with. */
static void read_empty(struct import *im, struct line *line, int f)
{
    const struct yp_x_field *field = &im->table->fields[f];
    if (field->required)
        refuse(im, line, field->name, "form.required", "");
    else if (is_precision(field))
        line->cells[f] = !*line->cells[f - 1] ? "unknown"
                         : strcmp(line->cells[f], "unknown") != 0 && *line->cells[f]
                             ? line->cells[f]
                             : "day";
    else
        line->cells[f] = field->first ? field->first : "";
}

static void read_field(struct import *im, struct line *line, int row, int f)
{
    const struct yp_x_field *field = &im->table->fields[f];
    const char *s = cell_of(im, row, f), *value = NULL;
    bool has = im->column[f] >= 0;
    if (field->type == X_REF && f + 1 < im->table->n && im->table->fields[f + 1].type == X_NAME) {
        has = has || im->column[f + 1] >= 0;
        const char *uid =
            has ? read_reference(im, line, field->name, field->words, s, cell_of(im, row, f + 1))
                : NULL;
        if (has && uid && (*uid || !field->required))
            line->cells[f] = uid;
        else if (has ? uid != NULL : line->current < 0 && field->required)
            refuse(im, line, field->name, "form.required", "");
        return;
    }
    if (field->type == X_UID || field->type == X_NAME || field->type == X_SAID)
        return;
    if (!has && line->current >= 0)
        return;
    if (field->type == X_LIST)
        value = read_list(im, line, f, s);
    else if (field->type == X_FROM || field->type == X_TO || field->type == X_DAY)
        read_day(im, line, f, s);
    else if (!*s)
        read_empty(im, line, f);
    else
        value = read_as_form(im, line, field, s);
    if (value)
        line->cells[f] = value;
}

static const char *cell_named(const struct import *im, const struct line *line, const char *name)
{
    return line->cells[yp_x_field_index(im->table, name)];
}

static int filled(const struct import *im, const struct line *line, const char *const *names)
{
    int n = 0;
    for (; *names; names++)
        n += *cell_named(im, line, *names) != '\0';
    return n;
}

static void check_row(struct import *im, struct line *line)
{
    int from = yp_x_field_index(im->table, "from_day"), to = yp_x_field_index(im->table, "to_day");
    if (from >= 0 && *line->cells[from] && *line->cells[to] &&
        strcmp(line->cells[from], line->cells[to]) > 0)
        refuse(im, line, "to_day", "form.order", line->cells[to]);
    for (size_t i = 0; i < 2 && im->table->one_of[i].fields; i++)
        if (filled(im, line, im->table->one_of[i].fields) != 1)
            refuse(im, line, im->table->one_of[i].fields[0], im->table->one_of[i].message, "");
    int group = yp_x_field_index(im->table, "from_group_uid"),
        other = yp_x_field_index(im->table, "to_group_uid");
    if (group >= 0 && *line->cells[group] && !strcmp(line->cells[group], line->cells[other]))
        refuse(im, line, "to_group_uid", "tie.itself", "");
}

/* --- rows without a uid and a name: seats and ties --- */

struct keyed {
    const char *key;
    int row;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c ? c : x->row - y->row;
}

static const char *key_of(struct import *im, const char *const *cells)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf key = YP_BUF_INIT;
    for (const char *const *name = im->table->key; *name; name++)
        yp_buf_printf(&key, "%s|", cells[yp_x_field_index(im->table, *name)]);
    return yp_arena_str(im->arena, yp_buf_text(&key));
}

/* A row without a uid is the one that is stored already with the same key. */
static void find_by_key(struct import *im, int n)
{
    struct keyed *stored = yp_arena_array(im->arena, (size_t)im->stored.nrow + 1, sizeof *stored);
    for (int r = 0; r < im->stored.nrow; r++)
        stored[r] =
            (struct keyed){ key_of(im, &im->stored.cells[(size_t)r * (size_t)im->table->n]), r };
    if (im->stored.nrow > 1)
        qsort(stored, (size_t)im->stored.nrow, sizeof *stored, by_key);
    for (int i = 0; i < n; i++) {
        struct line *line = &im->lines[i];
        if (line->current >= 0 || *cell_of(im, i + 1, 0))
            continue;
        const char *key = key_of(im, line->cells);
        int lo = 0, hi = im->stored.nrow;
        while (lo < hi) {
            int mid = (lo + hi) / 2;
            if (strcmp(stored[mid].key, key) < 0)
                lo = mid + 1;
            else
                hi = mid;
        }
        if (lo < im->stored.nrow && !strcmp(stored[lo].key, key)) {
            line->current = stored[lo].row;
            line->uid = stored_cell(im, line, 0);
        }
    }
}

static int row_of_id(const struct import *im, int64_t id)
{
    for (int lo = 0, hi = im->stored.nrow - 1; lo <= hi;) {
        int mid = (lo + hi) / 2;
        if (im->stored.ids[mid] == id)
            return mid;
        if (im->stored.ids[mid] < id)
            lo = mid + 1;
        else
            hi = mid - 1;
    }
    return -1;
}

/* Which stored row a line is: by its uid, or by its name when it has none. */
static void find_line(struct import *im, struct line *line, int row)
{
    const char *uid = cell_of(im, row, 0);
    int name = yp_x_field_index(im->table, "name"), n = 0;
    line->current = -1;
    if (*uid && !uid_valid(uid)) {
        refuse(im, line, "uid", "import.uid", uid);
    } else if (*uid) {
        struct known *k = find_uid(im->own, uid);
        line->uid = uid;
        line->current = k ? row_of_id(im, k->id) : -1;
    } else if (name >= 0) {
        struct known *k = find_name(im->own, im->arena, cell_of(im, row, name), &n);
        if (n > 1)
            refuse(im, line, "name", "import.ambiguous", cell_of(im, row, name));
        else if (k)
            line->current = row_of_id(im, k->id);
    }
    if (line->current >= 0)
        line->uid = stored_cell(im, line, 0);
    if (!line->uid)
        line->uid = yp_new_uid(im->tx);
}

static int by_line_uid(const void *a, const void *b)
{
    const struct line *x = *(struct line *const *)a, *y = *(struct line *const *)b;
    int c = strcmp(x->uid, y->uid);
    return c ? c : x->number - y->number;
}

static void refuse_twice(struct import *im, int n)
{
    struct line **sorted = yp_arena_array(im->arena, (size_t)n + 1, sizeof *sorted);
    for (int i = 0; i < n; i++)
        sorted[i] = &im->lines[i];
    if (n > 1)
        qsort(sorted, (size_t)n, sizeof *sorted, by_line_uid);
    for (int i = 1; i < n; i++)
        if (!strcmp(sorted[i]->uid, sorted[i - 1]->uid))
            refuse(im, sorted[i], "uid", "import.twice",
                   yp_arena_printf(im->arena, "%d", sorted[i - 1]->number));
}

/* --- trees --- */

/* Whether the thing of uid stands somewhere above start in a list of parents, as the file would
 * leave them. */
static bool stands_above(struct import *im, int f, const char *start, const char *uid, int depth)
{
    const struct known *k = find_uid(im->own, start);
    if (!strcmp(start, uid))
        return true;
    if (!k || depth > 30)
        return depth > 30;
    if (k->line && k->line->lists[f]) {
        for (int i = 0; i < k->line->nlists[f]; i++)
            if (stands_above(im, f, k->line->lists[f][i].text, uid, depth + 1))
                return true;
        return false;
    }
    int row = row_of_id(im, k->id);
    const char *cell =
        row < 0 ? "" : im->stored.cells[(size_t)row * (size_t)im->table->n + (size_t)f];
    while (*cell) { /* "uid days | uid days" */
        const char *above = yp_arena_mem(im->arena, cell, strcspn(cell, " "));
        if (stands_above(im, f, above, uid, depth + 1))
            return true;
        const char *bar = strstr(cell, " | ");
        cell = bar ? bar + 3 : "";
    }
    return false;
}

static void check_lists(struct import *im, struct line *line)
{
    for (int f = 0; f < im->table->n; f++) {
        const struct yp_x_list *list = im->table->fields[f].list;
        if (!list || !list->kind || strcmp(list->kind, im->table->object) != 0)
            continue;
        for (int i = 0; i < line->nlists[f]; i++) {
            const struct known *k = find_uid(im->own, line->lists[f][i].text);
            if (!line->is_refused && k && k->line && k->line->current < 0 && k->line->is_refused)
                refuse(im, line, im->table->fields[f].name, "import.refused_too", k->uid);
            if (!line->is_refused && list->is_tree &&
                stands_above(im, f, line->lists[f][i].text, line->uid, 0))
                refuse(im, line, im->table->fields[f].name, "import.loop", line->lists[f][i].text);
        }
    }
}

/* --- the whole, without writing --- */

static void read_lines(struct import *im, int n)
{
    for (int i = 0; i < n; i++)
        find_line(im, &im->lines[i], i + 1);
    refuse_twice(im, n);
    int all = im->own->n;
    for (int i = 0; i < n; i++) { /* rows of the file may refer to each other */
        struct line *line = &im->lines[i];
        int name = yp_x_field_index(im->table, "name");
        struct known *k = line->current >= 0 ? find_uid(im->own, line->uid) : NULL;
        if (!k) {
            k = &im->own->at[all];
            *k =
                (struct known){ .uid = line->uid,
                                .fold = name < 0 ? ""
                                                 : yp_icu_fold(im->arena, cell_of(im, i + 1, name)),
                                .order = all++ };
        }
        k->line = line;
    }
    im->own->n = all;
    sort_kind(im->arena, im->own);
    for (int i = 0; i < n; i++) {
        struct line *line = &im->lines[i];
        line->cells = yp_arena_array(im->arena, (size_t)im->table->n, sizeof *line->cells);
        for (int f = 0; f < im->table->n; f++)
            line->cells[f] = line->current >= 0                    ? stored_cell(im, line, f)
                             : im->table->fields[f].first          ? im->table->fields[f].first
                             : is_precision(&im->table->fields[f]) ? "unknown"
                                                                   : "";
        for (int f = 0; f < im->table->n; f++)
            read_field(im, line, i + 1, f);
        check_row(im, line);
    }
    if (im->table->key)
        find_by_key(im, n);
    for (int before = -1; before != im->report->refused_n;) {
        before = im->report->refused_n;
        for (int i = 0; i < n; i++)
            check_lists(im, &im->lines[i]);
    }
}

/* Whether a field of a row that is stored already would change. */
static bool differs(struct import *im, const struct line *line, int f)
{
    enum yp_x_type type = im->table->fields[f].type;
    return type != X_NAME && type != X_SAID &&
           strcmp(line->cells[f], stored_cell(im, line, f)) != 0;
}

/* The changed fields that a form has a name for, as yp_changed. */
static const char *changed(struct import *im, const struct line *line)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf names = YP_BUF_INIT;
    const char *last = "";
    for (int f = 1; f < im->table->n && line->current >= 0; f++) {
        const char *column = im->table->fields[f].name;
        size_t len = strlen(column);
        if (len > 4 && !strcmp(column + len - 4, "_uid"))
            column = yp_arena_mem(im->arena, column, len - 4);
        const char *name = yp_field_name(column);
        if (!differs(im, line, f) || !strcmp(name, last) ||
            !yp_catalog_field(im->tx->core->catalog, 0, im->table->object, name))
            continue;
        yp_buf_printf(&names, "%s%s", names.len ? "," : "", name);
        last = name;
    }
    return yp_arena_str(im->arena, yp_buf_text(&names));
}

static void count(struct import *im, int n)
{
    for (int i = 0; i < n; i++) {
        struct line *line = &im->lines[i];
        line->is_same = line->current >= 0;
        for (int f = 1; f < im->table->n && line->is_same; f++)
            line->is_same = !differs(im, line, f);
        if (line->is_refused)
            continue;
        if (line->current < 0)
            im->report->new_n++;
        else if (line->is_same)
            im->report->same_n++;
        else
            im->report->changed_n++;
    }
}

/* --- storing --- */

static int64_t id_of(struct import *im, const char *kind, const char *uid)
{
    const struct known *k = *uid ? find_uid(kind_of(im, kind), uid) : NULL;
    return !k ? 0 : k->id ? k->id : k->line ? k->line->id : 0;
}

static struct yp_value value_of(struct import *im, const struct yp_x_field *field, const char *s)
{
    struct yp_when when;
    switch (field->type) {
    case X_YES:
    case X_NUMBER: return yp_int(strtoll(s, NULL, 10));
    case X_FROM: return yp_int(*s && yp_when_read(s, &when) ? when.first : YP_DAY_UNKNOWN);
    case X_TO: return yp_int(*s && yp_when_read(s, &when) ? when.last : YP_DAY_STILL);
    case X_DAY: return *s && yp_when_read(s, &when) ? yp_int(when.first) : yp_none();
    case X_REF: {
        int64_t id = id_of(im, field->words, s);
        return id ? yp_int(id) : yp_none();
    }
    default: return *s ? yp_text(s) : yp_none();
    }
}

/* Texts are kept in versions: the name, and what is long. */
static int keep_texts(struct import *im, struct line *line, struct yp_err *err)
{
    int rc = YP_OK, lang = yp_x_field_index(im->table, "lang");
    for (int f = 0; f < im->table->n && rc == YP_OK; f++) {
        const struct yp_x_field *field = &im->table->fields[f];
        bool is_text = field->type == X_LONG || !strcmp(field->name, "name");
        const char *was = line->current >= 0 ? stored_cell(im, line, f) : "";
        if (is_text && strcmp(was, line->cells[f]) != 0)
            rc = yp_text_keep(im->tx, im->table->object, line->id, field->name,
                              lang < 0 ? "fi" : line->cells[lang], line->cells[f], err);
    }
    return rc;
}

static int store_row(struct import *im, struct line *line, struct yp_err *err)
{
    struct yp_cell cells[X_FIELDS_MAX + 8];
    struct yp_arena *arena = im->arena;
    int n = 0, rc = YP_OK;
    char *html = NULL;
    const char *name = "";
    int64_t changed;
    for (int f = 1; f < im->table->n && rc == YP_OK; f++) {
        const struct yp_x_field *field = &im->table->fields[f];
        cells[n++] = (struct yp_cell){ field->name, value_of(im, field, line->cells[f]) };
        if (field->type == X_LONG && *line->cells[f])
            rc = yp_md_html(arena, line->cells[f], &html, err);
        if (!strcmp(field->name, "name"))
            name = line->cells[f];
    }
    if (rc < 0)
        return rc;
    cells[n++] = YP_STR("uid", line->uid);
    cells[n++] = YP_STR("name_sort", yp_icu_sort_key(arena, name));
    cells[n++] = YP_STR("name_fold", yp_icu_fold(arena, name));
    cells[n++] = YP_STR("html", html);
    cells[n++] = YP_INT("now", im->tx->viewer.now_at);
    if (line->current < 0) {
        rc = yp_tx_id(im->tx, im->table->insert, (struct yp_cells){ cells, n }, &line->id, err);
    } else {
        line->id = im->stored.ids[line->current];
        cells[n++] = YP_INT("id", line->id);
        rc = yp_tx_change(im->tx, im->table->update, (struct yp_cells){ cells, n }, &changed, err);
    }
    return rc < 0 ? rc : keep_texts(im, line, err);
}

static int store_list(struct import *im, struct line *line, int f, struct yp_err *err)
{
    const struct yp_x_list *list = im->table->fields[f].list;
    const char *was = line->current >= 0 ? stored_cell(im, line, f) : "";
    if (!line->lists[f] || !strcmp(was, line->cells[f]))
        return YP_OK;
    int rc = yp_tx_run(im->tx, list->clear, YP_ROW(YP_INT("id", line->id)), NULL, err);
    for (int i = 0; i < line->nlists[f] && rc == YP_OK; i++) {
        const struct entry *e = &line->lists[f][i];
        rc = yp_tx_run(
            im->tx, list->add,
            YP_ROW(YP_INT("id", line->id),
                   YP_REF("other_id", list->kind ? id_of(im, list->kind, e->text) : 0),
                   YP_STR("name", e->text), YP_STR("name_fold", yp_icu_fold(im->arena, e->text)),
                   YP_INT("from_day", e->span.from_day), YP_INT("to_day", e->span.to_day),
                   YP_STR("from_precision", e->span.from_precision),
                   YP_STR("to_precision", e->span.to_precision), YP_STR("uid", yp_new_uid(im->tx)),
                   YP_INT("now", im->tx->viewer.now_at)),
            NULL, err);
    }
    return rc;
}

/* Where a row shows: a seat in its group or organization, most things on their own page. */
static void note(struct import *im, const struct line *line)
{
    const char *about = im->table->object;
    int64_t id = line->id;
    for (const char *const *name = im->table->place; name && *name; name++)
        if (*cell_named(im, line, *name)) {
            about = im->table->fields[yp_x_field_index(im->table, *name)].words;
            id = id_of(im, about, cell_named(im, line, *name));
            break;
        }
    yp_journal(im->tx, im->table->action, line->id, about, id, changed(im, line));
}

static int store(struct import *im, int n, struct yp_err *err)
{
    int rc = YP_OK;
    for (int i = 0; i < n && rc == YP_OK; i++)
        if (!im->lines[i].is_refused && !im->lines[i].is_same)
            rc = store_row(im, &im->lines[i], err);
    for (int i = 0; i < n && rc == YP_OK; i++) {
        struct line *line = &im->lines[i];
        if (line->is_refused || line->is_same)
            continue;
        for (int f = 0; f < im->table->n && rc == YP_OK; f++)
            if (im->table->fields[f].type == X_LIST)
                rc = store_list(im, line, f, err);
        note(im, line);
    }
    return rc;
}

/* What a spreadsheet program saves by itself: a zip archive, or the older binary form. */
static bool is_workbook(const char *bytes, size_t len)
{
    return len >= 4 && (!memcmp(bytes, "PK\3\4", 4) || !memcmp(bytes, "\xD0\xCF\x11\xE0", 4));
}

int yp_x_import(struct yp_tx *tx, const struct yp_x_table *table, const char *lang,
                const char *bytes, size_t len, bool do_store, struct yp_x_report *ret,
                struct yp_err *err)
{
    struct import im = {
        .tx = tx, .arena = tx->arena, .lang = lang, .table = table, .report = ret
    };
    *ret = (struct yp_x_report){ .refusals = yp_arena_array(tx->arena, REFUSALS_MAX,
                                                            sizeof *ret->refusals) };
    int rc = is_workbook(bytes, len) ? bad_file(err, "import.workbook", "")
                                     : yp_csv_read(tx->arena, bytes, len, &im.csv, err);
    if (rc == YP_OK)
        rc = read_header(&im, err);
    if (rc == YP_OK)
        rc = read_kinds(&im, err);
    if (rc == YP_OK)
        rc = yp_x_read(tx->core, tx->db, tx->arena, im.table, NULL, 0, X_ROWS_MAX, &im.stored, err);
    if (rc == YP_OK && im.stored.more)
        rc = yp_fail(err, YP_ELIMIT, "error.too_much", "%s: over %d rows", im.table->kind,
                     X_ROWS_MAX);
    if (rc < 0)
        return rc;
    int n = im.csv.nrow - 1;
    im.lines = yp_arena_array(tx->arena, (size_t)n + 1, sizeof *im.lines);
    for (int i = 0; i < n; i++)
        im.lines[i].number = im.csv.number[i + 1];
    ret->table = im.table;
    refuse_faults(&im);
    read_lines(&im, n);
    count(&im, n);
    if (ret->nrefusals > 1)
        qsort(ret->refusals, (size_t)ret->nrefusals, sizeof *ret->refusals, by_line);
    return do_store ? store(&im, n, err) : YP_OK;
}
