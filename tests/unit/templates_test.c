#include "group/templates.h"

#include "check.h"

/* Adds messages of exceptions to a group, one after the other. */
static void
are(const char *const *texts, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct messages messages = { .count = 0 };
	struct messages_options options = { .most = 100 };
	struct template template = { .count = 0 };
	struct buffer out = { .at = NULL };

	for (; *texts != NULL; texts++)
		CHECK(messages_add(&messages, bytes_of(*texts), -1, &options, memory, &template));
	templates_write(&messages, &options, memory, &out);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
	messages_free(&messages);
	template_free(&template);
	arena_free(memory);
}

#define ARE(wanted, ...) are((const char *const[]){ __VA_ARGS__, NULL }, wanted)

int
main(void)
{
	are((const char *const[]){ NULL }, "");
	ARE("[{\"template\":\"a 1 b\",\"count\":2}]", "a 1 b", "a 1 b");
	ARE("[{\"template\":\"a * b 2\",\"count\":2,"
	    "\"values\":[{\"star\":1,\"value\":\"1\",\"count\":1},{\"star\":1,\"value\":\"3\","
	    "\"count\":1}],\"masked\":[{\"message\":\"a 1 b 2\",\"varies\":[1]}]}]",
	    "a 1 b 2", "a 3 b 2");
	ARE("[{\"template\":\"a *\",\"count\":1,\"masked\":[{\"message\":\"a *\"}]}]", "a *");
	ARE("[{\"template\":\"one two three n=*, x\",\"count\":2,"
	    "\"values\":[{\"star\":1,\"value\":\"17\",\"count\":1},{\"star\":1,\"value\":\"5\","
	    "\"count\":1}],\"masked\":[{\"message\":\"one two three n=17, x\",\"varies\":[1]}]}]",
	    "one two three n=17, x", "one two three n=5, x");
	/* a word and a value at the same place */
	ARE("[{\"template\":\"one two three *\",\"count\":2,"
	    "\"values\":[{\"star\":1,\"value\":\"7\",\"count\":1},{\"star\":1,\"value\":\"x\","
	    "\"count\":1}],\"masked\":[{\"message\":\"one two three x\",\"count\":1},"
	    "{\"message\":\"one two three 7\",\"count\":1}]}]",
	    "one two three 7", "one two three x");
	return check_end();
}
