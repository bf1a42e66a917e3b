/*
 * Paragraphs of a bulletin: what is title, heading, label, time stamp, caption, navigation, and
 * what is text. Layer: read.
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "read/read_int.h"

enum { WRAP_MIN = 45, WRAP_MAX = 110, TITLE_MAX = 300, HEADING_WORDS = 16 };

static size_t blank_at(const char *s)
{
    if (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\f' || *s == '\v')
        return 1;
    if (!strncmp(s, "\xC2\xA0", 2))
        return 2;
    return !strncmp(s, "\xE2\x80\x8B", 3) || !strncmp(s, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

/* A line without the blanks around it. */
static struct yp_read_span trimmed(const char *text, size_t at, size_t end)
{
    for (size_t n; at < end && (n = blank_at(text + at)); at += n)
        ;
    while (end > at) {
        size_t cut = yp_utf8_cut(text + at, end - at - 1);
        size_t n = blank_at(text + at + cut);
        if (!n || at + cut + n != end)
            break;
        end = at + cut;
    }
    return (struct yp_read_span){ at, end - at };
}

static bool ends_sentence(const char *text, const struct yp_read_span *s)
{
    char last = s->len ? text[s->at + s->len - 1] : '.';
    return strchr(".!?:;\"", last) != NULL ||
           (s->len > 3 && !strncmp(text + s->at + s->len - 3, "\xE2\x80\x9D", 3));
}

static bool begins_small(const char *s)
{
    return (*s >= 'a' && *s <= 'z') || !strncmp(s, "ä", 2) || !strncmp(s, "ö", 2);
}

/* Whether the line goes on in the next: text that was broken at a width. */
static bool goes_on(const char *text, const struct yp_read_span *line,
                    const struct yp_read_span *next)
{
    return line->len >= WRAP_MIN && line->len <= WRAP_MAX && !ends_sentence(text, line) &&
           begins_small(text + next->at);
}

void yp_read_paragraphs(struct doc *d)
{
    const char *text = d->text;
    bool is_after_blank = true;
    for (size_t at = 0; text[at];) {
        size_t end = at + strcspn(text + at, "\n");
        struct yp_read_span line = trimmed(text, at, end);
        at = end + (text[end] == '\n');
        if (!line.len) {
            is_after_blank = true;
            continue;
        }
        struct para *last = d->nparas ? &d->paras[d->nparas - 1] : NULL;
        if (last && !is_after_blank) {
            const char *s = text + last->at;
            size_t begin = last->len;
            while (begin && s[begin - 1] != '\n')
                begin--;
            struct yp_read_span before = { last->at + begin, last->len - begin };
            if (goes_on(text, &before, &line)) {
                last->len = line.at + line.len - last->at;
                continue;
            }
        }
        struct para *p = PUSH(d, d->paras, d->nparas);
        assert(p);
        *p = (struct para){ .at = line.at, .len = line.len, .is_after_blank = is_after_blank };
        is_after_blank = false;
    }
}

static int words_in(const struct doc *d, const struct para *p)
{
    int n = 0;
    for (int i = p->first; i < p->end; i++)
        n += d->toks[i].kind != YP_TOKEN_END;
    return n;
}

static bool has_verb(const struct doc *d, const struct para *p)
{
    for (int i = p->first; i < p->end; i++)
        if (yp_read_is_word(d, i) && yp_read_is_finite(d->toks[i].w, true))
            return true;
    return false;
}

static bool all_words(const struct doc *d, const struct para *p, const char *list)
{
    int n = 0;
    for (int i = p->first; i < p->end; i++) {
        if (d->toks[i].kind != YP_TOKEN_WORD)
            continue;
        n++;
        if (!yp_read_base(d->toks[i].w, list) && !yp_read_among(list, d->toks[i].w->low))
            return false;
    }
    return n > 0;
}

static bool has_time(const struct doc *d, const struct para *p)
{
    for (int i = p->first; i < p->end; i++)
        if (d->toks[i].kind == YP_TOKEN_DAY || d->toks[i].kind == YP_TOKEN_NUMBER)
            return true;
    return false;
}

