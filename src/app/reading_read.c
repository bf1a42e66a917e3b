/* From what the reader tells to findings that a person answers for. Layer: app. Spec:
 * doc/spec/reading.md, section 9. */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "app/reading_int.h"
#include "app/search.h"
#include "app/when.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "lib/icu.h"
#include "lib/sodium.h"

enum { TITLE_MAX = 100, KNOWN_MAX = 200000, TEXT_MAX = 100000, COUNTIES = 40 };

const char *const yp_finding_kinds[F_KINDS] = {
    "bulletin",  "group",      "organization", "person", "membership", "meeting", "item",
    "statement", "commitment", "municipality", "model",  "count",      "deadline"
};

enum yp_finding_kind yp_finding_kind_of(const char *name)
{
    int k = 0;
    while (k < F_KINDS && strcmp(yp_finding_kinds[k], name) != 0)
        k++;
    return (enum yp_finding_kind)k;
}

struct maker {
    struct yp_arena *arena;
    const struct yp_reading *r;
    struct yp_read_in *in;
    struct yp_finding spare; /* what is one too many is written here and forgotten */
};

/* --- sentences and names --- */

static bool meet(struct yp_read_span a, struct yp_read_span b)
{
    return a.len && b.len && a.at < b.at + b.len && b.at < a.at + a.len;
}

/* The sentences that a place lies in, on one line. */
static const char *sentence_of(const struct maker *m, struct yp_read_span span)
{
    const struct yp_reading *r = m->r;
    size_t from = span.at, end = span.at + span.len;
    for (int i = 0; i < r->nsentences; i++) {
        struct yp_read_span s = r->sentences[i];
        if (!meet(s, span))
            continue;
        if (s.at < from)
            from = s.at;
        if (s.at + s.len > end)
            end = s.at + s.len;
    }
    char *text = yp_arena_mem(m->arena, r->text + from, end - from);
    for (char *s = text; *s; s++)
        if (*s == '\n' || *s == '\t')
            *s = ' ';
    text[yp_utf8_bytes(text, F_BODY_MAX)] = '\0';
    return text;
}

/* The first words of a text, at most max code points. */
static const char *clipped(struct yp_arena *arena, const char *text, size_t max)
{
    size_t len = yp_utf8_bytes(text, max);
    if (!text[len])
        return text;
    size_t end = len;
    while (end > len / 2 && text[end] != ' ')
        end--;
    return yp_arena_printf(arena, "%.*s…", (int)(text[end] == ' ' ? end : len), text);
}

/* A name as it may stand in a register. */
static const char *named(const struct maker *m, const char *name)
{
    return clipped(m->arena, name ? name : "", F_NAME_MAX - 1);
}

static const char *last_word(const char *text)
{
    const char *blank = strrchr(text, ' ');
    return blank ? blank + 1 : text;
}

static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), k = strlen(end);
    return n >= k && !strcmp(text + n - k, end);
}

/* Whether two names mean the same: equal, or one is the other's last words. */
static bool same_name(struct yp_arena *arena, const char *a, const char *b)
{
    const char *x = yp_icu_fold(arena, a), *y = yp_icu_fold(arena, b);
    size_t nx = strlen(x), ny = strlen(y);
    if (nx < ny) {
        const char *t = x;
        size_t n = nx;
        x = y;
        nx = ny;
        y = t;
        ny = n;
    }
    return ny && ends_in(x, y) && (nx == ny || x[nx - ny - 1] == ' ');
}

/* --- what kind, which role --- */

struct ending {
    const char *end, *word;
};

static const char *word_by_end(const struct ending *list, const char *text)
{
    for (; list->end; list++)
        if (ends_in(text, list->end))
            return list->word;
    return NULL;
}

