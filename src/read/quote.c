/*
 * What is said and by whom: after a speech dash, or between quotation marks. Layer: read.
 */
#include <string.h>

#include "read/read_int.h"

enum { CLAUSE_MAX = 28, BEFORE_MAX = 30, MARKED_WORDS_MIN = 4 };

/* Who speaks, and the tokens that say so. */
struct saying {
    int person;
    const char *name; /* of a person that is not listed */
    int first, end;   /* 0, 0: none */
};

static const char saying_verbs[] =
    "sanoa todeta kertoa kommentoida korostaa painottaa muistuttaa huomauttaa jatkaa tiivistää "
    "toivoa uskoa arvioida kuvata kuvailla iloita kiittää kehua pohtia pohdiskella lisätä "
    "tähdentää "
    "summata selittää selventää täsmentää vastata kysyä kysäistä ihmetellä tiedottaa vakuuttaa "
    "linjata perustella esittää ehdottaa kannustaa rohkaista avata taustoittaa kiteyttää muotoilla "
    "huokaista naurahtaa myöntää paljastaa ilmoittaa raportoida kirjoittaa luonnehtia toivottaa "
    "alleviivata nostaa miettiä kertailla analysoida pitää hymyillä harmitella varoittaa "
    "muistella mainita puhua lausua pyytää kehottaa tuumata nauraa vinkata";

static bool is_word_of(const struct doc *d, int i, const char *list)
{
    return yp_read_is_word(d, i) && yp_read_among(list, d->toks[i].w->low);
}

/* A finite verb that can carry a quotation at i. */
static bool is_verb(const struct doc *d, int i, bool only_saying)
{
    if (!yp_read_is_word(d, i) || d->toks[i].role == IN_PERSON)
        return false;
    const struct rword *w = d->toks[i].w;
    for (int k = 0; k < w->n; k++) {
        const struct form *f = &w->forms[k];
        if (f->class == YP_WORD_VERB && (f->is_past || f->is_present) && !f->is_passive &&
            !f->is_plural &&
            (only_saying ? yp_read_among(saying_verbs, f->base) : strcmp(f->base, "olla") != 0))
            return true;
    }
    return false;
}

/* The first person named from first to end - 1. */
static int person_in(struct doc *d, int first, int end, int *ret_at)
{
    for (int i = first; i < end; i++) {
        int p = yp_read_person_at(d, i);
        if (p >= 0) {
            if (ret_at)
                *ret_at = i;
            return p;
        }
    }
    return -1;
}

/* Whether the name that token i is part of may be a subject. */
static bool may_be_subject(const struct doc *d, int i)
{
    while (i + 1 < d->ntoks && d->toks[i].role == IN_PERSON && d->toks[i + 1].role == IN_PERSON &&
           d->toks[i + 1].thing == d->toks[i].thing)
        i++;
    const struct rword *w = d->toks[i].w;
    return w && (w->is_guessed || (w->singular & BIT(YP_NOMINATIVE)));
}

/* The person named last as a subject from first to end - 1, else the one named last at all. */
static int subject_in(struct doc *d, int first, int end)
{
    int last = -1, subject = -1;
    for (int i = first; i < end; i++) {
        int p = yp_read_person_at(d, i);
        if (p < 0)
            continue;
        last = p;
        if (may_be_subject(d, i))
            subject = p;
    }
    return subject >= 0 ? subject : last;
}

/* A capital word beside the verb that is no listed person: a surname alone. */
static const char *lone_name(const struct doc *d, int i)
{
    if (!yp_read_is_word(d, i) || !d->toks[i].is_capital || d->toks[i].role != FREE ||
        d->toks[i].is_first)
        return NULL;
    const struct rword *w = d->toks[i].w;
    bool is_name = (w->classes & (BIT(YP_WORD_SURNAME) | BIT(YP_WORD_FIRST_NAME))) || w->is_guessed;
    return is_name ? w->form : NULL;
}

static bool is_human_noun(const struct doc *d, int i)
{
    const struct form *f =
        yp_read_is_word(d, i) ? yp_read_form(d->toks[i].w, BIT(YP_WORD_NOUN), YP_NOMINATIVE) : NULL;
    return f && !f->is_plural && yp_read_is_human(f->base);
}

