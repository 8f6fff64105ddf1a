#include "show/other.h"

#include "base/buffer.h"
#include "check.h"
#include "child.h"
#include "io/cli.h"

#include <stdlib.h>
#include <unistd.h>

/* The line of what is for the other stage, if the text comes in pieces of that size. */
static long long
line_by(enum thing_kind kind, struct bytes text, size_t size)
{
	struct other *other = other_new(kind, "test");
	long long line;

	if (!CHECK(other != NULL))
		return -1;
	for (; text.len > 0; text = bytes_from(text, size))
		other_feed(other, bytes_first(text, size));
	line = other_end(other);
	other_free(other);
	return line;
}

static long long
line_of(enum thing_kind kind, const char *text)
{
	long long whole = line_by(kind, bytes_of(text), strlen(text) + 1);

	for (size_t size = 1; size < 40; size += 6)
		CHECK(line_by(kind, bytes_of(text), size) == whole);
	return whole;
}

static void
test_threads(void)
{
	CHECK(line_of(THING_LOG, "up\n") == 0);
	CHECK(line_of(THING_LOG, "") == 0);
	CHECK(line_of(THING_LOG, "up\n#0  main () at m.c:2\nup\n") == 2);
	CHECK(line_of(THING_LOG, "up\n\n#0  main () at m.c:2") == 3);
	/* MariaDB */
	CHECK(line_of(THING_LOG,
		  "up\nmariadbd(my_print_stacktrace+0x2e)[0x556a001d087e]\n"
		  "mariadbd(handle_fatal_signal+0x269)[0x5569ffd4b0f9]\n") == 2);
	/* the words alone are no thread */
	CHECK(line_of(THING_LOG, "job #0 has begun\narray[0x10] is set\n") == 0);
	/* what st-parse-pylog reads is not told */
	CHECK(line_of(THING_LOG,
		  "Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007fd2c066eb80 "
		  "(most recent call first):\n  File \"/a.py\", line 6 in <module>\n") == 0);
}

/* Words of a thread without one end, and later there is one. */
static void
test_late_threads(void)
{
	struct buffer text = { .at = NULL };

	for (int i = 0; i < 1500; i++)
		buffer_append(&text, BYTES("job #0 has begun\nup\n"));
	buffer_append(&text, BYTES("#0  main () at m.c:2\nup\n"));
	CHECK(line_by(THING_LOG, buffer_bytes(&text), 1000) > 2000);
	buffer_free(&text);
}

#define HEAD "Traceback (most recent call last):"

static void
test_exceptions(void)
{
	CHECK(line_of(THING_DEBUGGER, "#0  main () at m.c:2\n") == 0);
	CHECK(line_of(THING_DEBUGGER,
		  "#0  main () at m.c:2\n" HEAD "\n  File \"/a.py\", line 3, in f\n") == 2);
	CHECK(line_of(THING_DEBUGGER,
		  "#0  main () at m.c:2\n\n{\"m\":\"" HEAD "\\n  File \\\"/a.py\\\"\"}\n") == 3);
	CHECK(line_of(THING_DEBUGGER, "#0  main () at m.c:2\n" HEAD "\n") == 0);
	CHECK(line_of(THING_DEBUGGER, HEAD "\na\nb\nFile \"/a.py\"\n") == 0);
	/* py-bt is the debugger's own */
	CHECK(line_of(THING_DEBUGGER,
		  "Traceback (most recent call first):\n  File \"/a.py\", line 3, in f\n") == 0);
}

static int
look(void *of)
{
	other_look(THING_LOG, of, "name");
	return cli_status();
}

static void
test_files(void)
{
	char path[] = "/tmp/other_test.XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fd == -1 ? NULL : fdopen(fd, "w");

	CHECK(other_new(THING_RECORDS, "test") == NULL);
	other_free(NULL);
	if (!CHECK(file != NULL))
		return;
	CHECK(fputs("up\n#0  main () at m.c:2\n", file) >= 0 && fclose(file) == 0);
	child_check(look, path, "",
	    "stacktraces: name:2: about here: threads, not read (st-parse-gdb reads them)\n", 0);
	CHECK(truncate(path, 3) == 0);
	child_check(look, path, "", "", 0);
	unlink(path);
}

int
main(void)
{
	test_threads();
	test_late_threads();
	test_exceptions();
	test_files();
	return check_end();
}
