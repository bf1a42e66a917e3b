/*
 * Readers of an event stream, all on one thread.
 *
 * streams PORT PATH N   opens N streams to 127.0.0.1:PORT, prints "open" when every one has its
 * head; then for each line on standard input waits until every stream has got one more event (a
 * part that ends with an empty line, comments apart) and prints the monotonic time of the last one
 * in microseconds, or "lost N" after 20 seconds
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct stream {
    int fd, events;
    char last[4]; /* the newest bytes, for the ends of lines */
    int has_head, is_data;
};

static long long now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int dial(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port) };
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to)) {
        perror("connect");
        exit(1);
    }
    return fd;
}

/* An event ends with an empty line; what has only comments or the retry line is none. */
static void take(struct stream *s, const char *mem, ssize_t len)
{
    for (ssize_t i = 0; i < len; i++) {
        if (mem[i] == '\r' && s->has_head)
            continue;
        memmove(s->last, s->last + 1, 3);
        s->last[3] = mem[i];
        if (!s->has_head) {
            s->has_head = !memcmp(s->last, "\r\n\r\n", 4);
            continue;
        }
        if (!memcmp(s->last + 1, "\nda", 3))
            s->is_data = 1;
        if (!memcmp(s->last + 2, "\n\n", 2)) {
            s->events += s->is_data;
            s->is_data = 0;
        }
    }
}

static int all(const struct stream *s, int n, int events)
{
    for (int i = 0; i < n; i++)
        if (!s[i].has_head || s[i].events < events)
            return 0;
    return 1;
}

static int heads(const struct stream *s, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += s[i].has_head;
    return sum;
}

static int pump(int ep, int ms)
{
    static char mem[65536];
    struct epoll_event ready[256];
    int n = epoll_wait(ep, ready, 256, ms);
    for (int i = 0; i < n; i++) {
        struct stream *s = ready[i].data.ptr;
        ssize_t len = read(s->fd, mem, sizeof mem);
        if (len > 0) {
            take(s, mem, len);
        } else if (len == 0 || errno != EAGAIN) {
            fprintf(stderr, "a stream was closed\n");
            exit(1);
        }
    }
    return n;
}

static int wait_for(int ep, const struct stream *s, int n, int events, long long *ret_at)
{
    long long end = now_us() + 20000000LL, last = now_us();
    int left = 0;
    while (now_us() < end) {
        if (pump(ep, left ? 0 : 100) > 0)
            last = now_us();
        if (all(s, n, events)) {
            *ret_at = last;
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (argc != 4)
        return 2;
    int n = atoi(argv[3]), ep = epoll_create1(EPOLL_CLOEXEC), events = 0;
    struct stream *streams = calloc((size_t)n, sizeof *streams);
    char ask[1024], line[64];
    long long at;
    int len = snprintf(ask, sizeof ask,
                       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAccept: text/event-stream\r\n\r\n",
                       argv[2], argv[1]);
    for (int i = 0; i < n; i++) {
        struct epoll_event e = { .events = EPOLLIN, .data.ptr = &streams[i] };
        streams[i].fd = dial(atoi(argv[1]));
        if (write(streams[i].fd, ask, (size_t)len) != len ||
            epoll_ctl(ep, EPOLL_CTL_ADD, streams[i].fd, &e))
            return 1;
        while (i - heads(streams, i) > 32) /* not more at once than a server queues */
            pump(ep, 100);
    }
    if (!wait_for(ep, streams, n, 0, &at)) {
        fprintf(stderr, "not every stream opened\n");
        return 1;
    }
    printf("open\n");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        events++;
        if (wait_for(ep, streams, n, events, &at)) {
            printf("%lld\n", at);
        } else {
            int lost = 0;
            for (int i = 0; i < n; i++)
                lost += streams[i].events < events;
            printf("lost %d\n", lost);
        }
        fflush(stdout);
    }
    return 0;
}
