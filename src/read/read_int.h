/* Inside of the layer read: the text as paragraphs, sentences and analysed words. */
#pragma once
#include "read/read.h"

/* One analysis of a word, kept as long as the document. */
struct form {
    const char *base; /* "Satakunta", "sote-keskus" */
    enum yp_word_class class;
    enum yp_word_case ccase;
    bool is_plural, is_past, is_present, is_passive;
    char possessive;
    int nparts;
};

/* A word form; all its tokens share it. */
struct rword {
    const char *form; /* as printed, hyphens and apostrophes plain */
    const char *low;  /* folded */
    const struct form *forms;
    int n;
    unsigned classes;          /* bits of enum yp_word_class */
    unsigned singular, plural; /* bits of enum yp_word_case of its nominal analyses */
    bool is_acronym;           /* THL, THL:n, TE: two capitals at least, no small letter */
    bool is_guessed;           /* no dictionary knows it */
};

struct para;

/* What a token belongs to. */
enum role { FREE, IN_PERSON, IN_BODY, IN_ORG, IN_PROJECT, IN_NETWORK, IN_MODEL, IN_PLACE, IN_DAY };

struct tok {
    size_t at, len;
    enum yp_token_kind kind; /* YP_TOKEN_END: a mark of punctuation */
    uint32_t mark;           /* its code point */
    bool is_capital, is_begin, is_end;
    bool is_first;  /* the first word of its sentence */
    bool is_glued;  /* no blank before it */
    bool is_quoted; /* inside quotation marks or a dash quotation's words */
    int sentence, para;
    const struct rword *w; /* words only */
    enum role role;
    int thing; /* of its role: index of doc->things, or of the persons */
};

enum para_kind {
    P_TEXT,
    P_TITLE,
    P_HEADING,
    P_CAPTION,
    P_NAVIGATION,
    P_LABEL,
    P_STAMP,
    P_ITEM,
    P_DASH
};

struct para {
    size_t at, len; /* without blanks at its ends */
    int first, end; /* tokens */
    enum para_kind kind;
    bool is_after_blank; /* an empty line is before it */
    bool is_contact;     /* "Lisätietoja" and what follows */
};

/* What a sentence has; found when first asked. */
enum { HAS_KNOWN = 1, HAS_FINITE = 2, HAS_PAST = 4, HAS_PRESENT = 8, HAS_VOTE = 16 };

struct sentence {
    int first, end, para;
    unsigned has;
    unsigned lists; /* day.c: bits of its lists of words, kept with LISTS_KNOWN */
};

/* A mention of a body, organization, project, network or model. */
struct thing {
    enum role role;
    int first, end; /* tokens */
    const char *name, *fold;
    bool is_bare, is_plural;
    enum yp_word_case ccase;
    int head; /* token of the inflected word */
};

/* A mention of a person by first name and surname. */
struct mention {
    int first, end; /* tokens */
    const char *name, *given, *surname;
    int person;
    int before[2]; /* the mention before it with this surname, with this first name; -1 */
};

/* A nominative that unknown words of the text may have. */
struct guess {
    const char *text;
    int n; /* from how many forms */
};

/* A number by name. */
struct slot {
    const char *key;
    int value;
};

struct doc {
    struct yp_arena *arena;
    struct yp_words *words;
    const struct yp_places *places;
    const struct yp_read_known *known;
    const char *text;
    const char *headline; /* what the markup says is the title; NULL */
    struct rword **slots; /* by form */
    size_t nslots;
    struct slot *map;
    size_t nmap;
    struct guess *guesses; /* made when first asked */
    size_t nguesses;
    struct tok *toks;
    int ntoks;
    struct para *paras;
    int nparas;
    struct sentence *sentences;
    int nsentences;
    struct thing *things;
    int nthings;
    const char **keys[8]; /* thing.c: of the names told, by role */
    struct mention *mentions;
    int nmentions;
    struct yp_read_day *days;
    int *day_toks, *day_groups; /* the first token of each day and its end; the list it is in */
    int ndays;
    struct yp_reading *r;
};

