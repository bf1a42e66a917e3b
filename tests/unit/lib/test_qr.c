#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/qr.h"

/* Dark modules of the drawing: the sum of the lengths of its runs. */
static long dark(const char *svg)
{
    long n = 0;
    const char *at = strstr(svg, "fill=\"#000\"");
    assert_non_null(at);
    while (at && (at = strchr(at, 'h')) != NULL && at[1] != '-') {
        n += strtol(at + 1, NULL, 10);
        at = strchr(at, 'z');
    }
    return n;
}

static void draws_a_labelled_picture(void **state)
{
    (void)state;
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    assert_int_equal(yp_qr_svg("https://x.fi/", "Linkki <\"kokoukseen\"> & muuta", &out, NULL),
                     YP_OK);
    const char *svg = yp_buf_text(&out);
    assert_non_null(strstr(svg, "role=\"img\""));
    assert_non_null(
        strstr(svg, "aria-label=\"Linkki &#60;&#34;kokoukseen&#34;&#62; &#38; muuta\""));
    assert_non_null(
        strstr(svg, "viewBox=\"0 0 29 29\"")); /* version 1: 21 modules, 4 white on each side */
    assert_string_equal(svg + strlen(svg) - 6, "</svg>");
    assert_non_null(strstr(svg, "M4 4h7v1h-7z")); /* the corner's top edge */
    assert_true(dark(svg) > 21 * 21 / 3 && dark(svg) < 21 * 21 * 2 / 3);
}

static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    char text[2400];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    struct yp_err err = { 0 };
    assert_int_equal(yp_qr_svg(text, "", &out, &err), YP_ELIMIT);
    assert_string_equal(err.key, "qr.long");
    yp_err_clear(&err);
    assert_int_equal(yp_qr_svg("", "", &out, &err), YP_EINVAL);
    assert_string_equal(err.key, "qr.empty");
    assert_int_equal(out.len, 0);
    text[2331] = '\0';
    assert_int_equal(yp_qr_svg(text, "", &out, NULL), YP_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_a_labelled_picture),
        cmocka_unit_test(refuses_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
