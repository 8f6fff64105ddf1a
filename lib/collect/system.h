/* What POSIX has no call for; elsewhere than on Linux the next best thing, or nothing. */
#ifndef ST_COLLECT_SYSTEM_H
#define ST_COLLECT_SYSTEM_H

/* A file to read and write that has no name and that nobody else can open; -1 with errno. */
int system_private_file(void);

/* A file of mode 0600 in the folder that has no name yet (see linkat(2)); -1: there is no such thing. */
int system_nameless_file(const char *folder);

/* The caller is killed when the process that forked it ends, over exec as well. */
void system_die_with_parent(void);

/* Descendants whose parents end become children of the caller. */
void system_adopt_orphans(void);

/* Closes all descriptors from 3 on but these two. */
void system_close_others(int one, int other);

#endif
