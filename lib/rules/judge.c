#include "rules/judge.h"

#include "record/names.h"
#include "rules/known.h"
#include "rules/version.h"

/* The release in which the issue was fixed, as people write it: a text, or a number. */
static struct bytes
fixed_in(struct bytes issue, struct arena *memory)
{
	const char *reason;
	size_t place;
	const struct value *object =
	    issue.len == 0 ? NULL : json_read(issue, memory, &reason, &place);
	const struct value *fixed = json_member(object, NAME_FIXED);

	return json_kind(fixed) == JSON_NUMBER ? json_written(fixed) : json_string(fixed);
}

struct judged
judge_issue(struct bytes issue, struct bytes release, struct arena *memory)
{
	struct judged judged = {
		.news = { .told = true }, .fixed = fixed_in(issue, memory), .release = release
	};
	struct version fixed, seen;

	if (judged.fixed.len == 0)
		return judged;
	if (release.len == 0)
		judged.gap = JUDGE_NO_RELEASE;
	else if (!version_read(judged.fixed, &fixed) || !version_read(release, &seen))
		judged.gap = JUDGE_NOT_COMPARABLE;
	else
		judged.news.regressed = version_compare(&fixed, &seen) <= 0;
	return judged;
}

struct judged
judge_unknown(struct bytes fingerprint)
{
	if (fingerprint.len == 0)
		return (struct judged){ .gap = JUDGE_NO_FINGERPRINT };
	if (known_is_other(fingerprint))
		return (struct judged){ .gap = JUDGE_OTHER_VERSION };
	return (struct judged){ .news = { .told = true, .fresh = true } };
}
