/* The symbols that a program or shared object exports, found by its own hash table (.gnu.hash). */
#ifndef ST_COLLECT_SYMBOLS_H
#define ST_COLLECT_SYMBOLS_H

#include "collect/elf.h"

struct symbols {
	struct elf_span space;
	uint64_t table, names, hashes; /* their places in `space` */
	uint32_t buckets, first, words, shift;
};

/*
 * `space` has the bytes of the module, which has 64 bits, by the addresses that it was linked for. For a loaded module
 * that is its memory, and `bias` is how much higher it was loaded. False: it exports nothing.
 */
bool symbols_open(
    struct symbols *symbols, const struct elf *elf, struct elf_span space, uint64_t bias);

/* The address that the symbol was linked for; 0: there is no such symbol, or the name has more than 62 bytes. */
uint64_t symbols_find(const struct symbols *symbols, const char *name);

#endif
