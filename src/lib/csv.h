/* Tables as CSV: strict reading, safe writing. Layer: lib, without a library. Any thread. */
#pragma once
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { YP_CSV_BYTES_MAX = 8 * 1024 * 1024, YP_CSV_ROWS_MAX = 100000, YP_CSV_COLUMNS_MAX = 200 };

/* A row that is no row of the table. */
struct yp_csv_fault {
    int number; /* of the row in the file */
    int found;  /* cells it has; 0: a quote stands in a wrong place */
};

/* A table that was read: nrow rows of ncol texts (UTF-8, none NULL), row by row. The first row is
 * the header. */
struct yp_csv {
    int ncol, nrow;
    const char *const *cells;
    const int *number;    /* of each row in the file, as a spreadsheet counts, from 1 */
    bool is_windows_1252; /* it was not UTF-8 and was read as Windows-1252 */
    char separator;       /* ',' ';' or tab: the one most frequent in the header row */
    const struct yp_csv_fault *faults; /* rows left out, in their order */
    int nfaults;
};

/*
 * Reads a file from outside. Every row has as many cells as the header, and a quote stands only
 * round a whole cell, doubled inside it: a row that is otherwise is a fault, and reading goes on at
 * the next line, behind the first line of a quoted cell that is never closed rightly. Empty rows
 * are left out. The apostrophe that yp_csv_write_field sets before a formula is taken off.
 *
 * Errors  YP_EINVAL "text.encoding" (UTF-16, NUL, or bytes of no encoding), "csv.empty",
 *         "csv.quote" (the header; argument row); YP_ELIMIT "csv.large" (8 MiB), "csv.rows" (100,000), "csv.width" (200 columns), argument
 *         max
 * Owner   the arena
 * Cost    linear
 */
int yp_csv_read(struct yp_arena *arena, const char *bytes, size_t len, struct yp_csv *ret,
                struct yp_err *err) YP_MUST_CHECK;
/* The cell of a row; row 0..nrow-1, col 0..ncol-1. */
static inline const char *yp_csv_at(const struct yp_csv *csv, int row, int col)
{
    return csv->cells[(size_t)row * (size_t)csv->ncol + (size_t)col];
}
/*
 * Appends one cell, quoted where needed; the caller writes separators and line ends. A text that a
 * spreadsheet would run as a formula (it begins with = + - @ tab or carriage return and is no
 * number) gets an apostrophe before it; so does one that begins with apostrophes and such a
 * character, so that reading gives back just what was written. (An empty row is left out when read:
 * a table of one column writes "" itself.)
 */
void yp_csv_write_field(struct yp_buf *out, const char *text, size_t len, char separator);
