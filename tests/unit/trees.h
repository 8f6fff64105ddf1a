/* Compares two results of reading the same text, or equal texts. */
#ifndef ST_TESTS_UNIT_TREES_H
#define ST_TESTS_UNIT_TREES_H

#include "json/json.h"

static inline bool
trees_agree(const struct value *one, const struct value *other)
{
	const struct value *a = json_first(one), *b = json_first(other);

	if (json_kind(one) != json_kind(other) ||
	    !bytes_equal(json_string(one), json_string(other)) ||
	    !bytes_equal(json_written(one), json_written(other)) ||
	    !bytes_equal(json_written_member(one), json_written_member(other)) ||
	    !bytes_equal(json_name(one), json_name(other)))
		return false;
	for (; a != NULL && b != NULL; a = json_next(a), b = json_next(b))
		if (!trees_agree(a, b))
			return false;
	return a == NULL && b == NULL;
}

#endif
