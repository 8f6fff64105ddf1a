#include "pylog/offers.h"

#include "check.h"

static struct offers offers;

static void
next_is(enum pylog_notice wanted, long long wanted_line)
{
	enum pylog_notice kind = PYLOG_LOST;
	long long line = -1;

	CHECK(offers_next_note(&offers, &kind, &line));
	CHECK(kind == wanted && line == wanted_line);
}

static void
nothing_more(void)
{
	enum pylog_notice kind;
	long long line;

	CHECK(!offers_next_note(&offers, &kind, &line));
}

/* What is to be said of a log. */
int
main(void)
{
	nothing_more();
	offers_note(&offers, PYLOG_CUT, 7);
	offers_note(&offers, PYLOG_LONG_LINE, 3);
	next_is(PYLOG_CUT, 7);
	offers_note(&offers, PYLOG_EMPTY, 1LL << 40);
	next_is(PYLOG_LONG_LINE, 3);
	next_is(PYLOG_EMPTY, 1LL << 40);
	nothing_more();
	/* begun anew */
	offers_note(&offers, PYLOG_LOST, 2);
	next_is(PYLOG_LOST, 2);
	nothing_more();
	nothing_more();
	/* there was no memory for another: that is the last thing that is said, once */
	offers_note(&offers, PYLOG_CUT, 7);
	offers.notes.full = true;
	next_is(PYLOG_CUT, 7);
	next_is(PYLOG_UNSAID, 0);
	nothing_more();
	offers_free(&offers);
	return check_end();
}
