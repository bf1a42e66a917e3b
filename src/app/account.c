/* Accounts: what sign-in, links and the other ways in have in common. Layer: app. Spec:
 * doc/spec/accounts.md. */
#include "app/account.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "app/mail.h"
#include "app/path.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "lib/icu.h"
#include "lib/sodium.h"

enum {
    SESSION_S = 30 * 24 * 3600,
    ONCE_S = 300,
    WINDOW_S = 900,
    PASSWORD_MIN = 12,
    HASHING_MAX = 2
};

static const struct {
    const char *name, *letter; /* letter: the reason of the one that brings it */
    int64_t works_s;
} purposes[] = { [YP_LINK_SIGN_IN] = { "sign_in", "sign_in", 3600 },
                 [YP_LINK_SECOND] = { "second", "", 600 },
                 [YP_LINK_INVITE] = { "invite", "invite", 14 * 24 * 3600 },
                 [YP_LINK_PASSWORD] = { "password", "password", 3600 },
                 [YP_LINK_EMAIL] = { "email", "email_confirm", 24 * 3600 } };

/* --- passwords --- */

static pthread_mutex_t hashing_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t hashing_free = PTHREAD_COND_INITIALIZER;
static int hashing;

/* A hash takes 64 MiB and a core: two at a time leave the pages their share. */
static void hashing_begin(void)
{
    pthread_mutex_lock(&hashing_lock);
    while (hashing == HASHING_MAX)
        pthread_cond_wait(&hashing_free, &hashing_lock);
    hashing++;
    pthread_mutex_unlock(&hashing_lock);
}

static void hashing_end(void)
{
    pthread_mutex_lock(&hashing_lock);
    hashing--;
    pthread_cond_signal(&hashing_free);
    pthread_mutex_unlock(&hashing_lock);
}

int yp_account_hash(struct yp_arena *arena, const char *password, const char **ret,
                    struct yp_err *err)
{
    char *hash = yp_arena_alloc(arena, YP_PASSWORD_HASH_SIZE);
    hashing_begin();
    int rc = yp_password_hash(password, hash, err);
    hashing_end();
    if (rc == YP_OK)
        *ret = hash;
    return rc;
}

bool yp_account_verify(const char *hash, const char *password)
{
    hashing_begin();
    bool same = yp_password_verify(hash, password);
    hashing_end();
    return same;
}

static void lower(char *s)
{
    for (; *s; s++)
        *s = (char)tolower((unsigned char)*s);
}

const char *yp_form_account_email(struct yp_form *form, const char *field)
{
    const char *email = yp_form_email(form, field, true);
    if (!email)
        return NULL;
    char *s = yp_arena_str(form->arena, email);
    lower(s);
    return s;
}

const char *yp_form_new_password(struct yp_form *form, const char *field, const char *email)
{
    const char *password = yp_form_raw(form, field, 1, 200);
    if (!*password)
        return "";
    char *low = yp_arena_str(form->arena, password);
    lower(low);
    if (yp_utf8_length(password) < PASSWORD_MIN)
        yp_form_refuse(form, field, "account.password_short", NULL);
    else if (*email && !strcmp(low, email))
        yp_form_refuse(form, field, "account.password_email", NULL);
    else
        return password;
    return "";
}

/* --- throttles --- */

static const char *throttle_name(struct yp_tx *tx, const char *what, const char *who)
{
    char hash[YP_HEX_SIZE];
    yp_token_hash(who, hash); /* what was typed is nobody's to read */
    return yp_arena_printf(tx->arena, "%s:%.22s", what, hash);
}

int yp_throttle(struct yp_tx *tx, const char *what, const char *who, int limit, struct yp_err *err)
{
    int64_t now = tx->viewer.now_at, n;
    int64_t window = now / (WINDOW_S * INT64_C(1000000)) * WINDOW_S * 1000000;
    int rc = yp_tx_id(
        tx, "throttle.count",
        YP_ROW(YP_STR("name", throttle_name(tx, what, who)), YP_INT("window_at", window)), &n, err);
    if (rc < 0 || n <= limit)
        return rc;
    rc = yp_fail(err, YP_ELIMIT, "throttle.tries", "%s", what);
    int64_t left_s = WINDOW_S - (now - window) / 1000000;
    yp_err_arg(err, "minutes", "%d", (int)(left_s / 60 + 1));
    return rc;
}

const char *yp_network_of(struct yp_arena *arena, const char *client)
{
    struct in6_addr a;
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, client, &a) != 1 || IN6_IS_ADDR_V4MAPPED(&a))
        return client;
    memset(a.s6_addr + 8, 0, 8);
    return yp_arena_printf(arena, "%s/64", inet_ntop(AF_INET6, &a, text, sizeof text));
}

