/*
 * Bodies, organizations, projects, networks and operating models, by the words that such names end
 * in and what modifies them. Layer: read.
 */
#include <string.h>

#include "base/utf8.h"
#include "lib/icu.h"
#include "read/read_int.h"
#include "words/guess.h"

enum { REACH = 7, NAME_REACH = 10, LIST_MAX = 400 };

/* Words that names of bodies end in. */
static const char body_ends[] =
    "ryhmä lautakunta hallitus valtuusto jaosto jaos toimikunta neuvottelukunta neuvosto "
    "johtokunta "
    "valiokunta toimielin raati komitea kollegio edustajisto parlamentti johtotiimi ydintiimi "
    "yhteistyöelin valtuuskunta kirkolliskokous yhtymäkokous vuosikokous yhteistyöfoorumi "
    "asiakasfoorumi ohjausrinki";
static const char no_bodies[] =
    "pienryhmä ikäryhmä kohderyhmä asiakasryhmä sidosryhmä vertaisryhmä väestöryhmä potilasryhmä "
    "ammattiryhmä erityisryhmä eturyhmä vähemmistöryhmä käyttäjäryhmä viiteryhmä keskusteluryhmä "
    "ryhmä henkilöstöryhmä työntekijäryhmä tuoteryhmä palveluryhmä hallitus tukiryhmä "
    "valtioneuvosto "
    "etäryhmä lähiryhmä riskiryhmä osallistujaryhmä toimijaryhmä tyttöryhmä poikaryhmä vuosikokous "
    "sisarusryhmä "
    "lapsiryhmä vanhempainryhmä harrastusryhmä ystäväryhmä liikuntaryhmä toimialaryhmä "
    "sukupuoliryhmä "
    "aihioryhmä kieliryhmä maaryhmä perusjoukkoryhmä tulosryhmä tuloryhmä kuntoutusryhmä "
    "teemaryhmäkeskustelu opiskelijaryhmä koululaisryhmä verrokkiryhmä testiryhmä kerhoryhmä "
    "perheryhmä nuorisoryhmä eläinryhmä neuvoryhmä avoryhmä oireryhmä hoitoryhmä kolmasryhmä "
    "keskusteluryhmä kokemusryhmä kuulijaryhmä joukkoryhmä toimintaryhmä vertaistukiryhmä";
/* Alone they name nothing yet: whose they are must be said. */
static const char modest_bodies[] = "työryhmä ryhmä hallitus toimielin neuvosto raati toimikunta "
                                    "jaosto jaos komitea suunnitteluryhmä kehittämisryhmä";

static const char generic_bodies[] =
    "työryhmä ryhmä toimielin lautakunta neuvosto raati toimikunta";

static const char org_ends[] =
    "kuntayhtymä hyvinvointialue sairaanhoitopiiri virasto laitos yliopisto ammattikorkeakoulu "
    "säätiö yhdistys liitto osuuskunta seurakunta seurakuntayhtymä keskus kauppakamari opisto "
    "instituutti toimisto järjestö sairaala piiri seura hiippakunta konserni yhtiö akatemia "
    "käräjäoikeus tuomioistuin hallinto-oikeus ministeriö pankki kilta klubi yhdistykset kirkko "
    "diakonissalaitos oppilaitos klinikka hallinto-oikeus ylioppilaskunta ammattiopisto lukio "
    "tutkimuskeskus keskusliitto maakuntaliitto apteekki korkeakoulu poliisi poliisilaitos rahasto "
    "sote osasto setlementti käräjät saamelaiskäräjät kansalaisopisto kirjasto museo vankila "
    "rykmentti "
    "martat";
static const char no_orgs[] =
    "ilmapiiri elinpiiri vaikutuspiiri kotisairaala perhekeskus sote-keskus keskus kauppakeskus "
    "kohtaamispaikka toimintakeskus "
    "laitos "
    "avioliitto kokonaislaitos ystäväpiiri lähipiiri keskussairaala-alue asuinpiiri "
    "tulevaisuuden-sote-keskus hyvinvointikeskus palvelukeskus aihepiiri toimipiiri "
    "vaalipiiri valtioliitto palloliitto-piiri laitos vanhainkotilaitos eri-järjestö "
    "kansalaisjärjestö etujärjestö potilasjärjestö vammaisjärjestö kattojärjestö yhteisjärjestö "
    "kylätoimisto yhteistoimisto paikallisyhdistys jäsenyhdistys lastensairaala aluejärjestö "
    "keskusjärjestö lähikirkko työseura toimijaseura";
/* There is one of them in a region, or in the country: they name an organization alone. */
static const char lone_orgs[] =
    "aluehallintovirasto te-toimisto ely-keskus kansaneläkelaitos kela poliisi poliisilaitos "
    "pelastuslaitos kuntaliitto verohallinto maahanmuuttovirasto rajavartiolaitos lupavirasto "
    "työterveyslaitos valtiokonttori eduskunta opetushallitus valtioneuvosto tilastokeskus "
    "saamelaiskäräjät väestötietovirasto hätäkeskuslaitos hätäkeskus syyttäjälaitos kirkkohallitus";

/* Letters that stand for Finnish authorities and nation-wide organizations. */
static const char known_letters[] =
    "thl stm avi ely te okm vm tem oph lvm sm om ym mmm um vn dvv hus sospr spr mll tays tyks kys "
    "oys hyks ahtiala ytk evira sak sttk akava ek ktt kela vtv valvira fimea kvtes who eu ssri "
    "thy emma stea soste ely-keskus vr yle stk kt jhl tehy super sll";
