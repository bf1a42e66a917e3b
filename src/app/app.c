#include "app/app.h"

#define A(ident) extern const struct yp_action yp_action_##ident;
#include "app/actions.def"
#undef A
#define R(ident) extern const struct yp_raw yp_raw_##ident;
#include "app/raws.def"
#undef R

static const struct yp_action *const actions[] = {
#define A(ident) &yp_action_##ident,
#include "app/actions.def"
#undef A
    NULL
};

static const struct yp_raw *const raws[] = {
#define R(ident) &yp_raw_##ident,
#include "app/raws.def"
#undef R
    NULL
};

/* Providers and jobs are small structs, listed by value through their own declarations. */
#define P(ident)                                                                                   \
    extern const char *const yp_provider_##ident##_columns[];                                      \
    int yp_provider_##ident(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err);
#include "app/providers.def"
#undef P
static const struct yp_provider providers[] = {
#define P(ident) { #ident, yp_provider_##ident##_columns, yp_provider_##ident },
#include "app/providers.def"
#undef P
    { NULL, NULL, NULL }
};

#define J(ident, every_s, on_change)                                                               \
    int yp_job_##ident(struct yp_core *core, struct yp_arena *arena, struct yp_err *err);
#include "app/jobs.def"
#undef J
static const struct yp_job jobs[] = {
#define J(ident, every_s, on_change) { #ident, every_s, on_change, yp_job_##ident },
#include "app/jobs.def"
#undef J
    { NULL, 0, false, NULL }
};

const struct yp_app yp_app = { actions, raws, providers, jobs };
