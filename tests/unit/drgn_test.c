#include "native/kernel/drgn.h"

#include "debugger.h"

/* Frames as drgn 0.0.22 prints them; NULL: that is none. */
static const struct row {
	const char *line, *function;
	long long number, column, offset;
	bool sure;
} rows[] = {
	{ "#0  switch_to (kernel/sched/core.c:5313:2)", "switch_to", 5313, 2, -1, true },
	{ "#12 entry+0xaf/0x14c (arch/x86/entry/entry_64.S:121)", "entry", 121, -1, 175, false },
	{ "#1  weave+0x33/0x60", "weave", -1, -1, 51, false },
	{ "#13 0x7f1913b2aaa7", "", -1, -1, -1, false },
	{ "#3  ???", "", -1, -1, -1, false },
	{ "#0  main () at weave.c:12", NULL, 0, 0, 0, false },
	{ "#0  main (argc=1)", NULL, 0, 0, 0, false },
	{ "#0  main (file=weave.c:12:3)", NULL, 0, 0, 0, false },
	{ "#0  main (a weave.c:12:3)", NULL, 0, 0, 0, false },
	{ "#0  0x7f88 in main (weave.c:12:3)", NULL, 0, 0, 0, false },
	{ "#1  weave", NULL, 0, 0, 0, false },
	{ "#1  the weave.c:12:3", NULL, 0, 0, 0, false },
	{ "switch_to (kernel/sched/core.c:5313:2)", NULL, 0, 0, 0, false },
};

static const char text[] = "#0  switch_to (kernel/core.c:5313:2)\n"
			   "#1  entry+0xaf/0x14c (entry_64.S:121)\n"
			   "#2  0x7f1913b2aaa7\n"
			   "#0  switch_to (kernel/core.c:5313:2)\n"
			   "other words\n"
			   "#4  weave (kernel/weave.c:12:3)\n";

int
main(void)
{
	struct dialect dialect;
	struct frame frame;
	char shown[1000];
	bool sure;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *row = &rows[i];

		if (!CHECK(drgn_parse(bytes_of(row->line), &frame, &sure) ==
			(row->function != NULL)) ||
		    row->function == NULL)
			continue;
		CHECK_TEXT(frame.function, bytes_of(row->function));
		CHECK(frame.line == row->number && frame.column == row->column);
		CHECK(frame.offset == row->offset && sure == row->sure);
	}
	if (!debugger_open(&dialect))
		return 1;
	debugger_feed(&dialect, &drgn_debugger, bytes_of(text));
	CHECK(debugger_take(&dialect, shown, sizeof(shown)));
	CHECK_TEXT(bytes_of(shown),
	    BYTES("-1 -1\nswitch_to|||-1|kernel/core.c:5313\nentry|||175|entry_64.S:121\n"
		  "|||-1|:-1\n"));
	CHECK(debugger_take(&dialect, shown, sizeof(shown)));
	CHECK_TEXT(bytes_of(shown), BYTES("-1 -1\nswitch_to|||-1|kernel/core.c:5313\n"));
	CHECK(debugger_take(&dialect, shown, sizeof(shown)));
	CHECK_TEXT(bytes_of(shown), BYTES("-1 -1\nweave|||-1|kernel/weave.c:12\n"));
	CHECK(!debugger_take(&dialect, shown, sizeof(shown)));
	CHECK(debugger_begins(&dialect, &drgn_debugger, rows[0].line, false) == BEGINS_THREAD);
	CHECK(debugger_begins(&dialect, &drgn_debugger, rows[0].line, true) == BEGINS_NOTHING);
	CHECK(debugger_begins(&dialect, &drgn_debugger, rows[1].line, false) == BEGINS_NOTHING);
	CHECK(debugger_begins(&dialect, &drgn_debugger, "#0  entry+0x1/0x2 (entry_64.S:121)",
		  false) == BEGINS_THREAD);
	debugger_close(&dialect);
	return check_end();
}
