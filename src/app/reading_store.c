/* Findings that were accepted become records, each with the sentence it rests on. Layer: app. Spec:
 * doc/spec/reading.md, section 11. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/reading_int.h"
#include "base/clock.h"
#include "lib/icu.h"
#include "lib/md.h"

enum { UNKNOWN_DAY = -1000000, STILL_DAY = 3000000 };

/* A finding as it is kept, and what it became. */
struct kept {
    struct yp_finding f;
    const char *answer, *fault, *as_read_fold, *name_fold;
    int64_t link_id, object_id;
    bool has_link; /* a person chose: link_id, or a new record when 0 */
    bool is_kept;  /* a meeting with minutes of its own: nothing is added to it */
};

struct store {
    struct yp_tx *tx;
    int64_t id;
    struct kept *all;
    int n;
    int64_t source_id;
    const char *lang;
};

static bool is_accepted(const struct kept *k)
{
    return !strcmp(k->answer, "accepted");
}

static const char *text_of(const struct yp_rows *rows, int row, const char *column)
{
    const char *text = yp_get_str(rows, row, column);
    return text && *text ? text : NULL;
}

static int load(struct store *s, struct yp_err *err)
{
    struct yp_rows rows;
    struct yp_arena *arena = s->tx->arena;
    int rc = yp_tx_run(s->tx, "finding.all", YP_ROW(YP_INT("reading_id", s->id)), &rows, err);
    if (rc < 0)
        return rc;
    s->all = yp_arena_array(arena, (size_t)rows.nrow + 1, sizeof *s->all);
    s->n = rows.nrow;
    for (int i = 0; i < rows.nrow; i++) {
        struct kept *k = &s->all[i];
        *k = (struct kept){
            .f = { .id = yp_get_i64(&rows, i, "id"),
                   .kind = yp_finding_kind_of(yp_get_str(&rows, i, "kind")),
                   .span = { yp_get_null(&rows, i, "place") ? SIZE_MAX
                                                            : (size_t)yp_get_i64(&rows, i, "place"),
                             (size_t)yp_get_i64(&rows, i, "size") },
                   .sentence = yp_get_str(&rows, i, "sentence"),
                   .as_read = yp_get_str(&rows, i, "as_read"),
                   .name = yp_get_str(&rows, i, "name"),
                   .title = text_of(&rows, i, "title"),
                   .tied_to = text_of(&rows, i, "tied_to"),
                   .word = text_of(&rows, i, "word"),
                   .body = text_of(&rows, i, "body"),
                   .precision = yp_get_str(&rows, i, "precision"),
                   .has_day = !yp_get_null(&rows, i, "day"),
                   .from_day = (int32_t)yp_get_i64(&rows, i, "from_day"),
                   .day = (int32_t)yp_get_i64(&rows, i, "day"),
                   .area_id = yp_get_i64(&rows, i, "area_id") },
            .answer = yp_get_str(&rows, i, "answer"),
            .fault = text_of(&rows, i, "fault"),
            .link_id = yp_get_i64(&rows, i, "link_id"),
            .has_link = !yp_get_null(&rows, i, "link_id"),
            .name_fold = yp_get_str(&rows, i, "name_fold"),
        };
        k->as_read_fold = yp_icu_fold(arena, k->f.as_read);
    }
    const char *holder = NULL; /* a meeting is the publisher's unless it is said whose */
    for (int i = 0; i < s->n; i++)
        if (s->all[i].f.kind == F_BULLETIN)
            holder = s->all[i].f.tied_to;
    for (int i = 0; i < s->n; i++)
        if (s->all[i].f.kind == F_MEETING && !s->all[i].f.tied_to)
            s->all[i].f.tied_to = holder;
    return YP_OK;
}

/* --- what a name means --- */

/* Another finding of that kind by its name, as it was read or as it was corrected. One that is not
 * answered for counts: nothing is stored before it is. */
static struct kept *find(const struct store *s, enum yp_finding_kind kind, const char *name)
{
    const char *fold = yp_icu_fold(s->tx->arena, name);
    for (int i = 0; i < s->n; i++) {
        struct kept *k = &s->all[i];
        if (k->f.kind == kind && strcmp(k->answer, "refused") != 0 &&
            (!strcmp(k->name_fold, fold) || !strcmp(k->as_read_fold, fold)))
            return k;
    }
    return NULL;
}

