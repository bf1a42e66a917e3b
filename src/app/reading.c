/* Bulletins of elsewhere: brought in, answered for finding by finding, stored or dropped. Layer:
 * app. Spec: doc/spec/reading.md, sections 9 to 11. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/attachment.h"
#include "app/reading_int.h"
#include "app/when.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "lib/icu.h"

extern const struct yp_action yp_action_reading_create, yp_action_reading_answer,
    yp_action_reading_add, yp_action_reading_change, yp_action_reading_store,
    yp_action_reading_drop;
extern const struct yp_raw yp_raw_reading_given;
extern const char *const yp_provider_reading_text_columns[];
int yp_provider_reading_text(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);

enum {
    FILES_MAX = 20,      /* of one form */
    WAITING_MAX = 200,   /* readings not stored yet */
    TEXT_MAX = 100000,   /* code points of a pasted text */
    FILE_NAME_MAX = 200, /* code points */
    WORD_MAX = 30
};

/* --- bringing in --- */

struct brought {
    struct yp_read_in in[FILES_MAX];
    int n;
};

static const char *short_name(struct yp_arena *arena, const char *name)
{
    char *text = yp_arena_str(arena, name);
    text[yp_utf8_bytes(text, FILE_NAME_MAX)] = '\0';
    return text;
}

/* Reads one file or the pasted text; what cannot be read is a mistake of its field. */
static int bring_one(struct yp_before *b, struct yp_db *db, struct yp_form *form, const char *field,
                     const char *name, const char *bytes, size_t len, struct brought *ret,
                     struct yp_err *err)
{
    struct yp_err seen = { 0 };
    int rc = yp_reading_read(b->core, db, b->arena, short_name(b->arena, name), bytes, len,
                             &ret->in[ret->n], &seen);
    if (rc == YP_EINVAL || rc == YP_ELIMIT) {
        yp_form_refuse(form, field, rc == YP_ELIMIT ? "reading.long" : "reading.empty", "file",
                       *name ? yp_arena_str(form->arena, name) : "", NULL);
        return YP_OK;
    }
    if (rc == YP_OK)
        ret->n++;
    else
        *err = seen;
    return rc;
}

/* Reads on the request's own thread: it takes milliseconds, and nobody need wait to write. */
static int bring(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    struct brought *all = yp_arena_alloc(b->arena, sizeof *all);
    struct yp_db *db;
    memset(all, 0, sizeof *all);
    form->carried = all;
    if (!b->viewer.is_admin)
        return YP_OK; /* refused by its access */
    const char *text = yp_form_long(form, "text", 0, TEXT_MAX);
    int rc = yp_core_reader(b->core, &db, err);
    if (rc < 0)
        return rc;
    if (*text)
        rc = bring_one(b, db, form, "text", "", text, strlen(text), all, err);
    int nfiles = 0;
    for (int i = 0; rc == YP_OK && i < form->fields->n; i++) {
        const struct yp_field *f = &form->fields->at[i];
        if (strcmp(f->name, "file") != 0 || !f->file_name || (!f->len && !*f->file_name))
            continue;
        nfiles++;
        if (all->n < FILES_MAX)
            rc = bring_one(b, db, form, "file", f->file_name, f->value, f->len, all, err);
        else
            yp_form_refuse(form, "file", "reading.files", "max",
                           yp_arena_printf(form->arena, "%d", FILES_MAX), NULL);
    }
    if (!*text && !nfiles && !form->nerrors)
        yp_form_refuse(form, "text", "reading.nothing", NULL);
    yp_db_close(db);
    return rc;
}

