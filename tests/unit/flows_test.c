#include "pylog/flows.h"

#include "check.h"

#include <stdlib.h>

enum { MANY = 600 };

static const struct pylog_options options = { .record_max = 1024 * 1024 };
static const struct window window = { .line_end = '\n' };

/* Prefixes of lines: %d is the writer, and *s the time. */
static const char *const carriers[] = { "[pod-%d] ", "worker-%d: ", "name%d   | ",
	"Nov  4 10:00:%02d host app[%d]: ", "2026-11-24T10:00:%02d.123Z stdout F <%d> ", "a/b %d\t",
	"[%d]", "k\xc3\xa4se-%d \xe2\x94\x82 " };

static const char *
carried(size_t kind, int whose, int second, const char *text)
{
	static char line[200];
	bool timed = strstr(carriers[kind], "%02d") != NULL;
	int n = timed ? snprintf(line, sizeof(line), carriers[kind], second, whose)
		      : snprintf(line, sizeof(line), carriers[kind], whose);

	snprintf(line + n, sizeof(line) - (size_t)n, "%s", text);
	return line;
}

static struct flow_line
line_of(const char *text, long long offset)
{
	return (struct flow_line){ .text = bytes_of(text),
		.raw = bytes_of(text),
		.number = offset / 100,
		.offset = offset };
}

static struct flows *
new_flows(const struct pylog_options *wanted)
{
	struct flows *flows = calloc(1, sizeof(*flows));

	if (flows == NULL)
		exit(1);
	flows->options = wanted;
	flows->window = &window;
	return flows;
}

static void
free_flows(struct flows *flows)
{
	flows_free(flows);
	free(flows);
}

static struct open_flow *
open_one(struct flows *flows, const char *text, long long offset)
{
	struct flow_line line = line_of(text, offset);
	struct heading heading;
	struct open_flow *open;

	if (!heading_find_any(line.text, &heading) ||
	    (open = flows_open(flows, &line, &heading)) == NULL) {
		check(false, "it begins an event", __FILE__, __LINE__);
		exit(check_end());
	}
	return open;
}

/* Shows the flow a line that may tell the prefix of its lines. */
static void
show(struct flows *flows, struct open_flow *open, const char *text, long long offset)
{
	struct flow_line line = line_of(text, offset);

	flow_decide(&open->flow, BYTES(""), &line);
	flows_place(flows, open);
}

/* To how many flows the line may belong, and whether this one is among them. */
static size_t
find(struct flows *flows, const char *text, const struct open_flow *wanted, bool *found)
{
	struct flow_line line = line_of(text, 1000000);
	struct open_flow **list = flows->found;
	size_t count = flows_find(flows, &line);

	*found = false;
	for (size_t i = 0; i < count; i++) {
		*found = *found || list[i] == wanted;
		if (i > 0 && list[i]->number <= list[i - 1]->number)
			check(false, "oldest first", __FILE__, __LINE__);
	}
	return count;
}

static void
test_one_is_found_among_many(size_t kind, bool decided)
{
	struct flows *flows = new_flows(&options);
	struct open_flow *open[MANY];
	size_t missed = 0, others = 0;
	bool found;

	for (int i = 0; i < MANY; i++) {
		open[i] = open_one(
		    flows, carried(kind, i, i % 60, "Traceback (most recent call last):"), i * 100);
		if (decided)
			show(flows, open[i], carried(kind, i, 7, "  File \"a.py\", line 1, in f"),
			    0);
		else
			show(flows, open[i], "another line, of no carrier", 0);
	}
	for (int i = 0; i < MANY; i++) {
		others += find(flows, carried(kind, i, 9, "  File \"a.py\", line 1, in f"), open[i],
			      &found) -
		    1;
		missed += !found;
		if (!decided)
			continue;
		others += find(flows, carried(kind, i, 8, "any text"), open[i], &found) - 1;
		missed += !found;
		others += find(flows, carried(kind, i, 8, ""), open[i], &found) - 1;
		missed += !found;
	}
	CHECK(missed == 0);
	CHECK(others == 0);
	CHECK(find(flows, "a line of nobody", NULL, &found) == 0);
	while (flows->count > 0)
		flows_close(flows, flows->open[flows->count / 2]);
	CHECK(find(flows, carried(kind, 5, 5, "  x"), NULL, &found) == 0);
	free_flows(flows);
}

static void
test_a_part_of_what_stands_before_a_header(void)
{
	struct flows *flows = new_flows(&options);
	struct open_flow *open[MANY];
	bool found;

	for (int i = 0; i < MANY; i++) {
		open[i] = open_one(flows,
		    carried(0, i, 0,
			"2026-11-24 10:00:00,5 ERROR a.b: Traceback (most recent call last):"),
		    i * 100);
		show(flows, open[i], "another line, of no carrier", 0);
	}
	CHECK(find(flows, "[pod-7]   File \"a.py\", line 1, in f", open[7], &found) == 1);
	CHECK(found);
	/* indented lines that may follow a header, and others */
	CHECK(find(flows, "[pod-7] GET /", open[7], &found) == 0);
	show(flows, open[7], "[pod-7]   File \"a.py\", line 1, in f", 0);
	CHECK(!open[7]->flow.undecided);
	CHECK(find(flows, "[pod-7] ValueError: x", open[7], &found) == 1);
	CHECK(found);
	free_flows(flows);
}

