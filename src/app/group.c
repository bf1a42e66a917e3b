/* Bodies, networks, projects and partnerships: made, changed, ended, put in order. Layer: app.
 * Spec: doc/spec/groups.md. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/pick.h"
#include "app/when.h"
#include "base/clock.h"
#include "core/action.h"
#include "lib/icu.h"
#include "lib/md.h"

#define LEVELS "national regional subregional municipal"
#define STATES "active needed forming dormant ended"
#define VISIBILITIES "public signed members managers"
#define LANGS "fi sv en se smn sms"

enum { ALIASES = 20 };

/* What the forms of a new and of an existing group hold alike. */
struct fields {
    const char *name, *short_name, *level, *state, *mandate, *minutes_form, *seats_wanted,
        *ends_with, *visibility, *aliases, *lang; /* lang NULL: not asked */
    char *mandate_html;
    int64_t area_id, organization_id, leadership_of_id, quorum_percent, personal_data_days;
    int decides, prepares, has_bulletin_duty;
    int32_t bulletin_duty_day;
    bool has_duty_day;
    struct yp_span span;
};

static int read_mandate(struct yp_tx *tx, struct yp_form *form, struct fields *f,
                        struct yp_err *err)
{
    struct yp_err refused = { 0 };
    if (!f->mandate)
        return YP_OK;
    int rc = yp_md_html(tx->arena, f->mandate, &f->mandate_html, &refused);
    if (rc == YP_EINVAL || rc == YP_ELIMIT) {
        yp_form_refuse(form, "mandate", yp_arena_str(tx->arena, refused.key), NULL);
        return YP_OK;
    }
    if (rc < 0)
        *err = refused;
    return rc;
}

static int read_area(struct yp_tx *tx, struct yp_form *form, struct fields *f, struct yp_err *err)
{
    struct yp_rows rows;
    f->area_id = yp_form_id(form, "area", false);
    if (!f->area_id)
        return YP_OK;
    int rc = yp_tx_run(tx, "group.area", YP_ROW(YP_INT("id", f->area_id)), &rows, err);
    if (rc == YP_OK && !rows.nrow)
        yp_form_refuse(form, "area", "form.choice", NULL);
    return rc;
}

static int read_fields(struct yp_tx *tx, struct yp_form *form, struct fields *f, struct yp_err *err)
{
    *f = (struct fields){
        .name = yp_form_text(form, "name", 1, 200),
        .short_name = yp_form_text_or_null(form, "short_name", 40),
        .level = yp_form_choice(form, "level", LEVELS, true),
        .state = yp_form_choice(form, "state", STATES, true),
        .mandate = yp_form_long_or_null(form, "mandate", 10000),
        .minutes_form = yp_form_choice(form, "minutes_form", "light formal", false),
        .ends_with = yp_form_text_or_null(form, "ends_with_text", 300),
        .visibility = yp_form_choice(form, "visibility", VISIBILITIES, true),
        .aliases = yp_form_text(form, "aliases", 0, 1000),
        .quorum_percent = yp_form_int(form, "quorum_percent", 1, 100, 51),
        .personal_data_days = yp_form_int(form, "personal_data_days", 1, 3650, 37),
        .decides = yp_form_ticked(form, "decides"),
        .prepares = yp_form_ticked(form, "prepares"),
        .has_bulletin_duty = yp_form_ticked(form, "has_bulletin_duty"),
        .seats_wanted = yp_form_ticked(form, "wants_all") ? "municipalities" : "none"
    };
    if (yp_form_value(form, "lang", 0))
        f->lang = yp_form_choice(form, "lang", LANGS, true);
    f->has_duty_day = yp_form_day(form, "bulletin_duty_day", false, &f->bulletin_duty_day);
    f->span = yp_form_span(form);
    int rc = read_mandate(tx, form, f, err);
    if (rc == YP_OK)
        rc = read_area(tx, form, f, err);
    if (rc == YP_OK)
        rc = yp_pick_organization(tx, form, "organization", false, &f->organization_id, err);
    if (rc == YP_OK)
        rc = yp_pick_organization(tx, form, "leadership_of", false, &f->leadership_of_id, err);
    return rc;
}

