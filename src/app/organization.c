/* Organizations: made, changed, ended, tied to parents, areas, other names and successors. Layer:
 * app. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/register.h"
#include "app/when.h"
#include "base/clock.h"
#include "core/core.h"
#include "lib/icu.h"
#include "lib/md.h"

static const char kinds[] =
    "county municipality joint_authority ngo parish company cooperative police employment avi lvv "
    "ely elinvoimakeskus "
    "ministry agency school regional_council preparation other";

/* --- what is written in the fields --- */

bool yp_business_id_valid(const char *s)
{
    static const int weights[] = { 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;
    if (strlen(s) != 9 || s[7] != '-' || s[8] < '0' || s[8] > '9')
        return false;
    for (int i = 0; i < 7; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        sum += weights[i] * (s[i] - '0');
    }
    int check = sum % 11 ? 11 - sum % 11 : 0;
    return check < 10 && s[8] - '0' == check;
}

bool yp_web_address_valid(const char *s)
{
    const char *host = !strncmp(s, "https://", 8)  ? s + 8
                       : !strncmp(s, "http://", 7) ? s + 7
                                                   : NULL;
    return host && strcspn(host, " \"<>") == strlen(host) && strchr(host, '.');
}

static const char *read_web_address(struct yp_form *form)
{
    const char *url = yp_form_text_or_null(form, "url", 300);
    if (url && !yp_web_address_valid(url))
        yp_form_refuse(form, "url", "register.url", "value", url, NULL);
    return url;
}

static const char *read_business_id(struct yp_form *form)
{
    const char *id = yp_form_text_or_null(form, "business_id", 20);
    if (id && !yp_business_id_valid(id))
        yp_form_refuse(form, "business_id", "register.business_id", "value", id, NULL);
    return id;
}

/* The id of an area that exists, 0 for none. */
static int read_area(struct yp_tx *tx, struct yp_form *form, bool required, int64_t *ret,
                     struct yp_err *err)
{
    struct yp_rows rows;
    int64_t id = yp_form_id(form, "area_id", required);
    *ret = id;
    if (!id)
        return YP_OK;
    int rc = yp_tx_run(tx, "organization.area_known", YP_ROW(YP_INT("id", id)), &rows, err);
    if (rc == YP_OK && !rows.nrow)
        yp_form_refuse(form, "area_id", "form.choice", NULL);
    return rc;
}

int yp_register_reference(struct yp_tx *tx, struct yp_form *form, const char *field,
                          const char *kind, bool required, int64_t *ret, struct yp_err *err)
{
    struct yp_err seen = { 0 };
    int64_t id = yp_form_id(form, field, required);
    *ret = id;
    if (!id)
        return YP_OK;
    int rc = yp_tx_require(tx, kind, id, 1, &seen);
    if (rc == YP_ENOTFOUND) {
        yp_form_refuse(form, field, "form.choice", NULL);
        return YP_OK;
    }
    if (rc < 0 && err)
        *err = seen;
    return rc;
}

/* Two organizations of one name would be taken for each other everywhere a name is chosen from a
 * list. */
static int refuse_same_name(struct yp_tx *tx, struct yp_form *form, int64_t id, const char *fold,
                            struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run(tx, "organization.named",
                       YP_ROW(YP_STR("name_fold", fold), YP_INT("id", id),
                              YP_INT("today", yp_day_of(tx->viewer.now_at))),
                       &rows, err);
    if (rc == YP_OK && rows.nrow)
        yp_form_refuse(form, "name", "organization.same_name", NULL);
    return rc;
}

/* Reads the whole form and stores it: a new organization when id is 0. ret_fields: which changed. */
static int store(struct yp_tx *tx, struct yp_form *form, int64_t id, int64_t *ret_id,
                 const char **ret_fields, struct yp_err *err)
{
    const char *kind = yp_form_choice(form, "kind", kinds, true);
    const char *name = yp_form_text(form, "name", 1, 200);
    const char *short_name = yp_form_text_or_null(form, "short_name", 40);
    const char *lang = yp_form_choice(form, "lang", "fi sv en se smn sms", false);
    const char *business_id = read_business_id(form), *url = read_web_address(form);
    const char *email = yp_form_email(form, "email", false);
    const char *description = yp_form_long_or_null(form, "description", 10000);
    const char *visibility =
        yp_form_choice(form, "visibility", "public signed members managers", false);
    const char *fold = yp_icu_fold(tx->arena, name);
    struct yp_span span = yp_form_span(form);
    char *html = NULL;
    struct yp_rows stored = { 0 };
    int64_t area_id, n = 1;
    int rc = read_area(tx, form, false, &area_id, err);
    if (rc == YP_OK)
        rc = refuse_same_name(tx, form, id, fold, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK && description)
        rc = yp_md_html(tx->arena, description, &html, err);
    if (rc < 0)
        return rc;
    const struct yp_cells cells = YP_ROW(
        YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
        YP_STR("uid", id ? NULL : yp_new_uid(tx)), YP_STR("kind", kind), YP_STR("name", name),
        YP_STR("name_sort", yp_icu_sort_key(tx->arena, name)), YP_STR("name_fold", fold),
        YP_STR("short_name", short_name), YP_STR("lang", lang), YP_REF("area_id", area_id),
        YP_STR("business_id", business_id), YP_STR("url", url), YP_STR("email", email),
        YP_STR("description", description), YP_STR("description_html", html),
        YP_INT("from_day", span.from_day), YP_INT("to_day", span.to_day),
        YP_STR("from_precision", span.from_precision), YP_STR("to_precision", span.to_precision),
        YP_STR("visibility", visibility), YP_INT("now", tx->viewer.now_at));
    *ret_id = id;
    if (id &&
        (rc = yp_tx_run(tx, "organization.stored", YP_ROW(YP_INT("id", id)), &stored, err)) < 0)
        return rc;
    *ret_fields = yp_changed(tx, &stored, cells, NULL);
    rc = id ? yp_tx_change(tx, "organization.change", cells, &n, err)
            : yp_tx_id(tx, "organization.insert", cells, ret_id, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "organization %" PRId64, id);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "organization", *ret_id, "name", lang, name, err);
    if (rc == YP_OK && (id || description))
        rc = yp_text_keep(tx, "organization", *ret_id, "description", lang, description, err);
    return rc;
}

