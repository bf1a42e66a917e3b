/* Links what was read to what a register knows. Layer: read. */
#include <string.h>

#include "lib/icu.h"
#include "read/read_int.h"

/* The entry of a name: number in the map, by kind and folded name. */
static const struct yp_read_entry *find(struct doc *d, enum yp_read_what what, const char *name)
{
    const char *fold = yp_icu_fold(d->arena, name);
    int *at = yp_read_map(d, yp_arena_printf(d->arena, "K%d:%s", (int)what, fold), false);
    return at && *at ? &d->known->entries[*at - 1] : NULL;
}

static void link_names(struct doc *d, enum yp_read_what what, struct yp_read_name *list, int n)
{
    for (int i = 0; i < n; i++) {
        const struct yp_read_entry *e = find(d, what, list[i].name);
        if (!e)
            continue;
        list[i].known_id = e->id;
        if (e->chief)
            list[i].name = e->chief;
    }
}

void yp_read_link(struct doc *d)
{
    struct yp_reading *r = d->r;
    const struct yp_read_known *known = d->known;
    if (!known || !known->nentries)
        return;
    d->nmap = 2 * (size_t)known->nentries + 64;
    d->map = yp_arena_array(d->arena, d->nmap, sizeof *d->map);
    for (int i = 0; i < known->nentries; i++) {
        const struct yp_read_entry *e = &known->entries[i];
        const char *fold = yp_icu_fold(d->arena, e->name);
        int *at = yp_read_map(d, yp_arena_printf(d->arena, "K%d:%s", (int)e->what, fold), true);
        if (!*at)
            *at = i + 1;
    }
    link_names(d, YP_READ_A_BODY, r->bodies, r->nbodies);
    link_names(d, YP_READ_A_PROJECT, r->projects, r->nprojects);
    link_names(d, YP_READ_A_NETWORK, r->networks, r->nnetworks);
    link_names(d, YP_READ_AN_ORG, r->orgs, r->norgs);
    link_names(d, YP_READ_A_MUNICIPALITY, r->municipalities, r->nmunicipalities);
    for (int i = 0; i < r->npersons; i++) {
        const struct yp_read_entry *e = find(d, YP_READ_A_PERSON, r->persons[i].name);
        if (e)
            r->persons[i].known_id = e->id;
    }
}
