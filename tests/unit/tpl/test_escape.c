/* Hostile values in every place a hole may stand. */
#include "fixture.h"

#include <string.h>

static void text_and_attributes(void **state)
{
    (void)state;
    assert_html("<p>{{group.name}}</p>", "<p>R&amp;D &lt;&#34;x&#39;&gt;</p>");
    assert_html("<title>{{group.name}}</title>", "<title>R&amp;D &lt;&#34;x&#39;&gt;</title>");
    assert_html("<TextArea rows=3>{{group.name}}</TEXTAREA >{{group.id}}",
                "<TextArea rows=3>R&amp;D &lt;&#34;x&#39;&gt;</TEXTAREA >7");
    assert_html("<i title=\"{{group.name}}\" alt = '{{group.name}}'>",
                "<i title=\"R&amp;D &lt;&#34;x&#39;&gt;\" alt = 'R&amp;D &lt;&#34;x&#39;&gt;'>");
    assert_html("a < {{group.id}} <3 {{group.id}}", "a < 7 <3 7");
    assert_html("<br/>{{group.name|date}}<hr>", "<br/>&lt;date&gt;<hr>");
    assert_html("<script>a = '<b>';</script ><p>{{group.id}}", "<script>a = '<b>';</script ><p>7");
    assert_html("<style>a</styles></style><p>{{group.id}}", "<style>a</styles></style><p>7");
    assert_html("<!-- <p> ---><b>{{group.id}}", "<!-- <p> ---><b>7");
    assert_html("<!doctype html><p>{{group.id}}", "<!doctype html><p>7");
    assert_html("</><p>{{group.id}}", "</><p>7");
    assert_html("<meta name=a content=\"{{group.id}}\">", "<meta name=a content=\"7\">");
    assert_html("{{{group.body_html}}}{{group.body_html}}", "<p>ok</p>&lt;p&gt;ok&lt;/p&gt;");
}

static const char *in(const char *before, const char *value, const char *after)
{
    static struct yp_rows rows[NSECTION];
    static struct yp_value cells[9];
    char text[200];
    memcpy(rows, fix_rows, sizeof fix_rows);
    memcpy(cells, fix_rows[GROUP].cells, sizeof cells);
    cells[1] = yp_text(value);
    rows[GROUP].cells = cells;
    snprintf(text, sizeof text, "<a href=\"%s{{group.name}}%s\">", before, after);
    return fix_draw(YP_TPL_HTML, text, rows);
}

static void addresses(void **state)
{
    (void)state;
    static const struct {
        const char *value, *want;
    } whole[] = {
        { "/groups/1", "/groups/1" },
        { "groups", "groups" },
        { "?a=1&b=%20", "?a=1&amp;b=%20" },
        { "#x", "#x" },
        { "https://a.fi/\"><b>", "https://a.fi/%22%3E%3Cb%3E" },
        { "HTTP://a.fi/'", "HTTP://a.fi/%27" },
        { "mailto:a@b.fi", "mailto:a@b.fi" },
        { "/a:b", "/a:b" },
        { "\xC3\xA4", "%C3%A4" },
        { "", "" },
        { "javascript:alert(1)", "#" },
        { "JaVaScRiPt:alert(1)", "#" },
        { " javascript:alert(1)", "#" },
        { "java\tscript:alert(1)", "#" },
        { "\x01javascript:alert(1)", "#" },
        { "data:text/html,x", "#" },
        { "vbscript:x", "#" },
        { ":x", "#" },
        { "httpx:x", "#" },
        { "//evil.example", "#" },
        { "/\\evil.example", "#" },
        { "\\\\evil.example", "#" },
        { "/\t/evil.example", "/%09/evil.example" },
    };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        char want[100];
        snprintf(want, sizeof want, "<a href=\"%s\">", whole[i].want);
        assert_string_equal(in("", whole[i].value, ""), want);
    }
    assert_string_equal(in("/g/", "a/../b?c#d&e\"'<", "/x"),
                        "<a href=\"/g/a%2F..%2Fb%3Fc%23d%26e%22%27%3C/x\">");
    assert_string_equal(in("/?q=", "a b&c=d+e", "&amp;r=1"),
                        "<a href=\"/?q=a%20b%26c%3Dd%2Be&amp;r=1\">");
    assert_string_equal(in("x", "javascript:a", ""), "<a href=\"xjavascript%3Aa\">");
    assert_string_equal(in("mailto:", "a@b.fi", ""), "<a href=\"mailto:a@b.fi\">");
    assert_string_equal(in("https://a.fi/", "b:c", ""), "<a href=\"https://a.fi/b%3Ac\">");
}