#define BIT(x) (1u << (x))
#define NOMINAL                                                                                    \
    (BIT(YP_WORD_NOUN) | BIT(YP_WORD_ADJECTIVE) | BIT(YP_WORD_NOUN_ADJECTIVE) |                    \
     BIT(YP_WORD_NUMERAL) | BIT(YP_WORD_PRONOUN) | BIT(YP_WORD_FIRST_NAME) |                       \
     BIT(YP_WORD_SURNAME) | BIT(YP_WORD_PLACE) | BIT(YP_WORD_NAME) | BIT(YP_WORD_ABBREVIATION))

/* text.c: words */
/* Whether word is one of a list "a b c". */
bool yp_read_among(const char *list, const char *word);
/* Whether word ends in one of a list; the length of that end, or 0. */
size_t yp_read_ends(const char *list, const char *word);
/* The word of a form that stands in no token. */
const struct rword *yp_read_word(struct doc *d, const char *form, size_t len);
/* The analysis that is of one of these classes and, unless c is YP_CASE_NONE, in that case. */
const struct form *yp_read_form(const struct rword *w, unsigned classes, enum yp_word_case c);
/* Whether an analysis has one of the base forms "a b c". */
bool yp_read_base(const struct rword *w, const char *list);
/* A finite verb of the third person; passive ones when asked for. */
bool yp_read_is_finite(const struct rword *w, bool with_passive);
/* What the sentence has, as bits HAS_. */
unsigned yp_read_has(const struct doc *d, int sentence);
/* Splits the text: doc->toks, sentences; needs the paragraphs. */
void yp_read_tokens(struct doc *d);
bool yp_read_is_mark(const struct doc *d, int i, uint32_t mark);
bool yp_read_is_dash(const struct doc *d, int i);
bool yp_read_is_word(const struct doc *d, int i);
/* Text of tokens first to end - 1 with single blanks. */
const char *yp_read_raw(struct doc *d, int first, int end);
/* The same in the nominative, the word at head being what is inflected. */
const char *yp_read_nominative(struct doc *d, int first, int end, int head, const char *base);
/* Whether the text has a word that reads so, in small letters or with a capital. */
bool yp_read_has_form(struct doc *d, const char *low);
/* The nominative of a name that may be unknown to the dictionary. */
const char *yp_read_guess(struct doc *d, const struct rword *w);
struct yp_read_span yp_read_span(const struct doc *d, int first, int end);
void yp_read_flag(struct doc *d, struct yp_read_span span, const char *kind, const char *text);

void yp_read_paragraphs(struct doc *d);     /* paragraph.c, before the tokens */
void yp_read_classify(struct doc *d);       /* paragraph.c, after them */
void yp_read_days(struct doc *d);           /* day.c */
void yp_read_events(struct doc *d);         /* day.c */
void yp_read_names(struct doc *d);          /* name.c: who is named */
void yp_read_titles(struct doc *d);         /* name.c: as what, of whom */
void yp_read_things(struct doc *d);         /* thing.c */
void yp_read_things_told(struct doc *d);    /* thing.c: mentions to lists */
void yp_read_municipalities(struct doc *d); /* place.c */
bool yp_read_is_municipality(const struct doc *d, const struct rword *w, const char **ret);
void yp_read_quotes(struct doc *d);   /* quote.c */
void yp_read_counts(struct doc *d);   /* count.c */
void yp_read_outcomes(struct doc *d); /* outcome.c */
void yp_read_link(struct doc *d);     /* known.c */
/* Whether name ends in the words of end and has others before them. */
bool yp_read_is_suffix(const char *name, const char *end);
bool yp_read_is_human(const char *base); /* name.c: a noun of persons */
/* A person by full name, surname or first name at token i (or that ends there); -1. */
int yp_read_person_at(struct doc *d, int i);

/* Grows a list of the arena by one. */
#define PUSH(d, list, n)                                                                           \
    (((n) & ((n)-1)) == 0                                                                          \
         ? ((list) = yp_read_grow((d)->arena, (list), (size_t)(n), sizeof *(list)),                \
            &(list)[(n)++])                                                                        \
         : &(list)[(n)++])
/* The number kept for a name, 0 at first; NULL when it is not there and not to be made. Points until
 * the end of the reading. */
int *yp_read_map(struct doc *d, const char *key, bool is_made);
void *yp_read_grow(struct yp_arena *arena, const void *list, size_t n, size_t size);
