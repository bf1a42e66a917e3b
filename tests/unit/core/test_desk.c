/* The desk: as many connections as there are places, the last one given is taken first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <pthread.h>
#include <unistd.h>

#include "core/desk.h"

static const char where[] = "file:desk?mode=memory&cache=shared";

static void last_given_is_taken_first(void **state)
{
    (void)state;
    struct yp_desk *desk = yp_desk_new(where, 2);
    struct yp_db *a, *b, *again;
    struct yp_err err = { 0 };
    assert_int_equal(yp_desk_take(desk, &a, &err), YP_OK);
    assert_int_equal(yp_desk_take(desk, &b, &err), YP_OK);
    assert_ptr_not_equal(a, b);
    yp_desk_give(desk, a);
    yp_desk_give(desk, b);
    assert_int_equal(yp_desk_take(desk, &again, &err), YP_OK);
    assert_ptr_equal(again, b);
    yp_desk_give(desk, again);
    yp_desk_free(desk);
}

struct reader {
    struct yp_desk *desk;
    struct yp_db *got;
};

static void *read_one(void *ctx)
{
    struct reader *r = ctx;
    struct yp_err err = { 0 };
    if (yp_desk_take(r->desk, &r->got, &err) == YP_OK)
        yp_desk_give(r->desk, r->got);
    return NULL;
}

static void one_too_many_waits(void **state)
{
    (void)state;
    struct yp_err err = { 0 };
    struct reader r = { .desk = yp_desk_new(where, 1) };
    struct yp_db *own;
    pthread_t thread;
    assert_int_equal(yp_desk_take(r.desk, &own, &err), YP_OK);
    assert_int_equal(pthread_create(&thread, NULL, read_one, &r), 0);
    usleep(20000);
    yp_desk_give(r.desk, own);
    pthread_join(thread, NULL);
    assert_ptr_equal(r.got, own);
    yp_desk_free(r.desk);
}

/* A place whose connection does not open is free again. */
static void what_does_not_open_takes_no_place(void **state)
{
    (void)state;
    struct yp_desk *desk = yp_desk_new("/no/such/folder/region.db", 1);
    struct yp_db *db;
    for (int i = 0; i < 3; i++) {
        struct yp_err err = { 0 };
        assert_true(yp_desk_take(desk, &db, &err) < 0);
    }
    yp_desk_free(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_given_is_taken_first),
        cmocka_unit_test(one_too_many_waits),
        cmocka_unit_test(what_does_not_open_takes_no_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
