/* Minutes: versions, checking, publishing, erasing names. Layer: app. Spec: doc/spec/minutes.md. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/mail.h"
#include "app/proceedings.h"
#include "base/clock.h"
#include "lib/sodium.h"

int yp_job_erase(struct yp_core *core, struct yp_arena *arena, struct yp_err *err);
extern const char *const yp_provider_minutes_change_columns[];
int yp_provider_minutes_change(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);

enum { NOTE_MAX = 500, REMARK_MAX = 4000 };

/* --- storing a version --- */

struct version {
    struct yp_minutes_kind kind;
    int64_t meeting_id;
    const char *group_name, *title, *lang;
    const char *state, *change_note;
    int64_t published_at, erase_day; /* 0: none */
};

static const char *version_words(struct yp_tx *tx, const struct version *v)
{
    const char *audience = yp_arena_printf(tx->arena, "minutes.audience.%s", v->kind.audience);
    const struct yp_word words[] = {
        { "n", yp_arena_printf(tx->arena, "%" PRId64, v->kind.version) },
        { "audience", yp_say(tx->core, tx->arena, v->lang, audience, NULL, 0) },
        { "made", yp_show(tx->arena, v->lang, "datetime", yp_int(v->kind.made_at)) },
    };
    return yp_say(tx->core, tx->arena, v->lang, "minutes.document.version", words, 3);
}

static int make_pdf(struct yp_tx *tx, const struct yp_document *doc, const struct version *v,
                    const char *text, struct yp_buf *out, struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    yp_sha256_hex(text, strlen(text), hash);
    const struct yp_word words[] = { { "hash", yp_arena_printf(tx->arena, "%.16s", hash) } };
    const struct yp_document_frame frame = {
        .title = v->title,
        .subject = v->group_name,
        .header_left = v->group_name,
        .header_right = yp_arena_printf(tx->arena, "%s\n%s", v->title, version_words(tx, v)),
        .footer = yp_say(tx->core, tx->arena, v->lang, "minutes.content_hash", words, 1),
        .at = v->kind.made_at,
    };
    return yp_document_pdf(doc, &frame, out, err);
}

/* Stores a version with its page and its PDF. */
static int store(struct yp_tx *tx, const struct yp_document *doc, const struct version *v,
                 int64_t *ret_id, struct yp_err *err)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf pdf = YP_BUF_INIT;
    const char *text = yp_document_text(doc);
    char hash[YP_HEX_SIZE];
    int64_t id = 0;
    int rc = make_pdf(tx, doc, v, text, &pdf, err);
    if (rc < 0)
        return rc;
    yp_sha256_hex(pdf.mem, pdf.len, hash);
    rc =
        yp_tx_id(tx, "minutes.insert",
                 YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("meeting", v->meeting_id),
                        YP_INT("version", v->kind.version), YP_STR("form", v->kind.form),
                        YP_STR("audience", v->kind.audience), YP_STR("state", v->state),
                        YP_STR("document", text), YP_STR("body_html", yp_document_html(doc)),
                        YP_STR("sha256", hash), YP_STR("change_note", v->change_note),
                        YP_REF("made_by", tx->viewer.person_id), YP_INT("now", v->kind.made_at),
                        YP_REF("published_at", v->published_at), YP_REF("erase_day", v->erase_day)),
                 &id, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "minutes.insert_pdf",
                       YP_ROW(YP_INT("id", id), YP_BYTES("bytes", pdf.mem, pdf.len)), NULL, err);
    if (rc == YP_OK)
        *ret_id = id;
    return rc;
}

static int newest(struct yp_tx *tx, int64_t meeting_id, const char *audience, struct yp_rows *ret,
                  struct yp_err *err)
{
    return yp_tx_run(tx, "minutes.newest",
                     YP_ROW(YP_INT("meeting", meeting_id), YP_STR("audience", audience)), ret, err);
}

