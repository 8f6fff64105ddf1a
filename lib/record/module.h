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
	uint64_t base, end; /* its first address, and the first one behind it */
	bool replaced;      /* the file under that path is another one than was loaded */
	/* code of a function that has no symbol, and which one that is; no bytes: none is known */
	struct bytes part;
	uint64_t part_base, part_end;
};

/* One mapping: a piece of a file, or memory without a file. */
struct mapping {
	uint64_t start, end, offset; /* two addresses; the place in the file */
	struct bytes path;           /* as the kernel names it; no bytes: there is no file */
	bool executable;             /* also true where that is not known */
	bool replaced;               /* the file is gone from that path; another one may be there */
};

/* All zero but `memory`: empty. */
struct module_map {
	struct arena *memory; /* the owner's; holds the paths */
	struct module *list;  /* given back with free(3) */
	size_t count, size;
	bool lost; /* some are missing: there was no memory */

	/* private to module.c: about the last mapping */
	uint64_t offset;
	bool open;       /* the next one may be of the same module */
	bool executable; /* a piece of the module is executable */
	bool between;    /* memory without a file follows its last piece */
};

/*
 * Adds a mapping, which lies behind those added before; its path is copied. Successive mappings of one file are a module
 * if the first one is the file's start, they are in the order of the file, and one of them is executable.
 */
void module_map_add(struct module_map *map, const struct mapping *mapping);

/* Adds a whole module; its texts are the caller's. */
void module_map_put(struct module_map *map, const struct module *module);

/* Ends adding: from now on module_map_find() may be called. */
void module_map_end(struct module_map *map);

/* The module that the address lies in; NULL: in none. */
const struct module *module_map_find(const struct module_map *map, uint64_t address);

/* Takes a hexadecimal number, with `0x` or without, off the front; false: there is none, or it is above 64 bits. */
bool module_take_address(struct bytes *text, uint64_t *address);

#endif
