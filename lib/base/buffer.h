/* Bytes that grow. */
#ifndef ST_BASE_BUFFER_H
#define ST_BASE_BUFFER_H

#include "base/bytes.h"

/* All zero is an empty buffer without a ceiling. */
struct buffer {
	char *at;
	size_t len;
	size_t size;
	size_t ceiling; /* 0: none */
	bool fixed;     /* it does not grow: BUFFER_OVER() */
	bool full;      /* an append failed (ceiling or memory); what is there is cut short */
};

/* A buffer in an array of characters: it takes no memory, and is not to be given back. */
#define BUFFER_OVER(array) \
	{ \
		.at = (array), .size = sizeof(array), .fixed = true \
	}

/*
 * Makes room for `more` bytes after the end; false where it cannot. It is called rarely: `cold` keeps the compiler
 * from inlining it into everything that appends.
 */
__attribute__((cold)) bool buffer_grow(struct buffer *buffer, size_t more);

/* Room for `more` bytes, at the end of the buffer; NULL where there is none. The caller adds them to `len`. */
static inline char *
buffer_reserve(struct buffer *buffer, size_t more)
{
	if (buffer->full || (buffer->size - buffer->len < more && !buffer_grow(buffer, more)))
		return NULL;
	return buffer->at == NULL ? NULL : buffer->at + buffer->len;
}

static inline void
buffer_append(struct buffer *buffer, struct bytes text)
{
	char *place;

	if (text.len == 0)
		return;
	place = buffer_reserve(buffer, text.len);
	if (place == NULL)
		return;
	memcpy(place, text.at, text.len);
	buffer->len += text.len;
}

static inline void
buffer_byte(struct buffer *buffer, char byte)
{
	buffer_append(buffer, (struct bytes){ &byte, 1 });
}

void buffer_number(struct buffer *buffer, long long number);

/* Appends the last so many hexadecimal digits of the number. */
void buffer_hex(struct buffer *buffer, unsigned number, int digits);

void buffer_blanks(struct buffer *buffer, size_t count);

static inline struct bytes
buffer_bytes(const struct buffer *buffer)
{
	return (struct bytes){ buffer->at, buffer->len };
}

/* Empties the buffer. Its memory is kept, unless that is more than a few ordinary records need. */
void buffer_reset(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

/* Puts a text, which stands elsewhere, in place of what is in the buffer. */
static inline void
buffer_set(struct buffer *buffer, struct bytes text)
{
	buffer_reset(buffer);
	buffer_append(buffer, text);
}

/* Frees a buffer whose bytes were appended to `out`. Where it was full, `out` lacks bytes, too, and counts as full. */
static inline void
buffer_end(struct buffer *buffer, struct buffer *out)
{
	out->full = out->full || buffer->full;
	buffer_free(buffer);
}

#endif
