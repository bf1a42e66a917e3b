/* Bulletins of elsewhere as they are read, looked through and stored. Layer: app. Spec:
 * doc/spec/reading.md, sections 9 to 11. */
#pragma once
#include "core/core.h"
#include "read/read.h"

enum yp_finding_kind {
    F_BULLETIN,
    F_GROUP,
    F_ORGANIZATION,
    F_PERSON,
    F_MEMBERSHIP,
    F_MEETING,
    F_ITEM,
    F_STATEMENT,
    F_COMMITMENT,
    F_MUNICIPALITY,
    F_MODEL,
    F_COUNT,
    F_DEADLINE,
    F_KINDS
};
extern const char *const yp_finding_kinds[F_KINDS];
enum yp_finding_kind yp_finding_kind_of(const char *name); /* F_KINDS: none of them */

enum {
    FINDINGS_MAX = 400, /* of one bulletin */
    F_NAME_MAX = 200,   /* code points */
    F_BODY_MAX = 4000
};

/* Something that a bulletin says, and what is to become of it. Texts NULL where there is none. */
struct yp_finding {
    int64_t id; /* 0: not kept yet */
    enum yp_finding_kind kind;
    struct yp_read_span span; /* len 0: a person added it */
    const char *sentence;
    const char *as_read; /* its name in the nominative; others refer to it so */
    const char *name;
    const char *title; /* of a person; of a group or organization, the register's name it is like */
    const char *tied_to; /* organization of a person, group or commitment; group of the others */
    const char *word;    /* kind of a group or organization, role, outcome, language, how a year was
                         found */
    const char *body;    /* what was said, done or is to be done */
    const char *precision;
    bool has_day;
    int32_t from_day, day;
    int64_t area_id;
    const char *doubt;
};

/* A bulletin read for keeping. */
struct yp_read_in {
    const char *file_name; /* "": pasted */
    const char *given;
    size_t len;
    const char *text, *words_sum;
    struct yp_finding *findings;
    int n;
};

/*
 * Reads bytes with what the register knows beside, and makes findings of them.
 *
 * db      in a READ transaction of an administrator
 * lang    of the reader, for names made here
 * Errors  those of yp_read_bulletin, YP_EINVAL "reading.empty"
 * Owner   the arena
 * Cost    two statements and some milliseconds
 */
int yp_reading_read(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
                    const char *file_name, const char *bytes, size_t len, struct yp_read_in *ret,
                    struct yp_err *err) YP_MUST_CHECK;

/*
 * Keeps what was read. The same words were kept before: nothing is written and ret_is_new is false.
 *
 * Cost  a statement a finding
 */
int yp_reading_keep(struct yp_tx *tx, const struct yp_read_in *in, int64_t *ret_id,
                    bool *ret_is_new, struct yp_err *err) YP_MUST_CHECK;

/* Looks every accepted finding through and keeps what hinders each from being stored. ret_n: how
 * many are hindered or not answered for. */
int yp_reading_judge(struct yp_tx *tx, int64_t reading_id, int *ret_n,
                     struct yp_err *err) YP_MUST_CHECK;

/* Makes records of what was accepted. Errors YP_ECONFLICT "reading.not_ready", "reading.done". */
int yp_reading_store(struct yp_tx *tx, int64_t reading_id, int64_t *ret_bulletin_id,
                     struct yp_err *err) YP_MUST_CHECK;
