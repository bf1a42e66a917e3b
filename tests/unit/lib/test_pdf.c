/*
 * Documents as PDF, read back with poppler's and qpdf's programs; what needs a program that is not
 * installed is skipped with a message. "test_pdf write FILE" writes the sample, for a look at it
 * and for comparing two processes.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lib/pdf.h"

static const char *program; /* argv[0] */

#define CELLS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define ROW(n, ...)                                                                                \
    {                                                                                              \
        .kind = YP_PDF_TABLE_ROW, .ncell = (n), .cells = CELLS(__VA_ARGS__)                        \
    }
#define HEAD(n, ...)                                                                               \
    {                                                                                              \
        .kind = YP_PDF_TABLE_ROW, .ncell = (n), .is_header = true, .cells = CELLS(__VA_ARGS__)     \
    }
#define TEXT(k, t)                                                                                 \
    {                                                                                              \
        .kind = (k), .text = (t)                                                                   \
    }
#define FACT(l, t)                                                                                 \
    {                                                                                              \
        .kind = YP_PDF_FACT, .label = (l), .text = (t)                                             \
    }
#define ITEM(n, l, t)                                                                              \
    {                                                                                              \
        .kind = YP_PDF_LIST_ITEM, .level = (n), .label = (l), .text = (t)                          \
    }
#define SIGN(t, l)                                                                                 \
    {                                                                                              \
        .kind = YP_PDF_SIGNATURE, .text = (t), .label = (l)                                        \
    }

static const struct yp_pdf_block sample_blocks[] = {
    TEXT(YP_PDF_TITLE, "Yhdyspintaryhmän kokous 3/2026"),
    FACT("Aika", "pe 15.1.2027 klo 9.00–11.30"),
    FACT("Paikka", "Porin kaupungintalo, valtuustosali, ja etäyhteys"),
    FACT("Puheenjohtaja", "Aino Öljymäki, palvelujohtaja, Satakunnan hyvinvointialue"),
    FACT("Kirjaimia", "čđŋšŧž åäö ČĐŊŠŦŽ ÅÄÖ – ”lainaus”"),
    FACT("Pöytäkirja",
         "Tarkistettu sähköisesti 22.1.2027. Nähtävänä yleisessä tietoverkossa 23.1.2027 alkaen."),
    TEXT(YP_PDF_H1, "Läsnäolijat"),
    HEAD(3, "Nimi", "Tehtävä", "Läsnä"),
    ROW(3, "Aino Öljymäki", "palvelujohtaja, Satakunnan hyvinvointialue", "§ 1–5"),
    ROW(3, "Niillas Čáppa", "sivistysjohtaja, Porin kaupunki", "§ 1–5"),
    ROW(3, "Eeva Mäkinen",
        "hyvinvointikoordinaattori, Rauman kaupunki, sekä kaikkien seutukunnan kuntien yhteinen "
        "lasten ja nuorten hyvinvointisuunnitelman valmistelija",
        "§ 2–5, klo 9.15 alkaen"),
    TEXT(YP_PDF_H1, "§ 1  Kokouksen avaus, laillisuus ja päätösvaltaisuus"),
    TEXT(YP_PDF_P,
         "Puheenjohtaja avasi kokouksen klo 9.00. Kokous todettiin laillisesti kutsutuksi ja "
         "päätösvaltaiseksi. Pöytäkirjan tarkistajiksi valittiin Niillas Čáppa ja Eeva Mäkinen."),
    TEXT(YP_PDF_H1, "§ 2  Perhekeskusten tilanne"),
    TEXT(YP_PDF_H2, "Selostus"),
    TEXT(YP_PDF_P,
         "Perhekeskus toimii yhdessätoista kunnassa kuudestatoista. Viidessä kunnassa työ on vielä "
         "suunnitteluvaiheessa, ja kahden kunnan sitoumukset ovat myöhässä sovitusta aikataulusta. "
         "Hyvinvointialue ja kunnat sopivat keväällä 2026, että puuttuvat kohtaamispaikat avataan "
         "viimeistään syksyllä 2027.\nValmistelussa on kuultu järjestöjä ja seurakuntia."),
    TEXT(YP_PDF_H2, "Käsittely"),
    ITEM(0, "1.",
         "Kuultiin koordinaattorin katsaus kuntien tilanteeseen. Keskustelussa nousi esiin, "
         "että pienissä kunnissa kohtaamispaikan avaaminen vaatii yhteisiä tiloja."),
    ITEM(1, NULL, "Eurajoki ja Nakkila selvittävät yhteistä tilaa."),
    ITEM(1, NULL, "Kokemäki avaa kohtaamispaikan kirjaston yhteyteen."),
    ITEM(0, "2.", "Merkittiin tiedoksi palvelukartan ensimmäinen versio."),
    TEXT(YP_PDF_H2, "Päätös"),
    TEXT(YP_PDF_P, "Ryhmä hyväksyi esityksen yksimielisesti."),
    TEXT(YP_PDF_RULE, NULL),
    TEXT(YP_PDF_P, "Pöytäkirjan vakuudeksi"),
    SIGN("Aino Öljymäki", "puheenjohtaja"),
    SIGN("Matti Meikäläinen", "sihteeri"),
    SIGN("Niillas Čáppa", "tarkistaja"),
    SIGN("Eeva Mäkinen", "tarkistaja"),
};

