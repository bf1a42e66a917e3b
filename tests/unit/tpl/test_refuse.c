/* Every mistake a template can make is refused, with file and line. */
#include "fixture.h"

#include <string.h>

struct refusal {
    const char *text, *detail;
};

static void all_refused(enum yp_tpl_kind kind, const struct refusal *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *detail = fix_refusal(kind, list[i].text);
        if (!strstr(detail, list[i].detail))
            fail_msg("%s\n  want: %s\n  have: %s", list[i].text, list[i].detail, detail);
    }
}

#define REFUSED(kind, list) all_refused((kind), (list), sizeof(list) / sizeof *(list))

static void holes_without_a_safe_escaper(void **state)
{
    (void)state;
    static const struct refusal list[] = {
        { "<script>{{page.title}}</script>", "a hole in a script" },
        { "<SCRIPT >x = '{{page.title}}'</script>", "a hole in a script" },
        { "<script type=\"application/json\">{{page.title}}</script>", "a hole in a script" },
        { "<script>a</scripty>{{page.title}}</script>", "a hole in a script" },
        { "<script>a</{{page.title}}</script>", "a hole in a script" },
        { "<script><!-- <script></script>{{page.title}}", "a comment in a script" },
        { "<style>{{page.title}}</style>", "a hole in a style" },
        { "<iframe>{{page.title}}</iframe>", "a hole in raw text" },
        { "<plaintext>{{page.title}}", "plaintext" },
        { "<!-- {{page.title}} -->", "a hole in a comment" },
        { "<!-- a -- > {{page.title}} -->", "a hole in a comment" },
        { "<!doctype {{page.title}}>", "a hole in a declaration" },
        { "<?php {{page.title}}>", "a hole in a declaration" },
        { "<{{page.title}}>", "a hole in a tag name" },
        { "<a{{page.title}}>", "a hole in a tag name" },
        { "</{{page.title}}>", "a hole in a tag name" },
        { "<a {{page.title}}>", "a hole in a tag" },
        { "<a b{{page.title}}>", "a hole in a tag" },
        { "<a b {{page.title}}>", "a hole in a tag" },
        { "<a \"b\">", "an attribute without a name" },
        { "<a b='c'{{page.title}}>", "a hole in a tag" },
        { "<a b={{page.title}}>", "unquoted" },
        { "<a b=c{{page.title}}>", "unquoted" },
        { "<a onclick=\"f({{page.title}})\">", "event handler" },
        { "<a OnMouseOver='{{page.title}}'>", "event handler" },
        { "<a style=\"color:{{page.title}}\">", "style=" },
        { "<iframe srcdoc=\"{{page.title}}\">", "srcdoc=" },
        { "<img srcset=\"{{page.url}} 2x\">", "no safe escaper" },
        { "<meta http-equiv=\"{{page.title}}\">", "no safe escaper" },
        { "<meta http-equiv=refresh content=\"0;{{page.url}}\">", "beside http-equiv" },
        { "<meta content=\"0;{{page.url}}\" http-equiv=refresh>", "http-equiv beside" },
        { "<script type=\"{{page.title}}\"></script>", "the type of a script" },
        { "<script src=\"{{page.url}}\"></script>", "script's address" },
        { "<a href=\"javascript:{{page.title}}\">", "an address that is not" },
        { "<a href=\" JavaScript:{{page.title}}\">", "an address that is not" },
        { "<a href=\"data:text/html,{{page.title}}\">", "an address that is not" },
        { "<a href=\"{{page.title}}:x\">", "a colon behind a hole" },
        { "<a href=\"java{{page.title}}:x\">", "a colon behind a hole" },
        { "{{#group}}<a href=\"{{?id}}/x/{{/id}}{{name}}\">{{/group}}", "behind a section" },
        { "<textarea></te{{page.title}}</textarea>", "a hole in raw text" },
    };
    REFUSED(YP_TPL_HTML, list);
}

