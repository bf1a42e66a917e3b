/* What both engines share: choosing one, and the state of the transaction. Layer: db. */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "db/db_int.h"

const struct yp_viewer yp_db_nobody = { .lang = "fi" };

bool yp_db_is_pg(const char *where)
{
    return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
}

bool yp_db_is_near(const char *where)
{
    return !yp_db_is_pg(where) || yp_db_is_near_pg(where);
}

int yp_db_open(struct yp_db **ret, const char *where, enum yp_db_use use, struct yp_err *err)
{
    struct yp_db *db;
    int rc = yp_db_is_pg(where) ? yp_db_open_pg(&db, where, use, err)
                                : yp_db_open_sqlite(&db, where, use, err);
    if (rc < 0)
        return rc;
    db->viewer = yp_db_nobody;
    *ret = db;
    return YP_OK;
}

void yp_db_close(struct yp_db *db)
{
    if (!db)
        return;
    yp_db_rollback(db);
    db->engine->close(db);
}

enum yp_engine yp_db_engine(const struct yp_db *db)
{
    return db->engine->kind;
}

bool yp_db_in_tx(const struct yp_db *db)
{
    return db->in_tx;
}

int64_t yp_db_statements(const struct yp_db *db)
{
    return db->statements;
}

void yp_db_fail_after(struct yp_db *db, int64_t n)
{
    db->fail_after = n;
}

/* How many of the next n steps may be taken before the injected failure; n without one. */
static int steps_allowed(struct yp_db *db, int n)
{
    if (db->fail_after == 0)
        return n;
    if (db->fail_after > n) {
        db->fail_after -= n;
        return n;
    }
    n = (int)db->fail_after - 1;
    db->fail_after = 0;
    return n;
}

/* Notes a failure: within a transaction nothing but a rollback may follow. */
static int note(struct yp_db *db, int rc)
{
    if (rc < 0 && db->in_tx)
        db->failed = true;
    return rc;
}

static int check_step(struct yp_db *db, const char *what, struct yp_err *err)
{
    if (db->failed)
        return yp_fail(err, YP_EDB, "db.failed", "%s: the transaction failed before", what);
    if (steps_allowed(db, 1) < 1)
        return note(db, yp_fail(err, YP_EDB, "db.failed", "%s: injected failure", what));
    return YP_OK;
}

static void end_tx(struct yp_db *db)
{
    db->in_tx = db->in_unit = db->failed = false;
    db->viewer = yp_db_nobody;
}

static void set_viewer(struct yp_db *db, const struct yp_viewer *viewer)
{
    if (viewer)
        db->viewer = *viewer;
    else
        db->viewer =
            (struct yp_viewer){ .lang = "fi", .as_of_day = yp_today(), .now_at = yp_now_at() };
}

int yp_db_begin(struct yp_db *db, enum yp_db_mode mode, const struct yp_viewer *viewer,
                struct yp_err *err)
{
    if (db->in_tx)
        return yp_fail(err, YP_EBUG, "db.tx", "begin within a transaction");
    if (mode == YP_DB_READ_WRITE && db->use == YP_DB_PAGE)
        return yp_fail(err, YP_EBUG, "db.tx", "a page connection only reads");
    int rc = check_step(db, "begin", err);
    if (rc < 0)
        return rc;
    db->mode = mode;
    set_viewer(db, viewer);
    rc = db->engine->begin(db, err);
    if (rc < 0) {
        end_tx(db);
        return rc;
    }
    db->in_tx = true;
    return YP_OK;
}

int yp_db_commit(struct yp_db *db, struct yp_err *err)
{
    if (!db->in_tx)
        return yp_fail(err, YP_EBUG, "db.tx", "commit without a transaction");
    int rc = check_step(db, "commit", err);
    if (rc == YP_OK)
        rc = db->engine->plain(db, "COMMIT", err);
    if (rc < 0)
        yp_db_rollback(db);
    else
        end_tx(db);
    return rc;
}

void yp_db_rollback(struct yp_db *db)
{
    if (!db->in_tx)
        return;
    db->engine->rollback(db);
    end_tx(db);
}

int yp_db_view_as(struct yp_db *db, const struct yp_viewer *viewer, struct yp_err *err)
{
    if (!db->in_tx)
        return yp_fail(err, YP_EBUG, "db.tx", "a viewer without a transaction");
    int rc = check_step(db, "viewer", err);
    if (rc < 0)
        return rc;
    set_viewer(db, viewer);
    return note(db, db->engine->view(db, err));
}

int yp_db_savepoint(struct yp_db *db, struct yp_err *err)
{
    if (!db->in_tx || db->in_unit)
        return yp_fail(err, YP_EBUG, "db.tx", "a savepoint stands in a transaction, once");
    int rc = check_step(db, "savepoint", err);
    if (rc == YP_OK)
        rc = note(db, db->engine->plain(db, "SAVEPOINT unit", err));
    if (rc < 0)
        return rc;
    db->in_unit = true;
    db->unit_viewer = db->viewer;
    return YP_OK;
}

