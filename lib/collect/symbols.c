#include "collect/symbols.h"

enum {
	SEGMENT_DYNAMIC = 2,
	TAG_END = 0,
	TAG_NAMES = 5,
	TAG_TABLE = 6,
	TAG_GNU_HASH = 0x6ffffef5,
	TAG_SIZE = 16,
	TAGS_MAX = 1000,

	HASH_HEAD = 16,
	BLOOM_WORD = 8,
	CHAIN_MAX = 4096, /* symbols in one bucket that are looked at; there are a handful */

	SYMBOL_SIZE = 24,
	SYMBOL_SECTION = 6,
	SYMBOL_VALUE = 8,
	NAME_SIZE = 64,
};

/* The address for which it was linked: the C library adds the bias to the addresses in there when it loads a module. */
static uint64_t
linked(uint64_t address, uint64_t bias)
{
	return bias > 0 && address >= bias ? address - bias : address;
}

static void
read_tags(struct symbols *symbols, struct elf_segment segment, uint64_t bias)
{
	for (uint64_t i = 0; i < TAGS_MAX && (i + 1) * TAG_SIZE <= segment.memory; i++) {
		uint64_t at = segment.address + i * TAG_SIZE;
		uint64_t tag = elf_number(symbols->space, at, 8);
		uint64_t value = linked(elf_number(symbols->space, at + 8, 8), bias);

		if (tag == TAG_END)
			break;
		if (tag == TAG_NAMES)
			symbols->names = value;
		else if (tag == TAG_TABLE)
			symbols->table = value;
		else if (tag == TAG_GNU_HASH)
			symbols->hashes = value;
	}
}

bool
symbols_open(struct symbols *symbols, const struct elf *elf, struct elf_span space, uint64_t bias)
{
	*symbols = (struct symbols){ .space = space };
	for (uint64_t i = 0; i < elf->segment_count && elf->width == 8; i++) {
		struct elf_segment segment = elf_segment(elf, i);

		if (segment.type == SEGMENT_DYNAMIC)
			read_tags(symbols, segment, bias);
	}
	if (symbols->names == 0 || symbols->table == 0 || symbols->hashes == 0)
		return false;
	symbols->buckets = (uint32_t)elf_number(space, symbols->hashes, 4);
	symbols->first = (uint32_t)elf_number(space, symbols->hashes + 4, 4);
	symbols->words = (uint32_t)elf_number(space, symbols->hashes + 8, 4);
	symbols->shift = (uint32_t)elf_number(space, symbols->hashes + 12, 4) % 32;
	return symbols->buckets > 0 && symbols->words > 0;
}

static uint32_t
hash_of(const char *name)
{
	uint32_t hash = 5381;

	for (; *name != '\0'; name++)
		hash = hash * 33 + (unsigned char)*name;
	return hash;
}

/* Asks the filter of the table, which rules out most names that are not in it. */
static bool
may_have(const struct symbols *symbols, uint32_t hash)
{
	uint64_t word = elf_number(symbols->space,
	    symbols->hashes + HASH_HEAD + (uint64_t)(hash / 64 % symbols->words) * BLOOM_WORD, 8);

	return (word >> hash % 64 & word >> (hash >> symbols->shift) % 64 & 1) != 0;
}

static bool
is_called(const struct symbols *symbols, uint64_t symbol, const char *name)
{
	size_t length = strlen(name) + 1;
	char text[NAME_SIZE];

	return length < sizeof(text) &&
	    elf_read(symbols->space, symbols->names + elf_number(symbols->space, symbol, 4), text,
		length) == length &&
	    memcmp(text, name, length) == 0;
}

uint64_t
symbols_find(const struct symbols *symbols, const char *name)
{
	const uint32_t hash = hash_of(name);
	uint64_t buckets = symbols->hashes + HASH_HEAD + (uint64_t)symbols->words * BLOOM_WORD;
	uint64_t chains = buckets + (uint64_t)symbols->buckets * 4;
	uint32_t number, found = 0;

	if (!may_have(symbols, hash))
		return 0;
	number = (uint32_t)elf_number(
	    symbols->space, buckets + (uint64_t)(hash % symbols->buckets) * 4, 4);
	for (int i = 0; i < CHAIN_MAX && number >= symbols->first && (found & 1) == 0;
	     i++, number++) {
		uint64_t symbol = symbols->table + (uint64_t)number * SYMBOL_SIZE;

		/* the last one of a bucket has the lowest bit set */
		found = (uint32_t)elf_number(
		    symbols->space, chains + (uint64_t)(number - symbols->first) * 4, 4);
		if ((found | 1) == (hash | 1) && is_called(symbols, symbol, name) &&
		    elf_number(symbols->space, symbol + SYMBOL_SECTION, 2) != 0)
			return elf_number(symbols->space, symbol + SYMBOL_VALUE, 8);
	}
	return 0;
}
