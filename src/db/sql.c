/* Statement texts: their parameters, and how each engine reads them. Layer: db. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_int.h"
#include "db/token_int.h"

enum { PARAM_MAX = 500 };

/* The pieces of a statement that speak, in order. */
struct pieces {
    struct yp_tok *at;
    int n, size;
};

static void pieces_release(struct pieces *p)
{
    free(p->at);
}

static int refuse(const struct yp_sql *sql, struct yp_err *err, const char *what, const char *at)
{
    return yp_fail(err, YP_EBUG, "db.sql", "%s: %s near \"%.20s\"", sql->name, what, at);
}

static int read_pieces(const struct yp_sql *sql, struct pieces *p, struct yp_err *err)
{
    bool ended = false;
    struct yp_tok tok;
    for (const char *s = sql->text; (tok = yp_tok_at(s)).kind != YP_TOK_END; s += tok.len) {
        if (!yp_tok_speaks(&tok))
            continue;
        if (tok.kind == YP_TOK_BAD)
            return refuse(sql, err, "unclosed", tok.at);
        if (ended)
            return refuse(sql, err, "a second statement", tok.at);
        ended = tok.kind == YP_TOK_SEMI;
        if (ended)
            continue;
        if (p->n == p->size) {
            p->size = p->size ? p->size * 2 : 64;
            p->at = yp_realloc(p->at, (size_t)p->size * sizeof *p->at);
        }
        p->at[p->n++] = tok;
    }
    return p->n ? YP_OK : refuse(sql, err, "empty", sql->text);
}

static char *copy_of(const char *at, size_t len)
{
    char *s = yp_malloc(len + 1);
    memcpy(s, at, len);
    s[len] = '\0';
    return s;
}

static bool same(const char *name, const struct yp_tok *tok, size_t skip)
{
    return strlen(name) == tok->len - skip && memcmp(name, tok->at + skip, tok->len - skip) == 0;
}

/* Index of a parameter, added when new. */
static int param_index(struct yp_sql *sql, const struct yp_tok *tok)
{
    for (int i = 0; i < sql->nparam; i++)
        if (same(sql->params[i], tok, 1))
            return i;
    sql->params = yp_realloc(sql->params, (size_t)(sql->nparam + 1) * sizeof *sql->params);
    sql->params[sql->nparam] = copy_of(tok->at + 1, tok->len - 1);
    return sql->nparam++;
}

/* ":keys" stands after IN and nowhere else; NOT IN has other rules about nothing on each engine. */
static int check_keys(const struct yp_sql *sql, const struct pieces *p, int i, struct yp_err *err)
{
    if (i == 0 || !yp_tok_is(&p->at[i - 1], "in"))
        return refuse(sql, err, ":keys not after IN", p->at[i].at);
    if (i > 1 && yp_tok_is(&p->at[i - 2], "not"))
        return refuse(sql, err, "NOT IN :keys", p->at[i].at);
    return YP_OK;
}

static int find_params(struct yp_sql *sql, const struct pieces *p, struct yp_err *err)
{
    for (int i = 0; i < p->n; i++) {
        const struct yp_tok *tok = &p->at[i];
        if (tok->kind == YP_TOK_OTHER && tok->len == 1 && strchr("?$@:#", *tok->at))
            return refuse(sql, err, "unknown parameter form", tok->at);
        if (tok->kind != YP_TOK_PARAM)
            continue;
        int index = param_index(sql, tok);
        if (sql->nparam > PARAM_MAX)
            return refuse(sql, err, "too many parameters", tok->at);
        if (!same("keys", tok, 1))
            continue;
        int rc = check_keys(sql, p, i, err);
        if (rc < 0)
            return rc;
        sql->keys_param = index;
    }
    return YP_OK;
}

/* The name before piece i (AS): a word, or the word before a list of columns in parentheses. */
static const struct yp_tok *name_before(const struct pieces *p, int i)
{
    int depth = 0;
    for (i--; i >= 0; i--) {
        if (*p->at[i].at == ')')
            depth++;
        else if (*p->at[i].at == '(')
            depth--;
        else if (depth == 0)
            return &p->at[i];
    }
    return NULL;
}

/* Whether "AS (" or "AS [NOT] MATERIALIZED (" begins at piece i. */
static bool opens_cte(const struct pieces *p, int i)
{
    if (!yp_tok_is(&p->at[i], "as"))
        return false;
    i++;
    if (i < p->n && yp_tok_is(&p->at[i], "not"))
        i++;
    if (i < p->n && yp_tok_is(&p->at[i], "materialized"))
        i++;
    return i < p->n && *p->at[i].at == '(';
}

