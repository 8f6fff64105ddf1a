/* Thread headers (`Thread 3 (Thread 0x7f… (LWP 9) "name"):`) and the rows of `info threads`. */
#ifndef ST_NATIVE_GDB_HEADER_H
#define ST_NATIVE_GDB_HEADER_H

#include "native/clue.h"
#include "record/thread.h"

/* `3`, or `3.2`: inferior 3, thread 2. No inferior: -1. */
struct thread_id {
	long long inferior, tid;
};

/* What gdb calls a thread; what it does not say is -1 or no bytes. */
struct thread_target {
	struct thread_id id;
	struct bytes text; /* all of it but the id */
	long long pid, lwp;
	struct bytes pthread, comm;
	bool process;       /* `process 123`: a pid, or, for one of many threads, an LWP */
	bool other;         /* the members do not say all that the text says */
	struct bytes place; /* of a row: where the thread stands */
};

enum header {
	HEADER_NONE,
	HEADER_CUT, /* begins as a header and does not end: the next line may be the rest of it */
	HEADER_WHOLE,
};

/* The results point into the line. */
enum header header_parse(struct bytes line, struct thread_target *target);

/* Whether it is a whole header: then the line is gdb's, whatever came before. */
bool header_is(struct bytes line);

/* What shows gdb's text behind a prefix: headers, and frames. */
extern const struct clue header_clues[];

/* `Stack trace of thread 666897:` (systemd-coredump) */
bool header_parse_coredump(struct bytes line, long long *lwp);

/*
 * A row of `info threads`: `* 1    Thread 0x… (LWP 9) "name" 0x… in f ()`. Of `target` only id,
 * lwp, pthread, comm and place are looked for. *current: it has the asterisk.
 */
bool header_parse_row(struct bytes line, struct thread_target *target, bool *current);

/* A row of `info inferiors`: `* 2    process 31722     1 (native)           /srv/x`. Its `place` is the executable. */
bool header_parse_inferior(struct bytes line, struct thread_target *target, bool *current);

/* `3` or `3.2` at the start of the text; *rest is what follows. */
bool header_parse_id(struct bytes text, struct thread_id *id, struct bytes *rest);

/* What stands in the brackets of a header, or after `[Switching to `: no id. */
struct thread_target header_parse_target(struct bytes text);

#endif
