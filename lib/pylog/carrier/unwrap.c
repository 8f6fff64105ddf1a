#include "pylog/carrier/unwrap.h"

#include "pylog/carrier/owner.h"
#include "pylog/carrier/parsed.h"
#include "json/json.h"

#include <stdint.h>
#include <stdio.h>

enum {
	DEPTH_MAX = 6,    /* objects inside each other that are looked into */
	BEFORE_MAX = 400, /* what may stand before an object in its line */
	PATHS = 8,
};

/* Where what is known of a log message stands: names, with dots where objects are inside others. */
static const struct member {
	size_t offset;
	const char *paths[PATHS * 2];
} members[] = {
	{ offsetof(struct traceback_log, timestamp),
	    { "__REALTIME_TIMESTAMP", "@timestamp", "timestamp", "time", "ts", "asctime",
		"datetime", "record.time.repr", "created", "date", "eventTime", "t" } },
	{ offsetof(struct traceback_log, level),
	    { "level", "levelname", "severity", "log.level", "log_level", "loglevel",
		"record.level.name", "lvl" } },
	{ offsetof(struct traceback_log, logger),
	    { "logger", "logger_name", "log.logger", "record.name", "loggerName", "name" } },
	{ offsetof(struct traceback_log, message),
	    { "message", "msg", "event", "record.message", "errorMessage", "jsonPayload.message",
		"MESSAGE" } },
};

static const char *const pids[] = { "_PID", "pid", "process", "process.pid", "SYSLOG_PID",
	"record.process.id", "process_id" };

/* Members that may hold one line of a log. */
static const char *const lines[] = { "log", "MESSAGE", "message", "msg", "text", "line",
	"textPayload", "data" };

/* A number as it is written; text as it is. */
static struct bytes
text_of(const struct value *value, struct arena *arena)
{
	char digits[64];
	int n;

	if (value == NULL || json_kind(value) != JSON_NUMBER)
		return json_string(value);
	if (json_decimal(value) < 0 || json_decimal(value) > 1e20)
		return BYTES_NONE;
	if (json_whole(value) >= 0)
		n = snprintf(digits, sizeof(digits), "%lld", json_whole(value));
	else
		n = snprintf(digits, sizeof(digits), "%.6f", json_decimal(value));
	return arena_copy(arena, (struct bytes){ digits, (size_t)n });
}

static void
read_log(const struct value *object, struct arena *arena, struct traceback_log *log)
{
	*log = traceback_no_log;
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		struct bytes found = BYTES_NONE;

		for (size_t j = 0; found.len == 0 && members[i].paths[j] != NULL; j++)
			found = text_of(json_path(object, members[i].paths[j]), arena);
		memcpy((char *)log + members[i].offset, &found, sizeof(found));
	}
	for (size_t i = 0; log->pid < 0 && i < COUNT_OF(pids); i++) {
		const struct value *pid = json_path(object, pids[i]);

		if (pid != NULL && !bytes_number(text_of(pid, arena), &log->pid))
			log->pid = -1;
	}
}

static bool
has_traceback(struct bytes text)
{
	return bytes_find(text, BYTES("Traceback (most recent call last)")) != NULL ||
	    bytes_find(text, BYTES("Traceback (innermost last)")) != NULL;
}

/* A text with a whole traceback, which was not seen in another member. */
static void
add_text(struct unwrapped *unwrapped, struct bytes text)
{
	const char *header = bytes_find(text, BYTES("Traceback ("));
	struct bytes rest;

	if (unwrapped->count == UNWRAP_TEXTS || header == NULL)
		return;
	rest = bytes_at(text, header);
	/* one line alone is a line of a log */
	if (memchr(rest.at, '\n', rest.len) == NULL ||
	    bytes_trim(bytes_from(rest,
			   (size_t)((const char *)memchr(rest.at, '\n', rest.len) - rest.at) + 1))
		    .len == 0)
		return;
	while (rest.len > 0 && rest.at[rest.len - 1] == '\n')
		rest.len--;
	for (size_t i = 0; i < unwrapped->count; i++)
		if (bytes_find(unwrapped->texts[i], rest) != NULL)
			return;
	unwrapped->texts[unwrapped->count++] = text;
}

