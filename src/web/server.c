#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "web/web_int.h"

/*
 * libmicrohttpd with poll threads (its epoll loop can stall when exactly 128 sockets are ready).
 * Each request is an exchange; one thread at a time owns it: a poll thread, or, while the
 * connection is suspended, the queue and then a request thread.
 */

enum { POOL_BYTES = 16 * 1024, PULL_BYTES = 32 * 1024, BODIES_MAX = 8, STOP_MS = 10000 };

struct yp_server {
    struct yp_server_config config;
    struct MHD_Daemon *daemon;
    struct yp_pool *pool;
    struct yp_hub *hub;
    struct yp_guard *guard;
    char address[64];
    int port;
    size_t bodies_max;
    _Atomic int64_t requests, refused, streams_refused, queue_full, bodies;
    _Atomic bool draining;
    pthread_mutex_t lock; /* of the rest */
    pthread_cond_t idle;
    int active; /* requests, their body perhaps still coming, whose reply is not out yet */
    bool keeps_log;
    char log[256]; /* why the start failed */
};

/* What the next call of the handler does with an exchange. */
enum stage { AT_HEAD, AT_BODY, AT_REFUSAL, AT_ANSWER };

struct exchange {
    struct yp_job job; /* first: the queue knows no more of it */
    struct yp_server *server;
    struct MHD_Connection *connection;
    struct yp_watch *watch;
    enum stage stage;
    char *target;
    const char *target_at; /* where libmicrohttpd has it; compared, never read */
    struct yp_body_plan plan;
    struct yp_buf body;
    size_t body_seen;
    int body_status; /* refusal to send once the body is through, or 0 */
    bool is_active;
    struct yp_request req;
    struct yp_reply reply;
};

/*---- an exchange's life ----*/

static void reply_release(struct yp_reply *reply)
{
    yp_buf_release(&reply->body);
    yp_bytes_drop(reply->shared);
    if (reply->pull_free)
        reply->pull_free(reply->pull_ctx);
    *reply = (struct yp_reply){ .status = 200 };
}

static void body_release(struct exchange *ex)
{
    atomic_fetch_sub(&ex->server->bodies, (int64_t)ex->body.len);
    yp_buf_release(&ex->body);
}

static void set_active(struct exchange *ex, bool active)
{
    struct yp_server *server = ex->server;
    if (ex->is_active == active)
        return;
    ex->is_active = active;
    pthread_mutex_lock(&server->lock);
    server->active += active ? 1 : -1;
    if (!server->active)
        pthread_cond_broadcast(&server->idle);
    pthread_mutex_unlock(&server->lock);
}

/* Called with a request's first line, before anything is checked. The exchange is the request's
 * context. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct yp_server *server = cls;
    struct exchange *ex = yp_calloc(1, sizeof *ex);
    ex->server = server;
    ex->connection = connection;
    ex->watch =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    ex->reply.status = 200;
    yp_request_init(&ex->req, yp_arena_new());
    ex->target = yp_arena_str(ex->req.arena, target);
    ex->target_at = target;
    ex->req.begun_tick = yp_guard_begin(server->guard, ex->watch);
    return ex;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **con_cls,
                         enum MHD_RequestTerminationCode toe)
{
    (void)cls, (void)connection, (void)toe;
    struct exchange *ex = *con_cls;
    if (!ex)
        return;
    *con_cls = NULL;
    yp_guard_wait(ex->server->guard, ex->watch);
    reply_release(&ex->reply);
    body_release(ex);
    yp_arena_free(ex->req.arena);
    set_active(ex, false);
    free(ex);
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode toe)
{
    struct yp_server *server = cls;
    if (toe == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *socket_context = yp_guard_open(server->guard, info->connect_fd);
    } else if (*socket_context) {
        yp_guard_close(server->guard, *socket_context);
        *socket_context = NULL;
    }
}

/*---- replies ----*/

