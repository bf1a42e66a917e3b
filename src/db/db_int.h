/*
 * What the two engines share: a connection's common part, a parsed statement, the table of an
 * engine's functions. Layer: db, for its own files and its tests.
 */
#pragma once
#include "base/buf.h"
#include "db/db.h"

struct yp_sql {
    char *name;
    char *text;
    uint64_t serial; /* 1, 2 ..: the place in each connection's statement cache */
    char **params;   /* distinct names, in order of first occurrence */
    int nparam;
    int keys_param; /* index of "keys", -1 for none */
    char **ctes;    /* names the statement gives to its own common table expressions */
    int ncte;
    struct yp_buf sqlite, pg; /* the text for each engine */
};

struct yp_db_engine;

/* The common part; each engine's connection begins with it. */
struct yp_db {
    const struct yp_db_engine *engine;
    enum yp_db_use use;
    enum yp_db_mode mode; /* of the open transaction */
    bool in_tx, in_unit;
    bool failed; /* a statement failed: only a rollback is left */
    struct yp_viewer viewer;
    struct yp_viewer unit_viewer; /* as it was at the savepoint */
    int64_t statements;
    int64_t fail_after; /* 0: never */
};

/* Arguments are checked, and the transaction's state kept, by db.c. */
struct yp_db_engine {
    enum yp_engine kind;
    void (*close)(struct yp_db *db);
    int (*begin)(struct yp_db *db, struct yp_err *err); /* for db->mode and db->viewer */
    int (*plain)(struct yp_db *db, const char *text, struct yp_err *err); /* COMMIT and kin */
    void (*rollback)(struct yp_db *db);
    int (*view)(struct yp_db *db, struct yp_err *err); /* makes db->viewer known */
    int (*run)(struct yp_db *db, struct yp_call *calls, int n, struct yp_arena *arena,
               struct yp_err *err);
    int (*describe)(struct yp_db *db, const struct yp_sql *sql, struct yp_arena *arena,
                    int *ret_ncol, const char *const **ret_names, const enum yp_type **ret_types,
                    struct yp_err *err);
    int (*reach)(struct yp_db *db, const struct yp_sql *sql, yp_db_reach_fn *fn, void *ctx,
                 struct yp_err *err);
    int (*script)(struct yp_db *db, const char *text, struct yp_err *err);
    int (*checkpoint)(struct yp_db *db, struct yp_err *err);
    int (*listen)(struct yp_db *db, const char *channel, struct yp_err *err);
    int (*wait)(struct yp_db *db, int timeout_ms, bool *ret_got, struct yp_err *err);
};

int yp_db_open_sqlite(struct yp_db **ret, const char *where, enum yp_db_use use,
                      struct yp_err *err);
bool yp_db_is_near_pg(const char *where);
int yp_db_open_pg(struct yp_db **ret, const char *where, enum yp_db_use use, struct yp_err *err);

/* What viewer() and kin answer outside a transaction. */
extern const struct yp_viewer yp_db_nobody;

/* Where the viewer stands, when the schema says it: a view my_standing (kind, id, rank). Read once
 * when a viewer becomes known, and answered by standing(kind, id) in SQL. */
#define YP_STANDING "my_standing"

/* Rows a call keeps at most. */
static inline int yp_call_max(const struct yp_call *call)
{
    return call->max_rows > 0 ? call->max_rows : 10000;
}

/* The cell bound to parameter i of a call; NULL value when there is none. */
struct yp_value yp_call_value(const struct yp_call *call, int i);
/* The keys of a call between two brackets: "[1,2]" or "{1,2}". In the arena. */
const char *yp_call_keys(const struct yp_call *call, struct yp_arena *arena, const char *brackets);

/*
 * Fault injection: the n-th step from now (statement, script, begin, commit, savepoint) fails with
 * YP_EDB "db.failed" as if the engine had refused it. 0 turns it off. For tests.
 */
void yp_db_fail_after(struct yp_db *db, int64_t n);
