#include "fixture.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

static const char *const page_columns[] = { "title", "url", "lang" };
static const char *const group_columns[] = { "id",       "name",       "body_html",
                                             "can_edit", "count_n",    "ratio",
                                             "nothing",  "script_url", "word" };
static const char *const meeting_columns[] = { "id",        "title",    "state",
                                               "starts_at", "held_day", "is_open" };
static const char *const item_columns[] = { "meeting_id", "id", "title" };
static const char *const vote_columns[] = { "item_id", "who" };
static const char *const option_columns[] = { "value", "label", "is_selected" };
static const char *const empty_columns[] = { "id" };

static const struct yp_section sections[NSECTION] = {
    [PAGE] = { "page", -1, true, page_columns, COUNT(page_columns), NULL, NULL, false },
    [GROUP] = { "group", -1, true, group_columns, COUNT(group_columns), NULL, NULL, false },
    [MEETING] = { "meeting", -1, false, meeting_columns, COUNT(meeting_columns), NULL, NULL, true },
    [ITEM] = { "item", MEETING, false, item_columns, COUNT(item_columns), "id", "meeting_id",
               true },
    [VOTE] = { "vote", ITEM, false, vote_columns, COUNT(vote_columns), "id", "item_id", false },
    [OPTION] = { "option", -1, false, option_columns, COUNT(option_columns), NULL, NULL, false },
    [EMPTY] = { "empty", -1, false, empty_columns, COUNT(empty_columns), NULL, NULL, true },
};
const struct yp_sections fix_sections = { sections, NSECTION };

#define I(x)                                                                                       \
    {                                                                                              \
        .type = YP_I64, .i = (x)                                                                   \
    }
#define T(x)                                                                                       \
    {                                                                                              \
        .type = YP_TEXT, .len = sizeof(x) - 1, .s = (x)                                            \
    }
#define F(x)                                                                                       \
    {                                                                                              \
        .type = YP_F64, .f = (x)                                                                   \
    }
#define NIL                                                                                        \
    {                                                                                              \
        .type = YP_NULL                                                                            \
    }

static const struct yp_value page_cells[] = { T("<b>\"T'&"), T("/groups?a=1&b=2"), T("fi") };
static const struct yp_value group_cells[] = {
    I(7), T("R&D <\"x'>"),          T("<p>ok</p>"),           I(1), I(1), F(0.1),
    NIL,  T("javascript:alert(1)"), T("a b/c?d&e#f%\xC3\xA4")
};
/* The rows carry hidden columns behind those of the section. */
static const char *const meeting_names[] = { "id",       "title",   "state", "starts_at",
                                             "held_day", "is_open", "-next" };
static const struct yp_value meeting_cells[] = {
    I(1),          T("One<"),     T("draft"),    I(1714564800000000),
    I(19844),      I(1),          T("cursor&1"), I(2),
    T("Two"),      T("held"),     I(-1),         NIL,
    I(0),          T("cursor&2"), I(3),          T(""),
    T("new"),      NIL,           I(0),          NIL,
    T("cursor&3"),
};
/* Not sorted by meeting; item 12 is of a meeting that is not there. */
static const char *const item_names[] = { "meeting_id", "id", "title", "-more" };
static const struct yp_value item_cells[] = {
    I(2), I(20), T("c"), I(1), I(1), I(10), T("a"), I(0), I(2), I(21), T("d"), I(1),
    I(1), I(11), T("b"), I(0), I(9), I(12), T("x"), I(0), NIL,  I(13), T("y"), I(0),
};
static const struct yp_value vote_cells[] = { I(10), T("v1"), I(21), T("v2"), I(10), T("v3") };
static const struct yp_value option_cells[] = { T("a"), T("A"), I(0), T("b"), T("B"), I(1) };

const struct yp_rows fix_rows[NSECTION] = {
    [PAGE] = { COUNT(page_columns), 1, page_columns, page_cells, false },
    [GROUP] = { COUNT(group_columns), 1, group_columns, group_cells, false },
    [MEETING] = { COUNT(meeting_names), 3, meeting_names, meeting_cells, true },
    [ITEM] = { COUNT(item_names), 6, item_names, item_cells, false },
    [VOTE] = { COUNT(vote_columns), 3, vote_columns, vote_cells, false },
    [OPTION] = { COUNT(option_columns), 2, option_columns, option_cells, false },
    [EMPTY] = { 0, 0, NULL, NULL, false },
};

