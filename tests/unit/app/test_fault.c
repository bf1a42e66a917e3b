/* A unit of writing whose n-th statement fails leaves nothing behind, and the next one succeeds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/app.h"
#include "base/clock.h"
#include "core/write.h"
#include "db/db_int.h"
#include "lib/sodium.h"

struct fixture {
    char folder[64];
    struct yp_core *core;
    struct yp_config config;
};

static int setup(void **state)
{
    struct fixture *f = yp_calloc(1, sizeof *f);
    YP_CLEANUP(yp_buf_release) struct yp_buf report = YP_BUF_INIT;
    struct yp_err err = { 0 };
    int steps;
    yp_clock_begin();
    snprintf(f->folder, sizeof f->folder, "/tmp/yhdyspinta-test-XXXXXX");
    if (!mkdtemp(f->folder))
        return -1;
    f->config = (struct yp_config){ .data = f->folder, .no_worker = true };
    if (yp_sodium_begin(&err) < 0 ||
        yp_core_new(&f->core, &f->config, &yp_app, &report, &err) < 0 ||
        yp_core_open_data(f->core, &err) < 0 || yp_core_migrate(f->core, false, &steps, &err) < 0 ||
        yp_core_start(f->core, false, &err) < 0) {
        print_error("%s %s %s\n", err.key, err.detail, yp_buf_text(&report));
        return -1;
    }
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    char command[128];
    yp_core_stop(f->core);
    yp_core_free(f->core);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    int rc = system(command);
    free(f);
    return rc;
}

static int write_one(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    int64_t id;
    (void)ctx;
    int rc = yp_tx_id(tx, "feedback.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("kind", "other"),
                             YP_STR("body", "Hei"), YP_INT("at", tx->viewer.now_at),
                             YP_INT("due_day", 1)),
                      &id, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "feedback", id, "body", "fi", "Hei", err);
    if (rc == YP_OK)
        yp_journal(tx, "feedback.send", id, "feedback", id, "");
    return rc;
}

static int64_t count(struct fixture *f, struct yp_arena *arena, const char *text)
{
    struct yp_db *db = NULL;
    struct yp_sql *sql = NULL;
    struct yp_err err = { 0 };
    assert_int_equal(yp_core_reader(f->core, &db, &err), YP_OK);
    assert_int_equal(yp_sql_new(&sql, "count", text, &err), YP_OK);
    struct yp_call call = { .sql = sql };
    assert_int_equal(yp_db_run(db, &call, 1, arena, &err), YP_OK);
    int64_t n = yp_at(&call.rows, 0, 0)->i;
    yp_db_close(db);
    yp_sql_free(sql);
    return n;
}

static void a_failing_statement_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    const struct yp_viewer viewer = { .lang = "fi", .now_at = 1000000 };
    int64_t stored = 0;
    int failures = 0, n = 1;
    for (bool whole = false; !whole; n++) {
        YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
        struct yp_err err = { 0 };
        yp_db_fail_after(yp_writer_db(f->core), n);
        int rc = yp_write(f->core, arena, &viewer, false, write_one, NULL, &err);
        yp_db_fail_after(yp_writer_db(f->core), 0);
        whole = rc == YP_OK;
        failures += rc < 0;
        stored += rc == YP_OK;
        if (rc < 0)
            assert_true(*err.key);
        assert_int_equal(count(f, arena, "SELECT count(*) FROM feedback"), stored);
        assert_int_equal(count(f, arena, "SELECT seq FROM journal_head"), stored);
        assert_int_equal(count(f, arena, "SELECT count(*) FROM journal"), stored);
        assert_int_equal(count(f, arena, "SELECT count(*) FROM text"), stored);
        assert_true(n < 40);
    }
    assert_true(failures >= 5); /* insert, two of the text, number, journal row at the least */
}

static int write_nothing(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    (void)tx;
    (void)ctx;
    (void)err;
    return YP_OK;
}

static void a_write_without_a_trace_is_refused(void **state)
{
    struct fixture *f = *state;
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const struct yp_viewer viewer = { .lang = "fi", .now_at = 1000000 };
    struct yp_err err = { 0 };
    assert_int_equal(yp_write(f->core, arena, &viewer, false, write_nothing, NULL, &err), YP_EBUG);
    assert_string_equal(err.key, "error.internal");
    yp_err_clear(&err);
    assert_int_equal(yp_write(f->core, arena, &viewer, true, write_nothing, NULL, &err), YP_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_failing_statement_leaves_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_write_without_a_trace_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
