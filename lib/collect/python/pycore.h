/* The Python threads of a core file. */
#ifndef ST_COLLECT_PYTHON_PYCORE_H
#define ST_COLLECT_PYTHON_PYCORE_H

#include "collect/python/pystacks.h"

/*
 * `calls` says which system calls the threads are in. Symbols are read from the files that `map` names, if their build
 * ids are still the same, but the program's from `exe`, if that is not NULL.
 */
void pycore_read(const struct elf_source *core, const struct module_map *map, const char *exe,
    const struct locks *calls, struct pyruntime *found, struct pystacks *stacks);

#endif
