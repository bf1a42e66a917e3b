/* Numbers of people, votes, applications, organizations, groups and euros. Layer: read. */
#include <stdlib.h>
#include <string.h>

#include "read/read_int.h"

/* Pieces that numerals are made of. */
static const struct {
    const char *piece;
    double n;
} units[] = {
    { "puolentoista", 1.5 }, { "puolisen", 0.5 },  { "parisen", 2 },     { "pari", 2 },
    { "yhdentoista", 11 },   { "yksi", 1 },        { "kaksi", 2 },       { "kolmisen", 3 },
    { "kolme", 3 },          { "nelisen", 4 },     { "neljä", 4 },       { "viitisen", 5 },
    { "viisi", 5 },          { "kuutisen", 6 },    { "kuusi", 6 },       { "seitsemisen", 7 },
    { "seitsemän", 7 },      { "kahdeksisen", 8 }, { "kahdeksan", 8 },   { "yhdeksisen", 9 },
    { "yhdeksän", 9 },       { "kymmenisen", 10 }, { "kymmenkunta", 10 }, { "satakunta", 100 },
    { "kymmenen", 10 },      { "tusina", 12 }, { "puoli", 0.5 },
}, scales[] = {
    { "kymmentä", 10 }, { "sataa", 100 }, { "sata", 100 }, { "tuhatta", 1000 }, { "tuhat", 1000 },
};

static const char qualifiers[] =
    "lähes noin yli alle vajaa vajaat reilu reilut runsas runsaat vähintään enintään jopa ainakin "
    "liki likimain suunnilleen parisen arviolta n peräti melkein korkeintaan vajaan reilun "
    "runsaan keskimäärin runsaasti enimmillään vähän";

static const char counted_ends[] =
    "ääni hakemus järjestö kunta ryhmä euro hanke organisaatio vastaus lausunto aloite yhdistys "
    "yritys seurakunta kuntayhtymä ehdotus miljoona lauta kunta lautakunta toimielin "
    "hyvinvointialue "
    "sairaala koulu ihminen lapsi nuori perhe henkilö jäsen asukas ammattilainen kuntalainen "
    "äänestäjä vanhus iäkäs ikäihminen verkosto projekti tarjous ehdokas taho kumppani toimija "
    "yksikkö työpaikka virka toimi vakanssi paikka kaupunki omainen omaishoitaja kotitalous "
    "hakija ilmoittautunut osallistunut vastannut € eur oppilas mies nainen poika tyttö "
    "vapaaehtoinen oppilaitos virasto henki asukas vieras kävijä väki pienyritys kuntapäättäjä "
    "kirkko päiväkoti apteekki toimipiste luokka pariskunta talous kollega esimies "
    "vauva sijainen ammattiryhmä muistutus valitus kannanotto tutkija maa jaosto tiimi toimikunta "
    "verkosto jaos kehittämisehdotus varajäsen palvelunkäyttäjä vertainen "
    "kokemusasiantuntija lautakunta henkinen asukasta";

static const char no_counts[] =
    "vuosi kuukausi viikko päivä tunti minuutti kerta prosentti kilometri metri aste sivu kohta "
    "kausi vuotias ikävuosi vaihe pykälä kappale klo luku osa puoli näkökulma teema asia kuu "
    "vuorokausi jakso neliö kilo litra numero kerros taso kokouspaikka kotipaikka toimi "
    "pistepaikka "
    "tarjoama näkymä sarja kirja raja kertaluokka toimipaikka";

/* "kaksikymmentäkolme", "puolisensataa", "viisitoista"; 0 when it is no numeral. */
static double parsed(const char *s)
{
    double sum = 0, part = 0;
    while (*s) {
        bool is_found = false;
        for (size_t i = 0; i < sizeof units / sizeof *units && !is_found; i++)
            if (!strncmp(s, units[i].piece, strlen(units[i].piece))) {
                sum += part;
                part = units[i].n;
                s += strlen(units[i].piece);
                is_found = true;
            }
        if (!strncmp(s, "toista", 6) && part > 0 && part < 10) {
            part += 10;
            s += 6;
            continue;
        }
        for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
            if (!strncmp(s, scales[i].piece, strlen(scales[i].piece))) {
                part = (part > 0 ? part : 1) * scales[i].n;
                s += strlen(scales[i].piece);
                is_found = true;
                break;
            }
        if (!is_found)
            return 0;
    }
    return sum + part;
}

static double word_value(const struct rword *w)
{
    double n = parsed(w->low);
    for (int k = 0; k < w->n && n == 0; k++)
        if (w->forms[k].class == YP_WORD_NUMERAL)
            n = parsed(w->forms[k].base);
    return n;
}

