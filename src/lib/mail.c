#include "lib/mail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/utf8.h"

enum {
    ADDRESS_MAX = 254,
    LOCAL_MAX = 64,
    LABEL_MAX = 63,
    NAME_MAX_BYTES = 300,
    SUBJECT_MAX_BYTES = 900,
    URL_MAX = 900,   /* List-Unsubscribe cannot be folded inside its URL */
    PLAIN_MAX = 60,  /* longer ASCII becomes encoded words, which fold anywhere */
    WORD_BYTES = 39, /* 64 with base64 and frame, so that a line with the header name keeps to 76 */
    QP_LINE = 76,
    BASE64_BYTES = 57 /* a line of 76 */
};

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool empty(const char *s)
{
    return !s || !*s;
}

/* Runs of at least one allowed character with single dots between them. */
static bool dotted(const char *s, size_t len, const char *extra, size_t run_max)
{
    size_t run = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '.') {
            if (!run)
                return false;
            run = 0;
        } else if (is_alnum(s[i]) || (s[i] && strchr(extra, s[i]))) {
            if (++run > run_max)
                return false;
        } else {
            return false;
        }
    }
    return run > 0;
}

bool yp_mail_address_ok(const char *text)
{
    const char *at = text ? strrchr(text, '@') : NULL;
    if (!at || strlen(text) > ADDRESS_MAX || at - text > LOCAL_MAX)
        return false;
    const char *domain = at + 1;
    if (!dotted(text, (size_t)(at - text), "!#$%&'*+-/=?^_`{|}~", LOCAL_MAX))
        return false;
    if (!strcmp(domain, "localhost"))
        return true;
    if (!strchr(domain, '.') || *domain == '-' || strstr(domain, "-.") || strstr(domain, ".-"))
        return false;
    return dotted(domain, strlen(domain), "-", LABEL_MAX) && domain[strlen(domain) - 1] != '-';
}

/* Printable ASCII without spaces and angle brackets: what stands between < and >. */
static bool bracketable(const char *s, size_t max)
{
    for (const char *p = s; *p; p++) {
        if (*p <= ' ' || *p >= 0x7F || *p == '<' || *p == '>')
            return false;
    }
    return strlen(s) <= max;
}

static int check_address(const char *field, const char *s, bool optional, struct yp_err *err)
{
    if ((optional && empty(s)) || yp_mail_address_ok(s))
        return YP_OK;
    return yp_fail_field(err, YP_EINVAL, field, "mail.address", "not an address we write to");
}

static int check_words(const char *field, const char *s, size_t max, struct yp_err *err)
{
    size_t len = s ? strlen(s) : 0;
    if (!len || (len <= max && !yp_utf8_has_control(s, len, false)))
        return YP_OK;
    return yp_fail_field(err, YP_EINVAL, field, "mail.header", "control character or %zu bytes",
                         len);
}

static int check_part(const char *field, const char *s, struct yp_err *err)
{
    if (!s || yp_utf8_valid(s, strlen(s)))
        return YP_OK;
    return yp_fail_field(err, YP_EINVAL, field, "mail.text", "broken UTF-8");
}

static int check_tokens(const struct yp_mail *mail, struct yp_err *err)
{
    const char *id = mail->message_id, *url = mail->list_unsubscribe_url;
    if (empty(id) || !strchr(id, '@') || !bracketable(id, ADDRESS_MAX))
        return yp_fail_field(err, YP_EINVAL, "message_id", "mail.header", "not left@right");
    if (!empty(url) && (!bracketable(url, URL_MAX) ||
                        (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)))
        return yp_fail_field(err, YP_EINVAL, "list_unsubscribe_url", "mail.header", "not a URL");
    const char *method = mail->calendar_method ? mail->calendar_method : "";
    if (!empty(mail->calendar) && strcmp(method, "REQUEST") != 0 && strcmp(method, "CANCEL") != 0)
        return yp_fail_field(err, YP_EINVAL, "calendar_method", "mail.header", "unknown method");
    return YP_OK;
}

