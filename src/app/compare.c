/* What differs between two documents. Layer: app. Source: E. W. Myers, "An O(ND) Difference
 * Algorithm" (1986), for the problem; the common parts are found by the plain table, which is quick
 * enough for documents of this size. */
#include <stdlib.h>
#include <string.h>

#include "app/document.h"
#include "base/hash.h"

enum { TABLE_MAX = 16 * 1000 * 1000 /* cells; beyond it what lies between counts as replaced */ };

const char *const yp_document_change_columns[] = { "op", "text_html", NULL };

/* A piece that is compared: a block as one line, or a word with the blank behind it. */
struct piece {
    const char *text;
    size_t len;
    uint64_t hash;
    bool is_heading, is_common;
};

struct pieces {
    struct piece *at;
    int n;
};

static bool same(const struct piece *a, const struct piece *b)
{
    return a->hash == b->hash && a->len == b->len && !memcmp(a->text, b->text, a->len);
}

/* Marks the pieces of a longest common row of pieces between from and to of both. */
static void mark_between(struct piece *a, int na, struct piece *b, int nb)
{
    if (!na || !nb || (int64_t)(na + 1) * (nb + 1) > TABLE_MAX)
        return;
    size_t width = (size_t)nb + 1;
    int *length = yp_calloc(((size_t)na + 1) * width, sizeof *length);
    for (int i = na - 1; i >= 0; i--)
        for (int k = nb - 1; k >= 0; k--) {
            int *cell = &length[(size_t)i * width + (size_t)k];
            int down = cell[width], right = cell[1];
            *cell = same(&a[i], &b[k]) ? cell[width + 1] + 1 : down > right ? down : right;
        }
    for (int i = 0, k = 0; i < na && k < nb;) {
        const int *cell = &length[(size_t)i * width + (size_t)k];
        if (same(&a[i], &b[k]))
            a[i++].is_common = b[k++].is_common = true;
        else if (cell[width] >= cell[1])
            i++;
        else
            k++;
    }
    free(length);
}

static void mark_common(struct pieces a, struct pieces b)
{
    int head = 0, tail = 0;
    while (head < a.n && head < b.n && same(&a.at[head], &b.at[head])) {
        a.at[head].is_common = b.at[head].is_common = true;
        head++;
    }
    while (tail < a.n - head && tail < b.n - head &&
           same(&a.at[a.n - 1 - tail], &b.at[b.n - 1 - tail])) {
        a.at[a.n - 1 - tail].is_common = b.at[b.n - 1 - tail].is_common = true;
        tail++;
    }
    mark_between(a.at + head, a.n - head - tail, b.at + head, b.n - head - tail);
}

/* --- blocks as pieces --- */

static struct piece piece_of(const char *text, size_t len)
{
    return (struct piece){ .text = text, .len = len, .hash = yp_hash(text, len) };
}

static const char *line_of(struct yp_arena *arena, const struct yp_block *b)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    if (*b->label)
        yp_buf_printf(&out, b->kind == YP_BLOCK_ITEM ? "%s " : "%s: ", b->label);
    yp_buf_str(&out, b->text);
    for (int c = 0; c < b->ncell; c++)
        yp_buf_printf(&out, "%s%s", out.len && *b->cells[c] ? ", " : "", b->cells[c]);
    return yp_arena_str(arena, yp_buf_text(&out));
}

static struct pieces blocks_of(struct yp_arena *arena, const struct yp_document *doc)
{
    struct pieces p = { yp_arena_array(arena, (size_t)doc->n + 1, sizeof *p.at), 0 };
    for (int i = 0; i < doc->n; i++) {
        const struct yp_block *b = &doc->blocks[i];
        if (b->kind == YP_BLOCK_PERSON)
            continue;
        const char *line = line_of(arena, b);
        struct piece *to = &p.at[p.n++];
        *to = piece_of(line, strlen(line));
        to->is_heading = b->kind == YP_BLOCK_H1;
    }
    return p;
}

static struct pieces words_of(struct yp_arena *arena, const struct piece *of)
{
    struct pieces p = { yp_arena_array(arena, of->len + 1, sizeof *p.at), 0 };
    const char *s = of->text, *end = s + of->len;
    while (s < end) {
        size_t len = strcspn(s, " \n");
        len += strspn(s + len, " \n");
        p.at[p.n++] = piece_of(s, len);
        s += len;
    }
    return p;
}

/* --- as rows --- */

