/* Bulletins: composed of a meeting or written by themselves, checked, published, corrected,
 * retracted. Layer: app. Spec: doc/spec/bulletins.md. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/mail.h"
#include "app/proceedings.h"
#include "app/subscription.h"
#include "base/clock.h"
#include "lib/icu.h"
#include "lib/md.h"

extern const struct yp_action yp_action_bulletin_compose, yp_action_bulletin_new,
    yp_action_bulletin_write, yp_action_bulletin_text, yp_action_bulletin_check,
    yp_action_bulletin_publish, yp_action_bulletin_correct, yp_action_bulletin_retract;
extern const char *const yp_provider_feed_columns[];
int yp_provider_feed(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);

enum { TITLE_MAX = 200, LEAD_MAX = 600, BODY_MAX = 30000, NOTE_MAX = 500 };

static const char text_langs[] = "fi sv en se smn sms fi_plain";

/* --- composing a draft --- */

struct draft {
    struct yp_tx *tx;
    const struct yp_proceedings *p;
    struct yp_buf *body; /* Markdown */
};

static const char *word(const struct draft *d, const char *key)
{
    return yp_say(d->tx->core, d->tx->arena, d->p->lang, key, NULL, 0);
}

static void put_paragraph(const struct draft *d, const char *text)
{
    if (!*text)
        return;
    yp_md_plain(d->body, text);
    yp_buf_str(d->body, "\n\n");
}

/* Written paragraphs and lists stay as they were written. */
static void put_written(const struct draft *d, const char *text)
{
    if (*text)
        yp_buf_printf(d->body, "%s\n\n", text);
}

static void put_outcome(const struct draft *d, int row)
{
    const struct yp_rows *r = &d->p->item;
    int64_t item = yp_get_i64(r, row, "id");
    const char *outcome = yp_outcome_words(d->tx, d->p, item);
    const struct yp_word words[] = { { "outcome", outcome } };
    if (*outcome)
        put_paragraph(d,
                      yp_say(d->tx->core, d->tx->arena, d->p->lang, "bulletin.outcome", words, 1));
    put_paragraph(d, yp_get_str(r, row, "decision"));
    bool any = false;
    for (int i = yp_row_of(&d->p->point, "item_id", item, 0); i >= 0;
         i = yp_row_of(&d->p->point, "item_id", item, i + 1)) {
        yp_buf_printf(d->body, "%" PRId64 ". ", yp_get_i64(&d->p->point, i, "position"));
        yp_md_plain(d->body, yp_get_str(&d->p->point, i, "body"));
        yp_buf_char(d->body, '\n');
        any = true;
    }
    if (any)
        yp_buf_char(d->body, '\n');
}

/* Quotation marks belong to what was said word for word; the rest is told: "Nimi, titteli: …". */
static void put_quotes(const struct draft *d, int64_t item)
{
    const struct yp_rows *r = &d->p->statement;
    for (int i = yp_row_of(r, "item_id", item, 0); i >= 0;
         i = yp_row_of(r, "item_id", item, i + 1)) {
        if (!yp_get_i64(r, i, "is_quotable"))
            continue;
        const char *who =
            yp_with_title(d->tx->arena, yp_get_str(r, i, "name"), yp_get_str(r, i, "title"));
        bool verbatim = yp_get_i64(r, i, "is_verbatim");
        put_paragraph(d, yp_arena_printf(d->tx->arena, "%s: %s%s%s", who, verbatim ? "”" : "",
                                         yp_get_str(r, i, "body"), verbatim ? "”" : ""));
    }
}

