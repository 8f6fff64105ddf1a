#include "group/counting.h"

#include "groupings.h"

#define THREAD(pid, lwp, more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":" pid ",\"exe\":\"/bin/a\"},\"lwp\":" lwp \
	",\"pack\":\"p\",\"state\":\"idle\"" more "}"
#define IN(function) ",\"frames\":[{\"function\":\"" function "\"}]"
#define LOOK(n) ",\"sample\":" n

static const char *const lines[] = { THREAD("7", "1", IN("f")), THREAD("7", "2", IN("g")),
	THREAD("7", "3", IN("g")), THREAD("8", "4", IN("f") LOOK("1")),
	THREAD("8", "4", IN("f") LOOK("2")), THREAD("8", "5", IN("f") LOOK("2")), NULL };

static long long
threads_of(const struct counting *counting)
{
	long long count = 0;

	for (size_t i = 0; i < counting->kind_count; i++)
		count += counting->kinds[i].count;
	return count;
}

/* Each process is counted for itself: all its groups, which stand together, and all looks. */
static void
processes(void)
{
	struct grouping *grouping = grouping_of("process,functions", "exception", lines);
	struct counting counting = { .grouping = grouping };

	group_sort(grouping);
	CHECK(counting_next(&counting, 0));
	CHECK(counting.group_count == 2 && threads_of(&counting) == 3);
	CHECK(counting.looks == 1 && counting.listed && !counting.partial);
	CHECK_TEXT(counting.exe, BYTES("/bin/a"));
	CHECK(counting_next(&counting, 2));
	CHECK(counting.group_count == 1 && threads_of(&counting) == 3 && counting.looks == 2);
	/* a thread that stands there twice was seen twice; one whose number is not known, never */
	CHECK(counting_of_thread(&counting, 4, BYTES("a")) ==
	    counting_of_thread(&counting, 5, BYTES("a")) * 2);
	CHECK(counting_of_thread(&counting, -1, BYTES_NONE) == 0);
	CHECK(counting_of_thread(&counting, 1, BYTES_NONE) == 0);
	counting_end(&counting);
	group_free(grouping);
}

/* How often a thread was seen in its pool, which the numbers in names tell: worker-1 and worker-2 are worker-#. */
static void
pools(void)
{
	static const char *const named[] = { THREAD("7", "1",
						 IN("f") LOOK("1") ",\"comm\":\"worker-1\""),
		THREAD("7", "1", IN("f") LOOK("2") ",\"comm\":\"worker-1\""),
		THREAD("7", "2",
		    IN("g") LOOK("2") ",\"comm\":\"worker-2\""
				      ",\"waits_for\":{\"kind\":\"mutex\",\"address\":\"0x10\","
				      "\"owner\":1}"),
		NULL };
	struct grouping *grouping = grouping_of("process,functions", "exception", named);
	struct counting counting = { .grouping = grouping };
	struct bytes pool;

	group_sort(grouping);
	CHECK(counting_next(&counting, 0));
	if (!CHECK(counting.pools.count == 1))
		return;
	pool = counting.pools.keys[0];
	CHECK(counting.pool_counts[0] == 3);
	CHECK(counting_of_thread(&counting, 1, pool) == 2);
	CHECK(counting_of_thread(&counting, 2, pool) == 1);
	CHECK(counting_of_thread(&counting, 1, BYTES("another")) == 0);
	counting_end(&counting);
	group_free(grouping);
}

/* A group whose members are not all listed: the pools would count too few. */
static void
unlisted(void)
{
	static const char *const many[] = {
		"{\"type\":\"group\",\"of\":\"thread\",\"by\":\"process,functions\","
		"\"process\":{\"pid\":7},\"count\":3,\"members\":[{\"pid\":7,\"lwp\":1}],\"members_"
		"more\":2,"
		"\"frames\":[{\"function\":\"f\"}]}",
		NULL
	};
	struct grouping *grouping = grouping_of("process,functions", "exception", many);
	struct counting counting = { .grouping = grouping };

	group_sort(grouping);
	CHECK(counting_next(&counting, 0) && !counting.listed);
	counting_end(&counting);
	group_free(grouping);
}

/* Exceptions have no threads. */
static void
exceptions(void)
{
	static const char *const raised[] = {
		"{\"type\":\"traceback\",\"exception\":{\"type\":\"E\"}}", NULL
	};
	struct grouping *grouping = grouping_of("process,functions", "exception", raised);
	struct counting counting = { .grouping = grouping };

	group_sort(grouping);
	CHECK(counting_next(&counting, 0) && counting.kind_count == 0);
	counting_end(&counting);
	group_free(grouping);
}

int
main(void)
{
	processes();
	pools();
	unlisted();
	exceptions();
	return check_end();
}
