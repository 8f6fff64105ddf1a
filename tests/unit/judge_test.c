#include "rules/judge.h"

#include "check.h"

static struct arena *memory;

static struct judged
judged(const char *issue, const char *release)
{
	arena_reset(memory);
	return judge_issue(bytes_of(issue), bytes_of(release), memory);
}

static bool
is_known(struct judged judged, bool regressed, enum judge_gap gap)
{
	return judged.news.told && !judged.news.fresh && judged.news.regressed == regressed &&
	    judged.gap == gap;
}

int
main(void)
{
	struct judged got;

	memory = arena_new(1 << 20);
	/* an entry without an issue, or without a release in which it was fixed */
	CHECK(is_known(judged("", "1.4"), false, JUDGE_TOLD));
	CHECK(is_known(judged("{}", ""), false, JUDGE_TOLD));
	CHECK(is_known(judged("{\"id\":\"A\"}", "1.4"), false, JUDGE_TOLD));
	CHECK(is_known(judged("\"A\"", "1.4"), false, JUDGE_TOLD));
	/* fixed */
	CHECK(is_known(judged("{\"fixed\":\"1.4\"}", "1.3"), false, JUDGE_TOLD));
	CHECK(is_known(judged("{\"fixed\":\"1.4\"}", "1.4"), true, JUDGE_TOLD));
	CHECK(is_known(judged("{\"fixed\":\"1.4\"}", "1.10"), true, JUDGE_TOLD));
	CHECK(is_known(judged("{\"fixed\":1.10}", "1.9"), false, JUDGE_TOLD));
	/* if the releases cannot be compared, it is no regression */
	CHECK(is_known(judged("{\"fixed\":\"1.4\"}", ""), false, JUDGE_NO_RELEASE));
	got = judged("{\"fixed\":\"1.4\"}", "abc");
	CHECK(is_known(got, false, JUDGE_NOT_COMPARABLE));
	CHECK_TEXT(got.fixed, BYTES("1.4"));
	CHECK_TEXT(got.release, BYTES("abc"));
	CHECK(is_known(judged("{\"fixed\":\"abc\"}", "1.4"), false, JUDGE_NOT_COMPARABLE));
	/* not known */
	got = judge_unknown(BYTES("2:0e108d02b5bf0ff7"));
	CHECK(got.news.told && got.news.fresh && got.gap == JUDGE_TOLD);
	CHECK(!judge_unknown(BYTES_NONE).news.told);
	CHECK(judge_unknown(BYTES_NONE).gap == JUDGE_NO_FINGERPRINT);
	CHECK(judge_unknown(BYTES("1:0e108d02b5bf0ff7")).gap == JUDGE_OTHER_VERSION);
	CHECK(!judge_unknown(BYTES("1:0e108d02b5bf0ff7")).news.told);
	arena_free(memory);
	return check_end();
}