static int create(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id;
    const char *fields;
    int rc = store(tx, form, 0, &id, &fields, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "organization.create", id, "organization", id, "");
    return yp_done(tx, reply, "organization.created", "/organizations/%" PRId64, id);
}
YP_ACTION(organization_create, "organization.create", "/organizations/new", .access = "admin",
          .page = "/organizations/new", .words = "organization", .run = create);

static int change(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id;
    const char *fields;
    int rc = store(tx, form, yp_form_path_id(form, "organization"), &id, &fields, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "organization.change", id, "organization", id, fields);
    return yp_done(tx, reply, "organization.changed", "/organizations/%" PRId64, id);
}
YP_ACTION(organization_change, "organization.change", "/organizations/{organization:id}/edit",
          .access = "manager of organization", .page = "/organizations/{organization:id}/edit",
          .words = "organization", .run = change);

/* --- ends and successors --- */

static int insert_successor(struct yp_tx *tx, int64_t id, int64_t successor_id, int64_t day,
                            struct yp_err *err)
{
    int rc = yp_tx_run(
        tx, "organization.succession_insert",
        YP_ROW(YP_INT("id", id), YP_INT("successor_id", successor_id), YP_INT("day", day)), NULL,
        err);
    if (rc == YP_OK)
        yp_journal(tx, "organization.succeed", successor_id, "organization", id, "");
    if (rc == YP_OK)
        yp_journal(tx, "organization.precede", id, "organization", successor_id, "");
    return rc;
}

