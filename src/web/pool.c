#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "web/web_int.h"

struct yp_pool {
    struct yp_pool_config config;
    pthread_mutex_t lock;
    pthread_cond_t work, begun;
    struct yp_job *first, *last;
    int nwaiting; /* places taken, filled or not */
    bool closed;
    int nthreads, nbegun;
    struct yp_err *err; /* of the first thread that could not begin */
    int rc;
    pthread_t threads[];
};

int yp_thread_start(pthread_t *ret, void *(*run)(void *), void *ctx)
{
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int error = pthread_create(ret, NULL, run, ctx);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return error;
}

/* The next job, or NULL when the pool is closed and every place is served. */
static struct yp_job *take(struct yp_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->first && !(pool->closed && !pool->nwaiting))
        pthread_cond_wait(&pool->work, &pool->lock);
    struct yp_job *job = pool->first;
    if (job) {
        pool->first = job->next;
        if (!pool->first)
            pool->last = NULL;
        pool->nwaiting--;
        if (pool->closed && !pool->nwaiting)
            pthread_cond_broadcast(&pool->work);
    }
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static bool begin(struct yp_pool *pool, void **ret_thread)
{
    struct yp_err err = { 0 };
    int rc = pool->config.begin ? pool->config.begin(pool->config.ctx, ret_thread, &err) : YP_OK;
    pthread_mutex_lock(&pool->lock);
    pool->nbegun++;
    if (rc < 0 && pool->rc == YP_OK) {
        pool->rc = rc;
        if (pool->err && !pool->err->code)
            *pool->err = err;
    }
    pthread_cond_signal(&pool->begun);
    pthread_mutex_unlock(&pool->lock);
    return rc == YP_OK;
}

static void *serve(void *ctx)
{
    struct yp_pool *pool = ctx;
    void *thread = NULL;
    if (!begin(pool, &thread))
        return NULL;
    for (struct yp_job *job = take(pool); job; job = take(pool))
        pool->config.run(job, thread);
    if (pool->config.end)
        pool->config.end(pool->config.ctx, thread);
    return NULL;
}

static void start_threads(struct yp_pool *pool)
{
    for (int i = 0; i < pool->config.threads; i++) {
        int error = yp_thread_start(&pool->threads[i], serve, pool);
        if (error) {
            pthread_mutex_lock(&pool->lock);
            if (pool->rc == YP_OK)
                pool->rc = yp_fail(pool->err, YP_EIO, "server.thread", "%s", strerror(error));
            pthread_mutex_unlock(&pool->lock);
            return;
        }
        pool->nthreads++;
    }
}

int yp_pool_start(struct yp_pool **ret, const struct yp_pool_config *config, struct yp_err *err)
{
    struct yp_pool *pool =
        yp_calloc(1, sizeof *pool + (size_t)config->threads * sizeof pool->threads[0]);
    pool->config = *config;
    pool->err = err;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->begun, NULL);
    start_threads(pool);
    pthread_mutex_lock(&pool->lock);
    while (pool->nbegun < pool->nthreads)
        pthread_cond_wait(&pool->begun, &pool->lock);
    pool->err = NULL; /* the caller's */
    int rc = pool->rc;
    pthread_mutex_unlock(&pool->lock);
    if (rc < 0) {
        yp_pool_close(pool);
        yp_pool_free(pool);
        return rc;
    }
    *ret = pool;
    return YP_OK;
}

bool yp_pool_reserve(struct yp_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    bool taken = !pool->closed && pool->nwaiting < pool->config.queue;
    if (taken)
        pool->nwaiting++;
    pthread_mutex_unlock(&pool->lock);
    return taken;
}

void yp_pool_push(struct yp_pool *pool, struct yp_job *job)
{
    pthread_mutex_lock(&pool->lock);
    job->next = NULL;
    if (pool->last)
        pool->last->next = job;
    else
        pool->first = job;
    pool->last = job;
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
}

int yp_pool_waiting(struct yp_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    int n = pool->nwaiting;
    pthread_mutex_unlock(&pool->lock);
    return n;
}

void yp_pool_close(struct yp_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->closed = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (; pool->nthreads; pool->nthreads--)
        pthread_join(pool->threads[pool->nthreads - 1], NULL);
}

void yp_pool_free(struct yp_pool *pool)
{
    pthread_cond_destroy(&pool->begun);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}
