#include "lib/ical.h"

#include <assert.h>
#include <libical/ical.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"

/*
 * Helsinki time by the rule in force. The system's zone would also carry the local mean time of
 * 1878, whose offset in seconds some calendar programs refuse; and moments are converted by this
 * same rule, so that what is written is the right moment whatever happens to summer time later.
 */
static const char zone_text[] = "BEGIN:VTIMEZONE\r\n"
                                "TZID:Europe/Helsinki\r\n"
                                "BEGIN:STANDARD\r\n"
                                "TZNAME:EET\r\n"
                                "DTSTART:19701025T040000\r\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                                "TZOFFSETFROM:+0300\r\n"
                                "TZOFFSETTO:+0200\r\n"
                                "END:STANDARD\r\n"
                                "BEGIN:DAYLIGHT\r\n"
                                "TZNAME:EEST\r\n"
                                "DTSTART:19700329T030000\r\n"
                                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                                "TZOFFSETFROM:+0200\r\n"
                                "TZOFFSETTO:+0300\r\n"
                                "END:DAYLIGHT\r\n"
                                "END:VTIMEZONE\r\n";

/* libical keeps its zones and some of its tables in globals; they are ours while this is held. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static icaltimezone *helsinki;

static bool empty(const char *s)
{
    return !s || !*s;
}

static icaltimezone *zone(void)
{
    if (!helsinki) {
        helsinki = icaltimezone_new();
        int ok = icaltimezone_set_component(helsinki, icalcomponent_new_from_string(zone_text));
        assert(ok);
        (void)ok;
    }
    return helsinki;
}

/* Whether a text that stands in one line of its own (an id, an address) is clean. */
static bool is_token(const char *s)
{
    return empty(s) || !yp_utf8_has_control(s, strlen(s), false);
}

static bool is_text(const char *s)
{
    return !s || yp_utf8_valid(s, strlen(s));
}

static bool is_status(const char *s)
{
    return s && (!strcmp(s, "CONFIRMED") || !strcmp(s, "TENTATIVE") || !strcmp(s, "CANCELLED"));
}

static bool is_sound(const struct yp_ical_event *e)
{
    return !empty(e->uid) && !empty(e->summary) && is_status(e->status) && is_token(e->uid) &&
           is_token(e->url) && is_text(e->summary) && is_text(e->description) &&
           is_text(e->location) &&
           (e->is_all_day ? e->ends_day >= e->begins_day
                          : !e->ends_at || e->ends_at >= e->begins_at);
}

static bool has_people(const struct yp_ical_event *e)
{
    return !empty(e->organizer_mail) && !empty(e->attendee_mail) && is_token(e->organizer_mail) &&
           is_token(e->attendee_mail) && is_text(e->organizer_name) && is_text(e->attendee_name);
}

/* A copy without control characters, line ends as \n; a name also loses its quotes (no escape
 * exists). */
static char *clean(const char *s, bool is_name)
{
    char *copy = yp_malloc(strlen(s) + 1);
    size_t n = 0;
    for (const char *p = s; *p;) {
        const char *start = p;
        uint32_t c = yp_utf8_next(&p);
        size_t len = (size_t)(p - start);
        if (c == '"' && is_name) {
            copy[n++] = '\'';
        } else if (!yp_utf8_has_control(start, len, !is_name) && c != '\r') {
            memcpy(copy + n, start, len);
            n += len;
        }
    }
    copy[n] = '\0';
    return copy;
}

static void add_text(icalcomponent *to, icalproperty *(*make)(const char *), const char *s)
{
    if (empty(s))
        return;
    char *text = clean(s, false);
    icalcomponent_add_property(to, make(text));
    free(text);
}

static icaltimetype utc_of(int64_t at)
{
    return icaltime_from_timet_with_zone((time_t)(at / 1000000 - (at % 1000000 < 0)), 0,
                                         icaltimezone_get_utc_timezone());
}

static icalproperty *with_zone(icalproperty *p)
{
    icalproperty_add_parameter(p, icalparameter_new_tzid("Europe/Helsinki"));
    return p;
}

static icaltimetype date_of(int32_t day)
{
    struct yp_local d = yp_day_split(day);
    icaltimetype t = icaltime_null_date();
    t.year = d.year;
    t.month = d.month;
    t.day = d.day;
    return t;
}

