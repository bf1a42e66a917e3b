#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "web/web_int.h"

enum { COOKIES_MAX = 100, LENGTH_DIGITS = 15 };

void yp_request_init(struct yp_request *req, struct yp_arena *arena)
{
    *req = (struct yp_request){ .method = YP_OTHER, .path = "/", .arena = arena };
    req->raw_query = req->host = req->client = req->if_none_match = req->accept_language = "";
    req->accept = req->referer = req->origin = req->user_agent = req->sec_fetch_site = "";
    req->last_event_id = req->content_type = "";
    yp_random_id(req->id);
}

/*---- header lines ----*/

static bool is_token(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (s[i] <= ' ' || s[i] >= 127 || strchr("()<>@,;:\\\"/[]?={}", s[i]))
            return false;
    return len > 0;
}

static bool has_control(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (((unsigned char)s[i] < ' ' && s[i] != '\t') || s[i] == 127)
            return true;
    return false;
}

/* A name with a space before its colon means one thing to us and another to a proxy in front. */
static bool lines_valid(const struct yp_head *head)
{
    for (int i = 0; i < head->nlines; i++) {
        const struct yp_head_line *line = &head->lines[i];
        if (!is_token(line->name, line->name_len) || has_control(line->value, line->value_len))
            return false;
    }
    return true;
}

static int count_of(const struct yp_head *head, const char *name)
{
    int n = 0;
    for (int i = 0; i < head->nlines; i++)
        n += strcasecmp(head->lines[i].name, name) == 0;
    return n;
}

/* The first line of that name, "" when there is none. */
static const char *line_of(const struct yp_head *head, const char *name)
{
    for (int i = 0; i < head->nlines; i++)
        if (strcasecmp(head->lines[i].name, name) == 0)
            return head->lines[i].value;
    return "";
}

/* The last line of that name: what the nearest proxy added. */
static const char *last_of(const struct yp_head *head, const char *name)
{
    const char *value = "";
    for (int i = 0; i < head->nlines; i++)
        if (strcasecmp(head->lines[i].name, name) == 0)
            value = head->lines[i].value;
    return value;
}

/*---- framing ----*/

static bool host_valid(const char *host)
{
    for (const char *p = host; *p; p++)
        if (!is_token(p, 1) && !strchr(":[]", *p))
            return false;
    return *host != '\0';
}

/* Where two readers could see two different requests, it is refused. */
static bool framing_valid(const struct yp_head *head)
{
    bool is_11 = strcmp(head->version, "HTTP/1.1") == 0;
    if (!is_11 && strcmp(head->version, "HTTP/1.0") != 0)
        return false;
    int hosts = count_of(head, "Host");
    if (hosts > 1 || (is_11 && hosts != 1) || (hosts && !host_valid(line_of(head, "Host"))))
        return false;
    int lengths = count_of(head, "Content-Length"), codings = count_of(head, "Transfer-Encoding");
    if (lengths > 1 || codings > 1 || (lengths && codings) || (codings && !is_11))
        return false;
    if (codings && strcasecmp(line_of(head, "Transfer-Encoding"), "chunked") != 0)
        return false;
    const char *length = line_of(head, "Content-Length");
    return !lengths || (*length && strspn(length, "0123456789") == strlen(length));
}

/*---- the target ----*/

static bool read_target(struct yp_request *req, const char *target)
{
    size_t len = strlen(target);
    if (target[0] != '/' || has_control(target, len) || memchr(target, '\t', len) ||
        !yp_utf8_valid(target, len))
        return false;
    const char *mark = strchr(target, '?');
    size_t path_len = mark ? (size_t)(mark - target) : len;
    char *path;
    size_t n;
    if (!yp_percent_decode(req->arena, target, path_len, false, &path, &n) ||
        has_control(path, n) || memchr(path, '\t', n) || !yp_utf8_valid(path, n) ||
        strstr(path, ".."))
        return false;
    req->path = path;
    if (!mark)
        return true;
    req->raw_query = yp_arena_str(req->arena, mark + 1);
    struct yp_err err = { 0 };
    if (yp_parse_urlencoded(req->arena, mark + 1, len - path_len - 1, &req->query, &err) < 0)
        return false;
    for (int i = 0; i < req->query.n; i++) /* read as C strings from here on */
        if (memchr(req->query.at[i].value, '\0', req->query.at[i].len))
            return false;
    return true;
}

