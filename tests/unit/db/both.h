/*
 * One test for two engines: each test gets a fresh database, first SQLite, then PostgreSQL.
 * setup_sqlite and setup_pg make it; teardown closes and removes it.
 */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pg_fixture.h"

enum { SQL_MAX = 256 };

struct fixture {
    char where[PG_URL_SIZE];
    struct yp_db *db; /* OWNER */
    struct yp_db *other;
    struct yp_arena *arena;
    struct yp_err err;
    struct yp_sql *sql[SQL_MAX];
    int nsql;
};

static struct pg_fixture cluster;
static bool have_cluster;

static inline int group_setup(void **state)
{
    (void)state;
    have_cluster = pg_fixture_start(&cluster);
    return 0;
}

static inline int group_teardown(void **state)
{
    (void)state;
    pg_fixture_stop(&cluster);
    return 0;
}

static inline struct fixture *fixture_new(void)
{
    struct fixture *f = yp_calloc(1, sizeof *f);
    f->arena = yp_arena_new();
    return f;
}

static inline void open_owner(struct fixture *f)
{
    if (yp_db_open(&f->db, f->where, YP_DB_OWNER, &f->err) != YP_OK)
        fail_msg("%s %s", f->err.key, f->err.detail);
}

static inline int setup_sqlite(void **state)
{
    struct fixture *f = fixture_new();
    snprintf(f->where, sizeof f->where, "/tmp/yp-db-XXXXXX");
    int fd = mkstemp(f->where);
    assert_true(fd >= 0);
    close(fd);
    open_owner(f);
    *state = f;
    return 0;
}

/* Without a server the fixture has no database, and the test skips. */
static inline int setup_pg(void **state)
{
    struct fixture *f = fixture_new();
    if (have_cluster) {
        pg_fixture_fresh(&cluster, f->where);
        open_owner(f);
    }
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *f = *state;
    yp_db_close(f->other);
    yp_db_close(f->db);
    for (int i = 0; i < f->nsql; i++)
        yp_sql_free(f->sql[i]);
    if (*f->where == '/') {
        static const char *const ends[] = { "", "-wal", "-shm" };
        for (int i = 0; i < 3; i++) {
            char path[PG_URL_SIZE + 8];
            snprintf(path, sizeof path, "%s%s", f->where, ends[i]);
            unlink(path);
        }
    }
    yp_arena_free(f->arena);
    free(f);
    return 0;
}

static inline struct fixture *fixture_of(void **state)
{
    struct fixture *f = *state;
    if (!f->db)
        skip();
    return f;
}

static inline bool is_pg(const struct fixture *f)
{
    return yp_db_engine(f->db) == YP_PG;
}

/* Lives as long as the fixture. */
static inline struct yp_sql *statement(struct fixture *f, const char *text)
{
    assert_true(f->nsql < SQL_MAX);
    struct yp_sql *sql = NULL;
    struct yp_err err = { 0 };
    if (yp_sql_new(&sql, "test.statement", text, &err) != YP_OK)
        fail_msg("%s", err.detail);
    f->sql[f->nsql++] = sql;
    return sql;
}

/* Runs one statement; the call's results in ret. */
static inline int run_on(struct fixture *f, struct yp_db *db, const char *text,
                         struct yp_cells params, struct yp_call *ret)
{
    *ret = (struct yp_call){ .sql = statement(f, text), .params = params };
    yp_err_clear(&f->err);
    return yp_db_run(db, ret, 1, f->arena, &f->err);
}

static inline struct yp_rows must_run(struct fixture *f, const char *text, struct yp_cells params)
{
    struct yp_call call;
    if (run_on(f, f->db, text, params, &call) != YP_OK)
        fail_msg("%s: %s", f->err.key, f->err.detail);
    return call.rows;
}

/* A number answered by a question of one row and one column. */
static inline int64_t ask_on(struct fixture *f, struct yp_db *db, const char *text)
{
    struct yp_call call;
    if (run_on(f, db, text, YP_NO_ROW, &call) != YP_OK)
        fail_msg("%s: %s", f->err.key, f->err.detail);
    assert_int_equal(call.rows.nrow, 1);
    return call.rows.cells[0].type == YP_I64 ? call.rows.cells[0].i : INT64_MIN;
}

#define must(f, what)                                                                              \
    do {                                                                                           \
        yp_err_clear(&(f)->err);                                                                   \
        if ((what) != YP_OK)                                                                       \
            fail_msg("%s: %s", (f)->err.key, (f)->err.detail);                                     \
    } while (0)

/* The call fails with this code and message key. */
#define must_fail(f, code, message, what)                                                          \
    do {                                                                                           \
        yp_err_clear(&(f)->err);                                                                   \
        assert_int_equal((what), (code));                                                          \
        assert_string_equal((f)->err.key, (message));                                              \
        assert_true(*(f)->err.detail != '\0');                                                     \
    } while (0)

#define ON_SQLITE(test) cmocka_unit_test_setup_teardown(test, setup_sqlite, teardown)
#define ON_PG(test)                                                                                \
    {                                                                                              \
#test " (PostgreSQL)", test, setup_pg, teardown, NULL                                      \
    }
#define ON_BOTH(test) ON_SQLITE(test), ON_PG(test)