static bool is_glued_close(uint32_t c)
{
    return c == 0x201D || c == '"' || c == ')' || c == 0xBB || c == 0x2019;
}

static bool ends_with_point(const struct doc *d, const struct para *p)
{
    int i = p->end - 1;
    while (i > p->first && d->toks[i].kind == YP_TOKEN_END && is_glued_close(d->toks[i].mark))
        i--;
    if (!yp_read_is_mark(d, i, '.'))
        return false;
    /* "12.3." is a day; "vuonna 2024." ends a sentence */
    return i == p->first || d->toks[i - 1].kind != YP_TOKEN_NUMBER || d->toks[i - 1].len >= 4;
}

static const char stamp_words[] =
    "julkaista julkaistu päivitetty päivittää luoda luotu muokattu muokata klo kello uutinen "
    "tiedote "
    "kokoustiedote mediatiedote lehdistötiedote maanantai tiistai keskiviikko torstai perjantai "
    "lauantai sunnuntai ma ti ke to pe la su tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu "
    "heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu julkaisuaika julkaisupäivä julkaisuvapaa "
    "ajankohtainen päivä päivämäärä viimeksi vapaa heti publicerad";

/* A day and words of publishing only, or a place and a day: "Julkaistu 12.3.2021 klo 9.30",
 * "RAUMA 12.3.2021". */
static bool is_stamp(const struct doc *d, const struct para *p)
{
    int places = 0, others = 0;
    if (words_in(d, p) > 14 || !has_time(d, p))
        return false;
    for (int i = p->first; i < p->end; i++) {
        const struct tok *t = &d->toks[i];
        if (t->kind != YP_TOKEN_WORD || yp_read_base(t->w, stamp_words) ||
            yp_read_among(stamp_words, t->w->low))
            continue;
        if (t->is_capital &&
            (t->w->is_guessed || (t->w->classes & (BIT(YP_WORD_PLACE) | BIT(YP_WORD_NAME))) ||
             t->w->is_acronym))
            places++;
        else
            others++;
    }
    return !others && places <= 2;
}

static const char labels[] =
    "tiedote kokoustiedote mediatiedote lehdistötiedote uutinen uutiskirje ajankohtainen artikkeli "
    "blogi blogikirjoitus verkkouutinen pressitiedote tiedotus uutisarkisto ajankohtaista uutiset "
    "tiedotteet kategoria aihe pressmeddelande meddelande nyhet nyheter kokousuutinen "
    "uutisartikkeli kategoriat avainsana asiasana julkaisuvapaa heti vapaa";

static const char navigation[] =
    "palata siirtyä jakaa tulostaa hypätä sulkea takaisin etusivu ajankohtainen uutinen listaus "
    "sisältö valikko haku kirjautua kirjaudu facebook twitter linkedin whatsapp sivu "
    "edellinen seuraava lukea lisää lue jaa tulosta palaa siirry hyppää sulje avaa avata "
    "facebookissa twitterissä linkedinissä kuuntele kuunnella arkisto uutisarkisto ja on in "
    "some sähköposti linkki kopioida kopioi tähän tämä artikkeli tiedote kaikki tilata tilaa "
    "pääsisältö sisältöön pääsisältöön hakuun evästeet eväste suomeksi svenska english suomi in på "
    "hae etsi etsiä palaute";

static const char caption_words[] =
    "kuva kuvassa kuvaaja kuvakaappaus valokuva kuvituskuva kuvateksti kuvat video "
    "videokuvakaappaus "
    "kuvaajat pääkuva ryhmäkuva kuvissa grafiikka kuvio bild foto alt ruutukaappaus kuvalähde";

