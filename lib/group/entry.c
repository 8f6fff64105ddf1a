#include "group/entry.h"

#include "same/values.h"

static void
append_place(struct entry *entry, const struct place *place)
{
	if (place_is_one(place)) {
		buffer_append(&entry->text, place->values[0].text);
		return;
	}
	buffer_byte(&entry->text, '*');
	if (entry->star_count < ENTRY_STARS)
		entry->stars[entry->star_count++] = *place;
}

static size_t
values_within(struct bytes text)
{
	return bytes_count(text, TEMPLATE_VALUE);
}

/* What stood, in all lines, in the place of value number `within` of a word. */
static struct place
joined_value(const struct wording_line *lines, size_t word, size_t within, struct arena *memory)
{
	struct place place = { .count = 0 };

	for (const struct wording_line *line = lines; line != NULL; line = line->next) {
		size_t number = within;
		struct place one;

		for (size_t i = 0; i < word; i++)
			number += values_within(line->words[i]);
		one = messages_place(line->message, number, memory);
		place_join(&place, &one, memory);
	}
	return place;
}

/* Appends value number `within` of a word that is the same in all lines. */
static void
append_value(struct entry *entry, size_t word, size_t within, struct arena *memory)
{
	const struct wording_line *lines = entry->lines;
	struct place place;

	if (lines->next == NULL && word == 0 && !messages_varies(lines->message, within)) {
		buffer_append(&entry->text, messages_value(lines->message, within));
		return;
	}
	place = joined_value(lines, word, within, memory);
	append_place(entry, &place);
}

/* Appends a word that is the same in all lines, except for values in it. */
static void
append_word(struct entry *entry, size_t word, struct arena *memory)
{
	struct bytes rest = entry->lines->words[word];

	for (size_t within = 0;; within++) {
		size_t length = bytes_index(rest, TEMPLATE_VALUE);

		buffer_append(&entry->text, bytes_first(rest, length));
		if (length == rest.len)
			return;
		rest = bytes_from(rest, length + 1);
		append_value(entry, word, within, memory);
	}
}

/* The byte number `number`, counted from the beginning of the text or from its end. */
static char
byte_of(struct bytes text, size_t number, bool end)
{
	return text.at[end ? text.len - 1 - number : number];
}

/*
 * How many bytes of a word are the same in all lines at its beginning, or at its end, back to the last byte that is of no
 * word. `taken` bytes at the other side are not looked at.
 */
static size_t
shared(const struct wording_line *lines, size_t word, bool end, size_t taken)
{
	struct bytes text = lines->words[word];
	size_t length = text.len - taken;

	for (const struct wording_line *line = lines->next; line != NULL; line = line->next) {
		struct bytes other = line->words[word];
		size_t same = 0;

		while (same < length && taken + same < other.len &&
		    byte_of(text, same, end) == byte_of(other, same, end))
			same++;
		length = same;
	}
	for (size_t i = 0; i < length; i++)
		if (byte_of(text, i, end) == TEMPLATE_VALUE)
			length = i;
	while (length > 0 && values_is_of_word(byte_of(text, length - 1, end)))
		length--;
	return length;
}

/*
 * Appends what one line has in the place of a word that differs; its first value is number `number` of the message.
 * False: a value in it varies among the line's own messages.
 */
static bool
append_own(struct buffer *out, const struct message *message, size_t number, struct bytes text,
    struct arena *memory)
{
	for (size_t i = 0; i < text.len; i++) {
		struct place place;

		if (text.at[i] != TEMPLATE_VALUE) {
			buffer_byte(out, text.at[i]);
			continue;
		}
		place = messages_place(message, number++, memory);
		if (!place_is_one(&place))
			return false;
		buffer_append(out, place.values[0].text);
	}
	return !out->full;
}

/* Adds what one line has in the place of a word that differs. */
static void
add_own(struct place *place, const struct wording_line *line, size_t word, struct bytes text,
    struct arena *memory)
{
	const struct message *message = line->message;
	struct buffer own = { .at = NULL };
	struct place_value value = { .count = message->count, .line = message->line };
	struct place one = { .values = &value, .count = 1 };
	size_t number = 0;

	for (size_t i = 0; i < word; i++)
		number += values_within(line->words[i]);
	if (text.len == 1 && text.at[0] == TEMPLATE_VALUE)
		one = messages_place(message, number, memory);
	else if (append_own(&own, message, number, text, memory))
		value.text = buffer_bytes(&own);
	else
		one = (struct place){ .many = true };
	place_join(place, &one, memory);
	buffer_free(&own);
}

/* Appends a word in which the lines differ. */
static void
append_varied(struct entry *entry, size_t word, struct arena *memory)
{
	const struct wording_line *lines = entry->lines;
	size_t start = shared(lines, word, false, 0), end = shared(lines, word, true, start);
	struct bytes text = lines->words[word];
	struct place place = { .count = 0 };

	for (const struct wording_line *line = lines; line != NULL; line = line->next) {
		struct bytes own = line->words[word];

		add_own(
		    &place, line, word, bytes_from(bytes_first(own, own.len - end), start), memory);
	}
	buffer_append(&entry->text, bytes_first(text, start));
	append_place(entry, &place);
	buffer_append(&entry->text, bytes_from(text, text.len - end));
}

void
entry_make(struct entry *entry, const struct wording_line *lines, struct arena *memory)
{
	entry->lines = lines;
	entry->star_count = 0;
	buffer_reset(&entry->text);
	for (size_t i = 0; i < lines->count; i++) {
		if (i > 0)
			buffer_byte(&entry->text, ' ');
		if (lines->varied[i])
			append_varied(entry, i, memory);
		else
			append_word(entry, i, memory);
	}
	for (size_t i = 0; i < entry->star_count; i++)
		place_sort(&entry->stars[i]);
}
