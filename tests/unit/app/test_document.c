#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/document.h"

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

static struct yp_document sample(struct yp_arena *arena)
{
    struct yp_document doc;
    const char *head[] = { "Nimi", "Rooli" }, *row[] = { "Aino Aalto, johtaja", "jäsen" };
    yp_document_begin(&doc, arena, "fi");
    yp_document_add(&doc, YP_BLOCK_TITLE, "", "Pöytäkirja 1/2021");
    yp_document_add(&doc, YP_BLOCK_FACT, "Paikka", "Talo \\ \"A\" <b>");
    yp_document_row(&doc, true, head, 2);
    yp_document_row(&doc, false, row, 2);
    yp_document_add(&doc, YP_BLOCK_H1, "", "1 § Avaus");
    yp_document_paragraphs(&doc, "Ensimmäinen\nrivi.\n\nToinen.");
    yp_document_add(&doc, YP_BLOCK_ITEM, "1.", "Aino Aalto raportoi.");
    yp_document_add(&doc, YP_BLOCK_SIGN, "puheenjohtaja", "Bo Berg");
    yp_document_person(&doc, "Aino Aalto", "johtaja", "jäsen");
    return doc;
}

static void text_comes_back(void **state)
{
    struct yp_document doc = sample(*state), again;
    const char *text = yp_document_text(&doc);
    assert_int_equal(yp_document_parse(&again, *state, text, NULL), YP_OK);
    assert_string_equal(yp_document_text(&again), text);
    assert_int_equal(again.n, doc.n);
    assert_string_equal(again.blocks[1].text, "Talo \\ \"A\" <b>");
    assert_string_equal(again.blocks[5].text, "Ensimmäinen\nrivi.");
}

static void broken_text_is_refused(void **state)
{
    static const char *const broken[] = { "",
                                          "document 2 fi\n",
                                          "document 1 fi",
                                          "document 1 fi\nX\ta\tb\n",
                                          "document 1 fi\nP",
                                          "document 1 fi\nP\n",
                                          "document 1 fi\nR\ta\tb\tc\td\te\tf\tg\n" };
    struct yp_document doc;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_int_equal(yp_document_parse(&doc, *state, broken[i], NULL), YP_EBUG);
}

static void control_characters_and_empty_blocks_are_left_out(void **state)
{
    struct yp_document doc;
    yp_document_begin(&doc, *state, "fi");
    yp_document_add(&doc, YP_BLOCK_P, "",
                    "a\tb\x01"
                    "c \n");
    yp_document_add(&doc, YP_BLOCK_P, "", NULL);
    yp_document_add(&doc, YP_BLOCK_SIGN, "sihteeri", NULL);
    assert_int_equal(doc.n, 2);
    assert_string_equal(doc.blocks[0].text, "a bc");
}

static void html_is_clean(void **state)
{
    struct yp_document doc = sample(*state);
    const char *html = yp_document_html(&doc);
    assert_null(strstr(html, "Pöytäkirja 1/2021"));
    assert_null(strstr(html, "<b>"));
    assert_non_null(strstr(html, "Talo \\ &quot;A&quot; &lt;b&gt;"));
    assert_non_null(strstr(html, "<th scope=\"col\">Nimi</th>"));
    assert_non_null(strstr(html, "<td data-label=\"Rooli\">jäsen</td>"));
    assert_non_null(strstr(html, "<h2 class=\"govuk-heading-m\" id=\"part-1\">1 § Avaus</h2>"));
    assert_non_null(strstr(html, "<p>Ensimmäinen<br>rivi.</p>\n<p>Toinen.</p>"));
    assert_non_null(strstr(
        html,
        "<ol class=\"govuk-list govuk-list--number\">\n<li>Aino Aalto raportoi.</li>\n</ol>"));
}

static void pdf_is_the_same_twice(void **state)
{
    struct yp_document doc = sample(*state);
    const struct yp_document_frame frame = { "Pöytäkirja",        "Ryhmä", "Ryhmä",
                                             "Pöytäkirja 1/2021", "x",     1 };
    YP_CLEANUP(yp_buf_release) struct yp_buf a = YP_BUF_INIT;
    YP_CLEANUP(yp_buf_release) struct yp_buf b = YP_BUF_INIT;
    assert_int_equal(yp_document_pdf(&doc, &frame, &a, NULL), YP_OK);
    assert_int_equal(yp_document_pdf(&doc, &frame, &b, NULL), YP_OK);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.mem, b.mem, a.len);
}

static const char *erased(struct yp_arena *arena, const char *text)
{
    struct yp_document doc;
    yp_document_begin(&doc, arena, "fi");
    yp_document_add(&doc, YP_BLOCK_P, "", text);
    yp_document_person(&doc, "Aino Aalto", "johtaja", "jäsen");
    static const char *const places[] = { "Pori", "Lahti" };
    yp_document_person(&doc, "Kirsi Maria Lahti", "lehtori", "asiantuntija");
    yp_document_person(&doc, "Olli Virtanen", "", "jäsen");
    yp_document_person(&doc, "Liisa Virtanen", "", "varajäsen");
    yp_document_erase(&doc, places, 2);
    assert_int_equal(doc.n, 1);
    return doc.blocks[0].text;
}

