/* Changes some members of a record; all others keep their bytes. */
#ifndef ST_RECORD_CHANGES_H
#define ST_RECORD_CHANGES_H

#include "json/edit.h"

/*
 * All zero but `values`: no changes yet. A member whose value is no bytes is removed from the record. The caller makes at
 * most EDIT_MAX changes.
 */
struct changes {
	struct buffer *values; /* as JSON, one after the other; the caller's, who also empties it */
	struct edit edits[EDIT_MAX];
	size_t starts[EDIT_MAX]; /* where each value begins in the buffer */
	size_t count;
};

/* Begins a member, and gives the buffer: what is appended to it until the next member begins is the value, as JSON. */
struct buffer *changes_begin(struct changes *changes, const char *name);

/* A whole member. An empty text, or a number below 1, removes it. */
void changes_json(struct changes *changes, const char *name, struct bytes json);
void changes_text(struct changes *changes, const char *name, struct bytes text);
void changes_number(struct changes *changes, const char *name, long long number);

/* The changes from the number `first` on go to the end of the record, in their order, also if it has the members. */
void changes_to_end(struct changes *changes, size_t first);

/* Appends the object with the changes made. Where `values` is full, `out` is marked as full, too. */
void changes_write(struct changes *changes, const struct value *object, struct buffer *out);

#endif
