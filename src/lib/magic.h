/* What a file really is, and which ones are accepted. Layer: lib; library: libmagic. Any thread. */
#pragma once
#include <stddef.h>

#include "base/err.h"

enum { YP_TYPE_SIZE = 80 };

/*
 * The media type of bytes from outside ("application/pdf"), by content alone.
 *
 * Errors  YP_EINVAL "file.empty"; YP_EBUG "error.internal" when libmagic lacks its data
 * Cost    under 1 ms; one at a time in the process
 */
int yp_magic_type(const void *mem, size_t len, char ret[YP_TYPE_SIZE],
                  struct yp_err *err) YP_MUST_CHECK;
/*
 * Whether a file may be kept: one of pdf png jpg jpeg webp docx xlsx pptx odt ods odp txt csv rtf,
 * whose content is what its name says.
 *
 * type       of yp_magic_type
 * file_name  as sent
 * ret_type   the media type to serve it with (text/csv where the content is seen only as plain
 *            text); static
 * Errors     YP_EINVAL "file.type": not of these; "file.extension": one of these, but the content
 *            is another thing; arguments name, type
 */
int yp_media_allowed(const char *type, const char *file_name, const char **ret_type,
                     struct yp_err *err) YP_MUST_CHECK;
