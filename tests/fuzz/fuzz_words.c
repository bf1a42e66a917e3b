/* Any text as a question and as what is searched: tokens go forward and stay inside, every tag of an excerpt is a mark,
 * and what is left of it is the text. */
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "words/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void follow_tokens(const char *text)
{
    struct yp_token token;
    size_t from = 0, before = 0, len = strlen(text);
    while (yp_token_next(text, &from, &token)) {
        if (token.at < before || !token.len || token.at + token.len > len || from <= before)
            abort();
        before = from;
    }
}

static void look_at(const char *html)
{
    int open = 0;
    for (const char *at = html; (at = strchr(at, '<')) != NULL; at++) {
        if (!strncmp(at, "<mark>", 6))
            open++;
        else if (!strncmp(at, "</mark>", 7))
            open--;
        else
            abort();
        if (open < 0 || open > 1)
            abort();
    }
    if (open)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct yp_words *words;
    static const char *const langs[] = { "fi", "sv", "en", "se" };
    if (!words && yp_words_new(&words, NULL) < 0)
        abort();
    if (!len || !yp_utf8_valid((const char *)bytes, len))
        return 0;
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    const char *text = yp_arena_mem(arena, bytes, len), *lang = langs[bytes[0] % 4];
    struct yp_query *query = yp_arena_alloc(arena, sizeof *query);
    follow_tokens(text);
    size_t half = yp_utf8_cut(text, strlen(text) / 2);
    yp_query_read(words, arena, lang, yp_arena_mem(arena, text, half), query);
    if (query->n > YP_SLOTS_MAX)
        abort();
    yp_query_phrases(words, query, lang, text, text + half);
    yp_query_excerpt(words, query, lang, text, 120, &out);
    look_at(yp_buf_text(&out));
    return 0;
}
