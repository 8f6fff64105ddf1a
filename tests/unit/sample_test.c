#include "show/sample.h"

#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char log_text[] = "2026-11-24 10:00:00 ERROR it failed\n";
static const char debugger_text[] =
    "#0  0x00007f10 in poll () from /lib/libc.so.6\n#1  0x0000 in main ()\n";

/* A descriptor from which the bytes can be read: of a file, or of a pipe. */
static int
holding(const char *text, bool pipes)
{
	char path[] = "/tmp/st-sample.XXXXXX";
	int ends[2] = { -1, -1 };

	if (pipes) {
		CHECK(pipe(ends) == 0);
	} else {
		ends[1] = mkstemp(path);
		ends[0] = open(path, O_RDONLY);
		unlink(path);
	}
	CHECK(write(ends[1], text, strlen(text)) == (ssize_t)strlen(text));
	close(ends[1]);
	return ends[0];
}

/* All that can be read, good until the next call. */
static struct bytes
read_all(int fd)
{
	static char all[1000];
	size_t length = 0;
	ssize_t got;

	while ((got = read(fd, all + length, sizeof(all) - length)) > 0)
		length += (size_t)got;
	close(fd);
	return (struct bytes){ all, length };
}

/* Whatever it is read from, nothing of it is lost. */
static void
is(const char *text, enum thing_kind kind)
{
	for (int pipes = 0; pipes < 2; pipes++) {
		struct sample sample;

		CHECK(sample_open(&sample, holding(text, pipes == 1), "test"));
		CHECK(sample.thing.kind == kind && sample.tool == NULL);
		CHECK_TEXT(read_all(sample.input), bytes_of(text));
	}
}

/* What gzip(1) made of the log: it is told by what is inside, and given as it came. */
static void
test_compressed(void)
{
	char path[] = "/tmp/st-sample.XXXXXX", command[200];
	struct sample sample;
	int fd = mkstemp(path);

	close(fd);
	snprintf(command, sizeof(command), "printf '%%s' '%s' | gzip -c >%s", debugger_text, path);
	CHECK(system(command) == 0);
	CHECK(sample_file(&sample, path));
	CHECK(sample.thing.kind == THING_DEBUGGER && sample.input == -1);
	CHECK_TEXT(bytes_of(sample.tool), BYTES("gzip"));
	CHECK(sample_open(&sample, open(path, O_RDONLY), "test"));
	CHECK(sample.thing.kind == THING_DEBUGGER && sample.tool != NULL);
	CHECK_TEXT(bytes_first(read_all(sample.input), 2), BYTES("\037\213"));
	unlink(path);
}

int
main(void)
{
	struct sample sample;

	is("", THING_EMPTY);
	is(log_text, THING_LOG);
	is(debugger_text, THING_DEBUGGER);
	is("{\"type\":\"thread\",\"frames\":[]}\n", THING_RECORDS);
	test_compressed();
	CHECK(sample_file(&sample, "/dev/null") && sample.thing.kind == THING_EMPTY);
	CHECK(sample.input != -1); /* it is no regular file */
	CHECK_TEXT(read_all(sample.input), BYTES(""));
	return check_end();
}
