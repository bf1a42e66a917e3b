/*
 * One mail as bytes: headers, text, HTML and a calendar part. Layer: lib.
 * Source: RFC 5322 (message), 2045-2047 (MIME), 3834 (Auto-Submitted), 8058 (one-click leaving),
 * 6047 (calendar).
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Everything is borrowed UTF-8. Names, to_name and what is marked optional may be NULL or "". */
struct yp_mail {
    const char *from_name, *from_address;
    const char *to_name, *to_address;
    const char *reply_to; /* optional address */
    const char *subject;
    const char *message_id;           /* left@right, without brackets */
    int64_t date_at;                  /* the Date header, written in UTC */
    const char *text;                 /* plain text; any line ends */
    const char *html;                 /* optional alternative of the text */
    const char *calendar;             /* optional iCalendar object */
    const char *calendar_method;      /* its method, "REQUEST" or "CANCEL"; needed with calendar */
    const char *list_unsubscribe_url; /* optional; must take a POST that leaves in one click */
    bool auto_submitted;              /* says Auto-Submitted: auto-generated */
};

/*
 * Whether the text is an address we write to: local@domain in ASCII, at most 254 bytes, the local
 * part of letters, digits and !#$%&'*+-/=?^_`{|}~ with single dots inside, the domain of labels
 * with a dot, or "localhost". Quoted local parts and domains in brackets are refused.
 */
bool yp_mail_address_ok(const char *text);

/*
 * Appends the mail as a message with CRLF line ends, no line over 998 bytes.
 *
 * Errors  YP_EINVAL with the struct's field: "mail.address" (from_address, to_address, reply_to),
 *         "mail.header" (a control character or broken UTF-8 in any other header field, or over its
 *         length), "mail.text" (broken UTF-8 in a part); YP_ELIMIT "mail.large" beyond out's cap
 * Owner   keeps nothing; out may hold a part of the message after a failure
 */
int yp_mail_write(const struct yp_mail *mail, struct yp_buf *out, struct yp_err *err) YP_MUST_CHECK;
