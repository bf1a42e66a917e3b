/* What happened in a meeting: read, and written as minutes. Layer: app. Spec: doc/spec/minutes.md.
 */
#include "app/proceedings.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "lib/md.h"

/* --- reading --- */

int yp_proceedings_read(struct yp_tx *tx, int64_t meeting_id, int64_t level,
                        struct yp_proceedings *ret, struct yp_err *err)
{
    struct yp_proceedings p = { .level = level };
    int rc =
        yp_tx_one(tx, "minutes.meeting", YP_ROW(YP_INT("meeting", meeting_id)), &p.meeting, err);
    if (rc < 0)
        return rc;
    if (p.level < yp_get_i64(&p.meeting, 0, "level"))
        p.level = yp_get_i64(&p.meeting, 0, "level");
    const char *lang = yp_get_str(&p.meeting, 0, "lang");
    p.lang = yp_lang_index(lang) >= 0 ? lang : "fi";
    const struct {
        const char *name;
        struct yp_rows *rows;
    } reads[] = {
        { "minutes.attendance", &p.attendance },
        { "minutes.quorum", &p.quorum },
        { "minutes.item", &p.item },
        { "minutes.presenter", &p.presenter },
        { "minutes.outcome", &p.outcome },
        { "minutes.point", &p.point },
        { "minutes.statement", &p.statement },
        { "minutes.vote", &p.vote },
        { "minutes.cast", &p.cast },
        { "minutes.disqualified", &p.disqualified },
        { "minutes.commitment", &p.commitment },
        { "minutes.attachment", &p.attachment },
        { "minutes.opinion", &p.opinion },
        { "minutes.signature", &p.signature },
    };
    const struct yp_cells cells = YP_ROW(YP_INT("meeting", meeting_id), YP_INT("level", p.level),
                                         YP_INT("now", tx->viewer.now_at));
    for (size_t i = 0; i < sizeof reads / sizeof *reads && rc == YP_OK; i++)
        rc = yp_tx_run(tx, reads[i].name, cells, reads[i].rows, err);
    if (rc == YP_OK)
        *ret = p;
    return rc;
}

int yp_row_of(const struct yp_rows *rows, const char *column, int64_t id, int row)
{
    int col = yp_col(rows, column);
    for (int i = row; i < rows->nrow && col >= 0; i++)
        if (yp_at(rows, i, col)->type == YP_I64 && yp_at(rows, i, col)->i == id)
            return i;
    return -1;
}

#define FOR_ROWS(i_, rows_, column_, id_)                                                          \
    for (int i_ = yp_row_of((rows_), (column_), (id_), 0); i_ >= 0;                                \
         i_ = yp_row_of((rows_), (column_), (id_), i_ + 1))

/* --- words --- */

struct maker {
    struct yp_tx *tx;
    const struct yp_proceedings *p;
    struct yp_document *doc;
    bool is_formal;
};

static const char *say(const struct yp_tx *tx, const char *lang, const char *key)
{
    return yp_say(tx->core, tx->arena, lang, key, NULL, 0);
}

static const char *word(const struct maker *m, const char *key)
{
    return say(m->tx, m->p->lang, key);
}

/* A message with one hole. */
static const char *fill(const struct maker *m, const char *key, const char *name, const char *value)
{
    const struct yp_word words[] = { { name, value } };
    return yp_say(m->tx->core, m->tx->arena, m->p->lang, key, words, 1);
}

static const char *value_word(const struct maker *m, const char *prefix, const char *value)
{
    return word(m, yp_arena_printf(m->tx->arena, "%s.%s", prefix, value));
}

static const char *number(const struct maker *m, int64_t n)
{
    return yp_arena_printf(m->tx->arena, "%" PRId64, n);
}

static const char *shown(const struct maker *m, const char *format, int64_t value)
{
    return yp_show(m->tx->arena, m->p->lang, format, yp_int(value));
}

