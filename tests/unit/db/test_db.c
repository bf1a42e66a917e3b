/* The two engines, by the same assertions. */
#include <math.h>
#include <pthread.h>

#include "base/clock.h"
#include "both.h"
#include "db/db_int.h"
#include "db/migrate.h"

static const char tables[] =
    "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL"
    " DEFAULT 'a' CHECK (kind IN ('a', 'b')), is_open INTEGER NOT NULL DEFAULT 0) STRICT;\n"
    "CREATE TABLE note (id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person(id)"
    " DEFERRABLE INITIALLY IMMEDIATE, body TEXT, score REAL, raw BLOB) STRICT;\n"
    "CREATE TABLE secret (id INTEGER PRIMARY KEY, word TEXT) STRICT;\n"
    "CREATE TABLE seat (person_id INTEGER, grp_id INTEGER, rank INTEGER) STRICT;\n"
    "INSERT INTO seat VALUES (1, 11, 2), (1, 12, 3), (1, 1, 2), (2, 13, 3);\n"
    "INSERT INTO secret (word) VALUES ('hush');\n";

static const char views[] =
    "CREATE VIEW can_see AS SELECT id AS person_id FROM person WHERE is_open = 1 OR id = "
    "viewer();\n"
    "CREATE VIEW v_person AS SELECT p.id, p.name, p.kind FROM person p"
    " WHERE EXISTS (SELECT 1 FROM can_see c WHERE c.person_id = p.id);\n"
    "CREATE VIEW v_note AS WITH seen AS (SELECT id FROM v_person)"
    " SELECT n.id, n.person_id, n.body, n.score, n.raw,"
    " (SELECT count(*) FROM note m WHERE m.person_id = n.person_id) AS all_n"
    " FROM note n JOIN seen s ON s.id = n.person_id;\n"
    "CREATE VIEW v_who AS SELECT viewer() AS person_id, admin() AS is_admin, lang() AS lang,"
    " as_of() AS as_of_day, now_at() AS now_at;\n"
    "CREATE VIEW v_tree AS WITH RECURSIVE walk(id, depth) AS (SELECT id, 0 FROM person UNION ALL"
    " SELECT w.id, w.depth + 1 FROM walk w JOIN person p ON p.id = w.id WHERE w.depth < 2)"
    " SELECT id, depth FROM walk;\n";

static const char standings[] =
    "CREATE VIEW my_standing AS SELECT 'group' AS kind, grp_id AS id, rank FROM seat"
    " WHERE person_id = viewer() UNION ALL SELECT 'post', 11, 1;\n"
    "CREATE VIEW v_seat AS SELECT grp_id, standing('group', grp_id) AS rank FROM seat;\n";

static void make_schema(struct fixture *f)
{
    const struct yp_schema_file step = { "0001_base.sql", tables };
    const struct yp_schema_file view[] = { { "10.sql", views }, { "20.sql", standings } };
    const struct yp_schema schema = { .steps = &step, .nsteps = 1, .views = view, .nviews = 2 };
    int steps = -1;
    must(f, yp_migrate(f->db, &schema, false, &steps, &f->err));
    assert_int_equal(steps, 1);
}

static struct fixture *with_schema(void **state)
{
    struct fixture *f = fixture_of(state);
    make_schema(f);
    return f;
}

static void add_people(struct fixture *f)
{
    must_run(f, "INSERT INTO person (id, name, is_open) VALUES (1, 'Aino', 0), (2, 'Björn', 1)",
             YP_NO_ROW);
    must_run(f,
             "INSERT INTO note (id, person_id, body) VALUES (1, 1, 'x'), (2, 2, 'y'), (3, 2, 'z')",
             YP_NO_ROW);
}

static void open_page(struct fixture *f)
{
    must(f, yp_db_open(&f->other, f->where, YP_DB_PAGE, &f->err));
}

static const struct yp_viewer aino = {
    .person_id = 1, .is_admin = 1, .lang = "sv", .as_of_day = 20000, .now_at = 1727000000000000
};

/*---- values ----*/

static void values_go_in_and_come_out(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    static const unsigned char raw[] = { 0, 1, 0xff, '\'', '\\', 0 };
    must_run(f,
             "INSERT INTO note (id, person_id, body, score, raw) VALUES (:id, :person, :body, "
             ":score, :raw)",
             YP_ROW(YP_STR("body", "Hyvää päivää 🙂 'lainaus'"), YP_INT("id", INT64_MAX),
                    YP_REAL("score", 0.1), YP_BYTES("raw", raw, sizeof raw), YP_INT("extra", 5)));
    struct yp_rows rows =
        must_run(f, "SELECT id, person_id, body, score, raw FROM note WHERE id = :id",
                 YP_ROW(YP_INT("id", INT64_MAX)));
    assert_int_equal(rows.nrow, 1);
    assert_int_equal(rows.ncol, 5);
    assert_string_equal(rows.names[2], "body");
    assert_true(yp_get_i64(&rows, 0, "id") == INT64_MAX);
    assert_true(yp_get_null(&rows, 0, "person_id"));
    assert_string_equal(yp_get_str(&rows, 0, "body"), "Hyvää päivää 🙂 'lainaus'");
    assert_true(yp_at(&rows, 0, 3)->type == YP_F64 && yp_at(&rows, 0, 3)->f == 0.1);
    assert_int_equal(yp_at(&rows, 0, 4)->type, YP_BLOB);
    assert_int_equal(yp_at(&rows, 0, 4)->len, sizeof raw);
    assert_memory_equal(yp_at(&rows, 0, 4)->s, raw, sizeof raw);
    assert_false(rows.more);
}

static void empty_values_are_not_null(void **state)
{
    struct fixture *f = with_schema(state);
    must_run(f, "INSERT INTO note (id, body, raw) VALUES (1, :body, :raw)",
             YP_ROW(YP_STR("body", ""), YP_BYTES("raw", NULL, 0)));
    must_run(f, "INSERT INTO note (id, body, raw) VALUES (2, :body, :raw)",
             YP_ROW(YP_STR("body", NULL), YP_NIL("raw")));
    struct yp_rows rows = must_run(f, "SELECT body, raw FROM note ORDER BY id", YP_NO_ROW);
    assert_int_equal(yp_at(&rows, 0, 0)->type, YP_TEXT);
    assert_string_equal(yp_at(&rows, 0, 0)->s, "");
    assert_int_equal(yp_at(&rows, 0, 1)->type, YP_BLOB);
    assert_int_equal(yp_at(&rows, 0, 1)->len, 0);
    assert_int_equal(yp_at(&rows, 1, 0)->type, YP_NULL);
    assert_int_equal(yp_at(&rows, 1, 1)->type, YP_NULL);
}