static int create(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    const struct brought *all = form->carried;
    struct yp_rows waiting;
    int64_t id = 0;
    bool is_new = false;
    int nnew = 0, rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "reading.waiting", YP_NO_ROW, &waiting, err);
    if (rc == YP_OK && yp_at(&waiting, 0, 0)->i + all->n > WAITING_MAX) {
        yp_form_refuse(form, "file", "reading.waiting", "max",
                       yp_arena_printf(form->arena, "%d", WAITING_MAX), NULL);
        rc = yp_form_verdict(form, err);
    }
    for (int i = 0; rc == YP_OK && i < all->n; i++) {
        rc = yp_reading_keep(tx, &all->in[i], &id, &is_new, err);
        nnew += is_new;
    }
    if (rc < 0)
        return rc;
    if (!nnew) /* all of them were known */
        yp_journal(tx, "reading.same", id, "reading", id, "");
    return all->n > 1 ? yp_done(tx, reply, nnew ? "reading.created_all" : "reading.known",
                                "/bulletins/import")
                      : yp_done(tx, reply, is_new ? "" : "reading.known",
                                "/bulletins/import/%" PRId64, id);
}
YP_ACTION(reading_create, "reading.create", "/bulletins/import", .access = "admin",
          .page = "/bulletins/import", .words = "reading", .before = bring, .run = create);

static int keep_finding(struct yp_tx *tx, int64_t reading_id, int64_t position,
                        const struct yp_finding *f, const char *answer, int64_t *ret_id,
                        struct yp_err *err)
{
    return yp_tx_id(tx, "finding.insert",
                    YP_ROW(YP_INT("reading_id", reading_id),
                           YP_STR("kind", yp_finding_kinds[f->kind]), YP_INT("position", position),
                           f->span.len ? YP_INT("place", (int64_t)f->span.at) : YP_NIL("place"),
                           f->span.len ? YP_INT("size", (int64_t)f->span.len) : YP_NIL("size"),
                           YP_STR("sentence", f->sentence), YP_STR("as_read", f->as_read),
                           YP_STR("answer", answer), YP_STR("name", f->name),
                           YP_STR("name_fold", yp_icu_fold(tx->arena, f->name)),
                           YP_STR("title", f->title), YP_STR("tied_to", f->tied_to),
                           YP_STR("word", f->word), YP_REF("area_id", f->area_id),
                           f->has_day ? YP_INT("from_day", f->from_day) : YP_NIL("from_day"),
                           f->has_day ? YP_INT("day", f->day) : YP_NIL("day"),
                           YP_STR("precision", f->precision), YP_STR("body", f->body),
                           YP_STR("doubt", f->doubt)),
                    ret_id, err);
}

int yp_reading_keep(struct yp_tx *tx, const struct yp_read_in *in, int64_t *ret_id,
                    bool *ret_is_new, struct yp_err *err)
{
    struct yp_rows same;
    int64_t id;
    int hindered,
        rc = yp_tx_run(tx, "reading.same", YP_ROW(YP_STR("words_sum", in->words_sum)), &same, err);
    *ret_is_new = rc == YP_OK && !same.nrow;
    if (rc < 0 || same.nrow) {
        *ret_id = rc == YP_OK ? yp_at(&same, 0, 0)->i : 0;
        return rc;
    }
    rc = yp_tx_id(tx, "reading.insert",
                  YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("file_name", in->file_name),
                         YP_BYTES("given", in->given, in->len), YP_STR("words_sum", in->words_sum),
                         YP_STR("body", in->text), YP_INT("now", tx->viewer.now_at)),
                  ret_id, err);
    for (int i = 0; rc == YP_OK && i < in->n; i++)
        rc = keep_finding(tx, *ret_id, i + 1, &in->findings[i],
                          in->findings[i].kind == F_BULLETIN ? "accepted" : "open", &id, err);
    if (rc == YP_OK)
        rc = yp_reading_judge(tx, *ret_id, &hindered, err);
    if (rc == YP_OK)
        yp_journal(tx, "reading.create", *ret_id, "reading", *ret_id, "");
    return rc;
}

/* --- from the command line --- */

struct keeping {
    const struct yp_read_in *in;
    struct yp_kept_reading *ret;
};

static int keep_one(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct keeping *k = ctx;
    return yp_reading_keep(tx, k->in, &k->ret->id, &k->ret->is_new, err);
}

