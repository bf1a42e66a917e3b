/* Administration: who has an account and who administers, settings, storage. Layer: app. Spec:
 * doc/spec/accounts.md. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "app/account.h"
#include "app/app.h"
#include "core/cache.h"

/* --- accounts --- */

static int find(struct yp_tx *tx, struct yp_form *form, struct yp_rows *ret, struct yp_err *err)
{
    return yp_tx_one(tx, "admin.account", YP_ROW(YP_INT("id", yp_form_path_id(form, "account"))),
                     ret, err);
}

static int done(struct yp_tx *tx, struct yp_reply *reply, int64_t id, const char *action,
                const char *flash)
{
    yp_journal(tx, action, id, "account", id, "");
    return yp_done(tx, reply, flash, "/admin/people/%" PRId64, id);
}

struct inviting {
    bool https;
    const char *base;
};

int yp_inviting_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct inviting *c = yp_arena_alloc(b->arena, sizeof *c);
    const struct yp_config *config = &b->core->config;
    *c = (struct inviting){ .https = b->req->is_https };
    c->base = config->url
                  ? config->url
                  : yp_arena_printf(b->arena, "%s://%s", c->https ? "https" : "http", b->req->host);
    form->carried = c;
    (void)err;
    return YP_OK;
}

int yp_inviting_send(struct yp_tx *tx, struct yp_form *form, int64_t id, int64_t person_id,
                     struct yp_reply *reply, struct yp_err *err)
{
    const struct inviting *c = form->carried;
    char token[YP_LINK_SIZE];
    int rc = yp_link_make(tx, YP_LINK_INVITE, id, NULL, token, err);
    if (rc == YP_OK)
        rc = yp_account_invite(tx, id, person_id, token, err);
    if (rc == YP_OK && (!tx->core->config.smtp || !tx->core->config.url))
        yp_once_put(tx, reply, yp_arena_printf(tx->arena, "/admin/people/%" PRId64, id),
                    yp_arena_printf(tx->arena, "%s/invite/%s", c->base, token), c->https);
    return rc;
}

static int invite(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    struct yp_account_new new = { .person_id = yp_form_id(form, "person_id", false),
                                  .email = yp_form_account_email(form, "email"),
                                  .lang = yp_form_choice(form, "lang", "fi sv en se", false),
                                  .is_admin = yp_form_ticked(form, "is_admin") };
    int64_t id = 0;
    struct yp_rows account;
    new.name = yp_form_text(form, "name", new.person_id ? 0 : 1, 200);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_account_make(tx, &new, &id, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "admin.account", YP_ROW(YP_INT("id", id)), &account, err);
    if (rc == YP_OK)
        rc = yp_inviting_send(tx, form, id, yp_get_i64(&account, 0, "person_id"), reply, err);
    return rc < 0 ? rc : yp_done(tx, reply, "admin.invited", "/admin/people/%" PRId64, id);
}
YP_ACTION(admin_invite, "account.invite", "/admin/people/new", .access = "admin",
          .page = "/admin/people/new", .words = "account", .before = yp_inviting_before,
          .run = invite);

static int invite_again(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    struct yp_rows account;
    int rc = find(tx, form, &account, err);
    if (rc == YP_OK && !strcmp(yp_get_str(&account, 0, "state"), "closed"))
        return yp_fail(err, YP_ECONFLICT, "admin.is_closed", "a closed account");
    int64_t id = rc < 0 ? 0 : yp_get_i64(&account, 0, "id");
    if (rc == YP_OK)
        rc = yp_inviting_send(tx, form, id, yp_get_i64(&account, 0, "person_id"), reply, err);
    return rc < 0 ? rc : done(tx, reply, id, "account.invite_again", "admin.invited");
}
YP_ACTION(admin_invite_again, "account.invite_again", "/admin/people/{account:id}/invite",
          .access = "admin", .page = "/admin/people/{account:id}", .before = yp_inviting_before,
          .run = invite_again);

/* That another active administrator remains. The admins' rows are locked first, so that two who
 * unmake each other meet. */