static void sections_that_change_the_context(void **state)
{
    (void)state;
    static const struct refusal list[] = {
        { "{{#group}}<a {{/group}}>", "another context" },
        { "{{#group}}<a href=\"{{/group}}\">", "another context" },
        { "<a {{#group}}>{{/group}}", "another context" },
        { "{{?page.title}}<!--{{/page.title}}-->", "no value may stand" },
        { "{{?page.title}}<script>{{/page.title}}</script>", "no value may stand" },
        { "{{?page.title}}<title>{{/page.title}}</title>", "another context" },
        { "<script{{?page.title}} type=\"application/json\"{{/page.title}}>", "another context" },
        { "<a title=\"{{?page.title}}\" {{/page.title}}>", "another context" },
        { "<a title=\"{{?page.title}}\" href=\"{{/page.title}}\">", "another context" },
        { "<a{{?page.title}}x{{/page.title}}>", "a blank is missing" },
        { "<a{{?page.title}} x{{/page.title}}y>", "a blank is missing" },
        { "<a b=\"\"{{?page.title}}x{{/page.title}}>", "a blank is missing" },
        { "<a {{#option}}x{{/option}}>", "another context" },
        { "<a b{{?page.title}} c{{/page.title}}=\"d\">", "a blank is missing" },
        { "<a style=\"{{?page.title}}x{{/page.title}}\">", "no value may stand" },
        { "<script>{{?page.title}}x{{/page.title}}</script>", "no value may stand" },
        { "<a href=\"{{#option}}{{value}}{{/option}}\">", "another context" },
        { "<p", "ends inside a tag" },
        { "<!-- ", "ends inside" },
        { "<title>a", "ends inside" },
    };
    REFUSED(YP_TPL_HTML, list);
}

static void unknown_names(void **state)
{
    (void)state;
    static const struct refusal list[] = {
        { "{{name}}", "outside all sections" },
        { "{{#group}}{{nam}}{{/group}}", "section group has no column nam" },
        { "{{#group}}{{title}}{{/group}}", "section group has no column title" },
        { "{{#group}}{{#meeting}}{{name}}{{/meeting}}{{/group}}",
          "section meeting has no column name" },
        { "{{nosuch.name}}", "no section for nosuch.name" },
        { "{{meeting.title}}", "not open and not a top-level one" },
        { "{{#nosuch}}{{/nosuch}}", "no section nosuch" },
        { "{{^nosuch}}{{/nosuch}}", "outside all sections" },
        { "{{?nosuch}}{{/nosuch}}", "outside all sections" },
        { "{{#item}}{{/item}}", "outside its parent meeting" },
        { "{{^item}}{{/item}}", "outside all sections" },
        { "{{#meeting}}{{#vote}}{{/vote}}{{/meeting}}", "outside its parent item" },
        { "{{#meeting}}{{#meeting}}{{/meeting}}{{/meeting}}", "open already" },
        { "{{#meeting}}{{^meeting}}{{/meeting}}{{/meeting}}", "is open" },
        { "{{#group}}{{-more}}{{/group}}", "section group has no -more" },
        { "{{#group}}{{-third}}{{/group}}", "unknown name -third" },
        { "{{meeting.-first}}", "outside section meeting" },
        { "{{-first}}", "outside all sections" },
        { "{{item.-more}}", "not open" },
        { "{{page.title|nosuch}}", "unknown format nosuch" },
        { "{{{page.title}}}", "*_html" },
        { "<a title=\"{{{group.body_html}}}\">", "between elements" },
        { "<title>{{{group.body_html}}}</title>", "between elements" },
        { "<a title=\"{{page.title|lines}}\">", "<br>" },
        { "{{ page.title }}", "no section for  page.title" },
    };
    REFUSED(YP_TPL_HTML, list);
}

static void broken_forms(void **state)
{
    (void)state;
    static const struct refusal list[] = {
        { "{{page.title", "{{ without }}" },
        { "{{{group.body_html}}", "{{ without }}" },
        { "{{!-- never ends }}", "{{!-- without --}}" },
        { "{{> hello", "{{> without }}" },
        { "{{#group}}", "group is not closed" },
        { "{{/group}}", "without a beginning" },
        { "{{#group}}{{?id}}{{/group}}{{/id}}", "{{/group}} where {{/id}} should end" },
        { "{{json group}}", "json outside" },
        { "<script>{{json group}}</script>", "json outside" },
        { "<script type=\"module\">{{json group}}</script>", "json outside" },
        { "<script type=\"application/json\">{{json item}}</script>", "no top-level section item" },
    };
    REFUSED(YP_TPL_HTML, list);
}

