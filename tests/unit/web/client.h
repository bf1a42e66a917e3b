/* A plain HTTP client on a socket, and a server that answers what the tests ask for. Layer: tests.
 */
#pragma once
#include <stdatomic.h>
#include <stddef.h>

#include "web/web.h"

/* Connects to 127.0.0.1, or ::1 when is_v6. -1 when it cannot. Reads give up after 10 s. */
int client_open(int port, bool is_v6);
void client_send(int fd, const char *text);
void client_send_mem(int fd, const char *mem, size_t len);
/* Reads until the other end closes; NUL-terminated, at most size - 1 bytes. Returns the count, -1
 * on timeout. */
long client_read_all(int fd, char *mem, size_t size);
/* Reads one reply with a Content-Length (head only when is_head). Returns its status, 0 when
 * closed. */
int client_read_reply(int fd, char *mem, size_t size, bool is_head);
/* Reads until text is seen in what was read. Returns false at the end or after timeout_ms. */
bool client_read_until(int fd, char *mem, size_t size, const char *text, int timeout_ms);
/* Opens, sends, reads all, closes. Returns the status of the first reply, 0 when there was none. */
int client_ask(int port, const char *text, char *mem, size_t size);
/* Whether the other end has closed within timeout_ms. */
bool client_is_closed(int fd, int timeout_ms);

/* What the test handler knows. Path by path it does what its name says: see client.c. */
struct place {
    _Atomic int gate;   /* /wait waits until it is not 0 */
    _Atomic int inside; /* requests in /wait */
    _Atomic int served;
    _Atomic int begun, ended, pulls_freed;
    _Atomic int is_begin_broken;
    const char *topics[3];
    int ntopics;
};

/* Starts with the test handler; fields of config that are 0 get small values. */
struct yp_server *place_start(struct place *place, struct yp_server_config config);
