/* What records are grouped by: the parts of a key, and the key of a record. */
#ifndef ST_GROUP_KEY_H
#define ST_GROUP_KEY_H

#include "base/buffer.h"
#include "record/stream.h"

enum { KEY_PARTS_MAX = 16 };

struct key {
	struct bytes by;                         /* as it was asked for */
	const struct part *parts[KEY_PARTS_MAX]; /* rows of the table in key.c */
	size_t count;
	bool process; /* one of them is the process */
};

/* The names of all parts, for help and messages. */
extern const char key_names[];

/* `process,functions`; false where a name is none of key_names: *wrong is that name. */
bool key_parse(struct bytes by, struct key *key, struct bytes *wrong);

/*
 * Writes the key of a record into the buffer, which is emptied first: two records belong together
 * where their keys are the same bytes. `text` is scratch.
 */
void key_of(
    const struct key *key, const struct record *record, struct buffer *out, struct buffer *text);

#endif