int yp_keep_reading(struct yp_core *core, struct yp_arena *arena, const char *file_name,
                    const char *bytes, size_t len, struct yp_kept_reading *ret, struct yp_err *err)
{
    const struct yp_viewer all = {
        .is_admin = 1, .lang = "fi", .now_at = yp_now_at(), .as_of_day = yp_today()
    };
    const char *slash = strrchr(file_name, '/');
    struct yp_read_in in;
    struct keeping k = { &in, ret };
    struct yp_db *db;
    int rc = yp_core_reader(core, &db, err);
    if (rc < 0)
        return rc;
    rc = yp_reading_read(core, db, arena, short_name(arena, slash ? slash + 1 : file_name), bytes,
                         len, &in, err);
    yp_db_close(db);
    if (rc == YP_OK)
        rc = yp_write(core, arena, &all, true, keep_one, &k, err);
    ret->nfindings = rc == YP_OK ? in.n : 0;
    return rc;
}

/* --- answering --- */

/* The reading, kept from being stored meanwhile; it still waits. */
static int open_reading(struct yp_tx *tx, struct yp_form *form, int64_t *ret_id, struct yp_err *err)
{
    struct yp_rows row;
    int64_t id = yp_form_path_id(form, "reading");
    int rc = yp_tx_run(tx, "reading.lock",
                       YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at)), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "reading.text", YP_ROW(YP_INT("id", id)), &row, err);
    if (rc == YP_OK && strcmp(yp_get_str(&row, 0, "state"), "waiting") != 0)
        rc = yp_fail_field(err, YP_ECONFLICT, "", "reading.done", "reading %" PRId64, id);
    *ret_id = id;
    return rc;
}

/* Keeps every answer of the form. Unknown ones are left as they are. */
static int keep_answers(struct yp_tx *tx, struct yp_form *form, int64_t id, struct yp_err *err)
{
    struct yp_rows all;
    int64_t n;
    int rc = yp_tx_run(tx, "finding.all", YP_ROW(YP_INT("reading_id", id)), &all, err);
    for (int i = 0; rc == YP_OK && i < all.nrow; i++) {
        int64_t finding = yp_get_i64(&all, i, "id");
        const char *answer =
            yp_form_value(form, yp_arena_printf(tx->arena, "answer_%" PRId64, finding), 0);
        if (!answer || (strcmp(answer, "accepted") != 0 && strcmp(answer, "refused") != 0))
            continue;
        rc = yp_tx_change(tx, "finding.answer",
                          YP_ROW(YP_INT("id", finding), YP_STR("answer", answer)), &n, err);
    }
    return rc;
}

/* What was answered is kept whatever comes next: correcting one of them, storing, or a pause. */
static int answer(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    const char *go = yp_form_value(form, "do", 0);
    int64_t id;
    int hindered = 0, rc = open_reading(tx, form, &id, err);
    if (rc == YP_OK)
        rc = keep_answers(tx, form, id, err);
    if (rc == YP_OK)
        rc = yp_reading_judge(tx, id, &hindered, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "reading.answer", id, "reading", id, "");
    if (go && strspn(go, "0123456789") == strlen(go) && strlen(go) < 19 && *go)
        return yp_done(tx, reply, "", "/bulletins/import/%" PRId64 "/findings/%s", id, go);
    if (go && !strcmp(go, "add"))
        return yp_done(tx, reply, "", "/bulletins/import/%" PRId64 "/new", id);
    if (go && !strcmp(go, "store"))
        return yp_done(tx, reply, "", "/bulletins/import/%" PRId64 "/store", id);
    return yp_done(tx, reply, "reading.answered", "/bulletins/import/%" PRId64, id);
}
YP_ACTION(reading_answer, "reading.answer", "/bulletins/import/{reading:id}", .access = "admin",
          .page = "/bulletins/import/{reading:id}", .words = "reading", .run = answer);

static const char kinds[] = "group organization person membership meeting item statement "
                            "commitment municipality model count deadline";

