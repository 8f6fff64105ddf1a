#include "pylog/prefix.h"

#include "check.h"

static enum prefix_match
hold(const char *prefix, const char *line, size_t *length)
{
	struct prefix learnt;

	prefix_set(&learnt, bytes_of(prefix));
	return prefix_hold(&learnt, bytes_of(line), length);
}

static void
test_times_change(void)
{
	size_t length;

	CHECK(hold("2024-01-02 03:04:05,678 app: ", "2024-01-03 13:04:05,1 app: x", &length) ==
	    PREFIX_SAME);
	CHECK(length == 27);
	CHECK(hold("Oct  9 web1 app[7]: ", "Oct 10 web1 app[7]:", &length) == PREFIX_SAME);
	CHECK(hold("Oct 10 14:00:00 web1 app[7]: ", "Nov 11 15:00:00 web1 app[7]: x", &length) ==
	    PREFIX_SAME);
}

static void
test_whose_line_it_is(void)
{
	size_t length;

	CHECK(hold("[rank0]: ", "[rank1]: x", &length) == PREFIX_FOREIGN);
	CHECK(hold("app[321]: ", "app[322]: x", &length) == PREFIX_FOREIGN);
	CHECK(hold("[client 127.0.0.1:4242] ", "[client 127.0.0.1:4243] x", &length) ==
	    PREFIX_FOREIGN);
	CHECK(hold("web_1  | ", "  File \"a.py\", line 3, in f", &length) == PREFIX_OTHER);
	CHECK(hold("", "anything", &length) == PREFIX_SAME);
	CHECK(length == 0);
}

static void
test_lines_are_counted(void)
{
	struct prefix learnt;
	size_t length;

	prefix_set(&learnt, BYTES("a.log:9:"));
	CHECK(prefix_hold(&learnt, BYTES("a.log:10-  File"), &length) == PREFIX_OTHER);
	prefix_learn_counter(&learnt, BYTES("a.log:10-  File"), 1);
	CHECK(prefix_hold(&learnt, BYTES("a.log:10-  File"), &length) == PREFIX_SAME);
	CHECK(length == 9);
	CHECK(prefix_hold(&learnt, BYTES("a.log:99-2024"), &length) == PREFIX_SAME);
	CHECK(prefix_hold(&learnt, BYTES("b.log:99-2024"), &length) == PREFIX_OTHER);

	prefix_set(&learnt, BYTES("    99\t"));
	prefix_learn_counter(&learnt, BYTES("   101\t  File"), 2);
	CHECK(prefix_hold(&learnt, BYTES("  1000\tx"), &length) == PREFIX_SAME);
	CHECK(length == 7);

	/* pids that happen to follow each other, but not as the lines do */
	prefix_set(&learnt, BYTES("99:"));
	prefix_learn_counter(&learnt, BYTES("100:x"), 2);
	CHECK(learnt.counter == 0);
	CHECK(prefix_hold(&learnt, BYTES("101:x"), &length) == PREFIX_FOREIGN);
}

static void
test_what_is_common(void)
{
	struct prefix learnt;

	prefix_set(&learnt, BYTES("2024-01-02 03:04:05 ERROR it failed: "));
	CHECK(prefix_common(&learnt, BYTES("2024-01-02 03:04:06   File")) == 20);
	CHECK(prefix_common(&learnt, BYTES("  File \"a.py\"")) == 0);
	CHECK(prefix_may_be(BYTES("[7]")));
	CHECK(!prefix_may_be(BYTES("it failed ")));
	CHECK(prefix_is_partial(BYTES("2024-01-02T03:04:05Z stdout P ")));
	CHECK(!prefix_is_partial(BYTES("2024-01-02T03:04:05Z stdout F ")));
}

int
main(void)
{
	test_times_change();
	test_whose_line_it_is();
	test_lines_are_counted();
	test_what_is_common();
	return check_end();
}
