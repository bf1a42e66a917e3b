/* The agenda: what is taken on it, its texts and order. Layer: app. Spec: doc/spec/meetings.md. */
#include <inttypes.h>
#include <string.h>

#include "app/matter.h"
#include "app/meeting.h"
#include "base/clock.h"
#include "lib/icu.h"
#include "lib/md.h"

enum { PRESENTERS = 20 };

/* Texts of an item as a form gives them. */
struct texts {
    const char *title, *section, *description, *proposal, *visibility, *ground;
    char *description_html, *proposal_html;
    int is_in_bulletin;
};

static int read_texts(struct yp_tx *tx, struct yp_form *form, struct texts *t, struct yp_err *err)
{
    t->title = yp_form_text(form, "title", 1, 200);
    t->section = yp_form_text_or_null(form, "section", 100);
    t->description = yp_form_long_or_null(form, "description", 40000);
    t->proposal = yp_form_long_or_null(form, "proposal", 20000);
    t->visibility = yp_form_choice(form, "visibility", "public signed members managers", true);
    t->ground = yp_form_text_or_null(form, "hidden_ground", 300);
    t->is_in_bulletin = yp_form_ticked(form, "is_in_bulletin");
    bool is_limited = !strcmp(t->visibility, "members") || !strcmp(t->visibility, "managers");
    if (is_limited && !t->ground)
        yp_form_refuse(form, "hidden_ground", "item.ground.wanted", NULL);
    if (!is_limited)
        t->ground = NULL;
    int rc =
        t->description ? yp_md_html(tx->arena, t->description, &t->description_html, err) : YP_OK;
    if (rc == YP_OK && t->proposal)
        rc = yp_md_html(tx->arena, t->proposal, &t->proposal_html, err);
    return rc;
}

#define TEXT_CELLS(t)                                                                              \
    YP_STR("title", (t).title), YP_STR("section", (t).section),                                    \
        YP_STR("description", (t).description), YP_STR("description_html", (t).description_html),  \
        YP_STR("proposal", (t).proposal), YP_STR("proposal_html", (t).proposal_html),              \
        YP_STR("visibility", (t).visibility), YP_STR("hidden_ground", (t).ground),                 \
        YP_INT("is_in_bulletin", (t).is_in_bulletin)

static int keep_texts(struct yp_tx *tx, int64_t id, const char *lang, const struct texts *t,
                      struct yp_err *err)
{
    int rc = yp_text_keep(tx, "item", id, "title", lang, t->title, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "item", id, "description", lang, t->description, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "item", id, "proposal", lang, t->proposal, err);
    return rc;
}

/* The presenter written by name, 0 when none was; a name that is not one person's is refused. */
static int named_presenter(struct yp_tx *tx, struct yp_form *form, int64_t *ret, struct yp_err *err)
{
    const char *name = yp_form_text(form, "presenter_name", 0, 150);
    struct yp_rows rows;
    *ret = 0;
    if (!*name)
        return YP_OK;
    int rc = yp_tx_run(tx, "item.person_by_name",
                       YP_ROW(YP_STR("name_fold", yp_icu_fold(tx->arena, name))), &rows, err);
    if (rc == YP_OK && rows.nrow == 1)
        *ret = yp_at(&rows, 0, 0)->i;
    else if (rc == YP_OK)
        yp_form_refuse(form, "presenter_name",
                       rows.nrow ? "item.presenter.many" : "item.presenter.none", NULL);
    return rc;
}

static int set_presenters(struct yp_tx *tx, struct yp_form *form, int64_t item_id, int64_t named,
                          struct yp_err *err)
{
    int rc = yp_tx_run(tx, "item.presenters_clear", YP_ROW(YP_INT("item_id", item_id)), NULL, err);
    for (int i = 0; rc == YP_OK && i < PRESENTERS; i++) {
        int64_t person_id = yp_form_id_at(form, "presenter", i);
        if (!person_id) {
            person_id = named;
            named = 0;
        }
        if (!person_id)
            break;
        rc = yp_tx_run(tx, "item.presenter_add",
                       YP_ROW(YP_INT("item_id", item_id), YP_INT("person_id", person_id)), NULL,
                       err);
    }
    return rc;
}

static int open_meeting(struct yp_tx *tx, int64_t id, struct yp_rows *ret, struct yp_err *err)
{
    int rc = yp_meeting_read(tx, id, ret, err);
    return rc < 0 ? rc : yp_meeting_in_state(ret, "draft called", err);
}

