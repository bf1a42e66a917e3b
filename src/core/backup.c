/* Backup into one file and restoring from it, on either engine. Layer: core. Spec: doc/backup.md. */
#include "core/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "core/serve_int.h"
#include "db/copy.h"

/* The installation's secret stands among the settings of a backup, and nowhere else. */
static const char secret_name[] = "backup.secret";

enum { HEX_SIZE = 2 * YP_SECRET_SIZE + 1, PATH_SIZE = 1100 };

static int ask(struct yp_db *db, const char *text, struct yp_cells params, struct yp_arena *arena,
               struct yp_rows *ret, struct yp_err *err)
{
    struct yp_sql *sql;
    int rc = yp_sql_new(&sql, "backup", text, err);
    if (rc < 0)
        return rc;
    struct yp_call call = { .sql = sql, .params = params };
    rc = yp_db_run(db, &call, 1, arena, err);
    if (rc == YP_OK && ret)
        *ret = call.rows;
    yp_sql_free(sql); /* the connection keeps its number only */
    return rc;
}

static int failed(const char *path, struct yp_err *err)
{
    return yp_fail(err, YP_EIO, "backup.file", "%s: %s", path, strerror(errno));
}

/* SQLite's own judgement of a whole file. */
static int prove(struct yp_db *db, const char *path, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows rows;
    int rc =
        ask(db, "SELECT quick_check AS said FROM pragma_quick_check", YP_NO_ROW, arena, &rows, err);
    if (rc < 0)
        return rc;
    const char *said = rows.nrow ? yp_get_str(&rows, 0, "said") : "no answer";
    return strcmp(said, "ok") ? yp_fail(err, YP_EDB, "backup.damaged", "%s: %s", path, said)
                              : YP_OK;
}

/*---- the secret as text ----*/

static void to_hex(const unsigned char secret[YP_SECRET_SIZE], char ret[HEX_SIZE])
{
    for (int i = 0; i < YP_SECRET_SIZE; i++)
        snprintf(ret + 2 * i, 3, "%02x", secret[i]);
}

