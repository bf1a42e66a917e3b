/* Letters about commitments: to the doer, reminders around the due day, to the managers of what was
 * given back. Layer: app. Spec: doc/spec/commitments.md. */
#include <inttypes.h>
#include <string.h>

#include "app/commitment.h"
#include "app/mail.h"
#include "base/clock.h"
#include "lib/sodium.h"

/* Reminders go a week before the due day and the day after it, from seven in the morning. One that
 * could not go then goes up to the due day, or up to two weeks after it. */
enum { BEFORE_DAYS = 7, AFTER_DAYS = 1, LATEST_DAYS = 14, MORNING_HOUR = 7 };

int yp_job_remind(struct yp_core *core, struct yp_arena *arena, struct yp_err *err);

struct to_doer {
    const struct yp_rows *c; /* commitment.one */
    const char *reason, *path, *once;
};

static int read_one(struct yp_tx *tx, int64_t id, struct yp_rows *ret, struct yp_err *err)
{
    return yp_tx_one(tx, "commitment.one", YP_ROW(YP_INT("id", id)), ret, err);
}

static const char *due_of(const struct yp_tx *tx, const struct yp_rows *c, const char *lang)
{
    if (yp_get_null(c, 0, "due_when"))
        return yp_say(tx->core, tx->arena, lang, "commitment.undated", NULL, 0);
    return yp_show(tx->arena, lang, "when", yp_int(yp_get_i64(c, 0, "due_when")));
}

/* The receiver's own language when known, else that of the group (a person) or the organization. */
static const char *lang_for(const struct yp_rows *c, int64_t person_id, const char *own)
{
    const char *lang =
        *own ? own : yp_get_str(c, 0, person_id ? "group_lang" : "organization_lang");
    return yp_lang_index(lang) < 0 ? "fi" : lang;
}

/* What the receiver (0: an organization's address) may see of the names around a commitment. */
struct sight {
    const char *group, *doer;
};

static int look(struct yp_tx *tx, const struct yp_rows *c, int64_t person_id, const char *lang,
                struct sight *ret, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run_as(tx, person_id, tx->viewer.now_at, "commitment.sight",
                          YP_ROW(YP_INT("id", yp_get_i64(c, 0, "id"))), &rows, err);
    if (rc < 0)
        return rc;
    const char *person = yp_get_str(&rows, 0, "person_name"),
               *organization = yp_get_str(&rows, 0, "organization_name");
    *ret = (struct sight){ yp_get_str(&rows, 0, "group_name"),
                           !*person ? organization
                           : !*organization
                               ? person
                               : yp_arena_printf(tx->arena, "%s, %s", person, organization) };
    if (!*ret->group)
        ret->group = yp_say(tx->core, tx->arena, lang, "commitment.hidden_group", NULL, 0);
    if (!*ret->doer)
        ret->doer = yp_say(tx->core, tx->arena, lang, "commitment.hidden_doer", NULL, 0);
    return YP_OK;
}

static int put(struct yp_tx *tx, const struct to_doer *m, int64_t person_id, const char *own_lang,
               struct yp_err *err)
{
    const char *for_whom = yp_get_str(m->c, 0, "for_whom"),
               *lang = lang_for(m->c, person_id, own_lang);
    struct sight sight;
    int rc = look(tx, m->c, person_id, lang, &sight, err);
    if (rc < 0)
        return rc;
    const char *doer = yp_get_str(m->c, 0, "organization_name");
    if (person_id && person_id == yp_get_i64(m->c, 0, "person_id")) /* no name but one's own */
        doer = yp_arena_printf(tx->arena, "%s, %s", doer, yp_get_str(m->c, 0, "person_name"));
    const struct yp_word words[] = {
        { "group", sight.group },
        { "deed", yp_get_str(m->c, 0, "deed") },
        { "for_whom", *for_whom
                          ? for_whom
                          : yp_say(tx->core, tx->arena, lang, "commitment.for_nobody", NULL, 0) },
        { "due", due_of(tx, m->c, lang) },
        { "doer", doer },
    };
    const struct yp_letter letter = {
        .reason = m->reason,
        .about_kind = "commitment",
        .about_id = yp_get_i64(m->c, 0, "id"),
        .person_id = person_id,
        .to_address = person_id ? NULL : yp_get_str(m->c, 0, "organization_email"),
        .to_name = person_id ? NULL : yp_get_str(m->c, 0, "organization_name"),
        .lang = lang,
        .words = words,
        .nwords = sizeof words / sizeof *words,
        .path = m->path,
        .once = yp_arena_printf(tx->arena, "%s:%" PRId64, m->once, person_id),
    };
    return yp_mail_put(tx, &letter, err);
}

