/*
 * HTTP: requests in, replies out, event streams. Layer: web.  Spec: doc/architecture.md, "A
 * request's way".
 *
 * libmicrohttpd's poll threads parse and send only. A complete request is suspended and handed to a
 * request thread; its finished reply resumes the connection. Requests that the fast function
 * answers (page cache) never leave the poll thread.
 */
#pragma once
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum yp_method { YP_GET, YP_HEAD, YP_POST, YP_OTHER };

struct yp_field { /* of a query string, a cookie or a form */
    const char *name;
    const char *value;     /* NUL-terminated; raw bytes as sent, percent-decoded */
    size_t len;            /* a file may hold NUL */
    const char *file_name; /* NULL unless the part was a file; path already cut off */
    const char *type;      /* claimed media type of a file part, or NULL */
};

struct yp_fields {
    const struct yp_field *at;
    int n;
};

/* A complete, checked request. Everything is in its arena and lives as long as the request. */
struct yp_request {
    enum yp_method method;
    const char *path;      /* percent-decoded, valid UTF-8, begins with '/', without ".." and NUL */
    const char *raw_query; /* without '?', "" when none */
    struct yp_fields query;
    struct yp_fields cookies;
    struct yp_fields form; /* of a POST: urlencoded or multipart */
    const char *host;      /* Host header */
    const char *client;    /* address; X-Forwarded-For's last hop when from the trusted proxy */
    bool is_https;         /* X-Forwarded-Proto of the trusted proxy */
    const char *if_none_match, *accept_language, *accept, *referer, *origin, *user_agent,
        *sec_fetch_site, *last_event_id, *content_type; /* "" when absent */
    bool accepts_gzip, accepts_br;
    bool form_cut; /* the body ended early: never handed on, kept for tests */
    int64_t begun_tick;
    char id[23]; /* request id for log and error page */
    struct yp_arena *arena;
};

struct yp_header {
    const char *name, *value;
};

enum { YP_REPLY_HEADERS = 24 };

/* Bytes shared by replies and the page cache; freed when the last holder lets go. */
struct yp_bytes;
struct yp_bytes *yp_bytes_new(const void *mem, size_t len); /* copies; one holder */
struct yp_bytes *yp_bytes_hold(struct yp_bytes *bytes);
void yp_bytes_drop(struct yp_bytes *bytes);
const char *yp_bytes_mem(const struct yp_bytes *bytes, size_t *ret_len);

/* Pulls a stream's next bytes: >0 bytes written, 0 end, <0 broken (the reader sees a cut body). */
typedef int yp_pull_fn(void *ctx, char *mem, size_t size);

struct yp_reply {
    int status;         /* 200 when begun */
    struct yp_buf body; /* used unless shared or pull is set */
    struct yp_bytes *shared;
    struct yp_header
        headers[YP_REPLY_HEADERS]; /* names and values in the request's arena, or static */
    int nheaders;
    yp_pull_fn *pull; /* export streams; called on a poll thread, may block briefly */
    void (*pull_free)(void *ctx);
    void *pull_ctx;
    const char *const *topics; /* event stream: topics it follows; NULL otherwise */
    int ntopics;
    int64_t after_seq; /* event stream: send what came after this */
};

/* Adds a header; name and value must live as long as the request. Replaces none. Drops beyond the
 * limit. */
void yp_reply_header(struct yp_reply *reply, const char *name, const char *value);
/* 303 to a path of our own. */
void yp_reply_see_other(struct yp_reply *reply, struct yp_arena *arena, const char *path);
/* A Set-Cookie: Path=/; HttpOnly; SameSite=Lax; Secure when https. max_age_s < 0: session cookie,
 * 0: delete. */
void yp_reply_cookie(struct yp_reply *reply, struct yp_arena *arena, const char *name,
                     const char *value, int64_t max_age_s, bool secure);
/* First value of a field, NULL when absent. */
const char *yp_field_get(const struct yp_fields *fields, const char *name);

