/* What a debugger shows of a function's arguments: `self=..., msg=0x55d0 "no such order", line=line@entry=7`. */
#ifndef ST_NATIVE_ARGTEXT_H
#define ST_NATIVE_ARGTEXT_H

#include "base/arena.h"

/* What follows `NAME=` or `NAME@entry=`, up to the end of the arguments; no bytes: there is no argument of that name. */
struct bytes argtext_find(struct bytes args, struct bytes name);

/*
 * The text that a value begins with, behind its address if that is there: without the quotes and the escapes of C, of
 * which 4096 bytes are read; in the arena. No bytes: the value is no text.
 */
struct bytes argtext_read(struct bytes value, struct arena *memory);

/* Undoes the escapes of C with which gdb prints a text, of which 4096 bytes are read; in the arena. */
struct bytes argtext_unescape(struct bytes text, struct arena *memory);

#endif
