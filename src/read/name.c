/*
 * People: a first name and a surname in any case, their titles and whom they belong to. Layer: read.
 */
#include <string.h>

#include "base/utf8.h"
#include "lib/icu.h"
#include "read/read_int.h"

enum strength { NONE, FAINT, WEAK, FAIR, STRONG };

static const char human_ends[] =
    "päällikkö koordinaattori sihteeri lääkäri rehtori ministeri professori konstaapeli komisario "
    "neuvos jäsen kuraattori psykologi terapeutti agentti apulainen asiamies insinööri arkkitehti "
    "juristi kanttori pappi rovasti piispa tarkastaja kuvernööri edustaja mestari assistentti "
    "dosentti tohtori maisteri kandidaatti virkamies esimies lähihoitaja ekonomi tirehtööri "
    "direktori sosionomi geronomi kätilö ombudsman vastaava konsultti pedagogi advokaatti "
    "prokuristi intendentti notaari kamreeri kansleri dekaani emeritus emerita kollega yrittäjä "
    "aktiivi veteraani nainen mies henkilö lainen läinen potilas asiakas nuori opiskelija emäntä "
    "isäntä äiti isä mummo ukki naapuri ystävä tutor proviisori farmaseutti logopedi optikko "
    "inspehtori presidentti diakoni kirkkoherra kapteeni majuri luutnantti eversti ylietsivä "
    "vääpeli kersantti palomies vartija redaktori editori lehtori pormestari visionääri "
    "valtuutettu mentori fasilitaattori moderaattori lähettiläs kummi valmentaja sijainen tulkki "
    "artesaani";
static const char no_agents[] = "kirja sarja pohja ohja raja harja marja karja vilja";

bool yp_read_is_human(const char *base)
{
    size_t len = strlen(base);
    if (yp_read_ends(human_ends, base))
        return true;
    if (len < 5 || yp_read_ends(no_agents, base))
        return false;
    return !strcmp(base + len - 2, "ja") || !strcmp(base + len - 3, "jä");
}

static bool is_read_para(const struct doc *d, int i)
{
    enum para_kind kind = d->paras[d->toks[i].para].kind;
    return kind != P_NAVIGATION && kind != P_STAMP && kind != P_LABEL;
}

/* A word with a capital that could be part of a name. */
static bool may_name(const struct doc *d, int i)
{
    if (!yp_read_is_word(d, i))
        return false;
    const struct tok *t = &d->toks[i];
    return t->is_capital && !t->is_end && !t->is_begin && t->role == FREE &&
           !strpbrk(t->w->form, "0123456789:") && (!t->w->is_acronym || t->len > 5);
}

static bool is_beside(const struct doc *d, int i)
{
    return i > 0 && i < d->ntoks && d->toks[i].sentence == d->toks[i - 1].sentence;
}

static enum strength given(const struct doc *d, int i)
{
    if (!may_name(d, i))
        return NONE;
    const struct rword *w = d->toks[i].w;
    if (yp_read_form(w, BIT(YP_WORD_FIRST_NAME), YP_NOMINATIVE))
        return STRONG;
    const struct form *noun = yp_read_form(w, BIT(YP_WORD_NOUN), YP_NOMINATIVE);
    if (noun && (noun->nparts > 1 || (d->toks[i].is_first && yp_read_is_human(noun->base))))
        return NONE; /* "Puheenjohtaja Virtanen" is no full name */
    if (w->is_guessed || yp_read_form(w, BIT(YP_WORD_SURNAME), YP_NOMINATIVE))
        return FAIR;
    return w->singular & BIT(YP_NOMINATIVE) ? WEAK : FAINT; /* only behind a title */
}

static const char never_surnames[] =
    "hanke yliopisto kaupunki kunta ry oy ab säätiö liitto yhdistys seurakunta ryhmä "
    "hyvinvointialue yrittäjä keskus opisto sairaala ministeriö virasto tie katu talo "
    "kuntayhtymä maakunta lautakunta valtuusto hallitus ohjelma toimintamalli";

static enum strength surname(const struct doc *d, int i)
{
    if (!may_name(d, i) || !is_beside(d, i))
        return NONE;
    const struct rword *w = d->toks[i].w;
    if (w->classes & BIT(YP_WORD_SURNAME))
        return STRONG;
    for (int k = 0; k < w->n; k++) /* "Nieminen" is in the dictionary as a place only */
        if (yp_read_ends("nen", w->forms[k].base) &&
            (BIT(w->forms[k].class) & (BIT(YP_WORD_PLACE) | BIT(YP_WORD_NAME))))
            return STRONG;
    if (yp_read_base(w, never_surnames) ||
        yp_read_ends("fonden förening föreningen förbund förbundet stiftelse stiftelsen samkommun "
                     "kommunen förvaltningen högskolan samfundet sällskapet",
                     w->low))
        return NONE;
    if (w->is_guessed || w->is_acronym ||
        !(w->classes & NOMINAL)) /* "Ali" is no preposition here */
        return FAIR;
    return w->singular ? WEAK : NONE;
}

/* The noun that stands right before a name as its title, in the nominative or in the name's case. */
static const struct form *title_noun(const struct doc *d, int i, enum yp_word_case c)
{
    if (!yp_read_is_word(d, i) || (d->toks[i].role != FREE && d->toks[i].role != IN_ORG))
        return NULL;
    const struct tok *t = &d->toks[i];
    if (t->is_capital && !t->is_first && !strchr(t->w->form, '-'))
        return NULL;
    const struct form *f =
        yp_read_form(t->w, BIT(YP_WORD_NOUN) | BIT(YP_WORD_NOUN_ADJECTIVE), YP_NOMINATIVE);
    if (f && !yp_read_base(t->w, "vuosi päivä viikko kuukausi klo"))
        return f;
    if (!f && yp_read_base(t->w, "valtuutettu vastaava luottamushenkilö"))
        f = yp_read_form(t->w, BIT(YP_WORD_ADJECTIVE), YP_NOMINATIVE);
    if (f)
        return f;
    if (!c || c == YP_NOMINATIVE)
        return NULL;
    f = yp_read_form(t->w, BIT(YP_WORD_NOUN), c);
    return f && yp_read_is_human(f->base) ? f : NULL;
}

