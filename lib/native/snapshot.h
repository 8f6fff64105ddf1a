/*
 * What is known around the backtraces of a debugger's log: which process it looks at, which thread
 * it selected, which one took a signal, what the threads are called.
 */
#ifndef ST_NATIVE_SNAPSHOT_H
#define ST_NATIVE_SNAPSHOT_H

#include "base/arena.h"
#include "native/gdb/header.h"
#include "native/threadtable.h"

enum { SNAPSHOT_INFERIORS = 16 }; /* of more, the processes are not told apart */

struct snapshot {
	struct arena *memory;                      /* of all the text below */
	size_t ceiling;                            /* for it */
	size_t tidy_at;                            /* so much of it, and what is of no use goes */
	bool lost;                                 /* something did not fit, ever */
	struct process process;                    /* of the inferior that is selected */
	struct process others[SNAPSHOT_INFERIORS]; /* of the other inferiors, by number */
	long long inferior;
	struct bytes time;
	long long sample;
	long long max_frames; /* a limit that a capture tells; below 1: none is known */
	bool live;            /* a live process, no core file */
	struct bytes signal;  /* `SIGSEGV` */
	struct thread_id current, crashed;  /* tid -1: not known */
	long long current_lwp, crashed_lwp; /* where only that is known; else -1 */
	bool switched;                      /* a person selected another thread since the signal */
	long long selections;               /* how many times one was selected */
	struct bytes complaint;             /* what a debugger that got nowhere said first */
	const char *foreign; /* or what to know of text that is no debugger's; else NULL */

	struct threadtable known; /* by LWP, from a capture or from `info threads` */
};

/* `ceiling`: the most memory, in bytes, that its texts may take. False: no memory. */
bool snapshot_init(struct snapshot *snapshot, size_t ceiling);
void snapshot_free(struct snapshot *snapshot);

/* Forgets everything, or what a further look at the same process may change. */
void snapshot_reset(struct snapshot *snapshot);
void snapshot_forget_threads(struct snapshot *snapshot);

/*
 * A copy of a text that is not the snapshot's, to be put into it; no bytes where there is no
 * memory, and then `lost` is true. A text that was put in earlier may move.
 */
struct bytes snapshot_keep(struct snapshot *snapshot, struct bytes text);

/* The process of an inferior; -1: there is but one. */
const struct process *snapshot_process(const struct snapshot *snapshot, long long inferior);

/* Notes which inferior, which thread the debugger selected; the one that is when a signal is known took it. */
void snapshot_select_inferior(struct snapshot *snapshot, long long inferior);
void snapshot_select(struct snapshot *snapshot, struct thread_id id);

/* Notes which LWP it is that a core was dumped for. */
void snapshot_select_crashed(struct snapshot *snapshot, long long lwp);

/* Threads are noted by the debugger's number, too: it and this. */
#define SNAPSHOT_TID (1LL << 50)

/* Notes what is known of an LWP. */
void snapshot_add_thread(
    struct snapshot *snapshot, long long lwp, struct bytes comm, struct bytes syscall);

/* Notes what is known of a thread, by its number and by its LWP. */
void snapshot_add_target(
    struct snapshot *snapshot, struct thread_id id, const struct target *target);

#endif
