#include "same/template.h"

#include "check.h"

#include <time.h>

static void
is(const char *message, const char *wanted)
{
	struct buffer out = { .at = NULL };

	template_append(&out, bytes_of(message));
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

static void
numbers(void)
{
	is("", "");
	is("user 17 not found", "user * not found");
	is("user 42 not found", "user * not found");
	is("7", "*");
	is("1,234.5 of 10.0.0.1:8080", "* of *");
	is("-5 and +5", "-* and +*");
	is("took 17ms", "took *ms");
	is("got 3.", "got *.");
	is("[Errno 2] x", "[Errno *] x");
	is("user_17 of (8, 9)", "user_* of (*, *)");
	is("id=17;id=18", "id=*;id=*");
	/* digits that belong to a word are its name */
	is("'utf8' codec", "'*' codec");
	is("utf8 sha256 x86 latin1 v2 base64", "utf8 sha256 x86 latin1 v2 base64");
	is("h\xc3\xa9"
	   "7",
	    "h\xc3\xa9"
	    "7");
}

static void
hexadecimal(void)
{
	is("at 0x7f1c2d3e4f50", "at *");
	is("<object object at 0x7f00>", "<object object at *>");
	is("0XFF 0x", "* *x");
	is("commit 9f86d081884c7d65 is bad", "commit * is bad");
	is("9F86D081", "*");
	is("12ab34", "*ab34"); /* too short for a hexadecimal number */
	is("deadbeef defaced effaced", "deadbeef defaced effaced");
	is("no 123e4567-e89b-12d3-a456-426614174000.", "no *.");
	is("no 123E4567-E89B-12D3-A456-426614174000.", "no *.");
	is("abcdefab-cdef-abcd-efab-cdefabcdefab", "*");
}

static void
dates(void)
{
	is("at 2026-11-24", "at *");
	is("at 2026-11-24T10:00:00+01:00 it", "at * it");
	is("at 24/11/2026 10:00:00,123", "at * *");
	is("since 10:00:00.5", "since *");
}

static void
quoted(void)
{
	is("invalid literal for int() with base 10: 'x'",
	    "invalid literal for int() with base *: '*'");
	is("key \"a b\" and 'c'", "key \"*\" and '*'");
	is("u'x' b'y'", "u'*' b'*'");
	is("'a\\'b' c", "'*' c");
	is("\"it's\" so", "\"*\" so");
	is("'' and \"\"", "'*' and \"*\"");
	is("{'a': 1, 'b': 2}", "{'*': *, '*': *}");
	is("'x'\n'y'", "'*'\n'*'");
	/* apostrophes open nothing */
	is("can't open file 7, isn't there", "can't open file *, isn't there");
	is("you'll see 7 of 'x'", "you'll see * of '*'");
	is("the job's 7 and the jobs' 8", "the job's * and the jobs' *");
	/* what is not closed on its line is text */
	is("unclosed 'x 17", "unclosed 'x *");
	is("unclosed \"x\n17 \"", "unclosed \"x\n* \"");
	is("'", "'");
	is("\"\\", "\"\\");
}

static double
seconds_for(const char *piece, size_t length)
{
	struct buffer message = { .at = NULL }, out = { .at = NULL };
	clock_t begun;

	while (message.len < length)
		buffer_append(&message, bytes_of(piece));
	begun = clock();
	template_append(&out, buffer_bytes(&message));
	CHECK(out.len > 0 && !out.full);
	buffer_free(&message);
	buffer_free(&out);
	return (double)(clock() - begun) / CLOCKS_PER_SEC;
}

/* Four megabytes of what it might look at again and again: squared, that is hours. */
static void
long_lines(void)
{
	static const char *const pieces[] = { "a", "1", "1.", "'", "'a", "\"\\", "0x", "a-", "-",
		"12345678-", "12345678-1234-", "\xc3\xa9", "u'" };

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		if (!CHECK(seconds_for(pieces[i], 4 << 20) < 30))
			printf("   of `%s`\n", pieces[i]);
}

int
main(void)
{
	numbers();
	hexadecimal();
	dates();
	quoted();
	long_lines();
	return check_end();
}
