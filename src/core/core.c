/* The process: beginning, end, the journal's tail, the worker. Layer: core. */
#include "core/core.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "core/backup.h"
#include "core/cache.h"
#include "core/desk.h"
#include "core/serve_int.h"
#include "core/statement.h"
#include "core/write.h"
#include "lib/icu.h"
#include "lib/sodium.h"

enum { TAIL_MS = 500, WORKER_MS = 500 };

static pthread_t tail_thread, worker_thread;
static bool has_tail, has_worker;
static pthread_mutex_t reload_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t settings_lock = PTHREAD_MUTEX_INITIALIZER;

/* --- files, catalogue, schema --- */

static void read_schema(struct yp_core *core)
{
    const char *const *steps, *const *views;
    int nsteps = yp_files_list(core->files, core->arena, "schema/0", ".sql", &steps);
    int nviews = yp_files_list(core->files, core->arena, "schema/views/", ".sql", &views);
    struct yp_schema_file *s = yp_arena_array(core->arena, (size_t)nsteps + 1, sizeof *s);
    struct yp_schema_file *v = yp_arena_array(core->arena, (size_t)nviews + 1, sizeof *v);
    for (int i = 0; i < nsteps; i++)
        s[i] = (struct yp_schema_file){ steps[i] + 7, yp_files_get(core->files, steps[i], NULL) };
    for (int i = 0; i < nviews; i++)
        v[i] = (struct yp_schema_file){ views[i] + 13, yp_files_get(core->files, views[i], NULL) };
    core->schema = (struct yp_schema){ s, nsteps, v, nviews };
}

static void read_asset_version(struct yp_core *core)
{
    const char *const *names;
    uint64_t h = 0;
    int n = yp_files_list(core->files, core->arena, "assets/", "", &names);
    for (int i = 0; i < n; i++) {
        size_t len;
        const char *mem = yp_files_get(core->files, names[i], &len);
        h = h * 31 + yp_hash(mem, len);
    }
    snprintf(core->asset_version, sizeof core->asset_version, "%016" PRIx64, h);
}

/*
 * An empty database with the schema, for checking: a file of its own, since a fenced connection
 * must be another one than the owner's. Gone when closed.
 */
static int checking_db(struct yp_core *core, struct yp_db **ret, struct yp_err *err)
{
    char path[] = "/tmp/yhdyspinta-check-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        return yp_fail(err, YP_EIO, "db.open", "%s: %s", path, strerror(errno));
    close(fd);
    struct yp_db *owner = NULL;
    int steps, rc = yp_db_open(&owner, path, YP_DB_OWNER, err);
    if (rc == YP_OK)
        rc = yp_migrate(owner, &core->schema, false, &steps, err);
    yp_db_close(owner);
    if (rc == YP_OK)
        rc = yp_db_open(ret, path, YP_DB_PAGE, err);
    char side[sizeof path + 8];
    unlink(path);
    snprintf(side, sizeof side, "%s-wal", path);
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", path);
    unlink(side);
    return rc;
}

static int compile(struct yp_core *core, struct yp_buf *report, struct yp_err *err)
{
    int rc = yp_catalog_new(&core->catalog, core->files, err);
    if (rc < 0)
        return rc;
    if (yp_catalog_missing(core->catalog, report))
        return yp_fail(err, YP_EBUG, "check.failed", "messages are missing");
    read_schema(core);
    rc = yp_statements_new(&core->statements, core->files, report, err);
    if (rc < 0 || core->config.no_pages)
        return rc;
    struct yp_db *db = NULL;
    rc = checking_db(core, &db, err);
    if (rc == YP_OK)
        rc = yp_pages_new(&core->pages, core, db, report, err);
    yp_db_close(db);
    return rc;
}

