#include "group/holder.h"

#include "groupings.h"

/* What is said of who holds the GIL, in the process of these threads, ended by NULL. */
static void
holds(const char *const *lines, const char *wanted)
{
	struct grouping *grouping = grouping_of("process,functions", "exception", lines);
	struct counting counting = { .grouping = grouping };

	group_sort(grouping);
	CHECK(counting_next(&counting, 0));
	CHECK_TEXT(holder_describe(&counting), bytes_of(wanted));
	counting_end(&counting);
	group_free(grouping);
}

#define HOLDS(wanted, ...) holds((const char *const[]){ __VA_ARGS__, NULL }, wanted)
#define THREAD(lwp, function, more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":7},\"lwp\":" lwp \
	",\"frames\":[{\"function\":\"" function "\"}]" more "}"
#define HOLDER ",\"gil\":true"
#define WAITS(owner) ",\"waits_for\":{\"kind\":\"gil\",\"address\":\"0x10\"" owner "}"

int
main(void)
{
	struct buffer out = { .at = NULL };

	HOLDS("", THREAD("1", "f", ""));
	HOLDS("LWP 1 in f", THREAD("1", "f", HOLDER), THREAD("2", "g", ""));
	HOLDS("thread 5 in f", THREAD("1", "f", HOLDER ",\"tid\":5"), THREAD("2", "g", WAITS("")));
	/* the function of its own code, if there is one */
	HOLDS("LWP 1", THREAD("1", "poll", HOLDER));
	/* what those say that wait for it */
	HOLDS("LWP 1 in f", THREAD("1", "f", HOLDER), THREAD("2", "g", WAITS(",\"owner\":1")));
	HOLDS("", THREAD("1", "f", HOLDER), THREAD("2", "g", WAITS(",\"owner\":3")));
	HOLDS("", THREAD("1", "f", HOLDER), THREAD("2", "g", WAITS(",\"owner\":1")),
	    THREAD("3", "h", WAITS(",\"owner\":4")));
	HOLDS("", THREAD("1", "f", HOLDER), THREAD("2", "g", WAITS("")),
	    THREAD("3", "h", ",\"waits_for\":{\"kind\":\"gil\",\"address\":\"0x20\"}"));
	/* two of them, as of two interpreters; several looks */
	HOLDS("", THREAD("1", "f", HOLDER), THREAD("2", "g", HOLDER));
	HOLDS("", THREAD("1", "f", HOLDER ",\"sample\":1"), THREAD("1", "f", ",\"sample\":2"));
	holder_append_thread(&out, 3, 4711);
	holder_append_thread(&out, -1, 4711);
	holder_append_thread(&out, -1, -1);
	CHECK_TEXT(buffer_bytes(&out), BYTES("thread 3LWP 4711"));
	buffer_free(&out);
	return check_end();
}
