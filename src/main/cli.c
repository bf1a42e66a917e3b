#include "main/cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/catalog.h"
#include "lib/mail.h"
#include "lib/smtp.h"
#include "web/web.h"

static const char *const commands[] = { "serve",  "migrate", "check",   "audit",  "routes",
                                        "user",   "backup",  "restore", "export", "import",
                                        "worker", "search",  "reindex", "help",   "version" };

enum kind { FLAG, TEXT, NUMBER };

struct option {
    const char *name;
    enum kind kind;
    size_t at;               /* offset in struct yp_cli */
    const char *environment; /* NULL: not there and not in the file */
    unsigned commands;       /* bits of enum yp_command */
};

#define IN(c) (1u << YP_CMD_##c)
#define RUNNING (IN(SERVE) | IN(WORKER))
#define DATABASE                                                                                   \
    (RUNNING | IN(MIGRATE) | IN(USER) | IN(BACKUP) | IN(RESTORE) | IN(EXPORT) | IN(IMPORT) |       \
     IN(SEARCH) | IN(REINDEX))
#define FIELD(f) offsetof(struct yp_cli, f)

static const struct option options[] = {
    { "data", TEXT, FIELD(config.data), NULL, DATABASE },
    { "database", TEXT, FIELD(config.database), "DATABASE", DATABASE | IN(CHECK) },
    { "listen", TEXT, FIELD(config.listen), "LISTEN", IN(SERVE) },
    { "url", TEXT, FIELD(config.url), "URL", RUNNING | IN(USER) },
    { "smtp", TEXT, FIELD(config.smtp), "SMTP", RUNNING },
    { "mail-from", TEXT, FIELD(config.mail_from), "MAIL_FROM", RUNNING },
    { "trusted-proxy", TEXT, FIELD(config.trusted_proxy), "TRUSTED_PROXY", IN(SERVE) },
    { "workers", NUMBER, FIELD(config.workers), NULL, IN(SERVE) },
    { "demo", FLAG, FIELD(config.demo), NULL, IN(SERVE) },
    { "overlay", TEXT, FIELD(config.overlay), NULL, IN(SERVE) | IN(CHECK) },
    { "no-worker", FLAG, FIELD(config.no_worker), NULL, IN(SERVE) },
    { "test", FLAG, FIELD(config.test), NULL, IN(SERVE) },
    { "dry-run", FLAG, FIELD(dry_run), NULL, IN(MIGRATE) | IN(IMPORT) },
    { "tsv", FLAG, FIELD(tsv), NULL, IN(ROUTES) },
    { "counts", FLAG, FIELD(counts), NULL, IN(CHECK) },
    { "admin", FLAG, FIELD(admin), NULL, IN(USER) },
    { "name", TEXT, FIELD(name), NULL, IN(USER) },
    { "lang", TEXT, FIELD(lang), NULL, IN(USER) | IN(IMPORT) | IN(SEARCH) },
    { "json", FLAG, FIELD(json), NULL, IN(SEARCH) | IN(IMPORT) },
    { "evaluate", TEXT, FIELD(evaluate), NULL, IN(IMPORT) },
    { "texts", TEXT, FIELD(texts), NULL, IN(IMPORT) },
};
enum { NOPTIONS = sizeof options / sizeof *options };