static bool is_human_at(const struct doc *d, int i)
{
    const struct form *f = title_noun(d, i, YP_CASE_NONE);
    return f && yp_read_is_human(f->base);
}

static const char particles[] = "von af de van der la di da ter zu bin al";

static bool is_saying_beside(const struct doc *d, int first, int end)
{
    const struct rword *before =
        first > 0 && yp_read_is_word(d, first - 1) && !d->toks[first].is_first
            ? d->toks[first - 1].w
            : NULL;
    if (before && yp_read_is_finite(before, yp_read_base(before, "valita nimetä kutsua nimittää "
                                                                 "palkita valtuuttaa asettaa")))
        return true;
    return yp_read_is_word(d, end) && is_beside(d, end) && yp_read_is_finite(d->toks[end].w, false);
}

/* Whether an unknown word is rather somebody's: "Satasoten Virtanen". */
static bool is_genitive_guess(const struct rword *w)
{
    size_t len = strlen(w->low);
    return w->is_guessed && len > 4 && w->low[len - 1] == 'n' && strchr("aeiouy", w->low[len - 2]);
}

static bool is_vowel_at(const char *s, size_t len)
{
    return len && (strchr("aeiouy", s[len - 1]) || (unsigned char)s[len - 1] >= 0x80);
}

/* How an unknown surname ends when it is inflected. */
static bool looks_inflected(const char *low)
{
    size_t len = strlen(low);
    if (yp_read_ends("ssa ssä sta stä lla llä lle lta ltä ksi ksen ksta kselle", low))
        return true;
    if (yp_read_ends("nen son man gren sten dén lén rén ien maa pää lin", low) || len < 4)
        return false;
    if (yp_read_ends("sen", low))
        return is_vowel_at(low, len - 3); /* Andersen, but Isosen */
    if (yp_read_ends("aa ää ea eä oa ua yä öä iä", low))
        return true;
    if (yp_read_ends("bergia ströma lundia holmia mania vistia nsonia ssonia linia grenia", low))
        return true;
    return low[len - 1] == 'n' && is_vowel_at(low, len - 1);
}

/* Whether a verb comes before token i in its clause: "kertoi jonossa seisova …". */
static bool has_clause_verb(const struct doc *d, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 20 && is_beside(d, k + 1) && !yp_read_is_mark(d, k, ',');
         k--)
        if (yp_read_is_word(d, k) && yp_read_is_finite(d->toks[k].w, false))
            return true;
    return false;
}

/* Whether the name before it in a list is one. */
static bool is_listed(const struct doc *d, int first)
{
    return first > 1 && is_beside(d, first) && is_beside(d, first - 1) &&
           d->toks[first - 2].role == IN_PERSON &&
           (yp_read_is_mark(d, first - 1, ',') ||
            (yp_read_is_word(d, first - 1) && yp_read_among("ja sekä", d->toks[first - 1].w->low)));
}

/* Whether a title follows, "…, toiminnanjohtaja", or what the person says: "…: ”". */
static bool is_told_after(const struct doc *d, int end)
{
    if (yp_read_is_word(d, end) && is_beside(d, end) &&
        yp_read_among("mukaan mielestä johdolla sanoin", d->toks[end].w->low))
        return true;
    if (!is_beside(d, end) || d->toks[end].kind != YP_TOKEN_END)
        return false;
    if (d->toks[end].mark == ':')
        return end + 1 < d->ntoks && d->toks[end + 1].kind == YP_TOKEN_END;
    if (d->toks[end].mark != ',' && d->toks[end].mark != '(')
        return false;
    if (end + 1 < d->ntoks &&
        (d->toks[end + 1].kind == YP_TOKEN_NUMBER ||
         (yp_read_is_word(d, end + 1) && yp_read_among("p puh gsm tel", d->toks[end + 1].w->low))))
        return true;
    for (int i = end + 1; i < end + 4 && is_beside(d, i) && yp_read_is_word(d, i); i++) {
        const struct form *f = yp_read_form(d->toks[i].w, BIT(YP_WORD_NOUN), YP_NOMINATIVE);
        if (f && !f->is_plural && yp_read_is_human(f->base))
            return true;
    }
    return false;
}

/* Whether tokens first and last are a name's beginning and end. */
static bool is_name(const struct doc *d, int first, int last, enum strength g, enum strength s)
{
    if (!g || !s)
        return false;
    const struct tok *t = &d->toks[first], *u = &d->toks[last];
    bool is_titled = is_human_at(d, first - 1) && !t->is_first;
    const char *place;
    if (g == STRONG) {
        bool is_place = s == WEAK && yp_read_is_municipality(d, u->w, &place) &&
                        !(u->w->singular & (BIT(YP_NOMINATIVE) | BIT(YP_GENITIVE)));
        return !is_place || is_titled;
    }
    if (is_titled)
        return g > FAINT || s >= FAIR;
    if (g == FAINT)
        return false;
    bool is_vouched =
        is_saying_beside(d, first, last + 1) || is_listed(d, first) || is_told_after(d, last + 1);
    if (s == STRONG) {
        bool only_surname = !(u->w->classes & (BIT(YP_WORD_PLACE) | BIT(YP_WORD_NOUN)));
        if (g == FAIR)
            return !is_genitive_guess(t->w) || is_vouched;
        return is_vouched ||
               (!t->is_first && (only_surname || !(t->w->classes & BIT(YP_WORD_PLACE))));
    }
    bool is_adjective = (t->w->classes & BIT(YP_WORD_ADJECTIVE)) && t->is_first;
    if (g == WEAK)
        return is_vouched && !is_adjective &&
               (u->w->is_guessed ? !looks_inflected(u->w->low)
                                 : (u->w->singular & BIT(YP_NOMINATIVE)) != 0);
    if (g != FAIR || is_genitive_guess(t->w))
        return false;
    if (s >= WEAK && is_vouched)
        return true;
    return s == FAIR && !t->is_first && !looks_inflected(u->w->low) && has_clause_verb(d, first);
}

