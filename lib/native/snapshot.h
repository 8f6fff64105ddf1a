/*
 * What a debugger's log says around its backtraces: which process it looks at, which thread is selected,
 * which one took a signal, the names of threads.
 */
#ifndef ST_NATIVE_SNAPSHOT_H
#define ST_NATIVE_SNAPSHOT_H

#include "base/arena.h"
#include "base/index.h"
#include "base/looks.h"
#include "native/gdb/header.h"
#include "native/heard.h"
#include "native/kernel/kernelfault.h"
#include "native/lastwords.h"
#include "native/panic.h"
#include "native/stamp.h"
#include "record/capture.h"

enum { SNAPSHOT_INFERIORS = 16 }; /* of more, the processes are not told apart */

/* What the debugger said of the stop at which it looks. */
struct stop {
	bool live;            /* of a live process, no core file */
	struct bytes signal;  /* `SIGSEGV`; good until something is kept */
	struct bytes handled; /* the signal of the thread that shows a crash handler */
	struct bytes reason;  /* why the process died, in words; good as long */
	struct bytes time;    /* when the line was written that says so; good as long */
	long long heard; /* the line in which the program told them itself; 0: the debugger did */
	struct thread_id current, crashed; /* which is selected, which took it; tid -1: not known */
	long long current_lwp, crashed_lwp; /* where only that is known; else -1 */
	bool switched;                      /* a person selected another thread since the signal */
	long long selections;               /* how many times one was selected */
};

/* What is known of a thread, by its LWP or its number. */
struct snapshot_thread {
	long long key;
	long long lwp; /* 0: not known */
	struct bytes pthread, comm;
	bool named; /* `comm` is what Python calls it, which says more than the kernel's name */
	struct observed *observed;    /* NULL: nothing */
	struct capture_python python; /* in the capture that is read */
};

/* All texts are put in by snapshot_keep(). */
struct snapshot {
	struct process processes[SNAPSHOT_INFERIORS]; /* of the inferiors, by number */
	long long inferior;                           /* which one is selected */
	struct bytes time;    /* of the capture, or of the report on a crash */
	bool captured;        /* it is the capture's */
	long long timed;      /* else the line of the report that says so, or its last one so far */
	bool time_follows;    /* the next line says when the process died */
	struct bytes reason;  /* why the process died, by its capture or its C library */
	struct stamps stamps; /* when the line that is read was written */
	long long sample, max_frames; /* a limit below 1: none is known */
	struct stop stop;
	struct panic panic; /* the last one that the program printed */
	struct kernelfault fault;
	struct lastwords words;             /* that the program printed, or a child of it */
	long long lines;                    /* of the log that came so far */
	bool forked;                        /* it has had children since it began */
	long long announced, announced_lwp; /* threads of a core; the last one, also of a process */
	bool dumped; /* coredumpctl told of the process, and perhaps gdb looks at it next */
	struct bytes
	    complaint; /* the first line in which the debugger says why there is no thread */
	const struct looks *looks; /* what text looks like that is no debugger's; else NULL */
	int looked;                /* at so many lines */
	bool lost; /* something found no memory; it stays so when the rest is forgotten */

	/* snapshot.c's own */
	struct arena *memory; /* of all the text above and below */
	size_t ceiling;       /* for it */
	size_t tidy_at;       /* once it holds so much, what is of no use goes */
	struct snapshot_thread *known;
	size_t known_count, known_size;
	struct index known_index;
};

/* `ceiling`: the most memory, in bytes, that its texts may take. NULL: no memory. */
struct snapshot *snapshot_new(size_t ceiling);
void snapshot_free(struct snapshot *snapshot);

/*
 * Forgets everything; all but what was printed last, since another process comes, and that is of it; or only what a
 * further look at the same process may change.
 */
void snapshot_reset(struct snapshot *snapshot);
void snapshot_reset_process(struct snapshot *snapshot);
void snapshot_forget_threads(struct snapshot *snapshot);

/*
 * A copy of a text that is not the snapshot's, to be put into it; no bytes where there is no memory, which is noted
 * (`lost`). A text that was put in earlier may move.
 */
struct bytes snapshot_keep(struct snapshot *snapshot, struct bytes text);

/* The line that is read tells of a stack that may come: if it says when it was written, that is when the process stopped. */
void snapshot_note_stop(struct snapshot *snapshot);

