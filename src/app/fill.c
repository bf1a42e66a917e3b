/* What a new database gets before it serves. Layer: app.  Data: data/README.md, demo/README.md. */
#include "app/fill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/gap.h"
#include "app/when.h"
#include "base/clock.h"
#include "lib/csv.h"
#include "lib/sodium.h"

enum { BATCH = 100, CELLS = 10, LINK_DAYS = 7 };

/* An open transaction of an owner. */
struct fill {
    struct yp_core *core;
    struct yp_db *db;
    struct yp_arena *arena;
};

static int run(struct fill *f, const char *name, struct yp_cells cells, struct yp_rows *ret,
               struct yp_err *err)
{
    return yp_read(f->core, f->db, f->arena, name, cells, 0, ret, err);
}

/* --- the areas of Finland --- */

enum column {
    KIND,
    CODE,
    NAME_FI,
    NAME_SV,
    COUNTY,
    REGION,
    SUBREGION,
    POPULATION,
    YEAR,
    LAT,
    LON,
    FROM
};

static struct yp_cell number(const char *name, const char *text, bool real)
{
    if (!*text)
        return YP_NIL(name);
    return real ? YP_REAL(name, strtod(text, NULL)) : YP_INT(name, strtoll(text, NULL, 10));
}

/* "2023-01-01"; a day that is not known when empty. */
static int64_t first_day(const char *text)
{
    int y, m, d;
    return sscanf(text, "%4d-%2d-%2d", &y, &m, &d) == 3 ? yp_day(y, m, d) : YP_DAY_UNKNOWN;
}

/* Cells of one row of areas.csv for fill.area. */
static struct yp_cells area_cells(struct yp_arena *arena, const struct yp_csv *csv, int row)
{
    const char *kind = yp_csv_at(csv, row, KIND), *code = yp_csv_at(csv, row, CODE);
    const struct yp_cell made[CELLS] = {
        YP_STR("uid", yp_arena_printf(arena, "%s-%s", kind, code)),
        YP_STR("kind", kind),
        YP_STR("code", code),
        YP_STR("name_fi", yp_csv_at(csv, row, NAME_FI)),
        YP_STR("name_sv", yp_csv_at(csv, row, NAME_SV)),
        number("population", yp_csv_at(csv, row, POPULATION), false),
        number("population_year", yp_csv_at(csv, row, YEAR), false),
        number("lat", yp_csv_at(csv, row, LAT), true),
        number("lon", yp_csv_at(csv, row, LON), true),
        YP_INT("from_day", first_day(yp_csv_at(csv, row, FROM))),
    };
    struct yp_cell *cells = yp_arena_array(arena, CELLS, sizeof *cells);
    memcpy(cells, made, sizeof made);
    return (struct yp_cells){ cells, CELLS };
}

static struct yp_cells part_cells(struct yp_arena *arena, const struct yp_csv *csv, int row,
                                  const char *whole_kind, enum column whole)
{
    struct yp_cell *cells = yp_arena_array(arena, 3, sizeof *cells);
    cells[0] = YP_STR("code", yp_csv_at(csv, row, CODE));
    cells[1] = YP_STR("whole_kind", whole_kind);
    cells[2] = YP_STR("whole_code", yp_csv_at(csv, row, (int)whole));
    return (struct yp_cells){ cells, 3 };
}

/* Runs calls a batch at a time: one round trip each. */
static int run_batches(struct fill *f, struct yp_call *calls, int n, struct yp_err *err)
{
    int rc = YP_OK;
    for (int i = 0; i < n && rc == YP_OK; i += BATCH)
        rc = yp_db_run(f->db, calls + i, n - i < BATCH ? n - i : BATCH, f->arena, err);
    return rc;
}