static int check_last(struct yp_tx *tx, const struct yp_rows *account, struct yp_err *err)
{
    int64_t others;
    if (!yp_get_i64(account, 0, "is_admin"))
        return YP_OK;
    int rc = yp_tx_id(tx, "account.active_admins",
                      YP_ROW(YP_INT("id", yp_get_i64(account, 0, "id"))), &others, err);
    return rc == YP_OK && !others
               ? yp_fail(err, YP_ECONFLICT, "account.last_admin", "the last administrator")
               : rc;
}

static int close_account(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                         struct yp_err *err)
{
    struct yp_rows account;
    int64_t n = 0;
    int rc = yp_tx_run(tx, "account.lock_admins", YP_NO_ROW, NULL, err);
    if (rc == YP_OK)
        rc = find(tx, form, &account, err);
    if (rc == YP_OK)
        rc = check_last(tx, &account, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&account, 0, "id");
    const struct yp_cells cells = YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at));
    rc = yp_tx_change(tx, "admin.close", cells, &n, err);
    if (rc == YP_OK && !n)
        return yp_fail(err, YP_ECONFLICT, "admin.is_closed", "closed already");
    const struct yp_cells mine =
        YP_ROW(YP_INT("account_id", id), YP_INT("id", 0), YP_INT("now", tx->viewer.now_at));
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "session.end_others", mine, NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "me.close_links", mine, NULL, err);
    if (rc == YP_OK)
        rc = yp_account_drop_letters(tx, id, NULL, err);
    return rc < 0 ? rc : done(tx, reply, id, "account.shut", "admin.account_closed");
}
YP_ACTION(admin_close, "account.shut", "/admin/people/{account:id}/close", .access = "admin",
          .page = "/admin/people/{account:id}", .run = close_account);

static int open_account(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    struct yp_rows account;
    int64_t n = 0;
    int rc = find(tx, form, &account, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&account, 0, "id");
    rc = yp_tx_change(tx, "admin.open", YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at)),
                      &n, err);
    if (rc == YP_OK && !n)
        return yp_fail(err, YP_ECONFLICT, "admin.not_closed", "not closed, or anonymised");
    if (rc == YP_OK)
        rc = yp_inviting_send(tx, form, id, yp_get_i64(&account, 0, "person_id"), reply, err);
    return rc < 0 ? rc : done(tx, reply, id, "account.reopen", "admin.invited");
}
YP_ACTION(admin_open, "account.reopen", "/admin/people/{account:id}/open", .access = "admin",
          .page = "/admin/people/{account:id}", .before = yp_inviting_before, .run = open_account);

static int set_admin(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                     struct yp_err *err)
{
    struct yp_rows account;
    int64_t n = 0, to = yp_form_int(form, "is_admin", 0, 1, 0);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "account.lock_admins", YP_NO_ROW, NULL, err);
    if (rc == YP_OK)
        rc = find(tx, form, &account, err);
    if (rc == YP_OK && !to)
        rc = check_last(tx, &account, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&account, 0, "id");
    rc = yp_tx_change(
        tx, "account.make_admin",
        YP_ROW(YP_INT("id", id), YP_INT("is_admin", to), YP_INT("now", tx->viewer.now_at)), &n,
        err);
    if (rc == YP_OK && !n)
        return yp_fail(err, YP_ECONFLICT, "admin.no_change", "so already, or closed");
    return rc < 0 ? rc
                  : done(tx, reply, id, to ? "account.make_admin" : "account.unmake_admin",
                         to ? "admin.made" : "admin.unmade");
}
YP_ACTION(admin_set, "account.make_admin", "/admin/people/{account:id}/admin", .access = "admin",
          .page = "/admin/people/{account:id}", .run = set_admin);

