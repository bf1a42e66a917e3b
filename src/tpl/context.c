/*
 * Follows HTML (or XML) far enough to know which escaper a hole needs. Layer: tpl.
 * Source: HTML Living Standard, 13.2.5 "Tokenization". Where this machine is simpler than a browser
 * it errs towards refusing holes: it leaves comments, scripts and styles no earlier than a browser
 * does.
 */
#include <string.h>

#include "tpl/tpl_int.h"

enum state {
    TEXT,
    LT,       /* "<" */
    END_OPEN, /* "</" */
    TAG_NAME,
    BEFORE, /* in a tag, where an attribute may begin */
    GLUED,  /* in a tag, where a blank or the end must come first */
    ATTR_NAME,
    AFTER_NAME,
    BEFORE_VALUE,
    VALUE_DQ,
    VALUE_SQ,
    VALUE_UQ,
    BANG,      /* "<!" */
    BANG_DASH, /* "<!-" */
    COMMENT,
    DECL,   /* doctype, processing instruction */
    RCDATA, /* in title and textarea */
    RAW,    /* in script, style and kin */
    RAW_LT, /* there, after "<" */
    RAW_END /* there, in what may be its end tag */
};
enum elem { OTHER, SCRIPT, STYLE, XMP, IFRAME, NOEMBED, NOFRAMES, TITLE, TEXTAREA };
enum attr { PLAIN, URL, EVENT, STYLE_ATTR, SRCDOC, UNSAFE, TYPE, METHOD, CONTENT };
enum url {
    START,  /* nothing yet */
    SCHEME, /* letters that may be a scheme */
    HOLED,  /* begins with a hole; no colon may follow */
    MAYBE,  /* begins with a section: nobody knows */
    REST,   /* a path, a query, or behind a known scheme */
    BAD     /* behind another scheme */
};
enum { IS_END = 1, IS_JSON = 2, HTTP_EQUIV = 4, CONTENT_HOLE = 8 };

static const char *const elem_names[] = {
    [SCRIPT] = "script",   [STYLE] = "style",       [XMP] = "xmp",     [IFRAME] = "iframe",
    [NOEMBED] = "noembed", [NOFRAMES] = "noframes", [TITLE] = "title", [TEXTAREA] = "textarea",
};

static const struct {
    const char *name;
    enum attr attr;
} attr_names[] = {
    { "href", URL },        { "src", URL },           { "action", URL },
    { "formaction", URL },  { "cite", URL },          { "poster", URL },
    { "data", URL },        { "xlink:href", URL },    { "background", URL },
    { "manifest", URL },    { "longdesc", URL },      { "style", STYLE_ATTR },
    { "srcdoc", SRCDOC },   { "srcset", UNSAFE },     { "imagesrcset", UNSAFE },
    { "ping", UNSAFE },     { "http-equiv", UNSAFE }, { "to", UNSAFE },
    { "from", UNSAFE },     { "by", UNSAFE },         { "values", UNSAFE },
    { "type", TYPE },       { "method", METHOD },     { "formmethod", METHOD },
    { "content", CONTENT },
};

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r' || ch == '\f';
}

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

/* A name that is too long is no name we know; it keeps its full length to stay so. */
static void push(struct yp_ctx *c, char ch)
{
    if (c->name_len < YP_CTX_NAME)
        c->name[c->name_len++] = ch >= 'A' && ch <= 'Z' ? (char)(ch - 'A' + 'a') : ch;
}

static bool name_is(const struct yp_ctx *c, const char *name)
{
    return strlen(name) == c->name_len && !memcmp(c->name, name, c->name_len);
}

static void enter_text(struct yp_ctx *c)
{
    c->state = TEXT;
    c->elem = OTHER;
    c->attr = PLAIN;
    c->url = START;
    c->flags = 0;
}

static void enter_tag(struct yp_ctx *c, enum state state)
{
    c->state = (unsigned char)state;
    c->attr = PLAIN;
    c->url = START;
}

