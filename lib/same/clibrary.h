/* What belongs to every program: the C library, the runtime of C++, and the functions that threads begin with. */
#ifndef ST_SAME_CLIBRARY_H
#define ST_SAME_CLIBRARY_H

#include "base/bytes.h"

/* Whether a shared object is the C library's, by its path or name; or a source file, by its path. */
bool clibrary_is_module(struct bytes module);
bool clibrary_is_file(struct bytes file);

/* Whether a function is the C library's or the C++ runtime's, by its normalised name alone. */
bool clibrary_is_function(struct bytes name);

/* Whether a function only begins a thread, by its normalised name: `main`, `start_thread`, `libc_start_call_main`, … */
bool clibrary_is_root(struct bytes name);

#endif
