/* Statement texts: parameters, IN :keys, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db_int.h"

static struct yp_sql *parsed(const char *text)
{
    struct yp_err err = { 0 };
    struct yp_sql *sql = NULL;
    if (yp_sql_new(&sql, "test.one", text, &err) != YP_OK)
        fail_msg("%s", err.detail);
    return sql;
}

static void check_texts(const char *text, const char *sqlite, const char *pg)
{
    struct yp_sql *sql = parsed(text);
    assert_string_equal(yp_buf_text(&sql->sqlite), sqlite);
    assert_string_equal(yp_buf_text(&sql->pg), pg);
    yp_sql_free(sql);
}

static void check_refused(const char *text, const char *why)
{
    struct yp_err err = { 0 };
    struct yp_sql *sql = NULL;
    assert_int_equal(yp_sql_new(&sql, "test.bad", text, &err), YP_EBUG);
    assert_string_equal(err.key, "db.sql");
    assert_non_null(strstr(err.detail, "test.bad"));
    if (!strstr(err.detail, why))
        fail_msg("%s: %s", text, err.detail);
    assert_null(sql);
}

static void parameters_are_found_once_in_order(void **state)
{
    (void)state;
    struct yp_sql *sql = parsed("SELECT :b, :a, :b FROM t WHERE x > :a_2;\n");
    assert_string_equal(yp_sql_name(sql), "test.one");
    assert_string_equal(yp_sql_text(sql), "SELECT :b, :a, :b FROM t WHERE x > :a_2;\n");
    assert_int_equal(yp_sql_nparam(sql), 3);
    assert_string_equal(yp_sql_param(sql, 0), "b");
    assert_string_equal(yp_sql_param(sql, 1), "a");
    assert_string_equal(yp_sql_param(sql, 2), "a_2");
    assert_false(yp_sql_has_keys(sql));
    yp_sql_free(sql);
}

static void strings_names_and_comments_hold_no_parameters(void **state)
{
    (void)state;
    struct yp_sql *sql = parsed("SELECT ':a', \"a:b\", 'it''s :c', \"q\"\":d\" -- :e 'x\n"
                                "/* :f ; ? */ , :g -- ;\n ; -- :h\n");
    assert_int_equal(yp_sql_nparam(sql), 1);
    assert_string_equal(yp_sql_param(sql, 0), "g");
    yp_sql_free(sql);
}

static void texts_are_made_for_each_engine(void **state)
{
    (void)state;
    check_texts("SELECT :x,:y, :x;", "SELECT :x,:y, :x", "SELECT $1,$2, $1");
    check_texts("SELECT a FROM t WHERE b IN :keys AND c = :c",
                "SELECT a FROM t WHERE b IN (SELECT value FROM json_each(:keys)) AND c = :c",
                "SELECT a FROM t WHERE b = ANY ($1::bigint[]) AND c = $2");
    check_texts("SELECT CAST(:n AS integer), CAST(x AS REAL), 'INTEGER' FROM t",
                "SELECT CAST(:n AS integer), CAST(x AS REAL), 'INTEGER' FROM t",
                "SELECT CAST($1 AS bigint), CAST(x AS double precision), 'INTEGER' FROM t");
    check_texts("SELECT a--x\nFROM/* */t", "SELECT a FROM t", "SELECT a FROM t");
    check_texts("SELECT a::text", "SELECT a::text", "SELECT a::text");
    check_texts("SELECT 'ä' AS päivä", "SELECT 'ä' AS päivä", "SELECT 'ä' AS päivä");
}

static void keys_stand_after_in_only(void **state)
{
    (void)state;
    struct yp_sql *sql = parsed("SELECT 1 FROM t WHERE a in :keys");
    assert_true(yp_sql_has_keys(sql));
    assert_string_equal(yp_sql_param(sql, 0), "keys");
    yp_sql_free(sql);
    check_refused("SELECT 1 FROM t WHERE a NOT IN :keys", "NOT IN");
    check_refused("SELECT 1 FROM t WHERE a not /* */ in :keys", "NOT IN");
    check_refused("SELECT 1 FROM t WHERE a IN (:keys)", "not after IN");
    check_refused("SELECT :keys", "not after IN");
    check_refused(":keys", "not after IN");
}

static void bad_texts_are_refused(void **state)
{
    (void)state;
    check_refused("SELECT 1; SELECT 2", "second");
    check_refused("SELECT 1;;", "second");
    check_refused("SELECT ?", "parameter form");
    check_refused("SELECT $1", "parameter form");
    check_refused("SELECT @a", "parameter form");
    check_refused("SELECT : a", "parameter form");
    check_refused("SELECT 'a", "unclosed");
    check_refused("SELECT \"a", "unclosed");
    check_refused("SELECT 1 /* a", "unclosed");
    check_refused("", "empty");
    check_refused(" -- nothing\n ;", "empty");
}

static void too_many_parameters_are_refused(void **state)
{
    (void)state;
    struct yp_buf text = YP_BUF_INIT;
    yp_buf_str(&text, "SELECT 0");
    for (int i = 0; i <= 500; i++)
        yp_buf_printf(&text, ", :p%d", i);
    check_refused(yp_buf_text(&text), "too many");
    yp_buf_release(&text);
}

static void common_table_expressions_are_known(void **state)
{
    (void)state;
    struct yp_sql *sql =
        parsed("WITH RECURSIVE a AS (SELECT 1), b (x, y) AS (SELECT 1, (2)),"
               " \"c\" AS NOT MATERIALIZED (SELECT 3), d AS MATERIALIZED (SELECT 4)"
               " SELECT x AS e, (f) AS g FROM b");
    assert_int_equal(sql->ncte, 4);
    assert_string_equal(sql->ctes[0], "a");
    assert_string_equal(sql->ctes[1], "b");
    assert_string_equal(sql->ctes[2], "c");
    assert_string_equal(sql->ctes[3], "d");
    yp_sql_free(sql);
}

static void each_statement_has_its_own_serial(void **state)
{
    (void)state;
    struct yp_sql *a = parsed("SELECT 1"), *b = parsed("SELECT 1");
    assert_true(a->serial > 0 && a->serial != b->serial);
    yp_sql_free(a);
    yp_sql_free(b);
    yp_sql_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_are_found_once_in_order),
        cmocka_unit_test(strings_names_and_comments_hold_no_parameters),
        cmocka_unit_test(texts_are_made_for_each_engine),
        cmocka_unit_test(keys_stand_after_in_only),
        cmocka_unit_test(bad_texts_are_refused),
        cmocka_unit_test(too_many_parameters_are_refused),
        cmocka_unit_test(common_table_expressions_are_known),
        cmocka_unit_test(each_statement_has_its_own_serial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
