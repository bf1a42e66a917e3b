#include "lib/pdf.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "lib/pdf_int.h"

/* The page in points. The measure holds about 75 letters of body text. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.890
#define LEFT 71.0
#define WIDTH 446.0
#define TOP 98.0
#define BOTTOM 758.0
#define HEADER_Y 40.0
#define HEADER_LINE_Y 70.0
#define FOOTER_LINE_Y 782.0
#define FOOTER_Y 788.0
#define LABEL_WIDTH 120.0 /* of a fact */
#define BULLET_WIDTH 20.0
#define CELL_GAP 12.0
#define SIGNATURE_WIDTH 200.0
#define WHOLE_MAX 200.0 /* a row up to this height is not broken over pages */

enum {
    TEXT_MAX = 2 * 1024 * 1024,
    BLOCKS_MAX = 60000,
    MEASURED_ROWS = 100,
    MEASURED_BYTES = 500,
    OUTLINE_BYTES = 300,
    LINE_SOFT = 4000,
    LINE_HARD = 6000
};

/* How a kind is set: size, line height, space above, space inside above and below, all in points.
 */
struct style {
    double size, leading, before, pad;
    bool is_bold, keeps_next;
};

static const struct style styles[] = {
    [YP_PDF_TITLE] = { 20, 27, 0, 0, true, true },
    [YP_PDF_H1] = { 14, 19, 22, 0, true, true },
    [YP_PDF_H2] = { 11.5, 16, 15, 0, true, true },
    [YP_PDF_P] = { 11, 16, 8, 0, false, false },
    [YP_PDF_LIST_ITEM] = { 11, 16, 3, 0, false, false },
    [YP_PDF_FACT] = { 11, 16, 3, 0, false, false },
    [YP_PDF_TABLE_ROW] = { 9.5, 13, 0, 4, false, false },
    [YP_PDF_SIGNATURE] = { 11, 16, 16, 24, false, false },
    [YP_PDF_RULE] = { 11, 8, 16, 0, false, false },
};

static const struct style small = { 8.5, 12, 0, 0, false, false };

struct place {
    int page; /* from 0 */
    double y; /* top of the line */
};

struct cell {
    PangoLayout *layout;
    double x;
    int nline;
};

/* A block made into lines. Line n of every cell stands on slice n; pages break between slices. */
struct item {
    const struct yp_pdf_block *block;
    struct style style;
    struct cell cells[YP_PDF_CELLS];
    int ncell, nslice;
    struct place *at; /* of each slice */
    int header;       /* item to repeat on a page that begins inside this table, or -1 */
    bool begins_page;
};

/* The structure elements open in the document while drawing. */
enum group { NO_GROUP, LIST, FACTS, TABLE };

struct work {
    const struct yp_pdf *doc;
    PangoContext *pango;
    PangoFontDescription *font;
    PangoAttrList *attrs;
    struct item *items;
    int nitem;
    /* placing */
    int page;
    double y;
    /* drawing */
    cairo_t *cr;
    cairo_surface_t *surface;
    enum group group;
    int depth;   /* open L elements */
    int nsect;   /* open Sect elements */
    int outline; /* outline entry of the last H1 */
    int npage;
};

/* Fontconfig and pango keep caches that are not safe to fill from two threads. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static PangoFontMap *fonts;

static bool empty(const char *s)
{
    return !s || !*s;
}

/* Whether the paragraph that out ends with has grown long enough to be broken. */
static bool is_long(const struct yp_buf *out, size_t line_start, bool at_space)
{
    return out->len - line_start > (at_space ? LINE_SOFT : LINE_HARD);
}

/*
 * Leaves out what must not reach a page; separators of lines become line ends, or spaces in one
 * line. A paragraph longer than a page is broken at a space (else anywhere), since pango's time
 * grows with the square of a paragraph's length.
 */
