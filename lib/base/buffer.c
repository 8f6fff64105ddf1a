#include "base/buffer.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

enum { KEPT = 1024 * 1024 };

bool
buffer_grow(struct buffer *buffer, size_t more)
{
	size_t most = buffer->ceiling > 0 ? buffer->ceiling : SIZE_MAX / 2;
	size_t need = buffer->len + more, size = buffer->size < 256 ? 256 : buffer->size;
	char *grown = NULL;

	while (size < need && size < most)
		size *= 2;
	if (!buffer->fixed && more <= most && need <= most)
		grown = memory_resize(buffer->at, size < most ? size : most);
	if (grown == NULL) {
		buffer->full = true;
		return false;
	}
	buffer->at = grown;
	buffer->size = size < most ? size : most;
	return true;
}

void
buffer_number(struct buffer *buffer, long long number)
{
	unsigned long long rest =
	    number < 0 ? -(unsigned long long)number : (unsigned long long)number;
	size_t digits = 1;
	char *place;

	if (number < 0)
		buffer_byte(buffer, '-');
	for (unsigned long long more = rest; more >= 10; more /= 10)
		digits++;
	place = buffer_reserve(buffer, digits);
	if (place == NULL)
		return;
	buffer->len += digits;
	for (; digits > 0; rest /= 10)
		place[--digits] = (char)('0' + rest % 10);
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
	static const struct bytes blanks = BYTES_ROW("                ");

	for (; count > blanks.len; count -= blanks.len)
		buffer_append(buffer, blanks);
	buffer_append(buffer, bytes_first(blanks, count));
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