/* A list of the lines of a traceback: as `traceback.format_exception()` gives it, or split. */
static bool
add_lines(const struct value *list, struct arena *arena, struct unwrapped *unwrapped)
{
	struct buffer text = { .ceiling = INT32_MAX };
	bool header = false;

	for (const struct value *line = json_first(list); line != NULL; line = json_next(line)) {
		struct bytes printed = json_string(line);

		if (json_kind(line) != JSON_TEXT)
			break;
		header = header || has_traceback(printed);
		buffer_append(&text, printed);
		if (printed.len == 0 || printed.at[printed.len - 1] != '\n')
			buffer_byte(&text, '\n');
	}
	if (header && !text.full)
		add_text(unwrapped, arena_copy(arena, buffer_bytes(&text)));
	buffer_free(&text);
	return header;
}

/* Looks at all texts in the object, those in objects and lists inside it, too. */
static void
find_texts(const struct value *object, struct arena *arena, struct unwrapped *unwrapped)
{
	const struct value *path[DEPTH_MAX];
	size_t depth = 0;

	path[0] = json_first(object);
	for (;;) {
		const struct value *value = path[depth];

		if (value == NULL) {
			if (depth == 0)
				return;
			depth--;
			path[depth] = json_next(path[depth]);
			continue;
		}
		if (json_kind(value) == JSON_TEXT && has_traceback(json_string(value)))
			add_text(unwrapped, json_string(value));
		if (json_kind(value) == JSON_ARRAY && add_lines(value, arena, unwrapped)) {
			path[depth] = json_next(value);
			continue;
		}
		if ((json_kind(value) == JSON_OBJECT || json_kind(value) == JSON_ARRAY) &&
		    depth + 1 < DEPTH_MAX) {
			path[++depth] = json_first(value);
			continue;
		}
		path[depth] = json_next(value);
	}
}

/* journalctl writes bytes that are no UTF-8, or are control characters, as a list of numbers. */
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

static void
find_line(const struct value *object, struct arena *arena, struct unwrapped *unwrapped)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		const struct value *value = json_member(object, lines[i]);
		enum json_kind kind = value == NULL ? JSON_NULL : json_kind(value);

		if (kind != JSON_TEXT && kind != JSON_ARRAY)
			continue;
		unwrapped->line =
		    kind == JSON_TEXT ? json_string(value) : bytes_of_numbers(value, arena);
		if (kind == JSON_ARRAY && has_traceback(unwrapped->line))
			add_text(unwrapped, unwrapped->line);
		/* docker cuts long lines, and ends them in the last piece */
		unwrapped->partial = i == 0 && unwrapped->line.len > 0 &&
		    unwrapped->line.at[unwrapped->line.len - 1] != '\n' &&
		    json_member(object, "stream") != NULL;
		while (unwrapped->line.len > 0 &&
		    memchr("\r\n", unwrapped->line.at[unwrapped->line.len - 1], 2) != NULL)
			unwrapped->line.len--;
		unwrapped->has_line = true;
		unwrapped->key = owner_key(object, value);
		return;
	}
}

bool
unwrap_json_lines(struct bytes line, struct arena *arena, struct unwrapped *unwrapped)
{
	const char *reason;
	size_t place;
	const struct value *list = json_read(line, arena, &reason, &place);

	*unwrapped = (struct unwrapped){ .log = traceback_no_log };
	return list != NULL && json_kind(list) == JSON_ARRAY && add_lines(list, arena, unwrapped);
}

/* The object that the line is, or ends in; NULL where it is none. */
static const struct value *
read_object(struct bytes line, struct arena *arena)
{
	struct bytes start = bytes_first(line, BEFORE_MAX);
	const char *brace = start.len == 0 ? NULL : memchr(start.at, '{', start.len);
	const struct value *object = NULL;
	const char *reason;
	size_t place;

	if (brace == NULL || !bytes_end(bytes_trim_end(line), BYTES("}")))
		return NULL;
	/* uWSGI and others have brackets before it */
	for (int tries = 0; object == NULL && brace != NULL && tries < 3; tries++) {
		size_t before = (size_t)(brace - line.at);

		object = json_read(bytes_from(line, before), arena, &reason, &place);
		start = bytes_from(bytes_first(line, BEFORE_MAX), before + 1);
		brace = start.len == 0 ? NULL : memchr(start.at, '{', start.len);
	}
	return object == NULL || json_kind(object) != JSON_OBJECT ? NULL : object;
}

static void
unwrap_object(const struct value *object, struct arena *arena, struct unwrapped *unwrapped)
{
	*unwrapped = (struct unwrapped){ .log = traceback_no_log };
	read_log(object, arena, &unwrapped->log);
	unwrapped->raised = parsed_read(object, arena);
	if (unwrapped->raised == NULL)
		find_texts(object, arena, unwrapped);
	if (unwrapped->raised == NULL && unwrapped->count == 0)
		find_line(object, arena, unwrapped);
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
