/* Keeps table gap equal to the checks. Layer: app. */
#include "app/gap.h"

#include "base/clock.h"

int yp_job_gaps(struct yp_core *core, struct yp_arena *arena, struct yp_err *err);

/* Two statements over sets; whoever comes second finds nothing to do. */
static int refresh(struct yp_core *core, struct yp_db *db, struct yp_arena *arena, int64_t now_at,
                   int64_t *ret_changes, struct yp_err *err)
{
    struct yp_call calls[2] = {
        { .sql = yp_statement(core, "gap.found"), .params = YP_ROW(YP_INT("now", now_at)) },
        { .sql = yp_statement(core, "gap.gone"), .params = YP_ROW(YP_INT("now", now_at)) },
    };
    if (!calls[0].sql || !calls[1].sql)
        return yp_fail(err, YP_EBUG, "statement.unknown", "gap.found");
    int rc = yp_db_run(db, &calls[0], 1, arena, err);
    if (rc == YP_OK)
        rc = yp_db_run(db, &calls[1], 1, arena, err);
    *ret_changes = calls[0].changes + calls[1].changes;
    return rc;
}

int yp_gaps_fill(struct yp_core *core, struct yp_db *db, struct yp_arena *arena, struct yp_err *err)
{
    int64_t changes;
    return refresh(core, db, arena, yp_now_at(), &changes, err);
}

static int refresh_unit(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    int64_t changes = 0;
    (void)ctx;
    int rc = yp_tx_run(tx, "gap.lock", YP_NO_ROW, NULL, err);
    if (rc == YP_OK)
        rc = refresh(tx->core, tx->db, tx->arena, tx->viewer.now_at, &changes, err);
    if (rc == YP_OK && changes)
        yp_journal(tx, "gap.refresh", 0, "gap", 0, "");
    return rc;
}

/* Looks first on a reading connection: mostly nothing differs, and nobody has to wait for the
 * writer. */
int yp_job_gaps(struct yp_core *core, struct yp_arena *arena, struct yp_err *err)
{
    const struct yp_viewer nobody = { .lang = "fi",
                                      .now_at = yp_now_at(),
                                      .as_of_day = yp_today() };
    struct yp_db *db = NULL;
    struct yp_rows rows;
    int rc = yp_core_reader(core, &db, err);
    if (rc < 0)
        return rc;
    rc = yp_read(core, db, arena, "gap.differs", YP_NO_ROW, 1, &rows, err);
    yp_db_close(db);
    if (rc < 0 || !yp_get_i64(&rows, 0, "differs_n"))
        return rc;
    return yp_write(core, arena, &nobody, true, refresh_unit, NULL, err);
}
