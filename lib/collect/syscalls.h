/* The names of system calls. */
#ifndef ST_COLLECT_SYSCALLS_H
#define ST_COLLECT_SYSCALLS_H

/* The name, or NULL for one that is not among those in which threads wait. */
const char *syscalls_name(long long number);

#endif
