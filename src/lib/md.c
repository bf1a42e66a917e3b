#include "lib/md.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

enum { OPTIONS = CMARK_OPT_VALIDATE_UTF8, NESTING_MAX = 20, URL_MAX = 2000 };

static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool begins(const char *s, const char *with)
{
    return !strncasecmp(s, with, strlen(with));
}

/* Length of the mark at s that begins a quote or a list item, with the blank behind it; 0 if none.
 */
static size_t container_mark(const char *s)
{
    if (*s == '>')
        return 1;
    size_t digits = strspn(s, "0123456789");
    if (digits ? strchr(".)", s[digits]) != NULL : strchr("-+*", *s) != NULL)
        return s[digits] && strchr(" \t", s[digits + 1]) ? digits + 1 : 0;
    return 0;
}

/* cmark takes minutes where one line opens thousands of quotes or lists and many lines follow. */
static bool nests_too_deep(const char *text)
{
    for (const char *s = text; *s;) {
        int n = 0;
        size_t mark;
        for (s += strspn(s, " \t"); (mark = container_mark(s)) != 0; s += strspn(s, " \t")) {
            s += mark;
            if (++n > NESTING_MAX)
                return true;
        }
        s += strcspn(s, "\r\n");
        s += strspn(s, "\r\n");
    }
    return false;
}

static cmark_node *new_text(const char *literal)
{
    cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(node, literal);
    return node;
}

/* Takes the node away and leaves its children in its place. */
static void unwrap(cmark_node *node)
{
    for (cmark_node *child; (child = cmark_node_first_child(node)) != NULL;)
        cmark_node_insert_before(node, child);
    cmark_node_free(node);
}

/* Puts the characters of raw HTML in its place. */
static void show_html(struct yp_arena *arena, cmark_node *node, bool is_block)
{
    const char *html = cmark_node_get_literal(node);
    size_t len = strlen(html);
    while (len && html[len - 1] == '\n')
        len--;
    cmark_node *text = new_text(yp_arena_mem(arena, html, len));
    cmark_node *in = text;
    if (is_block) {
        in = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node_append_child(in, text);
    }
    cmark_node_insert_before(node, in);
    cmark_node_free(node);
}

/* The first bare address in s, NULL when none; *ret_len gets its length. */
static const char *find_address(const char *s, size_t *ret_len)
{
    static const char *const starts[] = { "http://", "https://", "www." };
    for (const char *at = s; (at = strpbrk(at, "hHwW")) != NULL; at++) {
        if (at > s && (isalnum((unsigned char)at[-1]) || (at[-1] & 0x80)))
            continue;
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
            size_t len = strlen(starts[i]);
            if (begins(at, starts[i]) && isalnum((unsigned char)at[len])) {
                *ret_len = len;
                return at;
            }
        }
    }
    return NULL;
}

/* Length of the address at s: to the next blank, less the punctuation that belongs to the sentence.
 */
static size_t address_length(const char *s, size_t start)
{
    size_t len = start + strcspn(s + start, " \t\r\n<>\"");
    int closed = 0; /* closing parentheses without an opening one */
    for (size_t i = 0; i < len; i++)
        closed += s[i] == ')' ? 1 : s[i] == '(' ? -1 : 0;
    while (len > start && (strchr("?!.,:;*_~'", s[len - 1]) || (s[len - 1] == ')' && closed > 0)))
        closed -= s[--len] == ')';
    return len;
}

static cmark_node *new_link(struct yp_arena *arena, const char *address)
{
    cmark_node *link = cmark_node_new(CMARK_NODE_LINK);
    bool whole = begins(address, "http");
    cmark_node_set_url(link, whole ? address : yp_arena_printf(arena, "http://%s", address));
    cmark_node_append_child(link, new_text(address));
    return link;
}

/* Makes the bare addresses of a text node links. */
static void link_addresses(struct yp_arena *arena, cmark_node *node)
{
    size_t len;
    const char *rest = cmark_node_get_literal(node);
    const char *at = find_address(rest, &len);
    if (!at)
        return;
    rest = yp_arena_str(arena, rest); /* the node's own text is replaced at the end */
    while ((at = find_address(rest, &len)) != NULL) {
        len = address_length(at, len);
        cmark_node *words = new_text(yp_arena_mem(arena, rest, (size_t)(at - rest)));
        cmark_node_insert_before(node, words);
        const char *address = yp_arena_mem(arena, at, len);
        cmark_node_insert_before(node,
                                 len > URL_MAX ? new_text(address) : new_link(arena, address));
        rest = at + len;
    }
    cmark_node_set_literal(node, rest);
}

