#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "client.h"
#include "web/web_int.h"

#define ASK "GET /events HTTP/1.1\r\nHost: h\r\n"

static char text[1 << 16];
static struct place place;
static struct yp_server *server;
static int fds[512];

static void begin(struct yp_server_config config, const char *topic, const char *second)
{
    memset(&place, 0, sizeof place);
    place.topics[0] = topic;
    place.topics[1] = second;
    place.ntopics = second ? 2 : 1;
    server = place_start(&place, config);
    assert_non_null(server);
}

static int end(void **state)
{
    (void)state;
    yp_hub_beat_us = 20000000;
    if (server)
        yp_server_stop(server);
    server = NULL;
    return 0;
}

static int open_after(const char *last_event_id)
{
    int fd = client_open(yp_server_port(server), false);
    assert_true(fd >= 0);
    client_send(fd, ASK);
    client_send(fd, last_event_id);
    client_send(fd, "\r\n\r\n");
    return fd;
}

static int open_stream(void)
{
    int fd = open_after("Accept: text/event-stream");
    assert_true(client_read_until(fd, text, sizeof text, ": open\n\n", 5000));
    return fd;
}

static void wait_streams(int wanted)
{
    int64_t until = yp_tick() + 5000000;
    while (yp_server_counts(server).streams_open != wanted && yp_tick() < until)
        usleep(1000);
    assert_int_equal(yp_server_counts(server).streams_open, wanted);
}

static int count_in(const char *mem, const char *what)
{
    int n = 0;
    for (const char *p = strstr(mem, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

static void events_arrive(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 }, "meeting:7", NULL);
    int fd = open_stream();
    assert_non_null(strstr(text, "HTTP/1.1 200"));
    assert_non_null(strstr(text, "Content-Type: text/event-stream"));
    assert_non_null(strstr(text, "Cache-Control: no-store"));
    assert_non_null(strstr(text, "retry: 3000\n"));
    yp_server_publish(server, "meeting:8", 11);
    yp_server_publish(server, "meeting:7", 12);
    assert_true(client_read_until(
        fd, text, sizeof text,
        "id: 12\nevent: change\ndata: {\"topic\":\"meeting:7\",\"seq\":12}\n\n", 2000));
    assert_null(strstr(text, "meeting:8"));
    yp_server_publish(server, "meeting:7", 12); /* nothing new */
    yp_server_publish(server, "meeting:7", 5);
    yp_server_publish(server, "meeting:7\"", 13); /* no name for JSON */
    yp_server_publish(server, "meeting:7", 14);
    assert_true(client_read_until(fd, text, sizeof text, "id: 14\n", 2000));
    assert_null(strstr(text, "id: 5\n"));
    close(fd);
}

static void readers_catch_up(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 }, "a", "b");
    yp_server_publish(server, "b", 9);
    yp_server_publish(server, "a", 7);
    usleep(50000);
    int fd = open_after("Last-Event-ID: 5");
    assert_true(client_read_until(fd, text, sizeof text, "\"seq\":9}\n\n", 2000));
    assert_non_null(strstr(text, "{\"topic\":\"a\",\"seq\":7}"));
    assert_true(strstr(text, "id: 7\n") < strstr(text, "id: 9\n"));
    close(fd);
    fd = open_after("Last-Event-ID: 7");
    assert_true(client_read_until(fd, text, sizeof text, "\"seq\":9}\n\n", 2000));
    assert_null(strstr(text, "id: 7\n"));
    close(fd);
}

/* Topics that nobody follows are forgotten in time, but nothing that came is missed for it. */
static void forgotten_topics_are_not_missed(void **state)
{
    (void)state;
    begin((struct yp_server_config){ 0 }, "first", NULL);
    yp_server_publish(server, "first", 3);
    for (int i = 0; i < 20000; i++) {
        char topic[32];
        snprintf(topic, sizeof topic, "t:%d", i);
        yp_server_publish(server, topic, 4 + i);
        if (i % 1000 == 0)
            usleep(5000);
    }
    int fd = open_after("Last-Event-ID: 2");
    assert_true(client_read_until(fd, text, sizeof text, "\"topic\":\"first\"", 2000));
    close(fd);
}

static void one_publish_reaches_all(void **state)
{
    (void)state;
    enum { N = 300 };
    begin((struct yp_server_config){ .queue = N }, "t", NULL);
    for (int i = 0; i < N; i++)
        fds[i] = open_stream();
    wait_streams(N);
    for (int seq = 1; seq <= 5; seq++) {
        yp_server_publish(server, "t", seq);
        char wanted[32];
        snprintf(wanted, sizeof wanted, "id: %d\n", seq);
        for (int i = 0; i < N; i++)
            assert_true(client_read_until(fds[i], text, sizeof text, wanted, 5000));
    }
    for (int i = 0; i < N; i++)
        close(fds[i]);
    for (int i = 0; i < 3; i++) { /* noticed when something is written */
        yp_server_publish(server, "t", 100 + i);
        usleep(100000);
    }
    wait_streams(0);
}

static void crowds_get_one_a_second(void **state)
{
    (void)state;
    enum { N = 310 };
    begin((struct yp_server_config){ .queue = N }, "t", "u");
    for (int i = 0; i < N; i++)
        fds[i] = open_stream();
    wait_streams(N);
    int64_t begun = yp_tick();
    for (int seq = 1; yp_tick() - begun < 1500000; seq++) {
        yp_server_publish(server, "t", seq);
        usleep(10000);
    }
    yp_server_publish(server, "t", 1000);
    for (int i = 0; i < N; i++) {
        assert_true(client_read_until(fds[i], text, sizeof text, "id: 1000\n", 5000));
        assert_in_range(count_in(text, "event: change"), 2, 4);
        close(fds[i]);
    }
}

