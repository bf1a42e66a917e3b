/*
 * A PostgreSQL cluster of the test's own, in a temporary folder, over a local socket. Header-only,
 * for the tests of any layer that links db. Needs the server's programs (Debian: postgresql);
 * without them pg_fixture_start says so and returns false, and the test skips.
 *
 *     static struct pg_fixture cluster;                    group setup: pg_fixture_start(&cluster)
 *     char url[PG_URL_SIZE]; pg_fixture_fresh(&cluster, url);   an empty database
 *                                                     group teardown: pg_fixture_stop(&cluster)
 */
#pragma once
#include <assert.h>
#include <glob.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/db.h"

enum { PG_URL_SIZE = 128, PG_COMMAND_SIZE = 2048 };

struct pg_fixture {
    char dir[64];  /* "" while not started */
    char bin[128]; /* folder of initdb and pg_ctl */
    char as[128];  /* what runs a command as a user the server accepts; "" for ourselves */
    int ndatabase;
};

/* The newest server's programs. */
static inline bool pg_fixture_find(struct pg_fixture *pg)
{
    glob_t found;
    bool ok = glob("/usr/lib/postgresql/*/bin/initdb", 0, NULL, &found) == 0;
    if (ok)
        snprintf(pg->bin, sizeof pg->bin, "%.*s",
                 (int)(strlen(found.gl_pathv[found.gl_pathc - 1]) - strlen("/initdb")),
                 found.gl_pathv[found.gl_pathc - 1]);
    globfree(&found);
    return ok;
}

/* The server refuses to run as root. */
static inline bool pg_fixture_user(struct pg_fixture *pg)
{
    if (geteuid() != 0)
        return true;
    const struct passwd *user = getpwnam("postgres");
    if (!user || chown(pg->dir, user->pw_uid, user->pw_gid) != 0)
        return false;
    snprintf(pg->as, sizeof pg->as, "setpriv --reuid=%u --regid=%u --clear-groups ", user->pw_uid,
             user->pw_gid);
    return true;
}

static inline bool pg_fixture_make(struct pg_fixture *pg)
{
    char command[PG_COMMAND_SIZE];
    snprintf(
        command, sizeof command,
        "cd %s && %s%s/initdb -D %s/data -U yp -A trust -E UTF8 --locale=C.UTF-8 -N >%s/initdb.log "
        "2>&1"
        " && %s%s/pg_ctl -w -s -D %s/data -l %s/log -o \"-k %s -c listen_addresses='' -c fsync=off"
        " -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB\" start",
        pg->dir, pg->as, pg->bin, pg->dir, pg->dir, pg->as, pg->bin, pg->dir, pg->dir, pg->dir);
    return system(command) == 0;
}

/* Stops the server and removes its folder; also for one that did not start. */
static inline void pg_fixture_stop(struct pg_fixture *pg)
{
    char command[PG_COMMAND_SIZE];
    if (!*pg->dir)
        return;
    snprintf(command, sizeof command,
             "cd / && %s%s/pg_ctl -s -D %s/data -m immediate stop 2>/dev/null; rm -rf %s", pg->as,
             pg->bin, pg->dir, pg->dir);
    if (system(command) != 0)
        fprintf(stderr, "pg_fixture: %s is left behind\n", pg->dir);
    *pg->dir = '\0';
}

/* Makes and starts the cluster, about 0.7 s. False, with a message, when it cannot. */
static inline bool pg_fixture_start(struct pg_fixture *pg)
{
    memset(pg, 0, sizeof *pg);
    if (!pg_fixture_find(pg)) {
        fprintf(stderr,
                "pg_fixture: no PostgreSQL server programs (package postgresql): skipped\n");
        return false;
    }
    snprintf(pg->dir, sizeof pg->dir, "/tmp/yp-pg-XXXXXX");
    bool made = mkdtemp(pg->dir) != NULL;
    if (!made)
        *pg->dir = '\0';
    if (made && pg_fixture_user(pg) && pg_fixture_make(pg))
        return true;
    fprintf(stderr, "pg_fixture: PostgreSQL did not start in %s: skipped\n", pg->dir);
    pg_fixture_stop(pg);
    return false;
}

static inline void pg_fixture_url(const struct pg_fixture *pg, const char *name,
                                  char url[PG_URL_SIZE])
{
    snprintf(url, PG_URL_SIZE, "postgresql:///%s?host=%s&user=yp", name, pg->dir);
}

/* The URL of a new, empty database. */
static inline void pg_fixture_fresh(struct pg_fixture *pg, char url[PG_URL_SIZE])
{
    char name[16], text[64];
    struct yp_db *db = NULL;
    snprintf(name, sizeof name, "t%d", ++pg->ndatabase);
    snprintf(text, sizeof text, "CREATE DATABASE %s", name);
    pg_fixture_url(pg, "postgres", url);
    int rc = yp_db_open(&db, url, YP_DB_OWNER, NULL);
    if (rc == YP_OK)
        rc = yp_db_script(db, text, NULL);
    yp_db_close(db);
    assert(rc == YP_OK);
    (void)rc;
    pg_fixture_url(pg, name, url);
}
