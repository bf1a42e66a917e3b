/* Documents made of blocks. Layer: app. Spec: doc/spec/minutes.md. */
#include "app/document.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "lib/pdf.h"

/* Letters of the kinds, in the order of enum yp_block_kind. */
static const char letters[] = "T12PLFHRSN";

static const char *clean(struct yp_arena *arena, const char *text)
{
    char *copy = yp_arena_str(arena, text ? text : ""), *to = copy;
    for (const char *s = copy; *s; s++)
        if (*s == '\n' || *s == '\t' || !iscntrl((unsigned char)*s))
            *to++ = *s == '\t' ? ' ' : *s;
    while (to > copy && (to[-1] == '\n' || to[-1] == ' '))
        to--;
    *to = '\0';
    return copy;
}

void yp_document_begin(struct yp_document *doc, struct yp_arena *arena, const char *lang)
{
    *doc = (struct yp_document){ .arena = arena, .lang = lang };
}

static struct yp_block *new_block(struct yp_document *doc, enum yp_block_kind kind)
{
    if (doc->n == doc->size) {
        int size = doc->size ? 2 * doc->size : 64;
        struct yp_block *blocks = yp_arena_array(doc->arena, (size_t)size, sizeof *blocks);
        if (doc->n)
            memcpy(blocks, doc->blocks, (size_t)doc->n * sizeof *blocks);
        doc->blocks = blocks;
        doc->size = size;
    }
    struct yp_block *b = &doc->blocks[doc->n++];
    *b = (struct yp_block){ .kind = kind, .label = "", .text = "" };
    return b;
}

void yp_document_add(struct yp_document *doc, enum yp_block_kind kind, const char *label,
                     const char *text)
{
    text = clean(doc->arena, text);
    if (!*text && kind != YP_BLOCK_SIGN)
        return;
    struct yp_block *b = new_block(doc, kind);
    b->label = clean(doc->arena, label);
    b->text = text;
}

void yp_document_paragraphs(struct yp_document *doc, const char *text)
{
    while (text && *text) {
        const char *end = strstr(text, "\n\n");
        size_t len = end ? (size_t)(end - text) : strlen(text);
        yp_document_add(doc, YP_BLOCK_P, "", yp_arena_mem(doc->arena, text, len));
        text += len;
        text += strspn(text, "\n");
    }
}

void yp_document_row(struct yp_document *doc, bool is_head, const char *const *cells, int n)
{
    assert(n >= 1 && n <= YP_DOCUMENT_CELLS);
    struct yp_block *b = new_block(doc, is_head ? YP_BLOCK_HEAD : YP_BLOCK_ROW);
    b->ncell = n;
    for (int i = 0; i < n; i++)
        b->cells[i] = clean(doc->arena, cells[i]);
}

void yp_document_person(struct yp_document *doc, const char *name, const char *title,
                        const char *role)
{
    for (int i = 0; i < doc->n; i++)
        if (doc->blocks[i].kind == YP_BLOCK_PERSON && !strcmp(doc->blocks[i].text, name))
            return;
    struct yp_block *b = new_block(doc, YP_BLOCK_PERSON);
    b->label = clean(doc->arena, role);
    b->text = clean(doc->arena, name);
    b->cells[0] = clean(doc->arena, title);
    b->ncell = 1;
}

/* --- as text --- */

static void put_part(struct yp_buf *out, const char *text)
{
    yp_buf_char(out, '\t');
    for (; *text; text++)
        if (*text == '\n')
            yp_buf_str(out, "\\n");
        else if (*text == '\\')
            yp_buf_str(out, "\\\\");
        else
            yp_buf_char(out, *text);
}

static bool is_table(enum yp_block_kind kind)
{
    return kind == YP_BLOCK_HEAD || kind == YP_BLOCK_ROW;
}

const char *yp_document_text(const struct yp_document *doc)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_buf_printf(&out, "document 1 %s\n", doc->lang);
    for (int i = 0; i < doc->n; i++) {
        const struct yp_block *b = &doc->blocks[i];
        yp_buf_char(&out, letters[b->kind]);
        if (!is_table(b->kind)) {
            put_part(&out, b->label);
            put_part(&out, b->text);
        }
        for (int c = 0; c < b->ncell; c++)
            put_part(&out, b->cells[c]);
        yp_buf_char(&out, '\n');
    }
    return yp_arena_str(doc->arena, yp_buf_text(&out));
}