static int second_off(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                      struct yp_err *err)
{
    int64_t n, id = yp_form_path_id(form, "account");
    int rc = yp_tx_change(tx, "admin.second_off",
                          YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at)), &n, err);
    if (rc == YP_OK && !n)
        return yp_fail(err, YP_ECONFLICT, "admin.no_change", "no second factor");
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "me.codes_forget", YP_ROW(YP_INT("account_id", id)), NULL, err);
    return rc < 0 ? rc : done(tx, reply, id, "account.second_off", "account.second_off.done");
}
YP_ACTION(admin_second_off, "account.second_off", "/admin/people/{account:id}/second-off",
          .access = "admin", .page = "/admin/people/{account:id}", .run = second_off);

/* --- settings --- */

static int settings(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    static const struct {
        const char *name;
        int max;
    } fields[] = { { "region", 80 }, { "provider", 200 }, { "contact", 300 } };
    enum { N = sizeof fields / sizeof *fields };
    const char *values[N];
    for (int i = 0; i < N; i++)
        values[i] = yp_form_text(form, fields[i].name, 0, fields[i].max);
    int rc = yp_form_verdict(form, err);
    for (int i = 0; i < N && rc == YP_OK; i++)
        rc = yp_tx_run(tx, "setting.set",
                       YP_ROW(YP_STR("name", fields[i].name), YP_STR("value", values[i])), NULL,
                       err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "setting.change", 1, "setting", 1, "");
    return yp_done(tx, reply, "admin.settings.saved", "/admin/settings");
}
YP_ACTION(admin_settings, "setting.change", "/admin/settings", .access = "admin",
          .page = "/admin/settings", .words = "setting", .run = settings);

/* --- storage --- */

static int64_t file_size(const struct yp_ask *ask, const char *tail)
{
    struct stat st;
    return stat(yp_arena_printf(ask->arena, "%s%s", ask->core->where, tail), &st)
               ? 0
               : (int64_t)st.st_size;
}

/* PostgreSQL's own word; the function is outside the subset both engines share. */
static int pg_size(struct yp_ask *ask, int64_t *ret, struct yp_err *err)
{
    struct yp_sql *sql;
    int rc = yp_sql_new(&sql, "admin.pg_size",
                        "SELECT pg_database_size(current_database()) AS bytes", err);
    if (rc < 0)
        return rc;
    struct yp_call call = { .sql = sql };
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL; /* statements outlive their connections */
    rc = yp_db_open(&db, ask->core->where, YP_DB_WRITE, err);
    if (rc == YP_OK)
        rc = yp_db_run(db, &call, 1, ask->arena, err);
    yp_db_close(db);
    db = NULL;
    yp_sql_free(sql);
    if (rc == YP_OK)
        *ret = yp_at(&call.rows, 0, 0)->i;
    return rc;
}

/* What is left on the disk of the database for this account to write; of PostgreSQL's nothing is
 * known. */
static struct yp_value free_size(const struct yp_ask *ask)
{
    struct statvfs fs;
    if (ask->core->engine == YP_PG || statvfs(ask->core->config.data, &fs))
        return yp_none();
    return yp_int((int64_t)fs.f_bavail * (int64_t)fs.f_frsize);
}

const char *const yp_provider_storage_columns[] = { "database_size", "free_size", "cache_size",
                                                    "cache_n", NULL };
int yp_provider_storage(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
int yp_provider_storage(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    size_t cached = 0;
    int64_t bytes = 0;
    int entries = 0, rc = YP_OK;
    yp_cache_size(ask->core->cache, &cached, &entries);
    if (ask->core->engine == YP_PG)
        rc = pg_size(ask, &bytes, err);
    else
        bytes = file_size(ask, "") + file_size(ask, "-wal");
    if (rc < 0)
        return rc;
    struct yp_value *cells = yp_arena_array(ask->arena, 4, sizeof *cells);
    cells[0] = yp_int(bytes);
    cells[1] = free_size(ask);
    cells[2] = yp_int((int64_t)cached);
    cells[3] = yp_int(entries);
    *ret = (struct yp_rows){
        .ncol = 4, .nrow = 1, .names = yp_provider_storage_columns, .cells = cells
    };
    return YP_OK;
}