static ssize_t on_pull(void *cls, uint64_t pos, char *mem, size_t size)
{
    (void)pos;
    struct exchange *ex = cls;
    int n = ex->reply.pull(ex->reply.pull_ctx, mem, size < INT_MAX ? size : INT_MAX);
    if (n < 0)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    return n ? n : MHD_CONTENT_READER_END_OF_STREAM;
}

static void on_sent(void *cls)
{
    yp_bytes_drop(cls);
}

/* Body bytes become the response's; a pull stays the exchange's, which outlives the last call. */
static struct MHD_Response *response_of(struct exchange *ex)
{
    struct yp_reply *reply = &ex->reply;
    struct MHD_Response *response;
    if (reply->pull) {
        response =
            MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PULL_BYTES, on_pull, ex, NULL);
        if (response && ex->req.method == YP_HEAD) /* else a last chunk follows the head */
            MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
        return response;
    }
    if (reply->shared) {
        size_t len;
        const char *mem = yp_bytes_mem(reply->shared, &len);
        response = MHD_create_response_from_buffer_with_free_callback_cls(
            len, (char *)(intptr_t)mem, on_sent, reply->shared);
        if (response)
            reply->shared = NULL;
        return response;
    }
    if (!reply->body.len)
        return MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    response =
        MHD_create_response_from_buffer(reply->body.len, reply->body.mem, MHD_RESPMEM_MUST_FREE);
    if (response)
        reply->body = (struct yp_buf)YP_BUF_INIT;
    return response;
}

static void refuse(struct exchange *ex, int status, const char *retry_after)
{
    struct yp_server *server = ex->server;
    atomic_fetch_add(&server->refused, 1);
    reply_release(&ex->reply);
    if (server->config.refuse)
        server->config.refuse(server->config.ctx, &ex->req, status, &ex->reply);
    if (!ex->reply.nheaders && !ex->reply.body.len && !ex->reply.shared) {
        yp_buf_printf(&ex->reply.body, "%d\n", status);
        yp_reply_header(&ex->reply, "Content-Type", "text/plain; charset=utf-8");
    }
    ex->reply.status = status;
    if (status == 405)
        yp_reply_header(&ex->reply, "Allow", "GET, HEAD, POST");
    if (retry_after)
        yp_reply_header(&ex->reply, "Retry-After", retry_after);
}

static struct MHD_Response *stream_of(struct exchange *ex)
{
    struct MHD_Response *response = yp_hub_open(ex->server->hub, ex->connection, &ex->reply);
    if (!response) {
        atomic_fetch_add(&ex->server->streams_refused, 1);
        refuse(ex, 503, "5");
        yp_reply_header(&ex->reply, "Connection", "close"); /* it is no page's: its place is free */
    }
    return response;
}

/* A stream may stay for days: it keeps neither the request's memory nor a stop waiting. */
static void become_stream(struct exchange *ex)
{
    yp_arena_free(ex->req.arena);
    reply_release(&ex->reply);
    yp_request_init(&ex->req, NULL);
    set_active(ex, false);
}

/* Sends the exchange's reply. On a poll thread. */
static enum MHD_Result answer(struct exchange *ex)
{
    struct MHD_Response *response = NULL;
    bool is_stream = false;
    if (ex->reply.topics && ex->req.method == YP_GET)
        is_stream = (response = stream_of(ex)) != NULL;
    if (!response)
        response = response_of(ex);
    if (!response)
        return MHD_NO;
    for (int i = 0; i < ex->reply.nheaders; i++)
        MHD_add_response_header(response, ex->reply.headers[i].name, ex->reply.headers[i].value);
    if (is_stream || atomic_load(&ex->server->draining))
        MHD_add_response_header(response, "Connection", "close");
    enum MHD_Result ok = MHD_queue_response(ex->connection, (unsigned)ex->reply.status, response);
    MHD_destroy_response(response);
    if (ok == MHD_YES && is_stream)
        become_stream(ex);
    return ok;
}

/*---- requests ----*/

