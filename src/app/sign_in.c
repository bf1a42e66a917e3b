/*
 * The ways in: password, mailed link, second factor, invitation, lost password, the first
 * administrator; and out. Layer: app. Spec: doc/spec/accounts.md.
 *
 * Hashing, and counting attempts before it, happen in before(), outside the writing of the answer.
 * What a page says never tells whether an address has an account.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/account.h"
#include "app/app.h"
#include "app/mail.h"
#include "app/path.h"
#include "base/clock.h"
#include "lib/sodium.h"
#include "lib/totp.h"

/* In a quarter of an hour: for an account from one network, for an account, from one network. A
 * browser where the password was once right is outside the second, so that nobody's guesses, from
 * however many networks, shut the owner out of his own. */
enum { TRIES = 10, TRIES_ACCOUNT = 100, TRIES_ADDRESS = 100, LINKS = 4, LINKS_ADDRESS = 40 };
enum { KNOWN_S = 365 * 24 * 3600 };

/* What before() leaves for run(). */
struct carried {
    struct yp_entry entry;
    const char *email, *hash, *code, *name, *token, *purpose;
    const char *client;
    bool by_link, verified, is_known; /* is_known: the browser has the account's cookie yp_known */
    struct yp_rows account;
};

static struct carried *carry(struct yp_before *b, struct yp_form *form)
{
    struct carried *c = yp_arena_alloc(b->arena, sizeof *c);
    *c = (struct carried){ .client = yp_network_of(b->arena, b->req->client) };
    yp_entry_of(b, &c->entry);
    form->carried = c;
    return c;
}

static bool is_token(const char *s)
{
    return s && strlen(s) == YP_TOKEN_SIZE - 1 &&
           strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
               strlen(s);
}

/* Where the reader lands: the page asked for, with the form that waits for him. */
static const char *landing(struct yp_form *form)
{
    const char *back = yp_local_path(yp_form_value(form, "back", 0));
    const char *parked = yp_form_value(form, "parked", 0);
    if (!back || !is_token(parked))
        return back;
    return yp_arena_printf(form->arena, "%s%sparked=%s", back, strchr(back, '?') ? "&" : "?",
                           parked);
}

static const char *hash_of(struct yp_arena *arena, const char *token)
{
    char *hash = yp_arena_alloc(arena, YP_HEX_SIZE);
    yp_token_hash(token, hash);
    return hash;
}

/* --- password, or a link asked for --- */

static const char *known_words(struct yp_arena *arena, const char *email)
{
    return yp_arena_printf(arena, "known:%s", email);
}

/* The browser is one where this account's password was right. */
static void know(struct yp_tx *tx, const struct carried *c, struct yp_reply *reply)
{
    yp_reply_cookie(reply, tx->arena, "yp_known",
                    yp_sign(tx->core, tx->arena, known_words(tx->arena, c->email)), KNOWN_S,
                    c->entry.https);
}

/* Whose attempts are counted together: those of one account from one network, apart those of its
 * known browsers there. */
static const char *pair_of(struct yp_tx *tx, const struct carried *c)
{
    return yp_arena_printf(tx->arena, "%s %s%s", c->email, c->client, c->is_known ? " known" : "");
}

static int look(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct carried *c = ctx;
    int rc = yp_throttle(tx, c->by_link ? "link_from" : "from", c->client,
                         c->by_link ? LINKS_ADDRESS : TRIES_ADDRESS, err);
    if (rc == YP_OK && c->by_link)
        rc = yp_throttle(tx, "link", c->email, LINKS, err);
    if (rc == YP_OK && !c->by_link)
        rc = yp_throttle(tx, "pair", pair_of(tx, c), TRIES, err);
    if (rc == YP_OK && !c->by_link && !c->is_known)
        rc = yp_throttle(tx, "account", c->email, TRIES_ACCOUNT, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "account.by_email", YP_ROW(YP_STR("email", c->email)), &c->account, err);
    return rc;
}

static void take_account(struct carried *c)
{
    c->entry.account_id = yp_get_i64(&c->account, 0, "id");
    c->entry.person_id = yp_get_i64(&c->account, 0, "person_id");
    c->entry.has_second = yp_get_i64(&c->account, 0, "has_second") != 0;
}