static bool is_caption(const struct doc *d, const struct para *p)
{
    int n = words_in(d, p), first = p->first;
    while (first < p->end && d->toks[first].kind != YP_TOKEN_WORD)
        first++;
    if (first == p->end)
        return false;
    const struct tok *t = &d->toks[first], *last = t;
    bool is_marked = first > p->first || yp_read_is_mark(d, first + 1, ':');
    if (yp_read_among(caption_words, t->w->low) &&
        (is_marked || n < 18 || !yp_read_is_finite(t->w, true))) {
        /* "Kuva tilanteesta on selkeä." is a sentence */
        return is_marked || !yp_read_among("kuva kuvat video grafiikka", t->w->low) || n <= 3;
    }
    for (int i = p->first; i < p->end; i++)
        if (d->toks[i].kind == YP_TOKEN_WORD)
            last = &d->toks[i];
    return n <= 6 && !ends_with_point(d, p) && !has_verb(d, p) &&
           (yp_read_base(last->w, "logo kuvituskuva banneri tunnus bannerikuva vaakuna kuva") ||
            yp_read_ends("logo kuva", last->w->low));
}

static bool is_navigation(const struct doc *d, const struct para *p)
{
    for (int i = p->first; i < p->end && words_in(d, p) < 50; i++) /* what sites say of cookies */
        if (yp_read_is_word(d, i) && yp_read_base(d->toks[i].w, "eväste evästeasetus"))
            return true;
    if (words_in(d, p) > 9 || ends_with_point(d, p))
        return false;
    for (int i = p->first; i < p->end; i++) /* a trail: Etusivu > Uutiset > … */
        if (yp_read_is_mark(d, i, '>') || yp_read_is_mark(d, i, 0x203A) ||
            yp_read_is_mark(d, i, 0xBB) || yp_read_is_mark(d, i, 0x2190) ||
            yp_read_is_mark(d, i, '|'))
            if (all_words(d, p, navigation) || yp_read_is_word(d, p->first))
                return yp_read_base(d->toks[p->first].w, navigation) ||
                       !yp_read_is_word(d, p->first);
    return all_words(d, p, navigation);
}

static bool is_label(const struct doc *d, const struct para *p)
{
    int n = words_in(d, p);
    if (n <= 8 && yp_read_is_word(d, p->first) && yp_read_is_mark(d, p->first + 1, ':') &&
        yp_read_among("teksti kirjoittaja toimitus lähde lähettäjä vastaanottaja toimittaja "
                      "kategoria avainsanat asiasanat jakelu julkaisija päiväys pvm",
                      d->toks[p->first].w->low))
        return true;
    if (n > 6 || ends_with_point(d, p))
        return false;
    if (all_words(d, p, labels))
        return true;
    for (int i = p->first; i < p->end; i++) /* "Satasote | Tiedote", "Tiedote: Satasote 3/2022" */
        if (d->toks[i].kind == YP_TOKEN_WORD && n <= 4 && yp_read_among(labels, d->toks[i].w->low))
            return (yp_read_is_mark(d, i + 1, '|') && n <= 3) || yp_read_is_mark(d, i - 1, '|') ||
                   (i == p->first && has_time(d, p)) || (i + 1 == p->end && !has_verb(d, p));
    return false;
}

static bool is_item_mark(uint32_t c)
{
    return c == 0x2022 || c == '*' || c == 0xB7 || c == 0x25CF || c == 0x25AA || c == 0xF0B7 ||
           c == 0x25E6;
}

static enum para_kind kind_of(const struct doc *d, const struct para *p)
{
    if (is_stamp(d, p))
        return P_STAMP;
    if (is_navigation(d, p))
        return P_NAVIGATION;
    if (is_label(d, p))
        return P_LABEL;
    if (is_caption(d, p))
        return P_CAPTION;
    const struct tok *t = p->first < p->end ? &d->toks[p->first] : NULL;
    if (t && t->kind == YP_TOKEN_END && is_item_mark(t->mark))
        return P_ITEM;
    if (t && yp_read_is_dash(d, p->first))
        return P_DASH;
    if (t && t->kind == YP_TOKEN_WORD && t->is_end) /* "-Olemme iloisia" */
        return P_DASH;
    if (!ends_with_point(d, p) && words_in(d, p) <= HEADING_WORDS &&
        !yp_read_is_mark(d, p->end - 1, ':'))
        return P_HEADING;
    return P_TEXT;
}

static bool may_be_title(const struct doc *d, const struct para *p)
{
    return (p->kind == P_HEADING || p->kind == P_TEXT || p->kind == P_DASH) &&
           !ends_with_point(d, p) && p->len <= TITLE_MAX && p->first < p->end &&
           !yp_read_is_mark(d, p->end - 1, ',') && !yp_read_is_mark(d, p->end - 1, ':');
}

