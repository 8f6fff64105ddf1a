#include "native/death.h"

#include "base/words.h"
#include "native/argtext.h"

enum {
	EQUAL_FRAMES = 100, /* so many in a row are no recursion that is meant to end */
	REPORTERS = 4,      /* frames of a library that may stand inside the recursion */
	CYCLE_MAX = 8,      /* functions that call each other in turn */
	NAMED_MAX = 3,      /* of these, in the reason */
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

/* Whether the frames from that one out, so many, are those of the same functions in the same places so far out. */
static bool
repeats(const struct frame *frame, int period)
{
	const struct frame *inner = frame, *outer = frame;
	int frames = period;

	for (int i = 0; i < period && outer != NULL; i++)
		outer = outer->next;
	/* where the innermost one is in its function is another place */
	while (outer != NULL && is_named(inner) && bytes_equal(inner->function, outer->function) &&
	    (inner == frame || bytes_equal(inner->address, outer->address))) {
		if (++frames >= EQUAL_FRAMES * period)
			return true;
		inner = inner->next;
		outer = outer->next;
	}
	return false;
}

/* How many functions call each other in turn, or one itself, so often, from that frame out; 0: none do. */
static int
find_recursion(const struct frame *frame)
{
	int period = 1;

	while (period <= CYCLE_MAX && !repeats(frame, period))
		period++;
	return period <= CYCLE_MAX ? period : 0;
}

/* `stack overflow (recursion of eval, apply and step)` */
static struct bytes
say_recursion(const struct frame *frame, int period, struct arena *memory)
{
	struct bytes reason = arena_copy(memory, BYTES("stack overflow (recursion of "));

	for (int i = 0; i < period && i < NAMED_MAX; i++, frame = frame->next) {
		if (i > 0)
			reason = arena_join(
			    memory, reason, i + 1 == period ? BYTES(" and ") : BYTES(", "));
		reason = arena_join(memory, reason, frame->function);
	}
	if (period > NAMED_MAX)
		reason = arena_join(memory, reason, BYTES(" and others"));
	return arena_join(memory, reason, BYTES(")"));
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
	const struct frame *frame = thread->frames;
	struct bytes digits = frame->address;

	if (bytes_take(&digits, BYTES("0x")) && digits.len > 0 && !is_named(frame)) {
		if (is_nowhere(digits))
			return BYTES("a jump to an invalid address");
		while (bytes_take(&digits, BYTES("0")))
			;
		if (digits.len == 0)
			return BYTES("a null pointer was called");
	}
	for (int i = 0; i < REPORTERS && frame != NULL; i++, frame = frame->next) {
		int period = find_recursion(frame);

		if (period > 0)
			return say_recursion(frame, period, memory);
	}
	return BYTES_NONE;
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
