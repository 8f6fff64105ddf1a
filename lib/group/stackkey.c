#include "group/stackkey.h"

#include "record/links.h"
#include "record/names.h"
#include "record/process.h"
#include "same/called.h"
#include "same/fingerprint.h"
#include "same/interpreter.h"
#include "same/memo.h"
#include "same/normalise.h"
#include "same/owncode.h"
#include "same/template.h"

#include <stdint.h>

enum { MESSAGE_MAX = 64 * 1024 }; /* bytes of a message by which it is told from others */

static void
append_part(struct buffer *out, struct bytes text)
{
	buffer_append(out, text);
	buffer_byte(out, STACKKEY_END);
}

void
stackkey_append_process(const struct stackkey *in)
{
	process_append_key(in->record, in->out);
}

/* What is needed of a frame, found in one pass. */
struct asked {
	struct bytes function; /* no bytes where it has no name */
	bool python, unreliable;
};

static struct asked
read_frame(const struct value *frame)
{
	struct asked asked = { .python = false };

	for (const struct value *member = json_first(frame); member != NULL;
	     member = json_next(member)) {
		struct bytes name = json_name(member);

		if (name.len == 8 && memcmp(name.at, NAME_FUNCTION, 8) == 0)
			asked.function = json_string(member);
		else if (name.len == 8 && memcmp(name.at, NAME_LANGUAGE, 8) == 0)
			asked.python = true;
		else if (name.len == 10 && memcmp(name.at, NAME_UNRELIABLE, 10) == 0)
			asked.unreliable = json_true(member);
	}
	return asked;
}

/* Appends the place of a frame without a name, or what is known of it; true: it means something in one process alone. */
static bool
append_unnamed(const struct stackkey *in, const struct value *frame)
{
	struct called called =
	    called_of(frame, called_reading(in->record->value), in->record->memory);
	bool by_address = called.by == CALLED_BY_MODULE || called.by == CALLED_BY_NOTHING;

	buffer_append(in->out, called.text);
	if (called.by == CALLED_BY_NOTHING) {
		buffer_append(in->out, json_text(frame, NAME_FILE));
		buffer_byte(in->out, ':');
		buffer_number(in->out, json_number(frame, NAME_LINE));
	}
	buffer_byte(in->out, '\n'); /* no name ends with it, so that none is the same */
	append_part(in->out, by_address ? called.address : BYTES_NONE);
	return by_address;
}

/* Appends all functions, or as many of the innermost ones as asked for: of the program's own code, or if none is, of all. */
static void
append_python_names(const struct stackkey *in, const struct value *frames)
{
	bool own = in->most > 0 && owncode_any(frames);
	size_t left = in->most > 0 ? in->most : SIZE_MAX;

	for (const struct value *frame = json_first(frames); frame != NULL && left > 0;
	     frame = json_next(frame)) {
		if (own && owncode_of(json_text(frame, NAME_FILE)).library)
			continue;
		append_part(in->out, normalise_clone(json_text(frame, NAME_FUNCTION)));
		left--;
	}
}

/* How a key of names turned out. */
enum named {
	NAMED,
	NAMED_LOCALLY,  /* it means something in one process alone */
	NAMED_OF_PYTHON /* `python` has to be true */
};

/* `python`: frames of Python are among them, so the interpreter's C frames are left out. */
static enum named
append_frames(const struct stackkey *in, const struct value *frames, bool python)
{
	enum named named = NAMED;

	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame)) {
		struct asked asked = read_frame(frame);

		if (asked.python && !python)
			return NAMED_OF_PYTHON;
		if (asked.unreliable || (python && interpreter_is(frame)))
			continue;
		if (!called_is_unnamed(asked.function))
			append_part(in->out, normalise_clone(asked.function));
		else if (append_unnamed(in, frame))
			named = NAMED_LOCALLY;
	}
	return named;
}

/* True: the key means something in one process alone. */
static bool
append_names(const struct stackkey *in, const struct value *frames)
{
	size_t start = in->out->len;
	enum named named = append_frames(in, frames, false);

	if (named == NAMED_OF_PYTHON) {
		in->out->len = start;
		named = append_frames(in, frames, true);
	}
	return named == NAMED_LOCALLY;
}

/* Appends a part of each exception, and how it belongs to the others. */
static void
append_exceptions(const struct stackkey *in,
    void (*append)(const struct stackkey *in, const struct value *holder))
{
	struct links *links = links_of(in->record->value, in->record->memory);
	struct link link;

	while (links != NULL && links_next(links, &link)) {
		buffer_byte(in->out, (char)('0' + (int)link.kind));
		buffer_number(in->out, (long long)link.depth);
		buffer_byte(in->out, STACKKEY_END);
		append(in, link.holder);
	}
}