static const char no_letters[] =
    "ict it sote soten lape tki ai pdf mm ym klo ma ti ke to pe la su hr qr usb gps covid tv wc "
    "ok www http https rrp ii iii iv vi vii viii ix xi xii xiii xiv xv olka lgbt hiv adhd puh gsm "
    "cv dna mri eu lgbtq gdpr ky ry oy ab faq html iso rai avh sgs apv hyte te-palvelut sotepe";

static bool is_read_tok(const struct doc *d, int i)
{
    if (!yp_read_is_word(d, i))
        return false;
    enum para_kind kind = d->paras[d->toks[i].para].kind;
    return kind != P_NAVIGATION && kind != P_STAMP && kind != P_LABEL;
}

static bool is_same(const struct doc *d, int a, int b)
{
    return a >= 0 && b >= 0 && a < d->ntoks && b < d->ntoks &&
           d->toks[a].sentence == d->toks[b].sentence;
}

/* A capital letter that says name: inside a sentence, or at its beginning in a word that is one. */
static bool is_proper(const struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    if (t->kind != YP_TOKEN_WORD || !t->is_capital)
        return false;
    const char *place;
    return !t->is_first || t->w->is_guessed || t->w->is_acronym ||
           (t->w->classes & (BIT(YP_WORD_PLACE) | BIT(YP_WORD_NAME))) ||
           yp_read_is_municipality(d, t->w, &place);
}

static bool may_be_genitive(const struct doc *d, int i)
{
    if (!yp_read_is_word(d, i))
        return false;
    const struct tok *t = &d->toks[i];
    if (t->role == IN_PERSON || t->role == IN_DAY || t->is_begin)
        return false;
    if ((t->w->classes & BIT(YP_WORD_NUMERAL)) && !(t->w->classes & BIT(YP_WORD_NOUN)))
        return false;
    if (yp_read_among("muun kuin sen tämän niiden näiden jonka hänen heidän minkä kunkin koko "
                      "myös mukaan kanssa sekä yhden saman",
                      t->w->low))
        return false;
    if ((t->w->singular | t->w->plural) & BIT(YP_GENITIVE))
        return true;
    size_t len = strlen(t->w->low);
    return t->is_capital && t->w->is_guessed && len > 3 && t->w->low[len - 1] == 'n';
}

static bool agrees(const struct doc *d, int i, const struct form *head)
{
    if (!yp_read_is_word(d, i) || d->toks[i].role == IN_PERSON)
        return false;
    const struct form *f = yp_read_form(
        d->toks[i].w, BIT(YP_WORD_ADJECTIVE) | BIT(YP_WORD_NOUN_ADJECTIVE), head->ccase);
    return f && f->is_plural == head->is_plural && !d->toks[i].is_end &&
           !yp_read_among("oma koko eri muu sama uusi viime ensi tämä toinen seuraava edellinen",
                          f->base);
}

/* "sosiaali- ja terveydenhuollon": where an ellipsis that goes on at i begins. */
static int ellipsis(const struct doc *d, int i)
{
    int at = i;
    while (at - 2 >= 0 && i - at < 8 && is_same(d, at, at - 2) && yp_read_is_word(d, at - 2) &&
           d->toks[at - 2].is_begin &&
           (yp_read_is_mark(d, at - 1, ',') ||
            (yp_read_is_word(d, at - 1) && yp_read_among("ja sekä tai", d->toks[at - 1].w->low))))
        at -= 2;
    return at;
}

/* Whether what stands before at joins two owners: "Vantaan ja Keravan", "Terveyden ja
 * hyvinvoinnin", "Saarijärven–Karstulan". */
static bool joins(const struct doc *d, int at, int head)
{
    if (!may_be_genitive(d, at - 2) || !d->toks[at - 2].is_capital)
        return false;
    if (yp_read_is_word(d, at - 1) && !strcmp(d->toks[at - 1].w->low, "ja"))
        return at < head && may_be_genitive(d, at) && is_same(d, at, at - 2);
    return yp_read_is_dash(d, at - 1) && d->toks[at - 1].is_glued && d->toks[at].is_glued;
}

/* Where the name begins whose inflected word is at head. */
static int modifiers(const struct doc *d, int head, const struct form *f)
{
    int at = ellipsis(d, head);
    for (;;) {
        if (at < 1 || head - at >= REACH || !is_same(d, at, at - 1))
            return at;
        bool is_agreed = agrees(d, at - 1, f) && !(f->ccase == YP_GENITIVE && at != head);
        bool is_named = is_proper(d, at) && !d->toks[at].is_first;
        bool is_joined = yp_read_is_dash(d, at - 1) && d->toks[at].is_glued;
        if (is_named && !is_joined &&
            !(d->toks[at - 1].kind == YP_TOKEN_WORD && d->toks[at - 1].is_capital))
            return at;
        if (may_be_genitive(d, at - 1) || is_agreed) {
            at = ellipsis(d, at - 1);
        } else if (joins(d, at, head)) {
            at -= 2;
        } else {
            return at;
        }
    }
}

static bool has_proper(const struct doc *d, int first, int end)
{
    for (int i = first; i < end; i++)
        if (is_proper(d, i))
            return true;
    return false;
}

static int keep(struct doc *d, enum role role, int first, int end, int head, const struct form *f,
                const char *name)
{
    struct thing *t = PUSH(d, d->things, d->nthings);
    *t = (struct thing){ .role = role,
                         .first = first,
                         .end = end,
                         .head = head,
                         .name = name,
                         .is_bare = first == head && end == head + 1,
                         .ccase = f ? f->ccase : YP_CASE_NONE };
    for (int i = first; i < end; i++)
        if (d->toks[i].role != IN_PERSON) {
            d->toks[i].role = role;
            d->toks[i].thing = d->nthings - 1;
        }
    return d->nthings - 1;
}

