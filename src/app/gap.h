/* Gaps: what the checks yield now, kept so that "since when" is known. Layer: app. Spec:
 * schema/views/80_checks.sql. */
#pragma once
#include "core/core.h"

/*
 * Makes table gap what the check_* views say: inserts, updates, marks gone, revives. For a new
 * database before the server starts; afterwards job "gaps" does it.
 *
 * db  an open writing transaction
 */
int yp_gaps_fill(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
                 struct yp_err *err) YP_MUST_CHECK;
