#include "group/finding.h"

#include "groupings.h"
#include "record/names.h"
#include "rules.h"

/* What is said of the first group of a process, by rules that apply to all. */
static void
found(const char *rules, const char *const *lines, const char *wanted)
{
	struct grouping *grouping = grouping_of("process,functions", "exception", lines);
	struct rulefile *file;
	struct arena *memory = arena_new(1 << 20);
	struct buffer json = { .at = NULL };
	struct record record;
	struct bytes line;
	size_t passed;

	buffer_append(&json, BYTES("{\"rules\":\"t\",\"process\":["));
	buffer_append(&json, bytes_of(rules));
	buffer_append(&json, BYTES("]}"));
	buffer_byte(&json, '\0');
	file = rules_of(json.at);
	file->always = true;
	CHECK(finding_find(grouping, file, &passed) && passed == 0);
	if (CHECK(group_next(grouping, &line))) {
		struct stream_fault fault;

		bytes_take_end(&line, BYTES("\n"));
		CHECK(stream_parse(line, memory, &record, &fault));
		if (!CHECK_TEXT(json_text(record.value, NAME_FINDING), bytes_of(wanted)))
			printf("   %s\n", rules);
	}
	buffer_free(&json);
	arena_free(memory);
	rulefile_free(file);
	group_free(grouping);
}

#define LIST_OF(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define THREAD(more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":7},\"pack\":\"t\",\"frames\":[{\"function\":" \
	"\"f\"}]," more "}"
#define WORKER(tid, state) \
	THREAD("\"tid\":" tid ",\"lwp\":1" tid ",\"comm\":\"io-" tid \
	       "\",\"role\":\"worker\",\"state\":\"" state "\"")
#define WAITER(tid, owner) \
	THREAD("\"tid\":" tid ",\"lwp\":1" tid ",\"comm\":\"io-" tid \
	       "\",\"role\":\"worker\",\"waits_for\":{\"kind\":\"mutex\",\"address\":\"0x10\"," \
	       "\"owner\":" owner "}")
#define RULE(share, more) \
	"{\"of\":{\"role\":\"worker\"},\"" share \
	"\":{\"state\":\"idle\"},\"finding\":\"{share} ({are}/{of})\"" more "}"
#define LOCKED(more) \
	"{\"of\":{\"role\":\"worker\"},\"all\":{\"waits_for\":\"one " \
	"lock\"},\"finding\":\"{share} wait for {lock}[ of {owner}]\"" more "}"
#define POOL \
	"{\"each\":\"pool\",\"most\":{\"waits_for\":\"one lock\"},\"finding\":\"{share} {pool} " \
	"wait[ for {owner}]\"}"

static void
test_labels(void)
{
	const char *const *idle =
	    LIST_OF(WORKER("1", "idle"), WORKER("2", "idle"), WORKER("3", "busy"));

	found(RULE("none", ""), idle, "");
	found(RULE("most", ""), idle, "2 of 3 (2/3)");
	found(RULE("all", ""), idle, "");
	found(RULE("most", ",\"at_least\":4"), idle, "");
	found(RULE("none", ""), LIST_OF(WORKER("1", "busy"), WORKER("2", "busy")), "0 of 2 (0/2)");
	found(RULE("all", ""), LIST_OF(WORKER("1", "idle"), WORKER("2", "idle")), "all 2 (2/2)");
	/* half is not most; two are the least */
	found(RULE("most", ""), LIST_OF(WORKER("1", "idle"), WORKER("2", "busy")), "");
	found(RULE("all", ""), LIST_OF(WORKER("1", "idle")), "");
	/* a thread without a state may be in any */
	found(RULE("none", ""),
	    LIST_OF(
		WORKER("1", "busy"), WORKER("2", "busy"), THREAD("\"tid\":3,\"role\":\"worker\"")),
	    "");
	found(RULE("all", ""),
	    LIST_OF(
		WORKER("1", "idle"), WORKER("2", "idle"), THREAD("\"tid\":3,\"role\":\"worker\"")),
	    "");
	/* other roles do not count */
	found(RULE("all", ""),
	    LIST_OF(WORKER("1", "idle"), WORKER("2", "idle"),
		THREAD("\"tid\":3,\"role\":\"boss\",\"state\":\"busy\"")),
	    "all 2 (2/2)");
	/* several rules say what they have to say, in their order */
	found(RULE("all", "") "," RULE("most", ""),
	    LIST_OF(WORKER("1", "idle"), WORKER("2", "idle")), "all 2 (2/2); all 2 (2/2)");
}

static void
test_locks(void)
{
	found(LOCKED(""), LIST_OF(WAITER("1", "19"), WAITER("2", "19")),
	    "all 2 wait for 0x10 of LWP 19");
	found(LOCKED(""),
	    LIST_OF(WAITER("1", "13"), WAITER("2", "13"),
		THREAD("\"tid\":3,\"lwp\":13,\"role\":\"boss\"")),
	    "all 2 wait for 0x10 of thread 3");
	/* the lock went from one to another */
	found(LOCKED(""), LIST_OF(WAITER("1", "18"), WAITER("2", "19")), "all 2 wait for 0x10");
	found(LOCKED(""), LIST_OF(WAITER("1", "19"), WORKER("2", "busy")), "");
	found(LOCKED(""), LIST_OF(WAITER("1", "19"), WAITER("2", "19"), WORKER("3", "busy")), "");
	/* of a pool, all but the thread that has the lock */
	found(POOL, LIST_OF(WAITER("1", "13"), WAITER("2", "13"), WORKER("3", "busy")),
	    "all 2 other io wait for thread 3");
	found(POOL, LIST_OF(WAITER("1", "19"), WAITER("2", "19"), WORKER("3", "busy")),
	    "2 of 3 io wait for LWP 19");
	/* a thread in a deadlock is said to be so elsewhere */
	found(POOL,
	    LIST_OF(THREAD("\"tid\":1,\"comm\":\"io-1\",\"deadlock\":[1],\"waits_for\":{\"kind\":"
			   "\"mutex\",\"address\":\"0x10\"}"),
		THREAD("\"tid\":2,\"comm\":\"io-2\",\"deadlock\":[2],\"waits_for\":{\"kind\":"
		       "\"mutex\",\"address\":\"0x10\"}")),
	    "");
}

/* Of several looks the number of one is said. */
static void
test_looks(void)
{
#define SEEN(tid, sample, state) \
	THREAD("\"tid\":" tid ",\"sample\":" sample ",\"role\":\"worker\",\"state\":\"" state "\"")
	found(RULE("all", ""),
	    LIST_OF(SEEN("1", "1", "idle"), SEEN("2", "1", "idle"), SEEN("1", "2", "idle"),
		SEEN("2", "2", "idle")),
	    "all 2 (2/2)");
	found(RULE("most", ""),
	    LIST_OF(SEEN("1", "1", "idle"), SEEN("2", "1", "idle"), SEEN("1", "2", "idle"),
		SEEN("2", "2", "busy")),
	    "about 1 of 2 (about 1/2)");
	found(RULE("all", ""), LIST_OF(SEEN("1", "1", "idle"), SEEN("1", "2", "idle")), "");
}

int
main(void)
{
	test_labels();
	test_locks();
	test_looks();
	return check_end();
}
