#include "render/view.h"

#include "base/array.h"
#include "base/hash.h"
#include "record/counts.h"
#include "record/names.h"
#include "render/format.h"
#include "render/library.h"
#include "same/normalise.h"

#include <stdint.h>
#include <stdlib.h>

bool
view_open(struct view *view)
{
	*view = (struct view){ .memory = arena_new(SIZE_MAX) };
	return view->memory != NULL;
}

void
view_close(struct view *view)
{
	for (size_t i = 0; i < view->count; i++)
		who_free(&view->rows[i]->who);
	free(view->rows);
	index_free(&view->index);
	buffer_free(&view->scratch);
	arena_free(view->memory);
	*view = (struct view){ .memory = NULL };
}

static void
append_part(struct buffer *out, struct bytes text)
{
	buffer_append(out, text);
	buffer_byte(out, '\0');
}

/* The key of a group: groups with the same key are one row. No bytes: it is a row of its own. */
static struct bytes
key_of(struct view *view, const struct record *record)
{
	static const char *const names[] = { NAME_FINGERPRINT, NAME_ROLE, NAME_STATE, NAME_SIGNAL,
		NAME_REASON };
	struct buffer *out = &view->scratch;

	buffer_reset(out);
	if (format_kind(record) != FORMAT_THREADS || !stream_is_group(record) ||
	    json_text(record->value, NAME_FINGERPRINT).len == 0 ||
	    !format_is_by(record, NAME_FUNCTIONS) || !format_is_by(record, NAME_PROCESS))
		return BYTES_NONE;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		append_part(out, json_text(record->value, names[i]));
	append_part(out, json_text(json_member(record->value, NAME_ISSUE), NAME_ID));
	append_part(out, json_written(json_member(record->value, NAME_KNOWN)));
	append_part(out, json_text(record->value, NAME_BY));
	append_part(out, json_written(json_member(record->value, NAME_STATES)));
	append_part(out, format_count(record) == 0 ? BYTES("gone") : BYTES_NONE);
	return buffer_bytes(out);
}

static struct view_row *
find(const struct view *view, struct bytes key, uint64_t hash)
{
	size_t at = 0, number;

	while (key.len > 0 && (number = index_find(&view->index, hash, &at)) != INDEX_NONE)
		if (bytes_equal(view->rows[number]->key, key))
			return view->rows[number];
	return NULL;
}

static struct bytes
copy(struct view *view, const struct value *holder, const char *name)
{
	return arena_copy(view->memory, json_text(holder, name));
}

/* Good until the view's scratch is used again. */
static struct bytes
describe_process(struct view *view, const struct record *record)
{
	struct buffer *out = &view->scratch;

	buffer_reset(out);
	format_append_process(out, record);
	format_append_input(out, record);
	return buffer_bytes(out);
}

/* Keeps the name of the process, if it is one of the first. */
static void
note_process(struct view *view, const struct record *record)
{
	struct bytes process;
	size_t i = 0;

	if (view->other_processes || format_count(record) == 0 ||
	    format_kind(record) != FORMAT_THREADS)
		return;
	process = describe_process(view, record);
	while (i < view->process_count && !bytes_equal(view->processes[i], process))
		i++;
	if (i == VIEW_PROCESSES)
		view->other_processes = true;
	else if (i == view->process_count)
		view->processes[view->process_count++] = arena_copy(view->memory, process);
}

static void
note_frame(struct view *view, struct view_row *row, const struct record *record)
{
	const struct value *frame = library_first_own(record->value, record->memory);

	if (frame == NULL)
		return;
	row->function = arena_copy(view->memory, normalise_parameters(format_function(frame)));
	row->file = copy(view, frame, NAME_FILE);
	row->module = arena_copy(view->memory, format_module(frame, record->memory));
	row->line = json_number(frame, NAME_LINE);
}

