/*
 * The unit of writing on both engines, and SQLite's writer thread. Layer: core.  Spec:
 * doc/architecture.md, "Writing".
 */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "core/core.h"
#include "core/write.h"
#include "lib/icu.h"

enum { GROUP_MAX = 64, QUEUE_MAX = 1024, JOURNAL_ROWS = 25000, TRIES = 5 };

struct yp_journal_row {
    const char *action, *kind, *about_kind, *fields;
    int64_t object_id, about_id;
};

/* One unit waiting for the writer. */
struct unit {
    struct unit *next;
    const struct yp_viewer *viewer;
    struct yp_arena *arena;
    bool no_journal;
    yp_write_fn *fn;
    void *ctx;
    struct yp_err *err;
    int rc;
    struct yp_tx tx;
    bool done;
    pthread_cond_t ready;
};

struct yp_writer {
    struct yp_core *core;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct unit *first, *last;
    int waiting;
    bool stopping;
    struct yp_db *db;       /* SQLite: the writer's */
    struct yp_db *pool[32]; /* PostgreSQL: idle writing connections */
    int npool;
};

/* --- what actions call --- */

int yp_tx_run(struct yp_tx *tx, const char *name, struct yp_cells cells, struct yp_rows *ret,
              struct yp_err *err)
{
    return yp_read(tx->core, tx->db, tx->arena, name, cells, 0, ret, err);
}

int yp_tx_run_as(struct yp_tx *tx, int64_t person_id, int64_t at, const char *name,
                 struct yp_cells cells, struct yp_rows *ret, struct yp_err *err)
{
    struct yp_viewer person = { .person_id = person_id, .now_at = at, .as_of_day = yp_day_of(at) };
    memcpy(person.lang, tx->viewer.lang, sizeof person.lang);
    int rc = yp_db_view_as(tx->db, &person, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, name, cells, ret, err);
    struct yp_err late = { 0 };
    int back = yp_db_view_as(tx->db, &tx->viewer, rc < 0 ? &late : err);
    return rc < 0 ? rc : back;
}

int yp_tx_change(struct yp_tx *tx, const char *name, struct yp_cells cells, int64_t *ret_n,
                 struct yp_err *err)
{
    const struct yp_sql *sql = yp_statement(tx->core, name);
    if (!sql)
        return yp_fail(err, YP_EBUG, "statement.unknown", "%s", name);
    struct yp_call call = { .sql = sql, .params = cells };
    int rc = yp_db_run(tx->db, &call, 1, tx->arena, err);
    if (rc == YP_OK)
        *ret_n = call.changes;
    return rc;
}

int yp_tx_one(struct yp_tx *tx, const char *name, struct yp_cells cells, struct yp_rows *ret,
              struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run(tx, name, cells, &rows, err);
    if (rc < 0)
        return rc;
    if (!rows.nrow)
        return yp_fail(err, YP_ENOTFOUND, "error.not_found", "%s gave no row", name);
    *ret = rows;
    return YP_OK;
}

int yp_tx_linked(struct yp_tx *tx, const char *name, struct yp_cells cells, struct yp_rows *ret,
                 struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run(tx, name, cells, &rows, err);
    if (rc == YP_OK && !rows.nrow)
        rc = yp_fail(err, YP_ENOTFOUND, "error.link", "%s gave no row", name);
    if (rc == YP_OK)
        *ret = rows;
    return rc;
}

int yp_tx_id(struct yp_tx *tx, const char *name, struct yp_cells cells, int64_t *ret_id,
             struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_one(tx, name, cells, &rows, err);
    if (rc == YP_OK)
        *ret_id = yp_at(&rows, 0, 0)->type == YP_I64 ? yp_at(&rows, 0, 0)->i : 0;
    return rc;
}

void yp_journal(struct yp_tx *tx, const char *action, int64_t object_id, const char *about_kind,
                int64_t about_id, const char *fields)
{
    if (tx->nrows == JOURNAL_ROWS)
        return; /* the unit is refused in write_journal */
    if (!(tx->nrows & (tx->nrows - 1)) &&
        (!tx->nrows || tx->nrows >= 64)) { /* room for twice as many */
        size_t room = tx->nrows ? 2 * (size_t)tx->nrows : 64;
        struct yp_journal_row *rows = yp_arena_array(tx->arena, room, sizeof *rows);
        if (tx->nrows)
            memcpy(rows, tx->rows, (size_t)tx->nrows * sizeof *rows);
        tx->rows = rows;
    }
    const char *dot = strchrnul(action, '.');
    tx->rows[tx->nrows++] =
        (struct yp_journal_row){ .action = yp_arena_str(tx->arena, action),
                                 .kind = yp_arena_mem(tx->arena, action, (size_t)(dot - action)),
                                 .about_kind = yp_arena_str(tx->arena, about_kind),
                                 .fields = yp_arena_str(tx->arena, fields),
                                 .object_id = object_id,
                                 .about_id = about_id };
}

