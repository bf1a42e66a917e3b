/*
 * Files of named statements: page questions (pages/, api/) and the statements of actions
 * (src/app/x.sql). Layer: db. Form: doc/page-language.md.
 *
 * A file is a head of `-- key: value` lines and then blocks, each begun by `-- query: ...` (pages)
 * or `-- statement: name` (actions) and holding one SQL statement ended by ';' (none for a block
 * with enum= or provider=).
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"

struct yp_sqlfile_line { /* one `key: value` of the head */
    const char *key, *value;
    int line;
};

struct yp_sqlfile_block {
    const char *key;   /* "query" or "statement" */
    const char *name;  /* first word of the value */
    const char *words; /* the rest of the value, single blanks */
    const char *sql;   /* without comments before it and without its ';'; "" for none */
    int line;
};

struct yp_sqlfile {
    const struct yp_sqlfile_line *head;
    int nhead;
    const struct yp_sqlfile_block *blocks;
    int nblocks;
};

/*
 * Parses a file. A head line may hold several `key: value` pairs separated by two or more blanks; a
 * comment of another form says nothing. Names of blocks differ.
 *
 * Errors  YP_EBUG "sqlfile.form", detail "file:line: what"
 * Owner   everything in the arena
 */
int yp_sqlfile_parse(struct yp_arena *arena, const char *file, const char *text,
                     struct yp_sqlfile *ret, struct yp_err *err) YP_MUST_CHECK;
/* Value of a head key, NULL when absent. */
const char *yp_sqlfile_head(const struct yp_sqlfile *file, const char *key);
/* Value of `word=value` among a block's words, NULL when absent; "" for a bare word. In the arena.
 */
const char *yp_sqlfile_word(struct yp_arena *arena, const struct yp_sqlfile_block *block,
                            const char *word);