static void
note_exception(struct view *view, struct view_row *row, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	const struct value *first = json_first(json_member(record->value, NAME_MESSAGES));
	struct bytes message = json_text(exception, NAME_MESSAGE);

	if (format_count(record) > 1 && json_text(first, NAME_TEMPLATE).len > 0)
		message = json_text(first, NAME_TEMPLATE);
	row->type = arena_copy(view->memory, format_types(record));
	if (row->type.len == 0) {
		row->type = copy(view, exception, NAME_TYPE);
		row->message = arena_copy(view->memory, message);
	}
	if (!stream_is_group(record)) {
		const struct value *log = json_member(record->value, NAME_LOG);

		row->last = copy(
		    view, log, json_member(log, NAME_TIME) != NULL ? NAME_TIME : NAME_TIMESTAMP);
		return;
	}
	row->first = copy(view, json_member(record->value, NAME_FIRST), NAME_TIME);
	row->last = copy(view, json_member(record->value, NAME_LAST), NAME_TIME);
}

/* `idle 2, running 1`, if the threads of a group have several states; else the one state. */
static struct bytes
describe_states(struct view *view, const struct record *record)
{
	enum { STATES_SHOWN = 5 };
	struct buffer *out = &view->scratch;
	long long rest = format_count(record);
	const struct value *each;

	if (interest_count(record->value, INTEREST_GONE) < 0)
		return json_text(record->value, NAME_STATE);
	buffer_reset(out);
	each = json_first(json_member(record->value, NAME_STATES));
	for (int i = 0; each != NULL && i < STATES_SHOWN; each = json_next(each), i++) {
		long long count = json_number(each, NAME_COUNT);

		buffer_append(out, out->len > 0 ? BYTES(", ") : BYTES(""));
		buffer_append(out, json_text(each, NAME_STATE));
		format_append_number(out, " ", count, "");
		rest -= count;
	}
	if (rest > 0)
		format_append_number(out, ", others ", rest, "");
	return buffer_bytes(out);
}

/* Whether all of a group have the role of the one that stands for it. */
static bool
is_of_one_role(const struct record *record)
{
	return format_count(record) == 1 || format_is_by(record, NAME_ROLE) ||
	    format_is_by(record, NAME_FUNCTIONS) || format_is_by(record, NAME_FINGERPRINT);
}

static void
fill(struct view *view, struct view_row *row, const struct record *record)
{
	const struct value *value = record->value;

	row->comm = copy(view, value, NAME_COMM);
	if (is_of_one_role(record))
		row->role = copy(view, value, NAME_ROLE);
	row->state = arena_copy(view->memory, describe_states(view, record));
	row->mixed = interest_count(value, INTEREST_GONE) >= 0;
	row->signal = copy(view, value, NAME_SIGNAL);
	row->reason = copy(view, value, NAME_REASON);
	row->issue = copy(view, json_member(value, NAME_ISSUE), NAME_ID);
	row->finding = copy(view, value, NAME_FINDING);
	row->traceback = format_kind(record) == FORMAT_TRACEBACKS;
	row->crashed = json_flag(value, NAME_CRASHED);
	row->news = news_said(value);
	row->cpu_percent = json_number(value, NAME_CPU_PERCENT);
	row->pid = json_number(json_member(value, NAME_PROCESS), NAME_PID);
	row->process = arena_copy(view->memory, describe_process(view, record));
	row->line = -1;
	buffer_reset(&view->scratch);
	format_append_id(&view->scratch, value);
	row->id = arena_copy(view->memory, buffer_bytes(&view->scratch));
	note_frame(view, row, record);
	if (row->traceback)
		note_exception(view, row, record);
}

static struct view_row *
add_row(struct view *view, const struct record *record, struct bytes key, uint64_t hash)
{
	struct view_row *row = arena_zero(view->memory, sizeof(*row));

	if (row == NULL || !ARRAY_ROOM(view->rows, view->count, view->size) ||
	    (key.len > 0 && !index_add(&view->index, hash, view->count)))
		return NULL;
	row->order = view->count;
	row->was = -1;
	row->key = arena_copy(view->memory, key);
	fill(view, row, record);
	return view->rows[view->count++] = row;
}

