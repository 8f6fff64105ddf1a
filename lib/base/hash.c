#include "base/hash.h"

uint64_t
hash_number(uint64_t number)
{
	/* the finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014) */
	number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9u;
	number = (number ^ number >> 27) * 0x94D049BB133111EBu;
	return number ^ number >> 31;
}

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
uint64_t
hash_bytes(struct bytes text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001b3u;
	return hash_number(hash);
}
