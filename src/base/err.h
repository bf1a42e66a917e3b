/*
 * Errors: a return code, a message key for the user and a detail for the log.
 * Layer: base.  Source: doc/style.md, "Errors".
 */
#pragma once
#include <stdarg.h>
#include <stddef.h>

#define YP_MUST_CHECK __attribute__((warn_unused_result))
#define YP_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define YP_CLEANUP(fn) __attribute__((cleanup(fn)))
#define YP_UNUSED __attribute__((unused))

/* Return codes of everything that can fail. The HTTP status of each stands in yp_rc_status(). */
enum yp_rc {
    YP_OK = 0,
    YP_EINVAL = -1,    /* the user's input cannot be accepted: 422 */
    YP_EDENIED = -2,   /* the viewer may not: 403 */
    YP_ENOTFOUND = -3, /* no such thing, or hidden from the viewer: 404 */
    YP_ECONFLICT = -4, /* changed meanwhile, or done already: 409 */
    YP_ELIMIT = -5,    /* too large or too often: 413 or 429 */
    YP_EBUSY = -6,     /* try again: 503 */
    YP_EIO = -7,       /* another server or the disk failed: 502 */
    YP_EDB = -8,       /* the database failed: 500 */
    YP_EBUG = -9,      /* we failed: 500 */
    YP_ECANCELED = -10 /* the reader left: nothing is sent */
};

enum { YP_ERR_ARGS = 4 };

/* A named argument of the message, already as text. */
struct yp_err_arg {
    char name[16];
    char value[128];
};

struct yp_err {
    int code;                            /* 0 while nothing has failed */
    char key[64];                        /* message key, shown translated */
    char field[48];                      /* form field at fault, or "" */
    char detail[512];                    /* for the log only, never sent */
    struct yp_err_arg args[YP_ERR_ARGS]; /* named arguments of the message */
    int narg;
    const char *file;
    int line;
};

/* Records the first failure; later calls change nothing. err may be NULL. */
void yp_err_set(struct yp_err *err, int code, const char *field, const char *key, const char *file,
                int line, const char *fmt, ...) YP_PRINTF(7, 8);

/* Adds a named argument for the message, at most YP_ERR_ARGS; value is cut at 127 bytes on a code
 * point. err may be NULL. */
void yp_err_arg(struct yp_err *err, const char *name, const char *fmt, ...) YP_PRINTF(3, 4);

/* Forgets the failure. */
void yp_err_clear(struct yp_err *err);

/* HTTP status of a return code, 200..599. */
int yp_rc_status(int rc);

/* Fails with a constant code, whose value the macro is (so that analysers know the sign). */
#define yp_fail(err, code, key, ...)                                                               \
    (yp_err_set((err), (code), "", (key), __FILE__, __LINE__, __VA_ARGS__), (code))
/* The same, blaming one form field. */
#define yp_fail_field(err, code, field, key, ...)                                                  \
    (yp_err_set((err), (code), (field), (key), __FILE__, __LINE__, __VA_ARGS__), (code))