/* A text need not end where its bytes end in memory. */
static void text_is_taken_by_its_length(void **state)
{
    struct fixture *f = with_schema(state);
    const struct yp_cell cell = { "body", yp_text_n("abcdef", 3) };
    must_run(f, "INSERT INTO note (id, body) VALUES (1, :body)", YP_ROW(cell));
    assert_int_equal(ask_on(f, f->db, "SELECT length(body) FROM note"), 3);
    const struct yp_cell zero = { "body", yp_text_n("a\0b", 3) };
    struct yp_call call;
    must_fail(
        f, YP_EINVAL, "db.constraint",
        run_on(f, f->db, "INSERT INTO note (id, body) VALUES (2, :body)", YP_ROW(zero), &call));
}

static void integers_have_64_bits_in_casts(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_rows rows = must_run(f, "SELECT CAST(:n AS INTEGER) AS n, CAST(:x AS REAL) AS x",
                                   YP_ROW(YP_INT("n", INT64_MIN), YP_REAL("x", 1e300)));
    assert_true(yp_at(&rows, 0, 0)->i == INT64_MIN);
    assert_true(yp_at(&rows, 0, 1)->f == 1e300);
}

static void keys_choose_rows(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    const int64_t keys[] = { 2, 3, INT64_MIN };
    struct yp_sql *sql =
        statement(f, "SELECT id FROM note WHERE id IN :keys AND id < :top ORDER BY id");
    struct yp_call call = {
        .sql = sql, .keys = keys, .nkeys = 3, .params = YP_ROW(YP_INT("top", 100))
    };
    must(f, yp_db_run(f->db, &call, 1, f->arena, &f->err));
    assert_int_equal(call.rows.nrow, 2);
    assert_int_equal(yp_at(&call.rows, 0, 0)->i, 2);
    call.nkeys = 0;
    must(f, yp_db_run(f->db, &call, 1, f->arena, &f->err));
    assert_int_equal(call.rows.nrow, 0);
    assert_int_equal(call.rows.ncol, 1);
}

static void more_rows_than_asked_are_told(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    struct yp_call call = { .sql = statement(f, "SELECT id FROM note ORDER BY id"), .max_rows = 2 };
    must(f, yp_db_run(f->db, &call, 1, f->arena, &f->err));
    assert_int_equal(call.rows.nrow, 2);
    assert_true(call.rows.more);
    call.max_rows = 3;
    must(f, yp_db_run(f->db, &call, 1, f->arena, &f->err));
    assert_int_equal(call.rows.nrow, 3);
    assert_false(call.rows.more);
}

static void changes_are_counted(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    struct yp_call call;
    must(f, run_on(f, f->db, "UPDATE note SET body = 'w' WHERE person_id = 2", YP_NO_ROW, &call));
    assert_int_equal(call.changes, 2);
    must(f, run_on(f, f->db, "SELECT id FROM note", YP_NO_ROW, &call));
    assert_int_equal(call.changes, 0);
    must(f, run_on(f, f->db, "UPDATE note SET body = 'w' WHERE person_id = 9", YP_NO_ROW, &call));
    assert_int_equal(call.changes, 0);
}

static void returning_writes_all_and_gives_some(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    struct yp_call call = {
        .sql = statement(f, "UPDATE note SET score = 1.5 WHERE id > 0 RETURNING id"), .max_rows = 1
    };
    must(f, yp_db_run(f->db, &call, 1, f->arena, &f->err));
    assert_int_equal(call.rows.nrow, 1);
    assert_true(call.rows.more);
    assert_int_equal(call.changes, 3);
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM note WHERE score = 1.5"), 3);
}

/* A new row's id where none was given. */
static void ids_are_made(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_rows rows = must_run(f, "INSERT INTO person (name) VALUES (:name) RETURNING id",
                                   YP_ROW(YP_STR("name", "Aino")));
    assert_int_equal(yp_get_i64(&rows, 0, "id"), 1);
}

static void many_calls_run_as_one(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    struct yp_sql *one = statement(f, "SELECT name FROM person WHERE id = :id");
    struct yp_call calls[] = { { .sql = one, .params = YP_ROW(YP_INT("id", 1)) },
                               { .sql = statement(f, "SELECT count(*) AS n FROM note") },
                               { .sql = one, .params = YP_ROW(YP_INT("id", 2)) } };
    int64_t before = yp_db_statements(f->db);
    for (int i = 0; i < 3; i++) { /* prepared in the first round, kept in the next */
        must(f, yp_db_run(f->db, calls, 3, f->arena, &f->err));
        assert_string_equal(yp_get_str(&calls[0].rows, 0, "name"), "Aino");
        assert_int_equal(yp_get_i64(&calls[1].rows, 0, "n"), 3);
        assert_string_equal(yp_get_str(&calls[2].rows, 0, "name"), "Björn");
    }
    assert_int_equal(yp_db_statements(f->db) - before, 9);
    must(f, yp_db_run(f->db, calls, 0, f->arena, &f->err));
}

static void many_rows_come_back(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_rows rows =
        must_run(f,
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
                 " SELECT i, 'row' AS t FROM n ORDER BY i",
                 YP_NO_ROW);
    assert_int_equal(rows.nrow, 10000);
    assert_true(rows.more);
    assert_int_equal(yp_at(&rows, 9999, 0)->i, 10000);
    assert_string_equal(yp_at(&rows, 9999, 1)->s, "row");
}

/*---- errors ----*/

static void errors_have_their_codes(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    struct yp_call call = { 0 };
    must_fail(
        f, YP_ECONFLICT, "db.unique",
        run_on(f, f->db, "INSERT INTO person (id, name) VALUES (8, 'Aino')", YP_NO_ROW, &call));
    must_fail(
        f, YP_ECONFLICT, "db.unique",
        run_on(f, f->db, "INSERT INTO person (id, name) VALUES (1, 'Cecilia')", YP_NO_ROW, &call));
    must_fail(f, YP_EINVAL, "db.constraint",
              run_on(f, f->db, "INSERT INTO person (id, name, kind) VALUES (8, 'D', 'c')",
                     YP_NO_ROW, &call));
    must_fail(f, YP_EINVAL, "db.constraint",
              run_on(f, f->db, "INSERT INTO person (id, name) VALUES (8, NULL)", YP_NO_ROW, &call));
    must_fail(
        f, YP_EINVAL, "db.constraint",
        run_on(f, f->db, "INSERT INTO note (id, person_id) VALUES (9, 77)", YP_NO_ROW, &call));
    must_fail(f, YP_EINVAL, "db.constraint",
              run_on(f, f->db, "INSERT INTO note (id, person_id) VALUES (9, :x)",
                     YP_ROW(YP_STR("x", "word")), &call));
    must_fail(f, YP_EDB, "db.failed",
              run_on(f, f->db, "SELECT nothing FROM nowhere", YP_NO_ROW, &call));
    assert_non_null(strstr(f->err.detail, "test.statement"));
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM person"), 2);
}

