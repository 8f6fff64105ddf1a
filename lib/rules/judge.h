/* Whether a trouble is known, new, or back again: by the known issues, and by the release that it came in. */
#ifndef ST_RULES_JUDGE_H
#define ST_RULES_JUDGE_H

#include "record/news.h"

/* What of it could not be told. */
enum judge_gap {
	JUDGE_TOLD,
	JUDGE_NO_FINGERPRINT,
	JUDGE_OTHER_VERSION, /* its fingerprint is of another version than that of all that is made now */
	JUDGE_NO_RELEASE, /* the issue was fixed in a release, and that of the record is not known: */
	JUDGE_NOT_COMPARABLE, /* or one of the two is no version; so it is known, and not back */
	JUDGE_GAPS,
};

struct judged {
	struct news news;
	enum judge_gap gap;
	struct bytes fixed, release; /* of JUDGE_NO_RELEASE and JUDGE_NOT_COMPARABLE */
};

/* The word for a record that belongs to an issue, an object as JSON. */
struct judged judge_issue(struct bytes issue, struct bytes release, struct arena *memory);

/* The word for one that belongs to none that is known. */
struct judged judge_unknown(struct bytes fingerprint);

#endif
