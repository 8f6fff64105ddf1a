#include "render/column.h"

#include "check.h"

static struct buffer out;

/* What the cell of the column is. */
static void
cell(const char *column, struct view_row *row, long long total, const char *wanted)
{
	const struct column *found = column_find(bytes_of(column));

	out.len = 0;
	if (!CHECK(found != NULL))
		return;
	found->append(&out, row, total);
	if (!CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted)))
		printf("   %s\n", column);
}

/* All columns that a message lists are there, and no other; numbers are to the right, and of places the end is kept. */
static void
test_names(void)
{
	struct bytes rest = bytes_of(column_names), name;
	size_t count = 0;

	while (bytes_next(&rest, ',', &name)) {
		const struct column *column = column_find(bytes_trim(name));

		if (!CHECK(column != NULL))
			continue;
		CHECK_TEXT(bytes_of(column->name), bytes_trim(name));
		CHECK(column->number ==
		    (bytes_equal(bytes_trim(name), BYTES("count")) ||
			bytes_equal(bytes_trim(name), BYTES("was")) ||
			bytes_equal(bytes_trim(name), BYTES("share"))));
		CHECK(column->end == bytes_equal(bytes_trim(name), BYTES("place")));
		count++;
	}
	CHECK(count == 16);
	CHECK(column_find(BYTES("")) == NULL && column_find(BYTES("Count")) == NULL);
	CHECK(column_find(BYTES("count ")) == NULL);
}

static void
test_numbers(void)
{
	struct view_row row = { .count = 3, .was = -1, .traceback = true };

	cell("count", &row, 8, "3");
	cell("was", &row, 8, "");
	row.was = 0;
	cell("was", &row, 8, "0");
	/* whole percent, rounded */
	cell("share", &row, 8, "38%");
	cell("share", &row, 3, "100%");
	cell("share", &row, 1000, "0%");
	cell("share", &row, 0, "0%");
	row.count = 0;
	cell("count", &row, 8, "0");
}

/* What a thread is called; an exception has its type there. */
static void
test_names_of_rows(void)
{
	struct view_row row = { .traceback = true, .type = BYTES("ValueError") };

	cell("name", &row, 1, "ValueError");
	row = (struct view_row){ .who = { .names = { BYTES("reel"), BYTES("war\033p") },
				     .name_count = 2 } };
	cell("name", &row, 1, "reel, war\\x1bp");
	row.who.other_names = true;
	cell("name", &row, 1, "reel, war\\x1bp and others");
}

static void
test_states(void)
{
	struct view_row row = { .state = BYTES("idle") };

	cell("state", &row, 1, "idle");
	row.crashed = true;
	cell("state", &row, 1, "crashed");
	row.signal = BYTES("SIGSEGV");
	cell("state", &row, 1, "SIGSEGV");
	cell("signal", &row, 1, "SIGSEGV");
	row.mixed = true; /* not all of its threads have crashed */
	cell("state", &row, 1, "SIGSEGV; idle");
}

/* The file and its line, or else the module. */
static void
test_places(void)
{
	struct view_row row = { .module = BYTES("libmill.so"), .line = -1 };

	cell("place", &row, 1, "libmill.so");
	row.line = 7;
	cell("place", &row, 1, "libmill.so");
	row.file = BYTES("/srv/mill.c");
	cell("place", &row, 1, "/srv/mill.c:7");
	row.line = -1;
	cell("place", &row, 1, "/srv/mill.c");
}

static void
test_texts(void)
{
	struct view_row row = { .function = BYTES("weave"),
		.role = BYTES("worker"),
		.message = BYTES("no\twarp"),
		.issue = BYTES("LOOM-7"),
		.first = BYTES("2026-11-24T10:00:00"),
		.body = BYTES("weave"),
		.process = BYTES(" 4503 /srv/loomd, on web3") };

	cell("function", &row, 1, "weave");
	cell("role", &row, 1, "worker");
	cell("message", &row, 1, "no\twarp");
	cell("issue", &row, 1, "LOOM-7");
	cell("first", &row, 1, "2026-11-24T10:00:00");
	/* what came once has one time */
	cell("last", &row, 1, "2026-11-24T10:00:00");
	row.last = BYTES("2026-11-24T11:00:00");
	cell("last", &row, 1, "2026-11-24T11:00:00");
	cell("key", &row, 1, "weave");
	cell("process", &row, 1, "4503 /srv/loomd, on web3");
	/* what a check against known issues said */
	cell("mark", &row, 1, "");
	row.news = (struct news){ .told = true };
	cell("mark", &row, 1, "known");
	row.news.fresh = true;
	cell("mark", &row, 1, "new");
	row.news.regressed = true;
	cell("mark", &row, 1, "regressed");
}

int
main(void)
{
	test_names();
	test_numbers();
	test_names_of_rows();
	test_states();
	test_places();
	test_texts();
	buffer_free(&out);
	return check_end();
}
