/*
 * Hashes for tables in memory. They differ from process to process: nothing that is written may depend
 * on them, nor on the order of a table.
 */
#ifndef ST_BASE_HASH_H
#define ST_BASE_HASH_H

#include "base/bytes.h"

#include <stdint.h>

uint64_t hash_bytes(struct bytes text);

/* Each bit of the result depends on each bit of the number; no two numbers have one result. */
uint64_t hash_number(uint64_t number);

#endif
