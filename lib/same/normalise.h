/* Names of functions without what compilers, linkers and C libraries put around them. */
#ifndef ST_SAME_NORMALISE_H
#define ST_SAME_NORMALISE_H

#include "base/arena.h"

/*
 * Without what never tells two functions of one program apart: `__GI_`, symbol versions
 * (`@@GLIBC_2.3.2`), clones (`.isra.0`, `.part.1`, `.constprop.0`, `.cold`, ` [clone …]`, `[cold]`) and the
 * C library's variants for processors (`_avx2`, `_sse2_unaligned`). Points into the name.
 */
struct bytes normalise_clone(struct bytes function);

/*
 * Without the list of parameters behind it, and what follows that: `Connection::run(Query const&) const` is
 * Connection::run; `operator()` and `main::{lambda(int)#1}` stay. Points into the name.
 */
struct bytes normalise_parameters(struct bytes function);

/* The name without template arguments; in the arena where it is not the name itself. */
struct bytes normalise_templates(struct bytes function, struct arena *memory);

/*
 * The name by which it is known everywhere: normalise_clone(), normalise_parameters(), then template arguments and
 * the type before the name of a template off, then qualified_plain(), then leading underscores and `64` or `_time64`
 * at the end off. In the arena where it is not a piece of the name; as it stands where nothing would be left.
 */
struct bytes normalise_name(struct bytes function, struct arena *memory);

#endif
