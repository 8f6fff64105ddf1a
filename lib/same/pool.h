/* Pools: threads whose names differ by a number alone are one. */
#ifndef ST_SAME_POOL_H
#define ST_SAME_POOL_H

#include "json/json.h"

/*
 * A thread's name without its last number and the mark before it: `io-thread` of `io-thread-3`. In the arena where it
 * is no piece of the name. No bytes where the name has no number, or is nothing else.
 */
struct bytes pool_of_name(struct bytes name, struct arena *memory);

/*
 * The pool that the record of a thread names, or else that of its name, or else its whole name; no bytes where it has
 * none. The name of the program is no thread's own, number or not: `python3`.
 */
struct bytes pool_of(const struct value *record, struct arena *memory);

/* The same of a thread that has that name and is of a program at that path. */
struct bytes pool_of_thread(struct bytes name, struct bytes exe, struct arena *memory);

/* The same as pool_of() without the whole name: what st-annotate adds. */
struct bytes pool_numbered(const struct value *record, struct arena *memory);

#endif