const char *yp_with_title(struct yp_arena *arena, const char *name, const char *title)
{
    return *title ? yp_arena_printf(arena, "%s, %s", name, title) : name;
}

const char *yp_outcome_words(struct yp_tx *tx, const struct yp_proceedings *p, int64_t item_id)
{
    const char *words = "";
    FOR_ROWS(i, &p->outcome, "item_id", item_id)
    {
        const char *key = yp_arena_printf(tx->arena, "item_outcome.outcome.%s",
                                          yp_get_str(&p->outcome, i, "outcome"));
        words =
            yp_arena_printf(tx->arena, "%s%s%s", words, *words ? ", " : "", say(tx, p->lang, key));
    }
    return words;
}

const char *yp_commitment_words(struct yp_tx *tx, const struct yp_proceedings *p, int row)
{
    const struct yp_rows *r = &p->commitment;
    const char *person = yp_get_str(r, row, "person");
    const char *who = *person ? person : yp_get_str(r, row, "post");
    const char *due = yp_get_str(r, row, "due_words");
    if (!*due && !yp_get_null(r, row, "due_day"))
        due = yp_show(tx->arena, p->lang, "date", yp_int(yp_get_i64(r, row, "due_day")));
    const char *whom = yp_get_str(r, row, "for_whom");
    return yp_arena_printf(tx->arena, "%s%s%s: %s%s%s%s%s%s%s", yp_get_str(r, row, "organization"),
                           *who ? ", " : "", who, yp_get_str(r, row, "deed"), *whom ? " (" : "",
                           whom, *whom ? ")" : "", *due ? ", " : "",
                           *due ? say(tx, p->lang, "minutes.due") : "",
                           *due ? yp_arena_printf(tx->arena, " %s", due) : "");
}

const char *yp_minutes_title(struct yp_tx *tx, const struct yp_proceedings *p, const char *form)
{
    const char *name =
        say(tx, p->lang, !strcmp(form, "formal") ? "minutes.form.formal" : "minutes.form.light");
    if (yp_get_null(&p->meeting, 0, "number"))
        return name;
    return yp_arena_printf(tx->arena, "%s %" PRId64 "/%" PRId64, name,
                           yp_get_i64(&p->meeting, 0, "number"),
                           yp_get_i64(&p->meeting, 0, "year"));
}

/* Markdown as paragraphs of plain text; text that cannot be read as such as it is. */
static void put_markdown(const struct maker *m, const char *text)
{
    struct yp_err ignored = { 0 };
    char *plain;
    if (yp_md_text(m->tx->arena, text, &plain, &ignored) == YP_OK)
        yp_document_paragraphs(m->doc, plain);
    else
        yp_document_paragraphs(m->doc, text);
}

/* --- the head --- */

static const char *time_words(const struct maker *m)
{
    const struct yp_rows *r = &m->p->meeting;
    int64_t from = yp_get_i64(r, 0, "begun_at"), to = yp_get_i64(r, 0, "closed_at");
    if (!from)
        from = yp_get_i64(r, 0, "starts_at");
    if (!to)
        to = yp_get_i64(r, 0, "ends_at");
    if (!from)
        return yp_get_null(r, 0, "day") ? "" : shown(m, "weekdate", yp_get_i64(r, 0, "day"));
    const char *begin =
        yp_arena_printf(m->tx->arena, "%s %s", shown(m, "weekdate", yp_day_of(from)),
                        fill(m, "meeting.clock", "t", shown(m, "time", from)));
    if (!to)
        return begin;
    if (yp_day_of(to) == yp_day_of(from))
        return yp_arena_printf(m->tx->arena, "%s–%s", begin, shown(m, "time", to));
    return yp_arena_printf(m->tx->arena, "%s – %s %s", begin, shown(m, "weekdate", yp_day_of(to)),
                           fill(m, "meeting.clock", "t", shown(m, "time", to)));
}

