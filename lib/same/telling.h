/* What looks like a value in a message, but tells one trouble from another: names, and numbers that say what failed. */
#ifndef ST_SAME_TELLING_H
#define ST_SAME_TELLING_H

#include "base/bytes.h"

/* Whether a word with digits is a name: utf8, sha256, x86. */
bool telling_is_name(struct bytes word);

/*
 * Whether the number at that place and of that length says what failed, or is part of a name: by the word before it, as
 * in HTTP 404, [Errno 2], status=500, utf-8, or by those behind it, as in `404 Client Error`.
 */
bool telling_number(struct bytes message, size_t place, size_t length);

/* Whether a run of letters, digits, hyphens and dots is a host's name: by its last part, or by its hyphens. */
bool telling_is_host(struct bytes name);

#endif
