/* Threads under construction, and complete ones that were not taken yet. */
#ifndef ST_NATIVE_DRAFTS_H
#define ST_NATIVE_DRAFTS_H

#include "base/arena.h"
#include "record/thread.h"

enum { DRAFTS_ROOMS = 2 };

/*
 * Of a stack that is too large, after runaway recursion, the frames in the middle are left out: once those in `memory` take
 * a part of it, further ones go into the rooms by turns, and a room that is needed again loses those that it has.
 */
struct draft {
	struct draft *next;
	struct arena *memory; /* what the thread consists of, its innermost frames among it */
	struct arena
	    *rooms[DRAFTS_ROOMS]; /* with the frames behind these; NULL: not needed so far */
	unsigned char room;       /* where frames are put now: 0 is `memory` */
	size_t ceiling;           /* of `memory` */
	long long begun;          /* how many frames came before those put there */
	long long left_out;       /* how many frames */
	long long awaits; /* in which look a map of modules may place its frames; 0: in none */
	long long judged; /* in which look it has to be found whom it waits for; 0: in none */
	long long viewed; /* in which look bt or py-bt may show it once more; 0: in none */
	long long alike;  /* how many more threads stand in its frames; they have no name */
	bool apart;       /* no other one is a view of it: the process went on, or it came before */
	struct thread *view; /* what py-bt showed of it right behind bt; NULL: nothing */
	struct thread thread;
};

struct drafts;

/* `ceiling`: the most memory, in bytes, that one thread may take. NULL: no memory. */
struct drafts *drafts_new(size_t ceiling);
void drafts_free(struct drafts *drafts);

/* A new thread, which is the caller's until drafts_complete() or drafts_drop(); NULL: no memory. */
struct draft *drafts_begin(struct drafts *drafts);
void drafts_drop(struct drafts *drafts, struct draft *draft);
void drafts_complete(struct drafts *drafts, struct draft *draft);

/* Whether there is a complete thread. */
bool drafts_ready(const struct drafts *drafts);

/*
 * The next complete thread, good until the next call, which gives its memory back; NULL: there is none. A thread with
 * `alike` comes that many times more, once for each.
 */
struct draft *drafts_take(struct drafts *drafts);

/* The first complete thread that was not taken; the others follow by `next`. NULL: there is none. */
struct draft *drafts_first(const struct drafts *drafts);

/*
 * The memory for a further frame and its texts, to be asked for before each. If the stack is too large, frames are left out
 * in it: a multiple of the lengths of all short cycles, so that recursion goes on behind the gap as it was before it.
 */
struct arena *drafts_room(struct draft *draft);

/* The memory that the frame is in. */
struct arena *drafts_memory(const struct draft *draft, const struct frame *frame);

/* Whether it has taken all memory that it may. */
bool drafts_full(const struct draft *draft);

/* How many bytes it has taken from the system. */
size_t drafts_held(const struct draft *draft);

/* Adds a frame at the outer end, in `memory`; NULL: the arena is full. */
struct frame *drafts_add_frame(struct draft *draft);

/* The same in two steps, in drafts_room(): a frame of which nothing is known, and its place at the outer end. */
struct frame *drafts_new_frame(struct draft *draft);
void drafts_put_frame(struct draft *draft, struct frame *frame);

/*
 * Adds a copy of a frame and of its texts at the outer end, in drafts_room(), and numbers it unless it has a number; NULL:
 * the arena is full.
 */
struct frame *drafts_add_parsed(struct draft *draft, const struct frame *parsed);

/* The same at the inner end. */
struct frame *drafts_add_inner(struct draft *draft, const struct frame *parsed);

/*
 * Adds a local behind the others; NULL: the arena is full. Its name is a copy of the text: the caller says what of that is
 * its value.
 */
struct local *drafts_add_local(struct draft *draft, struct frame *frame, struct bytes text);

/* Whether there is a frame of that level. */
bool drafts_has_level(const struct draft *draft, long long level);

/* Whether a frame has locals. */
bool drafts_has_locals(const struct draft *draft);

/* Moves the last frame, of which there is one, in front of the first frame with a higher level. */
void drafts_move_in(struct draft *draft);

#endif
