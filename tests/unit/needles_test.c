/* The source is included, since only one of the two searches is used on a processor, and both are tested. */
#include "pylog/window/needles.c"

#include "check.h"

static const char *const texts[] = { "Traceback (", "File \"", "File \\\"", "(most recent call ",
	"# Thread", "Cell In[", "exc_type\"", "File: '", "Fatal Python error: ", "stackTrace\"",
	"> ignored", "____ ", "84,114,97,99,101,98,97,99" };

static const char *
find_narrow(struct bytes text)
{
	return find(text, mark);
}

/* Each needle at each place of a text that is longer than a step of the search. */
static void
test_each_place(const char *(*look)(struct bytes))
{
	enum { SIZE = 300 };
	char text[SIZE];

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct bytes needle = bytes_of(texts[i]);
		bool found = true;

		for (size_t at = 0; at + needle.len <= SIZE; at++) {
			memset(text, 'x', SIZE);
			memcpy(text + at, needle.at, needle.len);
			found = found && look((struct bytes){ text, SIZE }) == text + at;
		}
		CHECK(found);
	}
}

/* What is searched for beside the needles, and what is like it. */
static void
test_arrow(void)
{
	static const char arrow[] = "\xe2\x86\x92  12\xe2\x94\x82";
	enum { SIZE = 300, LENGTH = sizeof(arrow) - 1 };
	char text[SIZE];
	bool found = true;

	for (size_t at = 0; at + LENGTH <= SIZE; at++) {
		memset(text, '\x86', SIZE);
		memcpy(text + at, arrow, LENGTH);
		found = found && needles_find((struct bytes){ text, SIZE }) == text + at;
	}
	CHECK(found);
	CHECK(needles_find(BYTES("\xe2\x86\x92 a 12\xe2\x94\x82")) == NULL);
	CHECK(needles_find(BYTES("\xe2\x86\x92 \xe2\x94\x82")) == NULL);
	CHECK(needles_find(BYTES("\xe2\x86\x92 12 \xe2\x94\x82")) == NULL);
	CHECK(needles_find(BYTES("\x86\x92 12\xe2\x94\x82")) == NULL);
	CHECK(needles_find(BYTES("\xe2\x86\x92 1")) == NULL);
}

int
main(void)
{
	test_each_place(find_narrow);
	if (lanes_are_wide())
		test_each_place(find_wide);
	test_arrow();
	CHECK(needles_find(BYTES("")) == NULL);
	CHECK(needles_find(BYTES("Traceback")) == NULL);
	CHECK(needles_find(BYTES("File 'a'")) == NULL);
	return check_end();
}