const char *yp_cli_help(void)
{
    return "Usage: yhdyspinta COMMAND [options]\n"
           "\n"
           "  serve --data DIR      serve the pages until SIGTERM\n"
           "      --listen ADDR:PORT    where (127.0.0.1:8080; port 0 takes a free one)\n"
           "      --database URL        postgresql://… instead of SQLite in DIR\n"
           "      --url URL             public address; without it mail waits in the outbox\n"
           "      --smtp URL            smtp://user:password@host:587; without it mail waits\n"
           "      --mail-from ADDRESS   sender of mail\n"
           "      --trusted-proxy ADDR  whose X-Forwarded-For and -Proto are believed\n"
           "      --workers N           request threads\n"
           "      --demo                fill an empty DIR with the demonstration region (loopback "
           "only)\n"
           "      --overlay DIR         pages, messages and assets read from a folder "
           "(development)\n"
           "      --no-worker           mail, gaps and other jobs run elsewhere\n"
           "  worker --data DIR     run only the jobs\n"
           "  migrate --data DIR [--dry-run]\n"
           "                        bring the schema up to date\n"
           "  check [--database URL] [--overlay DIR] [--counts]\n"
           "                        check every page, statement and message\n"
           "  audit                 print what each page can reach\n"
           "  routes [--tsv]        print every address and who may use it\n"
           "  user add ADDRESS --data DIR [--name NAME] [--lang LANG] [--admin]\n"
           "                        make an account and print its one-time link\n"
           "  backup FILE --data DIR\n"
           "                        write one SQLite file, attachments included, from one "
           "snapshot\n"
           "  restore FILE --data DIR\n"
           "                        read such a file into an empty database\n"
           "  export KIND --data DIR    write a table as CSV: organizations, people, posts, "
           "groups, memberships, ties\n"
           "  import KIND FILE --data DIR [--lang LANG] [--dry-run]\n"
           "                        read such a CSV; lists every row it would refuse and why\n"
           "  import bulletin --data DIR [--json] FILE|- …\n"
           "                        read bulletins, text or HTML, for an administrator to go "
           "through\n"
           "  import bulletin --dry-run [--json] FILE|- …\n"
           "                        print what they say, and keep nothing\n"
           "  import bulletin --evaluate GOLD_DIR [--texts TEXT_DIR] [details]\n"
           "                        hold readings against annotations\n"
           "  search QUERY --data DIR [--lang LANG] [--json]\n"
           "                        find records by words in any form\n"
           "  reindex --data DIR    read the words of every record anew for the search\n"
           "  --help, --version\n"
           "\n"
           "Settings may also stand in DIR/yhdyspinta.conf (url = …, smtp = …, database = …) and "
           "in the\n"
           "environment (YHDYSPINTA_URL, YHDYSPINTA_SMTP, YHDYSPINTA_DATABASE, …).\n";
}

static int refuse(struct yp_err *err, const char *what, const char *name)
{
    return yp_fail(err, YP_EINVAL, "cli.refused", "%s: %s (see yhdyspinta --help)", what, name);
}

static int set(struct yp_cli *cli, const struct option *o, const char *value, struct yp_err *err)
{
    char *at = (char *)cli + o->at, *end;
    if (o->kind == FLAG) {
        *(bool *)at = true;
    } else if (o->kind == TEXT) {
        if (!*value)
            return refuse(err, "empty value of option", o->name);
        *(const char **)at = value;
    } else {
        long n = strtol(value, &end, 10);
        if (!*value || *end || n < 1 || n > 1024)
            return refuse(err, "not a number from 1 to 1024", value);
        *(int *)at = (int)n;
    }
    return YP_OK;
}

static const struct option *find(const char *name, size_t len)
{
    for (int i = 0; i < NOPTIONS; i++)
        if (strlen(options[i].name) == len && !strncmp(options[i].name, name, len))
            return &options[i];
    return NULL;
}

static int read_arguments(struct yp_cli *cli, int argc, char **argv, unsigned *given,
                          struct yp_err *err)
{
    for (int i = 2; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) != 0) {
            if (argv[i][0] == '-' && argv[i][1]) /* "-" alone is standard input */
                return refuse(err, "unknown option", argv[i]);
            cli->args[cli->nargs++] = argv[i];
            continue;
        }
        const char *eq = strchr(argv[i], '=');
        size_t len = eq ? (size_t)(eq - argv[i] - 2) : strlen(argv[i] + 2);
        const struct option *o = find(argv[i] + 2, len);
        if (!o)
            return refuse(err, "unknown option", argv[i]);
        if (!(o->commands & (1u << cli->command)))
            return refuse(err, "an option of another command", argv[i]);
        const char *value = eq ? eq + 1 : "";
        if (o->kind == FLAG && eq)
            return refuse(err, "an option without a value", argv[i]);
        if (o->kind != FLAG && !eq) {
            if (i + 1 == argc)
                return refuse(err, "an option that wants a value", argv[i]);
            value = argv[++i];
        }
        if (*given & (1u << (o - options)))
            return refuse(err, "an option given twice", argv[i - (o->kind != FLAG && !eq)]);
        *given |= 1u << (o - options);
        int rc = set(cli, o, value, err);
        if (rc < 0)
            return rc;
    }
    return YP_OK;
}

