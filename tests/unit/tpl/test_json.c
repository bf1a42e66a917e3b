/* The same rows as JSON; every document is read back by a parser. */
#include "fixture.h"

#include <math.h>
#include <string.h>

#include <jansson.h>

static struct yp_buf out = YP_BUF_INIT;

static const char *as_json(const char *only, const struct yp_rows *rows)
{
    struct yp_err err = { 0 };
    const struct yp_data data = { &fix_sections, rows ? rows : fix_rows };
    yp_buf_clear(&out);
    assert_int_equal(yp_tpl_json(&data, only, &out, &err), YP_OK);
    json_t *read = json_loads(yp_buf_text(&out), JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(read);
    json_decref(read);
    return yp_buf_text(&out);
}

static void sections(void **state)
{
    (void)state;
    assert_string_equal(
        as_json("option,empty,page", NULL),
        "{\"page\":{\"title\":\"\\u003cb\\u003e\\\"T'\\u0026\",\"url\":\"/groups?a=1\\u0026b=2\","
        "\"lang\":\"fi\"},\"option\":[{\"value\":\"a\",\"label\":\"A\",\"is_selected\":false},"
        "{\"value\":\"b\",\"label\":\"B\",\"is_selected\":true}],\"empty\":[]}");
    assert_string_equal(as_json("", NULL), "{}");
    assert_string_equal(as_json("pag,pages", NULL), "{}");
    json_t *all = json_loads(as_json(NULL, NULL), 0, NULL);
    assert_int_equal(json_object_size(all), 5);
    json_decref(all);
}

static void children_days_and_times(void **state)
{
    (void)state;
    assert_string_equal(
        as_json("meeting", NULL),
        "{\"meeting\":["
        "{\"id\":1,\"title\":\"One\\u003c\",\"state\":\"draft\",\"starts_at\":\"2024-05-01T12:00:"
        "00Z\","
        "\"held_day\":\"2024-05-01\",\"is_open\":true,\"item\":["
        "{\"id\":10,\"title\":\"a\",\"vote\":[{\"who\":\"v1\"},{\"who\":\"v3\"}]},"
        "{\"id\":11,\"title\":\"b\",\"vote\":[]}]},"
        "{\"id\":2,\"title\":\"Two\",\"state\":\"held\",\"starts_at\":\"1969-12-31T23:59:59Z\","
        "\"held_day\":null,\"is_open\":false,\"item\":["
        "{\"id\":20,\"title\":\"c\",\"vote\":[]},{\"id\":21,\"title\":\"d\",\"vote\":[{\"who\":"
        "\"v2\"}]}]},"
        "{\"id\":3,\"title\":\"\",\"state\":\"new\",\"starts_at\":null,\"held_day\":\"1970-01-01\","
        "\"is_open\":null,\"item\":[]}]}");
}

static void columns_by_name(void **state)
{
    (void)state;
    struct yp_rows rows[NSECTION];
    memcpy(rows, fix_rows, sizeof rows);
    static const char *const names[] = { "_rn",  "name_sort", "can_see", "has_file", "file",
                                         "real", "big",       "x_day",   "inf" };
    const struct yp_value cells[] = {
        yp_int(1),         yp_text("aa"),          yp_int(1),
        yp_int(0),         yp_blob("\x00\x01", 2), yp_real(0.1),
        yp_int(INT64_MIN), yp_int(INT64_MAX),      yp_real(INFINITY)
    };
    rows[GROUP] = (struct yp_rows){ 9, 1, names, cells, false };
    assert_string_equal(
        as_json("group", rows),
        "{\"group\":{\"can_see\":true,\"has_file\":false,\"file\":null,\"real\":0.1,"
        "\"big\":-9223372036854775808,\"x_day\":null,\"inf\":null}}");
    rows[GROUP].nrow = 0;
    assert_string_equal(as_json("group", rows), "{\"group\":null}");
}

static void one_section(void **state)
{
    (void)state;
    struct yp_err err = { 0 };
    const struct yp_data data = { &fix_sections, fix_rows };
    yp_buf_clear(&out);
    assert_int_equal(yp_tpl_json_section(&data, OPTION, false, &out, &err), YP_OK);
    assert_string_equal(yp_buf_text(&out),
                        "{\"value\":\"a\",\"label\":\"A\",\"is_selected\":false}");
    yp_buf_clear(&out);
    assert_int_equal(yp_tpl_json_section(&data, EMPTY, false, &out, &err), YP_OK);
    assert_string_equal(yp_buf_text(&out), "null");
    yp_buf_clear(&out);
    assert_int_equal(yp_tpl_json_section(&data, VOTE, true, &out, &err), YP_OK);
    assert_string_equal(yp_buf_text(&out), "[{\"who\":\"v1\"},{\"who\":\"v2\"},{\"who\":\"v3\"}]");
    struct yp_buf small = { .cap = 10 };
    assert_int_equal(yp_tpl_json_section(&data, MEETING, true, &small, &err), YP_ELIMIT);
    assert_string_equal(err.key, "page.large");
    yp_buf_release(&small);
}

static void inside_a_script(void **state)
{
    (void)state;
    assert_html(
        "<script type=\"application/json\" id=\"d\">{{json page}}</script><p>{{group.id}}",
        "<script type=\"application/json\" id=\"d\">{\"title\":\"\\u003cb\\u003e\\\"T'\\u0026\","
        "\"url\":\"/groups?a=1\\u0026b=2\",\"lang\":\"fi\"}</script><p>7");
    assert_html("<script type='application/json'>{{json empty}}</script>",
                "<script type='application/json'>[]</script>");
}

static void hostile_strings(void **state)
{
    (void)state;
    static const char hostile[] =
        "</script><!--\\\"\n\r\t\x01\x7F\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA\xC3\xA4";
    yp_buf_clear(&out);
    yp_json_string(&out, hostile, sizeof hostile - 1);
    assert_string_equal(
        yp_buf_text(&out),
        "\"\\u003c/script\\u003e\\u003c!--\\\\\\\"\\n\\u000d\\u0009\\u0001\\u007f\\u2028"
        "\\u2029\xE2\x80\xAA\xC3\xA4\"");
    json_t *read = json_loads(yp_buf_text(&out), JSON_DECODE_ANY, NULL);
    assert_string_equal(json_string_value(read), hostile);
    json_decref(read);
    yp_buf_clear(&out);
    yp_json_string(&out, "a\0b\xE2", 4);
    assert_string_equal(yp_buf_text(&out), "\"a\\u0000b\xE2\"");
    yp_buf_clear(&out);
    yp_json_string(&out, "", 0);
    assert_string_equal(yp_buf_text(&out), "\"\"");
}

static int end(void **state)
{
    yp_buf_release(&out);
    return fix_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections),        cmocka_unit_test(children_days_and_times),
        cmocka_unit_test(columns_by_name), cmocka_unit_test(one_section),
        cmocka_unit_test(inside_a_script), cmocka_unit_test(hostile_strings),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
