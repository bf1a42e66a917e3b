#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

int client_open(int port, bool is_v6)
{
    int fd = socket(is_v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
    in6.sin6_addr = in6addr_loopback;
    const struct sockaddr *addr = is_v6 ? (void *)&in6 : (void *)&in;
    struct timeval timeout = { 10, 0 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    if (connect(fd, addr, is_v6 ? sizeof in6 : sizeof in) == 0)
        return fd;
    close(fd);
    return -1;
}

void client_send_mem(int fd, const char *mem, size_t len)
{
    while (len) {
        ssize_t n = send(fd, mem, len, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        mem += n;
        len -= (size_t)n;
    }
}

void client_send(int fd, const char *text)
{
    client_send_mem(fd, text, strlen(text));
}

long client_read_all(int fd, char *mem, size_t size)
{
    size_t at = 0;
    for (;;) {
        ssize_t n = recv(fd, mem + at, size - 1 - at, 0);
        if (n > 0)
            at += (size_t)n;
        mem[at] = '\0';
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return -1;
        if (n <= 0 || at == size - 1)
            return (long)at;
    }
}

static int status_of(const char *mem)
{
    return strncmp(mem, "HTTP/1.", 7) == 0 ? (int)strtol(mem + 9, NULL, 10) : 0;
}

int client_read_reply(int fd, char *mem, size_t size, bool is_head)
{
    size_t at = 0;
    mem[0] = '\0';
    for (;;) {
        char *end = strstr(mem, "\r\n\r\n");
        char *length = strstr(mem, "Content-Length: ");
        size_t body = is_head || !length ? 0 : strtoul(length + 16, NULL, 10);
        if (end && at >= (size_t)(end - mem) + 4 + body)
            return status_of(mem);
        size_t want = end ? (size_t)(end - mem) + 4 + body - at : 1;
        if (want > size - 1 - at)
            return 0;
        ssize_t n = recv(fd, mem + at, want, 0);
        if (n <= 0)
            return 0;
        at += (size_t)n;
        mem[at] = '\0';
    }
}

bool client_read_until(int fd, char *mem, size_t size, const char *text, int timeout_ms)
{
    int64_t until = yp_tick() + (int64_t)timeout_ms * 1000;
    size_t at = 0;
    mem[0] = '\0';
    while (!strstr(mem, text)) {
        int64_t left = (until - yp_tick()) / 1000;
        struct pollfd p = { fd, POLLIN, 0 };
        if (left <= 0 || at == size - 1 || poll(&p, 1, (int)left) <= 0)
            return false;
        ssize_t n = recv(fd, mem + at, size - 1 - at, 0);
        if (n <= 0)
            return false;
        at += (size_t)n;
        mem[at] = '\0';
    }
    return true;
}

int client_ask(int port, const char *text, char *mem, size_t size)
{
    int fd = client_open(port, false);
    client_send(fd, text);
    client_read_all(fd, mem, size);
    close(fd);
    return status_of(mem);
}

bool client_is_closed(int fd, int timeout_ms)
{
    int64_t until = yp_tick() + (int64_t)timeout_ms * 1000;
    for (;;) {
        int64_t left = (until - yp_tick()) / 1000;
        struct pollfd p = { fd, POLLIN, 0 };
        if (left <= 0 || poll(&p, 1, (int)left) <= 0)
            return false;
        char mem[512];
        if (recv(fd, mem, sizeof mem, 0) <= 0)
            return true;
    }
}

/*---- the server's side ----*/

static void print_fields(struct yp_reply *reply, const char *what, const struct yp_fields *fields)
{
    for (int i = 0; i < fields->n; i++) {
        const struct yp_field *f = &fields->at[i];
        yp_buf_printf(&reply->body, "%s %s=%s (%zu) %s %s\n", what, f->name, f->value, f->len,
                      f->file_name ? f->file_name : "-", f->type ? f->type : "-");
    }
}

static void echo(const struct yp_request *req, struct yp_reply *reply)
{
    yp_buf_printf(&reply->body, "method %d\npath %s\nraw %s\nhost %s\nclient %s\nhttps %d\n",
                  (int)req->method, req->path, req->raw_query, req->host, req->client,
                  req->is_https);
    yp_buf_printf(&reply->body, "gzip %d br %d id %zu\n", req->accepts_gzip, req->accepts_br,
                  strlen(req->id));
    print_fields(reply, "query", &req->query);
    print_fields(reply, "cookie", &req->cookies);
    print_fields(reply, "form", &req->form);
}

struct count {
    struct place *place;
    int left;
    bool breaks;
};

static int pull(void *ctx, char *mem, size_t size)
{
    struct count *count = ctx;
    if (!count->left)
        return count->breaks ? -1 : 0;
    count->left--;
    return snprintf(mem, size, "line %d\n", count->left);
}

static void pull_free(void *ctx)
{
    struct count *count = ctx;
    atomic_fetch_add(&count->place->pulls_freed, 1);
}

static void handle(void *ctx, void *thread, const struct yp_request *req, struct yp_reply *reply)
{
    struct place *place = ctx;
    (void)thread;
    if (strcmp(req->path, "/wait") == 0) {
        atomic_fetch_add(&place->inside, 1);
        while (!atomic_load(&place->gate))
            usleep(1000);
        atomic_fetch_sub(&place->inside, 1);
    } else if (strcmp(req->path, "/pull") == 0 || strcmp(req->path, "/pull/broken") == 0) {
        struct count *count = yp_arena_alloc(req->arena, sizeof *count);
        *count = (struct count){ place, 1000, req->path[5] != '\0' };
        reply->pull = pull;
        reply->pull_free = pull_free;
        reply->pull_ctx = count;
    } else if (strcmp(req->path, "/events") == 0) {
        reply->topics = place->topics;
        reply->ntopics = place->ntopics;
        reply->after_seq = strtoll(req->last_event_id, NULL, 10);
    } else if (strcmp(req->path, "/shared") == 0) {
        reply->shared = yp_bytes_new("shared bytes", 12);
    } else if (strcmp(req->path, "/away") == 0) {
        yp_reply_see_other(reply, req->arena, yp_field_get(&req->query, "to"));
        yp_reply_cookie(reply, req->arena, "s", "1", 60, req->is_https);
    } else if (strcmp(req->path, "/unchanged") == 0) {
        reply->status = 304;
        yp_reply_header(reply, "ETag", "\"x\"");
    } else {
        echo(req, reply);
    }
    atomic_fetch_add(&place->served, 1);
}

static bool fast(void *ctx, const struct yp_request *req, struct yp_reply *reply)
{
    (void)ctx;
    if (strcmp(req->path, "/fast") != 0)
        return false;
    yp_buf_str(&reply->body, "fast");
    return true;
}

static int thread_begin(void *ctx, void **ret_thread, struct yp_err *err)
{
    struct place *place = ctx;
    if (atomic_load(&place->is_begin_broken))
        return yp_fail(err, YP_EDB, "test.begin", "no database");
    atomic_fetch_add(&place->begun, 1);
    *ret_thread = place;
    return YP_OK;
}

static void thread_end(void *ctx, void *thread)
{
    struct place *place = ctx;
    if (thread == place)
        atomic_fetch_add(&place->ended, 1);
}

struct yp_server *place_start(struct place *place, struct yp_server_config config)
{
    if (!config.listen)
        config.listen = "127.0.0.1:0";
    if (!config.poll_threads)
        config.poll_threads = 2;
    config.ctx = place;
    config.handle = handle;
    config.fast = fast;
    config.thread_begin = thread_begin;
    config.thread_end = thread_end;
    struct yp_server *server = NULL;
    struct yp_err err = { 0 };
    if (yp_server_start(&server, &config, &err) < 0)
        fprintf(stderr, "%s: %s\n", err.key, err.detail);
    return server;
}
