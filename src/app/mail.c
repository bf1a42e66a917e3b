/* The outbox: putting letters in, sending them, trying again and dropping. Layer: app. Spec:
 * doc/spec/mail.md. */
#include "app/mail.h"

#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "app/account.h"
#include "app/path.h"
#include "base/clock.h"
#include "base/log.h"
#include "lib/smtp.h"

enum { ROUND_MAX = 100, LEASE_S = 600, TRIES_MAX = 13 };

/* Seconds until the next attempt after the first, second …; the last one repeats until three days
 * have passed. */
static const int waits_s[] = { 60, 300, 1800, 7200, 28800 };

/* --- putting a letter in --- */

static const char *message(const struct yp_tx *tx, const char *lang, const struct yp_letter *letter,
                           const char *part, const char *link, struct yp_err *err)
{
    struct yp_word words[24];
    int n = 0;
    for (; n < letter->nwords && n < 23; n++)
        words[n] = letter->words[n];
    words[n++] = (struct yp_word){ "link", link };
    const char *key = yp_arena_printf(tx->arena, "mail.%s.%s", letter->reason, part);
    int index = yp_lang_index(lang);
    if (!yp_catalog_get(tx->core->catalog, index < 0 ? 0 : index, key, NULL)) {
        yp_err_set(err, YP_EBUG, "", "error.internal", __FILE__, __LINE__, "no message %s", key);
        return NULL;
    }
    return yp_say(tx->core, tx->arena, lang, key, words, n);
}

/* Body, link on a line of its own unless the body has it, why it came, how to stop. */
static const char *whole_text(const struct yp_tx *tx, const char *lang,
                              const struct yp_letter *letter, const char *stop_url,
                              struct yp_err *err)
{
    const char *link = letter->path ? yp_arena_printf(tx->arena, "{url}%s", letter->path) : "";
    const char *body = message(tx, lang, letter, "body", link, err);
    const char *why = body ? message(tx, lang, letter, "why", link, err) : NULL;
    if (!why)
        return NULL;
    const char *own =
        *link && !strstr(body, link) ? yp_arena_printf(tx->arena, "\n\n%s", link) : "";
    const char *stop = "";
    if (stop_url)
        stop = yp_arena_printf(tx->arena, "\n%s\n%s",
                               yp_say(tx->core, tx->arena, lang, "mail.stop", NULL, 0), stop_url);
    return yp_arena_printf(tx->arena, "%s%s\n\n-- \n%s%s\n", body, own, why, stop);
}

/* A subject is one line whatever its words hold. */
static const char *one_line(struct yp_arena *arena, const char *text)
{
    char *s = yp_arena_str(arena, text);
    for (char *c = s; *c; c++)
        if (iscntrl((unsigned char)*c))
            *c = ' ';
    return s;
}

struct receiver {
    const char *address, *name, *lang;
};

static int find_receiver(struct yp_tx *tx, const struct yp_letter *letter, struct receiver *ret,
                         struct yp_err *err)
{
    struct yp_rows rows;
    *ret = (struct receiver){ letter->to_address, letter->to_name, letter->lang };
    if (!letter->person_id)
        return YP_OK;
    int rc = yp_tx_run(tx, "mail.receiver", YP_ROW(YP_INT("id", letter->person_id)), &rows, err);
    if (rc < 0 || !rows.nrow)
        return rc;
    if (!ret->address)
        ret->address = yp_get_null(&rows, 0, "address") ? NULL : yp_get_str(&rows, 0, "address");
    ret->name = yp_get_str(&rows, 0, "name");
    if (!yp_get_null(&rows, 0, "lang"))
        ret->lang = yp_get_str(&rows, 0, "lang");
    return YP_OK;
}

int yp_mail_put(struct yp_tx *tx, const struct yp_letter *letter, struct yp_err *err)
{
    struct receiver to;
    int rc = find_receiver(tx, letter, &to, err);
    if (rc < 0 || !to.address || !*to.address)
        return rc;
    const char *lang = to.lang && yp_lang_index(to.lang) >= 0 ? to.lang : "fi";
    const char *stop =
        letter->stop_path ? yp_arena_printf(tx->arena, "{url}%s", letter->stop_path) : NULL;
    const char *subject = message(tx, lang, letter, "subject", "", err);
    const char *text = subject ? whole_text(tx, lang, letter, stop, err) : NULL;
    if (!text)
        return YP_EBUG;
    int64_t now = tx->viewer.now_at, real = yp_now_at();
    return yp_tx_run(
        tx, "mail.insert",
        YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("reason", letter->reason),
               YP_STR("about_kind", letter->about_kind), YP_INT("about_id", letter->about_id),
               YP_REF("sender_id", tx->viewer.person_id), YP_REF("person_id", letter->person_id),
               YP_STR("to_address", to.address), YP_STR("to_name", to.name), YP_STR("lang", lang),
               YP_STR("subject", one_line(tx->arena, subject)), YP_STR("body", text),
               YP_STR("calendar", letter->calendar),
               YP_STR("calendar_method", letter->calendar_method), YP_STR("stop_url", stop),
               YP_INT("due_at", now < real ? now : real), YP_INT("made_at", now),
               YP_STR("once", letter->once)),
        NULL, err);
}

