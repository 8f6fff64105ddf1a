/* Taking apart the text of a frame as gdb prints it: `#3  0x… in function (args) at file:line`. */
#ifndef ST_NATIVE_FRAMELINE_H
#define ST_NATIVE_FRAMELINE_H

#include "record/thread.h"

enum frameline {
	FRAMELINE_WHOLE,     /* taken apart */
	FRAMELINE_OPEN,      /* its argument list is not closed: the next line may go on with it */
	FRAMELINE_OPEN_NAME, /* the same of a bracket in its function's name */
	FRAMELINE_ODD,       /* no frame as any gdb prints them */
};

/* Whether a line may be a frame: `#`, a number (*level), then a blank or an address. *rest is what follows the number. */
bool frameline_starts(struct bytes line, long long *level, struct bytes *rest);

/* `f29b61c4 in weave () in plugins/dye.so`: programs that print their own frames as gdb does, without `0x`. */
bool frameline_is_plain(struct bytes text);

/*
 * Takes apart what follows the number; the frame's members point into `text`. Where the result is
 * not FRAMELINE_WHOLE the frame stays as it was.
 */
enum frameline frameline_parse(struct bytes text, struct frame *frame);

/*
 * The same for a text that does not go on in the next line: if the debugger cut a value short, and so the
 * argument list does not close, it is taken to end at the last parenthesis that could end it.
 */
enum frameline frameline_parse_unbalanced(struct bytes text, struct frame *frame);

/* For a text that cannot be taken apart: sets address and function, if these are whole. */
void frameline_keep(struct bytes text, struct frame *frame);

/* The function without a symbol version (`@@GLIBC_2.3.2`, eu-stack's `@GLIBC_2.2.5`). */
struct bytes frameline_unversioned(struct bytes function);

/* `file:line` or `file:line:column`, the file possibly with colons of its own. */
void frameline_place(struct bytes place, struct frame *frame);

/* The same where both have to be there: takes them into the frame. `??:0` says that nothing is known; false: it is no place. */
bool frameline_take_place(struct bytes text, struct frame *frame);

/* `main + 64`: the offset goes into the frame. Returns what stands before it, or all where no offset ends the text. */
struct bytes frameline_take_offset(struct bytes text, struct frame *frame);

#endif