/* The same in every letter to the same doer, so that an old link still works. */
static const char *token_of(struct yp_tx *tx, const struct yp_rows *c)
{
    return yp_sign(tx->core, tx->arena,
                   yp_arena_printf(tx->arena,
                                   "commitment:%" PRId64 ":%s:%" PRId64 ":%" PRId64 ":%" PRId64,
                                   yp_get_i64(c, 0, "id"), yp_get_str(c, 0, "uid"),
                                   yp_get_i64(c, 0, "organization_id"),
                                   yp_get_i64(c, 0, "person_id"), yp_get_i64(c, 0, "post_id")));
}

/* Writes to the doer: the person, the post's holders of today, or else the organization. */
static int tell_doer(struct yp_tx *tx, const struct yp_rows *c, const char *reason,
                     const char *once, struct yp_err *err)
{
    struct yp_rows people = { 0 };
    int64_t id = yp_get_i64(c, 0, "id"), person_id = yp_get_i64(c, 0, "person_id"),
            post_id = yp_get_i64(c, 0, "post_id");
    const char *token = token_of(tx, c);
    char hash[YP_HEX_SIZE];
    yp_token_hash(token, hash);
    int rc = yp_tx_run(tx, "commitment.set_token",
                       YP_ROW(YP_INT("id", id), YP_STR("token_hash", hash)), NULL, err);
    if (rc == YP_OK && person_id)
        rc = yp_tx_run(tx, "commitment.person", YP_ROW(YP_INT("person_id", person_id)), &people,
                       err);
    if (rc == YP_OK && post_id)
        rc = yp_tx_run(
            tx, "commitment.holders",
            YP_ROW(YP_INT("post_id", post_id), YP_INT("today", yp_day_of(tx->viewer.now_at))),
            &people, err);
    const struct to_doer mail = { c, reason, yp_arena_printf(tx->arena, "/commitment/%s", token),
                                  once };
    /* Nobody real is reminded of what was only practised. */
    bool all = strcmp(reason, "commitment") == 0 || !yp_get_i64(c, 0, "is_practice");
    for (int i = 0; rc == YP_OK && i < people.nrow; i++)
        if (all || yp_get_i64(&people, i, "is_practice"))
            rc = put(tx, &mail, yp_get_i64(&people, i, "id"), yp_get_str(&people, i, "lang"), err);
    if (rc == YP_OK && !people.nrow && (all || yp_get_i64(c, 0, "is_practice_organization")))
        rc = put(tx, &mail, 0, "", err);
    return rc;
}

int yp_commitment_mail(struct yp_tx *tx, int64_t id, struct yp_err *err)
{
    struct yp_rows c;
    int rc = read_one(tx, id, &c, err);
    if (rc < 0)
        return rc;
    return tell_doer(tx, &c, "commitment",
                     yp_arena_printf(tx->arena, "commitment:%" PRId64 ":%" PRId64 ":%" PRId64, id,
                                     yp_get_i64(&c, 0, "organization_id"),
                                     yp_get_i64(&c, 0, "rev")),
                     err);
}

/* --- given back --- */

