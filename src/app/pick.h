/*
 * What a form names by its name or as "person:7": found among what the viewer may see. Layer: app.
 */
#pragma once
#include "core/action.h"

/*
 * The organization a field names by its name, short name or another name of it.
 *
 * ret_id   0 when the field is empty or refused
 * Notes    form.required, pick.none (nothing of that name), pick.many (several)
 * Cost     1 statement
 */
int yp_pick_organization(struct yp_tx *tx, struct yp_form *form, const char *field, bool required,
                         int64_t *ret_id, struct yp_err *err) YP_MUST_CHECK;

/* A chosen "kind:id", the kind one of the words given; it exists and may be seen. */
struct yp_pick {
    const char *kind; /* NULL when nothing was chosen or it was refused */
    int64_t id;
};
/* Reads such a field. Notes form.required, form.choice. Cost: 1 statement. */
int yp_pick_object(struct yp_tx *tx, struct yp_form *form, const char *field, const char *kinds,
                   bool required, struct yp_pick *ret, struct yp_err *err) YP_MUST_CHECK;
