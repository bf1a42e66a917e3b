#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/csv.h"

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

/* Reads from a block of just len bytes, so that a look beyond them is found. */
static int read_bytes(struct yp_arena *arena, const char *bytes, size_t len, struct yp_csv *ret,
                      struct yp_err *err)
{
    char *copy = yp_malloc(len);
    memcpy(copy, bytes, len);
    int rc = yp_csv_read(arena, copy, len, ret, err);
    free(copy);
    return rc;
}

static void reads_cells(void **state)
{
    struct yp_csv csv;
    static const char text[] = "\xEF\xBB\xBFnimi;luku;\"huom\"\r\n"
                               "\r\n"
                               "Äänekoski;-5;\"a;\"\"b\"\"\nc\"\r\n"
                               "\"\";  x ;";
    assert_int_equal(read_bytes(*state, text, sizeof text - 1, &csv, NULL), YP_OK);
    assert_int_equal(csv.ncol, 3);
    assert_int_equal(csv.nrow, 3);
    assert_int_equal(csv.separator, ';');
    assert_false(csv.is_windows_1252);
    assert_string_equal(yp_csv_at(&csv, 0, 0), "nimi");
    assert_string_equal(yp_csv_at(&csv, 0, 2), "huom");
    assert_string_equal(yp_csv_at(&csv, 1, 0), "Äänekoski");
    assert_string_equal(yp_csv_at(&csv, 1, 1), "-5");
    assert_string_equal(yp_csv_at(&csv, 1, 2), "a;\"b\"\nc");
    assert_string_equal(yp_csv_at(&csv, 2, 0), "");
    assert_string_equal(yp_csv_at(&csv, 2, 1), "  x ");
    assert_string_equal(yp_csv_at(&csv, 2, 2), "");
    assert_int_equal(csv.number[0], 1);
    assert_int_equal(csv.number[1], 3);
    assert_int_equal(csv.number[2], 4);
}

static void finds_the_separator(void **state)
{
    static const struct {
        const char *text;
        char separator;
        int ncol;
    } cases[] = { { "a,b,c", ',', 3 },       { "a;b,1;c", ';', 3 }, { "a\tb\tc;d", '\t', 3 },
                  { "\"a;b;c\",d", ',', 2 }, { "a", ',', 1 },       { "a;b,c", ';', 2 },
                  { "\n\na;b", ';', 2 },     { "a\rb", ',', 1 } };
    for (size_t i = 0; i < LEN(cases); i++) {
        struct yp_csv csv;
        assert_int_equal(read_bytes(*state, cases[i].text, strlen(cases[i].text), &csv, NULL),
                         YP_OK);
        assert_int_equal(csv.separator, cases[i].separator);
        assert_int_equal(csv.ncol, cases[i].ncol);
    }
}

static void reads_windows_1252(void **state)
{
    struct yp_csv csv;
    static const char text[] = "nimi;hinta\r\nH\xE4me;5 \x80 \x96 \x8A\x9E";
    assert_int_equal(read_bytes(*state, text, sizeof text - 1, &csv, NULL), YP_OK);
    assert_true(csv.is_windows_1252);
    assert_string_equal(yp_csv_at(&csv, 1, 0), "Häme");
    assert_string_equal(yp_csv_at(&csv, 1, 1), "5 € – Šž");
}

static void refuses_what_it_cannot_read(void **state)
{
    static const struct {
        const char *text;
        size_t len;
        const char *key, *row;
    } cases[] = {
        { "\xFF\xFE"
          "a\0",
          4, "text.encoding", NULL },
        { "\xFE\xFF\0a", 4, "text.encoding", NULL },
        { "a\0b", 3, "text.encoding", NULL },
        { "a\x81", 2, "text.encoding", NULL },
        { "", 0, "csv.empty", NULL },
        { "\r\n\n\r", 4, "csv.empty", NULL },
        { "\xEF\xBB\xBF", 3, "csv.empty", NULL },
        { "\"", 1, "csv.quote", "1" },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        struct yp_csv csv = { .ncol = 77 };
        struct yp_err err = { 0 };
        assert_int_equal(read_bytes(*state, cases[i].text, cases[i].len, &csv, &err), YP_EINVAL);
        assert_string_equal(err.key, cases[i].key);
        if (cases[i].row) {
            assert_string_equal(err.args[0].name, "row");
            assert_string_equal(err.args[0].value, cases[i].row);
        }
        assert_int_equal(csv.ncol, 77);
    }
}

/* A row that is none is told, and those round it are read. Rows are numbered as they stand: what is
 * left of a cell that is never closed counts line by line. */