static void
test_any_line_may_be_of_some(void)
{
	struct flows *flows = new_flows(&options);
	struct open_flow *fresh, *plain;
	struct flow_line line = line_of("x", 1000);
	bool found;

	for (int i = 0; i < MANY; i++)
		show(flows,
		    open_one(flows, carried(0, i, 0, "Traceback (most recent call last):"), 0),
		    carried(0, i, 0, "  x"), 0);
	plain = open_one(flows, "Traceback (most recent call last):", 0);
	flow_decide(&plain->flow, BYTES(""), NULL);
	flows_place(flows, plain);
	fresh = open_one(flows, "[a] Traceback (most recent call last):", 0);
	CHECK(find(flows, "x", plain, &found) == 2);
	CHECK(found);
	CHECK(find(flows, "x", fresh, &found) == 2);
	CHECK(found);
	CHECK(find(flows, "[pod-3] x", plain, &found) == 3);
	CHECK(flows_is_foreign(flows, &line) == false);
	line = line_of("[pod-1000] x", 1000);
	CHECK(flows_is_foreign(flows, &line));
	/* lines in objects belong together by their keys */
	CHECK(flows->in_objects == 0);
	line.key = 5;
	CHECK(flows_find(flows, &line) == 0);
	free_flows(flows);
}

static void
test_ceilings(void)
{
	struct flows *flows = new_flows(&options);
	struct open_flow *first, *second;

	CHECK(flows_silent(flows, 10LL * FLOWS_GAP) == NULL);
	first = open_one(flows, "[a] Traceback (most recent call last):", 0);
	second = open_one(flows, "[b] Traceback (most recent call last):", 100);
	CHECK(flows_silent(flows, FLOWS_GAP) == NULL);
	CHECK(flows_silent(flows, FLOWS_GAP + 50) == first);
	flows_close(flows, first);
	CHECK(flows->last == first);
	CHECK(flows_silent(flows, FLOWS_GAP + 60) == NULL);
	CHECK(flows_silent(flows, FLOWS_GAP + 200) == second);
	for (int i = 1; i < FLOWS_MAX; i++)
		open_one(flows, carried(0, i, 0, "Traceback (most recent call last):"), 100 + i);
	CHECK(flows->count == FLOWS_MAX);
	CHECK(flows_excess(flows, 2000) == NULL);
	open_one(flows, "[c] Traceback (most recent call last):", 5000);
	CHECK(flows_excess(flows, 5000) == second);
	flows_close(flows, second);
	CHECK(flows_excess(flows, 5000) == NULL);
	CHECK(flows->last == second);
	flows_forget_last(flows);
	CHECK(flows->last == NULL);
	free_flows(flows);
}

/* If all flows together take too much memory, the largest ends; a single one may take that much. */
static void
test_memory(void)
{
	enum { SIZE = 600 * 1000 };
	static const struct pylog_options large = { .record_max = 100 * 1024 * 1024 };
	struct flows *flows = new_flows(&large);
	struct open_flow *small, *big;
	char *text = malloc(SIZE);
	struct flow_line line = { .text = { text, SIZE }, .raw = { text, SIZE }, .offset = 100 };

	if (!CHECK(text != NULL))
		return;
	memset(text, 'x', SIZE);
	memcpy(text, "[b] E: ", 7);
	big = open_one(flows, "[b] Traceback (most recent call last):", 0);
	show(flows, big, "[b]   File \"a.py\", line 1, in f", 0);
	for (int i = 0; i < 200; i++) {
		CHECK(flow_feed(&big->flow, &line) == LINE_TAKEN);
		flows_weigh(flows, big);
	}
	CHECK(flow_memory(&big->flow) > FLOWS_MEMORY);
	CHECK(flows_excess(flows, 100) == NULL);
	small = open_one(flows, "[a] Traceback (most recent call last):", 0);
	CHECK(flows_excess(flows, 100) == big);
	flows_close(flows, big);
	CHECK(flows_excess(flows, 100) == NULL);
	CHECK(flows->open[0] == small);
	free(text);
	free_flows(flows);
}

