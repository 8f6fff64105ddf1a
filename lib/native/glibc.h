/*
 * Backtraces that a program prints of itself when it crashes, as the C library's backtrace_symbols() has them:
 * `/usr/sbin/loomd(weave+0x1fe)[0x59e13bf03fde]`. mysqld, mariadbd, redis and Open MPI have headings of their own.
 */
#ifndef ST_NATIVE_GLIBC_H
#define ST_NATIVE_GLIBC_H

#include "native/dialect.h"

extern const struct debugger glibc_debugger;

/* How sure it is that a line is a frame. */
enum glibc_frame {
	GLIBC_NO_FRAME,
	GLIBC_PERHAPS, /* `loomd[0x40f1c6]`, `[0x40f1c6]`: beside others, or below a heading */
	GLIBC_FRAME,
};

/* Takes a line apart; what it is made of points into the line. */
enum glibc_frame glibc_parse(struct bytes line, struct frame *frame);

#endif