struct collect {
    struct yp_head_line *lines;
    int n, max;
};

static enum MHD_Result on_line(void *cls, enum MHD_ValueKind kind, const char *name,
                               size_t name_len, const char *value, size_t value_len)
{
    (void)kind;
    struct collect *c = cls;
    if (c->n == c->max)
        return MHD_NO;
    c->lines[c->n++] = (struct yp_head_line){ name, value ? value : "", name_len, value_len };
    return MHD_YES;
}

static const char *peer_of(struct exchange *ex)
{
    char text[INET6_ADDRSTRLEN] = "";
    const struct sockaddr *addr =
        MHD_get_connection_info(ex->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    if (addr->sa_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)addr;
        inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
    } else if (addr->sa_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)(const void *)addr;
        inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof text);
    }
    return yp_arena_str(ex->req.arena, text);
}

/* A refusal before the body: what follows on the connection cannot be told apart, so it closes. */
static enum MHD_Result refuse_head(struct exchange *ex, int status, const char *retry_after)
{
    yp_guard_refused(ex->server->guard, ex->watch);
    refuse(ex, status, retry_after);
    yp_reply_header(&ex->reply, "Connection", "close");
    ex->stage = AT_REFUSAL;
    return answer(ex);
}

/*
 * libmicrohttpd hands out the target as a C string, so a NUL would silently cut it. The version
 * follows the target in the same buffer: when it is farther off than the target is long, something
 * was hidden between.
 */
static bool target_is_whole(const struct exchange *ex, const char *version)
{
    uintptr_t distance = (uintptr_t)version - (uintptr_t)ex->target_at;
    return distance > POOL_BYTES || distance == strlen(ex->target) + 1;
}

/*
 * libmicrohttpd takes a line that ends in LF alone, which a proxy may read as part of the line
 * before. Its lines are left where they came, each line end overwritten with NUL, so the distance
 * from one to the next shows how long the end was. Of the last line this cannot be seen.
 */
static bool lines_end_whole(const char *version, const struct collect *c)
{
    const char *end = version + strlen(version);
    for (int i = 0; i < c->n; i++) {
        uintptr_t distance = (uintptr_t)c->lines[i].name - (uintptr_t)end;
        if (distance < 2)
            return false;
        end = c->lines[i].value + c->lines[i].value_len;
    }
    return true;
}

static enum MHD_Result read_head(struct exchange *ex, const char *method, const char *version)
{
    struct yp_server *server = ex->server;
    atomic_fetch_add(&server->requests, 1);
    struct collect c = { 0 };
    c.max = MHD_get_connection_values_n(ex->connection, MHD_HEADER_KIND, NULL, NULL);
    c.lines = yp_arena_array(ex->req.arena, (size_t)c.max, sizeof *c.lines);
    MHD_get_connection_values_n(ex->connection, MHD_HEADER_KIND, on_line, &c);
    const struct yp_head head = { method, ex->target, version, peer_of(ex), c.lines, c.n };
    int status = yp_request_read(&ex->req, &head, &server->config, &ex->plan);
    if (!target_is_whole(ex, version) || !lines_end_whole(version, &c))
        status = 400;
    bool is_read_on = status == 413 && ex->plan.max;
    if (status && !is_read_on)
        return refuse_head(ex, status, NULL);
    if (!status && (size_t)atomic_load(&server->bodies) + ex->plan.expected > server->bodies_max)
        return refuse_head(ex, 503, "2");
    ex->body_status = status;
    ex->stage = AT_BODY;
    set_active(ex, true);
    return MHD_YES;
}

/* Bodies of unknown length are counted as they come. One too long is read on for a while, unkept.
 */
