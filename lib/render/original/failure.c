#include "render/original/failure.h"

#include "record/links.h"
#include "record/names.h"

static bool
is_set_in(struct bytes line)
{
	return line.len > 0 && line.at[0] == ' ';
}

/* Where the lines begin that are joined with `|`: the last ones that are not set in. */
static size_t
start_of_joined(struct bytes text)
{
	size_t start = text.len;

	while (start > 0) {
		size_t line = start - 1;

		while (line > 0 && text.at[line - 1] != '\n')
			line--;
		if (is_set_in(bytes_from(text, line)))
			break;
		start = line;
	}
	return start;
}

void
failure_append(struct buffer *out, struct bytes type, struct bytes message)
{
	size_t begun = out->len, start;
	struct bytes text;

	buffer_append(out, type);
	if (message.len == 0)
		return;
	buffer_append(out, BYTES(": "));
	buffer_append(out, message);
	if (out->full)
		return;
	text = bytes_from(buffer_bytes(out), begun);
	start = begun + start_of_joined(text);
	for (size_t from = start, to = start, end = out->len; from <= end; from++) {
		if (from < end && out->at[from] != '\n') {
			out->at[to++] = out->at[from];
			continue;
		}
		if (from == end) {
			out->len = to;
			break;
		}
		while (to > start && (out->at[to - 1] == ' ' || out->at[to - 1] == '\t'))
			to--;
		out->at[to++] = '|';
	}
}

void
failure_append_record(struct buffer *out, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);

	failure_append(out, json_text(exception, NAME_TYPE), json_text(exception, NAME_MESSAGE));
}

struct list {
	const struct value **frames;
	size_t count, size;
	struct arena *memory;
};

static bool
make_room(struct list *list)
{
	const struct value **frames;
	size_t size = list->size == 0 ? 64 : 2 * list->size;

	if (list->count < list->size)
		return true;
	frames = arena_alloc(list->memory, size * sizeof(*frames));
	if (frames == NULL)
		return false;
	if (list->count > 0)
		memcpy(frames, list->frames, list->count * sizeof(*frames));
	list->frames = frames;
	list->size = size;
	return true;
}

static void
reverse(const struct value **frames, size_t first, size_t end)
{
	while (first + 1 < end) {
		const struct value *frame = frames[first];

		frames[first++] = frames[--end];
		frames[end] = frame;
	}
}

/* Innermost first, as the records have them, for the exception that was raised last and its chain. */
const struct value **
failure_frames(const struct record *record, size_t *count)
{
	struct list list = { .memory = record->memory };
	struct links *links = links_of(record->value, record->memory);
	struct link link;

	*count = 0;
	while (links != NULL && links_next(links, &link)) {
		const struct value *frame = json_first(json_member(link.holder, NAME_FRAMES));

		for (; frame != NULL; frame = json_next(frame)) {
			if (!make_room(&list))
				return NULL;
			list.frames[list.count++] = frame;
		}
	}
	*count = list.count;
	reverse(list.frames, 0, list.count);
	return list.frames;
}
