#include "group/messages.h"

#include "base/array.h"
#include "record/names.h"

#include <stdlib.h>

enum {
	MESSAGE_MAX = 64 * 1024, /* bytes of a message by which it is told from others */
	PLACES_LISTED =
	    32, /* values of a message; of those behind them that vary, none are listed */
};

/* What is added: one message, or all messages of a template in a group. */
struct sighting {
	struct bytes message;
	bool stars;
	long long count, line;
	const struct value *varies, *values; /* the first of each, of a group */
};

struct taking {
	struct messages *messages;
	const struct messages_options *options;
	struct arena *memory;
	struct template *template;
};

void
messages_free(struct messages *messages)
{
	free(messages->list);
	keyset_free(&messages->texts);
	*messages = (struct messages){ .more = 0 };
}

static struct bytes
value_of(struct bytes message, const struct template_value *value)
{
	return bytes_first(bytes_from(message, value->start), value->length);
}

struct bytes
messages_value(const struct message *message, size_t value)
{
	return value_of(message->example, &message->values[value]);
}

bool
messages_varies(const struct message *message, size_t value)
{
	return message->places != NULL &&
	    (message->places[value].many || message->places[value].count > 0);
}

struct place
messages_place(const struct message *message, size_t value, struct arena *memory)
{
	struct place place = { .count = 0 };

	if (messages_varies(message, value))
		return message->places[value];
	place_add(&place,
	    &(struct place_value){ messages_value(message, value), message->count, message->line },
	    memory);
	return place;
}

/* The place of a value, for one that varies. NULL: no memory. */
static struct place *
open_place(const struct taking *in, struct message *message, size_t value)
{
	if (message->places == NULL)
		message->places =
		    arena_zero(in->memory, message->value_count * sizeof(*message->places));
	return message->places == NULL ? NULL : &message->places[value];
}

/* Counts what stands in the place of a value. Until a message differs there, *before had the value of the example. */
static void
count_value(const struct taking *in, struct message *message, size_t value,
    const struct place_value *seen, long long *before)
{
	struct bytes known = messages_value(message, value);
	bool varies = messages_varies(message, value);
	struct place *place;

	if (!varies && bytes_equal(known, seen->text)) {
		*before += seen->count;
		return;
	}
	place = open_place(in, message, value);
	if (place == NULL)
		return;
	if (value >= PLACES_LISTED)
		place_many(place);
	if (!varies && *before > 0)
		place_add(
		    place, &(struct place_value){ known, *before, message->line }, in->memory);
	place_add(place, seen, in->memory);
}

static void
count_many(const struct taking *in, struct message *message, size_t value)
{
	struct place *place = open_place(in, message, value);

	if (place != NULL)
		place_many(place);
}

/*
 * Counts the values that a group lists for one star, from *each on, which becomes the first one of the next star. If they
 * are not as many as the messages, others are not listed, and the values are many.
 */
static void
count_listed(const struct taking *in, struct message *message, size_t value, long long star,
    const struct sighting *seen, const struct value **each)
{
	long long before = message->count, left = seen->count;
	const struct value *first = *each;

	for (; *each != NULL && json_number(*each, NAME_STAR) == star; *each = json_next(*each)) {
		long long count = json_number(*each, NAME_COUNT);

		left = count > 0 && count <= left ? left - count : -1;
	}
	if (left != 0) {
		count_many(in, message, value);
		return;
	}
	for (; first != *each; first = json_next(first)) {
		struct place_value one = { json_text(first, NAME_VALUE),
			json_number(first, NAME_COUNT), json_number(first, NAME_LINE) };

		count_value(in, message, value, &one, &before);
	}
}

/* Counts what the messages have in the places of the template's values. */
static void
count_values(const struct taking *in, struct message *message, const struct sighting *seen)
{
	const struct template *template = in->template;
	const struct value *varies = seen->varies, *values = seen->values;
	long long star = 0;

	for (size_t i = 0; i < template->count && i < message->value_count; i++) {
		struct bytes text = value_of(seen->message, &template->values[i]);
		long long before = message->count;

		if (varies != NULL && json_whole(varies) == (long long)i + 1) {
			varies = json_next(varies);
			count_listed(in, message, i, ++star, seen, &values);
		} else if (seen->stars && bytes_equal(text, BYTES("*")))
			count_many(in, message, i);
		else
			count_value(in, message, i,
			    &(struct place_value){ text, seen->count, seen->line }, &before);
	}
}

