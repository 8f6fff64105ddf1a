#include "native/mongo.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/index.h"
#include "native/signals.h"
#include "native/stamp.h"

static const struct bytes tool = BYTES_ROW("mongodb");

enum { DIGITS_MOST = 16, LINE_MEMORY = 64 * 1024 * 1024 };

/* `4E390E4`: its numbers are capital digits in quotes. The same in small ones; no bytes: there are none, or too many. */
static struct bytes
digits_of(const struct value *object, const char *name, char lower[DIGITS_MOST])
{
	struct bytes digits = json_text(object, name);

	if (digits.len > DIGITS_MOST || ascii_run(digits, ascii_is_hex) < digits.len)
		return BYTES_NONE;
	for (size_t i = 0; i < digits.len; i++)
		lower[i] = ascii_lower(digits.at[i]);
	return (struct bytes){ lower, digits.len };
}

/* -1: there is none. */
static long long
hex_of(const struct value *object, const char *name)
{
	char lower[DIGITS_MOST];
	long long number = -1;

	return bytes_hex(digits_of(object, name, lower), &number) ? number : -1;
}

/* `0x5609cc4000e4` */
static struct bytes
address_of(const struct value *object, struct arena *memory)
{
	char lower[DIGITS_MOST];
	struct bytes digits = digits_of(object, "a", lower);

	return digits.len == 0 ? BYTES_NONE
			       : arena_join(memory, arena_copy(memory, BYTES("0x")), digits);
}

/* The modules by where they lie: a message may have thousands of them, and of frames. */
struct somap {
	const struct value **at;
	size_t count;
	struct index index;
};

/* The module that lies there; NULL: it is not told. */
static const struct value *
find_module(const struct somap *modules, struct bytes base)
{
	size_t at = 0, number;

	while ((number = index_find(&modules->index, hash_bytes(base), &at)) != INDEX_NONE)
		if (bytes_equal(json_text(modules->at[number], "b"), base))
			return modules->at[number];
	return NULL;
}

/* Of two in one place the first one counts. */
static struct somap
read_modules(const struct value *somap, struct arena *memory)
{
	struct somap modules = { .count = 0 };

	modules.at = arena_alloc(memory, json_count(somap) * sizeof(*modules.at));
	if (modules.at == NULL)
		return modules;
	for (const struct value *module = json_first(somap); module != NULL;
	     module = json_next(module)) {
		struct bytes base = json_text(module, "b");

		if (base.len > 0 && find_module(&modules, base) == NULL &&
		    index_add(&modules.index, hash_bytes(base), modules.count))
			modules.at[modules.count++] = module;
	}
	return modules;
}

/* False: there is no more memory for frames. */
static bool
read_frame(const struct value *value, const struct somap *modules, struct draft *draft)
{
	const struct value *module;
	struct bytes name = json_text(value, "C"); /* demangled */
	struct frame *frame = drafts_add_frame(draft);

	if (frame == NULL)
		return false;
	frame->level = draft->thread.frame_count - 1;
	frame->address = address_of(value, draft->memory);
	frame->function = arena_copy(draft->memory, name.len > 0 ? name : json_text(value, "s"));
	frame->offset = hex_of(value, "s+");
	module = find_module(modules, json_text(value, "b"));
	if (module == NULL)
		return true;
	frame->module = arena_copy(draft->memory, json_text(module, "path"));
	frame->build_id = arena_copy(draft->memory, json_text(module, "buildId"));
	if (frame->module.len > 0)
		frame->module_offset = hex_of(value, "o");
	return true;
}

bool
mongo_read(struct dialect *dialect, const struct value *object, struct arena *memory)
{
	const struct value *trace = json_path(object, BYTES("attr.bt"));
	const struct value *frames = json_member(trace, "backtrace"), *frame = json_first(frames);
	char place[TIMESTAMP_WRITTEN_MAX];
	struct draft *draft;
	struct somap modules;

	if (!bytes_equal(json_text(object, "msg"), BYTES("BACKTRACE")) ||
	    json_kind(frames) != JSON_ARRAY || frame == NULL ||
	    (draft = dialect_begin(dialect)) == NULL)
		return false;
	modules = read_modules(json_path(trace, BYTES("processInfo.somap")), memory);
	draft->thread.comm = arena_copy(draft->memory, json_text(object, "ctx"));
	draft->thread.time = arena_copy(
	    draft->memory, stamp_of(json_string(json_path(object, BYTES("t.$date"))), place));
	dialect_set_crashed(dialect, draft, dialect->snapshot->stop.signal.len > 0);
	while (frame != NULL && read_frame(frame, &modules, draft))
		frame = json_next(frame);
	index_free(&modules.index);
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
		snapshot_hear_signal(dialect->snapshot, bytes_of(signals_name(number)));
	return true;
}

/* Finds the object of MongoDB's log that tells of a crash, behind anything else in the line. False: there is none. */
static bool
find_object(struct bytes line, struct bytes *object)
{
	const char *found = bytes_find(line, BYTES("{\"t\":{\"$date\":\""));

	if (found == NULL)
		return false;
	*object = bytes_at(line, found);
	return bytes_find(*object, BYTES("\"msg\":\"BACKTRACE\"")) != NULL ||
	    bytes_find(*object, BYTES(":\"Got signal: ")) != NULL;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct bytes object;

	(void)dialect;
	(void)current;
	return find_object(line->text, &object) ? BEGINS_THREAD : BEGINS_NOTHING;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct arena *memory = arena_new(LINE_MEMORY);
	const struct value *value = NULL;
	const char *reason;
	struct bytes object;
	size_t place;

	dialect->stray = !find_object(line->text, &object);
	if (!dialect->stray && memory != NULL)
		value = json_read(object, memory, &reason, &place);
	if (!dialect->stray &&
	    (value == NULL ||
		(!mongo_read(dialect, value, memory) && !mongo_is_message(dialect, value))))
		dialect_note_unread(dialect, 1, dialect->line); /* it is cut */
	arena_free(memory);
}

static void
end(struct dialect *dialect)
{
	(void)dialect;
}

const struct debugger mongo_debugger = { .name = "mongodb",
	.offered = true,
	.passing = true,
	.begins = begins,
	.feed = feed,
	.end = end };