static const struct yp_pdf sample = {
    .title = "Pöytäkirja 3/2026 – Yhdyspintaryhmä",
    .subject = "Kokous 15.1.2027",
    .lang = "fi",
    .header_left = "Satakunnan yhdyspintaryhmä\nKokous 3/2026",
    .header_right = "Pöytäkirja\nversio 2, 18.1.2027",
    .footer = "Sisällön tiiviste 4f1c 9a02 77be 1d3e 08aa 53c1 9be2 6f70",
    .created_at = INT64_C(1790000000000000),
    .blocks = sample_blocks,
    .nblock = sizeof sample_blocks / sizeof *sample_blocks,
};

/* Leaves the test when a program is not installed. */
static void need(const char *name)
{
    char command[200];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    if (!system(command))
        return;
    print_message("%s is not installed, skipped\n", name);
    skip();
}

static void save(const struct yp_buf *pdf, const char *path)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(pdf->mem, 1, pdf->len, f), pdf->len);
    fclose(f);
}

static struct yp_buf made(const struct yp_pdf *doc)
{
    struct yp_buf out = YP_BUF_INIT;
    struct yp_err err = { 0 };
    int rc = yp_pdf_write(doc, &out, &err);
    if (rc < 0)
        print_error("%s: %s\n", err.key, err.detail);
    assert_int_equal(rc, YP_OK);
    return out;
}

/* What a command says of the document; pdftotext is told to write to its output. */
static void told(const struct yp_pdf *doc, const char *command, char *ret, size_t size)
{
    char path[] = "/tmp/yp_test_pdf_XXXXXX", line[400];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct yp_buf pdf = made(doc);
    save(&pdf, path);
    yp_buf_release(&pdf);
    snprintf(line, sizeof line, "%s %s %s 2>&1", command, path,
             strncmp(command, "pdftotext", 9) ? "" : "-");
    FILE *p = popen(line, "r");
    assert_non_null(p);
    size_t n = fread(ret, 1, size - 1, p);
    ret[n] = '\0';
    assert_true(feof(p) || fgetc(p) == EOF); /* ret was large enough */
    pclose(p);
    unlink(path);
}

static void says_what_it_is(void **state YP_UNUSED)
{
    static char text[20000];
    need("pdfinfo");
    told(&sample, "pdfinfo -isodates", text, sizeof text);
    assert_non_null(strstr(text, "Pöytäkirja 3/2026 – Yhdyspintaryhmä\n"));
    assert_non_null(strstr(text, "Tagged:          yes"));
    assert_non_null(strstr(text, "(A4)"));
    assert_non_null(strstr(text, "2026-09-21T"));
    told(&sample, "pdfinfo -struct", text, sizeof text);
    static const char *const tags[] = { "Document", "Sect", "H1",    "H2",    "H3", "P",  "L",
                                        "LI",       "Lbl",  "LBody", "Table", "TR", "TH", "TD" };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        char want[20]; /* poppler writes some as "P (block)" */
        snprintf(want, sizeof want, " %s", tags[i]);
        const char *found = i ? strstr(text, want) : text;
        while (found && i && !strchr("\n (:", found[strlen(want)]))
            found = strstr(found + 1, want);
        if (!found)
            fail_msg("no %s in\n%s", tags[i], text);
    }
    assert_memory_equal(text, "Document\n", 9);
}

