#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <assert.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "lib/icu.h"
#include "words/guess.h"
#include "words/words.h"

#define LEN(a) (sizeof(a) / sizeof *(a))

static const char *data_dir; /* tests/data, the program's argument */
static struct yp_words *words;

static int new_arena(void **state)
{
    struct yp_err err = { 0 };
    *state = yp_arena_new();
    return yp_words_new(&words, &err);
}

static int free_arena(void **state)
{
    yp_words_free(words);
    yp_arena_free(*state);
    return 0;
}

/* Calls each with the two columns of a file's lines; gives how many. */
static int each_pair(struct yp_arena *arena, const char *name,
                     void (*each)(const char *a, const char *b, int *failures))
{
    FILE *f = fopen(yp_arena_printf(arena, "%s/%s", data_dir, name), "rb");
    assert_non_null(f);
    char line[256];
    int n = 0, failures = 0;
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (*line == '#' || !*line)
            continue;
        if (!tab) {
            fail_msg("%s: a line without a tab: %s", name, line);
            break;
        }
        *tab = '\0';
        each(line, tab + 1, &failures);
        n++;
    }
    (void)fclose(f);
    if (failures)
        fail_msg("%d of %d pairs of %s", failures, n, name);
    return n;
}

/* Whether two words share a term of at least these weights. */
static bool meet(const char *a, int weight_a, const char *b, int weight_b)
{
    const struct yp_wordform *x = yp_words_of(words, "fi", a, strlen(a));
    const struct yp_wordform *y = yp_words_of(words, "fi", b, strlen(b));
    for (int i = 0; i < x->n; i++)
        for (int j = 0; j < y->n; j++)
            if (x->terms[i].weight >= weight_a && y->terms[j].weight >= weight_b &&
                !strcmp(x->terms[i].text, y->terms[j].text))
                return true;
    return false;
}

static void meets(const char *form, const char *base, int *failures)
{
    if (meet(form, YP_TERM_GUESS, base, YP_TERM_GUESS))
        return;
    print_error("%s does not find %s\n", base, form);
    ++*failures;
}

static void stays_apart(const char *a, const char *b, int *failures)
{
    if (!meet(a, YP_TERM_WHOLE, b, YP_TERM_WHOLE))
        return;
    print_error("%s finds %s\n", a, b);
    ++*failures;
}

static void every_form_meets_its_base(void **state)
{
    assert_in_range(each_pair(*state, "words.tsv", meets), 420, 10000);
}

static void lookalikes_stay_apart(void **state)
{
    assert_in_range(each_pair(*state, "words_apart.tsv", stays_apart), 60, 10000);
}

/* What a text gives, in one line: each token's position and its terms of whole words. */
static void note(void *ctx, const struct yp_token *token, int position, const struct yp_term *terms,
                 int n)
{
    struct yp_buf *out = ctx;
    yp_buf_printf(out, "%s%d", out->len ? " " : "", position);
    for (int i = 0; i < n; i++)
        if (terms[i].weight == YP_TERM_WHOLE || token->kind != YP_TOKEN_WORD)
            yp_buf_printf(out, ":%s", terms[i].text);
}

static const char *noted(struct yp_arena *arena, const char *lang, const char *text)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    yp_words_text(words, lang, text, note, &out);
    return yp_arena_str(arena, yp_buf_text(&out));
}

/* The term of this weight at a position, among those the text gives. */
struct search {
    const char *term;
    int position, weight;
};

static void look(void *ctx, const struct yp_token *token, int position, const struct yp_term *terms,
                 int n)
{
    struct search *s = ctx;
    (void)token;
    for (int i = 0; i < n; i++)
        if (position == s->position && !strcmp(terms[i].text, s->term))
            s->weight = terms[i].weight;
}

/* The weight of a term at a position of a Finnish text; 0 when it is not there. */
static int weight_at(const char *text, int position, const char *term)
{
    struct search s = { .term = term, .position = position };
    yp_words_text(words, "fi", text, look, &s);
    return s.weight;
}

