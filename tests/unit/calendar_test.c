#include "base/calendar.h"

#include "check.h"

/* Days as counted by Python's datetime: (date(y, m, d) - date(1970, 1, 1)).days. */
static const struct {
	int year, month, day;
	long long days;
} rows[] = {
	{ 1970, 1, 1, 0 },
	{ 1969, 12, 31, -1 },
	{ 1970, 3, 1, 59 },
	{ 1900, 2, 28, -25509 },
	{ 1900, 3, 1, -25508 },
	{ 2000, 2, 29, 11016 },
	{ 2000, 12, 31, 11322 },
	{ 2026, 3, 1, 20513 },
	{ 2028, 2, 29, 21243 },
	{ 2100, 2, 28, 47540 },
	{ 2100, 3, 1, 47541 },
	{ 9999, 12, 31, 2932896 },
	{ 1, 3, 1, -719103 },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int year, month, day;

		CHECK(calendar_days(rows[i].year, rows[i].month, rows[i].day) == rows[i].days);
		calendar_date(rows[i].days, &year, &month, &day);
		if (!CHECK(year == rows[i].year && month == rows[i].month && day == rows[i].day))
			printf("   row %zu: %d-%d-%d\n", i, year, month, day);
	}
	return check_end();
}
