#include "group/verdict.h"

#include "record.h"

/* The members that a group of these records gets, besides its own; NULL ends the records. */
static void
of(const char *const *records, const char *wanted)
{
	struct arena *memory = arena_new(1 << 20);
	struct verdict verdict = { .issue = BYTES_NONE };
	struct buffer values = { .at = NULL }, out = { .at = NULL };
	struct changes changes = { .values = &values };

	for (; *records != NULL; records++) {
		struct record record = record_of(*records, memory);

		CHECK(verdict_add(&verdict, &record, memory));
	}
	verdict_change(&verdict, &changes);
	changes_write(&changes, value_of("{\"count\":1}", memory), &out);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&values);
	buffer_free(&out);
	arena_free(memory);
}

#define OF(wanted, ...) of((const char *const[]){ __VA_ARGS__, NULL }, wanted)
#define RECORD(more) "{\"type\":\"traceback\"" more "}"
#define KNOWN(issue) RECORD(",\"known\":true,\"issue\":{\"id\":\"" issue "\"}")
#define BACK(issue, release) \
	RECORD(",\"known\":true,\"regressed\":true,\"issue\":{\"id\":\"" issue \
	       "\"},\"release\":\"" release "\"")

int
main(void)
{
	OF("{\"count\":1}", RECORD(""), RECORD(""));
	OF("{\"count\":1,\"known\":true}", RECORD(",\"known\":true"), RECORD(""));
	/* one that is new, or has regressed, makes the group so */
	OF("{\"count\":1,\"issue\":{\"id\":\"A\"},\"known\":false}", KNOWN("A"),
	    RECORD(",\"known\":false"));
	OF("{\"count\":1,\"issue\":{\"id\":\"B\"},\"release\":\"2\",\"known\":true,\"regressed\":"
	   "true}",
	    KNOWN("A"), BACK("B", "2"), BACK("C", "3"));
	/* the first issue, and the first release, of whichever records these are */
	OF("{\"count\":1,\"issue\":{\"id\":\"A\"},\"release\":\"1\",\"known\":true}",
	    RECORD(",\"known\":true,\"release\":\"1\""), KNOWN("A"), KNOWN("B"));
	/* those of what has regressed are not mixed with those of other records */
	OF("{\"count\":1,\"issue\":{\"id\":\"B\"},\"known\":true,\"regressed\":true}",
	    RECORD(",\"known\":true,\"regressed\":true,\"issue\":{\"id\":\"B\"}"),
	    RECORD(",\"known\":true,\"release\":\"1\""));
	OF("{\"count\":1,\"release\":\"2\",\"known\":true,\"regressed\":true}", KNOWN("A"),
	    RECORD(",\"known\":true,\"regressed\":true,\"release\":\"2\""));
	/* a known issue that was not seen says nothing */
	OF("{\"count\":1}", "{\"type\":\"group\",\"of\":\"traceback\",\"count\":0,\"known\":true}");
	return check_end();
}