static enum yp_method method_of(const char *method)
{
    if (strcmp(method, "GET") == 0)
        return YP_GET;
    if (strcmp(method, "HEAD") == 0)
        return YP_HEAD;
    return strcmp(method, "POST") == 0 ? YP_POST : YP_OTHER;
}

/*---- the other end ----*/

const char *yp_address_text(struct yp_arena *arena, const char *text)
{
    unsigned char mem[16];
    char out[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET, text, mem) == 1)
        return yp_arena_str(arena, inet_ntop(AF_INET, mem, out, sizeof out));
    if (inet_pton(AF_INET6, text, mem) != 1)
        return NULL;
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
    if (memcmp(mem, mapped, sizeof mapped) == 0)
        return yp_arena_str(arena, inet_ntop(AF_INET, mem + 12, out, sizeof out));
    return yp_arena_str(arena, inet_ntop(AF_INET6, mem, out, sizeof out));
}

bool yp_address_ok(const char *address)
{
    unsigned char mem[16];
    return inet_pton(AF_INET, address, mem) == 1 || inet_pton(AF_INET6, address, mem) == 1;
}

/* The address that the proxy itself saw: all before it is the client's own word. */
static const char *last_hop(struct yp_arena *arena, const char *forwarded)
{
    const char *comma = strrchr(forwarded, ',');
    const char *hop = comma ? comma + 1 : forwarded;
    hop += strspn(hop, " \t");
    size_t n = strcspn(hop, " \t");
    return hop[n + strspn(hop + n, " \t")] ? NULL
                                           : yp_address_text(arena, yp_arena_mem(arena, hop, n));
}

static void read_peer(struct yp_request *req, const struct yp_head *head, const char *trusted)
{
    const char *peer = yp_address_text(req->arena, head->peer);
    req->client = peer ? peer : "";
    const char *proxy = trusted ? yp_address_text(req->arena, trusted) : NULL;
    if (!peer || !proxy || strcmp(peer, proxy) != 0)
        return;
    const char *hop = last_hop(req->arena, last_of(head, "X-Forwarded-For"));
    if (hop)
        req->client = hop;
    req->is_https = strcasecmp(last_of(head, "X-Forwarded-Proto"), "https") == 0;
}

/*---- cookies and what the client accepts ----*/

static bool cookie_valid(const char *name, size_t name_len, const char *value, size_t len)
{
    if (!is_token(name, name_len))
        return false;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)value[i] <= ' ' || value[i] == 127 || value[i] == ',')
            return false;
    return true;
}

void yp_parse_cookies(struct yp_arena *arena, const char *header, struct yp_fields *ret)
{
    struct yp_field *fields = yp_arena_array(arena, COOKIES_MAX, sizeof *fields);
    int n = 0;
    while (*header && n < COOKIES_MAX) {
        header += strspn(header, " \t");
        size_t size = strcspn(header, ";");
        size_t len = size;
        while (len && (header[len - 1] == ' ' || header[len - 1] == '\t'))
            len--;
        const char *equals = memchr(header, '=', len);
        size_t name_len = equals ? (size_t)(equals - header) : 0;
        if (equals && cookie_valid(header, name_len, equals + 1, len - name_len - 1))
            fields[n++] = (struct yp_field){
                .name = yp_arena_mem(arena, header, name_len),
                .value = yp_arena_mem(arena, equals + 1, len - name_len - 1),
                .len = len - name_len - 1,
            };
        header += size + (header[size] == ';');
    }
    *ret = (struct yp_fields){ fields, n };
}

