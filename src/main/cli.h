/* The command line: commands and their options. Layer: main. */
#pragma once
#include "core/core.h"

enum yp_command {
    YP_CMD_SERVE,
    YP_CMD_MIGRATE,
    YP_CMD_CHECK,
    YP_CMD_AUDIT,
    YP_CMD_ROUTES,
    YP_CMD_USER,
    YP_CMD_BACKUP,
    YP_CMD_RESTORE,
    YP_CMD_EXPORT,
    YP_CMD_IMPORT,
    YP_CMD_WORKER,
    YP_CMD_SEARCH,
    YP_CMD_REINDEX,
    YP_CMD_HELP,
    YP_CMD_VERSION
};

struct yp_cli {
    enum yp_command command;
    struct yp_config config;
    const char **args; /* what stands beside the options: a file, "add", an address */
    int nargs;
    bool dry_run, tsv, admin, counts, json;
    const char *name, *lang;
    const char *evaluate, *texts; /* folders of annotations and of what they annotate */
};

/*
 * Reads the command line, DIR/yhdyspinta.conf and the environment (YHDYSPINTA_URL, _SMTP,
 * _DATABASE, _TRUSTED_PROXY, _MAIL_FROM); the command line wins, then the environment.
 *
 * Errors  YP_EINVAL with the line to print in err->detail
 * Owner   texts in the arena
 */
int yp_cli_read(struct yp_cli *ret, int argc, char **argv, struct yp_arena *arena,
                struct yp_err *err) YP_MUST_CHECK;
const char *yp_cli_help(void);
/* Whether it is "import bulletin", which asks no database. */
bool yp_cli_is_bulletin(const struct yp_cli *cli);