/* The last person named before token i in its paragraph or the one before. */
static int person_before(struct doc *d, int i)
{
    int from = i - BEFORE_MAX * 2 > 0 ? i - BEFORE_MAX * 2 : 0, para = d->toks[i].para;
    for (int k = i - 1; k >= from && d->toks[k].para >= para - 1; k--) {
        int p = yp_read_person_at(d, k);
        if (p >= 0)
            return p;
    }
    return -1;
}

/* The person with the office at token i: by the title, else who was told of last. */
static int person_of_office(struct doc *d, int i)
{
    enum { FAR = 200 };
    const char *base = yp_read_form(d->toks[i].w, BIT(YP_WORD_NOUN), YP_NOMINATIVE)->base;
    for (int p = d->r->npersons - 1; p >= 0 && p > d->r->npersons - FAR; p--)
        if (d->r->persons[p].title && yp_read_ends(base, d->r->persons[p].title))
            return p;
    return person_before(d, d->paras[d->toks[i].para].first);
}

/* Whether tokens first to end - 1 are who said it: ", toteaa hankejohtaja Anna Jaatinen". */
static bool is_saying(struct doc *d, int first, int end, bool only_saying, struct saying *ret)
{
    int verb = -1, at = -1;
    if (end - first > CLAUSE_MAX || end <= first)
        return false;
    for (int i = first; i < end && verb < 0; i++)
        if (is_verb(d, i, only_saying))
            verb = i;
    if (verb < 0)
        return false;
    int person = person_in(d, first, end, &at);
    /* the verb begins the clause, or what stands before it is who speaks */
    bool begins = verb == first || (verb == first + 1 && is_word_of(d, first, "myös ja niin"));
    bool is_office = !begins && verb == first + 1 && is_human_noun(d, first);
    if (!begins && !is_office && (at < 0 || at > verb) && !is_word_of(d, first, "hän"))
        return false;
    *ret = (struct saying){ .person = person, .first = first, .end = end };
    if (person >= 0)
        return true;
    if (is_office) { /* "tutkija sanoi" */
        ret->person = person_of_office(d, first);
        return ret->person >= 0;
    }
    if (begins && is_human_noun(d, verb + 1) && verb + 2 >= end) { /* "vastasi kunnanjohtaja" */
        ret->person = person_of_office(d, verb + 1);
        return ret->person >= 0;
    }
    ret->name = lone_name(d, begins ? verb + 1 : first);
    if (ret->name || is_word_of(d, verb + 1, "hän") || is_word_of(d, first, "hän"))
        return true;
    if (!is_verb(d, verb, true) || !begins)
        return false;
    /* "kertoo eräs osallistuja": somebody without a name */
    return verb + 1 < end && yp_read_is_word(d, verb + 1) && end - verb < 12;
}

static bool is_stop(const struct doc *d, int i)
{
    return yp_read_is_mark(d, i, '.') || yp_read_is_mark(d, i, '!') || yp_read_is_mark(d, i, '?') ||
           yp_read_is_mark(d, i, 0x2026) || yp_read_is_mark(d, i, ':');
}

static bool is_quotation(const struct doc *d, int i)
{
    if (i < 0 || i >= d->ntoks || d->toks[i].kind != YP_TOKEN_END)
        return false;
    uint32_t c = d->toks[i].mark;
    return c == 0x201D || c == 0x201C || c == 0x201E || c == '"' || c == 0xAB || c == 0xBB;
}

