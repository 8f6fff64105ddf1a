#include "pylog/carrier/parsed.h"

#include "base/buffer.h"
#include "check.h"
#include "quotes.h"

static struct arena *memory;

/* The exception of a JSON object, with ' for quotes. */
static struct raised *
parsed(const char *json)
{
	arena_reset(memory);
	return parsed_read(quotes_json(json, memory), memory);
}

static void
is(const struct raised *raised, const char *type, const char *message)
{
	if (!CHECK(raised != NULL))
		return;
	CHECK_TEXT(raised->type, bytes_of(type));
	CHECK_TEXT(raised->message, bytes_of(message));
}

static const struct traceback_frame *
is_frame(const struct traceback_frame *frame, const char *file, long long line,
    const char *function, const char *text)
{
	if (!CHECK(frame != NULL))
		return NULL;
	CHECK_TEXT(frame->file, bytes_of(file));
	CHECK(frame->line == line);
	CHECK_TEXT(frame->function, bytes_of(function));
	CHECK_TEXT(frame->text, bytes_of(text));
	return frame->next;
}

/* structlog's ExceptionDictTransformer */
static void
test_structlog(void)
{
	const struct raised *raised;
	const struct traceback_frame *frame;

	raised = parsed(
	    "{'event':'x','exception':[{'exc_type':'ValueError','exc_value':'v','exc_notes':['n "
	    "1','n 2'],"
	    "'is_cause':true,'frames':[{'filename':'a.py','lineno':3,'name':'f','line':'  g()\\n'},"
	    "{'filename':'b.py','lineno':7,'name':'g','line':''}]},"
	    "{'exc_type':'KeyError','exc_value':'1','is_cause':false,'frames':[]}]}");
	is(raised, "ValueError", "v\nn 1\nn 2");
	if (raised == NULL)
		return;
	frame = is_frame(raised->frames, "b.py", 7, "g", "");
	CHECK(is_frame(frame, "a.py", 3, "f", "g()") == NULL);
	CHECK(raised->relation == TRACEBACK_CAUSE);
	is(raised->behind, "KeyError", "1");
	CHECK(raised->behind->relation == TRACEBACK_CONTEXT && raised->behind->frames == NULL &&
	    raised->behind->behind == NULL);
	raised = parsed(
	    "{'exception':[{'exc_type':'SyntaxError','exc_value':'x (b.py, line 4)','syntax_error':"
	    "{'filename':'b.py','lineno':4,'line':' x = = 1\\n','msg':'invalid syntax'}}]}");
	is(raised, "SyntaxError", "invalid syntax");
	CHECK(raised != NULL && raised->line == 4 && bytes_equal(raised->file, BYTES("b.py")) &&
	    bytes_equal(raised->text, BYTES("x = = 1")));
	raised =
	    parsed("{'exception':[{'exc_type':'ExceptionGroup','exc_value':'g','exceptions':["
		   "[{'exc_type':'A','exc_value':'a'}],[],[{'exc_type':'B','exc_value':'b'}]]}]}");
	is(raised, "ExceptionGroup", "g");
	if (raised == NULL || !CHECK(raised->members != NULL && raised->members->next != NULL))
		return;
	is(raised->members, "A", "a");
	is(raised->members->next, "B", "b");
	CHECK(raised->last_member == raised->members->next && raised->omitted == -1);
	CHECK(parsed("{'exception':[{'exc_value':'v'}]}") == NULL);
}

/* AWS Lambda, and Elastic's ecs-logging */
static void
test_printed(void)
{
	const struct raised *raised;
	const struct traceback_frame *frame;

	raised = parsed("{'errorType':'ValueError','errorMessage':'x','stackTrace':["
			"'  File \\'a.py\\', line 3, in f\\n    g()\\n','  File \\'b.py\\', line "
			"7, in g\\n    h(\\n      ^\\n']}");
	is(raised, "ValueError", "x");
	if (raised != NULL) {
		frame = is_frame(raised->frames, "b.py", 7, "g", "h(");
		CHECK(raised->frames->column == 3);
		CHECK(is_frame(frame, "a.py", 3, "f", "g()") == NULL);
	}
	raised = parsed(
	    "{'errorType':'E','errorMessage':'x','stackTrace':[['a.py',3,'f','g()\\n'],['b.py']]}");
	if (CHECK(raised != NULL))
		CHECK(is_frame(is_frame(raised->frames, "b.py", -1, "", ""), "a.py", 3, "f",
			  "g()") == NULL);
	raised = parsed("{'errorType':'E','errorMessage':'x','stackTrace':[]}");
	CHECK(raised != NULL && raised->frames == NULL);
	raised = parsed(
	    "{'error':{'type':'E','message':'x','stack_trace':'  File \\'a.py\\', line 3, in f\\n"
	    "  [Previous line repeated 9 more times]\\n'}}");
	is(raised, "E", "x");
	CHECK(raised != NULL && raised->frames != NULL && raised->frames->repeated == 9);
	is(parsed("{'error.type':'E','error.message':'x','error.stack_trace':'  File \\'a.py\\', "
		  "line 3, in f'}"),
	    "E", "x");
	/* another language's, a whole traceback, or nothing */
	CHECK(
	    parsed("{'errorType':'E','errorMessage':'x','stackTrace':['at f (a.js:3)']}") == NULL);
	CHECK(parsed("{'errorType':'E','errorMessage':'x','stackTrace':'Traceback (most recent "
		     "call last):\\n"
		     "  File \\'a.py\\', line 3, in f\\n'}") == NULL);
	CHECK(parsed("{'errorType':'E','errorMessage':'x'}") == NULL);
	CHECK(parsed("{'errorMessage':'x','stackTrace':[]}") == NULL);
	CHECK(parsed("{}") == NULL);
}

/* Exceptions deeper than a record may be are counted. */
static void
test_depth(void)
{
	struct buffer json = { .at = NULL };
	const struct raised *raised;
	int depth = 0;

	for (int i = 0; i < 60; i++)
		buffer_append(&json,
		    i == 0 ? BYTES("{'e':[{'exc_type':'G','exceptions':[")
			   : BYTES("[{'exc_type':'G','exceptions':["));
	for (int i = 0; i < 60; i++)
		buffer_append(&json, BYTES("]}]"));
	buffer_append(&json, BYTES("}"));
	buffer_byte(&json, '\0');
	for (raised = parsed(json.at); raised != NULL && raised->members != NULL;
	     raised = raised->members)
		depth++;
	CHECK(raised != NULL && depth == TRACEBACK_DEPTH_MAX && raised->omitted == 1);
	buffer_free(&json);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_structlog();
	test_printed();
	test_depth();
	arena_free(memory);
	return check_end();
}
