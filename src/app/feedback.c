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

static int send(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    const char *kind = yp_form_choice(form, "kind", "accessibility other", true),
               *body = yp_form_long(form, "body", 1, 5000),
               *page = yp_form_text_or_null(form, "page", 500),
               *email = yp_form_email(form, "email", false);
    int64_t id;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = throttle(tx, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "feedback.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("kind", kind),
                             YP_STR("body", body), YP_STR("page", page), YP_STR("email", email),
                             YP_INT("at", tx->viewer.now_at),
                             YP_INT("due_day", yp_day_of(tx->viewer.now_at) + DUE_DAYS)),
                      &id, err);
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
