/* Calling a meeting together, moving and cancelling it, and answers to the call. Layer: app. Spec:
 * doc/spec/meetings.md. */
#include <inttypes.h>
#include <string.h>

#include "app/mail.h"
#include "app/matter.h"
#include "app/meeting.h"
#include "base/clock.h"
#include "lib/ical.h"
#include "lib/sodium.h"

/* A meeting as letters tell of it. */
struct notice {
    struct yp_rows meeting;
    int64_t id;
    const char *reason; /* call, move or cancel */
    const char *method; /* of the calendar */
    const char *why;    /* reason of a cancelling, "" for none */
    const char *host, *organizer;
};

static const char *null_or(const struct yp_rows *rows, const char *name)
{
    return yp_get_null(rows, 0, name) ? NULL : yp_get_str(rows, 0, name);
}

static const char *host_of(struct yp_tx *tx)
{
    const char *url = tx->core->config.url;
    const char *host = url ? strstr(url, "://") : NULL;
    return host ? yp_arena_mem(tx->arena, host + 3, strcspn(host + 3, ":/")) : "yhdyspinta";
}

/* Whom calendar programs take as the organizer: the installation, or the caller while it has no
 * address yet. */
static int find_organizer(struct yp_tx *tx, struct notice *n, struct yp_err *err)
{
    const struct yp_config *config = &tx->core->config;
    struct yp_rows rows;
    n->host = host_of(tx);
    n->organizer = config->mail_from ? config->mail_from
                   : config->url     ? yp_arena_printf(tx->arena, "yhdyspinta@%s", n->host)
                                     : NULL;
    if (n->organizer)
        return YP_OK;
    int rc = yp_tx_run(tx, "call.caller", YP_ROW(YP_INT("id", tx->viewer.person_id)), &rows, err);
    if (rc == YP_OK)
        n->organizer = rows.nrow && !yp_get_null(&rows, 0, "address")
                           ? yp_get_str(&rows, 0, "address")
                           : "yhdyspinta@localhost";
    return rc;
}

static int prepare_notice(struct yp_tx *tx, struct notice *n, int64_t meeting_id,
                          const char *reason, struct yp_err *err)
{
    *n = (struct notice){ .id = meeting_id, .reason = reason, .method = "REQUEST", .why = "" };
    if (!strcmp(reason, "cancel"))
        n->method = "CANCEL";
    int rc = yp_meeting_read(tx, meeting_id, &n->meeting, err);
    return rc < 0 ? rc : find_organizer(tx, n, err);
}

/* "pe 15.1.2021 klo 9.00–11.30" */
static const char *when_text(struct yp_tx *tx, const struct yp_rows *m, const char *lang)
{
    const struct yp_word t = { "t", yp_show(tx->arena, lang, "time",
                                            yp_int(yp_get_i64(m, 0, "starts_at"))) };
    const char *text = yp_arena_printf(
        tx->arena, "%s %s", yp_show(tx->arena, lang, "weekdate", yp_int(yp_get_i64(m, 0, "day"))),
        yp_say(tx->core, tx->arena, lang, "meeting.clock", &t, 1));
    if (yp_get_null(m, 0, "ends_at"))
        return text;
    return yp_arena_printf(tx->arena, "%s–%s", text,
                           yp_show(tx->arena, lang, "time", yp_int(yp_get_i64(m, 0, "ends_at"))));
}

static const char *where_text(struct yp_tx *tx, const struct yp_rows *m, const char *lang)
{
    const char *place = null_or(m, "place"), *remote = null_or(m, "remote_url"),
               *mode = yp_get_str(m, 0, "mode"), *how = "";
    if (strcmp(mode, "unknown") != 0)
        how = yp_say(tx->core, tx->arena, lang, yp_arena_printf(tx->arena, "meeting.mode.%s", mode),
                     NULL, 0);
    return yp_arena_printf(tx->arena, "%s%s%s%s%s", place ? place : "", place && *how ? ", " : "",
                           how, remote && (place || *how) ? "\n" : "", remote ? remote : "");
}

