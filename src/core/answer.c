/* A request's way: who asks, which page or action, and how failures look. Layer: core. Spec:
 * doc/architecture.md. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"
#include "core/cache.h"
#include "core/serve_int.h"
#include "lib/compress.h"
#include "lib/icu.h"
#include "lib/sodium.h"

enum { TOPICS = 8, SECRET_WORD = 20, PARK_S = 24 * 3600, SEEN_EVERY_S = 600 };

int yp_answer_begin(void *ctx, void **ret_thread, struct yp_err *err)
{
    struct yp_core *core = ctx;
    struct yp_thread *t = yp_calloc(1, sizeof *t);
    int rc = yp_db_open(&t->page_db, core->where, YP_DB_PAGE, err);
    if (rc == YP_OK)
        rc = yp_db_open(&t->auth_db, core->where, YP_DB_WRITE, err);
    if (rc < 0) {
        yp_answer_end(ctx, t);
        return rc;
    }
    *ret_thread = t;
    return YP_OK;
}

void yp_answer_end(void *ctx, void *thread)
{
    struct yp_thread *t = thread;
    (void)ctx;
    if (!t)
        return;
    yp_db_close(t->page_db);
    yp_db_close(t->auth_db);
    free(t);
}

/* --- language --- */

static int header_lang(const char *accept)
{
    for (const char *s = accept; *s;) {
        while (*s == ' ' || *s == ',')
            s++;
        for (int i = 0; i < YP_LANGS; i++)
            if (!strncmp(s, yp_langs[i], 2) && (s[2] == '\0' || strchr("-,; ", s[2])))
                return i;
        s += strcspn(s, ",");
    }
    return 0;
}

/* What the address says, else the cookie, the account, the browser; Finnish otherwise. */
static int choose_lang(const struct yp_request *req, const char *account_lang)
{
    int lang = yp_lang_index(yp_field_get(&req->query, "lang"));
    if (lang < 0)
        lang = yp_lang_index(yp_field_get(&req->cookies, "yp_lang"));
    if (lang < 0 && *account_lang)
        lang = yp_lang_index(account_lang);
    return lang < 0 ? header_lang(req->accept_language) : lang;
}

/* --- who --- */

static int64_t now_of(const struct yp_core *core, const struct yp_request *req)
{
    int y, m, d, h = 12, min = 0;
    const char *set = core->config.test ? yp_field_get(&req->cookies, "yp_test_now") : NULL;
    if (set && sscanf(set, "%4d-%2d-%2dT%2d:%2d", &y, &m, &d, &h, &min) >= 3 &&
        yp_day_valid(y, m, d))
        return yp_at_of(yp_day(y, m, d), h, min);
    return yp_now_at();
}

static void take_session(struct yp_ask *ask, const struct yp_rows *rows)
{
    struct yp_who *who = &ask->who;
    who->viewer.person_id = yp_get_i64(rows, 0, "person_id");
    who->viewer.is_admin = (int)yp_get_i64(rows, 0, "is_admin");
    who->account_id = yp_get_i64(rows, 0, "account_id");
    who->session_id = yp_get_i64(rows, 0, "session_id");
    snprintf(who->person_name, sizeof who->person_name, "%s", yp_get_str(rows, 0, "name"));
    snprintf(who->account_lang, sizeof who->account_lang, "%s", yp_get_str(rows, 0, "lang"));
    if (who->session_id)
        snprintf(who->csrf, sizeof who->csrf, "%s", yp_get_str(rows, 0, "csrf"));
}

struct seen {
    int64_t session_id, now_at;
};

static int mark_seen(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const struct seen *s = ctx;
    return yp_tx_run(tx, "session.seen",
                     YP_ROW(YP_INT("id", s->session_id), YP_INT("now", s->now_at)), NULL, err);
}

static int read_session(struct yp_ask *ask, const char *name, struct yp_cells cells,
                        struct yp_rows *rows, struct yp_err *err)
{
    struct yp_db *db = ask->thread->auth_db;
    int rc = yp_db_begin(db, YP_DB_READ, NULL, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, name, cells, 1, rows, err);
    yp_db_rollback(db);
    return rc;
}

