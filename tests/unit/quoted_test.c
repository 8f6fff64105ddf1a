#include "native/quoted.h"

#include "check.h"

#include <stdlib.h>

static size_t
close_of(struct bytes text, size_t start)
{
	bool unclosed = false;

	return quoted_close(text, start, &unclosed);
}

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
		/* quotes that begin no literal: an apostrophe, a Rust lifetime, a string that was cut */
		{ "(it's) x", "(it's)" },
		{ "(&'a str) x", "(&'a str)" },
		{ "(s=\"cut...) x", "(s=\"cut...)" },
		{ "(", "" },
		{ "((a)", "" },
		{ "(\"a", "" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		CHECK_TEXT(bytes_first(bytes_of(rows[i].text), close_of(bytes_of(rows[i].text), 0)),
		    bytes_of(rows[i].closed));
	CHECK(close_of(BYTES("f (a) (b)"), 6) == 9);
}

/* A string without an end is reported, so that the next search does not begin there again. */
static void
strings_cut_short(void)
{
	bool unclosed = false;

	CHECK(quoted_close(BYTES("(\"a\")"), 0, &unclosed) == 5 && !unclosed);
	CHECK(quoted_close(BYTES("(\"a)"), 0, &unclosed) == 4 && unclosed);
	CHECK(quoted_close(BYTES("(\")\")"), 0, &unclosed) == 3);
}

static void
depths(void)
{
	CHECK(quoted_depth(BYTES("{a = {b}, c")) == 1);
	CHECK(quoted_depth(BYTES("}}")) == -2);
	CHECK(quoted_depth(BYTES("\"{{\" '{' {")) == 1);
	CHECK(quoted_depth(BYTES_NONE) == 0);
	CHECK(quoted_depth(BYTES("don't {")) == 1);
}

/* Quotes that do not close must not cause a search for each of them. */
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
	CHECK(close_of((struct bytes){ text, size }, 0) <= size);
	memset(text, '\'', size);
	CHECK(close_of((struct bytes){ text, size }, 0) == 0);
	memset(text, '\\', size);
	CHECK(close_of((struct bytes){ text, size }, 0) == 0);
	free(text);
}

int
main(void)
{
	closing();
	strings_cut_short();
	depths();
	linear();
	return check_end();
}
