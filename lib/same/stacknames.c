#include "same/stacknames.h"

#include "base/words.h"
#include "record/names.h"
#include "same/clibrary.h"
#include "same/interpreter.h"
#include "same/owncode.h"
#include "same/release.h"

enum { CYCLE_MAX = 8 }; /* functions that call each other in turn, folded where they repeat */

/* Functions between abort() and the signal in glibc, musl, FreeBSD and macOS, normalised. */
static const struct bytes aborting[] = { BYTES_ROW("abort"), BYTES_ROW("raise"),
	BYTES_ROW("gsignal"), BYTES_ROW("pthread_kill"), BYTES_ROW("pthread_kill_implementation"),
	BYTES_ROW("pthread_kill_internal"), BYTES_ROW("thr_kill"), BYTES_ROW("tgkill"),
	BYTES_ROW("lwp_kill") };

/* How functions of the sanitizers begin, normalised. */
static const struct bytes sanitizers[] = { BYTES_ROW("interceptor_"), BYTES_ROW("asan"),
	BYTES_ROW("hwasan"), BYTES_ROW("tsan"), BYTES_ROW("msan"), BYTES_ROW("lsan"),
	BYTES_ROW("ubsan"), BYTES_ROW("sanitizer") };

/* Pieces of the names of functions that report a crash from inside its signal handler. */
static const struct bytes reporting[] = { BYTES_ROW("crash"), BYTES_ROW("Crash"), BYTES_ROW("segv"),
	BYTES_ROW("SEGV"), BYTES_ROW("Segv"), BYTES_ROW("segfault"), BYTES_ROW("fatal"),
	BYTES_ROW("Fatal"), BYTES_ROW("backtrace"), BYTES_ROW("Backtrace"), BYTES_ROW("stacktrace"),
	BYTES_ROW("StackTrace"), BYTES_ROW("breakpad"), BYTES_ROW("FailureSignalHandler"),
	BYTES_ROW("coredump"), BYTES_ROW("VMError"), BYTES_ROW("bug_report") };

static bool
is_same(const struct called *one, const struct called *other)
{
	if (!bytes_equal(one->text, other->text) || one->by != other->by)
		return false;
	if (one->by == CALLED_BY_MODULE) /* anything in it: the same only at the same address */
		return one->address.len > 0 && bytes_equal(one->address, other->address);
	return !one->python || bytes_equal(one->module, other->module);
}

/* Whether the last `length` names are the same as those before them. */
static bool
repeats(const struct stacknames *names, size_t length)
{
	if (names->count < 2 * length)
		return false;
	for (size_t i = names->count - length; i < names->count; i++)
		if (!is_same(&names->list[i], &names->list[i - length]))
			return false;
	return true;
}

static void
add_name(struct stacknames *names, const struct called *called)
{
	names->list[names->count++] = *called;
	for (size_t length = 1; length <= CYCLE_MAX; length++) {
		if (repeats(names, length)) {
			names->count -= length;
			return;
		}
	}
}

/* Room for as many names as there are frames. */
static struct stacknames
make_names(const struct value *frames, struct arena *memory)
{
	size_t size = (json_count(frames) + 1) * sizeof(struct called);

	return (struct stacknames){ arena_alloc(memory, size), 0, 0, false };
}

bool
stacknames_is_sanitizer(struct bytes name)
{
	struct bytes rest = name;
	int word;

	if (bytes_head(rest) == 'w' && bytes_take(&rest, BYTES("wrap_")))
		return clibrary_is_function(rest);
	/* nearly no name is one: its first two letters say so */
	if (rest.len < 5 || !bytes_has(BYTES("ahilmstu"), rest.at[0]) ||
	    !bytes_has(BYTES("abnsw"), rest.at[1]))
		return false;
	word = words_start(LIST(sanitizers), rest);
	if (word == WORDS_NONE)
		return false;
	rest = bytes_from(rest, sanitizers[word].len);
	return bytes_tail(sanitizers[word]) == '_' || bytes_head(rest) == '_' ||
	    bytes_head(rest) == ':';
}

/* Whether the frame is part of abort(): these are the innermost frames, and more of them in some C libraries. */
static bool
is_aborting(const struct stacknames *names, const struct called *called)
{
	return (names->count == 0 ||
		   (names->count == 1 && bytes_equal(names->list[0].text, BYTES("abort")))) &&
	    words_find(LIST(aborting), called->text) != WORDS_NONE;
}

