/* Calendars read back with libical. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libical/ical.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "lib/ical.h"

static const struct yp_ical_event meeting = {
    .uid = "meeting-7@example.fi",
    .sequence = 2,
    .summary = "Yhdyspintaryhmä, kokous 3/2026; \"lähiajat\" \\ muut",
    .description =
        "Asiat:\r\n1 § Avaus\n2 § Čoahkkin ja äänestykset, sekä hyvin pitkä rivi, joka ei mahdu "
        "seitsemäänkymmeneenviiteen tavuun äääääääääääääääääääääääääääääääääääääääääääääääääääää.",
    .location = "Pori, kaupungintalo",
    .url = "https://example.fi/meetings/7",
    .status = "CONFIRMED",
    .modified_at = INT64_C(1790000000000000), /* 2026-09-21 14:13:20 UTC */
    .begins_at = INT64_C(1774660500000000),   /* 2026-03-28 01:15 UTC, the day before summer time */
    .ends_at = INT64_C(1774764000000000),     /* 2026-03-29 06:00 UTC */
    .organizer_mail = "sihteeri@example.fi",
    .organizer_name = "Sihteeri \"S\", Satakunta: SOTE",
    .attendee_mail = "aino@example.fi",
    .attendee_name = "Aino Öljymäki",
};

static char *built(const char *method, const struct yp_ical_event *e, int n)
{
    struct yp_buf out = YP_BUF_INIT;
    assert_int_equal(yp_ical_calendar(method, "Työryhmän kokoukset", e, n, &out, NULL), YP_OK);
    return out.mem;
}

static icalcomponent *parsed(const char *method, const struct yp_ical_event *e, int n)
{
    char *text = built(method, e, n);
    icalcomponent *c = icalcomponent_new_from_string(text);
    free(text);
    assert_non_null(c);
    assert_int_equal(icalcomponent_count_errors(c), 0);
    return c;
}

static icalcomponent *first_event(icalcomponent *c)
{
    return icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
}

/* The property as a line; the caller frees. */
static void assert_line(icalcomponent *c, icalproperty_kind kind, const char *want)
{
    icalproperty *p = icalcomponent_get_first_property(c, kind);
    assert_non_null(p);
    char *text = icalproperty_as_ical_string_r(p);
    assert_string_equal(text, want);
    free(text);
}