static enum MHD_Result read_body(struct exchange *ex, const char *mem, size_t len)
{
    size_t max = ex->plan.max;
    ex->body_seen += len;
    if (ex->body_seen > max)
        ex->body_status = 413;
    else if ((size_t)atomic_load(&ex->server->bodies) + len > ex->server->bodies_max)
        ex->body_status = 503;
    if (ex->body_status) {
        body_release(ex);
        return ex->body_seen / 2 > max ? MHD_NO : MHD_YES;
    }
    atomic_fetch_add(&ex->server->bodies, (int64_t)len);
    yp_buf_add(&ex->body, mem, len);
    return MHD_YES;
}

static int parse_body(struct exchange *ex)
{
    struct yp_err err = { 0 };
    struct yp_request *req = &ex->req;
    int rc = YP_OK;
    if (ex->plan.kind == YP_BODY_MULTIPART)
        rc = yp_parse_multipart(req->arena, req->content_type, yp_buf_text(&ex->body), ex->body.len,
                                &req->form, &err);
    else if (ex->plan.kind == YP_BODY_URLENCODED)
        rc =
            yp_parse_urlencoded(req->arena, yp_buf_text(&ex->body), ex->body.len, &req->form, &err);
    body_release(ex);
    req->form_cut = strcmp(err.key, "request.cut") == 0;
    if (rc < 0)
        refuse(ex, rc == YP_ELIMIT ? 413 : 400, NULL);
    return rc;
}

/* On a request thread. The exchange is the poll thread's again once the connection is resumed. */
static void run(struct yp_job *job, void *thread)
{
    struct exchange *ex = (struct exchange *)(void *)job;
    if (parse_body(ex) == YP_OK)
        ex->server->config.handle(ex->server->config.ctx, thread, &ex->req, &ex->reply);
    MHD_resume_connection(ex->connection);
}

static enum MHD_Result complete(struct exchange *ex)
{
    struct yp_server *server = ex->server;
    if (!yp_guard_complete(server->guard, ex->watch))
        return MHD_NO;
    ex->stage = AT_ANSWER;
    if (ex->body_status) {
        refuse(ex, ex->body_status, ex->body_status == 503 ? "2" : NULL);
        return answer(ex);
    }
    if (ex->req.method != YP_POST && server->config.fast &&
        server->config.fast(server->config.ctx, &ex->req, &ex->reply))
        return answer(ex);
    if (!yp_pool_reserve(server->pool)) {
        atomic_fetch_add(&server->queue_full, 1);
        refuse(ex, 503, "2");
        return answer(ex);
    }
    MHD_suspend_connection(ex->connection); /* first: the request thread may be done at once */
    yp_pool_push(server->pool, &ex->job);
    return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *mem,
                                  size_t *len, void **con_cls)
{
    (void)cls, (void)connection, (void)url;
    struct exchange *ex = *con_cls;
    size_t n = *len;
    *len = 0;
    switch (ex->stage) {
    case AT_HEAD: return read_head(ex, method, version);
    case AT_BODY: return n ? read_body(ex, mem, n) : complete(ex);
    case AT_REFUSAL: return MHD_YES; /* a body that nobody wants */
    case AT_ANSWER: break;
    }
    return answer(ex);
}

/*---- start ----*/

union address {
    struct sockaddr any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
};

/* "127.0.0.1:8080" or "[::1]:8080". */
static bool read_listen(const char *listen, union address *ret)
{
    const char *colon = strrchr(listen, ':');
    size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
    if (digits < 1 || digits > 5 || colon[1 + digits])
        return false;
    unsigned long port = strtoul(colon + 1, NULL, 10);
    char host[INET6_ADDRSTRLEN + 2] = "";
    size_t len = (size_t)(colon - listen);
    if (port > 65535 || len < 2 || len >= sizeof host)
        return false;
    memcpy(host, listen, len);
    *ret = (union address){ 0 };
    if (host[0] != '[') {
        ret->in.sin_family = AF_INET;
        ret->in.sin_port = htons((uint16_t)port);
        return inet_pton(AF_INET, host, &ret->in.sin_addr) == 1;
    }
    if (host[len - 1] != ']')
        return false;
    host[len - 1] = '\0';
    ret->in6.sin6_family = AF_INET6;
    ret->in6.sin6_port = htons((uint16_t)port);
    return inet_pton(AF_INET6, host + 1, &ret->in6.sin6_addr) == 1;
}