/* What the reader did not see: its kind first, the rest on the page of a finding. */
static int add(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_finding f = { .sentence = "", .as_read = "", .name = "", .precision = "day" };
    struct yp_rows last;
    const char *kind = yp_form_choice(form, "kind", kinds, true);
    int64_t id, finding;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = open_reading(tx, form, &id, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "finding.last", YP_ROW(YP_INT("reading_id", id)), &last, err);
    if (rc == YP_OK && yp_at(&last, 0, 0)->i > 2 * FINDINGS_MAX)
        rc = yp_fail_field(err, YP_ELIMIT, "", "error.too_much", "reading %" PRId64, id);
    f.kind = yp_finding_kind_of(kind);
    if (rc == YP_OK)
        rc = keep_finding(tx, id, yp_at(&last, 0, 0)->i, &f, "open", &finding, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "reading.add", id, "reading", id, "");
    return yp_done(tx, reply, "", "/bulletins/import/%" PRId64 "/findings/%" PRId64, id, finding);
}
YP_ACTION(reading_add, "reading.add", "/bulletins/import/{reading:id}/new", .access = "admin",
          .page = "/bulletins/import/{reading:id}/new", .words = "reading", .run = add);

/* --- correcting one finding --- */

/* The enumeration that word is of, in a finding of this kind; NULL: it has none. */
static const char *words_of(enum yp_finding_kind kind)
{
    static const char *const words[F_KINDS] = {
        [F_BULLETIN] = "fi sv en se smn sms",
        [F_GROUP] = "body network project partnership",
        [F_ORGANIZATION] =
            "county municipality joint_authority ngo parish company cooperative police employment "
            "avi lvv ely elinvoimakeskus ministry agency school regional_council preparation other",
        [F_MEMBERSHIP] = "chair deputy_chair member deputy expert attendee secretary coordinator "
                         "director supervisor",
        [F_ITEM] = "heard approved decided noted carried returned rejected",
    };
    return words[kind];
}

static void read_day(struct yp_form *form, struct yp_finding *f)
{
    struct yp_when when;
    bool is_plain = f->kind == F_BULLETIN || f->kind == F_MEETING;
    if (is_plain) {
        f->has_day = yp_form_day(form, "day", true, &f->day);
        f->from_day = f->day;
    } else if ((f->has_day = yp_form_when(form, "day", false, &when))) {
        f->from_day = when.first;
        f->day = when.last;
        f->precision = when.precision;
    }
}

static void read_finding(struct yp_form *form, struct yp_finding *f)
{
    const char *words = words_of(f->kind);
    bool has_name = f->kind != F_MEETING && f->kind != F_COMMITMENT;
    bool has_body = f->kind == F_ITEM || f->kind == F_STATEMENT || f->kind == F_COMMITMENT;
    f->name = has_name ? yp_form_text(form, "name", 1, F_NAME_MAX) : "";
    f->title = yp_form_text_or_null(form, "title", F_NAME_MAX);
    f->tied_to = yp_form_text_or_null(form, "tied_to", F_NAME_MAX);
    if (words && (f->kind != F_ITEM || *yp_form_text(form, "word", 0, WORD_MAX)))
        f->word = yp_form_choice(form, "word", words, true);
    if (has_body)
        f->body = yp_form_long(form, "body", f->kind != F_ITEM, F_BODY_MAX);
    read_day(form, f);
    f->area_id = f->kind == F_BULLETIN ? yp_form_id(form, "area_id", false) : 0;
}

/* What a person chose of the register's records of that name: 0 a new one, -1 nothing. */
static int64_t read_link(struct yp_form *form)
{
    const char *link = yp_form_text(form, "link_id", 0, 20);
    return *link ? yp_form_int(form, "link_id", 0, INT64_MAX, 0) : -1;
}

