/* Log messages that are nothing but a rule below the message proper: AppDaemon. */
#ifndef ST_PYLOG_RULED_H
#define ST_PYLOG_RULED_H

#include "pylog/above.h"

/*
 * The message between two rules, whose lower one is the message of line `at` and has the head `rule`; no bytes: there is no
 * other rule near.
 */
struct bytes ruled_message(const struct above *above, size_t at, const struct logheader *rule);

#endif
