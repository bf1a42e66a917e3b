/* What the register's actions share. Layer: app. */
#pragma once
#include "core/action.h"

/* Whether a Finnish business identity code has its form and check digit: 0201256-6. */
bool yp_business_id_valid(const char *text);
/* Whether it is an http or https address. */
bool yp_web_address_valid(const char *text);
/*
 * The id of an object in a field of a form, checked to exist and to be seen by the viewer; 0 for
 * none. What is not notes form.choice.
 *
 * kind    as in yp_tx_require
 * Errors  those of yp_tx_require but not found
 * Cost    1 statement
 */
int yp_register_reference(struct yp_tx *tx, struct yp_form *form, const char *field,
                          const char *kind, bool required, int64_t *ret,
                          struct yp_err *err) YP_MUST_CHECK;
