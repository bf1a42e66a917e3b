#include "app/choose.h"

#include <string.h>

#include "lib/icu.h"

enum { NAME_MAX = 200 };

/* Whether the first row is the only one that fits: alone, or alone in fitting wholly. */
static bool is_sure(const struct yp_rows *rows, const char *fold)
{
    if (rows->nrow == 1)
        return true;
    return !strcmp(yp_get_str(rows, 0, "name_fold"), fold) &&
           strcmp(yp_get_str(rows, 1, "name_fold"), fold) != 0;
}

int yp_choose(struct yp_tx *tx, struct yp_form *form, const char *what, const char *name,
              int64_t *ret_id, struct yp_err *err)
{
    const char *id_field = yp_arena_printf(tx->arena, "%s_id", name),
               *name_field = yp_arena_printf(tx->arena, "%s_name", name),
               *typed = yp_form_text(form, name_field, 0, NAME_MAX);
    int64_t id = *typed ? 0 : yp_form_id(form, id_field, false);
    *ret_id = 0;
    if (!*typed && !id)
        return YP_OK;
    const char *fold = yp_icu_fold(tx->arena, typed);
    struct yp_rows rows;
    int rc = yp_tx_run(tx, yp_arena_printf(tx->arena, "choose.%s", what),
                       YP_ROW(YP_REF("id", id), YP_STR("fold", fold)), &rows, err);
    if (rc < 0)
        return rc;
    if (!rows.nrow && id)
        yp_form_refuse(form, id_field, "form.choice", NULL);
    else if (!rows.nrow)
        yp_form_refuse(form, name_field, "choose.none", "value", typed, NULL);
    else if (!id && !is_sure(&rows, fold))
        yp_form_refuse(form, name_field, "choose.several", "names",
                       yp_arena_printf(tx->arena, "%s, %s", yp_get_str(&rows, 0, "name"),
                                       yp_get_str(&rows, 1, "name")),
                       NULL);
    else
        *ret_id = yp_get_i64(&rows, 0, "id");
    return YP_OK;
}