/* Who said a sentence that ends at end, as its last clause tells. */
static bool saying_at_end(struct doc *d, int first, int end, struct saying *ret)
{
    int last = end;
    while (last > first && (is_stop(d, last - 1) || is_quotation(d, last - 1)))
        last--;
    /* "– Hienoa! Laine huudahtaa." */
    int begin_at = first;
    if (begin_at > 0 && d->toks[begin_at].para == d->toks[begin_at - 1].para && last - first < 9 &&
        is_stop(d, begin_at - 1) && !yp_read_is_mark(d, begin_at - 1, '.') &&
        yp_read_person_at(d, begin_at) >= 0 && is_saying(d, first, last, false, ret)) {
        ret->first = first;
        return true;
    }
    int commas = 0;
    for (int i = last - 1; i > first && commas < 5 && last - i < CLAUSE_MAX; i--) {
        bool is_comma = yp_read_is_mark(d, i, ',') ||
                        (is_stop(d, i) && !yp_read_is_mark(d, i, '.')) ||
                        (yp_read_is_dash(d, i) && !d->toks[i].is_glued);
        if (!is_comma)
            continue;
        commas++;
        struct saying s;
        if (is_saying(d, i + 1, last, true, &s) || is_saying(d, i + 1, last, false, &s)) {
            bool is_sure =
                s.person >= 0 || s.name || is_verb(d, i + 1, true) || is_word_of(d, i + 1, "hän");
            /* "…, kun Ranne aloitti" is no saying: the verb or the name begins the clause */
            int begin = i + 1;
            bool is_shaped =
                is_verb(d, begin, false) || yp_read_person_at(d, begin) >= 0 ||
                is_word_of(d, begin, "hän") ||
                (yp_read_is_word(d, begin) &&
                 !yp_read_among("että kun jos koska joka jotka mutta ja", d->toks[begin].w->low) &&
                 s.person >= 0);
            if (is_sure && is_shaped) {
                *ret = s;
                ret->first = i;
                return true;
            }
        }
    }
    return false;
}

static struct yp_read_quote *add(struct doc *d, int first, int end, const struct saying *s)
{
    while (end > first + 1 && (yp_read_is_mark(d, end - 1, ',') || yp_read_is_dash(d, end - 1)))
        end--;
    struct yp_read_quote *q = PUSH(d, d->r->quotes, d->r->nquotes);
    *q = (struct yp_read_quote){ .span = yp_read_span(d, first, end),
                                 .text = yp_read_raw(d, first, end),
                                 .person = s->person };
    if (s->person >= 0)
        q->speaker = d->r->persons[s->person].name;
    else
        q->speaker = s->name;
    for (int i = first; i < end; i++)
        d->toks[i].is_quoted = true;
    return q;
}

/* Whether the paragraph before ends by announcing speech: "Ranne kertoo:". */
static int announced(struct doc *d, int p, bool *ret_sure)
{
    *ret_sure = false;
    for (int k = p - 1; k >= 0 && k >= p - 2; k--) {
        const struct para *q = &d->paras[k];
        if (q->kind == P_CAPTION || q->kind == P_HEADING)
            continue;
        if (q->kind != P_TEXT || q->end == q->first)
            return -1;
        *ret_sure = yp_read_is_mark(d, q->end - 1, ':');
        const struct sentence *s = &d->sentences[d->toks[q->end - 1].sentence];
        int found = subject_in(d, s->first, s->end);
        int from = q->end - BEFORE_MAX * 3 > q->first ? q->end - BEFORE_MAX * 3 : q->first;
        return found >= 0 ? found : subject_in(d, from, s->first);
    }
    return -1;
}

/* A speech that is not finished in its paragraph waits for its speaker. */
struct waiting {
    int quote, para;
    int said; /* who was named before it; -1 */
};

static int words_between(const struct doc *d, int first, int end)
{
    int n = 0;
    for (int i = first; i < end; i++)
        n += d->toks[i].kind == YP_TOKEN_WORD;
    return n;
}

static bool ends_like_speech(const struct doc *d, const struct para *p)
{
    return p->end > p->first && (is_stop(d, p->end - 1) || is_quotation(d, p->end - 1));
}

static void set_speaker(struct doc *d, int first, int end, int person)
{
    for (int k = first; k < end; k++)
        if (!d->r->quotes[k].speaker) {
            d->r->quotes[k].person = person;
            d->r->quotes[k].speaker = d->r->persons[person].name;
        }
}

