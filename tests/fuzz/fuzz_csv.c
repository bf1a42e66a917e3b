/* Any bytes as a table: what can be read must be the same when written and read again. */
#include <stdint.h>

#include "lib/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void write_table(const struct yp_csv *csv, struct yp_buf *out)
{
    for (int row = 0; row < csv->nrow; row++) {
        for (int col = 0; col < csv->ncol; col++) {
            const char *cell = yp_csv_at(csv, row, col);
            if (col)
                yp_buf_char(out, csv->separator);
            if (csv->ncol == 1 && !*cell)
                yp_buf_str(out, "\"\"");
            yp_csv_write_field(out, cell, strlen(cell), csv->separator);
        }
        yp_buf_str(out, "\r\n");
    }
}

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void compare(const struct yp_csv *a, const struct yp_csv *b)
{
    require(a->nrow == b->nrow && a->ncol == b->ncol);
    for (int row = 0; row < a->nrow; row++)
        for (int col = 0; col < a->ncol; col++)
            require(!strcmp(yp_csv_at(a, row, col), yp_csv_at(b, row, col)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct yp_arena *arena = yp_arena_new();
    struct yp_csv first, again;
    struct yp_err err = { 0 };
    struct yp_buf out = YP_BUF_INIT;
    if (yp_csv_read(arena, (const char *)bytes, len, &first, &err) == YP_OK) {
        /* a mark before it, as files for spreadsheets have: else a cell's own U+FEFF would be taken
         * for one */
        yp_buf_str(&out, "\xEF\xBB\xBF");
        write_table(&first, &out);
        require(yp_csv_read(arena, out.mem, out.len, &again, &err) == YP_OK);
        require(!again.nfaults);
        compare(&first, &again);
    }
    yp_buf_release(&out);
    yp_arena_free(arena);
    return 0;
}
