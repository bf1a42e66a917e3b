#include "lib/voikko.h"

#include <libvoikko/voikko.h>
#include <string.h>

#include "base/utf8.h"

struct yp_voikko {
    struct VoikkoHandle *handle;
};

enum { ANALYSES_MAX = 24 };

struct named {
    const char *name;
    int value;
};

static const struct named classes[] = {
    { "nimisana", YP_WORD_NOUN },
    { "laatusana", YP_WORD_ADJECTIVE },
    { "nimisana_laatusana", YP_WORD_NOUN_ADJECTIVE },
    { "teonsana", YP_WORD_VERB },
    { "lukusana", YP_WORD_NUMERAL },
    { "asemosana", YP_WORD_PRONOUN },
    { "sidesana", YP_WORD_CONJUNCTION },
    { "seikkasana", YP_WORD_PARTICLE },
    { "suhdesana", YP_WORD_PARTICLE },
    { "huudahdussana", YP_WORD_PARTICLE },
    { "kieltosana", YP_WORD_PARTICLE },
    { "lyhenne", YP_WORD_ABBREVIATION },
    { "etuliite", YP_WORD_PREFIX },
    { "etunimi", YP_WORD_FIRST_NAME },
    { "sukunimi", YP_WORD_SURNAME },
    { "paikannimi", YP_WORD_PLACE },
    { "nimi", YP_WORD_NAME },
};

static const struct named cases[] = {
    { "nimento", YP_NOMINATIVE },  { "omanto", YP_GENITIVE },      { "osanto", YP_PARTITIVE },
    { "olento", YP_ESSIVE },       { "tulento", YP_TRANSLATIVE },  { "sisaolento", YP_INESSIVE },
    { "sisaeronto", YP_ELATIVE },  { "sisatulento", YP_ILLATIVE }, { "ulkoolento", YP_ADESSIVE },
    { "ulkoeronto", YP_ABLATIVE }, { "ulkotulento", YP_ALLATIVE }, { "vajanto", YP_ABESSIVE },
    { "seuranto", YP_COMITATIVE }, { "keinonto", YP_INSTRUCTIVE },
};

static int value_of(const struct named *list, size_t n, const char *name, int other)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i].name, name))
            return list[i].value;
    return other;
}

int yp_voikko_new(struct yp_voikko **ret, struct yp_err *err)
{
    const char *why = NULL;
    struct VoikkoHandle *handle = voikkoInit(&why, "fi", NULL);
    if (!handle)
        return yp_fail(err, YP_EBUG, "error.internal", "voikko: %s", why ? why : "no dictionary");
    struct yp_voikko *v = yp_calloc(1, sizeof *v);
    v->handle = handle;
    *ret = v;
    return YP_OK;
}

void yp_voikko_free(struct yp_voikko *v)
{
    if (!v)
        return;
    voikkoTerminate(v->handle);
    free(v);
}

/* The value of an attribute, "" when the analysis has none. */
static const char *value(struct yp_arena *arena, const struct voikko_mor_analysis *a,
                         const char *key)
{
    char *text = voikko_mor_analysis_value_cstr(a, key);
    const char *copy = text ? yp_arena_str(arena, text) : "";
    if (text)
        voikko_free_mor_analysis_value_cstr(text);
    return copy;
}

/*
 * Cuts the base form where STRUCTURE has its seams: a '=' begins a part, every other mark but '-'
 * stands for one letter, '-' for a hyphen that is written. The structure is that of the inflected
 * form: what of the base form is left at its end belongs to the last part.
 */
static void cut(struct yp_arena *arena, const char *structure, struct yp_voikko_word *w)
{
    enum { PARTS_MAX = sizeof w->parts / sizeof *w->parts };
    const char *at = w->base, *begin = at;
    for (const char *s = structure; *s && *at && w->nparts < PARTS_MAX - 1; s++) {
        if (*s == '=') {
            if (at > begin)
                w->parts[w->nparts++] = yp_arena_mem(arena, begin, (size_t)(at - begin));
            begin = at;
        } else if (*s == '-') {
            if (*at != '-')
                break;
            if (at > begin)
                w->parts[w->nparts++] = yp_arena_mem(arena, begin, (size_t)(at - begin));
            begin = ++at;
        } else {
            if (*at == '-')
                break;
            yp_utf8_next(&at);
        }
    }
    if (*begin)
        w->parts[w->nparts++] = begin;
}

static void take(struct yp_arena *arena, const struct voikko_mor_analysis *a,
                 struct yp_voikko_word *w)
{
    *w = (struct yp_voikko_word){ .base = value(arena, a, "BASEFORM") };
    w->class = (enum yp_word_class)value_of(classes, sizeof classes / sizeof *classes,
                                            value(arena, a, "CLASS"), YP_WORD_OTHER);
    const char *is_in = value(arena, a, "SIJAMUOTO");
    w->ccase = *is_in ? (enum yp_word_case)value_of(cases, sizeof cases / sizeof *cases, is_in,
                                                    YP_CASE_OTHER)
                      : YP_CASE_NONE;
    w->is_plural = !strcmp(value(arena, a, "NUMBER"), "plural");
    const char *tense = value(arena, a, "TENSE");
    bool is_told = !strcmp(value(arena, a, "MOOD"), "indicative");
    w->is_past = is_told && !strcmp(tense, "past_imperfective");
    w->is_present = is_told && !strcmp(tense, "present_simple");
    const char *person = value(arena, a, "PERSON");
    w->is_passive = *person == '4';
    const char *own = value(arena, a, "POSSESSIVE");
    w->possessive = *own;
    cut(arena, value(arena, a, "STRUCTURE"), w);
}

void yp_voikko_analyze(struct yp_voikko *v, struct yp_arena *arena, const char *word,
                       struct yp_voikko_word **ret, int *n)
{
    *ret = NULL;
    *n = 0;
    if (yp_utf8_length(word) > YP_VOIKKO_WORD_MAX)
        return;
    struct voikko_mor_analysis **list = voikkoAnalyzeWordCstr(v->handle, word);
    if (!list)
        return;
    int count = 0;
    while (count < ANALYSES_MAX && list[count])
        count++;
    struct yp_voikko_word *words = yp_arena_array(arena, (size_t)count, sizeof *words);
    for (int i = 0; i < count; i++)
        take(arena, list[i], &words[i]);
    voikko_free_mor_analysis(list);
    *ret = words;
    *n = count;
}
