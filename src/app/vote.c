/* Votes: both proposals in words, counted or by name. Layer: app. Spec: doc/spec/handling.md. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/handling.h"

enum { PROPOSAL_MAX = 1000, CASTS_MAX = 300, VOTES_MAX = 9999 };

struct cast {
    int64_t person_id;
    const char *choice;
};

struct ballot {
    const char *method, *proposal_a, *proposal_b, *chair_casts;
    int64_t a, b, empty;
    struct cast casts[CASTS_MAX];
    int ncasts;
};

/* "12:a": whom, and what. false for who did not vote (nothing, or "12:"), and for what is refused.
 */
static bool read_cast(struct yp_form *form, const char *text, struct cast *ret)
{
    static const char *const choices[] = { "a", "b", "empty" };
    char *end;
    long long id = strtoll(text, &end, 10);
    if (!*text || (*end == ':' && !end[1] && id > 0))
        return false;
    for (size_t i = 0; *end == ':' && id > 0 && i < sizeof choices / sizeof *choices; i++)
        if (!strcmp(end + 1, choices[i])) {
            *ret = (struct cast){ id, choices[i] };
            return true;
        }
    yp_form_refuse(form, "cast", "form.choice", NULL);
    return false;
}

static bool may_vote(const struct yp_rows *voters, int64_t person_id)
{
    for (int i = 0; i < voters->nrow; i++)
        if (yp_get_i64(voters, i, "person_id") == person_id)
            return true;
    return false;
}

/* Counts come from the names. Who is disqualified, absent or without a vote is refused, and so is a
 * second vote. */
static void read_casts(struct yp_form *form, const struct yp_rows *voters, struct ballot *v)
{
    const char *text;
    struct cast cast;
    for (int i = 0; (text = yp_form_value(form, "cast[]", i)); i++) {
        if (!read_cast(form, text, &cast))
            continue;
        bool twice = false;
        for (int k = 0; k < v->ncasts; k++)
            twice = twice || v->casts[k].person_id == cast.person_id;
        if (twice || v->ncasts == CASTS_MAX || !may_vote(voters, cast.person_id)) {
            yp_form_refuse(form, "cast", "vote.error.voter", NULL);
            continue;
        }
        v->casts[v->ncasts++] = cast;
        int64_t *n = *cast.choice == 'a' ? &v->a : *cast.choice == 'b' ? &v->b : &v->empty;
        ++*n;
    }
    if (!v->ncasts)
        yp_form_refuse(form, "cast", "vote.error.none", NULL);
}

static void read_counts(struct yp_form *form, const struct yp_rows *voters, struct ballot *v)
{
    v->a = yp_form_int(form, "votes_a", 0, VOTES_MAX, 0);
    v->b = yp_form_int(form, "votes_b", 0, VOTES_MAX, 0);
    v->empty = yp_form_int(form, "votes_empty", 0, VOTES_MAX, 0);
    char most[16];
    snprintf(most, sizeof most, "%d", voters->nrow);
    if (!(v->a + v->b + v->empty))
        yp_form_refuse(form, "votes_a", "vote.error.none", NULL);
    else if (v->a + v->b + v->empty > voters->nrow)
        yp_form_refuse(form, "votes_a", "vote.error.too_many", "n", most, NULL);
}

/* What the chair voted for by name, or NULL. */
static const char *choice_of_chair(const struct yp_rows *voters, const struct ballot *v)
{
    for (int i = 0; i < voters->nrow; i++)
        for (int k = 0; yp_get_i64(voters, i, "is_chair") && k < v->ncasts; k++)
            if (v->casts[k].person_id == yp_get_i64(voters, i, "person_id") &&
                strcmp(v->casts[k].choice, "empty") != 0)
                return v->casts[k].choice;
    return NULL;
}

/* Even votes are decided by the vote of the chair: by name it is known already. */
static const char *read_tie(struct yp_form *form, const struct yp_rows *voters,
                            const struct ballot *v)
{
    const char *chair = yp_form_text_or_null(form, "chair_casts", 10),
               *known = choice_of_chair(voters, v);
    if (!chair && known)
        return known;
    if (!chair)
        yp_form_refuse(form, "chair_casts", "vote.error.tie", NULL);
    else if (strcmp(chair, "a") != 0 && strcmp(chair, "b") != 0)
        yp_form_refuse(form, "chair_casts", "form.choice", NULL);
    else if (known && strcmp(chair, known) != 0)
        yp_form_refuse(form, "chair_casts", "vote.error.chair", NULL);
    return chair;
}