static enum yp_word_case case_of_surname(const struct rword *w)
{
    const struct form *f = yp_read_form(w, BIT(YP_WORD_SURNAME), YP_NOMINATIVE);
    if (!f)
        f = yp_read_form(w, BIT(YP_WORD_SURNAME), YP_CASE_NONE);
    if (!f && (w->singular & BIT(YP_NOMINATIVE)))
        return YP_NOMINATIVE;
    if (!f)
        f = yp_read_form(w, NOMINAL, YP_CASE_NONE);
    return f ? f->ccase : YP_CASE_NONE;
}

/* Of the nominatives that the dictionary gives, one that the text has, or that loses least. */
static const struct form *best_form(struct doc *d, const struct rword *w)
{
    const struct form *best = NULL;
    int top = 0;
    for (int i = 0; i < w->n; i++) {
        const struct form *f = &w->forms[i];
        if (!(BIT(f->class) & NOMINAL) || f->is_plural || !f->ccase || f->ccase == YP_ESSIVE ||
            f->ccase == YP_COMITATIVE || f->ccase == YP_INSTRUCTIVE || f->ccase == YP_ABESSIVE)
            continue; /* nobody is spoken of so */
        const char *low = yp_icu_fold(d->arena, f->base);
        int points = 1 + (f->class == YP_WORD_SURNAME ? 8 : 0) +
                     (!strncmp(w->low, low, strlen(low)) ? 6 : 0) +
                     (f->class == YP_WORD_FIRST_NAME || f->class == YP_WORD_NAME ? -4 : 0) +
                     (yp_read_has_form(d, low) ? 20 : 0);
        if (points > top) {
            best = f;
            top = points;
        }
    }
    return best;
}

static const char *surname_form(struct doc *d, const struct rword *w, bool is_subject_here)
{
    if (yp_read_form(w, BIT(YP_WORD_SURNAME), YP_NOMINATIVE))
        return w->form;
    if (w->is_guessed) {
        const char *guess = yp_read_guess(d, w);
        if (yp_read_has_form(d, yp_icu_fold(d->arena, guess)) && !is_subject_here)
            return guess;
        return is_subject_here || !looks_inflected(w->low) ? w->form : guess;
    }
    if (is_subject_here && !(w->classes & BIT(YP_WORD_SURNAME)) &&
        !((w->singular) & BIT(YP_GENITIVE)))
        return w->form; /* "Heli Pernaa kiitti" is no partitive */
    if (!(w->classes & BIT(YP_WORD_SURNAME)) && (w->singular & BIT(YP_NOMINATIVE)))
        return w->form;
    const struct form *f = best_form(d, w);
    return f ? yp_read_capital(d->arena, f->base) : w->form;
}

static const char *surname_of(struct doc *d, int i, bool is_subject_here)
{
    const struct rword *w = d->toks[i].w;
    const char *hyphen = strrchr(w->form, '-');
    if (!hyphen || !hyphen[1])
        return surname_form(d, w, is_subject_here);
    const struct rword *tail = yp_read_word(d, hyphen + 1, strlen(hyphen + 1));
    return yp_arena_printf(d->arena, "%.*s%s", (int)(hyphen + 1 - w->form), w->form,
                           surname_form(d, tail, is_subject_here));
}

/* A further part of a name that seemed to end at at: "Ritva Liisa Marjatta Oja". */
static bool goes_on(const struct doc *d, int at)
{
    if (!yp_read_is_word(d, at))
        return false;
    const struct rword *w = d->toks[at].w;
    bool is_given =
        yp_read_form(w, BIT(YP_WORD_FIRST_NAME), YP_NOMINATIVE) || w->is_guessed ||
        (!(w->classes & NOMINAL) && yp_read_is_word(d, at + 1) && d->toks[at + 1].w->is_guessed);
    const char *place;
    if (!is_given || !is_beside(d, at + 1) || !may_name(d, at + 1) || !surname(d, at + 1))
        return false;
    const struct rword *next = d->toks[at + 1].w;
    return !yp_read_is_municipality(d, next, &place) &&
           !(looks_inflected(w->low) && w->is_guessed) &&
           (next->is_guessed ||
            (next->classes & (BIT(YP_WORD_SURNAME) | BIT(YP_WORD_FIRST_NAME))) ||
            (next->singular & BIT(YP_NOMINATIVE)));
}

