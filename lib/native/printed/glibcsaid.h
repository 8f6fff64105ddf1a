/* What the lines around a program's own backtrace say: that frames follow, why it died, and by what signal. */
#ifndef ST_NATIVE_PRINTED_GLIBCSAID_H
#define ST_NATIVE_PRINTED_GLIBCSAID_H

#include "native/snapshot.h"

enum glibcsaid {
	GLIBCSAID_ELSE,
	GLIBCSAID_STACK,   /* frames follow */
	GLIBCSAID_STACKS,  /* those of one thread after the other */
	GLIBCSAID_PLACE,   /* one frame follows: where it crashed */
	GLIBCSAID_THREAD,  /* a thread, whose frames follow if it has any */
	GLIBCSAID_OVER,    /* no more frames */
	GLIBCSAID_KILLED,  /* the number of the signal follows */
	GLIBCSAID_FAULT,   /* it got SIGSEGV */
	GLIBCSAID_ABORT,   /* it got SIGABRT */
	GLIBCSAID_HANDLER, /* a crash handler says which signal it got, and frames follow */
	GLIBCSAID_FORTRAN, /* frames follow that look like gdb's */
	GLIBCSAID_REASON,  /* why the program was ended, in words */
	GLIBCSAID_NOTE,    /* of a tool that looks the frames up */
};

/* What the line says; *before and *behind (they may be NULL) are what stands around the words. */
enum glibcsaid glibcsaid_read(struct bytes line, struct bytes *before, struct bytes *behind);

/* The signal, by a number behind the words or by the words; no bytes: there is no such signal, or it is another sentence. */
struct bytes glibcsaid_signal(enum glibcsaid says, struct bytes behind);

/*
 * The signal that psiginfo(3) tells: `Segmentation fault (Address not mapped to object [0x8])`, `Aborted (Signal sent by
 * tkill() 811 0)`. No bytes: it is another sentence.
 */
struct bytes glibcsaid_info(struct bytes line);

/* Why the program was ended, in its words; some begin with its path, which is taken off. *exe: that, or no bytes. */
struct bytes glibcsaid_reason(struct bytes line, struct bytes *exe);

/* What a crash handler says: the signal by its name or number, and whose it is. */
struct glibcsaid_caught {
	struct bytes signal;
	long long pid, lwp;
};

/* Reads what a crash handler says; false where it names no signal. */
bool glibcsaid_read_caught(
    struct bytes line, struct bytes before, struct bytes behind, struct glibcsaid_caught *caught);

/* Tells the snapshot what stands around the words on the signal or reason: the process that died, and its host. */
void glibcsaid_tell(struct snapshot *snapshot, struct bytes before, struct bytes behind);

struct glibcsaid_thread {
	long long tid;
	struct bytes pthread;
	bool caller;
};

/* What a heading says of a thread, by the texts around its words. False: it is another sentence. */
bool glibcsaid_read_thread(
    struct bytes line, struct bytes before, struct bytes behind, struct glibcsaid_thread *thread);

#endif
