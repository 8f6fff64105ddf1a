#include "native/carrier.h"

#include "check.h"

/* What has to be fed for a line, each with a `|` behind it; "" where nothing has. */
struct step {
	const char *line, *fed;
};

static void
steps(const struct step *step, size_t count)
{
	struct carrier carrier = { .known = false };

	for (size_t i = 0; i < count; i++) {
		struct bytes line = bytes_of(step[i].line), text;
		struct buffer fed = { .len = 0 };
		long long number;

		if (carrier_strip(&carrier, &line)) {
			buffer_append(&fed, line);
			buffer_byte(&fed, '|');
		} else if (carrier_look(&carrier, line, (long long)i + 1)) {
			while (carrier_next(&carrier, &text, &number)) {
				buffer_append(&fed, text);
				buffer_byte(&fed, '|');
			}
		}
		CHECK_TEXT(buffer_bytes(&fed), bytes_of(step[i].fed));
		buffer_free(&fed);
	}
	carrier_free(&carrier);
}

/* A program that logs what gdb says of it: what came before the first frame is told, too. */
static const struct step program[] = {
	{ "2026-11-28 10:00:00.123  Error: Program terminated with signal SIGSEGV.", "" },
	{ "2026-11-28 10:00:00.456  Error: Thread 11 (Thread 0x706ff430 (LWP 9307)):",
	    "Program terminated with signal SIGSEGV.|Thread 11 (Thread 0x706ff430 (LWP 9307)):|" },
	{ "2026-11-28 10:00:00.456  Error: #0  0x76e744cc in poll () at poll.c:29",
	    "#0  0x76e744cc in poll () at poll.c:29|" },
	{ "2026-11-28 10:00:01.12  Error:     at poll.c:29", "    at poll.c:29|" },
	{ "2026-11-28 10:00:01.12  Error:", "|" },
	{ "2026-11-28 10:00:01.456  Info: another matter", "" },
};

/* The kernel says who wrote each line, in a column of six: of one caller's frames the prefix is that of all. */
static const struct step callers[] = {
	{ "[  512.100010][  T811] CPU: 1 PID: 811 Comm: loomd Not tainted",
	    "CPU: 1 PID: 811 Comm: loomd Not tainted|" },
	{ "[  512.100011][    C2] Call Trace:", "Call Trace:|" },
	{ "[  512.100012][T123456]  loom_read+0x33/0x60", " loom_read+0x33/0x60|" },
	{ "[  512.100013][  X811] Call Trace:", "" },
};

/* A header behind markup is one, and alone. */
static const struct step markup[] = {
	{ "It hung: `Thread 8 (LWP 14209):", "Thread 8 (LWP 14209):|" },
	{ "It hung: again", "" },
};

/* One line like a frame in prose is none; two with one prefix are. */
static const struct step prose[] = {
	{ "as I said: #1 0x10 is where it hangs", "" },
	{ "and here is more", "" },
	{ "[1] a: #0  0x10 in f ()", "" },
	{ "[2] a: #1  0x11 in main ()", "#0  0x10 in f ()|#1  0x11 in main ()|" },
};

static const struct step kernel[] = {
	{ "[ 7120.100010] INFO: task loomd:811 blocked for more than 122 seconds.",
	    "INFO: task loomd:811 blocked for more than 122 seconds.|" },
	{ "[ 7120.100055] Call Trace:", "Call Trace:|" },
	{ "[ 7120.100061]  __schedule+0x2b6/0x710", " __schedule+0x2b6/0x710|" },
};

static const struct step exim[] = {
	{ "2026-11-28 10:00:00 [12] SIGSEGV (fault address: 0x10)", "" },
	{ "2026-11-28 10:00:00 [12] /usr/sbin/exim4(+0x1234) [0x55ee]",
	    "SIGSEGV (fault address: 0x10)|/usr/sbin/exim4(+0x1234) [0x55ee]|" },
};

static bool
look(struct bytes line)
{
	struct carrier carrier = { .known = false };
	bool carries;

	(void)carrier_look(&carrier, line, 1);
	carries = carrier_look(&carrier, line, 2);
	carrier_free(&carrier);
	return carries;
}

/* A megabyte of what could begin a frame is looked at once, and not once for each of them. */
static void
in_long_lines(void)
{
	static const char *const pieces[] = { "  <+0x", "[<", "(+0x", " (+0x", "[<0> ", "#0 ",
		"CPU: 1 ", "task:" };
	struct buffer line = { .len = 0 };

	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		buffer_reset(&line);
		buffer_append(&line, BYTES("x "));
		while (line.len < 1 << 20)
			buffer_append(&line, bytes_of(pieces[i]));
		CHECK(!look(buffer_bytes(&line)));
	}
	/* the mark of a frame may stand far behind its beginning */
	buffer_reset(&line);
	buffer_append(&line, BYTES("web: /opt"));
	while (line.len < 4000)
		buffer_append(&line, BYTES("/looms"));
	buffer_append(&line, BYTES("/loomd(+0x12)[0x59e13bf03fde]"));
	CHECK(look(buffer_bytes(&line)));
	buffer_free(&line);
}

int
main(void)
{
	steps(program, COUNT_OF(program));
	steps(markup, COUNT_OF(markup));
	steps(prose, COUNT_OF(prose));
	steps(kernel, COUNT_OF(kernel));
	steps(exim, COUNT_OF(exim));
	steps(callers, COUNT_OF(callers));
	in_long_lines();
	return check_end();
}