static char *trimmed(char *s)
{
    while (*s == ' ' || *s == '\t')
        s++;
    size_t len = strlen(s);
    while (len && strchr(" \t\r\n", s[len - 1]))
        s[--len] = '\0';
    return s;
}

/* DIR/yhdyspinta.conf: "name = value" lines; # begins a comment. */
static int read_conf(struct yp_cli *cli, unsigned *given, struct yp_arena *arena,
                     struct yp_err *err)
{
    if (!cli->config.data)
        return YP_OK;
    char *path = yp_arena_printf(arena, "%s/yhdyspinta.conf", cli->config.data), line[1024];
    FILE *in = fopen(path, "r");
    if (!in)
        return errno == ENOENT || errno == ENOTDIR
                   ? YP_OK
                   : yp_fail(err, YP_EIO, "cli.conf", "%s: %s", path, strerror(errno));
    int rc = YP_OK;
    while (rc == YP_OK && fgets(line, sizeof line, in)) {
        char *name = trimmed(line), *eq = strchr(name, '=');
        if (!*name || *name == '#')
            continue;
        if (!eq) {
            rc = refuse(err, "not a setting in yhdyspinta.conf", name);
            break;
        }
        *eq = '\0';
        name = trimmed(name);
        const struct option *o = find(name, strlen(name));
        if (!o || !o->environment)
            rc = refuse(err, "unknown setting in yhdyspinta.conf", name);
        else if (!(*given & (1u << (o - options))) && (o->commands & (1u << cli->command)))
            rc = set(cli, o, yp_arena_str(arena, trimmed(eq + 1)), err);
    }
    fclose(in);
    return rc;
}

static int read_environment(struct yp_cli *cli, unsigned *given, struct yp_err *err)
{
    for (int i = 0; i < NOPTIONS; i++) {
        char name[64];
        if (!options[i].environment || (*given & (1u << i)) ||
            !(options[i].commands & (1u << cli->command)))
            continue;
        snprintf(name, sizeof name, "YHDYSPINTA_%s", options[i].environment);
        const char *value = getenv(name);
        if (!value || !*value)
            continue;
        *given |= 1u << i;
        int rc = set(cli, &options[i], value, err);
        if (rc < 0)
            return rc;
    }
    return YP_OK;
}

