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
	{ "ValueError: x", KIND_EXCEPTION },
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

int
main(void)
{
	struct mark mark = mark_of(BYTES("[job 17] begins")), none = { .len = 0 };
	struct line line;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		kind_read(bytes_of(rows[i].text), &mark, &line);
		if (!CHECK(line.kind == rows[i].kind))
			printf("   %d: %s\n", (int)line.kind, rows[i].text);
		CHECK_TEXT(line.text, bytes_of(rows[i].text));
	}
	kind_read(BYTES("[job 18] begins"), &none, &line);
	CHECK(line.kind == KIND_PLAIN);
	/* what else was read goes with the kind */
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
	/* what a line of a message may stand above */
	kind_read(BYTES("Job 17:"), &none, &line);
	CHECK(kind_introduced(&line, true) == 0);
	CHECK(kind_introduced(&line, false) == 1U << KIND_HEADING);
	kind_read(BYTES("[worker]"), &none, &line);
	CHECK(kind_introduced(&line, false) == 1U << KIND_HEADING);
	kind_read(BYTES("Process worker:"), &none, &line);
	CHECK(kind_introduced(&line, true) == 1U << KIND_HEADING);
	kind_read(BYTES("pool.RemoteTraceback: "), &none, &line);
	CHECK(kind_introduced(&line, true) == 1U << KIND_QUOTE);
	kind_read(BYTES("------"), &none, &line);
	CHECK(kind_introduced(&line, true) == 1U << KIND_LOG);
	CHECK_TEXT(
	    kind_thread_name(BYTES("Exception in thread Thread-1 (f):")), BYTES("Thread-1 (f)"));
	CHECK(kind_is_preamble(BYTES("Exception ignored in: <f>")));
	CHECK(kind_is_preamble(BYTES("Process worker:")) && !kind_is_preamble(BYTES("a worker:")));
	return check_end();
}
