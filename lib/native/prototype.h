/* Brackets in names of functions, as in `A::operator()<void (*)(int)>(B&) const`: where a name ends, and arguments begin. */
#ifndef ST_NATIVE_PROTOTYPE_H
#define ST_NATIVE_PROTOTYPE_H

#include "base/bytes.h"

/* Where the first group of brackets that opens at `i` or later ends; quotes have no meaning in a name. */
size_t prototype_skip(struct bytes text, size_t i);

/* Where a name may end and its arguments begin: the next ` (` outside of `<…>` and `(…)`; the text's length: nowhere. */
size_t prototype_arguments(struct bytes text, size_t i);

/* Where the group opens that closes at the text's end; the text's length: nowhere. */
size_t prototype_group(struct bytes text);

/* Whether a `(` or `<` is still open at the name's end: the line was wrapped there. */
bool prototype_is_open(struct bytes name);

/*
 * Whether a text, which may have blanks, is a name of C++ with its parameters, `Reel::wind(Wool const&) const`, and not
 * prose. `address`: it follows an address, as prose does not, so it may also begin with a return type or `operator`.
 */
bool prototype_is(struct bytes name, bool address);

#endif
