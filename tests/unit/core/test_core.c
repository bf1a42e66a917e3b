/* core: routes, forms, catalogue, cache. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "core/action.h"
#include "core/cache.h"
#include "core/catalog.h"
#include "core/form.h"
#include "core/route.h"

/* The program's embedded files, as far as these tests need them. */
const struct yp_embedded yp_embedded[] = {
    { "lang/en/a.po", "msgid \"a\"\nmsgstr \"Hello {name}\"\n", 0 },
    { "lang/fi/a.po",
      "# comment\nmsgid \"\"\nmsgstr \"head\"\n\nmsgid \"a\"\nmsgstr \"\"\n\"Hei "
      "\"\n\"{name}\"\n\nmsgid \"n\"\n"
      "msgid_plural \"n\"\nmsgstr[0] \"{n} asia\"\nmsgstr[1] \"{n} asiaa\"\n\nmsgid "
      "\"k.x\"\nmsgstr \"äks\"\n\n"
      "msgid \"field.name\"\nmsgstr \"Nimi\"\n\nmsgid \"k.field.to\"\nmsgstr \"Kelle\"\n",
      0 },
    { "lang/sv/a.po", "msgid \"a\"\nmsgstr \"Hej\"\n", 0 },
    { NULL, NULL, 0 },
};
const int yp_nembedded = 3;

static struct yp_route route(struct yp_arena *arena, const char *pattern)
{
    struct yp_route r;
    struct yp_err err = { 0 };
    assert_int_equal(yp_route_parse(arena, pattern, &r, &err), YP_OK);
    return r;
}

static void addresses_match_their_pattern_only(void **state)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_path path;
    (void)state;
    const struct yp_route r = route(arena, "/meetings/{meeting:id}/call");
    assert_true(yp_route_match(&r, arena, "/meetings/12/call", &path));
    assert_int_equal(path.n, 1);
    assert_string_equal(path.at[0].name, "meeting");
    assert_int_equal(path.at[0].v.i, 12);
    static const char *const others[] = { "/meetings/12",
                                          "/meetings/0/call",
                                          "/meetings/012/call",
                                          "/meetings/-1/call",
                                          "/meetings/a/call",
                                          "/meetings/12/call/",
                                          "/meetings//call",
                                          "/meetings/12/calls",
                                          "/",
                                          "/meetings/9999999999999999999/call" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(yp_route_match(&r, arena, others[i], &path));
    const struct yp_route root = route(arena, "/"),
                          ics = route(arena, "/groups/{group:id}/calendar.ics");
    assert_true(yp_route_match(&root, arena, "/", &path));
    assert_true(yp_route_match(&ics, arena, "/groups/3/calendar.ics", &path));
    assert_false(yp_route_match(&ics, arena, "/groups/3/calendar", &path));
    assert_string_equal(
        yp_route_make(arena, &r, &(struct yp_path){ { { "meeting", yp_int(5) } }, 1 }),
        "/meetings/5/call");
    assert_string_equal(yp_route_make(arena, &root, &(struct yp_path){ 0 }), "/");
}

static void literals_are_tried_before_parameters(void **state)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    (void)state;
    const struct yp_route a = route(arena, "/groups/new"), b = route(arena, "/groups/{group:id}"),
                          c = route(arena, "/groups"), d = route(arena, "/groups.csv");
    assert_true(yp_route_order(&a, &b) < 0);
    assert_true(yp_route_order(&b, &a) > 0);
    assert_true(yp_route_order(&c, &a) < 0);
    assert_true(yp_route_order(&d, &c) != 0);
    assert_int_equal(yp_route_order(&b, &b), 0);
}

static void broken_patterns_are_refused(void **state)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    static const char *const bad[] = { "groups", "/{a}",     "/{a:none}",
                                       "//x",    "/a/{b:id", "/1/2/3/4/5/6/7/8/9" };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct yp_route r = { 0 };
        struct yp_err err = { 0 };
        assert_int_equal(yp_route_parse(arena, bad[i], &r, &err), YP_EBUG);
        assert_string_equal(err.key, "route.form");
        assert_null(r.pattern);
    }
}

struct posted {
    struct yp_arena *arena;
    struct yp_field at[8];
    struct yp_fields fields;
    struct yp_form form;
};

static struct posted *post(const char *name, const char *value, size_t len)
{
    struct yp_arena *arena = yp_arena_new();
    struct posted *p = yp_arena_alloc(arena, sizeof *p);
    p->arena = arena;
    p->at[0] = (struct yp_field){ .name = name, .value = value, .len = len };
    p->fields = (struct yp_fields){ p->at, 1 };
    p->form = (struct yp_form){ .arena = arena, .fields = &p->fields };
    return p;
}