static void add_clean(struct yp_buf *out, const char *s, bool one_line)
{
    size_t line_start = out->len;
    for (const char *p = s ? s : ""; *p;) {
        const char *start = p;
        uint32_t c = yp_utf8_next(&p);
        bool is_end = c == '\n' || c == 0x2028 || c == 0x2029;
        bool is_space = c == ' ' || c == '\t' || (is_end && one_line);
        if (!one_line && (is_end || is_long(out, line_start, is_space))) {
            yp_buf_char(out, '\n');
            line_start = out->len;
        } else if (is_space) {
            yp_buf_char(out, ' ');
        }
        if (c == 0xFFFD)
            yp_buf_str(out, "\xEF\xBF\xBD");
        else if (!is_end && !is_space && !yp_utf8_has_control(start, (size_t)(p - start), false))
            yp_buf_add(out, start, (size_t)(p - start));
    }
}

static double points(int pango_units)
{
    return (double)pango_units / PANGO_SCALE;
}

static PangoLayout *layout_of(struct work *w, const char *text, const struct style *style,
                              double width)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf clean = YP_BUF_INIT;
    add_clean(&clean, text, false);
    PangoLayout *layout = pango_layout_new(w->pango);
    pango_font_description_set_absolute_size(w->font, style->size * PANGO_SCALE);
    pango_font_description_set_weight(w->font,
                                      style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, w->font);
    pango_layout_set_attributes(layout, w->attrs);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_text(layout, yp_buf_text(&clean), (int)clean.len);
    return layout;
}

static void add_cell(struct work *w, struct item *item, const char *text, bool is_bold, double x,
                     double width)
{
    struct style style = item->style;
    style.is_bold |= is_bold;
    struct cell *cell = &item->cells[item->ncell++];
    cell->layout = layout_of(w, text, &style, width);
    cell->x = x;
    cell->nline = pango_layout_get_line_count(cell->layout);
    if (cell->nline > item->nslice)
        item->nslice = cell->nline;
}

/* ---- columns of a table ---- */

struct column {
    double least, most; /* width of the longest word and of the longest text */
};

static void measure(struct work *w, const char *text, bool is_bold, struct column *ret)
{
    struct style style = styles[YP_PDF_TABLE_ROW];
    int width;
    style.is_bold = is_bold;
    YP_CLEANUP(yp_buf_release)
    struct yp_buf start = YP_BUF_INIT; /* enough to know a long text by */
    size_t len = strnlen(text ? text : "", MEASURED_BYTES);
    yp_buf_add(&start, text, yp_utf8_cut(text ? text : "", len));
    PangoLayout *layout = layout_of(w, yp_buf_text(&start), &style, WIDTH);
    pango_layout_set_width(layout, -1);
    pango_layout_get_size(layout, &width, NULL);
    ret->most = fmax(ret->most, points(width) + CELL_GAP);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    pango_layout_set_width(layout, 1);
    pango_layout_get_size(layout, &width, NULL);
    ret->least = fmax(ret->least, points(width) + CELL_GAP);
    g_object_unref(layout);
}

/*
 * Widths of the columns: each its longest text (half a page at most, so that one long text does not
 * squeeze the names beside it) when all fit, with the rest shared out; else its
 * longest word and a share by what it lacks; else by its longest word.
 * Source: CSS 2.1, 17.5.2.2.
 */
static void share(struct column *columns, int n, double ret_width[YP_PDF_CELLS])
{
    double least = 0, most = 0;
    for (int i = 0; i < n; i++) {
        columns[i].most = fmax(columns[i].least, fmin(columns[i].most, WIDTH / 2));
        least += columns[i].least;
        most += columns[i].most;
    }
    for (int i = 0; i < n; i++) {
        const struct column *c = &columns[i];
        if (most <= WIDTH)
            ret_width[i] = c->most * WIDTH / most;
        else if (least < WIDTH)
            ret_width[i] = c->least + (c->most - c->least) * (WIDTH - least) / (most - least);
        else
            ret_width[i] = c->least * WIDTH / least;
    }
}

