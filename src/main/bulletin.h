/* The command "import bulletin": what bulletins say, printed or measured. Layer: main. */
#pragma once
#include "core/core.h"
#include "main/cli.h"
#include "read/read.h"

/* Reads the files of the command line and prints what they say, as lines or as JSON. Errors:
 * YP_EINVAL "cli.refused", YP_EIO, YP_ELIMIT. */
int yp_bulletin_command(const struct yp_cli *cli, struct yp_err *err) YP_MUST_CHECK;

/* Reads the files into the region, for an administrator to go through, and prints where each is.
 * A file that cannot be read is told of and the others are read. Errors: YP_EINVAL
 * "cli.some_failed", those of writing. */
int yp_bulletin_keep(struct yp_core *core, const struct yp_cli *cli,
                     struct yp_err *err) YP_MUST_CHECK;

/* The whole of a file, "-" the standard input. Errors: YP_EIO; YP_ELIMIT over YP_READ_BYTES_MAX.
 * Owner: the arena. */
int yp_bulletin_load(struct yp_arena *arena, const char *path, char **ret, size_t *ret_len,
                     struct yp_err *err) YP_MUST_CHECK;

/*
 * Reads the texts of a folder of annotations and prints precision, recall and F1 of each field.
 *
 * gold, texts  folders; a NAME.gold.json names its text in source_file, else it is NAME.txt
 * is_verbose   tells what was missed and what was too much
 * Errors       YP_EIO, YP_EINVAL: no annotation, or not JSON
 */
int yp_bulletin_evaluate(struct yp_words *words, const struct yp_places *places, const char *gold,
                         const char *texts, bool is_verbose, struct yp_err *err) YP_MUST_CHECK;