/* Makes the version's document from the proceedings and stores it. */
static int compose(struct yp_tx *tx, const struct yp_proceedings *p, struct version *v,
                   int64_t *ret_id, struct yp_err *err)
{
    struct yp_document doc;
    v->group_name = yp_get_str(&p->meeting, 0, "group_name");
    v->meeting_id = yp_get_i64(&p->meeting, 0, "id");
    v->lang = p->lang;
    v->kind.form = yp_get_str(&p->meeting, 0, "minutes_form");
    v->kind.made_at = tx->viewer.now_at;
    v->title = yp_minutes_title(tx, p, v->kind.form);
    yp_minutes_document(tx, p, &v->kind, &doc);
    return store(tx, &doc, v, ret_id, err);
}

/* --- a version for checking --- */

static bool has_ended(const struct yp_rows *meeting)
{
    const char *state = yp_get_str(meeting, 0, "state");
    return !yp_get_i64(meeting, 0, "is_cancelled") &&
           (!strcmp(state, "closed") || !strcmp(state, "checked") || !strcmp(state, "published"));
}

static int begin_version(struct yp_tx *tx, int64_t meeting_id, int64_t *ret_id, const char *note,
                         struct yp_form *form, struct yp_err *err)
{
    struct yp_proceedings p;
    struct yp_rows last;
    int rc = yp_proceedings_read(tx, meeting_id, YP_LEVEL_MEMBERS, &p, err);
    if (rc == YP_OK && !has_ended(&p.meeting))
        rc = yp_fail(err, YP_ECONFLICT, "minutes.not_ended", "meeting %" PRId64, meeting_id);
    if (rc == YP_OK)
        rc = newest(tx, meeting_id, "members", &last, err);
    if (rc < 0)
        return rc;
    if (last.nrow && !note) {
        yp_form_refuse(form, "change_note", "form.required", NULL);
        return yp_form_verdict(form, err);
    }
    struct version v = { .kind = { .audience = "members",
                                   .version = last.nrow ? yp_get_i64(&last, 0, "version") + 1 : 1 },
                         .state = "in_check",
                         .change_note = last.nrow ? note : NULL };
    const struct yp_cells cells =
        YP_ROW(YP_INT("meeting", meeting_id), YP_INT("now", tx->viewer.now_at));
    rc = yp_tx_run(tx, "minutes.replace_members", cells, NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "minutes.reopen", cells, NULL, err);
    return rc < 0 ? rc : compose(tx, &p, &v, ret_id, err);
}

static int make(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t meeting_id = yp_form_path_id(form, "meeting"), id = 0;
    const char *note = yp_form_text_or_null(form, "change_note", NOTE_MAX);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = begin_version(tx, meeting_id, &id, note, form, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "minutes.make", id, "meeting", meeting_id, "");
    return yp_done(tx, reply, "minutes.made", "/meetings/%" PRId64 "/minutes", meeting_id);
}
YP_ACTION(minutes_make, "minutes.make", "/meetings/{meeting:id}/minutes/new",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/minutes",
          .words = "minutes", .run = make);

/* What was noted at the meeting can be corrected again. What was published stays in the reader's
 * hands until a corrected version is. */
