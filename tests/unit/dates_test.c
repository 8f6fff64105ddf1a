#include "same/dates.h"

#include "base/buffer.h"
#include "check.h"

/* The first part of the text is a date, up to the bar. */
static void
is_date(const char *text)
{
	struct buffer all = { .at = NULL };
	size_t bar = strcspn(text, "|");

	buffer_append(&all, bytes_first(bytes_of(text), bar));
	buffer_append(&all, bytes_from(bytes_of(text), bar + 1));
	if (!CHECK(dates_length(buffer_bytes(&all)) == bar))
		printf("   of %s\n", text);
	buffer_free(&all);
}

static void
dates(void)
{
	static const char *const texts[] = { "Fri Jun 12 2026|", "Fri, 12 Jun 2026 10:00:00 GMT| x",
		"Jun 12| at", "June 12, 2026|.", "12 June 2026| 7", "Jun  5 10:00:00|",
		"Fri Jun 12 10:00:00 UTC 2026|", "Mon, 5 Jan 2026 01:02:03 +0100|",
		"Sunday, 1 March 2026|, and", "Jan 5 3:15 PM|", "Jun 12| UTC",
		/* no dates */
		"|May fail", "|Fri 12", "|Fri", "|12 of June", "|12 Junk", "|Junes 12", "|Jun",
		"|10:00:00 Jun", "|Marc 5", "|Jun 123" };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		is_date(texts[i]);
}

static void
units(void)
{
	CHECK(dates_unit_length(BYTES("3:15 PM"), 4) == 3);
	CHECK(dates_unit_length(BYTES("10:00:00 UTC x"), 8) == 4);
	CHECK(dates_unit_length(BYTES("5 MiB"), 1) == 4);
	CHECK(dates_unit_length(BYTES("15 PM"), 2) == 0);
	CHECK(dates_unit_length(BYTES("5 MBs"), 1) == 0);
	CHECK(dates_unit_length(BYTES("5 of"), 1) == 0);
	CHECK(dates_unit_length(BYTES("5"), 1) == 0);
}

int
main(void)
{
	dates();
	units();
	return check_end();
}
