/* Patterns (PCRE2), each match within limits. The one module that knows PCRE2. */
#ifndef ST_BASE_REGEX_H
#define ST_BASE_REGEX_H

#include "base/bytes.h"

struct regex;

enum regex_result {
	REGEX_NO,
	REGEX_YES,
	REGEX_LIMIT, /* given up: the pattern tries too much on that text */
};

/*
 * A pattern, the caller's until regex_free(). NULL: it is not valid, or there is no memory; `reason` (of `size` bytes) says
 * why, and *place at which byte.
 */
struct regex *regex_compile(struct bytes pattern, char *reason, size_t size, size_t *place);
void regex_free(struct regex *regex);

/* Whether the pattern is found in the text, which may be anything, not only UTF-8. */
enum regex_result regex_match(struct regex *regex, struct bytes text);

/*
 * The first match that begins at `from` or later: *whole is all of it, *part its group 1, or all of it where the pattern
 * has none or it took no part.
 */
enum regex_result regex_find(const struct regex *regex, struct bytes text, size_t from,
    struct bytes *whole, struct bytes *part);

#endif