static void text_is(const char *value, size_t len, const char *wanted, const char *key)
{
    struct posted *p = post("title", value, len);
    struct yp_err err = { 0 };
    assert_string_equal(yp_form_text(&p->form, "title", 1, 5), wanted);
    assert_int_equal(yp_form_verdict(&p->form, &err), key ? YP_EINVAL : YP_OK);
    if (key)
        assert_string_equal(p->form.errors[0].key, key);
    yp_arena_free(p->arena);
}

static void texts_are_trimmed_normal_and_limited(void **state)
{
    (void)state;
    text_is("  äiti ", 8, "äiti", NULL);
    text_is("a\xCC\x88", 3, "ä", NULL); /* a and a combining diaeresis: one letter in NFC */
    text_is("ččččč", 10, "ččččč", NULL);
    text_is("čččččč", 12, "", "form.too_long");
    text_is("   ", 3, "", "form.required");
    text_is("\xC3", 1, "", "form.characters");
    text_is("a\0b", 3, "", "form.characters");
    text_is("a\nb", 3, "", "form.characters");
    text_is("\x1b[0m", 4, "", "form.characters");
}

static void lines_keep_their_breaks(void **state)
{
    struct posted *p = post("body", "a\r\nb\rc\n\n", 8);
    (void)state;
    assert_string_equal(yp_form_long(&p->form, "body", 1, 100), "a\nb\nc");
    yp_arena_free(p->arena);
}

static void day_is(const char *value, int32_t wanted, const char *key)
{
    struct posted *p = post("day", value, strlen(value));
    int32_t day = -1;
    assert_int_equal(yp_form_day(&p->form, "day", true, &day), key == NULL);
    assert_int_equal(day, wanted);
    if (key)
        assert_string_equal(p->form.errors[0].key, key);
    yp_arena_free(p->arena);
}

static void days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    day_is("15.1.2021", yp_day(2021, 1, 15), NULL);
    day_is("2021-01-15", yp_day(2021, 1, 15), NULL);
    day_is("31.2.2021", -1, "form.day");
    day_is("29.2.2023", -1, "form.day");
    day_is("1.1.21", -1, "form.day");
    day_is("huomenna", -1, "form.day");
    day_is("15.1.2021x", -1, "form.day");
    day_is("", -1, "form.required");
}

static void times_and_numbers(void **state)
{
    static const struct {
        const char *text;
        int minutes;
    } times[] = { { "9.00", 540 }, { "9:30", 570 }, { "9", 540 },       { "23.59", 1439 },
                  { "24.00", -1 }, { "9.60", -1 },  { "yhdeksän", -1 }, { "9-00", -1 } };
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct posted *p = post("clock", times[i].text, strlen(times[i].text));
        int minutes = -1;
        assert_int_equal(yp_form_time(&p->form, "clock", true, &minutes), times[i].minutes >= 0);
        assert_int_equal(minutes, times[i].minutes);
        yp_arena_free(p->arena);
    }
    struct posted *p = post("n", "12", 2);
    assert_int_equal(yp_form_int(&p->form, "n", 1, 10, 3), 3);
    assert_string_equal(p->form.errors[0].key, "form.range");
    yp_arena_free(p->arena);
    p = post("n", "1e3", 3);
    assert_int_equal(yp_form_id(&p->form, "n", true), 0);
    assert_string_equal(p->form.errors[0].key, "form.choice");
    yp_arena_free(p->arena);
    p = post("n", "99999999999999999999", 20);
    assert_int_equal(yp_form_int(&p->form, "n", 0, 10, 3), 3);
    assert_int_equal(p->form.nerrors, 1);
    yp_arena_free(p->arena);
}

static void choices_and_addresses(void **state)
{
    struct posted *p = post("kind", "network", 7);
    (void)state;
    assert_string_equal(yp_form_choice(&p->form, "kind", "body network", true), "network");
    assert_string_equal(yp_form_choice(&p->form, "other", "body network", false), "body");
    assert_int_equal(p->form.nerrors, 0);
    yp_form_choice(&p->form, "kind", "body net", true);
    assert_string_equal(p->form.errors[0].key, "form.choice");
    yp_arena_free(p->arena);
    static const char *const bad[] = { "a",        "a@",       "@b.fi",         "a@b",
                                       "a b@c.fi", "a@b@c.fi", "a@b.fi,c@d.fi", "a@b." };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        p = post("email", bad[i], strlen(bad[i]));
        assert_null(yp_form_email(&p->form, "email", true));
        assert_string_equal(p->form.errors[0].key, "form.email");
        yp_arena_free(p->arena);
    }
    p = post("email", "Aino@Esimerkki.FI", 17);
    assert_string_equal(yp_form_email(&p->form, "email", true), "Aino@esimerkki.fi");
    yp_arena_free(p->arena);
}