static void a_held_event_goes_before_a_later_one(void **state)
{
    (void)state;
    enum { N = 310 };
    begin((struct yp_server_config){ .queue = N, .workers = 4 }, "t", NULL);
    for (int i = 0; i < N - 1; i++)
        fds[i] = open_stream();
    place.topics[1] = "u";
    place.ntopics = 2;
    fds[N - 1] = open_stream();
    yp_server_publish(server, "t", 1);
    assert_true(client_read_until(fds[N - 1], text, sizeof text, "id: 1\n", 2000));
    yp_server_publish(server, "t", 2); /* held for a second */
    yp_server_publish(server, "u", 3); /* at once, and its id says that 2 was seen */
    assert_true(client_read_until(fds[N - 1], text, sizeof text, "id: 3\n", 500));
    assert_non_null(strstr(text, "id: 2\n"));
    for (int i = 0; i < N; i++)
        close(fds[i]);
}

static void heartbeats_find_who_left(void **state)
{
    (void)state;
    yp_hub_beat_us = 400000;
    begin((struct yp_server_config){ 0 }, "t", NULL);
    int stays = open_stream();
    for (int i = 0; i < 20; i++)
        close(open_stream());
    assert_true(client_read_until(stays, text, sizeof text, "\n:\n\n", 3000));
    wait_streams(1);
    close(stays);
}

static void quiet_streams_stay_open(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .idle_ms = 1000, .request_deadline_ms = 500 }, "t", NULL);
    int fd = open_stream();
    usleep(2500000);
    yp_server_publish(server, "t", 1);
    assert_true(client_read_until(fd, text, sizeof text, "id: 1\n", 2000));
    usleep(2500000);
    yp_server_publish(server, "t", 2);
    assert_true(client_read_until(fd, text, sizeof text, "id: 2\n", 2000));
    close(fd);
}

/* Those that are refused keep no place either: a page is still reached when many have asked. */
static void streams_are_capped_apart(void **state)
{
    (void)state;
    enum { REFUSED = 6 };
    int refused[REFUSED];
    begin((struct yp_server_config){ .streams = 2, .connections = 4 }, "t", NULL);
    int one = open_stream(), two = open_stream();
    for (int i = 0; i < REFUSED; i++) {
        refused[i] = open_after("Accept: */*");
        assert_int_equal(client_read_reply(refused[i], text, sizeof text, false), 503);
        assert_non_null(strstr(text, "Retry-After: 5\r\n"));
        assert_true(client_is_closed(refused[i], 2000));
    }
    assert_int_equal(yp_server_counts(server).streams_refused, REFUSED);
    assert_int_equal(
        client_ask(yp_server_port(server), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", text, sizeof text),
        200);
    for (int i = 0; i < REFUSED; i++)
        close(refused[i]);
    close(one);
    close(two);
}

static void stops_with_open_streams(void **state)
{
    (void)state;
    for (int round = 0; round < 10; round++) {
        begin((struct yp_server_config){ .queue = 100 }, "t", NULL);
        for (int i = 0; i < 100; i++)
            fds[i] = open_stream();
        for (int seq = 1; seq < 50 * round; seq++)
            yp_server_publish(server, "t", seq);
        int64_t begun = yp_tick();
        end(NULL);
        assert_true(yp_tick() - begun < 2000000);
        for (int i = 0; i < 100; i++) {
            assert_true(client_is_closed(fds[i], 1000));
            close(fds[i]);
        }
    }
}

/* A reader that takes nothing must hold up neither the others nor the stop. */
static void stuck_readers_harm_nobody(void **state)
{
    (void)state;
    begin((struct yp_server_config){ .idle_ms = 2000 }, "t", NULL);
    int stuck = open_stream(), fine = open_stream();
    for (int seq = 1; seq <= 40000; seq++) {
        yp_server_publish(server, "t", seq);
        if (seq % 20 == 0)
            usleep(200);
    }
    bool found = false;
    int64_t until = yp_tick() + 5000000;
    while (!found && yp_tick() < until)
        found = client_read_until(fine, text, sizeof text, "id: 40000\n", 200);
    assert_true(found);
    int64_t begun = yp_tick();
    end(NULL);
    assert_true(yp_tick() - begun < 5000000);
    close(stuck);
    close(fine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(events_arrive, end),
        cmocka_unit_test_teardown(readers_catch_up, end),
        cmocka_unit_test_teardown(forgotten_topics_are_not_missed, end),
        cmocka_unit_test_teardown(one_publish_reaches_all, end),
        cmocka_unit_test_teardown(crowds_get_one_a_second, end),
        cmocka_unit_test_teardown(a_held_event_goes_before_a_later_one, end),
        cmocka_unit_test_teardown(heartbeats_find_who_left, end),
        cmocka_unit_test_teardown(quiet_streams_stay_open, end),
        cmocka_unit_test_teardown(streams_are_capped_apart, end),
        cmocka_unit_test_teardown(stops_with_open_streams, end),
        cmocka_unit_test_teardown(stuck_readers_harm_nobody, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
