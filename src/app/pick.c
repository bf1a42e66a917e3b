/* Names and choices of a form, found among what the viewer may see. Layer: app. */
#include "app/pick.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/icu.h"

int yp_pick_organization(struct yp_tx *tx, struct yp_form *form, const char *field, bool required,
                         int64_t *ret_id, struct yp_err *err)
{
    struct yp_rows rows;
    const char *name = yp_form_text(form, field, required, 200);
    *ret_id = 0;
    if (!*name)
        return YP_OK;
    int rc = yp_tx_run(tx, "pick.organization",
                       YP_ROW(YP_STR("name_fold", yp_icu_fold(tx->arena, name))), &rows, err);
    if (rc < 0)
        return rc;
    if (rows.nrow == 1)
        *ret_id = yp_at(&rows, 0, 0)->i;
    else
        yp_form_refuse(form, field, rows.nrow ? "pick.many" : "pick.none", "value", name, NULL);
    return YP_OK;
}

/* The word of a list that text begins with before its colon, NULL when none. */
static const char *kind_of(struct yp_arena *arena, const char *text, const char *kinds)
{
    size_t len = strcspn(text, ":");
    for (const char *w = kinds; *w;) {
        size_t n = strcspn(w, " ");
        if (n == len && !strncmp(w, text, n))
            return yp_arena_mem(arena, w, n);
        w += n + (w[n] == ' ');
    }
    return NULL;
}

int yp_pick_object(struct yp_tx *tx, struct yp_form *form, const char *field, const char *kinds,
                   bool required, struct yp_pick *ret, struct yp_err *err)
{
    const char *text = yp_form_text(form, field, required, 40), *kind;
    int64_t id;
    int used = 0;
    *ret = (struct yp_pick){ NULL, 0 };
    if (!*text)
        return YP_OK;
    kind = kind_of(tx->arena, text, kinds);
    if (!kind || sscanf(text + strlen(kind), ":%18" SCNd64 "%n", &id, &used) != 1 || id <= 0 ||
        text[strlen(kind) + (size_t)used]) {
        yp_form_refuse(form, field, "form.choice", NULL);
        return YP_OK;
    }
    struct yp_err hidden = { 0 };
    int rc = yp_tx_require(tx, kind, id, 1, &hidden);
    if (rc == YP_ENOTFOUND) {
        yp_form_refuse(form, field, "form.choice", NULL);
        return YP_OK;
    }
    if (rc < 0) {
        *err = hidden;
        return rc;
    }
    *ret = (struct yp_pick){ kind, id };
    return YP_OK;
}
