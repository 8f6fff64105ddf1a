#include "rendering.h"

#define TABLE "\n| count | | what | where |\n| ---: | --- | --- | --- |\n"
#define GROUP(count, title, more) \
	"{\"type\":\"group\",\"of\":\"traceback\",\"count\":" count \
	",\"exception\":{\"type\":\"E\"},\"fingerprint\":\"2:ab\",\"signature\":\"" title \
	"\",\"frames\":[{\"function\":\"f\",\"file\":\"a.py\",\"line\":7}]" more "}"
#define STACK "Traceback (most recent call last):\n  File \"a.py\", line 7, in f\nE\n"
#define PRINT "- fingerprint: <code>2:ab</code>\n"
#define DETAILS(count, title, facts) \
	"\n<details><summary>" count " × <code>" title "</code></summary>\n\n" facts PRINT \
	"\n```text\n" STACK "```\n\n</details>\n"
#define ROW(count, news, title) \
	"| " count " | " news " | <code>" title "</code> | <code>a.py:7</code> |\n"

static const struct rendering_case cases[] = {
	{ { NULL }, "## 0 stack traces, 0 occurrences\n" },
	{ { GROUP("1", "s", "") },
	    "## 1 stack trace, 1 occurrence\n" TABLE ROW("1", "", "s") DETAILS("1", "s", "") },
	/* no link, no mark of Markdown, no tag comes of what a program wrote */
	{ { GROUP("2", "#1 @a <b>|`c`", "") },
	    "## 1 stack trace, 2 occurrences\n" TABLE ROW(
		"2", "", "&#35;1 &#64;a &#60;b&#62;&#124;&#96;c&#96;")
		DETAILS("2", "&#35;1 &#64;a &#60;b&#62;&#124;&#96;c&#96;", "") },
	/* what is new and what is back again is counted */
	{ { GROUP("1", "s", ",\"known\":false"),
	      GROUP("1", "t", ",\"known\":true,\"regressed\":true,\"issue\":{\"id\":\"A-1\"}") },
	    "## 2 stack traces, 2 occurrences, 1 regressed, 1 new\n" TABLE ROW("1", "new", "s")
		ROW("1", "regressed", "t") DETAILS("1", "s", "")
		    DETAILS("1", "t", "- issue: <code>A-1</code>\n") },
	/* findings stand above the table */
	{ { GROUP("1", "s", ",\"process\":{\"pid\":7},\"finding\":\"0 of 16\"") },
	    "## 1 stack trace, 1 occurrence\n\n- <code>process 7</code>: <code>0 of "
	    "16</code>\n" TABLE ROW("1", "", "s")
		DETAILS("1", "s", "- process: <code>process 7</code>\n") },
	/* one that was not seen is none */
	{ { GROUP("0", "s", ",\"was\":2") }, "## 0 stack traces, 0 occurrences, 1 gone\n" },
};

static char *
of(const char *const *records)
{
	return rendering_of(&markdown_format, &(struct format_options){ .detail = 0 }, records);
}

/* A fence is longer than any run of its marks in the text that it is around. */
static void
fence(void)
{
	char *written = of((const char *const[]){
	    "{\"type\":\"traceback\",\"exception\":{\"type\":\"E\",\"message\":\"a ```` b\"},"
	    "\"signature\":\"s\",\"frames\":[]}",
	    NULL });

	CHECK(bytes_find(bytes_of(written), BYTES("\n`````text\nE: a ```` b\n`````\n")) != NULL);
	free(written);
}

/* Twenty rows; then what does not fit is counted. */
static void
many(void)
{
	enum { ALL = 23 };
	const char *records[ALL + 1] = { NULL };
	char *written;

	for (int i = 0; i < ALL; i++)
		records[i] = GROUP("1", "s", "");
	written = of(records);
	CHECK(bytes_start(bytes_of(written), BYTES("## 23 stack traces, 23 occurrences\n")));
	CHECK(bytes_find(bytes_of(written), BYTES("\n3 more in no row of this table.\n")) != NULL);
	CHECK(bytes_find(bytes_of(written), BYTES("left out")) == NULL);
	free(written);
}

int
main(void)
{
	rendering_check(
	    &markdown_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	fence();
	many();
	return check_end();
}
