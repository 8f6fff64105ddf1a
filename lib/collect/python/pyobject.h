/* Objects of CPython in memory: strings and the code of functions, each held against its type. */
#ifndef ST_COLLECT_PYTHON_PYOBJECT_H
#define ST_COLLECT_PYTHON_PYOBJECT_H

#include "collect/python/pylayout.h"

/* An interpreter, and where its types are. */
struct pyobject_types {
	uint64_t code, text, bytes, frame;
};

/* A function, or another piece of code with a name. */
struct pyobject_code {
	uint64_t address;
	struct bytes function, file; /* in UTF-8 */
	struct bytes lines;          /* a table, as pylines.h reads it */
	long long first_line;
	uint64_t units; /* its length in instructions of 2 bytes; 0: not kept */
};

/* Reads objects; what it has read of the code it keeps. */
struct pyobjects {
	struct pymemory *memory;
	const struct pylayout *layout;
	struct pyobject_types types;
	struct arena *texts;
	struct pyobject_code *codes;
	size_t count, size;
	struct index index;
};

void pyobject_free(struct pyobjects *objects);

/* Whether there is an object of that type. */
bool pyobject_is(struct pyobjects *objects, uint64_t address, uint64_t type);

/* A str in UTF-8. False: there is none, or a longer one than a name is. */
bool pyobject_text(struct pyobjects *objects, uint64_t address, struct bytes *text);

/* NULL: there is no such thing. Good until the next call. */
const struct pyobject_code *pyobject_code(struct pyobjects *objects, uint64_t address);

#endif
