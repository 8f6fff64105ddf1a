#include "native/mongo.h"

#include "base/ascii.h"
#include "native/signals.h"

static const struct bytes tool = BYTES_ROW("mongodb");

enum { DIGITS_MOST = 16 };

/* `4E390E4`: its numbers are capital digits in quotes; -1: there is none. */
static long long
hex_of(const struct value *object, const char *name)
{
	struct bytes digits = json_text(object, name);
	char lower[DIGITS_MOST];
	long long number = -1;

	if (digits.len > sizeof(lower))
		return -1;
	for (size_t i = 0; i < digits.len; i++)
		lower[i] = ascii_lower(digits.at[i]);
	return bytes_hex((struct bytes){ lower, digits.len }, &number) ? number : -1;
}

/* The module that lies there; NULL: it is not told. */
static const struct value *
find_module(const struct value *modules, struct bytes base)
{
	const struct value *module = json_first(modules);

	while (module != NULL && !bytes_equal(json_text(module, "b"), base))
		module = json_next(module);
	return module;
}

static void
read_frame(const struct value *value, const struct value *modules, struct draft *draft)
{
	const struct value *module = find_module(modules, json_text(value, "b"));
	struct bytes name = json_text(value, "C"); /* demangled */
	struct frame *frame = drafts_add_frame(draft);

	if (frame == NULL)
		return;
	frame->level = draft->thread.frame_count - 1;
	frame->address = arena_copy(draft->memory, json_text(value, "a"));
	frame->function = arena_copy(draft->memory, name.len > 0 ? name : json_text(value, "s"));
	frame->offset = hex_of(value, "s+");
	if (module == NULL)
		return;
	frame->module = arena_copy(draft->memory, json_text(module, "path"));
	frame->build_id = arena_copy(draft->memory, json_text(module, "buildId"));
	if (frame->module.len > 0)
		frame->module_offset = hex_of(value, "o");
}

bool
mongo_read(struct dialect *dialect, const struct value *object)
{
	const struct value *trace = json_path(object, BYTES("attr.bt"));
	const struct value *frames = json_member(trace, "backtrace");
	const struct value *modules = json_path(trace, BYTES("processInfo.somap"));
	struct draft *draft;

	if (!bytes_equal(json_text(object, "msg"), BYTES("BACKTRACE")) || frames == NULL ||
	    (draft = dialect_begin(dialect)) == NULL)
		return false;
	draft->thread.comm = arena_copy(draft->memory, json_text(object, "ctx"));
	dialect_set_crashed(dialect, draft, dialect->snapshot->stop.signal.len > 0);
	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame))
		read_frame(frame, modules, draft);
	dialect_complete(dialect, draft, tool);
	return true;
}

bool
mongo_is_message(struct dialect *dialect, const struct value *object)
{
	struct bytes text = json_string(json_path(object, BYTES("attr.message")));
	long long number;

	if (json_member(json_member(object, "t"), "$date") == NULL ||
	    json_text(object, "msg").len == 0)
		return false;
	if (bytes_take(&text, BYTES("Got signal: ")) && bytes_take_number(&text, &number))
		snapshot_set_signal(dialect->snapshot, bytes_of(signals_name(number)));
	return true;
}
