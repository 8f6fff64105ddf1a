#include "rules/explain.h"

#include "record.h"
#include "rules.h"

static struct arena *memory;

/* What is said of a record that these rules were applied to. */
static void
explained(const char *json, const char *line, const char *wanted)
{
	struct reasons reasons = { .trims = false };
	struct annotator annotator = { .reasons = &reasons };
	struct rulefile *rules = rules_of(json);
	struct buffer out = { .at = NULL };
	struct record record = record_of(line, memory);
	struct bytes annotated, said;

	if (rules == NULL)
		return;
	rules->always = rules->exe == NULL && rules->needs_count == 0;
	rules->path = "t.json";
	CHECK(annotate_record(&annotator, rules, &record, &annotated));
	CHECK(explain_append(&out, &annotator, rules, &record));
	said = buffer_bytes(&out);
	CHECK(bytes_take(&said, BYTES("standard input:0: thread\n")));
	if (!CHECK_TEXT(said, bytes_of(wanted)))
		printf("   %s\n", json);
	buffer_free(&out);
	annotate_free(&annotator);
	rulefile_free(rules);
}

#define FILE_OF(more) "{\"rules\":\"t\"," more "}"
#define WHEN(more) "\"when\":{" more "}"
#define THREAD(frames) "{\"type\":\"thread\",\"frames\":[" frames "]}"
#define F(name) "{\"function\":\"" name "\"}"

int
main(void)
{
	static const char two[] =
	    FILE_OF("\"label\":[{" WHEN("\"function\":\"f\"") ",\"role\":\"one\"},\n{" WHEN(
		"\"function\":\"f\"") ",\"role\":\"two\"},\n{" WHEN("\"function\":\"f\",\"comm_"
								    "matches\":\"x\"") ",\"state\":"
										       "\"s\"}]");

	memory = arena_new(1 << 22);
	explained(FILE_OF("\"about\":\"x\""), THREAD(""), "  rules that apply: t\n");
	/* the label that came first, one that came too late, and one that asked for one thing more */
	explained(two, THREAD(F("f")),
	    "  rules that apply: t\n"
	    "  role \"one\": t.json:1\n"
	    "  too late, role \"two\": t.json:2\n"
	    "  nearly state \"s\": t.json:3, but for \"comm_matches\": \"x\"\n");
	/* where nothing but what most stacks have would be left of a condition, it is not near */
	explained(FILE_OF("\"label\":[{" WHEN(
		      "\"function\":\"f\",\"innermost\":true") ",\"role\":\"r\"}]"),
	    THREAD(F("g")), "  rules that apply: t\n");
	explained(FILE_OF("\"label\":[{" WHEN("\"function\":\"f\"") ",\"role\":\"r\"}]"),
	    "{\"type\":\"thread\",\"role\":\"mine\",\"frames\":[" F("f") "]}",
	    "  rules that apply: t\n  role \"r\": t.json:1: the record had one before\n");
	/* trims: what they took, and why not */
	explained(
	    FILE_OF("\"trim\":[{" WHEN("\"function\":\"f\"") ",\"drop\":\"from\"},\n{" WHEN(
		"\"function\":\"g\"") ",\"drop\":\"from\"},\n{" WHEN("\"function\":\"e\"") ",\"drop"
											   "\":"
											   "\"outer"
											   "\"}]"),
	    THREAD(F("e") "," F("f") "," F("g")),
	    "  rules that apply: t\n"
	    "  trim took off 2 frames: t.json:1\n"
	    "  too late, trim: t.json:2\n"
	    "  trim holds, and there is no frame for it to take: t.json:3\n");
	/* files that do not apply */
	explained(FILE_OF("\"needs\":[\"g\"]"), THREAD(F("f")),
	    "  no rules apply\n  t.json does not apply: none of the functions that it needs is in "
	    "the stack\n");
	explained(FILE_OF("\"exe\":\"httpd\""),
	    "{\"type\":\"thread\",\"process\":{\"exe\":\"/srv/a\"},\"frames\":[]}",
	    "  no rules apply\n  t.json does not apply: the executable does not match its exe\n");
	arena_free(memory);
	return check_end();
}