static int find_who(struct yp_ask *ask, struct yp_err *err)
{
    const struct yp_request *req = ask->req;
    struct yp_who *who = &ask->who;
    struct yp_rows rows = { 0 };
    int rc = YP_OK;
    who->viewer.now_at = now_of(ask->core, req);
    const char *token = yp_field_get(&req->cookies, "yp_session");
    const char *as = ask->core->config.test ? yp_field_get(&req->cookies, "yp_test_as") : NULL;
    const char *anon = yp_field_get(&req->cookies, "yp_anon");
    if (anon && strlen(anon) == YP_TOKEN_SIZE - 1)
        snprintf(who->csrf, sizeof who->csrf, "%s", anon);
    if (as) {
        rc = read_session(ask, "session.by_email", YP_ROW(YP_STR("email", as)), &rows, err);
    } else if (token && strlen(token) == YP_TOKEN_SIZE - 1) {
        char hash[YP_HEX_SIZE];
        yp_token_hash(token, hash);
        rc = read_session(ask, "session.find",
                          YP_ROW(YP_STR("token_hash", hash), YP_INT("now", who->viewer.now_at)),
                          &rows, err);
    }
    if (rc == YP_OK && rows.nrow)
        take_session(ask, &rows);
    ask->lang = choose_lang(req, who->account_lang);
    snprintf(who->viewer.lang, sizeof who->viewer.lang, "%s", yp_langs[ask->lang]);
    who->viewer.as_of_day = yp_day_of(who->viewer.now_at);
    struct seen seen = { who->session_id, who->viewer.now_at };
    if (rc == YP_OK && who->session_id &&
        yp_get_i64(&rows, 0, "seen_at") < seen.now_at - SEEN_EVERY_S * INT64_C(1000000)) {
        struct yp_err ignored = { 0 }; /* when it was last used is worth a try, not a failure */
        if (yp_write(ask->core, ask->arena, &who->viewer, true, mark_seen, &seen, &ignored) < 0)
            yp_log(YP_LOG_WARN, "session.seen: %s", ignored.detail);
    }
    return rc;
}

/* ?as_of=2021-01-15: the page as of a day; today when it is none, which a page tells its reader. */
static int take_as_of(struct yp_ask *ask, const struct yp_page *page, struct yp_err *err)
{
    const char *s = yp_field_get(&ask->req->query, "as_of");
    if (!s || !*s || yp_icu_read_day(s, &ask->who.viewer.as_of_day))
        return YP_OK;
    if (!yp_page_tells(page, ask) || !yp_utf8_valid(s, strlen(s)) ||
        yp_utf8_has_control(s, strlen(s), false)) {
        int rc = yp_fail(err, YP_EINVAL, "request.param", "as_of");
        yp_err_arg(err, "name", "as_of");
        return rc;
    }
    if (yp_utf8_length(s) > 30)
        yp_form_refuse(yp_page_address(ask), "as_of", "form.too_long", "max", "30", NULL);
    else
        yp_form_refuse(yp_page_address(ask), "as_of", "form.day", "value", s, NULL);
    return YP_OK;
}

/* --- replies --- */