/* Whether the frame is among those that have called main(): gdb shows none of these, and others do. */
static bool
is_outside_main(const struct stacknames *names, const struct called *called)
{
	const struct called *last = names->list + names->count - 1;

	if (names->count == 0 || last->python || called->python ||
	    !bytes_equal(last->text, BYTES("main")))
		return false;
	if (called->by == CALLED_BY_NAME)
		return clibrary_is_root(called->text) && !bytes_equal(called->text, last->text);
	return (called->by == CALLED_BY_PLACE || called->by == CALLED_BY_MODULE) &&
	    clibrary_is_module(called->path);
}

bool
stacknames_reports(struct bytes function)
{
	return words_within(LIST(reporting), function) != WORDS_NONE;
}

static bool
is_reported(const struct stacknames *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (stacknames_reports(names->list[i].text))
			return true;
	return false;
}

static void
add_native(struct stacknames *names, struct called *called)
{
	if (called->signal_handler && is_reported(names)) {
		names->count = 0;
		names->gap = false;
		return;
	}
	if (is_outside_main(names, called))
		return;
	if (called->by == CALLED_BY_NAME && !called->python) {
		if (stacknames_is_sanitizer(called->text))
			return;
		if (is_aborting(names, called))
			called->text = BYTES("abort");
	}
	if (called->text.len > 0)
		add_name(names, called);
	names->gap =
	    names->gap || called->by == CALLED_BY_MODULE || called->by == CALLED_BY_NOTHING;
}

/*
 * Adds the frames of a thread. `python`: frames of Python are among them, so the interpreter's C frames are left out.
 * False: there is a frame of Python, although `python` is false.
 */
static bool
add_frames(struct stacknames *names, const struct value *frames, struct called_reading reading,
    bool python, struct arena *memory)
{
	for (const struct value *frame = json_first(frames); frame != NULL && names->list != NULL;
	     frame = json_next(frame)) {
		struct called called = called_of(frame, reading, memory);

		if (called.python && !python)
			return false;
		if (!called.unreliable && !(python && interpreter_is(frame)))
			add_native(names, &called);
	}
	return true;
}

struct stacknames
stacknames_of_thread(const struct value *record, struct arena *memory)
{
	const struct value *frames = json_member(record, NAME_FRAMES);
	struct called_reading reading = called_reading(record);
	struct stacknames names = make_names(frames, memory);

	if (!add_frames(&names, frames, reading, reading.python, memory)) {
		names.count = 0;
		names.gap = false;
		(void)add_frames(&names, frames, reading, true, memory);
	}
	while (names.own < names.count && !stacknames_is_function(&names.list[names.own]))
		names.own++;
	return names;
}

struct stacknames
stacknames_of_exception(const struct value *frames, struct arena *memory)
{
	struct stacknames all = make_names(frames, memory), own = make_names(frames, memory);
	bool any = false;

	for (const struct value *frame = json_first(frames);
	     frame != NULL && all.list != NULL && own.list != NULL; frame = json_next(frame)) {
		struct bytes file = json_text(frame, NAME_FILE);
		struct owncode code = owncode_of(file);
		struct called called = { .by = CALLED_BY_NAME,
			.text = json_text(frame, NAME_FUNCTION),
			.module = release_plain(code.module, file, memory),
			.python = true,
			.library = code.library };

		any = any || !code.library;
		if (!any)
			add_name(&all, &called);
		if (!code.library)
			add_name(&own, &called);
	}
	return any ? own : all;
}

void
stacknames_append(struct buffer *text, const struct stacknames *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const struct called *called = &names->list[i];
		struct bytes module = called->python ? called->module : BYTES_NONE;
		char *to = buffer_reserve(text, module.len + called->text.len + 2);
		char *start = to;

		if (to == NULL)
			return;
		if (module.len > 0)
			to = (char *)memcpy(to, module.at, module.len) + module.len;
		if (called->python)
			*to++ = ' ';
		if (called->text.len > 0)
			to = (char *)memcpy(to, called->text.at, called->text.len) +
			    called->text.len;
		*to++ = '\n';
		text->len += (size_t)(to - start);
	}
}
