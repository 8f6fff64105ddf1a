#include "native/death.h"

#include "base/words.h"
#include "native/argtext.h"

enum {
	EQUAL_FRAMES = 100, /* so many in a row are no recursion that is meant to end */
	REPORTERS = 4,      /* frames of a library that may stand inside the recursion */
};

static bool
is_named(const struct frame *frame)
{
	return frame->function.len > 0 && bytes_head(frame->function) != '?';
}

bool
death_aborts(const struct thread *thread)
{
	static const struct bytes names[] = { BYTES_ROW("abort"), BYTES_ROW("__GI_abort") };

	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next)
		if (words_find(LIST(names), frame->function) != WORDS_NONE)
			return true;
	return false;
}

/* `std::terminate()` that __cxa_throw() called: nobody catches what the next frame out has thrown. */
static const struct frame *
find_throw(const struct thread *thread)
{
	const struct frame *frame = thread->frames, *thrower;

	for (; frame != NULL && (thrower = frame->next) != NULL; frame = frame->next)
		if (bytes_start(frame->function, BYTES("std::terminate")) &&
		    bytes_equal(thrower->function, BYTES("__cxa_throw")))
			return thrower;
	return NULL;
}

static struct bytes
say_throw(const struct frame *thrower, struct arena *memory)
{
	static const struct bytes words = BYTES_ROW("a C++ exception that nothing catches");

	if (thrower->next == NULL || !is_named(thrower->next))
		return words;
	return arena_join(
	    memory, arena_join(memory, words, BYTES(", thrown by ")), thrower->next->function);
}

/* The function that calls itself in the same place so often, from that frame out; NULL: none does. */
static const struct frame *
find_recursion(const struct frame *frame)
{
	long long equal = 1;

	for (const struct frame *next = frame->next;
	     next != NULL && is_named(frame) && bytes_equal(next->function, frame->function) &&
	     (equal == 1 || bytes_equal(next->address, frame->next->address));
	     next = next->next)
		equal++;
	return equal >= EQUAL_FRAMES ? frame : NULL;
}

/*
 * Whether no process has memory at the address, on any processor: its first byte is neither that of programs nor that of
 * the kernel.
 */
static bool
is_nowhere(struct bytes digits)
{
	return digits.len == 16 && !bytes_start(digits, BYTES("00")) &&
	    !bytes_start(digits, BYTES("ff"));
}

static struct bytes
say_fault(const struct thread *thread, struct arena *memory)
{
	const struct frame *frame = thread->frames, *recursion = NULL;
	struct bytes digits = frame->address, reason;

	if (bytes_take(&digits, BYTES("0x")) && digits.len > 0 && !is_named(frame)) {
		if (is_nowhere(digits))
			return BYTES("a jump to an invalid address");
		while (bytes_take(&digits, BYTES("0")))
			;
		if (digits.len == 0)
			return BYTES("a null pointer was called");
	}
	for (int i = 0; i < REPORTERS && frame != NULL && recursion == NULL; i++) {
		recursion = find_recursion(frame);
		frame = frame->next;
	}
	if (recursion == NULL)
		return BYTES_NONE;
	reason = arena_copy(memory, BYTES("stack overflow (recursion of "));
	return arena_join(memory, arena_join(memory, reason, recursion->function), BYTES(")"));
}

struct bytes
death_reason(const struct thread *thread, struct arena *memory)
{
	const struct frame *thrower;

	if (thread->frames == NULL)
		return BYTES_NONE;
	if (bytes_equal(thread->signal, BYTES("SIGSEGV")))
		return say_fault(thread, memory);
	thrower = bytes_equal(thread->signal, BYTES("SIGABRT")) ? find_throw(thread) : NULL;
	return thrower == NULL ? BYTES_NONE : say_throw(thrower, memory);
}

struct bytes
death_message(struct bytes printed, struct arena *memory)
{
	struct bytes text;

	if (!bytes_start(printed, BYTES("0x")) || !bytes_split(printed, BYTES("\""), NULL, &text) ||
	    !bytes_split_last(text, BYTES("\""), &text, NULL))
		return BYTES_NONE;
	text = argtext_unescape(text, memory);
	while (bytes_take_end(&text, BYTES("\n")))
		;
	return text;
}
