/* The frames of C that CPython's interpreter is made of: where Python's own frames are shown, these say nothing more. */
#ifndef ST_SAME_INTERPRETER_H
#define ST_SAME_INTERPRETER_H

#include "same/called.h"

/*
 * Whether frames of Python may stand among those of the array; then the interpreter's are known by interpreter_is().
 * Looks at the text of all frames at once: most stacks have none.
 */
bool interpreter_runs(const struct value *frames);

/* Whether a frame of such a stack is the interpreter's: by its module, its source, or its name. */
bool interpreter_is(const struct value *frame);

#endif