static int end(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "organization"), successor_id, n;
    struct yp_when when = { .precision = "unknown" };
    struct yp_rows later = { 0 };
    yp_form_when(form, "to_when", true, &when);
    int rc =
        yp_register_reference(tx, form, "successor_id", "organization", false, &successor_id, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "organization.begins_after",
                       YP_ROW(YP_INT("id", id), YP_INT("to_day", when.last)), &later, err);
    if (later.nrow)
        yp_form_refuse(form, "to_when", "form.order", NULL);
    if (rc == YP_OK && successor_id == id)
        yp_form_refuse(form, "successor_id", "form.choice", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(
            tx, "organization.end",
            YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), YP_INT("to_day", when.last),
                   YP_STR("to_precision", when.precision), YP_INT("now", tx->viewer.now_at)),
            &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "organization %" PRId64, id);
    if (rc == YP_OK && successor_id)
        rc = insert_successor(tx, id, successor_id, (int64_t)when.last + 1, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "organization.end", id, "organization", id, "");
    return yp_done(tx, reply, "organization.ended", "/organizations/%" PRId64, id);
}
YP_ACTION(organization_end, "organization.end", "/organizations/{organization:id}/end",
          .access = "manager of organization", .page = "/organizations/{organization:id}/end",
          .words = "organization", .run = end);

static int succeed(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "organization"), successor_id;
    int32_t day = 0;
    yp_form_day(form, "day", true, &day);
    int rc =
        yp_register_reference(tx, form, "successor_id", "organization", true, &successor_id, err);
    if (rc == YP_OK && successor_id == id)
        yp_form_refuse(form, "successor_id", "form.choice", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = insert_successor(tx, id, successor_id, day, err);
    return rc < 0 ? rc
                  : yp_done(tx, reply, "organization.succeeded", "/organizations/%" PRId64, id);
}
YP_ACTION(organization_succeed, "organization.succeed",
          "/organizations/{organization:id}/successor", .access = "manager of organization",
          .page = "/organizations/{organization:id}/successor", .words = "organization",
          .run = succeed);

/* A row beside an organization that the address names and a button takes away. */
struct part {
    const char *name; /* in the address */
    const char *statement, *action, *page;
};

static int remove_part(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                       const struct part *part, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "organization"), n;
    int rc = yp_tx_change(
        tx, part->statement,
        YP_ROW(YP_INT("id", id), YP_INT("part_id", yp_form_path_id(form, part->name))), &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ENOTFOUND, "error.not_found", "%s", part->statement);
    if (rc < 0)
        return rc;
    yp_journal(tx, part->action, id, "organization", id, "");
    return yp_done(tx, reply, "organization.changed", "/organizations/%" PRId64 "/%s", id,
                   part->page);
}

static int unsucceed(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                     struct yp_err *err)
{
    static const struct part part = { "successor", "organization.succession_delete",
                                      "organization.unsucceed", "successor" };
    return remove_part(tx, form, reply, &part, err);
}
YP_ACTION(organization_unsucceed, "organization.unsucceed",
          "/organizations/{organization:id}/successor/{successor:id}/remove",
          .access = "manager of organization", .words = "organization", .run = unsucceed);

/* --- parents --- */