static const char *organization_kind(struct yp_arena *arena, const char *name)
{
    static const struct ending ends[] = { { "kuntayhtymä", "joint_authority" },
                                          { "hyvinvointialue", "county" },
                                          { "kaupunki", "municipality" },
                                          { "kunta", "municipality" },
                                          { " ry", "ngo" },
                                          { "yhdistys", "ngo" },
                                          { "yhteisökeskus", "ngo" },
                                          { "yrittäjät", "ngo" },
                                          { " oy", "company" },
                                          { " oyj", "company" },
                                          { " ab", "company" },
                                          { "osuuskunta", "cooperative" },
                                          { "seurakunta", "parish" },
                                          { "seurakuntayhtymä", "parish" },
                                          { "poliisi", "police" },
                                          { "poliisilaitos", "police" },
                                          { "ministeriö", "ministry" },
                                          { "te-toimisto", "employment" },
                                          { "työllisyysalue", "employment" },
                                          { "aluehallintovirasto", "avi" },
                                          { "ely-keskus", "ely" },
                                          { "elinvoimakeskus", "elinvoimakeskus" },
                                          { "virasto", "agency" },
                                          { "laitos", "agency" },
                                          { "koulu", "school" },
                                          { "lukio", "school" },
                                          { "opisto", "school" },
                                          { "maakuntaliitto", "regional_council" },
                                          { NULL, NULL } };
    static const struct ending known[] = { { "stm", "ministry" }, { "okm", "ministry" },
                                           { "vm", "ministry" },  { "thl", "agency" },
                                           { "kela", "agency" },  { "kuntaliitto", "ngo" },
                                           { NULL, NULL } };
    const char *fold = yp_icu_fold(arena, name), *first = strchr(fold, ' ');
    for (const struct ending *k = known; k->end; k++)
        if (!strcmp(fold, k->end))
            return k->word;
    const char *word = word_by_end(ends, fold);
    if (!word && first) /* "Sote-osuuskunta Suomi" says it in the first word */
        word = word_by_end(ends, yp_arena_mem(arena, fold, (size_t)(first - fold)));
    return word ? word : "other";
}

static const char *role_of(struct yp_arena *arena, const char *title)
{
    static const struct ending ends[] = { { "varapuheenjohtaja", "deputy_chair" },
                                          { "puheenjohtaja", "chair" },
                                          { "sihteeri", "secretary" },
                                          { "varajäsen", "deputy" },
                                          { "jäsen", "member" },
                                          { "koordinaattori", "coordinator" },
                                          { "johtaja", "director" },
                                          { "päällikkö", "director" },
                                          { "valvoja", "supervisor" },
                                          { "asiantuntija", "expert" },
                                          { NULL, NULL } };
    const char *word = word_by_end(ends, last_word(yp_icu_fold(arena, title)));
    return word ? word : "member";
}

/* --- days --- */

static const char *const precisions[] = { "day", "month", "season", "year" };

static void put_day(const struct maker *m, struct yp_finding *f, const struct yp_read_day *day)
{
    struct yp_local l = yp_day_split(day->day);
    struct yp_when when = { .first = day->day, .last = day->day, .precision = "day" };
    const char *text = "";
    if (day->precision == YP_READ_MONTH)
        text = yp_arena_printf(m->arena, "%04d-%02d", l.year, l.month);
    else if (day->precision == YP_READ_SEASON)
        text = yp_arena_printf(m->arena, "%04d-%02d", l.year, 20 + day->season);
    else if (day->precision == YP_READ_YEAR)
        text = yp_arena_printf(m->arena, "%04d", l.year);
    if (*text && !yp_when_read(text, &when))
        return;
    f->has_day = true;
    f->from_day = when.first;
    f->day = when.last;
    f->precision = precisions[day->precision];
}

/* --- findings --- */

static struct yp_finding *add(struct maker *m, enum yp_finding_kind kind, struct yp_read_span span,
                              const char *name)
{
    struct yp_finding *f = m->in->n < FINDINGS_MAX ? &m->in->findings[m->in->n++] : &m->spare;
    *f = (struct yp_finding){ .kind = kind,
                              .span = span,
                              .sentence = span.len ? sentence_of(m, span) : "",
                              .as_read = named(m, name),
                              .name = named(m, name),
                              .precision = "day" };
    return f;
}

static const struct yp_finding *find(const struct maker *m, enum yp_finding_kind kind,
                                     const char *name)
{
    for (int i = 0; i < m->in->n; i++)
        if (m->in->findings[i].kind == kind &&
            same_name(m->arena, m->in->findings[i].as_read, name))
            return &m->in->findings[i];
    return NULL;
}

static void add_groups(struct maker *m, const struct yp_read_name *list, int n, const char *kind)
{
    for (int i = 0; i < n; i++) {
        struct yp_finding *f = add(m, F_GROUP, list[i].span, list[i].name);
        f->name = yp_read_capital(m->arena, f->name);
        f->word = kind;
        f->doubt = list[i].doubt;
        for (int k = 0; k < m->r->norgs; k++) /* "Satasoten johtoryhmä" is Satasote's */
            if (m->r->orgs[k].span.at == list[i].span.at &&
                m->r->orgs[k].span.len < list[i].span.len)
                f->tied_to = named(m, m->r->orgs[k].name);
    }
}

static void add_organization(struct maker *m, struct yp_read_span span, const char *name,
                             const char *doubt)
{
    struct yp_finding *f = add(m, F_ORGANIZATION, span, name);
    f->name = yp_read_capital(m->arena, f->name);
    f->word = organization_kind(m->arena, f->name);
    f->doubt = doubt;
}