static const char *tag_name_done(struct yp_ctx *c)
{
    c->elem = OTHER;
    if (c->is_xml)
        return NULL;
    for (size_t i = SCRIPT; i < sizeof elem_names / sizeof *elem_names; i++)
        if (name_is(c, elem_names[i]))
            c->elem = (unsigned char)i;
    return name_is(c, "plaintext") ? "the element plaintext has no end" : NULL;
}

static const char *tag_done(struct yp_ctx *c)
{
    bool opens = !(c->flags & IS_END) && c->elem != OTHER;
    if (opens) {
        enter_tag(c, c->elem >= TITLE ? RCDATA : RAW);
        c->flags &= IS_JSON;
    } else
        enter_text(c);
    return NULL;
}

static const char *attr_name_done(struct yp_ctx *c)
{
    c->attr = PLAIN;
    c->url = START;
    if (c->name_len > 2 && !memcmp(c->name, "on", 2))
        c->attr = EVENT;
    for (size_t i = 0; i < sizeof attr_names / sizeof *attr_names; i++)
        if (name_is(c, attr_names[i].name))
            c->attr = (unsigned char)attr_names[i].attr;
    if (c->attr == TYPE && c->elem != SCRIPT)
        c->attr = PLAIN;
    if (!name_is(c, "http-equiv"))
        return NULL;
    c->flags |= HTTP_EQUIV;
    return c->flags & CONTENT_HOLE ? "http-equiv beside a content= with a hole" : NULL;
}

static void value_done(struct yp_ctx *c)
{
    if (c->attr == TYPE && (name_is(c, "application/json") || name_is(c, "application/ld+json")))
        c->flags |= IS_JSON;
    if (c->attr == METHOD && name_is(c, "post"))
        c->has_post = true;
}

static const char *url_char(struct yp_ctx *c, char ch)
{
    if (c->url == REST || c->url == BAD || (c->url == START && is_blank(ch)))
        return NULL;
    if (ch == '/' || ch == '?' || ch == '#') {
        c->url = REST;
        return NULL;
    }
    if (c->url == HOLED || c->url == MAYBE)
        return ch == ':' ? "a colon behind a hole or section at the beginning of an address" : NULL;
    if (ch == ':') {
        bool known = c->url == SCHEME && (name_is(c, "http") || name_is(c, "https") ||
                                          name_is(c, "mailto") || name_is(c, "tel"));
        c->url = known ? REST : BAD;
        return NULL;
    }
    c->url = SCHEME;
    push(c, ch);
    return NULL;
}

static const char *value_char(struct yp_ctx *c, char ch)
{
    if (c->attr == URL)
        return url_char(c, ch);
    if (c->attr == TYPE || c->attr == METHOD)
        push(c, ch);
    return NULL;
}

static const char *begin_name(struct yp_ctx *c, enum state state, char ch)
{
    c->state = (unsigned char)state;
    c->name_len = 0;
    push(c, ch);
    return NULL;
}

static const char *begin_value(struct yp_ctx *c, enum state state)
{
    c->state = (unsigned char)state;
    c->name_len = 0;
    return NULL;
}

static const char *in_lt(struct yp_ctx *c, char ch)
{
    if (is_letter(ch))
        return begin_name(c, TAG_NAME, ch);
    if (ch == '/')
        c->state = END_OPEN;
    else if (ch == '!')
        c->state = BANG;
    else if (ch == '?')
        c->state = DECL;
    else if (ch != '<')
        c->state = TEXT;
    return NULL;
}

static const char *in_end_open(struct yp_ctx *c, char ch)
{
    c->flags |= IS_END;
    if (is_letter(ch))
        return begin_name(c, TAG_NAME, ch);
    if (ch == '>')
        enter_text(c);
    else
        c->state = DECL;
    return NULL;
}

