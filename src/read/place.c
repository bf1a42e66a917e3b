/* Municipalities of Finland in any case. Layer: read. */
#include <string.h>

#include "base/hash.h"
#include "lib/csv.h"
#include "lib/icu.h"
#include "read/read_int.h"
#include "words/guess.h"

enum { PLACE_SLOTS = 2048, PLACES_MAX = 600 };

struct yp_places {
    struct yp_arena *arena;
    struct {
        const char *fold, *name;
    } slots[PLACE_SLOTS];
    int n;
};

static void add(struct yp_places *p, const char *name, const char *as)
{
    const char *fold = yp_icu_fold(p->arena, as);
    size_t at = yp_hash_str(fold) % PLACE_SLOTS;
    if (!*fold || p->n >= 2 * PLACES_MAX)
        return;
    for (; p->slots[at].fold; at = (at + 1) % PLACE_SLOTS)
        if (!strcmp(p->slots[at].fold, fold))
            return;
    p->slots[at].fold = fold;
    p->slots[at].name = name;
    p->n++;
}

static int column(const struct yp_csv *csv, const char *name)
{
    for (int i = 0; i < csv->ncol; i++)
        if (!strcmp(yp_csv_at(csv, 0, i), name))
            return i;
    return -1;
}

int yp_places_new(struct yp_places **ret, const char *csv, size_t len, struct yp_err *err)
{
    struct yp_places *p = yp_calloc(1, sizeof *p);
    struct yp_csv table;
    p->arena = yp_arena_new();
    int rc = yp_csv_read(p->arena, csv, len, &table, err);
    int kind = rc < 0 ? -1 : column(&table, "kind"), fi = rc < 0 ? -1 : column(&table, "name_fi"),
        sv = rc < 0 ? -1 : column(&table, "name_sv");
    if (rc == YP_OK && (kind < 0 || fi < 0 || sv < 0))
        rc = yp_fail(err, YP_EINVAL, "text.encoding", "not the table of areas");
    for (int round = 0; rc == YP_OK && round < 2; round++) /* Finnish names first */
        for (int i = 1; i < table.nrow; i++)
            if (!strcmp(yp_csv_at(&table, i, kind), "municipality"))
                add(p, yp_csv_at(&table, i, fi), yp_csv_at(&table, i, round ? sv : fi));
    if (rc < 0) {
        yp_places_free(p);
        return rc;
    }
    *ret = p;
    return YP_OK;
}

void yp_places_free(struct yp_places *places)
{
    if (!places)
        return;
    yp_arena_free(places->arena);
    free(places);
}

static const char *look_up(const struct yp_places *p, const char *fold)
{
    for (size_t at = yp_hash_str(fold) % PLACE_SLOTS; p->slots[at].fold;
         at = (at + 1) % PLACE_SLOTS)
        if (!strcmp(p->slots[at].fold, fold))
            return p->slots[at].name;
    return NULL;
}

bool yp_read_is_municipality(const struct doc *d, const struct rword *w, const char **ret)
{
    const char *found = NULL;
    if (!d->places)
        return false;
    for (int i = 0; i < w->n && !found; i++)
        if (BIT(w->forms[i].class) & NOMINAL)
            found = look_up(d->places, yp_icu_fold(d->arena, w->forms[i].base));
    if (!found && w->is_guessed) {
        const char *list[YP_GUESS_MAX];
        int n = yp_guess_nominatives(d->arena, w->low, list);
        for (int i = 0; i < n && !found; i++)
            found = look_up(d->places, list[i]);
    }
    if (found)
        *ret = found;
    return found != NULL;
}

/* Words that make of a municipality's name something else's. */
static const char others[] =
    "yliopisto ammattikorkeakoulu hyvinvointialue sairaanhoitopiiri seurakunta seutukunta maakunta "
    "seurakuntayhtymä hiippakunta käräjäoikeus hallinto-oikeus kauppakamari hovioikeus "
    "sairaala keskussairaala kuntayhtymä yrittäjä seutu alue tie katu sopimus julistus "
    "lääni joki järvi pitäjä talvi malli";
static const char municipal[] =
    "kaupunki kunta lautakunta hallitus valtuusto kaupunginjohtaja kunnanjohtaja";

/* Whether the place at i only tells the name of something that is no municipality. */
static bool is_of_another(const struct doc *d, int i)
{
    if (!(d->toks[i].w->singular & BIT(YP_GENITIVE)))
        return false;
    for (int k = i + 1; k < i + 4 && yp_read_is_word(d, k); k++) {
        const struct rword *w = d->toks[k].w;
        for (int j = 0; j < w->n; j++) {
            if (yp_read_ends(municipal, w->forms[j].base) &&
                !yp_read_ends("kuntayhtymä seurakunta seutukunta maakunta", w->forms[j].base))
                return false;
            if (yp_read_ends(others, w->forms[j].base))
                return true;
        }
        if (!((w->singular | w->plural) & BIT(YP_GENITIVE)) ||
            d->toks[k].sentence != d->toks[i].sentence)
            return false;
    }
    return false;
}

void yp_read_municipalities(struct doc *d)
{
    struct yp_reading *r = d->r;
    for (int i = 0; i < d->ntoks; i++) {
        const struct tok *t = &d->toks[i];
        enum para_kind kind = d->paras[t->para].kind;
        const char *name;
        if (t->kind != YP_TOKEN_WORD || !t->is_capital || t->role == IN_PERSON ||
            t->role == IN_ORG || t->role == IN_PROJECT || t->role == IN_NETWORK ||
            t->role == IN_MODEL || kind == P_NAVIGATION || kind == P_STAMP || kind == P_LABEL ||
            strpbrk(t->w->form, "0123456789"))
            continue;
        if (!yp_read_is_municipality(d, t->w, &name) || yp_read_person_at(d, i) >= 0 ||
            is_of_another(d, i))
            continue;
        /* a common word that only begins its sentence: "Salo", "Vaala" */
        if (t->is_first && !(t->w->classes & BIT(YP_WORD_PLACE)) && !t->w->is_guessed)
            continue;
        int *at = yp_read_map(d, yp_arena_printf(d->arena, "M:%s", name), true);
        if (*at)
            continue;
        *PUSH(d, r->municipalities, r->nmunicipalities) =
            (struct yp_read_name){ .span = yp_read_span(d, i, i + 1), .name = name };
        *at = r->nmunicipalities;
    }
}
