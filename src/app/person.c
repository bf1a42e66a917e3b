/* Persons: name, title and organization; who they are beyond that is in their seats. Layer: app. */
#include <inttypes.h>
#include <string.h>

#include "app/register.h"
#include "core/core.h"
#include "lib/icu.h"

/* Reads the form and stores it: a new person when id is 0. is_whole: with the fields that only
 * administrators have. ret_fields: which changed. */
static int store(struct yp_tx *tx, struct yp_form *form, int64_t id, bool is_whole, int64_t *ret_id,
                 const char **ret_fields, struct yp_err *err)
{
    const char *name = yp_form_text(form, "name", 1, 160);
    const char *title = yp_form_text_or_null(form, "title", 160);
    const char *email = is_whole ? yp_form_email(form, "email", false) : NULL;
    const char *visibility =
        is_whole ? yp_form_choice(form, "visibility", "public signed members managers", false)
                 : "public";
    const char *fold = yp_icu_fold(tx->arena, name);
    int64_t organization_id, n = 1;
    struct yp_rows same = { 0 }, stored = { 0 };
    int rc = yp_register_reference(tx, form, "organization_id", "organization", false,
                                   &organization_id, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "person.namesake",
                       YP_ROW(YP_STR("name_fold", fold), YP_REF("organization_id", organization_id),
                              YP_INT("id", id)),
                       &same, err);
    if (same.nrow)
        yp_form_refuse(form, "name", "person.namesake", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc < 0)
        return rc;
    const struct yp_cells cells = YP_ROW(
        YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
        YP_STR("uid", id ? NULL : yp_new_uid(tx)), YP_STR("name", name),
        YP_STR("name_sort", yp_icu_sort_key(tx->arena, name)), YP_STR("name_fold", fold),
        YP_STR("title", title), YP_REF("organization_id", organization_id), YP_STR("email", email),
        YP_STR("visibility", visibility), YP_INT("now", tx->viewer.now_at));
    *ret_id = id;
    if (id && (rc = yp_tx_run(tx, "person.stored", YP_ROW(YP_INT("id", id)), &stored, err)) < 0)
        return rc;
    *ret_fields = yp_changed(tx, &stored, cells, NULL);
    rc = id ? yp_tx_change(tx, "person.change", cells, &n, err)
            : yp_tx_id(tx, "person.insert", cells, ret_id, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "person %" PRId64, id);
    return rc < 0 ? rc : yp_text_keep(tx, "person", *ret_id, "name", "fi", name, err);
}

static int create(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id;
    const char *fields;
    int rc = store(tx, form, 0, true, &id, &fields, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "person.create", id, "person", id, "");
    return yp_done(tx, reply, "person.created", "/people/%" PRId64, id);
}
YP_ACTION(person_create, "person.create", "/people/new", .access = "admin", .page = "/people/new",
          .words = "person", .run = create);

/* A manager of a group adds whom the register lacks: name, title and organization, for all to see.
 * What follows is the seat. */
static int create_in_group(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                           struct yp_err *err)
{
    int64_t group_id = yp_form_path_id(form, "group"), id;
    const char *fields;
    int rc = store(tx, form, 0, false, &id, &fields, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "person.create", id, "person", id, "");
    YP_CLEANUP(yp_buf_release) struct yp_buf name = YP_BUF_INIT;
    const char *typed = yp_form_text(form, "name", 1, 160);
    yp_buf_percent(&name, typed, strlen(typed), "");
    return yp_done(tx, reply, "person.created", "/groups/%" PRId64 "/members/new?q=%s", group_id,
                   yp_buf_text(&name));
}
YP_ACTION(person_create_in_group, "person.create", "/groups/{group:id}/people/new",
          .access = "manager of group", .page = "/groups/{group:id}/people/new", .words = "person",
          .run = create_in_group);

static int change(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id;
    const char *fields;
    int rc = store(tx, form, yp_form_path_id(form, "person"), true, &id, &fields, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "person.change", id, "person", id, fields);
    return yp_done(tx, reply, "person.changed", "/people/%" PRId64, id);
}
YP_ACTION(person_change, "person.change", "/people/{person:id}/edit", .access = "manager of person",
          .page = "/people/{person:id}/edit", .words = "person", .run = change);
