#include "group/group.h"

#include "groupings.h"

#define GROUP(of, more) \
	"{\"type\":\"group\",\"of\":\"" of "\",\"process\":{\"pid\":7},\"exception\":{\"type\":" \
	"\"E\"},\"frames\":[{\"function\":\"f\"}]," more "}"
#define RAISED(type, more) "{\"type\":\"traceback\",\"exception\":{\"type\":\"" type "\"}," more "}"

/* What groups say of themselves, of the members below, in that order. */
static const char *const told[] = { "type", "x", "of", "count", "members", "members_more", "states",
	"looks", "stuck", "first", "last", "release" };

/* Records, and what is told of the groups that they give, by process and functions or by exception. */
static const struct {
	const char *lines[6], *groups;
} rows[] = {
	{ { NULL }, "" },
	/* process by process, first seen first; members that are not known are the first one's */
	{ { IN_F("7", "\"tid\":2,\"x\":1"), IN_G("7", "\"tid\":1"), IN_F("8", "\"tid\":1"),
	      IN_F("7", "\"tid\":3,\"x\":2"), NULL },
	    "\"type\":\"group\",\"x\":1,\"of\":\"thread\",\"count\":2,\"members\":[{\"pid\":7,"
	    "\"tid\":2},"
	    "{\"pid\":7,\"tid\":3}]\n"
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":1,\"members\":[{\"pid\":7,\"tid\":1}]\n"
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":1,\"members\":[{\"pid\":8,\"tid\":1}]"
	    "\n" },
	/* threads that have exited are left out, and what is only shown once more */
	{ { IN_F("7", "\"tid\":2,\"exited\":true"), NULL }, "" },
	{ { IN_F("7", "\"tid\":2"), IN_F("7", "\"tid\":2,\"repeats\":true"), NULL },
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":1,\"members\":[{\"pid\":7,\"tid\":2}]"
	    "\n" },
	/* states are told where there are several, or one is not known */
	{ { IN_F("7", "\"tid\":2,\"state\":\"idle\""), IN_F("7", "\"tid\":3,\"state\":\"idle\""),
	      NULL },
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":2,\"members\":[{\"pid\":7,\"tid\":2},{"
	    "\"pid\":7,"
	    "\"tid\":3}]\n" },
	{ { IN_F("7", "\"tid\":2,\"state\":\"idle\""), IN_F("7", "\"tid\":3"), NULL },
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":2,\"members\":[{\"pid\":7,\"tid\":2},{"
	    "\"pid\":7,"
	    "\"tid\":3}],\"states\":[{\"state\":\"idle\",\"count\":1}]\n" },
	/* a group counts as its members, those that it does not list, too */
	{ { IN_F("7", "\"tid\":2,\"state\":\"idle\""),
	      GROUP("thread",
		  "\"count\":5,\"members\":[{\"pid\":7,\"tid\":3}],\"members_more\":4,\"states\":"
		  "[{\"state\":\"busy\",\"count\":2}]"),
	      NULL },
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":6,\"members\":[{\"pid\":7,\"tid\":2},{"
	    "\"pid\":7,"
	    "\"tid\":3}],\"members_more\":4,\"states\":[{\"state\":\"busy\",\"count\":2},{"
	    "\"state\":"
	    "\"idle\",\"count\":1}]\n" },
	/* a thread in the same place in several looks is one member, and is stuck if these are all looks */
	{ { IN_F("7", "\"tid\":2,\"sample\":1"), IN_F("7", "\"tid\":2,\"sample\":2"), NULL },
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":1,\"members\":[{\"pid\":7,\"tid\":2,"
	    "\"sample\":1,"
	    "\"looks\":\"1-2\"}],\"looks\":[{\"pid\":7,\"threads\":1,\"in\":\"1-2\",\"of\":\"1-2\"}"
	    "],"
	    "\"stuck\":true\n" },
	{ { IN_F("7", "\"tid\":2,\"sample\":1"), IN_G("7", "\"tid\":2,\"sample\":2"), NULL },
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":1,\"members\":[{\"pid\":7,\"tid\":2,"
	    "\"sample\":1}"
	    "],\"looks\":[{\"pid\":7,\"threads\":1,\"in\":\"1\",\"of\":\"1-2\"}]\n"
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":1,\"members\":[{\"pid\":7,\"tid\":2,"
	    "\"sample\":2}"
	    "],\"looks\":[{\"pid\":7,\"threads\":1,\"in\":\"2\",\"of\":\"1-2\"}]\n" },
	/* exceptions: the earliest and the latest, in whatever order they come */
	{ { RAISED("E", "\"log\":{\"time\":\"2026-03-01T09:00:00\"}"),
	      RAISED("E", "\"log\":{\"time\":\"2026-03-01T08:00:00\"}"), RAISED("K", "\"x\":1"),
	      NULL },
	    "\"type\":\"group\",\"of\":\"traceback\",\"count\":2,\"first\":{\"time\":\"2026-03-"
	    "01T08:00:00\"},"
	    "\"last\":{\"time\":\"2026-03-01T09:00:00\"}\n"
	    "\"type\":\"group\",\"x\":1,\"of\":\"traceback\",\"count\":1\n" },
	/* threads and exceptions are never in one group */
	{ { GROUP("thread", "\"count\":2,\"members\":[],\"members_more\":2"),
	      GROUP("traceback", "\"count\":3"), NULL },
	    "\"type\":\"group\",\"of\":\"thread\",\"count\":2,\"members\":[],\"members_more\":2\n"
	    "\"type\":\"group\",\"of\":\"traceback\",\"count\":3\n" },
};

