/* Changing the address of an account: by its owner, who shows that the new one is his, and by an
 * administrator. Layer: app. Spec: doc/spec/accounts.md. */
#include <inttypes.h>
#include <string.h>

#include "app/account.h"
#include "app/mail.h"
#include "lib/icu.h"
#include "lib/sodium.h"

extern const struct yp_action yp_action_email_ask, yp_action_email_confirm, yp_action_email_set;

enum { TRIES = 10 };

static int letter_to(struct yp_tx *tx, const char *reason, const struct yp_rows *account,
                     const char *address, const char *path, struct yp_err *err)
{
    const struct yp_letter letter = { .reason = reason,
                                      .about_kind = "account",
                                      .about_id = yp_get_i64(account, 0, "id"),
                                      .to_address = address,
                                      .to_name = yp_get_str(account, 0, "name"),
                                      .lang = yp_get_str(account, 0, "lang"),
                                      .path = path };
    return yp_mail_put(tx, &letter, err);
}

static int is_taken(struct yp_tx *tx, const char *email, bool *ret, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run(tx, "account.email_taken", YP_ROW(YP_STR("email", email)), &rows, err);
    if (rc == YP_OK)
        *ret = rows.nrow > 0;
    return rc;
}

static bool is_invited(const struct yp_rows *account)
{
    return !strcmp(yp_get_str(account, 0, "state"), "invited");
}

/*
 * Gives an account another address. Its person and subscriptions follow where they had the old one,
 * links sent to that one end, sessions stay; the old address is told, unless nobody ever used the
 * account from there.
 *
 * account  id, person_id, email, name, lang, state
 */
static int readdress(struct yp_tx *tx, const struct yp_rows *account, const char *email,
                     struct yp_err *err)
{
    bool taken = false;
    const char *old = yp_get_str(account, 0, "email");
    int64_t id = yp_get_i64(account, 0, "id");
    const struct yp_cells cells = YP_ROW(
        YP_INT("id", id), YP_INT("account_id", id), YP_STR("email", email),
        YP_STR("email_fold", yp_icu_fold(tx->arena, email)), YP_STR("old", old),
        YP_INT("person_id", yp_get_i64(account, 0, "person_id")), YP_INT("now", tx->viewer.now_at));
    static const char *const steps[] = { "email.account", "email.person", "email.subscriptions",
                                         "me.close_links" };
    int rc = is_taken(tx, email, &taken, err);
    if (rc == YP_OK && taken)
        rc = yp_fail_field(err, YP_EINVAL, "email", "account.exists", "another account");
    for (size_t i = 0; rc == YP_OK && i < sizeof steps / sizeof *steps; i++)
        rc = yp_tx_run(tx, steps[i], cells, NULL, err);
    if (rc == YP_OK)
        rc = yp_account_drop_letters(tx, id, NULL, err);
    if (rc == YP_OK && !is_invited(account))
        rc = letter_to(tx, "email_changed", account, old, NULL, err);
    if (rc == YP_OK)
        yp_journal(tx, "account.email", id, "account", id, "");
    return rc;
}

/* --- by its owner --- */

struct asking {
    struct yp_rows account;
};

static int look(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct asking *a = ctx;
    const char *who = yp_arena_printf(tx->arena, "%" PRId64, tx->viewer.person_id);
    int rc = yp_tx_one(tx, "email.mine", YP_ROW(YP_INT("person_id", tx->viewer.person_id)),
                       &a->account, err);
    return rc < 0 ? rc : yp_throttle(tx, "email", who, TRIES, err);
}

/* Whoever finds a browser open must not take the account away: the password is asked for. */
static int ask_before(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct asking *a = yp_arena_alloc(b->arena, sizeof *a);
    form->carried = a;
    if (!b->viewer.person_id)
        return yp_fail(err, YP_EDENIED, "error.denied", "nobody is signed in");
    int rc = yp_write(b->core, b->arena, &b->viewer, true, look, a, err);
    if (rc < 0)
        return rc;
    bool has_password = !yp_get_null(&a->account, 0, "password_hash");
    const char *given = has_password ? yp_form_raw(form, "password_now", 1, 200) : "";
    if (*given && !yp_account_verify(yp_get_str(&a->account, 0, "password_hash"), given))
        yp_form_refuse(form, "password_now", "account.password_now_wrong", NULL);
    return YP_OK;
}

