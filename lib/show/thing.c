#include "show/thing.h"

#include "base/arena.h"
#include "base/memory.h"
#include "base/utf16.h"
#include "io/input.h"
#include "native/ips.h"
#include "native/native.h"
#include "pylog/pylog.h"
#include "record/names.h"
#include "record/stream.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

enum {
	ELF_ORDER = 5, /* where an ELF file has its byte order: 2 is the high byte first */
	ELF_TYPE = 16, /* and its type, of two bytes */
	ELF_CORE = 4,
	LINE_MEMORY_MAX = 4 * 1024 * 1024, /* for what a line of JSON consists of */
};

/*
 * Members of other programs' JSON that st-parse-gdb reads: crashes by systemd, coredumpctl, macOS and MongoDB, threads by
 * py-spy. Others may have members of these names, too.
 */
static const char *const crash_members[] = { "\"COREDUMP_", "\"SignalName\"", "\"bug_type\"",
	"\"os_thread_id\"", "\"msg\":\"BACKTRACE\"" };

static bool
is_core(struct bytes head)
{
	size_t low = head.len > ELF_ORDER && head.at[ELF_ORDER] == 2 ? ELF_TYPE + 1 : ELF_TYPE;

	return head.len > ELF_TYPE + 1 && head.at[low] == ELF_CORE;
}

/* Takes `before` and a string off the front of JSON; escapes in it stay as they are. False: they do not stand there. */
static bool
take_text(struct bytes *rest, const char *before, struct bytes *text)
{
	*rest = bytes_trim(*rest);
	if (!bytes_take(rest, bytes_of(before)))
		return false;
	*rest = bytes_trim(*rest);
	return bytes_take(rest, BYTES("\"")) && bytes_split(*rest, BYTES("\""), text, rest);
}

/* The type of a record. It need not be complete if `type` is its first member. */
static struct bytes
type_of(struct bytes line, struct arena *memory)
{
	struct bytes rest = line, name, type;
	const char *reason;
	size_t place;

	if (!take_text(&rest, "{", &name))
		return BYTES_NONE;
	if (bytes_equal(name, BYTES(NAME_TYPE)) && take_text(&rest, ":", &type))
		return type;
	return json_text(json_read(line, memory, &reason, &place), NAME_TYPE);
}

/*
 * Whether the line is a record; *kind is what a file of such records is. Other objects may have such a type, too: a record
 * has the member that all of its type have, unless the end of the line is still to come.
 */
static bool
is_record(struct bytes line, enum thing_kind *kind)
{
	static const struct {
		struct bytes type, member;
		enum thing_kind kind;
	} rows[] = {
		{ BYTES_ROW(TYPE_CAPTURE), BYTES_ROW(""), THING_CAPTURES },
		{ BYTES_ROW(TYPE_GROUP), BYTES_ROW("\"" NAME_OF "\""), THING_GROUPS },
		{ BYTES_ROW(TYPE_THREAD), BYTES_ROW("\"" NAME_FRAMES "\""), THING_RECORDS },
		{ BYTES_ROW(TYPE_TRACEBACK), BYTES_ROW("\"" NAME_FRAMES "\""), THING_RECORDS },
	};
	struct arena *memory = bytes_head(line) == '{' ? arena_new(LINE_MEMORY_MAX) : NULL;
	struct bytes type = memory == NULL ? BYTES_NONE : type_of(line, memory);
	size_t row = 0;

	while (row < COUNT_OF(rows) && !bytes_equal(type, rows[row].type))
		row++;
	arena_free(memory);
	if (row == COUNT_OF(rows) ||
	    (bytes_tail(bytes_trim(line)) == '}' && bytes_find(line, rows[row].member) == NULL))
		return false;
	*kind = rows[row].kind;
	return true;
}

