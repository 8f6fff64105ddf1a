/* Values in messages: numbers, dates, addresses, paths, identifiers; what differs from one time to the next. */
#ifndef ST_SAME_VALUES_H
#define ST_SAME_VALUES_H

#include "base/bytes.h"

/*
 * The length of the value that begins at a place of the message where a letter or a digit stands and no word goes on;
 * 0: none begins there. Numbers that say what failed are no values, as the status behind `HTTP` and the number behind
 * `Errno`, nor are those of names: `utf-8`, `sha256`.
 */
size_t values_length(struct bytes message, size_t place);

/* The same where a sign, a colon or a slash stands, or what else paths begin with: -5, ::1, /opt/a, ~/a, ./a. */
size_t values_marked_length(struct bytes message, size_t place);

/* Letters, what is beyond ASCII, and digits. */
bool values_is_of_word(char c);

#endif
