/*
 * A frame and what belongs to it, line by line: the frame may be wrapped (by gdb at a terminal's
 * width, by a forum anywhere), and the locals of `bt full` follow it.
 */
#ifndef ST_NATIVE_GDB_FRAMEREADER_H
#define ST_NATIVE_GDB_FRAMEREADER_H

#include "native/frameline.h"
#include "native/gdb/locals.h"

struct framereader {
	bool original;        /* reads wrapped lines as stacktraces.py does (st-parse-gdb(1)) */
	struct draft *draft;  /* the thread whose frames are read */
	struct frame *frame;  /* the last one; NULL before the first */
	struct bytes text;    /* all of its line so far, in the draft's memory */
	size_t lines;         /* how many were joined to that */
	size_t number;        /* how many bytes of it `#3 ` takes */
	enum frameline state; /* of the text, while `wrapping` */
	bool wrapping;        /* more of the text may come */
	struct locals locals;
};

/* From now on frames go to that thread. */
void framereader_start(struct framereader *reader, struct draft *draft);

/*
 * A line that frameline_starts() with that level and rest. A line that is no frame is kept as raw where its number goes
 * on from the frames before; else false, and it was not taken.
 */
bool framereader_begin(
    struct framereader *reader, struct bytes line, long long level, struct bytes rest);

/* Any other line: false where it is not part of the last frame. `wraps`: it may be more of the text before the locals. */
bool framereader_continue(struct framereader *reader, struct bytes line, bool wraps);

/* The same of a line that is a local wherever one may stand. False: none may stand here, or it is to be looked at. */
static inline bool
framereader_take_local(struct framereader *reader, const struct localline *line)
{
	if (reader->frame == NULL || (reader->wrapping && reader->state != FRAMELINE_WHOLE))
		return false;
	reader->wrapping = false;
	return locals_take(&reader->locals, reader->draft, reader->frame, line);
}

/*
 * Holds a line that is nothing else: where another local of the frame follows, it is more of the
 * value before. False: there is no such value.
 */
bool framereader_hold(struct framereader *reader, struct bytes line);

/* The last frame is at its end; its locals may still come. */
void framereader_close(struct framereader *reader);

#endif
