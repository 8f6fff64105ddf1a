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
	/* a longer line says that none is cut */
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
	wrap_learn(&wrap); /* that line is none that was cut there */
	wrap_take(&wrap, 90);
	CHECK(wrap_is_cut(&wrap));
}

int
main(void)
{
	usual();
	other();
	return check_end();
}
