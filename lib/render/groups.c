#include "render/groups.h"

#include "render/overview.h"
#include "render/wait.h"

enum { MESSAGE_LINES = 10 };

void
groups_keep_waits(struct rendering *rendering, struct view *view, struct view_row *row,
    const struct record *record)
{
	struct buffer *out = &rendering->line;
	size_t before = out->len;

	wait_append(rendering, record);
	row->waits = arena_copy(view->memory, bytes_from(buffer_bytes(out), before));
	out->len = before;
}

void
groups_append_waits(struct rendering *rendering, struct view_row *row)
{
	bool several = who_processes(&row->who) > 1 && row->pid >= 0;
	struct bytes rest = row->waits, line;

	while (bytes_next(&rest, '\n', &line)) {
		if (several)
			format_append_number(&rendering->line, "  in process ", row->pid, ":");
		buffer_append(&rendering->line, bytes_from(line, several ? 1 : 0));
		buffer_byte(&rendering->line, '\n');
	}
}

bool
groups_add(struct rendering *rendering, struct view *view, const struct record *record,
    void (*append)(struct rendering *rendering, const struct record *record))
{
	struct buffer *out = &rendering->line;
	struct view_row *row;
	bool fresh;

	if (view->memory == NULL && !view_open(view))
		return false;
	row = view_add(view, record, &fresh);
	if (row == NULL || !fresh || rendering->options.brief)
		return row != NULL;
	groups_keep_waits(rendering, view, row, record);
	append(rendering, record);
	row->body = arena_copy(view->memory, buffer_bytes(out));
	return !out->full && !arena_full(view->memory);
}

void
groups_append_threads(struct rendering *rendering, struct view_row *row, bool several)
{
	struct buffer *out = &rendering->line;
	long long threads = row->count == 0 && row->was > 0 ? row->was : who_threads(&row->who);

	if (threads == 1 && row->who.count == 1 && row->who.list[0].number >= 0) {
		format_paint(rendering, FORMAT_BOLD, BYTES("thread"));
		buffer_append(out, row->who.list[0].is_lwp ? BYTES(" LWP") : BYTES(""));
		format_append_number(out, " ", row->who.list[0].inferior, ".");
		format_append_number(
		    out, row->who.list[0].inferior < 0 ? " " : "", row->who.list[0].number, "");
		format_append_number(out, ", LWP ", row->who.list[0].lwp, "");
		if (row->comm.len > 0)
			who_append_name(out, row->comm);
	} else {
		buffer_number(out, threads);
		format_paint(
		    rendering, FORMAT_BOLD, threads == 1 ? BYTES(" thread") : BYTES(" threads"));
		if (row->count > 0)
			who_append(out, &row->who);
		else
			who_append_names(out, &row->who);
	}
	if (several && who_processes(&row->who) == 1)
		format_append_number(out, " of process ", row->pid, "");
}

/* Appends a message, or if it is long, its first lines and how many more there are. */
static void
append_message(struct rendering *rendering, struct bytes message)
{
	struct bytes rest = message;
	long long lines = 0, more;
	struct bytes line;

	while (lines < MESSAGE_LINES && bytes_next(&rest, '\n', &line))
		lines++;
	more = (long long)bytes_count(rest, '\n') + (rest.len > 0);
	if (rest.len > 0)
		message = bytes_first(message, message.len - rest.len - 1);
	format_append_value(rendering, message, 4);
	if (more > 0)
		format_append_number(&rendering->line, "    … and ", more,
		    more == 1 ? " more line\n" : " more lines\n");
}

static void
append_marks(struct rendering *rendering, const struct view_row *row)
{
	struct buffer *out = &rendering->line;
	struct bytes word = news_word(row->news);

	if (row->crashed) {
		buffer_append(out, BYTES("  "));
		format_paint(
		    rendering, FORMAT_RED, row->signal.len > 0 ? row->signal : BYTES("crashed"));
		if (row->count > 1 && (row->who.count > 1 || row->who.more > 0))
			format_append_text(rendering, " in ", row->id, "");
	}
	format_append_text(rendering, "  ", row->reason, "");
	if (word.len > 0) {
		buffer_append(out, BYTES("  "));
		format_paint(rendering, news_is_known(row->news) ? NULL : FORMAT_RED, word);
	}
	format_append_text(rendering, "  ", row->issue, "");
}

