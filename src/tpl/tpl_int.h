/*
 * What the files of the template layer share. Layer: tpl. Spec: doc/page-language.md.
 *
 * A template goes through three steps: expand (partials put in, comments out), compile (names,
 * contexts and messages checked; a flat list of operations made), render (the list run over rows).
 */
#pragma once
#include "tpl/tpl.h"

/*---- escape.c ----*/
enum yp_esc {
    YP_ESC_NONE,
    YP_ESC_HTML,    /* text, RCDATA and quoted attributes */
    YP_ESC_XML,     /* the same without the control characters XML has no form for */
    YP_ESC_LINES,   /* YP_ESC_HTML, and a line break becomes <br> */
    YP_ESC_URL,     /* a whole address: unknown schemes become # */
    YP_ESC_URL_PART /* a piece of a path, a query or a fragment */
};
/* Appends len bytes of s, made safe for where they stand. */
void yp_escape(struct yp_buf *out, enum yp_esc esc, const char *s, size_t len);

/*---- context.c: where in HTML or XML a hole stands ----*/
enum { YP_CTX_NAME = 24 };

struct yp_ctx {
    bool is_xml;
    bool has_post; /* a method="post" was seen; sticky */
    unsigned char state, elem, attr, url, flags;
    unsigned char name_len;
    char name[YP_CTX_NAME]; /* the name or value being read, in lower case; not NUL-terminated */
};
/* The context at the beginning of a document. */
struct yp_ctx yp_ctx_begin(bool is_xml);
/* Reads template text. false, with the reason and the bytes read, when it cannot be followed
 * safely. */
bool yp_ctx_feed(struct yp_ctx *ctx, const char *s, size_t len, size_t *ret_at,
                 const char **ret_why);
/* The escaper for a hole here; the context moves behind the hole. false, with the reason, where
 * none is safe. */
bool yp_ctx_hole(struct yp_ctx *ctx, enum yp_esc *ret_esc, const char **ret_why);
/* Whether a section may begin or end here. A name just read ends here. */
bool yp_ctx_boundary(struct yp_ctx *ctx, const char **ret_why);
/* Joins the context before a section (and so without it) with the one at its end. false when they
 * differ so much that what follows would mean different things. is_loop: the section may come many
 * times. */
bool yp_ctx_join(struct yp_ctx *before, const struct yp_ctx *after, bool is_loop);
/* Whether this is text between elements (where markup may stand). */
bool yp_ctx_is_text(const struct yp_ctx *ctx);
/* Whether this is the inside of <script type="application/json">. */
bool yp_ctx_is_json(const struct yp_ctx *ctx);
/* Whether this is the beginning of an address. */
bool yp_ctx_is_url_start(const struct yp_ctx *ctx);

/*---- expand.c ----*/
struct yp_mark {
    size_t at;                      /* from this byte of the text on ... */
    const char *file, *text, *from; /* ... it is this file, whose text is this, from here */
};
/* A line of a file, counted from 1. */
struct yp_place {
    const char *file;
    int line;
};
/* A template with its partials put in. */
struct yp_source {
    struct yp_buf text;
    struct yp_mark *marks;
    int nmark, size;
};
/* Expands text of file. Owner: the caller frees with yp_source_release, also after a failure; file
 * names are kept in arena; text, and that of partials, is read until the release. Errors YP_EBUG
 * "tpl.form". */
int yp_source_init(struct yp_source *src, const char *file, const char *text,
                   const struct yp_tpl_words *words, struct yp_arena *arena,
                   struct yp_err *err) YP_MUST_CHECK;
void yp_source_release(struct yp_source *src);
/* Where byte at came from. */
struct yp_place yp_source_place(const struct yp_source *src, size_t at);

/*---- compile.c, message.c ----*/
/* Columns below 0 are facts about the section. */
enum { YP_COL_FIRST = -1, YP_COL_LAST = -2, YP_COL_N = -3, YP_COL_MORE = -4, YP_COL_NEXT = -5 };

struct yp_ref {
    int section, column;
};

