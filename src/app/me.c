/* A person's own account: language, password, second factor, sessions, calendar, own data, closing.
 * Layer: app. Spec: doc/spec/accounts.md. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/account.h"
#include "app/app.h"
#include "base/clock.h"
#include "lib/icu.h"
#include "lib/qr.h"
#include "lib/sodium.h"
#include "lib/totp.h"

enum { CODES = 10, CODE_LEN = 16, DATA_ROWS = 10000, TRIES = 10 };

#define MINE(...)                                                                                  \
    YP_ROW(YP_INT("person_id", tx->viewer.person_id), YP_INT("now", tx->viewer.now_at), __VA_ARGS__)

static int my_account(struct yp_tx *tx, struct yp_rows *ret, struct yp_err *err)
{
    return yp_tx_one(tx, "me.account", YP_ROW(YP_INT("person_id", tx->viewer.person_id)), ret, err);
}

static void note(struct yp_tx *tx, const char *action, const struct yp_rows *account)
{
    int64_t id = yp_get_i64(account, 0, "id");
    yp_journal(tx, action, id, "account", id, "");
}

/* --- language --- */

static int set_lang(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    const char *lang = yp_form_choice(form, "lang", "fi sv en se", true);
    struct yp_rows account;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = my_account(tx, &account, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "me.lang", MINE(YP_STR("lang", lang)), NULL, err);
    if (rc < 0)
        return rc;
    note(tx, "account.lang", &account);
    yp_reply_cookie(reply, tx->arena, "yp_lang", lang, INT64_C(365) * 24 * 3600, false);
    return yp_done(tx, reply, "account.lang_set", "/me");
}
YP_ACTION(me_lang, "account.lang", "/me/language", .access = "signed-in", .page = "/me/language",
          .words = "account", .run = set_lang);

/* --- password --- */

struct change {
    int64_t session_id;
    const char *hash;
    bool https;
    struct yp_rows account;
};

static struct change *carry(struct yp_before *b, struct yp_form *form)
{
    struct change *c = yp_arena_alloc(b->arena, sizeof *c);
    *c = (struct change){ .session_id = b->session_id, .https = b->req->is_https };
    form->carried = c;
    return c;
}

static int look(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct change *c = ctx;
    int rc = my_account(tx, &c->account, err);
    return rc < 0 ? rc
                  : yp_throttle(tx, "own",
                                yp_arena_printf(tx->arena, "%" PRId64, tx->viewer.person_id), TRIES,
                                err);
}

static int password_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct change *c = carry(b, form);
    if (!b->viewer.person_id)
        return yp_fail(err, YP_EDENIED, "error.denied", "nobody is signed in");
    int rc = yp_write(b->core, b->arena, &b->viewer, true, look, c, err);
    if (rc < 0)
        return rc;
    const char *old = yp_get_null(&c->account, 0, "password_hash")
                          ? NULL
                          : yp_get_str(&c->account, 0, "password_hash");
    const char *given = old ? yp_form_raw(form, "password_now", 1, 200) : "";
    const char *password =
        yp_form_new_password(form, "password", yp_get_str(&c->account, 0, "email"));
    rc = yp_form_verdict(form, err);
    if (rc == YP_OK && old && !yp_account_verify(old, given))
        rc = yp_fail_field(err, YP_EINVAL, "password_now", "account.password_now_wrong",
                           "own password");
    return rc < 0 ? rc : yp_account_hash(b->arena, password, &c->hash, err);
}

static int end_others(struct yp_tx *tx, const struct yp_rows *account, int64_t session_id,
                      struct yp_err *err)
{
    return yp_tx_run(tx, "session.end_others",
                     YP_ROW(YP_INT("account_id", yp_get_i64(account, 0, "id")),
                            YP_INT("id", session_id), YP_INT("now", tx->viewer.now_at)),
                     NULL, err);
}

