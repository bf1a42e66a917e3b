#include "db/sqlfile.h"

#include <stdlib.h>
#include <string.h>

#include "db/token_int.h"

struct reader {
    struct yp_arena *arena;
    const char *file;
    const char *at; /* next piece */
    int line;       /* of at, from 1 */
    struct yp_sqlfile_line *head;
    struct yp_sqlfile_block *blocks;
    int nhead, nblocks, head_size, blocks_size;
    struct yp_err *err;
};

static int bad(struct reader *r, int line, const char *what)
{
    return yp_fail(r->err, YP_EBUG, "sqlfile.form", "%s:%d: %s", r->file, line, what);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The next piece, and the line it begins on. */
static struct yp_tok take(struct reader *r, int *ret_line)
{
    struct yp_tok tok = yp_tok_at(r->at);
    *ret_line = r->line;
    for (size_t i = 0; i < tok.len; i++)
        r->line += tok.at[i] == '\n';
    r->at += tok.len;
    return tok;
}

/* One `key: value` found in a comment. */
struct pair {
    const char *key, *value;
    size_t key_len, value_len;
};

/* Reads `key: value` up to two blanks or the end. False when the text has not that form. */
static bool read_pair(const char **s, const char *end, struct pair *ret)
{
    const char *p = *s;
    while (p < end && ((*p >= 'a' && *p <= 'z') || *p == '_'))
        p++;
    ret->key = *s;
    ret->key_len = (size_t)(p - *s);
    if (ret->key_len == 0 || p == end || *p != ':')
        return false;
    p++;
    while (p < end && is_blank(*p))
        p++;
    ret->value = p;
    while (p < end && !(is_blank(*p) && (p + 1 == end || is_blank(p[1]))))
        p++;
    ret->value_len = (size_t)(p - ret->value);
    while (p < end && is_blank(*p))
        p++;
    *s = p;
    return true;
}

/* The text of a line comment after "--", NULL for a block comment. */
static const char *comment_text(const struct yp_tok *tok)
{
    const char *s = tok->at + 2;
    const char *end = tok->at + tok->len;
    if (tok->kind != YP_TOK_COMMENT || *tok->at != '-')
        return NULL;
    while (s < end && is_blank(*s))
        s++;
    return s;
}

static bool key_is(const struct pair *pair, const char *key)
{
    return pair->key_len == strlen(key) && memcmp(pair->key, key, pair->key_len) == 0;
}

/* Whether a comment begins a block. */
static bool opens_block(const struct yp_tok *tok, struct pair *ret)
{
    const char *s = comment_text(tok);
    return s && read_pair(&s, tok->at + tok->len, ret) &&
           (key_is(ret, "query") || key_is(ret, "statement"));
}

static void *grown(struct yp_arena *arena, const void *list, int n, int *size, size_t each)
{
    *size = *size ? *size * 2 : 16;
    void *bigger = yp_arena_array(arena, (size_t)*size, each);
    if (n > 0)
        memcpy(bigger, list, (size_t)n * each);
    return bigger;
}

static void add_head(struct reader *r, const struct pair *pair, int line)
{
    if (r->nhead == r->head_size)
        r->head = grown(r->arena, r->head, r->nhead, &r->head_size, sizeof *r->head);
    r->head[r->nhead++] =
        (struct yp_sqlfile_line){ .key = yp_arena_mem(r->arena, pair->key, pair->key_len),
                                  .value = yp_arena_mem(r->arena, pair->value, pair->value_len),
                                  .line = line };
}

/* A comment before the first block: `key: value` pairs, or plain words, which say nothing. */
static int read_head_line(struct reader *r, const struct yp_tok *tok, int line)
{
    const char *end = tok->at + tok->len;
    const char *s = comment_text(tok);
    struct pair pair;
    if (!s || !read_pair(&s, end, &pair))
        return YP_OK;
    add_head(r, &pair, line);
    while (s < end) {
        if (!read_pair(&s, end, &pair))
            return bad(r, line, "two blanks stand only before the next \"key: value\"");
        add_head(r, &pair, line);
    }
    return YP_OK;
}

/* The words of a text with one blank between. In the arena. */
static char *single_blanks(struct yp_arena *arena, const char *s, const char *end)
{
    char *words = yp_arena_alloc(arena, (size_t)(end - s) + 1);
    size_t n = 0;
    for (; s < end; s++) {
        if (is_blank(*s) && (n == 0 || words[n - 1] == ' '))
            continue;
        words[n++] = is_blank(*s) ? ' ' : *s;
    }
    if (n > 0 && words[n - 1] == ' ')
        words[n - 1] = '\0';
    return words;
}

static const struct yp_sqlfile_block *find_block(const struct reader *r, const char *name)
{
    for (int i = 0; i < r->nblocks; i++)
        if (strcmp(r->blocks[i].name, name) == 0)
            return &r->blocks[i];
    return NULL;
}

static int add_block(struct reader *r, const struct yp_tok *tok, const struct pair *pair, int line)
{
    char *name = single_blanks(r->arena, pair->value, tok->at + tok->len);
    char *words = strchr(name, ' ');
    if (*name == '\0')
        return bad(r, line, "a block without a name");
    if (words)
        *words++ = '\0';
    if (find_block(r, name))
        return bad(r, line, "two blocks of one name");
    if (r->nblocks == r->blocks_size)
        r->blocks = grown(r->arena, r->blocks, r->nblocks, &r->blocks_size, sizeof *r->blocks);
    r->blocks[r->nblocks++] =
        (struct yp_sqlfile_block){ .key = yp_arena_mem(r->arena, pair->key, pair->key_len),
                                   .name = name,
                                   .words = words ? words : "",
                                   .sql = "",
                                   .line = line };
    return YP_OK;
}

/* Reads one statement, whose first piece is already taken, to its ';'. */
static int read_sql(struct reader *r, const struct yp_tok *first, int line)
{
    if (r->nblocks == 0)
        return bad(r, line, "SQL before the first block");
    struct yp_sqlfile_block *block = &r->blocks[r->nblocks - 1];
    if (*block->sql)
        return bad(r, line, "a second statement in a block");
    struct yp_tok tok = *first;
    struct pair pair;
    int at_line = line;
    while (tok.kind != YP_TOK_SEMI) {
        if (tok.kind == YP_TOK_BAD)
            return bad(r, at_line, "an unclosed quote or comment");
        if (tok.kind == YP_TOK_END || opens_block(&tok, &pair))
            return bad(r, line, "a statement without ';'");
        tok = take(r, &at_line);
    }
    if (tok.at == first->at)
        return bad(r, line, "an empty statement");
    block->sql = yp_arena_mem(r->arena, first->at, (size_t)(tok.at - first->at));
    return YP_OK;
}

static int read_piece(struct reader *r, const struct yp_tok *tok, int line)
{
    struct pair pair;
    if (tok->kind == YP_TOK_SPACE)
        return YP_OK;
    if (opens_block(tok, &pair))
        return add_block(r, tok, &pair, line);
    if (tok->kind == YP_TOK_COMMENT)
        return r->nblocks == 0 ? read_head_line(r, tok, line) : YP_OK;
    return read_sql(r, tok, line);
}

int yp_sqlfile_parse(struct yp_arena *arena, const char *file, const char *text,
                     struct yp_sqlfile *ret, struct yp_err *err)
{
    struct reader r = { .arena = arena, .file = file, .at = text, .line = 1, .err = err };
    int line;
    struct yp_tok tok;
    while ((tok = take(&r, &line)).kind != YP_TOK_END) {
        int rc = read_piece(&r, &tok, line);
        if (rc < 0)
            return rc;
    }
    *ret = (struct yp_sqlfile){
        .head = r.head, .nhead = r.nhead, .blocks = r.blocks, .nblocks = r.nblocks
    };
    return YP_OK;
}

const char *yp_sqlfile_head(const struct yp_sqlfile *file, const char *key)
{
    for (int i = 0; i < file->nhead; i++)
        if (strcmp(file->head[i].key, key) == 0)
            return file->head[i].value;
    return NULL;
}

const char *yp_sqlfile_word(struct yp_arena *arena, const struct yp_sqlfile_block *block,
                            const char *word)
{
    size_t len = strlen(word);
    for (const char *s = block->words; *s; s += strcspn(s, " "), s += *s == ' ') {
        size_t all = strcspn(s, " ");
        if (strncmp(s, word, len) != 0)
            continue;
        if (all == len)
            return "";
        if (s[len] == '=')
            return yp_arena_mem(arena, s + len + 1, all - len - 1);
    }
    return NULL;
}
