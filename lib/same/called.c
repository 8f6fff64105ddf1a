#include "same/called.h"

#include "base/ascii.h"
#include "base/words.h"
#include "record/names.h"
#include "same/clibrary.h"
#include "same/normalise.h"
#include "same/owncode.h"
#include "same/release.h"

#include <stdio.h>

/* What systemd-coredump, sanitizers and gdb on FreeBSD print in place of a name that they do not know. */
static const struct bytes no_names[] = { BYTES_ROW("n/a"), BYTES_ROW("<unknown>"),
	BYTES_ROW("<null>"), BYTES_ROW("(unknown)") };

/* Members of a frame that are needed only here, found in one pass: most frames have at least eight members. */
struct members {
	struct bytes function, raw;
	long long offset, module_offset;
	bool python;
};

/* Whether a member has that name; it is known to be as long. */
#define IS_CALLED(member, name) (memcmp(json_name(member).at, name, sizeof(name) - 1) == 0)

static void
read_member(const struct value *member, struct members *members, struct called *called)
{
	switch (json_name(member).len) {
	case 3:
		if (IS_CALLED(member, NAME_RAW))
			members->raw = json_string(member);
		break;
	case 4:
		if (IS_CALLED(member, NAME_FILE))
			called->file = json_string(member);
		break;
	case 6:
		if (IS_CALLED(member, NAME_MODULE))
			called->path = json_string(member);
		else if (IS_CALLED(member, NAME_OFFSET))
			members->offset = json_whole(member);
		break;
	case 7:
		if (IS_CALLED(member, NAME_ADDRESS))
			called->address = json_string(member);
		break;
	case 8:
		if (IS_CALLED(member, NAME_FUNCTION))
			members->function = json_string(member);
		else if (IS_CALLED(member, NAME_LANGUAGE))
			members->python = bytes_equal(json_string(member), BYTES(NAME_PYTHON));
		break;
	case 10:
		if (IS_CALLED(member, NAME_UNRELIABLE))
			called->unreliable = json_true(member);
		break;
	case 13:
		if (IS_CALLED(member, NAME_MODULE_OFFSET))
			members->module_offset = json_whole(member);
		break;
	case 14:
		if (IS_CALLED(member, NAME_SIGNAL_HANDLER))
			called->signal_handler = json_true(member);
		break;
	}
}

static bool
is_unsaid(char c)
{
	return c == '?';
}

bool
called_says_nothing(struct bytes function)
{
	return ascii_run(function, is_unsaid) == function.len ||
	    words_find(LIST(no_names), function) != WORDS_NONE;
}

/* `/opt/relay/lib/libcodec.so.6` is libcodec.so; `n/a` is none. */
static struct bytes
base_name(struct bytes path)
{
	struct bytes before;

	if (called_is_unnamed(path))
		return BYTES_NONE;
	path = bytes_behind_last(path, '/');
	(void)bytes_take_end(&path, BYTES(" (deleted)"));
	if (bytes_split(path, BYTES(".so."), &before, NULL) && before.len > 0)
		path = bytes_first(path, before.len + 3);
	return path;
}

struct bytes
called_place(struct bytes module, long long offset, struct arena *memory)
{
	char text[24];

	snprintf(text, sizeof(text), "+0x%llx", (unsigned long long)offset);
	return arena_join(memory, module, bytes_of(text));
}

/* The length of the address that the text begins with: `0x` and digits, or at least eight digits; 0: it is none. */
static size_t
address_length(struct bytes text)
{
	bool prefix = bytes_start(text, BYTES("0x"));
	size_t length = ascii_run(bytes_from(text, prefix ? 2 : 0), ascii_is_hex);

	if (prefix)
		return length == 0 ? 0 : length + 2;
	return length < 8 || ascii_is_name(bytes_head(bytes_from(text, length))) ? 0 : length;
}

