/* QR codes as SVG. Layer: lib; library: libqrencode. Any thread. */
#pragma once
#include "base/buf.h"
#include "base/err.h"

/*
 * Appends the QR code of a text as an <svg role="img"> with its quiet zone, for embedding in HTML.
 *
 * label   what it is, in words ("Linkki kokoukseen"); its accessible name, escaped here
 * Errors  YP_ELIMIT "qr.long" (over some 2,300 bytes), YP_EINVAL "qr.empty"
 */
int yp_qr_svg(const char *text, const char *label, struct yp_buf *out,
              struct yp_err *err) YP_MUST_CHECK;
