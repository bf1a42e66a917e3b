#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "lib/md.h"

#define LEN(a) (sizeof(a) / sizeof *(a))

static int new_arena(void **state)
{
    *state = yp_arena_new();
    return 0;
}

static int free_arena(void **state)
{
    yp_arena_free(*state);
    return 0;
}

static const char *html(void **state, const char *text)
{
    char *ret = NULL;
    assert_int_equal(yp_md_html(*state, text, &ret, NULL), YP_OK);
    return ret;
}

static const char *plain(void **state, const char *text)
{
    char *ret = NULL;
    assert_int_equal(yp_md_text(*state, text, &ret, NULL), YP_OK);
    return ret;
}

static void draws_html(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "", "" },
        { "a **b** *c* `d`", "<p>a <strong>b</strong> <em>c</em> <code>d</code></p>\n" },
        { "# A\n## B\n#### D\n###### F", "<h3>A</h3>\n<h4>B</h4>\n<h6>D</h6>\n<h6>F</h6>\n" },
        { "a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>\n" },
        { "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
        { "|a|b|\n|:-|-:|\n|1|2|",
          "<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th "
          "scope=\"col\">b</th>\n</tr>\n</thead>\n"
          "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n" },
        { "[a](https://x.fi \"t\")",
          "<p><a rel=\"nofollow\" href=\"https://x.fi\" title=\"t\">a</a></p>\n" },
        { "<a@x.fi>", "<p><a rel=\"nofollow\" href=\"mailto:a@x.fi\">a@x.fi</a></p>\n" },
        { "(www.x.fi/a(b)).",
          "<p>(<a rel=\"nofollow\" href=\"http://www.x.fi/a(b)\">www.x.fi/a(b)</a>).</p>\n" },
        { "HTTPS://x.fi/a_b_c&d!",
          "<p><a rel=\"nofollow\" "
          "href=\"HTTPS://x.fi/a_b_c&amp;d\">HTTPS://x.fi/a_b_c&amp;d</a>!</p>\n" },
        { "xhttp://a http:// www. `www.a.fi`",
          "<p>xhttp://a http:// www. <code>www.a.fi</code></p>\n" },
        { "[www.a.fi](http://b.fi)",
          "<p><a rel=\"nofollow\" href=\"http://b.fi\">www.a.fi</a></p>\n" },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        assert_string_equal(html(state, cases[i].in), cases[i].out);
}

static void hostile_text_stays_text(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n" },
        { "a <b onclick=\"x\">c</b>", "<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>\n" },
        { "[a](javascript:alert(1))", "<p>a</p>\n" },
        { "[a](JaVaScRiPt:alert(1))", "<p>a</p>\n" },
        { "[a](&#106;avascript:alert(1))", "<p>a</p>\n" },
        { "[a](data:text/html,x)", "<p>a</p>\n" },
        { "[a](//evil.fi)", "<p>a</p>\n" },
        { "[a](/groups)", "<p>a</p>\n" },
        { "<javascript:x>", "<p>javascript:x</p>\n" },
        { "![a *b*](http://x/y.png)", "<p>a <em>b</em></p>\n" },
        { "[![a](x)](http://y.fi)", "<p><a rel=\"nofollow\" href=\"http://y.fi\">a</a></p>\n" },
        { "[a](http://x.fi/\"onclick=\"x)",
          "<p><a rel=\"nofollow\" href=\"http://x.fi/%22onclick=%22x\">a</a></p>\n" },
        { "<!-- a --> b", "<p>&lt;!-- a --&gt; b</p>\n" },
        { "`<th>`", "<p><code>&lt;th&gt;</code></p>\n" },
        { "a\xFF", "<p>a\xEF\xBF\xBD</p>\n" },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        assert_string_equal(html(state, cases[i].in), cases[i].out);
}

static void writes_plain_text(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "", "" },
        { "# A\n\na *b*\nc\n\n\n> d", "A\n\na b\nc\n\nd" },
        { "a\n\n- b\n- c\n  - d\n\n3. e\n4. f\n\ng", "a\n\n- b\n- c\n  - d\n\n3. e\n4. f\n\ng" },
        { "- - a", "- - a" },
        { "[a](https://x.fi) <https://y.fi> [b](mailto:a@b.fi) <a@b.fi> www.z.fi",
          "a (https://x.fi) https://y.fi b (a@b.fi) a@b.fi www.z.fi" },
        { "[](https://x.fi)", " (https://x.fi)" },
        { "|a|b|\n|-|-|\n|1|2|\n\nx", "a | b\n1 | 2\n\nx" },
        { "    code\n    two\n\nx\n\n---", "code\ntwo\n\nx\n\n---" },
        { "<b>x</b> &amp; ![i](j)", "<b>x</b> & i" },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        assert_string_equal(plain(state, cases[i].in), cases[i].out);
}

