/* Sixteen bytes at once, by what gcc and clang make of vectors on any machine. */
#ifndef ST_BASE_LANES_H
#define ST_BASE_LANES_H

#include <stdbool.h>
#include <string.h>

enum { LANES = 16 };

/* A comparison gives all ones (-1) in each lane where it holds, and 0 elsewhere. */
typedef signed char lanes __attribute__((vector_size(LANES)));

static inline lanes
lanes_load(const char *from)
{
	lanes loaded;

	memcpy(&loaded, from, sizeof(loaded));
	return loaded;
}

static inline void
lanes_store(char *to, lanes stored)
{
	memcpy(to, &stored, sizeof(stored));
}

/* Whether anything is set in any lane. */
static inline bool
lanes_any(lanes hits)
{
	unsigned long long halves[2];

	memcpy(halves, &hits, sizeof(halves));
	return (halves[0] | halves[1]) != 0;
}

#endif