static void security_headers(struct yp_reply *reply, const struct yp_request *req)
{
    yp_reply_header(
        reply, "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'");
    yp_reply_header(reply, "X-Content-Type-Options", "nosniff");
    yp_reply_header(reply, "X-Frame-Options", "DENY");
    yp_reply_header(reply, "Referrer-Policy", "same-origin");
    yp_reply_header(reply, "Cross-Origin-Opener-Policy", "same-origin");
    yp_reply_header(reply, "Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (req->is_https)
        yp_reply_header(reply, "Strict-Transport-Security", "max-age=31536000");
}

static const char *header_of(const struct yp_reply *reply, const char *name)
{
    for (int i = 0; i < reply->nheaders; i++)
        if (!strcasecmp(reply->headers[i].name, name))
            return reply->headers[i].value;
    return NULL;
}

static bool worth_packing(const struct yp_reply *reply)
{
    const char *type = header_of(reply, "Content-Type");
    return reply->body.len > 500 && type &&
           (!strncmp(type, "text/", 5) || strstr(type, "json") || strstr(type, "xml") ||
            strstr(type, "javascript"));
}

/* Packs the body for the reader; the encoding's name, or NULL when it stays as it is. */
static const char *pack(const struct yp_request *req, struct yp_reply *reply, int quality)
{
    if (!worth_packing(reply) || (!req->accepts_br && !req->accepts_gzip))
        return NULL;
    struct yp_buf packed = YP_BUF_INIT;
    if (req->accepts_br)
        yp_brotli(reply->body.mem, reply->body.len, quality, &packed);
    else
        yp_gzip(reply->body.mem, reply->body.len, quality, &packed);
    packed.cap = reply->body.cap;
    yp_buf_release(&reply->body);
    reply->body = packed;
    return req->accepts_br ? "br" : "gzip";
}

static void etag_of(const struct yp_reply *reply, char ret[24])
{
    char hex[YP_HEX_SIZE];
    yp_digest_hex(reply->body.mem ? reply->body.mem : "", reply->body.len, hex);
    snprintf(ret, 24, "\"%.20s\"", hex);
}

static void send_etag(const struct yp_request *req, struct yp_reply *reply, const char *etag)
{
    yp_reply_header(reply, "ETag", yp_arena_str(req->arena, etag));
    if (reply->status == 200 && *req->if_none_match && strstr(req->if_none_match, etag)) {
        reply->status = 304;
        yp_buf_release(&reply->body);
        yp_bytes_drop(reply->shared);
        reply->shared = NULL;
    }
}

/* Finishes a drawn page: packing, ETag, and the cache when nobody is signed in. */
static void finish(struct yp_ask *ask, struct yp_reply *reply, const char *key, int64_t seq)
{
    const struct yp_request *req = ask->req;
    const char *encoding = pack(req, reply, 5);
    if (reply->status == 429)
        yp_reply_header(reply, "Retry-After", "60");
    if (encoding)
        yp_reply_header(reply, "Content-Encoding", encoding);
    yp_reply_header(reply, "Vary", "Accept-Encoding, Accept-Language, Cookie");
    yp_reply_header(reply, "Cache-Control", "private, no-cache");
    security_headers(reply, req);
    if (reply->status != 200 || ask->new_cookie || !key)
        return;
    struct yp_cached page = { .type = header_of(reply, "Content-Type"), .encoding = encoding };
    page.body = yp_bytes_new(reply->body.mem ? reply->body.mem : "", reply->body.len);
    etag_of(reply, page.etag);
    yp_cache_put(ask->core->cache, key, seq, yp_day_of(ask->who.viewer.now_at), &page);
    yp_bytes_drop(page.body);
    send_etag(req, reply, page.etag);
}

/* Too often is another status than too much. */
static int status_of(int rc, const struct yp_err *err)
{
    return rc == YP_ELIMIT && !strncmp(err->key, "throttle.", 9) ? 429 : yp_rc_status(rc);
}

/* The path without the secrets of personal links: a word as long as they are is left out. */
static const char *path_to_log(struct yp_arena *arena, const char *path)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    while (*path) {
        size_t slash = strspn(path, "/"), word = strcspn(path + slash, "/");
        yp_buf_add(&out, path, slash);
        if (word >= SECRET_WORD)
            yp_buf_str(&out, "…");
        else
            yp_buf_add(&out, path + slash, word);
        path += slash + word;
    }
    return yp_arena_str(arena, yp_buf_text(&out));
}

static void log_failure(const struct yp_ask *ask, int status, const struct yp_err *err)
{
    enum yp_log_level level = status >= 500 ? YP_LOG_ERROR : YP_LOG_INFO;
    yp_log(level, "%d %s %s [%s] %s: %s (%s:%d)", status,
           ask->req->method == YP_POST ? "POST" : "GET", path_to_log(ask->arena, ask->req->path),
           ask->req->id, err->key, err->detail, err->file ? err->file : "", err->line);
}

static bool is_get(const struct yp_request *req)
{
    return req->method == YP_GET || req->method == YP_HEAD;
}

/* A notice is shown once. */
static void forget_flash(struct yp_ask *ask, struct yp_reply *reply)
{
    if (yp_field_get(&ask->req->cookies, "yp_flash"))
        yp_reply_cookie(reply, ask->arena, "yp_flash", "", 0, ask->req->is_https);
}

static void problem(struct yp_ask *ask, int status, const struct yp_err *err,
                    struct yp_reply *reply)
{
    bool as_json = !strncmp(ask->req->path, "/api/", 5) ||
                   (is_get(ask->req) && strstr(ask->req->accept, "application/json"));
    log_failure(ask, status, err);
    if (!as_json) {
        yp_problem_draw(ask, status, err, reply);
        forget_flash(ask, reply);
    } else {
        reply->status = status;
        reply->nheaders = 0;
        yp_buf_clear(&reply->body);
        yp_buf_printf(&reply->body, "{\"error\":{\"status\":%d,\"key\":", status);
        yp_json_string(&reply->body, err->key, strlen(err->key));
        yp_buf_printf(&reply->body, ",\"request_id\":\"%s\"}}\n", ask->req->id);
        yp_reply_header(reply, "Content-Type", "application/json; charset=utf-8");
    }
    if (status == 503)
        yp_reply_header(reply, "Retry-After", "2");
    finish(ask, reply, NULL, 0);
}

static const char *urlencode(struct yp_arena *arena, const char *s)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_buf_percent(&out, s, strlen(s), "/");
    return yp_arena_str(arena, yp_buf_text(&out));
}

static void to_sign_in(struct yp_ask *ask, struct yp_reply *reply, const char *back,
                       const char *parked)
{
    reply->nheaders = 0;
    yp_buf_clear(&reply->body);
    yp_reply_see_other(reply, ask->arena,
                       yp_arena_printf(ask->arena, "/sign-in?back=%s%s%s",
                                       urlencode(ask->arena, back), parked ? "&parked=" : "",
                                       parked ? parked : ""));
    finish(ask, reply, NULL, 0);
}