/* The analysis of a noun whose base form ends in one of a list. */
static const struct form *ending_in(const struct rword *w, const char *ends)
{
    for (int i = 0; i < w->n; i++) {
        const struct form *f = &w->forms[i];
        if ((f->class == YP_WORD_NOUN || f->class == YP_WORD_NAME ||
             f->class == YP_WORD_ABBREVIATION || f->class == YP_WORD_PLACE ||
             f->class == YP_WORD_NOUN_ADJECTIVE) &&
            yp_read_ends(ends, f->base))
            return f;
    }
    return NULL;
}

/* The same of a word that no dictionary knows: by what its nominative may be. */
static const struct form *guessed_ending(struct doc *d, const struct rword *w, const char *ends)
{
    if (!w->is_guessed || strchr(w->form, '-'))
        return NULL;
    const char *list[YP_GUESS_MAX];
    int n = yp_guess_nominatives(d->arena, w->low, list);
    for (int i = 0; i < n; i++) {
        size_t len = yp_read_ends(ends, list[i]);
        if (len < 5 || len == strlen(list[i]))
            continue;
        struct form *f = yp_arena_alloc(d->arena, sizeof *f);
        *f = (struct form){ .base = list[i],
                            .class = YP_WORD_NOUN,
                            .ccase = i ? YP_GENITIVE : YP_NOMINATIVE,
                            .nparts = 2 };
        return f;
    }
    return NULL;
}

static const char *folded(struct doc *d, const char *s)
{
    return yp_icu_fold(d->arena, s);
}

/* ---- projects ---- */

/* Words that stand outside a name even before its hyphen. */
static bool is_outside(const struct doc *d, int i)
{
    if (!yp_read_is_word(d, i))
        return d->toks[i].kind == YP_TOKEN_END && d->toks[i].mark != '-' &&
               d->toks[i].mark != 0x2013;
    const struct tok *t = &d->toks[i];
    if (t->role == IN_PERSON || t->is_end)
        return true;
    if (yp_read_among(
            "myös sekä että joka jonka jossa muun muassa esimerkiksi kuten nyt eli tänään "
            "kun kuin mutta sen tämän oman oma-",
            t->w->low))
        return true;
    return yp_read_is_finite(t->w, true) && !(t->w->classes & NOMINAL) && !t->is_capital;
}

/* Where the name begins that ends before "-hanke" at i. */
static int name_start(const struct doc *d, int i, const struct form *head)
{
    int last = i - 1, low = last;
    if (last < 0 || !is_same(d, i, last))
        return i;
    uint32_t close = d->toks[last].kind == YP_TOKEN_END ? d->toks[last].mark : 0;
    if (close == 0x201D || close == '"' || close == 0xBB || close == 0x2019) {
        for (int k = last - 1; k > last - 14 && k >= 0 && is_same(d, i, k); k--)
            if (d->toks[k].kind == YP_TOKEN_END &&
                (d->toks[k].mark == close || d->toks[k].mark == 0x201C || d->toks[k].mark == 0xAB ||
                 d->toks[k].mark == 0x2018))
                return k;
        return i;
    }
    if (is_outside(d, last))
        return i;
    while (low - 1 >= 0 && i - low < NAME_REACH && is_same(d, i, low - 1) &&
           !is_outside(d, low - 1))
        low--;
    for (int k = last; k >= low; k--) {
        const struct tok *t = &d->toks[k];
        if (t->kind != YP_TOKEN_WORD || !t->is_capital || (t->is_first && k > low))
            continue;
        if (t->is_first && i - k > 5)
            break;
        while (k - 1 >= low && d->toks[k - 1].kind == YP_TOKEN_WORD && d->toks[k - 1].is_capital &&
               (may_be_genitive(d, k - 1) || !d->toks[k - 1].is_first))
            k--;
        int more = k; /* "Lasten ja perheiden Pirkanmaa" */
        while (more - 1 >= low && d->toks[more - 1].kind == YP_TOKEN_WORD &&
               (may_be_genitive(d, more - 1) || yp_read_among("ja", d->toks[more - 1].w->low))) {
            more--;
            if (d->toks[more].is_capital && !d->toks[more].is_first)
                k = more;
        }
        return k;
    }
    int at = last; /* no capital: the noun and what modifies it */
    while (at - 1 >= low && d->toks[at - 1].kind == YP_TOKEN_WORD &&
           ((d->toks[at - 1].w->singular | d->toks[at - 1].w->plural) &
            (BIT(YP_GENITIVE) | BIT(YP_NOMINATIVE))) &&
           !yp_read_ends("ttu tty stu sty ltu lty nut nyt tava tävä", d->toks[at - 1].w->low) &&
           !(head->ccase != YP_NOMINATIVE && head->ccase != YP_GENITIVE && agrees(d, at - 1, head)))
        at--;
    return ellipsis(d, at);
}

static const char generic_projects[] = "hanke osahanke erillishanke";

