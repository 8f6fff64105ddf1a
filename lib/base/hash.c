#include "base/hash.h"

#include <time.h>
#include <unistd.h>

/* the finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014) */
static uint64_t
mix(uint64_t number)
{
	number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9u;
	number = (number ^ number >> 27) * 0x94D049BB133111EBu;
	return number ^ number >> 31;
}

/* A different seed in each process, so that nobody can choose texts that all fall on one place of a table. */
static uint64_t
seed(void)
{
	static uint64_t chosen;
	struct timespec now = { .tv_sec = 0 };

	if (chosen != 0)
		return chosen;
	clock_gettime(CLOCK_REALTIME, &now);
	chosen = mix((uint64_t)(uintptr_t)&now);
	chosen = mix(chosen ^ (uint64_t)now.tv_sec);
	chosen = mix(chosen ^ (uint64_t)now.tv_nsec);
	chosen = mix(chosen ^ (uint64_t)getpid()) | 1;
	return chosen;
}

uint64_t
hash_number(uint64_t number)
{
	return mix(number ^ seed());
}

/* Mixes in eight bytes at a time. Without the seed nobody knows which texts have the same hash. */
uint64_t
hash_bytes(struct bytes text)
{
	uint64_t hash = mix(seed() ^ text.len), word = 0;
	size_t i = 0;

	for (; text.len - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, text.at + i, sizeof(word));
		hash = mix(hash ^ word);
	}
	word = 0;
	if (i < text.len)
		memcpy(&word, text.at + i, text.len - i);
	return mix(hash ^ word);
}
