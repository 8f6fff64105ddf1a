#include "group/memberlist.h"

#include "check.h"

static struct arena *memory;
static struct roster roster;

/* Returns how many of the record's threads are already in the list. */
static long long
add(struct members *members, const char *json, size_t most)
{
	struct stream_fault fault;
	struct record record = { .line = bytes_of(json) };
	struct belonging belonging = { .files = true };
	long long known = -1;

	CHECK(stream_parse(record.line, memory, &record, &fault));
	CHECK(members_add(members, &roster, &record, &belonging, most, &known));
	return known;
}

static void
is(const struct members *members, const char *wanted)
{
	struct buffer out = { .at = NULL };

	memberlist_write(members, &roster, &out);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

static void
begin(struct members *members)
{
	members_free(members);
	roster_end(&roster);
	CHECK(roster_begin(&roster, memory));
}

#define THREAD(more) "{\"type\":\"thread\",\"process\":{\"pid\":7}," more "}"
#define GROUP(members) "{\"type\":\"group\",\"of\":\"thread\",\"members\":[" members "]}"

static void
test_looks(void)
{
	struct members members = { .count = 0 };

	begin(&members);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":1"), 9) == 0);
	CHECK(add(&members, THREAD("\"tid\":2,\"sample\":1"), 9) == 0);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":2"), 9) == 1);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":4"), 9) == 1);
	CHECK(add(&members, THREAD("\"tid\":3,\"sample\":4"), 9) == 0);
	is(&members,
	    "[{\"pid\":7,\"tid\":1,\"sample\":1,\"looks\":\"1-2,4\"},{\"pid\":7,\"tid\":2,"
	    "\"sample\":1},{\"pid\":7,\"tid\":3,\"sample\":4}]");
	CHECK(members.seen == 5);
	/* a thread that one look shows twice counts twice; so do threads of other processes or without a number */
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":2"), 9) == 0);
	CHECK(add(&members, THREAD("\"tid\":1,\"lwp\":5,\"sample\":2"), 9) == 0);
	CHECK(add(&members, "{\"type\":\"thread\",\"tid\":1,\"sample\":9}", 9) == 0);
	CHECK(add(&members, THREAD("\"sample\":1"), 9) == 0);
	CHECK(add(&members, THREAD("\"sample\":2"), 9) == 0);
	CHECK(members.count == 8);
	/* the second one is matched with its own later looks */
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":1"), 9) == 1);
	CHECK(ranges_count(&members.list[3].looks) == 2);
	members_free(&members);
}

static void
test_groups(void)
{
	struct members members = { .count = 0 };

	begin(&members);
	CHECK(add(&members,
		  GROUP("{\"tid\":1,\"sample\":1,\"looks\":\"1-3\"},{\"tid\":2,\"sample\":1,\"x\":["
			"1]}"),
		  9) == 0);
	CHECK(
	    add(&members, GROUP("{\"tid\":1,\"sample\":4},{\"tid\":2,\"looks\":\"1-2\"}"), 9) == 1);
	is(&members,
	    "[{\"tid\":1,\"sample\":1,\"looks\":\"1-4\"},{\"tid\":2,\"sample\":1,"
	    "\"looks\":\"1-2\",\"x\":[1]},{\"tid\":2,\"sample\":1}]");
	members_free(&members);
	/* without numbers of looks it may be another thread */
	begin(&members);
	CHECK(add(&members, GROUP("{\"tid\":1},{\"tid\":1}"), 9) == 0 && members.count == 2);
	members_free(&members);
}

static void
test_limit(void)
{
	struct members members = { .count = 0 };

	begin(&members);
	CHECK(add(&members, THREAD("\"tid\":1,\"cpu_percent\":30"), 1) == 0);
	CHECK(add(&members, THREAD("\"tid\":2,\"cpu_percent\":40"), 1) == 0);
	CHECK(members.count == 1 && members.more == 1 && members_cpu(&members) == 70);
	CHECK(add(&members,
		  "{\"type\":\"group\",\"members\":[{\"cpu_percent\":1}],\"members_more\":5,"
		  "\"cpu_percent\":11}",
		  1) == 0);
	CHECK(members.count == 1 && members.more == 7 && members_cpu(&members) == 81);
	members_free(&members);
	/* of several looks at a thread, the one with the most CPU time */
	begin(&members);
	CHECK(members_cpu(&members) == -1);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":1,\"cpu_percent\":0"), 9) == 0);
	CHECK(members_cpu(&members) == 0);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":2,\"cpu_percent\":60"), 9) == 1);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":3,\"cpu_percent\":20"), 9) == 1);
	CHECK(members_cpu(&members) == 60);
	members_free(&members);
}

