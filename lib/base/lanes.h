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

/* The byte in all lanes. */
static inline lanes
lanes_of(char byte)
{
	return (lanes){ 0 } + (signed char)byte;
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

/* The first lane that is set, by its number; LANES: none is. */
static inline size_t
lanes_first(lanes hits)
{
	unsigned long long halves[2], half;

	memcpy(halves, &hits, sizeof(halves));
	if ((halves[0] | halves[1]) == 0)
		return LANES;
	half = halves[0] != 0 ? halves[0] : halves[1];
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	half = (unsigned long long)__builtin_ctzll(half);
#else
	half = (unsigned long long)__builtin_clzll(half);
#endif
	return half / 8 + (halves[0] != 0 ? 0 : sizeof(half));
}

#endif