static int check(const struct yp_mail *mail, struct yp_err *err)
{
    int rc = check_address("from_address", mail->from_address, false, err);
    if (rc == YP_OK)
        rc = check_address("to_address", mail->to_address, false, err);
    if (rc == YP_OK)
        rc = check_address("reply_to", mail->reply_to, true, err);
    if (rc == YP_OK)
        rc = check_words("from_name", mail->from_name, NAME_MAX_BYTES, err);
    if (rc == YP_OK)
        rc = check_words("to_name", mail->to_name, NAME_MAX_BYTES, err);
    if (rc == YP_OK)
        rc = check_words("subject", mail->subject, SUBJECT_MAX_BYTES, err);
    if (rc == YP_OK)
        rc = check_tokens(mail, err);
    if (rc == YP_OK)
        rc = check_part("text", mail->text, err);
    if (rc == YP_OK)
        rc = check_part("html", mail->html, err);
    return rc == YP_OK ? check_part("calendar", mail->calendar, err) : rc;
}

static void add_base64(struct yp_buf *out, const char *mem, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < len; i += 3) {
        size_t left = len - i;
        uint32_t v = (uint32_t)(unsigned char)mem[i] << 16;
        v |= left > 1 ? (uint32_t)(unsigned char)mem[i + 1] << 8 : 0;
        v |= left > 2 ? (uint32_t)(unsigned char)mem[i + 2] : 0;
        const char four[4] = { digits[v >> 18 & 63], digits[v >> 12 & 63],
                               left > 1 ? digits[v >> 6 & 63] : '=',
                               left > 2 ? digits[v & 63] : '=' };
        yp_buf_add(out, four, 4);
    }
}

/* Whether a header may carry the text as it is: short ASCII that no reader takes for encoded words.
 */
static bool plain(const char *s)
{
    for (const char *p = s; *p; p++) {
        if ((unsigned char)*p >= 0x7F)
            return false;
    }
    return strlen(s) <= PLAIN_MAX && !strstr(s, "=?");
}

