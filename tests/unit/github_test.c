#include "rendering.h"

#define ERROR(type, count, more) \
	"{\"type\":\"group\",\"of\":\"traceback\",\"count\":" count \
	",\"exception\":{\"type\":\"" type "\"},\"signature\":\"" type \
	" in f\",\"frames\":[{\"function\":\"f\",\"file\":\"/srv/a.py\"," \
	"\"line\":7}]" more "}"
#define NOTICE(count) "::notice::" count " more not shown: known, no error, or past the first 10\n"

/* The lines of what is written begin so, in order. */
static void
begins(const char *const *records, const char *const *beginnings, size_t count)
{
	char *written = rendering_of(
	    &github_format, &(struct format_options){ .source_root = "/srv" }, records);
	struct bytes rest = bytes_of(written), line;
	size_t lines = 0;

	for (; bytes_next(&rest, '\n', &line) && line.len > 0; lines++)
		if (!CHECK(lines < count && bytes_start(line, bytes_of(beginnings[lines]))))
			printf("   %.*s\n", (int)line.len, line.at);
	CHECK(lines == count);
	free(written);
}

#define BEGINS(records, ...) \
	begins(records, (const char *const[]){ __VA_ARGS__ }, \
	    COUNT_OF(((const char *const[]){ __VA_ARGS__ })))
#define RECORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Ten errors are shown, since a step shows no more: those that came most often. */
static void
many(void)
{
	static char texts[12][300];
	const char *records[13] = { NULL }, *wanted[11];
	static char begins_with[11][60];

	for (int i = 0; i < 12; i++) {
		snprintf(texts[i], sizeof(texts[i]), ERROR("E%d", "%d", ""), i + 1, i, i);
		records[i] = texts[i];
	}
	for (int i = 0; i < 10; i++) {
		snprintf(begins_with[i], sizeof(begins_with[i]),
		    "::error file=a.py,line=7,title=E%d in f::%d times%%0A", 11 - i, 12 - i);
		wanted[i] = begins_with[i];
	}
	wanted[10] = "::notice::2 more not shown";
	begins(records, wanted, 11);
}

int
main(void)
{
	BEGINS(RECORDS(ERROR("E", "1", "")), "::error file=a.py,line=7,title=E in f::1 time%0A");
	/* what is known is not shown, what is new says so */
	BEGINS(RECORDS(ERROR("E", "1", ",\"known\":true"), ERROR("K", "2", ",\"known\":false")),
	    "::error file=a.py,line=7,title=K in f::2 times, new%0A", "::notice::1 more not shown");
	/* of equal counts the first comes first */
	BEGINS(RECORDS(ERROR("E", "2", ""), ERROR("K", "2", ""), ERROR("V", "3", "")),
	    "::error file=a.py,line=7,title=V in f::3", "::error file=a.py,line=7,title=E in f::2",
	    "::error file=a.py,line=7,title=K in f::2");
	/* a property ends at a comma or colon */
	BEGINS(RECORDS(ERROR("a:b,c%", "1", "")),
	    "::error file=a.py,line=7,title=a%3Ab%2Cc%25 in f::");
	/* a finding stands above all; a thread that did nothing is no error */
	BEGINS(RECORDS("{\"type\":\"group\",\"of\":\"thread\",\"count\":2,\"frames\":[],"
		       "\"process\":{\"pid\":7},"
		       "\"finding\":\"no worker is idle\"}"),
	    "::warning title=process 7::no worker is idle", "::notice::1 more not shown");
	many();
	return check_end();
}