int yp_core_new(struct yp_core **ret, const struct yp_config *config, const struct yp_app *app,
                struct yp_buf *report, struct yp_err *err)
{
    struct yp_core *core = yp_calloc(1, sizeof *core);
    core->config = *config;
    core->app = app;
    core->arena = yp_arena_new();
    core->files = yp_files_new(config->overlay);
    core->cache = yp_cache_new();
    read_asset_version(core);
    core->engine = config->database && yp_db_is_pg(config->database) ? YP_PG : YP_SQLITE;
    if (config->database)
        snprintf(core->where, sizeof core->where, "%s", config->database);
    else if (config->data)
        snprintf(core->where, sizeof core->where, "%s/yhdyspinta.db", config->data);
    int rc = compile(core, report, err);
    if (rc < 0) {
        yp_core_free(core);
        return rc;
    }
    *ret = core;
    return YP_OK;
}

void yp_core_free(struct yp_core *core)
{
    if (!core)
        return;
    yp_pages_free(core->pages);
    yp_statements_free(core->statements);
    yp_catalog_free(core->catalog);
    yp_cache_free(core->cache);
    yp_files_free(core->files);
    yp_arena_free(core->arena);
    free(core);
}

void yp_core_reload(struct yp_core *core)
{
    static unsigned long stamp;
    pthread_mutex_lock(&reload_lock);
    unsigned long now = yp_files_stamp(core->files);
    if (stamp && stamp != now) {
        /* What requests in flight still use is left to them: development only. */
        struct yp_catalog *catalog = core->catalog;
        struct yp_statements *statements = core->statements;
        struct yp_pages *pages = core->pages;
        YP_CLEANUP(yp_buf_release) struct yp_buf report = YP_BUF_INIT;
        struct yp_err err = { 0 };
        if (compile(core, &report, &err) < 0) {
            yp_log(YP_LOG_ERROR, "overlay: %s: %s", err.detail, yp_buf_text(&report));
            core->catalog = catalog;
            core->statements = statements;
            core->pages = pages;
        }
    }
    stamp = now;
    pthread_mutex_unlock(&reload_lock);
}

/* --- the data folder --- */

int yp_core_set_secret(struct yp_core *core, const unsigned char secret[YP_SECRET_SIZE],
                       struct yp_err *err)
{
    const char *path = yp_arena_printf(core->arena, "%s/secret", core->config.data);
    const char *part = yp_arena_printf(core->arena, "%s.part", path);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool kept = fd >= 0 && write(fd, secret, YP_SECRET_SIZE) == YP_SECRET_SIZE && !fsync(fd);
    int failed = kept ? 0 : errno;
    if (fd >= 0)
        close(fd);
    if (!failed && rename(part, path))
        failed = errno;
    if (failed)
        return yp_fail(err, YP_EIO, "data.secret", "%s: %s", path, strerror(failed));
    memcpy(core->secret, secret, YP_SECRET_SIZE);
    return YP_OK;
}

static int read_secret(struct yp_core *core, struct yp_err *err)
{
    const char *path = yp_arena_printf(core->arena, "%s/secret", core->config.data);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        unsigned char fresh[YP_SECRET_SIZE];
        yp_random(fresh, sizeof fresh);
        return yp_core_set_secret(core, fresh, err);
    }
    if (fd < 0 || read(fd, core->secret, sizeof core->secret) != sizeof core->secret) {
        int rc = yp_fail(err, YP_EIO, "data.secret", "%s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return rc;
    }
    close(fd);
    return YP_OK;
}

static int make_folder(const char *path)
{
    char part[1024];
    snprintf(part, sizeof part, "%s", path);
    for (char *s = part + 1; *s; s++)
        if (*s == '/') {
            *s = '\0';
            if (mkdir(part, 0755) && errno != EEXIST)
                return -1;
            *s = '/';
        }
    return mkdir(part, 0750) && errno != EEXIST ? -1 : 0;
}

int yp_core_require_data(const struct yp_core *core, struct yp_err *err)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/secret", core->config.data);
    if (access(path, R_OK) || (core->engine == YP_SQLITE && access(core->where, R_OK | W_OK)))
        return yp_fail(err, YP_EIO, "data.folder", "%s: no data of yhdyspinta, or not ours to read",
                       core->config.data);
    return YP_OK;
}

