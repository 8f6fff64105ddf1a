/* What the fuzz targets share: each input is taken as it is, and then twice more with memory that is refused. */
#ifndef ST_TESTS_FUZZ_H
#define ST_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The target's own: takes one input. */
void fuzz_one(const uint8_t *data, size_t size);

/* Ends the run where that does not hold, unless memory was refused: then output may be missing. */
void fuzz_expect(bool holds);

#endif