static bool is_meta(const struct para *p)
{
    return p->kind == P_STAMP || p->kind == P_NAVIGATION || p->kind == P_LABEL ||
           p->kind == P_CAPTION || p->first == p->end;
}

/* Whether the last word is of an organization: "Etelä-Savon hyvinvointialue"; or one of few is a
 * name that no dictionary knows: "Harjusote". */
static bool names_org(const struct doc *d, const struct para *p)
{
    int last = -1;
    bool is_brand = false;
    for (int i = p->first; i < p->end; i++)
        if (yp_read_is_word(d, i)) {
            last = i;
            is_brand |= d->toks[i].w->is_guessed && d->toks[i].is_capital;
        }
    for (int f = 0; last >= 0 && f < d->toks[last].w->n; f++)
        if (yp_read_ends(
                "hyvinvointialue kuntayhtymä kaupunki kunta liitto yhdistys säätiö virasto "
                "seurakunta keskus lehti verkkosivusto sote sivusto",
                d->toks[last].w->forms[f].base) &&
            d->toks[last].w->forms[f].ccase == YP_NOMINATIVE)
            return true;
    return is_brand && words_in(d, p) <= 3;
}

/* A site's or sender's name or a menu over the headline: no verb, few words, and the headline
 * below it. */
static bool is_site_name(const struct doc *d, int at)
{
    const struct para *p = &d->paras[at];
    int n = words_in(d, p);
    if (has_verb(d, p) || yp_read_is_mark(d, p->end - 1, '!') ||
        yp_read_is_mark(d, p->end - 1, '?') || n > 8 || (n > 2 && !names_org(d, p)))
        return false;
    for (int i = at + 1; i < d->nparas; i++) {
        const struct para *q = &d->paras[i];
        if (is_meta(q))
            continue;
        if (!may_be_title(d, q) || q->kind != P_HEADING)
            return false;
        if (words_in(d, q) > n && (has_verb(d, q) || words_in(d, q) > 2))
            return true;
    }
    return false;
}

/* "Valitse kieli", "Avaa päävalikko": what a page tells its reader to do. */
static bool is_command(const struct doc *d, const struct para *p)
{
    if (words_in(d, p) > 5 || !yp_read_is_word(d, p->first))
        return false;
    const struct rword *w = d->toks[p->first].w;
    for (int i = 0; i < w->n; i++)
        if (w->forms[i].class == YP_WORD_VERB && !w->forms[i].is_past && !w->forms[i].is_present &&
            !yp_read_ends("a ä nut nyt ttu tty va vä", w->low) && !(w->classes & NOMINAL))
            return true;
    return false;
}

static bool is_greeting(const struct doc *d, const struct para *p)
{
    return words_in(d, p) <= 4 && yp_read_is_word(d, p->first) &&
           yp_read_among("hei hyvä hyvät moi terve tervehdys arvoisa arvoisat",
                         d->toks[p->first].w->low) &&
           (yp_read_is_mark(d, p->end - 1, '!') || yp_read_is_mark(d, p->end - 1, ',') ||
            words_in(d, p) < 3);
}

/* Where the headline begins in its line: behind "Tiedote 3/2022:" or "Otsikko:". */
static int headline(const struct doc *d, const struct para *p)
{
    int i = p->first;
    bool is_labelled = false;
    while (i < p->end && i < p->first + 8) {
        const struct tok *t = &d->toks[i];
        bool is_label_word = t->kind == YP_TOKEN_WORD && (yp_read_among(labels, t->w->low) ||
                                                          yp_read_among("otsikko aihe", t->w->low));
        is_labelled |= is_label_word;
        if (t->kind == YP_TOKEN_END && is_labelled &&
            (t->mark == ':' || t->mark == '|' || (yp_read_is_dash(d, i) && !t->is_glued)))
            return i + 1 < p->end ? i + 1 : p->first;
        if (!is_label_word && t->kind == YP_TOKEN_WORD)
            break;
        i++;
    }
    return p->first;
}

