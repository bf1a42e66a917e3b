/* Any text as formatted text: no tag and no address in the HTML but those that we allow. */
#include <stdbool.h>
#include <stdint.h>
#include <strings.h>

#include "lib/md.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool is_allowed_tag(const char *tag)
{
    static const char *const tags[] = {
        "<p>",
        "</p>",
        "<em>",
        "</em>",
        "<strong>",
        "</strong>",
        "<code>",
        "</code>",
        "<pre><code",
        "</pre>",
        "<br>",
        "<hr>",
        "<ul>",
        "</ul>",
        "<ol>",
        "<ol start=\"",
        "</ol>",
        "<li>",
        "</li>",
        "<blockquote>",
        "</blockquote>",
        "<h3>",
        "<h4>",
        "<h5>",
        "<h6>",
        "</h3>",
        "</h4>",
        "</h5>",
        "</h6>",
        "<table>",
        "</table>",
        "<thead>",
        "</thead>",
        "<tbody>",
        "</tbody>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th scope=\"col\">",
        "</th>",
        "</a>",
        "<code class=\"language-",
    };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (!strncmp(tag, tags[i], strlen(tags[i])))
            return true;
    static const char link[] = "<a rel=\"nofollow\" href=\"";
    if (strncmp(tag, link, sizeof link - 1))
        return false;
    tag += sizeof link - 1;
    return !strncasecmp(tag, "http://", 7) || !strncasecmp(tag, "https://", 8) ||
           !strncasecmp(tag, "mailto:", 7);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct yp_arena *arena = yp_arena_new();
    char *text = yp_arena_mem(arena, bytes, len), *html, *plain;
    if (yp_md_html(arena, text, &html, NULL) == YP_OK)
        for (const char *at = html; (at = strchr(at, '<')) != NULL; at++)
            if (!is_allowed_tag(at))
                abort();
    if (yp_md_text(arena, text, &plain, NULL) == YP_OK && strlen(plain) > 20 * len + 20)
        abort();
    yp_arena_free(arena);
    return 0;
}
