/* A bulletin read: bytes to text, text to paragraphs, and one reader after the other. Layer: read. */
#include "read/read.h"

#include <string.h>

#include "base/utf8.h"
#include "lib/charset.h"
#include "lib/html.h"
#include "lib/icu.h"
#include "read/read_int.h"

/* The text of bytes in any of the encodings, without markup, in normal form C. */
static int text_of(struct yp_arena *arena, const char *bytes, size_t len, char **ret,
                   const char **ret_headline, struct yp_err *err)
{
    if (len > YP_READ_BYTES_MAX)
        return yp_fail(err, YP_ELIMIT, "read.long", "%zu bytes", len);
    char *text = yp_charset_utf8(arena, bytes, len, NULL);
    if (yp_html_is(text))
        text = yp_html_text(arena, text, ret_headline);
    for (char *s = text; *s; s++) /* lines of other systems; controls say nothing */
        if (*s == '\r')
            *s = s[1] == '\n' ? ' ' : '\n';
        else if ((unsigned char)*s < ' ' && *s != '\n' && *s != '\t')
            *s = ' ';
    if (strlen(text) > YP_READ_TEXT_MAX)
        return yp_fail(err, YP_ELIMIT, "read.long", "%zu bytes of text", strlen(text));
    return yp_icu_nfc(arena, text, strlen(text), ret, err);
}

/* The paragraphs and sentences, for who shows the text. */
static void tell_parts(struct doc *d)
{
    struct yp_reading *r = d->r;
    r->parts = yp_arena_array(d->arena, (size_t)d->nparas + 1, sizeof *r->parts);
    r->sentences = yp_arena_array(d->arena, (size_t)d->nsentences + 1, sizeof *r->sentences);
    for (int i = 0; i < d->nparas; i++) {
        const struct para *p = &d->paras[i];
        r->parts[r->nparts++] = (struct yp_read_part){
            .span = { p->at, p->len },
            .is_title = p->kind == P_TITLE,
            .is_heading = p->kind == P_HEADING,
            .is_aside = p->kind == P_CAPTION || p->kind == P_NAVIGATION || p->kind == P_LABEL ||
                        p->kind == P_STAMP,
        };
    }
    for (int i = 0; i < d->nsentences; i++)
        if (d->sentences[i].first < d->sentences[i].end)
            r->sentences[r->nsentences++] =
                yp_read_span(d, d->sentences[i].first, d->sentences[i].end);
}

int yp_read_bulletin(struct yp_reading **ret, struct yp_words *words,
                     const struct yp_places *places, struct yp_arena *arena, const char *bytes,
                     size_t len, const struct yp_read_known *known, struct yp_err *err)
{
    char *text;
    const char *headline = NULL;
    int rc = text_of(arena, bytes, len, &text, &headline, err);
    if (rc < 0)
        return rc;
    struct yp_reading *r = yp_arena_alloc(arena, sizeof *r);
    struct doc d = {
        .arena = arena, .words = words, .places = places, .known = known, .text = text, .r = r
    };
    r->text = text;
    yp_read_paragraphs(&d);
    yp_read_tokens(&d);
    yp_read_classify(&d);
    yp_read_days(&d);
    yp_read_names(&d);
    yp_read_things(&d);
    yp_read_titles(&d);
    yp_read_quotes(&d);
    yp_read_municipalities(&d);
    yp_read_things_told(&d);
    yp_read_events(&d);
    yp_read_counts(&d);
    yp_read_outcomes(&d);
    yp_read_link(&d);
    tell_parts(&d);
    *ret = r;
    return YP_OK;
}
