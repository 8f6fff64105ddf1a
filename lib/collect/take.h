/* One capture of one process or core file. */
#ifndef ST_COLLECT_TAKE_H
#define ST_COLLECT_TAKE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "collect/namespace.h"
#include "collect/program.h"
#include "collect/python/pystacks.h"
#include "record/captured.h"

struct take_options {
	struct program_options program;
	struct tool_options tool;
	long long timeout_ms;
	long long max_pause_ms; /* 0: none */
	bool no_python;
	bool or_none; /* if the process may not be traced, do without a debugger */
};

struct take {
	struct captured captured;
	bool mended; /* the debugger left the process stopped, and it was continued */
	bool cut;    /* the debugger was ended before it was done */
	/* the process had been stopped for too long: it was let go, and the debugger run again with `fast` */
	bool hurried;
	/* errno, if the kernel's list of threads, or the process's memory, could not be read */
	int threads_error, memory_error;
	bool forbidden;         /* the caller may not see all of it: the refusal says why */
	struct refusal refusal; /* why it failed or is incomplete; an empty reason: a signal came */
	struct program program;
	struct run run;
	/* the outputs of a tool of several programs, joined; all other texts are in the arena of `program` */
	struct buffer joined;
	struct module_map modules;
	char root
	    [NAMESPACE_PATH]; /* the folder that the paths of the process begin in, for the debugger */
	struct pyruntime python;
	struct pystacks stacks;          /* of its threads */
	struct locks locks;              /* that these wait for */
	struct captured_thread *threads; /* those of `captured` */
	bool python_moved; /* Python's threads could not be read while all were stopped */
};

/* Fills in tool->version. False: refusal->reason says why the tool cannot be run. */
bool take_version(struct tool *tool, long long timeout_ms, struct refusal *refusal);

/* False: take->refusal says why there is no capture. In both cases the caller has to call take_free(). */
bool take_capture(struct take *take, struct target *target, const struct tool *tool,
    const struct take_options *options);
void take_free(struct take *take);

#endif