static const char *const named[F_KINDS] = { [F_GROUP] = "reading.group_named",
                                            [F_ORGANIZATION] = "reading.organization_named",
                                            [F_PERSON] = "reading.person_named" };

/*
 * What a text refers to: a finding that becomes a record, or one record of the register. Fault
 * "none" or "several" otherwise; *ret_id stays 0 for a finding that is not stored yet.
 */
static int refer(const struct store *s, enum yp_finding_kind kind, const char *name,
                 const char **ret_fault, int64_t *ret_id, struct yp_err *err)
{
    struct yp_rows rows;
    const struct kept *k = name ? find(s, kind, name) : NULL;
    *ret_fault = NULL;
    *ret_id = k ? k->object_id : 0;
    if (k)
        return YP_OK;
    *ret_fault = "none";
    if (!name)
        return YP_OK;
    int rc = yp_tx_run(s->tx, named[kind], YP_ROW(YP_STR("fold", yp_icu_fold(s->tx->arena, name))),
                       &rows, err);
    if (rc < 0)
        return rc;
    if (rows.nrow == 1) {
        *ret_id = yp_at(&rows, 0, 0)->i;
        *ret_fault = NULL;
    } else if (rows.nrow) {
        *ret_fault = "several";
    }
    return YP_OK;
}

/* Whether the register has the finding's own name, chosen or found: 0 none, -1 several. */
static int match(const struct store *s, const struct kept *k, int64_t *ret_id, struct yp_err *err)
{
    struct yp_rows rows;
    *ret_id = k->link_id;
    if (k->has_link)
        return YP_OK;
    int rc = yp_tx_run(s->tx, "finding.match", YP_ROW(YP_INT("id", k->f.id)), &rows, err);
    if (rc == YP_OK)
        *ret_id = rows.nrow == 1 ? yp_at(&rows, 0, 0)->i : rows.nrow ? -1 : 0;
    return rc;
}

/* --- what hinders --- */

/* The meeting that the bulletin tells of: the first that was not refused; NULL. */
static struct kept *meeting_of(const struct store *s)
{
    for (int i = 0; i < s->n; i++)
        if (s->all[i].f.kind == F_MEETING && strcmp(s->all[i].answer, "refused") != 0)
            return &s->all[i];
    return NULL;
}

/* The meeting of the register that a finding is: with minutes of its own, or not published, it is
 * kept as it is. */
static int stored_meeting(const struct store *s, const struct kept *k, int64_t grp_id,
                          int64_t *ret_id, bool *ret_is_kept, struct yp_err *err)
{
    struct yp_rows rows = { 0 };
    int rc = grp_id
                 ? yp_tx_run(s->tx, "reading.meeting_find",
                             YP_ROW(YP_INT("grp_id", grp_id), YP_INT("day", k->f.day)), &rows, err)
                 : YP_OK;
    *ret_id = rc == YP_OK && rows.nrow ? yp_get_i64(&rows, 0, "id") : 0;
    *ret_is_kept = rc == YP_OK && rows.nrow && yp_get_i64(&rows, 0, "is_kept");
    return rc;
}

/* Items, and what was said in them, need a meeting that takes them. */
static int judge_place(const struct store *s, const char **ret, struct yp_err *err)
{
    const struct kept *meeting = meeting_of(s);
    const char *fault;
    int64_t grp_id, id;
    bool is_kept = false;
    if (!meeting) {
        *ret = "meeting";
        return YP_OK;
    }
    int rc = refer(s, F_GROUP, meeting->f.tied_to, &fault, &grp_id, err);
    if (rc == YP_OK && meeting->f.has_day)
        rc = stored_meeting(s, meeting, grp_id, &id, &is_kept, err);
    if (rc == YP_OK && is_kept)
        *ret = "kept";
    return rc;
}

static int judge_reference(const struct store *s, enum yp_finding_kind kind, const char *name,
                           const char *none, const char *several, const char **ret,
                           struct yp_err *err)
{
    const char *fault;
    int64_t id;
    int rc = refer(s, kind, name, &fault, &id, err);
    if (rc == YP_OK && fault)
        *ret = !strcmp(fault, "none") ? none : several;
    return rc;
}

static int judge_group(const struct store *s, const char *name, const char **ret,
                       struct yp_err *err)
{
    return judge_reference(s, F_GROUP, name, "group", "groups", ret, err);
}

static int judge_organization(const struct store *s, const char *name, const char **ret,
                              struct yp_err *err)
{
    return judge_reference(s, F_ORGANIZATION, name, "organization", "organizations", ret, err);
}

