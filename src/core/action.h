/*
 * Actions: every write. One unit of a transaction, one journal number, or nothing. Layer: core.
 *
 * SQLite: a writer thread runs queued actions in one BEGIN IMMEDIATE, each in its own savepoint
 * with its own viewer, commits at synchronous=FULL and then releases the replies. PostgreSQL: one
 * transaction an action.
 */
#pragma once
#include "core/form.h"
#include "db/db.h"
#include "web/web.h"

struct yp_core;

/* An open unit of writing. */
struct yp_tx {
    struct yp_core *core;
    struct yp_db *db;
    struct yp_arena *arena;
    struct yp_viewer viewer;
    struct yp_journal_row *rows; /* noted so far; written as the unit's last step */
    int nrows;
    int64_t seq; /* set once the unit is written */
};

/*
 * Runs a named statement of src/app/<module>.sql or src/core/<module>.sql.
 *
 * name     "meeting.insert"
 * ret      rows, in the arena; NULL when they are not wanted
 * Errors   those of yp_db_run; YP_EBUG "statement.unknown"
 */
int yp_tx_run(struct yp_tx *tx, const char *name, struct yp_cells cells, struct yp_rows *ret,
              struct yp_err *err) YP_MUST_CHECK;
/* The same, giving the number of rows changed. */
int yp_tx_change(struct yp_tx *tx, const char *name, struct yp_cells cells, int64_t *ret_n,
                 struct yp_err *err) YP_MUST_CHECK;
/* The same for a statement that gives exactly one row, such as INSERT … RETURNING id: its first
 * column as number. Errors also YP_ENOTFOUND "error.not_found" without a row. */
int yp_tx_id(struct yp_tx *tx, const char *name, struct yp_cells cells, int64_t *ret_id,
             struct yp_err *err) YP_MUST_CHECK;
/*
 * yp_tx_run with the views as a person sees them (0: nobody) at a moment: what may stand in a
 * letter to him. An administrator counts as anybody. Cost: 3 statements.
 */
int yp_tx_run_as(struct yp_tx *tx, int64_t person_id, int64_t at, const char *name,
                 struct yp_cells cells, struct yp_rows *ret, struct yp_err *err) YP_MUST_CHECK;
/* yp_tx_run that gives one row. Errors YP_ENOTFOUND when there is none. */
int yp_tx_one(struct yp_tx *tx, const char *name, struct yp_cells cells, struct yp_rows *ret,
              struct yp_err *err) YP_MUST_CHECK;
/* yp_tx_one of what a personal link leads to. Errors YP_ENOTFOUND "error.link". */
int yp_tx_linked(struct yp_tx *tx, const char *name, struct yp_cells cells, struct yp_rows *ret,
                 struct yp_err *err) YP_MUST_CHECK;

/*
 * Notes what was done; written with the unit's one journal number as its last step.
 *
 * action      "meeting.call"; the object's kind is the part before the dot
 * about_kind  the page that shows it ("meeting", 7), for history and live updates
 * fields      names of changed fields, comma-separated, "" when the action says it all; never
 *             values
 */
void yp_journal(struct yp_tx *tx, const char *action, int64_t object_id, const char *about_kind,
                int64_t about_id, const char *fields);

/* The name a reader's form has for a column: a day, its hour and how well they are known are one. */
const char *yp_field_name(const char *column);
/*
 * Which fields a form changes, for yp_journal: the names of the columns of the stored row that hold
 * something else than the cell of that name; a day and how well it is known are one ("from_when"),
 * which is why such columns stand side by side in the statement.
 * A column without a cell is not looked at. extra: one more name, or NULL. In the arena.
 */
const char *yp_changed(struct yp_tx *tx, const struct yp_rows *stored, struct yp_cells cells,
                       const char *extra);

/* Whether two results hold the same, row by row: lists beside a record, before and after. */
bool yp_same_rows(const struct yp_rows *a, const struct yp_rows *b);

/*
 * Keeps a version of a text (history, languages, erasure rest on it). Call it for each text that is
 * set. body NULL is kept as ''. The record's own column is the caller's to set. Cost: 2 statements.
 */
int yp_text_keep(struct yp_tx *tx, const char *kind, int64_t object_id, const char *field,
                 const char *lang, const char *body, struct yp_err *err) YP_MUST_CHECK;

/* Requires the viewer's rank at an object: 1 may see, 2 member, 3 manager.
 * Errors YP_ENOTFOUND when hidden or absent, YP_EDENIED "error.denied". Cost: 1 statement. */
int yp_tx_require(struct yp_tx *tx, const char *kind, int64_t id, int rank,
                  struct yp_err *err) YP_MUST_CHECK;

/* A new stable identifier for exports and calendars, in the arena. */
const char *yp_new_uid(struct yp_tx *tx);

/* What an action may do before its transaction, on the request's own thread: hashing, looking at
 * files. */
struct yp_before {
    struct yp_core *core;
    const struct yp_request *req;
    struct yp_arena *arena;
    struct yp_viewer viewer;
    int64_t account_id, session_id; /* 0 when nobody is signed in */
};

struct yp_action {
    const char *name;  /* "meeting.call" */
    const char *route; /* "/meetings/{meeting:id}/call" */
    const char
        *access; /* "public", "signed-in", "member of meeting", "manager of meeting", "admin" */
    const char *page;  /* pattern of the page drawn again after a refusal, with the same parameters;
                          NULL: the problem page */
    const char *words; /* prefix of its field labels: "meeting" -> meeting.field.title */
    int (*before)(struct yp_before *b, struct yp_form *form, struct yp_err *err); /* may be NULL */
    int (*run)(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err);
    bool no_csrf;    /* one-click stop of RFC 8058, personal links */
    bool no_journal; /* sign-in and out, throttles: nothing a history would show */
};

#define YP_ACTION(ident_, name_, route_, ...)                                                      \
    const struct yp_action yp_action_##ident_ = { .name = (name_), .route = (route_), __VA_ARGS__ }

/* After success: 303 to a path made of fmt; flash names the message shown there ("meeting.called"),
 * "" for none. */
int yp_done(struct yp_tx *tx, struct yp_reply *reply, const char *flash, const char *fmt, ...)
    YP_PRINTF(4, 5);

/*
 * Runs fn as one unit with this viewer and waits until it is durable. Any thread but the writer's
 * own. Errors: fn's own, YP_EBUG when it noted nothing and may not, YP_EBUSY "db.busy" when the
 * queue is full.
 */
typedef int yp_write_fn(struct yp_tx *tx, void *ctx, struct yp_err *err);
int yp_write(struct yp_core *core, struct yp_arena *arena, const struct yp_viewer *viewer,
             bool no_journal, yp_write_fn *fn, void *ctx, struct yp_err *err) YP_MUST_CHECK;
