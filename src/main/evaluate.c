/* Readings held against annotations. Layer: main. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "lib/icu.h"
#include "lib/json.h"
#include "main/bulletin.h"

enum field {
    TITLE,
    DATES,
    YEAR,
    BODIES,
    PERSONS,
    PERSON_TITLES,
    PERSON_ORGS,
    PROJECTS,
    NETWORKS,
    MODELS,
    ORGS,
    MUNICIPALITIES,
    QUOTES,
    COUNTS,
    QUALIFIERS,
    DEADLINES,
    NFIELDS
};

static const char *const labels[NFIELDS] = { "title",       "dates",         "year",
                                             "bodies",      "persons",       "persons.title",
                                             "persons.org", "projects",      "networks",
                                             "models",      "organizations", "municipalities",
                                             "quotes",      "counts",        "counts.qualifier",
                                             "deadlines" };

struct score {
    int hit, missed, extra;
};

/* Texts to be compared: what the annotation has and what was read. */
struct pair {
    const char **gold, **read;
    int ngold, nread;
};

struct measure {
    struct yp_arena *arena;
    struct score scores[NFIELDS];
    bool is_verbose;
    const char *file;
};

/* Case folded, punctuation stripped, blanks single. */
static const char *plain(struct yp_arena *arena, const char *s)
{
    char *text = yp_icu_fold(arena, s), *to = text;
    for (const char *from = text; *from;) {
        const char *begin = from;
        uint32_t c = yp_utf8_next(&from);
        bool is_kept = yp_icu_is_letter(c) || (c >= '0' && c <= '9');
        if (c == ' ' || c == 0xA0) {
            if (to > text && to[-1] != ' ')
                *to++ = ' ';
        } else if (is_kept) {
            memmove(to, begin, (size_t)(from - begin));
            to += from - begin;
        }
    }
    while (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
    return text;
}

/* Letters and the names they stand for. */
static const char *const same[][2] = {
    { "thl", "terveyden ja hyvinvoinnin laitos" },
    { "stm", "sosiaali ja terveysministeriö" },
    { "avi", "aluehallintovirasto" },
    { "kela", "kansaneläkelaitos" },
    { "okm", "opetus ja kulttuuriministeriö" },
    { "vm", "valtiovarainministeriö" },
    { "tem", "työ ja elinkeinoministeriö" },
    { "hus", "helsingin yliopistollinen sairaala" },
};

static const char *expanded(const char *s)
{
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (!strcmp(s, same[i][0]))
            return same[i][1];
    return s;
}

static bool is_suffix(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n == m ? !strcmp(s, end)
                  : n > m && m > 0 && !strcmp(s + n - m, end) && s[n - m - 1] == ' ';
}

static bool is_match(const char *a, const char *b)
{
    a = expanded(a);
    b = expanded(b);
    return is_suffix(a, b) || is_suffix(b, a);
}

static void compare(struct measure *m, enum field field, const struct pair *p, bool is_exact)
{
    bool *used = yp_arena_array(m->arena, (size_t)p->nread + 1, sizeof *used);
    bool *found = yp_arena_array(m->arena, (size_t)p->ngold + 1, sizeof *found);
    for (int round = 0; round < (is_exact ? 1 : 2); round++)
        for (int i = 0; i < p->ngold; i++)
            for (int j = 0; j < p->nread && !found[i]; j++)
                if (!used[j] &&
                    (round ? is_match(p->gold[i], p->read[j]) : !strcmp(p->gold[i], p->read[j])))
                    found[i] = used[j] = true;
    for (int i = 0; i < p->ngold; i++) {
        *(found[i] ? &m->scores[field].hit : &m->scores[field].missed) += 1;
        if (!found[i] && m->is_verbose)
            printf("%s: %s missed: %s\n", m->file, labels[field], p->gold[i]);
    }
    for (int j = 0; j < p->nread; j++) {
        m->scores[field].extra += !used[j];
        if (!used[j] && m->is_verbose)
            printf("%s: %s too much: %s\n", m->file, labels[field], p->read[j]);
    }
}

static void add(const char ***list, int *n, struct yp_arena *arena, const char *s)
{
    if ((*n & (*n - 1)) == 0) {
        const char **grown = yp_arena_array(arena, *n ? 2 * (size_t)*n : 1, sizeof *grown);
        if (*n)
            memcpy(grown, *list, (size_t)*n * sizeof *grown);
        *list = grown;
    }
    (*list)[(*n)++] = s;
}

static void gold(struct measure *m, struct pair *p, const char *s)
{
    if (s)
        add(&p->gold, &p->ngold, m->arena, s);
}

static void got(struct measure *m, struct pair *p, const char *s)
{
    if (s)
        add(&p->read, &p->nread, m->arena, s);
}

static void compare_names(struct measure *m, enum field field, const struct yp_json *json,
                          const char *name, const struct yp_read_name *list, int n)
{
    struct pair p = { 0 };
    const struct yp_json *items = yp_json_get(json, name);
    if (!items)
        return;
    for (int i = 0; i < items->n; i++)
        gold(m, &p, items->items[i].text ? plain(m->arena, items->items[i].text) : NULL);
    for (int i = 0; i < n; i++)
        got(m, &p, plain(m->arena, list[i].name));
    compare(m, field, &p, false);
}

static void compare_people(struct measure *m, const struct yp_json *json,
                           const struct yp_reading *r)
{
    struct pair names = { 0 };
    const struct yp_json *items = yp_json_get(json, "persons");
    if (!items)
        return;
    for (int i = 0; i < items->n; i++) {
        const char *name = yp_json_text(&items->items[i], "name"),
                   *title = yp_json_text(&items->items[i], "title"),
                   *org = yp_json_text(&items->items[i], "org");
        if (!name)
            continue;
        name = plain(m->arena, name);
        gold(m, &names, name);
        /* held against that person only; a longer or shorter form of the same is right */
        for (int j = 0; j < r->npersons; j++)
            if (is_match(name, plain(m->arena, r->persons[j].name))) {
                struct pair one = { 0 };
                gold(m, &one, title ? plain(m->arena, title) : NULL);
                got(m, &one, r->persons[j].title ? plain(m->arena, r->persons[j].title) : NULL);
                compare(m, PERSON_TITLES, &one, false);
                one = (struct pair){ 0 };
                gold(m, &one, org ? plain(m->arena, org) : NULL);
                got(m, &one, r->persons[j].org ? plain(m->arena, r->persons[j].org) : NULL);
                compare(m, PERSON_ORGS, &one, false);
                break;
            }
    }
    for (int i = 0; i < r->npersons; i++)
        got(m, &names, plain(m->arena, r->persons[i].name));
    compare(m, PERSONS, &names, false);
}

/* The first six words, as the annotations have them. */
static const char *start_of(struct measure *m, const char *text)
{
    const char *s = text;
    for (int words = 0; *s && words < 6; words++) {
        s += strspn(s, " ");
        s += strcspn(s, " ");
    }
    return plain(m->arena, yp_arena_mem(m->arena, text, (size_t)(s - text)));
}

static void compare_quotes(struct measure *m, const struct yp_json *json,
                           const struct yp_reading *r)
{
    struct pair p = { 0 };
    const struct yp_json *items = yp_json_get(json, "quotes");
    if (!items)
        return;
    for (int i = 0; i < items->n; i++) {
        const char *speaker = yp_json_text(&items->items[i], "speaker"),
                   *start = yp_json_text(&items->items[i], "text_starts");
        if (start)
            gold(m, &p,
                 yp_arena_printf(m->arena, "%s: %s", start_of(m, start),
                                 speaker ? plain(m->arena, speaker) : "-"));
    }
    for (int i = 0; i < r->nquotes; i++)
        got(m, &p,
            yp_arena_printf(m->arena, "%s: %s", start_of(m, r->quotes[i].text),
                            r->quotes[i].speaker ? plain(m->arena, r->quotes[i].speaker) : "-"));
    compare(m, QUOTES, &p, true);
}

static void compare_counts(struct measure *m, const struct yp_json *json,
                           const struct yp_reading *r)
{
    struct pair p = { 0 };
    const struct yp_json *items = yp_json_get(json, "counts");
    if (!items)
        return;
    for (int i = 0; i < items->n; i++) {
        const struct yp_json *n = yp_json_get(&items->items[i], "n");
        const char *qualifier = yp_json_text(&items->items[i], "qualifier");
        if (!n)
            continue;
        gold(m, &p, yp_arena_printf(m->arena, "%.15g", n->number));
        for (int j = 0; j < r->ncounts; j++)
            if (r->counts[j].n == n->number) {
                struct pair one = { 0 };
                const char *mine = r->counts[j].qualifier;
                gold(m, &one, qualifier ? plain(m->arena, qualifier) : NULL);
                got(m, &one, mine ? plain(m->arena, mine) : NULL);
                compare(m, QUALIFIERS, &one, false);
                break;
            }
    }
    for (int i = 0; i < r->ncounts; i++)
        got(m, &p, yp_arena_printf(m->arena, "%.15g", r->counts[i].n));
    compare(m, COUNTS, &p, true);
}

static void compare_days(struct measure *m, const struct yp_json *json, const struct yp_reading *r)
{
    struct pair days = { 0 }, years = { 0 };
    const struct yp_json *list = yp_json_get(json, "dates_event");
    const char *one = yp_json_text(json, "date_event");
    if (one && strlen(one) != 10) /* a month, a season: read as a limit, not as a day */
        return;
    for (int i = 0; list && i < list->n; i++)
        if (list->items[i].text && strlen(list->items[i].text) == 10)
            gold(m, &days, list->items[i].text + 5);
    if (!days.ngold && one)
        gold(m, &days, one + 5);
    if (one)
        gold(m, &years, yp_arena_mem(m->arena, one, 4));
    for (int i = 0; i < r->nevents; i++) {
        struct yp_local l = yp_day_split(r->events[i].day);
        got(m, &days, yp_arena_printf(m->arena, "%02d-%02d", l.month, l.day));
        if (!i)
            got(m, &years, yp_arena_printf(m->arena, "%04d", l.year));
    }
    compare(m, DATES, &days, true);
    compare(m, YEAR, &years, true);
}

static void compare_title(struct measure *m, const struct yp_json *json, const struct yp_reading *r)
{
    struct pair p = { 0 };
    const char *title = yp_json_text(json, "title");
    gold(m, &p, title ? plain(m->arena, title) : NULL);
    got(m, &p, r->title ? plain(m->arena, r->title) : NULL);
    compare(m, TITLE, &p, true);
}

static void compare_deadlines(struct measure *m, const struct yp_json *json,
                              const struct yp_reading *r)
{
    static const char *const seasons[] = { "", "kevät", "kesä", "syksy", "talvi" };
    struct pair p = { 0 };
    const struct yp_json *items = yp_json_get(json, "deadlines");
    if (!items)
        return;
    for (int i = 0; i < items->n; i++)
        gold(m, &p, yp_json_text(&items->items[i], "date"));
    for (int i = 0; i < r->ndeadlines; i++) {
        const struct yp_read_day *day = &r->deadlines[i].when;
        struct yp_local l = yp_day_split(day->day);
        const char *s = yp_arena_printf(m->arena, "%04d-%02d-%02d", l.year, l.month, l.day);
        if (day->precision == YP_READ_SEASON)
            s = yp_arena_printf(m->arena, "%04d %s", l.year, seasons[day->season]);
        else if (day->precision != YP_READ_DAY)
            s = yp_arena_mem(m->arena, s, day->precision == YP_READ_MONTH ? 7 : 4);
        got(m, &p, s);
    }
    compare(m, DEADLINES, &p, true);
}

static void compare_all(struct measure *m, const struct yp_json *json, const struct yp_reading *r)
{
    compare_title(m, json, r);
    compare_days(m, json, r);
    compare_names(m, BODIES, json, "bodies", r->bodies, r->nbodies);
    compare_people(m, json, r);
    compare_names(m, PROJECTS, json, "projects", r->projects, r->nprojects);
    compare_names(m, NETWORKS, json, "networks", r->networks, r->nnetworks);
    compare_names(m, MODELS, json, "models", r->models, r->nmodels);
    compare_names(m, ORGS, json, "orgs", r->orgs, r->norgs);
    compare_names(m, MUNICIPALITIES, json, "municipalities", r->municipalities, r->nmunicipalities);
    compare_quotes(m, json, r);
    compare_counts(m, json, r);
    compare_deadlines(m, json, r);
}

static int evaluate_one(struct measure *m, struct yp_words *words, const struct yp_places *places,
                        const char *folder, const char *texts, const char *name, struct yp_err *err)
{
    const struct yp_json *json;
    struct yp_reading *r;
    char *bytes;
    size_t len;
    int rc = yp_bulletin_load(m->arena, yp_arena_printf(m->arena, "%s/%s", folder, name), &bytes,
                              &len, err);
    if (rc == YP_OK)
        rc = yp_json_read(m->arena, bytes, len, &json, err);
    if (rc < 0)
        return rc;
    const char *source = yp_json_text(json, "source_file");
    if (!source)
        source =
            yp_arena_printf(m->arena, "%.*s.txt", (int)(strlen(name) - strlen(".gold.json")), name);
    rc = yp_bulletin_load(m->arena, yp_arena_printf(m->arena, "%s/%s", texts, source), &bytes, &len,
                          err);
    if (rc == YP_OK)
        rc = yp_read_bulletin(&r, words, places, m->arena, bytes, len, NULL, err);
    if (rc < 0)
        return rc;
    m->file = source;
    compare_all(m, json, r);
    return YP_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int annotations(struct yp_arena *arena, const char *folder, const char ***ret, int *n,
                       struct yp_err *err)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return yp_fail(err, YP_EIO, "read.file", "%s: %s", folder, strerror(errno));
    *n = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        const char *end = strstr(e->d_name, ".gold.json");
        if (end && !end[strlen(".gold.json")])
            add(ret, n, arena, yp_arena_str(arena, e->d_name));
    }
    closedir(dir);
    if (!*n)
        return yp_fail(err, YP_EINVAL, "read.file", "%s: no *.gold.json", folder);
    qsort(*ret, (size_t)*n, sizeof **ret, by_name);
    return YP_OK;
}

