/* Access lines: public, signed-in, member of NAME, manager of NAME, admin. Layer: core. */
#include <stdio.h>
#include <string.h>

#include "core/core.h"
#include "core/page_int.h"

/* Kinds an access line may name: each has a view v_rank_<kind>(id, rank) with a row for what the
 * viewer may see. */
static const char *const kinds[] = { "group",      "organization", "person",   "matter",
                                     "meeting",    "item",         "bulletin", "commitment",
                                     "membership", "attachment",   "minutes",  "post",
                                     "statement",  "vote",         "tie" };

static int kind_index(const char *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i], kind))
            return (int)i;
    return -1;
}

/* Splits "manager of meeting": the rank wanted, 0 when the line is of another form. */
static int rank_of(const char *access, const char **ret_kind)
{
    if (!strncmp(access, "member of ", 10)) {
        *ret_kind = access + 10;
        return 2;
    }
    if (!strncmp(access, "manager of ", 11)) {
        *ret_kind = access + 11;
        return 3;
    }
    if (!strncmp(access, "reader of ", 10)) {
        *ret_kind = access + 10;
        return 1;
    }
    return 0;
}

bool yp_access_known(const char *access, const struct yp_route *route)
{
    const char *kind;
    if (!strcmp(access, "public") || !strcmp(access, "signed-in") || !strcmp(access, "admin"))
        return true;
    if (!rank_of(access, &kind) || kind_index(kind) < 0)
        return false;
    for (int i = 0; i < route->nparts; i++)
        if (route->parts[i].is_param && !strcmp(route->parts[i].text, kind))
            return true;
    return false;
}

static int judge(int64_t rank, int64_t wanted, struct yp_err *err)
{
    if (rank <= 0)
        return yp_fail(err, YP_ENOTFOUND, "error.not_found", "hidden or absent");
    if (rank < wanted)
        return yp_fail(err, YP_EDENIED, "error.denied", "rank %d of %d", (int)rank, (int)wanted);
    return YP_OK;
}

static const char *statement_name(int kind, char ret[48])
{
    snprintf(ret, 48, "rank.%s", kinds[kind]);
    return ret;
}

int yp_access_check(struct yp_ask *ask, struct yp_db *db, const char *access,
                    const struct yp_path *path, struct yp_err *err)
{
    const char *kind = "";
    char name[48];
    if (!strcmp(access, "public"))
        return YP_OK;
    if (!strcmp(access, "signed-in"))
        return ask->who.viewer.person_id
                   ? YP_OK
                   : yp_fail(err, YP_EDENIED, "error.denied", "nobody is signed in");
    if (!strcmp(access, "admin"))
        return ask->who.viewer.is_admin
                   ? YP_OK
                   : yp_fail(err, YP_EDENIED, "error.denied", "no administrator");
    int wanted = rank_of(access, &kind);
    for (int i = 0; i < path->n; i++) {
        if (strcmp(path->at[i].name, kind) != 0)
            continue;
        struct yp_rows rows;
        int rc = yp_read(ask->core, db, ask->arena, statement_name(kind_index(kind), name),
                         YP_ROW({ "id", path->at[i].v }), 1, &rows, err);
        if (rc < 0)
            return rc;
        return judge(rows.nrow ? yp_at(&rows, 0, 0)->i : 0, wanted, err);
    }
    return yp_fail(err, YP_EBUG, "error.internal", "access %s has no parameter", access);
}

int yp_tx_require(struct yp_tx *tx, const char *kind, int64_t id, int rank, struct yp_err *err)
{
    char name[48];
    struct yp_rows rows;
    int k = kind_index(kind);
    if (k < 0)
        return yp_fail(err, YP_EBUG, "error.internal", "no kind %s", kind);
    int rc = yp_tx_run(tx, statement_name(k, name), YP_ROW(YP_INT("id", id)), &rows, err);
    if (rc < 0)
        return rc;
    return judge(rows.nrow ? yp_at(&rows, 0, 0)->i : 0, rank, err);
}
