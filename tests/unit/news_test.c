#include "record/news.h"

#include "check.h"

static struct arena *memory;

static struct record
record(const char *line)
{
	struct record record = { .number = 1 };
	struct stream_fault fault;

	arena_reset(memory);
	CHECK(stream_parse(bytes_of(line), memory, &record, &fault));
	return record;
}

static bool
says(const char *line, bool told, bool fresh, bool regressed)
{
	struct record of = record(line);
	struct news news = news_of(&of);

	return news.told == told && news.fresh == fresh && news.regressed == regressed;
}

static void
count(struct news_checks *checks, const char *line)
{
	struct record of = record(line);

	news_count_record(checks, &of);
}

int
main(void)
{
	struct news_checks checks = { .fail_on_new = false };
	struct news sum = { .told = false };

	memory = arena_new(1 << 20);
	CHECK(says("{\"type\":\"thread\"}", false, false, false));
	CHECK(says("{\"type\":\"thread\",\"known\":true}", true, false, false));
	CHECK(says("{\"type\":\"thread\",\"known\":false}", true, true, false));
	CHECK(says("{\"type\":\"thread\",\"known\":true,\"regressed\":true}", true, false, true));
	CHECK(says("{\"type\":\"thread\",\"known\":\"no\"}", false, false, false));
	CHECK(says("{\"type\":\"group\",\"count\":2,\"known\":false}", true, true, false));
	CHECK(says("{\"type\":\"group\",\"count\":0,\"known\":false}", false, false, false));
	/* only groups have a count of 0 */
	CHECK(says("{\"type\":\"thread\",\"count\":0,\"known\":false}", true, true, false));
	news_add(&sum, (struct news){ .told = true });
	CHECK(sum.told && !sum.fresh && !sum.regressed);
	news_add(&sum, (struct news){ .told = true, .fresh = true });
	news_add(&sum, (struct news){ .told = true, .regressed = true });
	news_add(&sum, (struct news){ .told = false });
	CHECK(sum.told && sum.fresh && sum.regressed);

	count(&checks, "{\"type\":\"thread\"}");
	count(&checks, "{\"type\":\"thread\",\"known\":true}");
	count(&checks, "{\"type\":\"group\",\"known\":false,\"regressed\":true}");
	count(&checks, "{\"type\":\"group\",\"known\":false,\"count\":0,\"unused\":true}");
	count(&checks, "{\"type\":\"group\",\"known\":false,\"count\":0,\"was\":3}");
	CHECK(checks.records == 3 && checks.told == 2 && checks.fresh == 1);
	CHECK(checks.regressed == 1 && checks.unused == 1);
	arena_free(memory);
	return check_end();
}