/* The next part of a line, unescaped in its place; moves *s on. */
static const char *take_part(char **s)
{
    char *part = *s, *to = part, *from = part;
    for (; *from && *from != '\t'; from++) {
        if (*from == '\\' && from[1]) {
            from++;
            *to++ = *from == 'n' ? '\n' : *from;
        } else {
            *to++ = *from;
        }
    }
    *s = *from ? from + 1 : NULL;
    *to = '\0';
    return part;
}

static bool parse_line(struct yp_document *doc, char *line)
{
    const char *letter = *line ? strchr(letters, *line) : NULL;
    if (!letter || line[1] != '\t')
        return false;
    struct yp_block *b = new_block(doc, (enum yp_block_kind)(letter - letters));
    char *s = line + 2;
    if (!is_table(b->kind)) {
        b->label = take_part(&s);
        b->text = s ? take_part(&s) : "";
    }
    while (s && b->ncell < YP_DOCUMENT_CELLS)
        b->cells[b->ncell++] = take_part(&s);
    return !s;
}

int yp_document_parse(struct yp_document *ret, struct yp_arena *arena, const char *text,
                      struct yp_err *err)
{
    static const char magic[] = "document 1 ";
    if (strncmp(text, magic, sizeof magic - 1) != 0)
        return yp_fail(err, YP_EBUG, "error.internal", "not a document");
    char *line = yp_arena_str(arena, text + sizeof magic - 1);
    char *end = strchr(line, '\n');
    if (!end)
        return yp_fail(err, YP_EBUG, "error.internal", "a document without a line end");
    *end = '\0';
    struct yp_document doc;
    yp_document_begin(&doc, arena, line);
    for (line = end + 1; *line; line = end + 1) {
        end = strchr(line, '\n');
        if (!end || doc.n == YP_DOCUMENT_BLOCKS)
            return yp_fail(err, YP_EBUG, "error.internal", "a document's last line");
        *end = '\0';
        if (!parse_line(&doc, line))
            return yp_fail(err, YP_EBUG, "error.internal", "block %d of a document", doc.n);
    }
    *ret = doc;
    return YP_OK;
}

/* --- as HTML --- */

static void put_html(struct yp_buf *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&': yp_buf_str(out, "&amp;"); break;
        case '<': yp_buf_str(out, "&lt;"); break;
        case '>': yp_buf_str(out, "&gt;"); break;
        case '"': yp_buf_str(out, "&quot;"); break;
        case '\n': yp_buf_str(out, "<br>"); break;
        default: yp_buf_char(out, *text);
        }
}

/* What stands around blocks of a kind that follow each other. */
enum group { G_NONE, G_FACTS, G_NUMBERS, G_BULLETS, G_TABLE, G_SIGNS };

static enum group group_of(const struct yp_block *b)
{
    switch (b->kind) {
    case YP_BLOCK_FACT: return G_FACTS;
    case YP_BLOCK_ITEM: return *b->label ? G_NUMBERS : G_BULLETS;
    case YP_BLOCK_HEAD:
    case YP_BLOCK_ROW: return G_TABLE;
    case YP_BLOCK_SIGN: return G_SIGNS;
    default: return G_NONE;
    }
}

static void begin_group(struct yp_buf *out, enum group g, bool has_head)
{
    static const char *const begins[] = {
        "",
        "<dl class=\"govuk-summary-list yp-facts\">\n",
        "<ol class=\"govuk-list govuk-list--number\">\n",
        "<ul class=\"govuk-list govuk-list--bullet\">\n",
        "<table class=\"govuk-table yp-table yp-table--cards\">\n",
        "<dl class=\"govuk-summary-list yp-facts\">\n",
    };
    yp_buf_str(out, begins[g]);
    if (g == G_TABLE && !has_head)
        yp_buf_str(out, "<tbody>\n");
}

static void end_group(struct yp_buf *out, enum group g)
{
    static const char *const ends[] = {
        "", "</dl>\n", "</ol>\n", "</ul>\n", "</tbody></table>\n", "</dl>\n"
    };
    yp_buf_str(out, ends[g]);
}