static void a_catalogue_speaks_three_languages(void **state)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    struct yp_files *files = yp_files_new(NULL);
    struct yp_catalog *c = NULL;
    struct yp_err err = { 0 };
    (void)state;
    assert_int_equal(yp_catalog_new(&c, files, &err), YP_OK);
    assert_string_equal(yp_catalog_get(c, 0, "n", "other"), "{n} asiaa");
    assert_string_equal(yp_catalog_get(c, 0, "n", "one"), "{n} asia");
    assert_string_equal(yp_catalog_value(c, 0, "k", "x"), "äks");
    assert_string_equal(yp_catalog_get(c, 3, "a", NULL), "Hei {name}"); /* se falls back to fi */
    assert_null(yp_catalog_get(c, 1, "n", NULL));
    assert_true(yp_catalog_has_prefix(c, "k"));
    assert_false(yp_catalog_has_prefix(c, "kk"));
    yp_catalog_say(c, 2, "a", &(struct yp_word){ "name", "<Aino>" }, 1, &out);
    assert_string_equal(yp_buf_text(&out), "Hello <Aino>");
    yp_buf_clear(&out);
    assert_int_equal(yp_catalog_missing(c, &out), 8);
    assert_string_equal(yp_catalog_field(c, 0, "k", "to_id"), "Kelle");
    assert_string_equal(yp_catalog_field(c, 0, "k", "name"), "Nimi");
    assert_string_equal(yp_catalog_field(c, 0, NULL, "name"), "Nimi");
    assert_null(yp_catalog_field(c, 0, "x", "to_id"));
    assert_null(yp_catalog_field(c, 0, "k", "_id"));
    yp_catalog_free(c);
    yp_files_free(files);
}

static void only_fields_that_differ_are_noted(void **state)
{
    struct yp_tx tx = { .arena = yp_arena_new() };
    static const char *const names[] = { "name", "title", "from_day", "from_precision", "rev" };
    const struct yp_value stored[] = { yp_text("Aino"), yp_none(), yp_int(1), yp_text("day"),
                                       yp_int(7) };
    const struct yp_rows rows = { .ncol = 5, .nrow = 1, .names = names, .cells = stored };
    (void)state;
    assert_string_equal(yp_changed(&tx, &rows,
                                   YP_ROW(YP_STR("name", "Aino"), YP_STR("title", ""),
                                          YP_INT("from_day", 1), YP_STR("from_precision", "day")),
                                   NULL),
                        "");
    assert_string_equal(yp_changed(&tx, &rows,
                                   YP_ROW(YP_STR("name", "Aina"), YP_STR("title", "johtaja"),
                                          YP_INT("from_day", 2), YP_STR("from_precision", "year")),
                                   "aliases"),
                        "name,title,from_when,aliases");
    const struct yp_rows none = { .ncol = 5, .names = names };
    assert_string_equal(yp_changed(&tx, &none, YP_ROW(YP_STR("name", "Aino")), NULL), "");
    assert_true(yp_same_rows(&rows, &rows));
    assert_false(yp_same_rows(&rows, &none));
    yp_arena_free(tx.arena);
}

static void nothing_stale_comes_from_the_cache(void **state)
{
    struct yp_cache *cache = yp_cache_new();
    struct yp_cached page = { .body = yp_bytes_new("hei", 3), .type = "text/html" }, got;
    size_t bytes;
    int entries;
    (void)state;
    yp_cache_put(cache, "- fi /", 7, 100, &page);
    assert_true(yp_cache_find(cache, "- fi /", 7, 100, &got));
    yp_bytes_drop(got.body);
    assert_false(yp_cache_find(cache, "- fi /", 8, 100, &got)); /* the journal grew */
    assert_false(yp_cache_find(cache, "- fi /", 7, 101, &got)); /* another day */
    assert_false(yp_cache_find(cache, "- sv /", 7, 100, &got)); /* another language */
    char key[64];
    for (int i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "- fi /%d", i);
        yp_cache_put(cache, key, 7, 100, &page);
    }
    yp_cache_size(cache, &bytes, &entries);
    assert_in_range(entries, 1, 4096);
    assert_int_equal(bytes, (size_t)entries * 3);
    yp_bytes_drop(page.body);
    yp_cache_free(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(addresses_match_their_pattern_only),
                                        cmocka_unit_test(literals_are_tried_before_parameters),
                                        cmocka_unit_test(broken_patterns_are_refused),
                                        cmocka_unit_test(texts_are_trimmed_normal_and_limited),
                                        cmocka_unit_test(lines_keep_their_breaks),
                                        cmocka_unit_test(days_that_do_not_exist_are_refused),
                                        cmocka_unit_test(times_and_numbers),
                                        cmocka_unit_test(choices_and_addresses),
                                        cmocka_unit_test(a_catalogue_speaks_three_languages),
                                        cmocka_unit_test(only_fields_that_differ_are_noted),
                                        cmocka_unit_test(nothing_stale_comes_from_the_cache) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
