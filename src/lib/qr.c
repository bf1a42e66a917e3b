#include "lib/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

enum { QUIET = 4 /* modules of white round the code, as the standard asks */ };

static void add_escaped(struct yp_buf *out, const char *s)
{
    for (; *s; s++) {
        if (strchr("&<>\"'", *s))
            yp_buf_printf(out, "&#%d;", *s);
        else
            yp_buf_char(out, *s);
    }
}

/* The dark modules of a row: a rectangle for each run of them. */
static void add_row(struct yp_buf *out, const unsigned char *row, int width, int y)
{
    for (int x = 0; x < width;) {
        int begin = x;
        while (x < width && (row[x] & 1))
            x++;
        if (x > begin)
            yp_buf_printf(out, "M%d %dh%dv1h-%dz", begin + QUIET, y + QUIET, x - begin, x - begin);
        else
            x++;
    }
}

int yp_qr_svg(const char *text, const char *label, struct yp_buf *out, struct yp_err *err)
{
    if (!*text)
        return yp_fail(err, YP_EINVAL, "qr.empty", "no text");
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return yp_fail(err, YP_ELIMIT, "qr.long", "%zu bytes: %s", strlen(text), strerror(errno));
    int side = code->width + 2 * QUIET;
    yp_buf_str(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"");
    add_escaped(out, label);
    yp_buf_printf(out, "\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"", side, side, 5 * side,
                  5 * side);
    yp_buf_printf(out,
                  " shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/>",
                  side, side, side);
    yp_buf_str(out, "<path fill=\"#000\" d=\"");
    for (int y = 0; y < code->width; y++)
        add_row(out, code->data + y * code->width, code->width, y);
    yp_buf_str(out, "\"/></svg>");
    QRcode_free(code);
    return YP_OK;
}