int yp_throttle_lift(struct yp_tx *tx, const char *what, const char *who, struct yp_err *err)
{
    return yp_tx_run(tx, "throttle.lift", YP_ROW(YP_STR("name", throttle_name(tx, what, who))),
                     NULL, err);
}

/* --- links --- */

int yp_link_make(struct yp_tx *tx, enum yp_link_purpose purpose, int64_t account_id,
                 const char *back, char ret_token[YP_LINK_SIZE], struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    int64_t now = tx->viewer.now_at;
    yp_token_new(ret_token);
    yp_token_hash(ret_token, hash);
    const struct yp_cells cells =
        YP_ROW(YP_STR("purpose", purposes[purpose].name), YP_REF("account_id", account_id),
               YP_STR("token_hash", hash), YP_STR("back", back), YP_INT("now", now),
               YP_INT("expires_at", now + purposes[purpose].works_s * INT64_C(1000000)));
    int rc = yp_tx_run(tx, "link.replace", cells, NULL, err);
    return rc < 0 ? rc : yp_tx_run(tx, "link.insert", cells, NULL, err);
}

int64_t yp_link_life_s(const char *reason)
{
    for (size_t i = 0; i < sizeof purposes / sizeof *purposes; i++)
        if (!strcmp(purposes[i].letter, reason))
            return purposes[i].works_s;
    return 0;
}

/* --- recovery codes --- */

int yp_recovery_use(struct yp_tx *tx, int64_t account_id, const char *typed, bool *ret_right,
                    struct yp_err *err)
{
    char *code = yp_arena_str(tx->arena, typed), *out = code, hash[YP_HEX_SIZE];
    for (const char *in = code; *in; in++)
        if (isalnum((unsigned char)*in))
            *out++ = (char)toupper((unsigned char)*in);
    *out = '\0';
    yp_token_hash(code, hash);
    int64_t n;
    int rc = yp_tx_change(tx, "account.recover",
                          YP_ROW(YP_INT("id", account_id), YP_STR("code_hash", hash),
                                 YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK)
        *ret_right = n == 1;
    return rc;
}

/* --- new accounts --- */

static int make_person(struct yp_tx *tx, const struct yp_account_new *new, int64_t *ret_id,
                       struct yp_err *err)
{
    int rc = yp_tx_id(tx, "account.person_insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("name", new->name),
                             YP_STR("name_sort", yp_icu_sort_key(tx->arena, new->name)),
                             YP_STR("name_fold", yp_icu_fold(tx->arena, new->name)),
                             YP_STR("email", new->email), YP_INT("now", tx->viewer.now_at)),
                      ret_id, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "person", *ret_id, "name", "fi", new->name, err);
    if (rc == YP_OK)
        yp_journal(tx, "person.new", *ret_id, "person", *ret_id, "");
    return rc;
}

/* That the person is there and has no account. */
static int check_person(struct yp_tx *tx, int64_t person_id, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run(tx, "account.person", YP_ROW(YP_INT("id", person_id)), &rows, err);
    if (rc == YP_OK && !rows.nrow)
        return yp_fail_field(err, YP_EINVAL, "person_id", "account.no_person", "person %d",
                             (int)person_id);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "account.of_person", YP_ROW(YP_INT("person_id", person_id)), &rows, err);
    if (rc == YP_OK && rows.nrow)
        return yp_fail_field(err, YP_EINVAL, "person_id", "account.has_one", "person %d",
                             (int)person_id);
    return rc;
}

int yp_account_make(struct yp_tx *tx, const struct yp_account_new *new, int64_t *ret_id,
                    struct yp_err *err)
{
    struct yp_rows rows;
    int64_t person_id = new->person_id, id;
    int rc = yp_tx_run(tx, "account.email_taken", YP_ROW(YP_STR("email", new->email)), &rows, err);
    if (rc == YP_OK && rows.nrow)
        return yp_fail_field(err, YP_EINVAL, "email", "account.exists", "%s", new->email);
    if (rc == YP_OK)
        rc = person_id ? check_person(tx, person_id, err) : make_person(tx, new, &person_id, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "account.insert",
                      YP_ROW(YP_INT("person_id", person_id), YP_STR("email", new->email),
                             YP_INT("is_admin", new->is_admin), YP_STR("lang", new->lang),
                             YP_INT("now", tx->viewer.now_at)),
                      &id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "account.invite", id, "account", id, "");
    *ret_id = id;
    return YP_OK;
}

int yp_account_drop_letters(struct yp_tx *tx, int64_t account_id, const char *reason,
                            struct yp_err *err)
{
    return yp_tx_run(tx, "account.drop_letters",
                     YP_ROW(YP_INT("id", account_id), YP_STR("reason", reason)), NULL, err);
}

