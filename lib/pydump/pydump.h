/*
 * The stacks of Python's threads as tools print them that look at a process from outside, gdb's py-bt among them, and as
 * the interpreter dumps them itself (faulthandler):
 *
 *   py-spy dump                                  pystack
 *   Process 811: python3 /opt/a.py
 *   Python v3.11.2 (/usr/bin/python3.11)
 *
 *   Thread 811 (active+gil): "MainThread"        Traceback for thread 811 (python3) [Has the GIL] (most recent call last):
 *       get (queue.py:210)                           (Python) File "/opt/a.py", line 33, in <module>
 *       <module> (a.py:33)                               get()
 *
 *   Traceback (most recent call first):          Current thread 0x00007f3afd148740 (most recent call first):
 *     File "/opt/a.py", line 33, in f              File "/opt/a.py", line 33 in f
 *       get()
 *
 * and as programs print their own, Odoo among them, by a recipe that many have copied:
 *
 *   # Thread: worker-1(140276086363840)          # Thread: <Thread(worker-1, started 140276086363840)> (db:n/a)
 *   File: "/opt/a.py", line 33, in <module>      File: "/opt/a.py", line 33, in <module>
 *     get()                                        get()
 *
 * Only a heading is sure to be one of theirs; the lines below it are told by how far they are set in.
 */
#ifndef ST_PYDUMP_PYDUMP_H
#define ST_PYDUMP_PYDUMP_H

#include "base/arena.h"
#include "record/thread.h"

#define PYDUMP_VERSION "Python v" /* what py-spy's second line begins with */

/* How frames are written. */
enum pydump_style {
	PYDUMP_PLACE_LAST, /* py-spy's: `get (queue.py:210)` */
	PYDUMP_KIND_FIRST, /* pystack's: `(Python) File "/opt/a.py", line 33, in f`; the outermost comes first */
	PYDUMP_FILE_FIRST, /* `File "/opt/a.py", line 33, in f`, and without the second comma */
	PYDUMP_OWN,        /* `File: "/opt/a.py", line 33, in f`; the outermost comes first */
	PYDUMP_STACK, /* as traceback.print_stack() has it: PYDUMP_FILE_FIRST, but the outermost comes first */
};

/* What the line above a thread's stack says. The texts are parts of the line; none, and a number below 0: not known. */
struct pydump_heading {
	enum pydump_style style;
	struct bytes tool;
	long long lwp, ident; /* ident: the handle as a number, threading.get_ident() */
	struct bytes handle, name;
	bool gil, waits; /* it has the interpreter's lock; it waits for it */
	bool current;    /* the one that faulthandler ran in */
};

/* Whether the line heads a thread's stack. */
bool pydump_read_heading(struct bytes line, struct pydump_heading *heading);

/*
 * Whether the line may head the stack of a thread that the program printed, if a frame follows: `Thread 7 (main):`, `--- Thread
 * 140276086363840 (worker-1) ---`, `<Thread(worker-1, started 140276086363840)>`.
 */
bool pydump_read_title(struct bytes line, struct pydump_heading *heading);

/* The handle of a thread by threading.get_ident(), as debuggers print it: `0x7f94c2dfe6c0`. No bytes: no memory. */
struct bytes pydump_handle(long long ident, struct arena *memory);

/* py-spy's first line, and its second one, which alone is sure to be of it. */
bool pydump_read_process(struct bytes line, long long *pid, struct bytes *command);
bool pydump_is_version(struct bytes line);

/* A thread whose stack is read. */
struct pydump {
	struct thread *thread;
	struct arena *memory;
	struct frame *newest; /* the frame that was read last */
	enum pydump_style style;
	bool native;  /* a frame of C came */
	bool listing; /* lines with values of that frame follow: `x: 3` */
};

/* Whether it heads the stack that gdb's py-bt prints of a thread that was named before. */
bool pydump_is_pybt(struct bytes line);

/* Begins the stack of the heading. Thread and memory stay the caller's, and have to outlive it; texts are copied there. */
void pydump_begin(struct pydump *dump, struct thread *thread, struct arena *memory,
    const struct pydump_heading *heading);

/* A line below the heading, without what it is set in by; false: it is no part of the stack. An empty line is none. */
bool pydump_feed(struct pydump *dump, struct bytes line);

/* No more lines come. The thread is Python's if all of its frames are; else those that are stay marked. */
void pydump_end(struct pydump *dump);

#endif