static bool may_link(const char *url)
{
    return begins(url, "http://") || begins(url, "https://") || begins(url, "mailto:");
}

/* The highest level of a text's headings; 6 when it has none. */
static int highest_heading(cmark_node *root)
{
    int highest = 6;
    cmark_iter *walk = cmark_iter_new(root);
    while (cmark_iter_next(walk) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(walk);
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING &&
            cmark_node_get_heading_level(node) < highest)
            highest = cmark_node_get_heading_level(node);
    }
    cmark_iter_free(walk);
    return highest;
}

/* The highest becomes h3: the text stands under its page's h1 and h2. */
static void shift_heading(cmark_node *node, int highest)
{
    int level = cmark_node_get_heading_level(node) - highest + 3;
    cmark_node_set_heading_level(node, level > 6 ? 6 : level);
}

/* Alignment would become an attribute that HTML no longer has. */
static void drop_alignment(cmark_node *table)
{
    memset(cmark_gfm_extensions_get_table_alignments(table), 0,
           cmark_gfm_extensions_get_table_columns(table));
}

/* A node may be changed when the walk leaves it, and a leaf at once. */
static void clean_node(struct yp_arena *arena, cmark_node *node, bool leaving, int highest,
                       int *links)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK: show_html(arena, node, true); return;
    case CMARK_NODE_HTML_INLINE: show_html(arena, node, false); return;
    case CMARK_NODE_TEXT:
        if (!*links)
            link_addresses(arena, node);
        return;
    case CMARK_NODE_LINK:
        *links += leaving ? -1 : 1;
        if (leaving && !may_link(cmark_node_get_url(node)))
            unwrap(node);
        return;
    case CMARK_NODE_IMAGE:
        if (leaving)
            unwrap(node);
        return;
    default: break;
    }
    if (leaving && cmark_node_get_type(node) == CMARK_NODE_HEADING)
        shift_heading(node, highest);
    else if (leaving && !strcmp(cmark_node_get_type_string(node), "table"))
        drop_alignment(node);
}

static void clean(struct yp_arena *arena, cmark_node *root)
{
    cmark_consolidate_text_nodes(root);
    int highest = highest_heading(root), links = 0;
    cmark_iter *walk = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(walk)) != CMARK_EVENT_DONE;)
        clean_node(arena, cmark_iter_get_node(walk), event == CMARK_EVENT_EXIT, highest, &links);
    cmark_iter_free(walk);
}

/* The cleaned tree of a text. Owner: the caller. */
static int parse(struct yp_arena *arena, const char *text, cmark_node **ret, struct yp_err *err)
{
    size_t len = strlen(text);
    if (len > YP_MD_MAX)
        return yp_fail(err, YP_ELIMIT, "text.long", "%zu bytes", len);
    if (nests_too_deep(text))
        return yp_fail(err, YP_EINVAL, "text.nesting", "over %d levels on a line", NESTING_MAX);
    pthread_once(&once, cmark_gfm_core_extensions_ensure_registered);
    cmark_parser *parser = cmark_parser_new(OPTIONS);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text, len);
    *ret = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    clean(arena, *ret);
    return YP_OK;
}

/* Appends cmark's HTML with some of its tags written our way. A '<' in it always begins a tag. */
static void add_html(struct yp_buf *out, const char *html)
{
    static const char *const tags[][2] = { { "<a href=", "<a rel=\"nofollow\" href=" },
                                           { "<th>", "<th scope=\"col\">" },
                                           { "<br />", "<br>" },
                                           { "<hr />", "<hr>" } };
    while (*html) {
        size_t len = strcspn(html, "<");
        yp_buf_add(out, html, len);
        html += len;
        size_t i = 0;
        while (*html && i < 4 && strncmp(html, tags[i][0], strlen(tags[i][0])) != 0)
            i++;
        if (*html && i < 4) {
            yp_buf_str(out, tags[i][1]);
            html += strlen(tags[i][0]);
        } else if (*html) {
            yp_buf_char(out, *html++);
        }
    }
}

int yp_md_html(struct yp_arena *arena, const char *text, char **ret, struct yp_err *err)
{
    cmark_node *root;
    int rc = parse(arena, text, &root, err);
    if (rc < 0)
        return rc;
    char *html = cmark_render_html(root, OPTIONS, NULL);
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    add_html(&out, html);
    free(html);
    cmark_node_free(root);
    *ret = yp_arena_mem(arena, yp_buf_text(&out), out.len);
    return YP_OK;
}