static void measure_table(struct work *w, int block, double ret_width[YP_PDF_CELLS])
{
    struct column columns[YP_PDF_CELLS] = { 0 };
    int n = 0;
    const struct yp_pdf *doc = w->doc;
    for (int i = block; i < doc->nblock && i < block + MEASURED_ROWS; i++) {
        const struct yp_pdf_block *b = &doc->blocks[i];
        if (b->kind != YP_PDF_TABLE_ROW)
            break;
        n = b->ncell > n ? b->ncell : n;
        for (int k = 0; k < b->ncell; k++)
            measure(w, b->cells[k], b->is_header, &columns[k]);
    }
    share(columns, n, ret_width);
}

/* ---- blocks to items ---- */

static void make_row(struct work *w, struct item *item, const double widths[YP_PDF_CELLS])
{
    double x = 0;
    for (int i = 0; i < item->block->ncell; i++) {
        add_cell(w, item, item->block->cells[i], item->block->is_header, x,
                 fmax(widths[i] - CELL_GAP, 8));
        x += widths[i];
    }
}

static void make_list_item(struct work *w, struct item *item)
{
    const struct yp_pdf_block *b = item->block;
    double x = b->level * BULLET_WIDTH;
    const char *label = empty(b->label) ? "\xE2\x80\xA2" : b->label;
    double label_width = strlen(label) > 3 ? BULLET_WIDTH * 1.6 : BULLET_WIDTH;
    add_cell(w, item, label, false, x, label_width);
    add_cell(w, item, b->text, false, x + label_width, WIDTH - x - label_width);
}

static void make_signature(struct work *w, struct item *item, const struct yp_pdf_block *b)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    yp_buf_printf(&text, "%s\n%s", b->text ? b->text : "", b->label ? b->label : "");
    double x = item->ncell * (WIDTH - SIGNATURE_WIDTH);
    add_cell(w, item, yp_buf_text(&text), false, x, SIGNATURE_WIDTH);
}

/* Space above: less between blocks of one kind that belong together, and none under the title. */
static void set_before(struct item *item, const struct item *last)
{
    bool follows = last && last->block->kind == item->block->kind;
    switch (item->block->kind) {
    case YP_PDF_LIST_ITEM:
    case YP_PDF_FACT: item->style.before = follows ? 3 : 8; break;
    case YP_PDF_TABLE_ROW: item->style.before = follows ? 0 : 10; break;
    default: break;
    }
    if (last &&
        (last->block->kind == YP_PDF_TITLE || (last->block->kind == YP_PDF_TABLE_ROW && !follows)))
        item->style.before += 8;
}

static void make_cells(struct work *w, struct item *item, const double widths[YP_PDF_CELLS])
{
    const struct yp_pdf_block *b = item->block;
    switch (b->kind) {
    case YP_PDF_TABLE_ROW: make_row(w, item, widths); break;
    case YP_PDF_LIST_ITEM: make_list_item(w, item); break;
    case YP_PDF_FACT:
        add_cell(w, item, b->label, true, 0, LABEL_WIDTH - CELL_GAP);
        add_cell(w, item, b->text, false, LABEL_WIDTH, WIDTH - LABEL_WIDTH);
        break;
    case YP_PDF_SIGNATURE: make_signature(w, item, b); break;
    case YP_PDF_RULE: item->nslice = 1; break;
    default: add_cell(w, item, b->text, false, 0, WIDTH); break;
    }
}

/* Whether the block joins the signature before it on its right side. */
static bool joins(const struct item *last, const struct yp_pdf_block *b)
{
    return last && last->block->kind == YP_PDF_SIGNATURE && b->kind == YP_PDF_SIGNATURE &&
           last->ncell == 1 && last->block == b - 1;
}

static int header_of(const struct work *w, const struct item *item, const struct item *last)
{
    if (item->block->kind != YP_PDF_TABLE_ROW || !last || last->block->kind != YP_PDF_TABLE_ROW)
        return -1;
    if (last->header >= 0)
        return last->header;
    bool is_first = last == w->items || last[-1].block->kind != YP_PDF_TABLE_ROW;
    bool is_short = last->nslice * last->style.leading <= WHOLE_MAX;
    return is_first && last->block->is_header && is_short ? (int)(last - w->items) : -1;
}

