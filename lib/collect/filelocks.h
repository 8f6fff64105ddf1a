/* Which threads wait for a lock of a file (flock(2), fcntl(2)), and which process has that: by /proc/locks. */
#ifndef ST_COLLECT_FILELOCKS_H
#define ST_COLLECT_FILELOCKS_H

#include "record/captured.h"

/*
 * Fills in `waits_for` of those of the process's threads that wait in such a call, and `deadlock` where that leads from one
 * process of a single thread to the next and back.
 */
void filelocks_find(
    struct captured_thread *threads, size_t count, long long pid, struct arena *memory);

/*
 * The process that has what `pid` waits for, in the text of /proc/locks; `inode` 0: whatever file that is of. -1: it
 * waits for none; 0: the lock has no process, or there are several that may be meant.
 */
long long filelocks_owner(struct bytes locks, long long pid, long long inode);

/*
 * The processes that wait for each other's file locks, in the text of /proc/locks: `pid` first, each waits for the next one,
 * the last one for the first. Returns how many these are, and writes them to `circle`; 0: it is not one of such.
 */
enum { FILELOCKS_CIRCLE = 100 };
size_t filelocks_circle(
    struct bytes locks, long long pid, long long inode, long long circle[FILELOCKS_CIRCLE]);

#endif
