/* Files of named statements. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "db/sqlfile.h"

static const char page[] = "-- A page about groups.\n"
                           "-- page: GET /groups/{group:id}\n"
                           "-- title: group.name\n"
                           "-- access: public     budget: 6 queries   \n"
                           "-- param: after cursor\n"
                           "-- param: q text 100\r\n"
                           "\n"
                           "-- query: group one\n"
                           "SELECT id, name FROM v_group WHERE id = :group;\n"
                           "\n"
                           "-- query: meeting many   key=id page=20\tby=new_first,id optional\n"
                           "-- newest first\n"
                           "SELECT id, ';' AS a, \"x;\" -- a query: here; or\n"
                           " /* ; */ FROM v_meeting;\n"
                           "-- after it\n"
                           "-- query: kind many enum=meeting.kind\n"
                           "-- no text\n"
                           "-- statement: meeting.insert\n"
                           "INSERT INTO meeting (id) VALUES (:id)\n"
                           ";";

static void page_is_read(void **state)
{
    struct yp_arena *arena = *state;
    struct yp_sqlfile file;
    struct yp_err err = { 0 };
    assert_int_equal(yp_sqlfile_parse(arena, "one.sql", page, &file, &err), YP_OK);
    assert_int_equal(file.nhead, 6);
    assert_string_equal(yp_sqlfile_head(&file, "page"), "GET /groups/{group:id}");
    assert_string_equal(yp_sqlfile_head(&file, "access"), "public");
    assert_string_equal(yp_sqlfile_head(&file, "budget"), "6 queries");
    assert_string_equal(file.head[5].key, "param");
    assert_string_equal(file.head[5].value, "q text 100");
    assert_int_equal(file.head[5].line, 6);
    assert_int_equal(file.head[3].line, 4);
    assert_null(yp_sqlfile_head(&file, "layout"));
    assert_int_equal(file.nblocks, 4);
    assert_string_equal(file.blocks[0].key, "query");
    assert_string_equal(file.blocks[0].name, "group");
    assert_string_equal(file.blocks[0].words, "one");
    assert_string_equal(file.blocks[0].sql, "SELECT id, name FROM v_group WHERE id = :group");
    assert_int_equal(file.blocks[0].line, 8);
    assert_string_equal(file.blocks[1].words, "many key=id page=20 by=new_first,id optional");
    assert_string_equal(file.blocks[1].sql, "SELECT id, ';' AS a, \"x;\" -- a query: here; or\n"
                                            " /* ; */ FROM v_meeting");
    assert_string_equal(file.blocks[2].sql, "");
    assert_string_equal(file.blocks[3].key, "statement");
    assert_string_equal(file.blocks[3].name, "meeting.insert");
    assert_string_equal(file.blocks[3].words, "");
    assert_string_equal(file.blocks[3].sql, "INSERT INTO meeting (id) VALUES (:id)\n");
    assert_int_equal(file.blocks[3].line, 18);
}

static void words_are_found(void **state)
{
    struct yp_arena *arena = *state;
    const struct yp_sqlfile_block block = { .words = "many key=id by=a,b page=20 optional x=" };
    assert_string_equal(yp_sqlfile_word(arena, &block, "many"), "");
    assert_string_equal(yp_sqlfile_word(arena, &block, "key"), "id");
    assert_string_equal(yp_sqlfile_word(arena, &block, "by"), "a,b");
    assert_string_equal(yp_sqlfile_word(arena, &block, "optional"), "");
    assert_string_equal(yp_sqlfile_word(arena, &block, "x"), "");
    assert_null(yp_sqlfile_word(arena, &block, "pag"));
    assert_null(yp_sqlfile_word(arena, &block, "id"));
    const struct yp_sqlfile_block none = { .words = "" };
    assert_null(yp_sqlfile_word(arena, &none, "many"));
}

static void many_lines_are_kept(void **state)
{
    struct yp_arena *arena = *state;
    char text[4096];
    size_t n = 0;
    for (int i = 0; i < 40; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "-- param: p%d id\n", i);
    for (int i = 0; i < 40; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "-- query: q%d one\nSELECT %d;\n", i, i);
    struct yp_sqlfile file;
    struct yp_err err = { 0 };
    assert_int_equal(yp_sqlfile_parse(arena, "x.sql", text, &file, &err), YP_OK);
    assert_int_equal(file.nhead, 40);
    assert_int_equal(file.nblocks, 40);
    assert_string_equal(file.head[0].value, "p0 id");
    assert_string_equal(file.blocks[39].sql, "SELECT 39");
    assert_string_equal(file.blocks[0].sql, "SELECT 0");
}

static void empty_file_is_empty(void **state)
{
    struct yp_sqlfile file;
    struct yp_err err = { 0 };
    assert_int_equal(yp_sqlfile_parse(*state, "x.sql", "", &file, &err), YP_OK);
    assert_int_equal(file.nhead, 0);
    assert_int_equal(file.nblocks, 0);
}

static void bad_forms_are_refused(void **state)
{
    static const struct {
        const char *text, *detail;
    } cases[] = {
        { "SELECT 1;", "x.sql:1: SQL before" },
        { "-- query: a one\nSELECT 1\n-- query: b one\nSELECT 2;", "x.sql:2: a statement without" },
        { "-- query: a one\n\nSELECT 1", "x.sql:3: a statement without" },
        { "-- query: a one\nSELECT 1;\nSELECT 2;", "x.sql:3: a second statement" },
        { "-- query: a one\nSELECT\n'1;", "x.sql:3: an unclosed" },
        { "-- query: a one\n/* SELECT", "x.sql:2: an unclosed" },
        { "-- query:\nSELECT 1;", "x.sql:1: a block without" },
        { "-- query: a one\nSELECT 1;\n-- query: a one\n", "x.sql:3: two blocks" },
        { "-- query: a one\n;", "x.sql:2: an empty" },
        { "-- page: GET /   twice", "x.sql:1: two blanks" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yp_err err = { 0 };
        struct yp_sqlfile file = { .nblocks = -7 };
        assert_int_equal(yp_sqlfile_parse(*state, "x.sql", cases[i].text, &file, &err), YP_EBUG);
        assert_string_equal(err.key, "sqlfile.form");
        if (!strstr(err.detail, cases[i].detail))
            fail_msg("%s gave %s", cases[i].text, err.detail);
        assert_int_equal(file.nblocks, -7);
    }
}

static int setup(void **state)
{
    *state = yp_arena_new();
    return 0;
}

static int teardown(void **state)
{
    yp_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(page_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(words_are_found, setup, teardown),
        cmocka_unit_test_setup_teardown(many_lines_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(empty_file_is_empty, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_forms_are_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
