#include "pylog/carrier/unwrap.h"

#include "base/hash.h"
#include "pylog/carrier/clean.h"
#include "pylog/carrier/logmembers.h"
#include "pylog/carrier/parsed.h"
#include "pylog/heads/membernames.h"
#include "json/walk.h"

enum {
	BEFORE_MAX = 400, /* bytes that may stand before an object in its line */
	QUOTED_LEAST =
	    12, /* bytes of a line that another member is known to quote: `b` is in `web1` by chance */
	QUOTING_MOST = 4, /* of the texts, in which another one is searched for */
};

static bool
has_traceback(struct bytes text)
{
	return bytes_find(text, BYTES("Traceback (most recent call last)")) != NULL ||
	    bytes_find(text, BYTES("Traceback (innermost last)")) != NULL;
}

/* Whether an earlier text is, or one of the first ones has in it, that traceback. */
static bool
came_before(const struct unwrapped *unwrapped, struct bytes traceback, uint64_t hash)
{
	for (size_t i = 0; i < unwrapped->count; i++)
		if (unwrapped->hashes[i] == hash ||
		    (i < QUOTING_MOST && bytes_find(unwrapped->texts[i], traceback) != NULL))
			return true;
	return false;
}

/* Adds a text with a whole traceback, if no other member had that; what has one line alone is a line of a log. */
static void
add_text(struct unwrapped *unwrapped, struct bytes text)
{
	const char *header = bytes_find(text, BYTES("Traceback ("));
	struct bytes rest;
	uint64_t hash;

	if (!has_traceback(text))
		return;
	rest = bytes_at(text, header);
	if (bytes_trim(bytes_from(rest, bytes_index(rest, '\n') + 1)).len == 0)
		return;
	while (bytes_take_end(&rest, BYTES("\n")))
		continue;
	unwrapped->seen++;
	hash = hash_bytes(rest);
	if (came_before(unwrapped, rest, hash))
		return;
	unwrapped->left_out = unwrapped->count == UNWRAP_TEXTS;
	if (unwrapped->left_out)
		return;
	unwrapped->hashes[unwrapped->count] = hash;
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
	size_t passed = UNWRAP_DEPTH; /* what is deeper is in a member that says nothing */
	bool inside;

	walk_begin(&walk, object);
	for (value = walk_on(&walk, true); value != NULL;
	     value = walk_on(&walk, inside && walk.depth + 1 < UNWRAP_DEPTH)) {
		struct bytes text = json_string(value);

		inside = !add_lines(value, arena, unwrapped);
		add_text(unwrapped, text);
		if (walk.depth > passed)
			continue;
		passed = UNWRAP_DEPTH;
		if (value == line || membernames_change(json_name(value)) ||
		    (quoted.len >= QUOTED_LEAST && bytes_find(text, quoted) != NULL)) {
			passed = walk.depth;
			continue;
		}
		key = mix(key, json_name(value)) + walk.depth;
		if (json_first(value) == NULL || walk.depth + 1 == UNWRAP_DEPTH)
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

/*
 * Whether an object whose text lacks its line end has a piece of a line: docker, whose objects have a time, cuts long lines,
 * and ends them in the last piece. Fluent Bit says so of a line of CRI, and others leave out the line end (fluentd).
 */
static bool
is_piece(const struct value *object)
{
	struct bytes tag = json_text(object, "logtag");

	return json_member(object, "stream") != NULL &&
	    (tag.len > 0 ? bytes_equal(tag, BYTES("P")) : json_member(object, "time") != NULL);
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
	unwrapped->partial = bytes_equal(json_name(line), BYTES("log")) && text.len > 0 &&
	    bytes_tail(text) != '\n' && is_piece(object);
}

/* Whether a text in the value has a traceback. */
static bool
has_inside(const struct value *value)
{
	struct walk walk;

	walk_begin(&walk, value);
	do
		value = walk_on(&walk, walk.depth + 1 < UNWRAP_DEPTH);
	while (value != NULL && !has_traceback(json_string(value)));
	return value != NULL;
}

/* The object of the log message in an entry of a document. */
static const struct value *
message_of(const struct value *entry)
{
	const struct value *inner = json_member(entry, "_source"); /* Elasticsearch */

	return json_kind(inner) == JSON_OBJECT ? inner : entry;
}

static bool
has_time(const struct value *entry, struct arena *arena)
{
	struct traceback_log log = traceback_no_log;

	logmembers_read(message_of(entry), arena, &log);
	return log.timestamp.len > 0;
}

/*
 * Whether at least so many values of a list have a traceback inside, as the entries of a log have, and if `timed` their own
 * time. A list of texts is none, but may be one of lines.
 */
static bool
is_list(const struct value *list, size_t least, bool timed, struct arena *arena)
{
	const struct value *entry = json_kind(list) == JSON_ARRAY ? json_first(list) : NULL;
	size_t count = 0;

	for (; entry != NULL && count < least; entry = json_next(entry))
		count += json_kind(entry) >= JSON_ARRAY && has_inside(entry) &&
		    (!timed || has_time(entry, arena));
	return count == least;
}

/* Whether a list of the document, or the document itself, is one with entries of a log, as is_list() says. */
static bool
has_list(const struct value *document, size_t least, bool timed, struct arena *arena)
{
	const struct value *list = document;
	struct walk walk;

	walk_begin(&walk, document);
	while (list != NULL && !is_list(list, least, timed, arena))
		list = walk_on(&walk, walk.depth + 1 < UNWRAP_DEPTH);
	return list != NULL;
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
	unwrapped->least = 1;
	unwrapped->document = has_list(list, 1, false, arena) ? list : NULL;
	return unwrapped->document != NULL;
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
	logmembers_read(object, arena, &unwrapped->log);
	unwrapped->raised = parsed_read(object, arena);
	if (unwrapped->raised != NULL)
		return;
	look_through(object, line, arena, unwrapped);
	/* each line of a traceback may have an entry */
	unwrapped->least = unwrapped->seen == 0 && line == NULL ? 1 : 2;
	if ((unwrapped->seen > 1 || line == NULL) &&
	    has_list(object, unwrapped->least, unwrapped->log.timestamp.len > 0, arena))
		unwrapped->document = object;
	if (unwrapped->count == 0 && line != NULL)
		set_line(object, line, arena, unwrapped);
}

void
unwrap_begin(struct unwrap_parts *parts, const struct unwrapped *document)
{
	walk_begin(&parts->walk, document->document);
	parts->log = document->log;
	parts->inside = true;
	parts->least[0] = document->least;
	/* an array; an object has lists further in */
	parts->lists[0] = json_kind(document->document) == JSON_ARRAY &&
	    is_list(document->document, document->least, false, NULL);
}

bool
unwrap_next(struct unwrap_parts *parts, struct arena *arena, struct unwrapped *unwrapped)
{
	const struct value *value;

	while ((value = walk_on(&parts->walk, parts->inside)) != NULL) {
		size_t depth = parts->walk.depth, least = parts->least[depth - 1];

		parts->inside = depth + 1 < UNWRAP_DEPTH;
		parts->least[depth] = least;
		parts->lists[depth] = is_list(value, least, false, arena);
		if (parts->lists[depth] && parts->inside)
			continue;
		if (parts->lists[depth - 1]) {
			unwrap_object(message_of(value), arena, unwrapped);
			/* an entry may have entries itself */
			parts->least[depth] = unwrapped->least;
			if (unwrapped->document != NULL && parts->inside)
				continue;
			parts->inside = false;
			return true;
		}
		*unwrapped = (struct unwrapped){ .log = parts->log };
		if (add_lines(value, arena, unwrapped))
			parts->inside = false;
		add_text(unwrapped, json_string(value));
		if (unwrapped->count > 0)
			return true;
	}
	return false;
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
	if (inner.count == 0 && inner.raised == NULL && !inner.has_line && inner.document == NULL)
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
