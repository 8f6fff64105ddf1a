/* A JSON document, read with cJSON: its values, the place of each in the text, and the first fault. */
#ifndef ST_RULES_DOCUMENT_H
#define ST_RULES_DOCUMENT_H

#include "base/arena.h"
#include "base/regex.h"

#include <cjson/cJSON.h>

/* What is wrong with the document. */
struct document_fault {
	size_t place;   /* in the text, in bytes */
	char path[320]; /* the value's path, label[3].when; empty: the document as a whole */
	char reason[200];
};

struct document {
	struct bytes text;
	cJSON *root; /* NULL: fault says why */
	struct document_fault fault;
	struct arena *memory; /* the caller's: for what document_take_…() make */
	struct {
		const char *to; /* up to where lines are counted; their number */
		long long line;
	} counted;
};

/*
 * Reads a text, which has to end with a NUL and to outlive the document. NULL: no memory. Refused (root is NULL) are what
 * RFC 8259 does not allow, a NUL in a string, and half a surrogate pair. Names and strings live as long as the document.
 * In its values, `valueint` and `valuedouble` are not numbers, but private: the value's place and length.
 */
struct document *document_read(struct bytes text);
void document_free(struct document *document);

/* The text of a string; no bytes for any other value. */
struct bytes document_text(const cJSON *value);

/* The bytes of a value as they stand in the text. */
struct bytes document_written(const struct document *document, const cJSON *value);

/* Fills in the fault of a value; always false, so that a caller can return it. */
bool document_fail(struct document *document, const cJSON *value, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * The row of a table that has the member's name. Each row is of `size` bytes and begins with its name, a `const char *`.
 * NULL: no row has that name (the fault suggests a similar one), or an earlier member of the object has the same name.
 */
const void *document_row(struct document *document, const cJSON *object, const cJSON *member,
    const char *kind, const void *rows, size_t size, size_t count);

/* The line that a value begins in. Fast if values are asked for in the order of the text. */
long long document_line(struct document *document, const cJSON *value);

/* A member that an object may have, and a function that stores its value in a struct. False: the fault says why. */
struct document_member {
	const char *name;
	bool (*take)(struct document *document, const cJSON *value, void *place);
	size_t offset; /* of `place` in the struct */
};

/* Stores all members of an object in the struct `whole`; one that is not in the table is a fault. */
bool document_take_members(struct document *document, const cJSON *object, const char *kind,
    const struct document_member *members, size_t count, void *whole);

/*
 * Makes a list of an array: each value is stored in a struct of `size` bytes that begins with a pointer to the next one.
 * `first` is the address of the pointer to the first one. An element is in the list before `take` is called, so that what
 * it holds can be freed even if that fails.
 */
bool document_take_list(struct document *document, const cJSON *array, void *first, size_t size,
    bool (*take)(struct document *document, const cJSON *value, void *element));

/* Stores a text, which must not be empty, in a struct bytes. */
bool document_take_text(struct document *document, const cJSON *value, void *place);

/* Compiles a text as a pattern, which regex_free() frees; NULL: the fault says why it is none. */
struct regex *document_pattern(struct document *document, const cJSON *value);

#endif