static int set_password(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    const struct change *c = form->carried;
    int rc = yp_tx_run(tx, "account.set_password",
                       YP_ROW(YP_INT("id", yp_get_i64(&c->account, 0, "id")),
                              YP_STR("password_hash", c->hash), YP_INT("now", tx->viewer.now_at)),
                       NULL, err);
    if (rc == YP_OK)
        rc = end_others(tx, &c->account, c->session_id, err);
    if (rc < 0)
        return rc;
    note(tx, "account.password", &c->account);
    return yp_done(tx, reply, "account.password_set", "/me");
}
YP_ACTION(me_password, "account.change_password", "/me/password", .access = "signed-in",
          .page = "/me/password", .words = "account", .before = password_before,
          .run = set_password);

/* --- second factor --- */

static const char *totp_purpose(struct yp_arena *arena, const struct yp_rows *account)
{
    return yp_arena_printf(arena, "totp:%" PRId64, yp_get_i64(account, 0, "id"));
}

static void installation_key(const struct yp_core *core, struct yp_key *ret)
{
    memcpy(ret->mem, core->secret, sizeof ret->mem);
}

/* Ten codes of sixteen letters and digits that are hard to confuse, as one text of lines. */
static int make_codes(struct yp_tx *tx, const struct yp_rows *account, const char **ret,
                      struct yp_err *err)
{
    static const char alphabet[] =
        "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; /* 32: a byte's five low bits */
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    int64_t id = yp_get_i64(account, 0, "id");
    int rc = yp_tx_run(tx, "me.codes_forget", YP_ROW(YP_INT("account_id", id)), NULL, err);
    for (int i = 0; i < CODES && rc == YP_OK; i++) {
        struct yp_key bytes;
        char code[CODE_LEN + 1] = "", hash[YP_HEX_SIZE];
        yp_key_new(&bytes);
        for (int k = 0; k < CODE_LEN; k++)
            code[k] = alphabet[bytes.mem[k] & 31];
        yp_token_hash(code, hash);
        yp_buf_printf(&out, "%s%.4s-%.4s-%.4s-%.4s", i ? "\n" : "", code, code + 4, code + 8,
                      code + 12);
        rc = yp_tx_run(tx, "me.code_insert",
                       YP_ROW(YP_INT("account_id", id), YP_STR("code_hash", hash)), NULL, err);
    }
    *ret = yp_arena_str(tx->arena, yp_buf_text(&out));
    return rc;
}

static int second_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct change *c = carry(b, form);
    if (!b->viewer.person_id)
        return yp_fail(err, YP_EDENIED, "error.denied", "nobody is signed in");
    return yp_write(b->core, b->arena, &b->viewer, true, look, c, err);
}

/* Whether code is right for the sealed secret of a column. */
static int code_right(struct yp_tx *tx, const struct yp_rows *account, const char *column,
                      const char *code, bool *ret_right, int64_t *ret_step, struct yp_err *err)
{
    struct yp_key key;
    char *secret;
    size_t len;
    installation_key(tx->core, &key);
    *ret_right = false;
    if (yp_get_null(account, 0, column))
        return YP_OK;
    int rc = yp_unseal(tx->arena, &key, totp_purpose(tx->arena, account),
                       yp_get_str(account, 0, column), &secret, &len, err);
    if (rc == YP_OK)
        *ret_right = yp_totp_check(secret, code, tx->viewer.now_at / 1000000, ret_step);
    return rc;
}

/* The account of a reader who wrote the right code, of the device or, for the factor in use, a
 * recovery code: whoever lost the device has nothing else. The device's step in *ret_step. */
static int proven(struct yp_tx *tx, struct yp_form *form, const char *column,
                  struct yp_rows *ret_account, int64_t *ret_step, struct yp_err *err)
{
    const char *code = yp_form_text(form, "code", 1, 40);
    const bool is_in_use = !strcmp(column, "totp_sealed");
    bool right = false;
    *ret_step = 0;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = my_account(tx, ret_account, err);
    if (rc == YP_OK)
        rc = code_right(tx, ret_account, column, code, &right, ret_step, err);
    if (rc == YP_OK && !right && is_in_use)
        rc = yp_recovery_use(tx, yp_get_i64(ret_account, 0, "id"), code, &right, err);
    if (rc == YP_OK && !right)
        rc = yp_fail_field(err, YP_EINVAL, "code", "account.code_wrong", "%s", column);
    return rc;
}

