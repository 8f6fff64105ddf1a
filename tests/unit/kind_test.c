#include "pylog/traceback/kind.h"

#include "check.h"

static const struct {
	const char *text;
	enum kind kind;
} rows[] = {
	{ "", KIND_BLANK },
	{ " \t", KIND_BLANK },
	{ "  File \"a.py\", line 1, in f", KIND_FRAME },
	{ "File \"a.py\", line 1, in f", KIND_FRAME },
	{ "  File \"a.py\", line 1", KIND_PLACE },
	{ "  File \"a.py\" was read", KIND_TORN },
	{ "Traceback (most recent call last):", KIND_HEADING },
	{ "Traceback (innermost last):", KIND_HEADING },
	{ "Traceback (most recent call first):", KIND_HEADING },
	{ "x Traceback (innermost last):", KIND_PLAIN },
	{ "_ Stack (most recent call last):", KIND_PLAIN },
	{ "2026-11-24 10:00:00 ERROR Traceback (most recent call last):", KIND_HEADING },
	{ "____ test_sum ____", KIND_HEADING },
	{ "Stack (most recent call last):", KIND_TRAILER },
	{ "The above exception was the direct cause of the following exception:", KIND_RELATION },
	{ "\"\"\"", KIND_QUOTE },
	{ "\"\"\" ", KIND_QUOTE },
	{ "\"quoted\"", KIND_PLAIN },
	{ "--- <exception caught here> ---", KIND_CAUGHT },
	{ "  [Previous line repeated 3 more times]", KIND_REPEATED },
	{ "[Previous line repeated 3 more times]", KIND_REPEATED },
	{ "    ~~^~~", KIND_MARKS },
	{ "^^^", KIND_MARKS },
	{ "    ^ x", KIND_SET_IN },
	{ "----------", KIND_RULER },
	{ "---------", KIND_PLAIN },
	{ "========== FAILURES ==========", KIND_RULER },
	{ "===== FAILURES =====", KIND_PLAIN },
	{ "Call stack:", KIND_TRAILER },
	{ ">>> f()", KIND_TRAILER },
	{ ">>>", KIND_TRAILER },
	{ "Process worker-1:", KIND_TRAILER },
	{ "Process worker:", KIND_PLAIN },
	{ "In [3]: f()", KIND_TRAILER },
	{ "<Greenlet at 0x7f: f> failed with ValueError", KIND_TRAILER },
	{ "END RequestId: 1", KIND_TRAILER },
	{ "Location: /opt/ops.py:109", KIND_LOCATION },
	{ "Location: two words", KIND_WORD },
	{ "Stdout:", KIND_TITLE },
	{ "Exception ValueError: 'x' in <f> ignored", KIND_IGNORED },
	{ "Exception Type: KeyError at /", KIND_DJANGO_TYPE },
	{ "Exception Value: 'x'", KIND_DJANGO_VALUE },
	{ "NoneType: None", KIND_NONE },
	{ "NoneType: None ", KIND_NONE },
	{ "NoneType: Nothing", KIND_WORD },
	{ "ValueError: x", KIND_EXCEPTION },
	{ "NameError: x", KIND_EXCEPTION },
	{ "KeyboardInterrupt", KIND_EXCEPTION },
	{ "ValueError: 2026-11-24 10:00:00 is no number", KIND_EXCEPTION },
	{ "app.Odd: x", KIND_WORD },
	{ "detail", KIND_WORD },
	{ "2026-11-24 10:00:00 ERROR app: failed", KIND_LOG },
	{ "{\"level\": \"error\"}", KIND_LOG },
	{ "127.0.0.1 - - \"GET / HTTP/1.1\" 500 -", KIND_LOG },
	{ "/usr/lib/a.py:3: DeprecationWarning: old", KIND_LOG },
	{ "a.py:3: Warnings: old", KIND_PLAIN },
	{ "[job 18] begins", KIND_LOG }, /* of the mark below */
	{ "[job] begins", KIND_PLAIN },
	{ "      [end of output]", KIND_END },
	{ "  | +--- text", KIND_SET_IN },
	{ "    return f()", KIND_SET_IN },
	{ "two words", KIND_PLAIN },
};

static void
test_rulers(void)
{
	static const struct {
		const char *line;
		bool is;
	} rulers[] = {
		{ "==========", true },
		{ "__________ ", true },
		{ "**********", true },
		{ "=========", false },
		{ "++++++++++", false },
		{ "=====-----", false },
		{ "", false },
		/* around a title, ten on one side, and on the other at least two before or one behind */
		{ "========== FAILURES =", true },
		{ "== FAILURES ==========", true },
		{ "-- Full Traceback -----------", true },
		{ "========= FAILURES =========", false },
		{ "= FAILURES ==========", false },
		{ "========== FAILURES", false },
		{ "========== FAILURES ----------", false },
		{ "==========FAILURES==========", false },
	};

	for (size_t i = 0; i < COUNT_OF(rulers); i++)
		if (!CHECK(kind_is_ruler(bytes_of(rulers[i].line)) == rulers[i].is))
			printf("   %s\n", rulers[i].line);
}

