/* Writing a capture: one run of a debugger, and what the kernel said just before. */
#ifndef ST_RECORD_CAPTURED_H
#define ST_RECORD_CAPTURED_H

#include "record/module.h"
#include "record/thread.h"

struct captured_thread {
	long long lwp;
	struct bytes comm;
	struct observed observed;
	struct bytes python_name;   /* what Python calls it */
	struct bytes python_frames; /* a JSON array; no bytes: not known */
	bool python_cut;            /* there are more frames */
};

struct captured {
	struct process process;
	struct bytes tool, tool_version, time, reason, text;
	long long sample, stopped_ms; /* below 0: not known */
	long long max_frames;         /* the limit that the debugger was given; below 1: none */
	long long status;             /* the debugger's exit status; below 0: see `signal` */
	struct bytes signal;
	const struct captured_thread *threads;
	size_t thread_count;
	const struct module *modules;
	size_t module_count;
};

/* Appends the record with its LF. */
void captured_write(struct buffer *out, const struct captured *captured);

#endif
