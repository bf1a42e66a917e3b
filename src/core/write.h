/* The writer's beginning and end. Layer: core; only core.c calls it. */
#pragma once
#include "core/core.h"

int yp_writer_start(struct yp_core *core, struct yp_err *err) YP_MUST_CHECK;
/* Finishes what is queued. NULL writer allowed. */
void yp_writer_stop(struct yp_core *core);
