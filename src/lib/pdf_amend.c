#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lib/pdf_int.h"

enum { ENTRY = 20 }; /* bytes of a line of the cross-reference table */

struct file {
    struct yp_buf *pdf;
    size_t old_len;      /* before the update */
    size_t xref;         /* offset of the table */
    long size;           /* objects, the unused object 0 included */
    const char *entries; /* offset of the table's first line is kept in first */
    size_t first;
    size_t *moved; /* new offset of an object, or 0 */
};

/* The last place of a text in the file, or NULL. */
static const char *find_last(const struct yp_buf *pdf, const char *text)
{
    size_t len = strlen(text);
    for (size_t i = pdf->len; i-- > len;) {
        if (!memcmp(pdf->mem + i - len, text, len))
            return pdf->mem + i - len;
    }
    return NULL;
}

/* The number behind a text in the trailer, or -1. */
static long trailer_number(const struct yp_buf *pdf, const char *name)
{
    const char *trailer = find_last(pdf, "trailer");
    const char *p = trailer ? strstr(trailer, name) : NULL;
    return p ? strtol(p + strlen(name), NULL, 10) : -1;
}

static bool open_file(struct file *f, struct yp_buf *pdf)
{
    const char *start = find_last(pdf, "startxref");
    if (!start)
        return false;
    f->pdf = pdf;
    f->old_len = pdf->len;
    f->xref = strtoul(start + 9, NULL, 10);
    f->size = trailer_number(pdf, "/Size");
    if (f->size < 2 || f->xref >= pdf->len || strncmp(pdf->mem + f->xref, "xref\n0 ", 7) != 0)
        return false;
    const char *line = strchr(pdf->mem + f->xref + 5, '\n');
    if (!line)
        return false;
    f->first = (size_t)(line + 1 - pdf->mem);
    return f->first + (size_t)f->size * ENTRY <= pdf->len;
}

/* The text of an object up to its "endobj", or NULL. */
static const char *object(const struct file *f, long number, size_t *ret_len)
{
    size_t at = strtoul(f->pdf->mem + f->first + (size_t)number * ENTRY, NULL, 10);
    if (!at || at >= f->old_len)
        return NULL;
    const char *s = f->pdf->mem + at,
               *end = strstr(s, "endobj\n"); /* NUL bytes only end it early */
    if (!end)
        return NULL;
    *ret_len = (size_t)(end - s) + 7;
    return s;
}

/* Writes an object again with a text put in behind its first "<<". */
static bool amend(struct file *f, long number, const char *text)
{
    size_t len;
    const char *s = object(f, number, &len);
    const char *body = s ? strstr(s, "<<") : NULL;
    if (!body || body >= s + len)
        return false;
    char *old = yp_malloc(len);
    memcpy(old, s, len);
    size_t head = (size_t)(body + 2 - s);
    f->moved[number] = f->pdf->len;
    yp_buf_add(f->pdf, old, head);
    yp_buf_str(f->pdf, text);
    yp_buf_add(f->pdf, old + head, len - head);
    free(old);
    return true;
}

static bool is_table_heading(const struct file *f, long number)
{
    size_t len;
    const char *s = object(f, number, &len);
    const char *kind = s ? strstr(s, "<< /Type /StructElem\n   /S /TH\n") : NULL;
    return kind && kind < s + 24;
}

static void add_table(struct file *f, long root, long info)
{
    size_t at = f->pdf->len;
    yp_buf_str(f->pdf, "xref\n");
    for (long i = 1; i < f->size; i++) {
        if (f->moved[i])
            yp_buf_printf(f->pdf, "%ld 1\n%010zu 00000 n \n", i, f->moved[i]);
    }
    yp_buf_printf(f->pdf,
                  "trailer\n<< /Size %ld\n   /Root %ld 0 R\n   /Info %ld 0 R\n   /Prev %zu\n>>\n",
                  f->size, root, info, f->xref);
    yp_buf_printf(f->pdf, "startxref\n%zu\n%%%%EOF\n", at);
}

int yp_pdf_amend(struct yp_buf *pdf, const char *lang, struct yp_err *err)
{
    struct file f = { 0 };
    long root = trailer_number(pdf, "/Root"), info = trailer_number(pdf, "/Info");
    if (!open_file(&f, pdf) || root < 1 || root >= f.size || info < 1)
        return yp_fail(err, YP_EBUG, "error.internal", "cairo's trailer is not as expected");
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    yp_buf_printf(&text, " /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n  ",
                  lang);
    f.moved = yp_calloc((size_t)f.size, sizeof *f.moved);
    bool ok = amend(&f, root, yp_buf_text(&text));
    for (long i = 1; ok && i < f.size; i++) {
        if (is_table_heading(&f, i))
            ok = amend(&f, i, " /A << /O /Table /Scope /Column >>\n  ");
    }
    if (ok)
        add_table(&f, root, info);
    free(f.moved);
    return ok ? YP_OK
              : yp_fail(err, YP_EBUG, "error.internal", "object %ld is not as expected", root);
}
