#include "rules.h"

/* A file with a fault, the line of it and what is said. */
static void
refused(const char *json, long long line, const char *why)
{
	struct rulefile_error error;
	struct rulefile *rules = rules_try(json, &error);

	if (CHECK(rules == NULL) && CHECK_TEXT(bytes_of(error.text), bytes_of(why)))
		CHECK(error.line == line);
	else
		printf("   %s\n", json);
	rulefile_free(rules);
}

#define WHEN "\"when\":{\"function\":\"f\"}"

/* Members in any order; what is said of the file as a whole holds for rules before it, too. */
static void
test_loading(void)
{
	struct rulefile *rules =
	    rules_of("{\"label\":[{" WHEN ",\"role\":\"a \\\"b\\\"\"},\n"
		     "{\"issue\":\"X-1\"," WHEN "},\n"
		     "{" WHEN ",\"issue\":{\"id\":\"X-2\", \"n\":[1]},\"first\":true}],\n"
		     "\"trim\":[{" WHEN ",\"drop\":\"inner\",\"each\":true}],\n"
		     "\"handler\":{" WHEN ",\"state\":\"in a handler\"},\n"
		     "\"redact\":[{\"class\":\"pin\",\"pattern\":\"[0-9]{4}\"}],\n"
		     "\"exe\":\"httpd\",\"needs\":[\"poll\",\"read\"],\"language\":\"python\",\n"
		     "\"rules\":\"mine\",\"about\":\"tests\",\"exactly\":true}");
	const struct rule *label;

	if (rules == NULL)
		return;
	CHECK_TEXT(rules->name, BYTES("mine"));
	CHECK_TEXT(rules->about, BYTES("tests"));
	CHECK(rules->python && rules->exactly && !rules->generic && rules->exe != NULL);
	CHECK(rules->needs_count == 2 && rules->needs_marks[stack_mark(BYTES("read"))]);
	CHECK(!rules->needs_marks[stack_mark(BYTES("reads"))]);
	label = rules->labels;
	CHECK(label->line == 1 && label->when->exactly && !label->first);
	CHECK_TEXT(label->says[SAY_ROLE], BYTES("\"a \\\"b\\\"\""));
	label = label->next;
	CHECK(label->line == 2);
	CHECK_TEXT(label->says[SAY_ISSUE], BYTES("{\"id\":\"X-1\"}"));
	label = label->next;
	CHECK(label->first && label->next == NULL);
	CHECK_TEXT(label->says[SAY_ISSUE], BYTES("{\"id\":\"X-2\", \"n\":[1]}"));
	CHECK(rules->trims->drop == DROP_INNER && rules->trims->each && rules->trims->line == 4);
	CHECK_TEXT(rules->handler->says[SAY_STATE], BYTES("\"in a handler\""));
	CHECK_TEXT(rules->secrets->class, BYTES("pin"));
	CHECK(regex_match(rules->secrets->secret, BYTES("no 1234")) == REGEX_YES);
	rulefile_free(rules);
}

static void
test_faults(void)
{
	struct rulefile_error error;

	refused("", 0, "is empty");
	refused(" \n ", 1, "is empty");
	refused("[]", 1, "a rule file is an object");
	refused("{}", 1, "has no member \"rules\", its name");
	refused("{\"rules\":\"m\",\n\"labels\":[]}", 2,
	    "no such member of a rule file \"labels\" (did you mean \"label\"?)");
	refused("{\"rules\":\"m\",\n\"rules\":\"n\"}", 2, "rules: is given twice");
	refused("{\"rules\":\"m\",\"label\":[{" WHEN ",\"role\":\"r\"},\n{" WHEN "}]}", 2,
	    "label[1]: a label has a `when`, and a `role`, a `state`, an `issue` or a `release`");
	refused("{\"rules\":\"m\",\"label\":[{" WHEN ",\"issue\":{}}]}", 1,
	    "label[0].issue: has no id");
	refused("{\"rules\":\"m\",\"trim\":[{" WHEN "}]}", 1,
	    "trim[0]: a trim has a `when` and a `drop`");
	refused("{\"rules\":\"m\",\"trim\":[{" WHEN ",\"drop\":\"all\"}]}", 1,
	    "trim[0].drop: has to be inner, outer, from, match or first");
	refused("{\"rules\":\"m\",\"trim\":[{\"when\":{\"signal\":\"S\"},\"drop\":\"from\"}]}", 1,
	    "trim[0]: the condition of a trim has to ask for a frame");
	refused("{\"rules\":\"m\",\"handler\":{\"when\":{\"gil\":true},\"state\":\"s\"}}", 1,
	    "handler: the condition of a handler has to ask for a frame");
	refused("{\"rules\":\"m\",\"language\":\"C\"}", 1, "language: has to be python");
	refused("{\"rules\":\"m\",\"needs\":[]}", 1, "needs: has to be an array of functions");
	refused("{\"rules\":\"m\",\"exe\":\"a(\"}", 1,
	    "exe: pattern: missing closing parenthesis at character 3");
	refused("{\"rules\":\"m\",\"redact\":[{\"class\":\"c\"}]}", 1,
	    "redact[0]: a secret has a `class` and a `pattern`");
	CHECK(rulefile_load("/nonexistent/rules.json", &error) == NULL && error.line == 0);
	CHECK_TEXT(bytes_of(error.text), BYTES("No such file or directory"));
	CHECK(rulefile_load("/", &error) == NULL);
}

int
main(void)
{
	test_loading();
	test_faults();
	return check_end();
}
