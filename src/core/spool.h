/*
 * A reply's body of any length: in memory while it is short, then in a file without a name, packed
 * when the reader takes it. So a table of a million rows takes no more memory than a page of them,
 * a mistake halfway is still an error page, and a slow reader keeps neither a connection of the
 * database nor its snapshot. Layer: core.
 */
#pragma once
#include "core/core.h"

struct yp_spool;

/* Begins a body; what is written goes to the reply's buffer. Owner: yp_spool_end. */
struct yp_spool *yp_spool_begin(struct yp_ask *ask, struct yp_reply *reply);
/*
 * To be called after each page of rows: moves what stands in the buffer to the file once it is
 * long.
 *
 * Errors  YP_EBUSY "export.busy" when as many long ones as may be are being made, YP_EIO
 *         "error.internal"
 */
int yp_spool_step(struct yp_spool *spool, struct yp_err *err) YP_MUST_CHECK;
/* Ends it: hands a file to the reply unless rc, what came of the writing, is a failure. Gives the
 * first failure. */
int yp_spool_end(struct yp_spool *spool, int rc, struct yp_err *err) YP_MUST_CHECK;
