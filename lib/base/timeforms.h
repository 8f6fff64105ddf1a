/* The forms of times, as rows of tables: timestamp.c reads them. */
#ifndef ST_BASE_TIMEFORMS_H
#define ST_BASE_TIMEFORMS_H

/*
 * Forms of times, as patterns (pattern.h). Y m d H M S are numbers, y a year of two digits; b and a names of month and day;
 * o a word, the name of a month in any language; F a fraction, if any, f one behind a point; Z a zone, if any, O one as a
 * number; z a zone, or any word; p AM or PM, if any; s seconds since 1970, with three, six or nine digits more for
 * milliseconds, microseconds or nanoseconds. The first form that gives a possible time wins, or else the first that fits.
 */
/* A year of four digits comes first. */
static const char *const years[] = {
	"%Y-%m-%dT%H:%M:%S%F%Z",
	"%Y-%m-%d_%H:%M:%S%F%Z",
	"%Y-%m-%d, %H:%M:%S%F%Z", /* Airflow */
	"%Y-%m-%d,%H:%M:%S%F",    /* Graphite */
	"%Y-%m-%d-%H:%M:%S%F%Z",
	"%Y-%m-%d:%H:%M:%S%F",
	"%Y-%m-%d at %H:%M:%S%F",  /* loguru's manual */
	"%Y/%m/%dT%H:%M:%S%F%p%Z", /* nginx, Go */
	"%Y.%m.%dT%H:%M:%S%F%Z",
	"%Y-%b-%dT%H:%M:%S%F%Z",
};

/* The name of a day of the week. */
static const char *const weekday_names[] = {
	"%a %b %d %H:%M:%S%F %Y",    /* Apache, uWSGI, ctime */
	"%a %b %d %H:%M:%S%F %z %Y", /* date */
	"%a, %d %b %Y %H:%M:%S%F%Z", /* mail */
	"%a %d %b %Y %H:%M:%S%F%p%Z",
};

/* The name of a month. */
static const char *const month_names[] = {
	"%b %d %H:%M:%S %Y",    /* Mailman */
	"%b %d %H:%M:%S%F%p%Z", /* syslog: no year */
	"%b %d, %Y %H:%M:%S%F%p%Z", "%b %d, %Y, %H:%M:%S%F%p%Z",
	"%b %d, %Y @ %H:%M:%S%F",                       /* Kibana */
	"%b %d %Y %H:%M:%S%F%p%Z", "%b %d %H:%M:%S %Y", /* Mailman */
	"%b %d %H:%M:%S%F%p%Z",                         /* syslog: no year */
};

/* One digit or two. */
static const char *const short_numbers[] = {
	"%d/%b/%Y:%H:%M:%S%F%Z", /* access logs */
	"%d/%b/%YT%H:%M:%S%F%Z", /* Django */
	"%d %b %Y %H:%M:%S%F%Z",
	"%d-%b-%YT%H:%M:%S%F%Z",
	"%d-%b-%yT%H:%M:%S%F%Z",
	"%d %b %H:%M:%S%F",
	"%2m-%2d %H:%M:%S%F", /* vLLM, SkyPilot */
	"%m/%d/%Y, %H:%M:%S%F%p%Z",
	"%m/%d/%Y-%H:%M:%S%F", /* TensorRT-LLM */
	"%m/%d/%YT%H:%M:%S%F%p%Z",
	"%d/%m/%YT%H:%M:%S%F%p%Z",
	"%d.%m.%YT%H:%M:%S%F%Z",
	"%2m-%2d-%Y %H:%M:%S%3f %O", /* Splunk */
	"%d-%m-%YT%H:%M:%S%F%Z",
	"%m/%d/%yT%H:%M:%S%F%p%Z",
	"%y/%m/%dT%H:%M:%S%F%p%Z", /* Spark */
	"%d/%m/%yT%H:%M:%S%F%p%Z",
	"%y-%m-%dT%H:%M:%S%F%Z",
	"%H:%M:%S%F%p",
};

/* Six digits or more. */
static const char *const long_numbers[] = {
	"%4Y%2m%2dT%H:%M:%S%F%Z",
	"%4Y%2m%2d-%H:%M:%S%F%Z",
	"%4Y%2m%2dT%2H%2M%2S%Z",
	"%2y%2m%2dT%H:%M:%S%F", /* Tornado */
	"%s",
};

#endif