static void
tell(struct bytes line, struct arena *memory, struct buffer *out)
{
	const char *reason;
	size_t place, start = out->len;
	const struct value *group = json_read(bytes_trim(line), memory, &reason, &place);

	for (size_t i = 0; i < COUNT_OF(told); i++) {
		const struct value *member = json_member(group, told[i]);

		if (member == NULL)
			continue;
		if (out->len > start)
			buffer_byte(out, ',');
		buffer_append(out, json_written_member(member));
	}
	buffer_byte(out, '\n');
}

static void
test_groups(struct arena *memory)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct grouping *grouping =
		    grouping_of("process,functions", "exception", rows[i].lines);
		struct buffer groups = { .at = NULL };
		struct bytes line;

		arena_reset(memory);
		while (group_next(grouping, &line))
			tell(line, memory, &groups);
		if (!CHECK_TEXT(buffer_bytes(&groups), bytes_of(rows[i].groups)))
			printf("   row %zu\n", i);
		buffer_free(&groups);
		group_free(grouping);
	}
}

/* Counts past what JSON can say are refused. */
static void
test_sums(struct arena *memory)
{
	static const char *const lines[] = { GROUP("thread", "\"count\":9007199254740991"), NULL };
	struct grouping *grouping = grouping_of("functions", "exception", lines);
	struct record record = record_of(IN_F("7", "\"tid\":1"), memory);
	struct counts counts;

	CHECK(counts_read(&record, &counts) == NULL);
	CHECK(group_add(grouping, &record, &counts) != NULL);
	group_free(grouping);
}

static void
test_kinds(struct arena *memory)
{
	static const struct {
		const char *line;
		bool taken;
	} kinds[] = {
		{ "{\"type\":\"thread\"}", true },
		{ "{\"type\":\"traceback\"}", true },
		{ "{\"type\":\"group\",\"of\":\"thread\"}", true },
		{ "{\"type\":\"group\",\"of\":\"traceback\"}", true },
		{ "{\"type\":\"group\",\"of\":\"capture\"}", false },
		{ "{\"type\":\"group\"}", false },
		{ "{\"type\":\"capture\"}", false },
	};

	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		struct record record = record_of(kinds[i].line, memory);

		if (!CHECK(group_takes(&record) == kinds[i].taken))
			printf("   %s\n", kinds[i].line);
	}
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 22);

	test_groups(memory);
	test_sums(memory);
	test_kinds(memory);
	arena_free(memory);
	return check_end();
}
