/* What page.c compiles and draw.c draws. Only for these files. Layer: core. */
#pragma once
#include "core/core.h"
#include "core/page.h"
#include "db/sqlfile.h"

enum { YP_PAGE_QUERIES = 40, YP_PAGE_PARAMS = 10, YP_PAGE_BY = 3 };

enum yp_section_builtin { YP_S_PAGE, YP_S_ERROR, YP_S_PROBLEM, YP_S_TYPED, YP_S_BUILTINS };

enum yp_bound { YP_ONE, YP_MAX, YP_PAGED, YP_PER, YP_ENUM, YP_PROVIDED };

enum yp_page_format { YP_FORMAT_HTML, YP_FORMAT_ATOM, YP_FORMAT_CSV, YP_FORMAT_JSON };

struct yp_query {
    const char *name;
    const char *file;
    int line;
    enum yp_bound bound;
    bool optional;
    int n; /* max=, page= or per= */
    const char *by[YP_PAGE_BY];
    int by_col[YP_PAGE_BY];
    int nby;
    int parent; /* index of a query, -1 */
    const char *on, *key;
    int on_col, key_col; /* in its own rows; in the parent's rows */
    const char *options; /* form field, or NULL */
    int depth;
    struct yp_sql *sql, *sql_first;
    int ncol; /* of the statement */
    const char *const *names;
    const enum yp_type *types;
    int rn_col;                  /* _rn of per=, -1 */
    int selected_col, value_col; /* options= */
    const struct yp_provider *provider;
    struct yp_rows fixed; /* enum= */
    const char **columns; /* of the section: names, then what the core adds */
    int ncolumns;
};

enum yp_query_param { YP_Q_ID, YP_Q_INT, YP_Q_TEXT, YP_Q_DAY, YP_Q_WORD, YP_Q_CURSOR };

struct yp_page_param {
    const char *name;
    enum yp_query_param type;
    int max;
};

struct yp_page {
    struct yp_pages *pages;
    const char *file; /* "pages/groups/one" without suffix */
    struct yp_route route;
    enum yp_page_format format;
    bool bare, no_cache;
    const char *access;
    const char *title_key; /* message, or NULL */
    const char *credit;    /* message that names where the data of a JSON page are from, or NULL */
    int title_query, title_col; /* or a column */
    int budget;
    struct yp_page_param params[YP_PAGE_PARAMS];
    int nparams;
    struct yp_query queries[YP_PAGE_QUERIES];
    int nqueries, depth;
    int form, filter; /* indexes of the queries `form` and `filter`, -1 */
    struct yp_section *section_at;
    struct yp_sections sections;
    struct yp_tpl *tpl[YP_LANGS];
    struct yp_arena *arena;
};

struct yp_pages {
    struct yp_core *core;
    struct yp_arena *arena;
    struct yp_page **at; /* in the order of trying */
    int n;
    struct yp_action_route {
        const struct yp_action *action;
        struct yp_route route;
    } * actions;
    int nactions;
    struct yp_raw_route {
        const struct yp_raw *raw;
        struct yp_route route;
    } * raws;
    int nraws;
    struct yp_enum {
        const char *name; /* "group.kind" */
        const char *const *values;
        int n;
    } * enums;
    int nenums;
    struct yp_sections frame_sections;
    struct yp_tpl *frame[YP_LANGS], *problem[YP_LANGS];
    struct yp_tpl_format formats[YP_LANGS];
    struct yp_lang_ctx {
        struct yp_core *core;
        struct yp_pages *pages;
        int lang;
        struct yp_arena *arena;
    } langs[YP_LANGS];
};

/* Columns of the built-in sections, ended by NULL. */
extern const char *const yp_page_columns[],
    *const yp_error_columns[], *const yp_problem_columns[], *const yp_typed_columns[];
