#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "web/web_int.h"

/*
 * libmicrohttpd's timeout runs from the last byte, so a byte now and then keeps a request open for
 * ever. The guard's deadline runs from the first byte of a request, and a sender who keeps a pace
 * earns more time with each byte: a large file on a slow line arrives. Both are read from the
 * kernel's count of received bytes, since nothing is called back before a request's first line is
 * complete.
 *
 * A connection that waits for its next request is a courtesy. When too many wait, those that came
 * first are closed, so that a crowd that asks for nothing cannot shut others out.
 *
 * A socket is only touched under the lock, and yp_guard_close takes the lock before the number can
 * belong to another connection.
 */

enum { PACE = 8192 }; /* bytes a second, a line of 64 kbit/s */

enum phase { WAITING, READING, REFUSED, SERVING };

struct yp_watch {
    struct yp_watch *prev, *next;
    int fd;
    enum phase phase;
    int64_t begun_tick; /* 0: no byte of this request yet */
    uint64_t seen;      /* bytes received before this request */
    bool cut;
};

struct yp_guard {
    pthread_mutex_t lock;
    struct yp_watch *first, *last; /* newest and oldest */
    int64_t deadline_us;
    int idle_max;
};

static const char too_slow[] = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n"
                               "Content-Length: 0\r\n\r\n";

struct yp_guard *yp_guard_new(int deadline_ms, int idle_max)
{
    struct yp_guard *guard = yp_calloc(1, sizeof *guard);
    pthread_mutex_init(&guard->lock, NULL);
    guard->deadline_us = (int64_t)deadline_ms * 1000;
    guard->idle_max = idle_max;
    return guard;
}

void yp_guard_free(struct yp_guard *guard)
{
    pthread_mutex_destroy(&guard->lock);
    free(guard);
}

static uint64_t bytes_received(int fd)
{
    struct tcp_info info = { 0 };
    socklen_t size = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return 0;
    return info.tcpi_bytes_received;
}

struct yp_watch *yp_guard_open(struct yp_guard *guard, int fd)
{
    struct yp_watch *watch = yp_calloc(1, sizeof *watch);
    watch->fd = fd;
    pthread_mutex_lock(&guard->lock);
    watch->next = guard->first;
    if (guard->first)
        guard->first->prev = watch;
    else
        guard->last = watch;
    guard->first = watch;
    pthread_mutex_unlock(&guard->lock);
    return watch;
}

void yp_guard_close(struct yp_guard *guard, struct yp_watch *watch)
{
    pthread_mutex_lock(&guard->lock);
    if (watch->prev)
        watch->prev->next = watch->next;
    else
        guard->first = watch->next;
    if (watch->next)
        watch->next->prev = watch->prev;
    else
        guard->last = watch->prev;
    pthread_mutex_unlock(&guard->lock);
    free(watch);
}

int64_t yp_guard_begin(struct yp_guard *guard, struct yp_watch *watch)
{
    int64_t now = yp_tick();
    pthread_mutex_lock(&guard->lock);
    if (!watch->begun_tick)
        watch->begun_tick = now;
    watch->phase = READING;
    int64_t begun = watch->begun_tick;
    pthread_mutex_unlock(&guard->lock);
    return begun;
}

void yp_guard_refused(struct yp_guard *guard, struct yp_watch *watch)
{
    pthread_mutex_lock(&guard->lock);
    watch->phase = REFUSED;
    pthread_mutex_unlock(&guard->lock);
}

bool yp_guard_complete(struct yp_guard *guard, struct yp_watch *watch)
{
    pthread_mutex_lock(&guard->lock);
    bool ok = !watch->cut;
    watch->phase = SERVING;
    pthread_mutex_unlock(&guard->lock);
    return ok;
}

void yp_guard_wait(struct yp_guard *guard, struct yp_watch *watch)
{
    pthread_mutex_lock(&guard->lock);
    watch->phase = WAITING;
    watch->begun_tick = 0;
    watch->seen = bytes_received(watch->fd);
    pthread_mutex_unlock(&guard->lock);
}

static void shut(struct yp_watch *watch)
{
    watch->cut = true;
    shutdown(watch->fd, SHUT_RDWR);
}

/* Returns whether the connection waits and nothing of a request has come. */
static bool look_at(const struct yp_guard *guard, struct yp_watch *watch, int64_t now)
{
    if (watch->cut || watch->phase == SERVING)
        return false;
    uint64_t came = bytes_received(watch->fd) - watch->seen;
    if (!watch->begun_tick) {
        if (!came)
            return true;
        watch->begun_tick = now;
        return false;
    }
    int64_t earned = watch->phase == READING ? (int64_t)(came * 1000000 / PACE) : 0;
    if (now - watch->begun_tick < guard->deadline_us + earned)
        return false;
    if (watch->phase != REFUSED)
        (void)!send(watch->fd, too_slow, sizeof too_slow - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    shut(watch);
    return false;
}

void yp_guard_sweep(struct yp_guard *guard, int64_t now_tick)
{
    int idle = 0;
    pthread_mutex_lock(&guard->lock);
    for (struct yp_watch *watch = guard->first; watch; watch = watch->next)
        idle += look_at(guard, watch, now_tick);
    for (struct yp_watch *watch = guard->last; watch && idle > guard->idle_max; watch = watch->prev)
        if (!watch->cut && watch->phase == WAITING && !watch->begun_tick) {
            shut(watch);
            idle--;
        }
    pthread_mutex_unlock(&guard->lock);
}
