#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "client.h"

#define HOST "Host: h\r\n"
#define CLOSE "Connection: close\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static char reply[1 << 20];

static struct place place;
static struct yp_server *server;

static int port(void)
{
    return yp_server_port(server);
}

static void begin(struct yp_server_config config)
{
    memset(&place, 0, sizeof place);
    server = place_start(&place, config);
    assert_non_null(server);
}

static int end(void **state)
{
    (void)state;
    atomic_store(&place.gate, 1);
    if (server)
        yp_server_stop(server);
    server = NULL;
    return 0;
}

static void assert_status(const char *request, int status)
{
    int got = client_ask(port(), request, reply, sizeof reply);
    if (got != status)
        fail_msg("%d, not %d, for\n%s\n%s", got, status, request, reply);
}

static void assert_has(const char *text)
{
    if (!strstr(reply, text))
        fail_msg("no \"%s\" in\n%s", text, reply);
}

static void wait_for(const _Atomic int *value, int wanted)
{
    int64_t until = yp_tick() + 10000000;
    while (atomic_load(value) != wanted && yp_tick() < until)
        usleep(1000);
    assert_int_equal(atomic_load(value), wanted);
}

static void answers_a_request(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    assert_status("GET /a/%C3%A4?x=1&y=a+b%26 HTTP/1.1\r\n" HOST CLOSE
                  "Cookie: s=abc; bad; t=d\r\nAccept-Encoding: gzip;q=0, br\r\n\r\n",
                  200);
    assert_has("path /a/ä\n");
    assert_has("raw x=1&y=a+b%26\n");
    assert_has("query y=a b& (4) - -\n");
    assert_has("cookie s=abc (3)");
    assert_has("cookie t=d (1)");
    assert_has("client 127.0.0.1\nhttps 0\n");
    assert_has("gzip 0 br 1 id 22\n");
    assert_has("\r\nDate: ");
    assert_has("\r\nContent-Length: ");
    assert_null(strstr(reply, "Server:"));
    assert_int_equal(place.begun, 2 * sysconf(_SC_NPROCESSORS_ONLN));
    assert_int_equal(yp_server_counts(server).requests, 1);
}