static const char *agenda_text(struct yp_tx *tx, const struct yp_rows *agenda)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    for (int i = 0; i < agenda->nrow; i++)
        yp_buf_printf(&out, "%s%d. %s", i ? "\n" : "", i + 1, yp_get_str(agenda, i, "title"));
    return yp_arena_str(tx->arena, yp_buf_text(&out));
}

/* What the guest may see on the day of the meeting, when the seat he is called to is his; none of
 * it hangs on what the caller may see. */
static int read_agenda(struct yp_tx *tx, const struct notice *n, int64_t person_id,
                       const char **ret, bool *ret_sees, struct yp_err *err)
{
    int64_t day_at = yp_at_of((int32_t)yp_get_i64(&n->meeting, 0, "day"), 12, 0);
    int64_t at = day_at > tx->viewer.now_at ? day_at : tx->viewer.now_at;
    const struct yp_cells cells = YP_ROW(YP_INT("meeting_id", n->id));
    struct yp_rows agenda, sight;
    int rc = yp_tx_run_as(tx, person_id, at, "call.agenda", cells, &agenda, err);
    if (rc == YP_OK)
        rc = yp_tx_run_as(tx, person_id, at, "call.sight", cells, &sight, err);
    if (rc < 0)
        return rc;
    *ret = agenda_text(tx, &agenda);
    *ret_sees = sight.nrow > 0;
    return YP_OK;
}

static int make_calendar(struct yp_tx *tx, const struct notice *n, const struct yp_rows *guest,
                         const char *agenda, const char **ret, struct yp_err *err)
{
    const struct yp_rows *m = &n->meeting;
    const char *place = null_or(m, "place");
    const struct yp_ical_event event = {
        .uid = yp_arena_printf(tx->arena, "meeting-%s@%s", yp_get_str(m, 0, "uid"), n->host),
        .sequence = (int)yp_get_i64(m, 0, "ical_sequence"),
        .summary =
            yp_arena_printf(tx->arena, "%s %" PRId64 "/%" PRId64, yp_get_str(m, 0, "group_name"),
                            yp_get_i64(m, 0, "number"), yp_get_i64(m, 0, "year")),
        .description = agenda,
        .location = place ? place : null_or(m, "remote_url"),
        .url = yp_arena_printf(tx->arena, "{url}/meetings/%" PRId64, n->id),
        .begins_at = yp_get_i64(m, 0, "starts_at"),
        .ends_at = yp_get_i64(m, 0, "ends_at"),
        .status = strcmp(n->method, "CANCEL") ? "CONFIRMED" : "CANCELLED",
        .modified_at = tx->viewer.now_at,
        .organizer_mail = n->organizer,
        .organizer_name = yp_get_str(m, 0, "group_name"),
        .attendee_mail = yp_get_str(guest, 0, "address"),
        .attendee_name = yp_get_str(guest, 0, "name"),
    };
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    int rc = yp_ical_calendar(n->method, NULL, &event, 1, &out, err);
    if (rc == YP_OK)
        *ret = yp_arena_str(tx->arena, yp_buf_text(&out));
    return rc;
}

/* The token of a personal link; the same in every letter about this seat, so that an old link still
 * works. */
static const char *token_of(struct yp_tx *tx, const struct notice *n, int64_t attendance_id)
{
    return yp_sign(tx->core, tx->arena,
                   yp_arena_printf(tx->arena, "answer:%" PRId64 ":%s", attendance_id,
                                   yp_get_str(&n->meeting, 0, "uid")));
}

/* What the guest is asked: whether to come, or in the decision procedure an opinion by a day. */
static const char *ask_words(struct yp_tx *tx, const struct notice *n, const struct yp_rows *guest,
                             const char *lang)
{
    const struct yp_rows *m = &n->meeting;
    bool is_written = !strcmp(yp_get_str(m, 0, "mode"), "written");
    if (!is_written)
        return yp_say(tx->core, tx->arena, lang, "mail.ask.coming", NULL, 0);
    if (!yp_get_i64(guest, 0, "has_seat"))
        return yp_say(tx->core, tx->arena, lang, "mail.ask.nothing", NULL, 0);
    const struct yp_word until = {
        "until",
        yp_show(tx->arena, lang, "weekdate", yp_int(yp_get_i64(m, 0, "answer_by_day"))),
    };
    return yp_say(tx->core, tx->arena, lang, "mail.ask.opinion", &until, 1);
}