static int sign_in_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct carried *c = carry(b, form);
    c->by_link = !strcmp(yp_form_choice(form, "how", "password link", false), "link");
    c->email = yp_form_account_email(form, "email");
    const char *password = c->by_link ? "" : yp_form_raw(form, "password", 1, 200);
    c->entry.back = landing(form);
    int rc = yp_form_verdict(form, err);
    if (rc < 0)
        return rc;
    const char *known = yp_field_get(&b->req->cookies, "yp_known");
    c->is_known = known && yp_signed(b->core, known_words(b->arena, c->email), known);
    rc = yp_write(b->core, b->arena, &b->viewer, true, look, c, err);
    if (rc < 0)
        return rc;
    bool found = c->account.nrow && !strcmp(yp_get_str(&c->account, 0, "state"), "active") &&
                 !yp_get_null(&c->account, 0, "password_hash");
    if (!c->by_link)
        c->verified =
            yp_account_verify(found ? yp_get_str(&c->account, 0, "password_hash") : NULL, password);
    if (c->account.nrow)
        take_account(c);
    return YP_OK;
}

/* Mails a link when the address has an account; who was only invited gets the invitation again. */
static int mail_link(struct yp_tx *tx, const struct carried *c, enum yp_link_purpose purpose,
                     const char *reason, const char *path, struct yp_err *err)
{
    char token[YP_LINK_SIZE];
    if (!c->account.nrow)
        return YP_OK;
    bool invited = !strcmp(yp_get_str(&c->account, 0, "state"), "invited");
    int rc = yp_link_make(tx, invited ? YP_LINK_INVITE : purpose, c->entry.account_id,
                          c->entry.back, token, err);
    if (rc < 0 || invited)
        return rc < 0 ? rc
                      : yp_account_invite(tx, c->entry.account_id, c->entry.person_id, token, err);
    const struct yp_letter letter = { .reason = reason,
                                      .about_kind = "account",
                                      .about_id = c->entry.account_id,
                                      .person_id = c->entry.person_id,
                                      .path = yp_arena_printf(tx->arena, "%s%s", path, token) };
    rc = yp_account_drop_letters(tx, c->entry.account_id, reason, err);
    return rc < 0 ? rc : yp_mail_put(tx, &letter, err);
}

static int sign_in(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    const struct carried *c = form->carried;
    if (c->by_link) {
        int rc = mail_link(tx, c, YP_LINK_SIGN_IN, "sign_in", "/in/", err);
        return rc < 0 ? rc : yp_done(tx, reply, "", "/sign-in/sent");
    }
    if (!c->verified)
        return yp_fail_field(err, YP_EINVAL, "email", "account.wrong", "sign-in refused");
    int rc = yp_throttle_lift(tx, "pair", pair_of(tx, c), err);
    if (rc < 0)
        return rc;
    know(tx, c, reply);
    return yp_entry_open(tx, &c->entry, "", reply, err);
}
YP_ACTION(sign_in, "account.sign_in", "/sign-in", .access = "public", .page = "/sign-in",
          .words = "account", .before = sign_in_before, .run = sign_in, .no_journal = true);

/* --- practice accounts of the demonstration --- */

static int practice_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct carried *c = carry(b, form);
    c->entry.account_id = yp_form_id(form, "account", true);
    c->entry.back = landing(form);
    if (!b->core->config.demo)
        return yp_fail(err, YP_ENOTFOUND, "error.not_found", "not a demonstration");
    return yp_form_verdict(form, err);
}

static int practice(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    struct carried *c = form->carried;
    struct yp_rows rows;
    int rc =
        yp_tx_one(tx, "account.practice", YP_ROW(YP_INT("id", c->entry.account_id)), &rows, err);
    return rc < 0 ? rc : yp_entry_open(tx, &c->entry, "", reply, err);
}
YP_ACTION(sign_in_practice, "account.practice", "/sign-in/practice", .access = "public",
          .before = practice_before, .run = practice, .no_journal = true);

/* --- mailed link --- */

static int carry_only(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    (void)err;
    carry(b, form);
    return YP_OK;
}