static bool from_hex(const char *text, unsigned char ret[YP_SECRET_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    if (strlen(text) != HEX_SIZE - 1 || strspn(text, digits) != HEX_SIZE - 1)
        return false;
    for (int i = 0; i < YP_SECRET_SIZE; i++)
        ret[i] = (unsigned char)((strchr(digits, text[2 * i]) - digits) << 4 |
                                 (strchr(digits, text[2 * i + 1]) - digits));
    return true;
}

/*---- backup ----*/

/* A file being written: under its final name only when it is whole. */
struct draft {
    char part[PATH_SIZE];
    bool is_there;
};

static void draft_cleanup(struct draft *draft)
{
    char side[PATH_SIZE + 16];
    if (!draft->is_there)
        return;
    unlink(draft->part);
    snprintf(side, sizeof side, "%s-journal", draft->part);
    unlink(side);
}

static int draft_begin(struct draft *ret, const char *path, struct yp_err *err)
{
    struct stat st;
    if (strlen(path) > PATH_SIZE - 16)
        return yp_fail(err, YP_EINVAL, "backup.file", "%s: too long a name", path);
    if (!lstat(path, &st))
        return yp_fail(err, YP_ECONFLICT, "backup.exists", "%s is there already", path);
    snprintf(ret->part, sizeof ret->part, "%s.part", path);
    if (unlink(ret->part) && errno != ENOENT)
        return failed(ret->part, err);
    int fd = open(ret->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(ret->part, err);
    close(fd);
    ret->is_there = true;
    return YP_OK;
}

static int flush(const char *path, int flags, struct yp_err *err)
{
    int fd = open(path, flags | O_CLOEXEC);
    int rc = fd < 0 || fsync(fd) ? failed(path, err) : YP_OK;
    if (fd >= 0)
        close(fd);
    return rc;
}

/* The file, its name and the folder it stands in, all on the disk. */
static int draft_keep(struct draft *draft, const char *path, struct yp_err *err)
{
    char folder[PATH_SIZE];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int rc = flush(draft->part, O_RDWR, err);
    if (rc == YP_OK && rename(draft->part, path))
        rc = failed(path, err);
    if (rc < 0)
        return rc;
    draft->is_there = false;
    return flush(slash ? folder : ".", O_RDONLY | O_DIRECTORY, err);
}

/* The rows of every table, from one snapshot, into a file with the same schema: that of today, or
 * the one before the steps that are missing. */
static int copy_rows(struct yp_core *core, struct yp_db *from, int missing, struct yp_db *to,
                     struct yp_err *err)
{
    int steps;
    int64_t rows;
    struct yp_schema schema = core->schema;
    schema.nsteps -= missing;
    if (missing)
        schema.nviews = 0; /* they belong to the newest */
    int rc = yp_migrate(to, &schema, false, &steps, err);
    if (rc == YP_OK)
        rc = yp_db_begin(from, YP_DB_READ, NULL, err);
    if (rc == YP_OK)
        rc = yp_db_begin(to, YP_DB_READ_WRITE, NULL, err);
    if (rc == YP_OK)
        rc = yp_db_copy_rows(from, to, &rows, err);
    yp_db_rollback(from);
    return rc < 0 ? rc : yp_db_commit(to, err);
}

static int add_secret(struct yp_core *core, struct yp_db *to, struct yp_arena *arena,
                      struct yp_err *err)
{
    char hex[HEX_SIZE];
    to_hex(core->secret, hex);
    return ask(to, "INSERT INTO setting (name, value) VALUES (:name, :value)",
               YP_ROW(YP_STR("name", secret_name), YP_STR("value", hex)), arena, NULL, err);
}

static int write_part(struct yp_core *core, struct yp_db *from, int missing, const char *part,
                      struct yp_arena *arena, struct yp_err *err)
{
    YP_CLEANUP(yp_db_cleanup) struct yp_db *to = NULL;
    int rc = core->engine == YP_SQLITE ? yp_db_copy_file(from, part, err) : YP_OK;
    if (rc == YP_OK)
        rc = yp_db_open(&to, part, YP_DB_FILE, err);
    if (rc == YP_OK && core->engine == YP_PG)
        rc = copy_rows(core, from, missing, to, err);
    if (rc == YP_OK)
        rc = add_secret(core, to, arena, err);
    return rc < 0 ? rc : prove(to, part, arena, err);
}

static int write_file(struct yp_core *core, struct yp_db *from, int missing, const char *path,
                      struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(draft_cleanup) struct draft draft = { 0 };
    int rc = draft_begin(&draft, path, err);
    if (rc == YP_OK)
        rc = write_part(core, from, missing, draft.part, arena, err);
    return rc < 0 ? rc : draft_keep(&draft, path, err);
}

/* The folder's secret and the database are there: a backup makes nothing. */
static int open_source(struct yp_core *core, struct yp_db **ret, int *ret_missing,
                       struct yp_err *err)
{
    int rc = yp_core_require_data(core, err);
    if (rc == YP_OK)
        rc = yp_core_open_data(core, err);
    if (rc == YP_OK)
        rc = yp_db_open(ret, core->where, YP_DB_OWNER, err);
    if (rc == YP_OK)
        rc = yp_migrate_state(*ret, &core->schema, ret_missing, err);
    if (rc == YP_OK && *ret_missing == core->schema.nsteps)
        rc = yp_fail(err, YP_EIO, "data.folder", "the database is empty");
    return rc;
}

int yp_backup(struct yp_core *core, const char *path, int64_t *ret_bytes, struct yp_err *err)
{
    YP_CLEANUP(yp_db_cleanup) struct yp_db *from = NULL;
    struct stat st;
    int missing = 0, rc = open_source(core, &from, &missing, err);
    if (rc == YP_OK)
        rc = write_file(core, from, missing, path, err);
    if (rc == YP_OK && stat(path, &st))
        rc = failed(path, err);
    if (rc == YP_OK)
        *ret_bytes = st.st_size;
    return rc;
}

int yp_backup_before(struct yp_core *core, struct yp_db *db, int missing, struct yp_err *err)
{
    char path[PATH_SIZE];
    if (missing == core->schema.nsteps)
        return YP_OK;
    struct yp_local now = yp_local_of(yp_now_at());
    snprintf(path, sizeof path, "%s/before-upgrade-%04d-%02d-%02d-%02d%02d%02d.db",
             core->config.data, now.year, now.month, now.day, now.hour, now.minute, now.second);
    int rc = write_file(core, db, missing, path, err);
    if (rc == YP_OK)
        yp_log(YP_LOG_INFO, "%d steps to the new schema; what was before is kept in %s", missing,
               path);
    return rc;
}

/*---- restore ----*/

/* A copy of an older backup, brought to this program's schema; the backup itself stays as it is. */
static int copy_older(struct yp_core *core, struct yp_db **file, const char *part,
                      struct yp_err *err)
{
    int steps, rc = yp_db_copy_file(*file, part, err);
    yp_db_close(*file);
    *file = NULL;
    if (rc == YP_OK)
        rc = yp_db_open(file, part, YP_DB_FILE, err);
    return rc < 0 ? rc : yp_migrate(*file, &core->schema, false, &steps, err);
}

static int open_file(struct yp_core *core, const char *path, struct draft *draft,
                     struct yp_db **ret, struct yp_arena *arena, struct yp_err *err)
{
    char copy[PATH_SIZE];
    int missing = 0;
    if (access(path, R_OK))
        return failed(path, err);
    int rc = yp_db_open(ret, path, YP_DB_FILE, err);
    if (rc == YP_OK)
        rc = prove(*ret, path, arena, err);
    if (rc == YP_OK)
        rc = yp_migrate(*ret, &core->schema, true, &missing, err);
    if (rc < 0 || !missing)
        return rc;
    if (missing == core->schema.nsteps)
        return yp_fail(err, YP_EINVAL, "backup.foreign", "%s is no backup of yhdyspinta", path);
    snprintf(copy, sizeof copy, "%s/restore", core->config.data);
    rc = draft_begin(draft, copy, err);
    return rc < 0 ? rc : copy_older(core, ret, draft->part, err);
}

static int require_empty(struct yp_db *to, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = ask(to,
                 "SELECT (SELECT count(*) FROM person) AS persons, (SELECT count(*) FROM grp) AS "
                 "groups, (SELECT count(*) FROM organization) AS organizations",
                 YP_NO_ROW, arena, &rows, err);
    if (rc < 0)
        return rc;
    int64_t persons = yp_get_i64(&rows, 0, "persons"), groups = yp_get_i64(&rows, 0, "groups"),
            organizations = yp_get_i64(&rows, 0, "organizations");
    if (persons || groups || organizations)
        return yp_fail(err, YP_ECONFLICT, "restore.not_empty",
                       "the database has %" PRId64 " people, %" PRId64 " groups and %" PRId64
                       " organizations; restore into an empty one",
                       persons, groups, organizations);
    return YP_OK;
}

/* The file's secret becomes the folder's, before its rows are there to rest on it. */
static int take_secret(struct yp_core *core, struct yp_db *file, struct yp_arena *arena,
                       struct yp_err *err)
{
    struct yp_rows rows;
    unsigned char secret[YP_SECRET_SIZE];
    int rc = ask(file, "SELECT value FROM setting WHERE name = :name",
                 YP_ROW(YP_STR("name", secret_name)), arena, &rows, err);
    if (rc < 0)
        return rc;
    if (!rows.nrow || !from_hex(yp_get_str(&rows, 0, "value"), secret))
        return yp_fail(err, YP_EINVAL, "backup.foreign", "the file has no secret: no backup");
    return yp_core_set_secret(core, secret, err);
}

static int read_file(struct yp_core *core, struct yp_db *file, struct yp_db *to,
                     struct yp_arena *arena, int64_t *ret_rows, struct yp_err *err)
{
    int rc = yp_db_begin(to, YP_DB_READ_WRITE, NULL, err);
    if (rc == YP_OK)
        rc = require_empty(to, arena, err);
    if (rc == YP_OK)
        rc = yp_db_begin(file, YP_DB_READ, NULL, err);
    if (rc == YP_OK)
        rc = take_secret(core, file, arena, err);
    if (rc == YP_OK)
        rc = yp_db_copy_rows(file, to, ret_rows, err);
    if (rc == YP_OK)
        rc = ask(to, "DELETE FROM setting WHERE name = :name", YP_ROW(YP_STR("name", secret_name)),
                 arena, NULL, err);
    return rc < 0 ? rc : yp_db_commit(to, err);
}

int yp_restore(struct yp_core *core, const char *path, int64_t *ret_rows, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(draft_cleanup) struct draft draft = { 0 };
    YP_CLEANUP(yp_db_cleanup) struct yp_db *file = NULL;
    YP_CLEANUP(yp_db_cleanup) struct yp_db *to = NULL;
    int steps, rc = yp_core_open_data(core, err);
    if (rc == YP_OK)
        rc = open_file(core, path, &draft, &file, arena, err);
    if (rc == YP_OK)
        rc = yp_core_migrate(core, false, &steps, err);
    if (rc == YP_OK)
        rc = yp_db_open(&to, core->where, YP_DB_OWNER, err);
    return rc < 0 ? rc : read_file(core, file, to, arena, ret_rows, err);
}