static int judge_own_name(const struct store *s, const struct kept *k, const char **ret,
                          struct yp_err *err)
{
    int64_t id;
    int rc = match(s, k, &id, err);
    if (rc == YP_OK && id < 0)
        *ret = "several";
    return rc;
}

static int judge_municipality(const struct store *s, const struct kept *k, const char **ret,
                              struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run(s->tx, "reading.municipality_named", YP_ROW(YP_STR("name", k->f.name)),
                       &rows, err);
    if (rc == YP_OK && !rows.nrow)
        *ret = "municipality";
    return rc;
}

/* What keeps one accepted finding from being stored; NULL: nothing. The first thing to mend. */
static int judge(const struct store *s, const struct kept *k, const char **ret, struct yp_err *err)
{
    const struct yp_finding *f = &k->f;
    int rc = YP_OK;
    *ret = NULL;
    switch (f->kind) {
    case F_BULLETIN:
        if (!*f->name)
            *ret = "title";
        else if (!f->has_day)
            *ret = "day";
        else
            rc = judge_group(s, f->tied_to, ret, err);
        break;
    case F_GROUP:
    case F_ORGANIZATION:
    case F_PERSON:
        if (!*f->name)
            *ret = "name";
        else
            rc = judge_own_name(s, k, ret, err);
        if (rc == YP_OK && !*ret && f->tied_to && f->kind != F_ORGANIZATION)
            rc = judge_organization(s, f->tied_to, ret, err);
        break;
    case F_MEMBERSHIP:
        rc = judge_reference(s, F_PERSON, f->name, "person", "persons", ret, err);
        if (rc == YP_OK && !*ret)
            rc = judge_group(s, f->tied_to, ret, err);
        break;
    case F_MEETING:
        if (!f->has_day)
            *ret = "day";
        else
            rc = judge_group(s, f->tied_to, ret, err);
        break;
    case F_ITEM: *ret = *f->name ? NULL : "title"; break;
    case F_STATEMENT:
        rc = judge_reference(s, F_PERSON, *f->name ? f->name : NULL, "person", "persons", ret, err);
        if (rc == YP_OK && !*ret && !f->body)
            *ret = "body";
        break;
    case F_COMMITMENT:
        if (!f->body)
            *ret = "deed";
        else
            rc = judge_organization(s, f->tied_to, ret, err);
        break;
    case F_MUNICIPALITY: rc = judge_municipality(s, k, ret, err); break;
    default: *ret = *f->name ? NULL : "name"; break;
    }
    if (rc == YP_OK && !*ret && (f->kind == F_ITEM || f->kind == F_STATEMENT))
        rc = judge_place(s, ret, err);
    return rc;
}

static int judge_all(struct store *s, int *ret_n, struct yp_err *err)
{
    int rc = YP_OK;
    *ret_n = 0;
    for (int i = 0; i < s->n && rc == YP_OK; i++) {
        struct kept *k = &s->all[i];
        const char *fault = NULL;
        if (is_accepted(k))
            rc = judge(s, k, &fault, err);
        *ret_n += fault || !strcmp(k->answer, "open");
        bool is_same = fault ? k->fault && !strcmp(fault, k->fault) : !k->fault;
        if (rc == YP_OK && !is_same)
            rc = yp_tx_run(s->tx, "finding.fault",
                           YP_ROW(YP_INT("id", k->f.id), YP_STR("fault", fault)), NULL, err);
    }
    return rc;
}

int yp_reading_judge(struct yp_tx *tx, int64_t reading_id, int *ret_n, struct yp_err *err)
{
    struct store s = { .tx = tx, .id = reading_id };
    int rc = yp_tx_run(tx, "finding.similar", YP_NO_ROW, NULL, err);
    if (rc == YP_OK)
        rc = load(&s, err);
    return rc < 0 ? rc : judge_all(&s, ret_n, err);
}

/* --- records --- */

/* A record rests on the sentence it was read from. */
static int rest_on(const struct store *s, const char *kind, int64_t id, const char *sentence,
                   struct yp_err *err)
{
    return yp_tx_run(s->tx, "reading.evidence_insert",
                     YP_ROW(YP_STR("kind", kind), YP_INT("object_id", id),
                            YP_INT("source_id", s->source_id),
                            YP_STR("note", *sentence ? sentence : NULL)),
                     NULL, err);
}