static void read_cookies(struct yp_request *req, const struct yp_head *head)
{
    const char *all = "";
    for (int i = 0; i < head->nlines; i++)
        if (strcasecmp(head->lines[i].name, "Cookie") == 0)
            all = *all ? yp_arena_printf(req->arena, "%s; %s", all, head->lines[i].value)
                       : head->lines[i].value;
    if (*all)
        yp_parse_cookies(req->arena, all, &req->cookies);
}

/* Whether an Accept-Encoding names the coding without "q=0". '*' is not taken as a yes. */
static bool accepts(const char *list, const char *coding)
{
    size_t len = strlen(coding);
    while (*list) {
        list += strspn(list, " \t,");
        size_t size = strcspn(list, ",");
        size_t name = strcspn(list, " \t;,");
        if (name == len && strncasecmp(list, coding, len) == 0) {
            const char *q = memmem(list, size, "q=", 2);
            return !q || strspn(q + 2, "0.") < strcspn(q + 2, " \t;,");
        }
        list += size;
    }
    return false;
}

static const char *keep(struct yp_request *req, const struct yp_head *head, const char *name)
{
    const char *value = line_of(head, name);
    return *value ? yp_arena_str(req->arena, value) : "";
}

static void read_lines(struct yp_request *req, const struct yp_head *head)
{
    req->host = keep(req, head, "Host");
    req->if_none_match = keep(req, head, "If-None-Match");
    req->accept_language = keep(req, head, "Accept-Language");
    req->accept = keep(req, head, "Accept");
    req->referer = keep(req, head, "Referer");
    req->origin = keep(req, head, "Origin");
    req->user_agent = keep(req, head, "User-Agent");
    req->sec_fetch_site = keep(req, head, "Sec-Fetch-Site");
    req->last_event_id = keep(req, head, "Last-Event-ID");
    req->content_type = keep(req, head, "Content-Type");
    const char *encodings = line_of(head, "Accept-Encoding");
    req->accepts_gzip = accepts(encodings, "gzip");
    req->accepts_br = accepts(encodings, "br");
    read_cookies(req, head);
}

/*---- the body to come ----*/

static bool is_type(const char *content_type, const char *type)
{
    size_t len = strlen(type);
    return strncasecmp(content_type, type, len) == 0 &&
           (content_type[len] == '\0' || strchr("; \t", content_type[len]));
}

static int plan_body(const struct yp_request *req, const struct yp_head *head,
                     const struct yp_server_config *config, struct yp_body_plan *plan)
{
    const char *length = line_of(head, "Content-Length");
    bool chunked = *line_of(head, "Transfer-Encoding") != '\0';
    bool empty = !chunked && strspn(length, "0") == strlen(length);
    if (req->method != YP_POST)
        return empty ? 0 : 400;
    if (!chunked && !*length)
        return 411;
    if (is_type(req->content_type, "multipart/form-data"))
        *plan = (struct yp_body_plan){ .kind = YP_BODY_MULTIPART, .max = config->upload_max };
    else if (is_type(req->content_type, "application/x-www-form-urlencoded"))
        *plan = (struct yp_body_plan){ .kind = YP_BODY_URLENCODED, .max = config->body_max };
    else
        return empty && !*req->content_type ? 0 : 415;
    length += strspn(length, "0");
    bool absurd = strlen(length) > LENGTH_DIGITS;
    plan->expected = absurd ? SIZE_MAX : (size_t)strtoull(*length ? length : "0", NULL, 10);
    return plan->expected > plan->max ? 413 : 0;
}

int yp_request_read(struct yp_request *req, const struct yp_head *head,
                    const struct yp_server_config *config, struct yp_body_plan *ret_plan)
{
    req->method = method_of(head->method);
    read_peer(req, head, config->trusted_proxy);
    if (!lines_valid(head) || !framing_valid(head))
        return 400;
    read_lines(req, head);
    if (req->method == YP_OTHER)
        return 405;
    if (!read_target(req, head->target))
        return 400;
    struct yp_body_plan plan = { 0 };
    int status = plan_body(req, head, config, &plan);
    if (!status || (status == 413 && plan.expected / 2 <= plan.max))
        *ret_plan = plan;
    return status;
}
