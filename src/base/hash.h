/* Hashes for tables in memory and random bytes. Not for secrets: those are in lib/sodium.h. Layer:
 * base. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* FNV-1a, 64 bits. */
uint64_t yp_hash(const void *mem, size_t len);
uint64_t yp_hash_str(const char *s);
/* Fills with bytes of the kernel's random source. */
void yp_random(void *mem, size_t len);
/* A random identifier: 22 characters of base64url, 128 bits. */
void yp_random_id(char ret[23]);
