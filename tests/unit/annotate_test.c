#include "rules/annotate.h"

#include "record.h"
#include "rules.h"

static struct arena *memory;

/* The record that rules, which always apply, make of a line. Each is annotated twice: that changes nothing. */
static void
becomes(const char *json, const char *line, const char *wanted)
{
	struct annotator annotator = { .relabel = false };
	struct rulefile *rules = rules_of(json);
	struct record record;
	struct bytes got;

	if (rules == NULL)
		return;
	rules->always = true;
	for (int times = 0; times < 2; times++) {
		record = record_of(line, memory);
		CHECK(annotate_record(&annotator, rules, &record, &got));
		if (!CHECK_TEXT(got, bytes_of(wanted)))
			printf("   %s\n", json);
		line = wanted;
	}
	annotate_free(&annotator);
	rulefile_free(rules);
}

/* The functions that are left of a stack, with commas, of which a trim takes some. */
static void
leaves(const char *trim, const char *functions, const char *wanted)
{
	char json[300], line[1000] = "{\"type\":\"thread\",\"frames\":[";
	struct buffer left = { .at = NULL };
	struct rulefile *rules;
	struct record record;
	struct stack stack;

	snprintf(json, sizeof(json), "{\"rules\":\"t\",\"trim\":[{%s}]}", trim);
	for (const char *c = functions; *c != '\0'; c++)
		snprintf(line + strlen(line), sizeof(line) - strlen(line),
		    "%s{\"function\":\"%c\"}", c == functions ? "" : ",", *c);
	strcat(line, "]}");
	rules = rules_of(json);
	record = record_of(line, memory);
	if (rules == NULL || !CHECK(stack_read(&stack, &record)))
		return;
	annotate_trim(rules->trims, &stack);
	for (size_t i = 0; i < stack.count; i++)
		buffer_append(&left, stack.frames[i].function);
	if (!CHECK_TEXT(buffer_bytes(&left), bytes_of(wanted)))
		printf("   %s of %s\n", trim, functions);
	CHECK(stack.trimmed == strlen(functions) - strlen(wanted));
	CHECK(rules->trims->took == stack.trimmed);
	buffer_free(&left);
	rulefile_free(rules);
}

#define WHEN(function) "\"when\":{\"function\":\"" function "\"}"
#define CALLED "\"when\":{\"function\":\"b\",\"called_under\":\"d\"}"

static void
test_trims(void)
{
	leaves(WHEN("c") ",\"drop\":\"inner\"", "abcde", "cde");
	leaves(WHEN("c") ",\"drop\":\"outer\"", "abcde", "abc");
	leaves(WHEN("c") ",\"drop\":\"from\"", "abcde", "ab");
	leaves(WHEN("c") ",\"drop\":\"match\"", "abcde", "abde");
	leaves(WHEN("x") ",\"drop\":\"from\"", "abcde", "abcde");
	leaves(WHEN("a") ",\"drop\":\"inner\"", "abcde", "abcde");
	/* a match of several frames, from the function to its caller */
	leaves(CALLED ",\"drop\":\"inner\"", "abcde", "bcde");
	leaves(CALLED ",\"drop\":\"outer\"", "abcde", "abcd");
	leaves(CALLED ",\"drop\":\"from\"", "abcde", "a");
	leaves(CALLED ",\"drop\":\"match\"", "abcde", "ae");
	leaves(CALLED ",\"drop\":\"first\"", "abcde", "acde");
	/* once, or each time */
	leaves(WHEN("b") ",\"drop\":\"match\"", "abcbd", "acbd");
	leaves(WHEN("b") ",\"drop\":\"match\",\"each\":true", "abcbd", "acd");
	leaves(WHEN("b") ",\"drop\":\"inner\",\"each\":true", "abcbd", "bd");
	leaves(WHEN("b") ",\"drop\":\"from\",\"each\":true", "abcbd", "a");
	leaves(CALLED ",\"drop\":\"match\",\"each\":true", "bcdabd", "a");
}