/* The last token of a name that begins at i; -1 when none does. */
static int name_end(const struct doc *d, int i, enum strength g)
{
    int at = i + 1;
    /* "Anna Maria Virtanen", "Matti J. Virtanen" */
    if (g >= FAIR && given(d, at) == STRONG && is_beside(d, at) && may_name(d, at + 1) &&
        is_beside(d, at + 1) && surname(d, at + 1) >= FAIR &&
        !(surname(d, at) == STRONG && d->toks[at + 1].w->is_guessed &&
          !yp_read_form(d->toks[at].w, BIT(YP_WORD_FIRST_NAME), YP_NOMINATIVE)))
        at++;
    if (yp_read_is_word(d, at) && d->toks[at].len == 1 && d->toks[at].is_capital &&
        yp_read_is_mark(d, at + 1, '.') && surname(d, at + 2))
        at += 2;
    while (yp_read_is_word(d, at) && is_beside(d, at) && at < i + 4 &&
           yp_read_among(particles, d->toks[at].w->low) && surname(d, at + 1))
        at++;
    int end = at; /* the whole row of names, whose verb may vouch for it */
    while (end < i + 4 && goes_on(d, end))
        end++;
    if (end > at && is_name(d, i, end, g, surname(d, end)))
        at = end;
    else if (!is_name(d, i, at, g, surname(d, at)))
        return -1;
    if (yp_read_is_word(d, at + 1) && is_beside(d, at + 1) &&
        yp_read_base(d->toks[at + 1].w, "säätiö rahasto instituutti seura katu tie koulu museo "
                                        "apteekki tutkimuslaitos stipendirahasto") &&
        (d->toks[at].w->singular & BIT(YP_GENITIVE)))
        return -1; /* "Emil Aaltosen säätiö" */
    while (at < i + 4 && goes_on(d, at))
        at++;
    if (yp_read_is_word(d, at + 1) && is_beside(d, at + 1) &&
        yp_read_among("oy oyj ab ry rf rp sr osk oy:n ry:n rf:n ab:n", d->toks[at + 1].w->low))
        return -1;
    if (surname(d, at) == STRONG && surname(d, at + 1) == STRONG &&
        !yp_read_form(d->toks[at + 1].w, BIT(YP_WORD_FIRST_NAME), YP_NOMINATIVE) &&
        case_of_surname(d->toks[at].w) == YP_NOMINATIVE)
        at++;
    return at;
}

static bool is_initial(const struct doc *d, int i)
{
    return yp_read_is_word(d, i) && d->toks[i].len <= 2 && d->toks[i].is_capital &&
           !d->toks[i].is_glued && yp_read_is_mark(d, i + 1, '.') && yp_read_is_word(d, i + 2) &&
           surname(d, i + 2) == STRONG &&
           !(d->toks[i + 2].w->classes & (BIT(YP_WORD_NOUN) | BIT(YP_WORD_PLACE)));
}

/* Whether a name is its clause's subject: a verb follows, or goes before without an object's case. */
static bool is_subject(const struct doc *d, int first, int end)
{
    if (yp_read_is_word(d, end) && is_beside(d, end) && yp_read_is_finite(d->toks[end].w, false))
        return true;
    return is_saying_beside(d, first, end) && d->toks[end - 1].w->is_guessed &&
           !yp_read_ends("aa ää ta tä iä ea eä", d->toks[end - 1].w->low);
}

static void keep(struct doc *d, int first, int last)
{
    struct mention m = { .first = first, .end = last + 1, .person = -1 };
    m.surname = surname_of(d, last, is_subject(d, first, last + 1));
    m.given = yp_read_raw(d, first, last);
    m.name = yp_arena_printf(d->arena, "%s %s", m.given, m.surname);
    const char *fold = yp_icu_fold(d->arena, m.name);
    int *at = yp_read_map(d, fold, true);
    if (!*at) {
        struct yp_read_person *p = PUSH(d, d->r->persons, d->r->npersons);
        *p = (struct yp_read_person){ .span = yp_read_span(d, first, last + 1), .name = m.name };
        *at = d->r->npersons;
    }
    m.person = *at - 1;
    const char *parts[] = { m.surname, m.given };
    for (int i = 0; i < 2; i++) {
        int *by = yp_read_map(
            d, yp_arena_printf(d->arena, "%d%s", i, yp_icu_fold(d->arena, parts[i])), true);
        if (*by && *by != *at && i == 0) {
            struct yp_read_person *other = &d->r->persons[*by - 1];
            d->r->persons[*at - 1].doubt = other->doubt = "surname.shared";
            yp_read_flag(d, d->r->persons[*at - 1].span, "surname.shared", m.surname);
        }
        *by = *at;
    }
    for (int i = 0; i < 2; i++) { /* the mentions of a surname and of a first name, last first */
        int *last_one = yp_read_map(
            d, yp_arena_printf(d->arena, "%c%s", 'm' + i, yp_icu_fold(d->arena, parts[i])), true);
        m.before[i] = *last_one - 1;
        *last_one = d->nmentions + 1;
    }
    for (int i = first; i <= last; i++) {
        d->toks[i].role = IN_PERSON;
        d->toks[i].thing = d->nmentions;
    }
    *PUSH(d, d->mentions, d->nmentions) = m;
}

void yp_read_names(struct doc *d)
{
    for (int i = 0; i + 1 < d->ntoks; i++) {
        if (!is_read_para(d, i))
            continue;
        enum strength g = given(d, i);
        int last = g ? name_end(d, i, g) : -1;
        if (last < 0 && is_initial(d, i))
            last = i + 2;
        if (last < 0)
            continue;
        keep(d, i, last);
        i = last;
    }
}

/* The person last mentioned before token i by a surname (0) or first name (1); the first one when
 * none was. */
static int nearest_mention(struct doc *d, int kind, const char *name, int i)
{
    enum { STEPS_MAX = 64 };
    const int *last = yp_read_map(d, yp_arena_printf(d->arena, "%c%s", 'm' + kind, name), false);
    if (!last)
        return -1;
    int at = *last - 1;
    for (int step = 0; step < STEPS_MAX && d->mentions[at].first > i; step++) {
        if (d->mentions[at].before[kind] < 0)
            break;
        at = d->mentions[at].before[kind];
    }
    return d->mentions[at].person;
}