static bool
is_crash_report(struct bytes text)
{
	for (size_t i = 0; i < COUNT_OF(crash_members); i++)
		if ((bytes_head(text) == '{' || bytes_head(text) == '[') &&
		    bytes_find(text, bytes_of(crash_members[i])) != NULL)
			return true;
	return false;
}

bool
thing_end_native(struct native *native, bool found)
{
	if (native != NULL && !found) {
		native_end(native);
		found = native_take(native) != NULL;
	}
	native_free(native);
	return found;
}

/* Whether the object tells of a crash or of threads; a heading of macOS does, whose report may be of many lines. */
static bool
tells_of_threads(struct native *native, const struct value *object, struct arena *memory)
{
	return json_kind(object) == JSON_OBJECT &&
	    (ips_is_heading(object) ||
		native_feed_object(native, object, memory, BYTES_NONE, 0) == NATIVE_LOG);
}

/*
 * Whether st-parse-gdb finds a thread in a line of JSON, which is an object or an array of them; where the line is `cut`, by
 * the names of its members.
 */
static bool
has_object(struct native *native, struct bytes line, bool cut)
{
	struct arena *memory = is_crash_report(line)
	    ? arena_new(stream_memory_max(INPUT_RECORD_MAX, line.len, 0))
	    : NULL;
	const char *reason;
	size_t place;
	const struct value *object =
	    memory == NULL ? NULL : json_read(line, memory, &reason, &place);
	bool found =
	    object != NULL ? tells_of_threads(native, object, memory) : memory != NULL && cut;

	if (object != NULL && json_kind(object) == JSON_ARRAY)
		for (const struct value *each = json_first(object); each != NULL && !found;
		     each = json_next(each))
			found = tells_of_threads(native, each, memory);
	arena_free(memory);
	return found;
}

/* Whether st-parse-gdb finds a thread in the text; `longer`: the text goes on, maybe in the middle of a line. */
static bool
has_threads(struct bytes text, bool longer)
{
	struct native *native = native_new(THING_THREAD_MAX);
	bool found = false;
	struct bytes line;

	for (long long number = 1; native != NULL && !found && bytes_next(&text, '\n', &line);)
		found = has_object(native, line, longer && text.len == 0) ||
		    native_feed(native, line, BYTES_NONE, number++);
	return thing_end_native(native, found);
}

/* Whether the text begins with JSON over several lines, and members of it are those of crashes. */
static bool
is_tall_report(struct bytes text)
{
	struct bytes first = bytes_first(text, bytes_index(text, '\n'));

	return bytes_trim_end(first).len == 1 && is_crash_report(text);
}

bool
thing_has_threads(char *path)
{
	char *files[] = { path, NULL };
	struct input *input = input_open(files,
	    (struct input_limits){
		.line = INPUT_LINE_MAX, .record = INPUT_RECORD_MAX, .shorten = true });
	struct native *native = input == NULL ? NULL : native_new(THING_THREAD_MAX);
	bool found = false;
	struct bytes line;

	while (native != NULL && !found && input_line(input, &line))
		found = has_object(native, line, false) ||
		    native_feed(native, line, BYTES_NONE, input_number(input));
	if (input != NULL)
		input_close(input);
	return thing_end_native(native, found);
}

/* Whether st-parse-pylog finds an exception in the text. */
static bool
has_exceptions(struct bytes text)
{
	static const struct pylog_options plain = { .line_max = INPUT_LINE_MAX,
		.record_max = THING_THREAD_MAX };
	struct pylog *pylog = pylog_new(&plain);
	size_t size;
	bool found;

	if (pylog == NULL)
		return false;
	pylog_begin(pylog, BYTES_NONE);
	while (text.len > 0) {
		char *place = pylog_room(pylog, &size);

		size = size < text.len ? size : text.len;
		memcpy(place, text.at, size);
		pylog_feed(pylog, size);
		text = bytes_from(text, size);
	}
	while (!pylog_end(pylog))
		(void)pylog_take(pylog);
	found = pylog_count(pylog) > 0;
	pylog_free(pylog);
	return found;
}

