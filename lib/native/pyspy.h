/* What `py-spy dump --json` prints: an array of threads, or, if jq has taken it apart, a single thread of that. */
#ifndef ST_NATIVE_PYSPY_H
#define ST_NATIVE_PYSPY_H

#include "native/dialect.h"
#include "json/json.h"

/* Gives the threads to the dialect. False: the value is neither, and nothing is given. */
bool pyspy_read(struct dialect *dialect, const struct value *value);

#endif
