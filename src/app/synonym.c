/* Sets of words that mean the same to whoever looks for them. Layer: app. Spec: doc/spec/search.md,
 * section 6. */
#include <string.h>

#include "app/search.h"
#include "base/utf8.h"
#include "core/core.h"

enum { WORDS_MAX = 10, ROWS_MAX = 5000 };

extern const struct yp_action yp_action_synonym_new, yp_action_synonym_remove;

struct set {
    const char *words[WORDS_MAX];
    int n;
};

/* The words between commas, without blanks around them. */
static bool split(struct yp_arena *arena, const char *text, struct set *ret)
{
    while (*text) {
        size_t len = strcspn(text, ","), end = len, begin = strspn(text, " ");
        while (end > begin && text[end - 1] == ' ')
            end--;
        if (begin < end && ret->n == WORDS_MAX)
            return false;
        if (begin < end)
            ret->words[ret->n++] = yp_arena_mem(arena, text + begin, end - begin);
        text += len + (text[len] == ',');
    }
    return ret->n >= 2;
}

/* A word is one word: more of them would be a phrase, which is not looked for as one. */
static bool is_word(const char *text)
{
    struct yp_token token;
    size_t from = 0;
    return yp_token_next(text, &from, &token) == YP_TOKEN_WORD && token.len == strlen(text);
}

static int insert(struct yp_tx *tx, struct yp_form *form, int64_t set_n, const char *lang,
                  const char *word, const struct yp_wordform *forms, struct yp_err *err)
{
    int rc = YP_OK;
    for (int i = 0; rc == YP_OK && i < forms->n && forms->terms[i].weight == YP_TERM_WHOLE; i++) {
        struct yp_rows rows;
        const char *term = yp_arena_str(tx->arena, forms->terms[i].text);
        rc = yp_tx_run(tx, "synonym.find", YP_ROW(YP_STR("term", term)), &rows, err);
        if (rc == YP_OK && rows.nrow) {
            yp_form_refuse(form, "words", "synonym.taken", "word", word, NULL);
            return yp_form_verdict(form, err);
        }
        if (rc == YP_OK)
            rc =
                yp_tx_run(tx, "synonym.insert",
                          YP_ROW(YP_INT("set_n", set_n), YP_STR("word", word), YP_STR("lang", lang),
                                 YP_STR("term", term), YP_INT("at", tx->viewer.now_at)),
                          NULL, err);
    }
    return rc;
}

static int add(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    const char *text = yp_form_text(form, "words", 1, 300),
               *lang = yp_form_choice(form, "lang", "fi sv en se smn sms", true);
    struct set set = { .n = 0 };
    struct yp_rows next;
    struct yp_words *words;
    if (text && *text && !split(tx->arena, text, &set))
        yp_form_refuse(form, "words", "synonym.two", NULL);
    for (int i = 0; i < set.n; i++)
        if (!is_word(set.words[i]))
            yp_form_refuse(form, "words", "synonym.one_word", "word", set.words[i], NULL);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "synonym.next", YP_NO_ROW, &next, err);
    if (rc == YP_OK && yp_get_i64(&next, 0, "n") > ROWS_MAX - 100) {
        yp_form_refuse(form, "words", "synonym.full", NULL);
        rc = yp_form_verdict(form, err);
    }
    if (rc == YP_OK)
        rc = yp_words_begin(&words, err);
    if (rc < 0)
        return rc;
    int64_t set_n = yp_get_i64(&next, 0, "set_n");
    for (int i = 0; rc == YP_OK && i < set.n; i++)
        rc = insert(tx, form, set_n, lang, set.words[i],
                    yp_words_of(words, lang, set.words[i], strlen(set.words[i])), err);
    yp_words_end();
    if (rc < 0)
        return rc;
    yp_journal(tx, "synonym.new", set_n, "synonym", set_n, "");
    return yp_done(tx, reply, "synonym.added", "/admin/synonyms");
}

YP_ACTION(synonym_new, "synonym.new", "/admin/synonyms", .access = "admin",
          .page = "/admin/synonyms", .words = "synonym", .run = add);

static int leave_out(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                     struct yp_err *err)
{
    int64_t set_n = yp_form_path_id(form, "set"), n = 0;
    int rc = yp_tx_change(tx, "synonym.remove", YP_ROW(YP_INT("set_n", set_n)), &n, err);
    if (rc == YP_OK && !n)
        return yp_fail(err, YP_ENOTFOUND, "error.not_found", "no such set");
    if (rc < 0)
        return rc;
    yp_journal(tx, "synonym.remove", set_n, "synonym", set_n, "");
    return yp_done(tx, reply, "synonym.removed", "/admin/synonyms");
}

YP_ACTION(synonym_remove, "synonym.remove", "/admin/synonyms/{set:id}/remove", .access = "admin",
          .page = "/admin/synonyms", .run = leave_out);