/* What a failed request looks like. Nobody is told to sign in where a signed-in reader would be
 * refused. */
static void fail(struct yp_ask *ask, int rc, const struct yp_err *err, struct yp_reply *reply)
{
    if (rc == YP_EDENIED && !ask->who.viewer.person_id && is_get(ask->req) &&
        strncmp(ask->req->path, "/api/", 5) != 0) {
        const char *q = ask->req->raw_query;
        to_sign_in(ask, reply,
                   yp_arena_printf(ask->arena, "%s%s%s", ask->req->path, *q ? "?" : "", q), NULL);
        return;
    }
    problem(ask, status_of(rc, err), err, reply);
}

/* --- pages --- */

/*
 * What a kept page hangs on beside the journal's number and the day. The settings' count is read
 * before the page is drawn, so a page drawn with an earlier setting is never found after the
 * change, whichever thread kept it and under whichever number.
 */
static void cache_key(const struct yp_request *req, int lang, unsigned settings_n, char *ret,
                      size_t size)
{
    snprintf(ret, size, "%s %u %s %s%s %s?%s",
             req->accepts_br     ? "br"
             : req->accepts_gzip ? "gzip"
                                 : "-",
             settings_n, yp_langs[lang], strstr(req->accept, "application/json") ? "json " : "",
             req->host, req->path, req->raw_query);
}

static bool is_anonymous(const struct yp_request *req)
{
    return !yp_field_get(&req->cookies, "yp_session") && !yp_field_get(&req->cookies, "yp_flash") &&
           !yp_field_get(&req->cookies, "yp_test_as") &&
           !yp_field_get(&req->cookies, "yp_test_now");
}

/* A form kept while its writer signed in again. */
static void take_parked(struct yp_ask *ask)
{
    const char *token = yp_field_get(&ask->req->query, "parked");
    char hash[YP_HEX_SIZE], *body;
    size_t len;
    struct yp_rows rows = { 0 };
    struct yp_err err = { 0 };
    if (!token || !ask->who.account_id)
        return;
    yp_token_hash(token, hash);
    const struct yp_cells cells =
        YP_ROW(YP_STR("token_hash", hash), YP_INT("account_id", ask->who.account_id),
               YP_STR("path", ask->req->path), YP_INT("now", ask->who.viewer.now_at));
    struct yp_key key;
    memcpy(key.mem, ask->core->secret, sizeof key.mem);
    if (read_session(ask, "parked.find", cells, &rows, &err) < 0 || !rows.nrow ||
        yp_unseal(ask->arena, &key, "parked", yp_get_str(&rows, 0, "sealed"), &body, &len, &err) <
            0)
        return;
    struct yp_fields *fields = yp_arena_alloc(ask->arena, sizeof *fields);
    struct yp_form *form = yp_arena_alloc(ask->arena, sizeof *form);
    if (yp_parse_urlencoded(ask->arena, body, len, fields, &err) < 0)
        return;
    *form = (struct yp_form){ .arena = ask->arena, .fields = fields, .path = &ask->path };
    ask->form = form;
    ask->is_parked = true;
}

static void test_headers(const struct yp_ask *ask, const struct yp_page *page,
                         struct yp_reply *reply)
{
    if (!ask->core->config.test)
        return;
    yp_reply_header(reply, "X-Queries", yp_arena_printf(ask->arena, "%d", ask->statements));
    yp_reply_header(reply, "X-Budget", yp_arena_printf(ask->arena, "%d", yp_page_budget(page)));
    if (ask->cut)
        yp_reply_header(reply, "X-Cut", ask->cut);
}

static void cookies_after(struct yp_ask *ask, struct yp_reply *reply)
{
    bool https = ask->req->is_https;
    int lang = yp_lang_index(yp_field_get(&ask->req->query, "lang"));
    if (ask->new_cookie)
        yp_reply_cookie(reply, ask->arena, "yp_anon", ask->new_cookie, -1, https);
    if (lang >= 0)
        yp_reply_cookie(reply, ask->arena, "yp_lang", yp_langs[lang], 365 * 24 * 3600, https);
    forget_flash(ask, reply);
}

