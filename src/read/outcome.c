/* What a meeting heard, approved, decided, moved on or promised, and by when. Layer: read. */
#include <string.h>

#include "read/read_int.h"

static const struct {
    enum yp_read_kind kind;
    const char *verbs;
} kinds[] = {
    { YP_READ_APPROVED, "hyväksyä vahvistaa puoltaa" },
    { YP_READ_DECIDED, "päättää linjata valita nimetä asettaa myöntää perustaa nimittää" },
    { YP_READ_MOVED, "siirtää palauttaa lähettää" },
    { YP_READ_HEARD, "kuulla keskustella käsitellä käydä perehtyä tutustua esitellä merkitä" },
    { YP_READ_RECOMMENDED, "suositella kannustaa esittää ehdottaa kehottaa pyytää edellyttää" },
    { YP_READ_PROMISED, "luvata lupautua sitoutua" },
};

static bool is_told(const struct doc *d, const struct sentence *s)
{
    enum para_kind kind = d->paras[s->para].kind;
    return (kind == P_TEXT || kind == P_ITEM) && !d->paras[s->para].is_contact;
}

/* "tullaan keskustelemaan", "jätetään jatkovalmisteluun": the future of what was heard. */
static bool is_promise(const struct doc *d, const struct sentence *s)
{
    for (int i = s->first; i + 1 < s->end; i++) {
        if (!yp_read_is_word(d, i) || !yp_read_is_word(d, i + 1))
            continue;
        const struct rword *w = d->toks[i].w;
        if (yp_read_among("tullaan tulee tulevat", w->low))
            for (int k = i + 1; k < s->end && k < i + 5; k++)
                if (yp_read_is_word(d, k) && yp_read_ends("maan mään", d->toks[k].w->low))
                    return true;
    }
    return false;
}

static bool is_moved(const struct doc *d, const struct sentence *s)
{
    bool has_aim = false, has_move = false;
    for (int i = s->first; i < s->end; i++) {
        const struct rword *w = yp_read_is_word(d, i) ? d->toks[i].w : NULL;
        if (!w)
            continue;
        has_aim |= yp_read_among("jatkovalmisteluun käsittelyyn päätettäväksi valmisteltavaksi "
                                 "hyväksyttäväksi käsiteltäväksi lausunnolle lausunnoille",
                                 w->low);
        has_move |= yp_read_base(w, "siirtyä edetä viedä tuoda lähettää palata jättää "
                                    "mennä siirtää palauttaa");
    }
    return has_aim && has_move;
}

static void add(struct doc *d, const struct sentence *s, enum yp_read_kind kind)
{
    struct yp_read_outcome *o = PUSH(d, d->r->outcomes, d->r->noutcomes);
    *o = (struct yp_read_outcome){ .span = yp_read_span(d, s->first, s->end),
                                   .kind = kind,
                                   .text = yp_read_raw(d, s->first, s->end) };
}

/* Each kind that a verb in the past tense tells; a promise in the present. */
static void look_at(struct doc *d, const struct sentence *s)
{
    unsigned seen = 0;
    for (int i = s->first; i < s->end; i++) {
        const struct rword *w = yp_read_is_word(d, i) ? d->toks[i].w : NULL;
        for (int f = 0; w && f < w->n; f++) {
            const struct form *v = &w->forms[f];
            if (v->class != YP_WORD_VERB || (!v->is_past && !v->is_present))
                continue;
            for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
                if (yp_read_among(kinds[k].verbs, v->base) &&
                    (v->is_past || kinds[k].kind >= YP_READ_PROMISED))
                    seen |= BIT(kinds[k].kind);
        }
    }
    if (is_moved(d, s))
        seen |= BIT(YP_READ_MOVED);
    if (is_promise(d, s))
        seen |= BIT(YP_READ_PROMISED);
    for (int k = YP_READ_HEARD; k <= YP_READ_RECOMMENDED; k++)
        if (seen & BIT(k))
            add(d, s, (enum yp_read_kind)k);
}

static bool is_event(const struct doc *d, const struct yp_read_day *day)
{
    for (int i = 0; i < d->r->nevents; i++)
        if (d->r->events[i].span.at == day->span.at)
            return true;
    return false;
}

/* Days that are limits or aims: with "mennessä", "loppuun", or told of in the present or future. */
static bool is_deadline(const struct doc *d, int i)
{
    int first = d->day_toks[2 * i], end = d->day_toks[2 * i + 1];
    const struct sentence *s = &d->sentences[d->toks[first].sentence];
    if (is_event(d, &d->days[i]) || !is_told(d, s))
        return false;
    static const char limits[] =
        "mennessä saakka asti loppuun lopussa loppuna aikana alusta alkaen "
        "lähtien alussa viimeistään ajaksi lopulla";
    if (yp_read_is_word(d, end) && yp_read_among(limits, d->toks[end].w->low))
        return true;
    if (yp_read_is_word(d, end - 1) && yp_read_among(limits, d->toks[end - 1].w->low))
        return true;
    if (yp_read_is_word(d, first - 1) && yp_read_among(limits, d->toks[first - 1].w->low))
        return true;
    unsigned has = yp_read_has(d, d->toks[first].sentence);
    bool has_past = (has & HAS_PAST) != 0, has_present = (has & HAS_PRESENT) != 0;
    return has_present && (!has_past || d->r->nevents == 0 || d->days[i].day > d->r->events[0].day);
}

void yp_read_outcomes(struct doc *d)
{
    for (int i = 0; i < d->nsentences; i++)
        if (is_told(d, &d->sentences[i]))
            look_at(d, &d->sentences[i]);
    for (int i = 0; i < d->ndays; i++) {
        if (!is_deadline(d, i))
            continue;
        const struct sentence *s = &d->sentences[d->toks[d->day_toks[2 * i]].sentence];
        *PUSH(d, d->r->deadlines, d->r->ndeadlines) = (struct yp_read_deadline){
            .span = d->days[i].span, .what = yp_read_raw(d, s->first, s->end), .when = d->days[i]
        };
    }
}
