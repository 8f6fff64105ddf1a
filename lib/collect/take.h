/* One capture of one process or core file. */
#ifndef ST_COLLECT_TAKE_H
#define ST_COLLECT_TAKE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "collect/program.h"
#include "record/captured.h"

struct take_options {
	struct program_options program;
	struct tool_options tool;
	long long timeout_ms;
};

struct take {
	struct captured captured;
	bool mended; /* the process had been left stopped, and was continued */
	bool cut;    /* the debugger was ended before its time */
	/* errno, where the kernel's list of the threads, or the map of the modules, could not be read */
	int threads_error, modules_error;
	struct refusal refusal; /* of a capture that failed, or an empty reason: a signal came */
	struct program program;
	struct run run;
	/* the texts of several programs; all else is in the memory of `program` */
	struct buffer joined;
	struct module_map modules;
};

/* Fills in tool->version. False: refusal->reason says why the tool cannot be run. */
bool take_version(struct tool *tool, long long timeout_ms, struct refusal *refusal);

/* False: take->refusal says why there is no capture. In both cases take_free() is wanted. */
bool take_capture(struct take *take, const struct target *target, const struct tool *tool,
    const struct take_options *options);
void take_free(struct take *take);

#endif
