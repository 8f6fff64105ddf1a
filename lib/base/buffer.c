#include "base/buffer.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

enum { KEPT = 1024 * 1024 };

bool
buffer_grow(struct buffer *buffer, size_t more)
{
	size_t need, size;
	char *grown;

	if (buffer->fixed || more > SIZE_MAX / 2 - buffer->len ||
	    (buffer->ceiling > 0 && buffer->len + more > buffer->ceiling)) {
		buffer->full = true;
		return false;
	}
	need = buffer->len + more;
	size = buffer->size < 256 ? 256 : buffer->size;
	while (size < need)
		size *= 2;
	if (buffer->ceiling > 0 && size > buffer->ceiling)
		size = buffer->ceiling;
	grown = memory_resize(buffer->at, size);
	if (grown == NULL) {
		buffer->full = true;
		return false;
	}
	buffer->at = grown;
	buffer->size = size;
	return true;
}

void
buffer_number(struct buffer *buffer, long long number)
{
	char digits[24];
	size_t i = sizeof(digits);
	unsigned long long rest =
	    number < 0 ? -(unsigned long long)number : (unsigned long long)number;

	do {
		digits[--i] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		digits[--i] = '-';
	buffer_append(buffer, (struct bytes){ digits + i, sizeof(digits) - i });
}

void
buffer_hex(struct buffer *buffer, unsigned number, int digits)
{
	while (digits-- > 0)
		buffer_byte(buffer, "0123456789abcdef"[number >> 4 * digits & 15]);
}

void
buffer_blanks(struct buffer *buffer, size_t count)
{
	while (count-- > 0)
		buffer_byte(buffer, ' ');
}

void
buffer_reset(struct buffer *buffer)
{
	if (buffer->size > KEPT)
		buffer_free(buffer);
	buffer->len = 0;
	buffer->full = false;
}

void
buffer_free(struct buffer *buffer)
{
	free(buffer->at);
	buffer->at = NULL;
	buffer->len = buffer->size = 0;
}
