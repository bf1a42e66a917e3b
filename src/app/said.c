/* Statements: what a person said of an item. Layer: app. Spec: doc/spec/handling.md. */
#include <inttypes.h>

#include "app/choose.h"
#include "app/handling.h"

enum { BODY_MAX = 8000, TITLE_MAX = 200 };

struct said {
    int64_t person_id;
    const char *title, *body;
    int is_verbatim, is_quotable;
};

static int read_form(struct yp_tx *tx, struct yp_form *form, struct said *s, struct yp_err *err)
{
    *s = (struct said){ .title = yp_form_text_or_null(form, "title", TITLE_MAX),
                        .body = yp_form_long(form, "body", 1, BODY_MAX),
                        .is_verbatim = yp_form_ticked(form, "is_verbatim"),
                        .is_quotable = yp_form_ticked(form, "is_quotable") };
    int rc = yp_choose(tx, form, "person", "person", &s->person_id, err);
    if (rc == YP_OK && !s->person_id)
        yp_form_refuse(form, "person_id", "form.required", NULL);
    return rc == YP_OK ? yp_form_verdict(form, err) : rc;
}

static int done(struct yp_tx *tx, const struct yp_handling *at, struct yp_reply *reply,
                const char *flash)
{
    return yp_done(tx, reply, flash, "/items/%" PRId64 "#statements", at->item_id);
}

static int add(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_handling at;
    struct said s;
    int64_t id;
    int rc = yp_handling_open(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc == YP_OK)
        rc = read_form(tx, form, &s, err);
    if (rc == YP_OK)
        rc =
            yp_tx_id(tx, "said.insert",
                     YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("item_id", at.item_id),
                            YP_INT("meeting_id", at.meeting_id), YP_INT("person_id", s.person_id),
                            YP_STR("title", s.title), YP_STR("body", s.body),
                            YP_INT("is_verbatim", s.is_verbatim),
                            YP_INT("is_quotable", s.is_quotable), YP_INT("now", tx->viewer.now_at)),
                     &id, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "statement", id, "body", at.lang, s.body, err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "statement.new", id, "");
    return done(tx, &at, reply, "statement.saved");
}

YP_ACTION(statement_new, "statement.new", "/items/{item:id}/statements/new",
          .access = "manager of item", .page = "/items/{item:id}/statements/new",
          .words = "statement", .run = add);

static int open_said(struct yp_tx *tx, int64_t id, struct yp_handling *at, struct yp_err *err)
{
    int64_t item_id;
    int rc = yp_tx_id(tx, "said.item", YP_ROW(YP_INT("id", id)), &item_id, err);
    return rc == YP_OK ? yp_handling_open(tx, item_id, at, err) : rc;
}

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "statement"), n;
    struct yp_handling at;
    struct said s = { 0 };
    struct yp_rows before;
    int rc = open_said(tx, id, &at, err);
    if (rc == YP_OK)
        rc = read_form(tx, form, &s, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "said.stored", YP_ROW(YP_INT("id", id)), &before, err);
    const struct yp_cells cells = YP_ROW(
        YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), YP_INT("person_id", s.person_id),
        YP_STR("title", s.title), YP_STR("body", s.body), YP_INT("is_verbatim", s.is_verbatim),
        YP_INT("is_quotable", s.is_quotable), YP_INT("now", tx->viewer.now_at));
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "said.update", cells, &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "statement %d", (int)id);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "statement", id, "body", at.lang, s.body, err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "statement.edit", id, yp_changed(tx, &before, cells, NULL));
    return done(tx, &at, reply, "statement.saved");
}

YP_ACTION(statement_edit, "statement.edit", "/statements/{statement:id}/edit",
          .access = "manager of statement", .page = "/statements/{statement:id}/edit",
          .words = "statement", .run = edit);

static int drop(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "statement");
    struct yp_handling at;
    int rc = open_said(tx, id, &at, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "said.delete", YP_ROW(YP_INT("id", id)), NULL, err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "statement.remove", id, "");
    return done(tx, &at, reply, "statement.removed");
}

YP_ACTION(statement_remove, "statement.remove", "/statements/{statement:id}/remove",
          .access = "manager of statement", .run = drop);