/* A number at i, "1 200" and "1,5" too; *ret_end is behind it. */
static double value_at(const struct doc *d, int i, int *ret_end)
{
    const struct tok *t = &d->toks[i];
    *ret_end = i + 1;
    if (t->kind == YP_TOKEN_WORD)
        return t->role == FREE || t->role == IN_BODY || t->role == IN_ORG ? word_value(t->w) : 0;
    if (t->kind != YP_TOKEN_NUMBER || t->role == IN_DAY)
        return 0;
    char digits[32];
    size_t n = 0;
    for (size_t k = 0; k < t->len && n + 1 < sizeof digits; k++) {
        char c = d->text[t->at + k];
        if (c == '.' && !(t->len - k == 4)) /* "1.200" has thousands, "15.1" has none */
            return 0;
        if (c != '.')
            digits[n++] = c == ',' ? '.' : c;
    }
    while (*ret_end < d->ntoks && n < 12 && d->toks[*ret_end].kind == YP_TOKEN_NUMBER &&
           d->toks[*ret_end].len == 3 && d->toks[*ret_end].role != IN_DAY &&
           d->toks[*ret_end].at - d->toks[*ret_end - 1].at - d->toks[*ret_end - 1].len <= 2 &&
           strspn(d->text + d->toks[*ret_end].at, "0123456789") >= 3) {
        memcpy(digits + n, d->text + d->toks[*ret_end].at, 3);
        n += 3;
        (*ret_end)++;
    }
    digits[n] = '\0';
    return strtod(digits, NULL);
}

static bool is_modifier(const struct doc *d, int i)
{
    if (!yp_read_is_word(d, i))
        return false;
    const struct rword *w = d->toks[i].w;
    return (w->classes & (BIT(YP_WORD_ADJECTIVE) | BIT(YP_WORD_NOUN_ADJECTIVE))) ||
           ((w->singular | w->plural) & BIT(YP_GENITIVE)) || d->toks[i].is_begin ||
           yp_read_among("eri uutta ja sekä sote", w->low);
}

/* The noun that is counted from i on; -1. */
static int noun_at(const struct doc *d, int i)
{
    for (int k = i; k < i + 6 && k < d->ntoks && d->toks[k].sentence == d->toks[i].sentence; k++) {
        if (d->toks[k].kind == YP_TOKEN_END)
            return d->toks[k].mark == 0x20AC ? k : -1;
        if (d->toks[k].kind != YP_TOKEN_WORD)
            return -1;
        const struct rword *w = d->toks[k].w;
        for (int f = 0; f < w->n; f++) {
            if (w->forms[f].class != YP_WORD_NOUN && w->forms[f].class != YP_WORD_NOUN_ADJECTIVE &&
                w->forms[f].class != YP_WORD_ADJECTIVE && w->forms[f].class != YP_WORD_ABBREVIATION)
                continue;
            const char *base = w->forms[f].base;
            if (w->forms[f].ccase == YP_GENITIVE && !is_modifier(d, k + 1) && k > i)
                continue;
            if (yp_read_ends(no_counts, base))
                return -1;
            bool is_counted = yp_read_ends(counted_ends, base) || yp_read_is_human(base);
            bool is_case = w->forms[f].ccase == YP_PARTITIVE ||
                           w->forms[f].ccase == YP_NOMINATIVE ||
                           (w->forms[f].ccase != YP_GENITIVE && !is_modifier(d, k + 1)) ||
                           w->forms[f].ccase == YP_GENITIVE;
            if (is_counted && is_case &&
                !(w->forms[f].class == YP_WORD_ADJECTIVE && !yp_read_ends("nut lut rut sut", base)))
                return k;
        }
        if (!is_modifier(d, k))
            return -1;
    }
    return -1;
}

static bool is_ordinal(const struct doc *d, int end)
{
    return yp_read_is_mark(d, end, '.') && d->toks[end].is_glued && end + 1 < d->ntoks &&
           d->toks[end + 1].sentence == d->toks[end].sentence;
}

/* A numeral that blurs itself: "parisataa", "kymmenkunta". */
static bool is_rough(const char *low)
{
    static const char *const begins[] = { "pari",       "puolisen",  "kolmisen",    "nelisen",
                                          "viitisen",   "kuutisen",  "seitsemisen", "kahdeksisen",
                                          "yhdeksisen", "kymmenisen" };
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (!strncmp(low, begins[i], strlen(begins[i])))
            return true;
    return yp_read_ends("kymmenkunta satakunta", low) > 0;
}