/* Runs group.insert or group.update with all fields; both take the same names. */
static int put_fields(struct yp_tx *tx, const char *statement, const struct fields *f,
                      const char *kind, int64_t id, int64_t rev, struct yp_rows *ret,
                      const char **ret_changed, struct yp_err *err)
{
    bool is_new = id == 0;
    struct yp_cell cells[40];
    int n = 0;
    cells[n++] = YP_STR("name", f->name);
    cells[n++] = YP_STR("name_sort", yp_icu_sort_key(tx->arena, f->name));
    cells[n++] = YP_STR("name_fold", yp_icu_fold(tx->arena, f->name));
    cells[n++] = YP_STR("short_name", f->short_name);
    cells[n++] = YP_STR("level", f->level);
    cells[n++] = YP_STR("state", f->state);
    cells[n++] = YP_REF("area_id", f->area_id);
    cells[n++] = YP_REF("organization_id", f->organization_id);
    cells[n++] = YP_REF("leadership_of_id", f->leadership_of_id);
    cells[n++] = YP_STR("mandate", f->mandate);
    cells[n++] = YP_STR("mandate_html", f->mandate_html);
    cells[n++] = YP_INT("decides", f->decides);
    cells[n++] = YP_INT("prepares", f->prepares);
    cells[n++] = YP_STR("minutes_form", f->minutes_form);
    cells[n++] = YP_INT("has_bulletin_duty", f->has_bulletin_duty);
    cells[n++] = f->has_duty_day ? YP_INT("bulletin_duty_day", f->bulletin_duty_day)
                                 : YP_NIL("bulletin_duty_day");
    cells[n++] = YP_STR("seats_wanted", f->seats_wanted);
    cells[n++] = YP_INT("quorum_percent", f->quorum_percent);
    cells[n++] = YP_INT("personal_data_days", f->personal_data_days);
    cells[n++] = YP_STR("ends_with_text", f->ends_with);
    cells[n++] = YP_INT("from_day", f->span.from_day);
    cells[n++] = YP_INT("to_day", f->span.to_day);
    cells[n++] = YP_STR("from_precision", f->span.from_precision);
    cells[n++] = YP_STR("to_precision", f->span.to_precision);
    cells[n++] = YP_STR("visibility", f->visibility);
    cells[n++] = YP_INT("now", tx->viewer.now_at);
    if (is_new) {
        cells[n++] = YP_STR("uid", yp_new_uid(tx));
        cells[n++] = YP_STR("kind", kind);
    } else {
        cells[n++] = YP_INT("id", id);
        cells[n++] = YP_INT("rev", rev);
    }
    struct yp_rows stored = { 0 };
    int rc = is_new ? YP_OK : yp_tx_run(tx, "group.stored", YP_ROW(YP_INT("id", id)), &stored, err);
    if (rc < 0)
        return rc;
    if (f->lang || is_new)
        cells[n++] = YP_STR("lang", f->lang ? f->lang : tx->viewer.lang);
    *ret_changed = yp_changed(tx, &stored, (struct yp_cells){ cells, n }, NULL);
    if (!f->lang && !is_new) /* not asked: it stays */
        cells[n++] = YP_NIL("lang");
    return yp_tx_run(tx, statement, (struct yp_cells){ cells, n }, ret, err);
}

static int keep_texts(struct yp_tx *tx, int64_t id, const struct fields *f, const char *lang,
                      struct yp_err *err)
{
    int rc = yp_text_keep(tx, "group", id, "name", lang, f->name, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "group", id, "mandate", lang, f->mandate, err);
    return rc;
}

/* Other names, parted by semicolons; a name written twice is one. */
static int put_aliases(struct yp_tx *tx, int64_t id, const char *text, struct yp_err *err)
{
    int rc = yp_tx_run(tx, "group.alias_clear", YP_ROW(YP_INT("id", id)), NULL, err);
    for (int n = 0; *text && n < ALIASES && rc == YP_OK;) {
        size_t len = strcspn(text, ";"), begin = strspn(text, " "), end = len;
        while (end > begin && text[end - 1] == ' ')
            end--;
        if (begin < end) {
            const char *name = yp_arena_mem(tx->arena, text + begin, end - begin);
            rc = yp_tx_run(tx, "group.alias_put",
                           YP_ROW(YP_INT("id", id), YP_STR("name", name),
                                  YP_STR("name_fold", yp_icu_fold(tx->arena, name))),
                           NULL, err);
            n++;
        }
        text += len + (text[len] == ';');
    }
    return rc;
}