/* "… palvelut iäkkäille 2021–2022 erillishankehakemus": a name with years before its noun. */
static int years_start(const struct doc *d, int i, const struct form *head)
{
    int at = i;
    if (at >= 3 && d->toks[at - 1].kind == YP_TOKEN_NUMBER && yp_read_is_dash(d, at - 2) &&
        d->toks[at - 3].kind == YP_TOKEN_NUMBER)
        at -= 3;
    else
        return i;
    while (at - 1 >= 0 && i - at < NAME_REACH + 4 && is_same(d, i, at - 1) &&
           yp_read_is_word(d, at - 1) && !is_outside(d, at - 1) &&
           !(head->ccase != YP_NOMINATIVE && agrees(d, at - 1, head)))
        at--;
    return at;
}

static void keep_project(struct doc *d, int i, const struct form *f)
{
    const struct tok *t = &d->toks[i];
    bool is_plain = yp_read_among(generic_projects, f->base);
    if (t->is_end) {
        int first = name_start(d, i, f);
        if (first == i || f->is_plural)
            return;
        const char *base = f->base[0] == '-' ? f->base + 1 : f->base;
        keep(d, IN_PROJECT, first, i + 1, i, f,
             yp_arena_printf(d->arena, "%s -%s", yp_read_raw(d, first, i), base));
        return;
    }
    int years = years_start(d, i, f);
    if (years < i && !f->is_plural) {
        keep(d, IN_PROJECT, years, i, i - 1, f, yp_read_raw(d, years, i));
        return;
    }
    if (yp_read_ends("hakemus", f->base) || f->is_plural)
        return;
    bool is_named = strchr(f->base, '-') && t->is_capital;
    /* "tulevaisuuden sote-keskus hankkeessa": the hyphen was forgotten */
    if (is_plain && i && is_same(d, i, i - 1) && yp_read_is_word(d, i - 1) &&
        f->ccase != YP_NOMINATIVE && !yp_read_is_finite(d->toks[i - 1].w, true) &&
        d->toks[i - 1].role == FREE &&
        yp_read_form(d->toks[i - 1].w, BIT(YP_WORD_NOUN), YP_NOMINATIVE) &&
        !(d->toks[i - 1].w->singular & BIT(YP_GENITIVE)) && !d->toks[i - 1].is_first) {
        int first = name_start(d, i, f);
        if (i - first > 1)
            keep(d, IN_PROJECT, first, i + 1, i, f,
                 yp_arena_printf(d->arena, "%s -%s", yp_read_raw(d, first, i), f->base));
        return;
    }
    /* "osahanke Perheiden tuki" */
    if (f->ccase == YP_NOMINATIVE && yp_read_is_word(d, i + 1) && is_same(d, i, i + 1) &&
        d->toks[i + 1].is_capital && d->toks[i + 1].role == FREE && !t->is_first && is_plain &&
        !(d->toks[i + 1].w->classes & BIT(YP_WORD_PLACE))) {
        int end = i + 1;
        while (yp_read_is_word(d, end) && is_same(d, i, end) && end - i < 6 &&
               !yp_read_is_finite(d->toks[end].w, true))
            end++;
        keep(d, IN_PROJECT, i, end, end - 1, f, yp_read_raw(d, i + 1, end));
        return;
    }
    int first = modifiers(d, i, f);
    if (!is_named && (first == i || (is_plain && !has_proper(d, first, i))))
        return;
    if (!is_named && is_plain) { /* "Satakunnan hanke" tells whose, not which */
        int n = 0;
        for (int k = first; k < i; k++)
            n += d->toks[k].kind == YP_TOKEN_WORD;
        if (n < 2)
            return;
    }
    keep(d, IN_PROJECT, first, i + 1, i, f, yp_read_nominative(d, first, i + 1, i, f->base));
}

/* ---- organizations ---- */

static const char company_ends[] = "oy oyj ab ry rf rp sr osk ky tmi oy:n ry:n ab:n oyj:n sr:n";

static const char *before_colon(struct doc *d, const char *word)
{
    return yp_arena_mem(d->arena, word, strcspn(word, ":"));
}

/* "Pikassos Oy:n", "Satakunnan sydänyhdistys ry". */
static bool keep_company(struct doc *d, int i)
{
    const char *low = before_colon(d, d->toks[i].w->low);
    if (!yp_read_among(company_ends, low) || !is_same(d, i, i - 1) || !yp_read_is_word(d, i - 1))
        return false;
    int first = i - 1;
    if (d->toks[first].thing >= 0 && d->toks[first].role == IN_ORG) {
        first = d->things[d->toks[first].thing].first;
        d->things[d->toks[i - 1].thing].role = FREE;
    } else {
        while (first - 1 >= 0 && i - first < 5 && yp_read_is_word(d, first - 1) &&
               is_same(d, i, first - 1) && d->toks[first - 1].is_capital &&
               d->toks[first - 1].role != IN_PERSON)
            first--;
        while (first - 1 >= 0 && i - first < 5 && !d->toks[first].is_capital &&
               may_be_genitive(d, first - 1))
            first--;
        if (!d->toks[first].is_capital)
            return false;
    }
    for (int k = first; k < i; k++) /* what its name is made of is no other */
        if (d->toks[k].role == IN_ORG)
            d->things[d->toks[k].thing].role = FREE;
    const char *form = before_colon(d, d->toks[i].w->form);
    const struct form f = { .ccase =
                                strchr(d->toks[i].w->form, ':') ? YP_GENITIVE : YP_NOMINATIVE };
    keep(d, IN_ORG, first, i + 1, i, &f,
         yp_arena_printf(d->arena, "%s %s", yp_read_raw(d, first, i), form));
    return true;
}

static const char *last_of(const char *s)
{
    const char *hyphen = strrchr(s, '-');
    return hyphen ? hyphen + 1 : s;
}

