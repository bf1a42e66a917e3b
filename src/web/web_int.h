/*
 * What the files of the web layer share. Layer: web.
 * Only server.c and sse.c know libmicrohttpd; the rest works on bytes, sockets and threads.
 */
#pragma once
#include <pthread.h>

#include "web/web.h"

struct MHD_Connection;
struct MHD_Response;

/*---- form.c: percent-encoding and lists of fields ----*/

enum { YP_FIELDS_MAX = 1000, YP_PARTS_MAX = 200 };

/*
 * Decodes %XX, and '+' to a space when plus is set, into the arena (NUL behind ret_len bytes).
 * Returns false, ret untouched, at a '%' without two hexadecimal digits.
 */
bool yp_percent_decode(struct yp_arena *arena, const char *mem, size_t len, bool plus, char **ret,
                       size_t *ret_len);

/*---- request.c: the head of a request, checked ----*/

struct yp_head_line {
    const char *name, *value;
    size_t name_len, value_len; /* longer than the text when it holds NUL */
};

/* A request's head as it came, borrowed. */
struct yp_head {
    const char *method, *target, *version;
    const char *peer; /* address of the other end */
    const struct yp_head_line *lines;
    int nlines;
};

enum yp_body_kind { YP_BODY_NONE, YP_BODY_URLENCODED, YP_BODY_MULTIPART };

struct yp_body_plan {
    enum yp_body_kind kind;
    size_t max;      /* bytes that are read at most */
    size_t expected; /* Content-Length, 0 when chunked */
};

/* Makes an empty request: every text "". */
void yp_request_init(struct yp_request *req, struct yp_arena *arena);
/*
 * Checks a head and fills req from it; ret_plan says what body may follow. It is set with 413 too
 * when the body is short enough to be read to its end: a proxy that is still sending would not hear
 * an earlier answer.
 *
 * Returns 0, or the status of the refusal: 400 405 411 413 415. A refused request has what was read
 * so far.
 *
 * Source  RFC 9112, sections 3, 5, 6 and 11.2 (smuggling); RFC 3986, section 2.1
 */
int yp_request_read(struct yp_request *req, const struct yp_head *head,
                    const struct yp_server_config *config, struct yp_body_plan *ret_plan);
/* The address in its usual form ("::ffff:192.0.2.1" becomes "192.0.2.1"), or NULL when it is none.
 */
const char *yp_address_text(struct yp_arena *arena, const char *text);

/*---- guard.c: connections and the deadline of what they send ----*/

struct yp_watch;
struct yp_guard;

/*
 * deadline_ms: what a request may take to arrive, and a second more for each 8,192 bytes that came.
 * idle_max: connections that may wait for a request.
 */
struct yp_guard *yp_guard_new(int deadline_ms, int idle_max);
void yp_guard_free(struct yp_guard *guard);
/* A connection came. Owner: the guard, until yp_guard_close, which must come before the socket
 * closes. */
struct yp_watch *yp_guard_open(struct yp_guard *guard, int fd);
void yp_guard_close(struct yp_guard *guard, struct yp_watch *watch);
/* The request line arrived. Returns the tick of the request's first byte. */
int64_t yp_guard_begin(struct yp_guard *guard, struct yp_watch *watch);
/* A refusal is on its way: from here the deadline closes without a word. */
void yp_guard_refused(struct yp_guard *guard, struct yp_watch *watch);
/* The request is complete. False when the deadline got it first: do not serve it. */
bool yp_guard_complete(struct yp_guard *guard, struct yp_watch *watch);
/* The reply is out; the connection waits for another request. */
void yp_guard_wait(struct yp_guard *guard, struct yp_watch *watch);
/* Shuts the sockets of requests that are past the deadline, and of those that wait when they are too
 * many, the oldest first. Called some times a second. Cost: a system call a connection. */
void yp_guard_sweep(struct yp_guard *guard, int64_t now_tick);

/*---- pool.c: the request threads and their queue ----*/

struct yp_job {
    struct yp_job *next;
};

struct yp_pool_config {
    int threads, queue;
    void *ctx;
    int (*begin)(void *ctx, void **ret_thread, struct yp_err *err); /* may be NULL */
    void (*end)(void *ctx, void *thread);                           /* may be NULL */
    void (*run)(struct yp_job *job, void *thread);
};

struct yp_pool;

/* Starts the threads and waits until each has begun. Errors: those of begin, YP_EIO
 * "server.thread". */
int yp_pool_start(struct yp_pool **ret, const struct yp_pool_config *config,
                  struct yp_err *err) YP_MUST_CHECK;
/* Takes a place in the queue; false when it is full or closed. */
bool yp_pool_reserve(struct yp_pool *pool);
/* Fills the place. */
void yp_pool_push(struct yp_pool *pool, struct yp_job *job);
int yp_pool_waiting(struct yp_pool *pool);
/* Takes no more, runs what is queued, ends the threads. A second call does nothing. */
void yp_pool_close(struct yp_pool *pool);
/* After yp_pool_close. */
void yp_pool_free(struct yp_pool *pool);

/* Starts a thread with all signals blocked, so that they reach the main thread. Returns an errno.
 */
int yp_thread_start(pthread_t *ret, void *(*run)(void *), void *ctx);

/*---- sse.c: the hub of event streams ----*/

struct yp_hub;

/* Microseconds between heartbeats of a stream, 20 s. A variable so that tests need not wait. */
extern int64_t yp_hub_beat_us;

/* Starts the hub's thread, which also calls tick every tick_us. NULL when no thread could be had.
 */
struct yp_hub *yp_hub_new(int streams_max, int64_t tick_us, void (*tick)(void *ctx, int64_t now),
                          void *ctx);
/* Ends the hub's thread. After this nothing ticks and nothing is sent. */
void yp_hub_stop(struct yp_hub *hub);
/* After yp_hub_stop and after the last stream is gone. */
void yp_hub_free(struct yp_hub *hub);
/* A stream as a response, or NULL when there are too many. */
struct MHD_Response *yp_hub_open(struct yp_hub *hub, struct MHD_Connection *connection,
                                 const struct yp_reply *reply);
void yp_hub_publish(struct yp_hub *hub, const char *topic, int64_t seq);
/* Ends every stream, and those still to come at once. Waits until all are gone or until the tick.
 */
void yp_hub_drain(struct yp_hub *hub, int64_t until_tick);
int yp_hub_streams(struct yp_hub *hub);