static void faults_are_told_row_by_row(void **state)
{
    static const struct {
        const char *text, *rows, *faults;
    } cases[] = {
        { "a,b\nc\nd,e\n", "a,b;d,e;", "2:1 " },
        { "a,b\nc,d,e\nf,g", "a,b;f,g;", "2:3 " },
        { "a,b\nc,d\"\ne,f\n", "a,b;e,f;", "2:0 " },
        { "a,b\n\n\"c\"d,e\r\nf,g\r\n", "a,b;f,g;", "3:0 " },
        { "a,b\nc,\"d\ne,f\ng,h", "a,b;e,f;g,h;", "2:0 " },
        { "a,b\n\"c\nd\",\"e\nf,g\n", "a,b;f,g;", "2:0 " }, /* the first cell was closed rightly */
        { "a,b\n\"c,d\ne,f\n\"g\",h\n", "a,b;e,f;g,h;", "2:0 " },
        { "a,b\n\"c\n\"d\n\"e\n", "a,b;", "2:0 3:0 4:0 " },
        { "a,b\nc\n\"d\ne,f,g\n\"\"\"h\",i", "a,b;\"h,i;", "2:1 3:0 4:3 " },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        struct yp_csv csv;
        YP_CLEANUP(yp_buf_release) struct yp_buf rows = YP_BUF_INIT;
        YP_CLEANUP(yp_buf_release) struct yp_buf faults = YP_BUF_INIT;
        assert_int_equal(read_bytes(*state, cases[i].text, strlen(cases[i].text), &csv, NULL),
                         YP_OK);
        for (int r = 0; r < csv.nrow; r++)
            yp_buf_printf(&rows, "%s,%s;", yp_csv_at(&csv, r, 0), yp_csv_at(&csv, r, 1));
        for (int f = 0; f < csv.nfaults; f++)
            yp_buf_printf(&faults, "%d:%d ", csv.faults[f].number, csv.faults[f].found);
        assert_string_equal(yp_buf_text(&rows), cases[i].rows);
        assert_string_equal(yp_buf_text(&faults), cases[i].faults);
    }
}

static void refused_for_size(struct yp_arena *arena, const struct yp_buf *buf, const char *key)
{
    struct yp_csv csv;
    struct yp_err err = { 0 };
    assert_int_equal(yp_csv_read(arena, buf->mem, buf->len, &csv, &err), YP_ELIMIT);
    assert_string_equal(err.key, key);
    assert_string_equal(err.args[0].name, "max");
}

static void limits_hold(void **state)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf buf = YP_BUF_INIT;
    struct yp_csv csv;
    for (int i = 0; i < YP_CSV_ROWS_MAX; i++)
        yp_buf_str(&buf, "a\n");
    assert_int_equal(yp_csv_read(*state, buf.mem, buf.len, &csv, NULL), YP_OK);
    assert_int_equal(csv.nrow, YP_CSV_ROWS_MAX);
    yp_buf_str(&buf, "a");
    refused_for_size(*state, &buf, "csv.rows");
    yp_buf_clear(&buf);
    for (int i = 1; i < YP_CSV_COLUMNS_MAX; i++)
        yp_buf_char(&buf, ',');
    assert_int_equal(yp_csv_read(*state, buf.mem, buf.len, &csv, NULL), YP_OK);
    assert_int_equal(csv.ncol, YP_CSV_COLUMNS_MAX);
    yp_buf_char(&buf, ',');
    refused_for_size(*state, &buf, "csv.width");
    while (buf.len <= YP_CSV_BYTES_MAX)
        yp_buf_str(&buf,
                   ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,");
    refused_for_size(*state, &buf, "csv.large");
}

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "", "" },
        { "plain", "plain" },
        { "a;b", "\"a;b\"" },
        { "a,b", "\"a,b\"" },
        { "a\"b", "\"a\"\"b\"" },
        { "a\nb", "\"a\nb\"" },
        { " a", "\" a\"" },
        { "=1+1", "'=1+1" },
        { "@SUM(A1)", "'@SUM(A1)" },
        { "\tx", "\"'\tx\"" },
        { "\rx", "\"'\rx\"" },
        { "-x", "'-x" },
        { "+358 40 123", "'+358 40 123" },
        { "-", "'-" },
        { "-1-1", "'-1-1" },
        { "-5", "-5" },
        { "+0,75", "\"+0,75\"" },
        { "-5.", "'-5." },
        { "'=1", "''=1" },
        { "''-", "'''-" },
        { "'quoted'", "'quoted'" },
        { "=\"a\";1", "\"'=\"\"a\"\";1\"" },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
        yp_csv_write_field(&out, cases[i].in, strlen(cases[i].in), ';');
        assert_string_equal(yp_buf_text(&out), cases[i].out);
    }
}

static void what_is_written_is_read(void **state)
{
    static const char letters[] = "'=+-@\t\r\n\";,5. a";
    unsigned seed = 1;
    for (int round = 0; round < 3000; round++) {
        char cell[7] = "";
        for (int i = 0; i < 6; i++) {
            seed = seed * 1103515245 + 12345;
            cell[i] =
                letters[(seed >> 16) % LEN(letters)]; /* the last letter is NUL: shorter ones */
        }
        YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
        yp_buf_str(&out, "a;b\n");
        yp_csv_write_field(&out, cell, strlen(cell), ';');
        yp_buf_char(&out, ';');
        yp_csv_write_field(&out, cell, strlen(cell), ';');
        struct yp_csv csv;
        assert_int_equal(yp_csv_read(*state, out.mem, out.len, &csv, NULL), YP_OK);
        assert_int_equal(csv.nrow, 2);
        assert_string_equal(yp_csv_at(&csv, 1, 0), cell);
        assert_string_equal(yp_csv_at(&csv, 1, 1), cell);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_told_row_by_row),  cmocka_unit_test(reads_cells),
        cmocka_unit_test(finds_the_separator),         cmocka_unit_test(reads_windows_1252),
        cmocka_unit_test(refuses_what_it_cannot_read), cmocka_unit_test(limits_hold),
        cmocka_unit_test(no_cell_is_a_formula),        cmocka_unit_test(what_is_written_is_read),
    };
    return cmocka_run_group_tests(tests, new_arena, free_arena);
}
