/* Bulletins by mail: asked for, confirmed by a link, stopped by one click. Layer: app.
 * Spec: doc/spec/bulletins.md. Source: RFC 8058 (one-click stop). */
#include "app/subscription.h"

#include <inttypes.h>
#include <string.h>

#include "app/mail.h"
#include "lib/icu.h"
#include "lib/sodium.h"

extern const struct yp_action yp_action_subscription_ask, yp_action_subscription_confirm,
    yp_action_subscription_stop;
extern const char *const yp_provider_subscription_columns[];
int yp_provider_subscription(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);

enum { ASKS_PER_HOUR = 5 };
static const int64_t HOUR = INT64_C(3600) * 1000000,
                     CONFIRM_WITHIN = INT64_C(7) * 24 * 3600 * 1000000;

const char *yp_subscription_token(const struct yp_core *core, struct yp_arena *arena,
                                  const char *uid)
{
    const char *words = yp_arena_printf(arena, "subscription:%s", uid);
    return yp_arena_printf(arena, "%s%s", uid, yp_sign(core, arena, words));
}

static int throttle(struct yp_tx *tx, const char *email_fold, struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    int64_t n = 0;
    yp_token_hash(email_fold, hash); /* whose address it was is nobody's to read */
    int rc = yp_tx_id(tx, "throttle.count",
                      YP_ROW(YP_STR("name", yp_arena_printf(tx->arena, "subscribe:%.22s", hash)),
                             YP_INT("window_at", tx->viewer.now_at / HOUR * HOUR)),
                      &n, err);
    if (rc == YP_OK && n > ASKS_PER_HOUR)
        rc = yp_fail(err, YP_ELIMIT, "throttle.subscribe", "over %d an hour", ASKS_PER_HOUR);
    return rc;
}

struct wish {
    const char *email, *email_fold, *lang, *group_name;
    int64_t grp_id;
};

static int read_wish(struct yp_tx *tx, struct yp_form *form, struct wish *w, struct yp_err *err)
{
    struct yp_rows group;
    w->email = yp_form_email(form, "email", true);
    w->lang = yp_form_choice(form, "lang", "fi sv en se", true);
    w->grp_id = yp_form_id(form, "group", false);
    w->group_name = "";
    int rc = yp_form_verdict(form, err);
    if (rc < 0)
        return rc;
    w->email_fold = yp_icu_fold(tx->arena, w->email);
    if (!w->grp_id)
        return YP_OK;
    rc = yp_tx_one(tx, "subscription.group", YP_ROW(YP_INT("id", w->grp_id)), &group, err);
    if (rc == YP_OK)
        w->group_name = yp_get_str(&group, 0, "name");
    return rc;
}

/* The subscription asked for: a new one, or the one still unconfirmed. ret_uid NULL: there is a
 * confirmed one. */
static int keep_wish(struct yp_tx *tx, const struct wish *w, int64_t *ret_id, const char **ret_uid,
                     struct yp_err *err)
{
    struct yp_rows was;
    char hash[YP_HEX_SIZE];
    int rc =
        yp_tx_run(tx, "subscription.find",
                  YP_ROW(YP_STR("email_fold", w->email_fold), YP_INT("grp", w->grp_id)), &was, err);
    if (rc < 0)
        return rc;
    if (was.nrow) {
        *ret_id = yp_get_i64(&was, 0, "id");
        *ret_uid =
            strcmp(yp_get_str(&was, 0, "state"), "asked") != 0 ? NULL : yp_get_str(&was, 0, "uid");
        return yp_tx_run(tx, "subscription.ask_again",
                         YP_ROW(YP_INT("id", *ret_id), YP_STR("lang", w->lang),
                                YP_INT("now", tx->viewer.now_at)),
                         NULL, err);
    }
    *ret_uid = yp_new_uid(tx);
    yp_token_hash(yp_subscription_token(tx->core, tx->arena, *ret_uid), hash);
    return yp_tx_id(tx, "subscription.insert",
                    YP_ROW(YP_STR("uid", *ret_uid), YP_STR("email", w->email),
                           YP_STR("email_fold", w->email_fold), YP_REF("grp", w->grp_id),
                           YP_STR("lang", w->lang), YP_STR("token_hash", hash),
                           YP_INT("now", tx->viewer.now_at)),
                    ret_id, err);
}

