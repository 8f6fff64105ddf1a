/*
 * What is known around the backtraces of a debugger's log: which process it looks at, which thread
 * it selected, which one took a signal, what the threads are called.
 */
#ifndef ST_NATIVE_SNAPSHOT_H
#define ST_NATIVE_SNAPSHOT_H

#include "base/arena.h"
#include "native/gdb/header.h"

enum { SNAPSHOT_INFERIORS = 16 }; /* of more, the processes are not told apart */

struct snapshot;

/* `ceiling`: the most memory, in bytes, that its texts may take. NULL: no memory. */
struct snapshot *snapshot_new(size_t ceiling);
void snapshot_free(struct snapshot *snapshot);

/* Forgets everything, or what a further look at the same process may change. */
void snapshot_reset(struct snapshot *snapshot);
void snapshot_forget_threads(struct snapshot *snapshot);

/* Whether something found no memory, which goes on until it is taken; the second one notes it. */
bool snapshot_take_lost(struct snapshot *snapshot);
void snapshot_note_lost(struct snapshot *snapshot);

/*
 * A copy of a text that is not the snapshot's, to be put into its process; no bytes where there is no
 * memory, which is noted. A text that was put in earlier may move.
 */
struct bytes snapshot_keep(struct snapshot *snapshot, struct bytes text);

/* The process of the inferior that is selected, to be filled in; that of any, -1: there is but one. */
struct process *snapshot_process(struct snapshot *snapshot);
const struct process *snapshot_process_of(const struct snapshot *snapshot, long long inferior);

/* Whether the debugger has just turned to an inferior of which nothing is known yet. */
bool snapshot_is_at_new_inferior(const struct snapshot *snapshot);
void snapshot_select_inferior(struct snapshot *snapshot, long long inferior);

/* What a capture tells, or its header line; a limit below 1: none is known. */
void snapshot_set_process(struct snapshot *snapshot, const struct process *process);
void snapshot_set_time(struct snapshot *snapshot, struct bytes time, long long sample);
void snapshot_set_sample(struct snapshot *snapshot, long long sample);
void snapshot_set_max_frames(struct snapshot *snapshot, long long max_frames);
long long snapshot_max_frames(const struct snapshot *snapshot);

/* What the debugger said of the stop at which it looks. */
struct stop {
	bool live;           /* of a live process, no core file */
	struct bytes signal; /* `SIGSEGV`; good until something is kept */
	struct bytes reason; /* why the process died, in words; good as long */
	struct thread_id current,
	    crashed; /* the thread that is selected, that took it; tid -1: not known */
	long long current_lwp, crashed_lwp; /* where only that is known; else -1 */
	bool switched;                      /* a person selected another thread since the signal */
	long long selections;               /* how many times one was selected */
};

const struct stop *snapshot_stop(const struct snapshot *snapshot);

void snapshot_note_live(struct snapshot *snapshot);
void snapshot_note_signal(struct snapshot *snapshot, struct bytes signal);

/* Why the process died, in words. */
void snapshot_note_reason(struct snapshot *snapshot, struct bytes reason);

/* A live process got a signal: which thread did is said anew. */
void snapshot_note_received(struct snapshot *snapshot, struct bytes signal);

/* The debugger selected a thread: the one that is when a signal is known took it. */
void snapshot_select(struct snapshot *snapshot, struct thread_id id);

/* `[Switching to …]`: by a person, who gives its number, or by gdb itself, of which the LWP is known. */
void snapshot_switch(struct snapshot *snapshot, const struct thread_id *id, long long lwp);

/* `[Current thread is …]`: its LWP, too. */
void snapshot_select_lwp(struct snapshot *snapshot, struct thread_id id, long long lwp);

/* The place of the thread that is selected was shown anew. */
void snapshot_note_place(struct snapshot *snapshot);

/* The thread that a core was dumped for. */
void snapshot_select_crashed(struct snapshot *snapshot, long long lwp);

/*
 * Notes a line that says nothing else: the first complaint tells why there are no threads, unless the text is another
 * program's, in whose mouth the words mean something else.
 */
void snapshot_note_complaint(struct snapshot *snapshot, struct bytes line);
struct bytes snapshot_complaint(const struct snapshot *snapshot);

/* What to know of text that is no debugger's; else NULL. */
const char *snapshot_foreign(const struct snapshot *snapshot);

/* Notes what is known of an LWP; of a thread, by its number and by its LWP. */
void snapshot_add_thread(
    struct snapshot *snapshot, long long lwp, struct bytes comm, struct bytes syscall);
void snapshot_add_target(
    struct snapshot *snapshot, struct thread_id id, const struct target *target);

/* Gives a thread what is known of it: process, time, names. The texts are the snapshot's. */
void snapshot_tell(const struct snapshot *snapshot, struct thread *thread);

#endif
