/* One capture of one process or core file. */
#ifndef ST_COLLECT_TAKE_H
#define ST_COLLECT_TAKE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "collect/program.h"
#include "collect/python/pystacks.h"
#include "record/captured.h"

struct take_options {
	struct program_options program;
	struct tool_options tool;
	long long timeout_ms;
	long long max_pause_ms; /* 0: none */
	bool no_python;
	bool or_none; /* of a process that may not be traced, what the kernel says is enough */
};

struct take {
	struct captured captured;
	bool mended; /* the process had been left stopped, and was continued */
	bool cut;    /* the debugger was ended before its time */
	/* the process had been stopped for too long: it was let go, and looked at again in the quick way */
	bool hurried;
	/* errno, where the kernel's list of the threads, or what is in the process's memory, could not be read */
	int threads_error, memory_error;
	bool forbidden;         /* the caller may not see all of it: the refusal says why */
	struct refusal refusal; /* why it failed or is not whole; an empty reason: a signal came */
	struct program program;
	struct run run;
	/* the texts of several programs; all else is in the memory of `program` */
	struct buffer joined;
	struct module_map modules;
	struct pyruntime python;
	struct pystacks stacks;          /* of its threads */
	struct locks locks;              /* that these wait for */
	struct captured_thread *threads; /* those of `captured` */
	bool python_moved;               /* they could not be read while all stood still */
};

/* Fills in tool->version. False: refusal->reason says why the tool cannot be run. */
bool take_version(struct tool *tool, long long timeout_ms, struct refusal *refusal);

/* False: take->refusal says why there is no capture. In both cases take_free() is wanted. */
bool take_capture(struct take *take, struct target *target, const struct tool *tool,
    const struct take_options *options);
void take_free(struct take *take);

#endif