static void bad_places_do_not_open(void **state)
{
    (void)state;
    struct yp_db *db = NULL;
    struct yp_err err = { 0 };
    assert_int_equal(yp_db_open(&db, "/nowhere/at/all.db", YP_DB_OWNER, &err), YP_EDB);
    assert_string_equal(err.key, "db.open");
    yp_err_clear(&err);
    assert_int_equal(yp_db_open(&db, "/tmp/yp-no-such-file.db", YP_DB_PAGE, &err), YP_EDB);
    yp_err_clear(&err);
    assert_int_equal(yp_db_open(&db, "postgresql:///x?host=/nowhere&user=yp", YP_DB_PAGE, &err),
                     YP_EBUSY);
    assert_string_equal(err.key, "db.unreachable");
    assert_null(db);
    yp_db_close(NULL);
    assert_true(yp_db_is_pg("postgres://h/d") && yp_db_is_pg("postgresql:///d"));
    assert_false(yp_db_is_pg("/srv/postgres"));
}

/*---- transactions ----*/

static void rollback_undoes(void **state)
{
    struct fixture *f = with_schema(state);
    must(f, yp_db_begin(f->db, YP_DB_READ_WRITE, NULL, &f->err));
    assert_true(yp_db_in_tx(f->db));
    add_people(f);
    yp_db_rollback(f->db);
    assert_false(yp_db_in_tx(f->db));
    yp_db_rollback(f->db);
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM person"), 0);
    must(f, yp_db_begin(f->db, YP_DB_READ_WRITE, NULL, &f->err));
    add_people(f);
    must(f, yp_db_commit(f->db, &f->err));
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM person"), 2);
}

static void closing_rolls_back(void **state)
{
    struct fixture *f = with_schema(state);
    must(f, yp_db_begin(f->db, YP_DB_READ_WRITE, NULL, &f->err));
    add_people(f);
    yp_db_close(f->db);
    f->db = NULL;
    open_owner(f);
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM person"), 0);
}

static void savepoint_keeps_the_rest(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_call call;
    must(f, yp_db_begin(f->db, YP_DB_READ_WRITE, NULL, &f->err));
    for (int i = 0; i < 3; i++) { /* the second unit fails */
        struct yp_viewer viewer = aino;
        viewer.person_id = 10 + i;
        must(f, yp_db_savepoint(f->db, &f->err));
        must(f, yp_db_view_as(f->db, &viewer, &f->err));
        must_run(f, "INSERT INTO person (id, name) VALUES (viewer(), :name)",
                 YP_ROW(YP_STR("name", i == 0   ? "a"
                                       : i == 1 ? "b"
                                                : "c")));
        if (i == 1) {
            must_fail(f, YP_ECONFLICT, "db.unique",
                      run_on(f, f->db, "INSERT INTO person (id, name) VALUES (20, 'a')", YP_NO_ROW,
                             &call));
            must_fail(f, YP_EDB, "db.failed",
                      run_on(f, f->db, "SELECT 1 AS one", YP_NO_ROW, &call));
            must_fail(f, YP_EDB, "db.failed", yp_db_release(f->db, &f->err));
            must(f, yp_db_rollback_to(f->db, &f->err));
            assert_int_equal(ask_on(f, f->db, "SELECT viewer()"), 10); /* as at the savepoint */
        } else {
            must(f, yp_db_release(f->db, &f->err));
        }
    }
    must(f, yp_db_commit(f->db, &f->err));
    struct yp_rows rows = must_run(f, "SELECT id FROM person ORDER BY id", YP_NO_ROW);
    assert_int_equal(rows.nrow, 2);
    assert_int_equal(yp_at(&rows, 0, 0)->i, 10);
    assert_int_equal(yp_at(&rows, 1, 0)->i, 12);
}

/* After a failure nothing is kept by going on, on either engine. */
static void failed_transaction_does_not_commit(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_call call;
    must(f, yp_db_begin(f->db, YP_DB_READ_WRITE, NULL, &f->err));
    add_people(f);
    must_fail(
        f, YP_ECONFLICT, "db.unique",
        run_on(f, f->db, "INSERT INTO person (id, name) VALUES (3, 'Aino')", YP_NO_ROW, &call));
    must_fail(f, YP_EDB, "db.failed", yp_db_commit(f->db, &f->err));
    assert_false(yp_db_in_tx(f->db));
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM person"), 0);
}

static void commit_that_fails_rolls_back(void **state)
{
    struct fixture *f = with_schema(state);
    must(f, yp_db_begin(f->db, YP_DB_READ_WRITE, NULL, &f->err));
    must(f, yp_db_script(
                f->db, is_pg(f) ? "SET CONSTRAINTS ALL DEFERRED" : "PRAGMA defer_foreign_keys = 1",
                &f->err));
    must_run(f, "INSERT INTO note (id, person_id) VALUES (9, 77)", YP_NO_ROW);
    must_fail(f, YP_EINVAL, "db.constraint", yp_db_commit(f->db, &f->err));
    assert_false(yp_db_in_tx(f->db));
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM note"), 0);
}

static void reading_transaction_does_not_write(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_call call;
    must(f, yp_db_begin(f->db, YP_DB_READ, NULL, &f->err));
    must_fail(f, YP_EDB, "db.failed",
              run_on(f, f->db, "INSERT INTO person (name) VALUES ('x')", YP_NO_ROW, &call));
    yp_db_rollback(f->db);
}

