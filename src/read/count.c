/* Numbers of people, votes, applications, organizations, groups and euros. Layer: read. */
#include <stdlib.h>
#include <string.h>

#include "read/read_int.h"

static const struct {
    const char *base;
    double n;
} numerals[] = {
    { "yksi", 1 },        { "kaksi", 2 },      { "kolme", 3 },       { "neljä", 4 },
    { "viisi", 5 },       { "kuusi", 6 },      { "seitsemän", 7 },   { "kahdeksan", 8 },
    { "yhdeksän", 9 },    { "kymmenen", 10 },  { "yksitoista", 11 }, { "kaksitoista", 12 },
    { "kolmetoista", 13 }, { "neljätoista", 14 }, { "viisitoista", 15 }, { "kuusitoista", 16 },
    { "seitsemäntoista", 17 }, { "kahdeksantoista", 18 }, { "yhdeksäntoista", 19 },
    { "kaksikymmentä", 20 }, { "kolmekymmentä", 30 }, { "neljäkymmentä", 40 },
    { "viisikymmentä", 50 }, { "kuusikymmentä", 60 }, { "seitsemänkymmentä", 70 },
    { "kahdeksankymmentä", 80 }, { "yhdeksänkymmentä", 90 }, { "sata", 100 },
    { "kaksisataa", 200 }, { "kolmesataa", 300 }, { "tuhat", 1000 },
};

static const char qualifiers[] =
    "lähes noin yli alle vajaa vajaat reilu reilut runsas runsaat vähintään enintään jopa ainakin "
    "liki likimain suunnilleen parisen arviolta n peräti melkein korkeintaan vajaan reilun "
    "kaikkiaan yhteensä runsaan noin";

static const char counted_ends[] =
    "ääni hakemus järjestö kunta ryhmä euro hanke organisaatio vastaus lausunto aloite yhdistys "
    "yritys seurakunta kuntayhtymä ehdotus miljoona lauta kunta lautakunta toimielin hyvinvointialue "
    "sairaala koulu ihminen lapsi nuori perhe henkilö jäsen asukas ammattilainen kuntalainen "
    "äänestäjä vanhus iäkäs ikäihminen verkosto projekti tarjous ehdokas taho kumppani toimija "
    "yksikkö työpaikka virka toimi vakanssi paikka kaupunki omainen omaishoitaja kotitalous "
    "hakija ilmoittautunut osallistunut vastannut e € eur rahaa oppilas mies nainen poika tyttö "
    "vapaaehtoinen avustus kokous oppilaitos virasto";

static const char no_counts[] =
    "vuosi kuukausi viikko päivä tunti minuutti kerta prosentti kilometri metri aste sivu kohta "
    "kausi vuotias ikävuosi vaihe pykälä kappale klo luku osa puoli näkökulma teema asia kuu "
    "vuorokausi jakso neliö kilo litra numero kerros taso kokouspaikka kotipaikka toimi pistepaikka "
    "tarjoama näkymä sarja kirja raja kertaluokka toimipaikka";

static double word_value(const struct rword *w)
{
    for (size_t i = 0; w && i < sizeof numerals / sizeof *numerals; i++)
        for (int k = 0; k < w->n; k++)
            if (!strcmp(w->forms[k].base, numerals[i].base) &&
                w->forms[k].class == YP_WORD_NUMERAL)
                return numerals[i].n;
    return 0;
}

/* A number at i, "1 200" and "1,5" too; *ret_end is behind it. */
static double value_at(const struct doc *d, int i, int *ret_end)
{
    const struct tok *t = &d->toks[i];
    *ret_end = i + 1;
    if (t->kind == YP_TOKEN_WORD)
        return t->role == FREE ? word_value(t->w) : 0;
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
            bool is_case = w->forms[f].ccase == YP_PARTITIVE || w->forms[f].ccase == YP_NOMINATIVE ||
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

static int count_at(struct doc *d, int i)
{
    int end, noun;
    double n = value_at(d, i, &end);
    if (n <= 0 || end >= d->ntoks || is_ordinal(d, end) || yp_read_is_dash(d, end) ||
        d->toks[i].is_begin || yp_read_is_dash(d, i - 1))
        return i + 1;
    if (yp_read_is_word(d, i - 1) && yp_read_among("klo kello kohta luku vuosi vuonna vuoden nro", d->toks[i - 1].w->low))
        return end;
    if (d->toks[i].kind == YP_TOKEN_WORD && n == 1)
        return end; /* "yksi" is mostly an article */
    if (yp_read_is_word(d, end)) {
        const struct rword *w = d->toks[end].w;
        double times = yp_read_base(w, "miljoona") || yp_read_among("milj", w->low) ? 1e6
                       : yp_read_base(w, "miljardi") || yp_read_among("mrd", w->low) ? 1e9
                       : yp_read_base(w, "tuhat") ? 1e3
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
    if (d->toks[end].sentence != d->toks[i].sentence || (noun = noun_at(d, end)) < 0)
        return end;
    struct yp_read_count *c = PUSH(d, d->r->counts, d->r->ncounts);
    *c = (struct yp_read_count){ .span = yp_read_span(d, i, noun + 1),
                                 .what = yp_read_raw(d, end, noun + 1),
                                 .n = n };
    int before = i - 1;
    if (yp_read_is_mark(d, before, '.') && yp_read_is_word(d, before - 1))
        before--;
    if (yp_read_is_word(d, before) && yp_read_among(qualifiers, d->toks[before].w->low) &&
        d->toks[before].sentence == d->toks[i].sentence)
        c->qualifier = d->toks[before].w->low;
    return noun + 1;
}

void yp_read_counts(struct doc *d)
{
    for (int i = 0; i < d->ntoks;) {
        const struct para *p = &d->paras[d->toks[i].para];
        if (p->kind == P_NAVIGATION || p->kind == P_STAMP || p->is_contact ||
            d->toks[i].kind == YP_TOKEN_END)
            i++;
        else
            i = count_at(d, i);
    }
}
