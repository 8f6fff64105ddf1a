/* Hashes for tables in memory; nothing that is written depends on them. */
#ifndef ST_BASE_HASH_H
#define ST_BASE_HASH_H

#include "base/bytes.h"

#include <stdint.h>

uint64_t hash_bytes(struct bytes text);

/* Each bit of the result depends on each bit of the number. */
uint64_t hash_number(uint64_t number);

#endif