static void get_page(struct yp_ask *ask, struct yp_page *page, struct yp_reply *reply)
{
    struct yp_err err = { 0 };
    int64_t seq = atomic_load(&ask->core->seq);
    unsigned settings_n = atomic_load(&ask->core->settings_n);
    take_parked(ask);
    int rc = take_as_of(ask, page, &err);
    if (rc == YP_OK)
        rc = yp_page_draw(page, ask, reply, &err);
    if (rc < 0) {
        fail(ask, rc, &err, reply);
        return;
    }
    if (ask->address)
        reply->status = 422;
    char key[1024];
    bool may_cache = is_anonymous(ask->req) && !ask->who.viewer.person_id &&
                     yp_lang_index(yp_field_get(&ask->req->query, "lang")) < 0 &&
                     strlen(ask->req->path) + strlen(ask->req->raw_query) < 600 && !ask->has_form &&
                     yp_page_may_cache(page);
    cache_key(ask->req, ask->lang, settings_n, key, sizeof key);
    cookies_after(ask, reply);
    test_headers(ask, page, reply);
    finish(ask, reply, may_cache ? key : NULL, seq);
}

static void get_raw(struct yp_ask *ask, const struct yp_raw *raw, struct yp_reply *reply)
{
    struct yp_err err = { 0 };
    struct yp_db *db = ask->thread->page_db;
    int rc = yp_db_begin(db, YP_DB_READ, &ask->who.viewer, &err);
    if (rc == YP_OK)
        rc = yp_access_check(ask, db, raw->access, &ask->path, &err);
    if (rc == YP_OK)
        rc = raw->run(ask, reply, &err);
    yp_db_rollback(db);
    if (rc < 0)
        fail(ask, rc, &err, reply);
    else
        finish(ask, reply, NULL, 0);
}

/* --- events --- */

static void get_events(struct yp_ask *ask, struct yp_reply *reply)
{
    struct yp_err err = { 0 };
    const char **topics = yp_arena_array(ask->arena, TOPICS, sizeof *topics);
    int n = 0;
    struct yp_db *db = ask->thread->page_db;
    int rc = yp_db_begin(db, YP_DB_READ, &ask->who.viewer, &err);
    for (int i = 0; i < ask->req->query.n && rc == YP_OK; i++) {
        const struct yp_field *f = &ask->req->query.at[i];
        char kind[32];
        int64_t id;
        int used = 0;
        if (strcmp(f->name, "topic") != 0 || n == TOPICS)
            continue;
        if (sscanf(f->value, "%31[a-z]:%18" SCNd64 "%n", kind, &id, &used) != 2 || f->value[used]) {
            rc = yp_fail(&err, YP_EINVAL, "request.param", "topic %s", f->value);
            break;
        }
        struct yp_path path = { .at = { { kind, yp_int(id) } }, .n = 1 };
        rc = yp_access_check(ask, db, yp_arena_printf(ask->arena, "reader of %s", kind), &path,
                             &err);
        topics[n++] = yp_arena_str(ask->arena, f->value);
    }
    yp_db_rollback(db);
    if (rc == YP_OK && !n)
        rc = yp_fail(&err, YP_EINVAL, "request.param", "no topic");
    if (rc < 0) {
        fail(ask, rc, &err, reply);
        return;
    }
    reply->topics = topics;
    reply->ntopics = n;
    const char *after = *ask->req->last_event_id ? ask->req->last_event_id
                                                 : yp_field_get(&ask->req->query, "after");
    reply->after_seq = after ? strtoll(after, NULL, 10) : 0;
    yp_reply_header(reply, "Cache-Control", "no-store");
    security_headers(reply, ask->req);
}

/* --- actions --- */

struct posting {
    struct yp_ask *ask;
    const struct yp_action *action;
    struct yp_form form;
    struct yp_reply *reply;
    const char *form_key;
    const char *done_already; /* where the first sending of this form led */
    bool rehearsed; /* a test's rehearsal went through: the reply is kept, the writing is not */
};

static int run_action(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct posting *p = ctx;
    struct yp_rows rows;
    p->reply->nheaders = 0;
    if (p->form_key) {
        int rc =
            yp_tx_run(tx, "form_key.find", YP_ROW(YP_STR("form_key", p->form_key)), &rows, err);
        if (rc < 0)
            return rc;
        if (rows.nrow) {
            p->done_already = yp_get_str(&rows, 0, "location");
            return yp_fail(err, YP_ECONFLICT, "form.sent_twice", "%s", p->form_key);
        }
    }
    int rc = yp_access_check(p->ask, tx->db, p->action->access, &p->ask->path, err);
    if (rc == YP_OK)
        rc = p->action->run(tx, &p->form, p->reply, err);
    const char *to = rc == YP_OK ? header_of(p->reply, "Location") : NULL;
    if (to && p->form_key)
        rc = yp_tx_run(tx, "form_key.insert",
                       YP_ROW(YP_STR("form_key", p->form_key), YP_STR("location", to),
                              YP_INT("at", tx->viewer.now_at)),
                       NULL, err);
    if (rc == YP_OK && p->ask->core->config.test &&
        yp_field_get(&p->ask->req->cookies, "yp_test_rehearse")) {
        p->rehearsed = true;
        rc = yp_fail(err, YP_ECANCELED, "error.internal", "a rehearsal");
    }
    return rc;
}

