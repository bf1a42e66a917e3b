/* The mail door against a small SMTP server of our own, which keeps what it is sent. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "lib/smtp.h"

enum mode { TAKE, RCPT_450, RCPT_550, FROM_530, DATA_554, LOGIN_535, HELLO_554, DROP };

struct server {
    int listener, port;
    _Atomic int mode;
    _Atomic int connections, mails, bad_lines;
    char data[400000]; /* the last message as it went over the wire, with its dots */
    size_t len;
    pthread_t thread;
};

static struct server server;

static void say(FILE *io, const char *line)
{
    fprintf(io, "%s\r\n", line);
    fflush(io);
}

static void take_data(FILE *io)
{
    char line[1001]; /* 998 and CR LF */
    server.len = 0;
    say(io, "354 go on");
    while (fgets(line, sizeof line, io) && strcmp(line, ".\r\n") != 0) {
        size_t len = strlen(line);
        if (len < 2 || memcmp(line + len - 2, "\r\n", 2) != 0 ||
            server.len + len >= sizeof server.data) {
            server.bad_lines++; /* too long for the buffer, a lone line feed, or too much of it */
            continue;
        }
        memcpy(server.data + server.len, line, len + 1);
        server.len += len;
    }
    server.mails++;
    say(io, server.mode == DATA_554 ? "554 5.6.0 no" : "250 2.0.0 Ok: queued as 7");
}

/* Answers one command; false ends the conversation. */
static bool answer(FILE *io, const char *line)
{
    enum mode mode = (enum mode)server.mode;
    if (!strncmp(line, "EHLO", 4))
        say(io, mode == LOGIN_535 ? "250-test\r\n250 AUTH PLAIN" : "250-test\r\n250 8BITMIME");
    else if (!strncmp(line, "AUTH", 4))
        say(io, "535 5.7.8 wrong password");
    else if (!strncmp(line, "MAIL", 4))
        say(io, mode == FROM_530 ? "530 5.7.0 login first" : "250 ok");
    else if (!strncmp(line, "RCPT", 4) && mode == RCPT_450)
        say(io, "450 4.2.0 greylisted");
    else if (!strncmp(line, "RCPT", 4) && mode == RCPT_550)
        say(io, "550 5.1.1 no such user");
    else if (!strncmp(line, "DATA", 4))
        take_data(io);
    else if (!strncmp(line, "QUIT", 4))
        say(io, "221 bye");
    else
        say(io, "250 ok");
    return strncmp(line, "QUIT", 4) != 0 && !(mode == DROP && !strncmp(line, "RCPT", 4));
}

static void *serve(void *arg YP_UNUSED)
{
    for (int fd; (fd = accept(server.listener, NULL, NULL)) >= 0;) {
        server.connections++;
        FILE *io = fdopen(fd, "r+");
        char line[2048];
        say(io, server.mode == HELLO_554 ? "554 not today" : "220 test");
        while (fgets(line, sizeof line, io) && answer(io, line))
            ;
        fclose(io);
    }
    return NULL;
}

static int begin(void **state YP_UNUSED)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof at;
    server.listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(server.listener, (struct sockaddr *)&at, len) || listen(server.listener, 8) ||
        getsockname(server.listener, (struct sockaddr *)&at, &len))
        return -1;
    server.port = ntohs(at.sin_port);
    return pthread_create(&server.thread, NULL, serve, NULL);
}

static int end(void **state YP_UNUSED)
{
    shutdown(server.listener, SHUT_RDWR);
    close(server.listener);
    return pthread_join(server.thread, NULL);
}

static struct yp_smtp *connect_to(const char *before, const char *after)
{
    char url[200];
    snprintf(url, sizeof url, "smtp://%s127.0.0.1:%d%s", before, server.port, after);
    struct yp_smtp *smtp = yp_smtp_new(url, NULL);
    assert_non_null(smtp);
    return smtp;
}

