#include "record/when.h"

#include "check.h"

/* Checks which time is earlier, in both directions. */
static void
is(const char *one, const char *other, int wanted)
{
	struct when a = { .length = 0 }, b = { .length = 0 };

	CHECK(when_read(bytes_of(one), &a) && when_read(bytes_of(other), &b));
	if (!CHECK((when_compare(&a, &b) > 0) - (when_compare(&a, &b) < 0) == wanted) ||
	    !CHECK((when_compare(&b, &a) > 0) - (when_compare(&b, &a) < 0) == -wanted))
		printf("   of `%s` and `%s`\n", one, other);
}

int
main(void)
{
	struct when when = { .length = 0 };

	is("2026-03-01T09:00:00", "2026-03-01T09:00:00", 0);
	is("2026-03-01T09:00:00", "2026-03-01T09:00:01", -1);
	is("2026-03-01T09:00:00", "2026-03-01T09:00:00.1", -1);
	is("2026-03-01T09:00:00.099", "2026-03-01T09:00:00.1", -1);
	is("2026-02-28T23:59:59", "2026-03-01T00:00:00", -1);
	/* with an offset, and without one as UTC */
	is("2026-03-01T09:00:00+01:00", "2026-03-01T08:00:00Z", 0);
	is("2026-03-01T09:00:00+01:00", "2026-03-01T08:00:00", 0);
	is("2026-03-01T09:00:00+0130", "2026-03-01T07:30:00Z", 0);
	is("2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00Z", 0);
	is("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00Z", 0);
	is("2025-12-31T23:30:00-01:00", "2026-01-01T00:30:00Z", 0);
	is("2026-03-01T09:00:00.100-05:00", "2026-03-01T14:00:00.099Z", 1);
	is("2026-03-01T09:00:00-05:00", "2026-03-01T13:59:59Z", 1);
	/* without a date, or no time at all */
	CHECK(!when_read(BYTES(""), &when));
	CHECK(!when_read(BYTES("09:00:00"), &when));
	CHECK(!when_read(BYTES("Mar  1 09:00:00.000"), &when));
	CHECK(!when_read(BYTES("2026-03-01 09:00:00"), &when));
	CHECK(when.length == 0);
	/* numbers of hours and days */
	CHECK(when_period(BYTES("2028-03-01T00")) - when_period(BYTES("2028-02-28T23")) == 25);
	CHECK(when_period(BYTES("2027-01-01")) - when_period(BYTES("2026-12-31")) == 1);
	CHECK(when_period(BYTES_NONE) == when_period(BYTES("?")));
	return check_end();
}
