/* Export and import of the register as tables, over HTTP and from the command line. Layer: app.
 * Spec: doc/spec/exchange.md. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/exchange_int.h"
#include "base/clock.h"
#include "core/spool.h"

/* --- out --- */

static int step_reply(void *ctx, struct yp_err *err)
{
    return yp_spool_step(ctx, err);
}

static int send_csv(struct yp_ask *ask, struct yp_reply *reply, const char *kind,
                    struct yp_err *err)
{
    const char *sep = yp_field_get(&ask->req->query, "sep");
    const char *only = yp_field_get(&ask->req->query, "kind");
    struct yp_spool *spool = yp_spool_begin(ask, reply);
    const struct yp_x_writer writer = { .table = yp_x_find(kind),
                                        .only = only && *only ? only : NULL,
                                        .is_admin = ask->who.viewer.is_admin,
                                        .separator = sep && *sep == ';' ? ';' : ',',
                                        .out = &reply->body,
                                        .step = step_reply,
                                        .ctx = spool };
    yp_buf_str(&reply->body, "\xEF\xBB\xBF"); /* spreadsheets take a file for UTF-8 by it */
    yp_reply_header(reply, "Content-Type", "text/csv; charset=utf-8");
    yp_reply_header(reply, "Content-Disposition",
                    yp_arena_printf(ask->arena, "attachment; filename=\"%s.csv\"", kind));
    int rc = yp_x_write(ask->core, ask->thread->page_db, &writer, err);
    return yp_spool_end(spool, rc, err);
}

