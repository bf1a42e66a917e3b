/* What the application offers to the core and to the command line. Layer: app. */
#pragma once
#include "core/core.h"

extern const struct yp_app yp_app;

/*
 * What a new database gets before it serves: the areas of Finland; with --demo the demonstration
 * region; without it, while there is no administrator, a one-time link for the first one.
 * Does nothing the second time but make that link anew.
 *
 * ret_first  path of the link, "" when there is an administrator; NULL: the areas only
 */
enum { YP_FIRST_SIZE = 80 };
int yp_app_fill(struct yp_core *core, char ret_first[YP_FIRST_SIZE],
                struct yp_err *err) YP_MUST_CHECK;

/* Words and options of a command. Borrowed. */
struct yp_command_args {
    const char *const *words;
    int nwords;
    const char *name, *lang;
    bool admin, dry_run, json;
};

int yp_command_user_add(struct yp_core *core, const struct yp_command_args *args,
                        struct yp_err *err) YP_MUST_CHECK;
int yp_command_export(struct yp_core *core, const struct yp_command_args *args,
                      struct yp_err *err) YP_MUST_CHECK;
/* Prints what an administrator finds: words[0] as on /search. */
int yp_command_search(struct yp_core *core, const struct yp_command_args *args,
                      struct yp_err *err) YP_MUST_CHECK;
/* Reads the words of every record anew, with a bar on a terminal. */
int yp_command_reindex(struct yp_core *core, const struct yp_command_args *args,
                       struct yp_err *err) YP_MUST_CHECK;
int yp_command_import(struct yp_core *core, const struct yp_command_args *args,
                      struct yp_err *err) YP_MUST_CHECK;

/* A bulletin of elsewhere that waits for an administrator to go through it. */
struct yp_kept_reading {
    int64_t id;
    int nfindings;
    bool is_new; /* false: the same words were read before, and nothing is written */
};
/*
 * Reads a bulletin, text or HTML, and keeps what was found. No record is made of it yet.
 *
 * file_name  as given; its path is left out
 * Errors     YP_EINVAL "reading.empty", YP_ELIMIT "read.long"
 */
int yp_keep_reading(struct yp_core *core, struct yp_arena *arena, const char *file_name,
                    const char *bytes, size_t len, struct yp_kept_reading *ret,
                    struct yp_err *err) YP_MUST_CHECK;
