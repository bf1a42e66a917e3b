/* Sections, children, tests, messages and partials over rows. */
#include "fixture.h"

#include <string.h>

static void values(void **state)
{
    (void)state;
    assert_html(
        "{{#group}}{{id}}|{{nothing}}|{{nothing|date}}|{{ratio}}|{{count_n|number}}{{/group}}",
        "7|||0.1|&lt;number 1&gt;");
    struct yp_rows rows[NSECTION];
    memcpy(rows, fix_rows, sizeof rows);
    const struct yp_value cells[] = { yp_int(INT64_MIN), yp_real(1e300), yp_blob("x", 1) };
    rows[PAGE].cells = cells;
    assert_string_equal(fix_draw(YP_TPL_HTML, "{{page.title}} {{page.url}} {{page.lang}}", rows),
                        "-9223372036854775808 1e+300 ");
}

static void tests_of_columns(void **state)
{
    (void)state;
    assert_html(
        "{{#meeting}}{{?title}}t{{/title}}{{?held_day}}d{{/held_day}}{{^is_open}}c{{/is_open}}"
        ";{{/meeting}}",
        "td;tc;c;");
    assert_html("{{?group.can_edit}}e{{/group.can_edit}}{{^group.nothing}}n{{/group.nothing}}",
                "en");
    struct yp_rows rows[NSECTION];
    memcpy(rows, fix_rows, sizeof rows);
    const struct yp_value cells[] = { yp_real(0), yp_real(0.5), yp_blob("", 0) };
    rows[PAGE].cells = cells;
    assert_string_equal(fix_draw(YP_TPL_HTML,
                                 "{{?page.title}}a{{/page.title}}{{?page.url}}b{{/page.url}}"
                                 "{{?page.lang}}c{{/page.lang}}",
                                 rows),
                        "b");
}

static void children_of_children(void **state)
{
    (void)state;
    assert_html(
        "{{#meeting}}{{id}}({{#item}}{{title}}[{{#vote}}{{who}}{{/vote}}{{^vote}}-{{/vote}}]"
        "{{/item}}{{^item}}none{{/item}}){{/meeting}}",
        "1(a[v1v3]b[-])2(c[-]d[v2])3(none)");
    assert_html("{{#meeting}}{{#group}}{{#item}}{{meeting.id}}{{group.id}}{{item.title}} {{/item}}"
                "{{/group}}{{/meeting}}",
                "17a 17b 27c 27d ");
    assert_html("{{#meeting}}{{?is_open}}{{#item}}{{title}}{{/item}}{{/is_open}}{{/meeting}}",
                "ab");
    assert_html("{{#meeting}}{{^item}}0{{/item}}{{^empty}}e{{/empty}}{{/meeting}}", "ee0e");
    assert_html("{{#option}}{{#meeting}}{{option.value}}{{id}}{{/meeting}}{{/option}}",
                "a1a2a3b1b2b3");
    assert_html("{{#empty}}x{{/empty}}{{^empty}}nothing{{/empty}}{{^meeting}}x{{/meeting}}",
                "nothing");
}

static void text_keys_and_shared_keys(void **state)
{
    (void)state;
    static const char *const a_columns[] = { "code", "n" };
    static const char *const b_columns[] = { "of", "name" };
    static const struct yp_section sections[] = {
        { "a", -1, false, a_columns, 2, NULL, NULL, false },
        { "b", 0, false, b_columns, 2, "code", "of", false },
    };
    static const struct yp_sections both = { sections, 2 };
    /* Two parents with the same key, one whose key is a number that reads the same, one without. */
    const struct yp_value a[] = { yp_text("1"), yp_int(1), yp_text("1"), yp_int(2),
                                  yp_int(1),    yp_int(3), yp_none(),    yp_int(4) };
    const struct yp_value b[] = { yp_text("1"), yp_text("x"), yp_text("2"), yp_text("y"),
                                  yp_text("1"), yp_text("z"), yp_none(),    yp_text("w") };
    const struct yp_rows rows[] = { { 2, 4, a_columns, a, false }, { 2, 4, b_columns, b, false } };
    const struct yp_data data = { &both, rows };
    struct yp_tpl *tpl = NULL;
    struct yp_err err = { 0 };
    struct yp_buf out = YP_BUF_INIT;
    struct yp_arena *arena = yp_arena_new();
    assert_int_equal(yp_tpl_new(&tpl, YP_TPL_HTML, "x", "{{#a}}{{n}}:{{#b}}{{name}}{{/b}} {{/a}}",
                                &both, &fix_words, &fix_format, &err),
                     YP_OK);
    assert_int_equal(yp_tpl_render(tpl, &fix_format, &data, arena, &out, &err), YP_OK);
    assert_string_equal(yp_buf_text(&out), "1:xz 2:xz 3: 4: ");
    yp_tpl_free(tpl);
    yp_arena_free(arena);
    yp_buf_release(&out);
}

