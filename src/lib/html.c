#include "lib/html.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>

#include "base/buf.h"

static bool is_among(const char *const *list, size_t n, const xmlChar *name)
{
    for (size_t i = 0; i < n; i++)
        if (!xmlStrcasecmp(name, (const xmlChar *)list[i]))
            return true;
    return false;
}

#define AMONG(list, name) is_among(list, sizeof(list) / sizeof *(list), name)

static const char *const silent[] = {
    "script", "style", "noscript", "nav",      "footer", "option",
    "button", "aside", "svg",      "template", "head",   "select"
};
static const char *const blocks[] = { "p",       "div",     "h1",     "h2",         "h3",
                                      "h4",      "h5",      "h6",     "ul",         "ol",
                                      "li",      "section", "header", "blockquote", "figure",
                                      "article", "table",   "tr",     "figcaption", "address",
                                      "main",    "dl",      "dt",     "dd",         "time",
                                      "pre",     "hr",      "td",     "th" };

bool yp_html_is(const char *text)
{
    static const char *const tags[] = { "<p>",  "<p ",   "<html",   "<!doctype html", "<body",
                                        "<div", "<br>",  "<br/>",   "<br />",         "<h1",
                                        "<h2",  "<span", "<article" };
    int found = 0;
    for (const char *s = strchr(text, '<'); s; s = strchr(s + 1, '<'))
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
            if (!strncasecmp(s, tags[i], strlen(tags[i])) && ++found > 0)
                return true;
    return false;
}

static void break_line(struct yp_buf *out)
{
    while (out->len && out->mem[out->len - 1] == ' ')
        out->len--;
    if (out->len &&
        !(out->len > 1 && out->mem[out->len - 1] == '\n' && out->mem[out->len - 2] == '\n'))
        yp_buf_str(out, out->mem[out->len - 1] == '\n' ? "\n" : "\n\n");
}

/* Text with its blanks run together, as a browser shows it. */
static void add_text(struct yp_buf *out, const char *s)
{
    for (; *s; s++) {
        bool is_blank = strchr(" \t\r\n\f", *s) != NULL;
        bool is_begin = !out->len || strchr(" \n", out->mem[out->len - 1]);
        if (!is_blank)
            yp_buf_char(out, *s);
        else if (!is_begin)
            yp_buf_char(out, ' ');
    }
}

static void add_picture(struct yp_buf *out, xmlNode *node)
{
    xmlChar *alt = xmlGetProp(node, (const xmlChar *)"alt");
    if (alt && *alt) {
        break_line(out);
        yp_buf_str(out, "Kuva: ");
        add_text(out, (const char *)alt);
        break_line(out);
    }
    xmlFree(alt);
}

/* Whether what is inside the node is read. */
static bool enter(struct yp_buf *out, xmlNode *node)
{
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        if (node->content)
            add_text(out, (const char *)node->content);
        return false;
    }
    if (node->type != XML_ELEMENT_NODE)
        return node->type == XML_HTML_DOCUMENT_NODE;
    if (AMONG(silent, node->name))
        return false;
    if (!xmlStrcasecmp(node->name, (const xmlChar *)"img"))
        add_picture(out, node);
    else if (!xmlStrcasecmp(node->name, (const xmlChar *)"br"))
        yp_buf_char(out, '\n');
    else if (AMONG(blocks, node->name))
        break_line(out);
    if (!xmlStrcasecmp(node->name, (const xmlChar *)"li"))
        yp_buf_str(out, "• ");
    if (!xmlStrcasecmp(node->name, (const xmlChar *)"figcaption"))
        yp_buf_str(out, "Kuva: ");
    return true;
}

static void leave(struct yp_buf *out, const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE && AMONG(blocks, node->name))
        break_line(out);
}

static bool is_headline(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && !xmlStrcasecmp(node->name, (const xmlChar *)"h1");
}

/* Keeps where the first headline that says something stands. */
struct headline {
    size_t at, len;
};

static void walk(struct yp_buf *out, xmlNode *root, struct headline *first)
{
    for (xmlNode *node = root; node;) {
        bool is_entered = enter(out, node);
        if (is_entered && is_headline(node) && !first->len)
            first->at = out->len;
        if (is_entered && node->children) {
            node = node->children;
            continue;
        }
        while (node && !node->next) {
            node = node->parent == root->parent ? NULL : node->parent;
            if (node && is_headline(node) && !first->len)
                first->len = out->len - first->at;
            if (node)
                leave(out, node);
        }
        if (node)
            node = node->next;
    }
}

char *yp_html_text(struct yp_arena *arena, const char *html, const char **ret_title)
{
    size_t len = strlen(html);
    struct headline first = { 0 };
    if (ret_title)
        *ret_title = NULL;
    if (len > INT_MAX)
        return yp_arena_str(arena, "");
    htmlDocPtr doc = htmlReadMemory(html, (int)len, NULL, "UTF-8",
                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET);
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    if (doc)
        walk(&out, xmlDocGetRootElement(doc), &first);
    xmlFreeDoc(doc);
    if (ret_title && first.len && first.at + first.len <= out.len)
        *ret_title = yp_arena_mem(arena, out.mem + first.at, first.len);
    return yp_arena_str(arena, yp_buf_text(&out));
}
