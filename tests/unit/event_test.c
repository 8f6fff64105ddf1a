#include "pylog/traceback/event.h"

#include "check.h"

static const char header[] = "Traceback (most recent call last):";
static const char frame[] = "  File \"a.py\", line 1, in f";

static struct event *event;

static enum event_answer
feed(const char *line)
{
	return event_feed(event, bytes_of(line));
}

/* A traceback up to its exception line. */
static void
begin(const char *exception)
{
	event_begin(event, EVENT_EXCEPTION, BYTES(""));
	CHECK(feed(header) == EVENT_TAKEN);
	CHECK(feed(frame) == EVENT_TAKEN);
	CHECK(feed("    f()") == EVENT_TAKEN);
	CHECK(!event_is_whole(event));
	CHECK(feed(exception) == EVENT_TAKEN);
	CHECK(event_is_whole(event));
}

static struct bytes
message(void)
{
	return event_raised(event)->message;
}

static void
test_what_ends_a_message(void)
{
	begin("ValueError: x");
	CHECK(feed("more") == EVENT_TAKEN);
	CHECK(feed("") == EVENT_HELD);
	CHECK(feed("and more") == EVENT_TAKEN);
	CHECK(feed("2026-11-24 10:00:00 ERROR app: failed") == EVENT_OVER);
	CHECK_TEXT(message(), BYTES("x\nmore\n\nand more"));
	begin("ValueError: x");
	CHECK(feed(header) == EVENT_OVER);
	begin("ValueError: x");
	CHECK(feed("ValueError: y") == EVENT_TAKEN);
	CHECK(feed("ValueError: 2026-11-24 10:00:00") == EVENT_OVER);
	begin("ValueError: x");
	CHECK(feed("Stdout:") == EVENT_TAKEN);
	CHECK(feed("") == EVENT_HELD);
	CHECK(feed("Stdout:") == EVENT_OVER);
	begin("ValueError: x");
	CHECK(feed("----------") == EVENT_OVER);
	/* torch's elastic */
	begin("ChildFailedError: ");
	CHECK(feed("==========") == EVENT_TAKEN);
	CHECK(feed("==========") == EVENT_TAKEN);
}

static void
test_the_line_above_may_introduce_what_comes(void)
{
	begin("ValueError: x");
	CHECK(feed("") == EVENT_HELD);
	CHECK(feed("Job 17:") == EVENT_TAKEN);
	CHECK(feed(header) == EVENT_OVER_EARLIER);
	CHECK_TEXT(message(), BYTES("x"));
	begin("ValueError: x");
	CHECK(feed("") == EVENT_HELD);
	CHECK(feed("Job 17:") == EVENT_TAKEN);
	CHECK(feed("") == EVENT_HELD);
	CHECK(feed(header) == EVENT_OVER);
	CHECK_TEXT(message(), BYTES("x\n\nJob 17:"));
	/* and is none of the next exception's */
	begin("ValueError: a message that is longer");
	CHECK(feed("") == EVENT_HELD);
	CHECK(feed("Job 17:") == EVENT_TAKEN);
	CHECK(feed("During handling of the above exception, another exception occurred:") ==
	    EVENT_TAKEN);
	CHECK(feed(header) == EVENT_TAKEN);
	CHECK(feed(frame) == EVENT_TAKEN);
	CHECK(feed("KeyError: y") == EVENT_TAKEN);
	CHECK(feed(header) == EVENT_OVER);
	CHECK_TEXT(message(), BYTES("y"));
}

/* A word in brackets above one event says nothing of the next. */
static void
test_a_mark_counts_for_one_event(void)
{
	begin("ValueError: x");
	event_set_mark(event, BYTES("[job 1] begins"));
	CHECK(feed("[job 2] begins") == EVENT_OVER);
	begin("ValueError: x");
	CHECK(feed("[job 2] begins") == EVENT_TAKEN);
}

static void
test_foreign_lines_inside(void)
{
	begin("ValueError: x");
	event_begin(event, EVENT_EXCEPTION, BYTES(""));
	CHECK(feed(header) == EVENT_TAKEN);
	CHECK(feed(frame) == EVENT_TAKEN);
	CHECK(feed("2026-11-24 10:00:00 INFO app: other") == EVENT_HELD);
	CHECK(feed("its second line") == EVENT_HELD);
	CHECK(feed("ValueError: x") == EVENT_TAKEN);
	CHECK_TEXT(message(), BYTES("x"));
	event_begin(event, EVENT_EXCEPTION, BYTES(""));
	CHECK(feed(header) == EVENT_TAKEN);
	CHECK(feed("word: x") == EVENT_TAKEN);
	CHECK(event_is_whole(event));
}

static void
test_groups_and_quotations(void)
{
	event_begin(event, EVENT_EXCEPTION, BYTES(""));
	CHECK(feed("  + Exception Group Traceback (most recent call last):") == EVENT_TAKEN);
	CHECK(feed("  |   File \"a.py\", line 1, in f") == EVENT_TAKEN);
	CHECK(feed("  | ExceptionGroup: x (1 sub-exception)") == EVENT_TAKEN);
	CHECK(feed("  +-+---------------- 1 ----------------") == EVENT_TAKEN);
	CHECK(feed("    | ValueError: y") == EVENT_TAKEN);
	CHECK(!event_is_whole(event));
	CHECK(feed("    +------------------------------------") == EVENT_TAKEN);
	CHECK(event_is_whole(event));
	CHECK_TEXT(event_raised(event)->members->message, BYTES("y"));
	CHECK(feed("text") == EVENT_OVER);
	begin("RemoteError: ");
	CHECK(feed("\"\"\"") == EVENT_TAKEN);
	CHECK(feed(header) == EVENT_TAKEN);
	CHECK(feed(frame) == EVENT_TAKEN);
	CHECK(feed("KeyError: z") == EVENT_TAKEN);
	CHECK(feed("\"\"\"") == EVENT_TAKEN);
	CHECK(feed("text") == EVENT_OVER);
	event_end(event);
	CHECK(!event_is_truncated(event));
	CHECK_TEXT(event_raised(event)->type, BYTES("KeyError"));
}

int
main(void)
{
	event = event_new(1024 * 1024);
	if (!CHECK(event != NULL))
		return check_end();
	test_what_ends_a_message();
	test_the_line_above_may_introduce_what_comes();
	test_a_mark_counts_for_one_event();
	test_foreign_lines_inside();
	test_groups_and_quotations();
	event_free(event);
	return check_end();
}
