/* JSON in C's strings: with ' for ", it can be read without backslashes. */
#ifndef ST_TESTS_UNIT_QUOTES_H
#define ST_TESTS_UNIT_QUOTES_H

#include "json/json.h"

/* A copy in the arena, with the quotation marks that JSON wants. */
static inline struct bytes
quotes_text(const char *text, struct arena *memory)
{
	struct bytes copy = arena_copy(memory, bytes_of(text));

	for (size_t i = 0; i < copy.len; i++)
		if (copy.at[i] == '\'')
			((char *)copy.at)[i] = '"';
	return copy;
}

/* The same, read; NULL: it is no JSON. */
static inline const struct value *
quotes_json(const char *text, struct arena *memory)
{
	const char *reason;
	size_t place;

	return json_read(quotes_text(text, memory), memory, &reason, &place);
}

#endif
