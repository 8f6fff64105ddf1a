/* Values in messages: numbers, dates, addresses, paths, identifiers; what differs from one time to the next. */
#ifndef ST_SAME_VALUES_H
#define ST_SAME_VALUES_H

#include "base/bytes.h"

/*
 * The length of the value that begins at a place of the message where a letter or a digit stands and no word goes on;
 * 0: none begins there. Numbers that say what failed are no values, such as those behind `HTTP` and `Errno`, nor are
 * numbers in names: `utf-8`, `sha256`.
 */
size_t values_length(struct bytes message, size_t place);

/* The same at a place where a sign, a colon, a slash, a tilde or a dot stands: -5, ::1, /opt/a, ~/a, ./a. */
size_t values_marked_length(struct bytes message, size_t place);

/* Whether it is a letter, a digit, or beyond ASCII. */
bool values_is_of_word(char c);

#endif
