/* Prints how long a page of 60 rows takes. Not a test: ninja bench_tpl_render, then run it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "fixture.h"

enum { ROWS = 60, COLUMNS = 6, ROUNDS = 20000 };

static const char text[] =
    "<ul>{{#meeting}}<li id=\"m{{id}}\"><h2><a href=\"/meetings/{{id}}\">{{title}}</a></h2>\n"
    "<p class=\"tag{{?is_open}} open{{/is_open}}\">{{_ meeting.state[state]}} "
    "<time>{{starts_at}}</time> {{held_day}}</p></li>{{/meeting}}</ul>";

static const char *enum_text(void *ctx, const char *key, const char *value)
{
    (void)ctx;
    (void)key;
    return value; /* what a catalogue costs is not measured here */
}

int main(void)
{
    struct yp_tpl_format format = fix_format;
    format.enum_text = enum_text;
    static struct yp_value cells[ROWS * COLUMNS];
    for (int i = 0; i < ROWS; i++) {
        const struct yp_value row[COLUMNS] = {
            yp_int(100000 + i), yp_text("Palvelurakennery\xC3\xB6hm\xC3\xA4n kokous & muistio"),
            yp_text("draft"),   yp_int(1714564800000000),
            yp_int(19844),      yp_int(i & 1)
        };
        memcpy(&cells[i * COLUMNS], row, sizeof row);
    }
    struct yp_rows rows[NSECTION];
    memcpy(rows, fix_rows, sizeof rows);
    rows[MEETING] =
        (struct yp_rows){ COLUMNS, ROWS, fix_sections.at[MEETING].columns, cells, false };
    const struct yp_data data = { &fix_sections, rows };
    struct yp_tpl *tpl;
    struct yp_err err = { 0 };
    if (yp_tpl_new(&tpl, YP_TPL_HTML, "bench", text, &fix_sections, &fix_words, &fix_format, &err) <
        0)
        return 1;
    struct yp_arena *arena = yp_arena_new();
    struct yp_buf out = YP_BUF_INIT;
    int64_t from = yp_tick();
    for (int i = 0; i < ROUNDS; i++) {
        yp_arena_reset(arena);
        yp_buf_clear(&out);
        if (yp_tpl_render(tpl, &format, &data, arena, &out, &err) < 0)
            return 1;
    }
    double each = (double)(yp_tick() - from) / ROUNDS;
    printf("%d rows, %zu bytes: %.1f us a page\n", ROWS, out.len, each);
    yp_buf_release(&out);
    yp_arena_free(arena);
    yp_tpl_free(tpl);
    return 0;
}