static int change(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    struct yp_finding f = { .precision = "day" };
    struct yp_rows row, matches;
    int64_t id, finding = yp_form_path_id(form, "finding"), n = 0;
    int hindered, rc = open_reading(tx, form, &id, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "finding.one", YP_ROW(YP_INT("id", finding), YP_INT("reading_id", id)),
                       &row, err);
    if (rc < 0)
        return rc;
    f.kind = yp_finding_kind_of(yp_get_str(&row, 0, "kind"));
    read_finding(form, &f);
    int64_t link = read_link(form);
    bool is_same = !strcmp(f.name, yp_get_str(&row, 0, "name"));
    if (link > 0 && is_same) { /* one of those that are offered */
        rc = yp_tx_run(tx, "finding.match", YP_ROW(YP_INT("id", finding)), &matches, err);
        bool is_offered = false;
        for (int i = 0; rc == YP_OK && i < matches.nrow; i++)
            is_offered = is_offered || yp_at(&matches, i, 0)->i == link;
        if (rc == YP_OK && !is_offered)
            yp_form_refuse(form, "link_id", "form.choice", NULL);
    }
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(
            tx, "finding.change",
            YP_ROW(YP_INT("id", finding), YP_INT("rev", yp_form_rev(form)), YP_STR("name", f.name),
                   YP_STR("name_fold", yp_icu_fold(tx->arena, f.name)), YP_STR("title", f.title),
                   YP_STR("tied_to", f.tied_to), YP_STR("word", f.word),
                   YP_REF("area_id", f.area_id),
                   f.has_day ? YP_INT("from_day", f.from_day) : YP_NIL("from_day"),
                   f.has_day ? YP_INT("day", f.day) : YP_NIL("day"),
                   YP_STR("precision", f.precision), YP_STR("body", f.body),
                   link >= 0 && is_same ? YP_INT("link_id", link) : YP_NIL("link_id")),
            &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "finding %" PRId64, finding);
    if (rc == YP_OK)
        rc = yp_reading_judge(tx, id, &hindered, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "reading.change", id, "reading", id, "");
    return yp_done(tx, reply, "reading.changed", "/bulletins/import/%" PRId64 "#f%" PRId64, id,
                   finding);
}
YP_ACTION(reading_change, "reading.change", "/bulletins/import/{reading:id}/findings/{finding:id}",
          .access = "admin", .page = "/bulletins/import/{reading:id}/findings/{finding:id}",
          .words = "reading", .run = change);

/* --- storing and dropping --- */

static int store(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id, bulletin_id;
    int rc = open_reading(tx, form, &id, err);
    if (rc == YP_OK)
        rc = yp_reading_store(tx, id, &bulletin_id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "reading.store", id, "reading", id, "");
    return yp_done(tx, reply, "reading.stored", "/bulletins/%" PRId64, bulletin_id);
}
YP_ACTION(reading_store, "reading.store", "/bulletins/import/{reading:id}/store", .access = "admin",
          .page = "/bulletins/import/{reading:id}/store", .words = "reading", .run = store);

static int drop(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id;
    int rc = open_reading(tx, form, &id, err);
    const struct yp_cells cells = YP_ROW(YP_INT("id", id));
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "reading.drop_findings", cells, NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "reading.drop", cells, NULL, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "reading.drop", id, "reading", id, "");
    return yp_done(tx, reply, "reading.dropped", "/bulletins/import");
}
YP_ACTION(reading_drop, "reading.drop", "/bulletins/import/{reading:id}/drop", .access = "admin",
          .page = "/bulletins/import/{reading:id}/drop", .words = "reading", .run = drop);

/* --- the text with its marks --- */

const char *const yp_provider_reading_text_columns[] = { "line_html", NULL };

struct mark {
    size_t at, end;
    int number;
    int64_t id;
};

static int by_place(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return x->number - y->number;
}

static void put_text(struct yp_buf *out, const char *text, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        switch (text[i]) {
        case '&': yp_buf_str(out, "&amp;"); break;
        case '<': yp_buf_str(out, "&lt;"); break;
        case '>': yp_buf_str(out, "&gt;"); break;
        default: yp_buf_char(out, text[i]);
        }
}

/*
 * One line from its first to its last byte. A mark ends with the number of its finding, which leads
 * to it; one that would cross the end of the mark around it ends there.
 */
