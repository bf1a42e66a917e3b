#include "core/desk.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"

struct yp_desk {
    pthread_mutex_t lock;
    pthread_cond_t given;
    char *where;
    struct yp_db **idle; /* under the lock, as are the numbers; the last is taken first */
    int nidle, nopen, most;
};

struct yp_desk *yp_desk_new(const char *where, int n)
{
    struct yp_desk *desk = yp_calloc(1, sizeof *desk);
    pthread_mutex_init(&desk->lock, NULL);
    pthread_cond_init(&desk->given, NULL);
    desk->where = yp_strdup(where);
    desk->idle = yp_calloc((size_t)n, sizeof(struct yp_db *));
    desk->most = n;
    return desk;
}

void yp_desk_free(struct yp_desk *desk)
{
    if (!desk)
        return;
    for (int i = 0; i < desk->nidle; i++)
        yp_db_close(desk->idle[i]);
    pthread_cond_destroy(&desk->given);
    pthread_mutex_destroy(&desk->lock);
    free(desk->idle);
    free(desk->where);
    free(desk);
}

int yp_desk_take(struct yp_desk *desk, struct yp_db **ret, struct yp_err *err)
{
    pthread_mutex_lock(&desk->lock);
    while (!desk->nidle && desk->nopen == desk->most)
        pthread_cond_wait(&desk->given, &desk->lock);
    bool is_new = !desk->nidle;
    if (is_new)
        desk->nopen++;
    else
        *ret = desk->idle[--desk->nidle];
    pthread_mutex_unlock(&desk->lock);
    if (!is_new)
        return YP_OK;
    int rc = yp_db_open(ret, desk->where, YP_DB_PAGE, err);
    if (rc < 0) {
        pthread_mutex_lock(&desk->lock);
        desk->nopen--;
        pthread_cond_signal(&desk->given);
        pthread_mutex_unlock(&desk->lock);
    }
    return rc;
}

void yp_desk_give(struct yp_desk *desk, struct yp_db *db)
{
    pthread_mutex_lock(&desk->lock);
    desk->idle[desk->nidle++] = db;
    pthread_cond_signal(&desk->given);
    pthread_mutex_unlock(&desk->lock);
}
