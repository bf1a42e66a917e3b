/*
 * Pages: two files each, compiled, checked and drawn. Layer: core.  Spec: doc/page-language.md.
 */
#pragma once
#include "base/buf.h"
#include "core/form.h"
#include "core/route.h"
#include "db/db.h"
#include "tpl/tpl.h"
#include "web/web.h"

struct yp_core;
struct yp_pages;
struct yp_page;

/* Who asks, as far as the request tells. */
struct yp_who {
    struct yp_viewer viewer;
    int64_t account_id, session_id;
    char person_name[160];
    char csrf[64]; /* the session's or the anonymous cookie's secret, "" when there is none yet */
    char account_lang[4];
};

/* What a thread of the server keeps. */
struct yp_thread {
    struct yp_db *page_db; /* fenced reading */
    struct yp_db *auth_db; /* sessions and parked forms, read outside the fence */
};

/* One request at work. */
struct yp_ask {
    struct yp_core *core;
    struct yp_thread *thread;
    const struct yp_request *req;
    struct yp_arena *arena;
    struct yp_who who;
    int lang; /* index */
    struct yp_path path;
    const struct yp_form *form; /* a refused form to draw again, or NULL */
    const char *form_words;     /* the posted action's prefix of labels */
    struct yp_form *address;    /* what a reader typed into the address and is told of, or NULL */
    bool is_cross_site;         /* posted from another site */
    bool is_parked;             /* form was kept over a sign-in: it is not sent yet */
    bool conflict;              /* the record changed meanwhile: show what it holds now */
    int statements;             /* run by pages so far (test budgets) */
    const char *new_cookie;     /* anonymous cookie to set, or NULL */
    bool has_form;              /* the drawn page holds a POST form: never kept */
    const char *cut;            /* a query with more rows than its max that the page itself does not
                                   tell of: the frame does */
};

/* A GET answered by C: calendars, PDF, attachments, exports. */
struct yp_raw {
    const char *name, *route, *access;
    /* Inside a READ transaction of the viewer on ask->thread->page_db (v_* views only). Fills
     * reply. */
    int (*run)(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err);
};

/* Rows that SQL cannot give. Inside the page's transaction; rows in ask->arena. */
struct yp_provider {
    const char *name;
    const char *const *columns; /* ended by NULL */
    int (*run)(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
};

/* Compiles all pages. Mistakes go to report, one a line; YP_EBUG "check.failed" when there are any.
 */
int yp_pages_new(struct yp_pages **ret, struct yp_core *core, struct yp_db *db,
                 struct yp_buf *report, struct yp_err *err) YP_MUST_CHECK;
void yp_pages_free(struct yp_pages *pages);

/* Prepares every query of every page on db; mistakes go to report. */
void yp_pages_prepare(struct yp_pages *pages, struct yp_db *db, struct yp_buf *report);
/* route -> reach, one line each, sorted, for schema/audit.txt. SQLite only. */
int yp_pages_audit(struct yp_pages *pages, struct yp_db *db, struct yp_buf *out,
                   struct yp_err *err) YP_MUST_CHECK;
/* METHOD, path, access, file of all pages, raws and actions, tab-separated. */
void yp_pages_routes(const struct yp_pages *pages, struct yp_buf *out);
/* For each page: folder, forms and queries; the figures of adr 0001. */
void yp_pages_counts(const struct yp_pages *pages, int *ret_pages, int *ret_queries,
                     int *ret_providers);

/* What an address leads to; all NULL when to nothing. */
struct yp_target {
    struct yp_page *page;
    const struct yp_raw *raw;
    const struct yp_action *action;
    bool other_method; /* the address exists for the other method */
};
struct yp_target yp_pages_find(struct yp_pages *pages, struct yp_arena *arena, bool is_post,
                               const char *path, struct yp_path *ret_path);
/* The page of a pattern ("/meetings/{meeting}/edit"), NULL when there is none. */
struct yp_page *yp_pages_by_pattern(struct yp_pages *pages, const char *pattern);
int yp_page_budget(const struct yp_page *page);
/* Whether a mistake in its address is told on the page itself, drawn without it: a page of HTML, read by a person. */
bool yp_page_tells(const struct yp_page *page, const struct yp_ask *ask);
/* Where mistakes in the address are noted; made when first asked for. */
struct yp_form *yp_page_address(struct yp_ask *ask);
bool yp_page_may_cache(const struct yp_page *page);

/*
 * Draws a page into reply: its queries in one READ transaction of the viewer, then its template in
 * the frame.
 *
 * Errors  YP_ENOTFOUND, YP_EDENIED, YP_EINVAL (a broken parameter: "request.param"), YP_EBUSY,
 *         YP_EDB
 */
int yp_page_draw(struct yp_page *page, struct yp_ask *ask, struct yp_reply *reply,
                 struct yp_err *err) YP_MUST_CHECK;
/* Draws the problem page: never fails (a bare text at the worst). */
void yp_problem_draw(struct yp_ask *ask, int status, const struct yp_err *err,
                     struct yp_reply *reply);

/* Whether that page shows texts of the posted form, for its writer to keep. */
bool yp_problem_gives_back(struct yp_ask *ask);

/* Checks an access line for the viewer in the open transaction. Errors YP_EDENIED, YP_ENOTFOUND. */
int yp_access_check(struct yp_ask *ask, struct yp_db *db, const char *access,
                    const struct yp_path *path, struct yp_err *err) YP_MUST_CHECK;
/* Whether an access line is well-formed for a route. */
bool yp_access_known(const char *access, const struct yp_route *route);
