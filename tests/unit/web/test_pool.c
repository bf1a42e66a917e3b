#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "web/web_int.h"

static _Atomic int ran, begun, ended, gate, order;

struct job {
    struct yp_job job; /* first */
    int at;
};

static void run(struct yp_job *job, void *thread)
{
    (void)thread;
    while (!atomic_load(&gate))
        usleep(500);
    ((struct job *)(void *)job)->at = atomic_fetch_add(&order, 1);
    atomic_fetch_add(&ran, 1);
}

static int begin(void *ctx, void **ret_thread, struct yp_err *err)
{
    (void)ret_thread;
    if (ctx && atomic_load(&begun) == 1)
        return yp_fail(err, YP_EDB, "test.begin", "second thread");
    atomic_fetch_add(&begun, 1);
    return YP_OK;
}

static void end(void *ctx, void *thread)
{
    (void)ctx, (void)thread;
    atomic_fetch_add(&ended, 1);
}

static struct yp_pool_config config_of(int threads, int queue, void *ctx)
{
    ran = begun = ended = gate = order = 0;
    return (struct yp_pool_config){ threads, queue, ctx, begin, end, run };
}

static void jobs_run_in_order_and_are_bounded(void **state)
{
    (void)state;
    const struct yp_pool_config config = config_of(1, 3, NULL);
    struct yp_pool *pool = NULL;
    struct yp_err err = { 0 };
    assert_int_equal(yp_pool_start(&pool, &config, &err), YP_OK);
    static struct job jobs[4];
    assert_true(yp_pool_reserve(pool));
    yp_pool_push(pool, &jobs[0].job);
    while (yp_pool_waiting(pool))
        usleep(500);
    for (int i = 1; i < 4; i++) {
        assert_true(yp_pool_reserve(pool));
        yp_pool_push(pool, &jobs[i].job);
    }
    assert_false(yp_pool_reserve(pool));
    atomic_store(&gate, 1);
    yp_pool_close(pool);
    assert_false(yp_pool_reserve(pool));
    assert_int_equal(ran, 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(jobs[i].at, i);
    assert_int_equal(ended, 1);
    yp_pool_close(pool);
    yp_pool_free(pool);
}

static void a_failed_begin_ends_the_others(void **state)
{
    (void)state;
    int marker = 0;
    const struct yp_pool_config config = config_of(4, 4, &marker);
    struct yp_pool *pool = NULL;
    struct yp_err err = { 0 };
    assert_int_equal(yp_pool_start(&pool, &config, &err), YP_EDB);
    assert_string_equal(err.key, "test.begin");
    assert_null(pool);
    assert_int_equal(begun, ended);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_run_in_order_and_are_bounded),
        cmocka_unit_test(a_failed_begin_ends_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
