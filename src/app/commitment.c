/* Commitments: made, changed, answered. Layer: app. Spec: doc/spec/commitments.md. */
#include "app/commitment.h"

#include <inttypes.h>
#include <string.h>

#include "app/choose.h"
#include "app/handling.h"
#include "app/when.h"
#include "base/clock.h"
#include "core/core.h"
#include "lib/sodium.h"

static int read_one(struct yp_tx *tx, int64_t id, struct yp_rows *ret, struct yp_err *err)
{
    return yp_tx_one(tx, "commitment.one", YP_ROW(YP_INT("id", id)), ret, err);
}

enum { DEED_MAX = 1000, FOR_MAX = 300, NOTE_MAX = 1000 };

/* --- the form of what is promised --- */

struct promise {
    int64_t organization_id, person_id, post_id;
    const char *deed, *for_whom, *due_words;
    struct yp_when due;
    bool is_dated;
};

/* Who does it: an organization always, and a person or a post of it when known. */
static int read_doer(struct yp_tx *tx, struct yp_form *form, int64_t meeting_id, struct promise *p,
                     struct yp_err *err)
{
    struct yp_rows row;
    int rc = yp_choose(tx, form, "organization", "organization", &p->organization_id, err);
    if (rc == YP_OK)
        rc = yp_choose(tx, form, "person", "person", &p->person_id, err);
    p->post_id = yp_form_id(form, "post_id", false);
    if (rc == YP_OK && p->post_id) {
        struct yp_err hidden = { 0 };
        if (yp_tx_require(tx, "post", p->post_id, 1, &hidden) < 0) {
            yp_form_refuse(form, "post_id", "form.choice", NULL);
            p->post_id = 0;
        }
    }
    if (rc < 0)
        return rc;
    if (p->post_id && p->person_id)
        yp_form_refuse(form, "post_id", "commitment.error.both", NULL);
    rc = yp_tx_one(tx, "commitment.doer_organization",
                   YP_ROW(YP_REF("post_id", p->post_id), YP_REF("person_id", p->person_id),
                          YP_REF("meeting_id", meeting_id)),
                   &row, err);
    if (rc < 0)
        return rc;
    int64_t own = yp_get_i64(&row, 0, "organization_id");
    if (p->post_id && p->organization_id && own != p->organization_id)
        yp_form_refuse(form, "post_id", "commitment.error.other_post", NULL);
    if (!p->organization_id)
        p->organization_id = own;
    if (!p->organization_id)
        yp_form_refuse(form, "organization_id", "commitment.error.doer", NULL);
    return YP_OK;
}

/* An undated promise is stored only when it is said to be undated. */
static void read_due(struct yp_form *form, struct promise *p)
{
    p->due = (struct yp_when){ .precision = "unknown" };
    p->is_dated = yp_form_when(form, "due_when", false, &p->due);
    if (p->is_dated && strcmp(p->due.precision, "day") != 0)
        p->due_words = yp_form_text(form, "due_when", 1, 40);
    const char *typed = yp_form_value(form, "due_when", 0);
    if (!p->is_dated && !(typed && *typed) && !yp_form_ticked(form, "is_undated"))
        yp_form_refuse(form, "due_when", "commitment.error.undated", NULL);
}

static int read_promise(struct yp_tx *tx, struct yp_form *form, int64_t meeting_id,
                        struct promise *p, struct yp_err *err)
{
    *p = (struct promise){ .deed = yp_form_long(form, "deed", 1, DEED_MAX),
                           .for_whom = yp_form_text_or_null(form, "for_whom", FOR_MAX) };
    read_due(form, p);
    int rc = read_doer(tx, form, meeting_id, p, err);
    return rc == YP_OK ? yp_form_verdict(form, err) : rc;
}

static struct yp_cell due_from(const struct promise *p)
{
    return p->is_dated ? YP_INT("due_from_day", p->due.first) : YP_NIL("due_from_day");
}
static struct yp_cell due_last(const struct promise *p)
{
    return p->is_dated ? YP_INT("due_day", p->due.last) : YP_NIL("due_day");
}

/* Notes it about the commitment, and for those who look at its item. */
static void note(struct yp_tx *tx, const char *action, int64_t id, int64_t item_id,
                 int64_t meeting_id, const char *fields)
{
    yp_journal(tx, action, id, "commitment", id, fields);
    if (item_id)
        yp_journal(tx, action, id, "item", item_id, fields);
    if (meeting_id)
        yp_journal(tx, action, id, "meeting", meeting_id, fields);
}

/* --- made of an item --- */

