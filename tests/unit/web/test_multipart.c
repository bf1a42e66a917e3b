#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "web/web.h"

#define TYPE "multipart/form-data; boundary=XyZ"
#define PART(head, body) "--XyZ\r\nContent-Disposition: form-data; " head "\r\n\r\n" body "\r\n"
#define END "--XyZ--\r\n"

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

static struct yp_fields parse(void **state, const char *type, const char *mem, size_t len)
{
    struct yp_fields fields = { 0 };
    struct yp_err err = { 0 };
    if (yp_parse_multipart(*state, type, mem, len, &fields, &err) < 0)
        fail_msg("%s: %s for\n%s", err.key, err.detail, mem);
    return fields;
}

static void refused(void **state, const char *type, const char *mem, size_t len, const char *key)
{
    struct yp_fields fields = { NULL, -1 };
    struct yp_err err = { 0 };
    int rc = yp_parse_multipart(*state, type, mem, len, &fields, &err);
    if (rc >= 0 || strcmp(err.key, key) != 0)
        fail_msg("%d %s, not %s, for %s\n%s", rc, err.key, key, type, mem);
    assert_int_equal(fields.n, -1);
}

static void parts_are_read(void **state)
{
    static const char body[] = PART("name=\"a\"", "1") PART("name=\"b\"", "") PART(
        "name=c",
        "two\r\nlines\r\n") "--XyZ\r\nX-Other: y\r\ncontent-type: image/png\r\n"
                            "CONTENT-DISPOSITION: form-data; name=\"f\"; filename=\"p.png\"\r\n\r\n"
                            "\x89PNG\0\r\n--Xy\r\n" END;
    struct yp_fields f = parse(state, TYPE, body, sizeof body - 1);
    assert_int_equal(f.n, 4);
    assert_string_equal(yp_field_get(&f, "a"), "1");
    assert_string_equal(yp_field_get(&f, "b"), "");
    assert_string_equal(yp_field_get(&f, "c"), "two\r\nlines\r\n");
    assert_int_equal(f.at[3].len, 11);
    assert_memory_equal(f.at[3].value, "\x89PNG\0\r\n--Xy", 12);
    assert_string_equal(f.at[3].file_name, "p.png");
    assert_string_equal(f.at[3].type, "image/png");
    assert_null(f.at[0].file_name);
    assert_int_equal(parse(state, TYPE, "--XyZ--", 7).n, 0);
    assert_int_equal(parse(state, "Multipart/Form-Data; boundary=\"a b\"", "--a b--\r\n", 9).n, 0);
}

static void every_cut_is_noticed(void **state)
{
    static const char body[] = PART("name=\"a\"", "1") PART("name=\"f\"; filename=\"x\"", "yy") END;
    for (size_t len = 0; len < sizeof body - 1 - 3; len++)
        refused(state, TYPE, body, len, "request.cut");
    for (size_t len = sizeof body - 3; len < sizeof body; len += 2)
        assert_int_equal(parse(state, TYPE, body, len).n, 2);
}

static void file_names_lose_their_path(void **state)
{
    static const struct {
        const char *head, *name;
    } cases[] = {
        { "filename=\"C:\\Documents\\a b.txt\"", "a b.txt" },
        { "filename=\"/etc/passwd\"", "passwd" },
        { "filename=\"../..\\x\"", "x" },
        { "filename=\"\"", "" },
        { "filename=\"dir/\"", "" },
        { "filename=\"a\\\"b%22c\"", "a\"b\"c" },
        { "filename=\"ä; x=y\"", "ä; x=y" },
        { "filename=\"old.txt\"; filename*=UTF-8''%C3%A4%2F%E2%82%AC.txt", "€.txt" },
        { "filename*=utf-8'fi'n%20n; filename=other", "n n" },
        { "filename=a; filename*=UTF-8''%C3", "a" },
        { "filename=a; filename*=UTF-8''x%00y", "a" },
        { "filename=a; filename*=ISO-8859-1''x", "a" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[512];
        int n = snprintf(body, sizeof body, PART("name=\"f\"; %s", "x") END, cases[i].head);
        struct yp_fields f = parse(state, TYPE, body, (size_t)n);
        assert_string_equal(f.at[0].file_name, cases[i].name);
    }
}

static void looseness_is_refused(void **state)
{
    static const char *const bodies[] = {
        "preamble\r\n--XyZ--\r\n",
        "--XyZ--\r\nepilogue",
        "--XyZ \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XyZ--",
        "--XyZ\nContent-Disposition: form-data; name=\"a\"\n\n1\n--XyZ--",
        PART("name=\"a\"", "1") "--XyZa\r\n" END,
        "--XyZ\r\n\r\n1\r\n" END,
        "--XyZ\r\nContent-Type: text/plain\r\n\r\n1\r\n" END,
        "--XyZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END,
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\";\r\n filename=\"b\"\r\n\r\n1\r\n" END,
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n"
        "Content-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n" END,
        "--XyZ\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\n1\r\n" END,
        PART("name=\"a", "1") END,
        PART("name=", "1") END,
        PART("name=\"a\" x", "1") END,
        PART("name=\"a\x01\"", "1") END,
        PART("filename=\"a\"", "1") END,
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        refused(state, TYPE, bodies[i], strlen(bodies[i]), "request.form");
}

static void boundaries_are_checked(void **state)
{
    static const char *const types[] = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=\"a ",
        "multipart/form-data; boundary=\"a \"",
        "multipart/form-data; boundary=a; boundary=b",
        "multipart/form-data; boundary=\"a\x01\"",
        "multipart/form-data boundary=a",
        "multipart/mixed; boundary=a",
        "multipart/form-data; boundary="
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        refused(state, types[i], "--a--\r\n", 7, "request.form");
}

static void parts_and_heads_are_limited(void **state)
{
    struct yp_buf body = YP_BUF_INIT;
    for (int i = 0; i < 200; i++)
        yp_buf_str(&body, PART("name=\"a\"", "1"));
    size_t len = body.len;
    yp_buf_str(&body, END);
    assert_int_equal(parse(state, TYPE, body.mem, body.len).n, 200);
    body.len = len;
    yp_buf_str(&body, PART("name=\"a\"", "1") END);
    refused(state, TYPE, body.mem, body.len, "request.fields");

    yp_buf_clear(&body);
    yp_buf_str(&body, "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n");
    for (int i = 0; i < 20; i++)
        yp_buf_str(&body, "X: y\r\n");
    yp_buf_str(&body, "\r\n1\r\n" END);
    refused(state, TYPE, body.mem, body.len, "request.form");

    yp_buf_clear(&body);
    yp_buf_printf(&body, "--XyZ\r\nX: %05000d\r\n\r\n", 1);
    refused(state, TYPE, body.mem, body.len, "request.form");
    yp_buf_release(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts_are_read, begin, end),
        cmocka_unit_test_setup_teardown(every_cut_is_noticed, begin, end),
        cmocka_unit_test_setup_teardown(file_names_lose_their_path, begin, end),
        cmocka_unit_test_setup_teardown(looseness_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(boundaries_are_checked, begin, end),
        cmocka_unit_test_setup_teardown(parts_and_heads_are_limited, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
