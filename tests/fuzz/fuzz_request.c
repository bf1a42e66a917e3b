/* Heads of requests: method and target on the first line, then "Name:value" lines. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "web/web_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 64 };

/* Cuts the next line off, without its end. */
static char *next_line(char **at)
{
    char *line = *at;
    char *eol = strchr(line, '\n');
    *at = eol ? eol + 1 : line + strlen(line);
    if (eol)
        *eol = '\0';
    return line;
}

static void read_head(char *text)
{
    struct yp_head_line lines[LINES];
    char *first = next_line(&text);
    char *target = strchr(first, ' ');
    if (target)
        *target++ = '\0';
    struct yp_head head = { first, target ? target : "/", "HTTP/1.1", "192.0.2.1", lines, 0 };
    while (*text && head.nlines < LINES) {
        char *name = next_line(&text);
        char *colon = strchr(name, ':');
        if (colon)
            *colon++ = '\0';
        const char *value = colon ? colon : "";
        lines[head.nlines++] = (struct yp_head_line){ name, value, strlen(name), strlen(value) };
    }
    const struct yp_server_config config = { .trusted_proxy = "192.0.2.1",
                                             .body_max = 1000,
                                             .upload_max = 10000 };
    struct yp_request req;
    struct yp_body_plan plan = { 0 };
    yp_request_init(&req, yp_arena_new());
    if (yp_request_read(&req, &head, &config, &plan) == 0) {
        assert(req.path[0] == '/' && !strstr(req.path, "..") && req.method != YP_OTHER);
        assert(yp_utf8_valid(req.path, strlen(req.path)));
        assert(plan.expected <= plan.max);
    }
    yp_arena_free(req.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = yp_malloc(size + 1);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    read_head(text);
    free(text);
    return 0;
}
