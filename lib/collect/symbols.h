/* The symbols that a program or shared object exports, found by its own hash table (.gnu.hash). */
#ifndef ST_COLLECT_SYMBOLS_H
#define ST_COLLECT_SYMBOLS_H

#include "collect/elf.h"

struct symbols {
	struct elf_span space;
	uint64_t table, names, hashes; /* where they are in that */
	uint32_t buckets, first, words, shift;
};

/*
 * `space` has the bytes of the module, of 64 bits, by the addresses that it was linked for: of one that is loaded, its
 * memory, `bias` bytes further up. False: it exports nothing.
 */
bool symbols_open(
    struct symbols *symbols, const struct elf *elf, struct elf_span space, uint64_t bias);

/* The address that the symbol was linked for; 0: there is none of that name, of at most 62 bytes. */
uint64_t symbols_find(const struct symbols *symbols, const char *name);

#endif