static void head_has_no_body(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    assert_status("HEAD /shared HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_has("Content-Length: 12\r\n");
    assert_non_null(strstr(reply, "\r\n\r\n"));
    assert_string_equal(strstr(reply, "\r\n\r\n"), "\r\n\r\n");
    assert_status("HEAD /events HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_int_equal(yp_server_counts(server).streams_open, 0);
    assert_status("HEAD /pull HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_string_equal(strstr(reply, "\r\n\r\n"), "\r\n\r\n");
}

static void replies_of_each_kind(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    assert_status("GET /fast HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_has("\r\n\r\nfast");
    assert_int_equal(place.served, 0);
    assert_status("GET /shared HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_has("\r\n\r\nshared bytes");
    assert_status("GET /away?to=/%C3%A4+b HTTP/1.1\r\n" HOST CLOSE "\r\n", 303);
    assert_has("Location: /%C3%A4%20b\r\n");
    assert_has("Set-Cookie: s=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=60\r\n");
    assert_has("Content-Length: 0\r\n");
    assert_status("GET /away?to=//evil.example/ HTTP/1.1\r\n" HOST CLOSE "\r\n", 303);
    assert_has("Location: /\r\n");
    assert_status("GET /unchanged HTTP/1.1\r\n" HOST CLOSE "\r\n", 304);
    assert_string_equal(strstr(reply, "\r\n\r\n"), "\r\n\r\n");
    assert_status("GET /pull HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_has("line 999\n");
    assert_has("line 0\n");
    assert_non_null(strstr(reply, "\r\n0\r\n\r\n"));
    assert_status("GET /pull/broken HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_has("line 0\n");
    assert_null(strstr(reply, "\r\n0\r\n\r\n"));
    wait_for(&place.pulls_freed, 2);
}

static void conflicting_framing_is_refused(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    assert_status(
        "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1", 400);
    assert_has("Connection: close\r\n");
    assert_status(
        "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=1", 400);
    assert_status("POST / HTTP/1.1\r\n" HOST FORM
                  "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                  400);
    assert_status("POST / HTTP/1.1\r\n" HOST FORM "Transfer-Encoding: gzip\r\n\r\nx", 400);
    assert_status("POST / HTTP/1.1\r\n" HOST FORM
                  "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                  400);
    assert_status("POST / HTTP/1.0\r\n" HOST FORM "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                  400);
    assert_status("POST / HTTP/1.1\r\n" HOST FORM "Content-Length: +3\r\n\r\na=1", 400);
    assert_status("POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 3, 3\r\n\r\na=1", 400);
    assert_status("POST / HTTP/1.1\r\n" HOST FORM "Content-Length : 3\r\n\r\na=1", 400);
    assert_status("GET / HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc", 400);
    assert_status("GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    assert_int_equal(place.served, 0);
    assert_int_equal(yp_server_counts(server).refused, yp_server_counts(server).requests);
}

static void lines_end_in_cr_and_lf(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    assert_status("GET / HTTP/1.1\n" HOST CLOSE "\r\n", 400);
    assert_status("GET / HTTP/1.1\nHost: h\nConnection: close\n\n", 400);
    assert_status("GET / HTTP/1.1\r\nHost: h\n" CLOSE "\r\n", 400);
    assert_status("GET / HTTP/1.1\r\n" HOST "X:\n" CLOSE "\r\n", 400);
    assert_status("GET / HTTP/1.1\r\n" HOST "X: a\r" CLOSE "\r\n", 400);
    assert_status("GET / HTTP/1.1\r\n" HOST "X:\r\nY: \r\nZ: a \t\r\nCookie: a=b\r\n" CLOSE "\r\n",
                  200);
}

static void hosts_are_exactly_one(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    assert_status("GET / HTTP/1.1\r\n" CLOSE "\r\n", 400);
    assert_status("GET / HTTP/1.1\r\n" CLOSE "Host: a\r\nHost: a\r\n\r\n", 400);
    assert_status("GET / HTTP/1.1\r\n" CLOSE "Host: a/b\r\n\r\n", 400);
    assert_status("GET / HTTP/1.1\r\n" CLOSE "Host:\r\n\r\n", 400);
    assert_status("GET / HTTP/1.1\r\n" CLOSE "Host: [::1]:8080\r\n\r\n", 200);
    assert_status("GET / HTTP/1.0\r\n\r\n", 200);
}

static void odd_targets_are_refused(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    static const char *const targets[] = {
        "/\x01", "/\x7f",     "/a%0ab", "/a%00",  "/../etc",    "/a/%2e%2E/b",
        "/%",    "/%4",       "/%zz",   "/%C3",   "/%ED%A0%80", "/\xC3",
        "*",     "http://h/", "/?%",    "/?a=%C", "/?%00=1",    "/?q=a%00",
    };
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        char request[256];
        snprintf(request, sizeof request, "GET %s HTTP/1.1\r\n" HOST CLOSE "\r\n", targets[i]);
        assert_status(request, 400);
    }
    static const char with_nul[] = "GET /a\0b HTTP/1.1\r\n" HOST CLOSE "\r\n";
    int fd = client_open(port(), false);
    client_send_mem(fd, with_nul, sizeof with_nul - 1);
    client_read_all(fd, reply, sizeof reply);
    close(fd);
    assert_int_equal(strncmp(reply, "HTTP/1.1 400", 12), 0);
    assert_int_equal(place.served, 0);
}

static void methods_and_types(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    static const char *const methods[] = { "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get" };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        char request[256];
        snprintf(request, sizeof request, "%s / HTTP/1.1\r\n" HOST CLOSE "\r\n", methods[i]);
        assert_status(request, 405);
        assert_has("Allow: GET, HEAD, POST\r\n");
    }
    assert_status("POST / HTTP/1.1\r\n" HOST CLOSE FORM "\r\n", 411);
    assert_status("POST / HTTP/1.1\r\n" HOST CLOSE
                  "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                  415);
    assert_status("POST / HTTP/1.1\r\n" HOST CLOSE "Content-Length: 2\r\n\r\n{}", 415);
    assert_status("POST / HTTP/1.1\r\n" HOST CLOSE "Content-Length: 0\r\n\r\n", 200);
}

static void forms_arrive(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    assert_status(
        "POST /p HTTP/1.1\r\n" HOST CLOSE FORM "Content-Length: 16\r\n\r\na=%C3%A4&b=1+%00", 200);
    assert_has("form a=ä (2)");
    assert_has("form b=1  (3)");
    assert_status("POST /p HTTP/1.1\r\n" HOST CLOSE FORM
                  "Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n1\r\n7\r\n0\r\n\r\n",
                  200);
    assert_has("form a=7 (1)");
    static const char part[] =
        "--X\r\nContent-Disposition: form-data; name=\"f\"; "
        "filename=\"C:\\a\\b.txt\"\r\nContent-Type: text/plain\r\n\r\nhi\r\n";
    char request[1024];
    snprintf(
        request, sizeof request,
        "POST /p HTTP/1.1\r\n" HOST CLOSE
        "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: %zu\r\n\r\n%s--X--\r\n",
        strlen(part) + 7, part);
    assert_status(request, 200);
    assert_has("form f=hi (2) b.txt text/plain");
    snprintf(request, sizeof request,
             "POST /p HTTP/1.1\r\n" HOST CLOSE
             "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: %zu\r\n\r\n%s",
             strlen(part), part);
    assert_status(request, 400);
    assert_status("POST /p HTTP/1.1\r\n" HOST CLOSE FORM "Content-Length: 4\r\n\r\na=%G", 400);
}

static void long_bodies_are_refused(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .body_max = 1000, .upload_max = 4000 });
    assert_status("POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 3001\r\n\r\n", 413);
    assert_status("POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 9999999999999999999\r\n\r\n",
                  413);
    assert_status("POST / HTTP/1.1\r\n" HOST
                  "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 9001\r\n\r\n",
                  413);
    char request[8192];
    int n = snprintf(request, sizeof request,
                     "POST / HTTP/1.1\r\n" HOST CLOSE FORM
                     "Transfer-Encoding: chunked\r\n\r\n5dc\r\n%01500d\r\n0\r\n\r\n",
                     1);
    assert_true(n > 1500);
    assert_status(request, 413);
    /* A little too long: read to its end, so that a proxy still sending hears the answer. */
    n = snprintf(request, sizeof request,
                 "POST / HTTP/1.1\r\n" HOST CLOSE FORM "Content-Length: 1500\r\n\r\n%01500d", 1);
    assert_true(n > 1500);
    assert_status(request, 413);
    n = snprintf(request, sizeof request,
                 "POST / HTTP/1.1\r\n" HOST CLOSE FORM
                 "Transfer-Encoding: chunked\r\n\r\n5dc\r\n%01500d\r\n0\r\n\r\n",
                 1);
    assert_true(n > 1500);
    int fd = client_open(port(), false);
    client_send(fd, "POST / HTTP/1.1\r\n" HOST FORM "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 10; i++)
        client_send_mem(fd, strstr(request, "5dc"), 1507);
    assert_true(client_is_closed(fd, 2000)); /* endless: not read for ever */
    close(fd);
    assert_int_equal(place.served, 0);
}

static void long_heads_are_refused(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    static char request[64 * 1024];
    snprintf(request, sizeof request, "GET /%040000d HTTP/1.1\r\n" HOST CLOSE "\r\n", 1);
    int status = client_ask(port(), request, reply, sizeof reply);
    assert_true(status == 414 || status == 431 || status == 413);
    snprintf(request, sizeof request, "GET / HTTP/1.1\r\n" HOST CLOSE "X: %040000d\r\n\r\n", 1);
    status = client_ask(port(), request, reply, sizeof reply);
    assert_true(status == 431 || status == 413);
    snprintf(request, sizeof request, "GET / HTTP/1.1\r\n" HOST CLOSE "Cookie: s=%07000d\r\n\r\n",
             1);
    assert_status(request, 200);
}

/* Sends a byte every 50 ms until closed. Returns milliseconds. */
static int drip(int fd, const char *text, int most_ms)
{
    int64_t begun = yp_tick();
    while (yp_tick() - begun < (int64_t)most_ms * 1000) {
        if (*text)
            client_send_mem(fd, text++, 1);
        struct pollfd p = { fd, POLLIN, 0 };
        if (poll(&p, 1, 50) > 0)
            break;
    }
    return (int)((yp_tick() - begun) / 1000);
}

static void slow_senders_are_closed(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .request_deadline_ms = 600, .idle_ms = 5000 });
    static const char head[] =
        "GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    int fd = client_open(port(), false);
    int ms = drip(fd, head, 5000);
    client_read_all(fd, reply, sizeof reply);
    close(fd);
    assert_has("HTTP/1.1 408");
    assert_in_range(ms, 500, 1500);

    fd = client_open(port(), false); /* on a connection that has been used and was idle */
    client_send(fd, "GET /fast HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(client_read_reply(fd, reply, sizeof reply, false), 200);
    usleep(800000);
    ms = drip(fd, head, 5000);
    client_read_all(fd, reply, sizeof reply);
    close(fd);
    assert_has("HTTP/1.1 408");
    assert_in_range(ms, 500, 1500);

    fd = client_open(port(), false); /* in the body */
    client_send(fd, "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 1000\r\n\r\n");
    ms = drip(fd, head, 5000);
    client_read_all(fd, reply, sizeof reply);
    close(fd);
    assert_has("HTTP/1.1 408");
    assert_in_range(ms, 500, 1500);
    assert_int_equal(place.served, 0);
}

/* A line slower than the deadline allows for, but steady. */
static void a_steady_sender_is_waited_for(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .request_deadline_ms = 400, .idle_ms = 5000 });
    static char part[4000];
    memset(part, 'a', sizeof part);
    int fd = client_open(port(), false);
    client_send(fd, "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 40002\r\n\r\na=");
    for (int i = 0; i < 10; i++) { /* 20 kB a second for two seconds */
        usleep(200000);
        client_send_mem(fd, part, sizeof part);
    }
    assert_int_equal(client_read_reply(fd, reply, sizeof reply, false), 200);
    close(fd);
    assert_int_equal(place.served, 1);
}

/* As many as there is room for, and they ask for nothing more: the next visitor is served. */
static void idle_crowds_make_room(void **state)
{
    (void)state;
    enum { CROWD = 40 };
    begin((struct yp_server_config){ .connections = CROWD, .streams = 4, .idle_ms = 20000 });
    int crowd[CROWD];
    for (int i = 0; i < CROWD; i++) {
        crowd[i] = client_open(port(), false);
        client_send(crowd[i], "GET /fast HTTP/1.1\r\n" HOST "\r\n");
    }
    int64_t begun = yp_tick();
    assert_status("GET /fast HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_true(yp_tick() - begun < 5000000);
    int left = 0;
    usleep(600000);
    for (int i = 0; i < CROWD; i++)
        left += !client_is_closed(crowd[i], 20);
    assert_in_range(left, 1, (CROWD - 4) / 2);
    for (int i = 0; i < CROWD; i++)
        close(crowd[i]);
}

static void idle_connections_are_closed(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .idle_ms = 1000 });
    int used = client_open(port(), false), fresh = client_open(port(), false);
    client_send(used, "GET /fast HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(client_read_reply(used, reply, sizeof reply, false), 200);
    assert_true(client_is_closed(used, 4000));
    assert_true(client_is_closed(fresh, 4000));
    close(used);
    close(fresh);
}

static void handling_time_is_no_idle_time(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .idle_ms = 1000, .request_deadline_ms = 400 });
    int fd = client_open(port(), false);
    client_send(fd, "GET /wait HTTP/1.1\r\n" HOST "\r\n");
    usleep(2500000);
    atomic_store(&place.gate, 1);
    assert_int_equal(client_read_reply(fd, reply, sizeof reply, false), 200);
    close(fd);
}

static void full_queue_says_so(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .workers = 2, .queue = 3 });
    int fds[6];
    for (int i = 0; i < 5; i++) {
        fds[i] = client_open(port(), false);
        client_send(fds[i], "GET /wait HTTP/1.1\r\n" HOST CLOSE "\r\n");
        if (i < 2)
            wait_for(&place.inside, i + 1);
    }
    while (yp_server_counts(server).queue_now < 3)
        usleep(1000);
    fds[5] = client_open(port(), false);
    client_send(fds[5], "GET /wait HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(client_read_reply(fds[5], reply, sizeof reply, false), 503);
    assert_has("Retry-After: 2\r\n");
    assert_int_equal(yp_server_counts(server).queue_full, 1);
    client_send(fds[5], "GET /fast HTTP/1.1\r\n" HOST "\r\n"); /* memory still answers */
    assert_int_equal(client_read_reply(fds[5], reply, sizeof reply, false), 200);
    close(fds[4]); /* gone while it waits */
    atomic_store(&place.gate, 1);
    for (int i = 0; i < 4; i++) {
        client_read_all(fds[i], reply, sizeof reply);
        assert_has("HTTP/1.1 200");
        close(fds[i]);
    }
    wait_for(&place.served, 5);
    close(fds[5]);
}

static void proxies_are_believed_only_when_trusted(void **state)
{
    (void)state;
    static const char request[] =
        "GET / HTTP/1.1\r\n" HOST CLOSE "X-Forwarded-For: 198.51.100.1, 192.0.2.7\r\n"
        "X-Forwarded-Proto: https\r\n\r\n";
    begin((struct yp_server_config){ .trusted_proxy = "127.0.0.1" });
    assert_status(request, 200);
    assert_has("client 192.0.2.7\nhttps 1\n");
    assert_status("GET / HTTP/1.1\r\n" HOST CLOSE "X-Forwarded-For: me\r\n\r\n", 200);
    assert_has("client 127.0.0.1\nhttps 0\n");
    end(NULL);
    begin((struct yp_server_config){ .trusted_proxy = "192.0.2.1" });
    assert_status(request, 200);
    assert_has("client 127.0.0.1\nhttps 0\n");
}

static void many_connections_at_once(void **state)
{
    (void)state;
    enum { N = 200, ROUNDS = 10 };
    begin((struct yp_server_config){ .queue = N });
    static int fds[N];
    for (int i = 0; i < N; i++)
        assert_true((fds[i] = client_open(port(), false)) >= 0);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < N; i++) {
            char request[128];
            snprintf(request, sizeof request, "GET /%d HTTP/1.1\r\n" HOST "\r\n", i);
            client_send(fds[i], request);
        }
        for (int i = 0; i < N; i++) {
            char path[32];
            assert_int_equal(client_read_reply(fds[i], reply, sizeof reply, false), 200);
            snprintf(path, sizeof path, "path /%d\n", i);
            assert_has(path);
        }
    }
    for (int i = 0; i < N; i++)
        close(fds[i]);
    assert_int_equal(place.served, N * ROUNDS);
}

static void pipelined_requests_keep_their_order(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 });
    int fd = client_open(port(), false);
    client_send(fd, "GET /1 HTTP/1.1\r\n" HOST "\r\nGET /2 HTTP/1.1\r\n" HOST "\r\n"
                    "GET /3 HTTP/1.1\r\n" HOST CLOSE "\r\n");
    client_read_all(fd, reply, sizeof reply);
    close(fd);
    char *one = strstr(reply, "path /1\n"), *three = strstr(reply, "path /3\n");
    assert_non_null(one);
    assert_non_null(three);
    assert_true(one < three);
}