static int insert_item(struct yp_tx *tx, int64_t meeting_id, int64_t matter_id, const char *origin,
                       const struct texts *t, int64_t *ret_id, struct yp_err *err)
{
    return yp_tx_id(tx, "item.insert",
                    YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("meeting_id", meeting_id),
                           YP_REF("matter_id", matter_id), YP_STR("origin", origin), TEXT_CELLS(*t),
                           YP_INT("now", tx->viewer.now_at)),
                    ret_id, err);
}

/* --- taking items on --- */

static int take(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t meeting_id = yp_form_path_id(form, "meeting"), step_id = yp_form_id(form, "step", true);
    struct yp_rows m, item;
    int rc = open_meeting(tx, meeting_id, &m, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "agenda.take",
                       YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("meeting_id", meeting_id),
                              YP_INT("step_id", step_id), YP_INT("now", tx->viewer.now_at)),
                       &item, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&item, 0, "id"), matter_id = yp_get_i64(&item, 0, "matter_id");
    rc = yp_tx_require(tx, "matter", matter_id, 1, err);
    if (rc == YP_OK)
        rc = yp_matter_take(tx, matter_id, yp_get_i64(&m, 0, "grp_id"), id, err);
    if (rc == YP_OK)
        rc = yp_agenda_settle(tx, meeting_id, id, 0, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "item.new", id, "meeting", meeting_id, "");
    return yp_done(tx, reply, "item.taken", "/meetings/%" PRId64 "/agenda", meeting_id);
}
YP_ACTION(agenda_take, "agenda.take", "/meetings/{meeting:id}/take", .access = "manager of meeting",
          .page = "/meetings/{meeting:id}/agenda", .words = "item", .run = take);

static int add_formality(struct yp_tx *tx, int64_t meeting_id, const char *lang, const char *title,
                         int64_t to, struct yp_err *err)
{
    const struct texts t = { .title = title, .visibility = "public" };
    int64_t id;
    int rc = insert_item(tx, meeting_id, 0, "recurring", &t, &id, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "item", id, "title", lang, title, err);
    if (rc == YP_OK)
        rc = yp_agenda_settle(tx, meeting_id, id, to, err);
    if (rc == YP_OK)
        yp_journal(tx, "item.new", id, "meeting", meeting_id, "");
    return rc;
}

static int formalities(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                       struct yp_err *err)
{
    int64_t meeting_id = yp_form_path_id(form, "meeting");
    struct yp_rows m, rows;
    int rc = open_meeting(tx, meeting_id, &m, err), begins = 0;
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "agenda.formalities", YP_ROW(YP_INT("meeting_id", meeting_id)), &rows,
                       err);
    if (rc == YP_OK && !rows.nrow)
        rc = yp_fail(err, YP_ECONFLICT, "item.formalities.none", "nothing to add");
    for (int i = 0; rc == YP_OK && i < rows.nrow; i++) {
        bool at_begin = !strcmp(yp_get_str(&rows, i, "place"), "begin");
        rc = add_formality(tx, meeting_id, yp_get_str(&m, 0, "lang"), yp_get_str(&rows, i, "title"),
                           at_begin ? ++begins : INT64_MAX, err);
    }
    return rc < 0 ? rc
                  : yp_done(tx, reply, "item.formalities.taken", "/meetings/%" PRId64 "/agenda",
                            meeting_id);
}
YP_ACTION(agenda_formalities, "agenda.formalities", "/meetings/{meeting:id}/formalities",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/agenda", .words = "item",
          .run = formalities);