static int open_again(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                      struct yp_err *err)
{
    int64_t meeting_id = yp_form_path_id(form, "meeting"), n = 0;
    int rc = yp_tx_change(tx, "minutes.open",
                          YP_ROW(YP_INT("meeting", meeting_id), YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "minutes.is_open", "meeting %" PRId64, meeting_id);
    if (rc < 0)
        return rc;
    yp_journal(tx, "minutes.open", meeting_id, "meeting", meeting_id, "");
    return yp_done(tx, reply, "minutes.opened", "/meetings/%" PRId64, meeting_id);
}
YP_ACTION(minutes_open, "minutes.open", "/meetings/{meeting:id}/minutes/open",
          .access = "manager of meeting", .run = open_again);

/* --- checking --- */

static int one(struct yp_tx *tx, int64_t id, struct yp_rows *ret, struct yp_err *err)
{
    return yp_tx_one(tx, "minutes.one", YP_ROW(YP_INT("id", id)), ret, err);
}

static const char *numbered(struct yp_arena *arena, const struct yp_rows *m)
{
    return yp_get_null(m, 0, "number")
               ? ""
               : yp_arena_printf(arena, "%" PRId64 "/%" PRId64, yp_get_i64(m, 0, "number"),
                                 yp_get_i64(m, 0, "year"));
}

static int tell(struct yp_tx *tx, const char *reason, const struct yp_rows *m, int64_t person_id,
                const char *text, struct yp_err *err)
{
    const struct yp_word words[] = {
        { "group", yp_get_str(m, 0, "group_name") },
        { "number", numbered(tx->arena, m) },
        { "version", yp_arena_printf(tx->arena, "%" PRId64, yp_get_i64(m, 0, "version")) },
        { "text", text },
    };
    const struct yp_letter letter = {
        .reason = reason,
        .about_kind = "meeting",
        .about_id = yp_get_i64(m, 0, "meeting_id"),
        .person_id = person_id,
        .words = words,
        .nwords = 4,
        .path = yp_arena_printf(tx->arena, "/minutes/%" PRId64, yp_get_i64(m, 0, "id")),
    };
    return yp_mail_put(tx, &letter, err);
}

static int tell_managers(struct yp_tx *tx, const char *reason, const struct yp_rows *m,
                         const char *text, struct yp_err *err)
{
    struct yp_rows people;
    int rc = yp_tx_run(tx, "minutes.managers",
                       YP_ROW(YP_INT("grp", yp_get_i64(m, 0, "grp_id")),
                              YP_INT("today", yp_day_of(tx->viewer.now_at))),
                       &people, err);
    for (int i = 0; i < people.nrow && rc == YP_OK; i++)
        if (yp_at(&people, i, 0)->i != tx->viewer.person_id)
            rc = tell(tx, reason, m, yp_at(&people, i, 0)->i, text, err);
    return rc;
}

static int checkers(struct yp_tx *tx, const struct yp_rows *m, struct yp_rows *ret,
                    struct yp_err *err)
{
    return yp_tx_run(tx, "minutes.checkers",
                     YP_ROW(YP_INT("id", yp_get_i64(m, 0, "id")),
                            YP_INT("meeting", yp_get_i64(m, 0, "meeting_id"))),
                     ret, err);
}

static int require_in_check(const struct yp_rows *m, struct yp_err *err)
{
    if (!strcmp(yp_get_str(m, 0, "audience"), "members") &&
        !strcmp(yp_get_str(m, 0, "state"), "in_check"))
        return YP_OK;
    return yp_fail(err, YP_ECONFLICT, "minutes.other_version", "minutes %" PRId64 " are %s",
                   yp_get_i64(m, 0, "id"), yp_get_str(m, 0, "state"));
}

static int send(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "minutes"), n = 0;
    struct yp_rows m, people = { 0 };
    int rc = one(tx, id, &m, err);
    if (rc == YP_OK)
        rc = require_in_check(&m, err);
    if (rc == YP_OK)
        rc = checkers(tx, &m, &people, err);
    if (rc == YP_OK && !people.nrow)
        rc = yp_fail(err, YP_ECONFLICT, "minutes.no_checkers", "minutes %" PRId64, id);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "minutes.sent",
                          YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at)), &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "minutes.sent_already", "minutes %" PRId64, id);
    for (int i = 0; i < people.nrow && rc == YP_OK; i++)
        rc = tell(tx, "check", &m, yp_get_i64(&people, i, "person_id"), "", err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "minutes.send", id, "meeting", yp_get_i64(&m, 0, "meeting_id"), "");
    return yp_done(tx, reply, "minutes.sent", "/meetings/%" PRId64 "/minutes",
                   yp_get_i64(&m, 0, "meeting_id"));
}
YP_ACTION(minutes_send, "minutes.send", "/minutes/{minutes:id}/send",
          .access = "manager of minutes", .page = "/minutes/{minutes:id}", .words = "minutes",
          .run = send);