/* One letter to one guest, and the mark that the guest was called. Where a meeting moves is not
 * told to whom it is hidden by now: the seat has ended. */
static int tell(struct yp_tx *tx, const struct notice *n, int64_t attendance_id, struct yp_err *err)
{
    const struct yp_rows *m = &n->meeting;
    struct yp_rows guest;
    const char *token = token_of(tx, n, attendance_id), *calendar = NULL, *agenda = "";
    bool sees = false;
    char hash[YP_HEX_SIZE];
    yp_token_hash(token, hash);
    int rc = yp_tx_one(tx, "call.guest", YP_ROW(YP_INT("id", attendance_id)), &guest, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "call.token",
                       YP_ROW(YP_INT("id", attendance_id), YP_STR("token_hash", hash)), NULL, err);
    if (rc < 0 || yp_get_null(&guest, 0, "address"))
        return rc;
    rc = read_agenda(tx, n, yp_get_i64(&guest, 0, "person_id"), &agenda, &sees, err);
    if (rc < 0 || (!sees && !strcmp(n->reason, "move")))
        return rc;
    rc = make_calendar(tx, n, &guest, agenda, &calendar, err);
    if (rc < 0)
        return rc;
    const char *own =
        yp_get_null(&guest, 0, "lang") ? yp_get_str(m, 0, "lang") : yp_get_str(&guest, 0, "lang");
    const char *lang = yp_lang_index(own) < 0 ? "fi" : own;
    const struct yp_word words[] = {
        { "group", yp_get_str(m, 0, "group_name") },
        { "number", yp_arena_printf(tx->arena, "%" PRId64 "/%" PRId64, yp_get_i64(m, 0, "number"),
                                    yp_get_i64(m, 0, "year")) },
        { "when", when_text(tx, m, lang) },
        { "where", where_text(tx, m, lang) },
        { "agenda", agenda },
        { "page", yp_arena_printf(tx->arena, "{url}/meetings/%" PRId64, n->id) },
        { "reason", n->why },
        { "ask", ask_words(tx, n, &guest, lang) },
    };
    const struct yp_letter letter = {
        .reason = n->reason,
        .about_kind = "meeting",
        .about_id = n->id,
        .person_id = yp_get_i64(&guest, 0, "person_id"),
        .lang = lang,
        .words = words,
        .nwords = (int)(sizeof words / sizeof *words),
        .path = strcmp(n->reason, "cancel")
                    ? yp_arena_printf(tx->arena, "/answer/%s", token)
                    : yp_arena_printf(tx->arena, "/meetings/%" PRId64, n->id),
        .calendar = calendar,
        .calendar_method = n->method,
        .once = yp_arena_printf(tx->arena, "%s:%" PRId64 ":%" PRId64, n->reason, attendance_id,
                                yp_get_i64(m, 0, "ical_sequence")),
    };
    return yp_mail_put(tx, &letter, err);
}

/* Everyone who was called is told once. */
static int tell_all(struct yp_tx *tx, const struct notice *n, struct yp_err *err)
{
    struct yp_rows guests;
    int rc = yp_tx_run(tx, "call.guests", YP_ROW(YP_INT("meeting_id", n->id)), &guests, err);
    for (int i = 0; rc == YP_OK && i < guests.nrow; i++)
        rc = tell(tx, n, yp_at(&guests, i, 0)->i, err);
    return rc;
}

/* --- the call --- */