static void reading_transaction_sees_one_moment(void **state)
{
    struct fixture *f = with_schema(state);
    must(f, yp_db_open(&f->other, f->where, YP_DB_WRITE, &f->err));
    must(f, yp_db_begin(f->other, YP_DB_READ, NULL, &f->err));
    assert_int_equal(ask_on(f, f->other, "SELECT count(*) FROM person"), 0);
    add_people(f);
    assert_int_equal(ask_on(f, f->other, "SELECT count(*) FROM person"), 0);
    must(f, yp_db_commit(f->other, &f->err));
    assert_int_equal(ask_on(f, f->other, "SELECT count(*) FROM person"), 2);
}

static void misuse_is_told(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_call call;
    must_fail(f, YP_EBUG, "db.tx", yp_db_commit(f->db, &f->err));
    must_fail(f, YP_EBUG, "db.tx", yp_db_view_as(f->db, &aino, &f->err));
    must_fail(f, YP_EBUG, "db.tx", yp_db_savepoint(f->db, &f->err));
    must_fail(f, YP_EBUG, "db.tx", yp_db_release(f->db, &f->err));
    must_fail(f, YP_EBUG, "db.tx", yp_db_rollback_to(f->db, &f->err));
    must(f, yp_db_begin(f->db, YP_DB_READ, NULL, &f->err));
    must_fail(f, YP_EBUG, "db.tx", yp_db_begin(f->db, YP_DB_READ, NULL, &f->err));
    must(f, yp_db_savepoint(f->db, &f->err));
    must_fail(f, YP_EBUG, "db.tx", yp_db_savepoint(f->db, &f->err));
    yp_db_rollback(f->db);
    open_page(f);
    must_fail(f, YP_EBUG, "db.tx", yp_db_begin(f->other, YP_DB_READ_WRITE, NULL, &f->err));
    must_fail(f, YP_EBUG, "db.tx",
              run_on(f, f->other, "SELECT id FROM v_person", YP_NO_ROW, &call));
    must_fail(f, YP_EBUG, "db.tx", yp_db_script(f->other, "SELECT 1", &f->err));
}

/* One of two writers that read the same row must try again. */
static void busy_is_told(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_call call;
    add_people(f);
    must(f, yp_db_open(&f->other, f->where, YP_DB_WRITE, &f->err));
    if (is_pg(f)) {
        must(f,
             yp_db_script(f->other, "SET default_transaction_isolation = serializable", &f->err));
        must(f, yp_db_begin(f->other, YP_DB_READ_WRITE, NULL, &f->err));
        must(f, run_on(f, f->other, "SELECT kind FROM person", YP_NO_ROW, &call));
        must_run(f, "UPDATE person SET kind = 'b' WHERE id = 1", YP_NO_ROW);
    } else { /* a reader cannot become a writer once another wrote */
        must(f, yp_db_script(f->db, "CREATE TABLE t (x INTEGER) STRICT", &f->err));
        must(f, yp_db_begin(f->other, YP_DB_READ, NULL, &f->err));
        f->other->mode = YP_DB_READ_WRITE;
        must(f, run_on(f, f->other, "SELECT kind FROM person", YP_NO_ROW, &call));
        must_run(f, "UPDATE person SET kind = 'b' WHERE id = 1", YP_NO_ROW);
    }
    must_fail(f, YP_ECONFLICT, "db.busy",
              run_on(f, f->other, "UPDATE person SET kind = 'a' WHERE id = 1", YP_NO_ROW, &call));
}

/*---- viewers and the fence of pages ----*/

static void viewer_is_known_in_views(void **state)
{
    struct fixture *f = with_schema(state);
    const char *question = "SELECT person_id, is_admin, lang, as_of_day, now_at FROM v_who";
    struct yp_rows rows = must_run(f, question, YP_NO_ROW);
    assert_int_equal(yp_get_i64(&rows, 0, "person_id"), 0);
    assert_int_equal(yp_get_i64(&rows, 0, "is_admin"), 0);
    assert_string_equal(yp_get_str(&rows, 0, "lang"), "fi");
    assert_int_equal(yp_get_i64(&rows, 0, "as_of_day"), 0);
    assert_int_equal(yp_get_i64(&rows, 0, "now_at"), 0);
    must(f, yp_db_begin(f->db, YP_DB_READ, &aino, &f->err));
    rows = must_run(f, question, YP_NO_ROW);
    assert_int_equal(yp_get_i64(&rows, 0, "person_id"), 1);
    assert_int_equal(yp_get_i64(&rows, 0, "is_admin"), 1);
    assert_string_equal(yp_get_str(&rows, 0, "lang"), "sv");
    assert_int_equal(yp_get_i64(&rows, 0, "as_of_day"), 20000);
    assert_true(yp_get_i64(&rows, 0, "now_at") == aino.now_at);
    must(f, yp_db_commit(f->db, &f->err));
    assert_int_equal(ask_on(f, f->db, "SELECT person_id FROM v_who"), 0);
    yp_clock_set(1727000000000000);
    must(f, yp_db_begin(f->db, YP_DB_READ, NULL, &f->err));
    assert_int_equal(ask_on(f, f->db, "SELECT as_of_day FROM v_who"), yp_today());
    assert_true(ask_on(f, f->db, "SELECT now_at FROM v_who") == 1727000000000000);
    yp_db_rollback(f->db);
    yp_clock_set(0);
}

/* The engines agree with yp_day_of on both sides of midnight, in winter and in summer. */
static void a_moment_has_its_helsinki_day(void **state)
{
    struct fixture *f = with_schema(state);
    static const int64_t moments[] = {
        INT64_C(1767304799999999), INT64_C(1767304800000000), /* 2.1.2026 0.00, UTC+2 */
        INT64_C(1782853199999999), INT64_C(1782853200000000), /* 1.7.2026 0.00, UTC+3 */
        INT64_C(1774738799000000), INT64_C(1792972800000000), /* as summer time begins and ends */
    };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        struct yp_rows rows = must_run(f, "SELECT day_of(CAST(:at AS INTEGER)) AS day",
                                       YP_ROW(YP_INT("at", moments[i])));
        assert_int_equal(yp_get_i64(&rows, 0, "day"), yp_day_of(moments[i]));
    }
    struct yp_rows none = must_run(f, "SELECT day_of(CAST(NULL AS INTEGER)) AS day", YP_NO_ROW);
    assert_true(yp_get_null(&none, 0, "day"));
    assert_int_equal(yp_day_of(moments[2]) + 1, yp_day_of(moments[3]));
}

static int64_t rank_in(struct fixture *f, struct yp_db *db, int group)
{
    char text[96];
    snprintf(text, sizeof text, "SELECT MAX(rank) FROM v_seat WHERE grp_id = %d", group);
    return ask_on(f, db, text);
}