static int second_begin(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    struct yp_rows account;
    struct yp_key key;
    char secret[YP_TOTP_SECRET_SIZE];
    int64_t step;
    int rc = my_account(tx, &account, err);
    if (rc == YP_OK && !yp_get_null(&account, 0, "totp_sealed")) /* another device for the old */
        rc = proven(tx, form, "totp_sealed", &account, &step, err);
    if (rc < 0)
        return rc;
    yp_totp_secret(secret);
    installation_key(tx->core, &key);
    rc = yp_tx_run(tx, "me.second_new",
                   MINE(YP_STR("sealed", yp_seal(tx->arena, &key, totp_purpose(tx->arena, &account),
                                                 secret, strlen(secret)))),
                   NULL, err);
    if (rc < 0)
        return rc;
    note(tx, "account.second_begin", &account);
    return yp_done(tx, reply, "", "/me/second");
}
YP_ACTION(me_second_begin, "account.second_begin", "/me/second/begin", .access = "signed-in",
          .page = "/me/second", .words = "account", .before = second_before, .run = second_begin);

static int second_confirm(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                          struct yp_err *err)
{
    const struct change *c = form->carried;
    struct yp_rows account;
    const char *codes = "";
    int64_t step;
    int rc = proven(tx, form, "totp_new_sealed", &account, &step, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "me.second_set", MINE(YP_INT("step", step)), NULL, err);
    if (rc == YP_OK)
        rc = make_codes(tx, &account, &codes, err);
    if (rc == YP_OK)
        rc = end_others(tx, &account, c->session_id, err);
    if (rc < 0)
        return rc;
    yp_once_put(tx, reply, "codes", codes, c->https);
    note(tx, "account.second_on", &account);
    return yp_done(tx, reply, "account.second_on.done", "/me/second");
}
YP_ACTION(me_second_confirm, "account.second_on", "/me/second", .access = "signed-in",
          .page = "/me/second", .words = "account", .before = second_before, .run = second_confirm);

static int second_off(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                      struct yp_err *err)
{
    struct yp_rows account;
    int64_t step;
    int rc = proven(tx, form, "totp_sealed", &account, &step, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "me.second_off", MINE(YP_INT("step", step)), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "me.codes_forget",
                       YP_ROW(YP_INT("account_id", yp_get_i64(&account, 0, "id"))), NULL, err);
    if (rc < 0)
        return rc;
    note(tx, "account.second_off", &account);
    return yp_done(tx, reply, "account.second_off.done", "/me/second");
}
YP_ACTION(me_second_off, "account.second_off", "/me/second/off", .access = "signed-in",
          .page = "/me/second", .words = "account", .before = second_before, .run = second_off);