static int check_ready(struct yp_tx *tx, const struct yp_rows *m, struct yp_rows *ret_seats,
                       struct yp_err *err)
{
    struct yp_rows items;
    int rc = yp_meeting_in_state(m, "draft", err);
    if (rc < 0)
        return rc;
    if (yp_get_null(m, 0, "starts_at"))
        return yp_fail(err, YP_EINVAL, "call.no_time", "no time");
    if (!strcmp(yp_get_str(m, 0, "mode"), "written")) {
        if (yp_get_null(m, 0, "answer_by_day"))
            return yp_fail(err, YP_EINVAL, "call.no_answer_by", "no last day");
        int64_t by = yp_get_i64(m, 0, "answer_by_day");
        if (by < yp_day_of(tx->viewer.now_at) || by > yp_get_i64(m, 0, "day"))
            return yp_fail(err, YP_EINVAL, "call.answer_by_wrong", "last day %d", (int)by);
    }
    rc = yp_tx_run(tx, "call.items", YP_ROW(YP_INT("meeting_id", yp_get_i64(m, 0, "id"))), &items,
                   err);
    if (rc < 0)
        return rc;
    if (!items.nrow)
        return yp_fail(err, YP_EINVAL, "call.no_items", "no items");
    rc = yp_tx_run(tx, "call.composition",
                   YP_ROW(YP_INT("grp_id", yp_get_i64(m, 0, "grp_id")),
                          YP_INT("day", yp_get_i64(m, 0, "day"))),
                   ret_seats, err);
    if (rc == YP_OK && !ret_seats->nrow)
        rc = yp_fail(err, YP_EINVAL, "call.nobody", "no members");
    return rc;
}

/* A row of call.composition as attendance of a meeting. */
#define SEAT_CELLS(meeting_id_, seats_, i_)                                                        \
    YP_ROW(YP_INT("meeting_id", meeting_id_),                                                      \
           YP_INT("person_id", yp_get_i64(seats_, i_, "person_id")),                               \
           YP_STR("role", yp_get_str(seats_, i_, "role")),                                         \
           YP_REF("on_behalf_of_id", yp_get_i64(seats_, i_, "on_behalf_of_id")),                   \
           (struct yp_cell){ "title", *yp_at(seats_, i_, yp_col(seats_, "title")) })

/* Attendance of everyone with a seat that day, one row a person; those who are called at once are
 * told. */
static int call_seats(struct yp_tx *tx, const struct notice *n, const struct yp_rows *seats,
                      struct yp_err *err)
{
    int64_t last = 0, id;
    int rc = YP_OK;
    for (int i = 0; rc == YP_OK && i < seats->nrow; i++) {
        int64_t person_id = yp_get_i64(seats, i, "person_id");
        if (person_id == last)
            continue; /* the weightiest seat came first */
        last = person_id;
        rc = yp_tx_id(tx, "call.attendance", SEAT_CELLS(n->id, seats, i), &id, err);
        if (rc == YP_OK && !yp_get_i64(seats, i, "waits"))
            rc = tell(tx, n, id, err);
    }
    return rc;
}

static int call(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting"), changed = 0;
    struct yp_rows m, seats;
    struct notice n;
    int rc = yp_meeting_read(tx, id, &m, err);
    if (rc == YP_OK)
        rc = check_ready(tx, &m, &seats, err);
    if (rc == YP_OK) /* numbers of a body are given one at a time */
        rc = yp_tx_run(tx, "matter.lock_group",
                       YP_ROW(YP_INT("grp_id", yp_get_i64(&m, 0, "grp_id"))), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_change(
            tx, "call.mark",
            YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at),
                   YP_INT("year", yp_day_split((int32_t)yp_get_i64(&m, 0, "day")).year)),
            &changed, err);
    if (rc == YP_OK && !changed)
        rc = yp_fail(err, YP_ECONFLICT, "meeting.not_now", "meeting %d", (int)id);
    if (rc == YP_OK)
        rc = yp_agenda_settle(tx, id, 0, 0, err);
    if (rc == YP_OK)
        rc = prepare_notice(tx, &n, id, "call", err);
    if (rc == YP_OK)
        rc = call_seats(tx, &n, &seats, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.call", id, "meeting", id, "");
    return yp_done(tx, reply, "meeting.was_called", "/meetings/%" PRId64, id);
}
YP_ACTION(meeting_call, "meeting.call", "/meetings/{meeting:id}/call",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/call", .words = "meeting",
          .run = call);