static void put_head(const struct maker *m, const struct yp_minutes_kind *kind)
{
    const struct yp_rows *r = &m->p->meeting;
    const struct yp_word version[] = {
        { "n", number(m, kind->version) },
        { "audience", value_word(m, "minutes.audience", kind->audience) },
        { "made", shown(m, "datetime", kind->made_at) },
    };
    yp_document_add(m->doc, YP_BLOCK_TITLE, "", yp_minutes_title(m->tx, m->p, kind->form));
    yp_document_add(m->doc, YP_BLOCK_FACT, word(m, "minutes.body"), yp_get_str(r, 0, "group_name"));
    yp_document_add(m->doc, YP_BLOCK_FACT, word(m, "minutes.when"), time_words(m));
    yp_document_add(m->doc, YP_BLOCK_FACT, word(m, "meeting.field.place"),
                    yp_get_str(r, 0, "place"));
    if (strcmp(yp_get_str(r, 0, "mode"), "unknown") != 0)
        yp_document_add(m->doc, YP_BLOCK_FACT, word(m, "meeting.field.mode"),
                        value_word(m, "meeting.mode", yp_get_str(r, 0, "mode")));
    yp_document_add(
        m->doc, YP_BLOCK_FACT, word(m, "minutes.document"),
        yp_say(m->tx->core, m->tx->arena, m->p->lang, "minutes.document.version", version, 3));
}

/* --- who was there --- */

static bool was_here(const struct yp_rows *r, int row)
{
    const char *presence = yp_get_str(r, row, "presence");
    return !strcmp(presence, "present") || !strcmp(presence, "remote") ||
           yp_get_i64(r, row, "has_written_answer");
}

static void add_note(const struct maker *m, const char **notes, const char *note)
{
    *notes = yp_arena_printf(m->tx->arena, "%s%s%s", *notes, **notes ? ", " : "", note);
}

/* "saapui klo 9.15, 3 §" when it was after the meeting began or before it ended. */
static void add_moment(const struct maker *m, const char **notes, const char *key, int64_t at,
                       int64_t item)
{
    const char *clock = fill(m, "meeting.clock", "t", shown(m, "time", at));
    add_note(m, notes, fill(m, key, "clock", clock));
    if (item)
        add_note(m, notes, yp_arena_printf(m->tx->arena, "%" PRId64 " §", item));
}

static const char *notes_of(const struct maker *m, int row)
{
    const struct yp_rows *r = &m->p->attendance, *meeting = &m->p->meeting;
    const char *notes = "", *presence = yp_get_str(r, row, "presence");
    int64_t arrived = yp_get_i64(r, row, "arrived_at"), left = yp_get_i64(r, row, "left_at");
    int64_t arrived_item = yp_get_i64(r, row, "arrived_number");
    int64_t closed = yp_get_i64(meeting, 0, "closed_at");
    if (!strcmp(presence, "remote"))
        add_note(m, &notes, word(m, "attendance.presence.remote"));
    else if (strcmp(presence, "present") != 0)
        add_note(m, &notes, word(m, "minutes.in_writing"));
    if (arrived && (arrived_item || arrived > yp_get_i64(meeting, 0, "begun_at")))
        add_moment(m, &notes, "minutes.arrived", arrived, arrived_item);
    if (left && (!closed || left < closed))
        add_moment(m, &notes, "minutes.left", left, yp_get_i64(r, row, "left_number"));
    return notes;
}

static const char *role_of(const struct maker *m, int row)
{
    const struct yp_rows *r = &m->p->attendance;
    const char *role = value_word(m, "attendance.role", yp_get_str(r, row, "role"));
    const char *for_whom = yp_get_str(r, row, "stands_for");
    if (*for_whom)
        role = yp_arena_printf(m->tx->arena, "%s, %s", role,
                               fill(m, "meeting.person.stands_for", "name", for_whom));
    if (yp_get_i64(r, row, "is_checker"))
        role = yp_arena_printf(m->tx->arena, "%s, %s", role, word(m, "meeting.person.checker"));
    return role;
}

