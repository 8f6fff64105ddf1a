#include "render/column.h"

#include "base/shown.h"
#include "render/format.h"

static void
append_count(struct buffer *out, struct view_row *row, long long total)
{
	(void)total;
	buffer_number(out, view_count(row));
}

/* The count in what it is compared with (--was). */
static void
append_was(struct buffer *out, struct view_row *row, long long total)
{
	(void)total;
	format_append_number(out, "", row->was, "");
}

static void
append_share(struct buffer *out, struct view_row *row, long long total)
{
	long long count = view_count(row);

	buffer_number(out, total <= 0 ? 0 : (count * 100 + total / 2) / total);
	buffer_append(out, BYTES("%"));
}

static void
append_name(struct buffer *out, struct view_row *row, long long total)
{
	(void)total;
	shown_append(out, row->traceback ? row->type : BYTES_NONE);
	for (size_t i = 0; i < row->who.name_count; i++) {
		buffer_append(out, i == 0 ? BYTES("") : BYTES(", "));
		shown_append(out, row->who.names[i]);
	}
	if (row->who.other_names)
		buffer_append(out, BYTES(" and others"));
}

static void
append_state(struct buffer *out, struct view_row *row, long long total)
{
	(void)total;
	if (row->crashed)
		shown_append(out, row->signal.len > 0 ? row->signal : BYTES("crashed"));
	if (row->crashed && !row->mixed)
		return;
	buffer_append(out, row->crashed ? BYTES("; ") : BYTES(""));
	shown_append(out, row->state);
}

static void
append_place(struct buffer *out, struct view_row *row, long long total)
{
	(void)total;
	shown_append(out, row->file.len > 0 ? row->file : row->module);
	if (row->file.len > 0)
		format_append_number(out, ":", row->line, "");
}

static void
append_mark(struct buffer *out, struct view_row *row, long long total)
{
	(void)total;
	buffer_append(out, news_word(row->news));
}

/* `4503 /srv/bank, on web3` */
static void
append_process(struct buffer *out, struct view_row *row, long long total)
{
	struct bytes process = row->process;

	(void)total;
	(void)bytes_take(&process, BYTES(" "));
	shown_append(out, process);
}

/* Columns that are one text of the row. */
#define TEXT_COLUMN(member) \
	static void append_##member(struct buffer *out, struct view_row *row, long long total) \
	{ \
		(void)total; \
		shown_append(out, row->member); \
	}
TEXT_COLUMN(function)
TEXT_COLUMN(role)
TEXT_COLUMN(signal)
TEXT_COLUMN(message)
TEXT_COLUMN(issue)
TEXT_COLUMN(first)
TEXT_COLUMN(body)

/* An exception that came once has only a first time. */
static void
append_last(struct buffer *out, struct view_row *row, long long total)
{
	(void)total;
	shown_append(out, row->last.len > 0 ? row->last : row->first);
}

const char column_names[] = "count, was, share, name, state, function, place, role, signal, "
			    "message, mark, issue, first, last, key, process";

static const struct column columns[] = {
	{ "count", append_count, true, false },
	{ "was", append_was, true, false },
	{ "share", append_share, true, false },
	{ "name", append_name, false, false },
	{ "state", append_state, false, false },
	{ "function", append_function, false, false },
	{ "place", append_place, false, true },
	{ "role", append_role, false, false },
	{ "signal", append_signal, false, false },
	{ "message", append_message, false, false },
	{ "mark", append_mark, false, false },
	{ "issue", append_issue, false, false },
	{ "first", append_first, false, false },
	{ "last", append_last, false, false },
	{ "key", append_body, false, false },
	{ "process", append_process, false, false },
};

const struct column *
column_find(struct bytes name)
{
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		if (bytes_equal(name, bytes_of(columns[i].name)))
			return &columns[i];
	return NULL;
}