/* Uses up the link of the address and reads its account into c; account_id stays 0 for the first
 * administrator. */
static int take_link(struct yp_tx *tx, struct yp_form *form, struct carried *c, const char *purpose,
                     struct yp_err *err)
{
    struct yp_rows rows;
    int rc =
        yp_tx_run(tx, "link.take",
                  YP_ROW(YP_STR("token_hash", hash_of(tx->arena, yp_form_path_text(form, "token"))),
                         YP_STR("purpose", purpose), YP_INT("now", tx->viewer.now_at)),
                  &rows, err);
    if (rc < 0)
        return rc;
    if (!rows.nrow)
        return yp_fail(err, YP_EINVAL, "account.link_used", "%s", purpose);
    c->entry.back = yp_get_null(&rows, 0, "back") ? NULL : yp_get_str(&rows, 0, "back");
    int64_t account_id = yp_get_i64(&rows, 0, "account_id");
    if (!account_id)
        return YP_OK;
    rc = yp_tx_one(tx, "account.by_id", YP_ROW(YP_INT("id", account_id)), &c->account, err);
    if (rc == YP_OK)
        take_account(c);
    return rc;
}

static int by_link(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    struct carried *c = form->carried;
    int rc = take_link(tx, form, c, "sign_in", err);
    return rc < 0 ? rc : yp_entry_open(tx, &c->entry, "", reply, err);
}
YP_ACTION(sign_in_link, "account.link", "/in/{token:token}", .access = "public",
          .page = "/in/{token:token}", .words = "account", .before = carry_only, .run = by_link,
          .no_journal = true);

/* --- second factor --- */

static int look_second(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct carried *c = ctx;
    struct yp_rows rows;
    int rc = yp_tx_run(tx, "link.find",
                       YP_ROW(YP_STR("token_hash", hash_of(tx->arena, c->token)),
                              YP_STR("purpose", "second"), YP_INT("now", tx->viewer.now_at)),
                       &rows, err);
    if (rc < 0)
        return rc;
    if (!rows.nrow)
        return yp_fail(err, YP_EINVAL, "account.second_late", "no first step");
    return yp_throttle(tx, "second",
                       yp_arena_printf(tx->arena, "%" PRId64, yp_get_i64(&rows, 0, "account_id")),
                       TRIES, err);
}

static int second_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct carried *c = carry(b, form);
    const char *token = yp_field_get(&b->req->cookies, "yp_second");
    c->token = is_token(token) ? token : "";
    c->code = yp_form_text(form, "code", 1, 40);
    int rc = yp_form_verdict(form, err);
    return rc < 0 ? rc : yp_write(b->core, b->arena, &b->viewer, true, look_second, c, err);
}

/* A code of the device, used once. */
static int check_code(struct yp_tx *tx, const struct carried *c, bool *ret_right,
                      struct yp_err *err)
{
    struct yp_key key;
    char *secret;
    size_t len;
    int64_t step, n;
    memcpy(key.mem, tx->core->secret, sizeof key.mem);
    *ret_right = false;
    int rc =
        yp_unseal(tx->arena, &key, yp_arena_printf(tx->arena, "totp:%" PRId64, c->entry.account_id),
                  yp_get_str(&c->account, 0, "totp_sealed"), &secret, &len, err);
    if (rc < 0 || !yp_totp_check(secret, c->code, tx->viewer.now_at / 1000000, &step))
        return rc;
    rc = yp_tx_change(tx, "account.step",
                      YP_ROW(YP_INT("id", c->entry.account_id), YP_INT("step", step)), &n, err);
    *ret_right = n == 1;
    return rc;
}