static void put_row(const struct maker *m, int row, const char *notes, int ncell)
{
    const struct yp_rows *r = &m->p->attendance;
    const char *cells[] = { yp_with_title(m->tx->arena, yp_get_str(r, row, "name"),
                                          yp_get_str(r, row, "title")),
                            role_of(m, row), yp_get_str(r, row, "on_behalf_of"), notes };
    yp_document_row(m->doc, false, cells, ncell);
}

static void put_table(const struct maker *m, bool here)
{
    const struct yp_rows *r = &m->p->attendance;
    const char *head[] = { word(m, "field.name"), word(m, "meeting.person.role"),
                           word(m, "minutes.on_behalf_of"), word(m, "meeting.person.presence") };
    int ncell = here ? 4 : 3;
    bool begun = false;
    for (int i = 0; i < r->nrow; i++) {
        if (was_here(r, i) != here)
            continue;
        if (!begun) {
            yp_document_add(m->doc, YP_BLOCK_H1, "",
                            word(m, here ? "minutes.here" : "minutes.absent"));
            yp_document_row(m->doc, true, head, ncell);
        }
        begun = true;
        put_row(m, i, here ? notes_of(m, i) : "", ncell);
    }
}

static void put_quorum(const struct maker *m)
{
    int64_t seats = yp_get_i64(&m->p->quorum, 0, "seat_n"),
            here = yp_get_i64(&m->p->quorum, 0, "here_n");
    int64_t need = (seats * yp_get_i64(&m->p->meeting, 0, "quorum_percent") + 99) / 100;
    const struct yp_word words[] = { { "here", number(m, here) },
                                     { "seats", number(m, seats) },
                                     { "need", number(m, need) } };
    if (!seats)
        return;
    yp_document_add(m->doc, YP_BLOCK_P, "",
                    yp_say(m->tx->core, m->tx->arena, m->p->lang,
                           here >= need ? "minutes.quorum.yes" : "minutes.quorum.no", words, 3));
}

/* Who is named though not as chair, secretary or presenter: they are erased in time. */
static void note_people(const struct maker *m)
{
    const struct yp_proceedings *p = m->p;
    for (int i = 0; i < p->attendance.nrow; i++)
        if (!yp_get_i64(&p->attendance, i, "is_official"))
            yp_document_person(
                m->doc, yp_get_str(&p->attendance, i, "name"),
                yp_get_str(&p->attendance, i, "title"),
                value_word(m, "attendance.role", yp_get_str(&p->attendance, i, "role")));
    const struct yp_rows *others[] = { &p->statement, &p->disqualified };
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < others[k]->nrow; i++)
            if (yp_row_of(&p->attendance, "person_id", yp_get_i64(others[k], i, "person_id"), 0) <
                0)
                yp_document_person(m->doc, yp_get_str(others[k], i, "name"),
                                   yp_get_str(others[k], i, "title"), word(m, "minutes.a_person"));
    for (int i = 0; i < p->commitment.nrow; i++) {
        const char *name = yp_get_str(&p->commitment, i, "person");
        bool known = !*name;
        for (int k = 0; k < p->attendance.nrow && !known; k++)
            known = !strcmp(name, yp_get_str(&p->attendance, k, "name"));
        if (!known)
            yp_document_person(m->doc, name, "", word(m, "minutes.a_person"));
    }
}

/* --- items --- */

static void put_presenters(const struct maker *m, int64_t item)
{
    const struct yp_rows *r = &m->p->presenter;
    const char *names = "";
    FOR_ROWS(i, r, "item_id", item)
    names = yp_arena_printf(
        m->tx->arena, "%s%s%s", names, *names ? "; " : "",
        yp_with_title(m->tx->arena, yp_get_str(r, i, "name"), yp_get_str(r, i, "title")));
    yp_document_add(m->doc, YP_BLOCK_FACT, word(m, "minutes.presenter"), names);
}

