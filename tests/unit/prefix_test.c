#include "pylog/carrier/prefix.h"

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
	/* seconds since 1970; fewer digits are an id */
	CHECK(hold("1700000009 app: ", "1700000010 app: x", &length) == PREFIX_SAME);
	CHECK(hold("@400000005f5e1000123456fa ", "@400000005f5e10001f3456ab x", &length) ==
	    PREFIX_SAME);
	CHECK(hold("@400000005f5e1000123456f ", "@400000005f5e10001f3456a x", &length) ==
	    PREFIX_FOREIGN);
	CHECK(hold("170000009 app: ", "170000010 app: x", &length) == PREFIX_FOREIGN);
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
	CHECK(hold("web_1  | ", "web_2  | x", &length) == PREFIX_FOREIGN);
	CHECK(hold("web_1  | ", "xeb_2  | x", &length) == PREFIX_OTHER);
	CHECK(hold("web_1  | ", "web_x  | x", &length) == PREFIX_OTHER);
	CHECK(hold("web  | ", "web1  | x", &length) == PREFIX_OTHER);
	CHECK(hold("web_1  | ", "  File \"a.py\", line 3, in f", &length) == PREFIX_OTHER);
	CHECK(hold("", "anything", &length) == PREFIX_SAME);
	CHECK(length == 0);
}

/* Addresses say whose line it is, other numbers with marks when it was written. */
static void
test_addresses(void)
{
	static const struct {
		const char *prefix, *line;
		enum prefix_match wanted;
	} cases[] = {
		{ "127.0.0.1 ", "127.0.0.2 x", PREFIX_FOREIGN },
		{ "127.0.0.1:80 ", "127.0.0.1:81 x", PREFIX_FOREIGN },
		{ "100.100.100.100 ", "100.100.100.101 x", PREFIX_FOREIGN },
		{ "127.0.1 ", "127.0.2 x", PREFIX_SAME },
		{ "1000.0.0.1 ", "1001.0.0.1 x", PREFIX_SAME },
		{ "1.0.0.1000 ", "1.0.0.1001 x", PREFIX_SAME },
		{ "1.0.0.1.1 ", "1.0.0.1.2 x", PREFIX_SAME },
		{ "1:0:0:1 ", "1:0:0:2 x", PREFIX_SAME },
		{ "127.0.0.1:80:80 ", "127.0.0.1:80:81 x", PREFIX_SAME },
		{ "127.0.0.1-80 ", "127.0.0.1-81 x", PREFIX_SAME },
	};
	size_t length;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (!CHECK(hold(cases[i].prefix, cases[i].line, &length) == cases[i].wanted))
			printf("   %s\n", cases[i].prefix);
}

static void
test_length(void)
{
	static char longest[PREFIX_MAX + 2];
	struct prefix prefix = { .seen = 7, .counter = 7 };

	memset(longest, 'x', PREFIX_MAX);
	prefix_set(&prefix, bytes_of(longest));
	CHECK_TEXT(prefix_text(&prefix), bytes_of(longest));
	CHECK(prefix.seen == 0 && prefix.counter == 0 && prefix.constant);
	longest[PREFIX_MAX] = 'x';
	prefix_set(&prefix, bytes_of(longest));
	CHECK(prefix.len == 0);
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

	/* process numbers that follow each other by chance */
	prefix_set(&learnt, BYTES("[rank:9] "));
	prefix_learn_counter(&learnt, BYTES("[rank:10]   File"), 1);
	CHECK(prefix_hold(&learnt, BYTES("[rank:10]   File"), &length) == PREFIX_FOREIGN);
	prefix_set(&learnt, BYTES("99:"));
	prefix_learn_counter(&learnt, BYTES("100:x"), 2);
	CHECK(learnt.counter == 0);
	CHECK(prefix_hold(&learnt, BYTES("101:x"), &length) == PREFIX_FOREIGN);
}

/* Where a counter begins in a prefix, by a line so far below; -1: there is none. */
static int
counts(const char *prefix, const char *line, long long distance)
{
	struct prefix learnt;

	prefix_set(&learnt, bytes_of(prefix));
	prefix_learn_counter(&learnt, bytes_of(line), distance);
	return (int)learnt.counter - 1;
}