static int second(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    struct carried *c = form->carried;
    struct yp_rows rows;
    bool right = false, recovered = false;
    const struct yp_cells link =
        YP_ROW(YP_STR("token_hash", hash_of(tx->arena, c->token)), YP_STR("purpose", "second"),
               YP_INT("now", tx->viewer.now_at));
    int rc = yp_tx_run(tx, "link.take", link, &rows, err);
    if (rc == YP_OK && !rows.nrow)
        return yp_fail(err, YP_EINVAL, "account.second_late", "no first step");
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "account.by_id",
                       YP_ROW(YP_INT("id", yp_get_i64(&rows, 0, "account_id"))), &c->account, err);
    if (rc < 0)
        return rc;
    take_account(c);
    c->entry.back = yp_get_null(&rows, 0, "back") ? NULL : yp_get_str(&rows, 0, "back");
    if (c->entry.has_second)
        rc = check_code(tx, c, &right, err);
    if (rc == YP_OK && !right) {
        rc = yp_recovery_use(tx, c->entry.account_id, c->code, &recovered, err);
        right = recovered;
    }
    if (rc == YP_OK && !right) /* the whole unit is undone: the first step holds for another try */
        return yp_fail_field(err, YP_EINVAL, "code", "account.code_wrong", "second factor");
    c->entry.has_second = false; /* it is given */
    yp_reply_cookie(reply, tx->arena, "yp_second", "", 0, c->entry.https);
    return rc < 0 ? rc
                  : yp_entry_open(tx, &c->entry, recovered ? "account.recovered" : "", reply, err);
}
YP_ACTION(sign_in_second, "account.second", "/sign-in/second", .access = "public",
          .page = "/sign-in/second", .words = "account", .before = second_before, .run = second,
          .no_journal = true);

/* --- choosing a password: invitation, lost password, the first administrator --- */

static int look_link(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct carried *c = ctx;
    struct yp_rows rows;
    int rc = yp_throttle(tx, "from", c->client, TRIES_ADDRESS, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "link.find",
                       YP_ROW(YP_STR("token_hash", hash_of(tx->arena, c->token)),
                              YP_STR("purpose", c->purpose), YP_INT("now", tx->viewer.now_at)),
                       &rows, err);
    if (rc == YP_OK && !rows.nrow)
        rc = yp_fail(err, YP_EINVAL, "account.link_used", "%s", c->purpose);
    if (rc == YP_OK && !c->email)
        c->email = yp_get_str(&rows, 0, "email");
    return rc;
}

/* Reads and hashes the new password once the link is known to work. */
static int choose_password(struct yp_before *b, struct yp_form *form, struct carried *c,
                           const char *purpose, bool wanted, struct yp_err *err)
{
    c->token = yp_form_path_text(form, "token");
    c->purpose = purpose;
    int rc = yp_write(b->core, b->arena, &b->viewer, true, look_link, c, err);
    if (rc < 0 || !wanted)
        return rc;
    const char *password = yp_form_new_password(form, "password", c->email);
    rc = yp_form_verdict(form, err);
    return rc < 0 ? rc : yp_account_hash(b->arena, password, &c->hash, err);
}

static int invite_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct carried *c = carry(b, form);
    bool wanted = !strcmp(yp_form_choice(form, "how", "password link", false), "password");
    return choose_password(b, form, c, "invite", wanted, err);
}

/* Opens the account as its holder: what follows is journalled as his. */
static int activate(struct yp_tx *tx, const struct carried *c, struct yp_err *err)
{
    int64_t n;
    int rc =
        yp_tx_change(tx, "account.accept",
                     YP_ROW(YP_INT("id", c->entry.account_id), YP_STR("password_hash", c->hash),
                            YP_INT("now", tx->viewer.now_at)),
                     &n, err);
    tx->viewer.person_id = c->entry.person_id;
    return rc;
}

static int accept(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    struct carried *c = form->carried;
    int rc = take_link(tx, form, c, "invite", err);
    if (rc == YP_OK)
        rc = activate(tx, c, err);
    if (rc == YP_OK) /* the link came by hand: the letter would bring a used one */
        rc = yp_account_drop_letters(tx, c->entry.account_id, "invite", err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "account.accept", c->entry.account_id, "account", c->entry.account_id, "");
    return yp_entry_open(tx, &c->entry, "account.accepted", reply, err);
}
YP_ACTION(account_accept, "account.accept", "/invite/{token:token}", .access = "public",
          .page = "/invite/{token:token}", .words = "account", .before = invite_before,
          .run = accept);

