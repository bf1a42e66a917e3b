/*
 * Documents made of blocks: one text from which the page, the PDF and the comparison of two
 * versions are made. Layer: app.  Spec: doc/spec/minutes.md.
 *
 * The text is a line for each block: a letter for its kind, then its parts, each after a tab; \n,
 * \t and \\ are written as in C. The first line is "document 1 LANGUAGE".
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/value.h"

enum { YP_DOCUMENT_CELLS = 6, YP_DOCUMENT_BLOCKS = 20000 };

enum yp_block_kind {
    YP_BLOCK_TITLE,  /* text: once, first; not part of the page's body, which has its own heading */
    YP_BLOCK_H1,     /* text */
    YP_BLOCK_H2,     /* text */
    YP_BLOCK_P,      /* text; a line end breaks the line */
    YP_BLOCK_ITEM,   /* of a list; label "1." or "" for a bullet, text */
    YP_BLOCK_FACT,   /* label, text */
    YP_BLOCK_HEAD,   /* cells of a table's heading */
    YP_BLOCK_ROW,    /* cells of a table's row */
    YP_BLOCK_SIGN,   /* label: role; text: name. A place for a signature */
    YP_BLOCK_PERSON, /* label: word for the role, text: name, one cell: title. Not shown: who is
                        named, for yp_document_erase */
};

/* Texts are never NULL. */
struct yp_block {
    enum yp_block_kind kind;
    const char *label, *text;
    const char *cells[YP_DOCUMENT_CELLS];
    int ncell;
};

struct yp_document {
    struct yp_arena *arena; /* holds all texts */
    const char *lang;       /* "fi" */
    struct yp_block *blocks;
    int n, size;
};

/* An empty document. lang is borrowed. */
void yp_document_begin(struct yp_document *doc, struct yp_arena *arena, const char *lang);
/* Adds a block; texts are copied, control characters but line ends left out; NULL counts as "".
 * Without text nothing is added, except for a place for a signature. */
void yp_document_add(struct yp_document *doc, enum yp_block_kind kind, const char *label,
                     const char *text);
/* A paragraph for each part of text between empty lines. */
void yp_document_paragraphs(struct yp_document *doc, const char *text);
/* A table row (or its heading) of n cells, 1..YP_DOCUMENT_CELLS. */
void yp_document_row(struct yp_document *doc, bool is_head, const char *const *cells, int n);
/* Notes a person whose name is to be erased later; role is the word put in its place. */
void yp_document_person(struct yp_document *doc, const char *name, const char *title,
                        const char *role);

/* The text of the blocks, in the arena. */
const char *yp_document_text(const struct yp_document *doc);
/* Errors YP_EBUG "error.internal" for a text that yp_document_text does not make. */
int yp_document_parse(struct yp_document *ret, struct yp_arena *arena, const char *text,
                      struct yp_err *err) YP_MUST_CHECK;

/* The body of the page: clean HTML with headings from h2, in the arena. */
const char *yp_document_html(const struct yp_document *doc);

struct yp_document_frame {
    const char *title, *subject, *header_left, *header_right, *footer;
    int64_t at;
};
/* The tagged PDF, the same bytes for the same document. Errors of yp_pdf_write. */
int yp_document_pdf(const struct yp_document *doc, const struct yp_document_frame *frame,
                    struct yp_buf *out, struct yp_err *err) YP_MUST_CHECK;

/*
 * Puts the word for the role where a noted person is named, and forgets who was noted: the whole
 * name (with the title behind, when it stands there), the whole name in an inflected form, and in
 * running text the surname alone in any form, as inflect.h knows them. A surname that is a place's
 * name too goes only beside a given name; a given name alone stays.
 *
 * places  names as written, borrowed
 * Cost    words of the text times noted persons
 */
void yp_document_erase(struct yp_document *doc, const char *const *places, int nplaces);

/*
 * What differs between two documents.
 *
 * ret   rows op ("heading", "removed", "added", "changed") and text_html; unchanged blocks are left
 *       out, the heading above a change stays. In "changed", words stand in <del> and <ins>. In
 *       new_doc's arena
 * Cost  blocks of one times blocks of the other, after the equal beginning and end
 */
void yp_document_compare(const struct yp_document *old_doc, const struct yp_document *new_doc,
                         struct yp_rows *ret);
extern const char *const yp_document_change_columns[]; /* op, text_html, NULL */
