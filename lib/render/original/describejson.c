/* The document of stacktraces.py: one process group with its processes, their threads and groups. */
#include "base/array.h"
#include "base/keyset.h"
#include "base/shown.h"
#include "base/utf8.h"
#include "record/names.h"
#include "record/process.h"
#include "render/format.h"
#include "json/write.h"

#include <stdint.h>
#include <stdlib.h>

struct described_process {
	struct buffer head, threads, groups; /* JSON, with commas between */
};

struct describejson {
	struct rendering rendering;
	struct arena *memory;
	struct keyset keys;
	struct described_process *processes; /* by the numbers of their keys */
	size_t size;
};

static void
write_head(struct buffer *out, const struct value *process)
{
	WRITE_FIRST(out, "processname");
	write_text(out, BYTES("no-name"));
	format_append_number(out, ",\"pid\":\"", json_number(process, NAME_PID), "\"");
	WRITE_TEXT(out, "exe", json_text(process, NAME_EXE));
}

/* The process of the record, which may be new; NULL: no memory. */
static struct described_process *
process_of(struct describejson *document, const struct record *record)
{
	struct buffer *key = &document->rendering.line;
	struct described_process added = { .head = { .at = NULL } };
	size_t number;

	process_append_key(record, key);
	number = keyset_find(&document->keys, buffer_bytes(key));
	if (number != INDEX_NONE)
		return &document->processes[number];
	if (document->memory == NULL)
		document->memory = arena_new(SIZE_MAX);
	write_head(&added.head, json_member(record->value, NAME_PROCESS));
	if (!key->full && !added.head.full && document->memory != NULL &&
	    ARRAY_ROOM(document->processes, document->keys.count, document->size))
		number = keyset_add(&document->keys, buffer_bytes(key), document->memory);
	if (number == INDEX_NONE) {
		buffer_free(&added.head);
		return NULL;
	}
	document->processes[number] = added;
	return &document->processes[number];
}

/* Of variables with the same name, the last one counts: fills in `last`, by the numbers of the names. False: no memory. */
static bool
note_last(struct keyset *names, const struct value **last, const struct value *local,
    struct arena *memory)
{
	for (; local != NULL; local = json_next(local)) {
		size_t number = keyset_number(names, json_text(local, NAME_NAME), memory);

		if (number == INDEX_NONE)
			return false;
		last[number] = local;
	}
	return true;
}

static void
write_last(struct buffer *out, const struct keyset *names, const struct value **last,
    const struct value *local)
{
	size_t start;

	WRITE_NAME(out, "vars");
	start = out->len;
	for (; local != NULL; local = json_next(local)) {
		struct bytes name = json_text(local, NAME_NAME);

		if (last[keyset_find(names, name)] != local)
			continue;
		buffer_byte(out, ',');
		write_text(out, name);
		buffer_byte(out, ':');
		write_text(out, json_text(local, NAME_VALUE));
	}
	write_close(out, start);
}

/* False: no memory. */
static bool
write_vars(struct buffer *out, const struct value *locals, struct arena *memory)
{
	const struct value *first = json_first(locals), **last;
	struct keyset names = { .count = 0 };
	bool noted;

	if (first == NULL)
		return true;
	last = arena_alloc(memory, json_count(locals) * sizeof(struct value *));
	noted = last != NULL && note_last(&names, last, first, memory);
	if (noted)
		write_last(out, &names, last, first);
	keyset_free(&names);
	return noted;
}

static bool
write_frame(struct buffer *out, const struct value *frame, bool numbered, struct arena *memory)
{
	long long level = json_number(frame, NAME_LEVEL);
	bool written;

	WRITE_FIRST(out, "fn");
	write_text(out, format_function(frame));
	/* all numbers that identify something are texts in this document, except for pstack's */
	if (numbered)
		WRITE_NUMBER(out, "id", level);
	else
		format_append_number(out, ",\"id\":\"", level, "\"");
	WRITE_TEXT(out, "args", json_text(frame, NAME_ARGS));
	written = write_vars(out, json_member(frame, NAME_LOCALS), memory);
	buffer_byte(out, '}');
	return written;
}