static void addresses(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",         "8080",        "localhost:80", "127.0.0.1", "127.0.0.1:",
        "1.2.3:80", "127.0.0.1:x", "::1:80",       "[::1:80",   "127.0.0.1:65536",
        "[]:1",     "[::1]8:0x"
    };
    memset(&place, 0, sizeof place);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct yp_err err = { 0 };
        struct yp_server_config config = { .listen = bad[i] };
        assert_int_equal(yp_server_start(&server, &config, &err), YP_EINVAL);
        assert_string_equal(err.key, "server.listen.form");
    }
    begin((struct yp_server_config){ 0 });
    char address[64];
    snprintf(address, sizeof address, "127.0.0.1:%d", port());
    assert_string_equal(yp_server_address(server), address);
    struct yp_server_config config = { .listen = address };
    struct yp_server *second = NULL;
    struct yp_err err = { 0 };
    assert_int_equal(yp_server_start(&second, &config, &err), YP_EIO);
    assert_string_equal(err.key, "server.listen");
    assert_non_null(strstr(err.detail, "in use"));
    assert_null(second);
}

static void version_six(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .listen = "[::1]:0", .poll_threads = 1 });
    int fd = client_open(port(), true);
    assert_true(fd >= 0);
    client_send(fd, "GET / HTTP/1.1\r\n" HOST CLOSE "\r\n");
    client_read_all(fd, reply, sizeof reply);
    close(fd);
    assert_has("client ::1\n");
    end(NULL);
    begin((struct yp_server_config){ .listen = "[::]:0" }); /* both families */
    assert_status("GET / HTTP/1.1\r\n" HOST CLOSE "\r\n", 200);
    assert_has("client 127.0.0.1\n");
}

