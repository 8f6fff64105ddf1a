/*
 * Brackets in what a debugger prints of values: those inside quotes do not
 * count. A quote that opens nothing (an apostrophe, a Rust lifetime, a string cut short) is a byte
 * like any other.
 */
#ifndef ST_NATIVE_QUOTED_H
#define ST_NATIVE_QUOTED_H

#include "base/bytes.h"

/*
 * The place behind the `)` that closes the `(` at `start`; 0 where none does. *unclosed says
 * whether a string did not end, which is found out once for a text: from there on `"` opens none.
 */
size_t quoted_close(struct bytes text, size_t start, bool *unclosed);

/* How many `{` more than `}` the text holds; below 0 where it closes more than it opens. */
long quoted_depth(struct bytes text);

#endif
