/*
 * The connections that pages are read by, where the database works on this machine's own cores: as
 * many as there are cores, the one used last taken first, since what it read is still at hand.
 * More of them at work would take turns and draw fewer pages (doc/adr/0003). Layer: core.
 */
#pragma once
#include "db/db.h"

struct yp_desk;

/* n connections to where, opened when first taken. Owner: the caller, yp_desk_free. */
struct yp_desk *yp_desk_new(const char *where, int n);
void yp_desk_free(struct yp_desk *desk);
/*
 * Waits for a connection and takes it; yp_desk_give gives it back, in no transaction.
 *
 * Errors  those of yp_db_open; then nothing is taken
 */
int yp_desk_take(struct yp_desk *desk, struct yp_db **ret, struct yp_err *err) YP_MUST_CHECK;
void yp_desk_give(struct yp_desk *desk, struct yp_db *db);