static void put_follow_ups(const struct draft *d, int row)
{
    const struct yp_rows *r = &d->p->commitment, *items = &d->p->item;
    int64_t item = yp_get_i64(items, row, "id");
    bool any = false;
    for (int i = yp_row_of(r, "item_id", item, 0); i >= 0;
         i = yp_row_of(r, "item_id", item, i + 1)) {
        yp_buf_str(d->body, "- ");
        yp_md_plain(d->body, yp_commitment_words(d->tx, d->p, i));
        yp_buf_char(d->body, '\n');
        any = true;
    }
    if (any)
        yp_buf_char(d->body, '\n');
    const char *next = yp_get_str(items, row, "next_step"),
               *to = yp_get_str(items, row, "next_group");
    if (!strcmp(next, "none"))
        return;
    const char *how = word(d, yp_arena_printf(d->tx->arena, "bulletin.next.%s", next));
    put_paragraph(d, yp_arena_printf(d->tx->arena, "%s: %s%s%s", word(d, "bulletin.continues"), how,
                                     *to ? ", " : "", to));
}

static void put_item(const struct draft *d, int row)
{
    const struct yp_rows *r = &d->p->item;
    const char *text = yp_get_str(r, row, "bulletin_text");
    yp_buf_str(d->body, "# ");
    yp_md_plain(d->body, yp_get_str(r, row, "title"));
    yp_buf_str(d->body, "\n\n");
    if (*text)
        put_written(d, text);
    else
        put_outcome(d, row);
    put_quotes(d, yp_get_i64(r, row, "id"));
    put_follow_ups(d, row);
}

struct text {
    const char *lang, *title, *lead, *body, *key_message;
};

static struct text compose_text(struct yp_tx *tx, const struct yp_proceedings *p)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf body = YP_BUF_INIT;
    const struct draft d = { tx, p, &body };
    for (int i = 0; i < p->item.nrow; i++)
        if (yp_get_i64(&p->item, i, "is_in_bulletin"))
            put_item(&d, i);
    int64_t day = yp_get_i64(&p->meeting, 0, "day");
    const struct yp_word words[] = {
        { "group", yp_get_str(&p->meeting, 0, "group_name") },
        { "day", yp_show(tx->arena, p->lang, "date", yp_int(day)) },
    };
    const char *key = yp_get_str(&p->meeting, 0, "key_message");
    return (struct text){
        .lang = yp_get_str(&p->meeting, 0, "lang"),
        .title = yp_say(tx->core, tx->arena, p->lang, "bulletin.draft.title", words, 2),
        .lead = yp_say(tx->core, tx->arena, p->lang, "bulletin.draft.lead", words, 2),
        .body = yp_arena_str(tx->arena, yp_buf_text(&body)),
        .key_message = *key ? key : NULL,
    };
}

static int keep_versions(struct yp_tx *tx, int64_t id, const struct text *t, struct yp_err *err)
{
    int rc = yp_text_keep(tx, "bulletin", id, "title", t->lang, t->title, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "bulletin", id, "lead", t->lang, t->lead, err);
    return rc < 0 ? rc : yp_text_keep(tx, "bulletin", id, "body", t->lang, t->body, err);
}

static int store_text(struct yp_tx *tx, const char *statement, int64_t id, const struct text *t,
                      int64_t rev, int64_t *ret_n, struct yp_err *err)
{
    char *html;
    int rc = yp_md_html(tx->arena, t->body, &html, err);
    return rc < 0 ? rc
                  : yp_tx_change(tx, statement,
                                 YP_ROW(YP_INT("bulletin", id), YP_STR("lang", t->lang),
                                        YP_STR("title", t->title),
                                        YP_STR("title_fold", yp_icu_fold(tx->arena, t->title)),
                                        YP_STR("lead", t->lead), YP_STR("body", t->body),
                                        YP_STR("body_html", html),
                                        YP_STR("key_message", t->key_message), YP_INT("rev", rev),
                                        YP_INT("now", tx->viewer.now_at)),
                                 ret_n, err);
}

static bool has_ended(const struct yp_rows *meeting)
{
    const char *state = yp_get_str(meeting, 0, "state");
    return !yp_get_i64(meeting, 0, "is_cancelled") &&
           (!strcmp(state, "closed") || !strcmp(state, "checked") || !strcmp(state, "published"));
}

