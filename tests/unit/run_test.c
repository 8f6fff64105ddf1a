#include "pylog/traceback/run.h"

#include "check.h"

/* How many bytes of a text are lines that can only be more of a message. */
static const struct row {
	const char *text;
	size_t length;
} rows[] = {
	{ "", 0 },
	{ "not set in\n", 0 },
	{ "  set in\n", 9 },
	{ "  set in, and the LF is to come", 0 },
	{ "  one\n\ttwo\n  half", 11 },
	{ "  one\nnot set in\n  two\n", 6 },
	{ "  one\n\n  two\n", 6 },
	{ "  one\n  \n", 6 },
	{ "  one\n  File \"a.py\", line 1, in f\n", 6 },
	{ "  one\n  | a margin\n", 6 },
	{ "  one\n  + a group\n", 6 },
	{ "  one\n  [end of output]\n", 6 },
	{ "  one\n  {\"log\": \"x\"}\n", 6 },
	{ "  one\n  two Traceback (most recent call last): File\n  three\n", 6 },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!CHECK(run_length(bytes_of(rows[i].text)) == rows[i].length))
			printf("   %s\n", rows[i].text);
	return check_end();
}
