/* What records are grouped by: the parts of a key, and the key of a record. */
#ifndef ST_GROUP_KEY_H
#define ST_GROUP_KEY_H

#include "base/buffer.h"
#include "record/stream.h"

enum { KEY_PARTS_MAX = 16 };

struct key_part {
	const struct part *part; /* a row of the table in key.c */
	struct bytes path;       /* of a member: the names on the way to it, with dots between */
	size_t most;             /* so many functions count; 0: all */
};

struct key {
	struct bytes by; /* as it was asked for */
	struct key_part parts[KEY_PARTS_MAX];
	size_t count;
	bool process; /* one of them is the process */
};

/* The names of all parts, for help and messages: `process, functions, …`. */
extern const char key_names[];

/* `process,functions`; false where a name is none of key_names: *wrong is that name. The text has to outlive the key. */
bool key_parse(struct bytes by, struct key *key, struct bytes *wrong);

/*
 * Writes the key of a record into the buffer, which is emptied first: two records belong together
 * where their keys are the same bytes. `text` is scratch.
 */
void key_of(
    const struct key *key, const struct record *record, struct buffer *out, struct buffer *text);

/*
 * What a record says for a part of its key that is one text and that nothing else of it shows to people: *name is what
 * the part is called, *value the text, no bytes where it is not known. False: the part is none of these.
 */
bool key_says(const struct key_part *part, const struct record *record, struct bytes *name,
    struct bytes *value);

/* The first bytes of the time of a record that has a date, as WHEN_DAY and WHEN_HOUR have it; else no bytes. */
struct bytes key_time(const struct record *record, size_t length);

/* Whether the part is the process. */
bool key_is_process(const struct key_part *part);

#endif
