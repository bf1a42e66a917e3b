/* Attachments of items, meetings and bulletins: sent in, given out, limited, removed. Layer: app.
 * Spec: doc/spec/attachments.md. */
#include "app/attachment.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "core/core.h"
#include "lib/magic.h"
#include "lib/sodium.h"

enum { FILE_MAX = 20 * 1024 * 1024, CHUNK = 256 * 1024, NAME_MAX_LENGTH = 200 };

/* A file that was looked at before the transaction. */
struct upload {
    const char *mem, *file_name, *type; /* type: what it is served as */
    size_t len;
    char sha256[YP_HEX_SIZE];
};

/* The last part of a name that may hold a path of another system. */
static const char *last_part(const char *name)
{
    for (const char *c = name; *c; c++)
        if (*c == '/' || *c == '\\')
            name = c + 1;
    return name;
}

static void refuse_file(struct yp_form *form, const struct yp_err *why)
{
    const struct yp_err_arg *a = why->args;
    if (why->narg >= 2)
        yp_form_refuse(form, "file", yp_arena_str(form->arena, why->key), a[0].name, a[0].value,
                       a[1].name, a[1].value, NULL);
    else if (why->narg == 1)
        yp_form_refuse(form, "file", yp_arena_str(form->arena, why->key), a[0].name, a[0].value,
                       NULL);
    else
        yp_form_refuse(form, "file", yp_arena_str(form->arena, why->key), NULL);
}

/* Looks at the file on the request's own thread: its true type and its sum. */
static int look(struct yp_before *b, struct yp_form *form, struct yp_err *err)
{
    const struct yp_field *f = yp_form_file(form, "file");
    char type[YP_TYPE_SIZE];
    struct yp_err why = { 0 };
    (void)err;
    if (!f) {
        yp_form_refuse(form, "file", "form.required", NULL);
        return YP_OK;
    }
    if (f->len > FILE_MAX) {
        yp_form_refuse(form, "file", "file.large", NULL);
        return YP_OK;
    }
    struct upload *u = yp_arena_alloc(b->arena, sizeof *u);
    *u = (struct upload){ .mem = f->value, .len = f->len };
    u->file_name = last_part(f->file_name);
    if (yp_utf8_length(u->file_name) > NAME_MAX_LENGTH) {
        yp_form_refuse(form, "file", "file.name_long", NULL);
        return YP_OK;
    }
    if (yp_magic_type(f->value, f->len, type, &why) < 0 ||
        yp_media_allowed(type, u->file_name, &u->type, &why) < 0) {
        refuse_file(form, &why);
        return YP_OK;
    }
    yp_sha256_hex(f->value, f->len, u->sha256);
    form->carried = u;
    return YP_OK;
}

/* What is told of a file, and who may have it. */
struct label {
    const char *name, *alt, *caption, *publicity, *ground;
    int64_t public_from_at; /* 0: at once */
};

static struct label read_label(struct yp_form *form, bool is_image, const char *file_name)
{
    struct label l = { .name = yp_form_text(form, "name", file_name ? 0 : 1, NAME_MAX_LENGTH),
                       .alt = yp_form_text_or_null(form, "alt", 300),
                       .caption = yp_form_text_or_null(form, "caption", 300),
                       .ground = yp_form_text_or_null(form, "ground", 300) };
    int32_t day = 0;
    int minutes = 0;
    if (!*l.name && file_name)
        l.name = file_name;
    l.publicity = yp_form_choice(form, "publicity", "public members secret", true);
    bool has_day = yp_form_day(form, "public_from_day", false, &day);
    bool has_time = yp_form_time(form, "public_from_clock", false, &minutes);
    if (is_image && !l.alt)
        yp_form_refuse(form, "alt", "attachment.alt.wanted", NULL);
    if (!strcmp(l.publicity, "secret") && !l.ground)
        yp_form_refuse(form, "ground", "attachment.ground.wanted", NULL);
    if (strcmp(l.publicity, "secret") != 0)
        l.ground = NULL;
    if (has_time && !has_day)
        yp_form_refuse(form, "public_from_day", "form.required", NULL);
    if (has_day && strcmp(l.publicity, "public") != 0)
        yp_form_refuse(form, "public_from_day", "attachment.public_from.only", NULL);
    if (has_day)
        l.public_from_at = yp_at_of(day, minutes / 60, minutes % 60);
    return l;
}

#define LABEL_CELLS(l)                                                                             \
    YP_STR("name", (l).name), YP_STR("alt", (l).alt), YP_STR("caption", (l).caption),              \
        YP_STR("publicity", (l).publicity), YP_STR("ground", (l).ground),                          \
        YP_REF("public_from_at", (l).public_from_at)

