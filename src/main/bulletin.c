#include "main/bulletin.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "base/clock.h"
#include "core/files.h"
#include "tpl/tpl.h"

int yp_bulletin_load(struct yp_arena *arena, const char *path, char **ret, size_t *ret_len,
                     struct yp_err *err)
{
    bool is_input = !strcmp(path, "-");
    FILE *in = is_input ? stdin : fopen(path, "rb");
    if (!in)
        return yp_fail(err, YP_EIO, "read.file", "%s: %s", path, strerror(errno));
    char *mem = yp_arena_alloc(arena, YP_READ_BYTES_MAX + 2);
    size_t len = fread(mem, 1, YP_READ_BYTES_MAX + 1, in);
    int rc = YP_OK;
    if (ferror(in))
        rc = yp_fail(err, YP_EIO, "read.file", "%s: %s", path, strerror(errno));
    else if (len > YP_READ_BYTES_MAX)
        rc = yp_fail(err, YP_ELIMIT, "read.long", "%s: over %d bytes", path, YP_READ_BYTES_MAX);
    if (!is_input)
        fclose(in);
    if (rc < 0)
        return rc;
    *ret = mem;
    *ret_len = len;
    return YP_OK;
}

/* A day as far as it is known: 2021-10-29, 2021-06, "2022 syksy", 2022. */
static const char *written(struct yp_arena *arena, const struct yp_read_day *day)
{
    static const char *const seasons[] = { "", "kevät", "kesä", "syksy", "talvi" };
    struct yp_local l = yp_day_split(day->day);
    switch (day->precision) {
    case YP_READ_MONTH: return yp_arena_printf(arena, "%04d-%02d", l.year, l.month);
    case YP_READ_SEASON: return yp_arena_printf(arena, "%04d %s", l.year, seasons[day->season]);
    case YP_READ_YEAR: return yp_arena_printf(arena, "%04d", l.year);
    default: return yp_arena_printf(arena, "%04d-%02d-%02d", l.year, l.month, l.day);
    }
}

static const char *const precisions[] = { "day", "month", "season", "year" };
static const char *const kinds[] = { "heard", "approved", "decided",
                                     "moved", "promised", "recommended" };

static void text_or_null(struct yp_buf *out, const char *s)
{
    if (s)
        yp_json_string(out, s, strlen(s));
    else
        yp_buf_str(out, "null");
}

static void member(struct yp_buf *out, const char *name, const char *s)
{
    yp_buf_printf(out, "%s\"%s\":", strchr("{[", out->mem[out->len - 1]) ? "" : ",", name);
    text_or_null(out, s);
}

static void open_item(struct yp_buf *out)
{
    yp_buf_str(out, out->mem[out->len - 1] == '[' ? "{" : ",{");
}

static void names(struct yp_buf *out, const char *field, const struct yp_read_name *list, int n)
{
    yp_buf_printf(out, ",\"%s\":[", field);
    for (int i = 0; i < n; i++) {
        yp_buf_str(out, i ? "," : "");
        text_or_null(out, list[i].name);
    }
    yp_buf_char(out, ']');
}

static void people(struct yp_buf *out, const struct yp_reading *r)
{
    yp_buf_str(out, ",\"persons\":[");
    for (int i = 0; i < r->npersons; i++) {
        open_item(out);
        member(out, "name", r->persons[i].name);
        member(out, "title", r->persons[i].title);
        member(out, "org", r->persons[i].org);
        yp_buf_char(out, '}');
    }
    yp_buf_char(out, ']');
}

static void said(struct yp_buf *out, const struct yp_reading *r)
{
    yp_buf_str(out, ",\"quotes\":[");
    for (int i = 0; i < r->nquotes; i++) {
        open_item(out);
        member(out, "speaker", r->quotes[i].speaker);
        member(out, "text", r->quotes[i].text);
        yp_buf_char(out, '}');
    }
    yp_buf_str(out, "],\"counts\":[");
    for (int i = 0; i < r->ncounts; i++) {
        open_item(out);
        member(out, "what", r->counts[i].what);
        yp_buf_printf(out, ",\"n\":%.15g", r->counts[i].n);
        member(out, "qualifier", r->counts[i].qualifier);
        yp_buf_char(out, '}');
    }
    yp_buf_char(out, ']');
}

