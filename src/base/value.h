/*
 * Values, named values and rows: what databases give and templates take. Layer: base.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum yp_type { YP_NULL, YP_I64, YP_F64, YP_TEXT, YP_BLOB };

struct yp_value {
    enum yp_type type;
    uint32_t len; /* bytes of text or blob */
    union {
        int64_t i;
        double f;
        const char *s; /* text (NUL after len bytes) or blob */
    };
};

/* A named value: a parameter of a statement, a field of a form. */
struct yp_cell {
    const char *name;
    struct yp_value v;
};

struct yp_cells {
    const struct yp_cell *at;
    int n;
};

/* A result: nrow rows of ncol cells, row by row. */
struct yp_rows {
    int ncol, nrow;
    const char *const *names;
    const struct yp_value *cells;
    bool more; /* the query had more rows than were asked for */
};

static inline struct yp_value yp_int(int64_t i)
{
    return (struct yp_value){ .type = YP_I64, .i = i };
}
static inline struct yp_value yp_real(double f)
{
    return (struct yp_value){ .type = YP_F64, .f = f };
}
static inline struct yp_value yp_text(const char *s)
{
    return s ? (struct yp_value){ .type = YP_TEXT, .len = (uint32_t)strlen(s), .s = s }
             : (struct yp_value){ .type = YP_NULL };
}
static inline struct yp_value yp_text_n(const char *s, size_t len)
{
    return (struct yp_value){ .type = YP_TEXT, .len = (uint32_t)len, .s = s };
}
static inline struct yp_value yp_blob(const void *s, size_t len)
{
    return (struct yp_value){ .type = YP_BLOB, .len = (uint32_t)len, .s = s };
}
static inline struct yp_value yp_none(void)
{
    return (struct yp_value){ .type = YP_NULL };
}

#define YP_INT(name_, x) ((struct yp_cell){ (name_), yp_int(x) })
#define YP_REAL(name_, x) ((struct yp_cell){ (name_), yp_real(x) })
#define YP_STR(name_, x) ((struct yp_cell){ (name_), yp_text(x) }) /* NULL pointer: SQL NULL */
#define YP_BYTES(name_, x, n_) ((struct yp_cell){ (name_), yp_blob((x), (n_)) })
#define YP_NIL(name_) ((struct yp_cell){ (name_), yp_none() })
/* An id where 0 means none: SQL NULL for 0. */
#define YP_REF(name_, x) ((struct yp_cell){ (name_), (x) ? yp_int(x) : yp_none() })
/* A parameter list: YP_ROW(YP_INT("id", 7), YP_STR("title", t)) */
#define YP_ROW(...)                                                                                \
    ((struct yp_cells){                                                                            \
        (const struct yp_cell[]){ __VA_ARGS__ },                                                   \
        (int)(sizeof((const struct yp_cell[]){ __VA_ARGS__ }) / sizeof(struct yp_cell)) })
#define YP_NO_ROW ((struct yp_cells){ NULL, 0 })

/* The cell of a row; row 0..nrow-1, col 0..ncol-1. */
static inline const struct yp_value *yp_at(const struct yp_rows *rows, int row, int col)
{
    return &rows->cells[(size_t)row * (size_t)rows->ncol + (size_t)col];
}
/* Index of a column, -1 when the result has none of that name. */
int yp_col(const struct yp_rows *rows, const char *name);
/* A cell by column name as number (0 when NULL or absent) or text ("" when NULL or absent). */
int64_t yp_get_i64(const struct yp_rows *rows, int row, const char *name);
const char *yp_get_str(const struct yp_rows *rows, int row, const char *name);
bool yp_get_null(const struct yp_rows *rows, int row, const char *name);