/* What the viewer stands in is told to pages, which may not read it; changes with the viewer, comes
 * back with a savepoint and ends with the transaction. */
static void standing_is_the_viewers(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_viewer bjorn = aino;
    bjorn.person_id = 2;
    open_page(f);
    must(f, yp_db_begin(f->other, YP_DB_READ, &aino, &f->err));
    assert_int_equal(rank_in(f, f->other, 11), 2);
    assert_int_equal(rank_in(f, f->other, 12), 3);
    assert_int_equal(rank_in(f, f->other, 1), 2); /* not taken for the end of 11 */
    assert_int_equal(rank_in(f, f->other, 13), 0);
    assert_int_equal(ask_on(f, f->other, "SELECT standing('post', 11)"), 1);
    assert_int_equal(ask_on(f, f->other, "SELECT standing('post', 12)"), 0);
    assert_int_equal(ask_on(f, f->other, "SELECT standing('post', NULL)"), 0);
    must(f, yp_db_view_as(f->other, &bjorn, &f->err));
    assert_int_equal(rank_in(f, f->other, 12), 0);
    assert_int_equal(rank_in(f, f->other, 13), 3);
    yp_db_rollback(f->other);
    must(f, yp_db_begin(f->other, YP_DB_READ, NULL, &f->err));
    assert_int_equal(rank_in(f, f->other, 13), 0);
    assert_int_equal(ask_on(f, f->other, "SELECT standing('post', 11)"), 0);
    yp_db_rollback(f->other);
    must(f, yp_db_begin(f->db, YP_DB_READ_WRITE, &aino, &f->err));
    must(f, yp_db_savepoint(f->db, &f->err));
    must(f, yp_db_view_as(f->db, &bjorn, &f->err));
    assert_int_equal(rank_in(f, f->db, 13), 3);
    must(f, yp_db_rollback_to(f->db, &f->err));
    assert_int_equal(rank_in(f, f->db, 13), 0);
    assert_int_equal(rank_in(f, f->db, 12), 3);
    yp_db_rollback(f->db);
    assert_int_equal(rank_in(f, f->db, 12), 0);
}

/* Every visibility for every kind of viewer; 0 stands for hidden. */
static void ranks_of_what_is_seen(void **state)
{
    struct fixture *f = with_schema(state);
    static const char *const visibilities[] = { "public", "signed", "members", "managers" };
    static const struct {
        int person, is_admin, own, ranks[4];
    } rows[] = {
        { 0, 0, 0, { 1, 0, 0, 0 } }, { 0, 0, 3, { 1, 0, 0, 0 } }, { 5, 0, 0, { 1, 1, 0, 0 } },
        { 5, 0, 1, { 1, 1, 0, 0 } }, { 5, 0, 2, { 2, 2, 2, 0 } }, { 5, 0, 3, { 3, 3, 3, 3 } },
        { 5, 1, 0, { 3, 3, 3, 3 } }, { 0, 1, 0, { 3, 3, 3, 3 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct yp_viewer who = { .person_id = rows[i].person,
                                 .is_admin = rows[i].is_admin,
                                 .lang = "fi" };
        must(f, yp_db_begin(f->db, YP_DB_READ, &who, &f->err));
        for (int v = 0; v < 4; v++) {
            char text[128];
            snprintf(text, sizeof text,
                     "SELECT CASE WHEN sees('%s', %d) THEN rank_of(%d) ELSE 0 END", visibilities[v],
                     rows[i].own, rows[i].own);
            assert_int_equal(ask_on(f, f->db, text), rows[i].ranks[v]);
        }
        yp_db_rollback(f->db);
    }
}

/* The same prepared statement, another viewer. */
static void pages_see_by_viewer(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    open_page(f);
    struct yp_call call = { .sql = statement(f, "SELECT id, all_n FROM v_note ORDER BY id") };
    must(f, yp_db_begin(f->other, YP_DB_READ, NULL, &f->err));
    must(f, yp_db_run(f->other, &call, 1, f->arena, &f->err));
    assert_int_equal(call.rows.nrow, 2);
    must(f, yp_db_view_as(f->other, &aino, &f->err));
    must(f, yp_db_run(f->other, &call, 1, f->arena, &f->err));
    assert_int_equal(call.rows.nrow, 3);
    must(f, yp_db_commit(f->other, &f->err));
    must(f, yp_db_begin(f->other, YP_DB_READ, &aino, &f->err));
    must(f, yp_db_run(f->other, &call, 1, f->arena, &f->err));
    assert_int_equal(call.rows.nrow, 3);
    must(f, yp_db_commit(f->other, &f->err));
}

static void pages_may_ask_much(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    open_page(f);
    static const char *const fine[] = {
        "SELECT id, name FROM v_person",
        "SELECT count(*) AS n FROM v_person",
        "SELECT count(*) AS n FROM v_note",
        "SELECT 1 AS one FROM v_note",
        "SELECT p.name, n.body FROM v_person p JOIN v_note n ON n.person_id = p.id",
        "SELECT p.name FROM v_person p WHERE EXISTS (SELECT 1 FROM v_note n WHERE n.person_id = "
        "p.id)",
        "SELECT p.name, (SELECT count(*) FROM v_note n WHERE n.person_id = p.id) AS n FROM "
        "v_person p",
        "WITH mine AS (SELECT id FROM v_person) SELECT count(*) AS n FROM mine",
        "WITH mine AS MATERIALIZED (SELECT id FROM v_person) SELECT id FROM mine",
        "SELECT s.id FROM (SELECT id FROM v_person) AS s",
        "SELECT id, row_number() OVER (ORDER BY id DESC) AS r FROM v_person",
        "SELECT id, depth FROM v_tree",
        "SELECT id FROM v_person UNION ALL SELECT id FROM v_note",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM "
        "n",
        "SELECT viewer() AS v, lang() AS l",
        "SELECT id FROM v_note WHERE person_id IN :keys",
    };
    must(f, yp_db_begin(f->other, YP_DB_READ, &aino, &f->err));
    struct yp_call call;
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        if (run_on(f, f->other, fine[i], YP_NO_ROW, &call) != YP_OK)
            fail_msg("%s: %s", fine[i], f->err.detail);
}

static void pages_are_refused_the_rest(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    open_page(f);
    static const char *const bad[] = {
        "SELECT word FROM secret",
        "SELECT count(*) AS n FROM secret",
        "SELECT id FROM v_person WHERE EXISTS (SELECT 1 FROM secret)",
        "SELECT (SELECT word FROM secret) AS w FROM v_person",
        "WITH s AS (SELECT word FROM secret) SELECT word FROM s",
        "WITH v_s AS (SELECT word FROM secret) SELECT word FROM v_s",
        "WITH v_s AS MATERIALIZED (SELECT word FROM secret) SELECT word FROM v_s",
        "WITH v_s(a) AS (SELECT word FROM secret) SELECT count(*) AS n FROM v_s",
        "WITH V_S AS (SELECT word FROM secret) SELECT word FROM v_s",
        "WITH RECURSIVE v_s(a, n) AS (SELECT word, 1 FROM secret UNION ALL SELECT a, n + 1 FROM v_s"
        " WHERE n < 3) SELECT a FROM v_s",
        "SELECT s.word FROM (SELECT word FROM secret) AS s",
        "SELECT v_s.word FROM (SELECT word FROM secret) AS v_s",
        "SELECT v_s.word FROM secret AS v_s",
        "SELECT word FROM v_person, secret",
        "SELECT id FROM person",
        "SELECT person_id FROM can_see",
        "INSERT INTO person (name) VALUES ('x')",
        "UPDATE person SET name = 'x'",
        "DELETE FROM note",
        "CREATE TABLE t (x INTEGER)",
        "DROP VIEW v_person",
    };
    struct yp_call call;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        must(f, yp_db_begin(f->other, YP_DB_READ, &aino, &f->err));
        if (run_on(f, f->other, bad[i], YP_NO_ROW, &call) != YP_EDB)
            fail_msg("not refused: %s", bad[i]);
        assert_string_equal(f->err.key, "db.failed");
        yp_db_rollback(f->other);
    }
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM note"), 3);
}

static void sqlite_pages_are_refused_the_catalogue(void **state)
{
    struct fixture *f = with_schema(state);
    open_page(f);
    static const char *const bad[] = { "SELECT name FROM sqlite_master",
                                       "SELECT count(*) FROM sqlite_schema",
                                       "SELECT name FROM pragma_table_info('secret')",
                                       "PRAGMA query_only = 0",
                                       "ATTACH DATABASE ':memory:' AS x",
                                       "BEGIN",
                                       "SAVEPOINT x" };
    struct yp_call call;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        must(f, yp_db_begin(f->other, YP_DB_READ, &aino, &f->err));
        if (run_on(f, f->other, bad[i], YP_NO_ROW, &call) != YP_EDB)
            fail_msg("not refused: %s", bad[i]);
        yp_db_rollback(f->other);
    }
}