/* What a finding became: kept with it, and with its evidence. */
static int became(const struct store *s, struct kept *k, const char *kind, int64_t id,
                  struct yp_err *err)
{
    k->object_id = id;
    int rc = yp_tx_run(s->tx, "finding.became",
                       YP_ROW(YP_INT("id", k->f.id), YP_INT("object_id", id)), NULL, err);
    return rc < 0 || k->f.kind == F_BULLETIN ? rc : rest_on(s, kind, id, k->f.sentence, err);
}

/* A name that was corrected is another name of the record from now on. */
static int learn(const struct store *s, const struct kept *k, const char *kind, struct yp_err *err)
{
    if (!*k->as_read_fold || !strcmp(k->as_read_fold, k->name_fold) || !k->f.span.len)
        return YP_OK;
    return yp_tx_run(s->tx, "reading.alias_insert",
                     YP_ROW(YP_STR("kind", kind), YP_INT("object_id", k->object_id),
                            YP_STR("name", k->f.as_read), YP_STR("name_fold", k->as_read_fold)),
                     NULL, err);
}

static int keep_name(const struct store *s, const char *kind, int64_t id, const char *field,
                     const char *name, struct yp_err *err)
{
    return yp_text_keep(s->tx, kind, id, field, s->lang, name, err);
}

static int new_organization(const struct store *s, const struct kept *k, int64_t *ret_id,
                            struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    int rc = yp_tx_id(
        tx, "organization.insert",
        YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("kind", k->f.word ? k->f.word : "other"),
               YP_STR("name", k->f.name),
               YP_STR("name_sort", yp_icu_sort_key(tx->arena, k->f.name)),
               YP_STR("name_fold", k->name_fold), YP_NIL("short_name"), YP_STR("lang", s->lang),
               YP_NIL("area_id"), YP_NIL("business_id"), YP_NIL("url"), YP_NIL("email"),
               YP_NIL("description"), YP_NIL("description_html"), YP_INT("from_day", UNKNOWN_DAY),
               YP_INT("to_day", STILL_DAY), YP_STR("from_precision", "unknown"),
               YP_STR("to_precision", "unknown"), YP_STR("visibility", "public"),
               YP_INT("now", tx->viewer.now_at)),
        ret_id, err);
    if (rc == YP_OK)
        yp_journal(tx, "organization.create", *ret_id, "organization", *ret_id, "");
    return rc < 0 ? rc : keep_name(s, "organization", *ret_id, "name", k->f.name, err);
}

static int new_person(const struct store *s, const struct kept *k, int64_t *ret_id,
                      struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    const char *fault;
    int64_t organization_id = 0;
    int rc = k->f.tied_to ? refer(s, F_ORGANIZATION, k->f.tied_to, &fault, &organization_id, err)
                          : YP_OK;
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "person.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("name", k->f.name),
                             YP_STR("name_sort", yp_icu_sort_key(tx->arena, k->f.name)),
                             YP_STR("name_fold", k->name_fold), YP_STR("title", k->f.title),
                             YP_REF("organization_id", organization_id), YP_NIL("email"),
                             YP_STR("visibility", "public"), YP_INT("now", tx->viewer.now_at)),
                      ret_id, err);
    if (rc == YP_OK)
        yp_journal(tx, "person.create", *ret_id, "person", *ret_id, "");
    return rc < 0 ? rc : keep_name(s, "person", *ret_id, "name", k->f.name, err);
}

