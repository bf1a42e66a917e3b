#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "web/web_int.h"

static struct yp_request req;
static struct yp_body_plan plan;
static struct yp_server_config config = { .body_max = 100, .upload_max = 1000 };

static int begin(void **state)
{
    (void)state;
    plan = (struct yp_body_plan){ 0 };
    yp_request_init(&req, yp_arena_new());
    return 0;
}

static int end(void **state)
{
    (void)state;
    yp_arena_free(req.arena);
    return 0;
}

/* lines: name, value, name, value ... NULL */
static int read_lines(const char *method, const char *target, const char *const *lines)
{
    struct yp_head_line at[16];
    struct yp_head head = { method, target, "HTTP/1.1", "192.0.2.1", at, 0 };
    for (; lines[0]; lines += 2)
        at[head.nlines++] =
            (struct yp_head_line){ lines[0], lines[1], strlen(lines[0]), strlen(lines[1]) };
    return yp_request_read(&req, &head, &config, &plan);
}

#define READ(method, target, ...)                                                                  \
    read_lines(method, target, (const char *const[]){ "Host", "h", __VA_ARGS__ NULL })

static void a_head_becomes_a_request(void **state)
{
    (void)state;
    assert_int_equal(READ("GET", "/a%20b/%C3%B6?q=%C3%A5&r", "Accept-Encoding", "GZIP, br;q=0.5",
                          "Cookie", "a=1", "Cookie", "b=2", "Last-Event-ID", "7", ),
                     0);
    assert_int_equal(req.method, YP_GET);
    assert_string_equal(req.path, "/a b/ö");
    assert_string_equal(req.raw_query, "q=%C3%A5&r");
    assert_string_equal(yp_field_get(&req.query, "q"), "å");
    assert_string_equal(yp_field_get(&req.query, "r"), "");
    assert_string_equal(yp_field_get(&req.cookies, "b"), "2");
    assert_string_equal(req.last_event_id, "7");
    assert_string_equal(req.referer, "");
    assert_string_equal(req.client, "192.0.2.1");
    assert_true(req.accepts_gzip && req.accepts_br);
    assert_int_equal(plan.kind, YP_BODY_NONE);
}

static void codings_can_be_declined(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        bool gzip, br;
    } cases[] = {
        { "gzip;q=0, br;q=0.001", false, true }, { "gzip ; q=0.0,br;q=1", false, true },
        { "xgzip, brx", false, false },          { "*", false, false },
        { "identity;q=1, gzip", true, false },   { "gzip;q=0", false, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(READ("GET", "/", "Accept-Encoding", cases[i].value, ), 0);
        assert_int_equal(req.accepts_gzip, cases[i].gzip);
        assert_int_equal(req.accepts_br, cases[i].br);
    }
}

static void hidden_bytes_are_refused(void **state)
{
    (void)state;
    const struct yp_head_line host = { "Host", "h", 4, 1 };
    const struct yp_head_line lines[][2] = {
        { host, { "X", "a", 1, 3 } }, /* "a\0b": the text ends early */
        { host, { "X", "a\rb", 1, 3 } }, { host, { "X\0Y", "a", 3, 1 } },
        { host, { "X Y", "a", 3, 1 } },  { host, { "", "a", 0, 1 } },
    };
    static const char cut[] = "a\0b";
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct yp_head_line pair[2] = { lines[i][0], lines[i][1] };
        if (i == 0)
            pair[1].value = cut;
        const struct yp_head head = { "GET", "/", "HTTP/1.1", "", pair, 2 };
        assert_int_equal(yp_request_read(&req, &head, &config, &plan), 400);
    }
}

static void bodies_are_planned(void **state)
{
    (void)state;
    static const char form[] = "application/x-www-form-urlencoded; charset=UTF-8";
    static const char parts[] = "multipart/form-data; boundary=x";
    assert_int_equal(READ("POST", "/", "Content-Type", form, "Content-Length", "100", ), 0);
    assert_int_equal(plan.kind, YP_BODY_URLENCODED);
    assert_int_equal(plan.expected, 100);
    assert_int_equal(plan.max, 100);
    assert_int_equal(READ("POST", "/", "Content-Type", form, "Content-Length", "101", ), 413);
    assert_int_equal(
        READ("POST", "/", "Content-Type", form, "Content-Length", "00000000000000099", ), 0);
    assert_int_equal(
        READ("POST", "/", "Content-Type", form, "Content-Length", "18446744073709551617", ), 413);
    assert_int_equal(READ("POST", "/", "Content-Type", parts, "Content-Length", "101", ), 0);
    assert_int_equal(plan.kind, YP_BODY_MULTIPART);
    assert_int_equal(READ("POST", "/", "Content-Type", parts, "Transfer-Encoding", "chunked", ), 0);
    assert_int_equal(plan.expected, 0);
    assert_int_equal(READ("POST", "/", "Content-Type", parts, ), 411);
    assert_int_equal(READ("POST", "/", "Content-Type", "text/plain", "Content-Length", "1", ), 415);
    assert_int_equal(
        READ("POST", "/", "Content-Type", "multipart/form-datax", "Content-Length", "1", ), 415);
    assert_int_equal(READ("POST", "/", "Content-Length", "0", ), 0);
    assert_int_equal(READ("GET", "/", "Content-Length", "0", ), 0);
    assert_int_equal(READ("GET", "/", "Content-Length", "1", ), 400);
    assert_int_equal(READ("PUT", "/", "Content-Length", "1", ), 405);
}

static void last_hops_are_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *forwarded, *client;
    } cases[] = {
        { "2001:DB8::1", "2001:db8::1" },    { "10.0.0.1,198.51.100.2 ", "198.51.100.2" },
        { "::ffff:192.0.2.9", "192.0.2.9" }, { "1.2.3.4, unknown", "192.0.2.1" },
        { "1.2.3.4 5.6.7.8", "192.0.2.1" },  { "", "192.0.2.1" },
    };
    config.trusted_proxy = "::ffff:192.0.2.1";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(READ("GET", "/", "X-Forwarded-For", "9.9.9.9", "X-Forwarded-For",
                              cases[i].forwarded, "X-Forwarded-Proto", "HTTPS", ),
                         0);
        assert_string_equal(req.client, cases[i].client);
        assert_true(req.is_https);
    }
    config.trusted_proxy = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_head_becomes_a_request, begin, end),
        cmocka_unit_test_setup_teardown(codings_can_be_declined, begin, end),
        cmocka_unit_test_setup_teardown(hidden_bytes_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(bodies_are_planned, begin, end),
        cmocka_unit_test_setup_teardown(last_hops_are_addresses, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
