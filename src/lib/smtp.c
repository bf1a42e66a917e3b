#include "lib/smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { TIMEOUT_S = 20, MAIL_MAX = 10 * 1024 * 1024 };

struct yp_smtp {
    CURL *curl;
    bool was_read;                 /* the server has asked for the message */
    struct yp_buf mail;            /* the message being sent */
    size_t sent;                   /* bytes of it given to curl */
    char reply[YP_SMTP_REPLY_MAX]; /* last reply line */
    char trouble[CURL_ERROR_SIZE];
};

static size_t give(char *mem, size_t size, size_t n, void *arg)
{
    struct yp_smtp *smtp = arg;
    size_t left = smtp->mail.len - smtp->sent;
    size_t len = size * n < left ? size * n : left;
    smtp->was_read = true;
    if (len)
        memcpy(mem, smtp->mail.mem + smtp->sent, len);
    smtp->sent += len;
    return len;
}

/* Copies printable ASCII; the reply goes to logs and to the page of the outbox. */
static void keep_text(char ret[YP_SMTP_REPLY_MAX], const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len && s[i] && n < YP_SMTP_REPLY_MAX - 1; i++) {
        if (s[i] >= ' ' && s[i] < 0x7F)
            ret[n++] = s[i];
        else if (s[i] != '\r' && s[i] != '\n')
            ret[n++] = '?';
    }
    ret[n] = '\0';
}

static size_t take_reply(char *mem, size_t size, size_t n, void *arg)
{
    struct yp_smtp *smtp = arg;
    bool goodbye = size * n >= 3 && !memcmp(mem, "221", 3);
    if (!goodbye)
        keep_text(smtp->reply, mem, size * n);
    return size * n;
}

static char *url_part(CURLU *url, CURLUPart part)
{
    char *s = NULL;
    if (curl_url_get(url, part, &s, part == CURLUPART_URL ? 0 : CURLU_URLDECODE))
        return NULL;
    return s;
}

/* Sets user and password; returns whether there is a password. */
static bool set_login(CURL *curl, CURLU *url)
{
    char *user = url_part(url, CURLUPART_USER), *password = url_part(url, CURLUPART_PASSWORD);
    bool is_secret = user && password;
    if (is_secret) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
    }
    curl_free(user);
    curl_free(password);
    return is_secret;
}

/* curl gets scheme, host and port; the rest of the URL is ours. */
static bool set_address(CURL *curl, CURLU *url)
{
    curl_url_set(url, CURLUPART_USER, NULL, 0);
    curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
    curl_url_set(url, CURLUPART_QUERY, NULL, 0);
    char *address = url_part(url, CURLUPART_URL);
    bool ok = address && !curl_easy_setopt(curl, CURLOPT_URL, address);
    curl_free(address);
    return ok;
}

static void set_tls(CURL *curl, bool required, bool checked)
{
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(required ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, checked ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, checked ? 2L : 0L);
}

static bool set_url(CURL *curl, const char *text)
{
    CURLU *url = curl_url();
    bool ok = url && !curl_url_set(url, CURLUPART_URL, text, 0);
    char *scheme = ok ? url_part(url, CURLUPART_SCHEME) : NULL;
    char *query = ok ? url_part(url, CURLUPART_QUERY) : NULL;
    bool wrapped = scheme && !strcmp(scheme, "smtps");
    bool required = query && !strcmp(query, "tls=required");
    ok = scheme && (wrapped || !strcmp(scheme, "smtp")) && (!query || required);
    if (ok) {
        bool is_secret = set_login(curl, url);
        set_tls(curl, wrapped || required, wrapped || required || is_secret);
        ok = set_address(curl, url);
    }
    curl_free(scheme);
    curl_free(query);
    curl_url_cleanup(url);
    return ok;
}

static void set_rest(struct yp_smtp *smtp)
{
    CURL *curl = smtp->curl;
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* the environment's proxies are for the web */
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_reply);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, smtp->trouble);
}

struct yp_smtp *yp_smtp_new(const char *url, struct yp_err *err)
{
    struct yp_smtp *smtp = yp_calloc(1, sizeof *smtp);
    smtp->mail.cap = MAIL_MAX;
    smtp->curl = curl_easy_init();
    if (!smtp->curl || !set_url(smtp->curl, url)) {
        yp_smtp_free(smtp);
        yp_err_set(err, YP_EINVAL, "", "mail.url", __FILE__, __LINE__,
                   "not smtp://host or smtps://host, or an unknown query");
        return NULL;
    }
    set_rest(smtp);
    return smtp;
}

void yp_smtp_free(struct yp_smtp *smtp)
{
    if (!smtp)
        return;
    if (smtp->curl) {
        curl_easy_setopt(smtp->curl, CURLOPT_TIMEOUT, 2L); /* a goodbye is not worth more */
        curl_easy_cleanup(smtp->curl);
    }
    yp_buf_release(&smtp->mail);
    free(smtp);
}

/* Whether the failure is the server's final word on this mail, not on us or on the moment. */
static bool is_final(const struct yp_smtp *smtp, CURLcode code, long reply)
{
    if (reply < 500 || reply > 599 || code == CURLE_LOGIN_DENIED)
        return false;
    if (reply == 521 || reply == 530 || reply == 534 || reply == 535 || reply == 538)
        return false; /* the host takes no mail; a login or TLS is needed: for the operator to mend
                       */
    return code == CURLE_SEND_ERROR || smtp->was_read; /* else: greeting, EHLO or STARTTLS */
}

static int outcome(struct yp_smtp *smtp, CURLcode code, char ret_reply[YP_SMTP_REPLY_MAX],
                   struct yp_err *err)
{
    long reply = 0;
    curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, &reply);
    const char *trouble = smtp->trouble[0] ? smtp->trouble : curl_easy_strerror(code);
    const char *said = reply >= 400 || !code ? smtp->reply : trouble;
    keep_text(ret_reply, said, strlen(said));
    if (!code)
        return YP_OK;
    if (is_final(smtp, code, reply))
        return yp_fail(err, YP_EINVAL, "mail.refused", "%s", ret_reply);
    return yp_fail(err, YP_EBUSY, "mail.temporary", "curl %d: %s; %s", (int)code, trouble,
                   smtp->reply);
}

int yp_smtp_send(struct yp_smtp *smtp, const struct yp_mail *mail,
                 char ret_reply[YP_SMTP_REPLY_MAX], struct yp_err *err)
{
    ret_reply[0] = smtp->reply[0] = smtp->trouble[0] = '\0';
    smtp->sent = 0;
    smtp->was_read = false;
    yp_buf_clear(&smtp->mail);
    int rc = yp_mail_write(mail, &smtp->mail, err);
    if (rc < 0)
        return rc;
    struct curl_slist *to = curl_slist_append(NULL, mail->to_address);
    if (!to)
        return yp_fail(err, YP_EBUSY, "mail.temporary", "out of memory");
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, mail->from_address);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)smtp->mail.len);
    CURLcode code = curl_easy_perform(smtp->curl);
    rc = outcome(smtp, code, ret_reply, err);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(to);
    return rc;
}