static int park(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const struct yp_cells *cells = ctx;
    return yp_tx_run(tx, "parked.insert", *cells, NULL, err);
}

/* Keeps what was posted with an expired session for a day; the token of it, or NULL when there was
 * no session. */
static const char *park_form(struct yp_ask *ask, const char *path)
{
    const char *token = yp_field_get(&ask->req->cookies, "yp_session");
    char hash[YP_HEX_SIZE], *fresh = yp_arena_alloc(ask->arena, YP_TOKEN_SIZE);
    struct yp_rows rows = { 0 };
    struct yp_err err = { 0 };
    if (!token)
        return NULL;
    yp_token_hash(token, hash);
    if (read_session(ask, "session.expired", YP_ROW(YP_STR("token_hash", hash)), &rows, &err) < 0 ||
        !rows.nrow)
        return NULL;
    YP_CLEANUP(yp_buf_release) struct yp_buf body = YP_BUF_INIT;
    for (int i = 0; i < ask->req->form.n; i++) {
        const struct yp_field *f = &ask->req->form.at[i];
        if (f->name[0] != '_' && !f->file_name && strncmp(f->name, "password", 8) != 0)
            yp_buf_printf(&body, "%s%s=%s", body.len ? "&" : "", urlencode(ask->arena, f->name),
                          urlencode(ask->arena, f->value));
    }
    yp_token_new(fresh);
    char fresh_hash[YP_HEX_SIZE];
    yp_token_hash(fresh, fresh_hash);
    struct yp_key key;
    memcpy(key.mem, ask->core->secret, sizeof key.mem);
    struct yp_cells cells =
        YP_ROW(YP_STR("token_hash", fresh_hash),
               YP_INT("account_id", yp_get_i64(&rows, 0, "account_id")), YP_STR("path", path),
               YP_STR("sealed", yp_seal(ask->arena, &key, "parked", yp_buf_text(&body), body.len)),
               YP_INT("expires_at", ask->who.viewer.now_at + PARK_S * INT64_C(1000000)));
    if (yp_write(ask->core, ask->arena, &ask->who.viewer, true, park, &cells, &err) < 0)
        return NULL;
    return fresh;
}

static bool cross_site(const struct yp_request *req)
{
    if (!strcmp(req->sec_fetch_site, "cross-site"))
        return true;
    const char *host = strstr(req->origin, "://");
    return host && strcmp(host + 3, req->host) != 0;
}

/* Whose form was posted, and whence: asked first, so that whatever fails gives the texts back. */
static void know_form(struct yp_ask *ask)
{
    struct yp_path path = { 0 };
    if (ask->req->method != YP_POST)
        return;
    struct yp_target t = yp_pages_find(ask->core->pages, ask->arena, true, ask->req->path, &path);
    ask->form_words = t.action ? t.action->words : NULL;
    ask->is_cross_site = cross_site(ask->req);
}

/* The page of a refused form, drawn with what was typed. */
static bool redraw(struct posting *p, int rc, const struct yp_err *err, struct yp_reply *reply)
{
    struct yp_ask *ask = p->ask;
    struct yp_page *page =
        p->action->page ? yp_pages_by_pattern(ask->core->pages, p->action->page) : NULL;
    if (!page)
        return false;
    if (strcmp(err->key, "form.refused") != 0 &&
        !(rc == YP_ECONFLICT && !strcmp(err->key, "form.changed")))
        yp_form_refuse(&p->form, err->field, yp_arena_str(ask->arena, err->key),
                       err->narg > 0 ? yp_arena_str(ask->arena, err->args[0].name) : NULL,
                       err->narg > 0 ? yp_arena_str(ask->arena, err->args[0].value) : NULL,
                       err->narg > 1 ? yp_arena_str(ask->arena, err->args[1].name) : NULL,
                       err->narg > 1 ? yp_arena_str(ask->arena, err->args[1].value) : NULL, NULL);
    struct yp_err bad = { 0 };
    ask->form = &p->form;
    ask->conflict = rc == YP_ECONFLICT && !strcmp(err->key, "form.changed");
    reply->nheaders = 0;
    yp_buf_clear(&reply->body);
    if (yp_page_draw(page, ask, reply, &bad) < 0) {
        log_failure(ask, status_of(bad.code, &bad), &bad);
        return false;
    }
    log_failure(ask, status_of(rc, err), err);
    reply->status = status_of(rc, err);
    cookies_after(ask, reply);
    test_headers(ask, page, reply);
    finish(ask, reply, NULL, 0);
    return true;
}

