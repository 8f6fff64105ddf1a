/*
 * The text of describe_python_log.py: of each exception its failure and its functions; where that
 * is asked for, at the end what came more than once.
 */
#include "base/shown.h"
#include "record/counts.h"
#include "record/names.h"
#include "render/failure.h"
#include "render/format.h"

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
	if (counting->count == counting->size) {
		size_t size = counting->size == 0 ? 64 : 2 * counting->size;
		struct counted *list = realloc(counting->list, size * sizeof(*list));

		if (list == NULL)
			return false;
		counting->list = list;
		counting->size = size;
	}
	counting->list[counting->count] = (struct counted){
		.text = arena_copy(log->memory, text),
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
	const struct value *exception = read_member(record->value, NAME_EXCEPTION);
	const struct value *each = read_first(read_member(record->value, NAME_MESSAGES));
	struct bytes type = read_text(exception, NAME_TYPE);
	struct bytes message = read_text(exception, NAME_MESSAGE);
	long long line = read_number(read_member(record->value, NAME_SOURCE), NAME_LINE);
	long long more = read_number(record->value, NAME_MESSAGES_MORE);
	long long rest = format_count(record) - (more > 0 ? more : 0);
	struct buffer *out = &log->rendering.line;
	bool added = true, listed = each != NULL;

	for (; each != NULL && added; each = read_next(each)) {
		long long count = read_number(each, NAME_COUNT);

		if (count <= 0) /* not known */
			continue;
		buffer_reset(out);
		failure_append(out, type, read_text(each, NAME_TEMPLATE));
		added = add_counted(
		    log, &log->failures, buffer_bytes(out), count, read_number(each, NAME_LINE));
		rest -= count;
	}
	if (rest > 0 && added) {
		buffer_reset(out);
		failure_append(out, type, listed ? (struct bytes){ NULL, 0 } : message);
		added = add_counted(log, &log->failures, buffer_bytes(out), rest, line);
	}
	buffer_reset(out);
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
		buffer_append(out, read_text(frames[i], NAME_FUNCTION));
	}
}

static void
write_shown(struct log *log, struct bytes text)
{
	struct buffer shown = { .at = NULL };

	format_append_value(&shown, text, BYTES(""), shown_append);
	if (shown.len > 0)
		fwrite(shown.at, 1, shown.len, log->rendering.options.out);
	buffer_free(&shown);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct log *log = (struct log *)rendering;
	struct bytes raw = read_text(record->value, NAME_RAW);
	struct buffer *out = &rendering->line;
	long long line = read_number(read_member(record->value, NAME_SOURCE), NAME_LINE);

	if (rendering->options.summary && !count_failures(log, record))
		return false;
	buffer_reset(out);
	failure_append_record(out, record);
	if (out->len > 0)
		write_shown(log, buffer_bytes(out));
	buffer_reset(out);
	append_functions(out, record);
	if (out->full)
		return false;
	if (rendering->options.summary &&
	    !add_counted(log, &log->stacks, buffer_bytes(out), format_count(record), line))
		return false;
	write_shown(log, buffer_bytes(out));
	if (raw.len > 0) {
		write_shown(log, raw);
		fputc('\n', rendering->options.out);
	}
	fputc('\n', rendering->options.out);
	buffer_reset(out);
	return !arena_full(log->memory);
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
		write_shown(log, counting->list[i].text);
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
	free(log->failures.list);
	free(log->stacks.list);
	arena_free(log->memory);
	format_free(rendering);
}

const struct format log_format = { begin, add, end };
