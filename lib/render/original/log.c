/*
 * The text of describe_python_log.py: the failure and the functions of each exception; with --summary, at the end what came
 * more than once.
 */
#include "base/array.h"
#include "base/hash.h"
#include "base/index.h"
#include "record/counts.h"
#include "record/names.h"
#include "render/format.h"
#include "render/original/failure.h"

#include <stdlib.h>

struct counted {
	struct bytes text;
	long long count, line; /* where it was first seen */
	size_t order;
};

struct counting {
	struct counted *list;
	size_t count, size;
	struct index index; /* of the list, by the texts */
};

struct log {
	struct rendering rendering;
	struct arena *memory; /* of what is counted; NULL: nothing is so far */
	struct buffer text;   /* scratch: what is not shown yet */
	struct counting failures, stacks;
};

/* The newest entry of that text; NULL: there is none. */
static struct counted *
find(const struct counting *counting, struct bytes text, uint64_t hash)
{
	struct counted *found = NULL;
	size_t at = 0, number;

	while ((number = index_find(&counting->index, hash, &at)) != INDEX_NONE)
		if (bytes_equal(counting->list[number].text, text))
			found = &counting->list[number];
	return found;
}

/* Counts the text in log->text; false: no memory. */
static bool
add_counted(struct log *log, struct counting *counting, long long count, long long line)
{
	struct bytes text = buffer_bytes(&log->text), copy;
	uint64_t hash = hash_bytes(text);
	struct counted *found = find(counting, text, hash);

	/* if the sum would be more than a record may have, the text gets a second entry */
	if (found != NULL && count <= COUNTS_MAX - found->count) {
		found->count += count;
		found->line = line < found->line ? line : found->line;
		return true;
	}
	if (log->memory == NULL)
		log->memory = arena_new((size_t)-1);
	if (log->memory == NULL || !ARRAY_ROOM(counting->list, counting->count, counting->size))
		return false;
	copy = arena_copy(log->memory, text);
	if (copy.len < text.len || !index_add(&counting->index, hash, counting->count))
		return false;
	counting->list[counting->count] = (struct counted){ copy, count, line, counting->count };
	counting->count++;
	return true;
}

static bool
count_failure(
    struct log *log, struct bytes type, struct bytes message, long long count, long long line)
{
	buffer_reset(&log->text);
	failure_append(&log->text, type, message);
	return !log->text.full && add_counted(log, &log->failures, count, line);
}

/* Counts each message of a group, and those of its exceptions that have none; of a record its own. */
static bool
count_failures(struct log *log, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	const struct value *each = json_first(json_member(record->value, NAME_MESSAGES));
	struct bytes type = json_text(exception, NAME_TYPE);
	struct bytes message = each == NULL ? json_text(exception, NAME_MESSAGE) : BYTES_NONE;
	long long line = json_number(json_member(record->value, NAME_SOURCE), NAME_LINE);
	long long more = json_number(record->value, NAME_MESSAGES_MORE);
	long long rest = format_count(record) - (more > 0 ? more : 0);

	for (; each != NULL; each = json_next(each)) {
		long long count = json_number(each, NAME_COUNT);

		if (count <= 0) /* not known */
			continue;
		if (!count_failure(log, type, json_text(each, NAME_TEMPLATE), count,
			json_number(each, NAME_LINE)))
			return false;
		rest -= count;
	}
	return rest <= 0 || count_failure(log, type, message, rest, line);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct log *log = (struct log *)rendering;
	struct bytes raw = json_text(record->value, NAME_RAW);
	struct buffer *out = &rendering->line, *text = &log->text;
	const struct failure_frame *frame;
	long long line = json_number(json_member(record->value, NAME_SOURCE), NAME_LINE);

	if (rendering->options.summary && !count_failures(log, record))
		return false;
	frame = failure_frames(record);
	buffer_reset(text);
	failure_append_record(text, record);
	format_share(rendering, text->len);
	if (text->len > 0)
		format_append_value(rendering, buffer_bytes(text), 0);
	if (text->full)
		return false;
	buffer_reset(text);
	for (; frame != NULL; frame = frame->next) {
		buffer_append(text, json_text(frame->frame, NAME_FUNCTION));
		if (frame->next != NULL)
			buffer_append(text, BYTES(", "));
	}
	if (text->full ||
	    (rendering->options.summary &&
		!add_counted(log, &log->stacks, format_count(record), line)))
		return false;
	format_append_value(rendering, buffer_bytes(text), 0);
	if (raw.len > 0) {
		format_append_value(rendering, raw, 0);
		buffer_byte(out, '\n');
	}
	buffer_byte(out, '\n');
	format_flush_record(rendering, record);
	return true;
}

static int
by_line(const void *a, const void *b)
{
	const struct counted *one = a, *other = b;

	if (one->line != other->line)
		return one->line < other->line ? -1 : 1;
	return (one->order > other->order) - (one->order < other->order);
}

static void
write_duplicates(struct rendering *rendering, const char *heading, struct counting *counting)
{
	if (counting->count > 0)
		qsort(counting->list, counting->count, sizeof(*counting->list), by_line);
	fputs(heading, rendering->options.out);
	for (size_t i = 0; i < counting->count; i++) {
		if (counting->list[i].count < 2)
			continue;
		format_append_number(&rendering->line, "  ", counting->list[i].count, ": ");
		format_append_value(rendering, counting->list[i].text, 0);
		format_flush(rendering);
	}
	free(counting->list);
	index_free(&counting->index);
}

static void
end(struct rendering *rendering)
{
	struct log *log = (struct log *)rendering;

	if (rendering->options.summary) {
		write_duplicates(rendering, "Duplicated error messages:\n", &log->failures);
		write_duplicates(rendering, "Duplicated stacktraces:\n", &log->stacks);
	}
	buffer_free(&log->text);
	arena_free(log->memory);
}

const struct format log_format = { sizeof(struct log), .add = add, .end = end };