int yp_db_release(struct yp_db *db, struct yp_err *err)
{
    if (!db->in_unit)
        return yp_fail(err, YP_EBUG, "db.tx", "release without a savepoint");
    int rc = check_step(db, "release", err);
    if (rc == YP_OK)
        rc = note(db, db->engine->plain(db, "RELEASE SAVEPOINT unit", err));
    if (rc == YP_OK)
        db->in_unit = false;
    return rc;
}

int yp_db_rollback_to(struct yp_db *db, struct yp_err *err)
{
    if (!db->in_unit)
        return yp_fail(err, YP_EBUG, "db.tx", "rollback without a savepoint");
    int rc = db->engine->plain(db, "ROLLBACK TO SAVEPOINT unit", err);
    if (rc == YP_OK)
        rc = db->engine->plain(db, "RELEASE SAVEPOINT unit", err);
    if (rc < 0)
        return note(db, rc);
    db->in_unit = db->failed = false;
    db->viewer = db->unit_viewer;
    return note(db, db->engine->view(db, err));
}

struct yp_value yp_call_value(const struct yp_call *call, int i)
{
    const char *name = call->sql->params[i];
    for (int c = 0; c < call->params.n; c++)
        if (strcmp(call->params.at[c].name, name) == 0)
            return call->params.at[c].v;
    return yp_none();
}

const char *yp_call_keys(const struct yp_call *call, struct yp_arena *arena, const char *brackets)
{
    size_t size = (size_t)call->nkeys * 21 + 3; /* 20 characters and a comma each */
    char *text = yp_arena_alloc(arena, size);
    size_t len = 0;
    text[len++] = brackets[0];
    for (int i = 0; i < call->nkeys; i++)
        len += (size_t)snprintf(text + len, size - len, "%s%" PRId64, i ? "," : "", call->keys[i]);
    text[len] = brackets[1];
    return text;
}

/* Text with a zero byte would be kept by one engine and cut by the other. */
static int check_values(const struct yp_call *call, struct yp_err *err)
{
    for (int i = 0; i < call->params.n; i++) {
        const struct yp_value *v = &call->params.at[i].v;
        if (v->type == YP_TEXT && memchr(v->s, 0, v->len))
            return yp_fail(err, YP_EINVAL, "db.constraint", "%s: a zero byte in \"%s\"",
                           call->sql->name, call->params.at[i].name);
    }
    return YP_OK;
}

static int check_run(struct yp_db *db, const struct yp_call *calls, int n, struct yp_err *err)
{
    if (db->failed)
        return yp_fail(err, YP_EDB, "db.failed", "%s: the transaction failed before",
                       calls[0].sql->name);
    if (db->use == YP_DB_PAGE && !db->in_tx)
        return yp_fail(err, YP_EBUG, "db.tx", "%s: a page reads within a transaction",
                       calls[0].sql->name);
    for (int i = 0; i < n; i++) {
        int rc = check_values(&calls[i], err);
        if (rc < 0)
            return note(db, rc);
    }
    return YP_OK;
}

int yp_db_run(struct yp_db *db, struct yp_call *calls, int n, struct yp_arena *arena,
              struct yp_err *err)
{
    assert(db && n >= 0 && arena);
    if (n == 0)
        return YP_OK;
    int rc = check_run(db, calls, n, err);
    if (rc < 0)
        return rc;
    int allowed = steps_allowed(db, n);
    db->statements += allowed;
    if (allowed > 0)
        rc = db->engine->run(db, calls, allowed, arena, err);
    if (rc == YP_OK && allowed < n)
        rc = yp_fail(err, YP_EDB, "db.failed", "%s: injected failure", calls[allowed].sql->name);
    return note(db, rc);
}

int yp_db_describe(struct yp_db *db, const struct yp_sql *sql, struct yp_arena *arena,
                   int *ret_ncol, const char *const **ret_names, const enum yp_type **ret_types,
                   struct yp_err *err)
{
    return note(db, db->engine->describe(db, sql, arena, ret_ncol, ret_names, ret_types, err));
}

int yp_db_reach(struct yp_db *db, const struct yp_sql *sql, yp_db_reach_fn *fn, void *ctx,
                struct yp_err *err)
{
    return db->engine->reach(db, sql, fn, ctx, err);
}

int yp_db_script(struct yp_db *db, const char *text, struct yp_err *err)
{
    if (db->use == YP_DB_PAGE)
        return yp_fail(err, YP_EBUG, "db.tx", "a script on a page connection");
    int rc = check_step(db, "script", err);
    return rc < 0 ? rc : note(db, db->engine->script(db, text, err));
}

int yp_db_checkpoint(struct yp_db *db, struct yp_err *err)
{
    return db->engine->checkpoint(db, err);
}

int yp_db_listen(struct yp_db *db, const char *channel, struct yp_err *err)
{
    return db->engine->listen(db, channel, err);
}

int yp_db_wait(struct yp_db *db, int timeout_ms, bool *ret_got, struct yp_err *err)
{
    return db->engine->wait(db, timeout_ms, ret_got, err);
}
