#include "rules/match.h"

#include "check.h"

static const char record_text[] =
    "{\"type\":\"thread\",\"frames\":[{\"function\":\"a\"},{\"function\":\"b\"},{\"function\":"
    "\"a\"},"
    "{\"function\":\"c\"},{\"function\":\"a\"},{\"function\":\"b\"},{\"function\":\"d\"}]}";

/* All ranges that match, each searched after the first frame of the one before: `0-1 4-5`. */
static void
all_ranges(const char *when, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct document *document;
	struct stream_fault record_fault;
	struct matching matching;
	struct condition *condition;
	struct record record;
	struct stack stack;
	struct range range = { .any = false };
	char said[100] = "";
	size_t length = 0;
	unsigned given_up = 0;

	document = document_read(bytes_of(when));
	condition = condition_compile(document, document->root, false, memory);
	if (!CHECK(condition != NULL) ||
	    !CHECK(stream_parse(bytes_of(record_text), memory, &record, &record_fault)) ||
	    !CHECK(stack_read(&stack, &record)))
		return;
	matching = match_begin(condition, &stack, &given_up);
	for (size_t from = 0;
	     from < stack.count && match_next(&matching, from, &range) && range.any;
	     from = range.first + 1)
		length += (size_t)snprintf(said + length, sizeof(said) - length, "%s%zu-%zu",
		    from > 0 ? " " : "", range.first, range.last);
	if (!CHECK_TEXT(bytes_of(said), bytes_of(wanted)))
		printf("   %s\n", when);
	/* results for one stack are forgotten with the next */
	stack.count = 0;
	CHECK(!match_condition(condition, &stack, &range, &given_up));
	condition_free(condition);
	document_free(document);
	arena_free(memory);
}

int
main(void)
{
	all_ranges("{\"function\":\"a\"}", "0-0 2-2 4-4");
	all_ranges("{\"function\":\"x\"}", "");
	all_ranges("{\"function\":\"a\",\"called_by\":\"b\"}", "0-1 4-5");
	/* the first such caller further out counts for several frames, and then the next one */
	all_ranges("{\"function\":\"a\",\"called_under\":\"b\"}", "0-1 2-5 4-5");
	all_ranges("{\"called_under\":\"c\"}", "0-3 1-3 2-3");
	all_ranges("{\"function\":\"a\",\"called_under\":\"x\"}", "");
	all_ranges("{\"function\":\"a\",\"called_by\":\"b\",\"called_under\":\"c\"}", "0-3");
	/* inner conditions see only the frames that are left, so they may not hold any more */
	all_ranges("{\"function\":\"a\",\"any\":[{\"called_by\":\"c\"}]}", "0-0 2-2");
	all_ranges("{\"all\":[{\"function\":\"a\"},{\"called_by\":\"c\"}]}", "0-0 2-2");
	all_ranges("{\"any\":[{\"function\":\"c\"},{\"function\":\"b\"}]}", "3-3 5-5");
	all_ranges("{\"function\":\"d\",\"not\":{\"function\":\"x\"}}", "6-6");
	all_ranges("{\"function\":\"b\",\"not\":{\"function\":\"c\"}}", "");
	return check_end();
}
