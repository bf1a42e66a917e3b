/* The program: one executable, a command each. Layer: main. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "base/clock.h"
#include "base/log.h"
#include "core/backup.h"
#include "core/statement.h"
#include "lib/sodium.h"
#include "main/bulletin.h"
#include "main/cli.h"

/* The exit status: 2 for words that cannot be meant, 1 for what failed. */
static int say_failure(const struct yp_err *err)
{
    if (!strcmp(err->key, "cli.refused")) {
        fprintf(stderr, "yhdyspinta: %s\n", err->detail);
        return 2;
    }
    char line[sizeof err->detail]; /* libraries speak in several lines */
    size_t n = 0;
    for (const char *s = err->detail; *s; s++) {
        bool is_space = strchr(" \t\r\n", *s) != NULL;
        if (!is_space || (n && line[n - 1] != ' '))
            line[n++] = is_space ? ' ' : *s;
    }
    line[n] = '\0';
    fprintf(stderr, "yhdyspinta: %s%s%s\n", err->key, n ? ": " : "", line);
    return 1;
}

static int open_core(struct yp_core **ret, const struct yp_cli *cli, bool with_pages,
                     struct yp_err *err)
{
    struct yp_config config = cli->config;
    YP_CLEANUP(yp_buf_release) struct yp_buf report = YP_BUF_INIT;
    config.no_pages = !with_pages;
    int rc = yp_core_new(ret, &config, &yp_app, &report, err);
    if (rc < 0)
        fputs(yp_buf_text(&report), stderr);
    return rc;
}

static int open_data(struct yp_core **ret, const struct yp_cli *cli, bool with_pages,
                     struct yp_err *err)
{
    int steps, rc = open_core(ret, cli, with_pages, err);
    if (rc == YP_OK && cli->command == YP_CMD_EXPORT) /* who only reads makes no database */
        rc = yp_core_require_data(*ret, err);
    if (rc == YP_OK)
        rc = yp_core_open_data(*ret, err);
    return rc < 0 ? rc : yp_core_migrate(*ret, cli->dry_run, &steps, err);
}

/* Waits for SIGTERM or SIGINT, which every thread has blocked. */
static void wait_for_end(const sigset_t *set)
{
    int sig;
    while (sigwait(set, &sig) == 0 && sig != SIGTERM && sig != SIGINT)
        ;
}

/* Said once the port is known: --listen may leave it to the system. */
static void say_where(const struct yp_core *core, const char *first)
{
    const char *url = core->config.url, *address = yp_server_address(core->server);
    printf("yhdyspinta: listening on http://%s\n", address);
    if (*first)
        printf("yhdyspinta: first administrator: %s%s%s\n", url ? url : "http://",
               url ? "" : address, first);
    if (url && !strncmp(url, "https://", 8) && !core->config.trusted_proxy)
        yp_log(YP_LOG_WARN, "--url is https, but without --trusted-proxy all readers count as one "
                            "network at sign-in and cookies are not Secure: see doc/proxy.md");
}

static int serve(const struct yp_cli *cli, bool with_server, struct yp_err *err)
{
    struct yp_core *core = NULL;
    char first[YP_FIRST_SIZE];
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    int rc = open_data(&core, cli, with_server, err);
    if (rc == YP_OK)
        rc = yp_app_fill(core, first, err);
    if (rc == YP_OK)
        rc = yp_core_start(core, with_server, err);
    if (rc == YP_OK) {
        if (with_server)
            say_where(core, first);
        fflush(stdout);
        wait_for_end(&set);
        yp_core_stop(core);
    }
    yp_core_free(core);
    return rc;
}

static int migrate(const struct yp_cli *cli, struct yp_err *err)
{
    struct yp_core *core = NULL;
    int steps = 0, rc = open_core(&core, cli, false, err);
    if (rc == YP_OK)
        rc = yp_core_open_data(core, err);
    if (rc == YP_OK)
        rc = yp_core_migrate(core, cli->dry_run, &steps, err);
    if (rc == YP_OK)
        printf("%d steps %s\n", steps, cli->dry_run ? "would be applied" : "applied");
    yp_core_free(core);
    return rc;
}

