/* How events end: by themselves, by silence, for lack of room, and at the end of the log. */
#include "offered.h"

enum { PORTION = 1024 * 1024 };

/* A part of a log has the events that begin in it. */
static void
test_part(void)
{
	struct pylog_part part = { 0, 0 };
	long long from = (long long)strlen("x\n");

	begin((struct pylog_options){ .record_max = 1000000, .part = &part });
	for (int i = 0; i < 5; i++) {
		static const long long froms[] = { 0, 0, 1, 0, 1 }, tos[] = { 0, 1, 2, 99, 99 };
		static const bool wanted[] = { false, true, false, true, false };
		long long count = offers->count;

		part.from = from + froms[i];
		part.to = from + tos[i];
		feed("x\n" VALUE);
		CHECK(offers_end(offers));
		CHECK(records() == wanted[i] && offers->count - count == wanted[i]);
	}
	/* no note about lines of another part */
	limit_records(10);
	feed("x\n" VALUE);
	CHECK(offers_end(offers) && !offers->records.full && offers->count == 2);
	notes_nothing();
	part.from = 0;
	feed("x\n" VALUE);
	CHECK(offers_end(offers) && offers->records.len == 0);
	notes(PYLOG_TOO_LARGE, 2);
	notes_nothing();
}

static void
test_cut(void)
{
	static char log[3000] = VALUE;
	struct pylog_part part = { 0, 1 };

	for (int i = 0; i < 40; i++)
		strcat(log, "so much more of a message that it has no room\n");
	begin((struct pylog_options){ .record_max = 1000, .part = &part });
	feed(log);
	CHECK(offers_end(offers));
	says("\"truncated\":true");
	CHECK(records() == 1);
	notes(PYLOG_CUT, 1);
	notes_nothing();
	part.from = 1;
	feed(log);
	CHECK(offers_end(offers) && records() == 0);
	notes_nothing();
}

/* An event without a line for too long ends, and is cut if it is not complete. */
static void
test_silence(void)
{
	static const struct pylog_part part = { 0, 2 };

	begin(plain);
	feed(HEADER FRAME);
	offers_end_silent(offers, first_flow()->seen + FLOWS_GAP);
	CHECK(offers->flows.count == 1);
	offers_end_silent(offers, first_flow()->seen + FLOWS_GAP + 1);
	CHECK(offers->flows.count == 0);
	says("\"truncated\":true");
	CHECK(records() == 1);
	notes(PYLOG_SILENT, 1);
	feed("x\n" VALUE);
	offers_end_silent(offers, 2 * FLOWS_GAP);
	says_not("truncated");
	CHECK(records() == 1);
	notes_nothing();
	/* nor is one of another part noted */
	options.part = &part;
	feed("x\n" HEADER FRAME);
	offers_end_silent(offers, 2 * FLOWS_GAP);
	CHECK(offers->flows.count == 0 && records() == 0);
	notes_nothing();
	options.part = NULL;
	feed("Thread 0x00007f01 (most recent call first):\n  File \"a.py\", line 1 in f\n");
	CHECK(offers->flows.count == 1);
	offers_end_silent(offers, 2 * FLOWS_GAP);
	CHECK(offers->flows.count == 0 && records() == 1);
	notes_nothing();
}

/* If too many are open, the most silent one ends. */
static void
test_excess(void)
{
	static char log[FLOWS_MAX * 100];
	size_t n = 0;

	begin(plain);
	for (int i = 0; i < FLOWS_MAX; i++)
		n += (size_t)snprintf(log + n, sizeof(log) - n,
		    "[%d] " HEADER "[%d]   File \"a.py\", line 1, in f\n", i, i);
	feed(log);
	CHECK(offers->flows.count == FLOWS_MAX && records() == 0);
	/* not for a single frame */
	n += (size_t)snprintf(log + n, sizeof(log) - n, "File \"a.py\", line 1, in f\n");
	begin_log(log);
	number = 2 * FLOWS_MAX + 1;
	feed_from(
	    bytes_index(window.text, 'F') == 0 ? 0 : n - strlen("File \"a.py\", line 1, in f\n"));
	CHECK(offers->flows.count == FLOWS_MAX && records() == 0);
	snprintf(log + n, sizeof(log) - n, HEADER);
	begin_log(log);
	feed_from(n);
	CHECK(offers->flows.count == FLOWS_MAX && records() == 1);
	CHECK_TEXT(first_flow()->heading.before, BYTES("[1] "));
	offers_forget(offers);
	CHECK(offers->flows.count == 0 && offers->flows.last == NULL && records() == 0);
	CHECK(offers_end(offers));
	notes(PYLOG_LOST, 1);
	notes_nothing();
	CHECK(offers_end(offers));
	notes_nothing();
}