struct view_row *
view_add(struct view *view, const struct record *record, bool *fresh)
{
	return view_add_as(view, record, key_of(view, record), fresh);
}

struct view_row *
view_add_as(struct view *view, const struct record *record, struct bytes key, bool *fresh)
{
	uint64_t hash = hash_bytes(key);
	struct view_row *row = find(view, key, hash);
	struct interest interest = interest_of(record->value);
	long long was = json_number(record->value, NAME_WAS);

	*fresh = row == NULL;
	if (row == NULL)
		row = add_row(view, record, key, hash);
	note_process(view, record);
	if (row == NULL || arena_full(view->memory) || view->scratch.full)
		return NULL;
	if (*fresh || interest.rank < row->interest.rank)
		row->interest.rank = interest.rank;
	row->count = counts_sum(row->count, format_count(record));
	row->interest.count = row->count;
	if (was >= 0)
		row->was = counts_sum(was, row->was < 0 ? 0 : row->was);
	for (size_t rank = 0; row->mixed && rank < INTEREST_RANKS; rank++)
		row->ranked[rank] = counts_sum(
		    row->ranked[rank], interest_count(record->value, (enum interest_rank)rank));
	sampled_add(&row->sampled, record->value, record->memory);
	row->truncated = row->truncated || json_flag(record->value, NAME_TRUNCATED);
	return row->traceback || who_add(&row->who, record, view->memory) ? row : NULL;
}

static int
by_interest(const void *a, const void *b)
{
	const struct view_row *one = *(struct view_row *const *)a;
	const struct view_row *other = *(struct view_row *const *)b;
	int order = interest_compare(one->interest, other->interest);

	return order != 0 ? order : (one->order > other->order) - (one->order < other->order);
}

void
view_sort(struct view *view)
{
	if (view->count > 0)
		qsort(view->rows, view->count, sizeof(*view->rows), by_interest);
}

size_t
view_shown(const struct view *view, long long top)
{
	return top > 0 && (unsigned long long)top < view->count ? (size_t)top : view->count;
}

bool
view_is_of_one_process(struct view *view)
{
	struct bytes process = view_first(view)->process;

	for (size_t i = 0; i < view->count; i++)
		if (view->rows[i]->count > 0 &&
		    (who_processes(&view->rows[i]->who) > 1 ||
			!bytes_equal(view->rows[i]->process, process)))
			return false;
	return true;
}

long long
view_count(struct view_row *row)
{
	return row->traceback || row->count == 0 ? row->count : who_threads(&row->who);
}

const struct view_row *
view_first(const struct view *view)
{
	for (size_t i = 0; i < view->count; i++)
		if (view->rows[i]->count > 0)
			return view->rows[i];
	return view->rows[0];
}

/* The threads of all rows together: one thread may be in several, since it may do something else in another look. */
static struct who
join_threads(const struct view *view)
{
	struct who all = { .count = 0 };

	for (size_t i = 0; i < view->count; i++)
		if (!view->rows[i]->traceback && view->rows[i]->count > 0 &&
		    !who_join(&all, &view->rows[i]->who))
			break;
	return all;
}

bool
view_has_other_processes(struct view *view)
{
	struct who all = { .count = 0 };
	long long processes;

	if (view->other_processes)
		return true;
	all = join_threads(view);
	processes = who_processes(&all);
	who_free(&all);
	return processes > (long long)view->process_count;
}

long long
view_total(struct view *view)
{
	struct who all = join_threads(view);
	long long total = who_threads(&all);

	who_free(&all);
	for (size_t i = 0; i < view->count; i++)
		total = counts_sum(total, view->rows[i]->traceback ? view->rows[i]->count : 0);
	return total;
}

size_t
view_groups(const struct view *view)
{
	size_t groups = 0;

	for (size_t i = 0; i < view->count; i++)
		groups += view->rows[i]->count > 0;
	return groups;
}