/* Whoever came into the body after the call is put into the attendance; before the meeting begins
 * the call is sent too, except to a deputy who waits. */
static int join(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting"), person_id = yp_form_id(form, "person_id", true);
    struct yp_rows m, seats, row = { 0 };
    struct notice n;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK) /* kept from being closed or checked meanwhile */
        rc = yp_tx_run(tx, "attendance.lock", YP_ROW(YP_INT("meeting_id", id)), NULL, err);
    if (rc == YP_OK)
        rc = yp_meeting_read(tx, id, &m, err);
    if (rc == YP_OK)
        rc = yp_meeting_in_state(&m, "called in_progress closed", err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "call.composition",
                       YP_ROW(YP_INT("grp_id", yp_get_i64(&m, 0, "grp_id")),
                              YP_INT("day", yp_get_i64(&m, 0, "day"))),
                       &seats, err);
    if (rc < 0)
        return rc;
    int at = 0;
    while (at < seats.nrow && yp_get_i64(&seats, at, "person_id") != person_id)
        at++;
    if (at == seats.nrow)
        return yp_fail_field(err, YP_EINVAL, "", "attendance.error.no_seat", "person %d",
                             (int)person_id);
    rc = yp_tx_run(tx, "call.join", SEAT_CELLS(id, &seats, at), &row, err);
    if (rc == YP_OK && !row.nrow)
        rc = yp_fail_field(err, YP_ECONFLICT, "", "attendance.error.joined", "person %d",
                           (int)person_id);
    bool is_told =
        !strcmp(yp_get_str(&m, 0, "state"), "called") && !yp_get_i64(&seats, at, "waits");
    if (rc == YP_OK && is_told)
        rc = prepare_notice(tx, &n, id, "call", err);
    if (rc == YP_OK && is_told)
        rc = tell(tx, &n, yp_get_i64(&row, 0, "id"), err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "attendance.join", yp_get_i64(&row, 0, "id"), "meeting", id, "");
    return yp_done(tx, reply, is_told ? "attendance.joined_called" : "attendance.added",
                   "/meetings/%" PRId64 "/attendance", id);
}
YP_ACTION(attendance_join, "attendance.join", "/meetings/{meeting:id}/attendance/join",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/attendance",
          .words = "attendance", .run = join);

/* --- another time, or none --- */

static bool same_text(const struct yp_rows *m, const char *name, const char *text)
{
    const char *old = null_or(m, name);
    return !old ? !text : text && !strcmp(old, text);
}

static int move(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting"), changed = 0;
    struct yp_rows m;
    struct notice n;
    int rc = yp_meeting_read(tx, id, &m, err);
    if (rc == YP_OK)
        rc = yp_meeting_in_state(&m, "called", err);
    if (rc < 0)
        return rc;
    struct yp_meeting_when w = yp_meeting_when(form, true, yp_get_str(&m, 0, "mode"));
    rc = yp_form_verdict(form, err);
    if (rc < 0)
        return rc;
    bool same_time = w.starts_at == yp_get_i64(&m, 0, "starts_at");
    if (same_time && w.ends_at == yp_get_i64(&m, 0, "ends_at") && same_text(&m, "mode", w.mode) &&
        same_text(&m, "place", w.place) && same_text(&m, "remote_url", w.remote_url))
        return yp_fail(err, YP_EINVAL, "meeting.move.same", "nothing changed");
    rc = yp_tx_change(tx, "meeting.move",
                      YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
                             YP_STR("mode", w.mode), YP_INT("day", w.day),
                             YP_INT("starts_at", w.starts_at), YP_REF("ends_at", w.ends_at),
                             YP_INT("new_first", w.new_first), YP_STR("place", w.place),
                             YP_STR("remote_url", w.remote_url), YP_INT("now", tx->viewer.now_at)),
                      &changed, err);
    if (rc == YP_OK && !changed)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "meeting %d", (int)id);
    if (rc == YP_OK && !same_time) /* who could come then is asked again */
        rc = yp_tx_run(tx, "call.answers_reset", YP_ROW(YP_INT("meeting_id", id)), NULL, err);
    if (rc == YP_OK)
        rc = prepare_notice(tx, &n, id, "move", err);
    if (rc == YP_OK)
        rc = tell_all(tx, &n, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.move", id, "meeting", id, same_time ? "place" : "starts_at");
    return yp_done(tx, reply, "meeting.moved", "/meetings/%" PRId64, id);
}
YP_ACTION(meeting_move, "meeting.move", "/meetings/{meeting:id}/move",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/move", .words = "meeting",
          .run = move);

