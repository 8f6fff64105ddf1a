/* The locks that threads of a live process wait for, by /proc: it is not stopped. */
#ifndef ST_COLLECT_PROCLOCKS_H
#define ST_COLLECT_PROCLOCKS_H

#include "collect/locks.h"
#include "collect/proc.h"
#include "collect/reader.h"

/* The threads by the numbers that their own process has for them; given back with free(3). False: no memory. */
bool proclocks_list_threads(struct futex_process *process, const struct proc_list *threads);

/*
 * Reads all twice: what is not the same at both times is left out, since a lock may have changed hands while the others
 * were read. `map` says where the C library is. Empty where nothing may be read, and on other machines than x86-64.
 */
void proclocks_read(
    long long pid, struct reader *reader, const struct module_map *map, struct locks *locks);

/*
 * Reads all once more, behind something else, and leaves out what is not so any more. `stopped`: since then a debugger
 * has stopped the process, for which each thread woke once.
 */
void proclocks_confirm(long long pid, struct reader *reader, const struct module_map *map,
    bool stopped, struct locks *locks);

#endif
