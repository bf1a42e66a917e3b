/* Calendars for feeds and invitations (libical). Layer: lib. Source: RFC 5545, 5546 (methods),
 * 7986. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* One event. Texts are borrowed UTF-8; description, location and url may be NULL or "". */
struct yp_ical_event {
    const char *uid; /* the same for ever, such as "meeting-7@example.fi" */
    int sequence;    /* grows with each change that a guest must know */
    const char *summary;
    const char *description; /* plain text, may have line ends */
    const char *location;
    const char *url;
    bool is_all_day;              /* then the days count, else the moments */
    int64_t begins_at, ends_at;   /* written as Helsinki time; ends_at 0: not known, not written */
    int32_t begins_day, ends_day; /* both days included */
    const char *status;           /* "CONFIRMED", "TENTATIVE" or "CANCELLED" */
    int64_t modified_at;
    /* Only for "REQUEST" and "CANCEL". The names may be NULL or "". */
    const char *organizer_mail, *organizer_name;
    const char *attendee_mail, *attendee_name; /* the one person this calendar is sent to */
};

/*
 * Appends a calendar with its time zone to out: CRLF, lines folded at 75 bytes between code points,
 * nothing before BEGIN. Control characters in texts are left out.
 *
 * method  "PUBLISH" (a feed: has a name and asks to be read again each hour; guests are never
 *         written), "REQUEST" (an invitation) or "CANCEL"
 * name    shown in calendar programs; used with "PUBLISH"
 * Errors  YP_EINVAL "calendar.event": an event lacks its uid, summary or status, has broken UTF-8,
 *         a control character in uid, url or mail, ends before it begins, or has no organizer and
 *         attendee though the method needs them; YP_ELIMIT "calendar.large" beyond out's cap
 * Cost    about 30 us an event
 * Thread  any; one calendar is built at a time
 */
int yp_ical_calendar(const char *method, const char *name, const struct yp_ical_event *events,
                     int n, struct yp_buf *out, struct yp_err *err) YP_MUST_CHECK;
