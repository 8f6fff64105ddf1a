/* What of a record's stacks, and of its exceptions, a key consists of. */
#ifndef ST_GROUP_STACKKEY_H
#define ST_GROUP_STACKKEY_H

#include "base/buffer.h"
#include "record/stream.h"

/* Ends each part: no name or value holds this byte, as JSON writes it escaped. */
enum { STACKKEY_END = '\0' };

/* What is appended to a key. */
struct stackkey {
	const struct record *record;
	size_t most;  /* so many functions, the innermost ones of one's own; 0: all there are */
	bool process; /* the process is part of the key */
	struct buffer *out, *scratch;
};

void stackkey_append_process(const struct stackkey *in);

/*
 * The functions of a thread, or of all exceptions. Threads of which nothing tells that they are the same trouble are
 * not put together across processes.
 */
void stackkey_append_functions(const struct stackkey *in);

/* The fingerprint that a record has, or else its own; where there is none, its functions. */
void stackkey_append_fingerprint(const struct stackkey *in);

/* Of each exception its type; its message; its message without what varies. */
void stackkey_append_types(const struct stackkey *in);
void stackkey_append_messages(const struct stackkey *in);
void stackkey_append_templates(const struct stackkey *in);

#endif
