#include "app/points.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Length of "12. " or "12) " at the beginning of a line, 0 when there is none. */
static size_t number_at(const char *line)
{
    size_t n = strspn(line, "0123456789");
    if (!n || n > 2 || (line[n] != '.' && line[n] != ')') || line[n + 1] != ' ')
        return 0;
    n++;
    return n + strspn(line + n, " ");
}

static bool is_blank(const char *line, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!isspace((unsigned char)line[i]))
            return false;
    return true;
}

int yp_points(struct yp_arena *arena, const char *text, const char **ret, int max)
{
    int n = 0;
    const char *begin = NULL, *end = NULL; /* of the point being read */
    for (const char *line = text;; line++) {
        size_t len = strcspn(line, "\n"), number = number_at(line);
        bool blank = is_blank(line, len), last = !line[len];
        if (begin && (blank || number)) {
            if (n < max)
                ret[n] = yp_arena_mem(arena, begin, (size_t)(end - begin));
            n++;
            begin = NULL;
        }
        if (!blank && !begin)
            begin = line + number;
        end = line + len;
        line += len;
        if (!last)
            continue;
        if (begin) {
            if (n < max)
                ret[n] = yp_arena_mem(arena, begin, (size_t)(end - begin));
            n++;
        }
        return n;
    }
}