static bool is_image_type(const char *type)
{
    return !strncmp(type, "image/", 6);
}

static int keep_chunks(struct yp_tx *tx, int64_t id, const struct upload *u, struct yp_err *err)
{
    int rc = YP_OK;
    int64_t position = 0;
    for (size_t at = 0; rc == YP_OK && at < u->len; at += CHUNK, position++) {
        size_t n = u->len - at < CHUNK ? u->len - at : CHUNK;
        rc = yp_tx_run(tx, "attachment.chunk",
                       YP_ROW(YP_INT("attachment_id", id), YP_INT("position", position),
                              YP_BYTES("bytes", u->mem + at, n)),
                       NULL, err);
    }
    return rc;
}

/* Where an attachment is shown; its page is the bulletin's or the meeting's. */
static int back_to_owner(struct yp_tx *tx, struct yp_reply *reply, const char *flash,
                         const char *kind, const struct yp_rows *owner)
{
    int64_t meeting_id = yp_get_i64(owner, 0, "meeting_id"),
            object_id = yp_get_i64(owner, 0, "object_id");
    if (!strcmp(kind, "bulletin"))
        return yp_done(tx, reply, flash, "/bulletins/%" PRId64, object_id);
    if (!strcmp(kind, "item"))
        return yp_done(tx, reply, flash, "/meetings/%" PRId64 "#item-%" PRId64, meeting_id,
                       object_id);
    return yp_done(tx, reply, flash, "/meetings/%" PRId64, meeting_id);
}

static void note(struct yp_tx *tx, const char *action, int64_t id, const char *kind,
                 const struct yp_rows *owner, const char *fields)
{
    bool is_bulletin = !strcmp(kind, "bulletin");
    yp_journal(tx, action, id, is_bulletin ? "bulletin" : "meeting",
               yp_get_i64(owner, 0, is_bulletin ? "object_id" : "meeting_id"), fields);
}

static const char *owner_statement(const char *kind)
{
    return !strcmp(kind, "item")      ? "attachment.owner_item"
           : !strcmp(kind, "meeting") ? "attachment.owner_meeting"
                                      : "attachment.owner_bulletin";
}

static int attach(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, const char *kind,
                  struct yp_err *err)
{
    const struct upload *u = form->carried;
    struct label l = read_label(form, u && is_image_type(u->type), u ? u->file_name : "");
    struct yp_rows owner;
    int64_t id;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK && !u)
        rc = yp_fail(err, YP_EBUG, "error.internal", "no file was looked at");
    if (rc == YP_OK)
        rc = yp_tx_one(tx, owner_statement(kind), YP_ROW(YP_INT("id", yp_form_path_id(form, kind))),
                       &owner, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "attachment.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("kind", kind),
                             YP_INT("object_id", yp_get_i64(&owner, 0, "object_id")),
                             YP_INT("grp_id", yp_get_i64(&owner, 0, "grp_id")), LABEL_CELLS(l),
                             YP_STR("file_name", u->file_name), YP_STR("type", u->type),
                             YP_INT("size", (int64_t)u->len), YP_STR("sha256", u->sha256),
                             YP_REF("uploaded_by_id", tx->viewer.person_id),
                             YP_INT("now", tx->viewer.now_at)),
                      &id, err);
    if (rc == YP_OK)
        rc = keep_chunks(tx, id, u, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "attachment", id, "name", yp_get_str(&owner, 0, "lang"), l.name, err);
    if (rc < 0)
        return rc;
    note(tx, "attachment.new", id, kind, &owner, "");
    return back_to_owner(tx, reply, "attachment.stored", kind, &owner);
}

static int attach_to_item(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                          struct yp_err *err)
{
    return attach(tx, form, reply, "item", err);
}
YP_ACTION(attachment_item, "attachment.item", "/items/{item:id}/attachments/new",
          .access = "manager of item", .page = "/items/{item:id}/attachments/new",
          .words = "attachment", .before = look, .run = attach_to_item);

static int attach_to_meeting(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                             struct yp_err *err)
{
    return attach(tx, form, reply, "meeting", err);
}
YP_ACTION(attachment_meeting, "attachment.meeting", "/meetings/{meeting:id}/attachments/new",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/attachments/new",
          .words = "attachment", .before = look, .run = attach_to_meeting);

