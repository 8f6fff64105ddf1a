/* Which threads wait for a lock of a file (flock(2), fcntl(2)), and which process has that: by /proc/locks. */
#ifndef ST_COLLECT_FILELOCKS_H
#define ST_COLLECT_FILELOCKS_H

#include "record/captured.h"

/*
 * Fills in `waits_for` of the threads that wait in such a call, and `deadlock` where processes, each with a single
 * thread, wait for each other in a circle.
 */
void filelocks_find(
    struct captured_thread *threads, size_t count, long long pid, struct arena *memory);

/*
 * The process that holds the file lock that `pid` waits for, by the text of /proc/locks; `inode` 0: of any file. -1: `pid`
 * waits for none; 0: the lock has no process, or several come into question.
 */
long long filelocks_owner(struct bytes locks, long long pid, long long inode);

/*
 * The processes that wait for each other's file locks, by the text of /proc/locks: `pid` first, each waits for the next,
 * the last for the first. Writes them to `circle`, and gives how many they are; 0: `pid` is in no such circle.
 */
enum { FILELOCKS_CIRCLE = 100 };
size_t filelocks_circle(
    struct bytes locks, long long pid, long long inode, long long circle[FILELOCKS_CIRCLE]);

#endif
