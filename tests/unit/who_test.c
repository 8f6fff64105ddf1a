#include "render/who.h"

#include "record.h"

static struct arena *memory;

/* Who records are, ended by NULL; how many threads, and of how many processes. */
static void
are(const char *const *lines, const char *wanted, long long threads, long long processes)
{
	struct who who = { .count = 0 };
	struct buffer out = { .at = NULL };

	for (; *lines != NULL; lines++) {
		struct record record = record_of(*lines, memory);

		CHECK(who_add(&who, &record, memory));
	}
	CHECK(who_threads(&who) == threads);
	CHECK(who_processes(&who) == processes);
	who_append(&out, &who);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
	who_free(&who);
}

#define ARE(wanted, threads, processes, ...) \
	are((const char *const[]){ __VA_ARGS__, NULL }, wanted, threads, processes)
#define THREAD(pid, more) "{\"type\":\"thread\",\"process\":{\"pid\":" pid "}," more "}"
#define GROUP(count, more, members) \
	"{\"type\":\"group\",\"of\":\"thread\",\"count\":" count "," more "\"members\":[" members \
	"]}"

/* Whether any of the threads is not yet in the set. */
static bool
mark(struct numberset *marks, const char *line)
{
	struct record record = record_of(line, memory);
	struct who who = { .count = 0 };
	bool more;

	CHECK(who_add(&who, &record, memory));
	more = who_mark(&who, marks);
	who_free(&who);
	return more;
}

static void
test_marks(void)
{
	struct numberset marks = { .count = 0 };

	CHECK(mark(&marks, THREAD("7", "\"tid\":1,\"lwp\":8")));
	CHECK(!mark(&marks, THREAD("7", "\"tid\":1,\"lwp\":8")));
	CHECK(!mark(&marks, THREAD("7", "\"tid\":1")));
	CHECK(!mark(&marks, THREAD("7", "\"lwp\":8")));
	CHECK(mark(&marks, THREAD("7", "\"lwp\":9")));
	CHECK(!mark(&marks, THREAD("7", "\"tid\":2,\"lwp\":9")));
	CHECK(mark(&marks, THREAD("7", "\"tid\":3")));
	CHECK(mark(&marks, THREAD("7", "\"inferior\":2,\"tid\":1")));
	CHECK(mark(&marks, THREAD("8", "\"lwp\":8")));
	/* one more among others; those without a number, and those that are not listed */
	CHECK(mark(&marks, GROUP("2", "", "{\"pid\":7,\"tid\":1},{\"pid\":7,\"tid\":4}")));
	CHECK(!mark(&marks, GROUP("2", "", "{\"pid\":7,\"tid\":1},{\"pid\":7,\"tid\":4}")));
	CHECK(mark(&marks, GROUP("3", "", "{\"pid\":7,\"tid\":1},{\"pid\":7,\"tid\":4}")));
	CHECK(mark(&marks, THREAD("7", "\"comm\":\"\"")));
	CHECK(mark(&marks, THREAD("7", "\"comm\":\"\"")));
	numberset_free(&marks);
}