static void refuse_action(struct posting *p, int rc, struct yp_err *err, struct yp_reply *reply)
{
    if (p->done_already) {
        reply->nheaders = 0;
        yp_reply_see_other(reply, p->ask->arena, p->done_already);
        finish(p->ask, reply, NULL, 0);
        return;
    }
    if ((rc == YP_EINVAL || rc == YP_ECONFLICT || rc == YP_ELIMIT) && redraw(p, rc, err, reply))
        return;
    fail(p->ask, rc, err, reply);
}

static const char *page_path(struct posting *p)
{
    struct yp_err err = { 0 };
    struct yp_route route;
    if (!p->action->page || yp_route_parse(p->ask->arena, p->action->page, &route, &err) < 0)
        return p->ask->req->path;
    return yp_route_make(p->ask->arena, &route, &p->ask->path);
}

static void post(struct yp_ask *ask, const struct yp_action *action, struct yp_reply *reply)
{
    const struct yp_request *req = ask->req;
    struct yp_err err = { 0 };
    struct posting p = { .ask = ask, .action = action, .reply = reply };
    p.form = (struct yp_form){ .arena = ask->arena, .fields = &req->form, .path = &ask->path };
    const char *key = yp_field_get(&req->form, "_key"), *csrf = yp_field_get(&req->form, "_csrf");
    p.form_key = key && strlen(key) == 22 ? key : NULL;
    if (!action->no_csrf) {
        if (!ask->who.viewer.person_id && strcmp(action->access, "public") != 0) {
            const char *back = page_path(&p), *parked = park_form(ask, back);
            if (parked || !yp_problem_gives_back(ask))
                to_sign_in(ask, reply, back, parked);
            else /* nobody knows whose it is: its texts go back to who sent them */
                fail(ask, yp_fail(&err, YP_EDENIED, "error.signed_out", "no session"), &err, reply);
            return;
        }
        if (ask->is_cross_site) {
            fail(ask, yp_fail(&err, YP_EDENIED, "error.cross_site", "from %s", req->origin), &err,
                 reply);
            return;
        }
        bool tested = ask->core->config.test && yp_field_get(&req->cookies, "yp_test_as");
        if (!tested && (!csrf || !*ask->who.csrf || !yp_csrf_check(ask->who.csrf, csrf))) {
            int rc = yp_fail(&err, YP_EINVAL, "form.expired", "no valid form secret");
            refuse_action(&p, rc, &err, reply);
            return;
        }
    }
    int rc = YP_OK;
    if (action->before) {
        struct yp_before b = { ask->core,           req,
                               ask->arena,          ask->who.viewer,
                               ask->who.account_id, ask->who.session_id };
        rc = action->before(&b, &p.form, &err);
    }
    if (rc == YP_OK)
        rc = yp_write(ask->core, ask->arena, &ask->who.viewer, action->no_journal, run_action, &p,
                      &err);
    if (rc < 0 && !p.rehearsed)
        refuse_action(&p, rc, &err, reply);
    else
        finish(ask, reply, NULL, 0);
}

/* --- assets and the fast way --- */

static const char *type_of(const char *name)
{
    static const char *const types[][2] = { { ".css", "text/css; charset=utf-8" },
                                            { ".js", "text/javascript; charset=utf-8" },
                                            { ".svg", "image/svg+xml" },
                                            { ".txt", "text/plain; charset=utf-8" },
                                            { ".json", "application/json" } };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (!strcmp(dot, types[i][0]))
            return types[i][1];
    return NULL;
}

/* /assets/<version>/<file>, and /robots.txt for a day: packed once, kept in the cache for ever under
 * journal number -1. */
static bool get_asset(struct yp_core *core, const struct yp_request *req, struct yp_reply *reply)
{
    bool is_lasting = !strncmp(req->path, "/assets/", 8);
    const char *slash = is_lasting ? strchr(req->path + 8, '/') : req->path;
    char key[300];
    if (!slash)
        return false;
    char *name = yp_arena_printf(req->arena, "assets/%s", slash + 1);
    const char *type = type_of(name);
    size_t len;
    const char *mem = type ? yp_files_get(core->files, name, &len) : NULL;
    if (!mem)
        return false;
    struct yp_cached c;
    snprintf(key, sizeof key, "%s asset %.200s %lu",
             req->accepts_br     ? "br"
             : req->accepts_gzip ? "gzip"
                                 : "-",
             name, (unsigned long)len);
    yp_reply_header(reply, "Content-Type", type);
    if (core->config.overlay || !yp_cache_find(core->cache, key, -1, 0, &c)) {
        yp_buf_add(&reply->body, mem, len);
        c = (struct yp_cached){ .type = type, .encoding = pack(req, reply, 9) };
        c.body = yp_bytes_new(reply->body.mem, reply->body.len);
        etag_of(reply, c.etag);
        yp_cache_put(core->cache, key, -1, 0, &c);
        yp_buf_release(&reply->body);
    }
    reply->shared = c.body;
    if (c.encoding)
        yp_reply_header(reply, "Content-Encoding", c.encoding);
    yp_reply_header(reply, "Vary", "Accept-Encoding");
    yp_reply_header(reply, "Cache-Control",
                    core->config.overlay ? "no-cache"
                    : is_lasting         ? "public, max-age=31536000, immutable"
                                         : "public, max-age=86400");
    security_headers(reply, req);
    send_etag(req, reply, c.etag);
    return true;
}

