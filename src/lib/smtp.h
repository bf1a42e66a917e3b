/* Sends mail over SMTP (libcurl). Layer: lib. Source: RFC 5321, 3207 (STARTTLS). */
#pragma once
#include "base/err.h"
#include "lib/mail.h"

enum { YP_SMTP_REPLY_MAX = 256 };

struct yp_smtp;

/*
 * A sender for one server. Connects at the first mail and keeps the connection between mails.
 *
 * url     smtp://[user:password@]host[:port] or smtps://...; percent-encoded. STARTTLS is used when
 *         the server offers it; "?tls=required" sends nothing without it. The certificate must be
 *         valid with smtps, with tls=required and whenever there is a password; a server that asks
 *         for none of these is not checked (opportunistic TLS protects against listeners only).
 * Errors  NULL and YP_EINVAL "mail.url"
 * Owner   the caller, who frees it with yp_smtp_free
 * Thread  one at a time
 */
struct yp_smtp *yp_smtp_new(const char *url, struct yp_err *err);
/* Says goodbye to the server and frees. NULL is allowed. */
void yp_smtp_free(struct yp_smtp *smtp);

/*
 * Sends one mail to one address.
 *
 * ret_reply  always set: the server's last reply in printable characters, or what hindered, or ""
 * Errors     those of yp_mail_write; YP_EINVAL "mail.refused": the server refuses the sender, the
 *            recipient or the message for good, do not try again; YP_EBUSY "mail.temporary":
 *            anything else (no connection, 4xx, time over, certificate, password), try later
 * Cost       a round trip or five; at most 20 s
 * Thread     that of smtp; blocks
 */
int yp_smtp_send(struct yp_smtp *smtp, const struct yp_mail *mail,
                 char ret_reply[YP_SMTP_REPLY_MAX], struct yp_err *err) YP_MUST_CHECK;