#define CSV(kind_)                                                                                 \
    static int send_##kind_(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err)        \
    {                                                                                              \
        return send_csv(ask, reply, #kind_, err);                                                  \
    }                                                                                              \
    extern const struct yp_raw yp_raw_csv_##kind_;                                                 \
    const struct yp_raw yp_raw_csv_##kind_ = { "csv." #kind_, "/" #kind_ ".csv", "public",         \
                                               send_##kind_ }
CSV(organizations);
CSV(people);
CSV(posts);
CSV(groups);
CSV(memberships);
CSV(ties);

/* --- in --- */

static int keep_refusals(struct yp_tx *tx, int64_t id, const struct yp_x_report *report,
                         struct yp_err *err)
{
    int rc = yp_tx_run(tx, "import.refusals_clear", YP_ROW(YP_INT("import_id", id)), NULL, err);
    for (int i = 0; i < report->nrefusals && rc == YP_OK; i++)
        rc = yp_tx_run(tx, "import.refusal_insert",
                       YP_ROW(YP_INT("import_id", id), YP_INT("position", i),
                              YP_INT("line", report->refusals[i].line),
                              YP_STR("field", report->refusals[i].field),
                              YP_STR("said", report->refusals[i].said)),
                       NULL, err);
    return rc;
}

/* A file that cannot be read at all is a mistake of its field; anything else is a failure. */
static int refuse_file(struct yp_form *form, int rc, const struct yp_err *seen, struct yp_err *err)
{
    if (rc != YP_EINVAL && rc != YP_ELIMIT) {
        *err = *seen;
        return rc;
    }
    const char *key = strcmp(seen->key, "text.encoding") ? seen->key : "csv.encoding";
    yp_form_refuse(form, "file", yp_arena_str(form->arena, key), /* the form outlives seen */
                   seen->narg > 0 ? seen->args[0].name : NULL,
                   seen->narg > 0 ? seen->args[0].value : "",
                   seen->narg > 1 ? seen->args[1].name : NULL,
                   seen->narg > 1 ? seen->args[1].value : "", NULL);
    return yp_form_verdict(form, err);
}

/* Looks a table through and keeps it with what was found, for a day. */
static int look_through(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    const struct yp_field *file = yp_form_file(form, "file");
    struct yp_x_report report;
    struct yp_err seen = { 0 };
    int64_t id, now = tx->viewer.now_at;
    if (!file || !file->len) {
        yp_form_refuse(form, "file", file ? "file.empty" : "form.required", NULL);
        return yp_form_verdict(form, err);
    }
    int rc = yp_x_import(tx, NULL, tx->viewer.lang, file->value, file->len, false, &report, &seen);
    if (rc < 0)
        return refuse_file(form, rc, &seen, err);
    rc = yp_tx_id(tx, "import.insert",
                  YP_ROW(YP_STR("kind", report.table->kind), YP_STR("file_name", file->file_name),
                         YP_BYTES("body", file->value, file->len), YP_INT("new_n", report.new_n),
                         YP_INT("changed_n", report.changed_n), YP_INT("same_n", report.same_n),
                         YP_INT("refused_n", report.refused_n), YP_INT("now", now)),
                  &id, err);
    if (rc == YP_OK)
        rc = keep_refusals(tx, id, &report, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "import.check", id, "import", id, "");
    return yp_done(tx, reply, "", "/admin/import/%" PRId64, id);
}
YP_ACTION(import_check, "import.check", "/admin/import", .access = "admin", .page = "/admin/import",
          .words = "import", .run = look_through);

/* Stores what was looked through, read again as the register stands now. */
static int store(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "import");
    struct yp_rows rows;
    struct yp_x_report report;
    int rc = yp_tx_one(tx, "import.find", YP_ROW(YP_INT("id", id)), &rows, err);
    if (rc < 0)
        return rc;
    const struct yp_value *body = yp_at(&rows, 0, yp_col(&rows, "body"));
    if (strcmp(yp_get_str(&rows, 0, "state"), "checked") != 0)
        return yp_fail(err, YP_ECONFLICT, "import.done", "import %" PRId64, id);
    bool others = yp_form_ticked(form, "others");
    const struct yp_x_table *table = yp_x_find(yp_get_str(&rows, 0, "kind"));
    if (!others) { /* all or nothing: the register may have changed since the table was looked
                      through */
        rc = yp_x_import(tx, table, tx->viewer.lang, body->s, body->len, false, &report, err);
        if (rc == YP_OK && report.refused_n)
            yp_form_refuse(form, "others", "import.refused", NULL);
        if (rc == YP_OK)
            rc = yp_form_verdict(form, err);
    }
    if (rc == YP_OK)
        rc = yp_x_import(tx, table, tx->viewer.lang, body->s, body->len, true, &report, err);
    if (rc == YP_OK)
        rc = keep_refusals(tx, id, &report, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "import.stored",
                       YP_ROW(YP_INT("id", id), YP_BYTES("body", "", 0),
                              YP_INT("new_n", report.new_n), YP_INT("changed_n", report.changed_n),
                              YP_INT("same_n", report.same_n),
                              YP_INT("refused_n", report.refused_n)),
                       NULL, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "import.store", id, "import", id, "");
    return yp_done(tx, reply, "import.stored", "/admin/import/%" PRId64, id);
}
YP_ACTION(import_store, "import.store", "/admin/import/{import:id}/store", .access = "admin",
          .page = "/admin/import/{import:id}", .words = "import", .run = store);

/* --- the command line --- */

static const struct yp_x_table *table_of_words(const struct yp_command_args *args,
                                               struct yp_err *err)
{
    const struct yp_x_table *table = args->nwords ? yp_x_find(args->words[0]) : NULL;
    if (!table)
        yp_err_set(
            err, YP_EINVAL, "", "cli.refused", __FILE__, __LINE__,
            "no table of that name: %s (organizations, people, posts, groups, memberships, ties)",
            args->nwords ? args->words[0] : "");
    return table;
}

static int step_stdout(void *ctx, struct yp_err *err)
{
    struct yp_buf *out = ctx;
    if (out->len && fwrite(out->mem, 1, out->len, stdout) != out->len)
        return yp_fail(err, YP_EIO, "output.failed", "standard output: %s", strerror(errno));
    yp_buf_clear(out);
    return YP_OK;
}

