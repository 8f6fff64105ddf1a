/* What the readers of all debuggers' text share: where threads go, and what is known around them. */
#ifndef ST_NATIVE_DIALECT_H
#define ST_NATIVE_DIALECT_H

#include "native/clue.h"
#include "native/drafts.h"
#include "native/modules.h"
#include "native/owners.h"
#include "native/samples.h"
#include "native/says.h"
#include "native/snapshot.h"

#include <stddef.h>

struct debugger;

/* What a debugger's reader keeps from line to line. */
struct state {
	struct state *next;
	const struct debugger *debugger;
	max_align_t own[];
};

struct dialect {
	struct drafts *drafts;     /* where threads go */
	struct snapshot *snapshot; /* what is known around them */
	struct modules *modules;   /* where the process has which code; NULL: nothing is placed */
	long long looks;           /* how many times threads began to come anew */
	struct samples samples;    /* the looks at each process */
	bool capture;              /* what is known of the process comes from a capture */
	bool original; /* as stacktraces.py has it, each backtrace is a thread that counts */
	size_t
	    awaited; /* the memory of the threads that wait for a map, and of those behind them */
	struct owners owners; /* of the locks that threads of this look wait for */
	bool unjudged;        /* threads that waited for the owners of locks took too much memory */
	long long
	    let_go[2]; /* the last look in which views by bt, or by py-bt, took too much memory */
	long long viewed;  /* the last look that showed a thread of which another view may come */
	bool unjoined;     /* the other view of such a thread came, and is a record of its own */
	bool threads_seen; /* a thread came in this look at the process */
	struct bytes file; /* where the line that is fed stands */
	long long line;
	long long caller; /* who wrote it to the kernel's log, as its prefix says; 0: not known */
	struct {
		struct state *first, *last;
	} states; /* of the debuggers that keep any */

	/* of debuggers that show one thread after the other */
	struct draft *open; /* the last thread, or NULL */
	struct {
		struct draft *first, *last;
	} held;             /* threads of which perhaps more will be shown */
	bool process_begun; /* a process was named, and no thread of it came yet */
	int strange; /* how many lines since the last frame of the open thread are no part of it */

	bool stray; /* the debugger had no use for the line that was fed */

	long long unread, first_unread; /* lines like frames that are in no thread; the first one */
	long long raw_frames;           /* how many frames could not be taken apart so far */
	long long bare_reports; /* how many reports of crashes had no frames, and are left out */
	long long cut_threads;  /* how many threads took more memory than they may */
	long long left_out;     /* how many frames these lack in their middle */
};

enum begins {
	BEGINS_NOTHING,
	BEGINS_PERHAPS, /* a process, if the next line goes on so */
	BEGINS_THREAD,
	BEGINS_PROCESS, /* threads that came before are of another snapshot */
	BEGINS_GDB,     /* the debugger's text is over: the line is gdb's */
};

struct debugger {
	const char *name; /* of the tool in its threads, as a rule */

	/* It looks at processes from outside, and a log may have several looks: each thread says of which one it is. */
	bool looks;

	/* A set of bytes: of a line that begins with one of them, `begins` is asked first. NULL: of no line. */
	const char *first;

	/* `begins` is asked of each line, too, that the current debugger has no use for (dialect->stray). */
	bool offered;

	/* Its stacks stand among other text: when one is over, lines are gdb's again. */
	bool passing;

	/* Of such a debugger: whether more of its text comes although no thread is open; NULL: never. */
	bool (*expects)(const struct dialect *dialect);

	/* What shows its text behind a prefix; the last one is empty. NULL: nothing does. */
	const struct clue *clues;

	/* How many bytes of state it keeps for a log, all zero before `init`; what that holds, `free` gives back. */
	size_t state;
	void (*init)(struct dialect *dialect);
	void (*free)(void *state);

	/* Whether a line shows that it and those that follow are this debugger's; `current`: those before it were, too. */
	enum begins (*begins)(const struct dialect *dialect, struct line *line, bool current);

	/* Whether a line follows the one that perhaps began a process; NULL where `begins` never says perhaps. */
	bool (*goes_on)(struct bytes held, struct bytes line);

	/* Whether the next line is this debugger's, even if it looks like another's; NULL: never. */
	bool (*owns)(const struct dialect *dialect);

	/*
	 * Reads a line, whose text is good until the return. If the line is of no use: sets dialect->stray, so that other
	 * debuggers are asked.
	 */
	void (*feed)(struct dialect *dialect, struct line *line);

	/* No more lines come: the threads that are open are complete. */
	void (*end)(struct dialect *dialect);
};

/*
 * The state of a debugger whose row says that it keeps one, as left by the line before; never NULL once debuggers_open()
 * has said true, and good until debuggers_close().
 */
static inline void *
dialect_state(const struct dialect *dialect, const struct debugger *debugger)
{
	struct state *state = dialect->states.first;

	while (state->debugger != debugger)
		state = state->next;
	return state->own;
}

/* Begins a thread at the current line; dialect_complete() ends it. NULL: no memory, which is remembered. */
struct draft *dialect_begin(struct dialect *dialect);

/* Threads that are completed from now on are of another look at the process. dialect_begin() does so by itself at the first. */
void dialect_begin_look(struct dialect *dialect);

/*
 * Completes a thread: gives it what the snapshot knows (process, time, names), and the tool unless it has one, counts its
 * raw frames, and hands it over to the drafts.
 */
void dialect_complete(struct dialect *dialect, struct draft *draft, struct bytes tool);

/* Notes whether the thread is the one that crashed: if so, it is current, and gets the signal and the reason. */
void dialect_set_crashed(const struct dialect *dialect, struct draft *draft, bool crashed);

/*
 * Whether a thread that begins now crashed, of which no heading says so: words before it said which signal came, or why the
 * program died, and no thread came since.
 */
static inline bool
dialect_begins_crash(const struct dialect *dialect)
{
	const struct stop *stop = &dialect->snapshot->stop;

	return !dialect->threads_seen && !snapshot_heard_is_past(dialect->snapshot) &&
	    stop->signal.len + stop->reason.len > 0;
}

/* So many lines like frames are in no thread, the first of them in that line. */
void dialect_note_unread(struct dialect *dialect, long long count, long long first);

/* The map of modules is complete: finds the modules of the frames of those threads of this look that wait for it. */
void dialect_place(struct dialect *dialect);

/* The look is over: finds out which threads wait for which. */
void dialect_judge(struct dialect *dialect);

/*
 * The next complete thread; NULL: there is none, or it has to wait: for a map of modules, which may still come, or for the
 * other threads, since it is known who owns some locks. Threads wait at most until the end of the look, and only while
 * those that wait take less than a certain amount of memory.
 */
struct draft *dialect_take(struct dialect *dialect);

/* Completes the open thread, if there is one. */
void dialect_end(struct dialect *dialect, struct bytes tool);

/* The same, but a thread without frames is dropped. */
void dialect_end_stack(struct dialect *dialect, struct bytes tool);

/* Holds the open thread back: only a part of it was shown, and the whole may follow. */
void dialect_hold(struct dialect *dialect);

/* Takes a held thread back: it is the caller's to complete or drop. */
void dialect_unhold(struct dialect *dialect, struct draft *draft);

/* Drops the first held thread of which the open thread is the whole (`shows`); true: there was one. */
bool dialect_settle(
    struct dialect *dialect, bool (*shows)(const struct thread *whole, const struct thread *held));

/* Completes all held threads: no more of them will come. */
void dialect_release(struct dialect *dialect, struct bytes tool);

#endif
