/* Fingerprints: which stacks are the same trouble. The recipe stands in st-records(5). */
#ifndef ST_SAME_FINGERPRINT_H
#define ST_SAME_FINGERPRINT_H

#include "base/buffer.h"
#include "json/json.h"

enum { FINGERPRINT_SIZE = 2 + 16 + 1 }; /* `1:`, 16 digits, a NUL */

/*
 * The clear text that is hashed for a thread's record (or a group of threads): `thread`, then the
 * names of the functions, innermost first, recursion folded, each on a line of its own. No bytes
 * where the record has no frames. The text is in the buffer, which is emptied first.
 */
struct bytes fingerprint_text(
    const struct value *record, struct arena *memory, struct buffer *text);

/* The fingerprint of a record, empty where it has no frames; false where there is no memory. */
bool fingerprint_of(const struct value *record, struct arena *memory, struct buffer *scratch,
    char fingerprint[FINGERPRINT_SIZE]);

#endif