static int fill_areas(struct fill *f, struct yp_err *err)
{
    static const char *const wholes[] = { "county", "region", "subregion" };
    const struct yp_sql *area = yp_statement(f->core, "fill.area");
    const struct yp_sql *part = yp_statement(f->core, "fill.area_part");
    struct yp_csv csv;
    size_t len = 0;
    const char *text = yp_files_get(f->core->files, "data/areas.csv", &len);
    if (!text || !area || !part)
        return yp_fail(err, YP_EBUG, "error.internal", "data/areas.csv");
    int rc = yp_csv_read(f->arena, text, len, &csv, err), n = 0, nparts = 0;
    if (rc < 0)
        return rc;
    struct yp_call *calls = yp_arena_array(f->arena, (size_t)csv.nrow, sizeof *calls);
    struct yp_call *parts = yp_arena_array(f->arena, (size_t)csv.nrow * 3, sizeof *parts);
    for (int row = 1; row < csv.nrow; row++) {
        calls[n++] = (struct yp_call){ .sql = area, .params = area_cells(f->arena, &csv, row) };
        for (int w = 0; w < 3 && *yp_csv_at(&csv, row, COUNTY); w++)
            parts[nparts++] = (struct yp_call){
                .sql = part,
                .params = part_cells(f->arena, &csv, row, wholes[w], (enum column)(COUNTY + w)),
            };
    }
    rc = run_batches(f, calls, n, err);
    if (rc == YP_OK)
        rc = run_batches(f, parts, nparts, err);
    if (rc == YP_OK)
        rc = run(f, "fill.wholes", YP_NO_ROW, NULL, err);
    return rc;
}

/* --- the first administrator --- */

static int first_admin(struct fill *f, char ret_token[YP_TOKEN_SIZE], struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    int64_t now = yp_now_at();
    yp_token_new(ret_token);
    yp_token_hash(ret_token, hash);
    int rc = run(f, "fill.first_admin_old", YP_NO_ROW, NULL, err);
    return rc < 0 ? rc
                  : run(f, "fill.first_admin",
                        YP_ROW(YP_STR("token_hash", hash), YP_INT("now", now),
                               YP_INT("expires_at", now + LINK_DAYS * INT64_C(86400000000))),
                        NULL, err);
}

/* --- the whole --- */

/* ret_token NULL: the areas only. */
static int fill_empty(struct fill *f, char ret_token[YP_TOKEN_SIZE], struct yp_err *err)
{
    struct yp_rows state;
    int rc = run(f, "fill.lock", YP_NO_ROW, NULL, err);
    if (rc == YP_OK)
        rc = run(f, "fill.state", YP_NO_ROW, &state, err);
    if (rc < 0)
        return rc;
    bool has_areas = yp_get_i64(&state, 0, "areas_n"),
         has_groups = yp_get_i64(&state, 0, "groups_n");
    bool demo = ret_token && f->core->config.demo && !has_groups;
    if (!has_areas)
        rc = fill_areas(f, err);
    if (rc == YP_OK && demo)
        rc = yp_demo_fill(f->core, f->db, err);
    if (rc == YP_OK && (demo || !has_areas))
        rc = run(f, "fill.unindexed", YP_NO_ROW, NULL, err);
    if (rc == YP_OK && demo)
        rc = yp_gaps_fill(f->core, f->db, f->arena, err);
    if (rc == YP_OK && ret_token && !f->core->config.demo && !yp_get_i64(&state, 0, "admins_n"))
        rc = first_admin(f, ret_token, err);
    return rc;
}

int yp_app_fill(struct yp_core *core, char ret_first[YP_FIRST_SIZE], struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    char token[YP_TOKEN_SIZE] = "";
    int rc = yp_db_open(&db, core->where, YP_DB_OWNER, err);
    if (rc == YP_OK)
        rc = yp_db_begin(db, YP_DB_READ_WRITE, NULL, err);
    if (rc == YP_OK)
        rc = fill_empty(&(struct fill){ core, db, arena }, ret_first ? token : NULL, err);
    if (rc == YP_OK)
        rc = yp_db_commit(db, err);
    if (rc == YP_OK)
        rc = yp_reindex_names(core, err);
    if (ret_first)
        snprintf(ret_first, YP_FIRST_SIZE, "%s%s", rc == YP_OK && *token ? "/first/" : "",
                 rc == YP_OK ? token : "");
    return rc;
}
