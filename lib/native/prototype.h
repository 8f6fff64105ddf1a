/* Brackets in functions' names, `A::operator()<void (*)(int)>(B&) const`, and where the arguments behind a name begin. */
#ifndef ST_NATIVE_PROTOTYPE_H
#define ST_NATIVE_PROTOTYPE_H

#include "base/bytes.h"

/* Where a group of brackets that opens at or behind `i` ends; quotes mean nothing in a name. */
size_t prototype_skip(struct bytes text, size_t i);

/* Where a name may end and its arguments begin: the next ` (` outside `<…>` and `(…)`; the text's end: nowhere. */
size_t prototype_arguments(struct bytes text, size_t i);

/* Where the brackets open that close at the text's end; the text's end: nowhere. */
size_t prototype_group(struct bytes text);

/* Whether `(` or `<` of a name is open at its end: a terminal's hard wrap, or its width, ended the line there. */
bool prototype_is_open(struct bytes name);

/*
 * Whether a text that may have blanks is a name of C++ with its parameters, `Reel::wind(Wool const&) const`, and no
 * prose. `address`: it stands behind one, where no prose does, so that a type or `operator` may come before the name.
 */
bool prototype_is(struct bytes name, bool address);

#endif
