#include "group/events.h"

#include "base/array.h"
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
	keyset_free(&events->texts);
	*events = (struct events){ .more = 0 };
}

static bool
count_message(struct events *events, struct bytes message, long long count, long long line,
    size_t most, struct arena *memory)
{
	struct bytes text = bytes_first(message, MESSAGE_MAX);
	size_t number = keyset_find(&events->texts, text);

	if (number != INDEX_NONE) {
		events->messages[number].count += count;
		return true;
	}
	if (events->count >= most) {
		events->more += count;
		return true;
	}
	if (!ARRAY_ROOM(events->messages, events->count, events->size))
		return false;
	number = keyset_add(&events->texts, text, memory);
	if (number == INDEX_NONE)
		return false;
	events->messages[events->count++] = (struct events_message){ number, count, line };
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
	struct bytes message = json_text(json_member(record->value, NAME_EXCEPTION), NAME_MESSAGE);
	struct buffer template = { .at = NULL };
	bool counted;

	write_seen(&events->last, record);
	if (events->first.len == 0)
		buffer_append(&events->first, buffer_bytes(&events->last));
	if (message.len == 0)
		return true;
	if (!options->exact) {
		template_append(&template, bytes_first(message, MESSAGE_MAX));
		message = buffer_bytes(&template);
	}
	counted = count_message(
	    events, message, 1, json_number(source, NAME_LINE), options->most, memory);
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
		long long count = json_number(each, NAME_COUNT);

		if (count > 0 &&
		    !count_message(events, json_text(each, NAME_TEMPLATE), count,
			json_number(each, NAME_LINE), options->most, memory))
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
	return (one->number > other->number) - (one->number < other->number);
}

void
events_write_messages(struct events *events, struct buffer *out)
{
	if (events->count == 0)
		return;
	qsort(events->messages, events->count, sizeof(*events->messages), by_count);
	/* they are no longer in the order of their numbers: nothing is added after this */
	buffer_byte(out, '[');
	for (size_t i = 0; i < events->count; i++) {
		const struct events_message *message = &events->messages[i];

		if (i > 0)
			buffer_byte(out, ',');
		WRITE_FIRST(out, NAME_TEMPLATE);
		write_text(out, events->texts.keys[message->number]);
		WRITE_NUMBER(out, NAME_COUNT, message->count);
		WRITE_NUMBER(out, NAME_LINE, message->line);
		buffer_byte(out, '}');
	}
	buffer_byte(out, ']');
}