int yp_read_person_at(struct doc *d, int i)
{
    if (!yp_read_is_word(d, i))
        return -1;
    const struct tok *t = &d->toks[i];
    if (t->role == IN_PERSON)
        return d->mentions[t->thing].person;
    if (!t->is_capital || t->role != FREE)
        return -1;
    const struct rword *w = t->w;
    for (int kind = 0; kind < 2; kind++) {
        int person = nearest_mention(d, kind, w->low, i);
        for (int k = 0; person < 0 && k < w->n; k++)
            person = nearest_mention(d, kind, yp_icu_fold(d->arena, w->forms[k].base), i);
        if (person < 0 && w->is_guessed)
            person = nearest_mention(d, kind, yp_icu_fold(d->arena, yp_read_guess(d, w)), i);
        if (person < 0 && i + 1 < d->ntoks && yp_read_among(particles, w->low))
            person = yp_read_person_at(d, i + 1);
        if (person >= 0)
            return person;
    }
    return -1;
}

/* Title and organization as they are found for one mention. */
struct role_of {
    const char *title, *org;
    bool is_plural;
};

static bool is_genitive(struct doc *d, int i)
{
    if (!yp_read_is_word(d, i))
        return false;
    const struct tok *t = &d->toks[i];
    if (t->role == IN_PERSON || t->role == IN_DAY ||
        (t->is_capital && yp_read_person_at(d, i) >= 0))
        return false;
    if ((t->w->singular | t->w->plural) & BIT(YP_GENITIVE))
        return true;
    return t->is_capital && is_genitive_guess(t->w);
}

/* "sosiaali- ja": where the ellipsis begins that goes on in token i; i when there is none. */
static int ellipsis(const struct doc *d, int i)
{
    int at = i;
    while (at - 2 >= 0 && i - at < 8 && is_beside(d, at - 1) &&
           ((yp_read_is_word(d, at - 1) && yp_read_among("ja sekä", d->toks[at - 1].w->low)) ||
            yp_read_is_mark(d, at - 1, ',')) &&
           yp_read_is_word(d, at - 2) && d->toks[at - 2].is_begin)
        at -= 2;
    return at;
}

static int thing_ending_at(const struct doc *d, int end)
{
    if (end <= 0 || d->toks[end - 1].thing < 0 || d->toks[end - 1].role == IN_PERSON ||
        d->toks[end - 1].role == FREE || d->toks[end - 1].role == IN_DAY ||
        d->toks[end - 1].role == IN_PLACE)
        return -1;
    int t = d->toks[end - 1].thing;
    return d->things[t].end == end ? t : -1;
}

static int thing_beginning_at(const struct doc *d, int i)
{
    if (i < 0 || i >= d->ntoks || d->toks[i].thing < 0 || d->toks[i].role < IN_BODY ||
        d->toks[i].role > IN_MODEL)
        return -1;
    int t = d->toks[i].thing;
    return d->things[t].first == i ? t : -1;
}

static const char body_words[] = "ryhmä lautakunta hallitus valtuusto jaosto jaos toimikunta "
                                 "neuvottelukunta neuvosto johtokunta "
                                 "valiokunta toimielin raati komitea tiimi";
static const char org_words[] =
    "hyvinvointialue kuntayhtymä sairaanhoitopiiri yhdistys säätiö seurakunta liitto osuuskunta "
    "yhtiö "
    "keskus virasto laitos järjestö opisto yliopisto ammattikorkeakoulu sairaala";

/* The organization that a noun alone means: the one of the text whose name ends in it. */
static const char *thing_meant(const struct doc *d, enum role role, const char *base)
{
    enum { FAR = 500 };
    for (int i = 0; i < d->nthings && i < FAR; i++)
        if (d->things[i].role == role && yp_read_ends(base, d->things[i].name))
            return d->things[i].name;
    return NULL;
}

static bool is_proper_at(const struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    const char *place;
    return t->w && t->is_capital &&
           (!t->is_first || t->w->is_guessed || t->w->is_acronym ||
            (t->w->classes & BIT(YP_WORD_PLACE)) || yp_read_is_municipality(d, t->w, &place));
}

/* The owner named by tokens first to end - 1, the last of them in the genitive. */
static const char *owner(struct doc *d, int first, int end)
{
    const struct tok *last = &d->toks[end - 1];
    const struct form *f = yp_read_form(last->w, NOMINAL, YP_GENITIVE);
    const char *place;
    if (end - first == 1 && yp_read_is_municipality(d, last->w, &place))
        return place;
    return yp_read_nominative(d, first, end, end - 1, f ? f->base : yp_read_guess(d, last->w));
}

/* With a small letter where it has a capital only as the first of its sentence. */
static const char *small(struct doc *d, const char *title)
{
    char first = *title;
    if (first >= 'A' && first <= 'Z')
        return yp_arena_printf(d->arena, "%c%s", first + 32, title + 1);
    if (!strncmp(title, "Ä", 2) || !strncmp(title, "Ö", 2))
        return yp_arena_printf(d->arena, "%s%s", title[1] == '\x84' ? "ä" : "ö", title + 2);
    return title;
}

