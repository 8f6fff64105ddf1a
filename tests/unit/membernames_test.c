#include "pylog/heads/membernames.h"

#include "check.h"

/* Names by which a member is known for sure, and names that are not. */
static void
test_sure_names(void)
{
	static const struct {
		const char *name;
		enum member member;
	} rows[] = {
		{ "@timestamp", MEMBER_TIME },
		{ "asctime", MEMBER_TIME },
		{ "__REALTIME_TIMESTAMP", MEMBER_NONE },
		{ "level", MEMBER_LEVEL },
		{ "lvl", MEMBER_LEVEL },
		{ "log.level", MEMBER_NONE },
		{ "logger", MEMBER_LOGGER },
		{ "logger_name", MEMBER_NONE },
		{ "message", MEMBER_MESSAGE },
		{ "event", MEMBER_MESSAGE },
		{ "record.message", MEMBER_NONE },
		{ "pid", MEMBER_PID },
		{ "_PID", MEMBER_NONE },
		{ "kubernetes.pod_name", MEMBER_NONE },
		{ "release", MEMBER_NONE },
		{ "log", MEMBER_NONE },
		{ "errorType", MEMBER_NONE },
		{ "errorMessage", MEMBER_NONE },
		{ "stackTrace", MEMBER_NONE },
		{ "", MEMBER_NONE },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!CHECK(membernames_of(bytes_of(rows[i].name)) == rows[i].member))
			printf("   %s\n", rows[i].name);
}

/* Whether members of these names differ from line to line. */
static void
test_changing_names(void)
{
	static const struct {
		const char *name;
		bool change;
	} rows[] = {
		{ "time", true },
		{ "startTime", true },
		{ "start_time", true },
		{ "START-TIME", true },
		{ "Time", true },
		{ "sometimes", false },
		{ "aTime", true },
		{ "lifetime", false },
		{ "insertId", true },
		{ "insert_id", true },
		{ "insert.id", true },
		{ "insert__id", true },
		{ "_insert_id_", true },
		{ "insertID", true },
		{ "inserted", false },
		{ "id", true },
		{ "_id", true },
		{ "Id", true },
		{ "podId", false },
		{ "t", true },
		{ "_p", true },
		{ "p_x", false },
		{ "level", false },
		{ "", false },
		{ "_", false },
	};
	char name[300];

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!CHECK(membernames_change(bytes_of(rows[i].name)) == rows[i].change))
			printf("   %s\n", rows[i].name);
	/* what comes late in a long name does not count */
	memset(name, '_', sizeof(name));
	memcpy(name + 116, "time", 4);
	CHECK(membernames_change((struct bytes){ name, sizeof(name) }));
	memset(name, 'x', sizeof(name));
	memcpy(name + 116, "_time", 5);
	CHECK(!membernames_change((struct bytes){ name, sizeof(name) }));
	/* each letter of a name may begin a word */
	for (size_t i = 0; i < sizeof(name); i++)
		name[i] = i % 2 == 0 ? 'a' : 'B';
	CHECK(!membernames_change((struct bytes){ name, sizeof(name) }));
}

int
main(void)
{
	test_sure_names();
	test_changing_names();
	return check_end();
}