/* The line without the number of the frame and without addresses; several blanks become one. In the arena. */
static struct bytes
text_of_line(struct bytes line, struct arena *memory)
{
	char *text = arena_alloc(memory, line.len + 1);
	struct bytes rest = bytes_trim(line);
	size_t length = 0;

	if (text == NULL)
		return BYTES_NONE;
	if (bytes_take(&rest, BYTES("#")))
		rest = bytes_trim(bytes_from(rest, ascii_run(rest, ascii_is_digit)));
	for (size_t i = 0; i < rest.len;) {
		bool word = i > 0 && ascii_is_name(rest.at[i - 1]);
		size_t address = word ? 0 : address_length(bytes_from(rest, i));
		char c = rest.at[i] == '\t' || rest.at[i] == '\n' ? ' ' : rest.at[i];

		if (address == 0 && (c != ' ' || (length > 0 && text[length - 1] != ' ')))
			text[length++] = c;
		i += address + (address == 0);
	}
	return bytes_trim_end((struct bytes){ text, length });
}

static void
call_unnamed(struct called *called, const struct members *members, bool old, struct arena *memory)
{
	long long offset = members->module_offset;

	if (offset < 0 && old)
		offset = members->offset;
	called->module = base_name(called->path);
	if (called->module.len > 0 && offset >= 0) {
		called->by = CALLED_BY_PLACE;
		called->text = called_place(called->module, offset, memory);
	} else if (called->module.len > 0) {
		called->by = CALLED_BY_MODULE;
		called->text = called->module;
	} else if (members->raw.len > 0) {
		called->by = CALLED_BY_TEXT;
		called->text = text_of_line(members->raw, memory);
	}
}

/* py-bt shows a C function that Python called as an object: `<built-in method sleep of module object at remote 0x7f6f>`. */
static struct bytes
without_address(struct bytes function, struct arena *memory)
{
	struct bytes object;

	return bytes_split(function, BYTES(" at remote 0x"), &object, NULL)
	    ? arena_join(memory, object, BYTES(">"))
	    : function;
}

static void
call_python(struct called *called, struct bytes function, struct arena *memory)
{
	struct owncode code = owncode_of(called->file);

	if (called->file.len == 0)
		function = without_address(function, memory);
	*called = (struct called){ CALLED_BY_NAME, function,
		release_plain(code.module, called->file, memory), .file = called->file,
		.python = true, .library = code.library, .unreliable = called->unreliable };
}

struct called_reading
called_reading(const struct value *record)
{
	struct bytes tool = json_text(record, NAME_TOOL);

	return (struct called_reading){
		.python = bytes_equal(json_text(record, NAME_LANGUAGE), BYTES(NAME_PYTHON)),
		.old_offsets = bytes_equal(tool, BYTES("systemd-coredump")) ||
		    bytes_equal(tool, BYTES("eu-stack")),
	};
}

struct called
called_of(const struct value *frame, struct called_reading reading, struct arena *memory)
{
	struct called called = { .by = CALLED_BY_NOTHING };
	struct members members = { .offset = -1, .module_offset = -1, .python = reading.python };

	for (const struct value *member = json_first(frame); member != NULL;
	     member = json_next(member))
		read_member(member, &members, &called);
	if (called_is_unnamed(members.function)) {
		call_unnamed(&called, &members, reading.old_offsets, memory);
	} else if (members.python) {
		call_python(&called, members.function, memory);
	} else {
		called.by = CALLED_BY_NAME;
		called.text = normalise_name(members.function, memory);
	}
	return called;
}

bool
called_is_own(const struct called *called)
{
	if (called->by == CALLED_BY_NOTHING || called->unreliable || called->signal_handler)
		return false;
	if (called->python)
		return !called->library;
	return !clibrary_is_module(called->path) && !clibrary_is_file(called->file) &&
	    (called->by != CALLED_BY_NAME ||
		(!clibrary_is_function(called->text) && !clibrary_is_root(called->text)));
}
