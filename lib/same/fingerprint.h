/* Fingerprints: which stacks are the same trouble. The recipe stands in st-records(5). */
#ifndef ST_SAME_FINGERPRINT_H
#define ST_SAME_FINGERPRINT_H

#include "base/buffer.h"
#include "same/signature.h"
#include "json/json.h"

#define FINGERPRINT_VERSION \
	"2:" /* of the recipe: fingerprints of different versions cannot be compared */

enum { FINGERPRINT_SIZE = 2 + 16 + 1 }; /* version, 16 digits, a NUL */

struct fingerprint {
	char hash[FINGERPRINT_SIZE];
	char signature[SIGNATURE_SIZE]; /* a line for people */
};

/*
 * The clear text that is hashed for the record of a thread, an exception, or a group of these: st-records(5). No bytes:
 * the record has no fingerprint, since it is a stack of the past, or too little is known of its frames. The text is in
 * the buffer, which is emptied first.
 */
struct bytes fingerprint_text(
    const struct value *record, struct arena *memory, struct buffer *text);

/* The fingerprint of a record, both empty where it has none; false where there is no memory. */
bool fingerprint_of(const struct value *record, struct arena *memory, struct buffer *scratch,
    struct fingerprint *fingerprint);

/* The type of an exception without `__main__.`, which Python printed up to 3.10 before types of the main module. */
struct bytes fingerprint_type(struct bytes type);

/*
 * The part of a reason that is the same each time: its first line up to a number, a quoted text, a path or a bracket;
 * "free(): double free detected in tcache 2" is "free(): double free detected in tcache". What a program printed of its own
 * stands in quotes.
 */
struct bytes fingerprint_reason(struct bytes reason);

#endif
