/*
 * The part of a function that the compiler put far from the rest, since it is rarely run (`….cold`): stripped programs have
 * no symbol for it, and a debugger no name. For x86-64.
 */
#ifndef ST_COLLECT_PYTHON_PYCOLD_H
#define ST_COLLECT_PYTHON_PYCOLD_H

#include "collect/elf.h"

struct pycold {
	uint64_t base, end;
};

/*
 * Finds it by the jumps of the function into the middle of what .eh_frame has as another function: nothing else jumps
 * there. `space` has the module's bytes by the addresses that it was linked for, and so are those of function and part.
 * False: the function has none.
 */
bool pycold_find(
    const struct elf *elf, struct elf_span space, uint64_t function, struct pycold *part);

#endif
