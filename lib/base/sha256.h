/* SHA-256 (FIPS 180-4), for fingerprints: nothing here depends on its being hard to forge. */
#ifndef ST_BASE_SHA256_H
#define ST_BASE_SHA256_H

#include "base/bytes.h"

enum { SHA256_HEX = 64 };

/* Writes the digest as 64 lower-case hexadecimal digits and a NUL, as sha256sum(1) does. */
void sha256_hex(struct bytes text, char hex[SHA256_HEX + 1]);

#endif