static int add(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_handling at;
    struct promise p;
    int64_t id;
    int rc = yp_handling_open(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc == YP_OK)
        rc = read_promise(tx, form, at.meeting_id, &p, err);
    if (rc == YP_OK)
        rc = yp_tx_id(
            tx, "commitment.insert",
            YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("item_id", at.item_id),
                   YP_INT("grp_id", at.grp_id), YP_INT("organization_id", p.organization_id),
                   YP_REF("person_id", p.person_id), YP_REF("post_id", p.post_id),
                   YP_STR("deed", p.deed), YP_STR("for_whom", p.for_whom), due_from(&p),
                   due_last(&p), YP_STR("due_precision", p.due.precision),
                   YP_STR("due_words", p.due_words), YP_STR("visibility", at.visibility),
                   YP_INT("is_practice", at.is_practice), YP_INT("now", tx->viewer.now_at)),
            &id, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "commitment", id, "deed", at.lang, p.deed, err);
    /* Before the meeting is closed it may still change; the letters go out at closing. */
    if (rc == YP_OK && !strcmp(at.meeting_state, "closed"))
        rc = yp_commitment_mail(tx, id, err);
    if (rc < 0)
        return rc;
    note(tx, "commitment.new", id, at.item_id, at.meeting_id, "");
    return yp_done(tx, reply, "commitment.saved", "/items/%" PRId64 "#commitments", at.item_id);
}

YP_ACTION(commitment_new, "commitment.new", "/items/{item:id}/commitments/new",
          .access = "manager of item", .page = "/items/{item:id}/commitments/new",
          .words = "commitment", .run = add);

/* --- changed by those who hold it --- */

static bool is_mailed(const struct yp_rows *c)
{
    return !yp_get_null(c, 0, "token_hash");
}

static int save(struct yp_tx *tx, struct yp_form *form, const struct yp_rows *c,
                const struct promise *p, bool new_doer, struct yp_err *err)
{
    int64_t id = yp_get_i64(c, 0, "id"), state_at, n;
    int rc = yp_tx_id(tx, "commitment.state_at", YP_ROW(YP_INT("id", id)), &state_at, err);
    if (rc == YP_OK)
        rc = yp_tx_change(
            tx, "commitment.update",
            YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
                   YP_INT("organization_id", p->organization_id), YP_REF("person_id", p->person_id),
                   YP_REF("post_id", p->post_id), YP_STR("deed", p->deed),
                   YP_STR("for_whom", p->for_whom), due_from(p), due_last(p),
                   YP_STR("due_precision", p->due.precision), YP_STR("due_words", p->due_words),
                   YP_STR("state", new_doer ? "offered" : yp_get_str(c, 0, "state")),
                   YP_INT("state_at", new_doer ? tx->viewer.now_at : state_at),
                   YP_STR("state_note", new_doer || yp_get_null(c, 0, "state_note")
                                            ? NULL
                                            : yp_get_str(c, 0, "state_note")),
                   YP_INT("now", tx->viewer.now_at)),
            &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "commitment %d", (int)id);
    return rc;
}

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "commitment");
    struct yp_rows c;
    struct promise p;
    int rc = read_one(tx, id, &c, err);
    if (rc == YP_OK) /* the doer may answer, but not change what was promised */
        rc = yp_tx_require(tx, "group", yp_get_i64(&c, 0, "grp_id"), 3, err);
    if (rc == YP_OK)
        rc = read_promise(tx, form, yp_get_i64(&c, 0, "meeting_id"), &p, err);
    if (rc < 0)
        return rc;
    bool new_doer = p.organization_id != yp_get_i64(&c, 0, "organization_id") ||
                    p.person_id != yp_get_i64(&c, 0, "person_id") ||
                    p.post_id != yp_get_i64(&c, 0, "post_id") ||
                    !strcmp(yp_get_str(&c, 0, "state"), "given_back");
    rc = save(tx, form, &c, &p, new_doer, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "commitment", id, "deed", yp_get_str(&c, 0, "group_lang"), p.deed,
                          err);
    if (rc == YP_OK && new_doer && is_mailed(&c))
        rc = yp_commitment_mail(tx, id, err);
    if (rc < 0)
        return rc;
    note(tx, "commitment.edit", id, yp_get_i64(&c, 0, "item_id"), yp_get_i64(&c, 0, "meeting_id"),
         yp_changed(tx, &c,
                    YP_ROW(YP_INT("organization_id", p.organization_id),
                           YP_REF("person_id", p.person_id), YP_REF("post_id", p.post_id),
                           YP_STR("deed", p.deed), YP_STR("for_whom", p.for_whom), due_last(&p),
                           YP_STR("due_words", p.due_words)),
                    NULL));
    return yp_done(tx, reply, "commitment.saved", "/commitments/%" PRId64, id);
}

YP_ACTION(commitment_edit, "commitment.edit", "/commitments/{commitment:id}/edit",
          .access = "manager of commitment", .page = "/commitments/{commitment:id}/edit",
          .words = "commitment", .run = edit);

/* Taken away while nobody was told of it yet. */
static int drop(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "commitment"), n;
    struct yp_rows c;
    int rc = read_one(tx, id, &c, err);
    if (rc == YP_OK)
        rc = yp_tx_require(tx, "group", yp_get_i64(&c, 0, "grp_id"), 3, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "commitment.delete", YP_ROW(YP_INT("id", id)), &n, err);
    if (rc == YP_OK && !n)
        rc =
            yp_fail_field(err, YP_ECONFLICT, "", "commitment.error.told", "commitment %d", (int)id);
    if (rc < 0)
        return rc;
    int64_t item_id = yp_get_i64(&c, 0, "item_id");
    note(tx, "commitment.remove", id, item_id, yp_get_i64(&c, 0, "meeting_id"), "");
    if (item_id)
        return yp_done(tx, reply, "commitment.removed", "/items/%" PRId64, item_id);
    return yp_done(tx, reply, "commitment.removed", "/commitments");
}

