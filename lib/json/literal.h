/*
 * What JSON's strings and scalar values consist of. Each function takes one such thing off a text, and gives the place
 * behind it; NULL where it is none, and then *fault is how far the text was understood.
 */
#ifndef ST_JSON_LITERAL_H
#define ST_JSON_LITERAL_H

#include "base/bytes.h"

const char *literal_number(const char *at, const char *end, const char **fault);

/* One of these: true, false, null. */
const char *literal_word(const char *at, const char *end, struct bytes word, const char **fault);

/* What follows a backslash. */
const char *literal_escape(const char *at, const char *end, const char **fault);

/* Characters beyond ASCII, one at least. */
const char *literal_characters(const char *at, const char *end, const char **fault);

/* An array of a text that is known to be JSON, not looked into. It ends at `end` where it has no end of its own. */
const char *literal_array(const char *at, const char *end);

#endif
