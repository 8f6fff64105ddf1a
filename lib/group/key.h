/* The key that records are grouped by: which parts it has, and its value for a record. */
#ifndef ST_GROUP_KEY_H
#define ST_GROUP_KEY_H

#include "base/buffer.h"
#include "record/stream.h"

enum { KEY_PARTS_MAX = 16 };

struct key_part {
	const struct part *part; /* a row of the table in key.c */
	struct bytes path; /* for any member: its name, inside of others with dots: `log.logger` */
	size_t most;       /* for functions: how many innermost ones count; 0: all */
};

struct key {
	struct bytes by; /* as the user wrote it */
	struct key_part parts[KEY_PARTS_MAX];
	size_t count;
	bool process; /* one part is the process */
	bool types;   /* one part is the types of exceptions */
	bool stack;   /* one part is all functions, or the fingerprint */
};

/* The names of all parts, for help and messages: `process, functions, …`. */
extern const char key_names[];

/* Reads `process,functions`. False: *wrong is a name that no part has. The text has to outlive the key. */
bool key_parse(struct bytes by, struct key *key, struct bytes *wrong);

/*
 * Writes the key of a record into `out`, which is emptied first: two records belong together if their keys
 * are the same bytes. `text` is scratch.
 */
void key_of(
    const struct key *key, const struct record *record, struct buffer *out, struct buffer *text);

/*
 * For a part of the key that is a single text, and that outputs for people show nowhere else: *name is the part's name,
 * *value the record's text, or no bytes where the record has none. False: the part is another one.
 */
bool key_says(const struct key_part *part, const struct record *record, struct bytes *name,
    struct bytes *value);

/* The first `length` bytes (WHEN_DAY, WHEN_HOUR) of the record's time; no bytes if it has none with a date. */
struct bytes key_time(const struct record *record, size_t length);

/* Whether the part is the process. */
bool key_is_process(const struct key_part *part);

#endif
