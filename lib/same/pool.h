/* Pools: threads whose names differ by a number alone are one. */
#ifndef ST_SAME_POOL_H
#define ST_SAME_POOL_H

#include "json/json.h"

/*
 * A thread's name without its last number and the mark before it: `io-thread` of `io-thread-3`. In the arena if it is no
 * piece of the name. No bytes: the name has no number, or nothing else.
 */
struct bytes pool_of_name(struct bytes name, struct arena *memory);

/*
 * The pool that the record of a thread names, or else that of the thread's name, or else its whole name; no bytes: it has
 * no name. A thread that only has the program's name keeps the number in it: `python3`.
 */
struct bytes pool_of(const struct value *record, struct arena *memory);

/* The same for a thread of that name, of the program at the path `exe`. */
struct bytes pool_of_thread(struct bytes name, struct bytes exe, struct arena *memory);

/* The same as pool_of() without the whole name: what st-annotate adds. */
struct bytes pool_numbered(const struct value *record, struct arena *memory);

#endif