int yp_core_open_data(struct yp_core *core, struct yp_err *err)
{
    if (make_folder(core->config.data))
        return yp_fail(err, YP_EIO, "data.folder", "%s: %s", core->config.data, strerror(errno));
    return read_secret(core, err);
}

int yp_core_migrate(struct yp_core *core, bool dry, int *ret_steps, struct yp_err *err)
{
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    int missing = 0, rc = yp_db_open(&db, core->where, YP_DB_OWNER, err);
    if (rc == YP_OK)
        rc = yp_migrate_state(db, &core->schema, &missing, err);
    if (rc == YP_OK && missing && !dry)
        rc = yp_backup_before(core, db, missing, err);
    return rc < 0 ? rc : yp_migrate(db, &core->schema, dry, ret_steps, err);
}

/* --- settings --- */

int yp_core_settings(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
                     struct yp_err *err)
{
    struct yp_rows rows;
    pthread_mutex_lock(&settings_lock); /* who reads later stores later */
    int rc =
        yp_read(core, db, arena, "setting.get", YP_ROW(YP_STR("name", "region")), 1, &rows, err);
    const char *region = rc == YP_OK && rows.nrow ? yp_get_str(&rows, 0, "value") : "";
    const char *known = atomic_load(&core->region);
    if (rc == YP_OK && strcmp(region, known ? known : "") != 0) {
        pthread_mutex_lock(&reload_lock);
        atomic_store(&core->region, *region ? yp_arena_str(core->arena, region) : NULL);
        pthread_mutex_unlock(&reload_lock);
        atomic_fetch_add(&core->settings_n, 1); /* after the store: see cache_key */
    }
    pthread_mutex_unlock(&settings_lock);
    return rc;
}

/* --- the journal's tail: what other processes wrote --- */

static int read_tail(struct yp_core *core, struct yp_db *db, int64_t *seq, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_rows head, rows;
    int rc = yp_db_begin(db, YP_DB_READ, NULL, err);
    if (rc == YP_OK)
        rc = yp_read(core, db, arena, "journal.head", YP_NO_ROW, 1, &head, err);
    if (rc == YP_OK && yp_get_i64(&head, 0, "seq") > *seq)
        rc = yp_read(core, db, arena, "journal.since", YP_ROW(YP_INT("seq", *seq)), 5000, &rows,
                     err);
    else
        rows = (struct yp_rows){ 0 };
    yp_db_rollback(db);
    for (int i = 0; i < rows.nrow && rc == YP_OK; i++)
        if (!strcmp(yp_get_str(&rows, i, "about_kind"), "setting"))
            rc = yp_core_settings(core, db, arena, err);
    if (rc < 0)
        return rc;
    for (int i = 0; i < rows.nrow; i++) {
        int64_t at = yp_get_i64(&rows, i, "seq"), known = atomic_load(&core->seq);
        char topic[96];
        *seq = at;
        if (at <= known && core->engine == YP_SQLITE)
            continue; /* our own writer told already */
        while (known < at && !atomic_compare_exchange_weak(&core->seq, &known, at))
            ;
        snprintf(topic, sizeof topic, "%s:%" PRId64, yp_get_str(&rows, i, "about_kind"),
                 yp_get_i64(&rows, i, "about_id"));
        if (core->server)
            yp_server_publish(core->server, topic, at);
    }
    return YP_OK;
}

static int tail_once(struct yp_core *core, struct yp_db **db, int64_t *seq, struct yp_err *err)
{
    bool got = false;
    int rc = YP_OK;
    if (!*db) {
        rc = yp_db_open(db, core->where, YP_DB_WRITE, err);
        if (rc == YP_OK)
            rc = yp_db_listen(*db, "yp_journal", err);
    }
    if (rc == YP_OK)
        rc = read_tail(core, *db, seq, err);
    if (rc == YP_OK && core->engine == YP_PG)
        return yp_db_wait(*db, TAIL_MS, &got, err);
    usleep(TAIL_MS * 1000);
    return rc;
}