struct bytes
groups_untyped(bool message, bool cut)
{
	if (message)
		return BYTES("an exception of unknown type");
	return cut ? BYTES("an exception, cut off before its type")
		   : BYTES("a stack without an exception");
}

/* 3 before */
static void
append_was(struct buffer *out, const struct view_row *row)
{
	buffer_number(out, row->was);
	buffer_append(out, BYTES(" before"));
}

/* (new, WALK-17, 0 before) */
static void
append_marks_of_exception(struct rendering *rendering, const struct view_row *row)
{
	struct buffer *out = &rendering->line;
	struct bytes word = news_word(row->news);
	bool compared = row->count > 0 && row->was >= 0 && row->was != row->count;

	if (word.len == 0 && row->issue.len == 0 && !compared)
		return;
	buffer_byte(out, '(');
	format_paint(rendering, news_is_known(row->news) ? NULL : FORMAT_RED, word);
	format_append_text(rendering, word.len > 0 ? ", " : "", row->issue, "");
	if (compared) {
		buffer_append(out, word.len + row->issue.len > 0 ? BYTES(", ") : BYTES(""));
		append_was(out, row);
	}
	buffer_append(out, BYTES(") "));
}

static void
append_exception(struct rendering *rendering, const struct view_row *row)
{
	struct buffer *out = &rendering->line;
	long long times = row->count > 0 ? row->count : row->was;

	if (times > 0)
		format_append_number(out, "", times, times == 1 ? " time " : " times ");
	append_marks_of_exception(rendering, row);
	format_paint(rendering, FORMAT_RED,
	    row->type.len > 0 ? row->type : groups_untyped(row->message.len > 0, row->truncated));
	buffer_append(out, row->message.len > 0 ? BYTES(": ") : BYTES(""));
	append_message(rendering, row->message);
}

static void
append_labels(struct rendering *rendering, const struct view_row *row)
{
	struct buffer *out = &rendering->line;
	struct bytes state = row->state;

	if (row->crashed && bytes_equal(state, BYTES("crashed")))
		state = BYTES_NONE; /* the signal says so */
	if (row->role.len > 0 || state.len > 0)
		buffer_append(out, BYTES("  "));
	format_paint(rendering, FORMAT_GREEN, row->role);
	if (row->role.len > 0 && state.len > 0)
		buffer_append(out, BYTES(": "));
	format_paint(rendering, FORMAT_GREEN, state);
	format_append_number(out, "  ", row->cpu_percent, " % CPU");
	sampled_append(out, &row->sampled);
	if (row->count > 0 && row->was >= 0 && row->was != row->count) {
		buffer_append(out, BYTES("  "));
		append_was(out, row);
	}
}

void
groups_append_head(struct rendering *rendering, struct view_row *row, bool several)
{
	if (row->count == 0)
		buffer_append(
		    &rendering->line, row->was > 0 ? BYTES("gone: ") : BYTES("not seen: "));
	if (row->traceback) {
		append_exception(rendering, row);
		return;
	}
	groups_append_threads(rendering, row, several);
	append_marks(rendering, row);
	append_labels(rendering, row);
	buffer_byte(&rendering->line, '\n');
}

/* Whether the row is so short that no empty line follows it. */
static bool
is_short(const struct view_row *row)
{
	return row->interest.rank == INTEREST_IDLE && row->waits.len == 0 &&
	    bytes_count(row->body, '\n') <= 1;
}

void
groups_end(struct rendering *rendering, struct view *view, struct bytes wrong)
{
	bool several, brief = rendering->options.brief;
	size_t most = view_shown(view, rendering->options.top);

	rendering->line.ceiling = 0;
	if (view->count > 0) {
		if (!rendering->options.ordered)
			view_sort(view);
		several = !view_is_of_one_process(view);
		overview_append(rendering, view);
		buffer_append(&rendering->line, wrong);
		for (size_t i = 0; i < most; i++) {
			struct view_row *row = view->rows[i];

			groups_append_head(rendering, row, several);
			groups_append_waits(rendering, row);
			buffer_append(&rendering->line, row->body);
			if (!brief && !is_short(row))
				buffer_byte(&rendering->line, '\n');
			format_flush(rendering);
		}
		if (most < view->count)
			format_append_number(&rendering->line, "and ",
			    (long long)(view->count - most),
			    view->count - most == 1 ? " more group\n" : " more groups\n");
		format_flush(rendering);
	}
	if (view->memory != NULL)
		view_close(view);
}