static int create(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t meeting_id = yp_form_path_id(form, "meeting"), matter_id = 0, id, named;
    struct yp_rows m;
    struct texts t = { 0 };
    int rc = open_meeting(tx, meeting_id, &m, err);
    if (rc == YP_OK)
        rc = read_texts(tx, form, &t, err);
    if (rc == YP_OK)
        rc = named_presenter(tx, form, &named, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    int64_t grp_id = rc == YP_OK ? yp_get_i64(&m, 0, "grp_id") : 0;
    if (rc == YP_OK && !yp_form_ticked(form, "is_formality"))
        rc = yp_matter_new(tx, grp_id, t.title, NULL, NULL, t.visibility, &matter_id, err);
    if (rc == YP_OK)
        rc = insert_item(tx, meeting_id, matter_id, "new", &t, &id, err);
    if (rc == YP_OK && matter_id)
        rc = yp_matter_take(tx, matter_id, grp_id, id, err);
    if (rc == YP_OK)
        rc = keep_texts(tx, id, yp_get_str(&m, 0, "lang"), &t, err);
    if (rc == YP_OK)
        rc = set_presenters(tx, form, id, named, err);
    if (rc == YP_OK)
        rc = yp_agenda_settle(tx, meeting_id, id, 0, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "item.new", id, "meeting", meeting_id, "");
    return yp_done(tx, reply, "item.taken", "/meetings/%" PRId64 "/agenda", meeting_id);
}
YP_ACTION(item_new, "item.new", "/meetings/{meeting:id}/items/new", .access = "manager of meeting",
          .page = "/meetings/{meeting:id}/items/new", .words = "item", .run = create);

/* --- an item on the agenda --- */

static int open_item(struct yp_tx *tx, struct yp_form *form, struct yp_rows *ret,
                     struct yp_err *err)
{
    int rc =
        yp_tx_one(tx, "item.of", YP_ROW(YP_INT("id", yp_form_path_id(form, "item"))), ret, err);
    return rc < 0 ? rc : yp_meeting_in_state(ret, "draft called", err);
}

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "item"), named, n = 0;
    struct yp_rows of, before, listed, now_listed;
    const struct yp_cells key = YP_ROW(YP_INT("id", id));
    struct texts t = { 0 };
    int rc = open_item(tx, form, &of, err);
    if (rc == YP_OK)
        rc = read_texts(tx, form, &t, err);
    if (rc == YP_OK)
        rc = named_presenter(tx, form, &named, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "item.stored", key, &before, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "item.presenters", key, &listed, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "item.update",
                          YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), TEXT_CELLS(t),
                                 YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "item %d", (int)id);
    if (rc == YP_OK)
        rc = keep_texts(tx, id, yp_get_str(&of, 0, "lang"), &t, err);
    if (rc == YP_OK)
        rc = set_presenters(tx, form, id, named, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "item.presenters", key, &now_listed, err);
    if (rc < 0)
        return rc;
    int64_t meeting_id = yp_get_i64(&of, 0, "meeting_id");
    yp_journal(tx, "item.edit", id, "meeting", meeting_id,
               yp_changed(tx, &before, YP_ROW(TEXT_CELLS(t)),
                          yp_same_rows(&listed, &now_listed) ? NULL : "presenter"));
    return yp_done(tx, reply, "item.edited", "/meetings/%" PRId64 "/agenda", meeting_id);
}
YP_ACTION(item_edit, "item.edit", "/items/{item:id}/edit", .access = "manager of item",
          .page = "/items/{item:id}/edit", .words = "item", .run = edit);

static int move(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "item");
    const char *word = yp_form_text(form, "to", 1, 10);
    struct yp_rows of;
    int rc = open_item(tx, form, &of, err);
    if (rc < 0)
        return rc;
    int64_t at = yp_get_i64(&of, 0, "position"), meeting_id = yp_get_i64(&of, 0, "meeting_id");
    int64_t to = !strcmp(word, "up") ? at - 1 : !strcmp(word, "down") ? at + 1 : 0;
    if (!to && strcmp(word, "up") != 0)
        to = yp_form_int(form, "to", 1, 1000, at);
    rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_agenda_settle(tx, meeting_id, id, to < 1 ? 1 : to, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "item.move", id, "meeting", meeting_id, "");
    return yp_done(tx, reply, "", "/meetings/%" PRId64 "/agenda#item-%" PRId64, meeting_id, id);
}
YP_ACTION(item_move, "item.move", "/items/{item:id}/move", .access = "manager of item",
          .words = "item", .run = move);

/* Everything of an item that was never handled. */
static int delete_item(struct yp_tx *tx, int64_t id, struct yp_err *err)
{
    static const char *const steps[] = { "item.presenters_clear", "item.opinions_clear",
                                         "item.chunks_clear",     "item.attachments_clear",
                                         "item.steps_forget",     "item.delete" };
    int rc = yp_matter_release(tx, id, err);
    for (size_t i = 0; rc == YP_OK && i < sizeof steps / sizeof *steps; i++)
        rc = yp_tx_run(tx, steps[i], YP_ROW(YP_INT("item_id", id)), NULL, err);
    return rc;
}

static int leave_out(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                     struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "item");
    struct yp_rows of;
    int rc = open_item(tx, form, &of, err);
    if (rc == YP_OK)
        rc = delete_item(tx, id, err);
    int64_t meeting_id = rc == YP_OK ? yp_get_i64(&of, 0, "meeting_id") : 0;
    if (rc == YP_OK)
        rc = yp_agenda_settle(tx, meeting_id, 0, 0, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "item.remove", id, "meeting", meeting_id, "");
    return yp_done(tx, reply, "item.removed", "/meetings/%" PRId64 "/agenda", meeting_id);
}
YP_ACTION(item_remove, "item.remove", "/items/{item:id}/remove", .access = "manager of item",
          .page = "/items/{item:id}/remove", .words = "item", .run = leave_out);
