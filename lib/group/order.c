#include "group/order.h"

#include "base/array.h"
#include "base/memory.h"
#include "group/interest.h"
#include "group/key.h"
#include "record/changes.h"
#include "record/names.h"
#include "record/process.h"
#include "record/when.h"

#include <stdint.h>
#include <stdlib.h>

const char *const order_names[] = { [ORDER_COUNT] = "count",
	[ORDER_FIRST] = "first",
	[ORDER_LAST] = "last",
	[ORDER_INTEREST] = "interest",
	NULL };

struct kept {
	struct bytes line, key;
	const char *file;
	long long number;
	size_t place; /* in the input */
	struct interest interest;
	struct when first, last;
};

/* The finding on a process, which is to be written with the first of its groups in the new order. */
struct shown_finding {
	struct bytes process, json; /* the process's key; no bytes: it is written already */
};

struct order {
	enum order_by by;
	struct shown_finding *findings;
	size_t finding_count, finding_size;
	struct kept *list;
	size_t count, size;
	struct arena *memory, *tree; /* for what is kept; for the line being read */
	struct buffer key, scratch;
};

struct order *
order_new(enum order_by by)
{
	struct order *order = memory_zero(1, sizeof(*order));

	if (order == NULL)
		return NULL;
	order->by = by;
	order->memory = arena_new(SIZE_MAX);
	order->tree = arena_new(SIZE_MAX);
	if (order->memory == NULL || order->tree == NULL) {
		order_free(order);
		return NULL;
	}
	return order;
}

void
order_free(struct order *order)
{
	if (order == NULL)
		return;
	free(order->list);
	free(order->findings);
	buffer_free(&order->key);
	buffer_free(&order->scratch);
	arena_free(order->memory);
	arena_free(order->tree);
	free(order);
}

/* Writes the key that the record is grouped by, or would be by default. */
static void
make_key(struct order *order, const struct record *record)
{
	struct bytes by = json_text(record->value, NAME_BY), wrong;
	struct bytes kind = stream_kind(record);
	struct key key;

	if (!key_parse(by, &key, &wrong))
		(void)key_parse(bytes_equal(kind, BYTES(TYPE_TRACEBACK))
			? BYTES("exception,functions")
			: BYTES("process,functions"),
		    &key, &wrong);
	key_of(&key, record, &order->key, &order->scratch);
	buffer_append(&order->key, kind);
}

/* The first, or last, time of a group; else the record's own. */
static void
read_time(const struct record *record, const char *name, struct when *when)
{
	const struct value *seen = json_member(record->value, name);

	if (seen == NULL || !when_read(json_text(seen, NAME_TIME), when))
		(void)when_read(key_time(record, WHEN_MAX), when);
}

bool
order_add(struct order *order, const struct record *record)
{
	struct kept *kept;

	make_key(order, record);
	if (order->key.full || order->scratch.full ||
	    !ARRAY_ROOM(order->list, order->count, order->size))
		return false;
	kept = &order->list[order->count];
	*kept = (struct kept){ .line = arena_copy(order->memory, record->line),
		.key = arena_copy(order->memory, buffer_bytes(&order->key)),
		.file = record->file,
		.number = record->number,
		.place = order->count,
		.interest = interest_of(record->value) };
	read_time(record, NAME_FIRST, &kept->first);
	read_time(record, NAME_LAST, &kept->last);
	if (arena_full(order->memory))
		return false;
	order->count++;
	return true;
}

/* Takes the finding off a group and keeps it; *line is the group without it, good until the next call. False: no memory. */
static bool
take_finding(struct order *order, const struct record *record, struct bytes *line)
{
	struct changes changes = { .values = &order->scratch };
	struct bytes finding = json_written(json_member(record->value, NAME_FINDING));
	struct shown_finding *kept;

	if (finding.len == 0)
		return true;
	if (!ARRAY_ROOM(order->findings, order->finding_count, order->finding_size))
		return false;
	buffer_reset(&order->scratch);
	process_append_key(record, &order->scratch);
	kept = &order->findings[order->finding_count++];
	*kept = (struct shown_finding){ arena_copy(order->memory, buffer_bytes(&order->scratch)),
		arena_copy(order->memory, finding) };
	buffer_reset(&order->scratch);
	buffer_reset(&order->key);
	changes_json(&changes, NAME_FINDING, BYTES_NONE);
	changes_write(&changes, record->value, &order->key);
	*line = arena_copy(order->tree, buffer_bytes(&order->key));
	return !order->key.full && !order->scratch.full && !arena_full(order->memory) &&
	    !arena_full(order->tree);
}