static void add_people(struct maker *m)
{
    const struct yp_reading *r = m->r;
    for (int i = 0; i < r->npersons; i++) { /* whom they belong to stands before them */
        const char *org = r->persons[i].org;
        if (org && !find(m, F_GROUP, org) && !find(m, F_ORGANIZATION, org))
            add_organization(m, r->persons[i].span, org, NULL);
    }
    int first = m->in->n;
    for (int i = 0; i < r->npersons; i++) {
        const struct yp_read_person *p = &r->persons[i];
        struct yp_finding *f = add(m, F_PERSON, p->span, p->name);
        const struct yp_finding *org = p->org ? find(m, F_ORGANIZATION, p->org) : NULL;
        f->title = p->title ? named(m, p->title) : NULL;
        f->tied_to = org ? org->as_read : NULL;
        f->doubt = p->doubt;
    }
    for (int i = 0, n = m->in->n; i < r->npersons && first + i < n; i++) {
        const struct yp_read_person *p = &r->persons[i];
        const struct yp_finding *group = p->org ? find(m, F_GROUP, p->org) : NULL;
        if (!group)
            continue;
        const char *tied_to = group->as_read;
        struct yp_finding *f = add(m, F_MEMBERSHIP, p->span, p->name);
        f->title = p->title ? named(m, p->title) : NULL;
        f->tied_to = tied_to;
        f->word = role_of(m->arena, p->title ? p->title : "");
    }
}

/* Whose the bulletin and its meetings are: the body named first, else the project. */
static const char *holder(const struct maker *m)
{
    const struct yp_reading *r = m->r;
    const struct yp_read_name *first = r->nbodies ? r->bodies : r->nprojects ? r->projects : NULL;
    return first ? named(m, first->name) : NULL;
}

static void add_meetings(struct maker *m)
{
    static const char *const years[] = { "printed",   "neighbour", "weekday",
                                         "published", "context",   "today" };
    for (int i = 0; i < m->r->nevents; i++) {
        const struct yp_read_day *day = &m->r->events[i];
        if (day->precision != YP_READ_DAY)
            continue;
        struct yp_finding *f = add(m, F_MEETING, day->span, "");
        f->tied_to = holder(m);
        f->word = years[day->year];
        f->doubt = day->doubt;
        put_day(m, f, day);
    }
}

/* The heading over a place, or the first words of its sentence. */
static const char *item_title(const struct maker *m, struct yp_read_span span)
{
    const struct yp_reading *r = m->r;
    const char *heading = NULL;
    for (int i = 0; i < r->nparts && r->parts[i].span.at <= span.at; i++)
        if (r->parts[i].is_heading)
            heading = yp_arena_mem(m->arena, r->text + r->parts[i].span.at, r->parts[i].span.len);
    return clipped(m->arena, heading ? heading : sentence_of(m, span), TITLE_MAX);
}

/* Who of the organizations is named in a sentence. */
static const char *organization_in(const struct maker *m, struct yp_read_span span)
{
    for (int i = 0; i < m->r->norgs; i++)
        if (meet(m->r->orgs[i].span, span))
            return named(m, m->r->orgs[i].name);
    return NULL;
}

static void add_outcomes(struct maker *m)
{
    static const char *const words[] = { "heard", "approved", "decided", "carried", NULL, NULL };
    for (int i = 0; i < m->r->noutcomes; i++) {
        const struct yp_read_outcome *o = &m->r->outcomes[i];
        if (o->kind == YP_READ_PROMISED)
            continue;
        struct yp_finding *f = add(m, F_ITEM, o->span, item_title(m, o->span));
        f->word = words[o->kind];
        f->body = sentence_of(m, o->span);
    }
}

static void add_quotes(struct maker *m)
{
    for (int i = 0; i < m->r->nquotes; i++) {
        const struct yp_read_quote *q = &m->r->quotes[i];
        struct yp_finding *f = add(m, F_STATEMENT, q->span, q->speaker);
        const struct yp_read_person *p = q->person >= 0 ? &m->r->persons[q->person] : NULL;
        f->title = p && p->title ? named(m, p->title) : NULL;
        f->body = clipped(m->arena, q->text, F_BODY_MAX - 1);
        f->doubt = q->doubt ? q->doubt : !q->speaker ? "speaker.unknown" : NULL;
    }
}

