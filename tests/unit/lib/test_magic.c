#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <pthread.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lib/magic.h"

#define LEN(a) (sizeof(a) / sizeof *(a))
#define BYTES(s) s, sizeof(s) - 1
#define OFFICE "application/vnd.openxmlformats-officedocument."

static void assert_type(const void *mem, size_t len, const char *expected)
{
    char *copy = yp_malloc(len), type[YP_TYPE_SIZE];
    memcpy(copy, mem, len);
    assert_int_equal(yp_magic_type(copy, len, type, NULL), YP_OK);
    assert_string_equal(type, expected);
    free(copy);
}

static void sees_the_content(void **state)
{
    (void)state;
    static const struct {
        const char *mem;
        size_t len;
        const char *type;
    } cases[] = {
        { BYTES("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"), "application/pdf" },
        { BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0"), "image/png" },
        { BYTES("\xFF\xD8\xFF\xE0\0\20JFIF\0\1\1\0\0\1\0\1\0\0"), "image/jpeg" },
        { BYTES("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0"), "image/webp" },
        { BYTES("{\\rtf1\\ansi moi}"), "text/rtf" },
        { BYTES("Hyv\xC3\xA4\xC3\xA4 p\xC3\xA4iv\xC3\xA4\xC3\xA4\n"), "text/plain" },
        { BYTES("<!DOCTYPE html><html><body>x</body></html>"), "text/html" },
        { "\x7F"
          "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0>\0\1\0\0\0",
          24, "application/x-executable" },
        { BYTES("\1\2\3\4\xFE\xFD"), "application/octet-stream" },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        assert_type(cases[i].mem, cases[i].len, cases[i].type);
}

static void add_u16(struct yp_buf *buf, unsigned n)
{
    yp_buf_char(buf, (char)(n & 255));
    yp_buf_char(buf, (char)(n >> 8));
}

/* Adds a stored archive part. */
static void add_part(struct yp_buf *buf, const char *name, const char *text)
{
    size_t len = strlen(text);
    yp_buf_add(buf, "PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0", 18);
    add_u16(buf, (unsigned)len);
    add_u16(buf, 0);
    add_u16(buf, (unsigned)len);
    add_u16(buf, 0);
    add_u16(buf, (unsigned)strlen(name));
    add_u16(buf, 0);
    yp_buf_str(buf, name);
    yp_buf_str(buf, text);
}

static void sees_office_files(void **state)
{
    (void)state;
    static const struct {
        const char *parts[3];
        const char *type;
    } cases[] = {
        { { "[Content_Types].xml", "_rels/.rels", "word/document.xml" },
          OFFICE "wordprocessingml.document" },
        { { "docProps/app.xml", "xl/workbook.xml", "[Content_Types].xml" },
          OFFICE "spreadsheetml.sheet" },
        { { "a.txt", "ppt/presentation.xml", "[Content_Types].xml" },
          OFFICE "presentationml.presentation" },
        { { "a.txt", "b.txt", "word/document.xml" }, "application/zip" },
        { { "a.txt", "b.txt", "[Content_Types].xml" }, "application/zip" },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        YP_CLEANUP(yp_buf_release) struct yp_buf zip = YP_BUF_INIT;
        for (int j = 0; j < 3; j++)
            add_part(&zip, cases[i].parts[j], "<x/>");
        assert_type(zip.mem, zip.len, cases[i].type);
    }
    YP_CLEANUP(yp_buf_release) struct yp_buf odt = YP_BUF_INIT;
    add_part(&odt, "mimetype", "application/vnd.oasis.opendocument.text");
    assert_type(odt.mem, odt.len, "application/vnd.oasis.opendocument.text");
}

static void empty_file_is_refused(void **state)
{
    (void)state;
    char type[YP_TYPE_SIZE] = "untouched";
    struct yp_err err = { 0 };
    assert_int_equal(yp_magic_type("", 0, type, &err), YP_EINVAL);
    assert_string_equal(err.key, "file.empty");
    assert_string_equal(type, "untouched");
}

static void allows_by_name_and_content(void **state)
{
    (void)state;
    static const struct {
        const char *type, *name, *key_or_type;
        int rc;
    } cases[] = {
        { "application/pdf", "a.pdf", "application/pdf", YP_OK },
        { "application/pdf", "Pöytäkirja 1.2.PDF", "application/pdf", YP_OK },
        { "image/jpeg", "a.jpg", "image/jpeg", YP_OK },
        { "text/plain", "a.csv", "text/csv", YP_OK },
        { "text/csv", "a.txt", "text/plain", YP_OK },
        { "text/rtf", "a.rtf", "text/rtf", YP_OK },
        { "text/html", "a.txt", "file.extension", YP_EINVAL },
        { "application/zip", "a.docx", "file.extension", YP_EINVAL },
        { "image/png", "a.pdf", "file.extension", YP_EINVAL },
        { "application/x-executable", "a.pdf", "file.extension", YP_EINVAL },
        { "text/html", "a.html", "file.type", YP_EINVAL },
        { "image/svg+xml", "a.svg", "file.type", YP_EINVAL },
        { "application/pdf", "pdf", "file.type", YP_EINVAL },
        { "application/pdf", "a.pdf.exe", "file.type", YP_EINVAL },
        { "application/pdf", "", "file.type", YP_EINVAL },
        { "application/pdf", ".", "file.type", YP_EINVAL },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        const char *type = NULL;
        struct yp_err err = { 0 };
        assert_int_equal(yp_media_allowed(cases[i].type, cases[i].name, &type, &err), cases[i].rc);
        assert_string_equal(type ? type : err.key, cases[i].key_or_type);
        if (!type)
            assert_string_equal(err.args[1].value, cases[i].type);
    }
}

static void *work(void *ret)
{
    char type[YP_TYPE_SIZE];
    int right = 0;
    for (int i = 0; i < 50; i++)
        right +=
            yp_magic_type("%PDF-1.7\n", 9, type, NULL) == YP_OK && !strcmp(type, "application/pdf");
    *(int *)ret = right;
    return NULL;
}

static void threads_share_it(void **state)
{
    (void)state;
    pthread_t threads[4];
    int right[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, &right[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(right[i], 50);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_it),           cmocka_unit_test(sees_the_content),
        cmocka_unit_test(sees_office_files),          cmocka_unit_test(empty_file_is_refused),
        cmocka_unit_test(allows_by_name_and_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