static void many_children(void **state)
{
    (void)state;
    enum { PARENTS = 300, EACH = 7 };
    static struct yp_value parents[PARENTS * 6], items[PARENTS * EACH * 3];
    struct yp_rows rows[NSECTION];
    memcpy(rows, fix_rows, sizeof rows);
    for (int i = 0; i < PARENTS; i++) {
        parents[i * 6] = yp_int((int64_t)i * 8);
        for (int j = 1; j < 6; j++)
            parents[i * 6 + j] = yp_none();
    }
    for (int i = 0; i < PARENTS * EACH; i++) { /* spread, not sorted */
        items[i * 3] = yp_int((int64_t)(i % PARENTS) * 8);
        items[i * 3 + 1] = yp_int(i);
        items[i * 3 + 2] = yp_text("x");
    }
    rows[MEETING] =
        (struct yp_rows){ 6, PARENTS, fix_sections.at[MEETING].columns, parents, false };
    rows[ITEM] = (struct yp_rows){ 3, PARENTS * EACH, fix_sections.at[ITEM].columns, items, false };
    const char *text =
        fix_draw(YP_TPL_HTML, "{{#meeting}}{{#item}}{{title}}{{/item}};{{/meeting}}", rows);
    assert_int_equal(strlen(text), PARENTS * (EACH + 1));
    for (int i = 0; i < PARENTS; i++)
        assert_memory_equal(text + i * (EACH + 1), "xxxxxxx;", EACH + 1);
}

static void facts(void **state)
{
    (void)state;
    assert_html(
        "{{#option}}{{-n}}{{?-first}}f{{/-first}}{{?-last}}l{{/-last}}{{-first}}{{/option}}",
        "1f12l0");
    assert_html("{{#meeting}}{{?-last}}{{?-more}}<a href=\"?after={{-next}}\">{{/-more}}{{/-last}}"
                "{{/meeting}}",
                "<a href=\"?after=cursor%263\">");
    assert_html(
        "{{?meeting.-more}}{{meeting.-next}}{{/meeting.-more}}{{empty.-more}}{{empty.-next}}",
        "cursor&amp;30");
    assert_html("{{#meeting}}{{#item}}{{-more}}{{/item}},{{item.-more}};{{/meeting}}",
                "00,0;11,1;,;");
}

static void rows_in_another_order(void **state)
{
    (void)state;
    struct yp_rows rows[NSECTION];
    memcpy(rows, fix_rows, sizeof rows);
    static const char *const names[] = { "is_selected", "extra", "value" };
    const struct yp_value cells[] = { yp_int(1), yp_int(2), yp_text("v") };
    rows[OPTION] = (struct yp_rows){ 3, 1, names, cells, false };
    assert_string_equal(
        fix_draw(YP_TPL_HTML, "{{#option}}{{value}},{{label}},{{is_selected}}{{/option}}", rows),
        "v,,1");
}

static void messages(void **state)
{
    (void)state;
    assert_html(
        "{{_ plain}}<a title=\"{{_ plain}}\" href=\"mailto:?subject={{_ plain}}\">",
        "Save &amp; go<a title=\"Save &amp; go\" href=\"mailto:?subject=Save%20%26%20go\">");
    assert_html("{{_ named name=group.name when=group.id|date}}",
                "Hello R&amp;D &lt;&#34;x&#39;&gt;, &lt;date 7&gt;!");
    assert_html("{{#group}}<i title=\"{{_ named\n name=name\n when=id}}\">{{/group}}",
                "<i title=\"Hello R&amp;D &lt;&#34;x&#39;&gt;, 7!\">");
    assert_html("{{_ odd}}", "{ {} {A} {name");
    assert_html("{{_n count n=group.count_n name=group.id}}|{{_n count n=group.id name=group.id}}.",
                "&lt;number 1&gt; &lt;meeting&gt;|&lt;number 7&gt; meetings of 7.");
    assert_html("{{#meeting}}<b class=\"{{_ meeting.state[state]}}\">{{/meeting}}",
                "<b class=\"Draft &amp; co\"><b class=\"Held\"><b class=\"new\">");
    assert_html("{{_ meeting.state[group.nothing]}}", "");
    assert_html("{{_ link_html url=group.script_url name=page.title}}",
                "See <a href=\"#\">&lt;b&gt;&#34;T&#39;&amp;</a>");
    assert_string_equal(fix_draw(YP_TPL_TEXT, "{{_n count n=group.id name=group.name}}", NULL),
                        "<number 7> meetings of R&D <\"x'>");
}

