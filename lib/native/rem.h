/*
 * The header line of st-collect and collect.py before a debugger's text:
 * REM collect.py 1.01 TOOL=gdb  PYPLATFORM=linux2 ./collect.py --exe=/usr/sbin/httpd -p 1234
 */
#ifndef ST_NATIVE_REM_H
#define ST_NATIVE_REM_H

#include "base/bytes.h"

/* What it does not say is -1 or no bytes. */
struct rem {
	long long pid, sample, max_frames;
	struct bytes exe, core;
};

/* What follows `REM `; the texts point into it. */
struct rem rem_parse(struct bytes text);

#endif
