#include "pylog/traceback/wrap.h"

#include "check.h"

static void
usual(void)
{
	struct wrap wrap = { .width = 0 };

	CHECK(!wrap_is_full(&wrap) && !wrap_is_cut(&wrap) && !wrap_may_be_full(&wrap));
	wrap_take(&wrap, 80);
	CHECK(wrap_is_full(&wrap) && wrap_may_be_full(&wrap) && !wrap_is_cut(&wrap));
	wrap_take(&wrap, 10);
	CHECK(!wrap_is_full(&wrap) && !wrap_may_be_full(&wrap));
	wrap_take(&wrap, 80);
	CHECK(wrap_is_full(&wrap));
	wrap_learn(&wrap);
	CHECK(wrap_is_cut(&wrap));
	/* where blanks fill up all lines, they are as long and not cut */
	wrap = (struct wrap){ .padded = true };
	wrap_take(&wrap, 100);
	wrap_learn(&wrap);
	CHECK(!wrap_is_cut(&wrap));
	wrap = (struct wrap){ .last = 80, .longest = 80, .width = 80 };
	/* a longer line shows that none is cut */
	wrap_take(&wrap, 81);
	CHECK(!wrap_is_full(&wrap) && !wrap_is_cut(&wrap) && wrap_may_be_full(&wrap));
	wrap_take(&wrap, 80);
	CHECK(!wrap_is_full(&wrap));
}

static void
other(void)
{
	struct wrap wrap = { .width = 0 };

	wrap_take(&wrap, 90);
	CHECK(!wrap_is_full(&wrap) && wrap_may_be_full(&wrap));
	wrap_learn(&wrap);
	wrap_take(&wrap, 90);
	CHECK(wrap_is_full(&wrap) && wrap_is_cut(&wrap));
	wrap_take(&wrap, 10);
	wrap_learn(&wrap); /* that line was not cut there */
	wrap_take(&wrap, 90);
	CHECK(wrap_is_cut(&wrap));
}

/* Several lines at once: noted, unless one of them may go on in the next. */
static void
several(void)
{
	static const struct {
		struct wrap before;
		size_t longest, last;
		bool taken;
	} rows[] = {
		{ { 0, 0, 0, false }, 70, 10, true },
		{ { 0, 0, 0, false }, 80, 10, false },
		{ { 5, 80, 0, false }, 80, 10, false },
		{ { 5, 81, 0, false }, 80, 10, true },
		{ { 5, 70, 70, false }, 70, 10, false },
		{ { 5, 70, 70, false }, 69, 10, true },
		{ { 5, 70, 70, false }, 71, 10, true },
		{ { 5, 71, 70, false }, 70, 10, true },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct wrap wrap = rows[i].before;
		bool longer = rows[i].taken && rows[i].longest > wrap.longest;

		CHECK(wrap_take_several(&wrap, rows[i].longest, rows[i].last) == rows[i].taken);
		CHECK(wrap.last == (rows[i].taken ? rows[i].last : rows[i].before.last));
		CHECK(wrap.longest == (longer ? rows[i].longest : rows[i].before.longest));
	}
}

int
main(void)
{
	usual();
	other();
	several();
	return check_end();
}
