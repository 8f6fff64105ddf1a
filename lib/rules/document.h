/* A JSON document, read with cJSON: its values, where each of them stands, and what is wrong with it. */
#ifndef ST_RULES_DOCUMENT_H
#define ST_RULES_DOCUMENT_H

#include "base/arena.h"
#include "base/regex.h"

#include <cjson/cJSON.h>

/* What is wrong: kept until somebody asks. */
struct fault {
	size_t place;   /* in the text, bytes */
	char path[320]; /* of the value: label[3].when; empty: of all of it */
	char reason[200];
};

struct document {
	struct bytes text;
	cJSON *root; /* NULL: fault says why */
	struct fault fault;
	struct arena *memory; /* the caller's: what is taken from the document is kept there */
	struct {
		const char *to; /* the lines up to there are counted */
		long long line;
	} counted;
};

/*
 * Reads a text, which has to have a NUL behind it and to outlive the document. NULL: no memory. What RFC 8259 does not
 * allow is refused, and a NUL in a string, and half a surrogate pair. Names and strings live as long as the document;
 * the members `valueint` and `valuedouble` of its values are the document's own: where they stand, and their length.
 */
struct document *document_read(struct bytes text);
void document_free(struct document *document);

/* What a string says; no bytes where it is none. */
struct bytes document_text(const cJSON *value);

/* The bytes of a value as they stand in the text. */
struct bytes document_written(const struct document *document, const cJSON *value);

/* Fills in the fault of a value; always false, so that a caller can return it. */
bool document_fail(struct document *document, const cJSON *value, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * The row of a table whose name the member has: each row begins with a name, a string, and is of `size` bytes. NULL: no
 * row has it, or a member before this one has it, too; then that is the fault, and a name much like it is suggested.
 */
const void *document_row(struct document *document, const cJSON *object, const cJSON *member,
    const char *kind, const void *rows, size_t size, size_t count);

/* The line that a value begins in. Quick if asked in the order of the text: each line is counted once. */
long long document_line(struct document *document, const cJSON *value);

/* A member that an object may have, and what takes its value: to a place in a struct. False: the fault says why. */
struct document_member {
	const char *name;
	bool (*take)(struct document *document, const cJSON *value, void *place);
	size_t offset; /* of the place */
};

/* Takes all members of an object, each to its place in the struct `whole`. */
bool document_take_members(struct document *document, const cJSON *object, const char *kind,
    const struct document_member *members, size_t count, void *whole);

/*
 * Makes a list of an array: each value is taken to a struct of `size` bytes, which begins with a pointer to the next
 * one. It is in the list before it is complete, so that what it holds can be given back. `first` is the pointer to the
 * first one.
 */
bool document_take_list(struct document *document, const cJSON *array, void *first, size_t size,
    bool (*take)(struct document *document, const cJSON *value, void *element));

/* Takes a text that is not empty to a struct bytes. */
bool document_take_text(struct document *document, const cJSON *value, void *place);

/* The pattern that a text is; NULL: it is none, and that is the fault. To be given back with regex_free(). */
struct regex *document_pattern(struct document *document, const cJSON *value);

#endif
