/* Addresses of ours that came with a request. Layer: app. */
#pragma once

/* The text when it is a path of this server ("/groups/1?q=a"), NULL otherwise: nothing that a
 * browser could take for another host ("//x", "/\x"), no control characters, at most 400 bytes.
 * text may be NULL. */
const char *yp_local_path(const char *text);
