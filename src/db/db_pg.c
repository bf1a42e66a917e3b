/* PostgreSQL. Layer: db. The only file that includes libpq-fe.h. */
#include <errno.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/db_int.h"

/* Type numbers of the catalogue (pg_type.dat); they never change. */
enum {
    OID_BYTEA = 17,
    OID_NAME = 19,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_FLOAT4 = 700,
    OID_FLOAT8 = 701,
    OID_UNKNOWN = 705,
    OID_VARCHAR = 1043,
    VIEWER_SETTINGS = 5,
    NUMBER_SIZE = 32 /* bytes of a number as text */
};

struct pg_conn {
    struct yp_db db; /* first */
    PGconn *pg;
    bool *prepared; /* by yp_sql serial, for nobody and for others */
    size_t nprepared;
    char *channel; /* listened to, NULL for none */
    bool stands;   /* the schema tells where a viewer stands: stand() is there */
    bool opening;  /* a reading transaction is begun, and the server not yet told */
    bool ending;   /* the end of one is sent, and the answer not yet read */
    bool lost; /* out of step with the server, whatever libpq thinks: only a new connection helps */
};

static const struct yp_db_engine pg_engine;

static struct pg_conn *conn_of(struct yp_db *db)
{
    return (struct pg_conn *)db;
}

/*---- errors ----*/

static bool alive(const struct pg_conn *c)
{
    return !c->lost && PQstatus(c->pg) == CONNECTION_OK;
}

static int unreachable(struct pg_conn *c, const char *what, struct yp_err *err)
{
    return yp_fail(err, YP_EBUSY, "db.unreachable", "%s: %s", what, PQerrorMessage(c->pg));
}

static bool begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* By SQLSTATE: class 08, 57P: the connection; 22, 23, P0: the data; 40, 55P03: others at work. */
static int fail_state(const char *state, const char *what, const char *why, struct yp_err *err)
{
    if (begins(state, "08") || begins(state, "57P"))
        return yp_fail(err, YP_EBUSY, "db.unreachable", "%s: %s", what, why);
    if (strcmp(state, "23505") == 0 || strcmp(state, "23P01") == 0)
        return yp_fail(err, YP_ECONFLICT, "db.unique", "%s: %s", what, why);
    bool setting = strcmp(state, "22023") == 0; /* a role or a setting that does not exist */
    if ((begins(state, "22") && !setting) || begins(state, "23") || begins(state, "P0"))
        return yp_fail(err, YP_EINVAL, "db.constraint", "%s: %s", what, why);
    if (begins(state, "40") || strcmp(state, "55P03") == 0)
        return yp_fail(err, YP_ECONFLICT, "db.busy", "%s: %s", what, why);
    return yp_fail(err, YP_EDB, "db.failed", "%s: %s", what, why);
}

static int fail(struct pg_conn *c, const PGresult *res, const char *what, struct yp_err *err)
{
    const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
    if (!res) /* nothing could be sent, or nothing came */
        c->lost = true;
    if (!state && !alive(c))
        return unreachable(c, what, err);
    return fail_state(state ? state : "", what,
                      res ? PQresultErrorMessage(res) : PQerrorMessage(c->pg), err);
}

static void result_cleanup(PGresult **res)
{
    PQclear(*res);
}

/* Simple statements in one round trip, results thrown away. */
static int exec(struct pg_conn *c, const char *text, const char *what, struct yp_err *err)
{
    YP_CLEANUP(result_cleanup) PGresult *res = PQexec(c->pg, text);
    ExecStatusType status = PQresultStatus(res);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return YP_OK;
    return fail(c, res, what, err);
}

/*---- opening and healing ----*/

static void silence(void *ctx, const PGresult *res)
{
    (void)ctx, (void)res;
}