static const struct yp_mail short_mail = {
    .from_name = "Yhdyspinta",
    .from_address = "noreply@example.fi",
    .to_address = "aino@example.fi",
    .subject = "Hei",
    .message_id = "m1@example.fi",
    .text = "Hei\n",
};

/* Sends in a mode on a connection of its own. */
static int send_in(enum mode mode, const struct yp_mail *mail, char reply[YP_SMTP_REPLY_MAX],
                   struct yp_err *err)
{
    server.mode = mode;
    struct yp_smtp *smtp = connect_to(mode == LOGIN_535 ? "aino:salasana@" : "", "");
    int rc = yp_smtp_send(smtp, mail, reply, err);
    yp_smtp_free(smtp);
    return rc;
}

static size_t unbase64(const char *s, size_t len, char *ret)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t n = 0;
    uint32_t v = 0;
    for (size_t i = 0, bits = 0; i < len && s[i] != '='; i++) {
        const char *d = strchr(digits, s[i]);
        if (!d)
            continue;
        v = v << 6 | (uint32_t)(d - digits);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            ret[n++] = (char)(v >> bits & 255);
        }
    }
    ret[n] = '\0';
    return n;
}

static void unquote(const char *s, size_t len, char *ret)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '=' && s[i + 1] == '\r') {
            i += 2;
        } else if (s[i] == '=') {
            const char hex[3] = { s[i + 1], s[i + 2], 0 };
            ret[n++] = (char)strtol(hex, NULL, 16);
            i += 2;
        } else {
            ret[n++] = s[i];
        }
    }
    ret[n] = '\0';
}

/* The value of a header, unfolded and its encoded words decoded. */
static void header(const char *name, char *ret, size_t size)
{
    char start[64];
    size_t n = 0;
    snprintf(start, sizeof start, "\r\n%s: ", name);
    ret[0] = '\0';
    const char *p = strstr(server.data, start);
    if (!p)
        return;
    p += strlen(start);
    for (bool was_word = false;
         *p && (strncmp(p, "\r\n", 2) != 0 || p[2] == ' ') && n < size - 80;) {
        const char *stop = strncmp(p, "=?UTF-8?B?", 10) ? NULL : strstr(p + 10, "?=");
        if (stop) {
            assert_true(stop + 2 - p <= 75);
            size_t len = unbase64(p + 10, (size_t)(stop - p - 10), ret + n);
            assert_true(yp_utf8_valid(ret + n, len)); /* no word ends inside a code point */
            n += len;
            p = stop + 2;
        } else if (*p == '\r') {
            p += 2;
            if (was_word && !strncmp(p, " =?", 3))
                p++;
        } else {
            ret[n++] = *p++;
        }
        was_word = stop != NULL;
    }
    ret[n] = '\0';
}

/* The decoded body of the part of a type; dots of the transport are taken away first. */
static void part(const char *type, char *ret)
{
    static char clean[sizeof server.data];
    size_t n = 0;
    assert_true(server.mails >
                0); /* what the server's thread wrote before counting is ours to read */
    for (size_t i = 0; i < server.len; i++) {
        if (server.data[i] == '.' && i && server.data[i - 1] == '\n')
            continue;
        clean[n++] = server.data[i];
    }
    clean[n] = '\0';
    char start[64];
    snprintf(start, sizeof start, "Content-Type: %s", type);
    const char *p = strstr(clean, start);
    assert_non_null(p);
    const char *body = strstr(p, "\r\n\r\n") + 4;
    const char *stop = strstr(body, "\r\n--=_");
    size_t len = stop ? (size_t)(stop - body) : strlen(body);
    const char *coding = strstr(p, "base64");
    if (coding && coding < body)
        unbase64(body, len, ret);
    else
        unquote(body, len, ret);
}

