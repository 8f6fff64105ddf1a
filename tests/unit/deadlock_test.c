#include "render/deadlock.h"

#include "rendering.h"

/* What is told of these threads, or groups, ended by NULL; in full or in brief. */
static void
told(const char *const *lines, const char *wanted, const char *brief)
{
	struct arena *memory = arena_new(1 << 20);
	struct rendering rendering = RENDERING;
	struct deadlock deadlock = { .count = 0 };

	for (; *lines != NULL; lines++) {
		struct record record = record_of(*lines, memory);

		(void)deadlock_note(&deadlock, &record);
	}
	deadlock_append(&deadlock, &rendering);
	CHECK_TEXT(rendered(&rendering), bytes_of(wanted));
	deadlock_append_brief(&deadlock, &rendering);
	CHECK_TEXT(rendered(&rendering), bytes_of(brief));
	deadlock_forget(&deadlock);
	CHECK(deadlock.count == 0);
	buffer_free(&rendering.line);
	arena_free(memory);
}

#define TOLD(wanted, brief, ...) told((const char *const[]){ __VA_ARGS__, NULL }, wanted, brief)
#define ON(address, owner) \
	",\"waits_for\":{\"kind\":\"mutex\",\"address\":\"" address "\",\"owner\":" owner "}"
#define THREAD(pid, lwp, more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":" pid "},\"lwp\":" lwp ",\"frames\":[]" more "}"
#define FRAMES(function) \
	",\"frames\":[{\"function\":\"" function "\",\"file\":\"/srv/a.c\",\"line\":7}]"

static void
test_rounds(void)
{
	TOLD("", "", THREAD("1", "11", ON("0x10", "12")));
	TOLD("deadlock: 2 threads wait for each other\n"
	     "  LWP 11 holds mutex 0x20 and waits for mutex 0x10, which LWP 12 holds\n"
	     "  LWP 12 holds mutex 0x10 and waits for mutex 0x20, which LWP 11 holds\n\n",
	    "deadlock: 2 threads wait for each other: LWP 11; LWP 12\n",
	    THREAD("1", "11", ON("0x10", "12") ",\"deadlock\":[11,12]"),
	    THREAD("1", "12", ON("0x20", "11") ",\"deadlock\":[12,11]"));
	/* whichever of them comes first, and the one that is behind them */
	TOLD("deadlock: 2 threads wait for each other\n"
	     "  LWP 12 holds mutex 0x10 and waits for mutex 0x20, which LWP 11 holds\n"
	     "  LWP 11 holds mutex 0x20 and waits for mutex 0x10, which LWP 12 holds\n"
	     "  LWP 13 is behind them and waits for mutex 0x10, which LWP 12 holds\n\n",
	    "deadlock: 2 threads wait for each other: LWP 12; LWP 11\n",
	    THREAD("1", "13", ON("0x10", "12") ",\"behind\":12"),
	    THREAD("1", "12", ON("0x20", "11") ",\"deadlock\":[12,11]"),
	    THREAD("1", "11", ON("0x10", "12") ",\"deadlock\":[11,12]"));
	TOLD("deadlock: a thread waits for itself\n"
	     "  thread 2, LWP 11 \"w\" waits for mutex 0x10, which it holds itself\n"
	     "    in work at /srv/a.c:7\n\n",
	    "deadlock: a thread waits for itself: thread 2, LWP 11 \"w\"\n",
	    "{\"type\":\"thread\",\"process\":{\"pid\":1},\"tid\":2,\"lwp\":11,\"comm\":\"w\","
	    "\"deadlock\":[11]" ON("0x10", "11") FRAMES("work") "}");
	/* one of them was not shown */
	TOLD("deadlock: threads wait for each other\n"
	     "  LWP 11 waits for mutex 0x10, which LWP 12 holds\n\n",
	    "deadlock: threads wait for each other: LWP 11\n",
	    THREAD("1", "11", ON("0x10", "12") ",\"deadlock\":[11,12]"));
	/* a thread that waits for another to end holds nothing for it */
	TOLD("deadlock: 2 threads wait for each other\n"
	     "  LWP 11 holds mutex 0x20 and waits for LWP 12 to end\n"
	     "  LWP 12 waits for mutex 0x20, which LWP 11 holds\n\n",
	    "deadlock: 2 threads wait for each other: LWP 11; LWP 12\n",
	    THREAD("1", "11",
		",\"deadlock\":[11,12],\"waits_for\":{\"kind\":\"thread\",\"owner\":12}"),
	    THREAD("1", "12", ON("0x20", "11") ",\"deadlock\":[12,11]"));
}

