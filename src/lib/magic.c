#include "lib/magic.h"

#include <magic.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static magic_t cookie; /* opened at first use, for the life of the process; under the lock */

/* What each name's ending stands for; `also` is what libmagic may take such content for. */
static const struct media {
    const char *ending, *type, *also[3];
} media[] = {
    { "pdf", "application/pdf", { 0 } },
    { "png", "image/png", { 0 } },
    { "jpg", "image/jpeg", { 0 } },
    { "jpeg", "image/jpeg", { 0 } },
    { "webp", "image/webp", { 0 } },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", { 0 } },
    { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", { 0 } },
    { "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", { 0 } },
    { "odt", "application/vnd.oasis.opendocument.text", { 0 } },
    { "ods", "application/vnd.oasis.opendocument.spreadsheet", { 0 } },
    { "odp", "application/vnd.oasis.opendocument.presentation", { 0 } },
    { "txt", "text/plain", { "text/csv" } },
    { "csv", "text/csv", { "text/plain", "application/csv" } },
    { "rtf", "text/rtf", { "application/rtf" } },
};

enum { NMEDIA = sizeof media / sizeof *media };

static bool open_magic(struct yp_err *err)
{
    if (cookie)
        return true;
    magic_t m = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
    if (m && magic_load(m, NULL) == 0) {
        cookie = m;
        return true;
    }
    yp_err_set(err, YP_EBUG, "", "error.internal", __FILE__, __LINE__, "libmagic: %s",
               m ? magic_error(m) : "no memory");
    if (m)
        magic_close(m);
    return false;
}

/* The kind of an office file that libmagic takes for a plain archive, because its parts stand in
 * another order than Microsoft's programs write them; NULL for other archives. Part names are not
 * compressed. */
static const char *office_type(const void *mem, size_t len)
{
    static const struct {
        const char *part;
        const char *ending;
    } parts[] = { { "word/document.xml", "docx" },
                  { "xl/workbook.xml", "xlsx" },
                  { "ppt/presentation.xml", "pptx" } };
    if (!memmem(mem, len, "[Content_Types].xml", 19))
        return NULL;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (memmem(mem, len, parts[i].part, strlen(parts[i].part)))
            for (int j = 0; j < NMEDIA; j++)
                if (!strcmp(media[j].ending, parts[i].ending))
                    return media[j].type;
    return NULL;
}

int yp_magic_type(const void *mem, size_t len, char ret[YP_TYPE_SIZE], struct yp_err *err)
{
    if (!len)
        return yp_fail(err, YP_EINVAL, "file.empty", "no bytes");
    char type[YP_TYPE_SIZE] = "application/octet-stream";
    pthread_mutex_lock(&lock);
    bool ready = open_magic(err);
    const char *seen = ready ? magic_buffer(cookie, mem, len) : NULL;
    if (seen)
        snprintf(type, sizeof type, "%s", seen);
    pthread_mutex_unlock(&lock);
    if (!ready)
        return YP_EBUG;
    if (len > 4 && !memcmp(mem, "PK\3\4", 4) &&
        (!strcmp(type, "application/zip") || !strcmp(type, "application/octet-stream"))) {
        const char *office = office_type(mem, len);
        if (office)
            snprintf(type, sizeof type, "%s", office);
    }
    memcpy(ret, type, sizeof type);
    return YP_OK;
}

static bool is_type(const struct media *m, const char *type)
{
    if (!strcmp(m->type, type))
        return true;
    for (int i = 0; i < 3 && m->also[i]; i++)
        if (!strcmp(m->also[i], type))
            return true;
    return false;
}

static const struct media *by_ending(const char *file_name)
{
    const char *dot = strrchr(file_name, '.');
    for (int i = 0; dot && i < NMEDIA; i++)
        if (!strcasecmp(media[i].ending, dot + 1))
            return &media[i];
    return NULL;
}

int yp_media_allowed(const char *type, const char *file_name, const char **ret_type,
                     struct yp_err *err)
{
    const struct media *m = by_ending(file_name);
    if (m && is_type(m, type)) {
        *ret_type = m->type;
        return YP_OK;
    }
    const char *key = m ? "file.extension" : "file.type";
    int rc = yp_fail(err, YP_EINVAL, key, "%s is %s", file_name, type);
    yp_err_arg(err, "name", "%s", file_name);
    yp_err_arg(err, "type", "%s", type);
    return rc;
}
