#include "lib/json.h"

#include <jansson.h>
#include <string.h>

enum { DEPTH_MAX = 64 };

static bool take(struct yp_arena *arena, const json_t *from, struct yp_json *to, int depth)
{
    if (depth > DEPTH_MAX)
        return false;
    switch (json_typeof(from)) {
    case JSON_OBJECT: {
        struct yp_json *items = yp_arena_array(arena, json_object_size(from), sizeof *items);
        const char *name;
        json_t *value;
        to->type = YP_JSON_OBJECT;
        to->items = items;
        json_object_foreach((json_t *)from, name, value)
        {
            items[to->n].name = yp_arena_str(arena, name);
            if (!take(arena, value, &items[to->n++], depth + 1))
                return false;
        }
        break;
    }
    case JSON_ARRAY: {
        struct yp_json *items = yp_arena_array(arena, json_array_size(from), sizeof *items);
        to->type = YP_JSON_LIST;
        to->items = items;
        for (size_t i = 0; i < json_array_size(from); i++)
            if (!take(arena, json_array_get(from, i), &items[to->n++], depth + 1))
                return false;
        break;
    }
    case JSON_STRING:
        to->type = YP_JSON_TEXT;
        to->text = yp_arena_str(arena, json_string_value(from));
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        to->type = YP_JSON_NUMBER;
        to->number = json_number_value(from);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        to->type = YP_JSON_BOOL;
        to->is_true = json_is_true(from);
        break;
    default: break;
    }
    return true;
}

int yp_json_read(struct yp_arena *arena, const char *text, size_t len, const struct yp_json **ret,
                 struct yp_err *err)
{
    json_error_t why;
    json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why);
    if (!root)
        return yp_fail(err, YP_EINVAL, "text.encoding", "line %d: %s", why.line, why.text);
    struct yp_json *to = yp_arena_alloc(arena, sizeof *to);
    bool is_taken = take(arena, root, to, 0);
    json_decref(root);
    if (!is_taken)
        return yp_fail(err, YP_EINVAL, "text.encoding", "deeper than %d levels", DEPTH_MAX);
    *ret = to;
    return YP_OK;
}

const struct yp_json *yp_json_get(const struct yp_json *json, const char *name)
{
    if (!json || json->type != YP_JSON_OBJECT)
        return NULL;
    for (int i = 0; i < json->n; i++)
        if (!strcmp(json->items[i].name, name))
            return json->items[i].type == YP_JSON_NULL ? NULL : &json->items[i];
    return NULL;
}

const char *yp_json_text(const struct yp_json *json, const char *name)
{
    const struct yp_json *item = yp_json_get(json, name);
    return item && item->type == YP_JSON_TEXT ? item->text : NULL;
}