static const char *in_tag_name(struct yp_ctx *c, char ch)
{
    if (!is_blank(ch) && ch != '/' && ch != '>') {
        push(c, ch);
        return ch == '<' ? "a tag that begins in a tag name" : NULL;
    }
    const char *why = tag_name_done(c);
    if (why)
        return why;
    if (ch == '>')
        return tag_done(c);
    enter_tag(c, BEFORE);
    return NULL;
}

/* Between attributes, and behind the name of one (is_named), whose value may follow. */
static const char *in_between(struct yp_ctx *c, char ch, bool is_named)
{
    if (is_blank(ch))
        return NULL;
    if (ch == '>')
        return tag_done(c);
    if (ch == '/') {
        enter_tag(c, BEFORE);
        return NULL;
    }
    if (is_named && ch == '=') {
        c->state = BEFORE_VALUE;
        return NULL;
    }
    if (strchr("\"'<=", ch))
        return "an attribute without a name";
    return begin_name(c, ATTR_NAME, ch);
}

static const char *in_glued(struct yp_ctx *c, char ch)
{
    if (is_blank(ch) || ch == '/' || ch == '>') {
        enter_tag(c, BEFORE);
        return in_between(c, ch, false);
    }
    return "a blank is missing between attributes";
}

static const char *in_attr_name(struct yp_ctx *c, char ch)
{
    if (strchr("\"'<", ch))
        return "a quote or < in an attribute name";
    if (!is_blank(ch) && !strchr("=/>", ch)) {
        push(c, ch);
        return NULL;
    }
    const char *why = attr_name_done(c);
    if (why)
        return why;
    c->state = AFTER_NAME;
    return in_between(c, ch, true);
}

static const char *in_before_value(struct yp_ctx *c, char ch)
{
    if (is_blank(ch))
        return NULL;
    if (ch == '>')
        return tag_done(c);
    if (ch == '"' || ch == '\'')
        return begin_value(c, ch == '"' ? VALUE_DQ : VALUE_SQ);
    begin_value(c, VALUE_UQ);
    return value_char(c, ch);
}

static const char *in_value(struct yp_ctx *c, char ch)
{
    if (ch == (c->state == VALUE_DQ ? '"' : '\'')) {
        value_done(c);
        enter_tag(c, GLUED);
        return NULL;
    }
    return value_char(c, ch);
}

static const char *in_value_unquoted(struct yp_ctx *c, char ch)
{
    if (!is_blank(ch) && ch != '>')
        return value_char(c, ch);
    value_done(c);
    enter_tag(c, BEFORE);
    return in_between(c, ch, false);
}

static const char *in_bang(struct yp_ctx *c, char ch)
{
    if (c->is_xml && ch == '[')
        return "a CDATA section";
    if (ch == '>')
        enter_text(c);
    else
        c->state = ch == '-' ? BANG_DASH : DECL;
    return NULL;
}

static const char *in_bang_dash(struct yp_ctx *c, char ch)
{
    if (ch == '>')
        enter_text(c);
    else
        c->state = ch == '-' ? COMMENT : DECL;
    c->name_len = 0; /* counts dashes now */
    return NULL;
}

static const char *in_comment(struct yp_ctx *c, char ch)
{
    if (ch == '>' && c->name_len == 2)
        enter_text(c);
    else if (ch != '-')
        c->name_len = 0;
    else if (c->name_len < 2)
        c->name_len++;
    return NULL;
}

static const char *in_raw(struct yp_ctx *c, char ch)
{
    c->state = ch == '<' ? RAW_LT : c->elem >= TITLE ? RCDATA : RAW;
    return NULL;
}

static const char *in_raw_lt(struct yp_ctx *c, char ch)
{
    if (ch == '!' && c->elem == SCRIPT)
        return "a comment in a script, which moves the script's end";
    if (ch != '/')
        return in_raw(c, ch);
    c->state = RAW_END;
    c->name_len = 0;
    return NULL;
}