int yp_account_invite(struct yp_tx *tx, int64_t account_id, int64_t person_id, const char *token,
                      struct yp_err *err)
{
    const struct yp_letter letter = { .reason = "invite",
                                      .about_kind = "account",
                                      .about_id = account_id,
                                      .person_id = person_id,
                                      .path = yp_arena_printf(tx->arena, "/invite/%s", token) };
    int rc = yp_account_drop_letters(tx, account_id, "invite", err);
    return rc < 0 ? rc : yp_mail_put(tx, &letter, err);
}

/* --- a text for one page --- */

static const char *once_purpose(struct yp_arena *arena, int64_t person_id, const char *what)
{
    return yp_arena_printf(arena, "once:%s:%" PRId64, what, person_id);
}

void yp_once_put(struct yp_tx *tx, struct yp_reply *reply, const char *what, const char *text,
                 bool https)
{
    struct yp_key key;
    memcpy(key.mem, tx->core->secret, sizeof key.mem);
    const char *sealed = yp_seal(
        tx->arena, &key, once_purpose(tx->arena, tx->viewer.person_id, what), text, strlen(text));
    yp_reply_cookie(reply, tx->arena, "yp_once", sealed, ONCE_S, https);
}

const char *yp_once_get(struct yp_ask *ask, const char *what)
{
    struct yp_err err = { 0 };
    struct yp_key key;
    char *text;
    size_t len;
    const char *sealed = yp_field_get(&ask->req->cookies, "yp_once");
    memcpy(key.mem, ask->core->secret, sizeof key.mem);
    if (!sealed ||
        yp_unseal(ask->arena, &key, once_purpose(ask->arena, ask->who.viewer.person_id, what),
                  sealed, &text, &len, &err) < 0)
        return NULL;
    return text;
}

/* --- sessions --- */

const char *yp_device_name(struct yp_arena *arena, const char *agent)
{
    static const char *const browsers[][2] = { { "Edg", "Edge" },
                                               { "OPR/", "Opera" },
                                               { "Firefox", "Firefox" },
                                               { "Chrome", "Chrome" },
                                               { "Safari", "Safari" } };
    static const char *const systems[][2] = { { "Windows", "Windows" }, { "Android", "Android" },
                                              { "iPhone", "iPhone" },   { "iPad", "iPad" },
                                              { "Mac OS", "macOS" },    { "Linux", "Linux" } };
    const char *browser = "–", *system = "";
    for (size_t i = sizeof browsers / sizeof *browsers; i-- > 0;)
        if (strstr(agent, browsers[i][0]))
            browser = browsers[i][1];
    for (size_t i = sizeof systems / sizeof *systems; i-- > 0;)
        if (strstr(agent, systems[i][0]))
            system = systems[i][1];
    return yp_arena_printf(arena, "%s%s%s", browser, *system ? ", " : "", system);
}

void yp_entry_of(struct yp_before *b, struct yp_entry *ret)
{
    *ret = (struct yp_entry){ .old_session_id = b->session_id,
                              .device = yp_device_name(b->arena, b->req->user_agent),
                              .https = b->req->is_https };
}

static int open_session(struct yp_tx *tx, const struct yp_entry *e, struct yp_reply *reply,
                        struct yp_err *err)
{
    char *token = yp_arena_alloc(tx->arena, YP_TOKEN_SIZE), csrf[YP_TOKEN_SIZE], hash[YP_HEX_SIZE];
    yp_token_new(token);
    yp_token_new(csrf);
    yp_token_hash(token, hash);
    int64_t now = tx->viewer.now_at;
    int rc = yp_tx_run(tx, "session.open",
                       YP_ROW(YP_STR("token_hash", hash), YP_INT("account_id", e->account_id),
                              YP_STR("csrf", csrf), YP_STR("device", e->device), YP_INT("now", now),
                              YP_INT("expires_at", now + SESSION_S * INT64_C(1000000))),
                       NULL, err);
    if (rc == YP_OK && e->old_session_id)
        rc = yp_tx_run(tx, "session.end",
                       YP_ROW(YP_INT("id", e->old_session_id), YP_INT("now", now)), NULL, err);
    if (rc == YP_OK)
        yp_reply_cookie(reply, tx->arena, "yp_session", token, SESSION_S, e->https);
    return rc;
}

int yp_entry_open(struct yp_tx *tx, const struct yp_entry *e, const char *flash,
                  struct yp_reply *reply, struct yp_err *err)
{
    const char *back = yp_local_path(e->back);
    if (!e->has_second) {
        int rc = open_session(tx, e, reply, err);
        return rc < 0 ? rc : yp_done(tx, reply, flash, "%s", back ? back : "/me");
    }
    char *token = yp_arena_alloc(tx->arena, YP_TOKEN_SIZE);
    int rc = yp_link_make(tx, YP_LINK_SECOND, e->account_id, back, token, err);
    if (rc < 0)
        return rc;
    yp_reply_cookie(reply, tx->arena, "yp_second", token, 600, e->https);
    return yp_done(tx, reply, "", "/sign-in/second");
}