static void subject_and_names_come_back(void **state YP_UNUSED)
{
    struct yp_mail mail = short_mail;
    char reply[YP_SMTP_REPLY_MAX], got[2000];
    mail.subject = "Pöytäkirja tarkistettavana: Čoahkkin 3/2026 – hyvinvointialueen ja kuntien "
                   "yhdyspintaryhmä, lähiaikojen äänestykset ja åländska frågor";
    mail.to_name = "Åsa \"Čáppa\" Öljymäki";
    mail.from_name = "Yhdyspinta \"testi\\\"";
    mail.date_at = INT64_C(1790000000000000); /* 2026-09-21 14:13:20 UTC */
    assert_int_equal(send_in(TAKE, &mail, reply, NULL), YP_OK);
    assert_string_equal(reply, "250 2.0.0 Ok: queued as 7");
    header("Subject", got, sizeof got);
    assert_string_equal(got, mail.subject);
    header("To", got, sizeof got);
    assert_string_equal(got, "Åsa \"Čáppa\" Öljymäki <aino@example.fi>");
    header("From", got, sizeof got);
    assert_string_equal(got, "\"Yhdyspinta \\\"testi\\\\\\\"\" <noreply@example.fi>");
    header("Message-ID", got, sizeof got);
    assert_string_equal(got, "<m1@example.fi>");
    assert_memory_equal(server.data, "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n", 39);
    for (const char *p = server.data; p && *p; p = strchr(p, '\n'), p += p != NULL)
        assert_true(strcspn(p, "\r") <= 76);
}

static void text_comes_back(void **state YP_UNUSED)
{
    static char text[60000], want[70000], got[200000];
    size_t n = (size_t)snprintf(text, sizeof text, "Hei,\n.\n.piste ja =41 välilyönti \r\n..\n");
    for (int i = 0; i < 4000; i++) /* one line of 50,000 bytes */
        n += (size_t)snprintf(text + n, sizeof text - n, "äänčŋ %d.", i % 10);
    snprintf(text + n, sizeof text - n, "\nloppu");
    size_t m = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '\n' && (p == text || p[-1] != '\r'))
            want[m++] = '\r';
        want[m++] = *p;
    }
    memcpy(want + m, "\r\n", 3);
    struct yp_mail mail = short_mail;
    char reply[YP_SMTP_REPLY_MAX];
    mail.text = text;
    assert_int_equal(send_in(TAKE, &mail, reply, NULL), YP_OK);
    assert_int_equal(server.bad_lines, 0);
    assert_non_null(strstr(server.data, "\r\n..\r\n..piste")); /* the transport's dots */
    part("text/plain", got);
    assert_string_equal(got, want);
}

static void calendar_and_leaving_are_there(void **state YP_UNUSED)
{
    struct yp_mail mail = short_mail;
    char reply[YP_SMTP_REPLY_MAX], got[2000];
    mail.html = "<p>Hyvää päivää</p>";
    mail.calendar =
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Yhteistyöryhmä\r\nEND:VCALENDAR\r\n";
    mail.calendar_method = "REQUEST";
    mail.list_unsubscribe_url = "https://example.fi/leave/abc";
    mail.reply_to = "sihteeri@example.fi";
    mail.auto_submitted = true;
    assert_int_equal(send_in(TAKE, &mail, reply, NULL), YP_OK);
    part("text/calendar; charset=utf-8; method=REQUEST", got);
    assert_string_equal(got, mail.calendar);
    part("text/html", got);
    assert_string_equal(got, "<p>Hyvää päivää</p>\r\n");
    header("List-Unsubscribe", got, sizeof got);
    assert_string_equal(got, "<https://example.fi/leave/abc>");
    header("List-Unsubscribe-Post", got, sizeof got);
    assert_string_equal(got, "List-Unsubscribe=One-Click");
    header("Auto-Submitted", got, sizeof got);
    assert_string_equal(got, "auto-generated");
    header("Reply-To", got, sizeof got);
    assert_string_equal(got, "<sihteeri@example.fi>");
}