static void make_items(struct work *w)
{
    double widths[YP_PDF_CELLS] = { 0 };
    bool begins_page = false;
    for (int i = 0; i < w->doc->nblock; i++) {
        const struct yp_pdf_block *b = &w->doc->blocks[i];
        struct item *last = w->nitem ? &w->items[w->nitem - 1] : NULL;
        if (b->kind == YP_PDF_PAGE_BREAK) {
            begins_page = w->nitem > 0;
            continue;
        }
        if (joins(last, b)) {
            make_signature(w, last, b);
            continue;
        }
        if (b->kind == YP_PDF_TABLE_ROW && (!i || b[-1].kind != YP_PDF_TABLE_ROW))
            measure_table(w, i, widths);
        struct item *item = &w->items[w->nitem++];
        *item = (struct item){ .block = b, .style = styles[b->kind], .begins_page = begins_page };
        set_before(item, last);
        item->header = header_of(w, item, last);
        item->style.keeps_next |= b->is_header;
        make_cells(w, item, widths);
        begins_page = false;
    }
}

/* ---- items to pages ---- */

static double height(const struct item *item)
{
    return item->nslice * item->style.leading + 2 * item->style.pad;
}

/* What must stand together: all of a short row or heading, else three lines. */
static int together(const struct item *item)
{
    bool is_whole = item->ncell > 1 || item->style.keeps_next || item->style.pad > 0;
    if (item->nslice <= 3 || (is_whole && height(item) <= WHOLE_MAX))
        return item->nslice;
    return 2;
}

/* The height that must fit for item i to begin on a page, with what a heading keeps to itself. */
static double needed(const struct work *w, int i)
{
    double sum = 0;
    for (int k = 0; i < w->nitem && k < 4; i++, k++) {
        const struct item *item = &w->items[i];
        sum +=
            (k ? item->style.before : 0) + item->style.pad + together(item) * item->style.leading;
        if (!item->style.keeps_next || (i + 1 < w->nitem && w->items[i + 1].begins_page))
            break;
    }
    return sum;
}

static void turn_page(struct work *w, const struct item *item)
{
    w->page++;
    w->y = TOP + (item->header >= 0 ? height(&w->items[item->header]) : 0);
}

/* Slices that fit from here; one line alone is not left for the next page. */
static int fitting(const struct work *w, const struct item *item, int from)
{
    int left = item->nslice - from;
    int fit = (int)((BOTTOM - w->y + 0.01) / item->style.leading);
    if (left == fit + 1 && fit > 2)
        fit--;
    return fit < left ? fit : left;
}

static void place_item(struct work *w, int i)
{
    struct item *item = &w->items[i];
    bool is_top = i == 0 || (w->y <= TOP);
    if (item->begins_page || (!is_top && w->y + item->style.before + needed(w, i) > BOTTOM))
        turn_page(w, item);
    else if (!is_top)
        w->y += item->style.before;
    w->y += item->style.pad;
    for (int s = 0; s < item->nslice;) {
        int fit = fitting(w, item, s);
        for (int k = 0; k < fit; k++) {
            item->at[s++] = (struct place){ w->page, w->y };
            w->y += item->style.leading;
        }
        if (s < item->nslice) {
            turn_page(w, item);
            w->y += item->block->kind == YP_PDF_TABLE_ROW ? item->style.pad : 0;
        }
    }
    w->y += item->style.pad;
}

static int place_items(struct work *w, struct yp_err *err)
{
    w->y = TOP;
    for (int i = 0; i < w->nitem; i++) {
        w->items[i].at = yp_calloc((size_t)w->items[i].nslice + 1, sizeof *w->items[i].at);
        place_item(w, i);
        if (w->page >= YP_PDF_PAGES)
            return yp_fail(err, YP_ELIMIT, "pdf.large", "over %d pages", YP_PDF_PAGES);
    }
    w->npage = w->page + 1;
    return YP_OK;
}

/* ---- drawing ---- */

static void open_tag(struct work *w, const char *name)
{
    cairo_tag_begin(w->cr, name, NULL);
}