static int ask_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct carried *c = carry(b, form);
    c->by_link = true;
    c->email = yp_form_account_email(form, "email");
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_write(b->core, b->arena, &b->viewer, true, look, c, err);
    if (rc == YP_OK && c->account.nrow)
        take_account(c);
    return rc;
}

static int ask_password(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    int rc = mail_link(tx, form->carried, YP_LINK_PASSWORD, "password", "/password/", err);
    return rc < 0 ? rc : yp_done(tx, reply, "", "/sign-in/sent");
}
YP_ACTION(password_ask, "account.ask_password", "/password", .access = "public",
          .page = "/password", .words = "account", .before = ask_before, .run = ask_password,
          .no_journal = true);

static int password_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    return choose_password(b, form, carry(b, form), "password", true, err);
}

static int set_password(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    struct carried *c = form->carried;
    int rc = take_link(tx, form, c, "password", err);
    if (rc == YP_OK)
        rc = activate(tx, c, err);
    if (rc == YP_OK) /* whoever knew the old one is out */
        rc = yp_tx_run(tx, "session.end_others",
                       YP_ROW(YP_INT("account_id", c->entry.account_id), YP_INT("id", 0),
                              YP_INT("now", tx->viewer.now_at)),
                       NULL, err);
    if (rc == YP_OK) /* the wrong tries were of the old one */
        rc = yp_throttle_lift(tx, "pair", pair_of(tx, c), err);
    if (rc == YP_OK)
        rc = yp_throttle_lift(tx, "account", c->email, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "account.password", c->entry.account_id, "account", c->entry.account_id, "");
    know(tx, c, reply);
    return yp_entry_open(tx, &c->entry, "account.password_set", reply, err);
}
YP_ACTION(password_set, "account.password", "/password/{token:token}", .access = "public",
          .page = "/password/{token:token}", .words = "account", .before = password_before,
          .run = set_password);

static int first_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct carried *c = carry(b, form);
    c->name = yp_form_text(form, "name", 1, 200);
    c->email = yp_form_account_email(form, "email");
    if (!c->email)
        c->email = "";
    return choose_password(b, form, c, "first_admin", true, err);
}

static int first(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct carried *c = form->carried;
    int64_t n;
    int rc = take_link(tx, form, c, "first_admin", err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "account.admins", YP_NO_ROW, &n, err);
    if (rc == YP_OK && n)
        return yp_fail(err, YP_EINVAL, "account.link_used", "there is an administrator");
    const struct yp_account_new new = {
        .name = c->name, .email = c->email, .lang = tx->viewer.lang, .is_admin = true
    };
    if (rc == YP_OK)
        rc = yp_account_make(tx, &new, &c->entry.account_id, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "account.by_id", YP_ROW(YP_INT("id", c->entry.account_id)), &c->account,
                       err);
    if (rc < 0)
        return rc;
    take_account(c);
    c->entry.back = "/admin";
    rc = activate(tx, c, err);
    return rc < 0 ? rc : yp_entry_open(tx, &c->entry, "account.first_done", reply, err);
}
YP_ACTION(account_first, "account.first", "/first/{token:token}", .access = "public",
          .page = "/first/{token:token}", .words = "account", .before = first_before, .run = first);

/* --- out --- */

static int sign_out(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    const struct carried *c = form->carried;
    int rc = YP_OK;
    if (c->entry.old_session_id)
        rc = yp_tx_run(
            tx, "session.end",
            YP_ROW(YP_INT("id", c->entry.old_session_id), YP_INT("now", tx->viewer.now_at)), NULL,
            err);
    yp_reply_cookie(reply, tx->arena, "yp_session", "", 0, c->entry.https);
    yp_reply_cookie(reply, tx->arena, "yp_once", "", 0, c->entry.https);
    return rc < 0 ? rc : yp_done(tx, reply, "account.signed_out", "/");
}
YP_ACTION(sign_out, "account.sign_out", "/sign-out", .access = "public", .before = carry_only,
          .run = sign_out, .no_journal = true);

/* --- what a link's page shows --- */

/* The link of the page's address while it works: whose it is. Read outside the fence, as sessions
 * are. */
