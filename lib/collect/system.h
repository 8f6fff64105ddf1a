/* What POSIX has no call for; elsewhere than on Linux the next best thing, or nothing. */
#ifndef ST_COLLECT_SYSTEM_H
#define ST_COLLECT_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

/* A file to read and write that has no name and that nobody else can open; -1 with errno. */
int system_private_file(void);

/*
 * From now on nobody changes such a file or cuts it off, not even who has it open; what has no such
 * thing as this is left as it is. False with errno: somebody could still write to it.
 */
bool system_seal_file(int fd);

/* A file of mode 0600 in the folder that has no name yet (see linkat(2)); -1: there is no such thing. */
int system_nameless_file(const char *folder);

/* Descendants whose parents end become children of the caller. */
void system_adopt_orphans(void);

/* What ps(1) and pkill(1) call the caller, over fork(2) but not over exec. */
void system_set_name(const char *name);

/* Milliseconds by a clock that nobody sets. */
long long system_now_ms(void);

/*
 * Closes all descriptors but these, and puts /dev/null in the place of standard input, output and error: whoever reads
 * from a pipe of the caller's parent sees its end when that dies.
 */
void system_hold_nothing(const int *kept, size_t count);

#endif