static void done(struct yp_buf *out, struct yp_arena *arena, const struct yp_reading *r)
{
    yp_buf_str(out, ",\"deadlines\":[");
    for (int i = 0; i < r->ndeadlines; i++) {
        open_item(out);
        member(out, "what", r->deadlines[i].what);
        member(out, "date", written(arena, &r->deadlines[i].when));
        member(out, "precision", precisions[r->deadlines[i].when.precision]);
        yp_buf_char(out, '}');
    }
    yp_buf_str(out, "],\"outcomes\":[");
    for (int i = 0; i < r->noutcomes; i++) {
        open_item(out);
        member(out, "kind", kinds[r->outcomes[i].kind]);
        member(out, "text", r->outcomes[i].text);
        yp_buf_char(out, '}');
    }
    yp_buf_str(out, "],\"flags\":[");
    for (int i = 0; i < r->nflags; i++) {
        open_item(out);
        member(out, "kind", r->flags[i].kind);
        member(out, "text", r->flags[i].text);
        yp_buf_char(out, '}');
    }
    yp_buf_char(out, ']');
}

static void as_json(struct yp_buf *out, struct yp_arena *arena, const char *file,
                    const struct yp_reading *r)
{
    yp_buf_char(out, '{');
    member(out, "file", file);
    member(out, "title", r->title);
    member(out, "date_event", r->nevents ? written(arena, &r->events[0]) : NULL);
    yp_buf_str(out, ",\"dates_event\":[");
    for (int i = 0; i < r->nevents; i++) {
        yp_buf_str(out, i ? "," : "");
        text_or_null(out, written(arena, &r->events[i]));
    }
    yp_buf_printf(out, "],\"year_inferred\":%s",
                  r->nevents && r->events[0].year > YP_READ_BY_NEIGHBOUR ? "true" : "false");
    names(out, "bodies", r->bodies, r->nbodies);
    people(out, r);
    names(out, "projects", r->projects, r->nprojects);
    names(out, "networks", r->networks, r->nnetworks);
    names(out, "models", r->models, r->nmodels);
    names(out, "orgs", r->orgs, r->norgs);
    names(out, "municipalities", r->municipalities, r->nmunicipalities);
    said(out, r);
    done(out, arena, r);
    yp_buf_str(out, "}\n");
}

static void list(const char *label, const struct yp_read_name *names_, int n)
{
    for (int i = 0; i < n; i++)
        printf("  %-13s %s\n", label, names_[i].name);
}

static void as_lines(struct yp_arena *arena, const char *file, const struct yp_reading *r)
{
    printf("%s\n  %-13s %s\n", file, "title", r->title ? r->title : "-");
    for (int i = 0; i < r->nevents; i++)
        printf("  %-13s %s%s\n", "event", written(arena, &r->events[i]),
               r->events[i].year > YP_READ_BY_NEIGHBOUR ? " (year inferred)" : "");
    list("body", r->bodies, r->nbodies);
    for (int i = 0; i < r->npersons; i++)
        printf("  %-13s %s%s%s%s%s\n", "person", r->persons[i].name,
               r->persons[i].title ? ", " : "", r->persons[i].title ? r->persons[i].title : "",
               r->persons[i].org ? ", " : "", r->persons[i].org ? r->persons[i].org : "");
    list("project", r->projects, r->nprojects);
    list("network", r->networks, r->nnetworks);
    list("model", r->models, r->nmodels);
    list("organization", r->orgs, r->norgs);
    list("municipality", r->municipalities, r->nmunicipalities);
    for (int i = 0; i < r->nquotes; i++)
        printf("  %-13s %s: %s\n", "quote", r->quotes[i].speaker ? r->quotes[i].speaker : "?",
               r->quotes[i].text);
    for (int i = 0; i < r->ncounts; i++)
        printf("  %-13s %s%s%.15g %s\n", "count",
               r->counts[i].qualifier ? r->counts[i].qualifier : "",
               r->counts[i].qualifier ? " " : "", r->counts[i].n, r->counts[i].what);
    for (int i = 0; i < r->ndeadlines; i++)
        printf("  %-13s %s: %s\n", "deadline", written(arena, &r->deadlines[i].when),
               r->deadlines[i].what);
    for (int i = 0; i < r->noutcomes; i++)
        printf("  %-13s %s\n", kinds[r->outcomes[i].kind], r->outcomes[i].text);
    for (int i = 0; i < r->nflags; i++)
        printf("  %-13s %s: %s\n", "look at", r->flags[i].kind, r->flags[i].text);
}

