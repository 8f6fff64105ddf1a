/* What stands around stacks inside the kernel of Linux: of which task they are, registers, where the kernel stumbled. */
#ifndef ST_NATIVE_KERNEL_KERNELHEAD_H
#define ST_NATIVE_KERNEL_KERNELHEAD_H

#include "native/clue.h"

/* What a line says of the task whose stack follows; -1 and no bytes: nothing. */
struct kernel_head {
	long long pid, lwp;
	struct bytes comm, state, reason;
	bool dumped;        /* it says where a processor was, and `Call Trace:` has to follow */
	bool sure;          /* such a line is the kernel's, whatever follows */
	struct bytes stack; /* a stack of the past: what was done there, `Freed by task 811` */
};

/*
 * What the line says of a task, or of a stack of the past; the texts in *head are good as long as the line. False: it
 * is no heading, and *head has no meaning.
 */
bool kernelhead_read(struct bytes line, struct kernel_head *head);

/*
 * `/proc/811/task/812/stack:[<0>] …`: grep puts the task before each of its frames. *frame is the frame's part of the
 * line. False: it is no such line, and yet both *head and *frame were written.
 */
bool kernelhead_read_grep(struct bytes line, struct kernel_head *head, struct bytes *frame);

/* `RIP: 0010:loom_read+0x12/0x40`: where the processor was, which no frame says again. */
enum kernel_place {
	KERNEL_NO_PLACE,
	KERNEL_CODE, /* *frame is the rest, a frame's text */
	KERNEL_USER, /* in the program: no more frames of the kernel */
};

/* *frame is a part of the line, and perhaps written in any case: it counts for KERNEL_CODE alone. */
enum kernel_place kernelhead_read_place(struct bytes line, struct bytes *frame);

/* Whether the line is words of the stack and nothing else; whether it is a mark, `<TASK>`. */
bool kernelhead_is_words(struct bytes line);
bool kernelhead_is_mark(struct bytes line);

/* Whether the line may stand before and between frames: registers, words of the stack, marks. */
bool kernelhead_is_between(struct bytes line);

/* What shows stacks inside Linux behind a prefix: headings, and frames. */
extern const struct clue kernelhead_clues[];

#endif