static int add_parent(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                      struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "organization"), parent_id;
    int32_t day = YP_DAY_UNKNOWN;
    struct yp_rows loop = { 0 }, known = { 0 };
    yp_form_day(form, "day", false, &day);
    int rc = yp_register_reference(tx, form, "parent_id", "organization", true, &parent_id, err);
    const struct yp_cells cells =
        YP_ROW(YP_INT("id", id), YP_INT("parent_id", parent_id), YP_INT("from_day", day),
               YP_INT("today", yp_day_of(tx->viewer.now_at)));
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "organization.above", cells, &loop, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "organization.parent_is", cells, &known, err);
    if (loop.nrow)
        yp_form_refuse(form, "parent_id", "organization.parent_loop", NULL);
    if (known.nrow)
        yp_form_refuse(form, "parent_id", "organization.parent_known", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "organization.parent_insert", cells, NULL, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "organization.parent", parent_id, "organization", id, "");
    return yp_done(tx, reply, "organization.changed", "/organizations/%" PRId64 "/parents", id);
}
YP_ACTION(organization_parent, "organization.parent", "/organizations/{organization:id}/parents",
          .access = "manager of organization", .page = "/organizations/{organization:id}/parents",
          .words = "organization", .run = add_parent);

/* A belonging that has begun ends yesterday and stays in the past; one that has not is taken away.
 */
static int end_parent(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                      struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "organization"), ended, dropped = 0;
    const struct yp_cells cells =
        YP_ROW(YP_INT("id", id), YP_INT("parent_id", yp_form_path_id(form, "parent")),
               YP_INT("today", yp_day_of(tx->viewer.now_at)));
    int rc = yp_tx_change(tx, "organization.parent_end", cells, &ended, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "organization.parent_drop", cells, &dropped, err);
    if (rc == YP_OK && !ended && !dropped)
        rc = yp_fail(err, YP_ENOTFOUND, "error.not_found", "no such parent");
    if (rc < 0)
        return rc;
    yp_journal(tx, "organization.unparent", yp_form_path_id(form, "parent"), "organization", id,
               "");
    return yp_done(tx, reply, "organization.changed", "/organizations/%" PRId64 "/parents", id);
}
YP_ACTION(organization_unparent, "organization.unparent",
          "/organizations/{organization:id}/parents/{parent:id}/end",
          .access = "manager of organization", .words = "organization", .run = end_parent);

/* --- areas and other names --- */

static int add_area(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "organization"), area_id;
    int rc = read_area(tx, form, true, &area_id, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "organization.area_insert",
                       YP_ROW(YP_INT("id", id), YP_INT("area_id", area_id)), NULL, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "organization.area", id, "organization", id, "");
    return yp_done(tx, reply, "organization.changed", "/organizations/%" PRId64 "/areas", id);
}
YP_ACTION(organization_area, "organization.area", "/organizations/{organization:id}/areas",
          .access = "manager of organization", .page = "/organizations/{organization:id}/areas",
          .words = "organization", .run = add_area);

static int remove_area(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                       struct yp_err *err)
{
    static const struct part part = { "area", "organization.area_delete", "organization.unarea",
                                      "areas" };
    return remove_part(tx, form, reply, &part, err);
}
YP_ACTION(organization_unarea, "organization.unarea",
          "/organizations/{organization:id}/areas/{area:id}/remove",
          .access = "manager of organization", .words = "organization", .run = remove_area);

static int add_name(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "organization");
    const char *name = yp_form_text(form, "name", 1, 200);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "organization.alias_insert",
                       YP_ROW(YP_INT("id", id), YP_STR("name", name),
                              YP_STR("name_fold", yp_icu_fold(tx->arena, name))),
                       NULL, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "organization.alias", id, "organization", id, "");
    return yp_done(tx, reply, "organization.changed", "/organizations/%" PRId64 "/names", id);
}
YP_ACTION(organization_alias, "organization.alias", "/organizations/{organization:id}/names",
          .access = "manager of organization", .page = "/organizations/{organization:id}/names",
          .words = "organization", .run = add_name);

static int remove_name(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                       struct yp_err *err)
{
    static const struct part part = { "alias", "organization.alias_delete", "organization.unalias",
                                      "names" };
    return remove_part(tx, form, reply, &part, err);
}
YP_ACTION(organization_unalias, "organization.unalias",
          "/organizations/{organization:id}/names/{alias:id}/remove",
          .access = "manager of organization", .words = "organization", .run = remove_name);
