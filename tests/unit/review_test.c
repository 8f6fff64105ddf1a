#include "rules/review.h"

#include "child.h"
#include "rules.h"

/* Files of rules, and the notes on them, each from its line's number on. */
static const struct {
	const char *rules, *notes;
} files[] = {
	/* what a label says is said already: a member, all of several, or only some */
	{ "{\"rules\":\"t\",\"label\":[\n"
	  "{\"when\":{\"function\":\"f\"},\"role\":\"a\"},\n"
	  "{\"when\":{\"function\":\"f\"},\"role\":\"b\"}]}",
	    ":3: says nothing: the label in line 2 has the same condition\n" },
	{ "{\"rules\":\"t\",\"label\":[\n"
	  "{\"when\":{\"function\":\"f\"},\"role\":\"a\",\"state\":\"s\"},\n"
	  "{\"when\":{\"function\":\"g\"},\"role\":\"b\"},\n"
	  "{\"when\":{\"function\":\"f\"},\"state\":\"b\"}]}",
	    ":4: says nothing: the label in line 2 has the same condition\n" },
	{ "{\"rules\":\"t\",\"label\":[\n"
	  "{\"when\":{\"function\":\"f\"},\"role\":\"a\"},\n"
	  "{\"when\":{\"function\":\"f\"},\"role\":\"a\",\"state\":\"b\"}]}",
	    "" },
	{ "{\"rules\":\"t\",\"label\":[\n"
	  "{\"when\":{\"function\":\"f\"},\"role\":\"a\"},\n"
	  "{\"when\":{\"called_by\":\"f\"},\"role\":\"a\"}]}",
	    "" },
	/* names that a debugger prints in several forms */
	{ "{\"rules\":\"t\",\"label\":[\n"
	  "{\"when\":{\"function\":\"__GI_f\"},\"role\":\"a\"}]}",
	    ":2: function: \"__GI_f\" matches only where it is printed so; \"f\" matches all forms "
	    "of it "
	    "(\"exactly\": true if that is meant)\n" },
	{ "{\"rules\":\"t\",\"trim\":[\n"
	  "{\"when\":{\"function\":\"f\",\"called_by\":\"g.isra.0\"},\"drop\":\"inner\"}]}",
	    ":2: called_by: \"g.isra.0\" matches only where it is printed so; \"g\" matches all "
	    "forms of it "
	    "(\"exactly\": true if that is meant)\n" },
	{ "{\"rules\":\"t\",\"label\":[\n"
	  "{\"when\":{\"not\":{\"any\":[{\"function\":\"f\"},{\"called_under\":\"_h\"}]}},\"role\":"
	  "\"a\"}]}",
	    ":2: called_under: \"_h\" matches only where it is printed so; \"h\" matches all forms "
	    "of it "
	    "(\"exactly\": true if that is meant)\n" },
	/* not where it is meant so, where a name is a pattern, and where it is of a frame of Python */
	{ "{\"rules\":\"t\",\"label\":[\n"
	  "{\"when\":{\"function\":\"__GI_f\",\"exactly\":true},\"role\":\"a\"}]}",
	    "" },
	{ "{\"rules\":\"t\",\"label\":[\n"
	  "{\"when\":{\"function_matches\":\"__GI_f\"},\"role\":\"a\"},\n"
	  "{\"when\":{\"function_contains\":\"__GI_\"},\"role\":\"a\"},\n"
	  "{\"when\":{\"module\":\"_f\"},\"role\":\"a\"}]}",
	    "" },
	{ "{\"rules\":\"t\",\"language\":\"python\",\"label\":[\n"
	  "{\"when\":{\"function\":\"_f\"},\"role\":\"a\"}]}",
	    "" },
};

static int
review(void *of)
{
	struct rulefile *rules = rules_of(of);

	if (rules == NULL)
		return 1;
	review_rules(rules);
	rulefile_free(rules);
	return 0;
}

/* Notes without what stands before a line's number: the program and the name of a file that is made for a moment. */
static struct bytes
without_names(char *text)
{
	struct bytes rest = bytes_of(text), line, number;
	size_t length = 0;

	while (bytes_next(&rest, '\n', &line)) {
		if (!bytes_split(line, BYTES("st-rules."), NULL, &number))
			number = line;
		number = bytes_from(number, bytes_index(number, ':'));
		memmove(text + length, number.at, number.len);
		length += number.len;
		text[length++] = '\n';
	}
	return (struct bytes){ text, length };
}

int
main(void)
{
	static struct child child;

	for (size_t i = 0; i < COUNT_OF(files); i++) {
		child_run(&child, review, (void *)files[i].rules);
		CHECK(child.status == 0);
		if (!CHECK_TEXT(without_names(child.err), bytes_of(files[i].notes)))
			printf("   %s\n", files[i].rules);
	}
	return check_end();
}
