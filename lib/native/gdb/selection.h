/* Which thread the debugger selected and which took the signal, by all that it says of them. */
#ifndef ST_NATIVE_GDB_SELECTION_H
#define ST_NATIVE_GDB_SELECTION_H

#include "base/buffer.h"
#include "native/drafts.h"
#include "native/snapshot.h"

/* Where the process stands, as was said before all headers; all zero: nothing was. */
struct selection {
	struct frame place;
	struct buffer text; /* what the place was read from */
	bool known;
	bool stop;  /* by the line of a live stop, `0x… in f ()`, and not by a core's `#0` */
	bool found; /* a thread with a header stands there */
};

/* Forgets it, or gives its memory back, too. */
void selection_reset(struct selection *selection);
void selection_free(struct selection *selection);

/*
 * Notes the place that the text gives, if it gives one: a core's `#0`, of which the first counts,
 * or the line of a live stop, of which the last counts. The text is copied.
 */
void selection_note_core(struct selection *selection, struct snapshot *snapshot, struct bytes text);
void selection_note_stop(struct selection *selection, struct snapshot *snapshot, struct bytes text);

/* Whether a frame stands at that place. */
bool selection_is_at(const struct selection *selection, const struct frame *frame);

/* Sets `current`, `crashed` and `signal` of a thread with a header; of one without, whose `current` is set. */
void selection_mark(
    struct selection *selection, const struct snapshot *snapshot, struct thread *thread);
void selection_mark_headless(const struct snapshot *snapshot, struct draft *draft);

#endif
