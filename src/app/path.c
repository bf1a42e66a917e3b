#include "app/path.h"

#include <stddef.h>
#include <string.h>

const char *yp_local_path(const char *text)
{
    if (!text || text[0] != '/' || text[1] == '/' || strlen(text) > 400)
        return NULL;
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 0x7f || *c == '\\')
            return NULL;
    return text;
}