static void close_tag(struct work *w, const char *name)
{
    cairo_tag_end(w->cr, name);
}

static void line_across(struct work *w, double x, double y, double width, double thickness)
{
    cairo_set_line_width(w->cr, thickness);
    cairo_move_to(w->cr, x, y);
    cairo_line_to(w->cr, x + width, y);
    cairo_stroke(w->cr);
}

/* A text at the head or foot, at most nline lines, the rest cut with dots. */
static void draw_margin(struct work *w, const char *text, double x, double y, double width,
                        int nline, bool is_right)
{
    PangoLayout *layout = layout_of(w, text, &small, width);
    pango_layout_set_height(layout, -nline);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_alignment(layout, is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    cairo_move_to(w->cr, x, y);
    pango_cairo_show_layout(w->cr, layout);
    g_object_unref(layout);
}

/*
 * Head and foot of a page. Drawn while only elements with children are open: cairo gives text marks
 * only inside the innermost elements, so these stay outside the structure and are not read out.
 */
static void draw_margins(struct work *w)
{
    char number[32];
    snprintf(number, sizeof number, "%d/%d", w->page + 1, w->npage);
    cairo_set_source_rgb(w->cr, 0.27, 0.27, 0.27);
    draw_margin(w, w->doc->header_left, LEFT, HEADER_Y, WIDTH * 0.55, 2, false);
    draw_margin(w, w->doc->header_right, LEFT + WIDTH * 0.58, HEADER_Y, WIDTH * 0.42, 2, true);
    draw_margin(w, w->doc->footer, LEFT, FOOTER_Y, WIDTH - 60, 2, false);
    draw_margin(w, number, LEFT + WIDTH - 55, FOOTER_Y, 55, 1, true);
    cairo_set_source_rgb(w->cr, 0.7, 0.7, 0.7);
    line_across(w, LEFT, HEADER_LINE_Y, WIDTH, 0.5);
    line_across(w, LEFT, FOOTER_LINE_Y, WIDTH, 0.5);
    cairo_set_source_rgb(w->cr, 0, 0, 0);
}

static void draw_cell(struct work *w, const struct item *item, const struct cell *cell, int from,
                      int to)
{
    for (int s = from; s < to && s < cell->nline; s++) {
        double baseline = item->at[s].y + item->style.leading / 2 + item->style.size * 0.357;
        cairo_move_to(w->cr, LEFT + cell->x, baseline);
        pango_cairo_show_layout_line(w->cr, pango_layout_get_line_readonly(cell->layout, s));
    }
}

/* The line under a row whose last line of text ends at y. */
static void draw_row_line(struct work *w, const struct item *item, double y)
{
    bool is_header = item->block->is_header;
    double grey = is_header ? 0.2 : 0.75;
    cairo_set_source_rgb(w->cr, grey, grey, grey);
    line_across(w, LEFT, y + item->style.pad, WIDTH, is_header ? 1.0 : 0.5);
    cairo_set_source_rgb(w->cr, 0, 0, 0);
}

/* Draws a table's headings again at the top of a page, outside the structure. */
static void repeat_header(struct work *w, const struct item *header)
{
    struct item copy = *header;
    copy.at = yp_calloc((size_t)copy.nslice + 1, sizeof *copy.at);
    for (int s = 0; s < copy.nslice; s++)
        copy.at[s].y = TOP + copy.style.pad + s * copy.style.leading;
    for (int i = 0; i < copy.ncell; i++)
        draw_cell(w, &copy, &copy.cells[i], 0, copy.nslice);
    draw_row_line(w, &copy, TOP + copy.style.pad + copy.nslice * copy.style.leading);
    free(copy.at);
}

static void go_to_page(struct work *w, int page, const struct item *item)
{
    while (w->page < page) {
        if (w->page >= 0)
            cairo_show_page(w->cr);
        w->page++;
        draw_margins(w);
        if (item->header >= 0)
            repeat_header(w, &w->items[item->header]);
    }
}

static void close_group(struct work *w)
{
    if (w->group == TABLE)
        close_tag(w, "Table");
    for (; w->depth > 0; w->depth--)
        close_tag(w, "L");
    w->group = NO_GROUP;
}

/* Opens and closes lists and tables so that the block stands in its own. */
static void enter_group(struct work *w, const struct yp_pdf_block *b)
{
    enum group group = b->kind == YP_PDF_LIST_ITEM   ? LIST
                       : b->kind == YP_PDF_FACT      ? FACTS
                       : b->kind == YP_PDF_TABLE_ROW ? TABLE
                                                     : NO_GROUP;
    if (group != w->group)
        close_group(w);
    if (group == TABLE && w->group != TABLE)
        open_tag(w, "Table");
    int depth = group == LIST ? b->level + 1 : group == FACTS;
    for (; w->depth > depth; w->depth--)
        close_tag(w, "L");
    for (; w->depth < depth; w->depth++)
        open_tag(w, "L");
    w->group = group;
}

static void close_sections(struct work *w, int keep)
{
    for (; w->nsect > keep; w->nsect--)
        close_tag(w, "Sect");
}

static void begin_section(struct work *w, const struct item *item)
{
    bool is_h1 = item->block->kind == YP_PDF_H1;
    close_sections(w, is_h1 ? 0 : 1);
    open_tag(w, "Sect");
    w->nsect++;
    YP_CLEANUP(yp_buf_release) struct yp_buf name = YP_BUF_INIT;
    add_clean(&name, item->block->text, true);
    size_t len = strnlen(yp_buf_text(&name), OUTLINE_BYTES);
    if (len < name.len)
        name.mem[yp_utf8_cut(name.mem, len)] = '\0';
    char where[64]; /* whole numbers: a decimal point would follow the locale */
    snprintf(where, sizeof where, "page=%d pos=[%d %d]", w->page + 1, (int)LEFT,
             (int)fmax(item->at[0].y - 12, 0));
    int entry =
        cairo_pdf_surface_add_outline(w->surface, is_h1 ? CAIRO_PDF_OUTLINE_ROOT : w->outline,
                                      yp_buf_text(&name), where, CAIRO_PDF_OUTLINE_FLAG_OPEN);
    if (is_h1)
        w->outline = entry;
}

/* End of the run of slices that stands on one page. */
static int part_end(const struct item *item, int from)
{
    int to = from + 1;
    while (to < item->nslice && item->at[to].page == item->at[from].page)
        to++;
    return to;
}

/* One text over as many pages as it takes; an element on several pages has a Span on each. */
static void draw_text(struct work *w, const struct item *item, const char *tag)
{
    bool is_one = part_end(item, 0) == item->nslice;
    open_tag(w, tag);
    for (int from = 0, to; from < item->nslice; from = to) {
        to = part_end(item, from);
        go_to_page(w, item->at[from].page, item);
        if (!is_one)
            open_tag(w, "Span");
        draw_cell(w, item, &item->cells[0], from, to);
        if (!is_one)
            close_tag(w, "Span");
    }
    close_tag(w, tag);
}

/* A label and a text beside it: list items and facts. */
static void draw_labelled(struct work *w, const struct item *item)
{
    int to = part_end(item, 0);
    bool is_one = to == item->nslice;
    open_tag(w, "LI");
    open_tag(w, "Lbl");
    draw_cell(w, item, &item->cells[0], 0, to);
    close_tag(w, "Lbl");
    open_tag(w, "LBody");
    for (int from = 0; from < item->nslice; from = to) {
        to = part_end(item, from);
        go_to_page(w, item->at[from].page, item);
        if (!is_one)
            open_tag(w, "Span");
        if (from)
            draw_cell(w, item, &item->cells[0], from, to);
        draw_cell(w, item, &item->cells[1], from, to);
        if (!is_one)
            close_tag(w, "Span");
    }
    close_tag(w, "LBody");
    close_tag(w, "LI");
}

/*
 * Cells side by side, each in an element of its own. What goes over to the next page is a row of
 * its own there, since an element that is closed cannot be opened again.
 */
static void draw_cells(struct work *w, const struct item *item, int from, int to, const char *tag)
{
    for (int i = 0; i < item->ncell; i++) {
        open_tag(w, tag);
        draw_cell(w, item, &item->cells[i], from, to);
        close_tag(w, tag);
    }
}

static void draw_row(struct work *w, const struct item *item)
{
    for (int from = 0, to; from < item->nslice; from = to) {
        to = part_end(item, from);
        go_to_page(w, item->at[from].page, item);
        open_tag(w, "TR");
        draw_cells(w, item, from, to, item->block->is_header ? "TH" : "TD");
        close_tag(w, "TR");
        draw_row_line(w, item, item->at[to - 1].y + item->style.leading);
    }
}

static void draw_signatures(struct work *w, const struct item *item)
{
    for (int i = 0; i < item->ncell; i++)
        line_across(w, LEFT + item->cells[i].x, item->at[0].y - 4, SIGNATURE_WIDTH, 0.5);
    for (int from = 0, to; from < item->nslice; from = to) {
        to = part_end(item, from);
        go_to_page(w, item->at[from].page, item);
        draw_cells(w, item, from, to, "P");
    }
}

static void draw_item(struct work *w, const struct item *item)
{
    go_to_page(w, item->at[0].page, item);
    enter_group(w, item->block);
    switch (item->block->kind) {
    case YP_PDF_TITLE: draw_text(w, item, "H1"); break;
    case YP_PDF_H1:
    case YP_PDF_H2:
        begin_section(w, item);
        draw_text(w, item, item->block->kind == YP_PDF_H1 ? "H2" : "H3");
        break;
    case YP_PDF_P: draw_text(w, item, "P"); break;
    case YP_PDF_LIST_ITEM:
    case YP_PDF_FACT: draw_labelled(w, item); break;
    case YP_PDF_TABLE_ROW: draw_row(w, item); break;
    case YP_PDF_SIGNATURE: draw_signatures(w, item); break;
    case YP_PDF_RULE:
        cairo_set_source_rgb(w->cr, 0.7, 0.7, 0.7);
        line_across(w, LEFT, item->at[0].y, WIDTH, 0.5);
        cairo_set_source_rgb(w->cr, 0, 0, 0);
        break;
    case YP_PDF_PAGE_BREAK: break;
    }
}

/* ---- the file ---- */

static cairo_status_t take(void *arg, const unsigned char *mem, unsigned len)
{
    struct yp_buf *out = arg;
    yp_buf_add(out, mem, len);
    return out->full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, cairo_pdf_metadata_t which, const char *text)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf clean = YP_BUF_INIT;
    add_clean(&clean, text, true);
    if (clean.len)
        cairo_pdf_surface_set_metadata(surface, which, yp_buf_text(&clean));
}

