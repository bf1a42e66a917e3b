/* JSON from outside as a tree. Layer: lib; library: jansson. Any thread. */
#pragma once
#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum yp_json_type {
    YP_JSON_NULL,
    YP_JSON_BOOL,
    YP_JSON_NUMBER,
    YP_JSON_TEXT,
    YP_JSON_LIST,
    YP_JSON_OBJECT
};

struct yp_json {
    enum yp_json_type type;
    bool is_true;
    double number;
    const char *text;            /* of a text */
    const char *name;            /* of a member of an object */
    const struct yp_json *items; /* of a list or object */
    int n;
};

/*
 * Reads one document.
 *
 * Errors  YP_EINVAL "text.encoding": not JSON, or deeper than 64 levels
 * Owner   the arena
 */
int yp_json_read(struct yp_arena *arena, const char *text, size_t len, const struct yp_json **ret,
                 struct yp_err *err) YP_MUST_CHECK;
/* A member of an object; NULL when there is none, it is null, or json is no object. */
const struct yp_json *yp_json_get(const struct yp_json *json, const char *name);
/* A member's text; NULL when it has none. */
const char *yp_json_text(const struct yp_json *json, const char *name);