static void add(struct doc *d, int i, int end, const char *what, double n)
{
    struct yp_read_count *c = PUSH(d, d->r->counts, d->r->ncounts);
    *c = (struct yp_read_count){ .span = yp_read_span(d, i, end), .what = what, .n = n };
    int before = i - 1;
    if (yp_read_is_mark(d, before, '.') && yp_read_is_word(d, before - 1))
        before--;
    if (yp_read_is_word(d, before) && yp_read_among(qualifiers, d->toks[before].w->low) &&
        d->toks[before].sentence == d->toks[i].sentence)
        c->qualifier = d->toks[before].w->low;
    else if (d->toks[i].kind == YP_TOKEN_WORD && is_rough(d->toks[i].w->low))
        c->qualifier = d->toks[i].w->low;
}

static bool is_counted(const struct rword *w, bool only_plural)
{
    for (int f = 0; f < w->n; f++)
        if ((w->forms[f].class == YP_WORD_NOUN || w->forms[f].class == YP_WORD_NOUN_ADJECTIVE) &&
            w->forms[f].ccase == YP_PARTITIVE &&
            (!only_plural || w->forms[f].is_plural || !strcmp(w->forms[f].base, "väki")) &&
            !yp_read_ends(no_counts, w->forms[f].base) &&
            (yp_read_ends(counted_ends, w->forms[f].base) || yp_read_is_human(w->forms[f].base)))
            return true;
    return false;
}

/* What is counted when it stands before its number: "hakijoita oli yli 90", "heistä 104 tuli". */
static int noun_before(const struct doc *d, int i, int end)
{
    const struct sentence *s = &d->sentences[d->toks[i].sentence];
    if (yp_read_is_word(d, end) && end < s->end) {
        const struct rword *w = d->toks[end].w;
        for (int f = 0; f < w->n; f++)
            if (yp_read_ends(no_counts, w->forms[f].base) && w->forms[f].class == YP_WORD_NOUN)
                return -1;
    }
    bool has_verb = false, is_acting = yp_read_is_word(d, end) && end < s->end &&
                                       yp_read_is_finite(d->toks[end].w, true);
    if (i > 0 && d->toks[i - 1].role == IN_PERSON &&
        (yp_read_has(d, d->toks[i].sentence) & HAS_VOTE))
        return i - 1; /* "X sai 14 ääntä, Y 13 ja Z 5" */
    for (int k = i - 1; is_acting && k >= s->first && k > i - 30; k--)
        if (yp_read_is_word(d, k) &&
            yp_read_among("heistä niistä joista näistä", d->toks[k].w->low))
            return end;
    if (yp_read_is_mark(d, i - 1, ':') && i - 2 >= s->first && yp_read_is_word(d, i - 2) &&
        is_counted(d->toks[i - 2].w, true))
        return i - 2; /* "Osallistujia: 45" */
    if (is_acting && d->r->ncounts &&
        d->r->counts[d->r->ncounts - 1].span.at >= d->toks[s->first].at &&
        !yp_read_base(d->toks[end].w, "olla"))
        return end; /* "Yksitoista vastasi, ja kolme haki" */
    int verb = i - 1;
    if (yp_read_is_word(d, verb) && yp_read_among(qualifiers, d->toks[verb].w->low))
        verb--;
    if (yp_read_is_word(d, verb) && verb >= s->first && yp_read_is_finite(d->toks[verb].w, false) &&
        yp_read_base(d->toks[verb].w, "osallistua vastata ilmoittautua saapua äänestää") &&
        (end >= s->end || d->toks[end].kind == YP_TOKEN_END))
        return verb; /* "Kyselyyn vastasi 312." */
    for (int k = i - 1; k >= s->first && k > i - 8; k--) {
        if (!yp_read_is_word(d, k)) {
            if (d->toks[k].kind == YP_TOKEN_NUMBER)
                return -1;
            continue;
        }
        const struct rword *w = d->toks[k].w;
        if (i - k <= 3 && yp_read_among("heistä niistä joista näistä hakijoista", w->low))
            return yp_read_is_word(d, end) && end < s->end ? end : k;
        has_verb |= yp_read_is_finite(w, true);
        if (has_verb && is_counted(w, true))
            return k;
    }
    return -1;
}

/* "äänin 8–5", "äänestyksessä esitys voitti 9–4" */
static int votes_at(struct doc *d, int i)
{
    if (i + 2 >= d->ntoks || d->toks[i].kind != YP_TOKEN_NUMBER || !yp_read_is_dash(d, i + 1) ||
        d->toks[i + 2].kind != YP_TOKEN_NUMBER || d->toks[i].role == IN_DAY || d->toks[i].len > 3 ||
        d->toks[i + 2].len > 3)
        return i;
    if (!(yp_read_has(d, d->toks[i].sentence) & HAS_VOTE))
        return i;
    for (int k = i; k <= i + 2; k += 2)
        add(d, k, k + 1, "ääntä", strtod(d->text + d->toks[k].at, NULL));
    return i + 3;
}

