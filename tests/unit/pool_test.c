#include "same/pool.h"

#include "check.h"

static struct arena *memory;

static void
is(const char *name, const char *wanted)
{
	CHECK_TEXT(pool_of_name(bytes_of(name), memory), bytes_of(wanted));
}

static void
test_names(void)
{
	is("io-thread-3", "io-thread");
	is("bio_worker_12", "bio_worker");
	is("worker7", "worker");
	is("GC Thread#3", "GC Thread");
	is("pool-1-thread-7", "pool-1-thread");
	is("ThreadPoolExecutor-0_3", "ThreadPoolExecutor-0");
	is("Thread-3 (work)", "Thread (work)");
	is("worker[3]", "worker");
	is("worker (3)", "worker");
	is("kworker/0:1", "kworker/0");
	is("3-worker", "worker");
	is("http-nio-8080-e", "http-nio-e");
	/* names without a number, or with nothing else */
	is("listener", "");
	is("", "");
	is("42", "");
	is("#1", "");
}

static void
record_is(const char *json, const char *numbered, const char *pool)
{
	const char *reason;
	size_t place;
	const struct value *record = json_read(bytes_of(json), memory, &reason, &place);

	CHECK(record != NULL);
	CHECK_TEXT(pool_numbered(record, memory), bytes_of(numbered));
	CHECK_TEXT(pool_of(record, memory), bytes_of(pool));
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_names();
	record_is("{\"comm\":\"io-3\"}", "io", "io");
	record_is("{\"comm\":\"io-3\",\"pool\":\"disks\"}", "io", "disks");
	record_is("{\"comm\":\"listener\"}", "", "listener");
	record_is("{}", "", "");
	record_is(
	    "{\"comm\":\"python3\",\"process\":{\"exe\":\"/usr/bin/python3\"}}", "", "python3");
	record_is("{\"comm\":\"a-server-of-201\",\"process\":{\"exe\":\"/a-server-of-2019\"}}", "",
	    "a-server-of-201");
	arena_free(memory);
	return check_end();
}