static void partials(void **state)
{
    (void)state;
    assert_html("{{#group}}{{> hello}}{{/group}}.", "<b>R&amp;D &lt;&#34;x&#39;&gt;</b>.");
    assert_html("{{#group}}{{> field name=word value=id label=plain}}{{/group}}",
                "<label for=\"word\">Save &amp; go</label>-<input name=\"word\" value=\"7\">");
    assert_html(
        "{{#group}}{{> field name=word  value=id label=plain hint=\"a b\"}}{{/group}}",
        "<label for=\"word\">Save &amp; go</label><i>a b</i><input name=\"word\" value=\"7\">");
    assert_html(
        "{{#group}}{{> outer n=id}}{{/group}}",
        "<label for=\"id\">Save &amp; go</label><i>in id</i><input name=\"id\" value=\"7\">");
    assert_html("{{> brackets}}", "[[1, 2]] [[a");
    assert_html("[[a]]", "[[a]]");
    assert_html("a{{!-- {{> nosuch}} {{x}} --}}b", "ab");
}

static void posts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool has_post;
    } list[] = {
        { "<form method=\"post\">", true },
        { "<FORM METHOD=POST>", true },
        { "<form method=\"get\">", false },
        { "<p>method=\"post\"", false },
        { "<button formmethod='post'>", true },
        { "<form method=\"{{page.title}}\">", true },
        { "{{?page.title}}<form method=\"post\">{{/page.title}}", true },
        { "<!-- <form method=\"post\"> -->", false },
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        struct yp_tpl *tpl = NULL;
        struct yp_err err = { 0 };
        assert_int_equal(yp_tpl_new(&tpl, YP_TPL_HTML, "x", list[i].text, &fix_sections, &fix_words,
                                    &fix_format, &err),
                         YP_OK);
        assert_int_equal(yp_tpl_has_post(tpl), list[i].has_post);
        yp_tpl_free(tpl);
    }
}

static void a_full_buffer(void **state)
{
    (void)state;
    struct yp_tpl *tpl = NULL;
    struct yp_err err = { 0 };
    struct yp_buf out = { .cap = 20 };
    struct yp_arena *arena = yp_arena_new();
    const struct yp_data data = { &fix_sections, fix_rows };
    assert_int_equal(yp_tpl_new(&tpl, YP_TPL_HTML, "x", "{{#meeting}}0123456789{{/meeting}}",
                                &fix_sections, &fix_words, &fix_format, &err),
                     YP_OK);
    assert_int_equal(yp_tpl_render(tpl, &fix_format, &data, arena, &out, &err), YP_ELIMIT);
    assert_string_equal(err.key, "page.large");
    assert_true(out.len <= 20);
    yp_err_clear(&err);
    const struct yp_sections fewer = { fix_sections.at, 2 };
    const struct yp_data other = { &fewer, fix_rows };
    assert_int_equal(yp_tpl_render(tpl, &fix_format, &other, arena, &out, &err), YP_EBUG);
    yp_buf_release(&out);
    yp_tpl_free(tpl);
    yp_arena_free(arena);
    yp_tpl_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(tests_of_columns),
        cmocka_unit_test(children_of_children),
        cmocka_unit_test(text_keys_and_shared_keys),
        cmocka_unit_test(many_children),
        cmocka_unit_test(facts),
        cmocka_unit_test(rows_in_another_order),
        cmocka_unit_test(messages),
        cmocka_unit_test(partials),
        cmocka_unit_test(posts),
        cmocka_unit_test(a_full_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, fix_end);
}
