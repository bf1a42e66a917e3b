/* Named statements of src/core/ and src/app/. Layer: core. */
#pragma once
#include "core/core.h"

/* Reads all files. Mistakes go to report; YP_EBUG "check.failed" when there are any. */
int yp_statements_new(struct yp_statements **ret, const struct yp_files *files,
                      struct yp_buf *report, struct yp_err *err) YP_MUST_CHECK;
void yp_statements_free(struct yp_statements *statements);
/* Prepares each on db; mistakes go to report. How many. */
int yp_statements_prepare(const struct yp_statements *statements, struct yp_db *db,
                          struct yp_buf *report);