/* Also past the first size of the index. */
static void
test_many(void)
{
	struct members members = { .count = 0 };

	begin(&members);
	for (int look = 1; look <= 3; look++)
		for (int tid = 0; tid < 200; tid++) {
			char json[100];

			(void)snprintf(
			    json, sizeof(json), THREAD("\"tid\":%d,\"sample\":%d"), tid, look);
			CHECK(add(&members, json, 1000) == (look > 1));
		}
	CHECK(members.count == 200 && members.seen == 600);
	CHECK(sizeof(struct member) <= 48);
	members_free(&members);
}

static void
looks_are(const struct members *members, const char *wanted, bool wanted_stuck)
{
	struct buffer out = { .at = NULL };
	bool stuck;

	memberlist_write_looks(members, &roster, memory, &out, &stuck);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	CHECK(stuck == wanted_stuck);
	buffer_free(&out);
}

static void
test_written_looks(void)
{
	struct members members = { .count = 0 }, others = { .count = 0 };

	begin(&members);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":1"), 9) == 0);
	CHECK(add(&members, THREAD("\"tid\":2,\"sample\":1"), 9) == 0);
	looks_are(&members, "", false); /* nothing is added for a single look */
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":2"), 9) == 1);
	looks_are(&members,
	    "[{\"pid\":7,\"threads\":1,\"in\":\"1-2\",\"of\":\"1-2\"},{\"pid\":7,\"threads\":1,"
	    "\"in\":\"1\",\"of\":\"1-2\"}]",
	    true);
	/* a look at the process in which neither was in this place */
	CHECK(add(&others, THREAD("\"tid\":1,\"sample\":3"), 9) == 0);
	looks_are(&others, "[{\"pid\":7,\"threads\":1,\"in\":\"3\",\"of\":\"1-3\"}]", false);
	looks_are(&members,
	    "[{\"pid\":7,\"threads\":1,\"in\":\"1-2\",\"of\":\"1-3\"},{\"pid\":7,\"threads\":1,"
	    "\"in\":\"1\",\"of\":\"1-3\"}]",
	    false);
	members_free(&members);
	members_free(&others);
	/* looks from several runs, each of which begins at 1: nothing is claimed */
	begin(&members);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":1"), 9) == 0);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":2"), 9) == 1);
	CHECK(add(&members, THREAD("\"tid\":1,\"sample\":1"), 9) == 0);
	looks_are(&members,
	    "[{\"pid\":7,\"threads\":1,\"in\":\"1-2\",\"of\":\"1-2\"},{\"pid\":7,\"threads\":1,"
	    "\"in\":\"1\",\"of\":\"1-2\"}]",
	    false);
	members_free(&members);
}

static void
test_ranks(void)
{
	struct members members = { .count = 0 };
	struct buffer out = { .at = NULL };

	begin(&members);
	CHECK(add(&members, THREAD("\"tid\":9,\"comm\":\"io-1\""), 9) == 0);
	memberlist_write_ranks(&members, &roster, memory, &out);
	CHECK(out.len == 0);
	CHECK(add(&members, THREAD("\"tid\":3,\"comm\":\"io-2\""), 9) == 0);
	CHECK(add(&members, THREAD("\"tid\":10,\"comm\":\"io-3\""), 9) == 0);
	CHECK(add(&members, THREAD("\"lwp\":4,\"comm\":\"gc\""), 9) == 0);
	CHECK(add(&members, "{\"type\":\"thread\",\"tid\":1}", 9) == 0);
	memberlist_write_ranks(&members, &roster, memory, &out);
	CHECK_TEXT(buffer_bytes(&out),
	    BYTES("[{\"count\":1,\"tids\":\"1\"},{\"name\":\"gc\",\"count\":1,\"pids\":\"7\","
		  "\"lwps\":\"4\"},{\"name\":\"io\",\"count\":3,\"pids\":\"7\",\"tids\":\"3,9-10\"}"
		  "]"));
	buffer_free(&out);
	members_free(&members);
}

int
main(void)
{
	memory = arena_new(1 << 24);
	if (memory == NULL)
		return 1;
	test_looks();
	test_groups();
	test_limit();
	test_many();
	test_written_looks();
	test_ranks();
	roster_end(&roster);
	arena_free(memory);
	return check_end();
}