static void threads_that_cannot_begin_stop_the_start(void **state)
{
    (void)state;
    memset(&place, 0, sizeof place);
    atomic_store(&place.is_begin_broken, 1);
    assert_null(place_start(&place, (struct yp_server_config){ 0 }));
    assert_int_equal(place.ended, place.begun);
}

/* Clients that ask until the server is gone; a reply is complete or absent. */
struct asker {
    pthread_t thread;
    int port, answered;
};

static void *ask_on(void *ctx)
{
    struct asker *asker = ctx;
    static _Thread_local char mem[4096];
    for (;;) {
        int fd = client_open(asker->port, false);
        if (fd < 0)
            return NULL;
        for (;;) {
            client_send(fd, "GET /x HTTP/1.1\r\n" HOST "\r\n");
            if (client_read_reply(fd, mem, sizeof mem, false) == 0)
                break;
            asker->answered++;
        }
        close(fd);
    }
}

static void stops_under_load(void **state)
{
    (void)state;
    enum { N = 8 };
    begin((struct yp_server_config){ .workers = 2 });
    struct asker askers[N] = { 0 };
    for (int i = 0; i < N; i++) {
        askers[i].port = port();
        assert_int_equal(pthread_create(&askers[i].thread, NULL, ask_on, &askers[i]), 0);
    }
    usleep(300000);
    int64_t begun = yp_tick();
    yp_server_stop(server);
    assert_true(yp_tick() - begun < 5000000);
    server = NULL;
    int total = 0;
    for (int i = 0; i < N; i++) {
        pthread_join(askers[i].thread, NULL);
        total += askers[i].answered;
    }
    assert_true(total > N);
    assert_int_equal(place.begun, place.ended);
}