static int new_group(const struct store *s, const struct kept *k, int64_t *ret_id,
                     struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    const char *fault;
    int64_t organization_id = 0, area_id = 0;
    for (int i = 0; i < s->n; i++)
        if (s->all[i].f.kind == F_BULLETIN)
            area_id = s->all[i].f.area_id;
    int rc = k->f.tied_to ? refer(s, F_ORGANIZATION, k->f.tied_to, &fault, &organization_id, err)
                          : YP_OK;
    if (rc == YP_OK)
        rc = yp_tx_id(
            tx, "group.insert",
            YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("kind", k->f.word ? k->f.word : "network"),
                   YP_STR("name", k->f.name),
                   YP_STR("name_sort", yp_icu_sort_key(tx->arena, k->f.name)),
                   YP_STR("name_fold", k->name_fold), YP_NIL("short_name"), YP_STR("lang", s->lang),
                   YP_STR("level", "regional"), YP_REF("area_id", area_id),
                   YP_REF("organization_id", organization_id), YP_NIL("leadership_of_id"),
                   YP_STR("state", "active"), YP_NIL("mandate"), YP_NIL("mandate_html"),
                   YP_INT("decides", 0), YP_INT("prepares", 0), YP_STR("minutes_form", "light"),
                   YP_INT("has_bulletin_duty", 0), YP_NIL("bulletin_duty_day"),
                   YP_STR("seats_wanted", "none"), YP_INT("quorum_percent", 51),
                   YP_INT("personal_data_days", 37), YP_NIL("ends_with_text"),
                   YP_INT("from_day", UNKNOWN_DAY), YP_INT("to_day", STILL_DAY),
                   YP_STR("from_precision", "unknown"), YP_STR("to_precision", "unknown"),
                   YP_STR("visibility", "public"), YP_INT("now", tx->viewer.now_at)),
            ret_id, err);
    if (rc == YP_OK)
        yp_journal(tx, "group.new", *ret_id, "group", *ret_id, "");
    return rc < 0 ? rc : keep_name(s, "group", *ret_id, "name", k->f.name, err);
}

typedef int new_record(const struct store *s, const struct kept *k, int64_t *ret_id,
                       struct yp_err *err);

/* A record of the register, the one it has or a new one. */
static int store_named(const struct store *s, struct kept *k, new_record *make, struct yp_err *err)
{
    const char *kind = yp_finding_kinds[k->f.kind];
    int64_t id;
    int rc = match(s, k, &id, err);
    if (rc == YP_OK && id < 0)
        rc = yp_fail(err, YP_ECONFLICT, "reading.not_ready", "finding %" PRId64, k->f.id);
    if (rc == YP_OK && !id)
        rc = make(s, k, &id, err);
    if (rc == YP_OK)
        rc = became(s, k, kind, id, err);
    return rc < 0 ? rc : learn(s, k, kind, err);
}

static int store_membership(const struct store *s, struct kept *k, struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    const char *fault, *role = k->f.word ? k->f.word : "member";
    int64_t person_id, grp_id, id;
    struct yp_rows rows;
    int rc = refer(s, F_PERSON, k->f.name, &fault, &person_id, err);
    if (rc == YP_OK)
        rc = refer(s, F_GROUP, k->f.tied_to, &fault, &grp_id, err);
    if (rc == YP_OK)
        rc = yp_tx_run(
            tx, "reading.membership_find",
            YP_ROW(YP_INT("grp_id", grp_id), YP_INT("person_id", person_id), YP_STR("role", role)),
            &rows, err);
    if (rc < 0)
        return rc;
    if (rows.nrow)
        return became(s, k, "membership", yp_at(&rows, 0, 0)->i, err);
    rc = yp_tx_id(tx, "membership.insert",
                  YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("grp_id", grp_id),
                         YP_INT("person_id", person_id), YP_NIL("post_id"),
                         YP_NIL("seat_organization_id"), YP_STR("role", role),
                         YP_STR("title", k->f.title), YP_NIL("on_behalf_of_id"),
                         YP_NIL("deputy_of_id"), YP_INT("from_day", UNKNOWN_DAY),
                         YP_INT("to_day", STILL_DAY), YP_STR("from_precision", "unknown"),
                         YP_STR("to_precision", "unknown"), YP_INT("now", tx->viewer.now_at)),
                  &id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "membership.new", id, "group", grp_id, "");
    return became(s, k, "membership", id, err);
}

static int store_meeting(const struct store *s, struct kept *k, struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    const char *fault;
    int64_t grp_id, id;
    int rc = refer(s, F_GROUP, k->f.tied_to, &fault, &grp_id, err);
    if (rc == YP_OK)
        rc = stored_meeting(s, k, grp_id, &id, &k->is_kept, err);
    if (rc == YP_OK && !id) {
        rc = yp_tx_id(tx, "reading.meeting_insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("grp_id", grp_id),
                             YP_STR("lang", s->lang), YP_INT("day", k->f.day),
                             YP_INT("at", yp_at_of(k->f.day, 0, 0)),
                             YP_INT("now", tx->viewer.now_at)),
                      &id, err);
        if (rc == YP_OK)
            yp_journal(tx, "meeting.import", id, "meeting", id, "");
    }
    return rc < 0 ? rc : became(s, k, "meeting", id, err);
}