/* A promise has a doer: the text may leave that to the reader. */
static void add_promises(struct maker *m)
{
    for (int i = 0; i < m->r->noutcomes; i++) {
        const struct yp_read_outcome *o = &m->r->outcomes[i];
        if (o->kind != YP_READ_PROMISED)
            continue;
        struct yp_finding *f = add(m, F_COMMITMENT, o->span, "");
        f->body = sentence_of(m, o->span);
        f->tied_to = organization_in(m, o->span);
        f->doubt = f->tied_to ? "promise" : "doer";
        for (int k = 0; k < m->r->ndeadlines; k++)
            if (meet(m->r->deadlines[k].span, o->span) && !f->has_day)
                put_day(m, f, &m->r->deadlines[k].when);
    }
}

static void add_rest(struct maker *m)
{
    const struct yp_reading *r = m->r;
    for (int i = 0; i < r->nmunicipalities; i++)
        add(m, F_MUNICIPALITY, r->municipalities[i].span, r->municipalities[i].name);
    for (int i = 0; i < r->nmodels; i++)
        add(m, F_MODEL, r->models[i].span, r->models[i].name);
    for (int i = 0; i < r->ncounts; i++) {
        const struct yp_read_count *c = &r->counts[i];
        add(m, F_COUNT, c->span,
            yp_arena_printf(m->arena, "%s%s%.15g %s", c->qualifier ? c->qualifier : "",
                            c->qualifier ? " " : "", c->n, c->what))
            ->doubt = c->doubt;
    }
    for (int i = 0; i < r->ndeadlines; i++) {
        const struct yp_read_deadline *d = &r->deadlines[i];
        struct yp_finding *f = add(m, F_DEADLINE, d->span, clipped(m->arena, d->what, 199));
        f->doubt = d->when.doubt;
        put_day(m, f, &d->when);
    }
}

/* What the reader doubts is told at the finding it touches: that of its own place, the shortest. */
static void put_flags(const struct maker *m)
{
    for (int i = 0; i < m->r->nflags; i++) {
        const struct yp_read_flag *flag = &m->r->flags[i];
        bool is_claim = !strcmp(flag->kind, "claim.quoted");
        struct yp_finding *nearest = NULL;
        for (int k = 0; k < m->in->n; k++) {
            struct yp_finding *f = &m->in->findings[k];
            if ((f->kind == F_STATEMENT) == is_claim && meet(f->span, flag->span) &&
                (!nearest || f->span.len < nearest->span.len))
                nearest = f;
        }
        if (nearest && !nearest->doubt)
            nearest->doubt = flag->kind;
    }
}

/* --- which county the text is of --- */

struct tally {
    const char *const *terms; /* the first word of each county, as terms */
    int n;
    int hits[COUNTIES];
};

static void count_word(void *ctx, const struct yp_token *token, int position,
                       const struct yp_term *terms, int n)
{
    struct tally *t = ctx;
    (void)token, (void)position;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < t->n; k++)
            t->hits[k] += terms[i].weight == YP_TERM_WHOLE && !strcmp(terms[i].text, t->terms[k]);
}

/* The county named most: 0 when none is, or two are as often. */
static int64_t county_of(struct yp_words *words, struct yp_arena *arena,
                         const struct yp_rows *counties, const char *text)
{
    struct tally t = { .n = counties->nrow < COUNTIES ? counties->nrow : COUNTIES };
    const char **terms = yp_arena_array(arena, COUNTIES, sizeof *terms);
    for (int i = 0; i < t.n; i++) {
        const char *name = yp_get_str(counties, i, "name_fi");
        const struct yp_wordform *w = yp_words_of(words, "fi", name, strcspn(name, " -"));
        terms[i] = w->n ? yp_arena_str(arena, w->terms[0].text) : "";
    }
    t.terms = terms;
    yp_words_text(words, "fi", text, count_word, &t);
    int best = -1, second = 0;
    for (int i = 0; i < t.n; i++)
        if (best < 0 || t.hits[i] > t.hits[best]) {
            second = best < 0 ? 0 : t.hits[best];
            best = i;
        } else if (t.hits[i] > second) {
            second = t.hits[i];
        }
    return best >= 0 && t.hits[best] > second ? yp_get_i64(counties, best, "id") : 0;
}

/* --- reading --- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct yp_places *places; /* made once, for the life of the process */

static int take_places(struct yp_core *core, struct yp_err *err)
{
    size_t len = 0;
    const char *areas = yp_files_get(core->files, "data/areas.csv", &len);
    pthread_mutex_lock(&lock);
    int rc = places ? YP_OK : yp_places_new(&places, areas ? areas : "", areas ? len : 0, err);
    pthread_mutex_unlock(&lock);
    return rc;
}