static void
write_id(struct buffer *out, const struct value *thread)
{
	buffer_byte(out, '"');
	format_append_id(out, thread);
	buffer_byte(out, '"');
}

static bool
write_thread(struct buffer *out, const struct record *record)
{
	const struct value *frame = json_first(json_member(record->value, NAME_FRAMES));
	/* pstack does not number frames: the original counts them, and writes numbers */
	bool numbered = bytes_equal(json_text(record->value, NAME_TOOL), BYTES("pstack"));
	char before = '[';

	WRITE_FIRST(out, "tid");
	write_id(out, record->value);
	WRITE_TEXT(out, "name", json_text(record->value, NAME_ROLE));
	WRITE_TEXT(out, "state", json_text(record->value, NAME_STATE));
	if (frame != NULL)
		WRITE_NAME(out, "frames");
	for (; frame != NULL; frame = json_next(frame), before = ',') {
		buffer_byte(out, before);
		if (!write_frame(out, frame, numbered, record->memory))
			return false;
	}
	buffer_append(out, before == ',' ? BYTES("]}") : BYTES("}"));
	return true;
}

static void
write_group(struct buffer *out, const struct record *record)
{
	const struct value *first = json_first(json_member(record->value, NAME_MEMBERS));

	WRITE_FIRST(out, "thread_ids");
	buffer_byte(out, '[');
	for (const struct value *member = first; member != NULL; member = json_next(member)) {
		if (member != first)
			buffer_byte(out, ',');
		write_id(out, member);
	}
	buffer_append(out, BYTES("]}"));
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct described_process *process = process_of((struct describejson *)rendering, record);
	bool group = stream_is_group(record), written = true;
	struct buffer *list;
	size_t start;

	if (process == NULL)
		return false;
	list = group ? &process->groups : &process->threads;
	start = list->len;
	if (start > 0)
		buffer_byte(list, ',');
	if (group)
		write_group(list, record);
	else
		written = write_thread(list, record);
	written = written && !list->full;
	if (!written)
		list->len = start;
	list->full = false;
	return written;
}

/* Writes JSON. Unsafe characters (base/shown.h) occur only in strings, and become escapes. */
static void
put(FILE *out, struct bytes rest)
{
	char escape[16];

	while (rest.len > 0) {
		struct buffer escaped = BUFFER_OVER(escape);
		size_t plain = shown_plain(rest);

		fwrite(rest.at, 1, plain, out);
		rest = bytes_from(rest, plain);
		if (rest.len > 0)
			format_append_escape(&escaped, utf8_take(&rest));
		fwrite(escaped.at, 1, escaped.len, out);
	}
}

static void
end_process(struct described_process *process, FILE *out)
{
	static const char *const before[] = { "", ",\"threads\":[", "],\"threadgroups\":[" };
	struct buffer *parts[] = { &process->head, &process->threads, &process->groups };

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		fputs(before[i], out);
		put(out, buffer_bytes(parts[i]));
		buffer_free(parts[i]);
	}
	fputs("]}", out);
}

static void
end(struct rendering *rendering)
{
	struct describejson *document = (struct describejson *)rendering;
	FILE *out = rendering->options.out;

	fputs("{\"processgroupname\":\"no-name\",\"processes\":[", out);
	for (size_t i = 0; i < document->keys.count; i++) {
		if (i > 0)
			fputc(',', out);
		end_process(&document->processes[i], out);
	}
	fputs("]}\n", out);
	free(document->processes);
	keyset_free(&document->keys);
	arena_free(document->memory);
}

const struct format describejson_format = { sizeof(struct describejson), .add = add, .end = end };