/* Tokens in short: W word, N number, D day, § section, with what they say. */
static const char *tokens(struct yp_arena *arena, const char *text)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    struct yp_token token;
    size_t from = 0, before = 0;
    while (yp_token_next(text, &from, &token)) {
        assert_true(token.at >= before && token.len > 0 && from == token.at + token.len);
        before = from;
        struct yp_local day = yp_day_split(token.kind == YP_TOKEN_DAY ? token.n : 0);
        if (token.kind == YP_TOKEN_DAY)
            yp_buf_printf(&out, "D%d-%d-%d|", day.year, day.month, day.day);
        else if (token.kind == YP_TOKEN_SECTION)
            yp_buf_printf(&out, "S%d|", token.n);
        else
            yp_buf_printf(&out, "%s%s%.*s%s|", token.kind == YP_TOKEN_NUMBER ? "N" : "W",
                          token.is_end ? "<" : "", (int)token.len, text + token.at,
                          token.is_begin ? ">" : "");
    }
    assert_int_equal(from, strlen(text));
    assert_int_equal(yp_token_next(text, &from, &token), YP_TOKEN_END);
    return yp_arena_str(arena, yp_buf_text(&out));
}

static void texts_are_cut_into_tokens(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "", "" },
        { " \n\t", "" },
        { "– … ”,. -- !", "" },
        { "Kokous pidettiin.", "WKokous|Wpidettiin|" },
        /* days */
        { "15.1.2021", "D2021-1-15|" },
        { "(15.01.2021)", "D2021-1-15|" },
        { "2021-01-15", "D2021-1-15|" },
        { "29.2.2020 29.2.2021", "D2020-2-29|N29.2.2021|" },
        { "31.11.2021", "N31.11.2021|" },
        { "15.1. kello 9.30", "N15.1|Wkello|N9.30|" },
        { "12.–13.5.2022", "N12|D2022-5-13|" },
        { "28.12.2021–2.1.2022", "D2021-12-28|D2022-1-2|" },
        { "115.1.2021", "N115.1.2021|" },
        { "15.1.20213", "N15.1.20213|" },
        /* sections */
        { "§ 12", "S12|" },
        { "12 §", "S12|" },
        { "12§ ja §13", "S12|Wja|S13|" },
        { "§\u00A07", "S7|" },
        { "7\u00A0§:n mukaan", "S7|Wn|Wmukaan|" },
        { "§ ilman lukua", "Wilman|Wlukua|" },
        { "§§ 4–5", "S4|N5|" },
        /* numbers */
        { "1 200 000 euroa, 1,5 % ja 3.", "N1|N200|N000|Weuroa|N1,5|Wja|N3|" },
        { "3D-malli 24h covid19", "W3D-malli|W24h|Wcovid19|" },
        { "12345678901234567890", "N12345678901234567890|" },
        /* hyphens, colons, apostrophes, soft hyphens */
        { "sote-keskus", "Wsote-keskus|" },
        { "OLKA-toiminta, Anna-Liisa", "WOLKA-toiminta|WAnna-Liisa|" },
        { "päihde- ja mielenterveystyö", "Wpäihde>|Wja|Wmielenterveystyö|" },
        { "kuntatyöntekijät ja -päättäjät", "Wkuntatyöntekijät|Wja|W<päättäjät|" },
        { "sote-keskus -hanke", "Wsote-keskus|W<hanke|" },
        { "THL:n, ry:lle: kyllä", "WTHL:n|Wry:lle|Wkyllä|" },
        { "EU:ssa 3:lle", "WEU:ssa|W3:lle|" },
        { "vaa’an raa'at", "Wvaa’an|Wraa'at|" },
        { "yhdys\u00ADpinta", "Wyhdys\u00ADpinta|" },
        { "sote\u2011keskus sote\u2010keskus", "Wsote\u2011keskus|Wsote\u2010keskus|" },
        { "sana–toinen", "Wsana|Wtoinen|" },
        { "kokous\u00A0alkaa", "Wkokous|Walkaa|" },
        /* letters of all our languages, capital or not, composed or not */
        { "Čáhppes Đeatnu ŋŠŧž Åland", "WČáhppes|WĐeatnu|WŋŠŧž|WÅland|" },
        { "a\u0308iti", "Wa\u0308iti|" },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        assert_string_equal(tokens(*state, cases[i].in), cases[i].out);
}

