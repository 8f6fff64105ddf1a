/*
 * Which thread gdb selected and which one took the signal. gdb gives numbers, or only the place where the process
 * stands; backtraces without a header are told apart by their frames.
 */
#ifndef ST_NATIVE_GDB_SELECTION_H
#define ST_NATIVE_GDB_SELECTION_H

#include "native/drafts.h"
#include "native/snapshot.h"

#include <stdint.h>

enum { SELECTION_SHOWN = 32 }; /* frames by which a backtrace is known again */

struct selection {
	const struct snapshot *snapshot;
	uint64_t
	    place; /* where the process stands, as was said before all headers, by a hash; 0: not known */
	uint64_t address;  /* in that, by a hash; 0: none */
	uint64_t function; /* the same */
	bool stop;  /* by the line of a live stop, `0x… in f ()`, and not by a core's `#0` */
	bool found; /* a thread with a header stands there */
	long long
	    named; /* the selection (snapshot.h) of which something was shown without a header */
	uint64_t sought;        /* what that consists of, its place or its backtrace */
	long long sought_count; /* how many frames that are; 0: there is nothing to look for */
	bool common;            /* another backtrace had the same frames */
	uint64_t
	    shown[SELECTION_SHOWN]; /* the selected thread's backtrace: of so many frames, a hash */
	long long shown_count;
};

/* Nothing is said yet. The snapshot has to outlive it. */
void selection_init(struct selection *selection, const struct snapshot *snapshot);

/*
 * Notes the place that the text gives: a core's `#0`, of which the first counts, or (`stop`) the line of a live stop, of
 * which the last counts. False: it gives none, or none more is wanted.
 */
bool selection_note(struct selection *selection, struct bytes text, bool stop);

/* Sets `current`, `crashed` and `signal` of a thread with a header, which is complete. */
void selection_mark(struct selection *selection, struct thread *thread);

/*
 * The same for a backtrace without a header, at its innermost frame. The first one after a selection is the selected
 * thread's. Any other may be of any thread: `thread apply all -q bt` shows all of them and does not say which is which.
 */
void selection_mark_begun(
    struct selection *selection, struct draft *draft, const struct frame *innermost);

/*
 * The same when the backtrace is whole. gdb may have shown the selected thread's place before it, or its `bt`, and now
 * shows all threads, with locals: then the last backtrace is that thread's if no other has these frames (shapes.json:
 * bt-then-full, quiet-all-core, quiet-all-full). `thread apply all` shows thread 1 last, and all may stand in one place.
 */
void selection_mark_whole(struct selection *selection, struct draft *draft, bool last);

/*
 * The same where other lines stand before it: a second `bt` of the thread that is still selected shows the same frames, or
 * the first so many. True: it is that thread's.
 */
bool selection_mark_again(struct selection *selection, struct draft *draft);

/* Sets the same of a view of the thread that is selected. */
void selection_mark_selected(const struct selection *selection, struct draft *draft);

/* This is only the place where a thread stands. If it is the selected one, a backtrace that begins so is looked for. */
void selection_seek(struct selection *selection, const struct draft *place);

/* gdb says which thread it has selected, after it showed the place where that thread stands. */
void selection_name(struct selection *selection, struct draft *draft);

#endif
