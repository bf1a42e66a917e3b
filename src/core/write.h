/* The writer's beginning and end. layer: core; only core.c and tests call it. */
#pragma once
#include "core/core.h"

int yp_writer_start(struct yp_core *core, struct yp_err *err) YP_MUST_CHECK;
/* Finishes what is queued. NULL writer allowed. */
void yp_writer_stop(struct yp_core *core);
/* SQLite: the writer's connection, so that tests can make its statements fail. */
struct yp_db *yp_writer_db(struct yp_core *core);