/* "Koskilinjan hyvinvointialue" at the beginning of a sentence: a noun of one thing, not of a kind. */
static bool begins_named(const struct doc *d, int first, int head)
{
    const struct tok *t = &d->toks[first];
    if (first >= head || !t->is_first || !t->is_capital || t->kind != YP_TOKEN_WORD)
        return false;
    const struct form *f = yp_read_form(t->w, BIT(YP_WORD_NOUN), YP_GENITIVE);
    return f && !f->is_plural &&
           !yp_read_among(
               "alue maakunta kunta kaupunki seutu valtio hanke yhdistys kokous alku loppu "
               "vuosi kevät syksy kesä talvi tulevaisuus järjestö päivä viikko ilta "
               "hyvinvointialue kuntayhtymä sairaanhoitopiiri tilaisuus ryhmä johto",
               f->base);
}

static bool has_role(const struct doc *d, int first, int end, enum role role)
{
    for (int i = first; i < end; i++)
        if (d->toks[i].role == role)
            return true;
    return false;
}

static bool keep_org_noun(struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    const struct form *f = ending_in(t->w, org_ends);
    if (!f)
        f = ending_in(t->w, lone_orgs);
    if (!f && t->is_capital)
        f = guessed_ending(d, t->w, org_ends);
    if (!f)
        return false;
    const char *low = folded(d, f->base);
    bool is_lone =
        yp_read_among(lone_orgs, low) || (yp_read_ends("ministeriö", low) && f->nparts > 1);
    /* "Sote-osuuskunta Suomen": the name comes after its noun */
    if (f->ccase == YP_NOMINATIVE && !f->is_plural && yp_read_is_word(d, i + 1) &&
        is_same(d, i, i + 1) && d->toks[i + 1].is_capital && d->toks[i + 1].role == FREE &&
        (yp_read_ends("osuuskunta yhdistys säätiö yhtiö järjestö toimisto", low) ||
         d->toks[i + 1].w->is_guessed || d->toks[i + 1].w->is_acronym)) {
        int from = modifiers(d, i, f);
        const struct rword *w = d->toks[i + 1].w;
        const struct form *g =
            yp_read_form(w, BIT(YP_WORD_PLACE) | BIT(YP_WORD_NAME), YP_CASE_NONE);
        if (!g && !(w->singular & BIT(YP_NOMINATIVE)))
            g = yp_read_form(w, NOMINAL, YP_CASE_NONE);
        const char *base = g               ? yp_read_capital(d->arena, g->base)
                           : w->is_guessed ? yp_read_guess(d, w)
                                           : w->form;
        if (w->is_acronym && w->n) {
            g = &w->forms[0];
            base = g->base;
        }
        struct form as = { .ccase = g ? g->ccase : YP_GENITIVE };
        keep(d, IN_ORG, from, i + 2, i + 1, &as,
             yp_arena_printf(d->arena, "%s %s", yp_read_raw(d, from, i + 1), base));
        return true;
    }
    int first = modifiers(d, i, f);
    bool is_named = has_proper(d, first, i) ||
                    (t->is_first && t->is_capital && first == i &&
                     yp_read_ends("liitto sairaala kauppakamari", low) && f->nparts > 1) ||
                    begins_named(d, first, i) ||
                    (t->is_capital && !t->is_first && !yp_read_among(no_orgs, low));
    if ((f->is_plural && !yp_read_ends("käräjät", low)) ||
        (!is_lone &&
         (!is_named || yp_read_among(no_orgs, last_of(low)) || yp_read_among(no_orgs, low))))
        return false;
    if (is_lone && !has_proper(d, first, i) && ellipsis(d, i) == i)
        first = i;
    else if (is_lone && !has_proper(d, first, i))
        first = ellipsis(d, i);
    if (!strcmp(low, "sote") && (first != i - 1 || !is_proper(d, i - 1)))
        return false;
    if (yp_read_ends("osasto", low) && !has_role(d, first, i, IN_ORG))
        return false;
    if (yp_read_ends("yhdistys piiri osasto", low)) /* a branch: what it is of is no other one */
        for (int k = first; k < i; k++)
            if (d->toks[k].role == IN_ORG)
                d->things[d->toks[k].thing].role = FREE;
    keep(d, IN_ORG, first, i + 1, i, f, yp_read_nominative(d, first, i + 1, i, f->base));
    return true;
}

/* The nominative plural of a noun, if the dictionary agrees to one. */
static const char *plural_of(struct doc *d, const char *base)
{
    const char *form = yp_arena_printf(d->arena, "%st", base);
    const struct form *f =
        yp_read_form(yp_read_word(d, form, strlen(form)), NOMINAL, YP_NOMINATIVE);
    return f && f->is_plural ? form : base;
}

/* "Lapin yrittäjien hankinta-asiamies": an association named by its members. */
static bool keep_members(struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    const struct form *f = yp_read_form(t->w, BIT(YP_WORD_NOUN), YP_CASE_NONE);
    if (f && f->is_plural && yp_read_ends("käräjä", f->base)) { /* has no singular */
        keep(d, IN_ORG, i, i + 1, i, f, yp_arena_printf(d->arena, "%st", f->base));
        return true;
    }
    if (!f || !f->is_plural ||
        !yp_read_among("yrittäjä martta eläkkeensaaja omaishoitaja", f->base) ||
        !is_same(d, i, i - 1) || !may_be_genitive(d, i - 1) || !is_proper(d, i - 1))
        return false;
    int first = modifiers(d, i, f);
    const char *base = plural_of(d, f->base);
    keep(d, IN_ORG, first, i + 1, i, f,
         yp_arena_printf(d->arena, "%s %s", yp_read_raw(d, first, i),
                         t->is_capital ? yp_read_capital(d->arena, base) : base));
    return true;
}

