/* The frames of a thread, a line each; less interesting ones are folded into one line. */
#ifndef ST_RENDER_BACKTRACE_H
#define ST_RENDER_BACKTRACE_H

#include "render/format.h"

enum {
	BACKTRACE_ARGUMENTS =
	    3, /* the level of detail (-i) from which arguments are shown; locals */
	BACKTRACE_LOCALS = 4,
};

/*
 * Appends all frames. Recursion is shown once, unless `detail` includes arguments. If there are frames of Python, those of
 * the interpreter's C code are folded, unless more detail is wanted.
 */
void backtrace_append(struct rendering *rendering, const struct record *record, int detail);

/* The same with frames of libraries folded, too, except for the innermost frame and one that a signal interrupted. */
void backtrace_append_folded(struct rendering *rendering, const struct record *record, int detail);

/* Appends the program's own functions in one line: `take at crash.c:38 < worker`. */
void backtrace_append_short(struct rendering *rendering, const struct record *record);

/* The name that is shown for a frame: its parameters, and in long names template arguments, only show with arguments. */
struct bytes backtrace_name(const struct value *frame, int detail, struct arena *memory);

/* A run of frames that are folded: how many, and the names of their libraries. All zero: none yet. */
enum { BACKTRACE_LIBRARIES = 3 };

struct backtrace_fold {
	struct bytes names[BACKTRACE_LIBRARIES];
	size_t names_count, frames;
};

void backtrace_fold_add(struct backtrace_fold *fold, struct bytes library);

/* Appends `… 9 frames of libstdc++ and libc` after `margin` blanks; nothing for no frames. Empties the fold. */
void backtrace_fold_append(struct rendering *rendering, struct backtrace_fold *fold, size_t margin);

#endif
