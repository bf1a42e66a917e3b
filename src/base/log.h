/* The log: one line an event, to stderr. Only core and main write to it. Layer: base. */
#pragma once
#include "base/err.h"

enum yp_log_level { YP_LOG_ERROR, YP_LOG_WARN, YP_LOG_INFO, YP_LOG_DEBUG };

/* Lowest level written; INFO unless changed. Called before threads. */
void yp_log_level(enum yp_log_level level);
/* Writes "yhdyspinta: level: text" in one write; control characters become spaces. */
void yp_log(enum yp_log_level level, const char *fmt, ...) YP_PRINTF(2, 3);
