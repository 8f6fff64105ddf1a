/* The memory of a process, as far as a core file has it. */
#ifndef ST_COLLECT_COREMEMORY_H
#define ST_COLLECT_COREMEMORY_H

#include "collect/elf.h"

struct corememory {
	const struct elf *elf;
	struct elf_segment *segments; /* those with memory in the file; they ascend */
	size_t count, size;
	struct elf_source source; /* its bytes, by their addresses */
};

/* False: no memory. In both cases the caller has to call corememory_close(). */
bool corememory_open(struct corememory *memory, const struct elf *elf);
void corememory_close(struct corememory *memory);

#endif