bool yp_listen_ok(const char *listen);   /* "127.0.0.1:8080", "[::1]:0" */
bool yp_address_ok(const char *address); /* "192.0.2.1", "::1" */

struct yp_server_config {
    const char *listen;        /* yp_listen_ok */
    const char *trusted_proxy; /* yp_address_ok, or NULL */
    int poll_threads;          /* 0: cores */
    int workers;               /* request threads, 0: 2 x cores */
    int queue;                 /* waiting requests, 0: 16 x workers; then 503 with Retry-After */
    int connections;           /* 0: 1,024 */
    int streams;               /* open event streams, 0: half of connections; then 503 */
    size_t body_max;           /* bytes of a form, 0: 2 MiB */
    size_t upload_max;         /* bytes of a multipart form, 0: 32 MiB */
    int request_deadline_ms;   /* from first byte to last, 0: 30,000: slow senders get 408 */
    int idle_ms;               /* keep-alive, 0: 20,000 */
    void *ctx;
    /* Per request thread; ret_thread is handed to handle. May be NULL. */
    int (*thread_begin)(void *ctx, void **ret_thread, struct yp_err *err);
    void (*thread_end)(void *ctx, void *thread);
    /* Answers the request. Never fails: errors are replies. On a request thread. */
    void (*handle)(void *ctx, void *thread, const struct yp_request *req, struct yp_reply *reply);
    /* Answers from memory on the poll thread, or returns false. GET and HEAD only. May be NULL. */
    bool (*fast)(void *ctx, const struct yp_request *req, struct yp_reply *reply);
    /* The bytes of a refusal made before handle (400, 408, 413, 414, 431, 503) in the reader's
     * language; may be NULL. */
    void (*refuse)(void *ctx, const struct yp_request *req, int status, struct yp_reply *reply);
};

struct yp_server;

/*
 * Starts listening.
 *
 * Errors  YP_EINVAL "server.listen.form", YP_EIO "server.listen" (address in use, not permitted)
 * Owner   the caller stops it; config is copied, its pointers borrowed
 */
int yp_server_start(struct yp_server **ret, const struct yp_server_config *config,
                    struct yp_err *err) YP_MUST_CHECK;
/* The port that was taken, and the address as "127.0.0.1:8080". */
int yp_server_port(const struct yp_server *server);
const char *yp_server_address(const struct yp_server *server);
/* Stops: no new connections, requests in flight finish (up to 10 s), streams close, threads end. */
void yp_server_stop(struct yp_server *server);

/* Counters since the start. */
struct yp_server_counts {
    int64_t requests, refused, streams_open, streams_refused, queue_now, queue_full;
};
struct yp_server_counts yp_server_counts(const struct yp_server *server);

/*
 * Tells the streams that follow topic that something changed. Any thread; takes microseconds.
 * The event: `id: seq`, `event: change`, `data: {"topic":"meeting:7","seq":12}`. With over 300
 * readers of a topic events are coalesced to one a second. Never carries content.
 */
void yp_server_publish(struct yp_server *server, const char *topic, int64_t seq);

/* Parsing, apart from the server so that it can be tested and fuzzed. All values in the arena. */
/* Parses a query string or urlencoded body. Errors YP_EINVAL "request.form", YP_ELIMIT
 * "request.fields" (over 1,000 fields). */
int yp_parse_urlencoded(struct yp_arena *arena, const char *mem, size_t len, struct yp_fields *ret,
                        struct yp_err *err) YP_MUST_CHECK;
/* Parses a multipart/form-data body. Errors as above; a body that ends before its last boundary is
 * "request.cut". */
int yp_parse_multipart(struct yp_arena *arena, const char *content_type, const char *mem,
                       size_t len, struct yp_fields *ret, struct yp_err *err) YP_MUST_CHECK;
/* Parses a Cookie header; a broken pair is skipped. */
void yp_parse_cookies(struct yp_arena *arena, const char *header, struct yp_fields *ret);
