/* Records for unit tests, read from JSON. */
#ifndef ST_TESTS_UNIT_RECORD_H
#define ST_TESTS_UNIT_RECORD_H

#include "check.h"
#include "record/stream.h"

/* The record of a line, which has to be one; both are good until the arena is emptied. */
static inline struct record
record_of(const char *line, struct arena *memory)
{
	struct record record = { .value = NULL };
	struct stream_fault fault;

	if (!CHECK(stream_parse(bytes_of(line), memory, &record, &fault)))
		printf("   %s\n", line);
	return record;
}

/* A value of any kind. */
static inline const struct value *
value_of(const char *json, struct arena *memory)
{
	const char *reason;
	size_t place;
	const struct value *value = json_read(bytes_of(json), memory, &reason, &place);

	if (!CHECK(value != NULL))
		printf("   %s\n", json);
	return value;
}

#endif
