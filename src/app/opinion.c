/* Opinions before a meeting: in the electronic decision procedure whoever has a seat says what they
 * think of each matter by a set day. Layer: app. Spec: doc/spec/meetings.md. */
#include <inttypes.h>
#include <string.h>

#include "app/meeting.h"
#include "base/clock.h"
#include "core/core.h"
#include "lib/sodium.h"

/* A matter's opinion may be given from the call to the end of the last day. */
static int open_matter(struct yp_tx *tx, int64_t item_id, int64_t *ret_meeting_id,
                       struct yp_err *err)
{
    struct yp_rows of;
    int rc = yp_tx_one(tx, "opinion.item", YP_ROW(YP_INT("id", item_id)), &of, err);
    if (rc == YP_OK)
        rc = yp_meeting_in_state(&of, "called", err);
    if (rc < 0)
        return rc;
    *ret_meeting_id = yp_get_i64(&of, 0, "meeting_id");
    bool is_asked = !strcmp(yp_get_str(&of, 0, "mode"), "written") &&
                    !yp_get_null(&of, 0, "matter_id") &&
                    (yp_get_null(&of, 0, "answer_by_day") ||
                     yp_get_i64(&of, 0, "answer_by_day") >= yp_day_of(tx->viewer.now_at));
    return is_asked ? YP_OK
                    : yp_fail(err, YP_ECONFLICT, "item.opinion.over", "item %d", (int)item_id);
}

/* Stores the opinion; it counts as an answer to the call, so that a deputy who gives one stands in
 * for a member who cannot. */
static int give(struct yp_tx *tx, struct yp_form *form, int64_t item_id, int64_t person_id,
                int64_t *ret_meeting_id, struct yp_err *err)
{
    const char *opinion = yp_form_choice(form, "opinion", "for against to_meeting", true);
    const char *body = yp_form_long_or_null(form, "body", 4000);
    int64_t now = tx->viewer.now_at, n;
    int rc = open_matter(tx, item_id, ret_meeting_id, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc < 0)
        return rc;
    rc = yp_tx_change(tx, "opinion.mark",
                      YP_ROW(YP_INT("meeting_id", *ret_meeting_id), YP_INT("person_id", person_id),
                             YP_INT("now", now)),
                      &n, err);
    if (rc == YP_OK && !n) /* opinions are asked of those who were called to a seat */
        rc = yp_fail(err, YP_EDENIED, "error.denied", "not called");
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "opinion.set",
                       YP_ROW(YP_INT("item_id", item_id), YP_INT("person_id", person_id),
                              YP_STR("opinion", opinion), YP_STR("body", body), YP_INT("now", now)),
                       NULL, err);
    if (rc == YP_OK)
        rc = yp_deputies_settle(tx, *ret_meeting_id, err);
    if (rc == YP_OK)
        yp_journal(tx, "item.opinion", item_id, "meeting", *ret_meeting_id, "");
    return rc;
}

static int give_signed_in(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                          struct yp_err *err)
{
    int64_t meeting_id;
    int rc = give(tx, form, yp_form_path_id(form, "item"), tx->viewer.person_id, &meeting_id, err);
    return rc < 0 ? rc
                  : yp_done(tx, reply, "item.opinion.given", "/meetings/%" PRId64 "/answer",
                            meeting_id);
}
YP_ACTION(item_opinion, "item.opinion", "/items/{item:id}/opinion", .access = "member of item",
          .page = "/items/{item:id}/opinion", .words = "item", .run = give_signed_in);

/* The row of an item among those a guest is asked of; -1: none. */
static int row_of(const struct yp_rows *asked, int64_t item_id)
{
    for (int i = 0; i < asked->nrow; i++)
        if (yp_get_i64(asked, i, "id") == item_id)
            return i;
    return -1;
}

static int give_by_link(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    const char *token = yp_form_path_text(form, "token");
    int64_t item_id = yp_form_path_id(form, "item"), meeting_id, person_id;
    char hash[YP_HEX_SIZE];
    struct yp_rows seat, asked;
    yp_token_hash(token, hash);
    int rc = yp_tx_linked(tx, "answer.by_token", YP_ROW(YP_STR("token_hash", hash)), &seat, err);
    if (rc < 0)
        return rc;
    person_id = yp_get_i64(&seat, 0, "person_id");
    rc = yp_tx_run_as(tx, person_id, tx->viewer.now_at, "opinion.asked",
                      YP_ROW(YP_INT("meeting_id", yp_get_i64(&seat, 0, "meeting_id")),
                             YP_INT("person_id", person_id)),
                      &asked, err);
    if (rc == YP_OK && row_of(&asked, item_id) < 0)
        rc = yp_fail(err, YP_ENOTFOUND, "error.not_found", "item %d is not asked", (int)item_id);
    if (rc == YP_OK)
        rc = give(tx, form, item_id, person_id, &meeting_id, err);
    return rc < 0 ? rc : yp_done(tx, reply, "item.opinion.given", "/answer/%s", token);
}
YP_ACTION(opinion_by_link, "opinion.by_link", "/answer/{token:token}/items/{item:id}",
          .access = "public", .page = "/answer/{token:token}/items/{item:id}", .words = "item",
          .run = give_by_link, .no_csrf = true);

/* --- what a personal link shows --- */

#define ASKED_COLUMNS "id", "title", "description_html", "proposal_html", "said", "opinion", "body"

extern const char *const yp_provider_asked_columns[];
int yp_provider_asked(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
extern const char *const yp_provider_asked_item_columns[];
int yp_provider_asked_item(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);

const char *const yp_provider_asked_columns[] = { ASKED_COLUMNS, NULL };
const char *const yp_provider_asked_item_columns[] = { ASKED_COLUMNS, NULL };

/* The matters behind a personal link, while opinions are asked; read as the link's owner. */
int yp_provider_asked(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    struct yp_db *db = ask->thread->page_db;
    struct yp_rows invitation;
    int rc = yp_invitation_read(ask, &invitation, err);
    if (rc < 0 || !yp_get_i64(&invitation, 0, "asks_opinion"))
        return rc;
    struct yp_viewer guest = ask->who.viewer;
    guest.person_id = yp_get_i64(&invitation, 0, "person_id");
    guest.is_admin = 0;
    rc = yp_db_view_as(db, &guest, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "opinion.asked",
                     YP_ROW(YP_INT("meeting_id", yp_get_i64(&invitation, 0, "meeting_id")),
                            YP_INT("person_id", guest.person_id)),
                     300, ret, err);
    struct yp_err late = { 0 };
    int back = yp_db_view_as(db, &ask->who.viewer, rc < 0 ? &late : err);
    return rc < 0 ? rc : back;
}

int yp_provider_asked_item(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    int64_t item_id = 0;
    int rc = yp_provider_asked(ask, ret, err);
    for (int i = 0; i < ask->path.n; i++)
        if (!strcmp(ask->path.at[i].name, "item"))
            item_id = ask->path.at[i].v.i;
    if (rc < 0)
        return rc;
    int row = row_of(ret, item_id);
    if (row < 0)
        return yp_fail(err, YP_ENOTFOUND, "error.not_found", "item %d is not asked", (int)item_id);
    ret->cells += (size_t)row * (size_t)ret->ncol;
    ret->nrow = 1;
    return YP_OK;
}
