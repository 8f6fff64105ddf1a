/*
 * The memory of a process, a page at a time: each page is read once, so that what is in it is of one moment, and a walk
 * that comes by again costs nothing. What changes while a process runs is read anew for each of its threads.
 */
#ifndef ST_COLLECT_PYTHON_PYMEMORY_H
#define ST_COLLECT_PYTHON_PYMEMORY_H

#include "base/arena.h"
#include "base/index.h"
#include "collect/elf.h"

struct pymemory_page {
	uint64_t at;
	char *bytes; /* NULL: it cannot be read */
	size_t age;
};

struct pymemory {
	const struct elf_source *source;
	struct arena *arena; /* of the pages; they have a ceiling */
	struct pymemory_page *pages;
	size_t count, size;
	size_t age;
	struct index index;
};

/* False: no memory. In both cases pymemory_close() is wanted. */
bool pymemory_open(struct pymemory *memory, const struct elf_source *source);
void pymemory_close(struct pymemory *memory);

/* False: not all of it is there. */
bool pymemory_read(struct pymemory *memory, uint64_t at, void *to, size_t size);

/* A pointer or a number of 8 bytes; 0: it is that, or cannot be read. */
uint64_t pymemory_word(struct pymemory *memory, uint64_t at);

/* From now on a page that was read before is too old for pymemory_read_now(). */
void pymemory_renew(struct pymemory *memory);

/* As pymemory_read() and pymemory_word(), but of the time since the last pymemory_renew(). */
bool pymemory_read_now(struct pymemory *memory, uint64_t at, void *to, size_t size);
uint64_t pymemory_word_now(struct pymemory *memory, uint64_t at);

/* Reads the pages from `at` up to `end` at one time, at most 64 KiB: what is read there later is of that moment. */
void pymemory_fetch(struct pymemory *memory, uint64_t at, uint64_t end);

#endif