static void add_times(icalcomponent *to, const struct yp_ical_event *e)
{
    if (e->is_all_day) {
        icalcomponent_add_property(to, icalproperty_new_dtstart(date_of(e->begins_day)));
        icalcomponent_add_property(
            to, icalproperty_new_dtend(date_of(e->ends_day + 1))); /* exclusive */
        icalcomponent_add_property(to, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
        return;
    }
    icaltimetype begin = icaltime_convert_to_zone(utc_of(e->begins_at), zone());
    icalcomponent_add_property(to, with_zone(icalproperty_new_dtstart(begin)));
    if (e->ends_at)
        icalcomponent_add_property(to, with_zone(icalproperty_new_dtend(
                                           icaltime_convert_to_zone(utc_of(e->ends_at), zone()))));
}

static void add_person(icalcomponent *to, icalproperty *(*make)(const char *), const char *mail,
                       const char *name, bool is_guest)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf address = YP_BUF_INIT;
    yp_buf_printf(&address, "mailto:%s", mail);
    icalproperty *p = make(yp_buf_text(&address));
    if (!empty(name)) {
        char *text = clean(name, true);
        icalproperty_add_parameter(p, icalparameter_new_cn(text));
        free(text);
    }
    if (is_guest) {
        icalproperty_add_parameter(p, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
        icalproperty_add_parameter(p, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
        icalproperty_add_parameter(p, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
    }
    icalcomponent_add_property(to, p);
}

static icalcomponent *event(const struct yp_ical_event *e, bool has_guest)
{
    icalcomponent *c = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icaltimetype modified = utc_of(e->modified_at);
    icalcomponent_add_property(c, icalproperty_new_uid(e->uid));
    icalcomponent_add_property(c, icalproperty_new_sequence(e->sequence));
    icalcomponent_add_property(c, icalproperty_new_dtstamp(modified));
    icalcomponent_add_property(c, icalproperty_new_lastmodified(modified));
    add_times(c, e);
    add_text(c, icalproperty_new_summary, e->summary);
    add_text(c, icalproperty_new_description, e->description);
    add_text(c, icalproperty_new_location, e->location);
    if (!empty(e->url))
        icalcomponent_add_property(c, icalproperty_new_url(e->url));
    icalcomponent_add_property(c,
                               icalproperty_new_status(icalproperty_string_to_status(e->status)));
    if (has_guest) {
        add_person(c, icalproperty_new_organizer, e->organizer_mail, e->organizer_name, false);
        add_person(c, icalproperty_new_attendee, e->attendee_mail, e->attendee_name, true);
    }
    return c;
}

static void add_x(icalcomponent *to, const char *name, const char *value)
{
    icalproperty *p = icalproperty_new_x(value);
    icalproperty_set_x_name(p, name);
    icalcomponent_add_property(to, p);
}

static void add_feed(icalcomponent *to, const char *name)
{
    if (!empty(name)) {
        char *text = clean(name, false);
        add_x(to, "X-WR-CALNAME", text);
        free(text);
    }
    icalproperty *p = icalproperty_new_refreshinterval(icaldurationtype_from_int(3600));
    icalproperty_add_parameter(p, icalparameter_new_value(ICAL_VALUE_DURATION));
    icalcomponent_add_property(to, p);
    add_x(to, "X-PUBLISHED-TTL", "PT1H");
}

static icalcomponent *calendar(const char *method, const char *name, bool is_feed)
{
    icalcomponent *c = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    icalcomponent_add_property(c, icalproperty_new_version("2.0"));
    icalcomponent_add_property(c, icalproperty_new_prodid("-//Yhdyspinta//Yhdyspinta//FI"));
    icalcomponent_add_property(c, icalproperty_new_calscale("GREGORIAN"));
    icalcomponent_add_property(c, icalproperty_new_method(icalproperty_string_to_method(method)));
    if (is_feed)
        add_feed(c, name);
    icalcomponent_add_component(c, icalcomponent_new_clone(icaltimezone_get_component(zone())));
    return c;
}

int yp_ical_calendar(const char *method, const char *name, const struct yp_ical_event *events,
                     int n, struct yp_buf *out, struct yp_err *err)
{
    bool is_feed = !strcmp(method, "PUBLISH");
    assert(is_feed || !strcmp(method, "REQUEST") || !strcmp(method, "CANCEL"));
    for (int i = 0; i < n; i++) {
        if (!is_sound(&events[i]) || (!is_feed && !has_people(&events[i])))
            return yp_fail(err, YP_EINVAL, "calendar.event", "event %d of %d", i, n);
    }
    if (!is_text(name))
        return yp_fail(err, YP_EINVAL, "calendar.event", "name of the calendar");
    pthread_mutex_lock(&lock);
    icalcomponent *c = calendar(method, name, is_feed);
    for (int i = 0; i < n; i++)
        icalcomponent_add_component(c, event(&events[i], !is_feed));
    char *text = icalcomponent_as_ical_string_r(c);
    yp_buf_str(out, text);
    icalmemory_free_buffer(text);
    icalcomponent_free(c);
    pthread_mutex_unlock(&lock);
    if (out->full)
        return yp_fail(err, YP_ELIMIT, "calendar.large", "over %zu bytes", out->cap);
    return YP_OK;
}