static int insert_item(const struct store *s, int64_t meeting_id, const char *title,
                       const char *body, int64_t *ret_id, struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    char *html = NULL;
    YP_CLEANUP(yp_buf_release) struct yp_buf plain = YP_BUF_INIT;
    if (body)
        yp_md_plain(&plain, body);
    int rc = body ? yp_md_html(tx->arena, yp_buf_text(&plain), &html, err) : YP_OK;
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "reading.item_insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("meeting_id", meeting_id),
                             YP_STR("title", title),
                             YP_STR("handling", body ? yp_buf_text(&plain) : NULL),
                             YP_STR("handling_html", html), YP_INT("now", tx->viewer.now_at)),
                      ret_id, err);
    if (rc == YP_OK)
        yp_journal(tx, "item.import", *ret_id, "meeting", meeting_id, "");
    return rc < 0 ? rc : keep_name(s, "item", *ret_id, "title", title, err);
}

static int find_item(const struct store *s, int64_t meeting_id, const char *title, int64_t *ret_id,
                     struct yp_err *err)
{
    struct yp_rows rows;
    int rc =
        yp_tx_run(s->tx, "reading.item_find",
                  YP_ROW(YP_INT("meeting_id", meeting_id), YP_STR("title", title)), &rows, err);
    *ret_id = rc == YP_OK && rows.nrow ? yp_at(&rows, 0, 0)->i : 0;
    return rc;
}

/* A sentence is one item, whatever is said to have come of it; items of one title are one. */
static int store_item(const struct store *s, struct kept *k, struct yp_err *err)
{
    const struct kept *meeting = meeting_of(s);
    int64_t id;
    int rc = find_item(s, meeting->object_id, k->f.name, &id, err);
    if (rc == YP_OK && !id)
        rc = insert_item(s, meeting->object_id, k->f.name, k->f.body, &id, err);
    if (rc == YP_OK && k->f.word)
        rc = yp_tx_run(s->tx, "handling.outcome_insert",
                       YP_ROW(YP_INT("id", id), YP_STR("outcome", k->f.word)), NULL, err);
    return rc < 0 ? rc : became(s, k, "item", id, err);
}

/* The item told of last before a place; the first one; else one named as the bulletin is. There is
 * a meeting. */
static int item_at(struct store *s, const struct kept *k, int64_t *ret_id, struct yp_err *err)
{
    const struct kept *found = NULL, *meeting = meeting_of(s);
    const char *title = "";
    for (int i = 0; i < s->n; i++) {
        const struct kept *item = &s->all[i];
        if (item->f.kind == F_BULLETIN)
            title = item->f.name;
        if (item->f.kind == F_ITEM && item->object_id &&
            (!found || item->f.span.at <= k->f.span.at))
            found = item;
    }
    *ret_id = found ? found->object_id : 0;
    if (found)
        return YP_OK;
    int rc = find_item(s, meeting->object_id, title, ret_id, err);
    if (rc < 0 || *ret_id)
        return rc;
    rc = insert_item(s, meeting->object_id, title, NULL, ret_id, err);
    return rc < 0 ? rc : rest_on(s, "item", *ret_id, k->f.sentence, err);
}

static int store_statement(struct store *s, struct kept *k, struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    const char *fault;
    int64_t person_id, item_id, id;
    const struct kept *meeting = meeting_of(s);
    struct yp_rows rows;
    int rc = refer(s, F_PERSON, k->f.name, &fault, &person_id, err);
    if (rc == YP_OK)
        rc = item_at(s, k, &item_id, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "reading.statement_find",
                       YP_ROW(YP_INT("item_id", item_id), YP_INT("person_id", person_id),
                              YP_STR("body", k->f.body)),
                       &rows, err);
    if (rc < 0)
        return rc;
    if (rows.nrow)
        return became(s, k, "statement", yp_at(&rows, 0, 0)->i, err);
    rc = yp_tx_id(tx, "said.insert",
                  YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("item_id", item_id),
                         YP_INT("meeting_id", meeting->object_id), YP_INT("person_id", person_id),
                         YP_STR("title", k->f.title), YP_STR("body", k->f.body),
                         YP_INT("is_verbatim", 1), YP_INT("is_quotable", 1),
                         YP_INT("now", tx->viewer.now_at)),
                  &id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "statement.new", id, "meeting", meeting->object_id, "");
    rc = keep_name(s, "statement", id, "body", k->f.body, err);
    return rc < 0 ? rc : became(s, k, "statement", id, err);
}