static int new_draft(struct yp_tx *tx, int64_t meeting_id, int64_t *ret_id, struct yp_err *err)
{
    struct yp_proceedings p;
    int64_t n, id = 0;
    int rc = yp_proceedings_read(tx, meeting_id, 0, &p, err);
    if (rc == YP_OK && !has_ended(&p.meeting))
        rc = yp_fail(err, YP_ECONFLICT, "bulletin.not_ended", "meeting %" PRId64, meeting_id);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "bulletin.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("meeting", meeting_id),
                             YP_REF("editor", tx->viewer.person_id),
                             YP_INT("now", tx->viewer.now_at)),
                      &id, err);
    if (rc < 0)
        return rc;
    const struct text t = compose_text(tx, &p);
    rc = store_text(tx, "bulletin.text_insert", id, &t, 0, &n, err);
    if (rc == YP_OK)
        rc = keep_versions(tx, id, &t, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.compose", id, "bulletin", id, "");
    yp_journal(tx, "bulletin.compose", id, "meeting", meeting_id, "");
    *ret_id = id;
    return YP_OK;
}

static int compose(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t meeting_id = yp_form_path_id(form, "meeting"), id = 0;
    struct yp_rows was;
    int rc = yp_tx_run(tx, "bulletin.of_meeting", YP_ROW(YP_INT("meeting", meeting_id)), &was, err);
    if (rc == YP_OK && was.nrow)
        rc = yp_fail(err, YP_ECONFLICT, "bulletin.exists", "bulletin %" PRId64,
                     yp_at(&was, 0, 0)->i);
    if (rc == YP_OK)
        rc = new_draft(tx, meeting_id, &id, err);
    return rc < 0 ? rc : yp_done(tx, reply, "bulletin.composed", "/bulletins/%" PRId64 "/edit", id);
}
YP_ACTION(bulletin_compose, "bulletin.compose", "/meetings/{meeting:id}/bulletin/new",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/bulletin/new",
          .words = "bulletin", .run = compose);

/* --- written by itself, without a meeting --- */

static int write_new(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                     struct yp_err *err)
{
    int64_t id = 0, n = 0;
    int32_t day = 0;
    const struct text t = {
        .lang = yp_form_choice(form, "lang", "fi sv en se smn sms", true),
        .title = yp_form_text(form, "title", 1, TITLE_MAX),
        .lead = yp_form_long(form, "lead", 0, LEAD_MAX),
        .body = yp_form_long(form, "body", 1, BODY_MAX),
        .key_message = yp_form_long_or_null(form, "key_message", LEAD_MAX),
    };
    const char *visibility =
        yp_form_choice(form, "visibility", "public signed members managers", true);
    yp_form_day(form, "day", true, &day);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_id(
            tx, "bulletin.insert_own",
            YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("grp", yp_form_path_id(form, "group")),
                   YP_STR("lang", t.lang), YP_INT("day", day), YP_STR("visibility", visibility),
                   YP_REF("editor", tx->viewer.person_id), YP_INT("now", tx->viewer.now_at)),
            &id, err);
    if (rc == YP_OK)
        rc = store_text(tx, "bulletin.text_insert", id, &t, 0, &n, err);
    if (rc == YP_OK)
        rc = keep_versions(tx, id, &t, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.new", id, "bulletin", id, "");
    return yp_done(tx, reply, "bulletin.created", "/bulletins/%" PRId64, id);
}
YP_ACTION(bulletin_new, "bulletin.new", "/groups/{group:id}/bulletins/new",
          .access = "manager of group", .page = "/groups/{group:id}/bulletins/new",
          .words = "bulletin", .run = write_new);

/* --- writing --- */

static int one(struct yp_tx *tx, int64_t id, struct yp_rows *ret, struct yp_err *err)
{
    return yp_tx_one(tx, "bulletin.one", YP_ROW(YP_INT("id", id)), ret, err);
}

