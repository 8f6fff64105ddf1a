/*
 * Reports of sanitizers (Address-, HWAddress-, Memory-, Thread-, UndefinedBehavior-, LeakSanitizer, of gcc and clang) and
 * of libFuzzer and GWP-ASan, among other text, with or without a prefix on each line. Each stack becomes a thread.
 */
#ifndef ST_NATIVE_SANITIZER_SANITIZER_H
#define ST_NATIVE_SANITIZER_SANITIZER_H

#include "native/dialect.h"

extern const struct debugger sanitizer_debugger;

#endif
