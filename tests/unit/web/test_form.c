#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "web/web.h"

static int begin(void **state)
{
    *state = yp_arena_new();
    return 0;
}

static int end(void **state)
{
    yp_arena_free(*state);
    return 0;
}

static struct yp_fields parse(void **state, const char *mem, size_t len)
{
    struct yp_fields fields = { 0 };
    struct yp_err err = { 0 };
    assert_int_equal(yp_parse_urlencoded(*state, mem, len, &fields, &err), YP_OK);
    return fields;
}

static void fields_are_decoded(void **state)
{
    static const char body[] = "a=1&&b=%C3%A4+%2b&c&=d&a=2&e=x%00y&f==";
    struct yp_fields f = parse(state, body, sizeof body - 1);
    assert_int_equal(f.n, 7);
    assert_string_equal(yp_field_get(&f, "a"), "1");
    assert_string_equal(yp_field_get(&f, "b"), "ä +");
    assert_string_equal(yp_field_get(&f, "c"), "");
    assert_string_equal(yp_field_get(&f, ""), "d");
    assert_string_equal(f.at[4].value, "2");
    assert_int_equal(f.at[5].len, 3);
    assert_memory_equal(f.at[5].value, "x\0y", 4);
    assert_string_equal(yp_field_get(&f, "f"), "=");
    assert_null(yp_field_get(&f, "g"));
    assert_null(f.at[0].file_name);
    assert_int_equal(parse(state, "", 0).n, 0);
    assert_int_equal(parse(state, "&&", 2).n, 0);
}

static void broken_fields_are_refused(void **state)
{
    static const char *const bodies[] = { "a=%", "a=%4", "a=%4g", "%=1", "a%00=1", "a=%%41" };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct yp_fields fields = { NULL, -1 };
        struct yp_err err = { 0 };
        assert_int_equal(yp_parse_urlencoded(*state, bodies[i], strlen(bodies[i]), &fields, &err),
                         YP_EINVAL);
        assert_string_equal(err.key, "request.form");
        assert_int_equal(fields.n, -1);
    }
}

static void fields_are_counted(void **state)
{
    char body[4 * 1001];
    for (int i = 0; i < 1001; i++)
        memcpy(body + 4 * i, "a=1&", 4);
    assert_int_equal(parse(state, body, 4000).n, 1000);
    struct yp_fields fields;
    struct yp_err err = { 0 };
    assert_int_equal(yp_parse_urlencoded(*state, body, 4004, &fields, &err), YP_ELIMIT);
    assert_string_equal(err.key, "request.fields");
}

static void cookies_skip_what_is_broken(void **state)
{
    struct yp_fields f;
    yp_parse_cookies(*state, "a=1; b; =c; d=\"x\"; e=a b;f=;g=\x01;h=a=b ;  a=2", &f);
    assert_int_equal(f.n, 5);
    assert_string_equal(yp_field_get(&f, "a"), "1");
    assert_string_equal(yp_field_get(&f, "d"), "\"x\"");
    assert_string_equal(yp_field_get(&f, "f"), "");
    assert_string_equal(yp_field_get(&f, "h"), "a=b");
    assert_string_equal(f.at[4].value, "2");
    yp_parse_cookies(*state, "", &f);
    assert_int_equal(f.n, 0);
    char many[2000];
    for (int i = 0; i < 500; i++)
        memcpy(many + 4 * i, "a=1;", 4);
    many[1999] = '\0';
    yp_parse_cookies(*state, many, &f);
    assert_int_equal(f.n, 100);
}

static void replies_keep_to_their_limits(void **state)
{
    struct yp_reply reply = { .status = 200 };
    for (int i = 0; i < YP_REPLY_HEADERS + 3; i++)
        yp_reply_header(&reply, "A", "b");
    assert_int_equal(reply.nheaders, YP_REPLY_HEADERS);
    static const char *const away[] = { "http://x/", "//x", "/\\x", "", "x" };
    for (size_t i = 0; i < sizeof away / sizeof *away; i++) {
        reply = (struct yp_reply){ .status = 200 };
        yp_reply_see_other(&reply, *state, away[i]);
        assert_int_equal(reply.status, 303);
        assert_string_equal(reply.headers[0].value, "/");
    }
    reply.nheaders = 0;
    yp_reply_see_other(&reply, *state, "/a?b=c&d=%41\r\nX: y#z");
    assert_string_equal(reply.headers[0].value, "/a?b=c&d=%41%0D%0AX:%20y#z");
    reply.nheaders = 0;
    yp_reply_cookie(&reply, *state, "s", "v", -1, true);
    assert_string_equal(reply.headers[0].value, "s=v; Path=/; HttpOnly; SameSite=Lax; Secure");
    yp_reply_cookie(&reply, *state, "s", "", 0, false);
    assert_string_equal(reply.headers[1].value, "s=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

static void bytes_are_freed_by_the_last(void **state)
{
    (void)state;
    struct yp_bytes *bytes = yp_bytes_new("ab\0c", 4);
    assert_ptr_equal(yp_bytes_hold(bytes), bytes);
    yp_bytes_drop(bytes);
    size_t len;
    assert_memory_equal(yp_bytes_mem(bytes, &len), "ab\0c", 4);
    assert_int_equal(len, 4);
    yp_bytes_drop(bytes);
    yp_bytes_drop(NULL);
    yp_bytes_drop(yp_bytes_new(NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fields_are_decoded, begin, end),
        cmocka_unit_test_setup_teardown(broken_fields_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(fields_are_counted, begin, end),
        cmocka_unit_test_setup_teardown(cookies_skip_what_is_broken, begin, end),
        cmocka_unit_test_setup_teardown(replies_keep_to_their_limits, begin, end),
        cmocka_unit_test_setup_teardown(bytes_are_freed_by_the_last, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