/* Adds a new template. NULL: no memory. */
static struct message *
add_text(const struct taking *in, struct bytes text, const struct sighting *seen)
{
	struct messages *messages = in->messages;
	size_t count = in->options->exact ? 0 : in->template->count, number;
	struct message *message;

	if (!ARRAY_ROOM(messages->list, messages->count, messages->size))
		return NULL;
	number = keyset_add(&messages->texts, text, in->memory);
	if (number == INDEX_NONE)
		return NULL;
	message = &messages->list[messages->count++];
	*message = (struct message){ .text = messages->texts.keys[number],
		.example = messages->texts.keys[number],
		.line = seen->line,
		.stars = seen->stars };
	if (count == 0)
		return message;
	message->example = arena_copy(in->memory, seen->message);
	message->values = arena_alloc(in->memory, count * sizeof(*message->values));
	if (message->values == NULL)
		return NULL;
	memcpy(message->values, in->template->values, count * sizeof(*message->values));
	message->value_count = count;
	return message;
}

static bool
take(const struct taking *in, struct sighting *seen)
{
	struct messages *messages = in->messages;
	struct bytes text = seen->message = bytes_first(seen->message, MESSAGE_MAX);
	struct message *message;
	size_t number;

	if (!in->options->exact) {
		in->template->stars = seen->stars;
		template_read(in->template, seen->message);
		text = buffer_bytes(&in->template->text);
	}
	number = keyset_find(&messages->texts, text);
	if (number == INDEX_NONE && messages->count >= in->options->most) {
		messages->more += seen->count;
		return true;
	}
	message = number != INDEX_NONE ? &messages->list[number] : add_text(in, text, seen);
	if (message == NULL || in->template->full)
		return false;
	count_values(in, message, seen);
	message->count += seen->count;
	return true;
}

bool
messages_add(struct messages *messages, struct bytes message, long long line,
    const struct messages_options *options, struct arena *memory, struct template *template)
{
	struct taking in = { messages, options, memory, template };
	struct sighting seen = { .message = message, .count = 1, .line = line };

	return take(&in, &seen);
}

/*
 * Whether a template says which messages it was made of, and these are as many as the template counts. A single one may
 * have no count of its own.
 */
static bool
has_masked(const struct value *shown, long long count)
{
	const struct value *each = json_first(json_member(shown, NAME_MASKED));
	bool counted =
	    each == NULL || json_next(each) != NULL || json_member(each, NAME_COUNT) != NULL;

	for (; each != NULL; each = json_next(each)) {
		long long part = counted ? json_number(each, NAME_COUNT) : count;

		if (part <= 0 || part > count || json_text(each, NAME_MESSAGE).len == 0)
			return false;
		count -= part;
	}
	return count == 0;
}

/* Adds the messages that a template was made of. A single one may have its count, line and values in the template. */
static bool
take_masked(const struct taking *in, const struct value *shown)
{
	const struct value *each = json_first(json_member(shown, NAME_MASKED));

	for (; each != NULL; each = json_next(each)) {
		const struct value *holder = json_member(each, NAME_COUNT) == NULL ? shown : each;
		struct sighting seen = { json_text(each, NAME_MESSAGE), json_flag(each, NAME_STARS),
			json_number(holder, NAME_COUNT), json_number(holder, NAME_LINE),
			json_first(json_member(each, NAME_VARIES)),
			json_first(json_member(holder, NAME_VALUES)) };

		if (!take(in, &seen))
			return false;
	}
	return true;
}

bool
messages_add_group(struct messages *messages, const struct value *group,
    const struct messages_options *options, struct arena *memory, struct template *template)
{
	struct taking in = { messages, options, memory, template };
	const struct value *each = json_first(json_member(group, NAME_MESSAGES));
	long long more = json_number(group, NAME_MESSAGES_MORE);

	messages->more += more > 0 ? more : 0;
	for (; each != NULL; each = json_next(each)) {
		struct bytes text = json_text(each, NAME_TEMPLATE);
		struct sighting seen = { .message = text,
			.stars = !options->exact && bytes_has(text, '*'),
			.count = json_number(each, NAME_COUNT),
			.line = json_number(each, NAME_LINE) };

		if (seen.count <= 0)
			continue;
		if (!options->exact && has_masked(each, seen.count) ? !take_masked(&in, each)
								    : !take(&in, &seen))
			return false;
	}
	return true;
}
