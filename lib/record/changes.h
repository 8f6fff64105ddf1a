/* The members that a stage changes in a record, and the record with them: all others keep their bytes. */
#ifndef ST_RECORD_CHANGES_H
#define ST_RECORD_CHANGES_H

#include "json/edit.h"

/* All zero but the buffer: none yet. A member whose value is no bytes goes, or stays away. */
struct changes {
	struct buffer *values; /* as JSON, one behind the other; emptied by its owner */
	struct edit edits[EDIT_MAX];
	size_t starts[EDIT_MAX]; /* of the values in the buffer */
	size_t count;
};

/* Begins a member: its value is all that is appended to the buffer, which this gives, until the next one begins. */
struct buffer *changes_begin(struct changes *changes, const char *name);

/* A whole member; an empty text, and a number below 1, is no bytes. */
void changes_json(struct changes *changes, const char *name, struct bytes json);
void changes_text(struct changes *changes, const char *name, struct bytes text);
void changes_number(struct changes *changes, const char *name, long long number);

/* The members from that number on stand behind all that stay in their place, in their own order. */
void changes_to_end(struct changes *changes, size_t first);

/* Appends the object with the changes made; `out` is full where the buffer of the values is. */
void changes_write(struct changes *changes, const struct value *object, struct buffer *out);

#endif
