#include "pylog/carrier/unwrap.h"

#include "base/hash.h"
#include "pylog/carrier/clean.h"
#include "pylog/carrier/parsed.h"
#include "pylog/heads/membernames.h"
#include "json/walk.h"

#include <stdio.h>

enum {
	DEPTH_MAX = 7,    /* values so deep are not looked at; the object itself has depth 0 */
	BEFORE_MAX = 400, /* bytes that may stand before an object in its line */
	QUOTED_LEAST =
	    12, /* bytes of a line that another member is known to quote: `b` is in `web1` by chance */
	POWER_MAX = 20, /* the highest power of ten in a time such as `1.77e9` */
};

/* Writes a number such as `1.7723592005e9` without the power of ten, and keeps each digit. */
static struct bytes
without_power(struct bytes number, struct arena *arena)
{
	struct buffer text = { .at = NULL };
	size_t mark = 0, point;
	long long power = 0;
	struct bytes copy;

	while (mark < number.len && (number.at[mark] | 32) != 'e')
		mark++;
	if (mark == number.len)
		return number;
	copy = bytes_from(number, mark + 1);
	bytes_take(&copy, BYTES("+"));
	if (!bytes_number(copy, &power) || power > POWER_MAX)
		return BYTES_NONE;
	number = bytes_first(number, mark);
	point = bytes_index(number, '.') + (size_t)power;
	for (size_t i = 0, digits = 0; i < number.len || digits < point; i++) {
		char digit = i < number.len ? number.at[i] : '0';

		if (digit == '.')
			continue;
		if (digits++ == point)
			buffer_byte(&text, '.');
		/* no zeros at its start */
		if (text.len > 0 || digit != '0' || digits >= point)
			buffer_byte(&text, digit);
	}
	copy = arena_copy(arena, buffer_bytes(&text));
	buffer_free(&text);
	return copy;
}

/* A value as text; a number keeps each digit. */
static struct bytes
text_of(const struct value *value, struct arena *arena)
{
	if (value == NULL || json_kind(value) != JSON_NUMBER)
		return json_string(value);
	if (json_decimal(value) < 0 || json_decimal(value) > 1e20)
		return BYTES_NONE;
	return without_power(json_written(value), arena);
}

/* Reads a time in two members, its seconds and nanoseconds. No bytes: there is none. */
static struct bytes
read_time_pair(const struct value *object, struct arena *arena)
{
	for (size_t i = 0; i < MEMBER_TIME_PAIRS; i++) {
		const char *const *names = membernames_time_pairs[i];
		struct bytes seconds = text_of(json_path(object, bytes_of(names[0])), arena);
		struct bytes nanos = text_of(json_path(object, bytes_of(names[1])), arena);
		long long number;
		char fraction[16];
		int n;

		if (!bytes_number(seconds, &number))
			continue;
		if (!bytes_number(nanos, &number) || number < 0 || number > 999999999)
			return seconds;
		n = snprintf(fraction, sizeof(fraction), ".%09lld", number);
		for (; n > 1 && number % 1000 == 0; number /= 1000)
			n -= 3;
		return arena_join(
		    arena, seconds, (struct bytes){ fraction, n > 1 ? (size_t)n : 0 });
	}
	return BYTES_NONE;
}

/* A release; 1.10 as a number is 1.10, too. */
static struct bytes
read_release(const struct value *object)
{
	const char *const *name = membernames_all[MEMBER_RELEASE].names;
	struct bytes release = BYTES_NONE;

	for (; release.len == 0 && *name != NULL; name++) {
		const struct value *value = json_path(object, bytes_of(*name));

		release =
		    json_kind(value) == JSON_NUMBER ? json_written(value) : json_string(value);
	}
	return release;
}

static void
read_log(const struct value *object, struct arena *arena, struct traceback_log *log)
{
	struct bytes *const texts[] = { [MEMBER_TIME] = &log->timestamp,
		[MEMBER_LEVEL] = &log->level,
		[MEMBER_LOGGER] = &log->logger,
		[MEMBER_MESSAGE] = &log->message,
		[MEMBER_ORIGIN] = &log->origin };
	const char *const *name;

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		for (name = membernames_all[i].names;
		     texts[i] != NULL && texts[i]->len == 0 && *name != NULL; name++)
			*texts[i] = text_of(json_path(object, bytes_of(*name)), arena);
	log->release = read_release(object);
	if (log->timestamp.len == 0)
		log->timestamp = read_time_pair(object, arena);
	for (name = membernames_all[MEMBER_PID].names; log->pid < 0 && *name != NULL; name++)
		if (!bytes_number(text_of(json_path(object, bytes_of(*name)), arena), &log->pid))
			log->pid = -1;
}

