/* Dates of the Gregorian calendar, from the year 1 on, and the number of their day. */
#ifndef ST_BASE_CALENDAR_H
#define ST_BASE_CALENDAR_H

/* The days from 1970-01-01 to the date. */
long long calendar_days(long long year, long long month, long long day);

/* The date of so many days after 1970-01-01; the way back. */
void calendar_date(long long days, int *year, int *month, int *day);

#endif