/* The answer is the same whoever asks, so that nobody learns who subscribes. */
static int ask_for(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    struct wish w;
    int64_t id = 0;
    const char *uid = NULL;
    int rc = read_wish(tx, form, &w, err);
    if (rc == YP_OK)
        rc = throttle(tx, w.email_fold, err);
    if (rc == YP_OK)
        rc = keep_wish(tx, &w, &id, &uid, err);
    if (rc == YP_OK && uid) {
        const char *all = yp_say(tx->core, tx->arena, w.lang, "subscription.all", NULL, 0);
        const struct yp_word words[] = { { "group", *w.group_name ? w.group_name : all } };
        const struct yp_letter letter = {
            .reason = "subscribe",
            .about_kind = "subscription",
            .about_id = id,
            .to_address = w.email,
            .lang = w.lang,
            .words = words,
            .nwords = 1,
            .path = yp_arena_printf(tx->arena, "/subscribe/%s",
                                    yp_subscription_token(tx->core, tx->arena, uid)),
        };
        rc = yp_mail_put(tx, &letter, err);
    }
    return rc < 0 ? rc : yp_done(tx, reply, "subscription.asked", "/subscribe/sent");
}
YP_ACTION(subscription_ask, "subscription.ask", "/subscribe", .access = "public",
          .page = "/subscribe", .words = "subscription", .run = ask_for, .no_journal = true);

static void hash_of(const struct yp_form *form, char ret[YP_HEX_SIZE])
{
    yp_token_hash(yp_form_path_text(form, "token"), ret);
}

static int confirm(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    struct yp_rows rows, found;
    hash_of(form, hash);
    int rc =
        yp_tx_linked(tx, "subscription.by_token", YP_ROW(YP_STR("token_hash", hash)), &found, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "subscription.confirm",
                       YP_ROW(YP_STR("token_hash", hash), YP_INT("now", tx->viewer.now_at),
                              YP_INT("since", tx->viewer.now_at - CONFIRM_WITHIN)),
                       &rows, err);
    if (rc == YP_OK && !rows.nrow && strcmp(yp_get_str(&found, 0, "state"), "confirmed") != 0)
        rc = yp_fail(err, YP_ECONFLICT, "subscription.too_late", "stopped or too old");
    return rc < 0 ? rc
                  : yp_done(tx, reply, "subscription.confirmed", "/subscribe/%s",
                            yp_form_path_text(form, "token"));
}
YP_ACTION(subscription_confirm, "subscription.confirm", "/subscribe/{token:token}",
          .access = "public", .words = "subscription", .run = confirm, .no_journal = true);

/* A mail program posts List-Unsubscribe=One-Click and wants no redirection; a person gets a page.
 */
static int stop(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    struct yp_rows found;
    hash_of(form, hash);
    const struct yp_cells cells =
        YP_ROW(YP_STR("token_hash", hash), YP_INT("now", tx->viewer.now_at));
    int rc = yp_tx_linked(tx, "subscription.by_token", cells, &found, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "subscription.stop", cells, NULL, err);
    if (rc < 0)
        return rc;
    const char *click = yp_form_value(form, "List-Unsubscribe", 0);
    if (!click || strcmp(click, "One-Click") != 0)
        return yp_done(tx, reply, "", "/stop/%s", yp_form_path_text(form, "token"));
    const char *lang = yp_get_str(&found, 0, "lang");
    yp_reply_header(reply, "Content-Type", "text/plain; charset=utf-8");
    yp_buf_printf(&reply->body, "%s\n",
                  yp_say(tx->core, tx->arena, lang, "subscription.stopped", NULL, 0));
    return YP_OK;
}
YP_ACTION(subscription_stop, "subscription.stop", "/stop/{token:token}", .access = "public",
          .words = "subscription", .run = stop, .no_journal = true, .no_csrf = true);

/* The subscription of the token in the address; an unknown one is 404. */
const char *const yp_provider_subscription_columns[] = { "state",       "lang",     "group_name",
                                                         "can_confirm", "can_stop", NULL };
int yp_provider_subscription(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    struct yp_rows rows;
    yp_token_hash(ask->path.at[0].v.s, hash);
    int rc = yp_read(ask->core, ask->thread->page_db, ask->arena, "subscription.by_token",
                     YP_ROW(YP_STR("token_hash", hash)), 1, &rows, err);
    if (rc == YP_OK && !rows.nrow)
        rc = yp_fail(err, YP_ENOTFOUND, "error.link", "no such token");
    if (rc == YP_OK)
        *ret = rows;
    return rc;
}
