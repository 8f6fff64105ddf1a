#include "pylog/ruled.h"

#include "check.h"

#define RULE "--------------------"
#define HEAD "2026-11-24 10:00:02 ERROR Shop: "

/* Log messages, the nearest first, up to NULL; what the first one, a rule, is the end of. */
static const struct {
	const char *lines[9];
	const char *message;
} cases[] = {
	{ { HEAD RULE, HEAD "it failed", HEAD RULE }, "it failed" },
	{ { HEAD RULE, HEAD "with this", HEAD "it failed", HEAD RULE, HEAD "on" }, "it failed" },
	{ { HEAD RULE, "2026-11-24 10:00:02 ERROR Loom: it failed", HEAD RULE },
	    "Loom: it failed" },
	{ { HEAD RULE, HEAD RULE }, "" },
	/* another message, or none */
	{ { HEAD RULE, "2026-11-24 10:00:02 INFO Shop: it runs", HEAD RULE }, "" },
	{ { HEAD RULE, "it failed", HEAD RULE }, "" },
	{ { HEAD RULE, HEAD "it failed" }, "" },
	{ { HEAD RULE, HEAD "1", HEAD "2", HEAD "3", HEAD "4", HEAD "5", HEAD "6", HEAD RULE },
	    "" },
	/* without a logger */
	{ { "2026-11-24 10:00:02 ERROR " RULE, HEAD "it failed", HEAD RULE }, "Shop: it failed" },
};

int
main(void)
{
	static struct above above;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct logheader header;

		above.count = 0;
		for (; cases[i].lines[above.count] != NULL; above.count++)
			above.lines[above.count].text = bytes_of(cases[i].lines[above.count]);
		CHECK(logheader_read(above_text(&above, 0), &header));
		CHECK_TEXT(ruled_message(&above, 0, &header), bytes_of(cases[i].message));
	}
	return check_end();
}