/* A headline that ends in a point: one short sentence without a day over a longer paragraph. */
static bool is_short_sentence(const struct doc *d, int at)
{
    const struct para *p = &d->paras[at];
    if (p->kind != P_TEXT || words_in(d, p) > 10 || has_time(d, p) || at + 1 >= d->nparas ||
        !d->paras[at + 1].is_after_blank || d->paras[at + 1].len < 2 * p->len ||
        yp_read_is_mark(d, p->end - 1, ':'))
        return false;
    return true;
}

/* Where it ends: before " | Site" or the like. */
static int headline_end(const struct doc *d, const struct para *p, int first)
{
    for (int i = p->end - 1; i > first + 1 && i > p->end - 6; i--)
        if (yp_read_is_mark(d, i, '|'))
            return i;
    return p->end;
}

static void set_title(struct doc *d, struct para *p)
{
    int first = headline(d, p), end = headline_end(d, p, first);
    /* "12.5.2022 Uusi yksikkö avattiin" */
    if (first < end - 2 && d->toks[first].kind == YP_TOKEN_DAY && yp_read_is_word(d, first + 1) &&
        d->toks[first + 1].is_capital)
        first++;
    p->kind = P_TITLE;
    d->r->title = yp_read_raw(d, first, end);
    d->r->title_span = yp_read_span(d, first, end);
}

/* What the page's markup calls its headline. */
static bool find_headline(struct doc *d)
{
    for (int i = 0; d->headline && i < d->nparas; i++) {
        struct para *p = &d->paras[i];
        if (p->end - p->first < 2 || strncmp(d->text + p->at, d->headline, 8) != 0 ||
            is_greeting(d, p) || (words_in(d, p) < 4 && is_site_name(d, i)))
            continue;
        for (int k = 0; k < i; k++) /* names of the site over it, menus without a word for it */
            if (d->paras[k].kind == P_ITEM)
                d->paras[k].kind = P_NAVIGATION;
        set_title(d, p);
        return true;
    }
    return false;
}

/* The title: the first line that is none of these and no sentence with a point. */
static void find_title(struct doc *d)
{
    if (find_headline(d))
        return;
    for (int i = 0; i < d->nparas; i++) {
        struct para *p = &d->paras[i];
        if (is_meta(p))
            continue;
        if (is_greeting(d, p) || is_command(d, p) || is_site_name(d, i)) {
            p->kind = is_greeting(d, p) || is_command(d, p) ? P_LABEL : P_HEADING;
            continue;
        }
        if (p->kind == P_ITEM && words_in(d, p) <= 4 && !has_verb(d, p)) {
            p->kind = P_NAVIGATION; /* a menu */
            continue;
        }
        if (!may_be_title(d, p) && !is_short_sentence(d, i))
            return;
        set_title(d, p);
        return;
    }
}

static void find_header(struct doc *d)
{
    enum { LINES_MAX = 4 };
    int n = 0;
    for (int i = 0; i < d->nparas && d->paras[i].kind != P_TEXT && n < LINES_MAX; i++)
        if (d->paras[i].kind == P_STAMP || d->paras[i].kind == P_LABEL) {
            const struct para *p = &d->paras[i];
            const char *line = yp_read_raw(d, p->first, p->end);
            d->r->header =
                d->r->header ? yp_arena_printf(d->arena, "%s\n%s", d->r->header, line) : line;
            n++;
        }
}

static bool begins_contacts(const struct doc *d, const struct para *p)
{
    if (!yp_read_is_word(d, p->first))
        return false;
    const char *low = d->toks[p->first].w->low;
    return yp_read_among("lisätietoja lisätiedot yhteystiedot lisätietoa yhteyshenkilöt "
                         "haastattelupyynnöt jakelu lisätietojen tiedustelut",
                         low);
}

void yp_read_classify(struct doc *d)
{
    bool is_contact = false;
    for (int i = 0; i < d->nparas; i++) {
        struct para *p = &d->paras[i];
        p->kind = kind_of(d, p);
        is_contact = begins_contacts(d, p) || (is_contact && p->kind != P_TEXT);
        p->is_contact = is_contact;
    }
    find_title(d);
    find_header(d);
}