/* The secret that waits to be confirmed: as letters in fours, and as a code for the camera. */
const char *const yp_provider_second_secret_columns[] = { "secret", "qr_html", NULL };
int yp_provider_second_secret(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
int yp_provider_second_secret(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf svg = YP_BUF_INIT;
    struct yp_rows account = { 0 };
    struct yp_key key;
    char *secret;
    size_t len;
    struct yp_db *db = ask->thread->auth_db;
    int rc = yp_db_begin(db, YP_DB_READ, NULL, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "me.account",
                     YP_ROW(YP_INT("person_id", ask->who.viewer.person_id)), 1, &account, err);
    yp_db_rollback(db);
    if (rc < 0 || !account.nrow || yp_get_null(&account, 0, "totp_new_sealed"))
        return rc;
    installation_key(ask->core, &key);
    rc = yp_unseal(ask->arena, &key, totp_purpose(ask->arena, &account),
                   yp_get_str(&account, 0, "totp_new_sealed"), &secret, &len, err);
    if (rc == YP_OK)
        rc = yp_qr_svg(
            yp_totp_uri(ask->arena, "Yhdyspinta", yp_get_str(&account, 0, "email"), secret),
            yp_say(ask->core, ask->arena, ask->who.viewer.lang, "account.second.qr", NULL, 0), &svg,
            err);
    if (rc < 0)
        return rc;
    char *spaced = yp_arena_alloc(ask->arena, len + len / 4 + 2), *out = spaced;
    for (size_t i = 0; i < len; i++) {
        if (i && i % 4 == 0)
            *out++ = ' ';
        *out++ = secret[i];
    }
    struct yp_value *cells = yp_arena_array(ask->arena, 2, sizeof *cells);
    cells[0] = yp_text(spaced);
    cells[1] = yp_text(yp_arena_str(ask->arena, yp_buf_text(&svg)));
    *ret = (struct yp_rows){
        .ncol = 2, .nrow = 1, .names = yp_provider_second_secret_columns, .cells = cells
    };
    return YP_OK;
}

/* Lines left for this page of this reader: recovery codes, a calendar's address, an invitation's
 * link. */
const char *const yp_provider_once_columns[] = { "line", NULL };
int yp_provider_once(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
int yp_provider_once(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    const char *path = ask->req->path;
    const char *what = !strcmp(path, "/me/second")     ? "codes"
                       : !strcmp(path, "/me/calendar") ? "calendar"
                                                       : path;
    const char *text = yp_once_get(ask, what);
    int n = 0;
    (void)err;
    if (!text)
        return YP_OK;
    struct yp_value *cells = yp_arena_array(ask->arena, CODES, sizeof *cells);
    while (*text && n < CODES) {
        size_t len = strcspn(text, "\n");
        cells[n++] = yp_text_n(yp_arena_mem(ask->arena, text, len), len);
        text += len + (text[len] == '\n');
    }
    *ret =
        (struct yp_rows){ .ncol = 1, .nrow = n, .names = yp_provider_once_columns, .cells = cells };
    return YP_OK;
}

/* --- sessions --- */

const char *const yp_provider_my_sessions_columns[] = { "id",      "device",     "created_at",
                                                        "seen_at", "is_current", NULL };
int yp_provider_my_sessions(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
int yp_provider_my_sessions(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_read(ask->core, ask->thread->page_db, ask->arena, "me.sessions", YP_NO_ROW, 100,
                     &rows, err);
    if (rc < 0)
        return rc;
    struct yp_value *cells = yp_arena_array(ask->arena, (size_t)rows.nrow * 5 + 1, sizeof *cells);
    for (int i = 0; i < rows.nrow; i++) {
        memcpy(&cells[(size_t)i * 5], yp_at(&rows, i, 0), 4 * sizeof *cells);
        cells[(size_t)i * 5 + 4] = yp_int(yp_get_i64(&rows, i, "id") == ask->who.session_id);
    }
    *ret = (struct yp_rows){
        .ncol = 5, .nrow = rows.nrow, .names = yp_provider_my_sessions_columns, .cells = cells
    };
    return YP_OK;
}

static int session_end(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                       struct yp_err *err)
{
    int64_t n;
    int rc = yp_tx_change(tx, "me.session_end",
                          MINE(YP_INT("id", yp_form_path_id(form, "session"))), &n, err);
    if (rc == YP_OK && !n)
        return yp_fail(err, YP_ENOTFOUND, "error.not_found", "no such session");
    return rc < 0 ? rc : yp_done(tx, reply, "account.session_ended", "/me/sessions");
}
YP_ACTION(me_session_end, "account.session_end", "/me/sessions/{session:id}/end",
          .access = "signed-in", .run = session_end, .no_journal = true);

static int carry_change(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    (void)err;
    carry(b, form);
    return YP_OK;
}

static int sessions_end(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    const struct change *c = form->carried;
    struct yp_rows account;
    int rc = my_account(tx, &account, err);
    if (rc == YP_OK)
        rc = end_others(tx, &account, c->session_id, err);
    return rc < 0 ? rc : yp_done(tx, reply, "account.sessions_ended", "/me/sessions");
}
YP_ACTION(me_sessions_end, "account.sessions_end", "/me/sessions/end", .access = "signed-in",
          .before = carry_change, .run = sessions_end, .no_journal = true);

/* --- calendar --- */

static int calendar_new(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    const struct change *c = form->carried;
    struct yp_rows account;
    char token[YP_TOKEN_SIZE], hash[YP_HEX_SIZE];
    yp_token_new(token);
    yp_token_hash(token, hash);
    int rc = my_account(tx, &account, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "me.calendar", MINE(YP_STR("token_hash", hash)), NULL, err);
    if (rc < 0)
        return rc;
    note(tx, "account.calendar", &account);
    yp_once_put(tx, reply, "calendar", yp_arena_printf(tx->arena, "/calendar/%s.ics", token),
                c->https);
    return yp_done(tx, reply, "", "/me/calendar");
}
YP_ACTION(me_calendar, "account.calendar", "/me/calendar", .access = "signed-in",
          .page = "/me/calendar", .before = carry_change, .run = calendar_new);

static int calendar_end(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    struct yp_rows account;
    (void)form;
    int rc = my_account(tx, &account, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "me.calendar", MINE(YP_NIL("token_hash")), NULL, err);
    if (rc < 0)
        return rc;
    note(tx, "account.calendar_end", &account);
    return yp_done(tx, reply, "account.calendar_ended", "/me/calendar");
}
YP_ACTION(me_calendar_end, "account.calendar_end", "/me/calendar/end", .access = "signed-in",
          .run = calendar_end);

/* --- subscriptions --- */

static int unsubscribe(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                       struct yp_err *err)
{
    struct yp_rows account;
    int64_t n = 0;
    int rc = my_account(tx, &account, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "me.unsubscribe",
                          MINE(YP_INT("id", yp_form_path_id(form, "subscription"))), &n, err);
    if (rc == YP_OK && !n)
        return yp_fail(err, YP_ENOTFOUND, "error.not_found", "no such subscription");
    if (rc < 0)
        return rc;
    note(tx, "account.unsubscribe", &account);
    return yp_done(tx, reply, "account.unsubscribed", "/me");
}
YP_ACTION(me_unsubscribe, "account.unsubscribe", "/me/subscriptions/{subscription:id}/stop",
          .access = "signed-in", .run = unsubscribe);

/* --- own data --- */

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), m = strlen(tail);
    return n >= m && !strcmp(s + n - m, tail);
}

/* Moments and days as ISO texts, which people and programs read. */
static void json_value(struct yp_arena *arena, struct yp_buf *out, const char *name,
                       const struct yp_value *v)
{
    if (v->type == YP_I64 && ends_with(name, "at"))
        yp_buf_printf(out, "\"%s\"", yp_show(arena, "fi", "isodatetime", *v));
    else if (v->type == YP_I64 && ends_with(name, "_day"))
        yp_buf_printf(out, "\"%s\"", yp_show(arena, "fi", "iso", *v));
    else if (v->type == YP_I64)
        yp_buf_printf(out, "%" PRId64, v->i);
    else if (v->type == YP_TEXT)
        yp_json_string(out, v->s, strlen(v->s));
    else
        yp_buf_str(out, "null");
}

static int own_data(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err)
{
    static const char *const parts[] = {
        "me.data_account",        "me.data_person",      "me.data_memberships",
        "me.data_posts",          "me.data_attendances", "me.data_presentations",
        "me.data_statements",     "me.data_votes",       "me.data_disqualifications",
        "me.data_minutes_checks", "me.data_commitments", "me.data_subscriptions",
        "me.data_sessions",       "me.data_mails",       "me.data_texts",
        "me.data_actions"
    };
    struct yp_buf *out = &reply->body;
    int rc = YP_OK;
    yp_buf_char(out, '{');
    for (size_t p = 0; p < sizeof parts / sizeof *parts && rc == YP_OK; p++) {
        struct yp_rows rows = { 0 };
        rc = yp_read(ask->core, ask->thread->page_db, ask->arena, parts[p], YP_NO_ROW, DATA_ROWS,
                     &rows, err);
        yp_buf_printf(out, "%s\n\"%s\": [", p ? "," : "", parts[p] + strlen("me.data_"));
        for (int i = 0; rc == YP_OK && i < rows.nrow; i++) {
            yp_buf_str(out, i ? ",\n  {" : "\n  {");
            for (int k = 0; k < rows.ncol; k++) {
                yp_buf_printf(out, "%s\"%s\": ", k ? ", " : "", rows.names[k]);
                json_value(ask->arena, out, rows.names[k], yp_at(&rows, i, k));
            }
            yp_buf_char(out, '}');
        }
        yp_buf_char(out, ']');
    }
    yp_buf_str(out, "\n}\n");
    yp_reply_header(reply, "Content-Type", "application/json; charset=utf-8");
    yp_reply_header(reply, "Content-Disposition", "attachment; filename=\"yhdyspinta.json\"");
    return rc;
}
extern const struct yp_raw yp_raw_me_data;
const struct yp_raw yp_raw_me_data = { "account.data", "/me/data.json", "signed-in", own_data };

/* --- closing --- */

/* Whoever finds a browser open must not do what cannot be undone: the password is asked for. */
static int close_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct change *c = carry(b, form);
    if (!b->viewer.person_id)
        return yp_fail(err, YP_EDENIED, "error.denied", "nobody is signed in");
    int rc = yp_write(b->core, b->arena, &b->viewer, true, look, c, err);
    if (rc < 0)
        return rc;
    bool has_password = !yp_get_null(&c->account, 0, "password_hash");
    const char *given = has_password ? yp_form_raw(form, "password_now", 1, 200) : "";
    if (!yp_form_ticked(form, "confirm"))
        yp_form_refuse(form, "confirm", "account.close.tick", NULL);
    if (*given && !yp_account_verify(yp_get_str(&c->account, 0, "password_hash"), given))
        yp_form_refuse(form, "password_now", "account.password_now_wrong", NULL);
    return yp_form_verdict(form, err);
}

