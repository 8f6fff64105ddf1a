#include "native/carrier.h"

#include "check.h"

/* The lines that have to be fed for a line, each with a `|` after it; "" if none. */
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
		} else if (carrier_offer(&carrier, line, (long long)i + 1)) {
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

/* A program that logs gdb's output about itself: the lines before the first frame are fed, too. */
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

/* The kernel writes the caller of each line in six columns; frames of one caller have the same prefix. */
static const struct step callers[] = {
	{ "[  512.100010][  T811] CPU: 1 PID: 811 Comm: loomd Not tainted",
	    "CPU: 1 PID: 811 Comm: loomd Not tainted|" },
	{ "[  512.100011][    C2] Call Trace:", "Call Trace:|" },
	{ "[  512.100012][T123456]  loom_read+0x33/0x60", " loom_read+0x33/0x60|" },
	{ "[  512.100013][  X811] Call Trace:", "" },
};

/* A header after markup is one, even alone. */
static const struct step markup[] = {
	{ "It hung: `Thread 8 (LWP 14209):", "Thread 8 (LWP 14209):|" },
	{ "It hung: again", "" },
};

/* A single line in prose that looks like a frame is none; two with one prefix are. */
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

/* What a debugger prints behind a prefix: `sure`, so that one line is enough, or of two lines that have it. */
static const struct {
	const char *text;
	bool sure, perhaps;
} texts[] = {
	{ "Thread 11 (Thread 0x706ff430 (LWP 9307)):", true, true },
	{ "Thread 11 (Thread 0x706f", false, false },
	{ "Thread 811 (idle): \"MainThread\"", true, true },
	{ "Thread 811 is idle", false, false },
	{ "Traceback for thread 811 (loomd) [Has the GIL] (most recent call last):", true, true },
	{ "* thread #1, name = 'loomd'", true, true },
	{ "* thread #x", false, false },
	{ "Stack trace of thread 811:", true, true },
	{ "Stack trace of thread x:", false, false },
	{ "Process 811 (loomd) of user 1000 dumped core.", true, true },
	{ "Process 811 (loomd) of user 1000 ended.", false, false },
	{ "INFO: task loomd:811 blocked for more than 122 seconds.", true, true },
	{ "CPU: 1 PID: 811 Comm: loomd", true, true },
	{ "Pid: 811, comm: loomd", true, true },
	{ "task:loomd state:D stack:0 pid:811", true, true },
	{ "pid: 811, tid: 812, name: loomd", true, true },
	{ "KDB: stack backtrace:", true, true },
	{ "Fatal trap 12: page fault", true, true },
	{ "#00 pc 0001c2d3", true, true },
	{ "Call Trace:", false, true },
	{ "Call trace: ", false, true },
	{ "Call Trace: see below", false, false },
	{ "#0  0x10 in f ()", false, true },
	{ "#1  <signal handler called>", false, true },
	{ "#1  f29b61c4 in f () in a.so", false, true },
	{ "#1  f is where it hangs", false, false },
	{ "#1", false, false },
	{ "#1: weave [0xb78bd5]", false, true },
	{ "| 0x55d0c1a3b740 [85 c0]: weave+0x40/0x310", false, true },
	{ "[<0>] f+0x1/0x2", false, true },
	{ "[<0>] red", false, false },
	{ "[<bf000014>] (f) from [<c0124abc>] (g+0x1/0x2)", false, true },
	{ "  schedule+0x28/0x80", false, true },
	{ "schedule+0x28/0x80", false, false },
	{ " ? schedule+0x28/0x80", false, true },
	{ "panic() at panic+0x43", false, true },
	{ "f() at home", false, false },
	{ "@     0x55d0c1a3b740 f()", false, true },
	{ "./l(+0x12) [0x59e1]", false, true },
	{ "./l(f+0x12) [0x59e1]", false, true },
	{ "./l(f+0x12)", false, false },
	{ "12: (loom::weave(int, char const*)+0x5d) [0x59e1]", false, true },
	{ "/bin/loom 127.0.0.1:6379(+0xa36e8)[0x59e1]", false, true },
	{ "0x40f53e7", false, true },
	{ "/lib64/libc.so.6+0x281e1", false, true },
	{ "0x40f53e7 0x40f53e8", false, false },
	{ "RIP  [<ffffffffa0123456>] f+0x1/0x2", false, false },
	{ "IP: [<ffffffffa0123456>] f+0x1/0x2", false, false },
	{ "RIP: 0010:[<ffffffffa0123456>]  [<ffffffffa0123456>] f+0x1/0x2", false, false },
	{ "PC is at [<ffffffffa0123456>] f+0x1/0x2", false, false },
	{ "it stumbled at: [<ffffffffa0123456>] f+0x1/0x2", false, false },
	{ "it stumbled at [<ffffffffa0123456>] f+0x1/0x2", false, false },
	{ "(CPU 1): [<ffffffffa0123456>] f+0x1/0x2", false, false },
	{ "red", false, false },
};

/* Whether a line has what a debugger prints, behind `a7: `, and again in the next one. */
static void
recognise(size_t i)
{
	struct carrier carrier = { .known = false };
	struct bytes text;
	char line[200];
	long long number = 0;

	snprintf(line, sizeof(line), "a7: %s", texts[i].text);
	CHECK(carrier_offer(&carrier, bytes_of(line), 1) == texts[i].sure);
	if (!CHECK(
		(texts[i].sure || carrier_offer(&carrier, bytes_of(line), 2)) == texts[i].perhaps))
		printf("   %s\n", texts[i].text);
	if (texts[i].perhaps && CHECK(carrier_next(&carrier, &text, &number))) {
		if (number == 1 && bytes_head(bytes_of(texts[i].text)) != 'P')
			CHECK_TEXT(text, bytes_of(texts[i].text));
		while (carrier_next(&carrier, &text, &number))
			;
		CHECK(number == (texts[i].sure ? 1 : 2));
	}
	carrier_free(&carrier);
}

/* NULL: the line does not begin with the prefix, and stays as it is. */
static void
takes(const char *prefix, const char *line, const char *rest)
{
	struct bytes text = bytes_of(line);

	if (!CHECK(carrier_take(bytes_of(prefix), &text) == (rest != NULL)))
		printf("   %s, %s\n", prefix, line);
	CHECK_TEXT(text, bytes_of(rest != NULL ? rest : line));
}

static void
taken(void)
{
	takes("a 7: ", "a 12: red", "red");
	takes("a 7: ", "a 12:  red", " red");
	takes("a 7: ", "a    12: red", "red");
	takes("a 7: ", "a 12:", "");
	takes("a 7: ", "a 12:red", NULL);
	takes("a 7: ", "a x: red", NULL);
	takes("a 7: ", "a12: red", NULL);
	takes("a 7: ", "b 12: red", NULL);
	takes("a 7: ", "a 12", NULL);
	takes("a 7: ", "", NULL);
	takes("a 7:", "a 12:red", "red");
	takes("[T7] ", "[    C1] red", "red");
	takes("[T7] ", "[7] red", NULL);
	takes("[7] ", "[8] red", "red");
}

/* A task and a processor with the same number, even 0, are two callers. */
static void
tells_callers(void)
{
	CHECK(
	    carrier_caller(BYTES("[  512.1][  T811] ")) == carrier_caller(BYTES("[  9.1][T811] ")));
	CHECK(carrier_caller(BYTES("[  512.1][  T811] ")) !=
	    carrier_caller(BYTES("[  512.1][  C811] ")));
	CHECK(carrier_caller(BYTES("[  512.1][    T0] ")) !=
	    carrier_caller(BYTES("[  512.1][    T1] ")));
	CHECK(carrier_caller(BYTES("[  512.1][    C0] ")) !=
	    carrier_caller(BYTES("[  512.1][    T0] ")));
	CHECK(carrier_caller(BYTES("[  512.1][    C0] ")) != 0);
	CHECK(carrier_caller(BYTES("[  512.1][    T0] ")) != 0);
	CHECK(carrier_caller(BYTES("[  512.1] ")) == 0);
	CHECK(carrier_caller(BYTES("[  512.1][  T811 ")) == 0);
	CHECK(carrier_caller(BYTES("[  512.1][  T] ")) == 0);
	CHECK(carrier_caller(BYTES("[  811] ")) == 0);
	CHECK(carrier_caller(BYTES("T811] ")) == 0);
}

/* Frames that were of no use are counted when they go: the oldest of eight, or all at the end. */
static void
lost(void)
{
	struct carrier carrier = { .known = false };
	long long first = -1;
	char line[100];

	for (int i = 1; i <= CARRIER_LINES + 2; i++) {
		snprintf(line, sizeof(line), "%c: #1  0x10 in f ()", 'a' + i);
		CHECK(!carrier_offer(&carrier, bytes_of(line), i + 20));
		CHECK(carrier.lost == (i > CARRIER_LINES ? i - CARRIER_LINES : 0));
	}
	CHECK(carrier.first_lost == 21);
	CHECK(!carrier_offer(&carrier, BYTES("x: Call Trace:"), 50)); /* no frame */
	CHECK(carrier_lost(&carrier, &first) == CARRIER_LINES + 2 && first == 21);
	CHECK(carrier_lost(&carrier, &first) == 0);
	carrier_reset(&carrier);
	/* what was of use is not lost, and a new log has no prefix */
	CHECK(!carrier_offer(&carrier, BYTES("a: #0  0x10 in f ()"), 1));
	CHECK(carrier_offer(&carrier, BYTES("a: #1  0x10 in g ()"), 2));
	for (struct bytes text; carrier_next(&carrier, &text, &first);)
		;
	CHECK(carrier_lost(&carrier, &first) == 0 && carrier.known);
	carrier_reset(&carrier);
	CHECK(!carrier_offer(&carrier, BYTES("a: #2  0x10 in h ()"), 1));
	carrier_reset(&carrier);
	CHECK(!carrier_offer(&carrier, BYTES("a: red"), 1));
	CHECK(carrier_lost(&carrier, &first) == 0);
	carrier_free(&carrier);
}

/* A prefix of more than 256 bytes is none. */
static void
long_prefix(size_t length, bool is)
{
	struct carrier carrier = { .known = false };
	struct buffer line = { .len = 0 };

	while (line.len < length)
		buffer_byte(&line, line.len + 1 == length ? ' ' : 'a');
	buffer_append(&line, BYTES("KDB: stack backtrace:"));
	CHECK(carrier_offer(&carrier, buffer_bytes(&line), 1) == is);
	buffer_free(&line);
	carrier_free(&carrier);
}

static bool
look(struct bytes line)
{
	struct carrier carrier = { .known = false };
	bool carries;

	(void)carrier_offer(&carrier, line, 1);
	carries = carrier_offer(&carrier, line, 2);
	carrier_free(&carrier);
	return carries;
}

/* A megabyte of clues that could begin a frame is searched once, not once for each clue. */
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
	/* the mark of a frame may come long after the beginning of the line */
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
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		recognise(i);
	CHECK(!look(BYTES("#0  0x10 in f ()"))); /* nothing stands before it */
	CHECK(!look(BYTES("  #0  0x10 in f ()")));
	taken();
	tells_callers();
	lost();
	long_prefix(256, true);
	long_prefix(257, false);
	return check_end();
}
