/* Reading JSON, RFC 8259 to the letter: a text, once it is known to be UTF-8, becomes a tree of values in one pass. */
#ifndef ST_RECORD_READ_H
#define ST_RECORD_READ_H

#include "base/arena.h"

/* A value of a tree; lives as long as the arena it was read into, and the text. */
struct value;

/*
 * Reads a JSON text. NULL where it is none, and then *reason says why and *place is how far it was
 * understood, in bytes. A NUL or half a surrogate pair that is written as an escape reads as U+FFFD.
 */
const struct value *read_json(
    struct bytes text, struct arena *memory, const char **reason, size_t *place);

enum value_kind { VALUE_NULL, VALUE_BOOLEAN, VALUE_NUMBER, VALUE_TEXT, VALUE_ARRAY, VALUE_OBJECT };

enum value_kind read_kind(const struct value *value);

/* The member of an object, the last of that name; NULL where there is none, or no object. */
const struct value *read_named(const struct value *object, struct bytes name);

/* Inline, so that the length of a literal costs nothing. */
static inline const struct value *
read_member(const struct value *object, const char *name)
{
	return read_named(object, bytes_of(name));
}

/* The value at a path: names with dots between them where objects are inside others, or in one name. */
const struct value *read_path(const struct value *object, const char *path);

/* The parts of an array or object, one after the other; NULL at the end. */
const struct value *read_first(const struct value *whole);
const struct value *read_next(const struct value *value);

/* The name of a value that is a member. */
struct bytes read_name(const struct value *value);

/* A value as text; no bytes where it is NULL or no text. */
struct bytes read_string(const struct value *value);

/* The bytes of a value as they stand in the text; no bytes where it is NULL. */
struct bytes read_written(const struct value *value);

/* The same of a member with its name, and of an element. */
struct bytes read_written_member(const struct value *value);

/* A value as a whole number from 0 below 2^53; -1 where it is none. */
long long read_whole(const struct value *value);

/* The same for any number from 0, with a fraction or not. */
double read_decimal(const struct value *value);

/* Whether a value is true. */
bool read_true(const struct value *value);

/* Of a member: its text, its number (-1 where it is no whole number from 0 below 2^53), whether it is true. */
static inline struct bytes
read_text(const struct value *object, const char *name)
{
	return read_string(read_member(object, name));
}

static inline long long
read_number(const struct value *object, const char *name)
{
	return read_whole(read_member(object, name));
}

static inline bool
read_flag(const struct value *object, const char *name)
{
	return read_true(read_member(object, name));
}

#endif
