#include "core/spool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/compress.h"

/* At most so many are written at once, so that exports never take every request thread. */
enum { IN_MEMORY = 512 * 1024, AT_ONCE = 2, LEVEL = 4 };

static _Atomic int being_written;

struct yp_spool {
    struct yp_ask *ask;
    struct yp_reply *reply;
    struct yp_gzip *gzip; /* NULL: the reader does not take it */
    FILE *file;           /* NULL while it is short */
};

struct yp_spool *yp_spool_begin(struct yp_ask *ask, struct yp_reply *reply)
{
    struct yp_spool *s = yp_arena_alloc(ask->arena, sizeof *s);
    *s = (struct yp_spool){ .ask = ask, .reply = reply };
    reply->body.cap = 0;
    return s;
}

/* A file that is gone when it is closed, beside the database, where there is room. */
static int open_file(struct yp_spool *s, struct yp_err *err)
{
    char name[1100];
    snprintf(name, sizeof name, "%s/export-XXXXXX", s->ask->core->config.data);
    int fd = mkstemp(name);
    if (fd < 0)
        return yp_fail(err, YP_EIO, "error.internal", "%s: %s", name, strerror(errno));
    unlink(name);
    s->file = fdopen(fd, "w+b");
    if (s->file)
        return YP_OK;
    close(fd);
    return yp_fail(err, YP_EIO, "error.internal", "%s: %s", name, strerror(errno));
}

static int begin_file(struct yp_spool *s, struct yp_err *err)
{
    if (atomic_fetch_add(&being_written, 1) >= AT_ONCE) {
        atomic_fetch_sub(&being_written, 1);
        return yp_fail(err, YP_EBUSY, "export.busy", "%d are being written", AT_ONCE);
    }
    int rc = open_file(s, err);
    if (rc < 0)
        atomic_fetch_sub(&being_written, 1);
    else if (s->ask->req->accepts_gzip)
        s->gzip = yp_gzip_new(LEVEL);
    return rc;
}

static int to_file(struct yp_spool *s, bool is_last, struct yp_err *err)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf packed = YP_BUF_INIT;
    struct yp_buf *from = &s->reply->body;
    if (s->gzip) {
        yp_gzip_put(s->gzip, yp_buf_text(from), from->len, is_last, &packed);
        from = &packed;
    }
    if (from->len && fwrite(from->mem, 1, from->len, s->file) != from->len)
        return yp_fail(err, YP_EIO, "error.internal", "file of an export: %s", strerror(errno));
    yp_buf_clear(&s->reply->body);
    return YP_OK;
}

int yp_spool_step(struct yp_spool *s, struct yp_err *err)
{
    if (s->reply->body.len < IN_MEMORY)
        return YP_OK;
    int rc = s->file ? YP_OK : begin_file(s, err);
    return rc < 0 ? rc : to_file(s, false, err);
}

static int read_file(void *ctx, char *mem, size_t size)
{
    size_t n = fread(mem, 1, size, ctx);
    return !n && ferror(ctx) ? -1 : (int)n;
}

static void close_file(void *ctx)
{
    fclose(ctx);
}

static int hand_over(struct yp_spool *s, struct yp_err *err)
{
    int rc = to_file(s, true, err);
    if (rc == YP_OK && (fflush(s->file) || fseek(s->file, 0, SEEK_SET)))
        rc = yp_fail(err, YP_EIO, "error.internal", "file of an export: %s", strerror(errno));
    if (rc < 0)
        return rc;
    yp_buf_release(&s->reply->body);
    s->reply->pull = read_file;
    s->reply->pull_free = close_file;
    s->reply->pull_ctx = s->file;
    s->file = NULL;
    if (s->gzip)
        yp_reply_header(s->reply, "Content-Encoding", "gzip");
    return YP_OK;
}

int yp_spool_end(struct yp_spool *s, int rc, struct yp_err *err)
{
    if (!s->file)
        return rc;
    if (rc == YP_OK)
        rc = hand_over(s, err);
    if (s->file)
        fclose(s->file);
    s->file = NULL;
    yp_gzip_free(s->gzip);
    atomic_fetch_sub(&being_written, 1);
    return rc;
}
