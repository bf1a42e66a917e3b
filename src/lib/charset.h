/* Bytes from outside in an encoding that must be found. Layer: lib. Any thread. */
#pragma once
#include <stddef.h>

#include "base/arena.h"

/*
 * A copy of the bytes as UTF-8. They are read as UTF-16 with its mark, else as UTF-8 where they are
 * well-formed, else as Windows-1252 where a byte from 0x80 to 0x9F means something there, else as
 * ISO-8859-15. Bytes without meaning, and NUL, become blanks.
 *
 * ret_name  "utf-8", "utf-16", "windows-1252" or "iso-8859-15"; NULL allowed
 * Owner     the arena
 * Cost      linear
 */
char *yp_charset_utf8(struct yp_arena *arena, const char *bytes, size_t len, const char **ret_name);
/* The bytes of Windows-1252 as UTF-8; NULL when one has no meaning there. Owner: the arena. */
char *yp_charset_windows_1252(struct yp_arena *arena, const char *bytes, size_t len);