static int mark_checked(struct yp_tx *tx, const struct yp_rows *m, struct yp_err *err)
{
    const struct yp_cells cells =
        YP_ROW(YP_INT("id", yp_get_i64(m, 0, "id")),
               YP_INT("meeting", yp_get_i64(m, 0, "meeting_id")), YP_INT("now", tx->viewer.now_at));
    int rc = yp_tx_run(tx, "minutes.checked", cells, NULL, err);
    return rc < 0 ? rc : yp_tx_run(tx, "minutes.meeting_checked", cells, NULL, err);
}

/* The minutes of the address, when they wait for checking and are still what was shown, and who
 * checks them. */
static int shown_version(struct yp_tx *tx, struct yp_form *form, struct yp_rows *ret_minutes,
                         struct yp_rows *ret_people, struct yp_err *err)
{
    const char *hash = yp_form_value(form, "sha256", 0);
    int rc = one(tx, yp_form_path_id(form, "minutes"), ret_minutes, err);
    if (rc == YP_OK)
        rc = require_in_check(ret_minutes, err);
    if (rc == YP_OK && (!hash || strcmp(hash, yp_get_str(ret_minutes, 0, "sha256")) != 0))
        rc = yp_fail(err, YP_ECONFLICT, "minutes.other_version", "another hash was shown");
    return rc < 0 ? rc : checkers(tx, ret_minutes, ret_people, err);
}

/* Notes a checker's answer to exactly the version that was shown. */
static int answer(struct yp_tx *tx, struct yp_form *form, const char *word, const char *remark,
                  struct yp_rows *ret, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "minutes");
    struct yp_rows m, people;
    int rc = shown_version(tx, form, &m, &people, err);
    if (rc < 0)
        return rc;
    if (yp_row_of(&people, "person_id", tx->viewer.person_id, 0) < 0)
        return yp_fail(err, YP_EDENIED, "error.denied", "no checker of the meeting");
    rc = yp_tx_run(tx, "minutes.answer",
                   YP_ROW(YP_INT("id", id), YP_INT("person", tx->viewer.person_id),
                          YP_STR("answer", word), YP_STR("sha256", yp_get_str(&m, 0, "sha256")),
                          YP_STR("remark", remark), YP_INT("now", tx->viewer.now_at)),
                   NULL, err);
    if (rc == YP_OK)
        *ret = m;
    return rc;
}

static bool all_signed(const struct yp_rows *people)
{
    for (int i = 0; i < people->nrow; i++)
        if (strcmp(yp_get_str(people, i, "answer"), "signed") != 0)
            return false;
    return people->nrow > 0;
}

static int sign(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_rows m, people;
    int rc = answer(tx, form, "signed", NULL, &m, err);
    if (rc == YP_OK)
        rc = checkers(tx, &m, &people, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&m, 0, "id"), meeting_id = yp_get_i64(&m, 0, "meeting_id");
    yp_journal(tx, "minutes.sign", id, "meeting", meeting_id, "");
    if (all_signed(&people)) {
        rc = mark_checked(tx, &m, err);
        if (rc == YP_OK)
            rc = tell_managers(tx, "checked", &m, "", err);
        if (rc < 0)
            return rc;
        yp_journal(tx, "minutes.check", id, "meeting", meeting_id, "");
    }
    return yp_done(tx, reply, "minutes.signed", "/minutes/%" PRId64, id);
}
YP_ACTION(minutes_sign, "minutes.sign", "/minutes/{minutes:id}/sign", .access = "member of minutes",
          .page = "/minutes/{minutes:id}", .words = "minutes", .run = sign);

