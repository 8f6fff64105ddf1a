#include "base/buffer.h"
#include "check.h"

#include <limits.h>
#include <stdint.h>

static void
appending(void)
{
	struct buffer buffer = { .at = NULL };

	CHECK(buffer_bytes(&buffer).len == 0);
	buffer_append(&buffer, (struct bytes){ NULL, 0 });
	buffer_append(&buffer, BYTES("a\0b"));
	buffer_byte(&buffer, 'c');
	CHECK_TEXT(buffer_bytes(&buffer), BYTES("a\0bc"));
	for (int i = 0; i < 100000; i++)
		buffer_byte(&buffer, 'x');
	CHECK(buffer.len == 100004 && !buffer.full);
	buffer_reset(&buffer);
	CHECK(buffer.len == 0);
	buffer_free(&buffer);
	CHECK(buffer.at == NULL && buffer.size == 0);
}

static void
numbers(void)
{
	struct buffer buffer = { .at = NULL };

	buffer_number(&buffer, 0);
	buffer_byte(&buffer, ' ');
	buffer_number(&buffer, -1);
	buffer_byte(&buffer, ' ');
	buffer_number(&buffer, LLONG_MAX);
	buffer_byte(&buffer, ' ');
	buffer_number(&buffer, LLONG_MIN);
	CHECK_TEXT(buffer_bytes(&buffer), BYTES("0 -1 9223372036854775807 -9223372036854775808"));
	buffer_free(&buffer);
}

static void
ceiling(void)
{
	struct buffer buffer = { .ceiling = 300 };

	for (int i = 0; i < 300; i++)
		buffer_byte(&buffer, 'x');
	CHECK(buffer.len == 300 && !buffer.full);
	/* beyond its ceiling nothing is added, and `full` is set until the buffer is reset */
	for (int i = 0; i < 1000; i++)
		buffer_byte(&buffer, 'y');
	CHECK(buffer.full && buffer.len <= 512);
	CHECK(buffer_reserve(&buffer, 1) == NULL);
	buffer_reset(&buffer);
	CHECK(!buffer.full);
	buffer_byte(&buffer, 'z');
	CHECK_TEXT(buffer_bytes(&buffer), BYTES("z"));
	CHECK(buffer_reserve(&buffer, SIZE_MAX) == NULL && buffer.full);
	CHECK_TEXT(buffer_bytes(&buffer), BYTES("z"));
	buffer_free(&buffer);
}

/* The memory of one huge record is given back later. */
static void
shrinking(void)
{
	struct buffer buffer = { .at = NULL };

	CHECK(buffer_reserve(&buffer, 64 << 20) != NULL);
	CHECK(buffer.size >= 64 << 20);
	buffer_reset(&buffer);
	CHECK(buffer.size <= 2 << 20);
	buffer_append(&buffer, BYTES("a"));
	CHECK_TEXT(buffer_bytes(&buffer), BYTES("a"));
	buffer_free(&buffer);
}

/* A buffer in an array does not grow: what does not fit is left out, and `full` is set. */
static void
over_an_array(void)
{
	char array[8];
	struct buffer buffer = BUFFER_OVER(array);

	buffer_append(&buffer, BYTES("1234567"));
	CHECK(buffer_reserve(&buffer, 2) == NULL && buffer.full);
	buffer_reset(&buffer);
	buffer_append(&buffer, BYTES("12345678"));
	CHECK(buffer.at == array && !buffer.full);
	buffer_byte(&buffer, '9');
	CHECK(buffer.full);
	CHECK_TEXT(buffer_bytes(&buffer), BYTES("12345678"));
}

int
main(void)
{
	appending();
	numbers();
	ceiling();
	shrinking();
	over_an_array();
	return check_end();
}
