/*
 * The modules of a process: its program, its shared objects and the kernel's [vdso], each from the address that it was
 * loaded at. They are put together from the mappings that /proc/PID/maps, core files and debuggers list.
 */
#ifndef ST_RECORD_MODULE_H
#define ST_RECORD_MODULE_H

#include "base/arena.h"

#include <stdint.h>

struct module {
	struct bytes path, build_id;
	uint64_t base, end; /* it lies from the one up to the other */
};

/* A piece of a file, or of memory that is of none. */
struct mapping {
	uint64_t start, end, offset; /* in memory; in the file */
	struct bytes path;           /* as the kernel names it; no bytes: it is of no file */
	bool executable;             /* may be, where it is not known */
};

/* All zero but `memory`: empty. */
struct module_map {
	struct arena *memory; /* the owner's; of the paths */
	struct module *list;  /* given back with free(3) */
	size_t count, size;
	bool lost; /* there was no memory for all */

	/* module.c's own, of the last mapping */
	uint64_t offset;
	bool open;       /* the next one may be of the same module */
	bool executable; /* a piece of the module is */
	bool between;    /* memory of no file behind its last piece is */
};

/*
 * Adds what follows the mappings that were added; the path is copied. Pieces of one file are a module where they begin
 * with the file's beginning, follow each other in the file, too, and can be run.
 */
void module_map_add(struct module_map *map, const struct mapping *mapping);

/* Adds a whole module; its texts are the caller's. */
void module_map_put(struct module_map *map, const struct module *module);

/* No more come: from now on module_map_find() may be called. */
void module_map_end(struct module_map *map);

/* The module that the address lies in; NULL: in none. */
const struct module *module_map_find(const struct module_map *map, uint64_t address);

/* Takes a hexadecimal number, with `0x` or without, off the front; false: none, or too large a one. */
bool module_take_address(struct bytes *text, uint64_t *address);

#endif