static void put_line(struct yp_buf *out, const char *text, size_t from, size_t end,
                     const struct mark *marks, int n)
{
    enum { DEPTH = 12 };
    struct mark open[DEPTH];
    int depth = 0;
    size_t at = from;
    for (int i = 0; i <= n; i++) {
        size_t next = i < n ? marks[i].at : end;
        if (i < n && (marks[i].end <= from || next >= end))
            continue;
        if (next < from)
            next = from;
        while (depth && (i == n || open[depth - 1].end <= next)) {
            put_text(out, text, at, open[depth - 1].end);
            at = open[depth - 1].end;
            yp_buf_printf(out, "<a class=\"yp-mark__n\" href=\"#f%" PRId64 "\">%d</a></mark>",
                          open[depth - 1].id, open[depth - 1].number);
            depth--;
        }
        put_text(out, text, at, next);
        at = next;
        if (i == n || depth == DEPTH)
            continue;
        struct mark m = marks[i];
        size_t most = depth ? open[depth - 1].end : end;
        m.end = m.end < most ? m.end : most;
        yp_buf_printf(out,
                      m.at >= from ? "<mark class=\"yp-mark\" id=\"m%" PRId64 "\">"
                                   : "<mark class=\"yp-mark\">",
                      m.id);
        open[depth++] = m;
    }
}

static struct mark *read_marks(struct yp_arena *arena, const struct yp_rows *rows, int *ret_n)
{
    struct mark *marks = yp_arena_array(arena, (size_t)rows->nrow + 1, sizeof *marks);
    *ret_n = 0;
    for (int i = 0; i < rows->nrow; i++) {
        size_t at = (size_t)yp_get_i64(rows, i, "place");
        marks[(*ret_n)++] =
            (struct mark){ at, at + (size_t)yp_get_i64(rows, i, "size"),
                           (int)yp_get_i64(rows, i, "position"), yp_get_i64(rows, i, "id") };
    }
    qsort(marks, (size_t)*ret_n, sizeof *marks, by_place);
    return marks;
}

int yp_provider_reading_text(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err)
{
    enum { LINES_MAX = 2000 };
    const struct yp_cells id = YP_ROW({ "id", ask->path.at[0].v });
    struct yp_rows body, places;
    struct yp_db *db = ask->thread->page_db;
    int n, rc = yp_read(ask->core, db, ask->arena, "reading.shown", id, 1, &body, err);
    if (rc == YP_OK)
        rc = yp_read(ask->core, db, ask->arena, "reading.places", id, 3 * FINDINGS_MAX, &places,
                     err);
    if (rc < 0)
        return rc;
    *ret = (struct yp_rows){ .ncol = 1, .names = yp_provider_reading_text_columns };
    if (!body.nrow)
        return YP_OK;
    const char *text = yp_get_str(&body, 0, "body");
    const struct mark *marks = read_marks(ask->arena, &places, &n);
    struct yp_value *cells = yp_arena_array(ask->arena, LINES_MAX, sizeof *cells);
    for (size_t at = 0; text[at] && ret->nrow < LINES_MAX;) {
        YP_CLEANUP(yp_buf_release) struct yp_buf line = YP_BUF_INIT;
        size_t len = strcspn(text + at, "\n");
        put_line(&line, text, at, at + len, marks, n);
        if (len)
            cells[ret->nrow++] = yp_text(yp_arena_str(ask->arena, yp_buf_text(&line)));
        at += len + (text[at + len] == '\n');
    }
    ret->cells = cells;
    return YP_OK;
}

/* The bytes as they were given. */
static int give(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_rows row;
    int rc = yp_read(ask->core, ask->thread->page_db, ask->arena, "reading.given",
                     YP_ROW({ "id", ask->path.at[0].v }), 1, &row, err);
    if (rc == YP_OK && !row.nrow)
        rc = yp_fail(err, YP_ENOTFOUND, "error.not_found", "hidden or absent");
    if (rc < 0)
        return rc;
    const struct yp_value *given = yp_at(&row, 0, yp_col(&row, "given"));
    const char *name = yp_get_str(&row, 0, "file_name");
    yp_reply_header(reply, "Content-Type", "application/octet-stream");
    yp_reply_header(reply, "Content-Disposition",
                    yp_disposition(ask->arena, "attachment", *name ? name : "tiedote.txt"));
    yp_buf_add(&reply->body, given->s, given->len);
    return YP_OK;
}
const struct yp_raw yp_raw_reading_given = { "reading.given",
                                             "/bulletins/import/{reading:id}/given", "admin",
                                             give };
