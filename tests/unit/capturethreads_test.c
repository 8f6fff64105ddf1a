#include "native/capturethreads.h"

#include "check.h"

#include <string.h>

/* A capture's threads, with ' for quotes, and the members of each: `comm owner at at_file:at_line deadlock behind`. */
static const struct {
	const char *threads, *known[4];
} cases[] = {
	/* two wait for each other, and one behind them */
	{ "{'lwp':1,'comm':'a','waits_for':{'kind':'mutex','owner':2}},"
	  "{'lwp':2,'waits_for':{'kind':'mutex','owner':1}},"
	  "{'lwp':3,'waits_for':{'kind':'mutex','owner':1}},{'lwp':4}",
	    { "a 2  :-1 [1,2] -1", " 1  :-1 [2,1] -1", " 1  :-1  1", " -1  :-1  -1" } },
	/* who holds the GIL, and in which function */
	{ "{'lwp':1,'waits_for':{'kind':'gil'}},"
	  "{'lwp':2,'gil':true,'python':{'name':'Main','frames':"
	  "[{'function':'f','file':'a.py','line':7},{'function':'g'}]},'comm':'py'},"
	  "{'lwp':3,'waits_for':{'kind':'mutex'}},"
	  "{'lwp':4,'comm':'b','waits_for':{'kind':'gil','address':'0x7f'}}",
	    { " 2 f a.py:7  -1", "Main -1  :-1  -1", " -1  :-1  -1", "b -1  :-1  -1" } },
	/* the owner is given already; its frames are unknown; a thread that waits for a mutex gets no place */
	{ "{'lwp':1,'waits_for':{'kind':'gil','owner':3}},{'lwp':2,'gil':true,'python':{'frames':"
	  "[{'function':'f'}]}},{'lwp':3},{'lwp':4,'waits_for':{'kind':'mutex','owner':2}}",
	    { " 3  :-1  -1", " -1  :-1  -1", " -1  :-1  -1", " 2  :-1  -1" } },
	/* two or three threads cannot hold it */
	{ "{'lwp':1,'waits_for':{'kind':'gil'}},{'lwp':2,'gil':true},{'lwp':3,'gil':true}",
	    { " -1  :-1  -1" } },
	{ "{'lwp':1,'waits_for':{'kind':'gil'}},{'lwp':2,'gil':true},{'lwp':3,'gil':true},"
	  "{'lwp':4,'gil':true}",
	    { " -1  :-1  -1" } },
	/* the holder of the GIL waits for a thread that waits for the GIL */
	{ "{'lwp':1,'gil':true,'waits_for':{'kind':'mutex','owner':2}},"
	  "{'lwp':2,'waits_for':{'kind':'gil'}}",
	    { " 2  :-1 [1,2] -1", " 1  :-1 [2,1] -1" } },
};

/* Checks what the snapshot knows about the thread with that LWP. */
static void
check_known(const struct snapshot *snapshot, long long lwp, const char *wanted)
{
	struct thread thread = thread_nothing;
	const struct waits_for *waits_for = &thread.observed.waits_for;
	char shown[200];

	thread.lwp = lwp;
	snapshot_tell(snapshot, &thread);
	snprintf(shown, sizeof(shown), "%.*s %lld %.*s %.*s:%lld %.*s %lld", (int)thread.comm.len,
	    thread.comm.at, waits_for->owner, (int)waits_for->at.len, waits_for->at.at,
	    (int)waits_for->at_file.len, waits_for->at_file.at,
	    waits_for->at.len > 0 ? waits_for->at_line : -1, (int)thread.observed.deadlock.len,
	    thread.observed.deadlock.at, thread.observed.behind > 0 ? thread.observed.behind : -1);
	CHECK_TEXT(bytes_of(shown), bytes_of(wanted));
}

static void
check_case(size_t n)
{
	struct arena *memory = arena_new(1 << 20);
	struct snapshot *snapshot = snapshot_new(1 << 20);
	char text[1000];
	struct record record = { .memory = memory };
	struct capture capture;
	const char *reason;
	size_t place;

	snprintf(text, sizeof(text), "{'type':'capture','threads':[%s]}", cases[n].threads);
	for (char *c = text; (c = strchr(c, '\'')) != NULL;)
		*c = '"';
	record.value = json_read(bytes_of(text), memory, &reason, &place);
	if (CHECK(record.value != NULL && snapshot != NULL)) {
		capture = capture_read(&record);
		capturethreads_take(snapshot, &capture);
		for (size_t i = 0; i < COUNT_OF(cases[n].known) && cases[n].known[i] != NULL; i++)
			check_known(snapshot, (long long)i + 1, cases[n].known[i]);
		CHECK(!snapshot->lost);
	}
	snapshot_free(snapshot);
	arena_free(memory);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(n);
	return check_end();
}