static void put_disqualified(const struct maker *m, int64_t item)
{
    const struct yp_rows *r = &m->p->disqualified;
    FOR_ROWS(i, r, "item_id", item)
    {
        const char *text =
            yp_with_title(m->tx->arena, yp_get_str(r, i, "name"), yp_get_str(r, i, "title"));
        text = yp_arena_printf(m->tx->arena, "%s. %s", text,
                               fill(m, "minutes.ground", "ground", yp_get_str(r, i, "ground")));
        const char *deputy = yp_get_str(r, i, "deputy");
        if (*deputy)
            text = yp_arena_printf(m->tx->arena, "%s. %s", text,
                                   fill(m, "minutes.deputy", "name", deputy));
        const char *moments = "";
        int64_t left = yp_get_i64(r, i, "left_at"), back = yp_get_i64(r, i, "back_at");
        if (left)
            add_moment(m, &moments, "minutes.left", left, 0);
        if (back)
            add_moment(m, &moments, "minutes.back", back, 0);
        if (*moments)
            text = yp_arena_printf(m->tx->arena, "%s (%s)", text, moments);
        yp_document_add(m->doc, YP_BLOCK_FACT, word(m, "minutes.disqualified"), text);
    }
}

static void put_statements(const struct maker *m, int64_t item)
{
    const struct yp_rows *r = &m->p->statement;
    bool begun = false;
    FOR_ROWS(i, r, "item_id", item)
    {
        if (!begun)
            yp_document_add(m->doc, YP_BLOCK_H2, "", word(m, "minutes.statements"));
        begun = true;
        const char *who =
            yp_with_title(m->tx->arena, yp_get_str(r, i, "name"), yp_get_str(r, i, "title"));
        bool verbatim = yp_get_i64(r, i, "is_verbatim");
        yp_document_add(m->doc, YP_BLOCK_P, "",
                        yp_arena_printf(m->tx->arena, "%s: %s%s%s", who, verbatim ? "”" : "",
                                        yp_get_str(r, i, "body"), verbatim ? "”" : ""));
    }
}

static void put_casts(const struct maker *m, int64_t vote, const char *choice, const char *label)
{
    const struct yp_rows *r = &m->p->cast;
    const char *names = "";
    FOR_ROWS(i, r, "vote_id", vote)
    if (!strcmp(yp_get_str(r, i, "choice"), choice))
        names = yp_arena_printf(m->tx->arena, "%s%s%s", names, *names ? ", " : "",
                                yp_get_str(r, i, "name"));
    yp_document_add(m->doc, YP_BLOCK_ITEM, "",
                    *names ? yp_arena_printf(m->tx->arena, "%s: %s", label, names) : "");
}

static void put_votes(const struct maker *m, int64_t item)
{
    const struct yp_rows *r = &m->p->vote;
    FOR_ROWS(i, r, "item_id", item)
    {
        const char *a = yp_get_str(r, i, "proposal_a"), *b = yp_get_str(r, i, "proposal_b");
        const char *result = yp_get_str(r, i, "result");
        const char *head[] = { word(m, "item.proposal"), word(m, "minutes.votes") };
        const char *rows[3][2] = { { a, number(m, yp_get_i64(r, i, "votes_a")) },
                                   { b, number(m, yp_get_i64(r, i, "votes_b")) },
                                   { word(m, "vote.empty"),
                                     number(m, yp_get_i64(r, i, "votes_empty")) } };
        yp_document_add(m->doc, YP_BLOCK_H2, "", word(m, "item.vote"));
        yp_document_row(m->doc, true, head, 2);
        for (int k = 0; k < 3; k++)
            yp_document_row(m->doc, false, rows[k], 2);
        put_casts(m, yp_get_i64(r, i, "id"), "a", a);
        put_casts(m, yp_get_i64(r, i, "id"), "b", b);
        put_casts(m, yp_get_i64(r, i, "id"), "empty", word(m, "vote.empty"));
        if (!strcmp(result, "tie"))
            yp_document_add(m->doc, YP_BLOCK_P, "", word(m, "vote.tie"));
        else
            yp_document_add(m->doc, YP_BLOCK_P, "",
                            fill(m, "minutes.vote.won", "proposal", *result == 'a' ? a : b));
        if (!yp_get_null(r, i, "chair_casts") &&
            yp_get_i64(r, i, "votes_a") == yp_get_i64(r, i, "votes_b"))
            yp_document_add(m->doc, YP_BLOCK_P, "", word(m, "minutes.vote.chair"));
    }
}