/* A view made anew by another connection is read anew, behind the same fence. */
static void pages_follow_a_changed_view(void **state)
{
    struct fixture *f = with_schema(state);
    add_people(f);
    open_page(f);
    struct yp_call call = { .sql = statement(f, "SELECT count(*) AS n FROM v_person") };
    must(f, yp_db_begin(f->other, YP_DB_READ, NULL, &f->err));
    must(f, yp_db_run(f->other, &call, 1, f->arena, &f->err));
    assert_int_equal(yp_get_i64(&call.rows, 0, "n"), 1);
    must(f, yp_db_commit(f->other, &f->err));
    const struct yp_schema_file step = { "0001_base.sql", tables };
    const struct yp_schema_file view = { "10.sql",
                                         "CREATE VIEW v_person AS SELECT id FROM person" };
    const struct yp_schema schema = { .steps = &step, .nsteps = 1, .views = &view, .nviews = 1 };
    int steps;
    must(f, yp_migrate(f->db, &schema, false, &steps, &f->err));
    must(f, yp_db_begin(f->other, YP_DB_READ, NULL, &f->err));
    must(f, yp_db_run(f->other, &call, 1, f->arena, &f->err));
    assert_int_equal(yp_get_i64(&call.rows, 0, "n"), 2);
    must(f, yp_db_commit(f->other, &f->err));
}

/*---- what statements are ----*/

static void columns_are_described(void **state)
{
    struct fixture *f = with_schema(state);
    int ncol = -1;
    const char *const *names;
    const enum yp_type *types;
    struct yp_sql *sql = statement(f, "SELECT id, body, score, raw FROM v_note WHERE id = :id");
    must(f, yp_db_describe(f->db, sql, f->arena, &ncol, &names, &types, &f->err));
    assert_int_equal(ncol, 4);
    assert_string_equal(names[3], "raw");
    assert_int_equal(types[0], YP_I64);
    assert_int_equal(types[1], YP_TEXT);
    assert_int_equal(types[2], YP_F64);
    assert_int_equal(types[3], YP_BLOB);
    sql = statement(f, "DELETE FROM note WHERE id = :id");
    must(f, yp_db_describe(f->db, sql, f->arena, &ncol, &names, &types, &f->err));
    assert_int_equal(ncol, 0);
    sql = statement(f, "SELECT nope FROM v_note");
    must_fail(f, YP_EBUG, "db.sql",
              yp_db_describe(f->db, sql, f->arena, &ncol, &names, &types, &f->err));
    assert_non_null(strstr(f->err.detail, "nope"));
    sql = statement(f, "SELECT 1 = 1 AS b, CAST(1 AS INTEGER) AS n");
    if (is_pg(f)) {
        must_fail(f, YP_EBUG, "db.type",
                  yp_db_describe(f->db, sql, f->arena, &ncol, &names, &types, &f->err));
        struct yp_call call;
        must_fail(f, YP_EBUG, "db.type",
                  run_on(f, f->db, "SELECT sum(id) AS s FROM note", YP_NO_ROW, &call));
    } else {
        must(f, yp_db_describe(f->db, sql, f->arena, &ncol, &names, &types, &f->err));
        assert_int_equal(types[0], YP_NULL);
    }
}

static void note_reach(void *ctx, const char *table, const char *column, const char *view)
{
    yp_buf_printf(ctx, "%s.%s<%s ", table, column, view);
}

static void reach_is_told(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_buf seen = YP_BUF_INIT;
    struct yp_sql *sql =
        statement(f, "SELECT word, (SELECT count(*) FROM v_person) AS n FROM secret");
    if (is_pg(f)) {
        must_fail(f, YP_EBUG, "db.sql", yp_db_reach(f->db, sql, note_reach, &seen, &f->err));
        return;
    }
    must(f, yp_db_reach(f->db, sql, note_reach, &seen, &f->err));
    assert_non_null(strstr(yp_buf_text(&seen), "secret.word< "));
    assert_non_null(strstr(yp_buf_text(&seen), "person.name<v_person "));
    assert_non_null(strstr(yp_buf_text(&seen), "person.is_open<can_see "));
    assert_null(strstr(yp_buf_text(&seen), "person.< "));
    yp_buf_release(&seen);
    sql = statement(f, "SELECT nope FROM secret");
    must_fail(f, YP_EBUG, "db.sql", yp_db_reach(f->db, sql, note_reach, &seen, &f->err));
}

