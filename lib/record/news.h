/* Whether records are known, new or have regressed, and --fail-on-new and --fail-on-unused, which check that. */
#ifndef ST_RECORD_NEWS_H
#define ST_RECORD_NEWS_H

#include "record/stream.h"

/* What one record says, or several together: a group is new if one of its records is. All false: they say nothing. */
struct news {
	bool told;      /* it says whether it is known or new */
	bool fresh;     /* it is new */
	bool regressed; /* it was fixed, and is back */
};

/* Whether it is a group of count 0: a known issue that was not seen, or one that is gone. news_of() it is nothing. */
bool news_is_absent(const struct record *record);

/* What a record says. */
struct news news_of(const struct record *record);

/* The same, but as the record says it, also for groups of count 0. */
struct news news_said(const struct value *record);

/* `regressed`, `new` or `known`; no bytes: it does not say. */
struct bytes news_word(struct news news);

static inline bool
news_is_known(struct news news)
{
	return news.told && !news.fresh && !news.regressed;
}

/* Adds what another record of the group says. */
void news_add(struct news *sum, struct news more);

/* The checks, and what they have seen so far. All zero but the flags to begin with. */
struct news_checks {
	bool fail_on_new, fail_on_unused;
	long long records, told, fresh, regressed; /* how many records and groups */
	long long unused;                          /* how many known issues were not seen */
};

/* Rows of a table of options. */
#define NEWS_OPTIONS(checks) \
	{ .name = "fail-on-new", \
		.kind = CLI_FLAG, \
		.value = &(checks)->fail_on_new, \
		.help = "status 3 if something is new or has regressed" }, \
	{ \
		.name = "fail-on-unused", .kind = CLI_FLAG, .value = &(checks)->fail_on_unused, \
		.help = "status 3 if a known issue was not seen" \
	}

/* Counts a record or group for the checks. */
void news_count(struct news_checks *checks, struct news news);

/* The same for a thread or traceback, or a group of those, that came from another stage. */
void news_count_record(struct news_checks *checks, const struct record *record);

/* At the end: reports which of the checks that were asked for does not hold or could not be made. */
void news_end(const struct news_checks *checks);

#endif