#define RULES(labels) "{\"rules\":\"t\",\"label\":[" labels "]}"
/* printf 'thread\na\n' | sha256sum */
#define PRINT ",\"fingerprint\":\"2:2ccd17ca5eb4da69\",\"signature\":\"a\""

static void
test_records(void)
{
	static const char thread[] =
	    "{\"type\":\"thread\",\"x\":1.50,\"frames\":[{\"function\":\"a\"}]}";

	becomes(RULES(""), thread,
	    "{\"type\":\"thread\",\"x\":1.50,\"frames\":[{\"function\":\"a\"}]" PRINT "}");
	becomes(RULES("{" WHEN("a") ",\"role\":\"r\"},{" WHEN("b") ",\"state\":\"s\"}"), thread,
	    "{\"type\":\"thread\",\"x\":1.50,\"frames\":[{\"function\":\"a\"}]" PRINT
	    ",\"role\":\"r\",\"pack\":\"t\"}");
	/* what it has stays */
	becomes(RULES("{" WHEN("a") ",\"role\":\"r\",\"state\":\"s\"}"),
	    "{\"type\":\"thread\",\"role\":\"mine\",\"frames\":[{\"function\":\"a\"}]" PRINT "}",
	    "{\"type\":\"thread\",\"role\":\"mine\",\"frames\":[{\"function\":\"a\"}]" PRINT
	    ",\"state\":\"s\",\"pack\":\"t\"}");
	/* an issue makes it known; a release names no pack */
	becomes(RULES("{" WHEN("a") ",\"issue\":\"X-1\"}"), thread,
	    "{\"type\":\"thread\",\"x\":1.50,\"frames\":[{\"function\":\"a\"}]" PRINT
	    ",\"issue\":{\"id\":\"X-1\"},\"pack\":\"t\",\"known\":true}");
	becomes(RULES("{" WHEN("a") ",\"release\":\"1.2\"}"), thread,
	    "{\"type\":\"thread\",\"x\":1.50,\"frames\":[{\"function\":\"a\"}]" PRINT
	    ",\"release\":\"1.2\"}");
	/* fingerprint and pool are those before the trim */
	becomes("{\"rules\":\"t\",\"trim\":[{" WHEN("b") ",\"drop\":\"from\"}]}",
	    "{\"type\":\"thread\",\"comm\":\"io-3\",\"frames\":[{\"function\":\"b\"}],"
	    "\"fingerprint\":\"2:x\"}",
	    "{\"type\":\"thread\",\"comm\":\"io-3\",\"frames\":[],\"fingerprint\":\"2:x\","
	    "\"trimmed\":1,\"pool\":\"io\"}");
	/* the release of the log, where nothing else gives one */
	becomes(RULES(""),
	    "{\"type\":\"thread\",\"log\":{\"service.version\":\"3\"},\"frames\":[]}",
	    "{\"type\":\"thread\",\"log\":{\"service.version\":\"3\"},\"frames\":[],\"release\":"
	    "\"3\"}");
}

/* A rule whose pattern is given up is said once, and once more when it is not tried any more. */
static void
test_given_up(void)
{
	struct rulefile *rules =
	    rules_of(RULES("{\"when\":{\"comm_matches\":\"(a+)+$\"},\"role\":\"r\"}"));
	struct annotator annotator = { .relabel = false };
	char line[200];
	struct record record;
	struct bytes got;
	int said = 0;

	if (rules == NULL)
		return;
	rules->always = true;
	snprintf(line, sizeof(line), "{\"type\":\"thread\",\"comm\":\"%.60sb\",\"frames\":[]}",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	for (int i = 0; i < 12; i++) {
		record = record_of(line, memory);
		CHECK(annotate_record(&annotator, rules, &record, &got));
		CHECK_TEXT(got, bytes_of(line));
		while (annotate_next_given_up(rules) != NULL)
			said++;
	}
	CHECK(rules->labels->given_up == 10 && said == 2);
	annotate_free(&annotator);
	rulefile_free(rules);
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_trims();
	test_records();
	test_given_up();
	arena_free(memory);
	return check_end();
}