/* "Västnyländska Språkfonden": names in Swedish, whose last word tells what they are. */
static bool keep_swedish(struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    if (!t->w->is_guessed || !t->is_capital || t->role != FREE ||
        !yp_read_ends("fonden förening föreningen förbund förbundet stiftelse stiftelsen samkommun "
                      "samkommunen förvaltningen högskolan samfundet sällskapet välfärdsområde",
                      t->w->low))
        return false;
    int first = i;
    while (first - 1 >= 0 && is_same(d, i, first - 1) && yp_read_is_word(d, first - 1) &&
           i - first < 4 && d->toks[first - 1].role == FREE &&
           (d->toks[first - 1].is_capital || yp_read_among("och i för", d->toks[first - 1].w->low)))
        first--;
    while (first < i && !d->toks[first].is_capital)
        first++;
    const struct form f = { .ccase = YP_NOMINATIVE };
    keep(d, IN_ORG, first, i + 1, i, &f, yp_read_raw(d, first, i + 1));
    return true;
}

static bool is_shouted(const struct doc *d, int i)
{
    return yp_read_is_word(d, i) && d->toks[i].len > 3 && d->toks[i].w->is_acronym;
}

static bool keep_letters(struct doc *d, int i)
{
    const struct rword *w = d->toks[i].w;
    if (!w->is_acronym)
        return false;
    const char *form = w->n ? w->forms[0].base : w->form, *low = folded(d, before_colon(d, form));
    bool is_known = yp_read_among(known_letters, low) && !yp_read_among("eu", low);
    if (!is_known) {
        if (is_shouted(d, i - 1) || is_shouted(d, i + 1)) /* a line in capitals */
            return false;
        if (yp_read_among(no_letters, low) || strlen(low) < 2 || strlen(low) > 10 ||
            strpbrk(low, "0123456789-"))
            return false;
        /* others only where they act: somebody's, or doing something */
        bool is_owner = (w->singular & BIT(YP_GENITIVE)) && yp_read_is_word(d, i + 1) &&
                        !yp_read_base(d->toks[i + 1].w, "hanke ohjelma malli toimintamalli");
        bool is_doer = yp_read_is_word(d, i + 1) && is_same(d, i, i + 1) &&
                       yp_read_is_finite(d->toks[i + 1].w, false) &&
                       !yp_read_base(d->toks[i + 1].w, "olla");
        bool is_done_by = i && is_same(d, i, i - 1) && yp_read_is_word(d, i - 1) &&
                          yp_read_is_finite(d->toks[i - 1].w, false) &&
                          !yp_read_base(d->toks[i - 1].w, "olla");
        bool is_met = !(w->singular & (BIT(YP_NOMINATIVE) | BIT(YP_GENITIVE) | BIT(YP_INESSIVE)));
        if (!is_owner && !is_doer && !is_done_by && !is_met)
            return false;
    }
    if (d->toks[i].is_begin || d->toks[i].is_end)
        return false;
    const struct form *f = w->n ? &w->forms[0] : NULL;
    keep(d, IN_ORG, i, i + 1, i, f, before_colon(d, form));
    return true;
}

static const char owned[] =
    "johtoryhmä johtaja hallitus edustaja johto henkilöstö työntekijä asiantuntija palvelu "
    "strategia "
    "toiminta jäsenkunta asiakas talous toimitusjohtaja viestintä verkkosivu kotisivu työpaja "
    "organisaatio toimipiste johtokunta valtuusto esimies ammattilainen tiedote mukaan kanssa "
    "kehittäjä suunnittelija koordinaattori järjestämä tuottama toteuttama koordinoima vetämä "
    "hallinnoima laatima tekemä valmistelema rahoittama kokoama perussopimus kehittämispäällikkö "
    "yhtymähallitus yhtymäkokous verkkopalvelu";

/* A name that no dictionary knows, where it owns or does something. */
static bool keep_brand(struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    const char *place;
    if (!t->is_capital || !t->w->is_guessed || t->w->is_acronym || t->role != FREE ||
        strlen(t->w->low) < 4 || t->is_end || t->is_begin || strpbrk(t->w->low, "-:0123456789") ||
        yp_read_is_municipality(d, t->w, &place) || d->paras[t->para].kind == P_TITLE)
        return false;
    const char *nominative = yp_read_guess(d, t->w);
    if (yp_read_among("valvira fimea tukes traficom evira kela", folded(d, nominative))) {
        keep(d, IN_ORG, i, i + 1, i, NULL, nominative);
        return true;
    }
    if (yp_read_person_at(d, i) >= 0)
        return false;
    size_t len = strlen(t->w->low);
    bool is_next = yp_read_is_word(d, i + 1) && is_same(d, i, i + 1);
    const struct rword *next = is_next ? d->toks[i + 1].w : NULL;
    bool is_owner = false;
    if (t->w->low[len - 1] == 'n' && next) {
        is_owner = ending_in(next, body_ends) || yp_read_base(next, owned) ||
                   yp_read_among("mukaan kanssa johdolla", next->low);
        for (int k = 0; k < next->n && !is_owner; k++)
            is_owner = yp_read_ends(owned, next->forms[k].base) > 0;
        const struct form *f =
            is_owner ? NULL : yp_read_form(next, BIT(YP_WORD_NOUN), YP_NOMINATIVE);
        is_owner |= f && yp_read_is_human(f->base);
    }
    bool is_doer = t->w->low[len - 1] != 'n' && next && yp_read_is_finite(next, false) &&
                   !(next->classes & (BIT(YP_WORD_NOUN) | BIT(YP_WORD_ADJECTIVE))) &&
                   !yp_read_base(next, "olla");
    if (!is_owner && !is_doer)
        return false;
    struct form f = { .ccase = is_owner ? YP_GENITIVE : YP_NOMINATIVE };
    keep(d, IN_ORG, i, i + 1, i, &f, is_doer ? t->w->form : nominative);
    return true;
}