enum yp_op_kind {
    YP_OP_TEXT,   /* len bytes from at */
    YP_OP_VALUE,  /* ref, by format name or NULL, through esc */
    YP_OP_ENUM,   /* the message name[ref], through esc */
    YP_OP_EACH,   /* the operations up to jump, once a row of ref.section */
    YP_OP_NONE,   /* go to jump when ref.section has rows */
    YP_OP_IF,     /* go to jump unless ref is something */
    YP_OP_UNLESS, /* go to jump when ref is something */
    YP_OP_PLURAL, /* go to jump unless the number ref takes the form "one" */
    YP_OP_JUMP,   /* go to jump */
    YP_OP_JSON    /* ref.section as JSON */
};

struct yp_op {
    unsigned char kind, esc;
    struct yp_ref ref;
    int jump;
    uint32_t at, len;
    const char *name;
};

struct yp_tpl {
    struct yp_arena *arena; /* names */
    const struct yp_sections *sections;
    struct yp_op *ops;
    int nop;
    char *text;       /* of YP_OP_TEXT */
    bool *is_used;    /* sections->n: whether any operation looks at it */
    bool *tells_more; /* sections->n: whether it says that a section has more rows */
    bool has_post;
};

enum { YP_TPL_DEPTH = 32 }; /* sections within sections */

struct yp_open {
    char kind; /* '#', '^' or '?' */
    const char *name;
    int section; /* of '#', else -1 */
    int op;
    struct yp_ctx ctx; /* before it */
};

struct yp_compile {
    struct yp_tpl *tpl;
    enum yp_tpl_kind kind;
    const struct yp_tpl_words *words;
    const struct yp_tpl_format *format;
    struct yp_source src;
    size_t at; /* what is being read, for messages */
    struct yp_ctx ctx;
    struct yp_buf text;
    int size;    /* of tpl->ops */
    int barrier; /* an operation something jumps to: text before it may not grow */
    struct yp_open open[YP_TPL_DEPTH];
    int depth;
    struct yp_err *err;
};
/* Fails with file and line of what is being read. */
int yp_compile_fail(struct yp_compile *c, const char *fmt, ...) YP_PRINTF(2, 3) YP_MUST_CHECK;
/* Finds a column by name ("col", "section.col", "-n"). */
int yp_compile_ref(struct yp_compile *c, const char *name, struct yp_ref *ret) YP_MUST_CHECK;
/* The escaper for a hole here. */
int yp_compile_hole(struct yp_compile *c, enum yp_esc *ret_esc) YP_MUST_CHECK;
/* Adds an operation and returns its index. */
int yp_compile_op(struct yp_compile *c, enum yp_op_kind kind, struct yp_ref ref);
/* Lets operation op jump to what comes next. */
void yp_compile_land(struct yp_compile *c, int op);
/* Adds text as it is. */
void yp_compile_text(struct yp_compile *c, const char *s, size_t len);
/* Adds markup, which moves the context. */
int yp_compile_markup(struct yp_compile *c, const char *s, size_t len) YP_MUST_CHECK;
/* Adds a value. format may be NULL. */
int yp_compile_value(struct yp_compile *c, struct yp_ref ref, const char *format,
                     enum yp_esc esc) YP_MUST_CHECK;
/* Compiles "_ key name=col", "_ key[col]" and "_n key n=col"; tag is cut up. */
int yp_compile_message(struct yp_compile *c, char *tag) YP_MUST_CHECK;

/*---- children.c: the rows of each parent ----*/
struct yp_children;
/* Groups rows by column on (-1: no groups) in one pass. Owner: arena; rows must outlive it. */
struct yp_children *yp_children_new(struct yp_arena *arena, const struct yp_rows *rows, int on);
/* Row numbers with that key, in the order of the rows; returns how many. NULL is no key. */
int yp_children_find(const struct yp_children *children, const struct yp_value *key,
                     const int **ret_list);

/*---- json.c ----*/
/* The shortest decimal text that reads back as the same number; "" when it is not finite. */
void yp_real_text(double f, char ret[32]);
