#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum yp_log_level lowest = YP_LOG_INFO;

void yp_log_level(enum yp_log_level level)
{
    lowest = level;
}

void yp_log(enum yp_log_level level, const char *fmt, ...)
{
    static const char *const names[] = { "error", "warning", "info", "debug" };
    if (level > lowest)
        return;
    char line[2048];
    int head = snprintf(line, sizeof line, "yhdyspinta: %s: ", names[level]);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line + head, sizeof line - (size_t)head - 1, fmt, ap);
    va_end(ap);
    size_t len = strlen(line);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)line[i] < 0x20)
            line[i] = ' ';
    line[len++] = '\n';
    ssize_t done = write(STDERR_FILENO, line, len);
    (void)done;
}
