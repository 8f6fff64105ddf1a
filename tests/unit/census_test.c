#include "group/counting.h"

#include "groupings.h"

/* The kinds of a process's threads, in their order: `pack role state pool lock*count`; then the pools. */
static void
counted(const char *const *lines, const char *wanted)
{
	struct grouping *grouping = grouping_of("process,functions", "exception", lines);
	struct counting counting = { .grouping = grouping };
	struct buffer said = { .at = NULL };

	group_sort(grouping);
	CHECK(counting_next(&counting, 0));
	for (size_t i = 0; i < counting.kind_count; i++) {
		const struct census_kind *kind = &counting.kinds[i];
		struct bytes parts[] = { kind->role, kind->state, kind->pool, kind->lock };

		for (size_t n = 0; n < COUNT_OF(parts); n++) {
			buffer_append(&said, parts[n].len > 0 ? parts[n] : BYTES("-"));
			buffer_byte(&said, ' ');
		}
		buffer_number(&said, kind->owner);
		buffer_append(&said, kind->partial ? BYTES(" partial*") : BYTES("*"));
		buffer_number(&said, kind->count);
		buffer_byte(&said, ';');
	}
	for (size_t i = 0; i < counting.pools.count; i++) {
		buffer_byte(&said, ' ');
		buffer_append(&said, counting.pools.keys[i]);
		buffer_byte(&said, ' ');
		buffer_number(&said, counting.pool_counts[i]);
	}
	CHECK_TEXT(buffer_bytes(&said), bytes_of(wanted));
	buffer_free(&said);
	counting_end(&counting);
	group_free(grouping);
}

/* The census that the group of these threads has in its record; no bytes: none. */
static void
written(const char *const *lines, const char *wanted)
{
	struct grouping *grouping = grouping_of("process,functions", "exception", lines);
	struct arena *memory = arena_new(1 << 20);
	struct bytes line;

	if (CHECK(group_next(grouping, &line))) {
		const char *reason;
		size_t place;

		CHECK_TEXT(
		    json_written(json_member(json_read(line, memory, &reason, &place), "census")),
		    bytes_of(wanted));
	}
	arena_free(memory);
	group_free(grouping);
}

#define LIST_OF(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define THREAD(function, lwp, more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":7},\"lwp\":" lwp \
	",\"frames\":[{\"function\":\"" function "\"}]," more "}"
#define LABELS(role, state) "\"pack\":\"p\",\"role\":\"" role "\",\"state\":\"" state "\""
#define LOCK(kind, address) \
	",\"waits_for\":{\"kind\":\"" kind "\",\"address\":\"" address "\",\"owner\":9}"

int
main(void)
{
	/* only threads that rules labelled; over all groups of the process, sorted */
	counted(LIST_OF(THREAD("f", "1", "\"comm\":\"a\"")), "");
	counted(LIST_OF(THREAD("f", "1", LABELS("w", "idle")),
		    THREAD("g", "2", LABELS("w", "busy")), THREAD("h", "3", LABELS("w", "idle"))),
	    "w busy - - -1*1;w idle - - -1*2;");
	/* locks, and the pools of all threads where one waits; no join, and no deadlock */
	counted(
	    LIST_OF(THREAD("f", "1", "\"comm\":\"io-1\"," LABELS("w", "s") LOCK("mutex", "0x10")),
		THREAD("f", "2", "\"comm\":\"io-2\"," LABELS("w", "s") LOCK("mutex", "0x10")),
		THREAD("g", "3", "\"comm\":\"io-3\"")),
	    "w s io 0x10 9*2; io 3");
	counted(
	    LIST_OF(THREAD("f", "1", LABELS("w", "s") LOCK("thread", "0x10"))), "w s - - -1*1;");
	counted(
	    LIST_OF(THREAD("f", "1", LABELS("w", "s") LOCK("mutex", "0x10") ",\"deadlock\":[1]")),
	    "w s - - -1*1;");
	/* the same thread in two looks is seen twice */
	counted(LIST_OF(THREAD("f", "1", LABELS("w", "s") ",\"sample\":1"),
		    THREAD("f", "1", LABELS("w", "s") ",\"sample\":2")),
	    "w s - - -1*2;");
	/* groups, with a census or all alike; one of an earlier release may be of several states */
#define GROUP(count, more) \
	"{\"type\":\"group\",\"of\":\"thread\",\"process\":{\"pid\":7},\"count\":" count \
	",\"frames\":[]," more "}"
	counted(
	    LIST_OF(GROUP("3",
		LABELS("w",
		    "s") ",\"members\":[],\"members_more\":3,\"census\":[{\"pack\":\"p\",\"role\":"
			 "\"w\",\"count\":2},{\"pack\":\"p\",\"role\":\"v\",\"count\":1}]")),
	    "v - - - -1*1;w - - - -1*2;");
	counted(LIST_OF(GROUP("3", LABELS("w", "s") ",\"members\":[],\"members_more\":3")),
	    "w s - - -1*3;");
	counted(LIST_OF(GROUP("3",
		    LABELS("w", "s") ",\"members\":[],\"members_more\":3,\"states\":[{\"state\":"
				     "\"s\",\"count\":2}]")),
	    "- - - - -1 partial*3;");
	/* what all have in common the record says itself */
	written(
	    LIST_OF(THREAD("f", "1", LABELS("w", "s")), THREAD("f", "2", LABELS("w", "s"))), "");
	written(LIST_OF(THREAD("f", "1", LABELS("w", "s")), THREAD("f", "2", LABELS("w", "s")),
		    THREAD("f", "3", LABELS("v", "s"))),
	    "[{\"pack\":\"p\",\"role\":\"w\",\"state\":\"s\",\"count\":2},{\"pack\":\"p\",\"role\":"
	    "\"v\",\"state\":\"s\",\"count\":1}]");
	written(LIST_OF(THREAD("f", "1", LABELS("w", "s")), THREAD("f", "2", "\"comm\":\"a\"")),
	    "[{\"pack\":\"p\",\"role\":\"w\",\"state\":\"s\",\"count\":1}]");
	return check_end();
}