static int listen_again(struct pg_conn *c, struct yp_err *err)
{
    if (!c->channel)
        return YP_OK;
    char *name = PQescapeIdentifier(c->pg, c->channel, strlen(c->channel));
    if (!name)
        return fail(c, NULL, "listen", err);
    struct yp_buf text = YP_BUF_INIT;
    yp_buf_printf(&text, "LISTEN %s", name);
    int rc = exec(c, yp_buf_text(&text), "listen", err);
    yp_buf_release(&text);
    PQfreemem(name);
    return rc;
}

static int prepare_viewer(struct pg_conn *c, struct yp_err *err)
{
    YP_CLEANUP(result_cleanup)
    PGresult *res =
        PQprepare(c->pg, "viewer",
                  "SELECT set_config('yp.viewer', $1, true), set_config('yp.admin', $2, true),"
                  " set_config('yp.lang', $3, true), set_config('yp.as_of', $4, true),"
                  " set_config('yp.now_at', $5, true), set_config('yp.standing', '', true)",
                  VIEWER_SETTINGS, NULL);
    return PQresultStatus(res) == PGRES_COMMAND_OK ? YP_OK : fail(c, res, "viewer", err);
}

/* After each (re)connection: what our reading of results and texts rests on. */
static int set_up(struct pg_conn *c, struct yp_err *err)
{
    if (c->nprepared > 0)
        memset(c->prepared, 0, c->nprepared * sizeof *c->prepared);
    c->stands = false;
    int rc =
        exec(c,
             "SET standard_conforming_strings = on; SET bytea_output = hex;"
             "SET extra_float_digits = 1; SET timezone = 'UTC';"
             /* Plans of views over views cost far more to make, and to compile, than to run:
                   * every statement is prepared, and planned once a connection. */
             "SET plan_cache_mode = force_generic_plan; SET jit = off;"
             /* A view over views joins more tables than the planner moves about by default:
                   * it would test every record's rights before it picks the few asked for. */
             "SET join_collapse_limit = 20; SET from_collapse_limit = 20;"
             /* Above that it samples orders of joining, few of them. */
             "SET geqo_threshold = 12; SET geqo_effort = 1;"
             /* What a region keeps is in memory: a page of it costs little more than its rows. */
             "SET seq_page_cost = 0.1; SET random_page_cost = 0.1",
             "settings", err);
    if (rc == YP_OK && c->db.use == YP_DB_PAGE)
        rc = exec(c, "SET default_transaction_read_only = on", "settings", err);
    if (rc == YP_OK)
        rc = prepare_viewer(c, err);
    return rc < 0 ? rc : listen_again(c, err);
}

static int heal(struct pg_conn *c, struct yp_err *err)
{
    PQreset(c->pg);
    c->lost = false;
    if (PQstatus(c->pg) != CONNECTION_OK)
        return unreachable(c, "reconnect", err);
    return set_up(c, err);
}

static void close_conn(struct yp_db *db)
{
    struct pg_conn *c = conn_of(db);
    PQfinish(c->pg);
    free(c->prepared);
    free(c->channel);
    free(c);
}

/* What stands before dbname may be said otherwise in the URL, what stands after may not. */
static PGconn *dial(const char *url)
{
    const char *const keys[] = { "connect_timeout", "application_name", "dbname", "client_encoding",
                                 NULL };
    const char *const values[] = { "5", "yhdyspinta", url, "UTF8", NULL };
    return PQconnectdbParams(keys, values, 1);
}

/* The value of a connection's option, as an address or the environment says it; NULL. */
static const char *option_of(const PQconninfoOption *options, const char *keyword)
{
    for (; options && options->keyword; options++)
        if (!strcmp(options->keyword, keyword))
            return options->val && *options->val ? options->val : NULL;
    return NULL;
}

bool yp_db_is_near_pg(const char *where)
{
    PQconninfoOption *said = PQconninfoParse(where, NULL), *usual = PQconndefaults();
    const char *host = option_of(said, "hostaddr");
    if (!host)
        host = option_of(said, "host");
    if (!host)
        host = option_of(usual, "hostaddr");
    if (!host)
        host = option_of(usual, "host");
    bool is_near = !host || (*host == '/' && !strchr(host, ',')) || !strcmp(host, "localhost") ||
                   !strcmp(host, "::1") || (!strncmp(host, "127.", 4) && !strchr(host, ','));
    PQconninfoFree(said);
    PQconninfoFree(usual);
    return is_near;
}

