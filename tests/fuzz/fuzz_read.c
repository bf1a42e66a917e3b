/* Any bytes as a bulletin: every place that is told lies inside the text, and every text is well-formed. */
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void look_at(const char *text, struct yp_read_span span, const char *name)
{
    require(span.at + span.len <= strlen(text));
    require(yp_utf8_valid(text + span.at, span.len));
    require(!name || yp_utf8_valid(name, strlen(name)));
}

static void look_at_names(const char *text, const struct yp_read_name *list, int n)
{
    for (int i = 0; i < n; i++)
        look_at(text, list[i].span, list[i].name);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct yp_words *words;
    static struct yp_places *places;
    static const char areas[] =
        "kind,name_fi,name_sv\nmunicipality,Pori,Björneborg\nmunicipality,Ii,Ii\n";
    if (!words && (yp_words_new(&words, NULL) < 0 ||
                   yp_places_new(&places, areas, sizeof areas - 1, NULL) < 0))
        abort();
    struct yp_arena *arena = yp_arena_new();
    struct yp_reading *r;
    if (yp_read_bulletin(&r, words, places, arena, (const char *)bytes, len, NULL, NULL) == YP_OK) {
        require(yp_utf8_valid(r->text, strlen(r->text)));
        look_at(r->text, r->title_span, r->title);
        look_at_names(r->text, r->bodies, r->nbodies);
        look_at_names(r->text, r->projects, r->nprojects);
        look_at_names(r->text, r->networks, r->nnetworks);
        look_at_names(r->text, r->models, r->nmodels);
        look_at_names(r->text, r->orgs, r->norgs);
        look_at_names(r->text, r->municipalities, r->nmunicipalities);
        for (int i = 0; i < r->npersons; i++)
            look_at(r->text, r->persons[i].span, r->persons[i].name);
        for (int i = 0; i < r->nquotes; i++)
            look_at(r->text, r->quotes[i].span, r->quotes[i].speaker);
        for (int i = 0; i < r->ncounts; i++)
            look_at(r->text, r->counts[i].span, r->counts[i].what);
        for (int i = 0; i < r->nevents; i++)
            look_at(r->text, r->events[i].span, NULL);
        for (int i = 0; i < r->nflags; i++)
            look_at(r->text, r->flags[i].span, r->flags[i].text);
    }
    yp_arena_free(arena);
    return 0;
}
