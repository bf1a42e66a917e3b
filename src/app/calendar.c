/* Calendars: a body's, open to all who may see it, and a person's own by a private address. Layer:
 * app. Spec: doc/spec/calendar.md. */
#include <inttypes.h>
#include <stdio.h>

#include "core/core.h"
#include "lib/ical.h"
#include "lib/sodium.h"

enum { EVENTS_MAX = 2000 };

extern const struct yp_raw yp_raw_calendar_group, yp_raw_calendar_person;

static const char *base_of(const struct yp_ask *ask)
{
    return ask->core->config.url ? ask->core->config.url
                                 : yp_arena_printf(ask->arena, "http://%s", ask->req->host);
}

/* What stands behind the @ of a uid: the same however the reader came. */
static const char *host_of(const struct yp_ask *ask)
{
    const char *host = strstr(base_of(ask), "://");
    host = host ? host + 3 : "yhdyspinta";
    return yp_arena_mem(ask->arena, host, strcspn(host, ":/"));
}

static const char *say_word(const struct yp_ask *ask, const char *lang, const char *key,
                            const char *name, const char *value)
{
    const struct yp_word word = { name, value };
    return yp_say(ask->core, ask->arena, lang, key, &word, 1);
}

static struct yp_ical_event event_of(const struct yp_ask *ask, const char *lang,
                                     const struct yp_rows *rows, int i)
{
    struct yp_arena *arena = ask->arena;
    int64_t id = yp_get_i64(rows, i, "id"), starts = yp_get_i64(rows, i, "starts_at"),
            ends = yp_get_i64(rows, i, "ends_at");
    bool cancelled = yp_get_i64(rows, i, "is_cancelled");
    struct yp_ical_event e = {
        .uid = yp_arena_printf(arena, "meeting-%s@%s", yp_get_str(rows, i, "uid"), host_of(ask)),
        .sequence = (int)yp_get_i64(rows, i, "ical_sequence"),
        .summary = say_word(ask, lang, cancelled ? "calendar.cancelled" : "calendar.meeting",
                            "group", yp_get_str(rows, i, "group_name")),
        .description = yp_get_str(rows, i, "note"),
        .location = yp_get_str(rows, i, "place"),
        .url = yp_arena_printf(arena, "%s/meetings/%" PRId64, base_of(ask), id),
        .status = cancelled ? "CANCELLED" : "CONFIRMED",
        .modified_at = yp_get_i64(rows, i, "modified_at"),
    };
    if (starts) {
        e.begins_at = starts;
        e.ends_at = ends;
    } else {
        e.is_all_day = true;
        e.begins_day = e.ends_day = (int32_t)yp_get_i64(rows, i, "day");
    }
    return e;
}

/* A commitment's due day, as a day-long event of its doer. */
static struct yp_ical_event due_of(const struct yp_ask *ask, const char *lang,
                                   const struct yp_rows *rows, int i)
{
    struct yp_arena *arena = ask->arena;
    int64_t id = yp_get_i64(rows, i, "id");
    return (struct yp_ical_event){
        .uid = yp_arena_printf(arena, "commitment-%s@%s", yp_get_str(rows, i, "uid"), host_of(ask)),
        .sequence = (int)yp_get_i64(rows, i, "rev"),
        .summary = say_word(ask, lang, "calendar.due", "deed", yp_get_str(rows, i, "deed")),
        .url = yp_arena_printf(arena, "%s/commitments/%" PRId64, base_of(ask), id),
        .is_all_day = true,
        .begins_day = (int32_t)yp_get_i64(rows, i, "due_day"),
        .ends_day = (int32_t)yp_get_i64(rows, i, "due_day"),
        .status = "CONFIRMED",
        .modified_at = yp_get_i64(rows, i, "state_at"),
    };
}

static int send_calendar(struct yp_ask *ask, const char *name, const struct yp_ical_event *events,
                         int n, struct yp_reply *reply, struct yp_err *err)
{
    yp_reply_header(reply, "Content-Type", "text/calendar; charset=utf-8; method=PUBLISH");
    yp_reply_header(reply, "Content-Disposition", "inline; filename=\"yhdyspinta.ics\"");
    (void)ask;
    return yp_ical_calendar("PUBLISH", name, events, n, &reply->body, err);
}

static int group_calendar(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_db *db = ask->thread->page_db;
    struct yp_rows group, rows;
    const struct yp_cells id = YP_ROW({ "id", ask->path.at[0].v });
    int rc = yp_read(ask->core, db, ask->arena, "calendar.group", id, 1, &group, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "calendar.group_meetings", id, EVENTS_MAX, &rows,
                     err);
    if (rc < 0)
        return rc;
    struct yp_ical_event *events = yp_arena_array(ask->arena, (size_t)rows.nrow, sizeof *events);
    for (int i = 0; i < rows.nrow; i++) /* in the group's language: one feed, one language */
        events[i] = event_of(ask, yp_get_str(&group, 0, "lang"), &rows, i);
    return send_calendar(ask, yp_get_str(&group, 0, "name"), events, rows.nrow, reply, err);
}

const struct yp_raw yp_raw_calendar_group = { "calendar.group", "/groups/{group:id}/calendar.ics",
                                              "reader of group", group_calendar };

/* Whose address it is: found by the token's hash, outside the fence that pages read through. */
static int find_owner(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    struct yp_db *db = ask->thread->auth_db;
    yp_token_hash(ask->path.at[0].v.s, hash);
    int rc = yp_db_begin(db, YP_DB_READ, NULL, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "calendar.owner",
                     YP_ROW(YP_STR("token_hash", hash)), 1, ret, err);
    yp_db_rollback(db);
    if (rc == YP_OK && !ret->nrow)
        rc = yp_fail(err, YP_ENOTFOUND, "error.not_found", "no such calendar");
    return rc;
}

static int person_calendar(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_db *db = ask->thread->page_db;
    struct yp_rows owner, meetings, dues;
    int rc = find_owner(ask, &owner, err);
    if (rc < 0)
        return rc;
    struct yp_viewer viewer = ask->who.viewer;
    viewer.person_id = yp_get_i64(&owner, 0, "person_id");
    viewer.is_admin = 0;
    const char *lang = yp_get_str(&owner, 0, "lang");
    snprintf(viewer.lang, sizeof viewer.lang, "%s", lang);
    const struct yp_cells id = YP_ROW(YP_INT("person", viewer.person_id));
    rc = yp_db_view_as(db, &viewer, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "calendar.person_meetings", id, EVENTS_MAX,
                     &meetings, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "calendar.person_dues", YP_NO_ROW, EVENTS_MAX,
                     &dues, err);
    if (rc < 0)
        return rc;
    int n = 0;
    struct yp_ical_event *events =
        yp_arena_array(ask->arena, (size_t)meetings.nrow + (size_t)dues.nrow, sizeof *events);
    for (int i = 0; i < meetings.nrow; i++)
        events[n++] = event_of(ask, lang, &meetings, i);
    for (int i = 0; i < dues.nrow; i++)
        events[n++] = due_of(ask, lang, &dues, i);
    yp_reply_header(reply, "X-Robots-Tag", "noindex");
    return send_calendar(ask, yp_say(ask->core, ask->arena, lang, "calendar.mine", NULL, 0), events,
                         n, reply, err);
}

const struct yp_raw yp_raw_calendar_person = { "calendar.person", "/calendar/{token:token}.ics",
                                               "public", person_calendar };
