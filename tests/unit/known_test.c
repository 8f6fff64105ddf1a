#include "rules/known.h"

#include "check.h"

#include <stdio.h>

#define GROUP "{\"type\":\"group\",\"of\":\"traceback\",\"count\":3,\"frames\":[]"
#define ONE GROUP ",\"fingerprint\":\"2:0e108d02b5bf0ff7\""
#define TWO GROUP ",\"fingerprint\":\"2:1111111111111111\""

static struct arena *memory;
static struct known known;
static struct known_fault fault;
static long long number;

/* Adds the line of a file. */
static bool
add(const char *line)
{
	struct record record = { .line = BYTES_NONE };
	struct stream_fault broken;

	arena_reset(memory);
	CHECK(stream_parse(bytes_of(line), memory, &record, &broken));
	record.file = "known.ndjson";
	record.number = ++number;
	return known_add(&known, &record, &fault);
}

static void
forget(bool keep)
{
	known_free(&known);
	known.keep = keep;
	number = 0;
}

static bool
refuses(const char *line, const char *why)
{
	return CHECK(!add(line)) && CHECK_TEXT(bytes_of(fault.text), bytes_of(why));
}

static struct bytes
issue_of(const char *fingerprint)
{
	const struct known_entry *entry = known_find(&known, bytes_of(fingerprint));

	return entry == NULL ? BYTES("not found") : entry->issue;
}

static void
test_finding(void)
{
	forget(false);
	CHECK(known_find(&known, BYTES("2:0e108d02b5bf0ff7")) == NULL);
	CHECK(add(ONE "}") && add(TWO ",\"issue\":{\"id\":\"A\"}}"));
	CHECK_TEXT(issue_of("2:0e108d02b5bf0ff7"), BYTES(""));
	CHECK_TEXT(issue_of("2:1111111111111111"), BYTES("{\"id\":\"A\"}"));
	CHECK_TEXT(issue_of("2:2222222222222222"), BYTES("not found"));
	CHECK_TEXT(issue_of(""), BYTES("not found"));
	CHECK(add(GROUP "}") && known.nameless == 1 && known.fingerprints.count == 2);
	CHECK(add(GROUP ",\"fingerprint\":\"1:0e108d02b5bf0ff7\"}") && known.others == 1);
	CHECK(known_count_unused(&known) == 2);
	known_find(&known, BYTES("2:1111111111111111"))->seen = true;
	CHECK(known_count_unused(&known) == 1);
}

static void
test_issues(void)
{
	forget(false);
	CHECK(add(ONE ",\"issue\":\"A\",\"fixed\":\"1.4\"}"));
	CHECK_TEXT(issue_of("2:0e108d02b5bf0ff7"), BYTES("{\"id\":\"A\",\"fixed\":\"1.4\"}"));
	CHECK(add(ONE ",\"issue\":{\"fixed\" : \"1.4\",\"id\":\"\\u0041\"}}") && add(ONE "}"));
	CHECK(add(TWO ",\"fixed\":1.10}"));
	CHECK_TEXT(issue_of("2:1111111111111111"), BYTES("{\"fixed\":1.10}"));
	refuses(ONE ",\"issue\":{\"id\":\"A\"}}",
	    "its issue is another than in line 1 of known.ndjson, which has the same fingerprint");
	refuses(ONE ",\"issue\":{\"id\":\"A\",\"fixed\":\"1.4\",\"note\":\"n\"}}",
	    "its issue is another than in line 1 of known.ndjson, which has the same fingerprint");
	/* the first entry that has a value counts */
	forget(false);
	CHECK(add(ONE "}") && add(ONE ",\"issue\":{}}") && add(ONE ",\"issue\":null}"));
	CHECK(add(ONE ",\"issue\":{\"n\":[1, 2]}}") && known.fingerprints.count == 1);
	CHECK_TEXT(issue_of("2:0e108d02b5bf0ff7"), BYTES("{\"n\":[1, 2]}"));
	refuses(ONE ",\"issue\":{\"n\":[1]}}",
	    "its issue is another than in line 4 of known.ndjson, which has the same fingerprint");
}

static void
test_faults(void)
{
	static const char *const odd[] = { "2:0e108d02b5bf0ff", "2:0e108d02b5bf0ff77",
		"20e108d02b5bf0ff7", ":0e108d02b5bf0ff7", "2:0e108d02b5bf0ffg", "x" };
	char line[200];

	forget(false);
	refuses("{\"type\":\"thread\",\"fingerprint\":\"2:0e108d02b5bf0ff7\"}",
	    "not a group: known issues are groups, as st-group makes them");
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		snprintf(line, sizeof(line), GROUP ",\"fingerprint\":\"%s\"}", odd[i]);
		refuses(line, "fingerprint is not like 2:0e108d02b5bf0ff7");
	}
	refuses(ONE ",\"issue\":[]}", "issue has to be an object, or the text that is its id");
	refuses(ONE ",\"issue\":{\"id\":1}}", "issue.id has to be a text, and not empty");
	refuses(ONE ",\"issue\":{\"fixed\":{}}}", "fixed has to be a release, as a text");
	refuses(ONE ",\"issue\":{\"fixed\":\"1\"},\"fixed\":\"2\"}",
	    "fixed stands in issue and beside it, and differs");
	CHECK(known.fingerprints.count == 0);
}

static void
test_unused(void)
{
	const struct known_entry *entry;
	size_t at = 0;

	forget(true);
	CHECK(add(ONE ",\"known\":false,\"messages\":[],\"x\" : 1}") && add(TWO "}"));
	CHECK(add(ONE ",\"issue\":\"A\"}"));
	known_find(&known, BYTES("2:1111111111111111"))->seen = true;
	entry = known_next_unused(&known, &at);
	CHECK_TEXT(entry->group,
	    BYTES("{\"type\":\"group\",\"of\":\"traceback\",\"count\":0,\"frames\":[],"
		  "\"fingerprint\":\"2:0e108d02b5bf0ff7\",\"issue\":{\"id\":\"A\"},"
		  "\"unused\":true,\"known\":true}"));
	CHECK(known_next_unused(&known, &at) == NULL);
}

/* Many, so that the table of them grows. */
static void
test_many(void)
{
	char line[200];
	int found = 0;

	forget(false);
	for (int i = 0; i < 5000; i++) {
		snprintf(line, sizeof(line), GROUP ",\"fingerprint\":\"2:%016d\",\"issue\":\"%d\"}",
		    i, i);
		CHECK(add(line));
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(line, sizeof(line), "2:%016d", i);
		found += known_find(&known, bytes_of(line)) == &known.entries[i];
	}
	CHECK(found == 5000);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	test_finding();
	test_issues();
	test_faults();
	test_unused();
	test_many();
	known_free(&known);
	arena_free(memory);
	return check_end();
}