/* Remembers the names of common table expressions: SQLite's authorizer reports them as if they were
 * views. Quoted names keep their quotes off. */
static void find_ctes(struct yp_sql *sql, const struct pieces *p)
{
    for (int i = 1; i < p->n; i++) {
        const struct yp_tok *name = opens_cte(p, i) ? name_before(p, i) : NULL;
        if (!name)
            continue;
        size_t quote = name->kind == YP_TOK_QUOTED ? 1 : 0;
        sql->ctes = yp_realloc(sql->ctes, (size_t)(sql->ncte + 1) * sizeof *sql->ctes);
        sql->ctes[sql->ncte++] = copy_of(name->at + quote, name->len - 2 * quote);
    }
}

static void write_sqlite(struct yp_sql *sql, const struct yp_tok *tok)
{
    if (tok->kind == YP_TOK_PARAM && same("keys", tok, 1))
        yp_buf_str(&sql->sqlite, "(SELECT value FROM json_each(:keys))");
    else
        yp_buf_add(&sql->sqlite, tok->at, tok->len);
}

static void write_pg(struct yp_sql *sql, const struct yp_tok *tok, const struct yp_tok *next)
{
    if (yp_tok_is(tok, "in") && next->kind == YP_TOK_PARAM && same("keys", next, 1))
        yp_buf_str(&sql->pg, "= ANY");
    else if (yp_tok_is(tok, "integer"))
        yp_buf_str(&sql->pg, "bigint"); /* the subset's integers have 64 bits */
    else if (yp_tok_is(tok, "real"))
        yp_buf_str(&sql->pg, "double precision");
    else if (tok->kind != YP_TOK_PARAM)
        yp_buf_add(&sql->pg, tok->at, tok->len);
    else if (same("keys", tok, 1))
        yp_buf_printf(&sql->pg, "($%d::bigint[])", param_index(sql, tok) + 1);
    else
        yp_buf_printf(&sql->pg, "$%d", param_index(sql, tok) + 1);
}

/* The texts for the engines: pieces with one blank between, or with what stood between them. */
static void write_texts(struct yp_sql *sql, const struct pieces *p)
{
    const struct yp_tok none = { .kind = YP_TOK_END, .at = "", .len = 0 };
    for (int i = 0; i < p->n; i++) {
        const struct yp_tok *tok = &p->at[i];
        if (i > 0 && p->at[i - 1].at + p->at[i - 1].len != tok->at) {
            yp_buf_char(&sql->sqlite, ' ');
            yp_buf_char(&sql->pg, ' ');
        }
        write_sqlite(sql, tok);
        write_pg(sql, tok, i + 1 < p->n ? &p->at[i + 1] : &none);
    }
}

int yp_sql_new(struct yp_sql **ret, const char *name, const char *text, struct yp_err *err)
{
    static atomic_uint_least64_t serials;
    YP_CLEANUP(pieces_release) struct pieces pieces = { 0 };
    struct yp_sql *sql = yp_calloc(1, sizeof *sql);
    sql->name = yp_strdup(name);
    sql->text = yp_strdup(text);
    sql->keys_param = -1;
    int rc = read_pieces(sql, &pieces, err);
    if (rc == YP_OK)
        rc = find_params(sql, &pieces, err);
    if (rc < 0) {
        yp_sql_free(sql);
        return rc;
    }
    find_ctes(sql, &pieces);
    write_texts(sql, &pieces);
    sql->serial = atomic_fetch_add(&serials, 1) + 1;
    *ret = sql;
    return YP_OK;
}

static void free_list(char **list, int n)
{
    for (int i = 0; i < n; i++)
        free(list[i]);
    free(list);
}

void yp_sql_free(struct yp_sql *sql)
{
    if (!sql)
        return;
    free_list(sql->params, sql->nparam);
    free_list(sql->ctes, sql->ncte);
    yp_buf_release(&sql->sqlite);
    yp_buf_release(&sql->pg);
    free(sql->name);
    free(sql->text);
    free(sql);
}

const char *yp_sql_name(const struct yp_sql *sql)
{
    return sql->name;
}

const char *yp_sql_text(const struct yp_sql *sql)
{
    return sql->text;
}

int yp_sql_nparam(const struct yp_sql *sql)
{
    return sql->nparam;
}

const char *yp_sql_param(const struct yp_sql *sql, int i)
{
    return sql->params[i];
}

bool yp_sql_has_keys(const struct yp_sql *sql)
{
    return sql->keys_param >= 0;
}
