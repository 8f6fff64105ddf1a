#include "pylog/window/needles.h"

#include "check.h"

static const char *const needles[] = { "Traceback (", "File \"", "File \\\"", "(most recent call ",
	"Cell In[", "exc_type\"", "Fatal Python error: ", "stackTrace\"", "> ignored", "____ ",
	"84,114,97,99,101,98,97,99" };

/* Each needle at each place of a text that is longer than what is looked at in one go. */
static void
test_each_place(void)
{
	enum { SIZE = 300 };
	char text[SIZE];

	for (size_t i = 0; i < sizeof(needles) / sizeof(needles[0]); i++) {
		struct bytes needle = bytes_of(needles[i]);
		bool found = true;

		for (size_t at = 0; at + needle.len <= SIZE; at++) {
			memset(text, 'x', SIZE);
			memcpy(text + at, needle.at, needle.len);
			found = found && needles_find((struct bytes){ text, SIZE }) == text + at;
		}
		CHECK(found);
	}
}

int
main(void)
{
	test_each_place();
	CHECK(needles_find(BYTES("")) == NULL);
	CHECK(needles_find(BYTES("Traceback")) == NULL);
	CHECK(needles_find(BYTES("File 'a'")) == NULL);
	return check_end();
}