static void letters_can_be_read(void **state YP_UNUSED)
{
    static char text[20000];
    need("pdftotext");
    told(&sample, "pdftotext -layout", text, sizeof text);
    assert_non_null(strstr(text, "čđŋšŧž åäö ČĐŊŠŦŽ ÅÄÖ – ”lainaus”"));
    assert_non_null(strstr(text, "versio 2, 18.1.2027"));
    assert_non_null(strstr(text, "Sisällön tiiviste 4f1c"));
    assert_non_null(strstr(text, "1/2"));
}

static void file_is_sound(void **state YP_UNUSED)
{
    static char text[200000];
    need("qpdf");
    told(&sample, "qpdf --check", text, sizeof text);
    assert_non_null(strstr(text, "No syntax or stream encoding errors found"));
    assert_null(strstr(text, "WARNING"));
    told(&sample, "qpdf --json", text, sizeof text);
    assert_non_null(strstr(text, "\"/Lang\": "));
    assert_non_null(strstr(text, "\"/DisplayDocTitle\": true"));
    assert_non_null(strstr(text, "\"/Scope\": \"/Column\""));
    assert_non_null(strstr(text, "\"title\": \"§ 2  Perhekeskusten tilanne\""));
}

static uint64_t sum(const struct yp_buf *b)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < b->len; i++)
        h = (h ^ (unsigned char)b->mem[i]) * 1099511628211u;
    return h;
}

static void same_input_gives_same_bytes(void **state YP_UNUSED)
{
    struct yp_buf first = made(&sample), again = made(&sample);
    assert_int_equal(first.len, again.len);
    assert_memory_equal(first.mem, again.mem, first.len);
    uint64_t want = sum(&first);
    for (int i = 0; i < 2; i++) { /* other processes: other addresses, other environment */
        char path[] = "/tmp/yp_test_pdf_XXXXXX", command[400];
        close(mkstemp(path));
        snprintf(command, sizeof command, "LC_ALL=%s TZ=%s %s write %s", i ? "fi_FI.UTF-8" : "C",
                 i ? "Asia/Tokyo" : "UTC", program, path);
        assert_int_equal(system(command), 0);
        FILE *f = fopen(path, "rb");
        assert_non_null(f);
        char *mem = test_malloc(first.len + 1);
        struct yp_buf other = { .mem = mem, .len = fread(mem, 1, first.len + 1, f) };
        fclose(f);
        unlink(path);
        assert_int_equal(other.len, first.len);
        assert_int_equal(sum(&other), want);
        test_free(mem);
    }
    yp_buf_release(&first);
    yp_buf_release(&again);
}

static void version_changes_bytes(void **state YP_UNUSED)
{
    struct yp_pdf doc = sample;
    struct yp_buf first = made(&doc);
    doc.header_right = "Pöytäkirja\nversio 3, 18.1.2027";
    struct yp_buf other = made(&doc);
    assert_true(sum(&first) != sum(&other));
    yp_buf_release(&first);
    yp_buf_release(&other);
}

/* A document of one block repeated. */
static struct yp_pdf many(struct yp_pdf_block *blocks, int n, struct yp_pdf_block block)
{
    for (int i = 0; i < n; i++)
        blocks[i] = block;
    struct yp_pdf doc = sample;
    doc.blocks = blocks;
    doc.nblock = n;
    return doc;
}