static int note_edit(struct yp_tx *tx, int64_t id, struct yp_err *err)
{
    int64_t n = 0;
    int rc = yp_tx_change(tx, "bulletin.edited",
                          YP_ROW(YP_INT("id", id), YP_REF("editor", tx->viewer.person_id),
                                 YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "bulletin.retracted_already", "bulletin %" PRId64, id);
    return rc;
}

static int write_text(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                      struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "bulletin"), n = 0;
    const struct text t = {
        .lang = yp_form_choice(form, "text", text_langs, true),
        .title = yp_form_text(form, "title", 1, TITLE_MAX),
        .lead = yp_form_long(form, "lead", 0, LEAD_MAX),
        .body = yp_form_long(form, "body", 1, BODY_MAX),
        .key_message = yp_form_long_or_null(form, "key_message", LEAD_MAX),
    };
    struct yp_rows before;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "bulletin.text_stored", YP_ROW(YP_INT("id", id), YP_STR("lang", t.lang)),
                       &before, err);
    if (rc == YP_OK)
        rc = store_text(tx, "bulletin.text_change", id, &t, yp_form_rev(form), &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "bulletin %" PRId64, id);
    if (rc == YP_OK)
        rc = note_edit(tx, id, err);
    if (rc == YP_OK)
        rc = keep_versions(tx, id, &t, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.write", id, "bulletin", id,
               yp_changed(tx, &before,
                          YP_ROW(YP_STR("title", t.title), YP_STR("lead", t.lead),
                                 YP_STR("body", t.body), YP_STR("key_message", t.key_message)),
                          NULL));
    return yp_done(tx, reply, "bulletin.written", "/bulletins/%" PRId64 "/edit?text=%s", id,
                   t.lang);
}
YP_ACTION(bulletin_write, "bulletin.write", "/bulletins/{bulletin:id}/edit",
          .access = "manager of bulletin", .page = "/bulletins/{bulletin:id}/edit",
          .words = "bulletin", .run = write_text);

static int add_text(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "bulletin"), n = 0;
    const struct text t = {
        .lang = yp_form_choice(form, "text", text_langs, true), .title = "", .lead = "", .body = ""
    };
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = store_text(tx, "bulletin.text_insert", id, &t, 0, &n, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.text", id, "bulletin", id, "");
    return yp_done(tx, reply, "", "/bulletins/%" PRId64 "/edit?text=%s", id, t.lang);
}
YP_ACTION(bulletin_text, "bulletin.text", "/bulletins/{bulletin:id}/texts",
          .access = "manager of bulletin", .page = "/bulletins/{bulletin:id}/edit",
          .words = "bulletin", .run = add_text);

/* Another reads than wrote, where the body has another; it is recorded who. */
static int check(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "bulletin"), n = 0, others = 0;
    struct yp_rows b;
    int rc = one(tx, id, &b, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "bulletin.other_managers",
                      YP_ROW(YP_INT("grp", yp_get_i64(&b, 0, "grp_id")),
                             YP_INT("person", tx->viewer.person_id),
                             YP_INT("today", yp_day_of(tx->viewer.now_at))),
                      &others, err);
    if (rc == YP_OK && others && yp_get_i64(&b, 0, "edited_by_id") == tx->viewer.person_id)
        rc = yp_fail(err, YP_EDENIED, "bulletin.check_other", "wrote it");
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "bulletin.check",
                          YP_ROW(YP_INT("id", id), YP_INT("person", tx->viewer.person_id),
                                 YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "bulletin.no_draft", "bulletin %" PRId64, id);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.check", id, "bulletin", id, "");
    return yp_done(tx, reply, "bulletin.checked", "/bulletins/%" PRId64, id);
}
YP_ACTION(bulletin_check, "bulletin.check", "/bulletins/{bulletin:id}/check",
          .access = "manager of bulletin", .words = "bulletin", .run = check);

