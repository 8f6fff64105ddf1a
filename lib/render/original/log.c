/*
 * The text of describe_python_log.py: of each exception its failure and its functions; where that
 * is asked for, at the end what came more than once.
 */
#include "base/array.h"
#include "base/shown.h"
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
};

struct log {
	struct rendering rendering;
	struct arena *memory; /* of what is counted */
	struct buffer text;   /* scratch: what is not shown yet */
	struct counting failures, stacks;
};

static struct rendering *
begin(const struct format_options *options)
{
	struct log *log = format_begin(sizeof(*log), options);

	if (log == NULL)
		return NULL;
	log->memory = arena_new((size_t)-1);
	if (log->memory == NULL) {
		free(log);
		return NULL;
	}
	return &log->rendering;
}

static bool
add_counted(
    struct log *log, struct counting *counting, struct bytes text, long long count, long long line)
{
	struct bytes copy;

	if (!ARRAY_ROOM(counting->list, counting->count, counting->size))
		return false;
	copy = arena_copy(log->memory, text);
	if (copy.len < text.len)
		return false;
	counting->list[counting->count] = (struct counted){
		.text = copy,
		.count = count,
		.line = line,
		.order = counting->count,
	};
	counting->count++;
	return true;
}

/* Of a group each message, and what had none; of a record its own. */
static bool
count_failures(struct log *log, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	const struct value *each = json_first(json_member(record->value, NAME_MESSAGES));
	struct bytes type = json_text(exception, NAME_TYPE);
	struct bytes message = json_text(exception, NAME_MESSAGE);
	long long line = json_number(json_member(record->value, NAME_SOURCE), NAME_LINE);
	long long more = json_number(record->value, NAME_MESSAGES_MORE);
	long long rest = format_count(record) - (more > 0 ? more : 0);
	struct buffer *text = &log->text;
	bool added = true, listed = each != NULL;

	for (; each != NULL && added; each = json_next(each)) {
		long long count = json_number(each, NAME_COUNT);

		if (count <= 0) /* not known */
			continue;
		buffer_reset(text);
		failure_append(text, type, json_text(each, NAME_TEMPLATE));
		added = !text->full &&
		    add_counted(log, &log->failures, buffer_bytes(text), count,
			json_number(each, NAME_LINE));
		rest -= count;
	}
	if (rest > 0 && added) {
		buffer_reset(text);
		failure_append(text, type, listed ? (struct bytes){ NULL, 0 } : message);
		added =
		    !text->full && add_counted(log, &log->failures, buffer_bytes(text), rest, line);
	}
	return added;
}

static void
append_functions(struct buffer *out, const struct record *record)
{
	size_t count;
	const struct value **frames = failure_frames(record, &count);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_append(out, BYTES(", "));
		buffer_append(out, json_text(frames[i], NAME_FUNCTION));
	}
}

static void
append_shown(struct buffer *out, struct bytes text)
{
	format_append_value(out, text, BYTES(""), shown_append);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct log *log = (struct log *)rendering;
	struct bytes raw = json_text(record->value, NAME_RAW);
	struct buffer *out = &rendering->line, *text = &log->text;
	long long line = json_number(json_member(record->value, NAME_SOURCE), NAME_LINE);

	if (rendering->options.summary && !count_failures(log, record))
		return false;
	buffer_reset(text);
	failure_append_record(text, record);
	format_share(rendering, text->len);
	if (text->len > 0)
		append_shown(out, buffer_bytes(text));
	if (text->full)
		return false;
	buffer_reset(text);
	append_functions(text, record);
	if (text->full ||
	    (rendering->options.summary &&
		!add_counted(log, &log->stacks, buffer_bytes(text), format_count(record), line)))
		return false;
	append_shown(out, buffer_bytes(text));
	if (raw.len > 0) {
		append_shown(out, raw);
		buffer_byte(out, '\n');
	}
	buffer_byte(out, '\n');
	format_flush_record(rendering, record);
	return true;
}

static int
by_text(const void *a, const void *b)
{
	const struct counted *one = a, *other = b;
	int order = bytes_compare(one->text, other->text);

	if (order != 0)
		return order;
	return (one->order > other->order) - (one->order < other->order);
}

static int
by_line(const void *a, const void *b)
{
	const struct counted *one = a, *other = b;

	if (one->line != other->line)
		return one->line < other->line ? -1 : 1;
	return (one->order > other->order) - (one->order < other->order);
}

/* Equal texts become one, with the line where it was first seen. */
static void
merge(struct counting *counting)
{
	size_t kept = 0;

	if (counting->count == 0)
		return;
	qsort(counting->list, counting->count, sizeof(*counting->list), by_text);
	for (size_t i = 0; i < counting->count; i++) {
		struct counted *last = kept == 0 ? NULL : &counting->list[kept - 1];
		struct counted *each = &counting->list[i];

		/* a sum that no record could have is not made: then there are two of them */
		if (last == NULL || !bytes_equal(last->text, each->text) ||
		    each->count > COUNTS_MAX - last->count) {
			counting->list[kept++] = *each;
			continue;
		}
		last->count += each->count;
		if (each->line < last->line)
			last->line = each->line;
	}
	counting->count = kept;
	qsort(counting->list, counting->count, sizeof(*counting->list), by_line);
}

static void
write_duplicates(struct log *log, const char *heading, struct counting *counting)
{
	FILE *out = log->rendering.options.out;

	merge(counting);
	fputs(heading, out);
	for (size_t i = 0; i < counting->count; i++) {
		if (counting->list[i].count < 2)
			continue;
		fprintf(out, "  %lld: ", counting->list[i].count);
		append_shown(&log->rendering.line, counting->list[i].text);
		format_flush(&log->rendering);
	}
}

static void
end(struct rendering *rendering)
{
	struct log *log = (struct log *)rendering;

	if (rendering->options.summary) {
		write_duplicates(log, "Duplicated error messages:\n", &log->failures);
		write_duplicates(log, "Duplicated stacktraces:\n", &log->stacks);
	}
	buffer_free(&log->text);
	free(log->failures.list);
	free(log->stacks.list);
	arena_free(log->memory);
	format_free(rendering);
}

const struct format log_format = { begin, add, end };