/* A fatal error without a failing thread gives a record without frames. */
static void
test_unnamed(void)
{
#define FATAL "Fatal Python error: Aborted\n\n"
#define DUMPED "Thread 0x00007f01 (most recent call first):\n  File \"a.py\", line 1 in f\n"
#define CURRENT \
	"Current thread 0x00007f02 (most recent call first):\n  File \"b.py\", line 2 in g\n"
	begin(plain);
	feed(FATAL DUMPED);
	CHECK(offers_end(offers));
	says("\"type\":\"Fatal Python error\"");
	CHECK(records() == 2 && offers->count == 2);
	feed(FATAL DUMPED "\n" DUMPED);
	CHECK(offers_end(offers) && records() == 3);
	feed(FATAL DUMPED "\n" CURRENT);
	CHECK(offers_end(offers));
	says("\"function\":\"g\"");
	CHECK(records() == 2);
	/* it is written once, however many events begin behind it */
	feed(FATAL DUMPED "more\nand more\nstill more of another program\n[7] " HEADER
			  "[8] " HEADER);
	CHECK(records() == 2);
	offers_forget(offers);
	/* what follows is no thread of it */
	feed(FATAL DUMPED "\n" VALUE);
	CHECK(offers_end(offers) && records() == 3);
	feed(FATAL DUMPED "more\nand more\nstill more of another program\n" VALUE);
	CHECK(offers_end(offers) && records() == 3);
	/* there is room for the thread alone */
	limit_records(200);
	feed(FATAL DUMPED);
	CHECK(offers_end(offers) && offers->records.full);
	CHECK(bytes_tail(buffer_bytes(&offers->records)) == '\n' && records() == 1);
	begin((struct pylog_options){ .record_max = 1000000, .original = true });
	feed(FATAL DUMPED);
	CHECK(offers_end(offers) && records() == 1);
}

/* The window has to keep the oldest header that has no line yet. */
static void
test_needed(void)
{
	begin(plain);
	feed("some text\n[7] " HEADER "[8] x\n");
	CHECK(first_flow()->undecided);
	CHECK(offers_needed(offers, 100) == 10);
	CHECK(offers_needed(offers, 10) == 10);
	CHECK(offers_needed(offers, 5) == 5);
	window.offset = 10;
	CHECK(offers_needed(offers, 100) == 10);
	window.offset = 11;
	CHECK(offers_needed(offers, 100) == 100);
	offers_forget(offers);
	feed(HEADER FRAME);
	CHECK(offers_needed(offers, 100) == 100);
}

static void
fill_records(size_t length)
{
	buffer_grow(&offers->records, 2 * PORTION);
	memset(offers->records.at, 'x', length);
	offers->records.len = length;
}

/* Records are taken a portion at a time. */
static void
test_portions(void)
{
	static const char log[] =
	    "[7] " HEADER "[7] ValueError: x\n[8] " HEADER "[8] ValueError: x\n";

	begin(plain);
	feed(log);
	CHECK(offers->flows.count == 2);
	fill_records(PORTION);
	CHECK(!offers_end(offers) && offers->flows.count == 2);
	fill_records(PORTION - 1);
	CHECK(!offers_end(offers) && offers->flows.count == 1);
	records();
	CHECK(offers_end(offers) && offers->flows.count == 0);
	records();
	feed(log);
	fill_records(PORTION);
	CHECK(!offers_settle(offers, false) && offers->flows.count == 2);
	fill_records(PORTION - 1);
	CHECK(!offers_settle(offers, false) && offers->flows.count == 1);
	records();
	CHECK(offers_settle(offers, false) && offers->flows.count == 0);
}

/* If no more lines come, events that look complete end. */
static void
test_settle(void)
{
	bool whole;

	begin(plain);
	feed(HEADER FRAME);
	CHECK(offers_bare(offers, &whole) > 0 && !whole);
	CHECK(offers_settle(offers, false) && offers->flows.count == 1);
	feed(VALUE);
	offers_forget(offers);
	feed(VALUE);
	CHECK(offers_bare(offers, &whole) == offers->flows.open[0]->number && whole);
	CHECK(offers_settle(offers, true) && offers->flows.count == 0);
	CHECK(offers_bare(offers, &whole) == 0);
	records();
	feed("[7] " HEADER "[7]   File \"a.py\", line 1, in f\n[7] ValueError: x\n");
	CHECK(offers_bare(offers, &whole) == 0);
	CHECK(offers_settle(offers, true) && offers->flows.count == 1);
	CHECK(offers_settle(offers, false) && offers->flows.count == 0 && records() == 1);
}

int
main(void)
{
	test_part();
	test_cut();
	test_silence();
	test_excess();
	test_unnamed();
	test_needed();
	test_portions();
	test_settle();
	return end_offers();
}