static bool has_tab(const struct doc *d, const struct para *p)
{
    return memchr(d->text + p->at, '\t', p->len) != NULL;
}

/* The last cells of a table whose heading says euros or people. */
static void count_table(struct doc *d, int p)
{
    int head = p, unit = -1;
    while (head < d->nparas && has_tab(d, &d->paras[head]))
        head++;
    for (int i = d->paras[p].first; i < d->paras[p].end; i++)
        if (yp_read_is_word(d, i) &&
            (yp_read_base(d->toks[i].w, "euro henkilö jäsen asukas osallistuja")))
            unit = i;
    for (int row = p + 1; unit >= 0 && row < head; row++) {
        int first = d->paras[row].end, end;
        while (first > d->paras[row].first && d->toks[first - 1].kind == YP_TOKEN_NUMBER)
            first--;
        if (first == d->paras[row].end)
            continue;
        double n = value_at(d, first, &end);
        if (n > 0 && end == d->paras[row].end)
            add(d, first, end, yp_read_raw(d, unit, unit + 1), n);
    }
}

static int count_at(struct doc *d, int i)
{
    int end, noun;
    double n = value_at(d, i, &end);
    if (n <= 0 || end >= d->ntoks || d->toks[end].is_end || is_ordinal(d, end) ||
        yp_read_is_dash(d, end) || d->toks[i].is_begin || yp_read_is_dash(d, i - 1))
        return i + 1;
    const char *before_word = yp_read_is_word(d, i - 1) ? d->toks[i - 1].w->low : "";
    bool may_be_year = d->toks[i].len == 4 && n >= 1900 && n < 2100 && end == i + 1;
    if (yp_read_among("klo kello kohta luku nro numero sivu", before_word) ||
        (may_be_year &&
         yp_read_among("vuosi vuonna vuoden vuodesta vuoteen vuodelle vuosina vuosien",
                       before_word)))
        return end;
    if (d->toks[i].kind == YP_TOKEN_WORD && n == 1) { /* "yksi" is mostly an article */
        const struct form *f = yp_read_is_word(d, end)
                                   ? yp_read_form(d->toks[end].w, BIT(YP_WORD_NOUN), YP_NOMINATIVE)
                                   : NULL;
        if (!f || f->is_plural || !yp_read_is_human(f->base))
            return end;
    }
    if (yp_read_is_word(d, end)) {
        const struct rword *w = d->toks[end].w;
        double times = yp_read_base(w, "miljoona") || yp_read_among("milj", w->low)        ? 1e6
                       : yp_read_base(w, "miljardi") || yp_read_among("mrd", w->low)       ? 1e9
                       : yp_read_base(w, "sata") && d->toks[i].kind == YP_TOKEN_WORD       ? 1e2
                       : yp_read_among("m", w->low) && yp_read_is_mark(d, end + 1, 0x20AC) ? 1e6
                       : yp_read_base(w, "tuhat")                                          ? 1e3
                                                                                           : 1;
        if (times > 1) {
            n *= times;
            end++;
            if (yp_read_is_mark(d, end, '.'))
                end++;
            if (end >= d->ntoks)
                return end;
        }
    }
    noun = d->toks[end].sentence == d->toks[i].sentence ? noun_at(d, end) : -1;
    if (noun >= 0) {
        add(d, i, noun + 1, yp_read_raw(d, end, noun + 1), n);
        return noun + 1;
    }
    noun = may_be_year ? -1 : noun_before(d, i, end);
    if (noun >= 0)
        add(d, i, end, yp_read_raw(d, noun, noun + 1), n);
    return end;
}

void yp_read_counts(struct doc *d)
{
    for (int p = 0; p < d->nparas; p++)
        if (has_tab(d, &d->paras[p]) && !(p && has_tab(d, &d->paras[p - 1])))
            count_table(d, p);
    for (int i = 0; i < d->ntoks;) {
        int votes = votes_at(d, i);
        if (votes > i) {
            i = votes;
            continue;
        }
        const struct para *p = &d->paras[d->toks[i].para];
        if (p->kind == P_NAVIGATION || p->kind == P_STAMP || p->is_contact ||
            d->toks[i].kind == YP_TOKEN_END)
            i++;
        else
            i = count_at(d, i);
    }
}
