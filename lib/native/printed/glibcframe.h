/* A frame in the form of the C library's backtrace_symbols(), and in similar ones of programs that print backtraces. */
#ifndef ST_NATIVE_PRINTED_GLIBCFRAME_H
#define ST_NATIVE_PRINTED_GLIBCFRAME_H

#include "native/clue.h"
#include "record/thread.h"

/* How sure it is that a line is a frame. */
enum glibc_frame {
	GLIBC_NO_FRAME,
	GLIBC_PERHAPS, /* `loomd[0x40f1c6]`, `[0x40f1c6]`: beside others, or below a heading */
	GLIBC_FRAME,
};

/* Takes a line apart; the frame's texts point into the line. */
enum glibc_frame glibcframe_parse(struct bytes line, struct frame *frame);

/* Takes the next of the frames that stand in one line, with arrows or blanks between them; false: there is none. */
bool glibcframe_next(struct bytes *rest, struct bytes *word);

/* What shows such a frame behind a prefix. */
extern const struct clue glibcframe_clues[];

#endif