static int attach_to_bulletin(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                              struct yp_err *err)
{
    return attach(tx, form, reply, "bulletin", err);
}
YP_ACTION(attachment_bulletin, "attachment.bulletin", "/bulletins/{bulletin:id}/attachments/new",
          .access = "manager of bulletin", .page = "/bulletins/{bulletin:id}/attachments/new",
          .words = "attachment", .before = look, .run = attach_to_bulletin);

/* What was done to an attachment, noted where it is shown. */
static int done(struct yp_tx *tx, struct yp_reply *reply, const char *action, const char *flash,
                const struct yp_rows *a, const char *fields)
{
    const char *kind = yp_get_str(a, 0, "kind");
    note(tx, action, yp_get_i64(a, 0, "id"), kind, a, fields);
    return back_to_owner(tx, reply, flash, kind, a);
}

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "attachment"), n = 0;
    struct yp_rows a, before = { 0 };
    int rc = yp_tx_one(tx, "attachment.read", YP_ROW(YP_INT("id", id)), &a, err);
    if (rc < 0)
        return rc;
    struct label l = read_label(form, is_image_type(yp_get_str(&a, 0, "type")), NULL);
    rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "attachment.stored", YP_ROW(YP_INT("id", id)), &before, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "attachment.update",
                          YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), LABEL_CELLS(l),
                                 YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "attachment %d", (int)id);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "attachment", id, "name", yp_get_str(&a, 0, "lang"), l.name, err);
    return rc < 0 ? rc
                  : done(tx, reply, "attachment.edit", "attachment.edited", &a,
                         yp_changed(tx, &before, YP_ROW(LABEL_CELLS(l)), NULL));
}
YP_ACTION(attachment_edit, "attachment.edit", "/attachments/{attachment:id}/edit",
          .access = "manager of attachment", .page = "/attachments/{attachment:id}/edit",
          .words = "attachment", .run = edit);

static int leave_out(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                     struct yp_err *err)
{
    struct yp_rows a;
    const struct yp_cells id = YP_ROW(YP_INT("id", yp_form_path_id(form, "attachment")));
    int rc = yp_tx_one(tx, "attachment.read", id, &a, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "attachment.chunks_delete", id, NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "attachment.delete", id, NULL, err);
    return rc < 0 ? rc : done(tx, reply, "attachment.remove", "attachment.removed", &a, "");
}
YP_ACTION(attachment_remove, "attachment.remove", "/attachments/{attachment:id}/remove",
          .access = "manager of attachment", .page = "/attachments/{attachment:id}/edit",
          .words = "attachment", .run = leave_out);

/* --- giving it out --- */

const char *yp_disposition(struct yp_arena *arena, const char *how, const char *name)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_buf_printf(&out, "%s; filename=\"", how);
    for (const char *c = name; *c; c++)
        yp_buf_char(&out, *c < ' ' || *c > '~' || *c == '"' || *c == '\\' ? '_' : *c);
    yp_buf_str(&out, "\"; filename*=UTF-8''");
    yp_buf_percent(&out, name, strlen(name), "");
    return yp_arena_str(arena, yp_buf_text(&out));
}

static int give(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_rows a, bytes;
    struct yp_db *db = ask->thread->page_db;
    const struct yp_cells id = YP_ROW({ "id", ask->path.at[0].v });
    int rc = yp_read(ask->core, db, ask->arena, "attachment.shown", id, 1, &a, err);
    if (rc == YP_OK && !a.nrow)
        rc = yp_fail(err, YP_ENOTFOUND, "error.not_found", "hidden or absent");
    if (rc < 0)
        return rc;
    const char *etag = yp_arena_printf(ask->arena, "\"%s\"", yp_get_str(&a, 0, "sha256"));
    yp_reply_header(reply, "Content-Type", yp_get_str(&a, 0, "type"));
    yp_reply_header(reply, "Content-Disposition",
                    yp_disposition(ask->arena,
                                   yp_get_i64(&a, 0, "is_image") ? "inline" : "attachment",
                                   yp_get_str(&a, 0, "file_name")));
    yp_reply_header(reply, "ETag", etag);
    if (*ask->req->if_none_match && strstr(ask->req->if_none_match, etag)) {
        reply->status = 304;
        return YP_OK;
    }
    rc = yp_read(ask->core, db, ask->arena, "attachment.bytes", id, 0, &bytes, err);
    for (int i = 0; rc == YP_OK && i < bytes.nrow; i++) {
        const struct yp_value *v = yp_at(&bytes, i, 0);
        yp_buf_add(&reply->body, v->s, v->len);
    }
    return rc;
}
const struct yp_raw yp_raw_attachment = { "attachment", "/attachments/{attachment:id}",
                                          "reader of attachment", give };
