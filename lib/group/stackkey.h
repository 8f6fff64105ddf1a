/* The parts of a key that are read from a record's stacks and exceptions. */
#ifndef ST_GROUP_STACKKEY_H
#define ST_GROUP_STACKKEY_H

#include "base/buffer.h"
#include "record/stream.h"

/* Ends each part: names and values are written as JSON, which escapes this byte. */
enum { STACKKEY_END = '\0' };

/* A key under construction. */
struct stackkey {
	const struct record *record;
	size_t most; /* only that many functions, the innermost of the program's own code; 0: all */
	bool process; /* the process is part of the key */
	struct buffer *out, *scratch;
};

void stackkey_append_process(const struct stackkey *in);

/*
 * The functions of a thread, or of all exceptions of a traceback. Threads whose stacks say too little for a fingerprint
 * are not put together across processes.
 */
void stackkey_append_functions(const struct stackkey *in);

/* The record's fingerprint, computed if it has none; its functions if it cannot have one. */
void stackkey_append_fingerprint(const struct stackkey *in);

/* For each exception: its type; its message; the template of its message. */
void stackkey_append_types(const struct stackkey *in);
void stackkey_append_messages(const struct stackkey *in);
void stackkey_append_templates(const struct stackkey *in);

#endif
