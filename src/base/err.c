#include "base/err.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void yp_err_set(struct yp_err *err, int code, const char *field, const char *key, const char *file,
                int line, const char *fmt, ...)
{
    if (!err || err->code)
        return;
    err->code = code;
    err->file = file;
    err->line = line;
    snprintf(err->key, sizeof err->key, "%s", key);
    snprintf(err->field, sizeof err->field, "%s", field);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(err->detail, sizeof err->detail, fmt, ap);
    va_end(ap);
}

void yp_err_arg(struct yp_err *err, const char *name, const char *fmt, ...)
{
    if (!err || err->narg == YP_ERR_ARGS)
        return;
    struct yp_err_arg *arg = &err->args[err->narg++];
    snprintf(arg->name, sizeof arg->name, "%s", name);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(arg->value, sizeof arg->value, fmt, ap);
    va_end(ap);
    arg->value[yp_utf8_cut(arg->value, strlen(arg->value))] = '\0';
}

void yp_err_clear(struct yp_err *err)
{
    if (err)
        memset(err, 0, sizeof *err);
}

int yp_rc_status(int rc)
{
    switch (rc) {
    case YP_OK: return 200;
    case YP_EINVAL: return 422;
    case YP_EDENIED: return 403;
    case YP_ENOTFOUND: return 404;
    case YP_ECONFLICT: return 409;
    case YP_ELIMIT: return 413;
    case YP_EBUSY: return 503;
    case YP_EIO: return 502;
    default: return 500;
    }
}