static void
test_where_lines_are_counted(void)
{
	struct prefix learnt;

	CHECK(counts("7:", "8:x", 1) == 0 && counts("7-", "9:x", 2) == 0);
	CHECK(counts("  7\t", "  8\tx", 1) == 0 && counts("7 ", "8 x", 1) == 0);
	CHECK(counts("7:", "7:x", 0) == -1 && counts("7:", "6:x", -1) == -1);
	CHECK(counts("7:", "9:x", 1) == -1 && counts("7:", "x", 1) == -1);
	CHECK(counts("7]", "8]x", 1) == -1 && counts("app: ", "app: x", 1) == -1);
	CHECK(counts("999999999:", "1000000000:x", 1) == -1 &&
	    counts("99999999:", "100000000:x", 1) == 0);
	/* behind the name of a file, with one mark or the other */
	CHECK(counts("a.log:9:", "a.log:10:x", 1) == 6 && counts("a.log:9:", "a.log-10-x", 1) == 6);
	CHECK(counts("a.log-9-", "a.log:10:x", 1) == 6);
	CHECK(
	    counts("a.log:9:", "b.log:10:x", 1) == -1 && counts("a.log:9:", "a.lox-10-x", 1) == -1);
	CHECK(
	    counts("a.log:9:", "a.log 10:x", 1) == -1 && counts("a.log 9:", "a.log 10:x", 1) == -1);
	/* minutes and seconds are no counter */
	CHECK(counts("10:59:01 ", "10:59:02 x", 1) == -1);
	/* a counter that is cut is none */
	prefix_set(&learnt, BYTES("7:app: it failed"));
	prefix_learn_counter(&learnt, BYTES("8:app: x"), 1);
	CHECK(learnt.counter == 1);
	prefix_cut(&learnt, 2);
	CHECK(learnt.counter == 1 && learnt.len == 2);
	prefix_cut(&learnt, 1);
	CHECK(learnt.counter == 0 && learnt.len == 1);
}

static void
test_what_is_common(void)
{
	struct prefix learnt;

	prefix_set(&learnt, BYTES("2024-01-02 03:04:05 ERROR it failed: "));
	CHECK(prefix_common(&learnt, BYTES("2024-01-02 03:04:06   File")) == 20);
	CHECK(prefix_common(&learnt, BYTES("  File \"a.py\"")) == 0);
	prefix_set(&learnt, BYTES("7:it failed "));
	prefix_learn_counter(&learnt, BYTES("8:  File"), 1);
	CHECK(prefix_common(&learnt, BYTES("8:  File")) == 2);
	CHECK(prefix_common(&learnt, BYTES("  File")) == 0);
	prefix_set(&learnt, BYTES("app it failed "));
	CHECK(prefix_common(&learnt, BYTES("app   File")) == 0); /* it may be a sentence */
	prefix_set(&learnt, BYTES("app: it failed "));
	CHECK(prefix_common(&learnt, BYTES("app:   File")) == 5);
	prefix_set(&learnt, BYTES("app:x it failed "));
	CHECK(prefix_common(&learnt, BYTES("app:x   File")) == 0);
	CHECK(prefix_common(&learnt, BYTES("app:x it failed too")) == 16);
	CHECK(prefix_may_be(BYTES("[7]")));
	CHECK(!prefix_may_be(BYTES("it failed ")));
	CHECK(prefix_is_partial(BYTES("2024-01-02T03:04:05Z stdout P ")));
	CHECK(!prefix_is_partial(BYTES("2024-01-02T03:04:05Z stdout F ")));
}

/* Checks for the key at the last place of the prefix, and the number of its places in the line. */
static bool
same_key(const char *prefix, const char *line)
{
	struct prefix_reader first = { .text = bytes_of(prefix), .cut = true };
	struct prefix_reader second = { .text = bytes_of(line) };
	bool same = true;

	while (prefix_next_place(&first))
		same = prefix_next_place(&second) && first.key == second.key;
	return same;
}

static void
test_places_have_the_keys_of_those_that_hold(void)
{
	static const char *const texts[] = { "[pod-1] ", "[pod-1]", "[pod-2] ", "web_1  | ",
		"web_1  |", "web_1  | 2026 ",
		"Oct  9 10:00:00 web1 app[7]: ", "Oct 10 14:00:00 web1 app[7]: x",
		"Oct 10 14:00:00 web1 app[8]: x",
		"2024-01-02 03:04:05,678 app: ", "2024-01-03 13:04:05,1 app: x", "12: ", "12: x",
		"12:", "12:34", "a:", "a: x", "a:5", "abc", "abcd", "\xe2\x94\x82 ", "\xe2\x94\x82",
		"2026 stdout P ", "2026 stdout F x", "[1,2]<err>:", "[1,2]<err>:  x", "k=v ",
		"k=v  x", "1700000000123 a ", "1700000000999 a x" };
	enum { COUNT = COUNT_OF(texts) };
	size_t length, held = 0;

	for (size_t i = 0; i < COUNT; i++) {
		for (size_t j = 0; j < COUNT; j++) {
			if (hold(texts[i], texts[j], &length) != PREFIX_SAME)
				continue;
			held++;
			if (!CHECK(same_key(texts[i], texts[j])))
				printf("   `%s` and `%s`\n", texts[i], texts[j]);
		}
	}
	CHECK(held > COUNT + 10);
	CHECK(!same_key("[pod-1] ", "[pod-2] x"));
	CHECK(!same_key("app[7]: ", "app[8]: x"));
	CHECK(!same_key("web | ", "db | x"));
}

int
main(void)
{
	test_times_change();
	test_whose_line_it_is();
	test_addresses();
	test_length();
	test_lines_are_counted();
	test_where_lines_are_counted();
	test_what_is_common();
	test_places_have_the_keys_of_those_that_hold();
	return check_end();
}