/* --- mailing --- */

struct mailing {
    struct yp_tx *tx;
    const char *reason, *note;
    struct yp_rows bulletin, texts;
};

/* The published text in a language, else in the bulletin's own. */
static int text_row(const struct mailing *m, const char *lang)
{
    int own = 0;
    for (int i = 0; i < m->texts.nrow; i++) {
        const char *has = yp_get_str(&m->texts, i, "lang");
        if (!strcmp(has, lang))
            return i;
        if (!strcmp(has, yp_get_str(&m->bulletin, 0, "lang")))
            own = i;
    }
    return own;
}

static int mail_one(const struct mailing *m, const struct yp_rows *people, int row,
                    struct yp_err *err)
{
    struct yp_tx *tx = m->tx;
    const char *lang = yp_get_str(people, row, "lang"), *uid = yp_get_str(people, row, "uid");
    int64_t id = yp_get_i64(&m->bulletin, 0, "id");
    int text = text_row(m, lang);
    char *plain;
    int rc = yp_md_text(tx->arena, yp_get_str(&m->texts, text, "body"), &plain, err);
    if (rc < 0)
        return rc;
    const char *key = yp_get_str(&m->texts, text, "key_message"), *told = plain;
    if (*key)
        told = yp_arena_printf(
            tx->arena, "%s\n\n%s: %s", plain,
            yp_say(tx->core, tx->arena, lang, "bulletin.field.key_message", NULL, 0), key);
    int64_t day = yp_get_i64(&m->bulletin, 0, "day");
    const struct yp_word words[] = {
        { "title", yp_get_str(&m->texts, text, "title") },
        { "group", yp_get_str(&m->bulletin, 0, "group_name") },
        { "day", yp_show(tx->arena, lang, "date", yp_int(day)) },
        { "lead", yp_get_str(&m->texts, text, "lead") },
        { "text", told },
        { "note", m->note },
    };
    const struct yp_letter letter = {
        .reason = m->reason,
        .about_kind = "bulletin",
        .about_id = id,
        .to_address = yp_get_str(people, row, "email"),
        .lang = lang,
        .words = words,
        .nwords = 6,
        .path = yp_arena_printf(tx->arena, "/bulletins/%" PRId64, id),
        .stop_path =
            yp_arena_printf(tx->arena, "/stop/%s", yp_subscription_token(tx->core, tx->arena, uid)),
    };
    return yp_mail_put(tx, &letter, err);
}

/* One letter to each address, when anybody may read the bulletin. */
static int mail_all(struct yp_tx *tx, int64_t id, const char *reason, const char *note,
                    struct yp_err *err)
{
    struct mailing m = { .tx = tx, .reason = reason, .note = note };
    struct yp_rows people;
    int rc = one(tx, id, &m.bulletin, err);
    if (rc < 0 || yp_get_i64(&m.bulletin, 0, "level"))
        return rc;
    rc = yp_tx_run(tx, "bulletin.published_texts", YP_ROW(YP_INT("id", id)), &m.texts, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "bulletin.subscribers",
                       YP_ROW(YP_INT("grp", yp_get_i64(&m.bulletin, 0, "grp_id"))), &people, err);
    const char *last = "";
    for (int i = 0; rc == YP_OK && m.texts.nrow && i < people.nrow; i++) {
        const char *address = yp_get_str(&people, i, "email_fold");
        if (strcmp(address, last) != 0)
            rc = mail_one(&m, &people, i, err);
        last = address;
    }
    return rc;
}

/* --- publishing --- */

/* Changes the bulletin's state, or tells why it cannot be. */
static int move_on(struct yp_tx *tx, const char *statement, struct yp_cells cells, const char *key,
                   struct yp_err *err)
{
    int64_t n = 0;
    int rc = yp_tx_change(tx, statement, cells, &n, err);
    return rc == YP_OK && !n ? yp_fail(err, YP_ECONFLICT, key, "%s", statement) : rc;
}