const char *const yp_provider_open_link_columns[] = { "name", "email", "is_for_nobody", NULL };
int yp_provider_open_link(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
int yp_provider_open_link(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    static const char *const pages[][2] = { { "/in/", "sign_in" },
                                            { "/invite/", "invite" },
                                            { "/password/", "password" },
                                            { "/email/", "email" },
                                            { "/first/", "first_admin" } };
    const char *purpose = "", *token = "";
    struct yp_rows rows = { 0 };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (!strncmp(ask->req->path, pages[i][0], strlen(pages[i][0]))) {
            purpose = pages[i][1];
            token = ask->req->path + strlen(pages[i][0]);
        }
    struct yp_db *db = ask->thread->auth_db;
    int rc = yp_db_begin(db, YP_DB_READ, NULL, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "link.find",
                     YP_ROW(YP_STR("token_hash", hash_of(ask->arena, token)),
                            YP_STR("purpose", purpose), YP_INT("now", ask->who.viewer.now_at)),
                     1, &rows, err);
    yp_db_rollback(db);
    if (rc < 0 || !rows.nrow)
        return rc;
    struct yp_value *cells = yp_arena_array(ask->arena, 3, sizeof *cells);
    bool nobody = yp_get_null(&rows, 0, "account_id");
    cells[0] = nobody ? yp_none() : yp_text(yp_get_str(&rows, 0, "name"));
    cells[1] = nobody ? yp_none() : yp_text(yp_get_str(&rows, 0, "email"));
    cells[2] = yp_int(nobody);
    *ret = (struct yp_rows){
        .ncol = 3, .nrow = 1, .names = yp_provider_open_link_columns, .cells = cells
    };
    return YP_OK;
}

/* --- the command --- */

struct user_add {
    const char *email, *name, *lang;
    bool is_admin;
    char token[YP_LINK_SIZE];
};

static int user_add(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct user_add *u = ctx;
    struct yp_rows rows;
    int64_t id, n;
    int rc = yp_tx_run(tx, "account.by_email", YP_ROW(YP_STR("email", u->email)), &rows, err);
    if (rc < 0)
        return rc;
    if (rows.nrow) {
        id = yp_get_i64(&rows, 0, "id");
        if (u->is_admin)
            rc = yp_tx_change(
                tx, "account.make_admin",
                YP_ROW(YP_INT("id", id), YP_INT("is_admin", 1), YP_INT("now", tx->viewer.now_at)),
                &n, err);
        yp_journal(tx, "account.invite_again", id, "account", id, "");
    } else {
        const struct yp_account_new new = {
            .name = u->name, .email = u->email, .lang = u->lang, .is_admin = u->is_admin
        };
        rc = yp_account_make(tx, &new, &id, err);
    }
    return rc < 0 ? rc : yp_link_make(tx, YP_LINK_INVITE, id, NULL, u->token, err);
}

int yp_command_user_add(struct yp_core *core, const struct yp_command_args *args,
                        struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const struct yp_viewer nobody = { .lang = "fi",
                                      .now_at = yp_now_at(),
                                      .as_of_day = yp_today() };
    const struct yp_field words[] = {
        { .name = "email", .value = args->words[1], .len = strlen(args->words[1]) },
        { .name = "name",
          .value = args->name ? args->name : args->words[1],
          .len = strlen(args->name ? args->name : args->words[1]) }
    };
    const struct yp_fields fields = { words, 2 };
    struct yp_form form = { .arena = arena, .fields = &fields };
    struct user_add u = { .lang = args->lang ? args->lang : "fi", .is_admin = args->admin };
    u.email = yp_form_account_email(&form, "email");
    u.name = yp_form_text(&form, "name", 1, 200);
    if (yp_lang_index(u.lang) < 0)
        yp_form_refuse(&form, "lang", "form.choice", NULL);
    int rc = yp_form_verdict(&form, err);
    if (rc == YP_OK)
        rc = yp_write(core, arena, &nobody, false, user_add, &u, err);
    if (rc == YP_OK)
        printf("%s/invite/%s\n", core->config.url ? core->config.url : "", u.token);
    if (rc == YP_OK && !core->config.url)
        fputs("yhdyspinta: no --url: write the server's address before the path\n", stderr);
    return rc;
}
