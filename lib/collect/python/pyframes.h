/* The Python frames of one thread, by its chain of frames in memory. */
#ifndef ST_COLLECT_PYTHON_PYFRAMES_H
#define ST_COLLECT_PYTHON_PYFRAMES_H

#include "base/buffer.h"
#include "collect/python/pyobject.h"

enum { PYFRAMES_MAX = 4096 };

struct pyframes {
	size_t count,
	    entries; /* of functions; and how many of these a C call began, where frames say so */
	bool cut;    /* there are more than can be kept */
	uint64_t outermost;            /* the last function's frame; 0: there is none */
	struct pyobject_code function; /* that function */
};

/*
 * Appends the frames as a JSON array, the innermost first, from the frame at that address on. False: what is in memory
 * is no such chain, or not from end to end; then what was appended is of no use.
 */
bool pyframes_write(
    struct pyobjects *objects, uint64_t innermost, struct buffer *out, struct pyframes *frames);

#endif