static void whole_names_are_erased(void **state)
{
    assert_string_equal(erased(*state, "Aino Aalto, johtaja: puhui"), "jäsen: puhui");
    assert_string_equal(erased(*state, "”Aino Aalto” ja Aino Aalto."), "”jäsen” ja jäsen.");
    assert_string_equal(erased(*state, "Aino Aalto-Berg, Aino Aaltonen, Kaino Aalto"),
                        "Aino Aalto-Berg, Aino Aaltonen, Kaino Aalto");
    assert_string_equal(erased(*state, "Aino Aaltö ja ÄAino Aalto"), "Aino Aaltö ja ÄAino Aalto");
    assert_string_equal(erased(*state, "Päätös pysyy."), "Päätös pysyy.");
}

static void inflected_names_are_erased(void **state)
{
    static const char *const cases[][2] = {
        { "Merkittiin Aino Aallon ehdotus.", "Merkittiin jäsen ehdotus." },
        { "Tehtävä annettiin Aino Aallolle ja Kirsi Maria Lahdelle.",
          "Tehtävä annettiin jäsen ja asiantuntija." },
        { "Kirsi Lahden mukaan", "asiantuntija mukaan" },
        { "Aalto Ainolle", "jäsen" },
        { "Aallon ehdotus hyväksyttiin; Aaltoa kannatettiin.",
          "jäsen ehdotus hyväksyttiin; jäsen kannatettiin." },
        { "Johtaja Aalto esitteli.", "Johtaja jäsen esitteli." },
        { "Jäsen Aallon lausuma", "Jäsen jäsen lausuma" },
        { "Virtasen ehdotus", "jäsen / varajäsen ehdotus" },
        { "Liisa Virtaselta kysyttiin", "varajäsen kysyttiin" },
        /* what stays */
        { "Matti Aallon säätiö", "Matti Aallon säätiö" },
        { "Aalto-yliopisto, Aaltosen kirja ja Aaltola",
          "Aalto-yliopisto, Aaltosen kirja ja Aaltola" },
        { "Lahdessa, Lahden kaupunki", "Lahdessa, Lahden kaupunki" },
        { "korkea aalto, aallon pituus", "korkea aalto, aallon pituus" },
        { "Ainolle kiitos. Aino. Aallon", "Ainolle kiitos. Aino. jäsen" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(erased(*state, cases[i][0]), cases[i][1]);
}

/* --- comparing --- */

static struct yp_document of_paragraphs(struct yp_arena *arena, const char *const *texts)
{
    struct yp_document doc;
    yp_document_begin(&doc, arena, "fi");
    for (; *texts; texts++)
        yp_document_add(&doc, **texts == '#' ? YP_BLOCK_H1 : YP_BLOCK_P, "", *texts);
    return doc;
}

#define TEXTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static struct yp_rows changes(struct yp_arena *arena, const char *const *was, const char *const *is)
{
    struct yp_document a = of_paragraphs(arena, was), b = of_paragraphs(arena, is);
    struct yp_rows rows;
    yp_document_compare(&a, &b, &rows);
    return rows;
}

static void same_documents_have_no_changes(void **state)
{
    assert_int_equal(changes(*state, TEXTS("#1", "a", "b"), TEXTS("#1", "a", "b")).nrow, 0);
}

static void changed_words_are_marked_under_their_heading(void **state)
{
    struct yp_rows r = changes(*state, TEXTS("#1", "x", "#2", "yksi kaksi kolme"),
                               TEXTS("#1", "x", "#2", "yksi neljä kolme"));
    assert_int_equal(r.nrow, 2);
    assert_string_equal(yp_get_str(&r, 0, "op"), "heading");
    assert_string_equal(yp_get_str(&r, 0, "text_html"), "#2");
    assert_string_equal(yp_get_str(&r, 1, "op"), "changed");
    assert_string_equal(yp_get_str(&r, 1, "text_html"),
                        "yksi <del>kaksi</del> <ins>neljä</ins> kolme");
}

static void other_blocks_are_removed_and_added(void **state)
{
    struct yp_rows r = changes(*state, TEXTS("a & b", "pysyy"), TEXTS("pysyy", "uusi <i>"));
    assert_int_equal(r.nrow, 2);
    assert_string_equal(yp_get_str(&r, 0, "op"), "removed");
    assert_string_equal(yp_get_str(&r, 0, "text_html"), "<del>a &amp; b</del>");
    assert_string_equal(yp_get_str(&r, 1, "op"), "added");
    assert_string_equal(yp_get_str(&r, 1, "text_html"), "<ins>uusi &lt;i&gt;</ins>");
}

static void empty_documents_compare(void **state)
{
    const char *const none[] = { NULL };
    assert_int_equal(changes(*state, none, none).nrow, 0);
    assert_int_equal(changes(*state, none, TEXTS("a")).nrow, 1);
    assert_int_equal(changes(*state, TEXTS("a"), none).nrow, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_comes_back, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(broken_text_is_refused, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(control_characters_and_empty_blocks_are_left_out, new_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(html_is_clean, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(pdf_is_the_same_twice, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(whole_names_are_erased, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(inflected_names_are_erased, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(same_documents_have_no_changes, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(changed_words_are_marked_under_their_heading, new_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(other_blocks_are_removed_and_added, new_arena, free_arena),
        cmocka_unit_test_setup_teardown(empty_documents_compare, new_arena, free_arena),
    };
    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
