#include "native/panic.h"

#include "base/words.h"
#include "native/argtext.h"
#include "native/lastwords.h"
#include "native/snapshot.h"

enum {
	MESSAGE_MAX = 4096,
	NAMES_MAX = 4096,
	COMM_MAX = 15, /* bytes of a thread's name that the kernel keeps */
};

/* thread 'main' panicked at …; from 1.91 on: thread 'main' (4711) panicked at … */
static struct panic
begin(struct bytes text)
{
	struct panic panic = { .lwp = -1, .state = PANIC_BEGUN };
	struct bytes rest, number;

	(void)bytes_take(&text, BYTES("thread '"));
	(void)bytes_split(text, BYTES(" panicked at "), &panic.name, &rest);
	if (bytes_end(panic.name, BYTES(")")) &&
	    bytes_split_last(panic.name, BYTES("' ("), &panic.name, &number))
		(void)bytes_take_number(&number, &panic.lwp);
	else
		(void)bytes_take_end(&panic.name, BYTES("'"));
	if (bytes_take(&rest, BYTES("'"))) {
		panic.state = PANIC_QUOTED;
		panic.message = rest;
	}
	return panic;
}

/* Before 1.73 the message stands in quotes, and its place behind it: 'no such order', src/main.rs:9:66 */
static void
end_quoted(struct panic *panic)
{
	struct bytes message, place;

	if (bytes_split_last(panic->message, BYTES("', "), &message, &place) &&
	    bytes_has(place, ':') && !bytes_has(place, '\n')) {
		panic->message = message;
		panic->state = PANIC_WHOLE;
	}
}

/* Whether the message is of a panic that only follows from an earlier one, which could not go on. */
static bool
is_consequence(struct bytes message)
{
	static const struct bytes words[] = { BYTES_ROW("panic in a function that cannot unwind"),
		BYTES_ROW("panic in a destructor during cleanup") };

	return words_start(LIST(words), message) != WORDS_NONE;
}

static bool
is_behind_message(const struct panic *panic, struct line *line)
{
	static const struct bytes words[] = { BYTES_ROW("note: "), BYTES_ROW("stack backtrace:"),
		BYTES_ROW("Stack backtrace:"), BYTES_ROW("thread caused ") };
	enum says says = says_of(line).says;

	if (panic->state == PANIC_BEGUN) /* the message may begin with any words */
		return says == SAYS_RECEIVED || says == SAYS_TERMINATED;
	return says != SAYS_NOTHING || words_start(LIST(words), line->text) != WORDS_NONE ||
	    panic->message.len + line->text.len > MESSAGE_MAX;
}

/* The panic follows from the one before it, whose message tells more. */
static void
take_earlier(struct panic *panic)
{
	panic->message = panic->earlier;
	panic->shared = panic->earlier_shared;
	panic->state = PANIC_WHOLE;
}

static void
go_on(struct snapshot *snapshot, struct line *line)
{
	struct panic *panic = &snapshot->panic;
	struct bytes message = panic->message;

	if (panic->state == PANIC_WHOLE)
		return;
	if (is_behind_message(panic, line)) {
		panic->state = PANIC_WHOLE;
	} else if (panic->state == PANIC_BEGUN && panic->earlier.len > 0 &&
	    is_consequence(line->text)) {
		take_earlier(panic);
	} else if (panic->state == PANIC_BEGUN) {
		panic->message = snapshot_keep(snapshot, bytes_first(line->text, MESSAGE_MAX));
		panic->state = PANIC_OPEN;
	} else {
		message = arena_join(snapshot->memory, message, BYTES("\n"));
		panic->message = arena_join(snapshot->memory, message, line->text);
		if (panic->state == PANIC_QUOTED)
			end_quoted(panic);
	}
}

/*
 * Adds a name to those of threads that have panicked. False: it is there, and this may be another thread, or there is no
 * room. There is only one main.
 */
static bool
add_name(struct snapshot *snapshot, struct bytes name)
{
	struct panic *panic = &snapshot->panic;
	struct bytes rest = panic->names, known;

	if (bytes_equal(name, BYTES("main")))
		return true;
	while (bytes_next(&rest, '\n', &known))
		if (bytes_equal(known, name))
			return false;
	if (panic->names.len + name.len >= NAMES_MAX)
		return false;
	panic->names = arena_join(snapshot->memory, panic->names, name);
	panic->names = arena_join(snapshot->memory, panic->names, BYTES("\n"));
	return true;
}

/* Whether the thread is the one that panicked before, as far as can be told. */
static bool
is_again(const struct panic *panic, const struct panic *begun)
{
	return bytes_equal(panic->name, begun->name) &&
	    (panic->lwp < 0 || begun->lwp < 0 || panic->lwp == begun->lwp);
}