static int publish_texts(struct yp_tx *tx, int64_t id, struct yp_err *err)
{
    struct yp_rows b, texts;
    const struct yp_cells cells = YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at));
    int rc = yp_tx_run(tx, "bulletin.publish_texts", cells, NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "bulletin.published_texts", cells, &texts, err);
    if (rc == YP_OK)
        rc = one(tx, id, &b, err);
    if (rc < 0)
        return rc;
    for (int i = 0; i < texts.nrow; i++)
        if (!strcmp(yp_get_str(&texts, i, "lang"), yp_get_str(&b, 0, "lang")))
            return YP_OK;
    return yp_fail(err, YP_ECONFLICT, "bulletin.empty", "bulletin %" PRId64 " has no text", id);
}

static int publish(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "bulletin");
    int rc =
        move_on(tx, "bulletin.publish", YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at)),
                "bulletin.unchecked", err);
    if (rc == YP_OK)
        rc = publish_texts(tx, id, err);
    if (rc == YP_OK)
        rc = mail_all(tx, id, "bulletin", "", err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.publish", id, "bulletin", id, "");
    return yp_done(tx, reply, "bulletin.published", "/bulletins/%" PRId64, id);
}
YP_ACTION(bulletin_publish, "bulletin.publish", "/bulletins/{bulletin:id}/publish",
          .access = "manager of bulletin", .page = "/bulletins/{bulletin:id}/publish",
          .words = "bulletin", .run = publish);

static int correct(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "bulletin");
    const char *note = yp_form_text(form, "correction", 1, NOTE_MAX);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = move_on(
            tx, "bulletin.correct",
            YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at), YP_STR("correction", note)),
            "bulletin.not_published", err);
    if (rc == YP_OK)
        rc = publish_texts(tx, id, err);
    if (rc == YP_OK)
        rc = mail_all(tx, id, "correction", note, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.correct", id, "bulletin", id, "");
    return yp_done(tx, reply, "bulletin.corrected", "/bulletins/%" PRId64, id);
}
YP_ACTION(bulletin_correct, "bulletin.correct", "/bulletins/{bulletin:id}/correct",
          .access = "manager of bulletin", .page = "/bulletins/{bulletin:id}/correct",
          .words = "bulletin", .run = correct);

static int retract(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "bulletin");
    const char *reason = yp_form_text(form, "retraction", 1, NOTE_MAX);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = move_on(
            tx, "bulletin.retract",
            YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at), YP_STR("reason", reason)),
            "bulletin.not_published", err);
    if (rc == YP_OK)
        rc = mail_all(tx, id, "retraction", reason, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.retract", id, "bulletin", id, "");
    return yp_done(tx, reply, "bulletin.retracted", "/bulletins/%" PRId64, id);
}
YP_ACTION(bulletin_retract, "bulletin.retract", "/bulletins/{bulletin:id}/retract",
          .access = "manager of bulletin", .page = "/bulletins/{bulletin:id}/retract",
          .words = "bulletin", .run = retract);

/* --- the feed --- */

/* What permanent ids of entries begin with (RFC 4151): the installation's host. */
const char *const yp_provider_feed_columns[] = { "authority", NULL };
int yp_provider_feed(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    (void)err;
    const char *url = ask->core->config.url, *host = url ? strstr(url, "://") : NULL;
    host = host ? host + 3 : ask->req->host;
    char *name = yp_arena_mem(ask->arena, host, strcspn(host, ":/"));
    struct yp_value *cells = yp_arena_array(ask->arena, 1, sizeof *cells);
    *cells = yp_text(*name ? name : "localhost");
    *ret =
        (struct yp_rows){ .ncol = 1, .nrow = 1, .names = yp_provider_feed_columns, .cells = cells };
    return YP_OK;
}
