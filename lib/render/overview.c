#include "render/overview.h"

#include "base/shown.h"
#include "record/counts.h"

static void
append_count(struct buffer *out, long long count, const char *one, const char *several)
{
	buffer_number(out, count);
	buffer_append(out, bytes_of(count == 1 ? one : several));
}

enum { SECONDS = 19, MILLISECONDS = 23 }; /* bytes of a time up to these: 2026-11-24T10:00:00.000 */

static struct bytes
zone_of(struct bytes time)
{
	return bytes_from(time, time.len < MILLISECONDS ? SECONDS : MILLISECONDS);
}

/* Appends the earliest and the latest time; nothing if they have several forms or zones: they are compared as texts. */
static void
append_times(struct buffer *out, const struct view *view)
{
	struct bytes first = BYTES_NONE, last = BYTES_NONE;

	for (size_t i = 0; i < view->count; i++) {
		const struct view_row *row = view->rows[i];

		if (row->first.len < SECONDS || row->last.len < SECONDS ||
		    !bytes_equal(zone_of(row->first), zone_of(view->rows[0]->first)))
			return;
		if (first.len == 0 || bytes_compare(row->first, first) < 0)
			first = row->first;
		if (last.len == 0 || bytes_compare(row->last, last) > 0)
			last = row->last;
	}
	if (first.len == 0)
		return;
	buffer_append(out, BYTES(", "));
	shown_append(out, first);
	if (bytes_equal(first, last))
		return;
	buffer_append(out, BYTES(" to "));
	shown_append(out, last);
}

/* Begins the next part of the sentence. */
static void
next_part(struct buffer *out, bool *any)
{
	buffer_append(out, *any ? BYTES("; ") : BYTES(": "));
	*any = true;
}

static void
append_crash(struct rendering *rendering, const struct view_row *row, bool *any)
{
	struct buffer *out = &rendering->line;

	next_part(out, any);
	format_begin_paint(rendering, FORMAT_RED);
	buffer_append(out, BYTES("crashed"));
	format_append_text(rendering, " with ", row->signal, "");
	format_append_text(rendering, " in ",
	    bytes_equal(row->function, BYTES("??")) ? row->module : row->function, "");
	if (row->file.len > 0 && row->line >= 0) {
		format_append_text(rendering, " at ", row->file, "");
		format_append_number(out, ":", row->line, "");
	}
	format_end_paint(rendering);
	format_append_text(rendering, " (", row->reason, ")");
}

/* How many threads of a row have that rank; a kind of exceptions counts as one. */
static long long
count_ranked(struct view_row *row, enum interest_rank rank)
{
	if (row->mixed &&
	    row->count == who_threads(&row->who)) /* looks would count a thread twice */
		return row->ranked[rank];
	if (row->interest.rank != rank || row->count <= 0)
		return 0;
	return row->traceback ? 1 : who_threads(&row->who);
}

/* Appends how many threads, or kinds of exceptions, have each rank. */
static void
append_ranks(struct rendering *rendering, struct view *view, bool *any)
{
	static const struct {
		enum interest_rank rank;
		const char *word, *colour;
	} words[] = {
		{ INTEREST_REGRESSED, " regressed", FORMAT_RED },
		{ INTEREST_NEW, " new", FORMAT_RED },
		{ INTEREST_RUNNING, " running", NULL },
		{ INTEREST_BLOCKED, " blocked", NULL },
		{ INTEREST_IDLE, " idle", NULL },
	};

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		long long count = 0;

		for (size_t n = 0; n < view->count; n++) {
			struct view_row *row = view->rows[n];

			if (words[i].rank != INTEREST_NEW || row->news.fresh)
				count = counts_sum(count, count_ranked(row, words[i].rank));
		}
		if (count == 0)
			continue;
		next_part(&rendering->line, any);
		if (words[i].colour != NULL)
			format_begin_paint(rendering, words[i].colour);
		append_count(&rendering->line, count, words[i].word, words[i].word);
		if (words[i].colour != NULL)
			format_end_paint(rendering);
	}
}

/* Says only that there is one: the lines below the heading say of which threads, and not all of a group need be in it. */
static void
append_deadlock(struct rendering *rendering, const struct view *view, bool *any)
{
	for (size_t i = 0; i < view->count; i++)
		if (view->rows[i]->interest.rank == INTEREST_DEADLOCKED) {
			next_part(&rendering->line, any);
			format_paint(rendering, FORMAT_RED, BYTES("deadlock"));
			return;
		}
}