static void describe(cairo_surface_t *surface, const struct yp_pdf *doc)
{
    int64_t sec = doc->created_at / 1000000;
    int of_day = (int)(sec % 86400);
    struct yp_local d = yp_day_split((int32_t)(sec / 86400));
    char date[40];
    snprintf(date, sizeof date, "%04d-%02d-%02dT%02d:%02d:%02dZ", d.year, d.month, d.day,
             of_day / 3600, of_day / 60 % 60, of_day % 60);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    set_metadata(surface, CAIRO_PDF_METADATA_TITLE, doc->title);
    set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, doc->subject);
    set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Yhdyspinta");
}

static int draw(struct work *w, struct yp_buf *pdf, struct yp_err *err)
{
    w->surface = cairo_pdf_surface_create_for_stream(take, pdf, PAGE_WIDTH, PAGE_HEIGHT);
    w->cr = cairo_create(w->surface);
    w->page = -1;
    describe(w->surface, w->doc);
    open_tag(w, "Document");
    for (int i = 0; i < w->nitem; i++)
        draw_item(w, &w->items[i]);
    close_group(w);
    close_sections(w, 0);
    close_tag(w, "Document");
    cairo_status_t status = cairo_status(w->cr);
    cairo_destroy(w->cr);
    cairo_surface_finish(w->surface);
    if (!status)
        status = cairo_surface_status(w->surface);
    cairo_surface_destroy(w->surface);
    if (status)
        return yp_fail(err, YP_EBUG, "error.internal", "cairo: %s", cairo_status_to_string(status));
    return YP_OK;
}