/*
 * What stopped or ended the process: the signal, and why it died, in words. Copies of the texts are kept. A program that
 * ended itself has printed why, perhaps: that is the reason.
 */
static inline void
snapshot_set_signal(struct snapshot *snapshot, struct bytes signal)
{
	struct stop *stop = &snapshot->stop;

	stop->heard = 0;
	stop->signal = snapshot_keep(snapshot, signal);
	if (snapshot->words.length > 0) /* whichever signal it is: no later one is of them */
		stop->reason =
		    snapshot_keep(snapshot, lastwords_take(&snapshot->words, snapshot->lines));
	if (!lastwords_end_by(stop->signal))
		stop->reason = BYTES_NONE; /* it was of another signal */
	snapshot_note_stop(snapshot);
}

static inline void
snapshot_set_reason(struct snapshot *snapshot, struct bytes reason)
{
	snapshot->stop.reason = snapshot_keep(snapshot, reason);
	snapshot_note_stop(snapshot);
}

/* When the process died, as a report on that says; a capture's time stays. */
static inline void
snapshot_set_time(struct snapshot *snapshot, struct bytes time)
{
	snapshot->timed = snapshot->lines;
	if (!snapshot->captured)
		snapshot->time = snapshot_keep(snapshot, time);
}

/* The same in the program's own words: they are of a stack that follows soon, or of none. */
static inline void
snapshot_hear_signal(struct snapshot *snapshot, struct bytes signal)
{
	snapshot_set_signal(snapshot, signal);
	snapshot->stop.heard = snapshot->lines;
}

static inline void
snapshot_hear_reason(struct snapshot *snapshot, struct bytes reason)
{
	snapshot_set_reason(snapshot, reason);
	snapshot->stop.heard = snapshot->lines;
}

/* Whether signal and reason are in such words, and so many lines came since that they are of no stack. */
static inline bool
snapshot_heard_is_past(const struct snapshot *snapshot)
{
	return snapshot->stop.heard > 0 && heard_is_past(snapshot->stop.heard, snapshot->lines);
}

/*
 * The process of the selected inferior, to be filled in; the process of any inferior (-1: there is only one). Never NULL,
 * good as long as the snapshot.
 */
struct process *snapshot_process(struct snapshot *snapshot);
const struct process *snapshot_process_of(const struct snapshot *snapshot, long long inferior);

/* The process went a step: the same thread is selected, and a signal that came is past. */
void snapshot_step(struct snapshot *snapshot);

/* What a capture tells of its process, and of all but its threads; both are copied. */
void snapshot_set_process(struct snapshot *snapshot, const struct process *process);
void snapshot_set_capture(struct snapshot *snapshot, const struct capture *capture);

/* Whether an inferior is selected of which nothing is known yet. */
bool snapshot_is_at_new_inferior(const struct snapshot *snapshot);

/* Records which thread is selected. If a signal is known whose thread is not, this one took it. */
void snapshot_select(struct snapshot *snapshot, struct thread_id id);

/* Records `[Switching to …]`: a person selected the thread by its number (`id`), or gdb did, with only the LWP known. */
void snapshot_switch(struct snapshot *snapshot, const struct thread_id *id, long long lwp);

/* Notes what is known of an LWP (`observed` NULL: the kernel says nothing); of a thread, by its number and by its LWP. */
void snapshot_add_thread(
    struct snapshot *snapshot, long long lwp, struct bytes comm, const struct observed *observed);

void snapshot_add_target(struct snapshot *snapshot, const struct thread_target *target);

/* The same of a line that does not say all of a thread: what else is known of it stays. */
void snapshot_note_target(struct snapshot *snapshot, const struct thread_target *target);

/*
 * Notes what a capture has of Python in an LWP that was added: its name for the thread stays from then on. The capture
 * has to outlive what is known of its threads.
 */
void snapshot_note_python(
    struct snapshot *snapshot, long long lwp, const struct capture_python *python);

/* What the capture that is read has of an LWP's Python frames. */
struct capture_python snapshot_python(const struct snapshot *snapshot, long long lwp);

/* Gives a thread what is known of it: process, time, names. The texts are the snapshot's. */
void snapshot_tell(const struct snapshot *snapshot, struct thread *thread);

#endif
