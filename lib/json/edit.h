/* Changing members of a record and leaving all others as they are, byte for byte. */
#ifndef ST_JSON_EDIT_H
#define ST_JSON_EDIT_H

#include "base/buffer.h"
#include "json/json.h"

enum { EDIT_MAX = 24 }; /* changes at a time */

struct edit {
	const char *name;
	struct bytes value; /* as JSON; no bytes: the member goes, or stays away */
	bool last;          /* it comes to the end, wherever it stood */
};

/*
 * Appends the object with the changes made: a member that is there changes in its place, one that
 * is not is added at the end, in the order of the edits.
 */
void edit_write(
    struct buffer *out, const struct value *object, const struct edit *edits, size_t count);

#endif
