#include "group/tally.h"

#include "base/array.h"
#include "base/memory.h"
#include "record/counts.h"
#include "record/names.h"
#include "json/write.h"

#include <stdlib.h>

void
tally_free(struct tally *tally)
{
	free(tally->list);
	*tally = (struct tally){ .count = 0 };
}

/* The place of a number in the list, or where it has to be put. */
static size_t
place_of(const struct tally *tally, size_t number)
{
	size_t low = 0, high = tally->count;

	if (high > 0 && tally->list[high - 1].number < number)
		return high; /* numbers mostly come in their order */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tally->list[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
tally_has(const struct tally *tally, const struct keyset *texts, struct bytes text)
{
	size_t number = keyset_find(texts, text);
	size_t place = number == INDEX_NONE ? tally->count : place_of(tally, number);

	return place < tally->count && tally->list[place].number == number;
}

bool
tally_add(struct tally *tally, struct keyset *texts, struct bytes text, long long count,
    struct arena *memory)
{
	size_t number = keyset_number(texts, text, memory), place;
	struct tally_entry *entry;

	if (number == INDEX_NONE)
		return false;
	place = place_of(tally, number);
	if (place == tally->count || tally->list[place].number != number) {
		if (!ARRAY_ROOM(tally->list, tally->count, tally->size))
			return false;
		memmove(&tally->list[place + 1], &tally->list[place],
		    (tally->count - place) * sizeof(*tally->list));
		tally->list[place] = (struct tally_entry){ number, 0 };
		tally->count++;
	}
	entry = &tally->list[place];
	entry->count = count > COUNTS_MAX - entry->count ? COUNTS_MAX : entry->count + count;
	return true;
}

bool
tally_read(struct tally *tally, struct keyset *texts, const struct value *array, const char *name,
    size_t length, struct arena *memory)
{
	for (const struct value *each = json_first(array); each != NULL; each = json_next(each)) {
		struct bytes text = json_text(each, name);
		long long count = json_number(each, NAME_COUNT);

		if (length > 0)
			text = bytes_first(text, length);
		if (text.len > 0 && count > 0 && !tally_add(tally, texts, text, count, memory))
			return false;
	}
	return true;
}

long long
tally_sum(const struct tally *tally)
{
	long long sum = 0;

	for (size_t i = 0; i < tally->count; i++)
		sum = tally->list[i].count > COUNTS_MAX - sum ? COUNTS_MAX
							      : sum + tally->list[i].count;
	return sum;
}

/* An entry with its text, by which it is sorted: no output may depend on the numbers of texts. */
struct counted {
	struct bytes text;
	long long count;
};

static int
by_text(const void *a, const void *b)
{
	const struct counted *one = a, *other = b;

	return bytes_compare(one->text, other->text);
}

static int
by_count(const void *a, const void *b)
{
	const struct counted *one = a, *other = b;

	if (one->count != other->count)
		return one->count > other->count ? -1 : 1;
	return by_text(a, b);
}

/* Appends the text as a member of that name; NULL: the text is members already, with a comma before each. */
static void
append_text(struct buffer *out, const char *name, struct bytes text)
{
	if (name == NULL) {
		buffer_append(out, bytes_from(text, 1));
		return;
	}
	buffer_byte(out, '"');
	buffer_append(out, bytes_of(name));
	buffer_append(out, BYTES("\":"));
	write_text(out, text);
}

static void
write_array(const struct tally *tally, const struct keyset *texts, const char *name,
    int (*order)(const void *, const void *), struct buffer *out)
{
	struct counted *all = tally->count == 0 ? NULL : memory_zero(tally->count, sizeof(*all));

	buffer_byte(out, '[');
	out->full = out->full || (all == NULL && tally->count > 0);
	for (size_t i = 0; i < tally->count && all != NULL; i++)
		all[i] =
		    (struct counted){ texts->keys[tally->list[i].number], tally->list[i].count };
	if (all != NULL)
		qsort(all, tally->count, sizeof(*all), order);
	for (size_t i = 0; i < tally->count && all != NULL; i++) {
		buffer_append(out, i == 0 ? BYTES("{") : BYTES(",{"));
		append_text(out, name, all[i].text);
		WRITE_NUMBER(out, NAME_COUNT, all[i].count);
		buffer_byte(out, '}');
	}
	free(all);
	buffer_byte(out, ']');
}

void
tally_write_largest(
    const struct tally *tally, const struct keyset *texts, const char *name, struct buffer *out)
{
	write_array(tally, texts, name, by_count, out);
}

void
tally_write_sorted(
    const struct tally *tally, const struct keyset *texts, const char *name, struct buffer *out)
{
	write_array(tally, texts, name, by_text, out);
}

void
tally_write_objects(const struct tally *tally, const struct keyset *texts, struct buffer *out)
{
	write_array(tally, texts, NULL, by_count, out);
}