bool yp_answer_fast(void *ctx, const struct yp_request *req, struct yp_reply *reply)
{
    struct yp_core *core = ctx;
    char key[1024];
    struct yp_cached c;
    if (!strncmp(req->path, "/assets/", 8) || !strcmp(req->path, "/robots.txt"))
        return get_asset(core, req, reply);
    if (core->config.overlay || !is_anonymous(req) || yp_field_get(&req->query, "lang") ||
        strlen(req->path) + strlen(req->raw_query) >= 600)
        return false;
    cache_key(req, choose_lang(req, ""), atomic_load(&core->settings_n), key, sizeof key);
    if (!yp_cache_find(core->cache, key, atomic_load(&core->seq), yp_today(), &c))
        return false;
    reply->shared = c.body;
    yp_reply_header(reply, "Content-Type", c.type);
    if (c.encoding)
        yp_reply_header(reply, "Content-Encoding", c.encoding);
    yp_reply_header(reply, "Vary", "Accept-Encoding, Accept-Language, Cookie");
    yp_reply_header(reply, "Cache-Control", "private, no-cache");
    security_headers(reply, req);
    send_etag(req, reply, c.etag);
    return true;
}

/* --- the way --- */

static void serve(struct yp_ask *ask, struct yp_reply *reply)
{
    const struct yp_request *req = ask->req;
    struct yp_err err = { 0 };
    if (!strcmp(req->path, "/events") && is_get(req)) {
        get_events(ask, reply);
        return;
    }
    if (ask->core->config.test && !strcmp(req->path, "/-/test/refresh")) {
        int rc = yp_core_refresh(ask->core, &err);
        if (rc < 0)
            fail(ask, rc, &err, reply);
        else
            reply->status = 204;
        return;
    }
    struct yp_target t =
        yp_pages_find(ask->core->pages, ask->arena, req->method == YP_POST, req->path, &ask->path);
    if (t.page)
        get_page(ask, t.page, reply);
    else if (t.raw)
        get_raw(ask, t.raw, reply);
    else if (t.action)
        post(ask, t.action, reply);
    else if (t.other_method) {
        yp_err_set(&err, YP_EINVAL, "", "request.method", __FILE__, __LINE__, "method");
        problem(ask, 405, &err, reply);
        yp_reply_header(reply, "Allow", req->method == YP_POST ? "GET, HEAD" : "POST");
    } else {
        fail(ask, yp_fail(&err, YP_ENOTFOUND, "error.not_found", "no page"), &err, reply);
    }
}

void yp_answer(void *ctx, void *thread, const struct yp_request *req, struct yp_reply *reply)
{
    struct yp_core *core = ctx;
    struct yp_err err = { 0 };
    struct yp_ask *ask = yp_arena_alloc(req->arena, sizeof *ask);
    *ask = (struct yp_ask){ .core = core, .thread = thread, .req = req, .arena = req->arena };
    if (core->config.overlay)
        yp_core_reload(core);
    know_form(ask);
    int rc = find_who(ask, &err);
    if (rc < 0)
        fail(ask, rc, &err, reply);
    else
        serve(ask, reply);
}

void yp_answer_refuse(void *ctx, const struct yp_request *req, int status, struct yp_reply *reply)
{
    struct yp_ask ask = {
        .core = ctx, .req = req, .arena = req->arena, .lang = choose_lang(req, "")
    };
    struct yp_err err = { 0 };
    snprintf(ask.who.viewer.lang, sizeof ask.who.viewer.lang, "%s", yp_langs[ask.lang]);
    ask.who.viewer.now_at = yp_now_at();
    ask.who.viewer.as_of_day = yp_today();
    know_form(&ask);
    yp_err_set(&err, YP_EINVAL, "", "request.refused", __FILE__, __LINE__, "refused by the server");
    yp_problem_draw(&ask, status, &err, reply);
    security_headers(reply, req);
}