/* --- sending --- */

struct sending {
    int64_t id, now_at, due_at;
    const char *state, *said;
    struct yp_rows mail; /* as claimed; no row when another process was quicker */
};

static int claim(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct sending *s = ctx;
    return yp_tx_run(tx, "mail.claim",
                     YP_ROW(YP_INT("id", s->id), YP_INT("now", s->now_at),
                            YP_INT("later", s->now_at + LEASE_S * INT64_C(1000000))),
                     &s->mail, err);
}

static int record(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const struct sending *s = ctx;
    const struct yp_cells cells =
        YP_ROW(YP_INT("id", s->id), YP_INT("now", s->now_at), YP_INT("due_at", s->due_at),
               YP_STR("state", s->state), YP_STR("said", s->said));
    if (!strcmp(s->state, "sent"))
        return yp_tx_run(tx, "mail.sent", cells, NULL, err);
    if (!strcmp(s->state, "waiting"))
        return yp_tx_run(tx, "mail.later", cells, NULL, err);
    return yp_tx_run(tx, "mail.ended", cells, NULL, err);
}

/* The text with the public address in its places. */
static const char *with_url(struct yp_arena *arena, const char *text, const char *url)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    for (const char *hole; (hole = strstr(text, "{url}")); text = hole + 5) {
        yp_buf_add(&out, text, (size_t)(hole - text));
        yp_buf_str(&out, url);
    }
    yp_buf_str(&out, text);
    return yp_arena_str(arena, yp_buf_text(&out));
}

static const char *text_or_null(const struct yp_rows *rows, const char *name)
{
    return yp_get_null(rows, 0, name) ? NULL : yp_get_str(rows, 0, name);
}

static const char *host_of(struct yp_arena *arena, const char *url)
{
    const char *host = strstr(url, "://");
    host = host ? host + 3 : url;
    return yp_arena_mem(arena, host, strcspn(host, ":/"));
}

static int send_one(struct yp_core *core, struct yp_arena *arena, struct yp_smtp *smtp,
                    const struct yp_rows *row, char reply[YP_SMTP_REPLY_MAX], struct yp_err *err)
{
    const char *url = core->config.url, *host = host_of(arena, url);
    const char *stop = text_or_null(row, "stop_url");
    const char *calendar = text_or_null(row, "calendar");
    const struct yp_mail mail = {
        .from_name = "Yhdyspinta",
        .from_address = core->config.mail_from ? core->config.mail_from
                                               : yp_arena_printf(arena, "yhdyspinta@%s", host),
        .to_name = text_or_null(row, "to_name"),
        .to_address = yp_get_str(row, 0, "to_address"),
        .subject = yp_get_str(row, 0, "subject"),
        .message_id = yp_arena_printf(arena, "%s@%s", yp_get_str(row, 0, "uid"), host),
        .date_at = yp_get_i64(row, 0, "made_at"),
        .text = with_url(arena, yp_get_str(row, 0, "body"), url),
        .calendar = calendar ? with_url(arena, calendar, url) : NULL,
        .calendar_method = text_or_null(row, "calendar_method"),
        .list_unsubscribe_url = stop ? with_url(arena, stop, url) : NULL,
        .auto_submitted = true,
    };
    return yp_smtp_send(smtp, &mail, reply, err);
}

/* What becomes of a letter after an attempt. */
static void judge(struct sending *s, int rc)
{
    int64_t tries = yp_get_i64(&s->mail, 0, "tries");
    int steps = (int)(sizeof waits_s / sizeof *waits_s);
    int64_t step = tries < 1 ? 0 : tries > steps ? steps - 1 : tries - 1;
    s->now_at = yp_now_at();
    s->due_at = s->now_at + waits_s[step] * INT64_C(1000000);
    if (rc == YP_OK)
        s->state = "sent";
    else if (rc == YP_EBUSY)
        s->state = tries >= TRIES_MAX ? "given_up" : "waiting";
    else
        s->state = "refused";
}