static int store_commitment(struct store *s, struct kept *k, struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    const char *fault;
    int64_t organization_id, grp_id = 0, item_id = 0, id;
    const struct kept *meeting = meeting_of(s);
    struct yp_rows rows;
    int rc = refer(s, F_ORGANIZATION, k->f.tied_to, &fault, &organization_id, err);
    for (int i = 0; rc == YP_OK && i < s->n; i++)
        if (s->all[i].f.kind == (meeting ? F_MEETING : F_BULLETIN) && is_accepted(&s->all[i])) {
            rc = refer(s, F_GROUP, s->all[i].f.tied_to, &fault, &grp_id, err);
            break;
        }
    if (rc == YP_OK && meeting && !meeting->is_kept)
        rc = item_at(s, k, &item_id, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "reading.commitment_find",
                       YP_ROW(YP_INT("grp_id", grp_id), YP_STR("deed", k->f.body)), &rows, err);
    if (rc < 0)
        return rc;
    if (rows.nrow)
        return became(s, k, "commitment", yp_at(&rows, 0, 0)->i, err);
    rc = yp_tx_id(
        tx, "commitment.insert",
        YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_REF("item_id", item_id), YP_INT("grp_id", grp_id),
               YP_INT("organization_id", organization_id), YP_NIL("person_id"), YP_NIL("post_id"),
               YP_STR("deed", k->f.body), YP_NIL("for_whom"),
               k->f.has_day ? YP_INT("due_from_day", k->f.from_day) : YP_NIL("due_from_day"),
               k->f.has_day ? YP_INT("due_day", k->f.day) : YP_NIL("due_day"),
               YP_STR("due_precision", k->f.has_day ? k->f.precision : "unknown"),
               YP_NIL("due_words"), YP_STR("visibility", "public"), YP_INT("is_practice", 0),
               YP_INT("now", tx->viewer.now_at)),
        &id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "commitment.new", id, "commitment", id, "");
    rc = keep_name(s, "commitment", id, "deed", k->f.body, err);
    return rc < 0 ? rc : became(s, k, "commitment", id, err);
}

static int store_municipality(const struct store *s, struct kept *k, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_one(s->tx, "reading.municipality_named", YP_ROW(YP_STR("name", k->f.name)),
                       &rows, err);
    return rc < 0 ? rc : became(s, k, "area", yp_at(&rows, 0, 0)->i, err);
}

/* --- the bulletin itself --- */

/* The text as it was given, title apart; what would be a mark of Markdown is shown as it is. */
static const char *body_of(struct yp_arena *arena, const char *text, const struct kept *bulletin)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    size_t from = bulletin->f.span.len ? bulletin->f.span.at : 0, end = from + bulletin->f.span.len;
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n"), at = (size_t)(line - text);
        bool is_title = bulletin->f.span.len && at <= from && at + len >= end;
        if (len && !is_title) {
            char *one = yp_arena_mem(arena, line, len);
            yp_md_plain(&out, one);
            yp_buf_str(&out, "\n\n");
        }
        line += len + (line[len] == '\n');
    }
    return yp_arena_str(arena, yp_buf_text(&out));
}

static int put_texts(const struct store *s, int64_t id, const char *title, const char *body,
                     struct yp_err *err)
{
    char *html;
    int rc = yp_md_html(s->tx->arena, body, &html, err);
    for (int is_published = 0; rc == YP_OK && is_published < 2; is_published++)
        rc = yp_tx_run(
            s->tx, "reading.bulletin_text_insert",
            YP_ROW(YP_INT("bulletin_id", id), YP_STR("lang", s->lang), YP_STR("title", title),
                   YP_STR("title_fold", yp_icu_fold(s->tx->arena, title)), YP_STR("body", body),
                   YP_STR("body_html", html), YP_INT("is_published", is_published),
                   YP_INT("now", s->tx->viewer.now_at)),
            NULL, err);
    return rc;
}

