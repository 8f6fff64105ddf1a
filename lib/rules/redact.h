/* Masks secrets in the texts of a record: title, command, arguments, local variables, messages, source lines, raw text. */
#ifndef ST_RULES_REDACT_H
#define ST_RULES_REDACT_H

#include "base/buffer.h"
#include "record/stream.h"
#include "rules/rulefile.h"

struct redaction; /* a pattern in use */
struct redactions {
	struct redaction *list;
	size_t count, size;
};

struct redacted_class {
	struct bytes name;
	long long count; /* how many secrets of the class were masked */
};

/* At first all zero, except for `preview`. */
struct redactor {
	bool preview;                   /* also list what would be masked */
	struct redactions texts, names; /* of secrets, and of names of variables that hold some */
	struct redacted_class *classes;
	size_t class_count, class_size;
	struct buffer text, masked, out, list;
};

/*
 * Begins with the patterns of the rule files, which have to outlive it, and those of `classes`: names with commas between
 * them, `all`, or `default` (or no bytes). False: *wrong is a name that is no class, or empty without memory.
 */
bool redact_begin(struct redactor *redactor, struct bytes classes, const struct rulefile *rules,
    struct bytes *wrong);

/*
 * *line is the record's line with secrets masked, good until the next call; redactor->list has what would be masked, a
 * line each. Members unknown to st-records(5) stay as they are. False: no memory, or the record's ceiling is reached.
 */
bool redact_line(struct redactor *redactor, const struct record *record, struct bytes *line);

void redact_end(struct redactor *redactor);

#endif
