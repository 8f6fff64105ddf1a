#include "pylog/traceback/margin.h"

#include "check.h"

/* Lines as traceback.TracebackException.format() of CPython 3.11 writes them, and what is none; depth 1 is the outermost. */
static const struct {
	const char *line;
	enum margin margin;
	size_t depth;
	const char *text;
} rows[] = {
	{ "  + Exception Group Traceback (most recent call last):", MARGIN_PLUS, 1,
	    "Exception Group Traceback (most recent call last):" },
	{ "  |   File \"a.py\", line 7, in f", MARGIN_BAR, 1, "  File \"a.py\", line 7, in f" },
	{ "  | ExceptionGroup: a (2 sub-exceptions)", MARGIN_BAR, 1,
	    "ExceptionGroup: a (2 sub-exceptions)" },
	{ "  |", MARGIN_BAR, 1, "" },
	{ "  +-+---------------- 1 ----------------", MARGIN_RULE, 2, "1 ----------------" },
	{ "    +---------------- 2 ----------------", MARGIN_RULE, 2, "2 ----------------" },
	{ "    +---------------- ... ----------------", MARGIN_RULE, 2, "... ----------------" },
	{ "    | ValueError: 1", MARGIN_BAR, 2, "ValueError: 1" },
	{ "    +-+---------------- 1 ----------------", MARGIN_RULE, 3, "1 ----------------" },
	{ "      +------------------------------------", MARGIN_CLOSE, 3, "" },
	{ "    +------------------------------------", MARGIN_CLOSE, 2, "" },
	/* tables, Markdown, diffs */
	{ "| a | b |", MARGIN_NONE, 0, "" },
	{ " | a", MARGIN_NONE, 0, "" },
	{ "   | a", MARGIN_NONE, 0, "" },
	{ "  |a", MARGIN_NONE, 0, "" },
	{ "  +-------", MARGIN_NONE, 0, "" },
	{ "  +-+-------", MARGIN_NONE, 0, "" },
	{ "  + a", MARGIN_NONE, 0, "" },
	{ "    a", MARGIN_NONE, 0, "" },
	{ "  ", MARGIN_NONE, 0, "" },
	{ "", MARGIN_NONE, 0, "" },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t depth = 0;
		struct bytes text = BYTES_NONE;
		enum margin margin = margin_read(bytes_of(rows[i].line), &depth, &text);

		if (!CHECK(margin == rows[i].margin))
			printf("   %s\n", rows[i].line);
		if (margin == MARGIN_NONE)
			continue;
		CHECK(depth == rows[i].depth);
		CHECK_TEXT(text, bytes_of(rows[i].text));
	}
	CHECK(margin_omitted(BYTES("and 3 more exceptions")) == 3);
	CHECK(margin_omitted(BYTES("    and 1 more exception")) == 1);
	CHECK(margin_omitted(BYTES("and 3 more")) == -1);
	CHECK(margin_omitted(BYTES("and more exceptions")) == -1);
	CHECK(margin_omitted(BYTES("3 more exceptions")) == -1);
	return check_end();
}
