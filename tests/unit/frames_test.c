#include "pylog/traceback/frames.h"

#include "check.h"

#define FRAME "  File \"/srv/app/a.py\", line 12, in f\n"

/* How many bytes of a text are lines that can only be frames and their source, after a traceback's header. */
static const struct row {
	const char *text;
	size_t length;
} rows[] = {
	{ "", 0 },
	{ FRAME, 38 },
	{ FRAME "    g(x)\nValueError: x\n", 47 },
	{ FRAME "    g(x,\n        y)\n      ^^^\nValueError: x\n", 68 },
	{ FRAME "    g(x)\n" FRAME "    h(x)\n    ^\n" FRAME "ValueError\n", 138 },
	{ FRAME FRAME "    half", 76 },
	{ "    no frame has come\n", 0 },
	{ "  File \"a.py\", line 1\n    x = (\n", 0 },
	{ "  File \"a.py\", line 1, in\n", 0 },
	{ "  File \"\"a.py\"\", line 1, in f\n", 0 },
	{ FRAME "  [Previous line repeated 3 more times]\n", 38 },
	{ FRAME "  + a group\n", 38 },
	{ FRAME "    > File \"b.py\", line 3, in g\n", 38 },
	{ FRAME "    > 1\n", 46 },
	{ FRAME "    Module a, line 3, in g\n", 38 },
	{ FRAME "    PL/Python function \"a\", line 3, in g\n", 38 },
	{ FRAME "    Model.save(self)\n", 59 },
	{ FRAME "    For(all)\n", 51 },
	{ FRAME "    File\n", 38 },
	{ FRAME "    [end of output]\n", 38 },
	{ FRAME "    g(x)\n      File \"b.py\", line 3, in h\n" FRAME "    g(x)\n", 126 },
	{ FRAME "    {\"a\": 1}\n", 38 },
	{ FRAME "\n    g(x)\n", 38 },
	{ FRAME " g(x)\n", 38 },
	{ FRAME "  g(x)\n", 45 },
	{ FRAME "    Fine + x\n", 51 },
	{ FRAME "    Files = x\n", 52 },
	{ FRAME "    File = x\n", 38 },
	{ FRAME "    MESSAGE=x\n", 38 },
	{ FRAME "    MESSAGES = x\n", 55 },
	{ FRAME "    EXCEPTION_TEXT=x\n", 38 },
	{ FRAME "    Error(x)\n", 51 },
	{ FRAME "    Cell In[1], line 3\n", 38 },
	{ FRAME "    C(x)\n", 47 },
	{ FRAME "    g('a text that is as long as such texts are, and then Traceback (most recent "
		"call last): x')\n"
		"    g('a text that is as long as such texts are, and then more, Traceback (most "
		"recent call last): x')\n",
	    135 },
};

static struct framecache *cache;

/* The frames of a traceback with that text, as in a record, read line by line or many at once. */
static struct bytes
record_of(struct bytes text, bool many, struct buffer *out)
{
	struct arena *memory = arena_new(1 << 20);
	struct traceback record = { .line = -1, .lines = -1, .offset = -1 };
	struct event event;
	struct bytes line;

	event_begin(&event, memory, HEADING_PLAIN, BYTES(""));
	event_feed(&event, BYTES("Traceback (most recent call last):"));
	record.log.pid = -1;
	if (many)
		text = bytes_from(text, frames_take(&event, text, cache));
	while (bytes_next(&text, '\n', &line))
		event_feed(&event, line);
	event_end(&event);
	record.raised = event_raised(&event);
	buffer_reset(out);
	traceback_write(out, &record);
	buffer_number(out, (long long)event.wrap.last);
	buffer_number(out, (long long)event.wrap.longest);
	buffer_append(out, event.full);
	arena_free(memory);
	return buffer_bytes(out);
}

static void
test_rows(void)
{
	struct arena *memory = arena_new(1 << 20);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct event event;

		arena_reset(memory);
		event_begin(&event, memory, HEADING_PLAIN, BYTES(""));
		CHECK(!frames_may_come(&event));
		event_feed(&event, BYTES("Traceback (most recent call last):"));
		CHECK(frames_may_come(&event));
		if (!CHECK(frames_take(&event, bytes_of(rows[i].text), cache) == rows[i].length))
			printf("   %s\n", rows[i].text);
	}
	arena_free(memory);
}

#define COLUMNS_80 \
	"  File \"/srv/app/a_path_that_is_long/and_is_lnger/than_others.py\", line 12, in f\n"
#define COLUMNS_70 "  File \"/srv/app/a_path_that_is_loong/than_others.py\", line 12, in fun\n"

/* Frames, and what may change the last of them. */
static const char *const texts[] = {
	FRAME "    g(x)\n[...]\n      ^^^\nValueError: x\n",
	FRAME "    g(x)\n[...]\n ValueError: x\n",
	FRAME "[...]\n    g(x)\nValueError: x\n",
	FRAME "    g(x)\n" FRAME "[...]\n      ^^^\nValueError: x\n",
	FRAME "    g(x)\n  [Previous line repeated 3 more times]\nValueError: x\n",
	COLUMNS_80 "oo\nValueError: x\n",
	COLUMNS_80 COLUMNS_80 "    g(x)\nValueError: x\n",
	COLUMNS_70 "ction_b\n    g(x)\nValueError: x\n",
	FRAME "    g(x)\n" COLUMNS_70 "ction_b\n    g(x)\nValueError: x\n",
	COLUMNS_70 FRAME "    g(x)\nction_b\n    g(x)\nValueError: x\n",
};