static int store_bulletin(const struct store *s, struct kept *k, const char *text,
                          struct yp_err *err)
{
    struct yp_tx *tx = s->tx;
    const char *fault;
    int64_t grp_id, id;
    const struct kept *meeting = meeting_of(s);
    int rc = refer(s, F_GROUP, k->f.tied_to, &fault, &grp_id, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "reading.bulletin_insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("grp_id", grp_id),
                             YP_REF("meeting_id", meeting ? meeting->object_id : 0),
                             YP_STR("lang", s->lang), YP_INT("day", k->f.day),
                             YP_INT("at", yp_at_of(k->f.day, 0, 0)),
                             YP_INT("source_id", s->source_id), YP_INT("now", tx->viewer.now_at)),
                      &id, err);
    if (rc == YP_OK)
        rc = put_texts(s, id, k->f.name, body_of(tx->arena, text, k), err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "bulletin.import", id, "bulletin", id, "");
    return became(s, k, "bulletin", id, err);
}

static int store_one(struct store *s, struct kept *k, const char *text, struct yp_err *err)
{
    switch (k->f.kind) {
    case F_ORGANIZATION: return store_named(s, k, new_organization, err);
    case F_GROUP: return store_named(s, k, new_group, err);
    case F_PERSON: return store_named(s, k, new_person, err);
    case F_MEMBERSHIP: return store_membership(s, k, err);
    case F_MEETING: return store_meeting(s, k, err);
    case F_BULLETIN: return store_bulletin(s, k, text, err);
    case F_ITEM: return store_item(s, k, err);
    case F_STATEMENT: return store_statement(s, k, err);
    case F_COMMITMENT: return store_commitment(s, k, err);
    case F_MUNICIPALITY: return store_municipality(s, k, err);
    default: return YP_OK; /* told with the bulletin: finding has them */
    }
}

/* What others lean on comes first. */
static const enum yp_finding_kind order[] = { F_ORGANIZATION, F_GROUP,       F_PERSON, F_MEMBERSHIP,
                                              F_MEETING,      F_BULLETIN,    F_ITEM,   F_STATEMENT,
                                              F_COMMITMENT,   F_MUNICIPALITY };

static int put_source(struct store *s, const struct kept *k, struct yp_err *err)
{
    s->lang = k->f.word ? k->f.word : "fi";
    return yp_tx_id(s->tx, "reading.source_insert",
                    YP_ROW(YP_STR("uid", yp_new_uid(s->tx)), YP_STR("name", k->f.name),
                           YP_STR("publisher", k->f.tied_to), YP_INT("day", k->f.day)),
                    &s->source_id, err);
}

int yp_reading_store(struct yp_tx *tx, int64_t reading_id, int64_t *ret_bulletin_id,
                     struct yp_err *err)
{
    struct store s = { .tx = tx, .id = reading_id };
    struct yp_rows row;
    int n, rc = yp_tx_one(tx, "reading.text", YP_ROW(YP_INT("id", reading_id)), &row, err);
    if (rc == YP_OK && strcmp(yp_get_str(&row, 0, "state"), "waiting") != 0)
        rc = yp_fail(err, YP_ECONFLICT, "reading.done", "reading %" PRId64, reading_id);
    if (rc == YP_OK)
        rc = load(&s, err);
    if (rc == YP_OK)
        rc = judge_all(&s, &n, err);
    if (rc == YP_OK && n)
        rc = yp_fail(err, YP_ECONFLICT, "reading.not_ready", "%d findings", n);
    struct kept *bulletin = NULL;
    for (int i = 0; rc == YP_OK && i < s.n && !bulletin; i++)
        if (s.all[i].f.kind == F_BULLETIN)
            bulletin = &s.all[i];
    if (rc == YP_OK && (!bulletin || !is_accepted(bulletin)))
        rc = yp_fail(err, YP_ECONFLICT, "reading.not_ready", "no bulletin");
    if (rc == YP_OK)
        rc = put_source(&s, bulletin, err);
    for (size_t o = 0; o < sizeof order / sizeof *order; o++)
        for (int i = 0; rc == YP_OK && i < s.n; i++)
            if (s.all[i].f.kind == order[o] && is_accepted(&s.all[i]))
                rc = store_one(&s, &s.all[i], yp_get_str(&row, 0, "body"), err);
    if (rc < 0)
        return rc;
    *ret_bulletin_id = bulletin->object_id;
    rc = yp_tx_run(tx, "reading.stored",
                   YP_ROW(YP_INT("id", reading_id), YP_INT("bulletin_id", *ret_bulletin_id),
                          YP_INT("now", tx->viewer.now_at)),
                   NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "reading.forget", YP_ROW(YP_INT("id", reading_id)), NULL, err);
    /* others that wait may name what is known from now on */
    return rc < 0 ? rc : yp_tx_run(tx, "finding.similar", YP_NO_ROW, NULL, err);
}
