#include "group/events.h"

#include "base/array.h"
#include "record/names.h"
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

void
events_scratch_free(struct events_scratch *scratch)
{
	buffer_free(&scratch->shown);
	template_free(&scratch->template);
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

/* Writes when and where, as JSON, in the place of what is there. */
static void
write_seen(struct buffer *out, struct bytes time, struct bytes source)
{
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

static void
replace(struct buffer *seen, struct bytes json)
{
	buffer_reset(seen);
	buffer_append(seen, json);
}

/*
 * Whether a time is the earliest of the events so far, or the latest. Times that cannot be compared, as without a
 * date, have no part where there are others; where there are none, the order of the input counts.
 */
static bool
is_earliest(const struct events *events, const struct when *when)
{
	if (events->first.len == 0)
		return true;
	return when->length > 0 &&
	    (events->earliest.length == 0 || when_compare(when, &events->earliest) < 0);
}

static bool
is_latest(const struct events *events, const struct when *when)
{
	if (when->length == 0 || events->latest.length == 0)
		return events->latest.length == 0;
	return when_compare(when, &events->latest) >= 0;
}

static void
note_seen(struct events *events, const struct record *record)
{
	const struct value *log = json_member(record->value, NAME_LOG);
	const struct value *time = json_member(log, NAME_TIME);
	struct bytes source = json_written(json_member(record->value, NAME_SOURCE));
	struct when when = { .length = 0 };

	if (time == NULL)
		time = json_member(log, NAME_TIMESTAMP);
	else
		(void)when_read(json_string(time), &when);
	if (time == NULL && source.len == 0)
		return;
	if (is_latest(events, &when)) {
		write_seen(&events->last, json_written(time), source);
		events->latest = when;
	}
	if (is_earliest(events, &when)) {
		write_seen(&events->first, json_written(time), source);
		events->earliest = when;
	}
}

static bool
add_traceback(struct events *events, const struct record *record,
    const struct events_options *options, struct arena *memory, struct events_scratch *scratch)
{
	const struct value *source = json_member(record->value, NAME_SOURCE);
	struct bytes message = json_text(json_member(record->value, NAME_EXCEPTION), NAME_MESSAGE);
	note_seen(events, record);
	if (message.len == 0)
		return true;
	if (!options->exact) {
		template_read(&scratch->template, bytes_first(message, MESSAGE_MAX));
		buffer_reset(&scratch->shown);
		template_append(&scratch->shown, buffer_bytes(&scratch->template.text));
		message = buffer_bytes(&scratch->shown);
	}
	return count_message(
	    events, message, 1, json_number(source, NAME_LINE), options->most, memory);
}

/* The same of a group, which has the first and the last; one alone is both. */
static void
note_both(struct events *events, const struct value *first, const struct value *last)
{
	struct when from = { .length = 0 }, to = { .length = 0 };

	if (last == NULL)
		last = first;
	(void)when_read(json_text(first, NAME_TIME), &from);
	(void)when_read(json_text(last, NAME_TIME), &to);
	if (first != NULL && is_earliest(events, &from)) {
		replace(&events->first, json_written(first));
		events->earliest = from;
	}
	if (last != NULL && is_latest(events, &to)) {
		replace(&events->last, json_written(last));
		events->latest = to;
	}
}

static bool
add_group(struct events *events, const struct record *record, const struct events_options *options,
    struct arena *memory)
{
	const struct value *each = json_first(json_member(record->value, NAME_MESSAGES));
	long long more = json_number(record->value, NAME_MESSAGES_MORE);

	note_both(
	    events, json_member(record->value, NAME_FIRST), json_member(record->value, NAME_LAST));
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
    struct arena *memory, struct events_scratch *scratch)
{
	bool added = bytes_equal(record->type, BYTES(TYPE_GROUP))
	    ? add_group(events, record, options, memory)
	    : add_traceback(events, record, options, memory, scratch);

	return added && !scratch->shown.full && !scratch->template.full && !events->first.full &&
	    !events->last.full && !arena_full(memory);
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