bool
order_add_line(struct order *order, struct bytes line)
{
	struct record record;
	struct stream_fault fault;
	struct bytes rest = line;

	(void)bytes_take_end(&rest, BYTES("\n"));
	arena_reset(order->tree);
	if (!stream_parse(rest, order->tree, &record, &fault) ||
	    !take_finding(order, &record, &rest))
		return false;
	return stream_parse(rest, order->tree, &record, &fault) && order_add(order, &record);
}

/* The order of records that are equal otherwise. */
static int
by_key(const struct kept *one, const struct kept *other)
{
	int keys = bytes_compare(one->key, other->key);

	return keys != 0 ? keys : (one->place > other->place) - (one->place < other->place);
}

static int
by_count(const void *a, const void *b)
{
	const struct kept *one = a, *other = b;
	long long counts[] = { one->interest.count, other->interest.count };

	if (counts[0] != counts[1])
		return counts[0] > counts[1] ? -1 : 1;
	return by_key(one, other);
}

/* Records without a time come last. */
static int
compare_times(const struct when *one, const struct when *other)
{
	if (one->length == 0 || other->length == 0)
		return (one->length == 0) - (other->length == 0);
	return when_compare(one, other);
}

static int
by_first(const void *a, const void *b)
{
	const struct kept *one = a, *other = b;
	int times = compare_times(&one->first, &other->first);

	return times != 0 ? times : by_key(one, other);
}

static int
by_last(const void *a, const void *b)
{
	const struct kept *one = a, *other = b;
	int times = one->last.length > 0 && other->last.length > 0
	    ? when_compare(&other->last, &one->last)
	    : compare_times(&one->last, &other->last);

	return times != 0 ? times : by_key(one, other);
}

static int
by_interest(const void *a, const void *b)
{
	const struct kept *one = a, *other = b;
	int interest = interest_compare(one->interest, other->interest);

	return interest != 0 ? interest : by_key(one, other);
}

void
order_sort(struct order *order)
{
	static int (*const compare[])(const void *, const void *) = { [ORDER_COUNT] = by_count,
		[ORDER_FIRST] = by_first,
		[ORDER_LAST] = by_last,
		[ORDER_INTEREST] = by_interest };

	if (order->count > 1 && order->by != ORDER_INPUT)
		qsort(order->list, order->count, sizeof(*order->list), compare[order->by]);
}

size_t
order_count(const struct order *order)
{
	return order->count;
}

bool
order_read(const struct order *order, size_t number, struct arena *memory, struct record *record)
{
	const struct kept *kept = &order->list[number];
	struct stream_fault fault;

	arena_reset(memory);
	if (!stream_parse(kept->line, memory, record, &fault))
		return false;
	record->file = kept->file;
	record->number = kept->number;
	return true;
}

/* The finding on the group's process; no bytes: there is none, or it is written already. */
static struct bytes
next_finding(struct order *order, size_t number)
{
	struct record record;

	if (order->finding_count == 0 || !order_read(order, number, order->tree, &record))
		return BYTES_NONE;
	buffer_reset(&order->key);
	process_append_key(&record, &order->key);
	for (size_t i = 0; i < order->finding_count; i++)
		if (bytes_equal(order->findings[i].process, buffer_bytes(&order->key))) {
			order->findings[i].process = BYTES_NONE;
			return order->findings[i].json;
		}
	return BYTES_NONE;
}

void
order_write(struct order *order, size_t top, FILE *out)
{
	size_t count = top > 0 && top < order->count ? top : order->count;

	order_sort(order);
	for (size_t i = 0; i < count; i++) {
		struct bytes line = order->list[i].line, finding = next_finding(order, i);

		/* the brace at its end comes behind what is added */
		fwrite(line.at, 1, line.len - 1, out);
		if (finding.len > 0)
			fprintf(out, ",\"" NAME_FINDING "\":%.*s", (int)finding.len, finding.at);
		if (count < order->count)
			fprintf(out, ",\"" NAME_LEFT_OUT "\":%zu", order->count - count);
		fputs("}\n", out);
	}
}
