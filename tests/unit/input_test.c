#include "check.h"
#include "heldfile.h"
#include "io/input.h"

#include <stdlib.h>
#include <unistd.h>

/* The numbers and lengths of the lines that are read from a text: `1:3 2:0 `. */
static void
lines_are(struct bytes text, struct input_limits limits, const char *wanted)
{
	char path[32], *files[] = { path, NULL }, said[500] = "";
	int fd = heldfile(text, path);
	struct input *input = input_open(files, limits);
	struct bytes line;
	size_t used = 0;

	while (input_line(input, &line) && used < sizeof(said) - 40) {
		used += (size_t)snprintf(
		    said + used, sizeof(said) - used, "%lld:%zu ", input_number(input), line.len);
		CHECK_TEXT(bytes_of(input_file(input)), bytes_of(path));
	}
	CHECK_TEXT(bytes_of(said), bytes_of(wanted));
	input_close(input);
	close(fd);
}

static void
lines(void)
{
	struct input_limits limits = { .line = 100, .record = 200 };

	lines_are(BYTES(""), limits, "");
	lines_are(BYTES("\n"), limits, "1:0 ");
	lines_are(BYTES("abc"), limits, "1:3 ");
	lines_are(BYTES("abc\n"), limits, "1:3 ");
	lines_are(BYTES("abc\n\n\nd"), limits, "1:3 2:0 3:0 4:1 ");
	lines_are(BYTES("a\0b\r\n\0\n"), limits, "1:4 2:1 ");
}

/* Lines around the ceiling, and far beyond: longer ones are skipped, but counted. */
static void
ceilings(void)
{
	struct input_limits limits = { .line = 100, .record = 200 };
	char text[1000];
	size_t n;

	for (size_t length = 99; length <= 101; length++) {
		memset(text, 'x', sizeof(text));
		text[length] = '\n';
		memcpy(text + length + 1, "ab", 2);
		lines_are((struct bytes){ text, length + 3 }, limits,
		    length == 99        ? "1:99 2:2 "
			: length == 100 ? "1:100 2:2 "
					: "2:2 ");
		lines_are((struct bytes){ text, length }, limits,
		    length == 99        ? "1:99 "
			: length == 100 ? "1:100 "
					: "");
		text[0] = '{';
		lines_are((struct bytes){ text, length }, limits,
		    length == 99        ? "1:99 "
			: length == 100 ? "1:100 "
					: "1:101 ");
	}
	n = (size_t)snprintf(text, sizeof(text), "{%0200d\na\n%0150d\nb", 0, 0);
	lines_are((struct bytes){ text, n }, limits, "2:1 4:1 ");
}

static struct bytes
many(char byte, size_t size)
{
	char *text = malloc(size);

	if (text == NULL)
		abort();
	memset(text, byte, size);
	return (struct bytes){ text, size };
}

/* Lines longer than a block, and than the part of a buffer that is kept. */
static void
long_lines(void)
{
	struct input_limits limits = { .line = 16 << 20, .record = 16 << 20 };
	struct bytes text = many('x', 10000000);
	char *at = (char *)(size_t)text.at;

	at[5000000] = '\n';
	at[5000002] = '\n';
	lines_are(text, limits, "1:5000000 2:1 3:4999997 ");
	limits.line = 4000000;
	lines_are(text, limits, "2:1 ");
	at[2] = '\n';
	lines_are(text, limits, "1:2 3:1 ");
	limits.line = 4999997;
	lines_are(text, limits, "1:2 2:4999997 3:1 4:4999997 ");
	free(at);
}

/* A line's first byte decides which ceiling it has; blanks and a byte order mark before it do not count. */
static void
beginnings(void)
{
	struct input_limits limits = {
		.line = 5, .record = 10, .large_start = BYTES("{\"big"), .large = 15
	};

	lines_are(BYTES("{12345678}\n{123456789}\na"), limits, "1:10 3:1 ");
	lines_are(BYTES(" \t{123456}\n  {1234567}\na"), limits, "1:10 3:1 ");
	lines_are(BYTES("\xEF\xBB\xBF{12345678}\n{12345678}"), limits, "1:10 2:10 ");
	lines_are(BYTES("{\"big\":12345678}\n{\"big\":1234567}"), limits, "2:15 ");
	lines_are(BYTES("{\"bag\":12345678}\n12345\n123456\n"), limits, "2:5 ");
}

/* If a line is too long, the beginning of text is passed on, but nothing of a record. */
static void
shortened(void)
{
	struct input_limits limits = { .line = 5, .record = 10, .shorten = true };
	struct bytes text = many('x', 3000000);
	char *at = (char *)(size_t)text.at;

	lines_are(BYTES("123456789\n12345\n{123456789}\n1"), limits, "1:5 2:5 4:1 ");
	lines_are(text, limits, "1:5 ");
	at[2999998] = '\n';
	lines_are(text, limits, "1:5 2:1 ");
	at[0] = '{';
	lines_are(text, limits, "2:1 ");
	free(at);
}

/* Ends of blocks fall on every place of a line. */
static void
block_ends(void)
{
	struct input_limits limits = { .line = 1000, .record = 1000 };

	for (size_t length = 997; length <= 1000; length++) {
		struct bytes text = many('x', 2000 * (length + 1));
		char path[32], *files[] = { path, NULL };
		struct input *input;
		struct bytes line;
		size_t count = 0, wrong = 0;
		int fd;

		for (size_t i = length; i < text.len; i += length + 1)
			((char *)(size_t)text.at)[i] = '\n';
		fd = heldfile(text, path);
		input = input_open(files, limits);
		while (input_line(input, &line)) {
			count++;
			wrong += line.len != length;
		}
		CHECK(count == 2000 && wrong == 0);
		input_close(input);
		close(fd);
		free((char *)(size_t)text.at);
	}
}

static void
several_files(void)
{
	char one[32], two[32], nosuch[] = "/nonexistent/file",
			       *files[] = { one, nosuch, two, NULL };
	int first = heldfile(BYTES("a\nb"), one), second = heldfile(BYTES("c\n"), two);
	struct input *input =
	    input_open(files, (struct input_limits){ .line = 100, .record = 100 });
	struct bytes line;

	CHECK(input_line(input, &line) && input_number(input) == 1 && input_file_count(input) == 1);
	CHECK(input_line(input, &line) && input_number(input) == 2);
	CHECK_TEXT(line, BYTES("b"));
	CHECK(input_line(input, &line) && input_number(input) == 1 && input_file_count(input) == 2);
	CHECK_TEXT(line, BYTES("c"));
	CHECK_TEXT(bytes_of(input_file(input)), bytes_of(two));
	CHECK(!input_line(input, &line));
	CHECK(!input_line(input, &line));
	input_close(input);
	input_close(NULL);
	close(first);
	close(second);
}

int
main(void)
{
	/* messages about skipped lines are tested elsewhere */
	if (freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	lines();
	ceilings();
	beginnings();
	shortened();
	long_lines();
	block_ends();
	several_files();
	return check_end();
}