/* Appends what changed (--was): `since then 1 new, 2 grown, 1 smaller, 3 gone`. */
static void
append_compared(struct buffer *out, const struct view *view, bool *any)
{
	enum { NEW, GROWN, SMALLER, GONE, CHANGES };
	static const char *const words[] = { " new", " grown", " smaller", " gone" };
	long long counts[CHANGES] = { 0 };
	bool compared = false, first = true;

	for (size_t i = 0; i < view->count; i++) {
		const struct view_row *row = view->rows[i];

		compared = compared || row->was >= 0;
		if (row->was >= 0 && row->was != row->count)
			counts[row->was == 0            ? NEW
				: row->count == 0       ? GONE
				: row->count > row->was ? GROWN
							: SMALLER]++;
	}
	if (!compared)
		return;
	next_part(out, any);
	buffer_append(out, BYTES("since then"));
	for (size_t i = 0; i < CHANGES; i++) {
		if (counts[i] == 0)
			continue;
		buffer_append(out, first ? BYTES(" ") : BYTES(", "));
		append_count(out, counts[i], words[i], words[i]);
		first = false;
	}
	buffer_append(out, first ? BYTES(" no change") : BYTES(""));
}

/*
 * Whether a crash of other threads than those that crashed in the rows before: one thread may be shown twice, by
 * systemd-coredump and by gdb. Without a process nobody can tell.
 */
static bool
is_another_crash(const struct view_row *row, struct numberset *crashed)
{
	return row->pid < 0 || who_mark(&row->who, crashed);
}

static void
append_wrong(struct rendering *rendering, struct view *view)
{
	bool any = false;
	size_t crashes = 0, truncated = 0;
	struct numberset crashed = { .count = 0 };
	struct buffer *out = &rendering->line;

	for (size_t i = 0; i < view->count; i++) {
		struct view_row *row = view->rows[i];

		truncated += row->truncated;
		if (row->interest.rank != INTEREST_CRASHED || row->traceback)
			continue;
		if (is_another_crash(row, &crashed) && ++crashes == 1)
			append_crash(rendering, row, &any);
	}
	numberset_free(&crashed);
	if (crashes > 1)
		format_append_number(out, ", and ", (long long)crashes - 1, " more");
	for (size_t i = 0; i < view->count; i++) {
		if (view->rows[i]->finding.len == 0)
			continue;
		next_part(out, &any);
		format_paint(rendering, FORMAT_RED, view->rows[i]->finding);
	}
	append_deadlock(rendering, view, &any);
	append_ranks(rendering, view, &any);
	append_compared(out, view, &any);
	if (truncated > 0) {
		next_part(out, &any);
		append_count(out, (long long)truncated, " group is cut", " groups are cut");
	}
}

/* `process 7 /usr/sbin/httpd, on web1`; `several processes: 7 /usr/sbin/httpd, on web1; 8 /usr/bin/vim; and others` */
static void
append_processes(struct rendering *rendering, struct view *view)
{
	struct buffer *out = &rendering->line;

	if (view_is_of_one_process(view)) {
		format_paint(rendering, FORMAT_BOLD, BYTES("process"));
		shown_append(out, view_first(view)->process);
		return;
	}
	format_paint(rendering, FORMAT_BOLD, BYTES("several processes"));
	for (size_t i = 0; i < view->process_count; i++) {
		buffer_append(out, i == 0 ? BYTES(":") : BYTES(";"));
		shown_append(out, view->processes[i]);
	}
	if (view_has_other_processes(view))
		buffer_append(out, BYTES("; and others"));
}

void
overview_append(struct rendering *rendering, struct view *view)
{
	struct buffer *out = &rendering->line;
	bool traceback = view->rows[0]->traceback;
	long long total = view_total(view);

	if (!traceback) {
		append_processes(rendering, view);
		buffer_byte(out, '\n');
		append_count(out, total, " thread", " threads");
	} else {
		append_count(out, total, " exception", " exceptions");
	}
	buffer_append(out, BYTES(" in "));
	append_count(out, (long long)view_groups(view), traceback ? " kind" : " group",
	    traceback ? " kinds" : " groups");
	if (traceback)
		append_times(out, view);
	append_wrong(rendering, view);
	buffer_append(out, BYTES("\n\n"));
}