bool yp_listen_ok(const char *listen)
{
    union address address;
    return read_listen(listen, &address);
}

static void set_default(int *value, int otherwise)
{
    if (*value <= 0)
        *value = otherwise;
}

static void set_defaults(struct yp_server_config *config)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    set_default(&config->poll_threads, cores < 1 ? 1 : (int)cores);
    set_default(&config->workers, cores < 1 ? 2 : 2 * (int)cores);
    set_default(&config->queue, 16 * config->workers);
    set_default(&config->connections, 1024);
    set_default(&config->streams, config->connections / 2);
    set_default(&config->request_deadline_ms, 30000);
    set_default(&config->idle_ms, 20000);
    if (!config->body_max)
        config->body_max = 2u << 20;
    if (!config->upload_max)
        config->upload_max = 32u << 20;
    if (config->connections < config->poll_threads) /* each poll thread needs one */
        config->connections = config->poll_threads;
}

/* A socket a connection, and some for the databases, files and libmicrohttpd itself. */
static void raise_file_limit(int connections)
{
    struct rlimit limit;
    rlim_t need = (rlim_t)connections + 256;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= need)
        return;
    limit.rlim_cur = limit.rlim_max < need ? limit.rlim_max : need;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* Keeps libmicrohttpd's first complaint while starting: it says more than errno. */
static void YP_PRINTF(2, 0) on_log(void *cls, const char *fmt, va_list ap)
{
    struct yp_server *server = cls;
    pthread_mutex_lock(&server->lock);
    if (server->keeps_log && !server->log[0])
        vsnprintf(server->log, sizeof server->log, fmt, ap);
    pthread_mutex_unlock(&server->lock);
}

static void on_tick(void *ctx, int64_t now_tick)
{
    struct yp_server *server = ctx;
    yp_guard_sweep(server->guard, now_tick);
}

static void start_daemon(struct yp_server *server, const union address *address)
{
    const struct yp_server_config *config = &server->config;
    unsigned flags =
        MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | MHD_USE_ITC;
    if (address->any.sa_family == AF_INET6)
        flags |=
            IN6_IS_ADDR_UNSPECIFIED(&address->in6.sin6_addr) ? MHD_USE_DUAL_STACK : MHD_USE_IPv6;
    sigset_t all, old; /* threads inherit the mask */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_log, server,
        MHD_OPTION_SOCK_ADDR, &address->any, MHD_OPTION_THREAD_POOL_SIZE,
        (unsigned)config->poll_threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)config->connections,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(config->idle_ms + 999) / 1000,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES, MHD_OPTION_LISTEN_BACKLOG_SIZE,
        (unsigned)1024, MHD_OPTION_URI_LOG_CALLBACK, on_target, server, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_END);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static int listen_on(struct yp_server *server, const union address *address, struct yp_err *err)
{
    start_daemon(server, address);
    pthread_mutex_lock(&server->lock);
    server->keeps_log = false;
    pthread_mutex_unlock(&server->lock);
    if (!server->daemon) {
        server->log[strcspn(server->log, "\n")] = '\0';
        return yp_fail(err, YP_EIO, "server.listen", "%s: %s", server->config.listen, server->log);
    }
    server->port = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    int host = (int)(strrchr(server->config.listen, ':') - server->config.listen);
    snprintf(server->address, sizeof server->address, "%.*s:%d", host, server->config.listen,
             server->port);
    return YP_OK;
}