static int close_account(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                         struct yp_err *err)
{
    static const char *const steps[] = {
        "me.close_person", "me.close_seats",   "me.close_posts",    "me.close_account",
        "me.close_texts",  "me.close_aliases", "me.close_evidence", "me.close_subscriptions",
        "me.close_mails",  "me.close_parked",  "me.close_links",    "me.codes_forget"
    };
    const char *name = yp_say(tx->core, tx->arena, "fi", "account.removed_name", NULL, 0);
    const struct change *c = form->carried;
    struct yp_rows account;
    int64_t others = 0;
    int rc = yp_tx_run(tx, "account.lock_admins", YP_NO_ROW, NULL, err);
    if (rc == YP_OK)
        rc = my_account(tx, &account, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&account, 0, "id");
    rc = yp_tx_id(tx, "account.active_admins", YP_ROW(YP_INT("id", id)), &others, err);
    if (rc == YP_OK && !others && yp_get_i64(&account, 0, "is_admin"))
        return yp_fail_field(err, YP_EINVAL, "confirm", "account.last_admin",
                             "the last administrator");
    const struct yp_cells cells =
        MINE(YP_INT("account_id", id), YP_INT("today", yp_day_of(tx->viewer.now_at)),
             YP_STR("name", name), YP_STR("name_sort", yp_icu_sort_key(tx->arena, name)),
             YP_STR("name_fold", yp_icu_fold(tx->arena, name)),
             YP_STR("email", yp_arena_printf(tx->arena, "%" PRId64 "@invalid", id)));
    for (size_t i = 0; i < sizeof steps / sizeof *steps && rc == YP_OK; i++)
        rc = yp_tx_run(tx, steps[i], cells, NULL, err);
    if (rc == YP_OK)
        rc = end_others(tx, &account, 0, err);
    if (rc < 0)
        return rc;
    note(tx, "account.close", &account);
    yp_journal(tx, "person.anonymise", tx->viewer.person_id, "person", tx->viewer.person_id, "");
    yp_reply_cookie(reply, tx->arena, "yp_session", "", 0, c->https);
    return yp_done(tx, reply, "account.closed", "/");
}
YP_ACTION(me_close, "account.close", "/me/close", .access = "signed-in", .page = "/me/close",
          .words = "account", .before = close_before, .run = close_account);