/* The kinds that a line of a message may stand above, with or without an empty line above it. */
static void
test_introductions(void)
{
	enum { HEAD = 1U << KIND_HEADING, QUOTE = 1U << KIND_QUOTE, LOG = 1U << KIND_LOG };
	static const struct {
		const char *line;
		unsigned near, far;
	} lines[] = {
		{ "Job 17:", 0, HEAD },
		{ "Job 17: ", 0, HEAD },
		{ "Job 17", 0, 0 },
		{ "[worker]", 0, HEAD },
		{ "[a worker]", 0, 0 },
		{ "[worker", 0, 0 },
		{ "worker]", 0, 0 },
		{ "Process worker:", HEAD, HEAD },
		{ "Process a: ", HEAD, HEAD },
		{ "Process :", 0, HEAD },
		{ "Process a worker:", 0, HEAD },
		{ "Process worker", 0, 0 },
		{ "A process worker:", 0, HEAD },
		{ "pool.RemoteTraceback: ", QUOTE, HEAD | QUOTE },
		{ "RemoteTraceback: ", 0, HEAD },
		{ "pool.RemoteTraceback: x", 0, 0 },
		{ "------", LOG, LOG },
		{ "--- ", LOG, LOG },
		{ "--", 0, 0 },
		{ "---x", 0, 0 },
		{ "===", 0, 0 },
	};
	static const struct mark none;

	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct log_line line;

		kind_read(bytes_of(lines[i].line), &none, &line);
		if (!CHECK(kind_introduced(&line, true) == lines[i].near) ||
		    !CHECK(kind_introduced(&line, false) == lines[i].far))
			printf("   %s\n", lines[i].line);
	}
}

/* What single lines are, without the rest of their kind. */
static void
test_claims(void)
{
	CHECK(kind_is_of_traceback(BYTES("  File \"a.py\", line 1, in f")));
	CHECK(kind_is_of_traceback(BYTES("x: Traceback (most recent call last):")));
	CHECK(kind_is_of_traceback(BYTES("ValueError      Traceback (most recent call last)")));
	CHECK(!kind_is_of_traceback(BYTES("Traceback (most recent call last): is what it says")));
	CHECK(!kind_is_of_traceback(BYTES("Stack (most recent call last):")));
	CHECK(!kind_is_of_traceback(BYTES("____ test_a ____")));
	CHECK(!kind_is_of_traceback(BYTES("text")));
	CHECK_TEXT(
	    kind_thread_name(BYTES("Exception in thread Thread-1 (f):")), BYTES("Thread-1 (f)"));
	CHECK_TEXT(kind_thread_name(BYTES("x Exception in thread Thread-1: ")), BYTES("Thread-1"));
	CHECK_TEXT(kind_thread_name(BYTES("in thread Thread-1:")), BYTES(""));
	CHECK(kind_is_preamble(BYTES("Exception ignored in: <f>")));
	CHECK(kind_is_preamble(BYTES("Fatal Python error: Aborted")));
	CHECK(kind_is_preamble(BYTES("Process ForkPoolWorker-1:")));
	CHECK(kind_is_preamble(BYTES("Process worker: ")));
	CHECK(kind_is_preamble(BYTES("Process worker:")) && !kind_is_preamble(BYTES("a worker:")));
	CHECK(!kind_is_preamble(BYTES("")) && !kind_is_preamble(BYTES("Process a worker:")));
	CHECK(kind_is_fatal(BYTES("Windows fatal exception: access violation")));
	CHECK(!kind_is_fatal(BYTES("Exception ignored in: <f>")));
}

int
main(void)
{
	struct mark mark = mark_of(BYTES("[job 17] begins")), none = { .len = 0 };
	struct log_line line;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		kind_read(bytes_of(rows[i].text), &mark, &line);
		if (!CHECK(line.kind == rows[i].kind))
			printf("   %d: %s\n", (int)line.kind, rows[i].text);
		CHECK_TEXT(line.text, bytes_of(rows[i].text));
	}
	kind_read(BYTES("[job 18] begins"), &none, &line);
	CHECK(line.kind == KIND_PLAIN);
	/* with the kind come the other parts that were read */
	kind_read(BYTES("  File \"a.py\", line 7, in f"), &none, &line);
	CHECK(line.indent == 2 && line.frame.line == 7 && !kind_begins_log(&line) &&
	    line.type.len == 0);
	kind_read(BYTES("ValueError: 2026-11-24 10:00:00"), &none, &line);
	CHECK(kind_begins_log(&line));
	CHECK_TEXT(line.type, BYTES("ValueError"));
	CHECK_TEXT(line.message, BYTES("2026-11-24 10:00:00"));
	kind_read(BYTES("ValueError: x"), &none, &line);
	CHECK(!kind_begins_log(&line));
	kind_read(BYTES("  [Previous line repeated 996 more times]"), &none, &line);
	CHECK(line.repeated == 996);
	test_rulers();
	test_introductions();
	test_claims();
	return check_end();
}