/* Layout that does not depend on a screen: 1 unit is a point, no hinting, no ligatures (with them
 * cairo needs replacement texts, which some readers mistake). */
static void begin_pango(struct work *w)
{
    if (!fonts) {
        fonts = pango_cairo_font_map_new();
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
    }
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    w->pango = pango_font_map_create_context(fonts);
    pango_cairo_context_set_font_options(w->pango, options);
    pango_context_set_round_glyph_positions(w->pango, FALSE);
    pango_context_set_language(w->pango, pango_language_from_string(w->doc->lang));
    cairo_font_options_destroy(options);
    w->font = pango_font_description_from_string("Noto Sans,DejaVu Sans,sans-serif");
    w->attrs = pango_attr_list_new();
    pango_attr_list_insert(w->attrs, pango_attr_font_features_new("liga=0,clig=0,dlig=0"));
}

static void end_work(struct work *w)
{
    for (int i = 0; i < w->nitem; i++) {
        for (int k = 0; k < w->items[i].ncell; k++)
            g_object_unref(w->items[i].cells[k].layout);
        free(w->items[i].at);
    }
    free(w->items);
    pango_attr_list_unref(w->attrs);
    pango_font_description_free(w->font);
    g_object_unref(w->pango);
}

static bool is_lang(const char *s)
{
    size_t n = s ? strlen(s) : 0;
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (i && (c == '-' || (c >= '0' && c <= '9')))))
            return false;
    }
    return n >= 2 && n <= 35;
}