static void messages(void **state)
{
    (void)state;
    static const struct refusal list[] = {
        { "{{_ nosuch}}", "no message nosuch" },
        { "{{_  }}", "without key" },
        { "{{_ named name=page.title}}", "needs the argument when" },
        { "{{_ named name}}", "not name=column" },
        { "{{_ plain name=page.nosuch}}", "no column nosuch" },
        { "{{_ named name=page.title when=page.lang|nosuch}}", "unknown format" },
        { "{{_n count name=page.title}}", "needs n=column" },
        { "{{_n lonely n=group.id}}", "no message lonely for other" },
        { "{{_n plain n=group.id}}", "no message plain for one" },
        { "{{_ nosuch[group.word]}}", "enumeration nosuch: archived" },
        { "{{_ meeting.state[group.nosuch]}}", "no column" },
        { "{{_ meeting.state[group.word}}", "not key[column]" },
        { "{{_ meeting.state[group.word] a=group.id}}", "takes no arguments" },
        { "<a title=\"{{_ link_html url=page.url name=page.title}}\">", "between elements" },
        { "{{_ broken_html}}", "ends inside a tag" },
        { "{{_ script_html name=page.title}}", "a hole in a script" },
        { "<a href=\"{{_ plain}}\">", "begins an address" },
        { "<a onclick=\"{{_ plain}}\">", "event handler" },
        { "<script>{{_ plain}}</script>", "a hole in a script" },
    };
    REFUSED(YP_TPL_HTML, list);
}

static void partials(void **state)
{
    (void)state;
    static const struct refusal list[] = {
        { "{{> nosuch}}", "no partial nosuch" },
        { "{{> }}", "no partial " },
        { "\n{{> wrong}}", "pages/_part/wrong.html:3: unknown stands outside all sections" },
        { "{{> late}}", "pages/_part/late.html:3: the partial needs the argument missing" },
        { "{{> loop}}", "too deep" },
        { "{{> hello nam=x}}", "knows no argument nam" },
        { "{{> hello x}}", "not name=value" },
        { "{{> hello x=}}", "not name=value" },
        { "{{> hello x=\"y}}", "not name=value" },
        { "{{> field name=a name=b}}", "comes twice" },
        { "{{> field name={a}}}", "not name=value" },
        { "{{> open a=1}}", "without [[/a]]" },
        { "{{> stray}}", "[[/a]] without a beginning" },
    };
    REFUSED(YP_TPL_HTML, list);
}

static void messages_name_the_place(void **state)
{
    (void)state;
    static const struct refusal list[] = {
        { "\n\n{{x}}", "page.html:3: " },
        { "{{#group}}{{> hello}}{{/group}}\n{{x}}", "page.html:2: " },
        { "{{!-- a\nb --}}\n{{x}}", "page.html:3: " },
        { "<p>\n<a b=\"c\"\nd=\"e\"f>", "page.html:3: a blank" },
        { "{{#group}}\n\n", "page.html:3: group is not closed" },
    };
    REFUSED(YP_TPL_HTML, list);
}

static void xml_and_text(void **state)
{
    (void)state;
    static const struct refusal xml[] = {
        { "<a><![CDATA[{{page.title}}]]></a>", "CDATA" },
        { "<?xml {{page.title}}?>", "declaration" },
        { "<a b={{page.title}}/>", "unquoted" },
        { "<a>{{{group.body_html}}}</a>", "between elements" },
        { "<a>{{group.word|lines}}</a>", "<br>" },
        { "<a>{{_ link_html url=page.url name=page.title}}</a>", "between elements" },
    };
    REFUSED(YP_TPL_XML, xml);
    static const struct refusal text[] = {
        { "{{nosuch}}", "outside all sections" },
        { "{{#group}}", "not closed" },
        { "{{{group.body_html}}}", "between elements" },
        { "{{json group}}", "json outside" },
    };
    REFUSED(YP_TPL_TEXT, text);
}

static void depth_is_limited(void **state)
{
    (void)state;
    char text[40 * 14 + 1] = "";
    size_t len = 0;
    for (int i = 0; i < 33; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "{{?page.lang}}");
    assert_non_null(strstr(fix_refusal(YP_TPL_HTML, text), "too deep"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_without_a_safe_escaper),
        cmocka_unit_test(sections_that_change_the_context),
        cmocka_unit_test(unknown_names),
        cmocka_unit_test(broken_forms),
        cmocka_unit_test(messages),
        cmocka_unit_test(partials),
        cmocka_unit_test(messages_name_the_place),
        cmocka_unit_test(xml_and_text),
        cmocka_unit_test(depth_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, fix_end);
}