static bool
has_traceback(struct bytes text)
{
	return bytes_find(text, BYTES("Traceback (most recent call last)")) != NULL ||
	    bytes_find(text, BYTES("Traceback (innermost last)")) != NULL;
}

/* Adds a text with a whole traceback, if no other member had that; what has one line alone is a line of a log. */
static void
add_text(struct unwrapped *unwrapped, struct bytes text)
{
	const char *header = bytes_find(text, BYTES("Traceback ("));
	struct bytes rest;

	if (!has_traceback(text))
		return;
	rest = bytes_at(text, header);
	if (bytes_trim(bytes_from(rest, bytes_index(rest, '\n') + 1)).len == 0)
		return;
	while (bytes_take_end(&rest, BYTES("\n")))
		continue;
	unwrapped->seen++;
	if (unwrapped->count == UNWRAP_TEXTS)
		return;
	for (size_t i = 0; i < unwrapped->count; i++)
		if (bytes_find(unwrapped->texts[i], rest) != NULL)
			return;
	unwrapped->texts[unwrapped->count++] = text;
}

/* Adds a list of the lines of a traceback: as `traceback.format_exception()` gives it, or split. False: it is none. */
static bool
add_lines(const struct value *list, struct arena *arena, struct unwrapped *unwrapped)
{
	const struct value *line = json_kind(list) == JSON_ARRAY ? json_first(list) : NULL;
	struct bytes text = BYTES_NONE;
	bool header = false;

	for (; line != NULL && json_kind(line) == JSON_TEXT; line = json_next(line))
		header = header || has_traceback(json_string(line));
	if (!header)
		return false;
	for (line = json_first(list); line != NULL && json_kind(line) == JSON_TEXT;
	     line = json_next(line)) {
		text = arena_join(arena, text, json_string(line));
		if (bytes_tail(json_string(line)) != '\n')
			text = arena_join(arena, text, BYTES("\n"));
	}
	add_text(unwrapped, text);
	return true;
}

static uint64_t
mix(uint64_t key, struct bytes text)
{
	return hash_number(key ^ hash_bytes(text));
}

/*
 * Looks at all values in the object for texts with tracebacks, and for whose line it is. The key of that has all members
 * but the line, those whose name says that they change from line to line, and those that quote the line (Elastic's
 * `event.original`).
 */
static void
look_through(const struct value *object, const struct value *line, struct arena *arena,
    struct unwrapped *unwrapped)
{
	struct bytes quoted = clean_end(bytes_trim(json_string(line)));
	struct walk walk;
	const struct value *value;
	uint64_t key = 0;
	size_t passed = DEPTH_MAX; /* what is deeper is in a member that says nothing */
	bool inside;

	walk_begin(&walk, object);
	for (value = walk_on(&walk, true); value != NULL;
	     value = walk_on(&walk, inside && walk.depth + 1 < DEPTH_MAX)) {
		struct bytes text = json_string(value);

		inside = !add_lines(value, arena, unwrapped);
		add_text(unwrapped, text);
		if (walk.depth > passed)
			continue;
		passed = DEPTH_MAX;
		if (value == line || membernames_change(json_name(value)) ||
		    (quoted.len >= QUOTED_LEAST && bytes_find(text, quoted) != NULL)) {
			passed = walk.depth;
			continue;
		}
		key = mix(key, json_name(value)) + walk.depth;
		if (json_first(value) == NULL || walk.depth + 1 == DEPTH_MAX)
			key = mix(key, json_written(value));
	}
	unwrapped->key = key == 0 ? 1 : key;
}

/* A text of which journalctl wrote the bytes as numbers, since they are no UTF-8, or control characters. */
static struct bytes
bytes_of_numbers(const struct value *list, struct arena *arena)
{
	struct buffer text = { .at = NULL };
	struct bytes copy;

	for (const struct value *byte = json_first(list); byte != NULL; byte = json_next(byte))
		buffer_byte(&text, (char)json_whole(byte));
	copy = arena_copy(arena, buffer_bytes(&text));
	buffer_free(&text);
	return copy;
}

/* The member with a line of a log; NULL: there is none. */
static const struct value *
find_line(const struct value *object)
{
	const char *const *name = membernames_all[MEMBER_LINE].names;

	for (; *name != NULL; name++) {
		const struct value *value = json_member(object, *name);

		if (value != NULL &&
		    (json_kind(value) == JSON_TEXT || json_kind(value) == JSON_ARRAY))
			return value;
	}
	return NULL;
}

static void
set_line(const struct value *object, const struct value *line, struct arena *arena,
    struct unwrapped *unwrapped)
{
	struct bytes text = json_string(line);

