/* Masks secrets in the texts of a record: title, command, arguments, local variables, messages, source lines, raw text. */
#ifndef ST_RULES_REDACT_H
#define ST_RULES_REDACT_H

#include "base/buffer.h"
#include "record/stream.h"
#include "rules/rulefile.h"

struct redaction; /* a pattern at work */

struct redacted_class {
	struct bytes name;
	long long count; /* what was masked of it */
};

/* All zero but `preview` to begin with. */
struct redactor {
	bool preview; /* what would be masked is listed, too */
	struct redaction *redactions, *names;
	size_t count, size, name_count, name_size;
	struct redacted_class *classes;
	size_t class_count, class_size;
	struct buffer text, masked, out, list;
};

/*
 * Takes in the patterns of rule files, which outlive it, and those of the classes, names with commas between; none, or `default`: those that are masked if nothing
 * else is asked for; `all`: all. False: *wrong is no class, or is empty: there is no memory.
 */
bool redact_begin(struct redactor *redactor, struct bytes classes, const struct rulefile *rules,
    struct bytes *wrong);

/*
 * The line of a record with its secrets masked, good until the next call; `list` has what would be masked, a line each.
 * Members that are not this program's own stay as they are. False: no memory, or more than the record's ceiling allows.
 */
bool redact_line(struct redactor *redactor, const struct record *record, struct bytes *line);

void redact_end(struct redactor *redactor);

#endif