/* What the text is if no line of it says so. */
static enum thing_kind
guess(struct bytes text, const struct looks *looks, enum thing_rest follows)
{
	if (follows == THING_READING)
		return THING_LOG;
	if (is_tall_report(text) || has_threads(text, follows == THING_LONGER))
		return THING_DEBUGGER;
	/* if it goes on, what follows may be something else */
	return looks != NULL && follows == THING_WHOLE && !has_exceptions(text) ? THING_FOREIGN
										: THING_LOG;
}

/* Whether a frame of Python follows: then `Thread 7 (main)` above it need not be a debugger's. */
static bool
is_before_python(struct bytes rest)
{
	return looks_is_for(
	    looks_like(bytes_first(rest, bytes_index(rest, '\n'))), "st-parse-pylog");
}

/* What the text is, by the first line that says so. */
static struct thing
of_lines(struct bytes text, enum thing_rest follows)
{
	struct thing thing = { .sure = true };
	struct bytes rest = text, line;

	while (bytes_next(&rest, '\n', &line)) {
		const struct looks *looks;

		if (is_record(line, &thing.kind))
			return thing;
		looks = looks_like_within(line);
		thing.kind = THING_LOG;
		if (looks == NULL)
			continue;
		if (looks_is_for(looks, "st-parse-gdb") && is_before_python(rest)) {
			thing.looks = NULL;
			break;
		}
		if (looks->reader != NULL) {
			if (looks_is_for(looks, "st-parse-gdb"))
				thing.kind = THING_DEBUGGER;
			return thing;
		}
		if (thing.looks == NULL)
			thing.looks = looks;
	}
	thing.kind = guess(text, thing.looks, follows);
	thing.sure = false;
	thing.longer = thing.kind == THING_LOG && follows == THING_LONGER;
	return thing;
}

/* The same for a text in UTF-16. */
static struct thing
of_wide(struct bytes head, enum thing_rest follows, bool marked, bool big)
{
	struct utf16 state = { .big = big };
	char *text = memory_take(2 * head.len + 16);
	struct thing thing = { .kind = THING_LOG, .sure = text == NULL };
	size_t length;

	if (text == NULL)
		return thing;
	length = utf16_decode(&state, bytes_from(head, marked ? 2 : 0), text);
	thing = of_lines((struct bytes){ text, length }, follows);
	thing.wide = true;
	free(text);
	return thing;
}

/* Without NULs at the start: so begins a log that its rotation cut. */
static struct bytes
past_nuls(struct bytes text)
{
	while (text.len > 0 && text.at[0] == '\0')
		text = bytes_from(text, 1);
	return text;
}

struct thing
thing_of(struct bytes head, enum thing_rest follows)
{
	bool big, marked;

	if (head.len == 0)
		return (struct thing){ .kind = THING_EMPTY };
	if (bytes_start(head, BYTES("\177ELF")))
		return (struct thing){ .kind = is_core(head) ? THING_CORE : THING_PROGRAM,
			.sure = true };
	marked = utf16_has_mark(head, &big);
	if (marked || utf16_is_likely(head, &big))
		return of_wide(head, follows, marked, big);
	if (bytes_start(head, BYTES("\xEF\xBB\xBF")))
		head = bytes_from(head, 3);
	if (follows != THING_WHOLE && past_nuls(head).len == 0)
		return (struct thing){ .kind = THING_LOG, .longer = follows == THING_LONGER };
	if (past_nuls(head).len > 0)
		head = past_nuls(head);
	if (looks_binary(head) != NULL)
		return (struct thing){ .kind = THING_BINARY };
	/* the stage that reads records says what is wrong with them, and what to do */
	if (looks_like_document(head) != NULL)
		return (struct thing){ .kind = THING_RECORDS, .sure = true };
	return of_lines(head, follows);
}