static int remark(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    struct yp_rows m;
    const char *text = yp_form_long(form, "remark", 1, REMARK_MAX);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = answer(tx, form, "remark", text, &m, err);
    if (rc == YP_OK)
        rc = tell_managers(tx, "remark", &m, text, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&m, 0, "id");
    yp_journal(tx, "minutes.remark", id, "meeting", yp_get_i64(&m, 0, "meeting_id"), "");
    return yp_done(tx, reply, "minutes.remarked", "/minutes/%" PRId64, id);
}
YP_ACTION(minutes_remark, "minutes.remark", "/minutes/{minutes:id}/remark",
          .access = "member of minutes", .page = "/minutes/{minutes:id}", .words = "minutes",
          .run = remark);

/* Without chosen checkers, and in a light memo, the chair or the secretary checks alone. */
static int check(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "minutes");
    struct yp_rows m, people;
    int rc = shown_version(tx, form, &m, &people, err);
    if (rc == YP_OK && people.nrow && !strcmp(yp_get_str(&m, 0, "form"), "formal"))
        rc = yp_fail(err, YP_EDENIED, "minutes.checkers_sign", "minutes %" PRId64, id);
    if (rc == YP_OK)
        rc = mark_checked(tx, &m, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "minutes.check", id, "meeting", yp_get_i64(&m, 0, "meeting_id"), "");
    return yp_done(tx, reply, "minutes.checked", "/meetings/%" PRId64 "/minutes",
                   yp_get_i64(&m, 0, "meeting_id"));
}
YP_ACTION(minutes_check, "minutes.check", "/minutes/{minutes:id}/check",
          .access = "manager of minutes", .page = "/minutes/{minutes:id}", .words = "minutes",
          .run = check);

/* --- erasing names --- */

static int parse_published(struct yp_tx *tx, const struct yp_rows *was, struct yp_document *ret,
                           const struct version *v, struct yp_err *err)
{
    int rc = yp_document_parse(ret, tx->arena, yp_get_str(was, 0, "document"), err);
    if (rc < 0)
        return rc;
    struct yp_rows area;
    rc = yp_tx_run(tx, "minutes.places", YP_NO_ROW, &area, err);
    if (rc < 0)
        return rc;
    const char **places = yp_arena_array(tx->arena, (size_t)area.nrow + 1, sizeof *places);
    for (int i = 0; i < area.nrow; i++)
        places[i] = yp_at(&area, i, 0)->s;
    yp_document_erase(ret, places, area.nrow);
    const char *label = yp_say(tx->core, tx->arena, ret->lang, "minutes.document", NULL, 0);
    for (int i = 0; i < ret->n; i++)
        if (ret->blocks[i].kind == YP_BLOCK_FACT && !strcmp(ret->blocks[i].label, label))
            ret->blocks[i].text = version_words(tx, v);
    return YP_OK;
}

/* Puts a version without names in the place of the public one. */
static int erase_meeting(struct yp_tx *tx, int64_t meeting_id, struct yp_err *err)
{
    struct yp_proceedings p;
    struct yp_rows was, last;
    struct yp_document doc;
    int64_t id = 0;
    const struct yp_cells cells = YP_ROW(YP_INT("meeting", meeting_id));
    int rc = yp_tx_run(tx, "minutes.published", cells, &was, err);
    if (rc < 0 || !was.nrow)
        return rc;
    rc = newest(tx, meeting_id, "public_erased", &last, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "minutes.meeting", cells, &p.meeting, err);
    if (rc < 0)
        return rc;
    const char *lang = yp_get_str(&p.meeting, 0, "lang");
    p.lang = yp_lang_index(lang) >= 0 ? lang : "fi";
    struct version v = { .kind = { .form = yp_get_str(&was, 0, "form"),
                                   .audience = "public_erased",
                                   .version = last.nrow ? yp_get_i64(&last, 0, "version") + 1 : 1,
                                   .made_at = tx->viewer.now_at },
                         .meeting_id = meeting_id,
                         .group_name = yp_get_str(&p.meeting, 0, "group_name"),
                         .lang = p.lang,
                         .state = "published",
                         .published_at = yp_get_i64(&was, 0, "published_at") };
    v.title = yp_minutes_title(tx, &p, v.kind.form);
    rc = parse_published(tx, &was, &doc, &v, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "minutes.withdraw", cells, NULL, err);
    if (rc == YP_OK)
        rc = store(tx, &doc, &v, &id, err);
    if (rc == YP_OK)
        yp_journal(tx, "minutes.erase", id, "meeting", meeting_id, "");
    return rc;
}

