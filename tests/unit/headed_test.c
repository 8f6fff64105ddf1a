#include "native/gdb/headed.h"

#include "check.h"

enum { CEILING = 1 << 20 };

/* The headers of a log, in order, and the members that their threads get. */
static const struct {
	const char *header;
	long long tid, lwp, pid;
	const char *pthread, *comm, *target;
} rows[] = {
	{ "Thread 3 (Thread 0x7f3 (LWP 9) \"w\"):", 3, 9, -1, "0x7f3", "w", "" },
	/* Apple: the number is the same for all */
	{ "Thread 2 (process 7 thread 0x2903):", 2, -1, -1, "", "", "process 7 thread 0x2903" },
	/* old gdb on Linux: the numbers differ; the last header tells nothing */
	{ "Thread 2 (process 12):", 2, 12, -1, "", "", "" },
	{ "Thread 1 (process 11):", 1, 11, -1, "", "", "" },
};

int
main(void)
{
	struct drafts *drafts = drafts_new(CEILING);
	struct headed headed = headed_none;

	for (size_t i = 0; drafts != NULL && i < COUNT_OF(rows); i++) {
		struct draft *draft = drafts_begin(drafts);
		struct thread_target target, next = { .pid = -1 };

		if (!CHECK(draft != NULL))
			break;
		CHECK(header_parse(bytes_of(rows[i].header), &target) == HEADER_WHOLE);
		headed_begin(&headed, draft, &target);
		if (i + 1 < COUNT_OF(rows))
			(void)header_parse(bytes_of(rows[i + 1].header), &next);
		headed_settle(&headed, &draft->thread, next.process ? next.pid : -1);
		CHECK(draft->thread.tid == rows[i].tid && draft->thread.lwp == rows[i].lwp &&
		    draft->thread.process.pid == rows[i].pid);
		CHECK_TEXT(draft->thread.pthread, bytes_of(rows[i].pthread));
		CHECK_TEXT(draft->thread.comm, bytes_of(rows[i].comm));
		CHECK_TEXT(draft->thread.target, bytes_of(rows[i].target));
		drafts_drop(drafts, draft);
	}
	drafts_free(drafts);
	return check_end();
}