static int put_parent(struct yp_tx *tx, int64_t id, int64_t parent_id, int32_t from_day,
                      struct yp_err *err)
{
    return yp_tx_run(tx, "group.parent_insert",
                     YP_ROW(YP_INT("id", id), YP_INT("parent_id", parent_id),
                            YP_INT("from_day", from_day), YP_INT("to_day", YP_DAY_STILL)),
                     NULL, err);
}

/* Who makes a group under their own stays to lead it: an administrator does not need to. */
static int seat_maker(struct yp_tx *tx, int64_t id, const char *kind, struct yp_err *err)
{
    int64_t membership_id;
    if (tx->viewer.is_admin)
        return YP_OK;
    int rc = yp_tx_id(tx, "membership.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("grp_id", id),
                             YP_REF("person_id", tx->viewer.person_id), YP_NIL("post_id"),
                             YP_NIL("seat_organization_id"),
                             YP_STR("role", strcmp(kind, "body") ? "coordinator" : "secretary"),
                             YP_NIL("title"), YP_NIL("on_behalf_of_id"), YP_NIL("deputy_of_id"),
                             YP_INT("from_day", yp_day_of(tx->viewer.now_at)),
                             YP_INT("to_day", YP_DAY_STILL), YP_STR("from_precision", "day"),
                             YP_STR("to_precision", "unknown"), YP_INT("now", tx->viewer.now_at)),
                      &membership_id, err);
    if (rc == YP_OK)
        yp_journal(tx, "membership.new", membership_id, "group", id, "");
    return rc;
}

static int make(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct fields f;
    struct yp_rows rows;
    const char *changed,
        *kind = yp_form_choice(form, "kind", "body network project partnership", true);
    int64_t parent_id = yp_form_id(form, "parent", !tx->viewer.is_admin);
    int rc = read_fields(tx, form, &f, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK && parent_id)
        rc = yp_tx_require(tx, "group", parent_id, 3, err);
    if (rc == YP_OK)
        rc = put_fields(tx, "group.insert", &f, kind, 0, 0, &rows, &changed, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&rows, 0, "id");
    rc = keep_texts(tx, id, &f, yp_get_str(&rows, 0, "lang"), err);
    if (rc == YP_OK)
        rc = put_aliases(tx, id, f.aliases, err);
    if (rc == YP_OK && parent_id)
        rc = put_parent(tx, id, parent_id, f.span.from_day, err);
    if (rc == YP_OK)
        rc = seat_maker(tx, id, kind, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "group.new", id, "group", id, "");
    return yp_done(tx, reply, "group.made", "/groups/%" PRId64, id);
}
YP_ACTION(group_new, "group.new", "/groups/new", .access = "signed-in", .page = "/groups/new",
          .words = "group", .run = make);

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct fields f;
    struct yp_rows rows, before, after;
    int64_t id = yp_form_path_id(form, "group");
    const char *changed;
    int rc = read_fields(tx, form, &f, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "group.aliases", YP_ROW(YP_INT("id", id)), &before, err);
    if (rc == YP_OK)
        rc = put_fields(tx, "group.update", &f, NULL, id, yp_form_rev(form), &rows, &changed, err);
    if (rc == YP_OK && !rows.nrow)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "group %" PRId64, id);
    if (rc == YP_OK)
        rc = keep_texts(tx, id, &f, yp_get_str(&rows, 0, "lang"), err);
    if (rc == YP_OK)
        rc = put_aliases(tx, id, f.aliases, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "group.aliases", YP_ROW(YP_INT("id", id)), &after, err);
    if (rc < 0)
        return rc;
    if (!yp_same_rows(&before, &after))
        changed = yp_arena_printf(tx->arena, "%s%saliases", changed, *changed ? "," : "");
    yp_journal(tx, "group.edit", id, "group", id, changed);
    return yp_done(tx, reply, "group.saved", "/groups/%" PRId64, id);
}
YP_ACTION(group_edit, "group.edit", "/groups/{group:id}/edit", .access = "manager of group",
          .page = "/groups/{group:id}/edit", .words = "group", .run = edit);

/* Its ties and its places in other groups end on the same day; seats stay, so that what is
 * unfinished can be finished. */