/* Appends the functions of an exception; for frames that came before, out of the cache. */
static void
append_functions_of(const struct stackkey *in, const struct value *holder)
{
	const struct value *frames = json_member(holder, NAME_FRAMES);
	const uint64_t asked[] = { 'k', in->most, json_number_of(frames) };
	struct bytes text = { (const char *)asked, asked[2] == 0 ? 0 : sizeof(asked) };
	struct bytes known = text.len == 0 ? BYTES_NONE : memo_find(text);
	size_t start = in->out->len;

	buffer_append(in->out, known);
	if (known.len > 0)
		return;
	append_python_names(in, frames);
	if (text.len > 0 && !in->out->full)
		memo_keep(text, bytes_from(buffer_bytes(in->out), start));
}

static void
append_type(const struct stackkey *in, const struct value *holder)
{
	append_part(in->out, json_text(json_member(holder, NAME_EXCEPTION), NAME_TYPE));
}

static void
append_message(const struct stackkey *in, const struct value *holder)
{
	append_part(in->out, json_text(json_member(holder, NAME_EXCEPTION), NAME_MESSAGE));
}

static void
append_template(const struct stackkey *in, const struct value *holder)
{
	struct bytes message = json_text(json_member(holder, NAME_EXCEPTION), NAME_MESSAGE);
	struct template template = { .count = 0 };

	template_read(&template, bytes_first(message, MESSAGE_MAX));
	append_part(in->out, buffer_bytes(&template.text));
	in->out->full = in->out->full || template.full;
	template_free(&template);
}

void
stackkey_append_types(const struct stackkey *in)
{
	append_exceptions(in, append_type);
}

void
stackkey_append_messages(const struct stackkey *in)
{
	append_exceptions(in, append_message);
}

void
stackkey_append_templates(const struct stackkey *in)
{
	append_exceptions(in, append_template);
}

/* The fingerprint that the record has, or one computed into *made; no bytes: it cannot have one. */
static struct bytes
fingerprint(const struct stackkey *in, struct fingerprint *made)
{
	const struct record *record = in->record;
	struct bytes known = json_text(record->value, NAME_FINGERPRINT);

	if (known.len > 0)
		return known;
	if (!fingerprint_of(record->value, record->memory, in->scratch, made))
		in->out->full = true;
	return bytes_of(made->hash);
}

/* Appends the innermost functions of the program's own code; false: there are none. */
static bool
append_innermost(const struct stackkey *in)
{
	const struct value *frames = json_member(in->record->value, NAME_FRAMES);
	struct called_reading reading = called_reading(in->record->value);
	bool local = false, python = interpreter_runs(frames);
	size_t count = 0;

	for (const struct value *frame = json_first(frames); frame != NULL && count < in->most;
	     frame = json_next(frame)) {
		struct called called = called_of(frame, reading, in->record->memory);

		if (!called_is_own(&called) || (python && interpreter_is(frame)))
			continue;
		append_part(in->out, called.text);
		local = local || called.by == CALLED_BY_MODULE;
		count++;
	}
	if (local && !in->process) /* a module alone may be any of its functions */
		stackkey_append_process(in);
	return count > 0;
}

/* Appends the state of a thread without frames that no debugger looked at: nothing else is known of what it does. */
static void
append_unseen(const struct stackkey *in, const struct value *frames)
{
	if (json_first(frames) == NULL &&
	    bytes_equal(json_text(in->record->value, NAME_TOOL), BYTES("none")))
		append_part(in->out, json_text(in->record->value, NAME_STATE));
}

/* Appends the kind of error that a sanitizer reports: one place may have several. */
static void
append_error(const struct stackkey *in)
{
	const struct value *record = in->record->value;

	if (bytes_equal(json_text(record, NAME_TOOL), BYTES("sanitizer")))
		append_part(in->out, fingerprint_reason(json_text(record, NAME_REASON)));
}

void
stackkey_append_functions(const struct stackkey *in)
{
	const struct value *frames = json_member(in->record->value, NAME_FRAMES);
	struct fingerprint made;

	if (bytes_equal(stream_kind(in->record), BYTES(TYPE_TRACEBACK))) {
		append_exceptions(in, append_functions_of);
		return;
	}
	if (in->most > 0 && append_innermost(in))
		return;
	append_unseen(in, frames);
	append_error(in);
	if ((append_names(in, frames) || (!in->process && fingerprint(in, &made).len == 0)) &&
	    !in->process)
		stackkey_append_process(in);
}

void
stackkey_append_fingerprint(const struct stackkey *in)
{
	struct fingerprint made;
	struct bytes known = fingerprint(in, &made);

	append_part(in->out, known);
	if (known.len == 0)
		stackkey_append_functions(in);
}
