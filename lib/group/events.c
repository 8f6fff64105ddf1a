#include "group/events.h"

#include "base/array.h"
#include "base/hash.h"
#include "record/names.h"
#include "same/template.h"
#include "json/write.h"

#include <stdlib.h>

enum { MESSAGE_MAX = 64 * 1024 }; /* bytes of a message by which it is told from others */

void
events_free(struct events *events)
{
	buffer_free(&events->first);
	buffer_free(&events->last);
	free(events->messages);
	index_free(&events->index);
}

static struct events_message *
find(const struct events *events, struct bytes text, uint64_t hash)
{
	size_t at = 0, number;

	while ((number = index_find(&events->index, hash, &at)) != INDEX_NONE)
		if (bytes_equal(events->messages[number].text, text))
			return &events->messages[number];
	return NULL;
}

static bool
count_message(
    struct events *events, struct events_message message, size_t most, struct arena *memory)
{
	struct bytes text = bytes_first(message.text, MESSAGE_MAX);
	uint64_t hash = hash_bytes(text);
	struct events_message *same = find(events, text, hash);

	if (same != NULL) {
		same->count += message.count;
		return true;
	}
	if (events->count >= most) {
		events->more += message.count;
		return true;
	}
	if (!ARRAY_ROOM(events->messages, events->count, events->size) ||
	    !index_add(&events->index, hash, events->count))
		return false;
	message.text = arena_copy(memory, text);
	message.order = events->count;
	events->messages[events->count++] = message;
	return true;
}

/* When and where, as JSON. Where neither is known, what was there stays. */
static void
write_seen(struct buffer *out, const struct record *record)
{
	const struct value *log = json_member(record->value, NAME_LOG);
	struct bytes time = json_written(json_member(log, NAME_TIME));
	struct bytes source = json_written(json_member(record->value, NAME_SOURCE));

	if (time.len == 0)
		time = json_written(json_member(log, NAME_TIMESTAMP));
	if (time.len == 0 && source.len == 0)
		return;
	buffer_reset(out);
	if (time.len > 0) {
		WRITE_NAME(out, NAME_TIME);
		buffer_append(out, time);
	}
	if (source.len > 0) {
		WRITE_NAME(out, NAME_SOURCE);
		buffer_append(out, source);
	}
	write_close(out, 0);
}

static bool
add_traceback(struct events *events, const struct record *record,
    const struct events_options *options, struct arena *memory)
{
	const struct value *source = json_member(record->value, NAME_SOURCE);
	struct events_message message = { .count = 1, .line = json_number(source, NAME_LINE) };
	struct buffer template = { .at = NULL };
	bool counted;

	write_seen(&events->last, record);
	if (events->first.len == 0)
		buffer_append(&events->first, buffer_bytes(&events->last));
	message.text = json_text(json_member(record->value, NAME_EXCEPTION), NAME_MESSAGE);
	if (message.text.len == 0)
		return true;
	if (!options->exact) {
		template_append(&template, bytes_first(message.text, MESSAGE_MAX));
		message.text = buffer_bytes(&template);
	}
	counted = count_message(events, message, options->most, memory);
	buffer_free(&template);
	return counted;
}

static bool
add_group(struct events *events, const struct record *record, const struct events_options *options,
    struct arena *memory)
{
	const struct value *each = json_first(json_member(record->value, NAME_MESSAGES));
	struct bytes first = json_written(json_member(record->value, NAME_FIRST));
	struct bytes last = json_written(json_member(record->value, NAME_LAST));
	long long more = json_number(record->value, NAME_MESSAGES_MORE);

	if (events->first.len == 0)
		buffer_append(&events->first, first);
	if (last.len == 0)
		last = first;
	if (last.len > 0) {
		buffer_reset(&events->last);
		buffer_append(&events->last, last);
	}
	events->more += more > 0 ? more : 0;
	for (; each != NULL; each = json_next(each)) {
		struct events_message message = { .text = json_text(each, NAME_TEMPLATE),
			.count = json_number(each, NAME_COUNT),
			.line = json_number(each, NAME_LINE) };

		if (message.count > 0 && !count_message(events, message, options->most, memory))
			return false;
	}
	return true;
}

bool
events_add(struct events *events, const struct record *record, const struct events_options *options,
    struct arena *memory)
{
	bool added = bytes_equal(record->type, BYTES(TYPE_GROUP))
	    ? add_group(events, record, options, memory)
	    : add_traceback(events, record, options, memory);

	return added && !events->first.full && !events->last.full && !arena_full(memory);
}

static int
by_count(const void *a, const void *b)
{
	const struct events_message *one = a, *other = b;

	if (one->count != other->count)
		return one->count > other->count ? -1 : 1;
	return (one->order > other->order) - (one->order < other->order);
}

void
events_write_messages(struct events *events, struct buffer *out)
{
	if (events->count == 0)
		return;
	qsort(events->messages, events->count, sizeof(*events->messages), by_count);
	/* their numbers in the table are no longer right: nothing is added after this */
	buffer_byte(out, '[');
	for (size_t i = 0; i < events->count; i++) {
		if (i > 0)
			buffer_byte(out, ',');
		WRITE_FIRST(out, NAME_TEMPLATE);
		write_text(out, events->messages[i].text);
		WRITE_NUMBER(out, NAME_COUNT, events->messages[i].count);
		WRITE_NUMBER(out, NAME_LINE, events->messages[i].line);
		buffer_byte(out, '}');
	}
	buffer_byte(out, ']');
}
