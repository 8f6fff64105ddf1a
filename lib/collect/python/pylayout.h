/* Where CPython keeps its threads and frames, by its version: offsets in bytes of 64-bit builds. */
#ifndef ST_COLLECT_PYTHON_PYLAYOUT_H
#define ST_COLLECT_PYTHON_PYLAYOUT_H

#include "collect/python/pymemory.h"

enum {
	PYLAYOUT_OLDEST = 308,    /* 3.8 */
	PYLAYOUT_DESCRIBED = 313, /* from this version on the runtime describes itself */
	PYLAYOUT_NEWEST = 314,
	PYLAYOUT_FRAME =
	    112, /* bytes at the start of a frame: all that is read of it but its variables */
};

/* How a frame shows that a C call of the interpreter began it. */
enum pylayout_entry {
	PYLAYOUT_EACH_FRAME, /* each has one of its own; it is a Python object */
	PYLAYOUT_FLAG,       /* it says so */
	PYLAYOUT_OWNER, /* a frame of the interpreter's own follows it, which is no Python function's */
};

/* How a line is found by the place in the code. */
enum pylayout_lines {
	PYLAYOUT_STEPS,     /* 3.8, 3.9: steps of bytes and lines (co_lnotab) */
	PYLAYOUT_RANGES,    /* 3.10: ranges of bytes, with lines or without (PEP 626) */
	PYLAYOUT_LOCATIONS, /* 3.11: ranges with lines and columns (PEP 657) */
};

struct pylayout {
	int version; /* 308 for 3.8 */
	enum pylayout_entry entry;
	enum pylayout_lines lines;

	uint32_t interpreters; /* of the runtime: the first one */
	uint32_t gil;          /* of the runtime, or (3.12) of the interpreter: a pointer to it */
	uint32_t interpreter_next, threads;
	uint32_t thread_next, thread_id, thread_lwp; /* an LWP of 0: it keeps none */
	uint32_t control,
	    current; /* the innermost frame: of what the pointer at `control` points to, if that is not 0 */
	uint32_t stack; /* the memory that frames are in; 0: they are objects */
	uint32_t frame_code, frame_previous, frame_place, frame_entry, frame_owner, frame_locals;
	uint32_t first_line, file, name, lines_table, code; /* of a code object */
	uint32_t ascii, text; /* the characters of a str of ASCII alone, and of another */
};

/* Fills in the layout of that version; false: none is known. From 3.13 on it is read from the runtime. */
bool pylayout_read(struct pylayout *layout, int version, struct pymemory *memory, uint64_t runtime);

/* Whether a runtime that describes itself is one without a GIL, whose objects are laid out in another way. */
bool pylayout_is_free_threaded(struct pymemory *memory, uint64_t runtime);

#endif