	if (json_kind(line) == JSON_ARRAY) {
		text = bytes_of_numbers(line, arena);
		add_text(unwrapped, text);
	}
	unwrapped->line = clean_end(text);
	unwrapped->has_line = true;
	/* docker cuts long lines, and ends them in the last piece */
	unwrapped->partial = bytes_equal(json_name(line), BYTES("log")) && text.len > 0 &&
	    bytes_tail(text) != '\n' && json_member(object, "stream") != NULL;
}

/* Whether a text in the value has a traceback. */
static bool
has_inside(const struct value *value)
{
	struct walk walk;

	walk_begin(&walk, value);
	do
		value = walk_on(&walk, walk.depth + 1 < DEPTH_MAX);
	while (value != NULL && !has_traceback(json_string(value)));
	return value != NULL;
}

/*
 * The first entry of a log in a document, as the search of a store of logs answers: of the outermost list of which at
 * least so many values have a traceback inside. NULL: there is none.
 */
static const struct value *
find_entries(const struct value *document, size_t least)
{
	const struct value *list = document;
	struct walk walk;

	walk_begin(&walk, document);
	for (; list != NULL; list = walk_on(&walk, walk.depth + 1 < DEPTH_MAX)) {
		const struct value *entry = json_kind(list) == JSON_ARRAY ? json_first(list) : NULL;
		size_t count = 0;

		for (; entry != NULL && count < least; entry = json_next(entry))
			count += has_inside(entry);
		if (count == least)
			return json_first(list);
	}
	return NULL;
}

bool
unwrap_json_list(struct bytes line, struct arena *arena, struct unwrapped *unwrapped)
{
	const char *reason;
	size_t place;
	const struct value *list = json_read(line, arena, &reason, &place);

	*unwrapped = (struct unwrapped){ .log = traceback_no_log };
	if (list == NULL || json_kind(list) != JSON_ARRAY)
		return false;
	if (add_lines(list, arena, unwrapped))
		return true;
	unwrapped->entries = find_entries(list, 1);
	return unwrapped->entries != NULL;
}

/* The object that the line is, or ends in; NULL where it is none. uWSGI and others have brackets before it. */
static const struct value *
read_object(struct bytes line, struct arena *arena)
{
	struct bytes start = bytes_first(line, BEFORE_MAX);
	const struct value *object = NULL;
	const char *reason;
	size_t place, brace = 0;

	if (bytes_tail(bytes_trim_end(line)) != '}')
		return NULL;
	for (int tries = 0; object == NULL && tries < 3; tries++) {
		brace += bytes_index(bytes_from(start, brace), '{');
		if (brace >= start.len)
			return NULL;
		object = json_read(bytes_from(line, brace++), arena, &reason, &place);
	}
	return object;
}

static void
unwrap_object(const struct value *object, struct arena *arena, struct unwrapped *unwrapped)
{
	const struct value *line = find_line(object);

	*unwrapped = (struct unwrapped){ .log = traceback_no_log };
	read_log(object, arena, &unwrapped->log);
	unwrapped->raised = parsed_read(object, arena);
	if (unwrapped->raised != NULL)
		return;
	look_through(object, line, arena, unwrapped);
	if (unwrapped->seen > 1 && unwrapped->log.timestamp.len == 0)
		unwrapped->entries = find_entries(object, 2);
	if (unwrapped->count == 0 && line != NULL)
		set_line(object, line, arena, unwrapped);
}

void
unwrap_entry(const struct value *entry, struct arena *arena, struct unwrapped *unwrapped)
{
	const struct value *inner = json_member(entry, "_source"); /* Elasticsearch */

	unwrap_object(json_kind(inner) == JSON_OBJECT ? inner : entry, arena, unwrapped);
}

/* docker and journald put lines of a program into objects that may be objects of a logger. */
static void
unwrap_inner(struct arena *arena, struct unwrapped *unwrapped)
{
	const struct value *object = read_object(unwrapped->line, arena);
	struct unwrapped inner;

	if (object == NULL || unwrapped->partial)
		return;
	unwrap_object(object, arena, &inner);
	if (inner.count == 0 && inner.raised == NULL && !inner.has_line)
		return;
	inner.key ^= unwrapped->key * 31;
	if (inner.key == 0)
		inner.key = 1;
	unwrapped->log.message = BYTES_NONE; /* that was the line */
	traceback_merge_log(&unwrapped->log, &inner.log);
	inner.log = unwrapped->log;
	*unwrapped = inner;
}

bool
unwrap_json(struct bytes line, struct arena *arena, struct unwrapped *unwrapped)
{
	const struct value *object = read_object(line, arena);

	*unwrapped = (struct unwrapped){ .log = traceback_no_log };
	if (object == NULL)
		return false;
	unwrap_object(object, arena, unwrapped);
	if (unwrapped->has_line)
		unwrap_inner(arena, unwrapped);
	return true;
}
