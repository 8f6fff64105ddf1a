/* Whether a record is known, new, or has regressed, by its known issue and its release. */
#ifndef ST_RULES_JUDGE_H
#define ST_RULES_JUDGE_H

#include "record/news.h"

/* Why that could not be told in full. */
enum judge_gap {
	JUDGE_TOLD,
	JUDGE_NO_FINGERPRINT,
	JUDGE_OTHER_VERSION,  /* its fingerprint is of another version than this program makes */
	JUDGE_NO_RELEASE,     /* the issue is fixed in a release; that of the record is not known */
	JUDGE_NOT_COMPARABLE, /* the same; one of the two releases is no version */
	JUDGE_GAPS,
};

struct judged {
	struct news news;
	enum judge_gap gap;
	struct bytes fixed, release; /* of JUDGE_NO_RELEASE and JUDGE_NOT_COMPARABLE */
};

/* Judges a record that matches a known issue; `issue` is an object as JSON. Without a comparable release it is known. */
struct judged judge_issue(struct bytes issue, struct bytes release, struct arena *memory);

/* Judges a record that matches no known issue. */
struct judged judge_unknown(struct bytes fingerprint);

#endif
