/* Shared by all fuzz targets: each input is run once as it is, and twice with allocations that fail. */
#ifndef ST_TESTS_FUZZ_H
#define ST_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each target defines this: runs one input. */
void fuzz_one(const uint8_t *data, size_t size);

/* Aborts if the condition does not hold, unless an allocation failed: then output may be missing. */
void fuzz_expect(bool holds);

#endif
