#include "pylog/notices.h"

#include "check.h"

static struct notices notices;

static void
next_is(enum pylog_notice wanted, long long wanted_line)
{
	enum pylog_notice kind = PYLOG_LOST;
	long long line = -1;

	CHECK(notices_next(&notices, &kind, &line));
	CHECK(kind == wanted && line == wanted_line);
}

static void
nothing_more(void)
{
	enum pylog_notice kind = PYLOG_LOST;
	long long line = -1;

	CHECK(!notices_next(&notices, &kind, &line));
	CHECK(kind == PYLOG_LOST && line == -1);
}

int
main(void)
{
	nothing_more();
	notices_add(&notices, PYLOG_CUT, 7);
	notices_add(&notices, PYLOG_LONG_LINE, 3);
	next_is(PYLOG_CUT, 7);
	notices_add(&notices, PYLOG_EMPTY, 1LL << 40);
	next_is(PYLOG_LONG_LINE, 3);
	next_is(PYLOG_EMPTY, 1LL << 40);
	nothing_more();
	/* begun anew */
	notices_add(&notices, PYLOG_LOST, 2);
	next_is(PYLOG_LOST, 2);
	nothing_more();
	nothing_more();
	/* there was no memory for another: that is the last thing that is said, once */
	notices_add(&notices, PYLOG_CUT, 7);
	notices.list.full = true;
	next_is(PYLOG_CUT, 7);
	next_is(PYLOG_UNSAID, 0);
	nothing_more();
	notices_free(&notices);
	return check_end();
}