static void large_or_deep_text_is_refused(void **state)
{
    char *text = yp_arena_alloc(*state, YP_MD_MAX + 2), *ret = NULL;
    memset(text, 'a', YP_MD_MAX + 1);
    struct yp_err err = { 0 };
    assert_int_equal(yp_md_html(*state, text, &ret, &err), YP_ELIMIT);
    assert_string_equal(err.key, "text.long");
    yp_err_clear(&err);
    static const char *const marks[] = { ">", "> ", "- ", "1. ", "+\t", " * 23) " };
    for (size_t i = 0; i < LEN(marks); i++) {
        YP_CLEANUP(yp_buf_release) struct yp_buf deep = YP_BUF_INIT;
        yp_buf_str(&deep, "x\n");
        for (int n = 0; n < 21; n++)
            yp_buf_str(&deep, marks[i]);
        assert_int_equal(yp_md_text(*state, yp_buf_text(&deep), &ret, &err), YP_EINVAL);
        assert_string_equal(err.key, "text.nesting");
        yp_err_clear(&err);
    }
    assert_null(ret);
    assert_string_equal(html(state, "*****************************"), "<hr>\n");
}

static void worst_texts_take_no_time(void **state)
{
    static const char *const patterns[] = {
        "[",
        "](",
        "![",
        "*a_ ",
        "_",
        "`",
        "``a",
        "<!--",
        "<?",
        "<a ",
        "[a](<b",
        "|",
        "|a|\n|-|\n",
        "x\n|-\n",
        "&",
        "\\",
        "][",
        "[a]: b\n",
        "[[]()",
        ">\n",
        "- a\n",
        "a\n- ",
        "**a *",
        "http://a)",
        "www.a",
        "(www.a",
        "> > > > > > > > > > > > > > > > > > > a\n",
        "1. - + * - + * - + * - + * - a\n",
        "h",
        "#",
        "\t",
    };
    for (size_t i = 0; i < LEN(patterns); i++) {
        char *text = yp_arena_alloc(*state, YP_MD_MAX + 1);
        size_t len = strlen(patterns[i]);
        for (size_t k = 0; k < YP_MD_MAX; k++)
            text[k] = patterns[i][k % len];
        int64_t begun = yp_tick();
        html(state, text);
        plain(state, text);
        int64_t took = yp_tick() - begun;
        if (took > 8000000) /* generous: sanitizers and a busy machine */
            fail_msg("'%s' took %ld ms", patterns[i], (long)(took / 1000));
        yp_arena_reset(*state);
    }
}

static void deep_lists_take_no_time(void **state)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf text = { .cap = YP_MD_MAX };
    for (int depth = 0; !text.full; depth++)
        yp_buf_printf(&text, "%*s- a\n", 2 * depth, "");
    int64_t begun = yp_tick();
    html(state, yp_buf_text(&text));
    plain(state, yp_buf_text(&text));
    assert_true(yp_tick() - begun < 8000000);
}

/* A text put in as plain reads as it was written. */
static void plain_words_stay_plain(void **state)
{
    static const char *const texts[] = {
        "– Hyvä alku, sanoo Aino Laine.",
        "- viiva alussa",
        "+ plus",
        "12. luettelo",
        "3) toinen",
        "2021",
        "# otsikko",
        "> lainaus",
        "*tähti* _viiva_ `koodi` [linkki](https://x.fi)",
        "<b>ei</b> &amp; \\ ~~yli~~ | taulu |",
        "---",
        "a < b",
    };
    for (size_t i = 0; i < LEN(texts); i++) {
        YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
        yp_md_plain(&out, texts[i]);
        assert_string_equal(plain(state, yp_buf_text(&out)), texts[i]);
        assert_memory_equal(html(state, yp_buf_text(&out)), "<p>", 3);
    }
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_md_plain(&out, "kaksi\nriviä");
    assert_string_equal(plain(state, yp_buf_text(&out)), "kaksi riviä");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_stay_plain),        cmocka_unit_test(draws_html),
        cmocka_unit_test(hostile_text_stays_text),       cmocka_unit_test(writes_plain_text),
        cmocka_unit_test(large_or_deep_text_is_refused), cmocka_unit_test(worst_texts_take_no_time),
        cmocka_unit_test(deep_lists_take_no_time),
    };
    return cmocka_run_group_tests(tests, new_arena, free_arena);
}