static void injection_is_refused(void **state YP_UNUSED)
{
    static const char *const bad[] = { "a\r\nBcc: x@example.fi", "a\nb", "a\rb", "\xff", "a\x01" };
    struct yp_smtp *smtp = connect_to("", "");
    char reply[YP_SMTP_REPLY_MAX];
    int before = server.connections;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct yp_mail mails[10];
        for (int k = 0; k < 10; k++)
            mails[k] = short_mail;
        mails[0].from_name = mails[1].to_name = mails[2].subject = mails[3].message_id = bad[i];
        mails[4].reply_to = mails[5].from_address = mails[6].to_address = bad[i];
        mails[7].list_unsubscribe_url = bad[i];
        mails[8].calendar = "x", mails[8].calendar_method = bad[i];
        mails[9].calendar = "x"; /* no method */
        for (int k = 0; k < 10; k++) {
            struct yp_err err = { 0 };
            assert_int_equal(yp_smtp_send(smtp, &mails[k], reply, &err), YP_EINVAL);
            assert_string_equal(err.key, k >= 4 && k <= 6 ? "mail.address" : "mail.header");
            assert_string_not_equal(err.field, "");
        }
    }
    struct yp_mail mail = short_mail;
    struct yp_err err = { 0 };
    mail.text = "\xc3(";
    assert_int_equal(yp_smtp_send(smtp, &mail, reply, &err), YP_EINVAL);
    assert_string_equal(err.key, "mail.text");
    assert_int_equal(server.connections, before); /* nothing went out */
    yp_smtp_free(smtp);
}

static void too_large_is_refused(void **state YP_UNUSED)
{
    struct yp_buf out = { .cap = 100 };
    struct yp_err err = { 0 };
    assert_int_equal(yp_mail_write(&short_mail, &out, &err), YP_ELIMIT);
    assert_string_equal(err.key, "mail.large");
    yp_buf_release(&out);
}