/* What stands in the genitive before a title: the organization, or what belongs to the title. */
static int chain_before(struct doc *d, int start, struct role_of *ret)
{
    int at = start;
    if (yp_read_is_mark(d, at - 1, ')') && yp_read_is_word(d, at - 2) &&
        yp_read_is_mark(d, at - 3, '(') && thing_ending_at(d, at - 3) >= 0) {
        ret->org = d->things[thing_ending_at(d, at - 3)].name; /* "… hyvinvointialueen (Pohde)" */
        return start;
    }
    if (start > 1 && is_beside(d, start) && yp_read_is_word(d, start - 1)) {
        const char *low = d->toks[start - 1].w->low;
        if (!strcmp(low, "jonka") && yp_read_is_mark(d, start - 2, ',') &&
            thing_ending_at(d, start - 2) >= 0) { /* "… -hanke, jonka projektityöntekijä" */
            ret->org = d->things[thing_ending_at(d, start - 2)].name;
            return start;
        }
        for (int k = start - 2; !strcmp(low, "sen") && k >= 0 && k > start - 30; k--)
            if (d->toks[k].role == IN_BODY || d->toks[k].role == IN_ORG) {
                ret->org = d->things[d->toks[k].thing].name;
                return start;
            }
    }
    for (;;) {
        int t = thing_ending_at(d, at);
        if (t >= 0 && d->things[t].ccase == YP_GENITIVE) {
            ret->org = d->things[t].name;
            return at;
        }
        if (at < 1 || !is_beside(d, at) || !is_genitive(d, at - 1) || start - at >= 5)
            break;
        int from = ellipsis(d, at - 1);
        if (is_proper_at(d, from)) {
            /* "Porin kaupungin sivistystoimen johtaja": the town is the owner, the rest the title */
            int end = start;
            if (start - from > 2 && yp_read_is_word(d, from + 1) &&
                yp_read_base(d->toks[from + 1].w, "kaupunki kunta"))
                end = from + 2;
            ret->org = owner(d, from, end);
            return end;
        }
        const struct form *f = yp_read_form(d->toks[at - 1].w, BIT(YP_WORD_NOUN), YP_GENITIVE);
        if (f && !f->is_plural && yp_read_ends(body_words, f->base)) {
            ret->org = owner(d, at - 1, at);
            return at;
        }
        if (f && !f->is_plural && yp_read_ends(org_words, f->base)) {
            ret->org = thing_meant(d, IN_ORG, f->base);
            if (!ret->org && f->nparts > 1)
                ret->org = small(d, owner(d, at - 1, at));
            return at;
        }
        if (f && !f->is_plural && yp_read_ends("verkosto", f->base)) {
            ret->org = thing_meant(d, IN_NETWORK, f->base);
            return at;
        }
        if (f && yp_read_among("kunta kaupunki", f->base) && is_beside(d, at - 1) &&
            is_genitive(d, at - 2) && is_proper_at(d, at - 2)) {
            ret->org = owner(d, at - 2, at);
            return at;
        }
        if (f && !f->is_plural && yp_read_among("hanke osahanke", f->base)) {
            ret->org = thing_meant(d, IN_PROJECT, f->base);
            return at;
        }
        if (f && yp_read_among("kunta kaupunki alue maakunta kokous", f->base))
            return at;
        at = from;
    }
    return start - at > 3 || (at < start && d->toks[at].is_first && start - at > 1) ? start : at;
}

/* The words before a title noun that are of it: "vs.", "johtava", "sosiaali- ja", "toinen". */
static int title_start(const struct doc *d, int noun)
{
    int at = ellipsis(d, noun);
    for (;;) {
        if (at < 1 || !is_beside(d, at))
            return at;
        if (yp_read_is_mark(d, at - 1, '.') && yp_read_is_word(d, at - 2) &&
            yp_read_among("vs vt ma", d->toks[at - 2].w->low))
            at -= 2;
        else if (yp_read_is_word(d, at - 1) &&
                 (yp_read_among("johtava vastaava vanhempi väistyvä hallinnollinen erikoistuva "
                                "toinen ensimmäinen tuleva entinen i ii iii",
                                d->toks[at - 1].w->low)))
            at--;
        else
            return at;
    }
}

/* Letters of a degree or a member's party between title and name: "LT", "TtT". */
static int skip_degrees(const struct doc *d, int i)
{
    while (yp_read_is_word(d, i) && d->toks[i].is_capital && d->toks[i].len <= 4 && i > 0 &&
           !(d->toks[i].w->classes & ~BIT(YP_WORD_ABBREVIATION)) && d->toks[i].role == FREE) {
        const char *s = d->text + d->toks[i].at + d->toks[i].len - 1;
        if (*s < 'A' || *s > 'Z')
            return i;
        i--;
        if (yp_read_is_mark(d, i, ','))
            i--;
    }
    return i;
}

static struct role_of title_before(struct doc *d, const struct mention *m)
{
    struct role_of ret = { 0 };
    if (d->toks[m->first].is_first || m->first == 0)
        return ret;
    int noun = skip_degrees(d, m->first - 1);
    if (noun > 3 && yp_read_is_mark(d, noun, ')') && yp_read_is_mark(d, noun - 2, '(') &&
        is_beside(d, noun - 2))
        noun -= 3; /* "sairaanhoitaja (YAMK)" */
    const struct form *f = title_noun(d, noun, case_of_surname(d->toks[m->end - 1].w));
    const char *base = f ? f->base : NULL;
    const struct tok *t = &d->toks[noun];
    if (!f && noun == m->first - 1 && t->kind == YP_TOKEN_WORD && t->w->is_guessed &&
        t->role == FREE && (!t->is_capital || t->is_first))
        base = t->w->form; /* an occupation that no dictionary knows */
    if (!base && yp_read_is_word(d, noun) && yp_read_base(t->w, "olla toimia jatkaa") &&
        yp_read_is_finite(t->w, false)) { /* "Työryhmän puheenjohtaja on …" */
        noun--;
        f = title_noun(d, noun, YP_NOMINATIVE);
        base = f && yp_read_is_human(f->base) ? f->base : NULL;
        t = &d->toks[noun < 0 ? 0 : noun];
    }
    if (!base)
        return ret;
    if (f && !yp_read_is_human(base) &&
        ((t->w->classes & (BIT(YP_WORD_VERB) | BIT(YP_WORD_PARTICLE) | BIT(YP_WORD_CONJUNCTION))) ||
         yp_read_among("sisar veli tytär poika vaimo mies nimi kuva teksti", base)))
        return ret;
    /* "ylilääkäri, dosentti Matti Järvinen": the office rather than the degree */
    const struct form *office =
        base && yp_read_among("dosentti tohtori maisteri professori", base) &&
                yp_read_is_mark(d, noun - 1, ',')
            ? title_noun(d, noun - 2, YP_NOMINATIVE)
            : NULL;
    if (office && yp_read_is_human(office->base)) {
        f = office;
        base = office->base;
        noun -= 2;
    }
    int start = title_start(d, noun), from = chain_before(d, start, &ret);
    if (f && f->nparts > 1 && !ret.org)
        from = start; /* what is before a full title is not of it */
    ret.title = yp_read_nominative(d, from, noun + 1, noun, base);
    if (d->toks[from].is_first && !d->toks[from].w->is_acronym && !d->toks[from].w->is_guessed)
        ret.title = small(d, ret.title);
    ret.is_plural = f && f->is_plural;
    return ret;
}

