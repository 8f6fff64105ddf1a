#include "pylog/traceback/margin.h"

#include "check.h"

/* What Python 3.11 prints of groups (group 3.11 and others of the tables), line by line. */
static const struct {
	const char *line;
	enum margin margin;
	size_t depth;
	const char *text;
} rows[] = {
	{ "  + Exception Group Traceback (most recent call last):", MARGIN_PLUS, 1,
	    "Exception Group Traceback (most recent call last):" },
	{ "    + Exception Group Traceback (most recent call last):", MARGIN_PLUS, 2,
	    "Exception Group Traceback (most recent call last):" },
	{ "  |   File \"a.py\", line 1, in f", MARGIN_BAR, 1, "  File \"a.py\", line 1, in f" },
	{ "  | ", MARGIN_BAR, 1, "" },
	{ "  |", MARGIN_BAR, 1, "" }, /* an editor takes blanks at the end away */
	{ "      | x", MARGIN_BAR, 3, "x" },
	{ "  +-+---------------- 1 ----------------", MARGIN_RULE, 2, "1" },
	{ "    +---------------- 2 ----------------", MARGIN_RULE, 2, "2" },
	{ "    +---------------- ... ----------------", MARGIN_RULE, 2, "..." },
	{ "    +-+---------------- 1 ----------------", MARGIN_RULE, 3, "1" },
	{ "    +------------------------------------", MARGIN_CLOSE, 2, "" },
	{ "    +--------", MARGIN_CLOSE, 2, "" },
	{ "    +-------", MARGIN_NONE, 0, "" },
	{ "    +", MARGIN_NONE, 0, "" },
	{ "    + x", MARGIN_NONE, 0, "" },
	{ "  |x", MARGIN_NONE, 0, "" },
	{ "   | x", MARGIN_NONE, 0, "" },
	{ "| x", MARGIN_NONE, 0, "" },
	{ "  x", MARGIN_NONE, 0, "" },
	{ "  ", MARGIN_NONE, 0, "" },
	{ "", MARGIN_NONE, 0, "" },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes text = BYTES("");
		size_t depth = 0;
		enum margin margin = margin_read(bytes_of(rows[i].line), &depth, &text);

		if (!CHECK(margin == rows[i].margin))
			printf("   %s\n", rows[i].line);
		if (margin == MARGIN_NONE)
			continue;
		CHECK(depth == rows[i].depth);
		CHECK_TEXT(text, bytes_of(rows[i].text));
	}
	CHECK(margin_omitted(BYTES("and 3 more exceptions")) == 3);
	CHECK(margin_omitted(BYTES("  and 1 more exception")) == 1);
	CHECK(margin_omitted(BYTES("and more exceptions")) == -1);
	CHECK(margin_omitted(BYTES("and 3 more")) == -1);
	CHECK(margin_omitted(BYTES("3 more exceptions")) == -1);
	return check_end();
}
