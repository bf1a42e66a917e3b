/*
 * What happened in a meeting, as far as a level of readers may know: the source of minutes and
 * bulletins. Layer: app. Spec: doc/spec/minutes.md.
 */
#pragma once
#include "app/document.h"
#include "core/core.h"

/* Levels of readers; what is public for a meeting's own readers is at the meeting's level. */
enum { YP_LEVEL_MEMBERS = 2 };

/* Rows of src/app/minutes.sql; those of items carry item_id and are in its order. */
struct yp_proceedings {
    struct yp_rows meeting, attendance, quorum, item, presenter, outcome, point, statement, vote,
        cast, disqualified, commitment, attachment, opinion, signature;
    const char *lang; /* of the words put around: the meeting's, when the interface has it */
    int64_t level;
};

/*
 * Reads a meeting's proceedings.
 *
 * level   0 public, 1 signed in, 2 members, 3 managers; a lower one than the meeting's own counts
 *         as that one
 * Errors  YP_ENOTFOUND, YP_EDB
 * Owner   tx->arena
 * Cost    15 statements
 */
int yp_proceedings_read(struct yp_tx *tx, int64_t meeting_id, int64_t level,
                        struct yp_proceedings *ret, struct yp_err *err) YP_MUST_CHECK;

/* The first row of an item's at or after row, -1 when there is none. */
int yp_row_of(const struct yp_rows *rows, const char *column, int64_t id, int row);

/* "Nimi, titteli", or the name alone. */
const char *yp_with_title(struct yp_arena *arena, const char *name, const char *title);
/* "kuultiin, päätettiin" of an item in the language, "" when nothing was noted. */
const char *yp_outcome_words(struct yp_tx *tx, const struct yp_proceedings *p, int64_t item_id);
/* "Organisaatio, Nimi: teko, määräaika" of a row of commitments. */
const char *yp_commitment_words(struct yp_tx *tx, const struct yp_proceedings *p, int row);

/* Of which minutes: they stand in the document's heading. */
struct yp_minutes_kind {
    const char *form;     /* "formal" or "light" */
    const char *audience; /* "members", "public", "public_erased" */
    int64_t version, made_at;
};
/* The name of the document, "Pöytäkirja 3/2021". */
const char *yp_minutes_title(struct yp_tx *tx, const struct yp_proceedings *p, const char *form);
/* The minutes as a document. */
void yp_minutes_document(struct yp_tx *tx, const struct yp_proceedings *p,
                         const struct yp_minutes_kind *kind, struct yp_document *ret);