/* A link that waited for the mail server longer than it works would only annoy. */
static bool has_ended(const struct yp_rows *row, int64_t now_at)
{
    int64_t life_s = yp_link_life_s(yp_get_str(row, 0, "reason"));
    return life_s && yp_get_i64(row, 0, "made_at") + life_s * INT64_C(1000000) <= now_at;
}

/* Sends one letter if nobody else does. ret_reached: whether a server answered. */
static int deliver(struct yp_core *core, struct yp_smtp *smtp, int64_t id, bool *ret_reached,
                   struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const struct yp_viewer nobody = { .lang = "fi",
                                      .now_at = yp_now_at(),
                                      .as_of_day = yp_today() };
    struct sending s = { .id = id, .now_at = nobody.now_at };
    char reply[YP_SMTP_REPLY_MAX] = "";
    struct yp_err why = { 0 };
    *ret_reached = true;
    int rc = yp_write(core, arena, &nobody, true, claim, &s, err);
    if (rc < 0 || !s.mail.nrow)
        return rc;
    if (has_ended(&s.mail, nobody.now_at)) {
        s.state = "dropped";
        return yp_write(core, arena, &nobody, true, record, &s, err);
    }
    int sent = send_one(core, arena, smtp, &s.mail, reply, &why);
    s.said = *reply ? reply : sent < 0 ? why.key : "";
    *ret_reached = sent != YP_EBUSY || isdigit((unsigned char)*reply);
    judge(&s, sent);
    return yp_write(core, arena, &nobody, true, record, &s, err);
}

static int read_due(struct yp_core *core, struct yp_arena *arena, struct yp_rows *ret,
                    struct yp_err *err)
{
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    int rc = yp_core_reader(core, &db, err);
    return rc < 0 ? rc
                  : yp_read(core, db, arena, "mail.due", YP_ROW(YP_INT("now", yp_now_at())),
                            ROUND_MAX, ret, err);
}

static pthread_mutex_t one_round = PTHREAD_MUTEX_INITIALIZER;

static int send_due(struct yp_core *core, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows due;
    int rc = read_due(core, arena, &due, err);
    if (rc < 0 || !due.nrow)
        return rc;
    struct yp_smtp *smtp = yp_smtp_new(core->config.smtp, err);
    if (!smtp)
        return YP_EINVAL;
    bool reached = true;
    for (int i = 0; i < due.nrow && rc == YP_OK && reached && !atomic_load(&core->stopping); i++)
        rc = deliver(core, smtp, yp_at(&due, i, 0)->i, &reached, err);
    yp_smtp_free(smtp);
    return rc;
}

/* Sends what is due. Without a mail server or a public address letters wait. */
int yp_job_mail(struct yp_core *core, struct yp_arena *arena, struct yp_err *err)
{
    if (!core->config.smtp || !core->config.url)
        return YP_OK;
    pthread_mutex_lock(
        &one_round); /* who asks for a round returns when everything due has been tried */
    int rc = send_due(core, arena, err);
    pthread_mutex_unlock(&one_round);
    return rc;
}

/* --- trying again and dropping --- */

static int change(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  const char *action, const struct yp_rows *rows)
{
    int64_t id = yp_form_path_id(form, "mail");
    yp_journal(tx, action, id, yp_get_str(rows, 0, "about_kind"), yp_get_i64(rows, 0, "about_id"),
               "state");
    const char *back = yp_local_path(yp_form_value(form, "back", 0));
    return yp_done(tx, reply, yp_arena_printf(tx->arena, "%s.done", action), "%s",
                   back                  ? back
                   : tx->viewer.is_admin ? "/admin/mail"
                                         : "/me");
}

static int retry(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_one(
        tx, "mail.retry",
        YP_ROW(YP_INT("id", yp_form_path_id(form, "mail")), YP_INT("now", tx->viewer.now_at)),
        &rows, err);
    return rc < 0 ? rc : change(tx, form, reply, "mail.retry", &rows);
}
YP_ACTION(mail_retry, "mail.retry", "/mail/{mail:id}/retry", .access = "signed-in", .run = retry);

static int drop(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_rows rows;
    int rc =
        yp_tx_one(tx, "mail.drop", YP_ROW(YP_INT("id", yp_form_path_id(form, "mail"))), &rows, err);
    return rc < 0 ? rc : change(tx, form, reply, "mail.drop", &rows);
}
YP_ACTION(mail_drop, "mail.drop", "/mail/{mail:id}/drop", .access = "signed-in", .run = drop);
