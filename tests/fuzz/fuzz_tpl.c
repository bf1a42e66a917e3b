/*
 * Any template over hostile rows: what compiles must draw, and no value may bring markup about. The
 * first byte chooses the kind; a line "---" parts the template from the text of its partials and
 * messages.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tpl/tpl.h"

static const char *extra; /* text of every partial and message */

static const char *message(void *ctx, const char *key, const char *plural)
{
    (void)ctx;
    (void)key;
    (void)plural;
    return extra;
}

static bool enumeration(void *ctx, const char *key, const char **ret_missing)
{
    (void)ctx;
    (void)key;
    (void)ret_missing;
    return true;
}

static const char *partial(void *ctx, const char *name)
{
    (void)ctx;
    (void)name;
    return extra;
}

static void format(void *ctx, const char *name, const struct yp_value *v, struct yp_buf *out)
{
    (void)ctx;
    (void)name;
    (void)v;
    yp_buf_str(out, "<hostile9>");
}

static bool known(void *ctx, const char *name)
{
    (void)ctx;
    (void)name;
    return true;
}

static const char *plural_of(void *ctx, int64_t n)
{
    (void)ctx;
    return n == 1 ? "one" : "other";
}

static const char *enum_text(void *ctx, const char *key, const char *value)
{
    (void)ctx;
    (void)key;
    return value;
}

static const char *const columns[] = { "a", "b", "c", "d_html" };
static const struct yp_section sections[] = {
    { "s", -1, true, columns, 4, NULL, NULL, false },
    { "t", -1, false, columns, 4, NULL, NULL, true },
    { "u", 1, false, columns, 4, "a", "a", true },
    { "v", 2, true, columns, 4, "a", "b", false },
};
static const struct yp_sections all = { sections, 4 };

/* Draws; the buffer holds some bytes only, so that its end is met too. */
static void draw(const struct yp_tpl *tpl, const struct yp_tpl_format *fmt, bool is_html,
                 const char *text)
{
    const struct yp_value cells[] = {
        yp_int(1),
        yp_text("\"'><hostile9>"),
        yp_none(),
        yp_text("<p>"),
        yp_int(2),
        yp_text("javascript:hostile9"),
        yp_real(0.1),
        yp_text(""),
        yp_int(1),
        yp_int(1),
        yp_blob("<hostile9>", 10),
        yp_none(),
    };
    const struct yp_rows one = { 4, 1, columns, cells, false },
                         many = { 4, 3, columns, cells, true };
    const struct yp_rows rows[] = { one, many, many, many };
    const struct yp_data data = { &all, rows };
    struct yp_arena *arena = yp_arena_new();
    struct yp_buf out = { .cap = 1 << 16 };
    struct yp_err err = { 0 };
    int rc = yp_tpl_render(tpl, fmt, &data, arena, &out, &err);
    if (rc != YP_OK && rc != YP_ELIMIT)
        abort();
    bool is_mine = strstr(text, "hostile9") || strstr(extra, "hostile9");
    if (is_html && !is_mine && strstr(yp_buf_text(&out), "<hostile9"))
        abort();
    yp_buf_release(&out);
    yp_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *mem, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *mem, size_t len)
{
    if (len < 1 || len > 4096)
        return 0;
    char *text = yp_calloc(len + 1, 1);
    memcpy(text, mem + 1, len - 1);
    char *part = strstr(text, "---\n");
    extra = part ? part + 4 : "{a}";
    if (part)
        *part = '\0';
    const struct yp_tpl_words words = { NULL, message, enumeration, partial };
    const struct yp_tpl_format fmt = { NULL, "fi", format, known, plural_of, enum_text };
    struct yp_tpl *tpl = NULL;
    struct yp_err err = { 0 };
    enum yp_tpl_kind kind = (enum yp_tpl_kind)(mem[0] % 3);
    int rc = yp_tpl_new(&tpl, kind, "fuzz", text, &all, &words, &fmt, &err);
    if (rc == YP_OK)
        draw(tpl, &fmt, kind != YP_TPL_TEXT, text);
    else if (tpl || rc != YP_EBUG)
        abort();
    yp_tpl_free(tpl);
    free(text);
    return 0;
}