static void feed_has_zone_and_name(void **state YP_UNUSED)
{
    char *text = built("PUBLISH", &meeting, 1);
    assert_memory_equal(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", 30);
    assert_non_null(strstr(text, "METHOD:PUBLISH\r\n"));
    assert_non_null(strstr(text, "X-WR-CALNAME:Työryhmän kokoukset\r\n"));
    assert_non_null(strstr(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"));
    assert_non_null(strstr(text, "\r\nTZID:Europe/Helsinki\r\n"));
    assert_null(strstr(text, "ATTENDEE"));
    assert_null(strstr(text, "ORGANIZER"));
    free(text);
}

static void times_cross_summer_time(void **state YP_UNUSED)
{
    icalcomponent *c = parsed("PUBLISH", &meeting, 1);
    icalcomponent *e = first_event(c);
    assert_line(e, ICAL_DTSTART_PROPERTY, "DTSTART;TZID=Europe/Helsinki:20260328T031500\r\n");
    assert_line(e, ICAL_DTEND_PROPERTY, "DTEND;TZID=Europe/Helsinki:20260329T090000\r\n");
    /* Read by the zone in the same calendar they are the moments they were. */
    icaltimezone *zone = icalcomponent_get_timezone(c, "Europe/Helsinki");
    assert_non_null(zone);
    icaltimetype begin = icalcomponent_get_dtstart(e), end = icalcomponent_get_dtend(e);
    assert_int_equal(icaltime_as_timet_with_zone(begin, zone), meeting.begins_at / 1000000);
    assert_int_equal(icaltime_as_timet_with_zone(end, zone), meeting.ends_at / 1000000);
    icalcomponent_free(c);
}

static void an_end_that_is_not_known_is_not_written(void **state YP_UNUSED)
{
    struct yp_ical_event e = meeting;
    e.ends_at = 0;
    char *text = built("REQUEST", &e, 1);
    assert_non_null(strstr(text, "DTSTART;TZID=Europe/Helsinki:20260328T031500"));
    assert_null(strstr(text, "DTEND"));
    assert_null(strstr(text, "RSVP=TRUE")); /* answers are given by the link, not by mail */
    free(text);
}

static void winter_begins_right_in_every_year(void **state YP_UNUSED)
{
    yp_clock_begin();
    for (int year = 1998; year < 2050; year++) {
        for (int month = 1; month <= 12; month++) {
            struct yp_ical_event e = meeting;
            e.begins_at = yp_at_of(yp_day(year, month, 27), 9, 30);
            e.ends_at = e.begins_at;
            char *text = built("PUBLISH", &e, 1), want[80];
            snprintf(want, sizeof want, "DTSTART;TZID=Europe/Helsinki:%04d%02d27T093000", year,
                     month);
            assert_non_null(strstr(text, want));
            free(text);
        }
    }
}

static void whole_days_include_the_last(void **state YP_UNUSED)
{
    struct yp_ical_event e = meeting;
    e.is_all_day = true;
    e.begins_day = yp_day(2026, 12, 31);
    e.ends_day = yp_day(2026, 12, 31);
    icalcomponent *c = parsed("PUBLISH", &e, 1);
    assert_line(first_event(c), ICAL_DTSTART_PROPERTY, "DTSTART;VALUE=DATE:20261231\r\n");
    assert_line(first_event(c), ICAL_DTEND_PROPERTY, "DTEND;VALUE=DATE:20270101\r\n");
    icalcomponent_free(c);
}

static void texts_come_back(void **state YP_UNUSED)
{
    icalcomponent *c = parsed("REQUEST", &meeting, 1);
    icalcomponent *e = first_event(c);
    assert_string_equal(icalcomponent_get_summary(e), meeting.summary);
    assert_string_equal(icalcomponent_get_location(e), meeting.location);
    char want[600];
    snprintf(want, sizeof want, "Asiat:\n%s", meeting.description + 8);
    assert_string_equal(icalcomponent_get_description(e), want);
    assert_int_equal(icalcomponent_get_sequence(e), 2);
    assert_line(e, ICAL_DTSTAMP_PROPERTY, "DTSTAMP:20260921T141320Z\r\n");
    assert_line(e, ICAL_LASTMODIFIED_PROPERTY, "LAST-MODIFIED:20260921T141320Z\r\n");
    icalcomponent_free(c);
}

/* Checks every physical line; returns how many were continued. */
static int check_lines(const char *text)
{
    int folded = 0;
    for (const char *p = text; *p;) {
        const char *end = strstr(p, "\r\n");
        assert_non_null(end);
        size_t len = (size_t)(end - p);
        assert_true(len <= 75);
        assert_true(yp_utf8_valid(p, len));
        assert_null(memchr(p, '\n', len));
        folded += *p == ' ';
        p = end + 2;
    }
    return folded;
}

static void folding_keeps_code_points(void **state YP_UNUSED)
{
    char pad[80] = "", summary[400];
    for (int i = 0; i < 70; i++) { /* each place of the cut */
        struct yp_ical_event e = meeting;
        snprintf(summary, sizeof summary, "%s%s", pad,
                 "äčŋ€😀ä€😀ääčččŋŋŋ€€€😀😀😀😀ääääääääää€€€€€€€€€€€€€€€€€");
        e.summary = summary;
        char *text = built("REQUEST", &e, 1);
        assert_true(check_lines(text) > 3);
        icalcomponent *c = icalcomponent_new_from_string(text);
        assert_string_equal(icalcomponent_get_summary(first_event(c)), summary);
        icalcomponent_free(c);
        free(text);
        pad[i] = 'x';
    }
}

static void hostile_texts_stay_inside(void **state YP_UNUSED)
{
    struct yp_ical_event e = meeting;
    e.summary = "a\r\nEND:VEVENT\rATTENDEE:mailto:x@example.fi\x01\xE2\x80\xAE";
    e.attendee_name = "A\"\r\nX-EVIL:1;B=\"c\n";
    char *text = built("REQUEST", &e, 1);
    check_lines(text);
    assert_null(strstr(text, "\nX-EVIL"));
    icalcomponent *c = icalcomponent_new_from_string(text);
    assert_int_equal(icalcomponent_count_components(c, ICAL_VEVENT_COMPONENT), 1);
    assert_int_equal(icalcomponent_count_properties(first_event(c), ICAL_ATTENDEE_PROPERTY), 1);
    assert_string_equal(icalcomponent_get_summary(first_event(c)),
                        "a\nEND:VEVENTATTENDEE:mailto:x@example.fi");
    icalcomponent_free(c);
    free(text);
}

static void invitation_names_its_people(void **state YP_UNUSED)
{
    icalcomponent *c = parsed("REQUEST", &meeting, 1);
    icalproperty *guest = icalcomponent_get_first_property(first_event(c), ICAL_ATTENDEE_PROPERTY);
    assert_string_equal(icalproperty_get_attendee(guest), "mailto:aino@example.fi");
    assert_string_equal(icalproperty_get_parameter_as_string(guest, "CN"), "Aino Öljymäki");
    assert_string_equal(icalproperty_get_parameter_as_string(guest, "PARTSTAT"), "NEEDS-ACTION");
    icalproperty *host = icalcomponent_get_first_property(first_event(c), ICAL_ORGANIZER_PROPERTY);
    assert_string_equal(icalproperty_get_organizer(host), "mailto:sihteeri@example.fi");
    assert_string_equal(icalproperty_get_parameter_as_string(host, "CN"),
                        "Sihteeri 'S', Satakunta: SOTE");
    assert_int_equal(icalcomponent_get_method(c), ICAL_METHOD_REQUEST);
    icalcomponent_free(c);
}

static void cancellation_says_so(void **state YP_UNUSED)
{
    struct yp_ical_event e = meeting;
    e.status = "CANCELLED";
    e.sequence = 3;
    icalcomponent *c = parsed("CANCEL", &e, 1);
    assert_int_equal(icalcomponent_get_method(c), ICAL_METHOD_CANCEL);
    assert_int_equal(icalcomponent_get_status(first_event(c)), ICAL_STATUS_CANCELLED);
    assert_int_equal(icalcomponent_get_sequence(first_event(c)), 3);
    assert_string_equal(icalcomponent_get_uid(first_event(c)), meeting.uid);
    icalcomponent_free(c);
}

static void unsound_events_are_refused(void **state YP_UNUSED)
{
    struct yp_ical_event bad[10];
    for (int i = 0; i < 10; i++)
        bad[i] = meeting;
    bad[0].uid = "";
    bad[1].uid = "a\r\nb";
    bad[2].summary = NULL;
    bad[3].summary = "\xff";
    bad[4].url = "https://example.fi/\r\nX:1";
    bad[5].ends_at = bad[5].begins_at - 1;
    bad[6].attendee_mail = "";
    bad[7].organizer_mail = "a\nb";
    bad[8].attendee_name = "\xc3";
    bad[9].status = "MAYBE";
    for (int i = 0; i < 10; i++) {
        struct yp_buf out = YP_BUF_INIT;
        struct yp_err err = { 0 };
        assert_int_equal(yp_ical_calendar("REQUEST", "", &bad[i], 1, &out, &err), YP_EINVAL);
        assert_string_equal(err.key, "calendar.event");
        assert_int_equal(out.len, 0);
    }
    struct yp_buf small = { .cap = 100 };
    struct yp_err err = { 0 };
    assert_int_equal(yp_ical_calendar("PUBLISH", "", &meeting, 1, &small, &err), YP_ELIMIT);
    assert_string_equal(err.key, "calendar.large");
    yp_buf_release(&small);
}

static void *build_many(void *ret)
{
    for (int i = 0; i < 50; i++) {
        struct yp_buf out = YP_BUF_INIT;
        *(int *)ret += yp_ical_calendar("PUBLISH", "x", &meeting, 1, &out, NULL);
        yp_buf_release(&out);
    }
    return NULL;
}

static void threads_may_build_at_once(void **state YP_UNUSED)
{
    pthread_t threads[4];
    int rc[4] = { 0 };
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, build_many, &rc[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(rc[i], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(feed_has_zone_and_name),
        cmocka_unit_test(times_cross_summer_time),
        cmocka_unit_test(an_end_that_is_not_known_is_not_written),
        cmocka_unit_test(winter_begins_right_in_every_year),
        cmocka_unit_test(whole_days_include_the_last),
        cmocka_unit_test(texts_come_back),
        cmocka_unit_test(folding_keeps_code_points),
        cmocka_unit_test(hostile_texts_stay_inside),
        cmocka_unit_test(invitation_names_its_people),
        cmocka_unit_test(cancellation_says_so),
        cmocka_unit_test(unsound_events_are_refused),
        cmocka_unit_test(threads_may_build_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