/*---- scripts, checkpoints, notices, broken connections ----*/

static void scripts_run_whole_or_not(void **state)
{
    struct fixture *f = with_schema(state);
    must(f, yp_db_script(f->db,
                         "INSERT INTO person (id, name) VALUES (1, ';'); -- ;\nDELETE FROM note;",
                         &f->err));
    must_fail(f, YP_ECONFLICT, "db.unique",
              yp_db_script(f->db,
                           "INSERT INTO person (id, name) VALUES (2, 'b');"
                           "INSERT INTO person (id, name) VALUES (3, 'b');",
                           &f->err));
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM person"), 1);
    must(f, yp_db_checkpoint(f->db, &f->err));
    must(f, yp_db_script(f->db, "", &f->err));
}

static void notices_arrive(void **state)
{
    struct fixture *f = fixture_of(state);
    bool got = true;
    must(f, yp_db_listen(f->db, "yp journal", &f->err));
    must(f, yp_db_wait(f->db, 1, &got, &f->err));
    assert_false(got);
    if (!is_pg(f))
        return;
    must(f, yp_db_open(&f->other, f->where, YP_DB_WRITE, &f->err));
    must(f, yp_db_script(f->other, "NOTIFY \"yp journal\"; NOTIFY \"yp journal\", 'b'", &f->err));
    must(f, yp_db_wait(f->db, 5000, &got, &f->err));
    assert_true(got);
    must(f, yp_db_wait(f->db, 1, &got, &f->err));
    assert_false(got);
}

static void kill_backend(struct fixture *f, struct yp_db *by, int64_t pid)
{
    struct yp_call call;
    if (run_on(f, by,
               "SELECT CASE WHEN pg_terminate_backend(CAST(:pid AS int4), 5000) THEN 1 ELSE 0 END "
               "AS ok",
               YP_ROW(YP_INT("pid", pid)), &call) != YP_OK)
        fail_msg("%s", f->err.detail);
    assert_int_equal(yp_get_i64(&call.rows, 0, "ok"), 1);
}

static void killed_connection_heals(void **state)
{
    struct fixture *f = with_schema(state);
    bool got = false;
    struct yp_call call;
    add_people(f);
    must(f, yp_db_open(&f->other, f->where, YP_DB_WRITE, &f->err));
    must(f, yp_db_listen(f->other, "journal", &f->err));
    struct yp_call cached = { .sql = statement(f, "SELECT count(*) AS n FROM person") };
    must(f, yp_db_begin(f->other, YP_DB_READ, &aino, &f->err));
    must(f, yp_db_run(f->other, &cached, 1, f->arena, &f->err));
    /* within a transaction: an error, once */
    kill_backend(f, f->db, ask_on(f, f->other, "SELECT pg_backend_pid()"));
    must_fail(f, YP_EBUSY, "db.unreachable", yp_db_run(f->other, &cached, 1, f->arena, &f->err));
    must_fail(f, YP_EDB, "db.failed", yp_db_run(f->other, &cached, 1, f->arena, &f->err));
    yp_db_rollback(f->other);
    must(f, yp_db_begin(f->other, YP_DB_READ_WRITE, &aino, &f->err));
    must(f, yp_db_run(f->other, &cached, 1, f->arena, &f->err));
    assert_int_equal(yp_get_i64(&cached.rows, 0, "n"), 2);
    /* at the commit: nobody knows, and it is told */
    kill_backend(f, f->db, ask_on(f, f->other, "SELECT pg_backend_pid()"));
    must_fail(f, YP_EBUSY, "db.unreachable", yp_db_commit(f->other, &f->err));
    /* between transactions: nobody notices, not even where nothing is read */
    must(f, yp_db_begin(f->other, YP_DB_READ, &aino, &f->err));
    must(f, yp_db_commit(f->other, &f->err));
    for (int i = 0; i < 2; i++) {
        must(f, yp_db_begin(f->other, YP_DB_READ, &yp_db_nobody, &f->err));
        must(f, yp_db_view_as(f->other, &aino, &f->err));
        assert_int_equal(ask_on(f, f->other, "SELECT viewer()"), 1);
        must(f, yp_db_commit(f->other, &f->err));
        kill_backend(f, f->db, ask_on(f, f->other, "SELECT pg_backend_pid()"));
    }
    must(f, yp_db_begin(f->other, YP_DB_READ_WRITE, &aino, &f->err));
    assert_int_equal(ask_on(f, f->other, "SELECT viewer()"), 1);
    must(f, yp_db_commit(f->other, &f->err));
    /* while listening: an error, then a notice for what may have been missed; then as before */
    kill_backend(f, f->db, ask_on(f, f->other, "SELECT pg_backend_pid()"));
    yp_err_clear(&f->err);
    for (int i = 0; i < 3 && f->err.code == 0; i++) /* the farewell may come before the end */
        (void)!yp_db_wait(f->other, 1000, &got, &f->err);
    assert_int_equal(f->err.code, YP_EBUSY);
    assert_string_equal(f->err.key, "db.unreachable");
    must(f, yp_db_wait(f->other, 1000, &got, &f->err));
    assert_true(got);
    must(f, run_on(f, f->db, "SELECT CAST(count(*) AS INTEGER) FROM person", YP_NO_ROW, &call));
    must(f, yp_db_script(f->db, "NOTIFY journal", &f->err));
    got = false;
    must(f, yp_db_wait(f->other, 5000, &got, &f->err));
    assert_true(got);
}