/* ---- bodies, networks, models ---- */

/* "Porin ja Rauman vanhusneuvostot": one of each. */
static bool keep_bodies(struct doc *d, int i, const struct form *f)
{
    int at = i - 1, n = 0;
    if (yp_read_among(no_bodies, folded(d, f->base)) || yp_read_among(generic_bodies, f->base))
        return false;
    while (at >= 0 && n < 8 && is_same(d, at, i) && may_be_genitive(d, at) && is_proper(d, at)) {
        keep(d, IN_BODY, at, at + 1, at, f,
             yp_arena_printf(d->arena, "%s %s", yp_read_raw(d, at, at + 1), f->base));
        n++;
        if (!yp_read_is_mark(d, at - 1, ',') &&
            !(yp_read_is_word(d, at - 1) && yp_read_among("ja sekä", d->toks[at - 1].w->low)))
            break;
        at -= 2;
    }
    return n > 0;
}

static bool keep_body(struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    const struct form *f = ending_in(t->w, body_ends);
    if (f && f->is_plural)
        return keep_bodies(d, i, f);
    if (!f)
        return false;
    const char *low = last_of(folded(d, f->base));
    if (yp_read_among(lone_orgs, low))
        return false;
    int first = t->is_end ? name_start(d, i, f) : modifiers(d, i, f);
    if (first < i && d->toks[first].role == IN_ORG) /* "… Yhdistystupa ry:n hallitus" */
        first = d->things[d->toks[first].thing].first;
    bool is_plain = yp_read_among("hallitus ryhmä", low), is_agreed = false;
    for (int k = first; k < i; k++)
        is_agreed |= agrees(d, k, f);
    if ((f->nparts < 2 || !yp_read_among(modest_bodies, low)) && !t->is_end && !is_agreed &&
        !has_proper(d, first, i) && !begins_named(d, first, i))
        first = ellipsis(d, i); /* "luonnoksen ohjausryhmälle": somebody gives it a draft */
    bool is_of_org = i && is_same(d, i, i - 1) && yp_read_is_word(d, i - 1) &&
                     ending_in(d->toks[i - 1].w, org_ends) && may_be_genitive(d, i - 1);
    if (is_plain && !strcmp(low, "hallitus") && is_of_org && !has_proper(d, first, i))
        first = i - 1; /* "kuntayhtymän hallitus" */
    else if (is_plain && !(first < i && has_proper(d, first, i) && strcmp(low, "ryhmä") != 0))
        return false;
    if (!is_plain && yp_read_among(no_bodies, low) && !t->is_end)
        return false;
    if (first == i && yp_read_among(modest_bodies, low) && !t->is_capital)
        return false;
    if (yp_read_base(t->w, "maan") ||
        (first < i && is_plain && yp_read_base(d->toks[i - 1].w, "Suomi suomi")))
        return false;
    const char *name = t->is_end ? yp_arena_printf(d->arena, "%s -%s", yp_read_raw(d, first, i),
                                                   f->base[0] == '-' ? f->base + 1 : f->base)
                                 : yp_read_nominative(d, first, i + 1, i, f->base);
    keep(d, IN_BODY, first, i + 1, i, f, name);
    return true;
}

static bool keep_network(struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    const struct form *f = ending_in(t->w, "verkosto");
    if (!f || f->is_plural)
        return false;
    int first = t->is_end ? name_start(d, i, f) : modifiers(d, i, f);
    if (first == i && (f->nparts < 2 || yp_read_among("yhteistyöverkosto palveluverkosto "
                                                      "turvaverkosto lähiverkosto tukiverkosto "
                                                      "toimijaverkosto sosiaaliverkosto",
                                                      f->base)))
        return false;
    if (t->is_end)
        keep(d, IN_NETWORK, first, i + 1, i, f,
             yp_arena_printf(d->arena, "%s -verkosto", yp_read_raw(d, first, i)));
    else
        keep(d, IN_NETWORK, first, i + 1, i, f, yp_read_nominative(d, first, i + 1, i, f->base));
    return true;
}

static bool keep_model(struct doc *d, int i)
{
    const struct tok *t = &d->toks[i];
    const struct form *f = ending_in(t->w, "malli toiminta menetelmä");
    if (!f || f->is_plural)
        return false;
    const char *hyphen = strrchr(f->base, '-');
    bool is_named =
        (hyphen && t->is_capital &&
         (!t->is_first || t->w->is_guessed || yp_read_ends("toiminta malli", f->base))) ||
        t->is_end;
    bool is_model = yp_read_ends("malli", f->base) && f->nparts > 1 &&
                    !yp_read_among("toimintamalli esimalli rakennemalli roolimalli mallinnus "
                                   "vuosimalli rahoitusmalli päätösmalli",
                                   f->base);
    if (!is_named && !is_model)
        return false;
    int first = t->is_end ? name_start(d, i, f) : i;
    if (t->is_end && first == i)
        return false;
    keep(d, IN_MODEL, first, i + 1, i, f,
         t->is_end ? yp_arena_printf(d->arena, "%s -%s", yp_read_raw(d, first, i),
                                     f->base[0] == '-' ? f->base + 1 : f->base)
                   : f->base);
    return true;
}

