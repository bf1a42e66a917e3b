/* What cairo 1.16 leaves out of a tagged PDF. Layer: lib, for pdf.c only. */
#pragma once
#include "base/buf.h"
#include "base/err.h"

/*
 * Appends an incremental update to a whole PDF made by cairo: /Lang and DisplayDocTitle in the
 * catalogue, /Scope /Column in each TH.
 *
 * pdf     from its first byte; grows
 * Errors  YP_EBUG "error.internal" when the file is not shaped as cairo shapes it
 * Source  ISO 32000-1, 7.5.6
 */
int yp_pdf_amend(struct yp_buf *pdf, const char *lang, struct yp_err *err) YP_MUST_CHECK;
