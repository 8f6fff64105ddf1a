#include "pylog/offers.h"

#include "check.h"

static struct offers offers;

static void
next_is(enum pylog_notice wanted, long long wanted_line)
{
	enum pylog_notice kind = PYLOG_LOST;
	long long line = -1;

	CHECK(offers_next_note(&offers, &kind, &line));
	CHECK(kind == wanted && line == wanted_line);
}

static void
nothing_more(void)
{
	enum pylog_notice kind;
	long long line;

	CHECK(!offers_next_note(&offers, &kind, &line));
}

/* What is to be said of a log. */
static void
test_notes(void)
{
	nothing_more();
	offers_note(&offers, PYLOG_CUT, 7);
	offers_note(&offers, PYLOG_LONG_LINE, 3);
	next_is(PYLOG_CUT, 7);
	offers_note(&offers, PYLOG_EMPTY, 1LL << 40);
	next_is(PYLOG_LONG_LINE, 3);
	next_is(PYLOG_EMPTY, 1LL << 40);
	nothing_more();
	/* begun anew */
	offers_note(&offers, PYLOG_LOST, 2);
	next_is(PYLOG_LOST, 2);
	nothing_more();
	nothing_more();
	/* there was no memory for another: that is the last thing that is said, once */
	offers_note(&offers, PYLOG_CUT, 7);
	offers.notes.full = true;
	next_is(PYLOG_CUT, 7);
	next_is(PYLOG_UNSAID, 0);
	nothing_more();
}

/* Texts that stand in one line, and how many records come of each. */
static const struct {
	const char *text;
	long long count;
} texts[] = {
	{ "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: x", 1 },
	{ "it failed\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\n"
	  "ValueError: x\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\n"
	  "KeyError: y",
	    2 },
	{ "it failed\nValueError: x", 0 },
	{ "Traceback (most recent call last):", 0 },
	{ "", 0 },
};

static void
test_texts(void)
{
	static const struct pylog_options options = { .record_max = 1024 * 1024 };
	static const struct window window = { .line_end = '\n' };
	struct flow_line whole = { .raw = BYTES("{}"), .number = 7, .offset = 100 };

	offers_init(&offers, &options, &window);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		long long before = offers.count;

		CHECK(
		    offers_text(&offers, bytes_of(texts[i].text), &whole) == (texts[i].count > 0));
		CHECK(offers.count - before == texts[i].count);
		CHECK(
		    (long long)bytes_count(buffer_bytes(&offers.records), '\n') == texts[i].count);
		CHECK(texts[i].count == 0 ||
		    bytes_find(buffer_bytes(&offers.records), BYTES("\"line\":7,\"lines\":1,")) !=
			NULL);
		buffer_reset(&offers.records);
	}
}

int
main(void)
{
	test_notes();
	test_texts();
	offers_free(&offers);
	return check_end();
}
