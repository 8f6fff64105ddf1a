/* Sixteen bytes at once, with the vector types that gcc and clang have for every machine. */
#ifndef ST_BASE_LANES_H
#define ST_BASE_LANES_H

#include <stdbool.h>
#include <string.h>

enum { LANES = 16 };

/*
 * LANES_WIDE before a function compiles it for processors whose registers hold twice as many bytes; it may be called
 * only if lanes_are_wide(). What is inlined in it, plain C too, then takes half as many instructions.
 */
#if defined(__x86_64__)
#define LANES_WIDE __attribute__((target("avx2")))
#define lanes_are_wide() (__builtin_cpu_supports("avx2") != 0)
#else
#define LANES_WIDE
#define lanes_are_wide() false
#endif
#define LANES_INLINE inline __attribute__((always_inline))

/* A comparison gives all ones (-1) in each lane where it holds, and 0 elsewhere. */
typedef signed char lanes __attribute__((vector_size(LANES)));

typedef signed char wide_lanes __attribute__((vector_size(2 * LANES)));

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

/* The number of the first byte that is not 0, of eight bytes in the order of memory; at least one is not 0. */
static inline size_t
lanes_first_of_eight(unsigned long long eight)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (size_t)__builtin_ctzll(eight) / 8;
#else
	return (size_t)__builtin_clzll(eight) / 8;
#endif
}

/* The number of the first lane that is set; LANES: none is. */
static inline size_t
lanes_first(lanes hits)
{
#ifdef __SSE2__
	typedef char hit_bytes __attribute__((vector_size(LANES)));
	unsigned mask = (unsigned)__builtin_ia32_pmovmskb128((hit_bytes)hits);

	return (size_t)__builtin_ctz(mask | 1u << LANES);
#else
	unsigned long long halves[2];

	memcpy(halves, &hits, sizeof(halves));
	if (halves[0] != 0)
		return lanes_first_of_eight(halves[0]);
	return halves[1] != 0 ? 8 + lanes_first_of_eight(halves[1]) : LANES;
#endif
}

#endif