static void texts_give_days_and_sections(void **state)
{
    assert_string_equal(noted(*state, "fi", ""), "");
    assert_string_equal(noted(*state, "fi", " …\n– "), "");
    assert_string_equal(noted(*state, "fi", "15.1.2021"), noted(*state, "fi", "2021-01-15"));
    assert_string_equal(noted(*state, "fi", "15.1.2021"), "0:2021-01-15");
    assert_string_equal(noted(*state, "fi", "12 §"), "0:§12");
    assert_string_equal(noted(*state, "sv", "§ 12 och § 13"), "0:§12 2:§13");
    assert_string_equal(noted(*state, "fi", "1,5"), "0:1,5");
    /* a stop word keeps its place, so that phrases stay as they were */
    assert_string_equal(noted(*state, "fi", "kunta ja"), "0:kunta");
    assert_string_equal(noted(*state, "fi", "ja ja järjestö"), "2:järjestö");
}

static void ellipses_are_made_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int position;
        const char *term;
        int weight;
    } cases[] = {
        { "päihde- ja mielenterveystyön", 0, "päihdetyö", YP_TERM_WHOLE },
        { "päihde- ja mielenterveystyön", 2, "mielenterveystyö", YP_TERM_WHOLE },
        { "sosiaali- ja terveydenhuollossa", 0, "sosiaalihuolto", YP_TERM_WHOLE },
        { "sosiaali- ja terveydenhuollossa", 2, "terveydenhuolto", YP_TERM_WHOLE },
        { "lapsi- ja perhepalveluihin", 0, "lapsipalvelu", YP_TERM_WHOLE },
        { "lapsi- ja perhepalveluihin", 0, "lapsi", YP_TERM_PART },
        { "päihde-, mielenterveys- ja vammaistyöstä", 0, "päihdetyö", YP_TERM_WHOLE },
        { "päihde-, mielenterveys- ja vammaistyöstä", 1, "mielenterveystyö", YP_TERM_WHOLE },
        { "asiakas- ja potilastietojärjestelmän", 0, "asiakastietojärjestelmä", YP_TERM_WHOLE },
        { "asiakas- ja potilastietojärjestelmän", 0, "asiakasjärjestelmä", YP_TERM_WHOLE },
        { "kuntatyöntekijät ja -päättäjät", 2, "kuntapäättäjä", YP_TERM_WHOLE },
        { "kuntatyöntekijät ja -päättäjät", 2, "päättäjä", YP_TERM_WHOLE },
        { "kuntatyöntekijät ja -päättäjät", 0, "kuntatyöntekijä", YP_TERM_WHOLE },
        { "sote-keskus -hankkeen", 1, "sote-keskus-hanke", YP_TERM_WHOLE },
        { "sote-keskus -hankkeen", 1, "hanke", YP_TERM_WHOLE },
        { "päihdetyö", 0, "päihdetyö", YP_TERM_WHOLE },
        /* what only looks like one */
        { "kunta ja päättäjät", 2, "kuntapäättäjä", 0 },
        { "päihde- 12 mielenterveystyö", 0, "päihdetyö", 0 },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        if (weight_at(cases[i].text, cases[i].position, cases[i].term) != cases[i].weight)
            fail_msg("%s: %s at %d", cases[i].text, cases[i].term, cases[i].position);
}

