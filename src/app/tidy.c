/* Forgets what has served its time: used form keys, old links, parked forms, counted attempts.
 * Layer: app. */
#include "base/clock.h"
#include "core/core.h"

int yp_job_tidy(struct yp_core *core, struct yp_arena *arena, struct yp_err *err);

static const int64_t DAY = INT64_C(86400000000);

static int tidy(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    static const struct {
        const char *statement;
        int days; /* kept after its end */
    } parts[] = { { "form_key.forget", 7 }, { "parked.forget", 0 },          { "link.forget", 30 },
                  { "throttle.forget", 1 }, { "import.refusals_forget", 1 }, { "import.forget", 1 },
                  { "session.forget", 90 } };
    (void)ctx;
    int rc = YP_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && rc == YP_OK; i++)
        rc =
            yp_tx_run(tx, parts[i].statement,
                      YP_ROW(YP_INT("before", tx->viewer.now_at - parts[i].days * DAY)), NULL, err);
    return rc;
}

int yp_job_tidy(struct yp_core *core, struct yp_arena *arena, struct yp_err *err)
{
    const struct yp_viewer nobody = { .lang = "fi",
                                      .now_at = yp_now_at(),
                                      .as_of_day = yp_today() };
    return yp_write(core, arena, &nobody, true, tidy, NULL, err);
}