static void memory_databases_are_apart(void **state)
{
    (void)state;
    struct yp_db *a = NULL, *b = NULL;
    struct yp_err err = { 0 };
    assert_int_equal(yp_db_open(&a, ":memory:", YP_DB_OWNER, &err), YP_OK);
    assert_int_equal(yp_db_open(&b, ":memory:", YP_DB_OWNER, &err), YP_OK);
    assert_int_equal(yp_db_script(a, "CREATE TABLE t (x INTEGER)", &err), YP_OK);
    assert_int_equal(yp_db_script(b, "CREATE TABLE t (x INTEGER)", &err), YP_OK);
    yp_db_close(a);
    yp_db_close(b);
    assert_int_equal(yp_db_open(&a, "file:both?mode=memory&cache=shared", YP_DB_OWNER, &err),
                     YP_OK);
    assert_int_equal(yp_db_open(&b, "file:both?mode=memory&cache=shared", YP_DB_PAGE, &err), YP_OK);
    assert_int_equal(yp_db_script(a, "CREATE VIEW v_t AS SELECT 1 AS x", &err), YP_OK);
    assert_int_equal(yp_db_begin(b, YP_DB_READ, NULL, &err), YP_OK);
    struct yp_sql *sql = NULL;
    assert_int_equal(yp_sql_new(&sql, "x", "SELECT x FROM v_t", &err), YP_OK);
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_call call = { .sql = sql };
    assert_int_equal(yp_db_run(b, &call, 1, arena, &err), YP_OK);
    assert_int_equal(call.rows.nrow, 1);
    yp_db_close(a);
    yp_db_close(b);
    yp_sql_free(sql);
}

/*---- faults ----*/

/* A unit of work as the writer does it. */
static int unit(struct fixture *f, struct yp_sql *person, struct yp_sql *note)
{
    struct yp_call calls[] = { { .sql = person }, { .sql = note } };
    int rc = yp_db_begin(f->db, YP_DB_READ_WRITE, &aino, &f->err);
    if (rc == YP_OK)
        rc = yp_db_savepoint(f->db, &f->err);
    if (rc == YP_OK)
        rc = yp_db_run(f->db, calls, 2, f->arena, &f->err);
    if (rc == YP_OK)
        rc = yp_db_script(f->db, "INSERT INTO secret (word) VALUES ('x')", &f->err);
    if (rc == YP_OK)
        rc = yp_db_release(f->db, &f->err);
    if (rc == YP_OK)
        return yp_db_commit(f->db, &f->err);
    yp_db_rollback(f->db);
    return rc;
}

static void no_step_leaves_half_a_unit(void **state)
{
    struct fixture *f = with_schema(state);
    struct yp_sql *person = statement(f, "INSERT INTO person (id, name) VALUES (5, 'E')");
    struct yp_sql *note = statement(f, "INSERT INTO note (id, person_id) VALUES (5, 5)");
    int n = 1;
    for (;; n++) {
        yp_db_fail_after(f->db, n);
        yp_err_clear(&f->err);
        if (unit(f, person, note) == YP_OK)
            break;
        assert_int_equal(f->err.code, YP_EDB);
        assert_string_equal(f->err.key, "db.failed");
        yp_db_fail_after(f->db, 0);
        assert_false(yp_db_in_tx(f->db));
        assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM person"), 0);
        assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM note"), 0);
        assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM secret"), 1);
    }
    assert_int_equal(n, 8); /* begin, savepoint, two statements, script, release, commit */
    yp_db_fail_after(f->db, 0);
    assert_int_equal(ask_on(f, f->db, "SELECT count(*) FROM note"), 1);
}

/* How many threads ask at a time hangs on where the database is. */
static void near_is_on_this_machine(void **state)
{
    static const char *const near[] = { "region.db",
                                        ":memory:",
                                        "postgresql://localhost/x",
                                        "postgresql://127.0.0.1:5433/x",
                                        "postgresql://[::1]/x",
                                        "postgresql:///x?host=/run/postgresql",
                                        "postgresql://x@%2Frun%2Fpostgresql/x",
                                        "postgres:///x" };
    static const char *const far[] = { "postgresql://db.example.org/x", "postgresql://10.0.0.2/x",
                                       "postgresql://127.0.0.1,10.0.0.2/x",
                                       "postgresql:///x?host=/run/a,db.example.org",
                                       "postgresql://localhost/x?hostaddr=192.0.2.1" };
    (void)state;
    unsetenv("PGHOST");
    unsetenv("PGHOSTADDR");
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        if (!yp_db_is_near(near[i]))
            fail_msg("%s is on this machine", near[i]);
    for (size_t i = 0; i < sizeof far / sizeof *far; i++)
        if (yp_db_is_near(far[i]))
            fail_msg("%s is elsewhere", far[i]);
    setenv("PGHOST", "db.example.org", 1);
    assert_false(yp_db_is_near("postgres:///x"));
    unsetenv("PGHOST");
}

int main(void)
{
    yp_clock_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_is_on_this_machine),
        ON_BOTH(values_go_in_and_come_out),
        ON_BOTH(empty_values_are_not_null),
        ON_BOTH(text_is_taken_by_its_length),
        ON_BOTH(integers_have_64_bits_in_casts),
        ON_BOTH(keys_choose_rows),
        ON_BOTH(more_rows_than_asked_are_told),
        ON_BOTH(changes_are_counted),
        ON_BOTH(returning_writes_all_and_gives_some),
        ON_BOTH(ids_are_made),
        ON_BOTH(many_calls_run_as_one),
        ON_BOTH(many_rows_come_back),
        ON_BOTH(errors_have_their_codes),
        cmocka_unit_test(bad_places_do_not_open),
        ON_BOTH(rollback_undoes),
        ON_BOTH(closing_rolls_back),
        ON_BOTH(savepoint_keeps_the_rest),
        ON_BOTH(failed_transaction_does_not_commit),
        ON_BOTH(commit_that_fails_rolls_back),
        ON_BOTH(reading_transaction_does_not_write),
        ON_BOTH(reading_transaction_sees_one_moment),
        ON_BOTH(misuse_is_told),
        ON_BOTH(busy_is_told),
        ON_BOTH(viewer_is_known_in_views),
        ON_BOTH(a_moment_has_its_helsinki_day),
        ON_BOTH(standing_is_the_viewers),
        ON_BOTH(ranks_of_what_is_seen),
        ON_BOTH(pages_see_by_viewer),
        ON_BOTH(pages_may_ask_much),
        ON_BOTH(pages_are_refused_the_rest),
        ON_SQLITE(sqlite_pages_are_refused_the_catalogue),
        ON_BOTH(pages_follow_a_changed_view),
        ON_BOTH(columns_are_described),
        ON_BOTH(reach_is_told),
        ON_BOTH(scripts_run_whole_or_not),
        ON_BOTH(notices_arrive),
        ON_PG(killed_connection_heals),
        cmocka_unit_test(memory_databases_are_apart),
        ON_BOTH(no_step_leaves_half_a_unit),
    };
    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