static void put_pair(struct yp_buf *out, const struct yp_block *b)
{
    yp_buf_str(out,
               "<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">");
    put_html(out, b->label);
    yp_buf_str(out, "</dt><dd class=\"govuk-summary-list__value\">");
    put_html(out, b->text);
    yp_buf_str(out, "</dd></div>\n");
}

static void put_cells(struct yp_buf *out, const struct yp_block *b, const struct yp_block *head)
{
    bool is_head = b->kind == YP_BLOCK_HEAD;
    yp_buf_str(out, is_head ? "<thead><tr>" : "<tr>");
    for (int c = 0; c < b->ncell; c++) {
        if (is_head) {
            yp_buf_str(out, "<th scope=\"col\">");
        } else {
            yp_buf_str(out, "<td data-label=\"");
            put_html(out, head && c < head->ncell ? head->cells[c] : "");
            yp_buf_str(out, "\">");
        }
        put_html(out, b->cells[c]);
        yp_buf_str(out, is_head ? "</th>" : "</td>");
    }
    yp_buf_str(out, is_head ? "</tr></thead>\n<tbody>\n" : "</tr>\n");
}

static void put_block(struct yp_buf *out, const struct yp_block *b, const struct yp_block *head,
                      int *nh1)
{
    switch (b->kind) {
    case YP_BLOCK_H1:
        yp_buf_printf(out, "<h2 class=\"govuk-heading-m\" id=\"part-%d\">", ++*nh1);
        put_html(out, b->text);
        yp_buf_str(out, "</h2>\n");
        break;
    case YP_BLOCK_H2:
        yp_buf_str(out, "<h3 class=\"govuk-heading-s\">");
        put_html(out, b->text);
        yp_buf_str(out, "</h3>\n");
        break;
    case YP_BLOCK_P:
        yp_buf_str(out, "<p>");
        put_html(out, b->text);
        yp_buf_str(out, "</p>\n");
        break;
    case YP_BLOCK_ITEM:
        yp_buf_str(out, "<li>");
        put_html(out, b->text);
        yp_buf_str(out, "</li>\n");
        break;
    case YP_BLOCK_FACT:
    case YP_BLOCK_SIGN: put_pair(out, b); break;
    case YP_BLOCK_HEAD:
    case YP_BLOCK_ROW: put_cells(out, b, head); break;
    case YP_BLOCK_TITLE:
    case YP_BLOCK_PERSON: break;
    }
}

const char *yp_document_html(const struct yp_document *doc)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    enum group open = G_NONE;
    const struct yp_block *head = NULL;
    int nh1 = 0;
    for (int i = 0; i < doc->n; i++) {
        const struct yp_block *b = &doc->blocks[i];
        enum group g = group_of(b);
        bool is_head = b->kind == YP_BLOCK_HEAD;
        if (g != open || is_head) {
            end_group(&out, open);
            begin_group(&out, g, is_head);
            head = is_head ? b : NULL;
        }
        open = g;
        put_block(&out, b, head, &nh1);
    }
    end_group(&out, open);
    return yp_arena_str(doc->arena, yp_buf_text(&out));
}

/* --- as PDF --- */

int yp_document_pdf(const struct yp_document *doc, const struct yp_document_frame *frame,
                    struct yp_buf *out, struct yp_err *err)
{
    static const enum yp_pdf_kind kinds[] = {
        [YP_BLOCK_TITLE] = YP_PDF_TITLE,    [YP_BLOCK_H1] = YP_PDF_H1,
        [YP_BLOCK_H2] = YP_PDF_H2,          [YP_BLOCK_P] = YP_PDF_P,
        [YP_BLOCK_ITEM] = YP_PDF_LIST_ITEM, [YP_BLOCK_FACT] = YP_PDF_FACT,
        [YP_BLOCK_HEAD] = YP_PDF_TABLE_ROW, [YP_BLOCK_ROW] = YP_PDF_TABLE_ROW,
        [YP_BLOCK_SIGN] = YP_PDF_SIGNATURE,
    };
    struct yp_pdf_block *blocks = yp_arena_array(doc->arena, (size_t)doc->n + 1, sizeof *blocks);
    int n = 0;
    for (int i = 0; i < doc->n; i++) {
        const struct yp_block *b = &doc->blocks[i];
        if (b->kind == YP_BLOCK_PERSON)
            continue;
        blocks[n++] = (struct yp_pdf_block){ .kind = kinds[b->kind],
                                             .text = b->text,
                                             .label = *b->label ? b->label : NULL,
                                             .cells = b->cells,
                                             .ncell = b->ncell,
                                             .is_header = b->kind == YP_BLOCK_HEAD };
    }
    const struct yp_pdf pdf = { .title = frame->title,
                                .subject = frame->subject,
                                .lang = doc->lang,
                                .header_left = frame->header_left,
                                .header_right = frame->header_right,
                                .footer = frame->footer,
                                .created_at = frame->at,
                                .blocks = blocks,
                                .nblock = n };
    return yp_pdf_write(&pdf, out, err);
}