static void addresses_with_sections(void **state)
{
    (void)state;
    assert_html("<a href=\"/x{{?group.id}}?y={{group.word}}{{/group.id}}\">",
                "<a href=\"/x?y=a%20b%2Fc%3Fd%26e%23f%25%C3%A4\">");
    assert_html(
        "<a href=\"{{?group.id}}/a/{{group.id}}{{/group.id}}{{^group.id}}/b{{/group.id}}\">",
        "<a href=\"/a/7\">");
    assert_html("<a href=\"/x?{{#option}}v={{value}}&amp;{{/option}}\">",
                "<a href=\"/x?v=a&amp;v=b&amp;\">");
    assert_html("<a href='{{page.url}}#g{{group.id}}'>", "<a href='/groups?a=1&amp;b=2#g7'>");
    assert_html("<form action=\"{{group.script_url}}\"><input formaction='{{group.script_url}}'>"
                "<img src=\"{{group.script_url}}\"><q cite=\"{{group.script_url}}\">"
                "<video poster=\"{{group.script_url}}\">",
                "<form action=\"#\"><input formaction='#'><img src=\"#\"><q cite=\"#\">"
                "<video poster=\"#\">");
}

static void between_attributes(void **state)
{
    (void)state;
    assert_html(
        "<select>{{#option}}<option value=\"{{value}}\"{{?is_selected}} selected"
        "{{/is_selected}}>{{label}}</option>{{/option}}</select>",
        "<select><option value=\"a\">A</option><option value=\"b\" selected>B</option></select>");
    assert_html("<input{{?group.id}} checked{{/group.id}}>", "<input checked>");
    assert_html("<input {{?group.id}}checked{{/group.id}} name=a>", "<input checked name=a>");
    assert_html("<input disabled {{^group.id}}checked{{/group.id}}/>", "<input disabled />");
    assert_html("<input{{?group.id}} title=\"{{group.name}}\"{{/group.id}}>",
                "<input title=\"R&amp;D &lt;&#34;x&#39;&gt;\">");
    assert_html("<p class=\"a{{?group.id}} b{{/group.id}}\">", "<p class=\"a b\">");
    assert_html("<p{{#option}} data-{{/option}} x>", "<p data- data- x>");
    assert_html("<p class=a{{?group.id}} id=b{{/group.id}}>", "<p class=a id=b>");
}

static void lines(void **state)
{
    (void)state;
    struct yp_rows rows[NSECTION];
    memcpy(rows, fix_rows, sizeof rows);
    const struct yp_value cells[] = { yp_text("a<\nb"), yp_text("u"), yp_text("fi") };
    rows[PAGE].cells = cells;
    assert_string_equal(fix_draw(YP_TPL_HTML, "{{page.title|lines}}", rows), "a&lt;<br>\nb");
    assert_string_equal(fix_draw(YP_TPL_TEXT, "{{page.title|lines}}", rows), "a<\nb");
    assert_string_equal(fix_draw(YP_TPL_HTML, "{{page.title}}", rows), "a&lt;\nb");
}

static void xml(void **state)
{
    (void)state;
    struct yp_rows rows[NSECTION];
    memcpy(rows, fix_rows, sizeof rows);
    const struct yp_value cells[] = { yp_text("a<\n\t\x02&'"), yp_text("javascript:x"),
                                      yp_text("fi") };
    rows[PAGE].cells = cells;
    assert_string_equal(
        fix_draw(YP_TPL_XML,
                 "<?xml version=\"1.0\"?><script a=\"{{page.title}}\">{{page.title}}"
                 "</script><link href=\"{{page.url}}\"/>",
                 rows),
        "<?xml version=\"1.0\"?><script a=\"a&lt;\n\t&amp;&#39;\">a&lt;\n\t&amp;&#39;"
        "</script><link href=\"#\"/>");
    assert_string_equal(fix_draw(YP_TPL_XML, "<a>{{group.body_html}}{{_ plain}}</a>", NULL),
                        "<a>&lt;p&gt;ok&lt;/p&gt;Save &amp; go</a>");
}

static void mail(void **state)
{
    (void)state;
    assert_string_equal(fix_draw(YP_TPL_TEXT, "{{group.name}} <{{page.url}}> {{_ plain}}\n", NULL),
                        "R&D <\"x'> </groups?a=1&b=2> Save & go\n");
}

static void the_escaper_itself(void **state)
{
    (void)state;
    struct yp_buf out = YP_BUF_INIT;
    yp_html_escape(&out, "a&b<c>d\"e'f\0g", 13);
    assert_int_equal(out.len, 31);
    assert_string_equal(yp_buf_text(&out), "a&amp;b&lt;c&gt;d&#34;e&#39;f");
    yp_buf_release(&out);
    yp_html_escape(&out, "", 0);
    assert_int_equal(out.len, 0);
    yp_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_attributes),
        cmocka_unit_test(addresses),
        cmocka_unit_test(addresses_with_sections),
        cmocka_unit_test(between_attributes),
        cmocka_unit_test(lines),
        cmocka_unit_test(xml),
        cmocka_unit_test(mail),
        cmocka_unit_test(the_escaper_itself),
    };
    return cmocka_run_group_tests(tests, NULL, fix_end);
}
