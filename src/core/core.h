/*
 * The process as a whole: files, catalogue, pages, actions, connections. Layer: core.
 */
#pragma once
#include <stdatomic.h>

#include "core/action.h"
#include "core/catalog.h"
#include "core/files.h"
#include "core/page.h"
#include "db/copy.h"
#include "db/migrate.h"
#include "lib/smtp.h"

struct yp_cache;
struct yp_desk;
struct yp_writer;
struct yp_statements;

/* A job of the worker. Jobs run one after another on the worker's thread, each at its time. */
struct yp_job {
    const char *name;
    int every_s;
    bool on_change; /* runs also within a second after the journal grew */
    int (*run)(struct yp_core *core, struct yp_arena *arena, struct yp_err *err);
};

/* What the application offers; main hands it to the core. Lists end with NULL or a NULL name. */
struct yp_app {
    const struct yp_action *const *actions;
    const struct yp_raw *const *raws;
    const struct yp_provider *providers;
    const struct yp_job *jobs;
};

struct yp_config {
    const char *data;      /* folder, NULL for check, audit, routes */
    const char *listen;    /* "127.0.0.1:8080" */
    const char *database;  /* postgresql://…, NULL: SQLite in the data folder */
    const char *url;       /* public address without trailing slash, NULL: mail waits */
    const char *smtp;      /* NULL: mail waits */
    const char *mail_from; /* address of the sender, NULL: yhdyspinta@<host of url> */
    const char *trusted_proxy;
    const char *overlay;
    int workers;
    bool demo, test, no_worker;
    bool no_pages; /* nothing is served, drawn or checked: pages are not compiled */
};

enum { YP_SECRET_SIZE = 32 };

struct yp_core {
    struct yp_config config;
    const struct yp_app *app;
    struct yp_arena *arena; /* process memory of small things */
    char where[1024];       /* database, as yp_db_open takes it */
    enum yp_engine engine;
    struct yp_files *files;
    struct yp_catalog *catalog;
    struct yp_schema schema;
    struct yp_statements *statements;
    struct yp_pages *pages;
    struct yp_writer *writer;
    struct yp_cache *cache;
    struct yp_server *server;
    struct yp_desk *desk; /* NULL: each request thread reads by its own connection */
    _Atomic int64_t seq;  /* newest journal number known */
    unsigned char secret[YP_SECRET_SIZE]; /* of this installation; in DIR/secret */
    char asset_version[17];
    _Atomic bool stopping;
    _Atomic(const char *) region; /* setting "region", NULL: the message shell.region */
    _Atomic unsigned settings_n;  /* how many times a setting kept here has changed */
};

/*
 * Reads files, catalogue, statements and pages, and checks them all against an in-memory database.
 * Errors: YP_EBUG with every mistake in report, one a line. Owner: the caller, yp_core_free.
 */
int yp_core_new(struct yp_core **ret, const struct yp_config *config, const struct yp_app *app,
                struct yp_buf *report, struct yp_err *err) YP_MUST_CHECK;
void yp_core_free(struct yp_core *core);
/* That the folder has its secret and, with SQLite, its database, for who makes neither. */
int yp_core_require_data(const struct yp_core *core, struct yp_err *err) YP_MUST_CHECK;
/* Makes the data folder and its secret, opens nothing else. */
int yp_core_open_data(struct yp_core *core, struct yp_err *err) YP_MUST_CHECK;
/* Keeps another secret in the open data folder: that of the installation a backup was made of. */
int yp_core_set_secret(struct yp_core *core, const unsigned char secret[YP_SECRET_SIZE],
                       struct yp_err *err) YP_MUST_CHECK;
/* Brings the schema up to date (SQLite: after a copy of the database file beside it). */
int yp_core_migrate(struct yp_core *core, bool dry, int *ret_steps,
                    struct yp_err *err) YP_MUST_CHECK;
/* Starts the writer, the journal's tail and, unless no_worker, the worker; then the server. */
int yp_core_start(struct yp_core *core, bool with_server, struct yp_err *err) YP_MUST_CHECK;
/* Ends them in the reverse order; requests in flight finish, streams close. */
void yp_core_stop(struct yp_core *core);
/* Reads the settings kept in memory; called at the start and after a unit that changed one. */
int yp_core_settings(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
                     struct yp_err *err) YP_MUST_CHECK;
/* Runs every job that on_change asks for and the outbox at once, on the caller's thread (tests,
 * CLI). */
int yp_core_refresh(struct yp_core *core, struct yp_err *err) YP_MUST_CHECK;

/* Runs a named statement on a reading connection; for raw handlers and jobs. See yp_tx_run. */
int yp_read(struct yp_core *core, struct yp_db *db, struct yp_arena *arena, const char *name,
            struct yp_cells cells, int max_rows, struct yp_rows *ret,
            struct yp_err *err) YP_MUST_CHECK;
/* Opens a reading connection for a job; inside a READ transaction of an administrator. */
int yp_core_reader(struct yp_core *core, struct yp_db **ret, struct yp_err *err) YP_MUST_CHECK;
/* Text of a statement by name, NULL when there is none. */
const struct yp_sql *yp_statement(const struct yp_core *core, const char *name);
/* A message in a language with {holes} filled, in the arena. */
const char *yp_say(const struct yp_core *core, struct yp_arena *arena, const char *lang,
                   const char *key, const struct yp_word *words, int nwords);
/* A value as text by format name, in the arena ("date", "datetime" …). */
const char *yp_show(struct yp_arena *arena, const char *lang, const char *format,
                    struct yp_value value);
/* A personal link's signature over its words, base64url, in the arena; and its check in constant
 * time. */
const char *yp_sign(const struct yp_core *core, struct yp_arena *arena, const char *words);
bool yp_signed(const struct yp_core *core, const char *words, const char *signature);

/* Reads the overlay again when a file changed; mistakes are logged and the last good pages stay. */
void yp_core_reload(struct yp_core *core);