/* A text that is empty and one that is not there look the same to a reader. */
static bool same_value(const struct yp_value *a, const struct yp_value *b)
{
    bool a_none = a->type == YP_NULL || (a->type == YP_TEXT && !a->len),
         b_none = b->type == YP_NULL || (b->type == YP_TEXT && !b->len);
    if (a_none || b_none)
        return a_none == b_none;
    if (a->type == YP_I64 && b->type == YP_I64)
        return a->i == b->i;
    return a->type == YP_TEXT && b->type == YP_TEXT && a->len == b->len &&
           !memcmp(a->s, b->s, a->len);
}

bool yp_same_rows(const struct yp_rows *a, const struct yp_rows *b)
{
    bool same = a->nrow == b->nrow && a->ncol == b->ncol;
    for (int i = 0; same && i < a->nrow * a->ncol; i++)
        same = same_value(&a->cells[i], &b->cells[i]);
    return same;
}

const char *yp_field_name(const char *column)
{
    static const char *const names[][2] = {
        { "from_day", "from_when" }, { "from_precision", "from_when" },
        { "to_day", "to_when" },     { "to_precision", "to_when" },
        { "due_day", "due_when" },   { "due_words", "due_when" },
        { "day", "starts_at" },      { "ends_at", "starts_at" },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(column, names[i][0]))
            return names[i][1];
    return column;
}

const char *yp_changed(struct yp_tx *tx, const struct yp_rows *stored, struct yp_cells cells,
                       const char *extra)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf names = YP_BUF_INIT;
    const char *last = "";
    for (int c = 0; c < stored->ncol && stored->nrow; c++)
        for (int i = 0; i < cells.n; i++) {
            const char *name = yp_field_name(stored->names[c]);
            if (strcmp(cells.at[i].name, stored->names[c]) != 0 || !strcmp(name, last) ||
                same_value(yp_at(stored, 0, c), &cells.at[i].v))
                continue;
            yp_buf_printf(&names, "%s%s", names.len ? "," : "", name);
            last = name;
        }
    if (extra)
        yp_buf_printf(&names, "%s%s", names.len ? "," : "", extra);
    return yp_arena_str(tx->arena, yp_buf_text(&names));
}

const char *yp_new_uid(struct yp_tx *tx)
{
    char *uid = yp_arena_alloc(tx->arena, 23);
    yp_random_id(uid);
    return uid;
}

int yp_text_keep(struct yp_tx *tx, const char *kind, int64_t object_id, const char *field,
                 const char *lang, const char *body, struct yp_err *err)
{
    const struct yp_cells key =
        YP_ROW(YP_STR("kind", kind), YP_INT("object_id", object_id), YP_STR("field", field),
               YP_STR("lang", lang), YP_STR("body", body ? body : ""),
               YP_REF("author_id", tx->viewer.person_id), YP_INT("at", tx->viewer.now_at));
    int rc = yp_tx_run(tx, "text.retire", key, NULL, err);
    return rc < 0 ? rc : yp_tx_run(tx, "text.insert", key, NULL, err);
}

