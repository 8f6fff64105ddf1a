#include "pylog/fields.h"

#include "check.h"

/* The lines, from the first above the traceback upwards; the last is asked for. */
static const struct {
	const char *lines[6], *logger;
	size_t last;
} rows[] = {
	{ { "Error: a", "", "Last logged: 10:00", "Source: a.py:3", "Logger: loom.warp" },
	    "loom.warp", 2 },
	{ { "Error: a", "", "Zuletzt: 10:00", "Logger: loom " }, "loom", 2 },
	{ { "Error: a", "Last logged: 10:00", "Source: a.py:3", "Logger: loom" }, "loom", 1 },
	{ { "Error: a", "Zuletzt: 10:00", "Logger: loom" }, "loom", 2 },
	{ { "no warp", "Logger: loom" }, "loom", 1 },
	{ { "Logger: loom" }, "loom", 0 },
	{ { "", "Logger: the loom" }, "", 1 },
	{ { "", "Logger: " }, "", 1 },
	{ { "", "Logged: loom" }, "", 1 },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct above above = { .count = 0 };
		struct bytes logger;

		while (above.count < 6 && rows[i].lines[above.count] != NULL) {
			above.lines[above.count].text = bytes_of(rows[i].lines[above.count]);
			above.count++;
		}
		if (!CHECK(fields_find(&above, 0, above.count - 1, &logger) == rows[i].last))
			printf("   row %zu\n", i);
		CHECK_TEXT(logger, bytes_of(rows[i].logger));
	}
	return check_end();
}