static int end_all(struct yp_tx *tx, int64_t id, int32_t day, struct yp_err *err)
{
    static const char *const statements[] = { "group.end_parents", "group.end_ties" };
    int rc = YP_OK;
    for (size_t i = 0; i < sizeof statements / sizeof *statements && rc == YP_OK; i++)
        rc = yp_tx_run(
            tx, statements[i],
            YP_ROW(YP_INT("id", id), YP_INT("day", day), YP_INT("now", tx->viewer.now_at)), NULL,
            err);
    return rc;
}

static int end(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "group"), n;
    struct yp_rows rows;
    struct yp_pick successor;
    struct yp_when when = { 0, 0, "day" };
    yp_form_when(form, "to_when", true, &when);
    int rc = yp_pick_object(tx, form, "successor", "group", false, &successor, err);
    if (rc == YP_OK && successor.id == id)
        yp_form_refuse(form, "successor", "group.own_successor", NULL);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "group.days", YP_ROW(YP_INT("id", id)), &rows, err);
    if (rc == YP_OK && when.last < yp_get_i64(&rows, 0, "from_day"))
        yp_form_refuse(form, "to_when", "form.order", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(
            tx, "group.end",
            YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), YP_INT("to_day", when.last),
                   YP_STR("to_precision", when.precision),
                   YP_INT("today", yp_day_of(tx->viewer.now_at)), YP_INT("now", tx->viewer.now_at)),
            &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "group %" PRId64, id);
    if (rc == YP_OK)
        rc = end_all(tx, id, when.last, err);
    if (rc == YP_OK && successor.id)
        rc = yp_tx_run(
            tx, "group.succession_put",
            YP_ROW(YP_INT("id", id), YP_INT("to_id", successor.id), YP_INT("day", when.last + 1)),
            NULL, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "group.end", id, "group", id, "");
    if (successor.id)
        yp_journal(tx, "group.succession", id, "group", successor.id, "");
    return yp_done(tx, reply, "group.ended", "/groups/%" PRId64, id);
}
YP_ACTION(group_end, "group.end", "/groups/{group:id}/end", .access = "manager of group",
          .page = "/groups/{group:id}/end", .words = "group", .run = end);

/* --- whose part it is --- */

static int parent_add(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                      struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "group");
    struct yp_rows rows = { 0 };
    struct yp_pick parent;
    struct yp_when when = { 0, 0, "day" };
    bool has_day = yp_form_when(form, "from_when", false, &when);
    int32_t from_day = has_day ? when.first : YP_DAY_UNKNOWN;
    int rc = yp_pick_object(tx, form, "parent", "group", true, &parent, err);
    if (rc == YP_OK && parent.id)
        rc = yp_tx_run(tx, "group.above", YP_ROW(YP_INT("id", parent.id), YP_INT("other_id", id)),
                       &rows, err);
    if (rc == YP_OK && rows.nrow)
        yp_form_refuse(form, "parent", "group.parent_circle", NULL);
    if (rc == YP_OK && parent.id)
        rc = yp_tx_run(
            tx, "group.parent_find",
            YP_ROW(YP_INT("id", id), YP_INT("parent_id", parent.id), YP_INT("from_day", from_day)),
            &rows, err);
    if (rc == YP_OK && rows.nrow)
        yp_form_refuse(form, "parent", "group.parent_twice", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = put_parent(tx, id, parent.id, from_day, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "group.parent", parent.id, "group", id, "");
    return yp_done(tx, reply, "group.saved", "/groups/%" PRId64 "/parents", id);
}
YP_ACTION(group_parent, "group.parent", "/groups/{group:id}/parents", .access = "manager of group",
          .page = "/groups/{group:id}/parents", .words = "group", .run = parent_add);

static int parent_end(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                      struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "group"), n;
    int rc =
        yp_tx_change(tx, "group.parent_end",
                     YP_ROW(YP_INT("id", id), YP_INT("parent_id", yp_form_path_id(form, "parent")),
                            YP_INT("day", yp_day_of(tx->viewer.now_at))),
                     &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ENOTFOUND, "error.not_found", "no such part of group %" PRId64, id);
    if (rc < 0)
        return rc;
    yp_journal(tx, "group.parent_end", yp_form_path_id(form, "parent"), "group", id, "");
    return yp_done(tx, reply, "group.saved", "/groups/%" PRId64 "/parents", id);
}
YP_ACTION(group_parent_end, "group.parent_end", "/groups/{group:id}/parents/{parent:id}/end",
          .access = "manager of group", .page = NULL, .words = "group", .run = parent_end);