static void *tail_loop(void *arg)
{
    struct yp_core *core = arg;
    struct yp_db *db = NULL;
    int64_t seq = atomic_load(&core->seq), copied = seq;
    while (!atomic_load(&core->stopping)) {
        struct yp_err err = { 0 };
        if (db && seq != copied && yp_db_checkpoint(db, &err) == YP_OK)
            copied = seq; /* off the writer, a little at a time */
        yp_err_clear(&err);
        if (tail_once(core, &db, &seq, &err) < 0) {
            yp_log(YP_LOG_WARN, "journal tail: %s", err.detail);
            yp_db_close(db);
            db = NULL;
            usleep(TAIL_MS * 1000);
        }
    }
    yp_db_close(db);
    return NULL;
}

/* --- the worker --- */

struct job_mark {
    const char *name, *state, *said;
    int64_t now_at, due_at, took_ms;
};

static int mark_begin(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const struct job_mark *m = ctx;
    return yp_tx_run(tx, "job.begin", YP_ROW(YP_STR("name", m->name), YP_INT("now", m->now_at)),
                     NULL, err);
}

static int mark_end(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const struct job_mark *m = ctx;
    return yp_tx_run(tx, "job.end",
                     YP_ROW(YP_STR("name", m->name), YP_STR("state", m->state),
                            YP_INT("due_at", m->due_at), YP_INT("took_ms", m->took_ms),
                            YP_STR("said", m->said), YP_INT("failed", *m->state == 'f')),
                     NULL, err);
}

static int run_job(struct yp_core *core, const struct yp_job *job, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const struct yp_viewer nobody = { .lang = "fi",
                                      .now_at = yp_now_at(),
                                      .as_of_day = yp_today() };
    struct job_mark mark = { .name = job->name, .now_at = nobody.now_at };
    int rc = yp_write(core, arena, &nobody, true, mark_begin, &mark, err);
    if (rc < 0)
        return rc;
    int64_t begun = yp_tick();
    rc = job->run(core, arena, err);
    mark.took_ms = (yp_tick() - begun) / 1000;
    mark.state = rc < 0 ? "failed" : "idle";
    mark.said = rc < 0 && err ? err->detail : NULL;
    mark.due_at = yp_now_at() + job->every_s * INT64_C(1000000);
    struct yp_err late = { 0 };
    int ended = yp_write(core, arena, &nobody, true, mark_end, &mark, &late);
    return rc < 0 ? rc : ended;
}

int yp_core_refresh(struct yp_core *core, struct yp_err *err)
{
    int rc = YP_OK;
    for (const struct yp_job *job = core->app->jobs; job && job->name && rc == YP_OK; job++)
        if (job->on_change)
            rc = run_job(core, job, err);
    return rc;
}

static void *worker_loop(void *arg)
{
    struct yp_core *core = arg;
    int64_t due[32] = { 0 }, seen = -1, ran = 0;
    while (!atomic_load(&core->stopping)) {
        int64_t seq = atomic_load(&core->seq), now = yp_tick();
        bool grew = seq != seen;
        if (grew)
            ran = now;
        seen = seq;
        int i = 0;
        for (const struct yp_job *job = core->app->jobs; job && job->name && i < 32; job++, i++) {
            struct yp_err err = { 0 };
            if (now < due[i] && !(grew && job->on_change))
                continue;
            due[i] = now + job->every_s * INT64_C(1000000);
            if (!atomic_load(&core->stopping) && run_job(core, job, &err) < 0)
                yp_log(YP_LOG_WARN, "job %s: %s", job->name, err.detail);
        }
        /* After a quiet while what was written is looked at at once, otherwise twice a second. */
        for (int ms = 0; ms < WORKER_MS && !atomic_load(&core->stopping); ms += 50) {
            if (atomic_load(&core->seq) != seen && yp_tick() - ran >= WORKER_MS * INT64_C(1000))
                break;
            usleep(50 * 1000);
        }
    }
    return NULL;
}

