/* Addresses: patterns such as /meetings/{meeting:id}/call, and what they gave. Layer: core. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"

enum { YP_ROUTE_PARTS = 8, YP_ROUTE_PARAMS = 4 };

enum yp_param_type { YP_PARAM_ID, YP_PARAM_CODE, YP_PARAM_TOKEN, YP_PARAM_WORD };

struct yp_route_part {
    const char *text; /* literal, or the parameter's name */
    bool is_param;
    enum yp_param_type type;
};

struct yp_route {
    const char *pattern;
    struct yp_route_part parts[YP_ROUTE_PARTS];
    int nparts;
    const char *suffix; /* ".csv", ".atom", ".ics", ".pdf" or "": belongs to the last part */
};

/* Values of the parameters of a matched address; ids as numbers, the rest as text. */
struct yp_path {
    struct yp_cell at[YP_ROUTE_PARAMS];
    int n;
};

/* Parses a pattern. Errors YP_EBUG "route.form". Texts in the arena. */
int yp_route_parse(struct yp_arena *arena, const char *pattern, struct yp_route *ret,
                   struct yp_err *err) YP_MUST_CHECK;
/* Whether path has the shape of route; ret_path gets its parameters (texts in the arena). */
bool yp_route_match(const struct yp_route *route, struct yp_arena *arena, const char *path,
                    struct yp_path *ret_path);
/* Compares two routes for the order of trying: literals before parameters. */
int yp_route_order(const struct yp_route *a, const struct yp_route *b);
/* The address with its parameters put in. In the arena. */
const char *yp_route_make(struct yp_arena *arena, const struct yp_route *route,
                          const struct yp_path *path);
