#include "base/calendar.h"

/* Years begin in March here, so that a leap day is the last one; 400 of them have as many days as the next 400. */
enum { DAYS_TO_1970 = 719468, DAYS_OF_400_YEARS = 146097 };

long long
calendar_days(long long year, long long month, long long day)
{
	year -= month <= 2;
	month += month <= 2 ? 9 : -3;
	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 -
	    DAYS_TO_1970;
}

void
calendar_date(long long days, int *year, int *month, int *day)
{
	long long since = days + DAYS_TO_1970, era = since / DAYS_OF_400_YEARS;
	long long of_era = since - era * DAYS_OF_400_YEARS;
	long long year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	long long of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	long long march = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * march + 2) / 5 + 1);
	*month = (int)(march < 10 ? march + 3 : march - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}