static bool is_closed(const struct doc *d, int i)
{
    if (i >= d->ntoks || !is_beside(d, i))
        return true;
    const struct tok *t = &d->toks[i];
    return t->kind == YP_TOKEN_END || t->kind == YP_TOKEN_NUMBER ||
           (t->w &&
            (yp_read_among("ja sekä puh p gsm", t->w->low) || yp_read_is_finite(t->w, true)));
}

static const char *thing_or_word(struct doc *d, int i)
{
    int t = thing_beginning_at(d, i);
    if (t >= 0)
        return d->things[t].name;
    if (!yp_read_is_word(d, i) || !d->toks[i].is_capital || d->toks[i].role == IN_PERSON)
        return NULL;
    int end = i;
    const char *place;
    if (yp_read_is_municipality(d, d->toks[i].w, &place) &&
        (d->toks[i].w->singular & BIT(YP_NOMINATIVE)))
        return NULL; /* where somebody lives */
    while (yp_read_is_word(d, end) && end - i < 5 && is_beside(d, end))
        end++;
    if (!(yp_read_is_mark(d, end, ')') || yp_read_is_mark(d, end, ',') || end >= d->ntoks ||
          yp_read_is_mark(d, end, '.') || !is_beside(d, end)))
        return NULL;
    return yp_read_raw(d, i, end);
}

/* "…, hankejohtaja, Satasote", "… (hankejohtaja, Satasote)", "… Satasotesta". */
static struct role_of title_after(struct doc *d, const struct mention *m)
{
    struct role_of ret = { 0 };
    int at = m->end, t;
    t = thing_beginning_at(d, at);
    if (t >= 0 && is_beside(d, at) && d->things[t].role <= IN_NETWORK &&
        (d->things[t].ccase == YP_ELATIVE || d->things[t].ccase == YP_ABLATIVE)) {
        ret.org = d->things[t].name;
        return ret;
    }
    /* "… Ruokolahden kunnasta" */
    if (is_beside(d, at + 1) && is_genitive(d, at) && is_proper_at(d, at) &&
        yp_read_is_word(d, at + 1) && yp_read_base(d->toks[at + 1].w, "kunta kaupunki") &&
        (yp_read_form(d->toks[at + 1].w, NOMINAL, YP_ELATIVE) ||
         yp_read_form(d->toks[at + 1].w, NOMINAL, YP_ABLATIVE))) {
        const struct form *f = yp_read_form(d->toks[at + 1].w, NOMINAL, YP_ELATIVE);
        if (!f)
            f = yp_read_form(d->toks[at + 1].w, NOMINAL, YP_ABLATIVE);
        ret.org = yp_read_nominative(d, at, at + 2, at + 1, f->base);
        return ret;
    }
    if (!is_beside(d, at) || !(yp_read_is_mark(d, at, ',') || yp_read_is_mark(d, at, '(')))
        return ret;
    bool is_list = d->paras[d->toks[at].para].is_contact || yp_read_is_mark(d, at, '(') ||
                   !(yp_read_has(d, d->toks[at].sentence) & HAS_FINITE);
    at++;
    static const char *const shorts[][2] = { { "pj", "puheenjohtaja" },
                                             { "vpj", "varapuheenjohtaja" },
                                             { "varapj", "varapuheenjohtaja" },
                                             { "siht", "sihteeri" } };
    for (size_t k = 0; k < sizeof shorts / sizeof *shorts; k++)
        if (yp_read_is_word(d, at) && !strcmp(d->toks[at].w->low, shorts[k][0])) {
            ret.title = shorts[k][1];
            return ret;
        }
    for (int end = at; yp_read_is_word(d, end) && end - at < 6 && is_beside(d, end); end++) {
        const struct form *f = title_noun(d, end, YP_NOMINATIVE);
        bool is_from = yp_read_is_word(d, end + 1) && d->toks[end + 1].is_capital &&
                       yp_read_form(d->toks[end + 1].w, NOMINAL, YP_ELATIVE);
        if (!f || f->is_plural || (!is_closed(d, end + 1) && !is_from))
            continue;
        if (d->toks[end].role != FREE || d->toks[end].is_capital)
            break;
        if (!yp_read_is_human(f->base) &&
            (is_list || end - at > 1 || yp_read_ends(org_words, f->base) ||
             yp_read_ends(body_words, f->base) || (d->toks[end].w->classes & BIT(YP_WORD_VERB))))
            break;
        int from = chain_before(d, title_start(d, end), &ret);
        if (from > at && !ret.org && !is_list)
            break;
        ret.title = yp_read_nominative(d, from > at ? from : at, end + 1, end, f->base);
        if (ret.org)
            ret.title = yp_read_nominative(d, title_start(d, end), end + 1, end, f->base);
        if (yp_read_is_mark(d, end + 1, ',') && !ret.org)
            ret.org = thing_or_word(d, end + 2);
        return ret;
    }
    if (is_list || thing_beginning_at(d, at) >= 0)
        if (!yp_read_is_word(d, at) ||
            is_closed(d, thing_beginning_at(d, at) >= 0 ? d->things[thing_beginning_at(d, at)].end
                                                        : d->ntoks))
            ret.org = thing_or_word(d, at);
    return ret;
}

