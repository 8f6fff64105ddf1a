#include "group/events.h"

#include "record/names.h"
#include "json/write.h"

void
events_free(struct events *events)
{
	buffer_free(&events->first);
	buffer_free(&events->last);
	messages_free(&events->messages);
	*events = (struct events){ .first = { .at = NULL } };
}

/* Overwrites the buffer with time and source, as JSON. */
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

/*
 * Whether a time is the earliest of the events so far, or the latest. Events without a time that can be compared (it lacks
 * the date) count only if no event has one, and then in the order of the input.
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
    const struct messages_options *options, struct arena *memory, struct template *template)
{
	const struct value *source = json_member(record->value, NAME_SOURCE);
	struct bytes message = json_text(json_member(record->value, NAME_EXCEPTION), NAME_MESSAGE);

	note_seen(events, record);
	return message.len == 0 ||
	    messages_add(&events->messages, message, json_number(source, NAME_LINE), options,
		memory, template);
}

/* The same for a group, which has its first and last event; without `last`, the first is both. */
static void
note_both(struct events *events, const struct value *first, const struct value *last)
{
	struct when from = { .length = 0 }, to = { .length = 0 };

	if (last == NULL)
		last = first;
	(void)when_read(json_text(first, NAME_TIME), &from);
	(void)when_read(json_text(last, NAME_TIME), &to);
	if (first != NULL && is_earliest(events, &from)) {
		buffer_set(&events->first, json_written(first));
		events->earliest = from;
	}
	if (last != NULL && is_latest(events, &to)) {
		buffer_set(&events->last, json_written(last));
		events->latest = to;
	}
}

bool
events_add(struct events *events, const struct record *record,
    const struct messages_options *options, struct arena *memory, struct template *template)
{
	bool added;

	if (stream_is_group(record)) {
		note_both(events, json_member(record->value, NAME_FIRST),
		    json_member(record->value, NAME_LAST));
		added =
		    messages_add_group(&events->messages, record->value, options, memory, template);
	} else
		added = add_traceback(events, record, options, memory, template);
	return added && !events->first.full && !events->last.full && !arena_full(memory);
}
