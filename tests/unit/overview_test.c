#include "render/overview.h"

#include "rendering.h"

#define HEAD "{\"type\":\"group\",\"of\":\"thread\",\"by\":\"process,functions\","
#define GROUP(pid, tid, function, more) \
	HEAD "\"process\":{\"pid\":" pid "},\"frames\":[{\"function\":\"" function \
	     "\"},{\"function\":\"main\"}],\"count\":1,\"members\":[{\"pid\":" pid ",\"tid\":" tid \
	     "}]" more "}"
#define LWP(pid, lwp, function) \
	HEAD "\"process\":{\"pid\":" pid "},\"frames\":[{\"function\":\"" function \
	     "\"}],\"crashed\":true,\"count\":1,\"members\":[{\"pid\":" pid ",\"lwp\":" lwp "}]}"
#define KIND(type, first, last, more) \
	"{\"type\":\"group\",\"of\":\"traceback\",\"by\":\"exception\",\"exception\":{\"type\":" \
	"\"" type "\"},\"count\":2,\"first\":{\"time\":\"" first "\"},\"last\":{\"time\":\"" last \
	"\"}" more "}"

#define DAY "2026-11-24T"

/* Groups, and what the heading says of them. */
static const struct {
	const char *groups[5], *heading;
} rows[] = {
	/* how many, and of which process */
	{ { GROUP("7", "1", "f", "") }, "process 7\n1 thread in 1 group\n\n" },
	{ { GROUP("7", "1", "f", ""), GROUP("7", "2", "g", "") },
	    "process 7\n2 threads in 2 groups\n\n" },
	{ { GROUP("7", "1", "f", ""), GROUP("8", "2", "g", "") },
	    "several processes: 7; 8\n2 threads in 2 groups\n\n" },
	{ { GROUP("6", "1", "f", ""), GROUP("7", "2", "g", ""), GROUP("8", "3", "h", ""),
	      GROUP("9", "4", "i", "") },
	    "several processes: 6; 7; 8; and others\n4 threads in 4 groups\n\n" },
	/* what crashed comes first, then what is new or back again, then the rest by rank */
	{ { GROUP("7", "1", "f", ",\"state\":\"idle\""),
	      GROUP("7", "2", "g",
		  ",\"crashed\":true,\"signal\":\"SIGSEGV\",\"reason\":\"a NULL pointer\"") },
	    "process 7\n2 threads in 2 groups: crashed with SIGSEGV in g (a NULL pointer); 1 "
	    "idle\n\n" },
	{ { GROUP("7", "1", "f", ",\"crashed\":true"), GROUP("7", "2", "g", ",\"crashed\":true"),
	      GROUP("7", "3", "h", ",\"crashed\":true") },
	    "process 7\n3 threads in 3 groups: crashed in f, and 2 more\n\n" },
	/* a thread of which two tools tell crashed once: one has a number for it, the other one its LWP alone */
	{ { GROUP("7", "1,\"lwp\":9", "f", ",\"crashed\":true"), LWP("7", "9", "g"),
	      LWP("7", "9", "h") },
	    "process 7\n1 thread in 3 groups: crashed in f\n\n" },
	{ { LWP("7", "9", "g"), GROUP("7", "1,\"lwp\":9", "f", ",\"crashed\":true"),
	      LWP("7", "8", "h") },
	    "process 7\n2 threads in 3 groups: crashed in g, and 1 more\n\n" },
	{ { LWP("7", "9", "g"), LWP("8", "9", "h") },
	    "several processes: 7; 8\n2 threads in 2 groups: crashed in g, and 1 more\n\n" },
	{ { GROUP("7", "1", "f", ",\"known\":false"), GROUP("7", "2", "g", ",\"known\":true"),
	      GROUP("7", "3", "h", ",\"known\":true,\"regressed\":true") },
	    "process 7\n3 threads in 3 groups: 1 regressed; 1 new\n\n" },
	{ { GROUP("7", "1", "f", ",\"finding\":\"no worker is idle\"") },
	    "process 7\n1 thread in 1 group: no worker is idle\n\n" },
	{ { GROUP("7", "1", "f", ",\"truncated\":true") },
	    "process 7\n1 thread in 1 group: 1 group is cut\n\n" },
	{ { GROUP("7", "1", "f", ",\"state\":\"idle\""),
	      GROUP("7", "2", "g", ",\"state\":\"running\"") },
	    "process 7\n2 threads in 2 groups: 1 running; 1 idle\n\n" },
	/* what changed */
	{ { GROUP("7", "1", "f", ",\"was\":1"), GROUP("7", "2", "g", ",\"was\":0") },
	    "process 7\n2 threads in 2 groups: since then 1 new\n\n" },
	{ { GROUP("7", "1", "f", ",\"was\":1") },
	    "process 7\n1 thread in 1 group: since then no change\n\n" },
	{ { GROUP("7", "1", "f", ",\"was\":3"), GROUP("7", "2", "g", ",\"was\":1") },
	    "process 7\n2 threads in 2 groups: since then 1 smaller\n\n" },
	/* exceptions have times: where all can be compared, the earliest and the latest */
	{ { KIND("E", DAY "10:00:01", DAY "10:00:03", ""),
	      KIND("K", DAY "10:00:00", DAY "10:00:02", "") },
	    "4 exceptions in 2 kinds, " DAY "10:00:00 to " DAY "10:00:03\n\n" },
	{ { KIND("E", DAY "10:00:01", DAY "10:00:01", "") },
	    "2 exceptions in 1 kind, " DAY "10:00:01\n\n" },
	{ { KIND("E", DAY "10:00:01Z", DAY "10:00:03Z", ""),
	      KIND("K", DAY "10:00:00", DAY "10:00:02", "") },
	    "4 exceptions in 2 kinds\n\n" },
	{ { KIND("E", DAY "10:00:01.500+01:00", DAY "10:00:03.250+01:00", "") },
	    "2 exceptions in 1 kind, " DAY "10:00:01.500+01:00 to " DAY "10:00:03.250+01:00\n\n" },
	{ { KIND("E", "10:00:01", "10:00:03", "") }, "2 exceptions in 1 kind\n\n" },
	{ { KIND("E", "", "", ",\"known\":false"), KIND("K", "", "", ",\"known\":true") },
	    "4 exceptions in 2 kinds: 1 new\n\n" },
};

int
main(void)
{
	struct arena *memory = arena_new(1 << 22);
	struct rendering rendering = RENDERING;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct view view = { .memory = NULL };

		CHECK(view_open(&view));
		for (size_t n = 0; rows[i].groups[n] != NULL; n++) {
			struct record record = record_of(rows[i].groups[n], memory);
			bool fresh;

			CHECK(view_add(&view, &record, &fresh) != NULL);
		}
		view_sort(&view);
		overview_append(&rendering, &view);
		if (!CHECK_TEXT(rendered(&rendering), bytes_of(rows[i].heading)))
			printf("   row %zu\n", i);
		view_close(&view);
		arena_reset(memory);
	}
	buffer_free(&rendering.line);
	arena_free(memory);
	return check_end();
}
