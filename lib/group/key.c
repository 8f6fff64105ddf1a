#include "group/key.h"

#include "base/words.h"
#include "group/stackkey.h"
#include "record/names.h"
#include "record/when.h"
#include "same/pool.h"

/* The log's time of an exception, or the time of the look at a thread. */
static struct bytes
time_of(const struct record *record)
{
	const struct value *log = json_member(record->value, NAME_LOG);

	return json_text(log == NULL ? record->value : log, NAME_TIME);
}

struct bytes
key_time(const struct record *record, size_t length)
{
	struct when when = { .length = 0 };
	struct bytes time = time_of(record);

	return when_read(time, &when) ? bytes_first(time, length) : BYTES_NONE;
}

static struct bytes
hour(const struct record *record)
{
	return key_time(record, WHEN_HOUR);
}

static struct bytes
day(const struct record *record)
{
	return key_time(record, WHEN_DAY);
}

static struct bytes
pool(const struct record *record)
{
	return pool_of(record->value, record->memory);
}

/* The value of a part is written by `append`, or given by `says`, or is the member at `path`. */
static const struct part {
	const char *name;
	void (*append)(const struct stackkey *in);
	struct bytes (*says)(const struct record *record);
	const char *path;
	bool shown; /* st-render shows it wherever it is known */
} parts[] = {
	{ "process", .append = stackkey_append_process, .shown = true },
	{ "functions", .append = stackkey_append_functions, .shown = true },
	{ "exception", .append = stackkey_append_types, .shown = true },
	{ "message", .append = stackkey_append_messages, .shown = true },
	{ "template", .append = stackkey_append_templates, .shown = true },
	{ "fingerprint", .append = stackkey_append_fingerprint, .path = NAME_FINGERPRINT },
	{ "role", .path = NAME_ROLE, .shown = true },
	{ "state", .path = NAME_STATE, .shown = true },
	{ "pool", .says = pool },
	{ "comm", .path = NAME_COMM },
	{ "signal", .path = NAME_SIGNAL },
	{ "syscall", .path = NAME_SYSCALL },
	{ "issue", .path = NAME_ISSUE "." NAME_ID, .shown = true },
	{ "release", .path = NAME_RELEASE },
	{ "title", .path = NAME_PROCESS "." NAME_TITLE },
	{ "hour", .says = hour },
	{ "day", .says = day },
};

/* A key that begins with a dot is a member by its path. */
static const struct part path_part = { .name = ".MEMBER" };

const char key_names[] =
    "process, functions, functions:N, exception, message, template, fingerprint, role, state, "
    "pool, comm, signal, syscall, issue, release, title, hour, day, .MEMBER";

/* Members that a group does not take from its records, so that records and groups of them would never be grouped. */
static const struct bytes of_groups[] = { BYTES_ROW(NAME_TYPE), BYTES_ROW(NAME_OF),
	BYTES_ROW(NAME_BY), BYTES_ROW(NAME_COUNT), BYTES_ROW(NAME_FINGERPRINT),
	BYTES_ROW(NAME_SIGNATURE), BYTES_ROW(NAME_MEMBERS), BYTES_ROW(NAME_MEMBERS_MORE),
	BYTES_ROW(NAME_FIRST), BYTES_ROW(NAME_LAST), BYTES_ROW(NAME_MESSAGES),
	BYTES_ROW(NAME_MESSAGES_MORE), BYTES_ROW(NAME_WAS), BYTES_ROW(NAME_UNUSED),
	BYTES_ROW(NAME_SAMPLE), BYTES_ROW(NAME_LOOKS), BYTES_ROW(NAME_STUCK), BYTES_ROW(NAME_RANKS),
	BYTES_ROW(NAME_PER), BYTES_ROW(NAME_STATES), BYTES_ROW(NAME_TYPES), BYTES_ROW(NAME_CENSUS),
	BYTES_ROW(NAME_FINDING), BYTES_ROW(NAME_CPU_PERCENT), BYTES_ROW(NAME_LEFT_OUT) };

/* Names with dots between them, each with at least a character. */
static bool
is_path(struct bytes path)
{
	struct bytes rest = path, name;

	if (path.len == 0 || bytes_tail(path) == '.' ||
	    words_find(LIST(of_groups), bytes_first(path, bytes_index(path, '.'))) != WORDS_NONE)
		return false;
	while (bytes_next(&rest, '.', &name))
		if (name.len == 0 || bytes_has(name, '['))
			return false;
	return true;
}

static bool
read_part(struct bytes name, struct key_part *part)
{
	struct bytes rest = name;
	long long most;

	*part = (struct key_part){ .part = &path_part };
	if (bytes_take(&rest, BYTES("."))) {
		part->path = rest;
		return is_path(rest);
	}
	if (bytes_take(&rest, BYTES("functions:"))) {
		if (!bytes_number(rest, &most) || most == 0)
			return false;
		part->most = (size_t)most;
		name = BYTES("functions");
	}
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (bytes_equal(name, bytes_of(parts[i].name))) {
			part->part = &parts[i];
			part->path = bytes_of(parts[i].path);
			return true;
		}
	return false;
}

bool
key_is_process(const struct key_part *part)
{
	return part->part->append == stackkey_append_process;
}

static bool
is_whole_stack(const struct key_part *part)
{
	return (part->part->append == stackkey_append_functions && part->most == 0) ||
	    part->part->append == stackkey_append_fingerprint;
}

bool
key_parse(struct bytes by, struct key *key, struct bytes *wrong)
{
	struct bytes rest = by;
	bool more;

	*key = (struct key){ .by = by };
	do {
		struct key_part *part = &key->parts[key->count];

		*wrong = bytes_first(rest, bytes_index(rest, ','));
		if (key->count == KEY_PARTS_MAX || !read_part(*wrong, part))
			return false;
		key->count++;
		key->process = key->process || key_is_process(part);
		key->types = key->types || part->part->append == stackkey_append_types;
		key->stack = key->stack || is_whole_stack(part);
		more = wrong->len < rest.len;
		rest = bytes_from(rest, wrong->len + 1);
	} while (more);
	return true;
}

/* Appends a member of any kind. For .MEMBER the kind is part of the key: 1 and "1" are different. */
static void
append_member(const struct key_part *part, const struct record *record, struct buffer *out)
{
	const struct value *value = json_path(record->value, part->path);

	if (part->part == &path_part)
		buffer_byte(out, (char)('0' + (int)json_kind(value)));
	buffer_append(
	    out, json_kind(value) == JSON_TEXT ? json_string(value) : json_written(value));
	buffer_byte(out, STACKKEY_END);
}

void
key_of(const struct key *key, const struct record *record, struct buffer *out, struct buffer *text)
{
	buffer_reset(out);
	for (size_t i = 0; i < key->count; i++) {
		const struct key_part *each = &key->parts[i];

		if (each->part->append != NULL) {
			each->part->append(
			    &(struct stackkey){ record, each->most, key->process, out, text });
		} else if (each->part->says != NULL) {
			buffer_append(out, each->part->says(record));
			buffer_byte(out, STACKKEY_END);
		} else {
			append_member(each, record, out);
		}
		buffer_byte(out, STACKKEY_END);
	}
}

bool
key_says(const struct key_part *part, const struct record *record, struct bytes *name,
    struct bytes *value)
{
	const struct value *member = json_path(record->value, part->path);

	if (part->part->shown)
		return false;
	*name = part->part == &path_part ? part->path : bytes_of(part->part->name);
	*value = part->part->says != NULL    ? part->part->says(record)
	    : json_kind(member) == JSON_TEXT ? json_string(member)
					     : json_written(member);
	return true;
}