/* A paragraph that begins with a dash: the speaker is in the end of one of its sentences. */
static void dash_quote(struct doc *d, int p, struct saying *last, struct waiting *waiting)
{
    const struct para *para = &d->paras[p];
    int first = para->first;
    while (first < para->end && (yp_read_is_dash(d, first) || is_quotation(d, first)))
        first++;
    if (first >= para->end)
        return;
    struct saying s = { .person = -1 };
    bool is_found = false;
    for (int k = d->toks[first].sentence; k < d->nsentences && d->sentences[k].para == p; k++)
        if (saying_at_end(d, d->sentences[k].first, d->sentences[k].end, &s)) {
            is_found = true;
            break;
        }
    if (is_found && s.person < 0 && !s.name &&
        (is_word_of(d, s.first + 1, "hän") || is_word_of(d, s.first + 2, "hän"))) {
        s.person = person_before(d, para->first);
        if (s.person < 0)
            s.person = last->person;
    }
    int end = para->end;
    if (is_found && d->toks[s.first].sentence == d->toks[para->end - 1].sentence)
        end = s.first;
    bool is_sure;
    int said = announced(d, p, &is_sure);
    bool follows = waiting->para == p - 1 || (last->end && d->toks[last->end - 1].para == p - 1);
    if (!is_found && yp_read_is_word(d, first) && !d->toks[first].is_capital)
        return; /* an item of a list */
    bool beside = follows || (p + 1 < d->nparas && d->paras[p + 1].kind == P_DASH);
    if (!is_found &&
        (!ends_like_speech(d, para) || words_between(d, first, end) < (beside ? 2 : 4)) &&
        !(is_sure && said >= 0))
        return;
    if (!is_found && !beside && said < 0)
        return;
    if (!is_found) {
        bool goes_on = last->end && d->toks[last->end - 1].para == p - 1;
        bool waits = !is_sure && p + 1 < d->nparas && d->paras[p + 1].kind == P_DASH;
        s.person = goes_on ? last->person : waits ? -1 : said;
        s.name = goes_on ? last->name : NULL;
    }
    struct yp_read_quote *q = add(d, first, end > first ? end : first + 1, &s);
    int index = d->r->nquotes - 1;
    if (is_found && waiting->para == p - 1) { /* those before it were of the same speaker */
        if (q->person >= 0)
            set_speaker(d, waiting->quote, index, q->person);
        for (int k = waiting->quote; k < index; k++)
            if (!d->r->quotes[k].speaker)
                d->r->quotes[k].speaker = q->speaker;
    }
    bool is_waiting = !is_found && s.person < 0 && !s.name;
    if (is_waiting && waiting->para != p - 1) {
        waiting->quote = index;
        waiting->said = said;
    }
    if (!is_waiting && !is_found && waiting->para == p - 1 && waiting->said >= 0)
        set_speaker(d, waiting->quote, index, waiting->said);
    waiting->para = is_waiting ? p : -2;
    if (!is_waiting) {
        *last = s;
        last->end = para->end;
    }
}

/* The mark that closes what is opened at i, in the same paragraph; -1. */
static int closing(const struct doc *d, int i, int end)
{
    for (int k = i + 1; k < end; k++)
        if (is_quotation(d, k) && k > i + 1)
            return k;
    return -1;
}

/* Who said what stands between marks i and k, from the words after or before. */
static bool saying_around(struct doc *d, int i, int k, const struct para *p, struct saying *ret)
{
    int after = k + 1;
    if (yp_read_is_mark(d, after, ',') || yp_read_is_mark(d, after, '.') ||
        (yp_read_is_dash(d, after)))
        after++;
    int end = after;
    while (end < p->end && !is_stop(d, end) && !is_quotation(d, end) && end - after < CLAUSE_MAX &&
           !(yp_read_is_mark(d, end, ',') && person_in(d, after, end, NULL) >= 0 &&
             end - after > 1 && words_between(d, after, end) > 1))
        end++;
    bool is_comma = yp_read_is_mark(d, k + 1, ',') || yp_read_is_mark(d, k - 1, ',');
    if (end > after && (is_comma || (yp_read_is_word(d, after) && !d->toks[after].is_capital)) &&
        (is_saying(d, after, end, true, ret) || (is_comma && is_saying(d, after, end, false, ret))))
        return true;
    int from = i;
    while (from > p->first && !yp_read_is_mark(d, from - 1, '.') && i - from < BEFORE_MAX)
        from--;
    bool is_colon = yp_read_is_mark(d, i - 1, ':');
    for (int s = from; s < i; s++)
        if (is_colon || is_verb(d, s, true) || is_word_of(d, s, "mukaan")) {
            int person = subject_in(d, from, i);
            if (person < 0 && is_colon)
                person = person_before(d, i);
            if (person < 0)
                break;
            *ret = (struct saying){ .person = person, .first = from, .end = i };
            return true;
        }
    return false;
}

static bool has_finite(const struct doc *d, int first, int end)
{
    for (int i = first; i < end; i++)
        if (yp_read_is_word(d, i) && yp_read_is_finite(d->toks[i].w, true))
            return true;
    return false;
}

