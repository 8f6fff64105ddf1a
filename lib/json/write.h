/*
 * Writing JSON, without a library: one value after the other into a buffer. Text that is not UTF-8 is repaired: each
 * maximal invalid sequence becomes U+FFFD, and so does a NUL.
 */
#ifndef ST_JSON_WRITE_H
#define ST_JSON_WRITE_H

#include "base/buffer.h"

/* The name of a member with its comma before and its colon after; WRITE_FIRST() for the first. */
#define WRITE_NAME(out, name) buffer_append((out), BYTES(",\"" name "\":"))
#define WRITE_FIRST(out, name) buffer_append((out), BYTES("{\"" name "\":"))

/* Members: nothing is written for what is not known (no text, a number below 0, a flag not set). */
#define WRITE_TEXT(out, name, text) \
	do { \
		struct bytes write_text_ = (text); \
		if (write_text_.len > 0) { \
			WRITE_NAME(out, name); \
			write_text((out), write_text_); \
		} \
	} while (0)
#define WRITE_NUMBER(out, name, number) \
	do { \
		long long write_number_ = (number); \
		if (write_number_ >= 0) { \
			WRITE_NAME(out, name); \
			buffer_number((out), write_number_); \
		} \
	} while (0)
#define WRITE_FLAG(out, name, flag) \
	do { \
		if (flag) \
			buffer_append((out), BYTES(",\"" name "\":true")); \
	} while (0)

/* A JSON string with its quotes. */
void write_text(struct buffer *out, struct bytes text);

/*
 * The members of an object may all be absent, so it is written with a comma before each; this
 * puts the brace over the first comma. `start` is where the object begins in the buffer.
 */
void write_close(struct buffer *out, size_t start);

/* The same for an array, whose elements have a comma before each. */
void write_close_array(struct buffer *out, size_t start);

#endif