void
panic_read(struct snapshot *snapshot, struct line *line)
{
	struct panic begun, *panic = &snapshot->panic;

	if (says_of(line).says != SAYS_PANICKED) {
		go_on(snapshot, line);
		return;
	}
	begun = begin(line->text);
	if (begun.state == PANIC_QUOTED)
		end_quoted(&begun);
	panic->earlier = is_again(panic, &begun) ? panic->message : BYTES_NONE;
	panic->earlier_shared = panic->shared;
	panic->message = snapshot_keep(snapshot, bytes_first(begun.message, MESSAGE_MAX));
	panic->shared = !add_name(snapshot, begun.name);
	panic->name = snapshot_keep(snapshot, begun.name);
	panic->lwp = begun.lwp;
	panic->state = begun.state;
	if (begun.state == PANIC_WHOLE && panic->earlier.len > 0 && is_consequence(begun.message))
		take_earlier(panic);
}

void
panic_end(struct panic *panic)
{
	panic->state = PANIC_WHOLE;
}

static bool
is_of(const struct panic *panic, const struct thread *thread)
{
	bool known = thread->process.pid > 0 && thread->lwp > 0;
	bool main = known && thread->process.pid == thread->lwp;

	if (panic->message.len == 0)
		return false;
	if (panic->lwp >= 0 && thread->lwp >= 0)
		return panic->lwp == thread->lwp;
	if (panic->shared)
		return false;
	if (bytes_equal(panic->name, BYTES("main")))
		return known ? main : thread->tid <= 1;
	if (bytes_equal(panic->name, BYTES("<unnamed>")) || thread->comm.len == 0)
		return !main;
	return bytes_equal(thread->comm, bytes_first(panic->name, COMM_MAX));
}

/* Whether the frame is of the functions that carry out a panic. */
static bool
is_panics(const struct frame *frame)
{
	static const struct bytes words[] = { BYTES_ROW("rust_panic"),
		BYTES_ROW("rust_begin_unwind"), BYTES_ROW("__rustc::rust_begin_unwind"),
		BYTES_ROW("__rust_start_panic"), BYTES_ROW("panic_abort::"),
		BYTES_ROW("std::panicking::rust_panic"), BYTES_ROW("std::panicking::begin_panic"),
		BYTES_ROW("std::panicking::panic_"), BYTES_ROW("core::panicking::panic") };

	return words_start(LIST(words), frame->function) != WORDS_NONE;
}

/* Whether the frame is one of these, or of Rust's library around them. */
static bool
is_library(const struct frame *frame)
{
	static const struct bytes words[] = { BYTES_ROW("std::"), BYTES_ROW("core::"),
		BYTES_ROW("alloc::"), BYTES_ROW("<core::"), BYTES_ROW("<alloc::") };

	return is_panics(frame) || words_start(LIST(words), frame->function) != WORDS_NONE;
}

/* The message as an argument or a local shows it. */
static struct bytes
message_of_frame(const struct frame *frame, struct arena *memory)
{
	static const struct bytes names[] = { BYTES_ROW("msg"), BYTES_ROW("expr") };
	struct bytes message = BYTES_NONE;

	for (size_t i = 0; i < COUNT_OF(names) && message.len == 0; i++)
		message = argtext_read(argtext_find(frame->args, names[i]), memory);
	for (const struct local *local = frame->locals; local != NULL && message.len == 0;
	     local = local->next)
		if (words_find(LIST(names), local->name) != WORDS_NONE)
			message = argtext_read(local->value, memory);
	return message;
}

static struct bytes
say(struct bytes message, struct arena *memory)
{
	static const struct bytes words = BYTES_ROW("a Rust panic");
	struct bytes reason;

	if (message.len == 0)
		return words;
	reason = arena_join(memory, arena_copy(memory, words), BYTES(": \""));
	return arena_join(memory, arena_join(memory, reason, message), BYTES("\""));
}

struct bytes
panic_words(const struct panic *panic, struct arena *memory)
{
	return say(panic->message, memory);
}

struct bytes
panic_reason(const struct panic *printed, const struct thread *thread, struct arena *memory)
{
	const struct frame *frame = thread->frames;
	struct bytes message = is_of(printed, thread) ? printed->message : BYTES_NONE;

	while (frame != NULL && !is_panics(frame))
		frame = frame->next;
	if (frame == NULL || !lastwords_end_by(thread->signal))
		return BYTES_NONE;
	for (; frame != NULL && message.len == 0 && is_library(frame); frame = frame->next)
		message = message_of_frame(frame, memory);
	return say(message, memory);
}