static int read_one(const struct yp_cli *cli, struct yp_words *words,
                    const struct yp_places *places, const char *file, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    struct yp_reading *r;
    char *bytes;
    size_t len;
    int rc = yp_bulletin_load(arena, file, &bytes, &len, err);
    if (rc == YP_OK)
        rc = yp_read_bulletin(&r, words, places, arena, bytes, len, NULL, err);
    if (rc < 0)
        return rc;
    if (cli->json) {
        as_json(&out, arena, file, r);
        fwrite(out.mem, 1, out.len, stdout);
    } else {
        as_lines(arena, file, r);
    }
    return YP_OK;
}

int yp_bulletin_command(const struct yp_cli *cli, struct yp_err *err)
{
    struct yp_words *words = NULL;
    struct yp_places *places = NULL;
    struct yp_files *files = yp_files_new(NULL);
    size_t len = 0;
    const char *areas = yp_files_get(files, "data/areas.csv", &len);
    int rc = yp_places_new(&places, areas ? areas : "", areas ? len : 0, err);
    if (rc == YP_OK)
        rc = yp_words_new(&words, err);
    if (rc == YP_OK && cli->evaluate)
        rc = yp_bulletin_evaluate(words, places, cli->evaluate,
                                  cli->texts ? cli->texts : cli->evaluate, cli->nargs > 1, err);
    for (int i = 1; rc == YP_OK && !cli->evaluate && i < cli->nargs; i++)
        rc = read_one(cli, words, places, cli->args[i], err);
    yp_words_free(words);
    yp_places_free(places);
    yp_files_free(files);
    return rc;
}

static void tell_kept(const struct yp_cli *cli, const char *file,
                      const struct yp_kept_reading *kept)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    if (cli->json) {
        yp_buf_char(&out, '{');
        member(&out, "file", file);
        yp_buf_printf(
            &out, ",\"path\":\"/bulletins/import/%" PRId64 "\",\"is_new\":%s,\"findings\":%d}\n",
            kept->id, kept->is_new ? "true" : "false", kept->nfindings);
        fwrite(out.mem, 1, out.len, stdout);
    } else if (kept->is_new) {
        printf("%s: /bulletins/import/%" PRId64 ", %d findings\n", file, kept->id, kept->nfindings);
    } else {
        printf("%s: /bulletins/import/%" PRId64 ", read before\n", file, kept->id);
    }
    fflush(stdout);
}

int yp_bulletin_keep(struct yp_core *core, const struct yp_cli *cli, struct yp_err *err)
{
    int failed = 0;
    for (int i = 1; i < cli->nargs; i++) {
        YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
        struct yp_kept_reading kept;
        char *bytes;
        size_t len;
        int rc = yp_bulletin_load(arena, cli->args[i], &bytes, &len, err);
        if (rc == YP_OK)
            rc = yp_keep_reading(core, arena, cli->args[i], bytes, len, &kept, err);
        if (rc == YP_OK) {
            tell_kept(cli, cli->args[i], &kept);
        } else if (rc == YP_EIO || rc == YP_ELIMIT || rc == YP_EINVAL) {
            fprintf(stderr, "%s: %s\n", cli->args[i], err->key);
            failed++;
        } else {
            return rc;
        }
    }
    return failed ? yp_fail(err, YP_EINVAL, "cli.some_failed", "%d of %d files", failed,
                            cli->nargs - 1)
                  : YP_OK;
}
