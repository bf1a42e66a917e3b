/* Parts of filling a new database. Layer: app. */
#pragma once
#include "core/core.h"

/*
 * Sets the columns that follow from texts, when they were made with another version of ICU than
 * this one or never: all sort keys (*_sort) and folded names (*_fold), and cleaned HTML (*_html)
 * that is empty. The version stands in setting icu_version; whoever fills tables without these
 * columns deletes it.
 *
 * Cost  one statement a text, within one transaction
 */
int yp_reindex_names(struct yp_core *core, struct yp_err *err) YP_MUST_CHECK;

/* Runs the scripts of demo/ in the order of their names, in the open transaction of an owner. */
int yp_demo_fill(struct yp_core *core, struct yp_db *db, struct yp_err *err) YP_MUST_CHECK;

/*
 * A script with its days and moments put in.
 *
 * {2021-01-15}        day number                {2021-01-15 09:00}  moment, Helsinki time
 * {today+14}          day number from today     {today-30 09:00}    moment
 * {year today-30}     that day's year           {now}               this moment
 *
 * Errors  YP_EBUG "demo.script" for anything else in braces
 * Owner   the arena
 */
int yp_demo_script(struct yp_arena *arena, const char *text, int32_t today, int64_t now_at,
                   const char **ret, struct yp_err *err) YP_MUST_CHECK;