static int put_back(struct yp_tx *tx, const struct yp_rows *c, int64_t person_id, const char *own,
                    struct yp_err *err)
{
    const char *lang = lang_for(c, person_id, own);
    struct sight sight;
    int rc = look(tx, c, person_id, lang, &sight, err);
    if (rc < 0)
        return rc;
    const struct yp_word words[] = {
        { "group", sight.group },
        { "deed", yp_get_str(c, 0, "deed") },
        { "due", due_of(tx, c, lang) },
        { "doer", sight.doer },
        { "reason", yp_get_str(c, 0, "state_note") },
    };
    int64_t id = yp_get_i64(c, 0, "id");
    const struct yp_letter letter = {
        .reason = "commitment_back",
        .about_kind = "commitment",
        .about_id = id,
        .person_id = person_id,
        .lang = lang,
        .words = words,
        .nwords = sizeof words / sizeof *words,
        .path = yp_arena_printf(tx->arena, "/commitments/%" PRId64, id),
        .once = yp_arena_printf(tx->arena, "commitment_back:%" PRId64 ":%" PRId64 ":%" PRId64, id,
                                yp_get_i64(c, 0, "rev"), person_id),
    };
    return yp_mail_put(tx, &letter, err);
}

int yp_commitment_tell_back(struct yp_tx *tx, int64_t id, struct yp_err *err)
{
    struct yp_rows c, managers = { 0 };
    int rc = read_one(tx, id, &c, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "commitment.managers",
                       YP_ROW(YP_INT("grp_id", yp_get_i64(&c, 0, "grp_id")),
                              YP_INT("person_id", tx->viewer.person_id),
                              YP_INT("today", yp_day_of(tx->viewer.now_at))),
                       &managers, err);
    for (int i = 0; rc == YP_OK && i < managers.nrow; i++)
        rc =
            put_back(tx, &c, yp_get_i64(&managers, i, "id"), yp_get_str(&managers, i, "lang"), err);
    return rc;
}

/* --- reminders --- */

struct moment {
    int64_t id, day;    /* the commitment; the day that the reminder belongs to */
    const char *reason; /* "commitment_soon", "commitment_late" */
};

/* Whoever marks the moment first writes; another process finds it marked. */
static int remind(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    const struct moment *m = ctx;
    struct yp_rows c;
    int64_t n;
    int rc = yp_tx_change(tx, "commitment.reminded",
                          YP_ROW(YP_INT("id", m->id), YP_INT("day", m->day)), &n, err);
    if (rc < 0 || !n)
        return rc;
    rc = read_one(tx, m->id, &c, err);
    if (rc == YP_OK)
        rc = tell_doer(tx, &c, m->reason,
                       yp_arena_printf(tx->arena, "%s:%" PRId64 ":%" PRId64 ":%" PRId64, m->reason,
                                       m->id, m->day, yp_get_i64(&c, 0, "organization_id")),
                       err);
    if (rc == YP_OK)
        yp_journal(tx, "commitment.remind", m->id, "commitment", m->id, "");
    return rc;
}

int yp_job_remind(struct yp_core *core, struct yp_arena *arena, struct yp_err *err)
{
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    const struct yp_viewer nobody = { .lang = "fi",
                                      .now_at = yp_now_at(),
                                      .as_of_day = yp_today() };
    int32_t today = yp_day_of(nobody.now_at);
    if (yp_local_of(nobody.now_at).hour < MORNING_HOUR)
        today--;
    struct yp_rows due;
    int rc = yp_core_reader(core, &db, err);
    if (rc == YP_OK)
        rc = yp_read(core, db, arena, "commitment.to_remind",
                     YP_ROW(YP_INT("today", today), YP_INT("before", BEFORE_DAYS),
                            YP_INT("after", AFTER_DAYS), YP_INT("latest", LATEST_DAYS)),
                     0, &due, err);
    for (int i = 0; rc == YP_OK && i < due.nrow; i++) {
        YP_CLEANUP(yp_arena_cleanup) struct yp_arena *own = yp_arena_new();
        struct moment m = { yp_get_i64(&due, i, "id"), yp_get_i64(&due, i, "day"),
                            yp_get_i64(&due, i, "is_late") ? "commitment_late"
                                                           : "commitment_soon" };
        rc = yp_write(core, own, &nobody, true, remind, &m, err);
    }
    return rc;
}