int yp_db_open_pg(struct yp_db **ret, const char *where, enum yp_db_use use, struct yp_err *err)
{
    struct pg_conn *c = yp_calloc(1, sizeof *c);
    c->db.engine = &pg_engine;
    c->db.use = use;
    c->pg = dial(where);
    int rc = YP_OK;
    if (PQstatus(c->pg) != CONNECTION_OK)
        rc = unreachable(c, "open", err);
    if (rc == YP_OK) {
        PQsetNoticeReceiver(c->pg, silence, NULL);
        rc = set_up(c, err);
    }
    if (rc < 0) {
        close_conn(&c->db);
        return rc;
    }
    *ret = &c->db;
    return YP_OK;
}

/*---- pipelines ----*/

/* The answer to an end that nobody waited for. Where it cannot be read, the next step finds out. */
static void settle(struct pg_conn *c)
{
    while (c->ending) {
        PGresult *res = PQgetResult(c->pg);
        c->ending = res != NULL;
        PQclear(res);
    }
}

static bool enter(struct pg_conn *c)
{
    settle(c);
    return PQenterPipelineMode(c->pg) == 1;
}

/* Reads to the synchronisation point; what is left unread belongs to steps that failed. Each step
 * ends with one empty answer: two in a row mean that the point was never sent. */
static void drain(struct pg_conn *c)
{
    bool synced = false;
    int nothing = 0;
    while (!synced && nothing < 2 && alive(c)) {
        PGresult *res = PQgetResult(c->pg);
        synced = PQresultStatus(res) == PGRES_PIPELINE_SYNC;
        nothing = res ? 0 : nothing + 1;
        PQclear(res);
    }
    if (!synced || PQexitPipelineMode(c->pg) != 1)
        c->lost = true;
}

/* The result of the next step, whose end mark is read as well. */
static PGresult *next_result(struct pg_conn *c)
{
    PGresult *res = PQgetResult(c->pg);
    if (res)
        PQclear(PQgetResult(c->pg));
    return res;
}

/* Reads a step of which only success matters. */
static int take_done(struct pg_conn *c, const char *what, struct yp_err *err)
{
    YP_CLEANUP(result_cleanup) PGresult *res = next_result(c);
    ExecStatusType status = PQresultStatus(res);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? YP_OK
                                                                   : fail(c, res, what, err);
}