static bool is_loopback(const char *listen)
{
    return !strncmp(listen, "127.", 4) || !strncmp(listen, "[::1]", 5);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool yp_cli_is_bulletin(const struct yp_cli *cli)
{
    return cli->command == YP_CMD_IMPORT && cli->nargs && !strcmp(cli->args[0], "bulletin");
}

static int judge_bulletin(const struct yp_cli *cli, struct yp_err *err)
{
    if (cli->evaluate)
        return cli->nargs > 2 || (cli->nargs == 2 && strcmp(cli->args[1], "details") != 0)
                   ? refuse(err, "unexpected words after", "import bulletin --evaluate")
                   : YP_OK;
    if (cli->nargs < 2)
        return refuse(err, "words missing after", "import bulletin");
    if (!cli->dry_run && !cli->config.data)
        return refuse(err, "--data DIR is missing, or --dry-run", "import bulletin");
    return YP_OK;
}

static int judge_words(const struct yp_cli *cli, struct yp_err *err)
{
    if (yp_cli_is_bulletin(cli))
        return judge_bulletin(cli, err);
    if ((cli->json && cli->command == YP_CMD_IMPORT) || cli->evaluate || cli->texts)
        return refuse(err, "only of import bulletin", "--json, --evaluate, --texts");
    static const int words[] = {
        [YP_CMD_USER] = 2,   [YP_CMD_BACKUP] = 1, [YP_CMD_RESTORE] = 1, [YP_CMD_EXPORT] = 1,
        [YP_CMD_IMPORT] = 2, [YP_CMD_SEARCH] = 1, [YP_CMD_VERSION] = 0
    };
    if (cli->nargs != words[cli->command])
        return refuse(err, cli->nargs ? "unexpected or missing words after" : "words missing after",
                      commands[cli->command]);
    bool wants_data = (DATABASE & (1u << cli->command)) != 0;
    if (wants_data && !cli->config.data)
        return refuse(err, "--data DIR is missing", commands[cli->command]);
    if (cli->command == YP_CMD_EXPORT && !is_folder(cli->config.data))
        return refuse(err, "--data wants a folder that is there", cli->config.data);
    if (cli->command == YP_CMD_USER && strcmp(cli->args[0], "add") != 0)
        return refuse(err, "unknown word", cli->args[0]);
    if (cli->command == YP_CMD_USER && !yp_mail_address_ok(cli->args[1]))
        return refuse(err, "not an e-mail address", cli->args[1]);
    if (cli->lang && yp_lang_index(cli->lang) < 0)
        return refuse(err, "not a language", cli->lang);
    return YP_OK;
}

static bool smtp_ok(const char *url)
{
    struct yp_err err = { 0 };
    struct yp_smtp *smtp = yp_smtp_new(url, &err);
    yp_smtp_free(smtp);
    return smtp != NULL;
}

static int judge_settings(const struct yp_config *c, struct yp_err *err)
{
    if (!yp_listen_ok(c->listen))
        return refuse(err, "--listen wants ADDRESS:PORT", c->listen);
    if (c->demo && !is_loopback(c->listen))
        return refuse(err, "--demo serves loopback addresses only", c->listen);
    if (c->url && strncmp(c->url, "http://", 7) != 0 && strncmp(c->url, "https://", 8) != 0)
        return refuse(err, "--url wants http:// or https://", c->url);
    if (c->url && strchr("/:", strstr(c->url, "://")[3])) /* its end among them */
        return refuse(err, "--url wants a host", c->url);
    if (c->url && c->url[strcspn(c->url, " \t\"<>?#")])
        return refuse(err, "--url wants an address without query", c->url);
    if (c->url && c->url[strlen(c->url) - 1] == '/')
        return refuse(err, "--url ends without a slash", c->url);
    if (c->smtp && !smtp_ok(c->smtp))
        return refuse(err, "--smtp wants smtp://host:port or smtps://host:port", c->smtp);
    if (c->database && !yp_db_is_pg(c->database))
        return refuse(err, "--database wants postgresql://", c->database);
    if (c->mail_from && !yp_mail_address_ok(c->mail_from))
        return refuse(err, "--mail-from wants an e-mail address", c->mail_from);
    if (c->trusted_proxy && !yp_address_ok(c->trusted_proxy))
        return refuse(err, "--trusted-proxy wants an address", c->trusted_proxy);
    if (c->overlay && !is_folder(c->overlay))
        return refuse(err, "--overlay wants a folder", c->overlay);
    return YP_OK;
}

int yp_cli_read(struct yp_cli *ret, int argc, char **argv, struct yp_arena *arena,
                struct yp_err *err)
{
    struct yp_cli cli = { .command = YP_CMD_HELP };
    cli.args = yp_arena_array(arena, (size_t)(argc > 0 ? argc : 1), sizeof *cli.args);
    unsigned given = 0;
    if (argc < 2)
        return refuse(err, "no command", "serve, check …");
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "--version")) {
        cli.command = argv[1][2] == 'h' ? YP_CMD_HELP : YP_CMD_VERSION;
        *ret = cli;
        return YP_OK;
    }
    int found = -1;
    for (int i = 0; i < (int)(sizeof commands / sizeof *commands); i++)
        if (!strcmp(argv[1], commands[i]))
            found = i;
    if (found < 0)
        return refuse(err, "unknown command", argv[1]);
    cli.command = (enum yp_command)found;
    cli.config.listen = "127.0.0.1:8080";
    for (int i = 2; i < argc; i++)
        if (!strcmp(argv[i], "--help")) {
            cli.command = YP_CMD_HELP;
            *ret = cli;
            return YP_OK;
        }
    int rc = read_arguments(&cli, argc, argv, &given, err);
    if (rc == YP_OK)
        rc = read_environment(&cli, &given, err);
    if (rc == YP_OK)
        rc = read_conf(&cli, &given, arena, err);
    if (rc == YP_OK)
        rc = judge_words(&cli, err);
    if (rc == YP_OK)
        rc = judge_settings(&cli.config, err);
    if (rc == YP_OK)
        *ret = cli;
    return rc;
}
