/* The locks that threads of a live process wait for, by /proc: it is not stopped. */
#ifndef ST_COLLECT_PROCLOCKS_H
#define ST_COLLECT_PROCLOCKS_H

#include "collect/locks.h"
#include "collect/proc.h"
#include "collect/reader.h"

/*
 * Lists the threads by their numbers in the process's own pid namespace; free(3) gives process->threads back. False: no
 * memory.
 */
bool proclocks_list_threads(struct futex_process *process, const struct proc_list *threads);

/*
 * Reads everything twice, and leaves out what has changed in between, since a lock may have changed hands while others
 * were read. `map` says where the C library is. Empty if nothing may be read, and on machines other than x86-64.
 */
void proclocks_read(
    long long pid, struct reader *reader, const struct module_map *map, struct locks *locks);

/*
 * Called later: reads everything once more, and leaves out what has changed. `stopped`: meanwhile a debugger has stopped
 * the process, which woke each thread once.
 */
void proclocks_confirm(long long pid, struct reader *reader, const struct module_map *map,
    bool stopped, struct locks *locks);

#endif
