/* The locks that threads of a core file wait for, by the registers and the memory in it. */
#ifndef ST_COLLECT_CORELOCKS_H
#define ST_COLLECT_CORELOCKS_H

#include "collect/locks.h"

/* `map` says where the C library is. For machines other than x86-64 the result is empty. */
void corelocks_read(
    const struct elf_source *source, const struct module_map *map, struct locks *locks);

/* The threads of a core file, whose memory process->memory is; given back with free(3). False: no memory. */
bool corelocks_list_threads(struct futex_process *process, const struct elf *elf);

#endif