static const char *capital(struct yp_arena *arena, const char *words)
{
    char *s = yp_arena_printf(arena, "%s.", words);
    if (*s >= 'a' && *s <= 'z')
        *s = (char)(*s - 'a' + 'A');
    return s;
}

static void put_decision(const struct maker *m, int row)
{
    const struct yp_rows *r = &m->p->item;
    int64_t item = yp_get_i64(r, row, "id");
    const char *outcome = yp_outcome_words(m->tx, m->p, item),
               *decision = yp_get_str(r, row, "decision");
    bool has_points = yp_row_of(&m->p->point, "item_id", item, 0) >= 0;
    if (*outcome || *decision || has_points)
        yp_document_add(m->doc, YP_BLOCK_H2, "", word(m, "item.decision"));
    if (*outcome)
        yp_document_add(m->doc, YP_BLOCK_P, "", capital(m->tx->arena, outcome));
    yp_document_paragraphs(m->doc, decision);
    FOR_ROWS(i, &m->p->point, "item_id", item)
    yp_document_add(
        m->doc, YP_BLOCK_ITEM,
        yp_arena_printf(m->tx->arena, "%" PRId64 ".", yp_get_i64(&m->p->point, i, "position")),
        yp_get_str(&m->p->point, i, "body"));
    const char *next = yp_get_str(r, row, "next_step"), *to = yp_get_str(r, row, "next_group");
    if (strcmp(next, "none") != 0)
        yp_document_add(m->doc, YP_BLOCK_P, "",
                        yp_arena_printf(m->tx->arena, "%s%s%s.", value_word(m, "item.next", next),
                                        *to ? ": " : "", to));
    if (yp_get_i64(r, row, "is_checked_at_once"))
        yp_document_add(m->doc, YP_BLOCK_P, "", word(m, "minutes.checked_at_once"));
}

static void put_commitments(const struct maker *m, int64_t item)
{
    bool begun = false;
    FOR_ROWS(i, &m->p->commitment, "item_id", item)
    {
        if (!begun)
            yp_document_add(m->doc, YP_BLOCK_H2, "", word(m, "item.commitments"));
        begun = true;
        yp_document_add(m->doc, YP_BLOCK_ITEM, "", yp_commitment_words(m->tx, m->p, i));
    }
}

static void put_attachments(const struct maker *m, int64_t item)
{
    const struct yp_rows *r = &m->p->attachment;
    bool begun = false;
    FOR_ROWS(i, r, "item_id", item)
    {
        if (!begun)
            yp_document_add(m->doc, item ? YP_BLOCK_H2 : YP_BLOCK_H1, "",
                            word(m, "minutes.attachments"));
        begun = true;
        yp_document_add(m->doc, YP_BLOCK_ITEM, "", yp_get_str(r, i, "name"));
    }
}

static void put_part(const struct maker *m, const char *key, const char *markdown)
{
    if (!*markdown)
        return;
    yp_document_add(m->doc, YP_BLOCK_H2, "", word(m, key));
    put_markdown(m, markdown);
}

/* What members thought of a matter before the meeting, in the decision procedure. */
static void put_opinions(const struct maker *m, int64_t item)
{
    const struct yp_rows *r = &m->p->opinion;
    int i = yp_row_of(r, "item_id", item, 0);
    if (i < 0)
        return;
    const struct yp_word words[] = { { "for", number(m, yp_get_i64(r, i, "for_n")) },
                                     { "against", number(m, yp_get_i64(r, i, "against_n")) },
                                     { "meeting", number(m, yp_get_i64(r, i, "to_meeting_n")) } };
    yp_document_add(m->doc, YP_BLOCK_P, "",
                    yp_say(m->tx->core, m->tx->arena, m->p->lang, "minutes.opinions", words, 3));
}