static const char *const texts[][2] = {
    { "plain", "Save & go" },
    { "named", "Hello {name}, {when}!" },
    { "odd", "{ {} {A} {name" },
    { "count one", "{n} <meeting>" },
    { "count other", "{n} meetings of {name}" },
    { "lonely one", "one only" },
    { "link_html", "See <a href=\"{url}\">{name}</a>" },
    { "broken_html", "See <a href=\"" },
    { "script_html", "<script>{name}</script>" },
    { "meeting.state.draft", "Draft & co" },
    { "meeting.state.held", "Held" },
};

static const char *message(void *ctx, const char *key, const char *plural)
{
    (void)ctx;
    char full[80];
    snprintf(full, sizeof full, "%s%s%s", key, plural ? " " : "", plural ? plural : "");
    for (int i = 0; i < COUNT(texts); i++)
        if (!strcmp(texts[i][0], full))
            return texts[i][1];
    return NULL;
}

static bool enumeration(void *ctx, const char *key, const char **ret_missing)
{
    (void)ctx;
    *ret_missing = "archived";
    return !strcmp(key, "meeting.state");
}

static const char *const partials[][2] = {
    { "hello", "<b>{{name}}</b>\n" },
    { "field", "<label for=\"[[name]]\">{{_ [[label]]}}</label>[[?hint]]<i>[[hint]]</i>[[/hint]]"
               "[[^hint]]-[[/hint]]<input name=\"[[name]]\" value=\"{{[[value]]}}\">" },
    { "outer", "{{> field name=[[n]] value=[[n]] label=plain hint=\"in [[n]]\"}}" },
    { "loop", "x{{> loop}}" },
    { "wrong", "<p>\nfine\n{{unknown}}" },
    { "late", "<p>\n\n[[missing]]" },
    { "brackets", "[[1, 2]] [[a" },
    { "open", "[[?a]]x" },
    { "stray", "x[[/a]]" },
};

static const char *partial(void *ctx, const char *name)
{
    (void)ctx;
    for (int i = 0; i < COUNT(partials); i++)
        if (!strcmp(partials[i][0], name))
            return partials[i][1];
    return NULL;
}

const struct yp_tpl_words fix_words = { NULL, message, enumeration, partial };

static void format(void *ctx, const char *name, const struct yp_value *v, struct yp_buf *out)
{
    (void)ctx;
    if (v->type == YP_I64)
        yp_buf_printf(out, "<%s %" PRId64 ">", name, v->i);
    else
        yp_buf_printf(out, "<%s>", name);
}

static bool known(void *ctx, const char *name)
{
    (void)ctx;
    return !strcmp(name, "date") || !strcmp(name, "number");
}

static const char *plural(void *ctx, int64_t n)
{
    (void)ctx;
    return n == 1 ? "one" : "other";
}

static const char *enum_text(void *ctx, const char *key, const char *value)
{
    char full[80];
    snprintf(full, sizeof full, "%s.%s", key, value);
    return message(ctx, full, NULL);
}

const struct yp_tpl_format fix_format = { NULL, "fi", format, known, plural, enum_text };

static struct yp_buf out = YP_BUF_INIT;
static struct yp_err err;

const char *fix_draw(enum yp_tpl_kind kind, const char *text, const struct yp_rows *rows)
{
    struct yp_tpl *tpl = NULL;
    yp_err_clear(&err);
    int rc =
        yp_tpl_new(&tpl, kind, "page.html", text, &fix_sections, &fix_words, &fix_format, &err);
    if (rc < 0)
        fail_msg("refused: %s", err.detail);
    struct yp_arena *arena = yp_arena_new();
    const struct yp_data data = { &fix_sections, rows ? rows : fix_rows };
    yp_buf_clear(&out);
    rc = yp_tpl_render(tpl, &fix_format, &data, arena, &out, &err);
    yp_arena_free(arena);
    yp_tpl_free(tpl);
    assert_int_equal(rc, YP_OK);
    return yp_buf_text(&out);
}

const char *fix_refusal(enum yp_tpl_kind kind, const char *text)
{
    struct yp_tpl *tpl = NULL;
    yp_err_clear(&err);
    int rc =
        yp_tpl_new(&tpl, kind, "page.html", text, &fix_sections, &fix_words, &fix_format, &err);
    if (rc == YP_OK) {
        yp_tpl_free(tpl);
        return "";
    }
    assert_null(tpl);
    assert_int_equal(rc, YP_EBUG);
    assert_string_equal(err.key, "tpl.form");
    return err.detail;
}

int fix_end(void **state)
{
    (void)state;
    yp_buf_release(&out);
    return 0;
}
