/* What carries each line of a log: syslog, a container runtime, logcat. */
#ifndef ST_NATIVE_CARRIER_H
#define ST_NATIVE_CARRIER_H

#include "base/bytes.h"

/*
 * The line without what carries it, where that has the shape of another line's carrier: the same but for numbers and the
 * width of gaps. Else the line as it is.
 */
struct bytes carrier_take_off(struct bytes line, struct bytes carrier);

#endif
