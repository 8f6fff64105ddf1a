#include "native/abortframe.h"

#include "check.h"

/*
 * Frames as gdb 13 printed them, `function(arguments)` separated by semicolons, innermost first, and what the program had
 * written on standard error, without its name.
 */
static const struct row {
	const char *frames, *message;
} rows[] = {
	{ "raise(sig=6);__assert_fail_base(fmt=0x7f \"%s\", assertion=assertion@entry=0x55 "
	  "\"n==5\", "
	  "file=file@entry=0x56 \"t.cpp\", line=line@entry=7, "
	  "function=function@entry=0x57 \"int depth(int)\");main()",
	    "t.cpp:7: int depth(int): Assertion `n==5' failed." },
	{ "malloc_printerr(str=str@entry=0x7f \"double free or corruption (!prev)\");main()",
	    "double free or corruption (!prev)" },
	/* the outer one shows what the inner one does not */
	{ "__assert_fail_base(assertion=<optimized out>, line=7);"
	  "__GI___assert_fail(assertion=0x55 \"n\", file=0x56 \"a.c\", line=7, function=0x57 "
	  "\"f\")",
	    "a.c:7: f: Assertion `n' failed." },
	{ "__GI___assert_fail(assertion=0x55 \"n\", file=<optimized out>, line=7, "
	  "function=<optimized out>)",
	    "Assertion `n' failed." },
	{ "ExceptionalCondition(conditionName=0x55 \"n > 0\", fileName=0x56 \"a.c\", "
	  "lineNumber=12)",
	    "a.c:12: Assertion `n > 0' failed." },
	{ "log(msg=0x55 \"no\");main()", "" },
	{ "main()", "" },
	{ "", "" },
};

static void
row(size_t n)
{
	struct arena *memory = arena_new(1 << 20);
	struct thread thread = thread_nothing;
	struct bytes rest = bytes_of(rows[n].frames), one;

	while (bytes_next(&rest, ';', &one)) {
		struct frame *frame = arena_zero(memory, sizeof(*frame));

		(void)bytes_split(one, BYTES("("), &frame->function, &frame->args);
		(void)bytes_take_end(&frame->args, BYTES(")"));
		if (thread.frames == NULL)
			thread.frames = frame;
		else
			thread.last_frame->next = frame;
		thread.last_frame = frame;
	}
	if (!CHECK_TEXT(abortframe_message(&thread, memory), bytes_of(rows[n].message)))
		printf("   row %zu\n", n);
	arena_free(memory);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(rows); n++)
		row(n);
	return check_end();
}
