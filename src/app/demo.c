/* The demonstration region: scripts with days relative to today. Layer: app.  Data: demo/README.md.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/fill.h"
#include "base/clock.h"

struct hole {
    int32_t day;
    int hour, minute;
    bool has_time;
};

/* "2021-01-15", "today", "today+14", "today-30", each with or without " 09:00". */
static bool read_hole(const char *words, int32_t today, struct hole *ret)
{
    int y, m, d, days = 0, used = 0;
    if (sscanf(words, "today%n", &used) == 0 && used) {
        int more = 0;
        bool moved = words[used] == '+' || words[used] == '-';
        if (moved && sscanf(words + used, "%d%n", &days, &more) == 1)
            used += more;
        ret->day = today + days;
    } else if (sscanf(words, "%4d-%2d-%2d%n", &y, &m, &d, &used) == 3 && yp_day_valid(y, m, d)) {
        ret->day = yp_day(y, m, d);
    } else {
        return false;
    }
    words += used;
    ret->has_time = *words == ' ';
    used = 0;
    if (ret->has_time && sscanf(words, " %2d:%2d%n", &ret->hour, &ret->minute, &used) != 2)
        return false;
    return words[used] == '\0';
}

static bool put_hole(struct yp_buf *out, const char *words, int32_t today, int64_t now_at)
{
    struct hole hole = { 0 };
    bool year = !strncmp(words, "year ", 5);
    if (!strcmp(words, "now")) {
        yp_buf_printf(out, "%" PRId64, now_at);
        return true;
    }
    if (!read_hole(year ? words + 5 : words, today, &hole) || (year && hole.has_time))
        return false;
    if (year)
        yp_buf_printf(out, "%d", yp_day_split(hole.day).year);
    else if (hole.has_time)
        yp_buf_printf(out, "%" PRId64, yp_at_of(hole.day, hole.hour, hole.minute));
    else
        yp_buf_printf(out, "%" PRId32, hole.day);
    return true;
}

int yp_demo_script(struct yp_arena *arena, const char *text, int32_t today, int64_t now_at,
                   const char **ret, struct yp_err *err)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    for (;;) {
        size_t plain = strcspn(text, "{");
        yp_buf_add(&out, text, plain);
        text += plain;
        if (!*text)
            break;
        size_t len = strcspn(text, "}\n");
        const char *words = yp_arena_mem(arena, text + 1, len ? len - 1 : 0);
        if (text[len] != '}' || !put_hole(&out, words, today, now_at))
            return yp_fail(err, YP_EBUG, "demo.script", "{%s}", words);
        text += len + 1;
    }
    *ret = yp_arena_mem(arena, yp_buf_text(&out), out.len);
    return YP_OK;
}

/* The scripts give fixed ids; PostgreSQL's own numbers must go on after them. */
static const char NUMBERS_ON_PG[] = "DO $$ DECLARE t text; BEGIN\n"
                                    "  FOR t IN SELECT table_name FROM information_schema.columns\n"
                                    "            WHERE table_schema = current_schema() AND "
                                    "column_name = 'id' AND is_identity = 'YES' LOOP\n"
                                    "    EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, "
                                    "''id''), COALESCE(max(id), 1), max(id) IS NOT NULL)\n"
                                    "                      FROM %I', t, t);\n"
                                    "  END LOOP; END $$";

/* The last working day up to a day: the practice body does not meet on a weekend. */
static int32_t working_day(int32_t day)
{
    int weekday = yp_day_split(day).weekday;
    return weekday > 5 ? day - (weekday - 5) : day;
}

int yp_demo_fill(struct yp_core *core, struct yp_db *db, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    const char *const *names, *script;
    int n = yp_files_list(core->files, arena, "demo/", ".sql", &names), rc = YP_OK;
    for (int i = 0; i < n && rc == YP_OK; i++) {
        rc = yp_demo_script(arena, yp_files_get(core->files, names[i], NULL),
                            working_day(yp_today()), yp_now_at(), &script, err);
        if (rc == YP_OK)
            rc = yp_db_script(db, script, err);
    }
    if (rc == YP_OK && core->engine == YP_PG)
        rc = yp_db_script(db, NUMBERS_ON_PG, err);
    return rc;
}
