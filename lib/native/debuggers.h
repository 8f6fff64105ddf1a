/* The debuggers, crash handlers and tools whose text is read, and which of them a line is shown to. */
#ifndef ST_NATIVE_DEBUGGERS_H
#define ST_NATIVE_DEBUGGERS_H

#include "native/dialect.h"

struct debuggers {
	unsigned asked[256]; /* which, a bit each, a line is of by its first byte */
};

void debuggers_init(struct debuggers *debuggers);

/*
 * Asks one after the other, from *at on, whether a line is his: those of the bits in `asked`, or where nobody had a use
 * for it (the dialect's `stray`) all that are to be offered such lines, but for the one that it was shown to. The first
 * that says so, and what; NULL: nobody does.
 */
const struct debugger *debuggers_ask(size_t *at, const struct dialect *dialect, struct line *line,
    const struct debugger *now, unsigned asked, enum begins *begins);

#endif
