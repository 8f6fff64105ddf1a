#include "group/interest.h"

#include "check.h"

static struct arena *memory;

static struct interest
of(const char *json)
{
	const char *reason;
	size_t place;
	const struct value *record = json_read(bytes_of(json), memory, &reason, &place);

	CHECK(record != NULL);
	return interest_of(record);
}

static void
is(const char *json, enum interest_rank wanted)
{
	if (!CHECK(of(json).rank == wanted))
		printf("   of `%s`\n", json);
}

static void
test_ranks(void)
{
	is("{\"type\":\"thread\",\"crashed\":true,\"known\":true}", INTEREST_CRASHED);
	is("{\"type\":\"thread\",\"state\":\"aborting: an assertion failed\"}", INTEREST_CRASHED);
	is("{\"type\":\"thread\",\"deadlock\":[3,4],\"state\":\"waiting for a mutex\"}",
	    INTEREST_DEADLOCKED);
	is("{\"type\":\"thread\",\"behind\":3,\"known\":false}", INTEREST_BEHIND);
	is("{\"type\":\"traceback\",\"known\":true,\"regressed\":true}", INTEREST_REGRESSED);
	is("{\"type\":\"traceback\",\"known\":false}", INTEREST_NEW);
	is("{\"type\":\"traceback\",\"known\":true}", INTEREST_OTHER);
	is("{\"type\":\"traceback\",\"known\":null}", INTEREST_OTHER);
	is("{\"type\":\"thread\",\"kernel_state\":\"R\"}", INTEREST_RUNNING);
	is("{\"type\":\"thread\",\"cpu_percent\":50}", INTEREST_RUNNING);
	is("{\"type\":\"thread\",\"cpu_percent\":49}", INTEREST_OTHER);
	is("{\"type\":\"thread\",\"state\":\"running the handler of a request\"}",
	    INTEREST_RUNNING);
	is("{\"type\":\"thread\",\"state\":\"idle\",\"kernel_state\":\"R\"}", INTEREST_IDLE);
	is("{\"type\":\"thread\",\"waits_for\":{\"kind\":\"mutex\"}}", INTEREST_BLOCKED);
	is("{\"type\":\"thread\",\"kernel_state\":\"D\"}", INTEREST_BLOCKED);
	is("{\"type\":\"thread\",\"state\":\"waiting for a lock, to write\"}", INTEREST_BLOCKED);
	is("{\"type\":\"thread\",\"state\":\"waiting for a row lock (its turn)\"}",
	    INTEREST_BLOCKED);
	is("{\"type\":\"thread\",\"state\":\"waiting for the lock of its session\"}",
	    INTEREST_BLOCKED);
	is("{\"type\":\"thread\",\"state\":\"blocked on a monitor\"}", INTEREST_BLOCKED);
	is("{\"type\":\"thread\",\"state\":\"holding a lock\"}", INTEREST_OTHER);
	is("{\"type\":\"thread\",\"state\":\"idle: its goroutine is locked to it and waits\"}",
	    INTEREST_IDLE);
	is("{\"type\":\"thread\",\"state\":\"waiting for the accept mutex\"}", INTEREST_IDLE);
	is("{\"type\":\"thread\",\"state\":\"waiting for a command\"}", INTEREST_IDLE);
	is("{\"type\":\"thread\",\"state\":\"waiting for connections\"}", INTEREST_IDLE);
	is("{\"type\":\"thread\",\"state\":\"waiting on a condition variable\"}", INTEREST_OTHER);
	is("{\"type\":\"group\",\"count\":2,\"state\":\"waiting on a condition variable\"}",
	    INTEREST_IDLE);
	is("{\"type\":\"thread\",\"count\":2,\"state\":\"waiting on a condition variable\"}",
	    INTEREST_OTHER);
	is("{\"type\":\"thread\"}", INTEREST_OTHER);
	is("{\"type\":\"group\",\"count\":3,\"was\":0,\"state\":\"idle\"}", INTEREST_NEW);
	is("{\"type\":\"group\",\"count\":3,\"was\":2,\"state\":\"idle\"}", INTEREST_IDLE);
	is("{\"type\":\"group\",\"count\":0,\"was\":2,\"kernel_state\":\"R\"}", INTEREST_GONE);
	is("{\"type\":\"group\",\"count\":0,\"known\":true}", INTEREST_OTHER);
}

static void
test_order(void)
{
	struct interest few = { INTEREST_OTHER, 2 }, many = { INTEREST_OTHER, 3 };
	struct interest one = { INTEREST_NEW, 1 };

	CHECK(interest_compare(few, many) > 0 && interest_compare(many, few) < 0);
	CHECK(interest_compare(few, few) == 0);
	CHECK(interest_compare(one, many) < 0 && interest_compare(many, one) > 0);
	CHECK(of("{\"type\":\"group\",\"count\":7}").count == 7);
	CHECK(of("{\"type\":\"group\",\"count\":0,\"was\":3}").count == 0);
	CHECK(of("{\"type\":\"group\"}").count == 1);
	CHECK(of("{\"type\":\"thread\",\"count\":7}").count == 1);
}

#define STATES(states) "{\"type\":\"group\",\"count\":5,\"state\":\"idle\",\"states\":[" states "]}"
#define IDLE "{\"state\":\"idle\",\"count\":2}"
#define LOCKED "{\"state\":\"waiting for a mutex\",\"count\":3}"

/* A group whose threads have several states is as interesting as the most interesting of these. */
static void
test_states(void)
{
	static const char both[] = STATES(IDLE "," LOCKED);
	const char *reason;
	size_t place;
	const struct value *group = json_read(bytes_of(both), memory, &reason, &place);

	is(STATES(IDLE), INTEREST_IDLE);
	is(STATES(IDLE "," LOCKED), INTEREST_BLOCKED);
	CHECK(interest_count(group, INTEREST_IDLE) == 2);
	CHECK(interest_count(group, INTEREST_BLOCKED) == 3);
	CHECK(interest_count(group, INTEREST_RUNNING) == 0);
	CHECK(interest_count(json_first(group), INTEREST_IDLE) == -1);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_ranks();
	test_states();
	test_order();
	arena_free(memory);
	return check_end();
}