static void parts_weigh_less_than_wholes(void **state)
{
    (void)state;
    static const struct {
        const char *word, *term;
        int weight;
    } cases[] = {
        { "perhekeskustoimintamallia", "perhekeskustoimintamalli", YP_TERM_WHOLE },
        { "perhekeskustoimintamallia", "perhekeskus", YP_TERM_PART },
        { "perhekeskustoimintamallia", "toimintamalli", YP_TERM_PART },
        { "perhekeskustoimintamallia", "perhe", YP_TERM_PART },
        { "mielenterveystyötä", "mieli", YP_TERM_PART },
        { "sote-keskuksissa", "keskus", YP_TERM_PART },
        { "OLKA-toiminnan", "olka", YP_TERM_PART },
        { "THL:n", "thl", YP_TERM_WHOLE },
        { "yhdys\u00ADpinnat", "yhdyspinta", YP_TERM_WHOLE },
        { "sote\u2011keskuksen", "sote-keskus", YP_TERM_WHOLE },
        { "HANKKEESSA", "hanke", YP_TERM_WHOLE },
        { "pa\u0308a\u0308to\u0308ksen", "päätös", YP_TERM_WHOLE },
        { "keskustelemaan", "maa", 0 },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        if (weight_at(cases[i].word, 0, cases[i].term) != cases[i].weight)
            fail_msg("%s: %s %d", cases[i].word, cases[i].term,
                     weight_at(cases[i].word, 0, cases[i].term));
}

static void sami_letters_stay(void **state)
{
    static const char *const langs[] = { "fi", "se", "smn", "sms" };
    for (size_t i = 0; i < LEN(langs); i++) {
        const char *told = noted(*state, langs[i], "ČĐŊŠŦŽ");
        if (!strstr(told, "čđŋšŧž"))
            fail_msg("%s: %s", langs[i], told);
    }
    assert_string_equal(noted(*state, "se", "čoahkkin"), "0:čoahkkin");
    assert_string_equal(noted(*state, "se", "Čoahkkin, coahkkin"), "0:čoahkkin 1:coahkkin");
    assert_string_equal(noted(*state, "smn", "Čuákkim"), noted(*state, "smn", "čuákkim"));
}

static void other_languages_are_stemmed(void **state)
{
    static const struct {
        const char *lang, *a, *b;
        bool do_meet;
    } cases[] = {
        { "sv", "kommunerna", "kommun", true },
        { "sv", "möten", "möte", true },
        { "sv", "rådgivningen", "rådgivningar", true },
        { "en", "meetings", "meeting", true },
        { "en", "decided", "decide", true },
        { "sv", "kommun", "kommers", false },
        { "en", "county", "count", false },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        const struct yp_wordform *a =
            yp_words_of(words, cases[i].lang, cases[i].a, strlen(cases[i].a));
        const struct yp_wordform *b =
            yp_words_of(words, cases[i].lang, cases[i].b, strlen(cases[i].b));
        bool do_meet = false;
        for (int j = 0; j < a->n; j++)
            for (int k = 0; k < b->n; k++)
                do_meet |= !strcmp(a->terms[j].text, b->terms[k].text);
        if (do_meet != cases[i].do_meet)
            fail_msg("%s: %s, %s", cases[i].lang, cases[i].a, cases[i].b);
    }
    assert_string_equal(noted(*state, "sv", "och i det"), "");
    assert_string_equal(noted(*state, "en", "the of and"), "");
    /* the same letters are different words in different languages */
    assert_string_not_equal(noted(*state, "sv", "kunder"), noted(*state, "en", "kunder"));
}

static void long_words_have_limits(void **state)
{
    static const char *const letters[] = { "a", "ä", "č", "a-", "1" };
    for (size_t i = 0; i < LEN(letters); i++) {
        YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
        for (int n = 0; n < 1000; n++)
            yp_buf_str(&text, letters[i]);
        yp_buf_str(&text, "n loppu");
        for (int l = 0; l < 2; l++) {
            YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
            yp_words_text(words, l ? "sv" : "fi", yp_buf_text(&text), note, &out);
            assert_true(out.len > 0);
            assert_non_null(strstr(yp_buf_text(&out), ":loppu"));
            for (const char *s = yp_buf_text(&out); *s;
                 s += strcspn(s, ": ") + (s[strcspn(s, ": ")] != 0))
                assert_true(strcspn(s, ": ") <= YP_TERM_MAX);
            assert_true(yp_utf8_valid(yp_buf_text(&out), out.len));
        }
    }
    /* the same beginning within the limit is the same word, whatever comes after it */
    struct yp_token token;
    size_t from = 0;
    YP_CLEANUP(yp_buf_release) struct yp_buf word = YP_BUF_INIT;
    for (int n = 0; n < 1000; n++)
        yp_buf_str(&word, "ö");
    assert_int_equal(yp_token_next(yp_buf_text(&word), &from, &token), YP_TOKEN_WORD);
    assert_int_equal(token.len, 2000);
    const struct yp_wordform *w = yp_words_of(words, "fi", yp_buf_text(&word), word.len);
    assert_false(w->is_known);
    assert_ptr_equal(w, yp_words_of(words, "fi", yp_buf_text(&word), word.len - 2));
    assert_int_equal(yp_words_of(words, "fi", "", 0)->n, 0);
    (void)state;
}

static void guesses_hold_the_nominative(void **state)
{
    static const struct {
        const char *form, *nominative;
    } cases[] = {
        { "pikassoksen", "pikassos" },
        { "soteuttamossa", "soteuttamo" },
        { "satasotea", "satasote" },
        { "rosenqvistin", "rosenqvist" },
        { "huttuselle", "huttunen" },
        { "tolvasesta", "tolvanen" },
        { "kivelän", "kivelä" },
        { "palojoen", "palojoki" },
        { "kyrömäellä", "kyrömäki" },
        { "hertan", "hertta" },
        { "vepsän", "vepsä" },
        { "ylitalon", "ylitalo" },
        { "haapakankaalta", "haapakangas" },
        { "lehdon", "lehto" },
        { "nordströmille", "nordström" },
        { "ábo", "ábo" },
        { "kowalskin", "kowalski" },
        { "pikassoskin", "pikassos" },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        const char *list[YP_GUESS_MAX];
        int n = yp_guess_nominatives(*state, cases[i].form, list);
        assert_in_range(n, 1, YP_GUESS_MAX);
        assert_string_equal(list[0], cases[i].form);
        bool is_there = false;
        for (int j = 0; j < n; j++) {
            is_there |= !strcmp(list[j], cases[i].nominative);
            for (int k = 0; k < j; k++)
                assert_string_not_equal(list[j], list[k]);
        }
        if (!is_there)
            fail_msg("%s is not guessed of %s", cases[i].nominative, cases[i].form);
    }
}

static void the_cache_may_overflow(void **state)
{
    for (int i = 0; i < 25000; i++) {
        char word[16];
        int len = snprintf(word, sizeof word, "qx%dw", i);
        const struct yp_wordform *w = yp_words_of(words, "sv", word, (size_t)len);
        assert_true(w->n > 0);
        assert_string_equal(w->terms[0].text, word);
    }
    assert_true(meet("hankkeiden", YP_TERM_WHOLE, "hanke", YP_TERM_WHOLE));
    (void)state;
}

int main(int argc, char **argv)
{
    assert(argc > 1);
    data_dir = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_meets_its_base), cmocka_unit_test(lookalikes_stay_apart),
        cmocka_unit_test(texts_are_cut_into_tokens), cmocka_unit_test(texts_give_days_and_sections),
        cmocka_unit_test(ellipses_are_made_whole),   cmocka_unit_test(parts_weigh_less_than_wholes),
        cmocka_unit_test(sami_letters_stay),         cmocka_unit_test(other_languages_are_stemmed),
        cmocka_unit_test(long_words_have_limits),    cmocka_unit_test(guesses_hold_the_nominative),
        cmocka_unit_test(the_cache_may_overflow),
    };
    return cmocka_run_group_tests(tests, new_arena, free_arena);
}