/* Gives an empty database the schema, and changes no other: a check of what is in use takes nobody's
 * views away, and an upgrade wants its backup first. */
static int schema_for_check(struct yp_core *core, struct yp_db *db, struct yp_err *err)
{
    bool stand = false;
    int missing = 0, steps, rc = yp_migrate_state(db, &core->schema, &missing, err);
    if (rc == YP_OK && missing == core->schema.nsteps)
        return yp_migrate(db, &core->schema, false, &steps, err);
    if (rc == YP_OK && !missing)
        rc = yp_migrate_views(db, &core->schema, &stand, err);
    if (rc == YP_OK && !stand)
        rc = yp_fail(err, YP_ECONFLICT, "check.older",
                     "the schema is of another version (%d steps are missing); migrate brings it "
                     "up to date",
                     missing);
    return rc;
}

/* Pages were prepared on SQLite when they were compiled. */
static int prepare_on(struct yp_core *core, const char *where, const char *name, struct yp_err *err)
{
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    YP_CLEANUP(yp_buf_release) struct yp_buf report = YP_BUF_INIT;
    int rc = yp_db_open(&db, where, YP_DB_OWNER, err);
    if (rc == YP_OK)
        rc = schema_for_check(core, db, err);
    if (rc < 0)
        return rc;
    int statements = yp_statements_prepare(core->statements, db, &report);
    int pages, queries, providers;
    yp_pages_counts(core->pages, &pages, &queries, &providers);
    if (yp_db_engine(db) == YP_PG)
        yp_pages_prepare(core->pages, db, &report);
    if (report.len) {
        fputs(yp_buf_text(&report), stderr);
        return yp_fail(err, YP_EBUG, "check.failed", "on %s", name);
    }
    printf("%s: %d queries of pages and %d statements of actions prepared\n", name, queries,
           statements);
    return YP_OK;
}

static int check(const struct yp_cli *cli, struct yp_err *err)
{
    struct yp_core *core = NULL;
    int pages, queries, providers;
    int rc = open_core(&core, cli, true, err);
    if (rc == YP_OK)
        rc = prepare_on(core, ":memory:", "SQLite", err);
    if (rc == YP_OK && cli->config.database)
        rc = prepare_on(core, cli->config.database, "PostgreSQL", err);
    if (rc == YP_OK) {
        yp_pages_counts(core->pages, &pages, &queries, &providers);
        printf("%d pages in order\n", pages);
        if (cli->counts)
            printf("%d queries, %d row sources in C\n", queries, providers);
    }
    yp_core_free(core);
    return rc;
}

static int audit(const struct yp_cli *cli, struct yp_err *err)
{
    struct yp_core *core = NULL;
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    int steps, rc = open_core(&core, cli, true, err);
    if (rc == YP_OK)
        rc = yp_db_open(&db, ":memory:", YP_DB_OWNER, err);
    if (rc == YP_OK)
        rc = yp_migrate(db, &core->schema, false, &steps, err);
    if (rc == YP_OK)
        rc = yp_pages_audit(core->pages, db, &out, err);
    if (rc == YP_OK)
        fputs(yp_buf_text(&out), stdout);
    yp_core_free(core);
    return rc;
}

static int routes(const struct yp_cli *cli, struct yp_err *err)
{
    struct yp_core *core = NULL;
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    int rc = open_core(&core, cli, true, err);
    if (rc < 0)
        return rc;
    yp_pages_routes(core->pages, &out);
    for (const char *s = yp_buf_text(&out); *s;) {
        int len = (int)strcspn(s, "\n");
        if (cli->tsv) {
            printf("%.*s\n", len, s);
        } else {
            char line[512], method[8], path[160], access[60], file[160];
            snprintf(line, sizeof line, "%.*s", len, s);
            if (sscanf(line, "%7[^\t]\t%159[^\t]\t%59[^\t]\t%159[^\t]", method, path, access,
                       file) == 4)
                printf("%-4s %-48s %-24s %s\n", method, path, access, file);
        }
        s += len + (s[len] == '\n');
    }
    yp_core_free(core);
    return rc;
}