/* Frees what the start got as far as. The daemon is gone. */
static void release(struct yp_server *server)
{
    if (server->pool) {
        yp_pool_close(server->pool);
        yp_pool_free(server->pool);
    }
    if (server->hub) {
        yp_hub_stop(server->hub);
        yp_hub_free(server->hub);
    }
    yp_guard_free(server->guard);
    pthread_cond_destroy(&server->idle);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

static int start_threads(struct yp_server *server, struct yp_err *err)
{
    const struct yp_server_config *config = &server->config;
    int64_t tick_us = (int64_t)config->request_deadline_ms * 1000 / 4;
    server->hub = yp_hub_new(config->streams, tick_us < 250000 ? tick_us : 250000, on_tick, server);
    if (!server->hub)
        return yp_fail(err, YP_EIO, "server.thread", "hub");
    const struct yp_pool_config pool = { .threads = config->workers,
                                         .queue = config->queue,
                                         .ctx = config->ctx,
                                         .begin = config->thread_begin,
                                         .end = config->thread_end,
                                         .run = run };
    return yp_pool_start(&server->pool, &pool, err);
}

static struct yp_server *server_new(const struct yp_server_config *config)
{
    struct yp_server *server = yp_calloc(1, sizeof *server);
    server->config = *config;
    set_defaults(&server->config);
    server->bodies_max = BODIES_MAX * server->config.upload_max;
    server->keeps_log = true;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&server->idle, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&server->lock, NULL);
    const struct yp_server_config *set = &server->config;
    int for_pages = set->connections - set->streams;
    server->guard = yp_guard_new(set->request_deadline_ms, for_pages > 1 ? for_pages / 2 : 1);
    return server;
}

int yp_server_start(struct yp_server **ret, const struct yp_server_config *config,
                    struct yp_err *err)
{
    union address address;
    if (!read_listen(config->listen, &address))
        return yp_fail(err, YP_EINVAL, "server.listen.form", "%s", config->listen);
    struct yp_server *server = server_new(config);
    raise_file_limit(server->config.connections);
    int rc = start_threads(server, err);
    if (rc == YP_OK)
        rc = listen_on(server, &address, err);
    if (rc < 0) {
        release(server);
        return rc;
    }
    *ret = server;
    return YP_OK;
}

/*---- stop ----*/

static void wait_idle(struct yp_server *server, int64_t until_tick)
{
    const struct timespec until = { until_tick / 1000000, until_tick % 1000000 * 1000 };
    pthread_mutex_lock(&server->lock);
    while (server->active &&
           pthread_cond_timedwait(&server->idle, &server->lock, &until) != ETIMEDOUT)
        ;
    pthread_mutex_unlock(&server->lock);
}

/*
 * libmicrohttpd aborts when it is stopped with suspended connections, so first nothing may suspend
 * any more: streams end, and the queue takes no requests and is served to its end.
 */
void yp_server_stop(struct yp_server *server)
{
    int64_t until = yp_tick() + STOP_MS * 1000;
    int listener = MHD_quiesce_daemon(server->daemon);
    atomic_store(&server->draining, true);
    yp_hub_drain(server->hub, yp_tick());
    wait_idle(server, until);
    yp_pool_close(server->pool);
    wait_idle(server, until);
    yp_hub_drain(server->hub, yp_tick() + 1000000);
    yp_hub_stop(server->hub);
    MHD_stop_daemon(server->daemon);
    if (listener != MHD_INVALID_SOCKET)
        close(listener);
    release(server);
}

/*---- the rest ----*/

int yp_server_port(const struct yp_server *server)
{
    return server->port;
}

const char *yp_server_address(const struct yp_server *server)
{
    return server->address;
}

struct yp_server_counts yp_server_counts(const struct yp_server *server)
{
    return (struct yp_server_counts){
        .requests = atomic_load(&server->requests),
        .refused = atomic_load(&server->refused),
        .streams_open = yp_hub_streams(server->hub),
        .streams_refused = atomic_load(&server->streams_refused),
        .queue_now = yp_pool_waiting(server->pool),
        .queue_full = atomic_load(&server->queue_full),
    };
}

void yp_server_publish(struct yp_server *server, const char *topic, int64_t seq)
{
    yp_hub_publish(server->hub, topic, seq);
}