static int release_items(struct yp_tx *tx, int64_t meeting_id, struct yp_err *err)
{
    struct yp_rows items;
    int rc = yp_tx_run(tx, "call.items", YP_ROW(YP_INT("meeting_id", meeting_id)), &items, err);
    for (int i = 0; rc == YP_OK && i < items.nrow; i++)
        rc = yp_matter_release(tx, yp_at(&items, i, 0)->i, err);
    return rc;
}

static int cancel(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting"), changed = 0;
    const char *why = yp_form_long(form, "reason", 0, 1000);
    struct yp_rows m;
    struct notice n;
    int rc = yp_meeting_read(tx, id, &m, err);
    if (rc == YP_OK)
        rc = yp_meeting_in_state(&m, "draft called", err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc =
            yp_tx_change(tx, "meeting.cancel",
                         YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at)), &changed, err);
    if (rc == YP_OK && !changed)
        rc = yp_fail(err, YP_ECONFLICT, "meeting.not_now", "meeting %d", (int)id);
    if (rc == YP_OK)
        rc = release_items(tx, id, err);
    if (rc == YP_OK)
        rc = prepare_notice(tx, &n, id, "cancel", err);
    if (rc == YP_OK) {
        n.why = why;
        rc = tell_all(tx, &n, err);
    }
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.cancel", id, "meeting", id, "");
    return yp_done(tx, reply, "meeting.was_cancelled", "/meetings/%" PRId64, id);
}
YP_ACTION(meeting_cancel, "meeting.cancel", "/meetings/{meeting:id}/cancel",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/cancel",
          .words = "meeting", .run = cancel);

/* --- answers --- */

static bool comes(const char *answer)
{
    return !strcmp(answer, "yes") || !strcmp(answer, "remote");
}

int yp_deputies_settle(struct yp_tx *tx, int64_t meeting_id, struct yp_err *err)
{
    struct yp_rows pairs;
    struct notice n = { 0 };
    int rc = yp_tx_run(tx, "answer.pairs", YP_ROW(YP_INT("meeting_id", meeting_id)), &pairs, err);
    for (int i = 0; rc == YP_OK && i < pairs.nrow; i++) {
        int64_t deputy_id = yp_get_i64(&pairs, i, "deputy_id"),
                member_id = yp_get_i64(&pairs, i, "member_id"),
                stands_for = yp_get_i64(&pairs, i, "stands_for_id");
        bool is_missing = !strcmp(yp_get_str(&pairs, i, "member_answer"), "no");
        bool stands = is_missing && comes(yp_get_str(&pairs, i, "deputy_answer"));
        if (strcmp(yp_get_str(&pairs, i, "presence"), "unknown") != 0)
            continue; /* what was seen in the meeting holds */
        if (stands ? !stands_for : stands_for == member_id)
            rc = yp_tx_run(
                tx, "answer.stands_for",
                YP_ROW(YP_INT("id", deputy_id), YP_REF("stands_for_id", stands ? member_id : 0)),
                NULL, err);
        if (rc == YP_OK && is_missing && !yp_get_i64(&pairs, i, "is_called")) {
            if (!n.id)
                rc = prepare_notice(tx, &n, meeting_id, "call", err);
            if (rc == YP_OK)
                rc = tell(tx, &n, deputy_id, err);
        }
    }
    return rc;
}

