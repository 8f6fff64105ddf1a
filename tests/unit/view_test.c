#include "render/view.h"

#include "record.h"

static struct arena *memory;
static struct view view;

static struct view_row *
add(const char *line, bool fresh)
{
	struct record record = record_of(line, memory);
	struct view_row *row;
	bool is_fresh;

	row = view_add(&view, &record, &is_fresh);
	CHECK(row != NULL && is_fresh == fresh);
	return row;
}

static void
begin(void)
{
	if (view.memory != NULL)
		view_close(&view);
	CHECK(view_open(&view));
}

#define GROUP(pid, count, more) \
	"{\"type\":\"group\",\"of\":\"thread\",\"by\":\"process,functions\",\"process\":{" \
	"\"pid\":" pid ",\"exe\":\"/srv/a\"},\"count\":" count \
	",\"frames\":[{\"function\":\"f(int)\",\"file\":\"a.c\",\"line\":7}]" more "}"
#define PRINT ",\"fingerprint\":\"2:x\""
#define MEMBERS(members) ",\"members\":[" members "]"

/* The same stack in several processes is one row, if also its labels are the same. */
static void
test_rows(void)
{
	struct view_row *row;

	begin();
	row = add(
	    GROUP("7", "2", PRINT MEMBERS("{\"pid\":7,\"tid\":1},{\"pid\":7,\"tid\":2}")), true);
	CHECK(add(GROUP("8", "1", PRINT MEMBERS("{\"pid\":8,\"tid\":1}")), false) == row);
	CHECK(row->count == 3 && row->interest.count == 3 && who_processes(&row->who) == 2);
	CHECK_TEXT(row->function, BYTES("f"));
	CHECK_TEXT(row->file, BYTES("a.c"));
	CHECK(row->line == 7 && row->pid == 7);
	CHECK_TEXT(row->process, BYTES(" 7 /srv/a"));
	CHECK(add(GROUP("9", "1", PRINT ",\"role\":\"r\""), true) != row);
	CHECK(add(GROUP("9", "1", ""), true) != row);
	CHECK(add("{\"type\":\"group\",\"of\":\"thread\",\"by\":\"role\",\"count\":1" PRINT "}",
		  true) != row);
	CHECK(view.count == 4 && view_groups(&view) == 4);
	CHECK(view.process_count == 3 && view.other_processes);
	CHECK(!view_is_of_one_process(&view) && view_has_other_processes(&view));
}

/* What crashed is first; then by rank, count and order. */
static void
test_order(void)
{
	begin();
	(void)add(GROUP("7", "5", ",\"state\":\"idle\""), true);
	(void)add(GROUP("7", "1", ""), true);
	(void)add(GROUP("7", "3", ""), true);
	(void)add(GROUP("7", "1", ",\"crashed\":true"), true);
	view_sort(&view);
	CHECK(view.rows[0]->crashed && view.rows[1]->count == 3 && view.rows[2]->count == 1 &&
	    view.rows[3]->count == 5);
	CHECK(view_shown(&view, 0) == 4 && view_shown(&view, 3) == 3 && view_shown(&view, 9) == 4);
	CHECK(view_is_of_one_process(&view) && !view_has_other_processes(&view));
	CHECK(view_first(&view) == view.rows[0]);
}

/* A thread that several rows have, in several looks, is one; what is gone counts as before. */
static void
test_counts(void)
{
	begin();
	(void)add(GROUP("7", "1", MEMBERS("{\"pid\":7,\"tid\":1,\"sample\":1}")), true);
	(void)add(
	    GROUP("7", "1", ",\"was\":4" MEMBERS("{\"pid\":7,\"tid\":1,\"sample\":2}")), true);
	CHECK(view_total(&view) == 1);
	CHECK(view.rows[0]->was == -1 && view.rows[1]->was == 4);
	(void)add(GROUP("7", "0", ",\"was\":4"), true);
	CHECK(view_total(&view) == 1 && view_groups(&view) == 2);
	CHECK(view_count(view.rows[2]) == 0);
}

static void
test_exceptions(void)
{
	struct view_row *row;

	begin();
	row = add("{\"type\":\"group\",\"of\":\"traceback\",\"count\":3,\"exception\":{\"type\":"
		  "\"E\",\"message\":\"m 1\"},\"frames\":[],"
		  "\"messages\":[{\"template\":\"m "
		  "*\",\"count\":3}],\"first\":{\"time\":\"2026-01-01\"},\"last\":{\"time\":\"2026-"
		  "01-02\"}}",
	    true);
	CHECK(row->traceback && row->line == -1);
	CHECK_TEXT(row->message, BYTES("m *"));
	CHECK_TEXT(row->first, BYTES("2026-01-01"));
	CHECK_TEXT(row->last, BYTES("2026-01-02"));
	row = add("{\"type\":\"traceback\",\"exception\":{\"type\":\"E\",\"message\":\"m "
		  "1\"},\"frames\":[],\"log\":{\"timestamp\":\"10:00\"}}",
	    true);
	CHECK_TEXT(row->message, BYTES("m 1"));
	CHECK_TEXT(row->last, BYTES("10:00"));
	CHECK(view_total(&view) == 4);
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_rows();
	test_order();
	test_counts();
	test_exceptions();
	view_close(&view);
	arena_free(memory);
	return check_end();
}