int yp_command_export(struct yp_core *core, const struct yp_command_args *args, struct yp_err *err)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    const struct yp_x_writer writer = { .table = table_of_words(args, err),
                                        .is_admin = true,
                                        .separator = ',',
                                        .out = &out,
                                        .step = step_stdout,
                                        .ctx = &out };
    if (!writer.table)
        return YP_EINVAL;
    int rc = yp_core_reader(core, &db, err);
    return rc < 0 ? rc : yp_x_write(core, db, &writer, err);
}

static int read_whole(const char *path, struct yp_buf *out, struct yp_err *err)
{
    char mem[65536];
    const bool is_file = strcmp(path, "-") != 0;
    FILE *in = is_file ? fopen(path, "rb") : stdin;
    if (!in)
        return yp_fail(err, YP_EINVAL, "import.file", "%s: %s", path, strerror(errno));
    for (size_t n; (n = fread(mem, 1, sizeof mem, in));)
        yp_buf_add(out, mem, n);
    int broken = ferror(in);
    if (is_file)
        fclose(in);
    if (broken)
        return yp_fail(err, YP_EIO, "import.file", "%s: %s", path, strerror(errno));
    return out->full ? yp_fail(err, YP_ELIMIT, "csv.large", "%s", path) : YP_OK;
}

/* The same failure, its detail in the words a form would use. */
static int in_words(struct yp_core *core, struct yp_arena *arena, const char *lang, int rc,
                    struct yp_err *err)
{
    const char *key = strcmp(err->key, "text.encoding") ? err->key : "csv.encoding";
    if ((rc != YP_EINVAL && rc != YP_ELIMIT) || !yp_catalog_get(core->catalog, 0, key, NULL))
        return rc;
    struct yp_word words[YP_ERR_ARGS + 1] = { { "label", "file" } };
    for (int i = 0; i < err->narg; i++)
        words[1 + i] = (struct yp_word){ err->args[i].name, err->args[i].value };
    const char *said = yp_say(core, arena, lang, key, words, err->narg + 1);
    snprintf(err->detail, sizeof err->detail, "%s", said + (strncmp(said, "file: ", 6) ? 0 : 6));
    return rc;
}

struct job {
    const struct yp_x_table *table;
    const char *lang;
    const struct yp_buf *file;
    bool store;
    struct yp_x_report report;
};

static int import_file(struct yp_tx *tx, void *ctx, struct yp_err *err)
{
    struct job *job = ctx;
    return yp_x_import(tx, job->table, job->lang, yp_buf_text(job->file), job->file->len,
                       job->store, &job->report, err);
}

/* Lists every row that cannot be stored; stores all when there is none and it is no dry run. */
int yp_command_import(struct yp_core *core, const struct yp_command_args *args, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(yp_buf_release) struct yp_buf file = { .cap = YP_CSV_BYTES_MAX + 1 };
    const struct yp_viewer all = {
        .is_admin = 1, .lang = "fi", .now_at = yp_now_at(), .as_of_day = yp_today()
    };
    const char *lang = args->lang ? args->lang : "en";
    struct job job = { .table = table_of_words(args, err), .lang = lang, .file = &file };
    if (!job.table)
        return YP_EINVAL;
    if (args->nwords < 2)
        return yp_fail(err, YP_EINVAL, "import.file", "no file named");
    int rc = read_whole(args->words[1], &file, err);
    if (rc == YP_OK)
        rc = yp_write(core, arena, &all, true, import_file, &job, err);
    if (rc < 0)
        return in_words(core, arena, lang, rc, err);
    for (int i = 0; i < job.report.nrefusals; i++) {
        const struct yp_x_refusal *r = &job.report.refusals[i];
        fprintf(stderr, "%d: %s%s%s\n", r->line, r->field, *r->field ? ": " : "", r->said);
    }
    printf("%d new, %d changed, %d unchanged, %d refused\n", job.report.new_n, job.report.changed_n,
           job.report.same_n, job.report.refused_n);
    if (job.report.refused_n)
        return yp_fail(err, YP_EINVAL, "import.refused", "nothing was stored");
    job.store = !args->dry_run && job.report.new_n + job.report.changed_n > 0;
    return job.store ? yp_write(core, arena, &all, false, import_file, &job, err) : YP_OK;
}