static int erase_one(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const int64_t *meeting_id = ctx;
    return erase_meeting(tx, *meeting_id, err);
}

int yp_job_erase(struct yp_core *core, struct yp_arena *arena, struct yp_err *err)
{
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    struct yp_rows due;
    int rc = yp_core_reader(core, &db, err);
    if (rc == YP_OK)
        rc = yp_read(core, db, arena, "minutes.to_erase", YP_ROW(YP_INT("today", yp_today())), 0,
                     &due, err);
    if (rc < 0)
        return rc;
    for (int i = 0; i < due.nrow && rc == YP_OK; i++) {
        YP_CLEANUP(yp_arena_cleanup) struct yp_arena *own = yp_arena_new();
        const struct yp_viewer nobody = { .lang = "fi",
                                          .now_at = yp_now_at(),
                                          .as_of_day = yp_today() };
        int64_t meeting_id = yp_at(&due, i, 0)->i;
        rc = yp_write(core, own, &nobody, true, erase_one, &meeting_id, err);
    }
    return rc;
}

/* --- publishing --- */

/* The day from which names are left out: counted from the first publication. */
static int64_t erase_day_of(const struct yp_tx *tx, const struct yp_proceedings *p,
                            const struct yp_rows *earlier)
{
    if (earlier->nrow && !yp_get_null(earlier, 0, "erase_day"))
        return yp_get_i64(earlier, 0, "erase_day");
    return yp_day_of(tx->viewer.now_at) + yp_get_i64(&p->meeting, 0, "personal_data_days");
}

static int publish_version(struct yp_tx *tx, int64_t meeting_id, int64_t *ret_id,
                           struct yp_err *err)
{
    struct yp_proceedings p;
    struct yp_rows members, earlier;
    const struct yp_cells cells =
        YP_ROW(YP_INT("meeting", meeting_id), YP_INT("now", tx->viewer.now_at));
    int rc = newest(tx, meeting_id, "members", &members, err);
    if (rc == YP_OK)
        rc = yp_proceedings_read(tx, meeting_id, 0, &p, err);
    if (rc == YP_OK && (!members.nrow || strcmp(yp_get_str(&members, 0, "state"), "checked") != 0 ||
                        !strcmp(yp_get_str(&p.meeting, 0, "state"), "closed")))
        rc = yp_fail(err, YP_ECONFLICT, "minutes.unchecked", "meeting %" PRId64, meeting_id);
    if (rc == YP_OK)
        rc = newest(tx, meeting_id, "public", &earlier, err);
    if (rc < 0)
        return rc;
    int64_t erase_day = erase_day_of(tx, &p, &earlier);
    struct version v = { .kind = { .audience = "public",
                                   .version =
                                       earlier.nrow ? yp_get_i64(&earlier, 0, "version") + 1 : 1 },
                         .state = "published",
                         .published_at = tx->viewer.now_at,
                         .erase_day = erase_day };
    rc = yp_tx_run(tx, "minutes.withdraw", cells, NULL, err);
    if (rc == YP_OK)
        rc = compose(tx, &p, &v, ret_id, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "minutes.meeting_published", cells, NULL, err);
    if (rc == YP_OK && erase_day <= yp_day_of(tx->viewer.now_at))
        rc = erase_meeting(tx, meeting_id, err);
    return rc;
}