/* Backup and restore open the data folder themselves: a backup changes nothing, a restore looks at
 * the file first. */
static int archive(const struct yp_cli *cli, struct yp_err *err)
{
    struct yp_core *core = NULL;
    const char *path = cli->args[0];
    int64_t n = 0;
    int rc = open_core(&core, cli, false, err);
    if (rc == YP_OK && cli->command == YP_CMD_BACKUP) {
        rc = yp_backup(core, path, &n, err);
        if (rc == YP_OK)
            printf("%s: %" PRId64 " bytes\n", path, n);
    } else if (rc == YP_OK) {
        rc = yp_restore(core, path, &n, err);
        if (rc == YP_OK)
            printf("%" PRId64 " rows restored from %s\n", n, path);
    }
    yp_core_free(core);
    return rc;
}

/* Commands of the application that want a database and its writer. */
static int with_data(const struct yp_cli *cli, struct yp_err *err)
{
    struct yp_core *core = NULL;
    struct yp_cli quiet = *cli;
    quiet.config.no_worker = true;
    int rc = open_data(&core, &quiet, false, err);
    if (rc == YP_OK && cli->command == YP_CMD_IMPORT)
        rc = yp_app_fill(core, NULL, err); /* the rows name areas */
    if (rc == YP_OK)
        rc = yp_core_start(core, false, err);
    if (rc == YP_OK) {
        const struct yp_command_args args = { .words = cli->args,
                                              .nwords = cli->nargs,
                                              .name = cli->name,
                                              .lang = cli->lang,
                                              .admin = cli->admin,
                                              .dry_run = cli->dry_run,
                                              .json = cli->json };
        switch (cli->command) {
        case YP_CMD_USER: rc = yp_command_user_add(core, &args, err); break;
        case YP_CMD_SEARCH: rc = yp_command_search(core, &args, err); break;
        case YP_CMD_REINDEX: rc = yp_command_reindex(core, &args, err); break;
        case YP_CMD_EXPORT: rc = yp_command_export(core, &args, err); break;
        default:
            rc = yp_cli_is_bulletin(cli) ? yp_bulletin_keep(core, cli, err)
                                         : yp_command_import(core, &args, err);
            break;
        }
        yp_core_stop(core);
    }
    yp_core_free(core);
    return rc;
}

static int run(const struct yp_cli *cli, struct yp_err *err)
{
    if (yp_cli_is_bulletin(cli) && (cli->dry_run || cli->evaluate))
        return yp_bulletin_command(cli, err);
    switch (cli->command) {
    case YP_CMD_SERVE: return serve(cli, true, err);
    case YP_CMD_WORKER: return serve(cli, false, err);
    case YP_CMD_MIGRATE: return migrate(cli, err);
    case YP_CMD_CHECK: return check(cli, err);
    case YP_CMD_AUDIT: return audit(cli, err);
    case YP_CMD_ROUTES: return routes(cli, err);
    case YP_CMD_BACKUP:
    case YP_CMD_RESTORE: return archive(cli, err);
    case YP_CMD_HELP: fputs(yp_cli_help(), stdout); return YP_OK;
    case YP_CMD_VERSION: puts("yhdyspinta " YP_VERSION); return YP_OK;
    default: return with_data(cli, err);
    }
}

/* What was printed has arrived: half a table on a full disk is a failure. */
static int finish_output(struct yp_err *err)
{
    errno = 0;
    if (!fflush(stdout) && !ferror(stdout))
        return YP_OK;
    return yp_fail(err, YP_EIO, "output.failed", "standard output: %s",
                   errno ? strerror(errno) : "not all was written");
}

int main(int argc, char **argv)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_err err = { 0 };
    struct yp_cli cli;
    umask(077); /* the data, and copies of it, are for the account that runs us */
    yp_clock_begin();
    if (yp_cli_read(&cli, argc, argv, arena, &err) < 0 || yp_sodium_begin(&err) < 0 ||
        run(&cli, &err) < 0 || finish_output(&err) < 0)
        return say_failure(&err);
    return 0;
}