static const char *in_raw_end(struct yp_ctx *c, char ch)
{
    if (is_letter(ch)) {
        push(c, ch);
        return NULL;
    }
    if (!name_is(c, elem_names[c->elem]) || !(is_blank(ch) || ch == '/' || ch == '>'))
        return in_raw(c, ch);
    c->flags |= IS_END;
    enter_tag(c, BEFORE);
    return in_between(c, ch, false);
}

static const char *step(struct yp_ctx *c, char ch)
{
    switch ((enum state)c->state) {
    case TEXT:
        if (ch == '<')
            c->state = LT;
        return NULL;
    case LT: return in_lt(c, ch);
    case END_OPEN: return in_end_open(c, ch);
    case TAG_NAME: return in_tag_name(c, ch);
    case BEFORE: return in_between(c, ch, false);
    case GLUED: return in_glued(c, ch);
    case ATTR_NAME: return in_attr_name(c, ch);
    case AFTER_NAME: return in_between(c, ch, true);
    case BEFORE_VALUE: return in_before_value(c, ch);
    case VALUE_DQ:
    case VALUE_SQ: return in_value(c, ch);
    case VALUE_UQ: return in_value_unquoted(c, ch);
    case BANG: return in_bang(c, ch);
    case BANG_DASH: return in_bang_dash(c, ch);
    case COMMENT: return in_comment(c, ch);
    case DECL:
        if (ch == '>')
            enter_text(c);
        return NULL;
    case RCDATA:
    case RAW: return in_raw(c, ch);
    case RAW_LT: return in_raw_lt(c, ch);
    case RAW_END: return in_raw_end(c, ch);
    }
    return NULL;
}

struct yp_ctx yp_ctx_begin(bool is_xml)
{
    return (struct yp_ctx){ .is_xml = is_xml };
}

bool yp_ctx_feed(struct yp_ctx *ctx, const char *s, size_t len, size_t *ret_at,
                 const char **ret_why)
{
    for (size_t i = 0; i < len; i++) {
        const char *why = s[i] ? step(ctx, s[i]) : "a NUL byte";
        if (why) {
            *ret_at = i;
            *ret_why = why;
            return false;
        }
    }
    return true;
}

static const char *url_hole(struct yp_ctx *c, enum yp_esc *ret_esc)
{
    switch ((enum url)c->url) {
    case START:
        if (c->elem == SCRIPT)
            return "a hole at the beginning of a script's address";
        *ret_esc = YP_ESC_URL;
        c->url = HOLED;
        return NULL;
    case SCHEME: c->url = HOLED; /* fall through */
    case HOLED:
    case REST: *ret_esc = YP_ESC_URL_PART; return NULL;
    case MAYBE: return "a hole behind a section at the beginning of an address";
    case BAD: return "a hole in an address that is not a path, http:, https:, mailto: or tel:";
    }
    return NULL;
}

static const char *attr_hole(struct yp_ctx *c, enum yp_esc *ret_esc)
{
    *ret_esc = c->is_xml ? YP_ESC_XML : YP_ESC_HTML;
    switch ((enum attr)c->attr) {
    case PLAIN: return NULL;
    case URL: return url_hole(c, ret_esc);
    case EVENT: return "a hole in an event handler";
    case STYLE_ATTR: return "a hole in style=";
    case SRCDOC: return "a hole in srcdoc=";
    case UNSAFE: return "a hole in an attribute that has no safe escaper";
    case TYPE: return "a hole in the type of a script";
    case METHOD: c->has_post = true; return NULL; /* it may be */
    case CONTENT:
        c->flags |= CONTENT_HOLE;
        return c->flags & HTTP_EQUIV ? "a hole in content= beside http-equiv" : NULL;
    }
    return NULL;
}