int yp_done(struct yp_tx *tx, struct yp_reply *reply, const char *flash, const char *fmt, ...)
{
    char path[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(path, sizeof path, fmt, ap);
    va_end(ap);
    yp_reply_see_other(reply, tx->arena, path);
    if (*flash)
        yp_reply_cookie(reply, tx->arena, "yp_flash", flash, 60, false);
    return YP_OK;
}

/* --- the unit --- */

/* The journal's last step: one number for the unit, a part for each thing it did. */
/* Tests find a field that no reader would be told of. */
static int refuse_unnamed(const struct yp_tx *tx, const struct yp_journal_row *r,
                          struct yp_err *err)
{
    char field[80];
    for (const char *s = r->fields; *s; s += *s == ',') {
        size_t len = strcspn(s, ",");
        snprintf(field, sizeof field, "%.*s", (int)len, s);
        s += len;
        if (!yp_catalog_field(tx->core->catalog, 0, r->kind, field))
            return yp_fail(err, YP_EBUG, "error.internal", "%s: no message for the field %s",
                           r->action, field);
    }
    return YP_OK;
}

static int write_journal(struct yp_tx *tx, bool no_journal, struct yp_err *err)
{
    if (!tx->nrows)
        return no_journal ? YP_OK
                          : yp_fail(err, YP_EBUG, "error.internal", "a write that left no trace");
    if (tx->nrows == JOURNAL_ROWS)
        return yp_fail(err, YP_ELIMIT, "error.too_much", "over %d journal rows", JOURNAL_ROWS);
    struct yp_call calls[1] = { { .sql = yp_statement(tx->core, "journal.next") } };
    if (!calls[0].sql)
        return yp_fail(err, YP_EBUG, "statement.unknown", "journal.next");
    int rc = yp_db_run(tx->db, calls, 1, tx->arena, err);
    if (rc < 0)
        return rc;
    int64_t seq = yp_at(&calls[0].rows, 0, 0)->i;
    for (int i = 0; i < tx->nrows && rc == YP_OK; i++) {
        const struct yp_journal_row *r = &tx->rows[i];
        if (tx->core->config.test && (rc = refuse_unnamed(tx, r, err)) < 0)
            break;
        rc =
            yp_tx_run(tx, "journal.insert",
                      YP_ROW(YP_INT("seq", seq), YP_INT("part", i), YP_INT("at", tx->viewer.now_at),
                             YP_REF("actor_id", tx->viewer.person_id), YP_STR("action", r->action),
                             YP_STR("kind", r->kind), YP_INT("object_id", r->object_id),
                             YP_STR("about_kind", r->about_kind), YP_INT("about_id", r->about_id),
                             YP_STR("fields", r->fields)),
                      NULL, err);
    }
    if (rc == YP_OK)
        tx->seq = seq;
    return rc;
}

static int run_unit(struct unit *u, struct yp_core *core, struct yp_db *db)
{
    u->tx = (struct yp_tx){ .core = core, .db = db, .arena = u->arena, .viewer = *u->viewer };
    int rc = u->fn(&u->tx, u->ctx, u->err);
    return rc < 0 ? rc : write_journal(&u->tx, u->no_journal, u->err);
}

static void publish(struct yp_core *core, const struct yp_tx *tx)
{
    if (!tx->seq)
        return;
    int64_t known = atomic_load(&core->seq);
    while (known < tx->seq && !atomic_compare_exchange_weak(&core->seq, &known, tx->seq))
        ;
    char topic[96];
    for (int i = 0; core->server && i < tx->nrows; i++) {
        const struct yp_journal_row *r = &tx->rows[i];
        snprintf(topic, sizeof topic, "%s:%" PRId64, r->about_kind, r->about_id);
        yp_server_publish(core->server, topic, tx->seq);
    }
    for (int i = 0; i < tx->nrows; i++) {
        struct yp_err err = { 0 };
        if (strcmp(tx->rows[i].about_kind, "setting") != 0)
            continue;
        if (yp_core_settings(core, tx->db, tx->arena, &err) < 0)
            yp_log(YP_LOG_WARN, "settings: %s", err.detail);
        break;
    }
}

/* --- SQLite: the writer thread --- */

static int one_of_group(struct yp_writer *w, struct unit *u)
{
    int rc = yp_db_savepoint(w->db, u->err);
    if (rc == YP_OK)
        rc = yp_db_view_as(w->db, u->viewer, u->err);
    if (rc == YP_OK)
        rc = run_unit(u, w->core, w->db);
    if (rc == YP_OK)
        return yp_db_release(w->db, u->err);
    struct yp_err ignored = { 0 };
    if (yp_db_rollback_to(w->db, &ignored) < 0)
        return rc;
    return rc;
}

/* One transaction for the whole group; the units learn of it when it is durable. */
static void write_group(struct yp_writer *w, struct unit *group)
{
    struct yp_err err = { 0 };
    int rc = yp_db_begin(w->db, YP_DB_READ_WRITE, NULL, &err);
    for (struct unit *u = group; u; u = u->next)
        u->rc = rc < 0 ? rc : one_of_group(w, u);
    if (rc == YP_OK)
        rc = yp_db_commit(w->db, &err);
    if (rc < 0)
        yp_db_rollback(w->db);
    for (struct unit *u = group; u; u = u->next) {
        if (rc < 0 && u->rc == YP_OK)
            u->rc = rc;
        if (rc < 0 && u->err && !u->err->code)
            *u->err = err;
        if (u->rc == YP_OK)
            publish(w->core, &u->tx);
    }
}

static void *writer_loop(void *arg)
{
    struct yp_writer *w = arg;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->first && !w->stopping)
            pthread_cond_wait(&w->work, &w->lock);
        if (!w->first)
            break;
        struct unit *group = w->first, *last = group;
        for (int n = 1; n < GROUP_MAX && last->next; n++)
            last = last->next;
        w->first = last->next;
        if (!w->first)
            w->last = NULL;
        last->next = NULL;
        pthread_mutex_unlock(&w->lock);
        write_group(w, group);
        pthread_mutex_lock(&w->lock);
        while (group) {
            struct unit *next = group->next; /* the unit is its waiter's once it is done */
            w->waiting--;
            group->done = true;
            pthread_cond_signal(&group->ready);
            group = next;
        }
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static int queue_and_wait(struct yp_writer *w, struct unit *u)
{
    pthread_mutex_lock(&w->lock);
    if (w->stopping || w->waiting >= QUEUE_MAX) {
        pthread_mutex_unlock(&w->lock);
        return yp_fail(u->err, YP_EBUSY, "db.busy", "%d units wait", w->waiting);
    }
    pthread_cond_init(&u->ready, NULL);
    if (w->last)
        w->last->next = u;
    else
        w->first = u;
    w->last = u;
    w->waiting++;
    pthread_cond_signal(&w->work);
    while (!u->done)
        pthread_cond_wait(&u->ready, &w->lock);
    pthread_mutex_unlock(&w->lock);
    pthread_cond_destroy(&u->ready);
    return u->rc;
}

/* --- PostgreSQL: a connection from the pool --- */

static int take_connection(struct yp_writer *w, struct yp_db **ret, struct yp_err *err)
{
    pthread_mutex_lock(&w->lock);
    struct yp_db *db = w->npool ? w->pool[--w->npool] : NULL;
    pthread_mutex_unlock(&w->lock);
    if (!db)
        return yp_db_open(ret, w->core->where, YP_DB_WRITE, err);
    *ret = db;
    return YP_OK;
}

static void give_connection(struct yp_writer *w, struct yp_db *db)
{
    pthread_mutex_lock(&w->lock);
    bool kept = w->npool < (int)(sizeof w->pool / sizeof *w->pool);
    if (kept)
        w->pool[w->npool++] = db;
    pthread_mutex_unlock(&w->lock);
    if (!kept)
        yp_db_close(db);
}

static int try_alone(struct yp_core *core, struct yp_db *db, struct unit *u)
{
    int rc = yp_db_begin(db, YP_DB_READ_WRITE, u->viewer, u->err);
    if (rc == YP_OK)
        rc = run_unit(u, core, db);
    if (rc == YP_OK)
        rc = yp_db_commit(db, u->err);
    if (rc < 0)
        yp_db_rollback(db);
    return rc;
}

/* Two units that collide are no mistake of their users: the one that lost is run again. */
static int try_until_done(struct yp_writer *w, struct unit *u)
{
    struct yp_err *err = u->err;
    struct yp_db *db;
    int rc = take_connection(w, &db, err);
    if (rc < 0)
        return rc;
    for (int n = 0; n < TRIES; n++) {
        rc = try_alone(w->core, db, u);
        if (rc != YP_ECONFLICT || strcmp(err->key, "db.busy") != 0 || n == TRIES - 1)
            break;
        yp_err_clear(err);
        usleep(1000u << n);
    }
    if (rc == YP_OK)
        publish(w->core, &u->tx);
    give_connection(w, db);
    return rc;
}

static int write_alone(struct yp_writer *w, struct unit *u)
{
    struct yp_err none = { 0 };
    if (u->err)
        return try_until_done(w, u);
    u->err = &none;
    int rc = try_until_done(w, u);
    u->err = NULL;
    return rc;
}

int yp_write(struct yp_core *core, struct yp_arena *arena, const struct yp_viewer *viewer,
             bool no_journal, yp_write_fn *fn, void *ctx, struct yp_err *err)
{
    struct unit u = {
        .viewer = viewer, .arena = arena, .no_journal = no_journal, .fn = fn, .ctx = ctx, .err = err
    };
    return core->engine == YP_PG ? write_alone(core->writer, &u) : queue_and_wait(core->writer, &u);
}

/* --- lifecycle --- */

int yp_writer_start(struct yp_core *core, struct yp_err *err)
{
    struct yp_writer *w = yp_calloc(1, sizeof *w);
    w->core = core;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, NULL);
    core->writer = w;
    if (core->engine == YP_PG)
        return YP_OK;
    int rc = yp_db_open(&w->db, core->where, YP_DB_WRITE, err);
    if (rc == YP_OK && pthread_create(&w->thread, NULL, writer_loop, w)) {
        yp_db_close(w->db);
        w->db = NULL;
        rc = yp_fail(err, YP_EBUSY, "error.internal", "no thread: %s", strerror(errno));
    }
    return rc;
}

void yp_writer_stop(struct yp_core *core)
{
    struct yp_writer *w = core->writer;
    if (!w)
        return;
    if (w->db) {
        pthread_mutex_lock(&w->lock);
        w->stopping = true;
        pthread_cond_signal(&w->work);
        pthread_mutex_unlock(&w->lock);
        pthread_join(w->thread, NULL);
        yp_db_close(w->db);
    }
    for (int i = 0; i < w->npool; i++)
        yp_db_close(w->pool[i]);
    pthread_cond_destroy(&w->work);
    pthread_mutex_destroy(&w->lock);
    free(w);
    core->writer = NULL;
}

struct yp_db *yp_writer_db(struct yp_core *core)
{
    return core->writer->db;
}
