#include "base/value.h"

int yp_col(const struct yp_rows *rows, const char *name)
{
    for (int i = 0; i < rows->ncol; i++)
        if (!strcmp(rows->names[i], name))
            return i;
    return -1;
}

int64_t yp_get_i64(const struct yp_rows *rows, int row, const char *name)
{
    int col = yp_col(rows, name);
    if (col < 0)
        return 0;
    const struct yp_value *v = yp_at(rows, row, col);
    return v->type == YP_I64 ? v->i : v->type == YP_F64 ? (int64_t)v->f : 0;
}

const char *yp_get_str(const struct yp_rows *rows, int row, const char *name)
{
    int col = yp_col(rows, name);
    if (col < 0)
        return "";
    const struct yp_value *v = yp_at(rows, row, col);
    return v->type == YP_TEXT ? v->s : "";
}

bool yp_get_null(const struct yp_rows *rows, int row, const char *name)
{
    int col = yp_col(rows, name);
    return col < 0 || yp_at(rows, row, col)->type == YP_NULL;
}