int
main(void)
{
	struct who one = { .count = 0 }, other = { .count = 0 };
	struct record record;
	struct buffer out = { .at = NULL };

	memory = arena_new(1 << 20);
	ARE(" \"httpd\" 3", 1, 1, THREAD("7", "\"tid\":3,\"lwp\":9,\"comm\":\"httpd\""));
	ARE(" LWP 9", 1, 1, THREAD("7", "\"lwp\":9"));
	/* one tool numbers the thread that another one knows by its LWP */
	ARE(" 1 9", 2, 1, THREAD("7", "\"lwp\":8"), THREAD("7", "\"tid\":1,\"lwp\":8"),
	    THREAD("7", "\"lwp\":9"));
	ARE(" of 2 processes 6 7", 2, 2, THREAD("7", "\"lwp\":8"),
	    THREAD("6", "\"tid\":1,\"lwp\":8"));
	/* pools, and ranges of their numbers: two make none */
	ARE(" \"io\" 3-5 8 9 12", 6, 1, THREAD("7", "\"tid\":3,\"comm\":\"io-1\""),
	    THREAD("7", "\"tid\":4,\"comm\":\"io-2\""), THREAD("7", "\"tid\":5,\"comm\":\"io-3\""),
	    THREAD("7", "\"tid\":9,\"comm\":\"io-4\""), THREAD("7", "\"tid\":8,\"comm\":\"io-5\""),
	    THREAD("7", "\"tid\":12,\"comm\":\"io-6\""));
	/* one thread in two looks; two without a number */
	ARE(" 3", 1, 1, THREAD("7", "\"tid\":3,\"sample\":1"),
	    THREAD("7", "\"tid\":3,\"sample\":2"));
	ARE("", 2, 1, THREAD("7", "\"comm\":\"\""), THREAD("7", "\"comm\":\"\""));
	/* of inferiors, the first one's number stands before */
	ARE(" 2.1-3", 3, 1, THREAD("7", "\"inferior\":2,\"tid\":1"),
	    THREAD("7", "\"inferior\":2,\"tid\":2"), THREAD("7", "\"inferior\":2,\"tid\":3"));
	/* three names, and that there are others */
	ARE(" \"a\" \"b\" \"c\" and others 1-4", 4, 1, THREAD("7", "\"tid\":1,\"comm\":\"a\""),
	    THREAD("7", "\"tid\":2,\"comm\":\"b\""), THREAD("7", "\"tid\":3,\"comm\":\"c\""),
	    THREAD("7", "\"tid\":4,\"comm\":\"d\""));
	/* several processes: their numbers, unless these are of several hosts */
	ARE(" \"a\" of 2 processes 7 8", 2, 2, THREAD("8", "\"tid\":1,\"comm\":\"a\""),
	    THREAD("7", "\"tid\":1,\"comm\":\"a\""));
	ARE(" of 2 processes", 2, 2,
	    GROUP("2", "",
		"{\"pid\":7,\"tid\":1,\"host\":\"x\"},{\"pid\":7,\"tid\":1,\"host\":\"y\"}"));
	/* without a pid, by their input files */
	ARE(" of 2 processes", 3, 2, "{\"type\":\"thread\",\"tid\":3,\"source\":{\"file\":\"a\"}}",
	    "{\"type\":\"thread\",\"tid\":3,\"source\":{\"file\":\"b\"}}",
	    GROUP("3", "\"source\":{\"file\":\"b\"},",
		"{\"tid\":3},{\"tid\":3},{\"tid\":3,\"file\":\"a\"},{\"tid\":4}"));
	ARE(" 3", 1, 1,
	    "{\"type\":\"thread\",\"process\":{\"pid\":7},\"tid\":3,\"source\":{\"file\":\"a\"}}",
	    "{\"type\":\"thread\",\"process\":{\"pid\":7},\"tid\":3,\"source\":{\"file\":\"b\"}}");
	/* threads of one number that are different by their LWPs, as two runs have them */
	ARE(" 3", 2, 1, GROUP("3", "", "{\"tid\":3,\"lwp\":9},{\"tid\":3},{\"tid\":3,\"lwp\":19}"));
	/* members that are not listed */
	ARE(" 1 2 …", 5, 1,
	    GROUP("5", "\"members_more\":3,", "{\"pid\":7,\"tid\":1},{\"pid\":7,\"tid\":2}"));
	ARE(" 1 2 …", 5, 1, GROUP("5", "", "{\"pid\":7,\"tid\":1},{\"pid\":7,\"tid\":2}"));
	ARE(" \"a\" 3 …", 5, 1,
	    GROUP("5", "\"process\":{\"pid\":7},\"tid\":3,\"comm\":\"a\",", ""));
	ARE(" \"a\" 1", 1, 1, GROUP("1", "\"comm\":\"a\",", "{\"pid\":7,\"tid\":1}"));
	/* more ranges than are shown */
	ARE(" 1 3 5 7 9 11 13 15 …", 9, 1,
	    GROUP("9", "",
		"{\"pid\":7,\"tid\":1},{\"pid\":7,\"tid\":3},{\"pid\":7,\"tid\":5},{\"pid\":7,"
		"\"tid\":7},{\"pid\":7,\"tid\":9},"
		"{\"pid\":7,\"tid\":11},{\"pid\":7,\"tid\":13},{\"pid\":7,\"tid\":15},{\"pid\":7,"
		"\"tid\":17}"));
	record = record_of(THREAD("7", "\"tid\":1,\"comm\":\"a\""), memory);
	CHECK(who_add(&one, &record, memory) && who_add(&other, &record, memory));
	record = record_of(THREAD("8", "\"tid\":1,\"comm\":\"b\""), memory);
	CHECK(who_add(&other, &record, memory) && who_join(&one, &other));
	CHECK(who_threads(&one) == 2 && one.name_count == 1);
	test_marks();
	who_append_name(&out, BYTES("say \"x\"\033"));
	CHECK_TEXT(buffer_bytes(&out), BYTES(" \"say \\\"x\\\"\\x1b\""));
	buffer_free(&out);
	who_free(&one);
	who_free(&other);
	arena_free(memory);
	return check_end();
}