static size_t text_size(const struct yp_pdf *doc)
{
    size_t sum = 0;
    for (int i = 0; i < doc->nblock; i++) {
        const struct yp_pdf_block *b = &doc->blocks[i];
        assert(b->level >= 0 && b->level < YP_PDF_LEVELS);
        assert(b->kind != YP_PDF_TABLE_ROW || (b->ncell >= 1 && b->ncell <= YP_PDF_CELLS));
        sum += (b->text ? strlen(b->text) : 0) + (b->label ? strlen(b->label) : 0);
        for (int k = 0; b->kind == YP_PDF_TABLE_ROW && k < b->ncell; k++)
            sum += b->cells[k] ? strlen(b->cells[k]) : 0;
    }
    return sum;
}

static int write_locked(const struct yp_pdf *doc, struct yp_buf *pdf, struct yp_err *err)
{
    struct work w = { .doc = doc, .items = yp_calloc((size_t)doc->nblock + 1, sizeof *w.items) };
    begin_pango(&w);
    make_items(&w);
    assert(w.nitem > 0); /* a document says something */
    int rc = place_items(&w, err);
    if (rc == YP_OK)
        rc = draw(&w, pdf, err);
    end_work(&w);
    return rc;
}

int yp_pdf_write(const struct yp_pdf *doc, struct yp_buf *out, struct yp_err *err)
{
    if (!is_lang(doc->lang))
        return yp_fail(err, YP_EINVAL, "pdf.lang", "not a language tag");
    if (text_size(doc) > TEXT_MAX || doc->nblock > BLOCKS_MAX)
        return yp_fail(err, YP_ELIMIT, "pdf.large", "%d blocks", doc->nblock);
    YP_CLEANUP(yp_buf_release)
    struct yp_buf pdf = YP_BUF_INIT; /* offsets count from its first byte */
    pthread_mutex_lock(&lock);
    int rc = write_locked(doc, &pdf, err);
    pthread_mutex_unlock(&lock);
    if (rc == YP_OK)
        rc = yp_pdf_amend(&pdf, doc->lang, err);
    if (rc < 0)
        return rc;
    yp_buf_add(out, pdf.mem, pdf.len);
    if (out->full)
        return yp_fail(err, YP_ELIMIT, "pdf.large", "over %zu bytes", out->cap);
    return YP_OK;
}