static void failures_are_told_apart(void **state YP_UNUSED)
{
    static const struct {
        enum mode mode;
        int rc;
        const char *reply;
    } cases[] = {
        { RCPT_450, YP_EBUSY, "450 4.2.0 greylisted" },
        { RCPT_550, YP_EINVAL, "550 5.1.1 no such user" },
        { DATA_554, YP_EINVAL, "554 5.6.0 no" },
        { FROM_530, YP_EBUSY, "530 5.7.0 login first" },
        { LOGIN_535, YP_EBUSY, "535 5.7.8 wrong password" },
        { HELLO_554, YP_EBUSY, "554 not today" },
        { DROP, YP_EBUSY, NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yp_err err = { 0 };
        char reply[YP_SMTP_REPLY_MAX];
        assert_int_equal(send_in(cases[i].mode, &short_mail, reply, &err), cases[i].rc);
        assert_string_equal(err.key, cases[i].rc == YP_EBUSY ? "mail.temporary" : "mail.refused");
        if (cases[i].reply)
            assert_string_equal(reply, cases[i].reply);
    }
}

static void nobody_there_is_temporary(void **state YP_UNUSED)
{
    struct yp_smtp *smtp = yp_smtp_new("smtp://127.0.0.1:1", NULL);
    struct yp_err err = { 0 };
    char reply[YP_SMTP_REPLY_MAX];
    assert_int_equal(yp_smtp_send(smtp, &short_mail, reply, &err), YP_EBUSY);
    assert_string_equal(err.key, "mail.temporary");
    assert_string_not_equal(reply, "");
    yp_smtp_free(smtp);
}

static void required_tls_sends_nothing_plain(void **state YP_UNUSED)
{
    server.mode = TAKE;
    int before = server.mails;
    struct yp_smtp *smtp = connect_to("", "/?tls=required");
    struct yp_err err = { 0 };
    char reply[YP_SMTP_REPLY_MAX];
    assert_int_equal(yp_smtp_send(smtp, &short_mail, reply, &err), YP_EBUSY);
    assert_int_equal(server.mails, before);
    yp_smtp_free(smtp);
}

static void connection_is_kept_and_mended(void **state YP_UNUSED)
{
    struct yp_smtp *smtp = connect_to("", "");
    char reply[YP_SMTP_REPLY_MAX];
    int before = server.connections;
    server.mode = TAKE;
    assert_int_equal(yp_smtp_send(smtp, &short_mail, reply, NULL), YP_OK);
    assert_int_equal(yp_smtp_send(smtp, &short_mail, reply, NULL), YP_OK);
    assert_int_equal(server.connections, before + 1);
    server.mode = RCPT_550;
    assert_int_equal(yp_smtp_send(smtp, &short_mail, reply, NULL), YP_EINVAL);
    server.mode = DROP;
    assert_int_equal(yp_smtp_send(smtp, &short_mail, reply, NULL), YP_EBUSY);
    server.mode = TAKE; /* one bad address or line does not spoil the next mail */
    assert_int_equal(yp_smtp_send(smtp, &short_mail, reply, NULL), YP_OK);
    yp_smtp_free(smtp);
}

static void urls_are_checked(void **state YP_UNUSED)
{
    static const char *const bad[] = { "",
                                       "https://example.fi",
                                       "smtp://",
                                       "file:///etc/passwd",
                                       "smtp://example.fi?tls=no",
                                       "smtp://a b" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct yp_err err = { 0 };
        assert_null(yp_smtp_new(bad[i], &err));
        assert_string_equal(err.key, "mail.url");
    }
    static const char *const good[] = { "smtp://localhost",
                                        "smtps://a%40b:p%2F@mail.example.fi:465",
                                        "smtp://mail.example.fi:587?tls=required" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct yp_smtp *smtp = yp_smtp_new(good[i], NULL);
        assert_non_null(smtp);
        yp_smtp_free(smtp);
    }
}

static void addresses_are_checked(void **state YP_UNUSED)
{
    static const char *const good[] = { "aino@example.fi", "a.b+c@x-y.example.fi", "root@localhost",
                                        "o'neil@a.b" };
    static const char *const bad[] = {
        NULL,           "",           "aino",        "@example.fi", "aino@",
        "aino@example", "a@b@c.fi",   "a b@c.fi",    "a@c.fi ",     "a@c..fi",
        ".a@c.fi",      "a.@c.fi",    "a..b@c.fi",   "a@-c.fi",     "a@c-.fi",
        "a@c.fi.",      "a@.fi",      "a@c.fi-",     "å@c.fi",      "a@ö.fi",
        "<a@c.fi>",     "\"a\"@c.fi", "a@[1.2.3.4]", "a@c.fi\n",    "a@c.fi,b@c.fi"
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(yp_mail_address_ok(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(yp_mail_address_ok(bad[i]));
    char text[300] = "a@";
    for (int i = 0; i < 252; i += 2)
        snprintf(text + 2 + i, sizeof text - 2 - (size_t)i, "%s", i == 250 ? "cc" : "b.");
    assert_int_equal(strlen(text), 254);
    assert_true(yp_mail_address_ok(text));
    snprintf(text + 254, sizeof text - 254, "c");
    assert_false(yp_mail_address_ok(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subject_and_names_come_back),
        cmocka_unit_test(text_comes_back),
        cmocka_unit_test(calendar_and_leaving_are_there),
        cmocka_unit_test(injection_is_refused),
        cmocka_unit_test(too_large_is_refused),
        cmocka_unit_test(failures_are_told_apart),
        cmocka_unit_test(nobody_there_is_temporary),
        cmocka_unit_test(required_tls_sends_nothing_plain),
        cmocka_unit_test(connection_is_kept_and_mended),
        cmocka_unit_test(urls_are_checked),
        cmocka_unit_test(addresses_are_checked),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
