/*
 * Debuggers' text to threads: gdb, pstack and eu-stack, told apart line by line. Fed a line at a
 * time; does no input or output of its own.
 */
#ifndef ST_NATIVE_NATIVE_H
#define ST_NATIVE_NATIVE_H

#include "record/thread.h"

struct native;

/* `ceiling`: the most memory, in bytes, that one thread may take. NULL: no memory. */
struct native *native_new(size_t ceiling);
void native_free(struct native *native);

/*
 * Takes in a line, without its LF. `file` (none: standard input) and `number` say where it stands;
 * they and the line are copied where they are needed.
 */
void native_feed(struct native *native, struct bytes line, struct bytes file, long long number);

/* The log is at its end: threads that were open become complete. */
void native_end(struct native *native);

/* Forgets what the log said of its process: what is fed next is another log. */
void native_forget(struct native *native);

/* The next complete thread, good until the next call of anything here; NULL: none yet. */
const struct thread *native_take(struct native *native);

/* From now on what can be read in two ways is read as stacktraces.py does: st-parse-gdb(1) says what. */
void native_read_as_original(struct native *native);

/* What a capture knows besides its text, to be given before that is fed. */
void native_set_process(struct native *native, const struct process *process);
void native_set_time(struct native *native, struct bytes time, long long sample);
void native_set_max_frames(struct native *native, long long max_frames);
void native_add_thread(
    struct native *native, long long lwp, struct bytes comm, struct bytes syscall);

/* How many frames were kept as raw, of all fed since the last call. */
long long native_take_raw_count(struct native *native);

/* The same for threads that took more memory than they may, and so are cut. */
long long native_take_cut_count(struct native *native);

/* Whether some of what was said of processes and threads found no memory since the last call. */
bool native_take_lost(struct native *native);

/* What the debugger complained of first since native_forget(); no bytes where it did not. */
struct bytes native_complaint(const struct native *native);

/* What to know where the text is another program's (`Python's tracebacks are for …`); else NULL. */
const char *native_foreign(const struct native *native);

#endif