/* "Pertti Kauppinen, Mikkeli: – Yhdessä tekeminen." */
static bool announced_quote(struct doc *d, int p, struct saying *last)
{
    const struct para *para = &d->paras[p];
    for (int i = para->first; i + 2 < para->end && i < para->first + CLAUSE_MAX; i++) {
        if (!yp_read_is_mark(d, i, ':') || !yp_read_is_dash(d, i + 1) || d->toks[i + 1].is_glued)
            continue;
        int person = person_in(d, para->first, i, NULL);
        if (person < 0)
            return false;
        struct saying s = { .person = person, .first = para->first, .end = i };
        add(d, i + 2, para->end, &s);
        *last = s;
        last->end = para->end;
        return true;
    }
    return false;
}

/* Quotations in marks; one that its paragraph leaves open goes on in the next. */
static void marked_quotes(struct doc *d, int p, struct saying *last)
{
    const struct para *para = &d->paras[p];
    for (int i = para->first; i < para->end; i++) {
        if (!is_quotation(d, i) || d->toks[i].is_quoted)
            continue;
        int k = closing(d, i, para->end);
        bool is_open = k < 0;
        if (is_open) {
            if (i != para->first)
                return;
            k = para->end;
        }
        struct saying s = { .person = -1 };
        int n = words_between(d, i + 1, k);
        bool is_said = saying_around(d, i, k < para->end ? k : para->end - 1, para, &s);
        bool is_glued = k + 1 < para->end && d->toks[k + 1].kind == YP_TOKEN_WORD &&
                        (d->toks[k + 1].is_glued || d->toks[k + 1].is_end);
        bool is_whole = i == para->first && n >= 6 && has_finite(d, i + 1, k);
        if (!is_glued &&
            ((is_said && (n >= MARKED_WORDS_MIN || (n > 1 && has_finite(d, i + 1, k)))) ||
             is_whole)) {
            bool follows = last->end && d->toks[last->end - 1].para >= p - 1;
            if (!is_said && follows)
                s.person = last->person;
            else if (!is_said) {
                bool is_sure;
                s.person = announced(d, p, &is_sure);
            } else if (s.person < 0 && !s.name) {
                s.person = follows ? last->person : person_before(d, i);
            }
            int end = k;
            while (end > i + 2 && yp_read_is_mark(d, end - 1, ','))
                end--;
            if (end > i + 1)
                add(d, i + 1, end, &s);
            *last = s;
            last->end = k < para->end ? k + 1 : para->end;
        }
        i = k;
    }
}

static void doubt(struct doc *d, struct yp_read_quote *q)
{
    if (!q->speaker) {
        q->doubt = "speaker.unknown";
        yp_read_flag(d, q->span, "speaker.unknown", q->text);
    } else if (q->person >= 0 && d->r->persons[q->person].doubt) {
        q->doubt = d->r->persons[q->person].doubt;
    }
}

/* A superlative or a promise that only the speaker answers for. */
static void flag_claims(struct doc *d)
{
    int seen = -1;
    for (int i = 0; i < d->ntoks; i++) {
        const struct tok *t = &d->toks[i];
        if (!t->is_quoted || t->kind != YP_TOKEN_WORD || t->sentence == seen ||
            !yp_read_base(t->w, "ensimmäinen ainoa paras suurin ainutlaatuinen"))
            continue;
        seen = t->sentence;
        const struct sentence *s = &d->sentences[t->sentence];
        yp_read_flag(d, yp_read_span(d, s->first, s->end), "claim.quoted",
                     yp_read_raw(d, s->first, s->end));
    }
}

void yp_read_quotes(struct doc *d)
{
    struct saying last = { .person = -1 };
    struct waiting waiting = { .para = -2, .said = -1 };
    for (int p = 0; p < d->nparas; p++) {
        enum para_kind kind = d->paras[p].kind;
        if (kind == P_DASH && !d->paras[p].is_contact)
            dash_quote(d, p, &last, &waiting);
        else if ((kind == P_TEXT || kind == P_HEADING || kind == P_ITEM) &&
                 !announced_quote(d, p, &last))
            marked_quotes(d, p, &last);
    }
    for (int i = 0; i < d->r->nquotes; i++)
        doubt(d, &d->r->quotes[i]);
    flag_claims(d);
}