static int publish(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t meeting_id = yp_form_path_id(form, "meeting"), id = 0;
    int rc = publish_version(tx, meeting_id, &id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.publish", meeting_id, "meeting", meeting_id, "");
    yp_journal(tx, "minutes.publish", id, "meeting", meeting_id, "");
    return yp_done(tx, reply, "minutes.published", "/meetings/%" PRId64 "/minutes", meeting_id);
}
YP_ACTION(meeting_publish, "meeting.publish", "/meetings/{meeting:id}/publish",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/publish",
          .words = "minutes", .run = publish);

/* --- reading --- */

static int pdf(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_read(ask->core, ask->thread->page_db, ask->arena, "minutes.pdf",
                     YP_ROW({ "minutes", ask->path.at[0].v }), 1, &rows, err);
    if (rc < 0)
        return rc;
    if (!rows.nrow)
        return yp_fail(err, YP_ENOTFOUND, "error.not_found", "no such minutes");
    const struct yp_value *bytes = yp_at(&rows, 0, yp_col(&rows, "bytes"));
    const char *name = !strcmp(yp_get_str(&rows, 0, "form"), "formal") ? "poytakirja" : "muistio";
    const char *audience = yp_get_str(&rows, 0, "audience");
    const char *file = yp_arena_printf(
        ask->arena, "inline; filename=\"%s-%" PRId64 "-%" PRId64 "-%s-v%" PRId64 ".pdf\"", name,
        yp_get_i64(&rows, 0, "number"), yp_get_i64(&rows, 0, "year"),
        !strcmp(audience, "members") ? "jasenille" : "julkinen", yp_get_i64(&rows, 0, "version"));
    yp_reply_header(reply, "Content-Type", "application/pdf");
    yp_reply_header(reply, "Content-Disposition", file);
    yp_buf_add(&reply->body, bytes->s, bytes->len);
    return YP_OK;
}
const struct yp_raw yp_raw_minutes_pdf = { "minutes.pdf", "/minutes/{minutes:id}/pdf",
                                           "reader of minutes", pdf };

/* A version of the meeting in the address by a parameter; false when there is none. */
static bool read_version(struct yp_ask *ask, const char *param, struct yp_document *ret, int *rc,
                         struct yp_err *err)
{
    const char *text = yp_field_get(&ask->req->query, param);
    int64_t id = 0;
    struct yp_rows rows;
    if (!text || sscanf(text, "%18" SCNd64, &id) != 1)
        return false;
    *rc = yp_read(ask->core, ask->thread->page_db, ask->arena, "minutes.document",
                  YP_ROW({ "meeting", ask->path.at[0].v }, YP_INT("id", id)), 1, &rows, err);
    if (*rc == YP_OK && rows.nrow)
        *rc = yp_document_parse(ret, ask->arena, yp_get_str(&rows, 0, "document"), err);
    return *rc == YP_OK && rows.nrow;
}

/* Which version it is differs in any two: what is compared is the rest. */
static void drop_version(struct yp_ask *ask, struct yp_document *doc)
{
    const char *label = yp_say(ask->core, ask->arena, doc->lang, "minutes.document", NULL, 0);
    int n = 0;
    for (int i = 0; i < doc->n; i++)
        if (doc->blocks[i].kind != YP_BLOCK_FACT || strcmp(doc->blocks[i].label, label) != 0)
            doc->blocks[n++] = doc->blocks[i];
    doc->n = n;
}

/* What changed from one version to the other. */
const char *const yp_provider_minutes_change_columns[] = { "op", "text_html", NULL };
int yp_provider_minutes_change(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    struct yp_document from, to;
    int rc = YP_OK;
    *ret = (struct yp_rows){ .ncol = 2, .names = yp_provider_minutes_change_columns };
    if (!read_version(ask, "from", &from, &rc, err) || !read_version(ask, "to", &to, &rc, err))
        return rc;
    drop_version(ask, &from);
    drop_version(ask, &to);
    yp_document_compare(&from, &to, ret);
    return rc;
}