static void *stop(void *ctx)
{
    yp_server_stop(ctx);
    return NULL;
}

static void stop_finishes_what_was_asked(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .workers = 1 });
    int fds[4];
    for (int i = 0; i < 4; i++) {
        fds[i] = client_open(port(), false);
        client_send(fds[i], "GET /wait HTTP/1.1\r\n" HOST "\r\n");
    }
    wait_for(&place.inside, 1);
    while (yp_server_counts(server).queue_now < 3)
        usleep(1000);
    pthread_t thread;
    int taken = port();
    assert_int_equal(pthread_create(&thread, NULL, stop, server), 0);
    usleep(300000);
    int late = client_open(taken, false); /* may be accepted by the kernel, is never served */
    atomic_store(&place.gate, 1);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(client_read_reply(fds[i], reply, sizeof reply, false), 200);
        assert_has("Connection: close\r\n");
        close(fds[i]);
    }
    pthread_join(thread, NULL);
    server = NULL;
    if (late >= 0)
        close(late);
    assert_int_equal(place.served, 4);
}

/* A form whose second half comes after the stop was asked for. */
static void stop_waits_for_what_is_being_sent(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .workers = 1 });
    int fd = client_open(port(), false);
    client_send(fd, "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 6\r\n\r\na=b");
    while (!yp_server_counts(server).requests)
        usleep(1000);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop, server), 0);
    usleep(300000);
    client_send(fd, "&c=");
    assert_int_equal(client_read_reply(fd, reply, sizeof reply, false), 200);
    assert_has("Connection: close\r\n");
    close(fd);
    pthread_join(thread, NULL);
    server = NULL;
    assert_int_equal(place.served, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(answers_a_request, end),
        cmocka_unit_test_teardown(head_has_no_body, end),
        cmocka_unit_test_teardown(replies_of_each_kind, end),
        cmocka_unit_test_teardown(conflicting_framing_is_refused, end),
        cmocka_unit_test_teardown(lines_end_in_cr_and_lf, end),
        cmocka_unit_test_teardown(hosts_are_exactly_one, end),
        cmocka_unit_test_teardown(odd_targets_are_refused, end),
        cmocka_unit_test_teardown(methods_and_types, end),
        cmocka_unit_test_teardown(forms_arrive, end),
        cmocka_unit_test_teardown(long_bodies_are_refused, end),
        cmocka_unit_test_teardown(long_heads_are_refused, end),
        cmocka_unit_test_teardown(slow_senders_are_closed, end),
        cmocka_unit_test_teardown(a_steady_sender_is_waited_for, end),
        cmocka_unit_test_teardown(idle_crowds_make_room, end),
        cmocka_unit_test_teardown(idle_connections_are_closed, end),
        cmocka_unit_test_teardown(handling_time_is_no_idle_time, end),
        cmocka_unit_test_teardown(full_queue_says_so, end),
        cmocka_unit_test_teardown(proxies_are_believed_only_when_trusted, end),
        cmocka_unit_test_teardown(many_connections_at_once, end),
        cmocka_unit_test_teardown(pipelined_requests_keep_their_order, end),
        cmocka_unit_test_teardown(addresses, end),
        cmocka_unit_test_teardown(version_six, end),
        cmocka_unit_test_teardown(threads_that_cannot_begin_stop_the_start, end),
        cmocka_unit_test_teardown(stops_under_load, end),
        cmocka_unit_test_teardown(stop_finishes_what_was_asked, end),
        cmocka_unit_test_teardown(stop_waits_for_what_is_being_sent, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