static int read_form(struct yp_tx *tx, struct yp_form *form, const struct yp_handling *at,
                     struct ballot *v, struct yp_err *err)
{
    struct yp_rows voters;
    *v = (struct ballot){ .method = yp_form_choice(form, "method", "count by_name", true),
                          .proposal_a = yp_form_text(form, "proposal_a", 1, PROPOSAL_MAX),
                          .proposal_b = yp_form_text(form, "proposal_b", 1, PROPOSAL_MAX) };
    int rc = yp_tx_run(tx, "vote.voters", YP_ROW(YP_INT("item_id", at->item_id)), &voters, err);
    if (rc < 0)
        return rc;
    if (!strcmp(v->method, "by_name"))
        read_casts(form, &voters, v);
    else
        read_counts(form, &voters, v);
    if (v->a == v->b && v->a)
        v->chair_casts = read_tie(form, &voters, v);
    return yp_form_verdict(form, err);
}

static struct yp_cells vote_cells(struct yp_tx *tx, const struct ballot *v, int64_t id, int64_t rev,
                                  int64_t item_id, struct yp_cell cells[12])
{
    const struct yp_cell all[12] = {
        YP_INT("id", id),
        YP_INT("rev", rev),
        YP_STR("uid", yp_new_uid(tx)),
        YP_INT("item_id", item_id),
        YP_STR("method", v->method),
        YP_STR("proposal_a", v->proposal_a),
        YP_STR("proposal_b", v->proposal_b),
        YP_INT("votes_a", v->a),
        YP_INT("votes_b", v->b),
        YP_INT("votes_empty", v->empty),
        YP_STR("chair_casts", v->chair_casts),
        YP_INT("now", tx->viewer.now_at),
    };
    memcpy(cells, all, sizeof all);
    return (struct yp_cells){ cells, 12 };
}

static int save_casts(struct yp_tx *tx, int64_t id, const struct ballot *v, struct yp_err *err)
{
    bool by_name = !strcmp(v->method, "by_name");
    int rc = yp_tx_run(tx, "vote.casts_clear", YP_ROW(YP_INT("id", id)), NULL, err);
    for (int i = 0; rc == YP_OK && by_name && i < v->ncasts; i++)
        rc = yp_tx_run(tx, "vote.cast_insert",
                       YP_ROW(YP_INT("id", id), YP_INT("person_id", v->casts[i].person_id),
                              YP_STR("choice", v->casts[i].choice)),
                       NULL, err);
    return rc;
}

static int done(struct yp_tx *tx, const struct yp_handling *at, struct yp_reply *reply,
                const char *flash)
{
    return yp_done(tx, reply, flash, "/items/%" PRId64 "#votes", at->item_id);
}

static int add(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_handling at;
    struct ballot *v = yp_arena_alloc(tx->arena, sizeof *v);
    struct yp_cell cells[12];
    int64_t id = 0;
    int rc = yp_handling_open(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc == YP_OK)
        rc = read_form(tx, form, &at, v, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "vote.insert", vote_cells(tx, v, 0, 0, at.item_id, cells), &id, err);
    if (rc == YP_OK)
        rc = save_casts(tx, id, v, err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "vote.new", id, "");
    return done(tx, &at, reply, "vote.saved");
}

YP_ACTION(vote_new, "vote.new", "/items/{item:id}/votes/new", .access = "manager of item",
          .page = "/items/{item:id}/votes/new", .words = "vote", .run = add);

static int open_vote(struct yp_tx *tx, int64_t id, struct yp_handling *at, struct yp_err *err)
{
    int64_t item_id;
    int rc = yp_tx_id(tx, "vote.item", YP_ROW(YP_INT("id", id)), &item_id, err);
    return rc == YP_OK ? yp_handling_open(tx, item_id, at, err) : rc;
}

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "vote"), n;
    struct yp_handling at;
    struct ballot *v = yp_arena_alloc(tx->arena, sizeof *v);
    struct yp_cell cells[12];
    struct yp_cells to_store = { 0 };
    struct yp_rows before;
    int rc = open_vote(tx, id, &at, err);
    if (rc == YP_OK)
        rc = read_form(tx, form, &at, v, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "vote.stored", YP_ROW(YP_INT("id", id)), &before, err);
    if (rc == YP_OK) {
        to_store = vote_cells(tx, v, id, yp_form_rev(form), at.item_id, cells);
        rc = yp_tx_change(tx, "vote.update", to_store, &n, err);
    }
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "vote %d", (int)id);
    if (rc == YP_OK)
        rc = save_casts(tx, id, v, err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "vote.edit", id, yp_changed(tx, &before, to_store, NULL));
    return done(tx, &at, reply, "vote.saved");
}

YP_ACTION(vote_edit, "vote.edit", "/votes/{vote:id}/edit", .access = "manager of vote",
          .page = "/votes/{vote:id}/edit", .words = "vote", .run = edit);

static int drop(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "vote");
    struct yp_handling at;
    int rc = open_vote(tx, id, &at, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "vote.casts_clear", YP_ROW(YP_INT("id", id)), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "vote.delete", YP_ROW(YP_INT("id", id)), NULL, err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "vote.remove", id, "");
    return done(tx, &at, reply, "vote.removed");
}

YP_ACTION(vote_remove, "vote.remove", "/votes/{vote:id}/remove", .access = "manager of vote",
          .run = drop);
