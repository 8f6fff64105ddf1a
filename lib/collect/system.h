/* Calls that POSIX does not have. On systems other than Linux they do the next best thing, or nothing. */
#ifndef ST_COLLECT_SYSTEM_H
#define ST_COLLECT_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

/* Makes a file to read and write that has no name, so nobody else can open it; -1 with errno. */
int system_private_file(void);

/*
 * From now on nobody can change or truncate such a file, not even those who have it open; does nothing on
 * systems without seals. False with errno: somebody could still write to it.
 */
bool system_seal_file(int fd);

/* Makes a file of mode 0600 in the folder, which has no name yet (linkat(2) gives it one); -1: not possible here. */
int system_nameless_file(const char *folder);

/* Two connected sockets, which are closed on exec. False: with errno. */
bool system_make_pair(int pair[2]);

/* Reads so many bytes from a socket; false: it ends before, or fails. */
bool system_receive(int socket, void *to, size_t size);

/* From now on the caller becomes the parent of descendants whose own parents end. */
void system_adopt_orphans(void);

/* Sets the caller's name in ps(1) and pkill(1); it outlasts fork(2), not exec. */
void system_set_name(const char *name);

/* Milliseconds by the monotonic clock. */
long long system_now_ms(void);

/*
 * Closes all descriptors but `kept`, and makes standard input, output and error /dev/null. So the caller holds no pipe of
 * its parent open: readers see its end when the parent dies.
 */
void system_hold_nothing(const int *kept, size_t count);

#endif
