#include "app/app.h"
#define S(n) int n(struct yp_core *core, const struct yp_command_args *args, struct yp_err *err){(void)core;(void)args;return yp_fail(err,YP_EBUG,"error.internal","not yet");}
S(yp_command_export) S(yp_command_import)
