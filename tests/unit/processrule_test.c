#include "rules/processrule.h"

#include "check.h"

static struct arena *memory;

static struct processrule *
compile(const char *json, struct document **document)
{
	struct processrule *rule = NULL;

	*document = document_read(bytes_of(json));
	if (!CHECK(*document != NULL))
		return NULL;
	(*document)->memory = memory;
	if (!CHECK(processrule_take(*document, (*document)->root, &rule)))
		printf("   %s\n", json);
	return rule;
}

static void
says(const char *sentence, const char *owner, const char *wanted)
{
	char json[300];
	struct buffer out = { .at = NULL };
	struct document *document;
	struct processrule *rule;
	struct bytes words[PROCESSRULE_WORDS] = { [WORD_OF] = BYTES("8"),
		[WORD_ARE] = BYTES("7"),
		[WORD_SHARE] = BYTES("7 of 8"),
		[WORD_OWNER] = bytes_of(owner) };

	snprintf(json, sizeof(json),
	    "[{\"of\":{\"role\":\"w\"},\"all\":{\"state\":\"s\"},\"finding\":\"%s\"}]", sentence);
	rule = compile(json, &document);
	if (rule != NULL)
		processrule_say(rule, words, &out);
	if (!CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted)))
		printf("   %s\n", sentence);
	buffer_free(&out);
	document_free(document);
}

int
main(void)
{
	struct document *document;
	struct processrule *rule;

	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	says("no more", "", "no more");
	says("{are}/{of}: {share}", "", "7/8: 7 of 8");
	says("wait[, held by {owner}]", "thread 3", "wait, held by thread 3");
	says("wait[, held by {owner}]", "", "wait");
	/* parts do not affect each other */
	says("[{owner} ]a[ b{of}][ {owner}] c", "", "a b8 c");
	says("{owner}[ and {of}]", "", " and 8");
	rule = compile(
	    "[{\"of\":{\"role\":[\"a\",\"b\"]},\"none\":{\"state\":\"s\"},\"finding\":\"x\"},"
	    "{\"each\":\"pool\",\"most\":{\"waits_for\":\"one lock\"},\"at_least\":5,"
	    "\"finding\":\"y\"}]",
	    &document);
	if (rule != NULL && CHECK(rule->next != NULL)) {
		CHECK(rule->share == SHARE_NONE && rule->at_least == 2 && !rule->pools);
		CHECK(processrule_is_of(&rule->of, BYTES("b"), BYTES_NONE));
		CHECK(!processrule_is_of(&rule->of, BYTES("c"), BYTES("s")));
		CHECK(!processrule_is_of(&rule->of, BYTES_NONE, BYTES("s")));
		CHECK(processrule_is_of(&rule->are, BYTES("c"), BYTES("s")));
		CHECK(!processrule_is_of(&rule->are, BYTES("c"), BYTES("st")));
		CHECK(rule->next->share == SHARE_MOST && rule->next->at_least == 5);
		CHECK(rule->next->pools && rule->next->are.one_lock);
	}
	document_free(document);
	arena_free(memory);
	return check_end();
}
