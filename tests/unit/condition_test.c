#include "rules/match.h"

#include "check.h"

static const char record_text[] =
    "{\"type\":\"thread\",\"process\":{\"pid\":7,\"title\":\"nginx: worker process\"},"
    "\"lwp\":7,\"syscall\":\"poll\",\"kernel_state\":\"S\",\"signal\":\"SIGSEGV\",\"frames\":[{"
    "\"function\":\"a\"},{\"function\":"
    "\"b\"},"
    "{\"function\":\"a\"},{\"function\":\"c\"},{\"function\":\"d\"}]}";

/* Checks whether the condition holds for the record's frames from `from` on, and its range, as `0-2`. */
static void
matched(const char *when, size_t from, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct document *document;
	struct record record;
	struct stream_fault record_fault;
	struct condition *condition;
	struct matching matching;
	struct stack stack;
	struct range range;
	char said[60] = "no";
	unsigned given_up = 0;

	document = document_read(bytes_of(when));
	condition = condition_compile(document, document->root, false, memory);
	if (CHECK(condition != NULL) &&
	    CHECK(stream_parse(bytes_of(record_text), memory, &record, &record_fault)) &&
	    CHECK(stack_read(&stack, &record))) {
		matching = match_begin(condition, &stack, &given_up);
		if (match_next(&matching, from, &range))
			snprintf(said, sizeof(said), range.any ? "%zu-%zu" : "yes", range.first,
			    range.last);
		if (!CHECK_TEXT(bytes_of(said), bytes_of(wanted)))
			printf("   %s from %zu\n", when, from);
	}
	CHECK(given_up == 0);
	condition_free(condition);
	document_free(document);
	arena_free(memory);
}

static void
has_range(const char *when, bool wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct document *document;
	struct condition *condition;

	document = document_read(bytes_of(when));
	condition = condition_compile(document, document->root, false, memory);
	if (CHECK(condition != NULL))
		CHECK(condition_has_range(condition) == wanted);
	condition_free(condition);
	document_free(document);
	arena_free(memory);
}

int
main(void)
{
	matched("{\"function\":\"a\"}", 0, "0-0");
	matched("{\"function\":\"a\"}", 1, "2-2");
	matched("{\"function\":\"a\"}", 3, "no");
	matched("{\"function\":\"a\",\"called_by\":\"c\"}", 0, "2-3");
	matched("{\"function\":\"a\",\"called_under\":\"d\"}", 0, "0-4");
	matched("{\"function\":\"a\",\"called_by\":\"b\",\"called_under\":\"c\"}", 0, "0-3");
	matched("{\"function\":\"a\",\"called_under\":\"a\"}", 0, "0-2");
	matched("{\"called_by\":\"d\"}", 0, "3-4");
	matched("{\"signal\":\"SIGSEGV\"}", 0, "yes");
	matched("{\"signal\":\"SIGABRT\"}", 0, "no");
	matched("{\"kernel_state\":\"S\",\"syscall\":\"poll\",\"main\":true}", 0, "yes");
	matched("{\"kernel_state\":\"R\"}", 0, "no");
	matched("{\"syscall\":\"pol\"}", 0, "no");
	matched("{\"title_matches\":\"^nginx: w\"}", 0, "yes");
	matched("{\"title_matches\":\"master\"}", 0, "no");
	matched("{\"exe_matches\":\"^nginx$\"}", 0, "yes");
	matched("{\"frame0\":true}", 0, "0-0");
	matched("{\"frame0\":true}", 1, "no");
	matched("{\"frame0\":true,\"function\":\"a\"}", 0, "0-0");
	matched("{\"frame0\":true,\"function\":\"b\"}", 0, "no");
	matched("{\"not\":{\"frame0\":true,\"function_matches\":\"[^?]\"}}", 0, "no");
	matched("{\"not\":{\"function\":\"x\"}}", 0, "yes");
	matched("{\"not\":{\"function\":\"a\"}}", 0, "no");
	matched("{\"any\":[{\"function\":\"x\"},{\"function\":\"c\"}]}", 0, "3-3");
	matched("{\"any\":[{\"function\":\"d\"},{\"function\":\"a\"}]}", 0, "4-4");
	matched("{\"any\":[{\"signal\":\"SIGSEGV\"},{\"function\":\"a\"}]}", 0, "yes");
	matched("{\"all\":[{\"signal\":\"SIGSEGV\"},{\"function\":\"b\"}]}", 0, "1-1");
	matched("{\"all\":[{\"function\":\"b\"},{\"signal\":\"SIGSEGV\"}]}", 0, "1-1");
	matched("{\"all\":[{\"function\":\"c\"},{\"function\":\"b\"}]}", 0, "3-3");
	/* if the condition itself asks for frames, these are the range */
	matched("{\"function\":\"b\",\"any\":[{\"function\":\"d\"}]}", 0, "1-1");
	has_range("{\"function\":\"a\"}", true);
	has_range("{\"called_by\":\"a\"}", true);
	has_range("{\"signal\":\"SIGSEGV\"}", false);
	has_range("{\"not\":{\"function\":\"a\"}}", false);
	has_range("{\"any\":[{\"all\":[{\"function\":\"a\"}]}]}", true);
	return check_end();
}