static void
test_the_same_one_by_one(void)
{
	struct buffer one = { .at = NULL }, many = { .at = NULL };

	CHECK(strlen(COLUMNS_80) == 81 && strlen(COLUMNS_70) == 71);
	/* when they come again, they are known */
	for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
		struct bytes text = bytes_of(rows[i % COUNT_OF(rows)].text);

		CHECK_TEXT(record_of(text, true, &many), record_of(text, false, &one));
	}
	for (size_t i = 0; i < 2 * COUNT_OF(texts); i++) {
		struct bytes text = bytes_of(texts[i % COUNT_OF(texts)]);

		CHECK_TEXT(record_of(text, true, &many), record_of(text, false, &one));
	}
	buffer_free(&one);
	buffer_free(&many);
}

/* How a frame that is known is written. */
static struct bytes
written(const struct traceback_frame *frame)
{
	return frame->known == NULL ? BYTES("not known") : frame->known->written;
}

/* A frame that is known, and to which more comes behind the run, is written with that. */
static void
test_what_comes_behind(void)
{
	static const char text[] = FRAME "    g(x)\n"
					 "  [Previous line repeated 7 more times]\n"
					 "ValueError: x\n";
	struct buffer one = { .at = NULL }, many = { .at = NULL };

	for (int i = 0; i < 2; i++) {
		CHECK_TEXT(
		    record_of(bytes_of(text), true, &many), record_of(bytes_of(text), false, &one));
		CHECK(bytes_find(buffer_bytes(&many), BYTES("\"repeated\":7")) != NULL);
	}
	buffer_free(&one);
	buffer_free(&many);
}

/* Empty lines and lines of others above a frame say nothing of what is behind it; source goes with a frame of its own. */
static void
test_what_stands_above(void)
{
	struct arena *memory = arena_new(1 << 20);
	struct event event;

	event_begin(&event, memory, HEADING_PLAIN, BYTES(""));
	event_feed(&event, BYTES("Traceback (most recent call last):"));
	CHECK(event_feed(&event, BYTES("")) == LINE_HELD);
	CHECK(event_feed(&event, BYTES("2026-11-24 10:00:00 INFO app: x")) == LINE_HELD);
	CHECK(frames_take(&event, BYTES(FRAME), cache) == 38);
	CHECK(event.foreign == 0 && event.blanks == 0);
	CHECK(event_feed(&event, BYTES("2026-11-24 10:00:00 INFO app: x")) == LINE_HELD);
	CHECK(frames_take(&event, BYTES("    g(x)\n"), cache) == 0);
	CHECK(event_feed(&event, BYTES("")) == LINE_HELD);
	CHECK(frames_take(&event, BYTES(FRAME FRAME), cache) == 76);
	CHECK(event_feed(&event, BYTES("word")) == LINE_TAKEN); /* no title */
	CHECK_TEXT(event_raised(&event)->type, BYTES("word"));
	/* the same of a frame that is known */
	event_begin(&event, memory, HEADING_PLAIN, BYTES(""));
	event_feed(&event, BYTES("Traceback (most recent call last):"));
	CHECK(frames_take(&event, BYTES(FRAME "x"), cache) == 38);
	CHECK(event_feed(&event, BYTES("")) == LINE_HELD);
	CHECK(event_feed(&event, BYTES("2026-11-24 10:00:00 INFO app: x")) == LINE_HELD);
	CHECK(frames_take(&event, BYTES(FRAME FRAME "    g(x)\nx"), cache) == 38 + 47);
	CHECK(event.foreign == 0 && event.blanks == 0);
	CHECK(event_raised(&event)->frame_count == 3);
	/* one that is new is written when it is kept */
	CHECK(frames_take(&event, BYTES("  File \"/srv/app/new.py\", line 9, in g\n" FRAME "x"),
		  cache) == 39 + 38);
	CHECK_TEXT(written(event_raised(&event)->frames->next),
	    BYTES("{\"function\":\"g\",\"file\":\"/srv/app/new.py\",\"line\":9}"));
	event_begin(&event, memory, HEADING_PLAIN, BYTES(""));
	event_feed(&event, BYTES("Traceback (most recent call last):"));
	CHECK(frames_take(&event, BYTES(FRAME FRAME "    g(x)\nx"), cache) == 38 + 47);
	/* the last one may still be changed, those before may not */
	CHECK(event_raised(&event)->frames->may_differ &&
	    !event_raised(&event)->frames->next->may_differ);
	CHECK_TEXT(written(event_raised(&event)->frames->next),
	    BYTES("{\"function\":\"f\",\"file\":\"/srv/app/a.py\",\"line\":12}"));
	arena_free(memory);
}

/* A line of 80 columns goes on in the next. */
static void
test_lines_that_a_terminal_cut(void)
{
	static const char text[] = FRAME
	    "    result = self.compute_all_that_there_is(first_argument, second_argument, thi\n"
	    "rd_argument)\nValueError: x\n";
	struct buffer one = { .at = NULL }, many = { .at = NULL };

	record_of(bytes_of(text), false, &one);
	CHECK(bytes_find(buffer_bytes(&one), BYTES("third_argument)")) != NULL);
	CHECK_TEXT(record_of(bytes_of(text), true, &many), buffer_bytes(&one));
	buffer_free(&one);
	buffer_free(&many);
}

int
main(void)
{
	cache = framecache_new();
	test_rows();
	test_the_same_one_by_one();
	test_what_stands_above();
	test_what_comes_behind();
	test_lines_that_a_terminal_cut();
	framecache_free(cache);
	return check_end();
}
