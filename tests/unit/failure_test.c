#include "render/original/failure.h"

#include "check.h"

static void
is(const char *type, const char *message, const char *wanted)
{
	struct buffer out = { .at = NULL };

	buffer_append(&out, BYTES("before \n"));
	failure_append(&out, bytes_of(type), bytes_of(message));
	CHECK_TEXT(bytes_first(buffer_bytes(&out), 8), BYTES("before \n"));
	CHECK_TEXT(bytes_from(buffer_bytes(&out), 8), bytes_of(wanted));
	buffer_free(&out);
}

static void
messages(void)
{
	is("ValueError", "", "ValueError");
	is("ValueError", "x", "ValueError: x");
	is("ValueError", "a\nb", "ValueError: a|b");
	is("ValueError", "a \t\nb\nc ", "ValueError: a|b|c ");
	/* an indented line and those before it are joined with LF */
	is("ValueError", "a\n  b", "ValueError: a\n  b");
	is("ValueError", "a\nb\n  c", "ValueError: a\nb\n  c");
	is("ValueError", "a\n  b\nc", "ValueError: a\n  b\nc");
	is("ValueError", "a\n  b\nc\nd", "ValueError: a\n  b\nc|d");
	is("ValueError", "a\n  b\nc\n d\ne\nf", "ValueError: a\n  b\nc\n d\ne|f");
	is("ValueError", "a\n\tb", "ValueError: a|\tb"); /* a tab is no space */
	/* blank lines count as not indented */
	is("ValueError", "a\n\nb", "ValueError: a||b");
	is("ValueError", "\nb", "ValueError:|b");
	is("ValueError", "a\n  b\n\nc", "ValueError: a\n  b\n|c");
	is("ValueError", "a|b\nc", "ValueError: a|b|c");
	is("", "", "");
}

/* With quadratic work this would take hours. */
static void
many_lines(void)
{
	struct buffer message = { .at = NULL }, out = { .at = NULL };
	size_t bars = 0;

	for (int i = 0; i < 400000; i++)
		buffer_append(&message, BYTES("a line of some length, with blanks behind it   \n"));
	buffer_byte(&message, '.');
	failure_append(&out, BYTES("E"), buffer_bytes(&message));
	for (size_t i = 0; i < out.len; i++)
		bars += out.at[i] == '|';
	CHECK(bars == 400000);
	CHECK(out.len == 3 + message.len - 3 * 400000);
	buffer_free(&message);
	buffer_free(&out);
}

/* The functions in Python's order: causes first, and of each exception the outermost function first. */
static void
frames(void)
{
	static const char json[] =
	    "{\"exception\":{\"type\":\"A\"},\"frames\":[{\"function\":\"in\"},"
	    "{\"function\":\"out\"}],\"chain\":[{\"frames\":[{\"function\":"
	    "\"cin\"},{\"function\":\"cout\"}]}]}";
	struct arena *memory = arena_new(1 << 22);
	struct record record = { .memory = memory };
	struct buffer got = { .at = NULL };
	const char *reason;
	size_t place, count = 0;

	record.value = json_read(bytes_of(json), memory, &reason, &place);
	for (const struct failure_frame *each = failure_frames(&record); each != NULL;
	     each = each->next, count++) {
		buffer_append(&got, json_text(each->frame, "function"));
		buffer_byte(&got, ' ');
	}
	CHECK(count == 4);
	CHECK_TEXT(buffer_bytes(&got), BYTES("cout cin out in "));
	record.value = json_read(BYTES("{}"), memory, &reason, &place);
	CHECK(failure_frames(&record) == NULL);
	buffer_free(&got);
	arena_free(memory);
}

int
main(void)
{
	messages();
	many_lines();
	frames();
	return check_end();
}