static const char *place(const struct yp_ctx *c)
{
    switch ((enum state)c->state) {
    case LT:
    case END_OPEN:
    case TAG_NAME: return "a hole in a tag name";
    case BEFORE:
    case GLUED:
    case ATTR_NAME:
    case AFTER_NAME: return "a hole in a tag";
    case BEFORE_VALUE:
    case VALUE_UQ: return "a hole in an unquoted attribute";
    case BANG:
    case BANG_DASH:
    case COMMENT: return "a hole in a comment";
    case DECL: return "a hole in a declaration";
    case RAW_LT:
    case RAW_END:
    case RAW:
        return c->elem == STYLE    ? "a hole in a style"
               : c->elem == SCRIPT ? "a hole in a script"
                                   : "a hole in raw text";
    case TEXT:
    case RCDATA:
    case VALUE_DQ:
    case VALUE_SQ: break;
    }
    return NULL;
}

bool yp_ctx_hole(struct yp_ctx *ctx, enum yp_esc *ret_esc, const char **ret_why)
{
    *ret_esc = ctx->is_xml ? YP_ESC_XML : YP_ESC_HTML;
    *ret_why = place(ctx);
    if (ctx->state == VALUE_DQ || ctx->state == VALUE_SQ)
        *ret_why = attr_hole(ctx, ret_esc);
    return !*ret_why;
}

bool yp_ctx_boundary(struct yp_ctx *ctx, const char **ret_why)
{
    *ret_why = NULL;
    if (ctx->state == TAG_NAME)
        *ret_why = tag_name_done(ctx);
    else if (ctx->state == ATTR_NAME)
        *ret_why = attr_name_done(ctx);
    else if (ctx->state == VALUE_UQ)
        value_done(ctx);
    if (ctx->state == TAG_NAME || ctx->state == ATTR_NAME || ctx->state == VALUE_UQ)
        enter_tag(ctx, GLUED);
    if (ctx->state == AFTER_NAME)
        enter_tag(ctx, BEFORE);
    if (*ret_why)
        return false;
    switch ((enum state)ctx->state) {
    case TEXT:
    case RCDATA:
    case BEFORE:
    case GLUED: return true;
    case VALUE_DQ:
    case VALUE_SQ:
        if (ctx->attr == METHOD)
            ctx->has_post = true;
        if (ctx->attr == PLAIN || ctx->attr == URL || ctx->attr == METHOD || ctx->attr == CONTENT)
            return true;
        break;
    default: break;
    }
    *ret_why = "a section where no value may stand";
    return false;
}

static enum url join_url(const struct yp_ctx *a, const struct yp_ctx *b)
{
    if (a->url == b->url && (a->url != SCHEME || (a->name_len == b->name_len &&
                                                  !memcmp(a->name, b->name, a->name_len))))
        return (enum url)a->url;
    if (a->url == BAD || b->url == BAD)
        return BAD;
    if (a->url == START || b->url == START || a->url == MAYBE || b->url == MAYBE)
        return MAYBE;
    return HOLED;
}

static bool in_tag(const struct yp_ctx *c)
{
    return c->state == BEFORE || c->state == GLUED;
}

bool yp_ctx_join(struct yp_ctx *before, const struct yp_ctx *after, bool is_loop)
{
    bool same = before->state == after->state;
    enum state state = same ? (enum state)before->state : GLUED;
    enum url url = join_url(before, after);
    if ((!same && !(in_tag(before) && in_tag(after))) || before->elem != after->elem ||
        before->attr != after->attr || (before->flags ^ after->flags) & ~CONTENT_HOLE)
        return false;
    if (is_loop && (state != before->state || url != before->url))
        return false;
    before->state = (unsigned char)state;
    before->url = (unsigned char)url;
    before->flags |= after->flags;
    before->has_post |= after->has_post;
    return true;
}

bool yp_ctx_is_text(const struct yp_ctx *ctx)
{
    return ctx->state == TEXT;
}

bool yp_ctx_is_json(const struct yp_ctx *ctx)
{
    return ctx->state == RAW && ctx->elem == SCRIPT && ctx->flags & IS_JSON;
}

bool yp_ctx_is_url_start(const struct yp_ctx *ctx)
{
    return (ctx->state == VALUE_DQ || ctx->state == VALUE_SQ) && ctx->attr == URL &&
           ctx->url == START;
}