static void put_item(const struct maker *m, int row)
{
    const struct yp_rows *r = &m->p->item;
    int64_t item = yp_get_i64(r, row, "id"), n = yp_get_i64(r, row, "number");
    const char *title = yp_get_str(r, row, "title"), *ground = yp_get_str(r, row, "hidden_ground");
    yp_document_add(m->doc, YP_BLOCK_H1, "",
                    n ? yp_arena_printf(m->tx->arena, "%" PRId64 " § %s", n, title) : title);
    if (*ground)
        yp_document_add(m->doc, YP_BLOCK_P, "", fill(m, "item.ground", "ground", ground));
    put_presenters(m, item);
    put_disqualified(m, item);
    if (m->is_formal) {
        put_part(m, "minutes.description", yp_get_str(r, row, "description"));
        put_part(m, "item.proposal", yp_get_str(r, row, "proposal"));
    }
    put_opinions(m, item);
    put_part(m, "item.handling", yp_get_str(r, row, "handling"));
    put_statements(m, item);
    put_votes(m, item);
    put_decision(m, row);
    put_commitments(m, item);
    put_attachments(m, item);
}

/* --- the end --- */

static void put_signers(const struct maker *m, const char *role, const char *label, bool checkers)
{
    const struct yp_rows *r = &m->p->attendance;
    for (int i = 0; i < r->nrow; i++) {
        bool fits = checkers ? yp_get_i64(r, i, "is_checker") != 0
                             : !strcmp(yp_get_str(r, i, "role"), role) && was_here(r, i);
        if (fits)
            yp_document_add(m->doc, YP_BLOCK_SIGN, label, yp_get_str(r, i, "name"));
    }
}

/* The version that is signed has a place for each who signs; a later one tells who did. */
static void put_signatures(const struct maker *m, const struct yp_minutes_kind *kind)
{
    const struct yp_rows *signed_by = &m->p->signature;
    bool is_later = strcmp(kind->audience, "members") != 0;
    if (is_later && !signed_by->nrow)
        return;
    yp_document_add(m->doc, YP_BLOCK_H1, "", word(m, "minutes.signatures"));
    for (int i = 0; is_later && i < signed_by->nrow; i++)
        yp_document_add(m->doc, YP_BLOCK_FACT, yp_get_str(signed_by, i, "name"),
                        fill(m, "minutes.signed_at", "at",
                             shown(m, "datetime", yp_get_i64(signed_by, i, "at"))));
    if (is_later)
        return;
    put_signers(m, "chair", word(m, "attendance.role.chair"), false);
    put_signers(m, "secretary", word(m, "attendance.role.secretary"), false);
    put_signers(m, "", word(m, "meeting.person.checker"), true);
}

static void put_key_message(const struct maker *m)
{
    const char *text = yp_get_str(&m->p->meeting, 0, "key_message");
    if (!*text)
        return;
    yp_document_add(m->doc, YP_BLOCK_H1, "", word(m, "meeting.key_message"));
    yp_document_paragraphs(m->doc, text);
}

void yp_minutes_document(struct yp_tx *tx, const struct yp_proceedings *p,
                         const struct yp_minutes_kind *kind, struct yp_document *ret)
{
    const struct maker m = { tx, p, ret, !strcmp(kind->form, "formal") };
    yp_document_begin(ret, tx->arena, p->lang);
    put_head(&m, kind);
    if (!m.is_formal)
        put_key_message(&m);
    put_table(&m, true);
    put_table(&m, false);
    put_quorum(&m);
    for (int i = 0; i < p->item.nrow; i++)
        put_item(&m, i);
    if (m.is_formal)
        put_key_message(&m);
    put_attachments(&m, 0);
    if (m.is_formal)
        put_signatures(&m, kind);
    note_people(&m);
}
