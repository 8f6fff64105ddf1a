/*
 * Where the parts of a JSON text stand in it, so that a record can be changed and what is not
 * changed keeps its bytes. For text that read_json() has accepted; of other text the results are
 * of no use, but never lie outside it.
 */
#ifndef ST_RECORD_SPAN_H
#define ST_RECORD_SPAN_H

#include "base/bytes.h"

/* A member of an object, or an element of an array (without a name). */
struct span {
	struct bytes name;  /* between its quotes, as it is written */
	struct bytes value; /* with its quotes or brackets */
	const char *next;   /* where to go on; NULL to begin with */
};

/* The next member of the object, or element of the array; false at its end. */
bool span_next(struct bytes whole, struct span *span);

/* Whether a member has that name, of ASCII without `"` and `\`, however it is written. */
bool span_is_named(const struct span *span, struct bytes name);

/* The value of the last member of that name; no bytes where there is none. */
struct bytes span_member(struct bytes object, const char *name);

#endif