static enum yp_read_what what_of(const char *kind)
{
    static const char *const kinds[] = { "person",  "body",         "project",
                                         "network", "organization", "municipality" };
    int k = 0;
    while (k < 5 && strcmp(kinds[k], kind) != 0)
        k++;
    return (enum yp_read_what)k;
}

static void put_known(struct yp_arena *arena, const struct yp_rows *rows, struct yp_read_known *ret)
{
    struct yp_read_entry *entries = yp_arena_array(arena, (size_t)rows->nrow + 1, sizeof *entries);
    for (int i = 0; i < rows->nrow; i++)
        entries[i] = (struct yp_read_entry){ .what = what_of(yp_at(rows, i, 0)->s),
                                             .id = yp_at(rows, i, 1)->i,
                                             .name = yp_at(rows, i, 2)->s,
                                             .chief = yp_at(rows, i, 3)->s };
    *ret = (struct yp_read_known){ entries, rows->nrow, yp_today() };
}

/* Of the words alone, so that another file with the same text is known again. */
static const char *sum_of(struct yp_arena *arena, const char *text)
{
    char hex[YP_HEX_SIZE];
    char *fold = yp_arena_str(arena, yp_icu_fold(arena, text)), *to = fold;
    for (const char *s = fold; *s; s++)
        if ((unsigned char)*s > ' ')
            *to++ = *s;
    yp_digest_hex(fold, (size_t)(to - fold), hex);
    return yp_arena_str(arena, hex);
}

static bool has_letter(const char *text)
{
    while (*text)
        if (yp_icu_is_letter(yp_utf8_next(&text)))
            return true;
    return false;
}

static void make_findings(struct maker *m, struct yp_words *words, const struct yp_rows *counties)
{
    const struct yp_reading *r = m->r;
    m->in->findings = yp_arena_array(m->arena, FINDINGS_MAX, sizeof *m->in->findings);
    const char *first =
        r->nparts ? yp_arena_mem(m->arena, r->text + r->parts[0].span.at, r->parts[0].span.len)
                  : "";
    struct yp_finding *f = add(m, F_BULLETIN, r->title_span, r->title ? r->title : first);
    f->tied_to = holder(m);
    f->word = "fi";
    f->area_id = county_of(words, m->arena, counties, r->text);
    f->doubt = r->title ? NULL : "title";
    if (r->published || r->nevents) {
        const struct yp_read_day *day = r->published ? r->published : r->events;
        if (day->precision == YP_READ_DAY)
            put_day(m, f, day);
    }
    add_meetings(m);
    add_groups(m, r->bodies, r->nbodies, "body");
    add_groups(m, r->projects, r->nprojects, "project");
    add_groups(m, r->networks, r->nnetworks, "network");
    for (int i = 0; i < r->norgs; i++)
        add_organization(m, r->orgs[i].span, r->orgs[i].name, r->orgs[i].doubt);
    add_people(m);
    add_outcomes(m);
    add_quotes(m);
    add_promises(m);
    add_rest(m);
    put_flags(m);
}

int yp_reading_read(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
                    const char *file_name, const char *bytes, size_t len, struct yp_read_in *ret,
                    struct yp_err *err)
{
    struct yp_rows rows, counties;
    struct yp_read_known known;
    struct yp_reading *r;
    struct yp_words *words;
    *ret = (struct yp_read_in){ .file_name = file_name, .given = bytes, .len = len };
    int rc = take_places(core, err);
    if (rc == YP_OK)
        rc = yp_read(core, db, arena, "reading.known", YP_NO_ROW, KNOWN_MAX, &rows, err);
    if (rc == YP_OK)
        rc = yp_read(core, db, arena, "reading.counties", YP_NO_ROW, COUNTIES, &counties, err);
    if (rc < 0)
        return rc;
    put_known(arena, &rows, &known);
    rc = yp_words_begin(&words, err);
    if (rc < 0)
        return rc;
    rc = yp_read_bulletin(&r, words, places, arena, bytes, len, &known, err);
    if (rc == YP_OK && !has_letter(r->text))
        rc = yp_fail(err, YP_EINVAL, "reading.empty", "%s", file_name);
    if (rc == YP_OK && strlen(r->text) > TEXT_MAX)
        rc = yp_fail(err, YP_ELIMIT, "read.long", "%s", file_name);
    if (rc == YP_OK) {
        struct maker m = { .arena = arena, .r = r, .in = ret };
        ret->text = r->text;
        ret->words_sum = sum_of(arena, r->text);
        make_findings(&m, words, &counties);
    }
    yp_words_end();
    return rc;
}