/* Where the plain text stands. */
struct plain {
    struct yp_buf out;
    int depth;   /* of lists */
    size_t link; /* where the words of the link begin */
    bool mark;   /* a list item's mark has just been written: its text follows on the line */
};

/* Ends the line, or the block with an empty line, unless that was done. */
static void end_block(struct plain *p, bool empty_line)
{
    size_t len = p->out.len;
    if (!len || p->mark)
        return;
    if (p->out.mem[len - 1] != '\n')
        yp_buf_char(&p->out, '\n');
    if (empty_line && (len < 2 || strcmp(p->out.mem + p->out.len - 2, "\n\n") != 0))
        yp_buf_char(&p->out, '\n');
}

static void add_literal(struct plain *p, cmark_node *node)
{
    yp_buf_str(&p->out, cmark_node_get_literal(node));
    p->mark = false;
}

/* The number of a list's next item, counted in the list itself. */
static intptr_t next_number(cmark_node *list)
{
    intptr_t before = (intptr_t)cmark_node_get_user_data(list);
    cmark_node_set_user_data(list, (void *)(before + 1)); /* a count, not an address */
    return cmark_node_get_list_start(list) + before;
}

static void add_item(struct plain *p, cmark_node *item)
{
    cmark_node *list = cmark_node_parent(item);
    end_block(p, false);
    yp_buf_printf(&p->out, "%*s", p->mark ? 0 : 2 * (p->depth - 1), "");
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
        yp_buf_printf(&p->out, "%" PRIdPTR ". ", next_number(list));
    else
        yp_buf_str(&p->out, "- ");
    p->mark = true;
}

/* The address of a link behind its words, unless they say it. */
static void add_address(struct plain *p, const char *url)
{
    const char *words = yp_buf_text(&p->out) + p->link;
    const char *bare = begins(url, "mailto:") || begins(url, "http://") ? url + 7 : url;
    if (strcmp(words, url) != 0 && strcmp(words, bare) != 0)
        yp_buf_printf(&p->out, " (%s)", begins(url, "mailto:") ? bare : url);
}

static void add_leaf(struct plain *p, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE: add_literal(p, node); break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: yp_buf_char(&p->out, '\n'); break;
    case CMARK_NODE_CODE_BLOCK:
        end_block(p, p->depth == 0);
        add_literal(p, node);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        end_block(p, true);
        yp_buf_str(&p->out, "---");
        break;
    default: break;
    }
}

static void enter(struct plain *p, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST:
        end_block(p, p->depth == 0);
        p->depth++;
        return;
    case CMARK_NODE_ITEM: add_item(p, node); return;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING: end_block(p, p->depth == 0); return;
    case CMARK_NODE_LINK: p->link = p->out.len; return;
    default: break;
    }
    const char *type = cmark_node_get_type_string(node);
    if (!strcmp(type, "table"))
        end_block(p, true);
    else if (!strcmp(type, "table_row") || !strcmp(type, "table_header"))
        end_block(p, false);
    else if (!strcmp(type, "table_cell") && cmark_node_previous(node))
        yp_buf_str(&p->out, " | ");
    else
        add_leaf(p, node);
}

static void leave(struct plain *p, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_LIST)
        p->depth--;
    else if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
        p->mark = false;
    else if (cmark_node_get_type(node) == CMARK_NODE_LINK)
        add_address(p, cmark_node_get_url(node));
}

int yp_md_text(struct yp_arena *arena, const char *text, char **ret, struct yp_err *err)
{
    cmark_node *root;
    int rc = parse(arena, text, &root, err);
    if (rc < 0)
        return rc;
    struct plain p = { 0 };
    cmark_iter *walk = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(walk)) != CMARK_EVENT_DONE;)
        (event == CMARK_EVENT_ENTER ? enter : leave)(&p, cmark_iter_get_node(walk));
    cmark_iter_free(walk);
    cmark_node_free(root);
    while (p.out.len && strchr(" \n", p.out.mem[p.out.len - 1]))
        p.out.len--;
    *ret = yp_arena_mem(arena, yp_buf_text(&p.out), p.out.len);
    yp_buf_release(&p.out);
    return YP_OK;
}

void yp_md_plain(struct yp_buf *out, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits && (text[digits] == '.' || text[digits] == ')')) { /* no list begins */
        yp_buf_printf(out, "%.*s\\", (int)digits, text);
        text += digits;
    } else if (*text == '-' || *text == '+') {
        yp_buf_char(out, '\\');
    }
    for (; *text; text++) {
        if (strchr("\\`*_{}[]<>#|~&", *text))
            yp_buf_char(out, '\\');
        yp_buf_char(out, *text == '\n' ? ' ' : *text);
    }
}