static void
test_processes(void)
{
	/* the same LWPs in two processes, as in two containers: each has its own */
	TOLD("deadlock in process 1: a thread waits for itself\n"
	     "  LWP 11 waits for mutex 0x10, which it holds itself\n\n"
	     "deadlock in process 2: a thread waits for itself\n"
	     "  LWP 11 waits for mutex 0x20, which it holds itself\n\n",
	    "deadlock in process 1: a thread waits for itself: LWP 11\n"
	    "deadlock in process 2: a thread waits for itself: LWP 11\n",
	    THREAD("1", "11", ON("0x10", "11") ",\"deadlock\":[11]"),
	    THREAD("2", "11", ON("0x20", "11") ",\"deadlock\":[11]"));
	/* and the same numbers on two hosts */
	TOLD("deadlock in process 1 on a: a thread waits for itself\n"
	     "  LWP 11 waits for mutex 0x10, which it holds itself\n\n"
	     "deadlock in process 1 on b: a thread waits for itself\n"
	     "  LWP 11 waits for mutex 0x20, which it holds itself\n\n",
	    "deadlock in process 1 on a: a thread waits for itself: LWP 11\n"
	    "deadlock in process 1 on b: a thread waits for itself: LWP 11\n",
	    THREAD("1,\"host\":\"a\"", "11", ON("0x10", "11") ",\"deadlock\":[11]"),
	    THREAD("1,\"host\":\"b\"", "11", ON("0x20", "11") ",\"deadlock\":[11]"));
	/* two processes over two files */
#define FILE_OF(name, owner) \
	",\"waits_for\":{\"kind\":\"file-lock\",\"file\":\"" name "\",\"owner\":" owner \
	",\"timed\":true}"
	TOLD("deadlock: 2 threads wait for each other\n"
	     "  LWP 1 holds file /b and waits for file /a, which process 2 holds, with a time-out\n"
	     "  LWP 2 holds file /a and waits for file /b, which process 1 holds, with a "
	     "time-out\n\n",
	    "deadlock: 2 threads wait for each other: LWP 1; LWP 2\n",
	    THREAD("1", "1", FILE_OF("/a", "2") ",\"deadlock\":[1,2]"),
	    THREAD("2", "2", FILE_OF("/b", "1") ",\"deadlock\":[2,1]"));
}

static void
test_ended(void)
{
	TOLD("locked for ever: the thread that holds it has ended\n"
	     "  LWP 11 waits for mutex 0x10 of LWP 12, which has ended\n\n",
	    "locked for ever: a thread that holds a lock has ended\n",
	    THREAD("1", "11",
		",\"waits_for\":{\"kind\":\"mutex\",\"address\":\"0x10\",\"owner\":12,\"exited\":"
		"true}"));
}

/* The members of a group, with the places that it has of them; a thread that comes twice is one. */
static void
test_groups(void)
{
	TOLD("deadlock: a thread waits for itself\n"
	     "  LWP 11 waits for mutex 0x10, which it holds itself\n    in f from /srv/a\n\n",
	    "deadlock: a thread waits for itself: LWP 11\n",
	    "{\"type\":\"group\",\"of\":\"thread\",\"count\":2,\"members\":[{\"pid\":1,\"lwp\":10},"
	    "{\"pid\":1,\"lwp\":11,\"deadlock\":[11]" ON(
		"0x10", "11") ",\"at\":{\"function\":\"f\",\"module\":\"/srv/a\"}}]}",
	    THREAD("1", "11", ON("0x10", "11") ",\"deadlock\":[11]"));
}

int
main(void)
{
	test_rounds();
	test_processes();
	test_ended();
	test_groups();
	return check_end();
}
