#include "group/templates.h"

#include "group/entry.h"
#include "record/names.h"
#include "json/write.h"

#include <stdlib.h>

struct writing {
	struct arena *memory;
	struct buffer *out;
	bool exact;
};

/* Writes the listed values of all stars, which are counted from 1. */
static void
write_values(struct buffer *out, const struct place *stars, size_t count)
{
	size_t start = out->len;

	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; n < stars[i].count; n++) {
			if (out->len == start)
				WRITE_NAME(out, NAME_VALUES);
			buffer_byte(out, out->at[out->len - 1] == ':' ? '[' : ',');
			WRITE_FIRST(out, NAME_STAR);
			buffer_number(out, (long long)i + 1);
			WRITE_NAME(out, NAME_VALUE);
			write_text(out, stars[i].values[n].text);
			WRITE_NUMBER(out, NAME_COUNT, stars[i].values[n].count);
			WRITE_NUMBER(out, NAME_LINE, stars[i].values[n].line);
			buffer_byte(out, '}');
		}
	}
	if (out->len > start)
		buffer_byte(out, ']');
}

/* Which values of a message vary, counted from 1. */
static void
write_varies(struct buffer *out, const struct message *message)
{
	bool any = false;

	for (size_t i = 0; i < message->value_count; i++) {
		if (!messages_varies(message, i))
			continue;
		if (!any)
			WRITE_NAME(out, NAME_VARIES);
		buffer_byte(out, any ? ',' : '[');
		buffer_number(out, (long long)i + 1);
		any = true;
	}
	if (any)
		buffer_byte(out, ']');
}

/* Writes the listed values of one message alone. */
static void
write_own_values(const struct writing *in, const struct message *message)
{
	struct place stars[ENTRY_STARS];
	size_t count = 0;

	for (size_t i = 0; i < message->value_count && count < ENTRY_STARS; i++)
		if (messages_varies(message, i)) {
			stars[count] = message->places[i];
			place_sort(&stars[count++]);
		}
	write_values(in->out, stars, count);
}

static void
write_masked(const struct writing *in, const struct message *message, bool alone)
{
	struct buffer *out = in->out;

	WRITE_FIRST(out, NAME_MESSAGE);
	write_text(out, message->example);
	WRITE_FLAG(out, NAME_STARS, message->stars);
	write_varies(out, message);
	if (!alone) {
		WRITE_NUMBER(out, NAME_COUNT, message->count);
		WRITE_NUMBER(out, NAME_LINE, message->line);
		write_own_values(in, message);
	}
	buffer_byte(out, '}');
}

static int
by_message(const void *a, const void *b)
{
	const struct message *one = *(const struct message *const *)a;
	const struct message *other = *(const struct message *const *)b;

	return place_compare(&(struct place_value){ one->text, one->count, one->line },
	    &(struct place_value){ other->text, other->count, other->line });
}

/* Writes which messages the template was made of, the most frequent first, if the template does not say that by itself. */
static void
write_all_masked(const struct writing *in, const struct wording_line *lines)
{
	const struct message *only = lines->message, **all;
	size_t count = 0;

	if (in->exact ||
	    (lines->next == NULL && only->places == NULL && !only->stars &&
		!bytes_has(only->example, '*')))
		return;
	for (const struct wording_line *line = lines; line != NULL; line = line->next)
		count++;
	all = arena_alloc(in->memory, count * sizeof(struct message *));
	if (all == NULL) {
		in->out->full = true;
		return;
	}
	count = 0;
	for (const struct wording_line *line = lines; line != NULL; line = line->next)
		all[count++] = line->message;
	qsort(all, count, sizeof(struct message *), by_message);
	WRITE_NAME(in->out, NAME_MASKED);
	for (size_t i = 0; i < count; i++) {
		buffer_byte(in->out, i == 0 ? '[' : ',');
		write_masked(in, all[i], count == 1);
	}
	buffer_byte(in->out, ']');
}

static void
write_entry(const struct writing *in, struct entry *entry)
{
	struct buffer *out = in->out;

	WRITE_FIRST(out, NAME_TEMPLATE);
	write_text(out, buffer_bytes(&entry->text));
	WRITE_NUMBER(out, NAME_COUNT, entry->lines->total);
	WRITE_NUMBER(out, NAME_LINE, entry->lines->line);
	write_values(out, entry->stars, entry->star_count);
	write_all_masked(in, entry->lines);
	buffer_byte(out, '}');
}

static int
by_count(const void *a, const void *b)
{
	const struct wording_line *one = *(struct wording_line *const *)a;
	const struct wording_line *other = *(struct wording_line *const *)b;

	return place_compare(&(struct place_value){ one->message->text, one->total, one->line },
	    &(struct place_value){ other->message->text, other->total, other->line });
}

void
templates_write(const struct messages *messages, const struct messages_options *options,
    struct arena *memory, struct buffer *out)
{
	struct writing in = { memory, out, options->exact };
	struct wording wording;
	struct entry entry;

	entry.text = (struct buffer){ .at = NULL };
	if (messages->count == 0)
		return;
	if (!wording_of(&wording, messages, !options->exact && messages->more == 0, memory)) {
		out->full = true;
		return;
	}
	qsort(wording.first, wording.count, sizeof(struct wording_line *), by_count);
	for (size_t i = 0; i < wording.count; i++) {
		buffer_byte(out, i == 0 ? '[' : ',');
		entry_make(&entry, wording.first[i], memory);
		write_entry(&in, &entry);
		out->full = out->full || entry.text.full;
	}
	buffer_free(&entry.text);
	buffer_byte(out, ']');
}
