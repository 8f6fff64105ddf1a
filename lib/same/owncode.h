/* Whose code a Python frame is, by the path of its file. */
#ifndef ST_SAME_OWNCODE_H
#define ST_SAME_OWNCODE_H

#include "json/json.h"

struct owncode {
	/* The standard library's, or an installed package's: not the person's own. */
	bool library;
	/*
	 * The part of a path that is the same on every machine: the folder and the file without its ending, `app/views`;
	 * of `__init__.py` only the folder. Of a library, nothing above the folder of its modules: `threading`, `six`.
	 * Points into the path.
	 */
	struct bytes module;
};

struct owncode owncode_of(struct bytes file);

/* Whether a frame of the array is the person's own. */
bool owncode_any(const struct value *frames);

#endif
