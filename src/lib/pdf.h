/*
 * Tagged PDF of a plain document: minutes, decisions, lists (pango and cairo). Layer: lib.
 * Source: ISO 32000-1, 14.7 and 14.8 (structure), SFS 2487 for the look.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum { YP_PDF_CELLS = 8, YP_PDF_LEVELS = 3, YP_PDF_PAGES = 500 };

enum yp_pdf_kind {
    YP_PDF_TITLE,     /* text; once, first */
    YP_PDF_H1,        /* text; begins a section */
    YP_PDF_H2,        /* text; begins a section in a section */
    YP_PDF_P,         /* text; a line end breaks the line */
    YP_PDF_LIST_ITEM, /* text; label "1." or NULL for a bullet; level 0..2 */
    YP_PDF_FACT,      /* label and text beside it */
    YP_PDF_TABLE_ROW, /* cells; rows that follow each other are one table */
    YP_PDF_SIGNATURE, /* text: name; label: role, day; two that follow each other stand side by side
                       */
    YP_PDF_RULE,      /* a thin line across */
    YP_PDF_PAGE_BREAK
};

/* One block. Texts are borrowed UTF-8; NULL counts as "". */
struct yp_pdf_block {
    enum yp_pdf_kind kind;
    int level;
    const char *text;
    const char *label;
    const char *const *cells; /* ncell texts, 1..YP_PDF_CELLS */
    int ncell;
    bool is_header; /* a row of column headings; a table's first one is repeated on each page */
};

struct yp_pdf {
    const char *title, *subject; /* shown by readers; subject may be NULL */
    const char *lang;            /* BCP 47, such as "fi" */
    const char *header_left;     /* at the head of each page: whose document */
    const char *header_right;    /* and which document and version */
    const char *footer;          /* at the foot, before the page number: the hash of the content */
    int64_t created_at;
    const struct yp_pdf_block *blocks; /* at least one that is not a page break */
    int nblock;
};

/*
 * Appends the document as A4 pages with structure, outline, embedded fonts and language. The same
 * document gives the same bytes as long as fonts and libraries are the same. Control characters and
 * bidi overrides are left out; broken UTF-8 becomes U+FFFD.
 *
 * Errors  YP_ELIMIT "pdf.large" over YP_PDF_PAGES pages, 2 MB of text or out's cap;
 *         YP_EINVAL "pdf.lang"; YP_EBUG "error.internal"
 * Owner   keeps one font map for the process
 * Cost    about 1 ms a page
 * Thread  any; one document is made at a time
 */
int yp_pdf_write(const struct yp_pdf *doc, struct yp_buf *out, struct yp_err *err) YP_MUST_CHECK;