static int answer(struct yp_tx *tx, struct yp_form *form, const struct yp_rows *seat,
                  struct yp_err *err)
{
    int64_t meeting_id = yp_get_i64(seat, 0, "meeting_id");
    const char *word = yp_form_choice(form, "answer", "yes remote no", true);
    struct yp_rows m;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_meeting_read(tx, meeting_id, &m, err);
    if (rc == YP_OK && yp_meeting_in_state(&m, "called", NULL) < 0)
        rc = yp_fail(err, YP_ECONFLICT, "answer.over", "meeting %d", (int)meeting_id);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "answer.set",
                       YP_ROW(YP_INT("id", yp_get_i64(seat, 0, "id")), YP_STR("answer", word),
                              YP_INT("now", tx->viewer.now_at)),
                       NULL, err);
    if (rc == YP_OK)
        rc = yp_deputies_settle(tx, meeting_id, err);
    if (rc == YP_OK)
        yp_journal(tx, "meeting.answer", meeting_id, "meeting", meeting_id, "");
    return rc;
}

static int answer_by_link(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                          struct yp_err *err)
{
    const char *token = yp_form_path_text(form, "token");
    char hash[YP_HEX_SIZE];
    struct yp_rows seat;
    yp_token_hash(token, hash);
    int rc = yp_tx_linked(tx, "answer.by_token", YP_ROW(YP_STR("token_hash", hash)), &seat, err);
    if (rc == YP_OK)
        rc = answer(tx, form, &seat, err);
    return rc < 0 ? rc : yp_done(tx, reply, "answer.stored", "/answer/%s", token);
}
YP_ACTION(answer_by_link, "answer.by_link", "/answer/{token:token}", .access = "public",
          .page = "/answer/{token:token}", .words = "answer", .run = answer_by_link,
          .no_csrf = true);

static int answer_signed_in(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                            struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting");
    struct yp_rows seat;
    int rc = yp_tx_one(tx, "answer.by_person",
                       YP_ROW(YP_INT("meeting_id", id), YP_INT("person_id", tx->viewer.person_id)),
                       &seat, err);
    if (rc == YP_OK)
        rc = answer(tx, form, &seat, err);
    return rc < 0 ? rc : yp_done(tx, reply, "answer.stored", "/meetings/%" PRId64, id);
}
YP_ACTION(meeting_answer, "meeting.answer", "/meetings/{meeting:id}/answer",
          .access = "member of meeting", .page = "/meetings/{meeting:id}/answer", .words = "answer",
          .run = answer_signed_in);

/* The invitation behind a personal link. */
extern const char *const yp_provider_invitation_columns[];
int yp_provider_invitation(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);

const char *const yp_provider_invitation_columns[] = {
    "meeting_id",    "person_id",   "group_name",   "title",      "person_name", "role",
    "day",           "starts_at",   "ends_at",      "mode",       "place",       "remote_url",
    "answer",        "can_answer",  "is_cancelled", "is_written", "has_seat",    "asks_opinion",
    "answer_by_day", "has_refused", "path",         NULL
};

int yp_invitation_read(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    char hash[YP_HEX_SIZE];
    const char *token = "";
    for (int i = 0; i < ask->path.n; i++)
        if (!strcmp(ask->path.at[i].name, "token"))
            token = ask->path.at[i].v.s;
    yp_token_hash(token, hash);
    int rc = yp_read(ask->core, ask->thread->page_db, ask->arena, "answer.invitation",
                     YP_ROW(YP_STR("token_hash", hash),
                            YP_INT("today", yp_day_of(ask->who.viewer.now_at)),
                            YP_STR("path", yp_arena_printf(ask->arena, "/answer/%s", token))),
                     1, ret, err);
    if (rc == YP_OK && !ret->nrow)
        rc = yp_fail(err, YP_ENOTFOUND, "error.link", "no such token");
    return rc;
}

int yp_provider_invitation(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    return yp_invitation_read(ask, ret, err);
}
