/*
 * What a bulletin of Finnish social and health care cooperation says: its title, days, bodies,
 * people, quotations and the rest, each with its place in the text. Layer: read.
 * Spec: doc/spec/reading.md.
 *
 * A reading proposes and never decides. It knows the language (words and their inflection, kinds of
 * organs, verbs of saying) and the areas of Finland; what a register knows may be given beside it.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "words/words.h"

enum {
    YP_READ_BYTES_MAX = 1024 * 1024, /* of what is given, markup included */
    YP_READ_TEXT_MAX = 256 * 1024,   /* of the text that is left of it */
};

/* A place in the text, in bytes. */
struct yp_read_span {
    size_t at, len;
};

enum yp_read_precision { YP_READ_DAY, YP_READ_MONTH, YP_READ_SEASON, YP_READ_YEAR };

/* How a year was found that the text does not print with its day. */
enum yp_read_year {
    YP_READ_PRINTED,
    YP_READ_BY_NEIGHBOUR, /* the range or list it belongs to has it */
    YP_READ_BY_WEEKDAY,   /* the weekday is right in this year */
    YP_READ_BY_PUBLISHED, /* the bulletin's own day */
    YP_READ_BY_CONTEXT,   /* years named elsewhere in the text */
    YP_READ_BY_TODAY,     /* the last such day before today */
};

struct yp_read_day {
    struct yp_read_span span;
    int32_t day; /* of a month, season or year its first day */
    enum yp_read_precision precision;
    enum yp_read_year year;
    int season;        /* 1 spring to 4 winter with YP_READ_SEASON */
    const char *doubt; /* a reason of this header's list below, or NULL */
};

/* A body, project, network, model, organization or municipality. */
struct yp_read_name {
    struct yp_read_span span; /* where it is named most fully, first */
    const char *name;         /* in the nominative */
    int64_t known_id;         /* of the register's record; 0 */
    const char *doubt;
};

struct yp_read_person {
    struct yp_read_span span;
    const char *name;  /* in the nominative */
    const char *title; /* in the nominative; NULL */
    const char *org;   /* whom the text ties the person to, in the nominative; NULL */
    int64_t known_id;
    const char *doubt;
};

struct yp_read_quote {
    struct yp_read_span span; /* the words said, without dash and marks */
    const char *text;
    const char *speaker; /* full name where the text has it; NULL */
    int person;          /* index of the reading's persons; -1 */
    const char *doubt;
};

struct yp_read_count {
    struct yp_read_span span;
    const char *what; /* as printed: "ilmoittautunutta ammattilaista" */
    double n;
    const char *qualifier; /* as printed: "lähes"; NULL */
    const char *doubt;
};

struct yp_read_deadline {
    struct yp_read_span span; /* of the date */
    const char *what;         /* the sentence */
    struct yp_read_day when;
};

enum yp_read_kind {
    YP_READ_HEARD,
    YP_READ_APPROVED,
    YP_READ_DECIDED,
    YP_READ_MOVED,
    YP_READ_PROMISED,
    YP_READ_RECOMMENDED,
};

struct yp_read_outcome {
    struct yp_read_span span; /* the sentence */
    enum yp_read_kind kind;
    const char *text;
};

/*
 * What a person should look at. Kinds: "range.equal" (2021–2021), "range.backwards",
 * "weekday.wrong", "claim.quoted" (a superlative or a promise inside a quotation),
 * "surname.shared", "speaker.unknown", "year.guessed".
 */
struct yp_read_flag {
    struct yp_read_span span;
    const char *kind;
    const char *text;
};

/* A paragraph of the text. */
struct yp_read_part {
    struct yp_read_span span;
    bool is_title, is_heading;
    bool is_aside; /* navigation, a label, a time stamp, a caption */
};

struct yp_reading {
    const char *text;  /* what the spans point into: UTF-8, normal form C, markup gone */
    const char *title; /* NULL */
    struct yp_read_span title_span;
    const char *header; /* "Tiedote", "PORI 15.1.2021": the publishing header; NULL */
    const struct yp_read_day *published; /* NULL */
    struct yp_read_day *events;          /* the days told about, the first of them first */
    int nevents;
    struct yp_read_name *bodies;
    int nbodies;
    struct yp_read_person *persons;
    int npersons;
    struct yp_read_name *projects;
    int nprojects;
    struct yp_read_name *networks;
    int nnetworks;
    struct yp_read_name *models;
    int nmodels;
    struct yp_read_name *orgs;
    int norgs;
    struct yp_read_name *municipalities;
    int nmunicipalities;
    struct yp_read_quote *quotes;
    int nquotes;
    struct yp_read_count *counts;
    int ncounts;
    struct yp_read_deadline *deadlines;
    int ndeadlines;
    struct yp_read_outcome *outcomes;
    int noutcomes;
    struct yp_read_flag *flags;
    int nflags;
    struct yp_read_part *parts; /* in order, as are the sentences; neither overlap */
    struct yp_read_span *sentences;
    int nparts, nsentences;
};

enum yp_read_what {
    YP_READ_A_PERSON,
    YP_READ_A_BODY,
    YP_READ_A_PROJECT,
    YP_READ_A_NETWORK,
    YP_READ_AN_ORG,
    YP_READ_A_MUNICIPALITY,
};

/* A name or alias of something that a register knows. */
struct yp_read_entry {
    enum yp_read_what what;
    int64_t id;
    const char *name;  /* in the nominative, as a text may have it */
    const char *chief; /* the record's own name; NULL: name is it */
};

/* What is known besides the text. */
struct yp_read_known {
    const struct yp_read_entry *entries;
    int nentries;
    int32_t today_day; /* no event is later; 0: not known */
};

/* Municipalities of Finland: prepared once, read by any thread. */
struct yp_places;

/*
 * Reads the table of areas.
 *
 * csv     data/areas.csv
 * Errors  as of yp_csv_read
 * Owner   the caller: yp_places_free
 */
int yp_places_new(struct yp_places **ret, const char *csv, size_t len,
                  struct yp_err *err) YP_MUST_CHECK;
void yp_places_free(struct yp_places *places);

/*
 * Reads one bulletin.
 *
 * words   of this thread
 * places  NULL: municipalities stay unread
 * bytes   plain text or HTML in UTF-8, UTF-16 with its mark, Windows-1252 or ISO-8859-15
 * known   NULL allowed
 * Errors  YP_ELIMIT "read.long": over YP_READ_BYTES_MAX, or over YP_READ_TEXT_MAX without markup
 * Owner   *ret is the arena's
 * Cost    linear; 1 to 5 ms for a usual bulletin
 */
int yp_read_bulletin(struct yp_reading **ret, struct yp_words *words,
                     const struct yp_places *places, struct yp_arena *arena, const char *bytes,
                     size_t len, const struct yp_read_known *known,
                     struct yp_err *err) YP_MUST_CHECK;
/* A name as it begins a line: with a capital first letter. In the arena, or as it was. */
const char *yp_read_capital(struct yp_arena *arena, const char *word);
