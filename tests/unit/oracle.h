/*
 * cJSON as the oracle for our own reader, json/json: if both accept a text, they have to agree. Known differences:
 *
 * - `\u0000` ends cJSON's strings; here it reads as U+FFFD. Such texts are not compared.
 * - Half a surrogate pair is refused by cJSON; here it reads as U+FFFD.
 * - A number of over 62 bytes is refused by cJSON. All its numbers are doubles; here whole numbers end at 2^53.
 * - Of a name that is given twice cJSON finds the first, this reader the last: members are compared in their order.
 * - cJSON also accepts much that is no JSON: control characters and invalid UTF-8 in strings, `01`, `1.`, a byte order
 *   mark, and all bytes up to 32 as blanks.
 */
#ifndef ST_TESTS_UNIT_ORACLE_H
#define ST_TESTS_UNIT_ORACLE_H

#include "base/bytes.h"
#include "json/json.h"

#include <cjson/cJSON.h>

/* True if cJSON's value equals ours. */
static inline bool
oracle_agrees(const struct value *ours, const cJSON *theirs)
{
	static const int types[] = { [JSON_NULL] = cJSON_NULL,
		[JSON_BOOLEAN] = cJSON_True | cJSON_False,
		[JSON_NUMBER] = cJSON_Number,
		[JSON_TEXT] = cJSON_String,
		[JSON_ARRAY] = cJSON_Array,
		[JSON_OBJECT] = cJSON_Object };
	const struct value *part = json_first(ours);
	const cJSON *other = theirs->child;

	if ((types[json_kind(ours)] & theirs->type) == 0 ||
	    json_true(ours) != (bool)cJSON_IsTrue(theirs))
		return false;
	if (cJSON_IsString(theirs) &&
	    !bytes_equal(json_string(ours), bytes_of(theirs->valuestring)))
		return false;
	if (cJSON_IsNumber(theirs) && theirs->valuedouble >= 0 &&
	    (json_decimal(ours) < theirs->valuedouble || json_decimal(ours) > theirs->valuedouble))
		return false;
	for (; part != NULL && other != NULL; part = json_next(part), other = other->next)
		if ((other->string != NULL &&
			!bytes_equal(json_name(part), bytes_of(other->string))) ||
		    !oracle_agrees(part, other))
			return false;
	return part == NULL && other == NULL;
}

/* True if cJSON may refuse a text that is JSON: half a pair, a long number, or nesting as deep as both allow. */
static inline bool
oracle_may_refuse(struct bytes text)
{
	size_t number = 0, open = 0;

	for (size_t i = 0; i < text.len; i++) {
		number = memchr("+-.0123456789eE", text.at[i], 15) != NULL ? number + 1 : 0;
		open += text.at[i] == '[' || text.at[i] == '{';
		if (number > 62 || open > 900)
			return true;
	}
	return bytes_find(text, BYTES("\\ud")) != NULL || bytes_find(text, BYTES("\\uD")) != NULL;
}

#endif
