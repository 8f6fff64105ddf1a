/* The log of MongoDB 4.4 and later, an object a line: the backtrace that it writes when it dies. */
#ifndef ST_NATIVE_MONGO_H
#define ST_NATIVE_MONGO_H

#include "native/dialect.h"
#include "json/json.h"

/*
 * Gives the thread of a backtrace to the dialect. False, and nothing is given: the object is none. What is needed on the
 * way is in the arena.
 */
bool mongo_read(struct dialect *dialect, const struct value *object, struct arena *memory);

/* Whether it is another message of such a log; the signal that it tells is noted. */
bool mongo_is_message(struct dialect *dialect, const struct value *object);

/* The same objects in lines of text: behind what a container puts before each. */
extern const struct debugger mongo_debugger;

#endif
