/* The frames of a thread, a line each, and those that say little folded. */
#ifndef ST_RENDER_STACK_H
#define ST_RENDER_STACK_H

#include "render/format.h"

enum {
	STACK_ARGUMENTS = 3, /* from which level of detail on there are arguments */
	STACK_LOCALS = 4,
};

/*
 * Appends all frames, those of recursion once unless arguments are asked for; where Python's are among them, those of
 * its interpreter are folded unless more detail is asked for.
 */
void stack_append(struct rendering *rendering, const struct record *record, int detail);

/* The same, but frames of libraries are folded, unless one is the innermost or one that a signal interrupted. */
void stack_append_folded(struct rendering *rendering, const struct record *record, int detail);

/* Appends one's own functions in one line: `take at crash.c:38 < worker`. */
void stack_append_short(struct rendering *rendering, const struct record *record);

/* Libraries that a run of frames is of, and how many frames that are. All zero: none yet. */
enum { STACK_LIBRARIES = 3 };

struct stack_fold {
	struct bytes names[STACK_LIBRARIES];
	size_t names_count, frames;
};

void stack_fold_add(struct stack_fold *fold, struct bytes library);

/* Appends `… 9 frames of libstdc++ and libc` behind so many blanks; nothing of no frames. Empties it. */
void stack_fold_append(struct rendering *rendering, struct stack_fold *fold, size_t margin);

#endif
