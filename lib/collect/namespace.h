/* Which files a process finds under its paths: the caller's, or others after chroot(2) or in a container. */
#ifndef ST_COLLECT_NAMESPACE_H
#define ST_COLLECT_NAMESPACE_H

#include "base/bytes.h"

enum { NAMESPACE_PATH = 4096 };

/* Whether the process is in the caller's mount namespace, so that the paths of its mappings are the caller's, too. */
bool namespace_is_own(long long pid);

/*
 * The folder that the process's own paths begin in, if a debugger has to be told that: after chroot(2) it looks for the
 * libraries of the process under the caller's paths, and those of another mount namespace only root can reach as it does.
 * Empty: there is none. `exe` is the program as the kernel names it: one from outside of the folder has its libraries
 * from there, too.
 */
void namespace_find_root(long long pid, struct bytes exe, char root[NAMESPACE_PATH]);

/* Whether debuggers take the path as it is: they take their commands apart at blanks, quotes and backslashes. */
bool namespace_is_plain(struct bytes path);

#endif