/* The answer is the same whether or not the address is another account's. */
static int ask(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    const struct asking *a = form->carried;
    const char *email = yp_form_account_email(form, "email");
    char token[YP_LINK_SIZE], hash[YP_HEX_SIZE];
    bool taken = false;
    int64_t id = yp_get_i64(&a->account, 0, "id");
    if (email && !strcmp(email, yp_get_str(&a->account, 0, "email")))
        yp_form_refuse(form, "email", "account.email_same", NULL);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = is_taken(tx, email, &taken, err);
    if (rc == YP_OK && !taken)
        rc = yp_link_make(tx, YP_LINK_EMAIL, id, NULL, token, err);
    if (rc == YP_OK && !taken)
        rc = yp_account_drop_letters(tx, id, "email_confirm", err);
    if (rc == YP_OK && !taken) {
        yp_token_hash(token, hash);
        rc = yp_tx_run(tx, "email.link", YP_ROW(YP_STR("token_hash", hash), YP_STR("email", email)),
                       NULL, err);
    }
    if (rc == YP_OK && !taken)
        rc = letter_to(tx, "email_confirm", &a->account, email,
                       yp_arena_printf(tx->arena, "/email/%s", token), err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "account.email_ask", id, "account", id, "");
    return yp_done(tx, reply, "account.email_asked", "/me");
}
YP_ACTION(email_ask, "account.email_ask", "/me/email", .access = "signed-in", .page = "/me/email",
          .words = "account", .before = ask_before, .run = ask);

static int confirm(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    struct yp_rows link, account;
    char hash[YP_HEX_SIZE];
    yp_token_hash(yp_form_path_text(form, "token"), hash);
    int rc =
        yp_tx_run(tx, "email.take",
                  YP_ROW(YP_STR("token_hash", hash), YP_INT("now", tx->viewer.now_at)), &link, err);
    if (rc == YP_OK && !link.nrow)
        rc = yp_fail(err, YP_EINVAL, "account.link_used", "email");
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "email.of_account",
                       YP_ROW(YP_INT("id", yp_get_i64(&link, 0, "account_id"))), &account, err);
    if (rc < 0)
        return rc;
    tx->viewer.person_id = yp_get_i64(&account, 0, "person_id"); /* who has the letter is he */
    rc = readdress(tx, &account, yp_get_str(&link, 0, "email"), err);
    return rc < 0 ? rc : yp_done(tx, reply, "account.email_set", "/me");
}
YP_ACTION(email_confirm, "account.email", "/email/{token:token}", .access = "public",
          .page = "/email/{token:token}", .words = "account", .run = confirm);

/* --- by an administrator --- */

static int set(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_rows account;
    const char *email = yp_form_account_email(form, "email");
    int64_t id = yp_form_path_id(form, "account");
    int rc = yp_tx_one(tx, "email.of_account", YP_ROW(YP_INT("id", id)), &account, err);
    if (rc == YP_OK && email && !strcmp(email, yp_get_str(&account, 0, "email")))
        yp_form_refuse(form, "email", "account.email_same", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = readdress(tx, &account, email, err);
    if (rc == YP_OK && is_invited(&account)) /* a mistyped address: the invitation goes here */
        rc = yp_inviting_send(tx, form, id, yp_get_i64(&account, 0, "person_id"), reply, err);
    else if (rc == YP_OK)
        rc = letter_to(tx, "email_set", &account, email, "/me", err);
    return rc < 0 ? rc : yp_done(tx, reply, "admin.email_set", "/admin/people/%" PRId64, id);
}
YP_ACTION(email_set, "account.email_set", "/admin/people/{account:id}/email", .access = "admin",
          .page = "/admin/people/{account:id}/email", .words = "account",
          .before = yp_inviting_before, .run = set);