int yp_core_reader(struct yp_core *core, struct yp_db **ret, struct yp_err *err)
{
    const struct yp_viewer all = {
        .is_admin = 1, .lang = "fi", .now_at = yp_now_at(), .as_of_day = yp_today()
    };
    struct yp_db *db = NULL;
    int rc = yp_db_open(&db, core->where, YP_DB_WRITE, err);
    if (rc == YP_OK)
        rc = yp_db_begin(db, YP_DB_READ, &all, err);
    if (rc < 0) {
        yp_db_close(db);
        return rc;
    }
    *ret = db;
    return YP_OK;
}

/* --- beginning and end --- */

static int read_head(struct yp_core *core, struct yp_err *err)
{
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_rows rows;
    int rc = yp_core_reader(core, &db, err);
    if (rc == YP_OK)
        rc = yp_read(core, db, arena, "journal.head", YP_NO_ROW, 1, &rows, err);
    if (rc == YP_OK)
        atomic_store(&core->seq, yp_get_i64(&rows, 0, "seq"));
    return rc < 0 ? rc : yp_core_settings(core, db, arena, err);
}

static int start_server(struct yp_core *core, struct yp_err *err)
{
    enum { PG_WORKERS = 16 };
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (core->engine == YP_PG && yp_db_is_near(core->where))
        core->desk = yp_desk_new(core->where, cores > 2 ? (int)cores : 2);
    int workers = core->config.workers;
    if (!workers && core->engine == YP_PG)
        workers = PG_WORKERS;
    const struct yp_server_config config = { .listen = core->config.listen,
                                             .trusted_proxy = core->config.trusted_proxy,
                                             .workers = workers,
                                             .connections = 5000,
                                             .streams = 4000,
                                             .ctx = core,
                                             .thread_begin = yp_answer_begin,
                                             .thread_end = yp_answer_end,
                                             .handle = yp_answer,
                                             .fast = yp_answer_fast,
                                             .refuse = yp_answer_refuse };
    return yp_server_start(&core->server, &config, err);
}

int yp_core_start(struct yp_core *core, bool with_server, struct yp_err *err)
{
    int rc = read_head(core, err);
    if (rc == YP_OK)
        rc = yp_writer_start(core, err);
    if (rc == YP_OK && with_server) {
        rc = start_server(core, err);
        has_tail = rc == YP_OK && !pthread_create(&tail_thread, NULL, tail_loop, core);
    }
    if (rc == YP_OK && !core->config.no_worker)
        has_worker = !pthread_create(&worker_thread, NULL, worker_loop, core);
    if (rc < 0)
        yp_core_stop(core);
    return rc;
}

void yp_core_stop(struct yp_core *core)
{
    atomic_store(&core->stopping, true);
    if (core->server)
        yp_server_stop(core->server);
    core->server = NULL;
    yp_desk_free(core->desk);
    core->desk = NULL;
    if (has_worker)
        pthread_join(worker_thread, NULL);
    if (has_tail)
        pthread_join(tail_thread, NULL);
    has_worker = has_tail = false;
    yp_writer_stop(core);
}

/* --- small services --- */

const char *yp_say(const struct yp_core *core, struct yp_arena *arena, const char *lang,
                   const char *key, const struct yp_word *words, int nwords)
{
    int l = yp_lang_index(lang);
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_catalog_say(core->catalog, l < 0 ? 0 : l, key, words, nwords, &out);
    return yp_arena_str(arena, yp_buf_text(&out));
}

const char *yp_show(struct yp_arena *arena, const char *lang, const char *format,
                    struct yp_value value)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_icu_format(lang, format, &value, &out);
    return yp_arena_str(arena, yp_buf_text(&out));
}

const char *yp_sign(const struct yp_core *core, struct yp_arena *arena, const char *words)
{
    struct yp_key key;
    memcpy(key.mem, core->secret, sizeof key.mem);
    char *mac = yp_arena_alloc(arena, YP_MAC_SIZE);
    yp_mac(&key, "link", words, strlen(words), mac);
    return mac;
}

bool yp_signed(const struct yp_core *core, const char *words, const char *signature)
{
    struct yp_key key;
    memcpy(key.mem, core->secret, sizeof key.mem);
    return yp_mac_check(&key, "link", words, strlen(words), signature);
}
