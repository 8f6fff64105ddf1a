/* The stacks of Python's threads that py-spy and pystack print (pydump/pydump.h). */
#ifndef ST_NATIVE_PYTHREADS_H
#define ST_NATIVE_PYTHREADS_H

#include "native/dialect.h"

extern const struct debugger pythreads_debugger;

#endif
