/*
 * Backtraces that a program prints of itself when it crashes, in the form of the C library's backtrace_symbols():
 * `/usr/sbin/loomd(weave+0x1fe)[0x59e13bf03fde]`. mysqld, mariadbd and redis print headings of their own.
 */
#ifndef ST_NATIVE_PRINTED_GLIBC_H
#define ST_NATIVE_PRINTED_GLIBC_H

#include "native/dialect.h"

extern const struct debugger glibc_debugger;

/* Whether frames that could be a sanitizer's, too, are such ones: they, or headings of threads, are expected. */
bool glibc_owns_frames(const struct dialect *dialect);

#endif
