/* Signals as debuggers name them. */
#ifndef ST_NATIVE_SIGNALS_H
#define ST_NATIVE_SIGNALS_H

#include "base/bytes.h"

/*
 * `SIGSEGV` from what follows "terminated with signal " or "received signal ": "SIGSEGV,
 * Segmentation fault." or, before gdb 7.7, "11, Segmentation fault." (where the number is the
 * system's own and the words tell). No bytes where there is no name for it.
 */
struct bytes signals_parse(struct bytes text);

/* The same of the words alone: `Segmentation fault`. */
struct bytes signals_of_words(struct bytes text);

/* The name of the signal of that number on Linux, where most processors agree on it; else NULL. */
const char *signals_name(long long number);

#endif
