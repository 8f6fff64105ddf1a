#include "native/abortframe.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/words.h"
#include "native/argtext.h"

enum { MESSAGE_MAX = 4096 };

/* Functions that end the process with a message, which is one of their arguments. */
static const struct ender {
	struct bytes name;
	bool asserts; /* the message is the condition that did not hold */
} enders[] = {
	{ BYTES_ROW("__assert_fail_base"), true },
	{ BYTES_ROW("__assert_fail"), true },
	{ BYTES_ROW("__GI___assert_fail"), true },
	{ BYTES_ROW("std::__glibcxx_assert_fail"), true },
	{ BYTES_ROW("std::__replacement_assert"), true },
	{ BYTES_ROW("malloc_printerr"), false },
	{ BYTES_ROW("__libc_fatal"), false },
	{ BYTES_ROW("__fortify_fail"), false },
	{ BYTES_ROW("__GI___fortify_fail"), false },
	{ BYTES_ROW("g_assertion_message_expr"), true },
	{ BYTES_ROW("g_assertion_message"), false },
	{ BYTES_ROW("qt_assert"), true },
	{ BYTES_ROW("log_assert_failed"), true }, /* systemd */
	{ BYTES_ROW("log_assert_failed_realm"), true },
	{ BYTES_ROW("ExceptionalCondition"), true },    /* PostgreSQL */
	{ BYTES_ROW("ut_dbg_assertion_failed"), true }, /* InnoDB */
	{ BYTES_ROW("_serverAssert"), true },           /* redis */
	{ BYTES_ROW("ceph::__ceph_assert_fail"), true },
	{ BYTES_ROW("mongo::invariantFailed"), true },
	{ BYTES_ROW("Py_FatalError"), false },
	{ BYTES_ROW("_Py_FatalErrorFunc"), false },
};

/* The first argument of one of these names; no bytes: there is none. */
static struct bytes
argument(const struct frame *frame, const struct bytes *names, size_t count)
{
	struct bytes value = BYTES_NONE;

	for (size_t i = 0; i < count && value.len == 0; i++)
		value = argtext_find(frame->args, names[i]);
	return value;
}

static void
append(struct buffer *said, struct bytes text, const char *behind)
{
	buffer_append(said, text);
	buffer_append(said, bytes_of(behind));
}

/* `FILE:LINE: FUNCTION: Assertion `CONDITION' failed.`, as glibc says it; what is not known is left out. */
static struct bytes
say_message(const struct frame *frame, bool asserts, struct arena *memory)
{
	static const struct bytes texts[] = { BYTES_ROW("assertion"), BYTES_ROW("__assertion"),
		BYTES_ROW("expr"), BYTES_ROW("estr"), BYTES_ROW("conditionName"),
		BYTES_ROW("condition"), BYTES_ROW("__condition"), BYTES_ROW("text"),
		BYTES_ROW("str"), BYTES_ROW("msg"), BYTES_ROW("message") };
	static const struct bytes files[] = { BYTES_ROW("file"), BYTES_ROW("__file"),
		BYTES_ROW("fileName") };
	static const struct bytes lines[] = { BYTES_ROW("line"), BYTES_ROW("__line"),
		BYTES_ROW("lineNumber") };
	static const struct bytes functions[] = { BYTES_ROW("function"), BYTES_ROW("__function"),
		BYTES_ROW("func") };
	struct bytes text = argtext_read(argument(frame, LIST(texts)), memory);
	struct bytes file = argtext_read(argument(frame, LIST(files)), memory);
	struct bytes function = argtext_read(argument(frame, LIST(functions)), memory);
	struct bytes line = argument(frame, LIST(lines));
	char room[MESSAGE_MAX];
	struct buffer said = BUFFER_OVER(room);

	if (text.len == 0)
		return BYTES_NONE;
	line.len = ascii_run(line, ascii_is_digit);
	if (file.len > 0 && line.len > 0)
		append(&said, file, ":");
	if (said.len > 0)
		append(&said, line, ": ");
	if (function.len > 0)
		append(&said, function, ": ");
	if (asserts)
		buffer_append(&said, BYTES("Assertion `"));
	append(&said, text, asserts ? "' failed." : "");
	return arena_copy(memory, buffer_bytes(&said));
}

struct bytes
abortframe_message(const struct thread *thread, struct arena *memory)
{
	struct bytes message = BYTES_NONE;

	for (const struct frame *frame = thread->frames; frame != NULL && message.len == 0;
	     frame = frame->next)
		for (size_t i = 0; i < COUNT_OF(enders) && message.len == 0; i++)
			if (bytes_equal(frame->function, enders[i].name))
				message = say_message(frame, enders[i].asserts, memory);
	return message;
}

static bool
says_why(struct bytes function)
{
	static const struct bytes others[] = { BYTES_ROW("__libc_message"),
		BYTES_ROW("__libc_message_impl"), BYTES_ROW("__malloc_assert"),
		BYTES_ROW("__stack_chk_fail"), BYTES_ROW("__assert_rtn"),
		BYTES_ROW("abort_message"), BYTES_ROW("std::terminate"),
		BYTES_ROW("std::terminate()"), BYTES_ROW("__gnu_cxx::__verbose_terminate_handler"),
		BYTES_ROW("__gnu_cxx::__verbose_terminate_handler()"),
		BYTES_ROW("__cxa_pure_virtual") };

	for (size_t i = 0; i < COUNT_OF(enders); i++)
		if (bytes_equal(function, enders[i].name))
			return true;
	return words_find(LIST(others), function) != WORDS_NONE;
}

bool
abortframe_is_told(const struct thread *thread)
{
	const struct frame *frame = thread->frames;

	while (frame != NULL && !says_why(frame->function))
		frame = frame->next;
	return frame != NULL;
}