/* "Toimintamalleja … ovat A, B ja C": each of the list is one. */
static void keep_listed_models(struct doc *d, const struct sentence *s)
{
    bool is_told = false;
    int from = -1;
    for (int i = s->first; i < s->end && from < 0; i++) {
        const struct form *f =
            yp_read_is_word(d, i) ? ending_in(d->toks[i].w, "toimintamalli") : NULL;
        is_told |= f && f->is_plural && f->ccase == YP_PARTITIVE;
        if (is_told && yp_read_is_word(d, i) && yp_read_among("ovat olivat", d->toks[i].w->low))
            from = i + 1;
    }
    for (int i = from; from >= 0 && i <= s->end; i++) {
        bool is_cut = i == s->end || d->toks[i].kind == YP_TOKEN_END ||
                      (yp_read_is_word(d, i) && yp_read_among("ja sekä", d->toks[i].w->low));
        if (!is_cut)
            continue;
        const struct form *f =
            i > from ? yp_read_form(d->toks[i - 1].w, BIT(YP_WORD_NOUN), YP_NOMINATIVE) : NULL;
        if (f && i - from <= REACH && d->toks[i - 1].role == FREE)
            keep(d, IN_MODEL, from, i, i - 1, f, yp_read_raw(d, from, i));
        from = i + 1;
        if (i < s->end && d->toks[i].kind == YP_TOKEN_END && d->toks[i].mark != ',')
            return;
    }
}

void yp_read_things(struct doc *d)
{
    for (int i = 0; i < d->ntoks; i++)
        if (is_read_tok(d, i) && d->toks[i].role != IN_PERSON && !keep_letters(d, i) &&
            !keep_members(d, i) && !keep_swedish(d, i) && !keep_org_noun(d, i) &&
            !keep_company(d, i))
            keep_brand(d, i);
    for (int i = 0; i < d->ntoks; i++) {
        if (!is_read_tok(d, i) || d->toks[i].role == IN_PERSON)
            continue;
        const struct form *f = ending_in(d->toks[i].w, "hanke hankehakemus projekti");
        if (f)
            keep_project(d, i, f);
        else if (!keep_body(d, i) && !keep_network(d, i))
            keep_model(d, i);
    }
    for (int i = 0; i < d->nsentences; i++)
        keep_listed_models(d, &d->sentences[i]);
}

/* ---- lists ---- */

/* Letters, digits and blanks of a name, folded: what names are compared by. */
static const char *key_of(struct doc *d, const char *name)
{
    char *s = yp_arena_str(d->arena, folded(d, name)), *to = s;
    for (const char *from = s; *from; from++)
        if ((unsigned char)*from >= 0x80 || strchr(" 0123456789abcdefghijklmnopqrstuvwxyz", *from))
            *to++ = *from;
    *to = '\0';
    return s;
}

/* What a body is called when its name was told before. */
static const char short_bodies[] = "jaosto raati neuvosto lautakunta valtuusto hallitus toimikunta "
                                   "työryhmä toimielin jaos komitea "
                                   "johtokunta neuvottelukunta";

bool yp_read_is_suffix(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && !strcmp(name + n - m, end) && name[n - m - 1] == ' ';
}

/* Adds a mention to its list; the fullest form of what is named stays. */
static void tell(struct doc *d, const struct thing *t, struct yp_read_name **list, int *n)
{
    const char *key = key_of(d, t->name);
    int *at = yp_read_map(d, yp_arena_printf(d->arena, "%c:%s", 'A' + (int)t->role, key), true);
    if (*at || *n >= LIST_MAX)
        return;
    bool is_short = t->role == IN_BODY && yp_read_among(short_bodies, key);
    const char ***keys = &d->keys[t->role];
    for (int i = 0; i < *n; i++) {
        const char *other = (*keys)[i];
        if (t->role == IN_BODY && yp_read_among(short_bodies, other) &&
            yp_read_ends(other, key)) { /* "lautakunta" was this */
            *at = i + 1;
            (*keys)[i] = key;
            (*list)[i].name = t->name;
            (*list)[i].span = yp_read_span(d, t->first, t->end);
            return;
        }
        if (yp_read_is_suffix(other, key) || (is_short && yp_read_ends(key, other))) {
            *at = i + 1;
            return;
        }
        if (yp_read_is_suffix(key, other)) {
            *at = i + 1;
            (*keys)[i] = key;
            (*list)[i].name = t->name;
            (*list)[i].span = yp_read_span(d, t->first, t->end);
            return;
        }
    }
    int nkeys = *n;
    *PUSH(d, *keys, nkeys) = key;
    *PUSH(d, *list, *n) =
        (struct yp_read_name){ .span = yp_read_span(d, t->first, t->end), .name = t->name };
    *at = *n;
}

void yp_read_things_told(struct doc *d)
{
    struct yp_reading *r = d->r;
    for (int i = 0; i < d->nthings; i++) {
        const struct thing *t = &d->things[i];
        switch (t->role) {
        case IN_BODY: tell(d, t, &r->bodies, &r->nbodies); break;
        case IN_ORG: tell(d, t, &r->orgs, &r->norgs); break;
        case IN_PROJECT: tell(d, t, &r->projects, &r->nprojects); break;
        case IN_NETWORK: tell(d, t, &r->networks, &r->nnetworks); break;
        case IN_MODEL: tell(d, t, &r->models, &r->nmodels); break;
        default: break;
        }
    }
}
