#include "base/zone.h"

#include "check.h"

static const struct zone *zone;

static void
open(const char *name)
{
	zone = zone_open(name);
	CHECK(zone != NULL);
}

/* Hours east of UTC. */
static bool
is_at(double hours, int year, int month, int day, int hour, int minute)
{
	long offset = zone == NULL ? 0 : zone_offset(zone, year, month, day, hour, minute, 0);

	if (offset == (long)(hours * 3600))
		return true;
	printf("   %ld seconds\n", offset);
	return false;
}

int
main(void)
{
	/* zdump(8) says so of these zones */
	open("Europe/Berlin");
	CHECK(is_at(1, 2026, 1, 15, 12, 0) && is_at(2, 2026, 7, 1, 12, 0));
	CHECK(is_at(1, 2026, 3, 29, 1, 59) && is_at(2, 2026, 3, 29, 3, 0));
	CHECK(is_at(1, 2026, 3, 29, 2, 30)); /* skipped at the change to summer time */
	CHECK(is_at(2, 2026, 10, 25, 1, 59) && is_at(1, 2026, 10, 25, 3, 0));
	CHECK(is_at(1, 2026, 10, 25, 2, 30)); /* comes twice at the change from summer time */
	CHECK(is_at(1, 2024, 2, 29, 0, 0) && is_at(1, 1999, 12, 31, 23, 59) &&
	    is_at(1, 2000, 3, 1, 0, 0));
	open("aMERICA/nEW_yORK");
	CHECK(is_at(-5, 2026, 1, 15, 12, 0) && is_at(-4, 2026, 7, 1, 12, 0));
	open("Asia/Kolkata");
	CHECK(is_at(5.5, 2026, 1, 15, 12, 0));
	open("utc");
	CHECK(is_at(0, 2026, 7, 1, 12, 0));
	CHECK(zone_open("Nowhere/Town") == NULL && zone_open("America") == NULL);
	CHECK(zone_open("../zoneinfo/UTC") == NULL && zone_open("/UTC") == NULL &&
	    zone_open("tzdata.zi") == NULL);
	CHECK(zone_open("Europe//Berlin") == NULL && zone_open("") == NULL);
	return check_end();
}