YP_ACTION(commitment_remove, "commitment.remove", "/commitments/{commitment:id}/remove",
          .access = "manager of commitment", .run = drop);

/* --- answered by the doer --- */

/* Done; accepted, perhaps for another day; or given back with a reason. c: id, rev, item_id,
 * meeting_id. */
static int answer(struct yp_tx *tx, struct yp_form *form, int64_t id, struct yp_err *err)
{
    struct yp_rows c;
    struct yp_when due = { .precision = "unknown" };
    int64_t n;
    const char *what = yp_form_choice(form, "answer", "done accept back", true),
               *note_text = yp_form_long_or_null(form, "note", NOTE_MAX);
    bool accepts = !strcmp(what, "accept"), gives_back = !strcmp(what, "back");
    bool moves = accepts && yp_form_when(form, "due_when", false, &due);
    if (gives_back && !note_text)
        yp_form_refuse(form, "note", "commitment.error.reason", NULL);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = read_one(tx, id, &c, err);
    if (rc < 0)
        return rc;
    const char *words =
        moves && strcmp(due.precision, "day") != 0 ? yp_form_text(form, "due_when", 1, 40) : NULL;
    rc = yp_tx_change(tx, "commitment.answer",
                      YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
                             YP_STR("state", gives_back ? "given_back"
                                             : accepts  ? "accepted"
                                                        : "done"),
                             YP_STR("note", note_text),
                             moves ? YP_INT("due_day", due.last) : YP_NIL("due_day"),
                             moves ? YP_INT("due_from_day", due.first) : YP_NIL("due_from_day"),
                             YP_STR("due_precision", due.precision), YP_STR("due_words", words),
                             YP_INT("now", tx->viewer.now_at)),
                      &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "commitment %d", (int)id);
    if (rc == YP_OK && gives_back)
        rc = yp_commitment_tell_back(tx, id, err);
    if (rc < 0)
        return rc;
    note(tx,
         gives_back ? "commitment.give_back"
         : accepts  ? "commitment.accept"
                    : "commitment.done",
         id, yp_get_i64(&c, 0, "item_id"), 0, moves ? "due_when" : "");
    return YP_OK;
}

static int answer_signed(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                         struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "commitment");
    int rc = answer(tx, form, id, err);
    return rc < 0 ? rc : yp_done(tx, reply, "commitment.answered", "/commitments/%" PRId64, id);
}

YP_ACTION(commitment_answer, "commitment.answer", "/commitments/{commitment:id}/answer",
          .access = "manager of commitment", .page = "/commitments/{commitment:id}/answer",
          .words = "commitment", .run = answer_signed);

/* --- the personal link --- */

static int answer_linked(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                         struct yp_err *err)
{
    const char *token = yp_form_path_text(form, "token");
    char hash[YP_HEX_SIZE];
    struct yp_rows row;
    yp_token_hash(token, hash);
    int rc = yp_tx_linked(tx, "commitment.by_token", YP_ROW(YP_STR("token_hash", hash)), &row, err);
    if (rc == YP_OK)
        rc = answer(tx, form, yp_get_i64(&row, 0, "id"), err);
    return rc < 0 ? rc : yp_done(tx, reply, "commitment.answered", "/commitment/%s", token);
}

YP_ACTION(commitment_reply, "commitment.reply", "/commitment/{token:token}", .access = "public",
          .page = "/commitment/{token:token}", .words = "commitment", .run = answer_linked);

const char *const yp_provider_commitment_by_token_columns[] = {
    "id",          "rev",        "deed",       "for_whom",
    "state",       "state_note", "group_name", "organization_name",
    "person_name", "post_name",  "due_when",   "is_open",
    "look",        NULL
};

int yp_provider_commitment_by_token(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
/* The link is the right to see it, whoever holds it; so it is read outside what the viewer may see.
 */
int yp_provider_commitment_by_token(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    const char *token = "";
    char hash[YP_HEX_SIZE];
    for (int i = 0; i < ask->path.n; i++)
        if (!strcmp(ask->path.at[i].name, "token"))
            token = ask->path.at[i].v.s;
    yp_token_hash(token, hash);
    struct yp_db *db = ask->thread->auth_db;
    int rc = yp_db_begin(db, YP_DB_READ, NULL, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "commitment.by_token",
                     YP_ROW(YP_STR("token_hash", hash)), 1, ret, err);
    yp_db_rollback(db);
    if (rc == YP_OK && !ret->nrow)
        rc = yp_fail(err, YP_ENOTFOUND, "error.link", "no commitment of this link");
    return rc;
}