static void print_line(const char *label, const struct score *s)
{
    double precision = s->hit + s->extra ? (double)s->hit / (s->hit + s->extra) : 1,
           recall = s->hit + s->missed ? (double)s->hit / (s->hit + s->missed) : 1,
           f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    printf("%-17s %9.3f %9.3f %9.3f %6d %6d %6d\n", label, precision, recall, f1,
           s->hit + s->missed, s->missed, s->extra);
}

int yp_bulletin_evaluate(struct yp_words *words, const struct yp_places *places,
                         const char *gold_dir, const char *texts, bool is_verbose,
                         struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct measure m = { .arena = arena, .is_verbose = is_verbose };
    struct score all = { 0 };
    const char **names = NULL;
    int n = 0, rc = annotations(arena, gold_dir, &names, &n, err);
    for (int i = 0; rc == YP_OK && i < n; i++)
        rc = evaluate_one(&m, words, places, gold_dir, texts, names[i], err);
    if (rc < 0)
        return rc;
    printf("%-17s %9s %9s %9s %6s %6s %6s\n", "field", "precision", "recall", "F1", "gold",
           "missed", "extra");
    for (int i = 0; i < NFIELDS; i++) {
        print_line(labels[i], &m.scores[i]);
        all.hit += m.scores[i].hit;
        all.missed += m.scores[i].missed;
        all.extra += m.scores[i].extra;
    }
    print_line("all", &all);
    printf("%d texts\n", n);
    return YP_OK;
}
