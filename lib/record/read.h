/* Reading JSON: a text becomes a tree of values. The one module that knows cJSON. */
#ifndef ST_RECORD_READ_H
#define ST_RECORD_READ_H

#include "base/arena.h"

/* A value of a tree; lives as long as the arena it was read into. */
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
const struct value *read_member(const struct value *object, const char *name);

/* The parts of an array or object, one after the other; NULL at the end. */
const struct value *read_first(const struct value *whole);
const struct value *read_next(const struct value *value);

/* The name of a value that is a member. */
struct bytes read_name(const struct value *value);

/* A value as text; no bytes where it is NULL or no text. */
struct bytes read_string(const struct value *value);

/* A value as a whole number from 0 below 2^53; -1 where it is none. */
long long read_whole(const struct value *value);

/* The same for any number from 0, with a fraction or not. */
double read_decimal(const struct value *value);

/* Whether a value is true. */
bool read_true(const struct value *value);

/* Of a member: its text, its number (-1 where it is no whole number from 0 below 2^53), whether it is true. */
struct bytes read_text(const struct value *object, const char *name);
long long read_number(const struct value *object, const char *name);
bool read_flag(const struct value *object, const char *name);

#endif