/* Encoded words of RFC 2047, each on a line of its own, cut between code points. */
static void add_words(struct yp_buf *out, const char *s)
{
    size_t len = strlen(s);
    for (size_t i = 0, n; i < len; i += n) {
        n = len - i > WORD_BYTES ? yp_utf8_cut(s + i, WORD_BYTES) : len - i;
        yp_buf_str(out, i ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
        add_base64(out, s + i, n);
        yp_buf_str(out, "?=");
    }
}

static void add_mailbox(struct yp_buf *out, const char *header, const char *name,
                        const char *address)
{
    yp_buf_printf(out, "%s: ", header);
    if (empty(name)) {
        yp_buf_printf(out, "<%s>\r\n", address);
        return;
    }
    if (plain(name)) {
        yp_buf_char(out, '"');
        for (const char *p = name; *p; p++) {
            if (*p == '"' || *p == '\\')
                yp_buf_char(out, '\\');
            yp_buf_char(out, *p);
        }
        yp_buf_char(out, '"');
    } else {
        add_words(out, name);
    }
    yp_buf_printf(out, "\r\n <%s>\r\n", address);
}

static void add_date(struct yp_buf *out, int64_t at)
{
    static const char days[] = "MonTueWedThuFriSatSun",
                      months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int64_t sec = at / 1000000 - (at % 1000000 < 0);
    int64_t day = sec / 86400 - (sec % 86400 < 0);
    int of_day = (int)(sec - day * 86400);
    struct yp_local d = yp_day_split((int32_t)day);
    yp_buf_printf(out, "Date: %.3s, %02d %.3s %04d %02d:%02d:%02d +0000\r\n",
                  days + (d.weekday - 1) * 3, d.day, months + (d.month - 1) * 3, d.year,
                  of_day / 3600, of_day / 60 % 60, of_day % 60);
}

static void add_headers(struct yp_buf *out, const struct yp_mail *mail)
{
    add_date(out, mail->date_at);
    add_mailbox(out, "From", mail->from_name, mail->from_address);
    add_mailbox(out, "To", mail->to_name, mail->to_address);
    if (!empty(mail->reply_to))
        add_mailbox(out, "Reply-To", "", mail->reply_to);
    const char *subject = mail->subject ? mail->subject : "";
    yp_buf_str(out, "Subject: ");
    if (plain(subject))
        yp_buf_str(out, subject);
    else
        add_words(out, subject);
    yp_buf_printf(out, "\r\nMessage-ID: <%s>\r\n", mail->message_id);
    if (mail->auto_submitted)
        yp_buf_str(out, "Auto-Submitted: auto-generated\r\n");
    if (!empty(mail->list_unsubscribe_url))
        yp_buf_printf(out,
                      "List-Unsubscribe: <%s>\r\n"
                      "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                      mail->list_unsubscribe_url);
    yp_buf_str(out, "MIME-Version: 1.0\r\n");
}

/* Length of the line end at s, 0 when there is none. */
static size_t line_end(const char *s)
{
    return s[0] == '\r' ? (s[1] == '\n' ? 2 : 1) : s[0] == '\n';
}

/* One byte of quoted-printable; col is the column on the line. A blank before a line end is coded.
 */
static void add_qp_byte(struct yp_buf *out, const char *s, size_t *col)
{
    unsigned char c = (unsigned char)*s;
    bool last = !s[1] || line_end(s + 1);
    bool as_is = (c > ' ' && c < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !last);
    size_t width = as_is ? 1 : 3;
    if (*col + width > QP_LINE - 1) {
        yp_buf_str(out, "=\r\n");
        *col = 0;
    }
    if (as_is)
        yp_buf_char(out, (char)c);
    else
        yp_buf_printf(out, "=%02X", c);
    *col += width;
}

static void add_qp(struct yp_buf *out, const char *s)
{
    size_t col = 0;
    while (*s) {
        size_t end = line_end(s);
        if (end) {
            yp_buf_str(out, "\r\n");
            col = 0;
            s += end;
        } else {
            add_qp_byte(out, s++, &col);
        }
    }
    if (col)
        yp_buf_str(out, "\r\n");
}

static void add_text(struct yp_buf *out, const char *subtype, const char *text)
{
    yp_buf_printf(out,
                  "Content-Type: text/%s; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                  subtype);
    add_qp(out, text ? text : "");
}

static void add_calendar(struct yp_buf *out, const char *calendar, const char *method)
{
    yp_buf_printf(out,
                  "Content-Type: text/calendar; charset=utf-8; method=%s\r\n"
                  "Content-Transfer-Encoding: base64\r\n\r\n",
                  method);
    size_t len = strlen(calendar);
    for (size_t i = 0; i < len; i += BASE64_BYTES) {
        add_base64(out, calendar + i, len - i < BASE64_BYTES ? len - i : BASE64_BYTES);
        yp_buf_str(out, "\r\n");
    }
}

static void add_alternatives(struct yp_buf *out, const struct yp_mail *mail)
{
    /* "=_" occurs neither in quoted-printable nor in base64, so the boundary cannot be met inside.
     */
    char boundary[32];
    snprintf(boundary, sizeof boundary, "=_%016" PRIx64, yp_hash_str(mail->message_id));
    yp_buf_printf(out, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n", boundary);
    yp_buf_printf(out, "\r\n--%s\r\n", boundary);
    add_text(out, "plain", mail->text);
    if (!empty(mail->html)) {
        yp_buf_printf(out, "\r\n--%s\r\n", boundary);
        add_text(out, "html", mail->html);
    }
    if (!empty(mail->calendar)) {
        yp_buf_printf(out, "\r\n--%s\r\n", boundary);
        add_calendar(out, mail->calendar, mail->calendar_method);
    }
    yp_buf_printf(out, "\r\n--%s--\r\n", boundary);
}

int yp_mail_write(const struct yp_mail *mail, struct yp_buf *out, struct yp_err *err)
{
    int rc = check(mail, err);
    if (rc < 0)
        return rc;
    add_headers(out, mail);
    if (empty(mail->html) && empty(mail->calendar))
        add_text(out, "plain", mail->text);
    else
        add_alternatives(out, mail);
    if (out->full)
        return yp_fail(err, YP_ELIMIT, "mail.large", "over %zu bytes", out->cap);
    return YP_OK;
}