static void put_html(struct yp_buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        switch (text[i]) {
        case '&': yp_buf_str(out, "&amp;"); break;
        case '<': yp_buf_str(out, "&lt;"); break;
        case '>': yp_buf_str(out, "&gt;"); break;
        case '\n': yp_buf_str(out, "<br>"); break;
        default: yp_buf_char(out, text[i]);
        }
}

/* Words of a run, in a tag; the blank behind the last one stays outside. */
static void put_run(struct yp_buf *out, const struct piece *from, const struct piece *to,
                    const char *tag)
{
    size_t len = (size_t)(to[-1].text + to[-1].len - from->text), bare = len;
    while (bare && (from->text[bare - 1] == ' ' || from->text[bare - 1] == '\n'))
        bare--;
    yp_buf_printf(out, "<%s>", tag);
    put_html(out, from->text, bare);
    yp_buf_printf(out, "</%s>%s", tag, bare < len ? " " : "");
}

static const char *changed_words(struct yp_arena *arena, const struct piece *was,
                                 const struct piece *is)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    struct pieces a = words_of(arena, was), b = words_of(arena, is);
    mark_common(a, b);
    for (int i = 0, k = 0; i < a.n || k < b.n;) {
        int from_i = i, from_k = k;
        while (i < a.n && !a.at[i].is_common)
            i++;
        while (k < b.n && !b.at[k].is_common)
            k++;
        if (i > from_i)
            put_run(&out, &a.at[from_i], &a.at[i], "del");
        if (k > from_k)
            put_run(&out, &b.at[from_k], &b.at[k], "ins");
        for (; k < b.n && i < a.n && b.at[k].is_common && a.at[i].is_common; i++, k++)
            put_html(&out, b.at[k].text, b.at[k].len);
    }
    return yp_arena_str(arena, yp_buf_text(&out));
}

/* Whether a block was rewritten rather than replaced: a third of its words stayed. */
static bool alike(struct yp_arena *arena, const struct piece *was, const struct piece *is)
{
    struct pieces a = words_of(arena, was), b = words_of(arena, is);
    mark_common(a, b);
    int common = 0;
    for (int i = 0; i < a.n; i++)
        common += a.at[i].is_common;
    return 3 * common >= (a.n > b.n ? a.n : b.n);
}

struct writing {
    struct yp_arena *arena;
    struct yp_value *cells;
    int n;
    const struct piece *heading; /* the last one passed, not yet told */
};

static void put_row(struct writing *w, const char *op, const char *html)
{
    w->cells[2 * w->n] = yp_text(op);
    w->cells[2 * w->n + 1] = yp_text(html);
    w->n++;
}

static const char *in_tag(struct yp_arena *arena, const struct piece *p, const char *tag)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    if (*tag)
        yp_buf_printf(&out, "<%s>", tag);
    put_html(&out, p->text, p->len);
    if (*tag)
        yp_buf_printf(&out, "</%s>", tag);
    return yp_arena_str(arena, yp_buf_text(&out));
}

static void put_change(struct writing *w, const struct piece *was, const struct piece *is)
{
    if (w->heading)
        put_row(w, "heading", in_tag(w->arena, w->heading, ""));
    w->heading = NULL;
    if (was && is && alike(w->arena, was, is)) {
        put_row(w, "changed", changed_words(w->arena, was, is));
        return;
    }
    if (was)
        put_row(w, "removed", in_tag(w->arena, was, "del"));
    if (is)
        put_row(w, "added", in_tag(w->arena, is, "ins"));
}

void yp_document_compare(const struct yp_document *old_doc, const struct yp_document *new_doc,
                         struct yp_rows *ret)
{
    struct yp_arena *arena = new_doc->arena;
    struct pieces a = blocks_of(arena, old_doc), b = blocks_of(arena, new_doc);
    struct writing w = { .arena = arena };
    w.cells = yp_arena_array(arena, 4 * ((size_t)a.n + (size_t)b.n) + 2, sizeof *w.cells);
    mark_common(a, b);
    for (int i = 0, k = 0; i < a.n || k < b.n;) {
        const struct piece *was = i < a.n && !a.at[i].is_common ? &a.at[i++] : NULL;
        const struct piece *is = k < b.n && !b.at[k].is_common ? &b.at[k++] : NULL;
        if (was || is) {
            put_change(&w, was, is);
            continue;
        }
        if (b.at[k].is_heading)
            w.heading = &b.at[k];
        i++;
        k++;
    }
    *ret = (struct yp_rows){
        .ncol = 2, .nrow = w.n, .names = yp_document_change_columns, .cells = w.cells
    };
}
