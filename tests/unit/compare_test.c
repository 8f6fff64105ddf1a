#include "group/compare.h"

#include "groupings.h"
#include "record/names.h"

#define KEY "process,functions"

/* Groups by their first function, with their counts before and now: `a 2>1, b 0>1, c 1>0`. */
static void
compared(const char *key, const char *const *before, const char *const *now, const char *wanted)
{
	struct grouping *was = grouping_of(key, "exception,functions", before);
	struct grouping *is = grouping_of(key, "exception,functions", now);
	struct arena *memory = arena_new(1 << 20);
	struct buffer said = { .at = NULL };
	struct bytes line;

	CHECK(compare_groupings(is, was));
	while (group_next(is, &line)) {
		struct stream_fault fault;
		struct record record;

		bytes_take_end(&line, BYTES("\n"));
		if (!CHECK(stream_parse(line, memory, &record, &fault)))
			break;
		if (said.len > 0)
			buffer_append(&said, BYTES(", "));
		buffer_append(&said,
		    json_text(json_first(json_member(record.value, NAME_FRAMES)), NAME_FUNCTION));
		buffer_byte(&said, ' ');
		buffer_number(&said, json_number(record.value, NAME_WAS));
		buffer_byte(&said, '>');
		buffer_number(&said, json_number(record.value, NAME_COUNT));
	}
	CHECK_TEXT(buffer_bytes(&said), bytes_of(wanted));
	buffer_free(&said);
	arena_free(memory);
	group_free(was);
	group_free(is);
}

#define LIST_OF(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define THREAD(process, function) \
	"{\"type\":\"thread\",\"process\":{" process "},\"frames\":[{\"function\":\"" function \
	"\"}]}"
#define RAISED(type) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"" type \
	"\"},\"frames\":[{\"function\":\"f\"}]}"
#define SEVEN "\"pid\":7,\"exe\":\"/srv/a\""
#define EIGHT "\"pid\":8,\"exe\":\"/srv/a\""
#define NINE "\"pid\":9,\"exe\":\"/srv/b\""

int
main(void)
{
	compared(KEY, LIST_OF(NULL), LIST_OF(THREAD(SEVEN, "a")), "a 0>1");
	/* larger, smaller, new, gone: those at the end */
	compared(KEY,
	    LIST_OF(THREAD(SEVEN, "a"), THREAD(SEVEN, "a"), THREAD(SEVEN, "b"), THREAD(SEVEN, "c"),
		THREAD(SEVEN, "d")),
	    LIST_OF(THREAD(SEVEN, "a"), THREAD(SEVEN, "b"), THREAD(SEVEN, "b"), THREAD(SEVEN, "e"),
		THREAD(SEVEN, "d")),
	    "a 2>1, b 1>2, e 0>1, d 1>1, c 1>0");
	/* the program was started anew: another pid, the same program */
	compared(KEY, LIST_OF(THREAD(SEVEN, "a")), LIST_OF(THREAD(EIGHT, "a")), "a 1>1");
	compared(KEY, LIST_OF(THREAD(SEVEN, "a")), LIST_OF(THREAD(NINE, "a")), "a 0>1, a 1>0");
	/* of several, first those that are the same, whatever their order; then the others in theirs */
	compared(KEY, LIST_OF(THREAD(SEVEN, "a"), THREAD(SEVEN, "a"), THREAD(EIGHT, "a")),
	    LIST_OF(THREAD(EIGHT, "a"), THREAD(SEVEN, "a")), "a 1>1, a 2>1");
	compared(KEY, LIST_OF(THREAD(SEVEN, "a"), THREAD(SEVEN, "a"), THREAD(EIGHT, "a")),
	    LIST_OF(THREAD("\"pid\":1,\"exe\":\"/srv/a\"", "a"),
		THREAD("\"pid\":2,\"exe\":\"/srv/a\"", "a"),
		THREAD("\"pid\":3,\"exe\":\"/srv/a\"", "a")),
	    "a 2>1, a 1>1, a 0>1");
	/* more is known of the process now than before: the title does not count, the host does */
	compared(KEY, LIST_OF(THREAD(SEVEN ",\"title\":\"x\"", "a")), LIST_OF(THREAD(SEVEN, "a")),
	    "a 1>1");
	/* not by process: of whichever process */
	compared("functions", LIST_OF(THREAD(SEVEN, "a")),
	    LIST_OF(THREAD(NINE, "a"), THREAD(SEVEN, "a")), "a 1>2");
	/* exceptions are of no process, and no threads */
	compared(KEY, LIST_OF(RAISED("E"), THREAD(SEVEN, "f")), LIST_OF(RAISED("E"), RAISED("F")),
	    "f 1>1, f 0>1, f 1>0");
	/* a known issue that was not seen before is not gone now */
	compared(KEY,
	    LIST_OF("{\"type\":\"group\",\"of\":\"traceback\",\"count\":0,\"unused\":true,"
		    "\"exception\":{\"type\":"
		    "\"E\"},"
		    "\"frames\":[{\"function\":\"f\"}]}"),
	    LIST_OF(THREAD(SEVEN, "a")), "a 0>1");
	return check_end();
}
