/* Feedback: on accessibility it is answered in 14 days, as the law wants. Layer: app. Spec:
 * doc/spec/feedback.md. */
#include <inttypes.h>

#include "app/mail.h"
#include "base/clock.h"
#include "core/core.h"

enum { DUE_DAYS = 14, PER_HOUR = 200 };

static const int64_t HOUR = INT64_C(3600000000);

extern const struct yp_action yp_action_feedback_send, yp_action_feedback_answer;

/* Anybody may write; all together at most 200 an hour, so that the queue cannot be flooded. */
static int throttle(struct yp_tx *tx, struct yp_err *err)
{
    int64_t n;
    int rc =
        yp_tx_id(tx, "feedback.recent", YP_ROW(YP_INT("since", tx->viewer.now_at - HOUR)), &n, err);
    if (rc == YP_OK && n >= PER_HOUR)
        rc = yp_fail(err, YP_EBUSY, "error.busy", "%d messages in an hour", (int)n);
    return rc;
}

/* The administrators hear of it, each once a day however much comes: the law counts the days, and
 * few of them look every day. */
static int tell_admins(struct yp_tx *tx, int64_t id, int32_t due_day, struct yp_err *err)
{
    struct yp_rows admins;
    int32_t today = yp_day_of(tx->viewer.now_at);
    int rc = yp_tx_run(tx, "feedback.admins", YP_NO_ROW, &admins, err);
    for (int i = 0; rc == YP_OK && i < admins.nrow; i++) {
        int64_t person_id = yp_get_i64(&admins, i, "id");
        const char *lang = yp_get_str(&admins, i, "lang"),
                   *due = yp_show(tx->arena, lang, "date", yp_int(due_day));
        const struct yp_word words[] = { { "due", due } };
        const struct yp_letter letter = {
            .reason = "feedback_new",
            .about_kind = "feedback",
            .about_id = id,
            .person_id = person_id,
            .lang = lang,
            .words = words,
            .nwords = 1,
            .path = "/admin/feedback",
            .once = yp_arena_printf(tx->arena, "feedback_new:%" PRId64 ":%d", person_id, (int)today)
        };
        rc = yp_mail_put(tx, &letter, err);
    }
    return rc;
}

static int send(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    const char *kind = yp_form_choice(form, "kind", "accessibility other", true),
               *body = yp_form_long(form, "body", 1, 5000),
               *page = yp_form_text_or_null(form, "page", 500),
               *email = yp_form_email(form, "email", false);
    int64_t id = 0;
    int32_t due_day = yp_day_of(tx->viewer.now_at) + DUE_DAYS;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = throttle(tx, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "feedback.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("kind", kind),
                             YP_STR("body", body), YP_STR("page", page), YP_STR("email", email),
                             YP_INT("at", tx->viewer.now_at), YP_INT("due_day", due_day)),
                      &id, err);
    if (rc == YP_OK)
        rc = tell_admins(tx, id, due_day, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "feedback.send", id, "feedback", id, "");
    return yp_done(tx, reply, "feedback.sent", "/feedback");
}

YP_ACTION(feedback_send, "feedback.send", "/feedback", .access = "public", .page = "/feedback",
          .words = "feedback", .run = send);

static int answer(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "feedback");
    const char *text = yp_form_long(form, "answer", 1, 5000);
    struct yp_rows row;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "feedback.answer",
                       YP_ROW(YP_INT("id", id), YP_STR("answer", text),
                              YP_INT("now", tx->viewer.now_at), YP_REF("by", tx->viewer.person_id)),
                       &row, err);
    if (rc < 0)
        return rc;
    const char *email = yp_get_str(&row, 0, "email");
    const struct yp_word words[] = { { "answer", text }, { "asked", yp_get_str(&row, 0, "body") } };
    const struct yp_letter letter = { .reason = "feedback",
                                      .about_kind = "feedback",
                                      .about_id = id,
                                      .to_address = email,
                                      .lang = tx->viewer.lang,
                                      .words = words,
                                      .nwords = 2,
                                      .path = "/feedback" };
    if (*email)
        rc = yp_mail_put(tx, &letter, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "feedback.answer", id, "feedback", id, "");
    return yp_done(tx, reply, "feedback.answered", "/admin/feedback");
}

YP_ACTION(feedback_answer, "feedback.answer", "/admin/feedback/{feedback:id}", .access = "admin",
          .page = "/admin/feedback/{feedback:id}", .words = "feedback", .run = answer);
