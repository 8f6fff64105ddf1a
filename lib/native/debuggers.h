/* The debuggers, crash handlers and tools whose text is read, and which of them a line is shown to. */
#ifndef ST_NATIVE_DEBUGGERS_H
#define ST_NATIVE_DEBUGGERS_H

#include "native/dialect.h"

struct debuggers {
	unsigned asked[256]; /* by a line's first byte: which ones to ask about it, a bit each */
};

/* One after the other; NULL: there are no more. */
const struct debugger *debuggers_at(size_t i);

/* Whether the tool looks at processes from outside (and is no program that prints its own crash). */
bool debuggers_look(struct bytes tool);

/* Makes the states of all debuggers; false: no memory. */
bool debuggers_open(struct dialect *dialect);
void debuggers_close(struct dialect *dialect);

/* Fills in what is all zero. */
void debuggers_init(struct debuggers *debuggers);

/*
 * Asks the debuggers one after the other, from *at on, whether the line is theirs: those whose bits are in `asked`. If the
 * line was of no use to its debugger (the dialect's `stray`), the others are asked instead, as far as they may be offered
 * such lines. Returns the first that claims the line, and what it says in *begins; NULL: nobody does.
 */
const struct debugger *debuggers_ask(size_t *at, const struct dialect *dialect, struct line *line,
    const struct debugger *now, unsigned asked, enum begins *begins);

#endif
