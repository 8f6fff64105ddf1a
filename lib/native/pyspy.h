/* What `py-spy dump --json` prints: an array of threads, each of which is read alone, too, as jq takes them out. */
#ifndef ST_NATIVE_PYSPY_H
#define ST_NATIVE_PYSPY_H

#include "native/dialect.h"
#include "json/json.h"

/* Gives the threads to the dialect. False, and nothing is given: it is no such array, and no thread of one. */
bool pyspy_read(struct dialect *dialect, const struct value *value);

#endif
