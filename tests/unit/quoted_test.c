#include "native/quoted.h"

#include "check.h"

#include <stdlib.h>

static void
closing(void)
{
	static const struct {
		const char *text, *closed;
	} rows[] = {
		{ "(a) b", "(a)" },
		{ "(a (b) c) d", "(a (b) c)" },
		{ "(\")\") x", "(\")\")" },
		{ "(\"\\\")\") x", "(\"\\\")\")" },
		{ "(')') x", "(')')" },
		{ "('\\'') x", "('\\'')" },
		{ "('\\)', ')') x", "('\\)', ')')" },
		{ "('\\000')", "('\\000')" },
		{ "('\\x{1F600}')", "('\\x{1F600}')" },
		{ "('\xC3\xBC')", "('\xC3\xBC')" },
		/* what opens no literal is a byte: an apostrophe, a lifetime, a string cut short */
		{ "(it's) x", "(it's)" },
		{ "(&'a str) x", "(&'a str)" },
		{ "(s=\"cut...) x", "(s=\"cut...)" },
		{ "(", "" },
		{ "((a)", "" },
		{ "(\"a", "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		CHECK_TEXT(
		    bytes_first(bytes_of(rows[i].text), quoted_close(bytes_of(rows[i].text), 0)),
		    bytes_of(rows[i].closed));
	CHECK(quoted_close(BYTES("f (a) (b)"), 6) == 9);
}

static void
depths(void)
{
	CHECK(quoted_depth(BYTES("{a = {b}, c")) == 1);
	CHECK(quoted_depth(BYTES("}}")) == -2);
	CHECK(quoted_depth(BYTES("\"{{\" '{' {")) == 1);
	CHECK(quoted_depth((struct bytes){ NULL, 0 }) == 0);
	CHECK(quoted_depth(BYTES("don't {")) == 1);
}

/* Quotes that do not close must not make a second pass for each of them. */
static void
linear(void)
{
	size_t size = 4000000;
	char *text = malloc(size);

	if (text == NULL)
		return;
	for (size_t i = 0; i < size; i++)
		text[i] = "(\"'\\"[i % 3];
	text[0] = '(';
	CHECK(quoted_close((struct bytes){ text, size }, 0) <= size);
	memset(text, '\'', size);
	CHECK(quoted_close((struct bytes){ text, size }, 0) == 0);
	memset(text, '\\', size);
	CHECK(quoted_close((struct bytes){ text, size }, 0) == 0);
	free(text);
}

int
main(void)
{
	closing();
	depths();
	linear();
	return check_end();
}
