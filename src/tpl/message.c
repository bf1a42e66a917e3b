/* Messages: their texts are put in when a template is compiled, their holes become values. Layer:
 * tpl. */
#include <string.h>

#include "tpl/tpl_int.h"

enum { ARGS_MAX = 12 };

struct arg {
    const char *name, *format;
    struct yp_ref ref;
};

struct message {
    const char *key;
    bool is_html; /* trusted markup from the catalogue */
    enum yp_esc esc;
    int narg;
    struct arg args[ARGS_MAX];
};

static bool is_name_char(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_';
}

/* The next word of *s, ended in place; NULL at the end. */
static char *word(char **s)
{
    static const char blanks[] = " \t\r\n";
    char *p = *s + strspn(*s, blanks);
    if (!*p)
        return NULL;
    char *end = p + strcspn(p, blanks);
    *s = *end ? end + 1 : end;
    *end = '\0';
    return p;
}

/* name=col or name=section.col|format */
static int read_arg(struct yp_compile *c, struct message *m, char *s)
{
    char *value = strchr(s, '=');
    if (!value || m->narg == ARGS_MAX)
        return yp_compile_fail(c, "message %s: not name=column: %s", m->key, s);
    *value++ = '\0';
    char *format = strchr(value, '|');
    if (format)
        *format++ = '\0';
    struct arg *arg = &m->args[m->narg++];
    *arg = (struct arg){ .name = s, .format = format };
    return yp_compile_ref(c, value, &arg->ref);
}

static struct arg *arg_of(struct message *m, const char *name, size_t len)
{
    for (int i = 0; i < m->narg; i++)
        if (strlen(m->args[i].name) == len && !memcmp(m->args[i].name, name, len))
            return &m->args[i];
    return NULL;
}

static int literal(struct yp_compile *c, struct message *m, const char *s, size_t len)
{
    if (m->is_html)
        return yp_compile_markup(c, s, len);
    struct yp_buf text YP_CLEANUP(yp_buf_release) = YP_BUF_INIT;
    yp_escape(&text, m->esc, s, len);
    yp_compile_text(c, yp_buf_text(&text), text.len);
    return YP_OK;
}

static int fill(struct yp_compile *c, struct message *m, const char *name, size_t len)
{
    const struct arg *arg = arg_of(m, name, len);
    if (!arg)
        return yp_compile_fail(c, "message %s needs the argument %.*s", m->key, (int)len, name);
    enum yp_esc esc = m->esc;
    int rc = m->is_html ? yp_compile_hole(c, &esc) : YP_OK;
    return rc < 0 ? rc : yp_compile_value(c, arg->ref, arg->format, esc);
}

/* Compiles one text: what stands between holes, and the holes. */
static int body(struct yp_compile *c, struct message *m, const char *text)
{
    const char *from = text, *p = text;
    int rc = YP_OK;
    while (rc == YP_OK && (p = strchr(p, '{'))) {
        const char *name = ++p;
        while (is_name_char(*p))
            p++;
        if (p == name || *p != '}')
            continue;
        rc = literal(c, m, from, (size_t)(name - 1 - from));
        if (rc == YP_OK)
            rc = fill(c, m, name, (size_t)(p - name));
        from = ++p;
    }
    if (rc == YP_OK)
        rc = literal(c, m, from, strlen(from));
    if (rc == YP_OK && m->is_html && !yp_ctx_is_text(&c->ctx))
        return yp_compile_fail(c, "message %s ends inside a tag", m->key);
    return rc;
}

static int text_of(struct yp_compile *c, struct message *m, const char *plural, const char **ret)
{
    *ret = c->words->message(c->words->ctx, m->key, plural);
    if (!*ret)
        return yp_compile_fail(c, "no message %s%s%s", m->key, plural ? " for " : "",
                               plural ? plural : "");
    return YP_OK;
}

static int plural(struct yp_compile *c, struct message *m)
{
    const char *one, *other;
    struct arg *n = arg_of(m, "n", 1);
    if (!n)
        return yp_compile_fail(c, "message %s needs n=column", m->key);
    if (!n->format)
        n->format = "number";
    int rc = text_of(c, m, "one", &one);
    if (rc == YP_OK)
        rc = text_of(c, m, "other", &other);
    if (rc < 0)
        return rc;
    int choose = yp_compile_op(c, YP_OP_PLURAL, n->ref);
    rc = body(c, m, one);
    if (rc < 0)
        return rc;
    int skip = yp_compile_op(c, YP_OP_JUMP, n->ref);
    yp_compile_land(c, choose);
    rc = body(c, m, other);
    yp_compile_land(c, skip);
    return rc;
}

/* key[col] */
static int enumeration(struct yp_compile *c, struct message *m, char *key)
{
    char *column = strchr(key, '['), *end = strchr(key, ']');
    if (!column || !end || end < column || end[1])
        return yp_compile_fail(c, "not key[column]: %s", key);
    *column++ = *end = '\0';
    struct yp_ref ref;
    const char *missing = "";
    int rc = yp_compile_ref(c, column, &ref);
    if (rc < 0)
        return rc;
    if (!c->words->enumeration(c->words->ctx, key, &missing))
        return yp_compile_fail(c, "no message for the enumeration %s: %s", key, missing);
    int op = yp_compile_op(c, YP_OP_ENUM, ref);
    c->tpl->ops[op].name = key; /* the tag's copy is the template's */
    c->tpl->ops[op].esc = (unsigned char)m->esc;
    return YP_OK;
}

/* Finds the escaper: markup and addresses have rules of their own. */
static int place(struct yp_compile *c, struct message *m)
{
    size_t len = strlen(m->key);
    m->is_html = len > 5 && !strcmp(m->key + len - 5, "_html");
    if (!m->is_html) {
        if (c->kind != YP_TPL_TEXT && yp_ctx_is_url_start(&c->ctx))
            return yp_compile_fail(c, "the message %s begins an address", m->key);
        return yp_compile_hole(c, &m->esc);
    }
    if (c->kind == YP_TPL_HTML && yp_ctx_is_text(&c->ctx))
        return YP_OK;
    return yp_compile_fail(c, "the markup of message %s may stand only between elements", m->key);
}

int yp_compile_message(struct yp_compile *c, char *tag)
{
    bool is_plural = tag[1] == 'n';
    char *rest = tag + (is_plural ? 3 : 2), *key = word(&rest), *s;
    if (!key)
        return yp_compile_fail(c, "a message without key");
    struct message m = { .key = key };
    int rc = place(c, &m);
    while (rc == YP_OK && (s = word(&rest)))
        rc = read_arg(c, &m, s);
    if (rc < 0)
        return rc;
    if (strchr(key, '['))
        return m.narg || is_plural ? yp_compile_fail(c, "%s takes no arguments", key)
                                   : enumeration(c, &m, key);
    if (is_plural)
        return plural(c, &m);
    const char *text;
    rc = text_of(c, &m, NULL, &text);
    return rc < 0 ? rc : body(c, &m, text);
}