/* "puheenjohtajaksi valittiin …", "… toimii hankejohtajana". */
static struct role_of title_of_office(struct doc *d, const struct mention *m)
{
    struct role_of ret = { 0 };
    const struct sentence *s = &d->sentences[d->toks[m->first].sentence];
    for (int step = 1; step <= 7; step++)
        for (int side = -1; side <= 1; side += 2) {
            int i = side < 0 ? m->first - step : m->end - 1 + step;
            if (i < s->first || i >= s->end || !yp_read_is_word(d, i) || ret.title)
                continue;
            const struct rword *w = d->toks[i].w;
            const struct form *f = yp_read_form(w, BIT(YP_WORD_NOUN), YP_ESSIVE);
            if (!f)
                f = yp_read_form(w, BIT(YP_WORD_NOUN), YP_TRANSLATIVE);
            if (!f || (f->is_plural && side > 0) || !yp_read_is_human(f->base))
                continue;
            ret.is_plural = f->is_plural;
            bool has_verb = false, has_other = false;
            int from = side < 0 ? i : m->end, to = side < 0 ? m->first : i;
            for (int k = from; k < to; k++) {
                has_verb |= yp_read_is_word(d, k) && yp_read_is_finite(d->toks[k].w, true);
                has_other |= d->toks[k].role == IN_PERSON || yp_read_is_mark(d, k, ',') ||
                             yp_read_is_mark(d, k, ';');
            }
            if ((!has_verb && step > 1) || (!has_verb && side > 0) || has_other)
                continue;
            int start = title_start(d, i);
            chain_before(d, start, &ret);
            ret.title = f->base;
        }
    return ret;
}

/* "… esitteli Sote-osuuskunta Suomen toimintaa": whose work one tells of is one's own. */
static const char *org_told(struct doc *d, const struct mention *m)
{
    if (!yp_read_is_word(d, m->end) || !yp_read_base(d->toks[m->end].w, "esitellä"))
        return NULL;
    int t = thing_beginning_at(d, m->end + 1);
    if (t < 0 || d->things[t].ccase != YP_GENITIVE || d->things[t].role != IN_ORG ||
        !yp_read_is_word(d, d->things[t].end) ||
        !yp_read_base(d->toks[d->things[t].end].w, "toiminta palvelu työ"))
        return NULL;
    return d->things[t].name;
}

/* A title on the line under the name, as in lists of whom to ask. */
static struct role_of title_below(struct doc *d, const struct mention *m)
{
    struct role_of ret = { 0 };
    const struct para *p = &d->paras[d->toks[m->first].para];
    int next = d->toks[m->first].para + 1;
    if (m->first != p->first || m->end != p->end || next >= d->nparas || p->kind == P_TITLE)
        return ret;
    const struct para *q = &d->paras[next];
    for (int i = q->first; i < q->end && i < q->first + 6 && yp_read_is_word(d, i); i++) {
        const struct form *f = yp_read_form(
            d->toks[i].w, BIT(YP_WORD_NOUN) | BIT(YP_WORD_NOUN_ADJECTIVE), YP_NOMINATIVE);
        if (f && yp_read_is_human(f->base) && is_closed(d, i + 1)) {
            int start = title_start(d, i), from = chain_before(d, start, &ret);
            ret.title = yp_read_nominative(d, from, i + 1, i, f->base);
            if (yp_read_is_mark(d, i + 1, ',') && !ret.org)
                ret.org = thing_or_word(d, i + 2);
            break;
        }
    }
    return ret;
}

/* "Yksikön päällikkö": of the organization that was named last. */
static const char *org_before(const struct doc *d, const struct mention *m, const char *title)
{
    size_t n = strcspn(title, " ");
    if (!yp_read_among("yksikön viraston laitoksen yhdistyksen säätiön järjestön osuuskunnan "
                       "organisaation liiton keskuksen",
                       yp_arena_mem(d->arena, title, n)))
        return NULL;
    int sentence = d->toks[m->first].sentence;
    for (int i = m->first - 1; i >= 0 && i > m->first - 80 && d->toks[i].sentence >= sentence - 2;
         i--)
        if (d->toks[i].role == IN_ORG)
            return d->things[d->toks[i].thing].name;
    return NULL;
}

static void give(struct yp_read_person *p, const struct role_of *role)
{
    if (!p->title)
        p->title = role->title;
    /* "Kuhmon kaupunki" is more than "Kuhmo" */
    bool is_more = p->org && *p->org && role->org && !strchr(p->org, ' ') &&
                   yp_read_ends("kaupunki kunta", role->org) &&
                   !strncmp(role->org, p->org, strlen(p->org) - 1);
    if (!p->org || is_more)
        p->org = role->org;
}

void yp_read_titles(struct doc *d)
{
    struct role_of shared = { 0 };
    for (int i = 0; i < d->nmentions; i++) {
        const struct mention *m = &d->mentions[i], *before = i ? m - 1 : NULL;
        struct yp_read_person *p = &d->r->persons[m->person];
        struct role_of role = title_before(d, m);
        bool is_joined = before && before->end == m->first - 1 &&
                         (yp_read_is_mark(d, m->first - 1, ',') ||
                          (yp_read_is_word(d, m->first - 1) &&
                           yp_read_among("ja sekä", d->toks[m->first - 1].w->low)));
        if (!role.title && is_joined && shared.is_plural)
            role = shared;
        shared = role;
        give(p, &role);
        role = title_after(d, m);
        give(p, &role);
        role = title_below(d, m);
        give(p, &role);
        if (!p->title) {
            role = title_of_office(d, m);
            if (role.is_plural)
                shared = role;
            give(p, &role);
        }
        if (!p->title && !p->org)
            p->org = org_told(d, m);
        if (p->title && !p->org)
            p->org = org_before(d, m, p->title);
    }
}