static bool send_text(struct pg_conn *c, const char *text)
{
    return PQsendQueryParams(c->pg, text, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

/* The settings end with the transaction. */
static bool send_viewer(struct pg_conn *c)
{
    const struct yp_viewer *v = &c->db.viewer;
    char numbers[4][NUMBER_SIZE];
    snprintf(numbers[0], NUMBER_SIZE, "%" PRId64, v->person_id);
    snprintf(numbers[1], NUMBER_SIZE, "%d", v->is_admin);
    snprintf(numbers[2], NUMBER_SIZE, "%" PRId32, v->as_of_day);
    snprintf(numbers[3], NUMBER_SIZE, "%" PRId64, v->now_at);
    const char *const values[VIEWER_SETTINGS] = { numbers[0], numbers[1], v->lang, numbers[2],
                                                  numbers[3] };
    return PQsendQueryPrepared(c->pg, "viewer", VIEWER_SETTINGS, values, NULL, NULL, 0) == 1;
}

/* Looks for stand() until it is there: the schema may be made on this connection. */
static int look_for_standing(struct pg_conn *c, struct yp_err *err)
{
    if (c->stands || c->db.viewer.person_id <= 0)
        return YP_OK;
    YP_CLEANUP(result_cleanup)
    PGresult *res = PQexec(c->pg, "SELECT 1 FROM pg_proc WHERE proname = 'stand'"
                                  " AND pg_function_is_visible(oid)");
    if (PQresultStatus(res) != PGRES_TUPLES_OK)
        return fail(c, res, "standing", err);
    c->stands = PQntuples(res) > 0;
    return YP_OK;
}

static bool wants_standing(const struct pg_conn *c)
{
    return c->stands && c->db.viewer.person_id > 0;
}

static bool send_standing(struct pg_conn *c)
{
    return !wants_standing(c) || send_text(c, "SELECT stand()");
}

/*---- transactions ----*/

/* Reading costs no round trip but for what is read: a reading transaction is begun at the head of
 * its first run, and nobody waits for its end, on which nothing hangs. Others begin at once. */

/* The standing is read from tables, as their owner: before the role is taken. */
static bool send_begin(struct pg_conn *c)
{
    const char *text = c->db.mode == YP_DB_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                                : "BEGIN READ WRITE";
    return send_text(c, text) && send_viewer(c) && send_standing(c) &&
           (c->db.use != YP_DB_PAGE || send_text(c, "SET LOCAL ROLE yp_page"));
}

static int take_begin(struct pg_conn *c, struct yp_err *err)
{
    const int steps = 2 + wants_standing(c) + (c->db.use == YP_DB_PAGE);
    int rc = YP_OK;
    for (int i = 0; i < steps && rc == YP_OK; i++)
        rc = take_done(c, "begin", err);
    return rc;
}

static int begin_steps(struct pg_conn *c, struct yp_err *err)
{
    int rc = look_for_standing(c, err);
    if (rc < 0)
        return rc;
    if (!enter(c))
        return fail(c, NULL, "begin", err);
    if (!send_begin(c) || PQpipelineSync(c->pg) != 1)
        rc = fail(c, NULL, "begin", err);
    if (rc == YP_OK)
        rc = take_begin(c, err);
    drain(c);
    return rc;
}

static void rollback(struct yp_db *db)
{
    struct pg_conn *c = conn_of(db);
    c->opening = false;
    if (PQtransactionStatus(c->pg) != PQTRANS_IDLE && alive(c))
        PQclear(PQexec(c->pg, "ROLLBACK"));
}

/* A connection that died while idle is made anew: nothing was under way on it. */
static int begin_now(struct pg_conn *c, struct yp_err *err)
{
    int rc = YP_OK;
    c->opening = false;
    if (alive(c)) {
        struct yp_err first = { 0 };
        rc = begin_steps(c, &first);
        if (rc == YP_OK)
            return YP_OK;
        if (alive(c)) {
            rollback(&c->db);
            return yp_fail(err, rc, first.key, "%s", first.detail);
        }
    }
    rc = heal(c, err);
    if (rc == YP_OK)
        rc = begin_steps(c, err);
    if (rc < 0)
        rollback(&c->db);
    return rc;
}

static int begin(struct yp_db *db, struct yp_err *err)
{
    struct pg_conn *c = conn_of(db);
    c->opening = db->mode == YP_DB_READ;
    return c->opening ? YP_OK : begin_now(c, err);
}

static int begun(struct pg_conn *c, struct yp_err *err)
{
    return c->opening ? begin_now(c, err) : YP_OK;
}

static int end_reading(struct pg_conn *c, struct yp_err *err)
{
    if (!c->opening && PQsendQuery(c->pg, "COMMIT") != 1)
        return fail(c, NULL, "COMMIT", err);
    c->ending = !c->opening;
    c->opening = false;
    return YP_OK;
}

/* COMMIT of a failed transaction answers ROLLBACK, without an error. */
static int plain(struct yp_db *db, const char *text, struct yp_err *err)
{
    struct pg_conn *c = conn_of(db);
    const bool commit = strcmp(text, "COMMIT") == 0;
    if (commit && db->mode == YP_DB_READ)
        return end_reading(c, err);
    int rc = begun(c, err);
    if (rc < 0)
        return rc;
    YP_CLEANUP(result_cleanup) PGresult *res = PQexec(c->pg, text);
    if (PQresultStatus(res) != PGRES_COMMAND_OK)
        return fail(c, res, text, err);
    if (commit && strcmp(PQcmdStatus(res), "COMMIT") != 0)
        return yp_fail(err, YP_EDB, "db.failed", "COMMIT answered %s", PQcmdStatus(res));
    return YP_OK;
}

static int view(struct yp_db *db, struct yp_err *err)
{
    struct pg_conn *c = conn_of(db);
    if (c->opening) /* the beginning brings the viewer along */
        return YP_OK;
    int rc = look_for_standing(c, err);
    if (rc < 0)
        return rc;
    if (!enter(c))
        return fail(c, NULL, "viewer", err);
    if (!send_viewer(c) || !send_standing(c) || PQpipelineSync(c->pg) != 1)
        rc = fail(c, NULL, "viewer", err);
    for (int i = 0; i < 1 + wants_standing(c) && rc == YP_OK; i++)
        rc = take_done(c, "viewer", err);
    drain(c);
    return rc;
}

/*---- sending statements ----*/

/* A plan made for nobody leaves out what nobody may see (migrate.c): theirs are prepared apart. */
static bool is_nobody(const struct pg_conn *c)
{
    return c->db.viewer.person_id == 0 && !c->db.viewer.is_admin;
}

static bool *prepared_mark(struct pg_conn *c, const struct yp_sql *sql)
{
    size_t place = 2 * (size_t)sql->serial + is_nobody(c);
    if (place >= c->nprepared) {
        size_t n = place + 64;
        c->prepared = yp_realloc(c->prepared, n * sizeof *c->prepared);
        memset(c->prepared + c->nprepared, 0, (n - c->nprepared) * sizeof *c->prepared);
        c->nprepared = n;
    }
    return &c->prepared[place];
}

static void statement_name(const struct pg_conn *c, const struct yp_sql *sql, char ret[NUMBER_SIZE])
{
    snprintf(ret, NUMBER_SIZE, is_nobody(c) ? "n%" PRIu64 : "s%" PRIu64, sql->serial);
}

struct params {
    const char **values;
    int *lengths, *formats;
};

static void set_param(struct params *p, int i, const struct yp_value *v, struct yp_arena *arena)
{
    p->lengths[i] = (int)v->len;
    p->formats[i] = v->type == YP_BLOB;
    switch (v->type) {
    case YP_I64: p->values[i] = yp_arena_printf(arena, "%" PRId64, v->i); break;
    case YP_F64: p->values[i] = yp_arena_printf(arena, "%.17g", v->f); break;
    case YP_TEXT: p->values[i] = v->s[v->len] ? yp_arena_mem(arena, v->s, v->len) : v->s; break;
    case YP_BLOB: p->values[i] = v->s ? v->s : ""; break;
    default: p->values[i] = NULL;
    }
}

static bool send_call(struct pg_conn *c, const struct yp_call *call, struct yp_arena *arena)
{
    const struct yp_sql *sql = call->sql;
    size_t n = (size_t)sql->nparam;
    struct params p = { .values = yp_arena_array(arena, n, sizeof *p.values),
                        .lengths = yp_arena_array(arena, n, sizeof *p.lengths),
                        .formats = yp_arena_array(arena, n, sizeof *p.formats) };
    for (int i = 0; i < sql->nparam; i++) {
        struct yp_value v = i == sql->keys_param ? yp_text(yp_call_keys(call, arena, "{}"))
                                                 : yp_call_value(call, i);
        set_param(&p, i, &v, arena);
    }
    char name[NUMBER_SIZE];
    statement_name(c, sql, name);
    return PQsendQueryPrepared(c->pg, name, sql->nparam, p.values, p.lengths, p.formats, 0) == 1;
}

static bool send_prepare(struct pg_conn *c, const struct yp_sql *sql)
{
    char name[NUMBER_SIZE];
    statement_name(c, sql, name);
    return PQsendPrepare(c->pg, name, yp_buf_text(&sql->pg), 0, NULL) == 1;
}

/*---- reading results ----*/

/* YP_NULL for a type outside the subset. */
static enum yp_type type_of(Oid oid)
{
    switch (oid) {
    case OID_INT2:
    case OID_INT4:
    case OID_INT8: return YP_I64;
    case OID_FLOAT4:
    case OID_FLOAT8: return YP_F64;
    case OID_TEXT:
    case OID_VARCHAR:
    case OID_NAME:
    case OID_UNKNOWN: return YP_TEXT;
    case OID_BYTEA: return YP_BLOB;
    default: return YP_NULL;
    }
}

static int hex_digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* "\x00ff.." as bytes. */
static struct yp_value bytes_of(const char *text, size_t len, struct yp_arena *arena)
{
    size_t n = (len - 2) / 2;
    char *mem = yp_arena_alloc(arena, n + 1);
    for (size_t i = 0; i < n; i++)
        mem[i] = (char)(hex_digit(text[2 + 2 * i]) << 4 | hex_digit(text[3 + 2 * i]));
    return yp_blob(mem, n);
}

static struct yp_value cell_of(const PGresult *res, int row, int col, enum yp_type type,
                               struct yp_arena *arena)
{
    if (PQgetisnull(res, row, col))
        return yp_none();
    const char *text = PQgetvalue(res, row, col);
    size_t len = (size_t)PQgetlength(res, row, col);
    switch (type) {
    case YP_I64: return yp_int(strtoll(text, NULL, 10));
    case YP_F64: return yp_real(strtod(text, NULL));
    case YP_BLOB: return bytes_of(text, len, arena);
    default: return yp_text_n(yp_arena_mem(arena, text, len), len);
    }
}

/* Names and types of a result's columns. */
static int columns_of(const struct yp_sql *sql, const PGresult *res, struct yp_arena *arena,
                      const char *const **ret_names, const enum yp_type **ret_types,
                      struct yp_err *err)
{
    int ncol = PQnfields(res);
    const char **names = yp_arena_array(arena, (size_t)ncol, sizeof *names);
    enum yp_type *types = yp_arena_array(arena, (size_t)ncol, sizeof *types);
    for (int i = 0; i < ncol; i++) {
        names[i] = yp_arena_str(arena, PQfname(res, i));
        types[i] = type_of(PQftype(res, i));
        if (types[i] == YP_NULL)
            return yp_fail(err, YP_EBUG, "db.type", "%s: column %s has type %u", sql->name,
                           names[i], PQftype(res, i));
    }
    *ret_names = names;
    *ret_types = types;
    return YP_OK;
}

static int64_t changes_of(PGresult *res)
{
    return begins(PQcmdStatus(res), "SELECT") ? 0 : strtoll(PQcmdTuples(res), NULL, 10);
}

static int keep_rows(struct yp_call *call, PGresult *res, struct yp_arena *arena,
                     struct yp_err *err)
{
    struct yp_rows rows = { .ncol = PQnfields(res), .nrow = PQntuples(res) };
    const enum yp_type *types;
    int rc = columns_of(call->sql, res, arena, &rows.names, &types, err);
    if (rc < 0)
        return rc;
    rows.more = rows.nrow > yp_call_max(call);
    if (rows.more)
        rows.nrow = yp_call_max(call);
    struct yp_value *cells =
        yp_arena_array(arena, (size_t)rows.nrow * (size_t)rows.ncol, sizeof *cells);
    for (int row = 0, n = 0; row < rows.nrow; row++)
        for (int col = 0; col < rows.ncol; col++)
            cells[n++] = cell_of(res, row, col, types[col], arena);
    rows.cells = cells;
    call->rows = rows;
    call->changes = changes_of(res);
    return YP_OK;
}

static int take_rows(struct pg_conn *c, struct yp_call *call, struct yp_arena *arena,
                     struct yp_err *err)
{
    YP_CLEANUP(result_cleanup) PGresult *res = next_result(c);
    ExecStatusType status = PQresultStatus(res);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return fail(c, res, call->sql->name, err);
    return keep_rows(call, res, arena, err);
}

/*---- running ----*/

/* Whether call i is the first of the run that needs its statement prepared. */
static bool needs_prepare(struct pg_conn *c, const struct yp_call *calls, int i)
{
    for (int j = 0; j < i; j++)
        if (calls[j].sql == calls[i].sql)
            return false;
    return !*prepared_mark(c, calls[i].sql);
}

/* fresh[i]: call i brings its statement's preparation along. */
static int send_all(struct pg_conn *c, const struct yp_call *calls, int n, const bool *fresh,
                    struct yp_arena *arena, struct yp_err *err)
{
    int rc = c->opening && !send_begin(c) ? fail(c, NULL, "begin", err) : YP_OK;
    for (int i = 0; i < n && rc == YP_OK; i++)
        if ((fresh[i] && !send_prepare(c, calls[i].sql)) || !send_call(c, &calls[i], arena))
            rc = fail(c, NULL, calls[i].sql->name, err);
    /* Also after a failure: draining waits for the answer to this. */
    if (PQpipelineSync(c->pg) != 1 && rc == YP_OK)
        rc = fail(c, NULL, "pipeline", err);
    return rc;
}

static int take_all(struct pg_conn *c, struct yp_call *calls, int n, const bool *fresh,
                    struct yp_arena *arena, struct yp_err *err)
{
    int rc = c->opening ? take_begin(c, err) : YP_OK;
    for (int i = 0; i < n && rc == YP_OK; i++) {
        if (fresh[i])
            rc = take_done(c, calls[i].sql->name, err);
        if (rc == YP_OK) {
            *prepared_mark(c, calls[i].sql) = true;
            rc = take_rows(c, &calls[i], arena, err);
        }
    }
    return rc;
}

static int run_steps(struct pg_conn *c, struct yp_call *calls, int n, struct yp_arena *arena,
                     struct yp_err *err)
{
    int rc = c->opening ? look_for_standing(c, err) : YP_OK;
    if (rc < 0)
        return rc;
    bool *fresh = yp_arena_array(arena, (size_t)n, sizeof *fresh);
    for (int i = 0; i < n; i++)
        fresh[i] = needs_prepare(c, calls, i);
    if (!enter(c))
        return fail(c, NULL, calls[0].sql->name, err);
    rc = send_all(c, calls, n, fresh, arena, err);
    if (rc == YP_OK)
        rc = take_all(c, calls, n, fresh, arena, err);
    drain(c);
    return rc;
}

/* What begins with this run has read nothing yet: on a connection that died it is run anew. */
static int run(struct yp_db *db, struct yp_call *calls, int n, struct yp_arena *arena,
               struct yp_err *err)
{
    struct pg_conn *c = conn_of(db);
    struct yp_err first = { 0 };
    int rc = run_steps(c, calls, n, arena, &first);
    if (rc < 0 && c->opening && !alive(c)) {
        rc = heal(c, err);
        if (rc == YP_OK)
            rc = run_steps(c, calls, n, arena, err);
    } else if (rc < 0) {
        rc = yp_fail(err, rc, first.key, "%s", first.detail);
    }
    c->opening = false;
    return rc;
}

static int prepare_now(struct pg_conn *c, const struct yp_sql *sql, struct yp_err *err)
{
    char name[NUMBER_SIZE];
    statement_name(c, sql, name);
    YP_CLEANUP(result_cleanup)
    PGresult *res = PQprepare(c->pg, name, yp_buf_text(&sql->pg), 0, NULL);
    if (PQresultStatus(res) == PGRES_COMMAND_OK) {
        *prepared_mark(c, sql) = true;
        return YP_OK;
    }
    if (PQstatus(c->pg) == CONNECTION_BAD)
        return unreachable(c, sql->name, err);
    return yp_fail(err, YP_EBUG, "db.sql", "%s: %s", sql->name, PQresultErrorMessage(res));
}

static int describe(struct yp_db *db, const struct yp_sql *sql, struct yp_arena *arena,
                    int *ret_ncol, const char *const **ret_names, const enum yp_type **ret_types,
                    struct yp_err *err)
{
    struct pg_conn *c = conn_of(db);
    int rc = begun(c, err);
    if (rc == YP_OK && !*prepared_mark(c, sql))
        rc = prepare_now(c, sql, err);
    if (rc < 0)
        return rc;
    char name[NUMBER_SIZE];
    statement_name(c, sql, name);
    YP_CLEANUP(result_cleanup) PGresult *res = PQdescribePrepared(c->pg, name);
    if (PQresultStatus(res) != PGRES_COMMAND_OK)
        return fail(c, res, sql->name, err);
    rc = columns_of(sql, res, arena, ret_names, ret_types, err);
    if (rc == YP_OK)
        *ret_ncol = PQnfields(res);
    return rc;
}

static int reach(struct yp_db *db, const struct yp_sql *sql, yp_db_reach_fn *fn, void *ctx,
                 struct yp_err *err)
{
    (void)db, (void)fn, (void)ctx;
    return yp_fail(err, YP_EBUG, "db.sql", "%s: reach is told by SQLite only", sql->name);
}

static int script(struct yp_db *db, const char *text, struct yp_err *err)
{
    struct pg_conn *c = conn_of(db);
    int rc = begun(c, err);
    return rc < 0 ? rc : exec(c, text, "script", err);
}

static int checkpoint(struct yp_db *db, struct yp_err *err)
{
    (void)db, (void)err;
    return YP_OK;
}

/*---- notices ----*/

static int listen_on(struct yp_db *db, const char *channel, struct yp_err *err)
{
    struct pg_conn *c = conn_of(db);
    free(c->channel);
    c->channel = yp_strdup(channel);
    return alive(c) ? listen_again(c, err) : heal(c, err);
}

static bool take_notices(struct pg_conn *c)
{
    bool got = false;
    PGnotify *notice;
    while ((notice = PQnotifies(c->pg)) != NULL) {
        PQfreemem(notice);
        got = true;
    }
    return got;
}

/* A signal ends the wait early. */
static int wait_once(struct pg_conn *c, int timeout_ms, struct yp_err *err)
{
    struct pollfd fd = { .fd = PQsocket(c->pg), .events = POLLIN };
    if (poll(&fd, 1, timeout_ms) < 0 && errno != EINTR)
        return yp_fail(err, YP_EBUSY, "db.unreachable", "wait: %s", strerror(errno));
    return PQconsumeInput(c->pg) == 1 ? YP_OK : unreachable(c, "wait", err);
}

/* After a reconnection a notice may have been missed: that counts as one. */
static int wait_notice(struct yp_db *db, int timeout_ms, bool *ret_got, struct yp_err *err)
{
    struct pg_conn *c = conn_of(db);
    int rc = YP_OK;
    bool got = true;
    settle(c);
    if (!alive(c)) {
        rc = heal(c, err);
    } else if (!take_notices(c)) {
        rc = wait_once(c, timeout_ms, err);
        got = rc == YP_OK && take_notices(c);
    }
    if (rc == YP_OK)
        *ret_got = got;
    return rc;
}

static const struct yp_db_engine pg_engine = { .kind = YP_PG,
                                               .close = close_conn,
                                               .begin = begin,
                                               .plain = plain,
                                               .rollback = rollback,
                                               .view = view,
                                               .run = run,
                                               .describe = describe,
                                               .reach = reach,
                                               .script = script,
                                               .checkpoint = checkpoint,
                                               .listen = listen_on,
                                               .wait = wait_notice };