static char *repeated(const char *s, size_t n)
{
    size_t len = strlen(s);
    char *text = yp_malloc(len * n + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(text + i * len, s, len + 1);
    return text;
}

static int pages_of(const struct yp_pdf *doc)
{
    char text[4000];
    told(doc, "pdfinfo", text, sizeof text);
    const char *pages = strstr(text, "Pages:");
    return pages ? (int)strtol(pages + 6, NULL, 10) : 0;
}

static void long_texts_go_on_over_pages(void **state YP_UNUSED)
{
    need("pdfinfo");
    need("qpdf");
    need("pdftotext");
    static char text[400000];
    char *words = repeated("Pitkä selostus jatkuu. ", 4400), *word = repeated("äč", 50000);
    char *text_2 = repeated("Pitkä selostus jatkuu. ", 500), *word_2 = repeated("äč", 3000);
    struct yp_pdf_block kinds[] = {
        TEXT(YP_PDF_P, words),    TEXT(YP_PDF_P, word),       ITEM(2, NULL, text_2),
        FACT("Selostus", text_2), ROW(3, "a", text_2, "b"),   FACT(text_2, text_2),
        ROW(3, word_2, "b", "c"), TEXT(YP_PDF_H1, text_2),    SIGN(text_2, text_2),
        ITEM(0, "1.", word_2),    TEXT(YP_PDF_TITLE, text_2),
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct yp_pdf_block block;
        struct yp_pdf doc = many(&block, 1, kinds[i]);
        told(&doc, "qpdf --check", text, sizeof text);
        assert_non_null(strstr(text, "No syntax or stream encoding errors found"));
        told(&doc, "pdftotext", text, sizeof text);
        int seen = 0, pages = 0;
        for (const char *p = text; (p = strstr(p, "jatkuu")) != NULL; p++)
            seen++;
        for (const char *p = text; (p = strchr(p, '\f')) != NULL; p++)
            pages++;
        assert_true(pages >= (i < 2 ? 20 : 2));
        if (i == 0)
            assert_int_equal(seen, 4400); /* no line is lost at a page's end */
    }
    free(words);
    free(word);
    free(text_2);
    free(word_2);
}

static void hostile_texts_are_cleaned(void **state YP_UNUSED)
{
    static char text[20000];
    struct yp_pdf doc = sample;
    const struct yp_pdf_block blocks[] = {
        TEXT(YP_PDF_TITLE, "a\x01\x1b[31m b\x7f \xff\xc3( ) (\\) %s"),
        TEXT(YP_PDF_H1, "pos=[1 2] ' name='x' \n page=99 \t\xE2\x80\xAE"),
        TEXT(YP_PDF_P, "<b>&amp;</b>\r\n\xEF\xBB\xBF\xE2\x80\xA8x"),
        TEXT(YP_PDF_P, NULL),
        ROW(2, NULL, ""),
        FACT(NULL, NULL),
        SIGN(NULL, NULL),
    };
    doc.title = "(title) \\ \n\x02 end";
    doc.header_left = doc.footer = "\xff\x01";
    doc.header_right = doc.subject = NULL;
    doc.blocks = blocks;
    doc.nblock = sizeof blocks / sizeof *blocks;
    need("qpdf");
    need("pdftotext");
    told(&doc, "qpdf --check", text, sizeof text);
    assert_non_null(strstr(text, "No syntax or stream encoding errors found"));
    told(&doc, "pdftotext", text, sizeof text);
    assert_non_null(strstr(text, "<b>&amp;</b>"));
    assert_null(strchr(text, '\x1b'));
    told(&doc, "pdfinfo", text, sizeof text);
    assert_non_null(strstr(text, "(title) \\   end\n"));
}

static void headings_stay_with_their_text(void **state YP_UNUSED)
{
    static char text[20000];
    need("pdftotext");
    for (int lines = 30; lines < 44; lines += 2) { /* a heading at each place near the page's end */
        struct yp_pdf_block blocks[50];
        struct yp_pdf doc = many(blocks, lines + 3, (struct yp_pdf_block)ITEM(0, NULL, "rivi"));
        blocks[lines] = (struct yp_pdf_block)TEXT(YP_PDF_H1, "Otsikko");
        blocks[lines + 1] = (struct yp_pdf_block)TEXT(YP_PDF_H2, "Alaotsikko");
        blocks[lines + 2] = (struct yp_pdf_block)TEXT(YP_PDF_P, "Leipäteksti");
        told(&doc, "pdftotext", text, sizeof text);
        const char *head = strstr(text, "Otsikko"), *body = strstr(text, "Leipäteksti");
        assert_non_null(head);
        assert_non_null(body);
        assert_null(memchr(head, '\f', (size_t)(body - head)));
    }
}

static void headings_of_tables_are_repeated(void **state YP_UNUSED)
{
    static char text[200000];
    need("pdftotext");
    need("pdfinfo");
    struct yp_pdf_block blocks[100];
    struct yp_pdf doc = many(blocks, 100, (struct yp_pdf_block)ROW(2, "Nimi", "Tehtävä"));
    blocks[0] = (struct yp_pdf_block)HEAD(2, "Sarake", "Toinen");
    int pages = pages_of(&doc), seen = 0;
    told(&doc, "pdftotext", text, sizeof text);
    for (const char *p = text; (p = strstr(p, "Sarake")) != NULL; p++)
        seen++;
    assert_true(pages >= 3);
    assert_int_equal(seen, pages);
    told(&doc, "pdfinfo -struct-text", text, sizeof text);
    const char *first = strstr(text, "Sarake");
    assert_non_null(first);
    assert_null(strstr(first + 1, "Sarake")); /* read out once */
    assert_null(strstr(text, "tiiviste"));    /* heads and feet are not read out */
}

static void too_much_is_refused(void **state YP_UNUSED)
{
    struct yp_err err = { 0 };
    struct yp_buf out = YP_BUF_INIT;
    enum { N = 20500 };
    struct yp_pdf_block *blocks = yp_calloc(N, sizeof *blocks);
    struct yp_pdf doc = many(blocks, N, (struct yp_pdf_block)TEXT(YP_PDF_P, "rivi"));
    assert_int_equal(yp_pdf_write(&doc, &out, &err), YP_ELIMIT);
    assert_string_equal(err.key, "pdf.large");
    free(blocks);
    char *text = repeated("x", 2 * 1024 * 1024 + 1);
    struct yp_pdf_block block = TEXT(YP_PDF_P, text);
    doc.blocks = &block;
    doc.nblock = 1;
    assert_int_equal(yp_pdf_write(&doc, &out, NULL), YP_ELIMIT);
    free(text);
    assert_int_equal(out.len, 0);
    struct yp_buf tiny = { .cap = 100 };
    assert_int_equal(yp_pdf_write(&sample, &tiny, NULL), YP_ELIMIT);
    doc = sample;
    doc.lang = "fi) /X (";
    err = (struct yp_err){ 0 };
    assert_int_equal(yp_pdf_write(&doc, &out, &err), YP_EINVAL);
    assert_string_equal(err.key, "pdf.lang");
    yp_buf_release(&tiny);
}

static void *write_one(void *ret)
{
    struct yp_buf pdf = YP_BUF_INIT;
    for (int i = 0; i < 3; i++) {
        yp_buf_clear(&pdf);
        *(uint64_t *)ret = yp_pdf_write(&sample, &pdf, NULL) ? 0 : sum(&pdf);
    }
    yp_buf_release(&pdf);
    return NULL;
}

static void threads_may_write_at_once(void **state YP_UNUSED)
{
    pthread_t threads[4];
    uint64_t sums[4] = { 0 };
    struct yp_buf pdf = made(&sample);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_one, &sums[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(sums[i], sum(&pdf));
    }
    yp_buf_release(&pdf);
}

int main(int argc, char **argv)
{
    program = argv[0];
    if (argc == 3) {
        struct yp_buf pdf = made(&sample);
        save(&pdf, argv[2]);
        yp_buf_release(&pdf);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_it_is),
        cmocka_unit_test(letters_can_be_read),
        cmocka_unit_test(file_is_sound),
        cmocka_unit_test(same_input_gives_same_bytes),
        cmocka_unit_test(version_changes_bytes),
        cmocka_unit_test(long_texts_go_on_over_pages),
        cmocka_unit_test(hostile_texts_are_cleaned),
        cmocka_unit_test(headings_stay_with_their_text),
        cmocka_unit_test(headings_of_tables_are_repeated),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(threads_may_write_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