/* To end one that is done loses nothing: it goes first, and the most silent of these. */
static void
test_done_first(void)
{
	struct flows *flows = new_flows(&options);
	struct open_flow *done[2] = { NULL };
	long long late = 200 * 1024;

	for (int i = 0; i <= FLOWS_MAX; i++) {
		struct open_flow *open =
		    open_one(flows, carried(0, i, 0, "Traceback (most recent call last):"), i);

		show(flows, open, carried(0, i, 0, "  x"), 0);
		if (i == 8)
			done[1] = open;
		else if (i == 4)
			done[0] = open;
	}
	CHECK(flows_excess(flows, late) == flows->open[0]);
	for (int i = 0; i < 2; i++) {
		struct flow_line line =
		    line_of(carried(0, 4 + 4 * i, 0, "ValueError: x"), 3000 - 100 * i);

		CHECK(flow_feed(&done[i]->flow, &line) == LINE_TAKEN);
	}
	CHECK(flows_excess(flows, 3100) == flows->open[0]);
	CHECK(flows_excess(flows, late) == done[1]);
	flows_close(flows, done[1]);
	CHECK(flows_excess(flows, late) == NULL);
	/* so it does where memory is short, though another holds more */
	flows->memory = FLOWS_MEMORY + 1;
	flows->open[0]->memory = FLOWS_MEMORY;
	CHECK(flows_excess(flows, late) == done[0]);
	CHECK(flows_excess(flows, 3100) == flows->open[0]);
	flows->memory = FLOWS_MEMORY;
	CHECK(flows_excess(flows, late) == NULL);
	free_flows(flows);
}

/* Lines in objects are of a flow in objects alone. */
static void
test_objects(void)
{
	struct flows *flows = new_flows(&options);
	struct flow_line line = line_of("Traceback (most recent call last):", 0);
	struct heading heading;
	struct open_flow *open;

	CHECK(heading_find(line.text, &heading));
	line.key = 5;
	open = flows_open(flows, &line, &heading);
	CHECK(open != NULL && flows->in_objects == 1);
	CHECK(flows_find(flows, &line) == 1 && flows->found[0] == open);
	line.key = 6;
	CHECK(flows_find(flows, &line) == 0);
	line.key = 0;
	CHECK(flows_find(flows, &line) == 0);
	flows_close(flows, open);
	CHECK(flows->in_objects == 0 && flows->count == 0);
	/* nor is one of a prefix theirs */
	open = open_one(flows, "[7] Traceback (most recent call last):", 0);
	show(flows, open, "[7]   x", 0);
	line = line_of("[8] x", 9);
	CHECK(flows_is_foreign(flows, &line));
	line.key = 5;
	CHECK(!flows_is_foreign(flows, &line) && flows_find(flows, &line) == 0);
	free_flows(flows);
}

/* Flows that have ended are used again, a few of them, and not large ones. */
static void
test_used_again(void)
{
	struct flows *flows = new_flows(&options);
	struct open_flow *open[FLOWS_SPARE + 2];

	for (int i = 0; i < FLOWS_SPARE + 2; i++)
		open[i] =
		    open_one(flows, carried(0, i, 0, "Traceback (most recent call last):"), i);
	CHECK(flows->memory > 0);
	arena_alloc(open[1]->flow.memory, 300 * 1024);
	for (int i = 0; i < FLOWS_SPARE + 2; i++)
		flows_close(flows, open[i]);
	CHECK(flows->memory == 0 && flows->last == open[FLOWS_SPARE + 1]);
	CHECK(flows->spare_count == FLOWS_SPARE); /* all but the large one, and the last */
	CHECK(open_one(flows, "Traceback (most recent call last):", 0) == open[FLOWS_SPARE]);
	CHECK(flows->spare_count == FLOWS_SPARE - 1);
	CHECK(open_one(flows, "Traceback (most recent call last):", 0) != open[FLOWS_SPARE + 1]);
	free_flows(flows);
}

/* The flow of the line above, if its lines have a prefix that is not blanks. */
static void
test_the_flow_above(void)
{
	static const char header[] = "Traceback (most recent call last):";
	struct flows *flows = new_flows(&options);
	struct open_flow *carried_one, *set_in, *plain;

	CHECK(flows_above(flows, 1) == NULL);
	carried_one = open_one(flows, "[a] Traceback (most recent call last):", 700);
	show(flows, carried_one, "[a]   x", 800);
	set_in = open_one(flows, " [b] Traceback (most recent call last):", 900);
	show(flows, set_in, " [b]   x", 1000);
	CHECK(flows_above(flows, 8) == carried_one);
	CHECK(flows_above(flows, 9) == NULL);
	CHECK(flows_above(flows, 10) == NULL);
	plain = open_one(flows, header, 1100);
	flow_decide(&plain->flow, BYTES(""), NULL);
	CHECK(flows_above(flows, 12) == NULL);
	/* one without a prefix waits for such a line, too */
	CHECK(flows_above(flows, 8) == NULL);
	free_flows(flows);
}

int
main(void)
{
	for (size_t kind = 0; kind < COUNT_OF(carriers); kind++) {
		test_one_is_found_among_many(kind, true);
		test_one_is_found_among_many(kind, false);
	}
	test_a_part_of_what_stands_before_a_header();
	test_any_line_may_be_of_some();
	test_ceilings();
	test_memory();
	test_done_first();
	test_objects();
	test_used_again();
	test_the_flow_above();
	return check_end();
}
