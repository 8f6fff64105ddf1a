/* Markdown for issue trackers: how many there are, a table of the first groups, and their stacks folded away. */
#include "base/columns.h"
#include "record/counts.h"
#include "record/names.h"
#include "render/deadlock.h"
#include "render/export/exported.h"
#include "render/export/layout.h"

enum {
	HELD_MAX = 60000, /* bytes: a tracker takes 65,536 characters */
	FINDINGS_MAX = HELD_MAX / 4,
	DEADLOCKS_MAX = 4000, /* bytes, in addition: deadlocks are known only at the end */
	SENTENCE_MAX = 500,   /* columns of each */
	ROWS_MAX = 20,
};

struct markdown {
	struct rendering rendering;
	struct buffer findings, rows, details;
	struct deadlock deadlock;
	long long groups, fresh, regressed, gone, findings_left_out, rows_left_out,
	    details_left_out, sum;
};

/* For <code>, where trackers make no links: what Markdown or HTML takes for punctuation becomes an entity. */
static const struct exported_escapes code = { "\n!\"#$&'*<>@[\\]^_`|~",
	{ " ", "&#33;", "&#34;", "&#35;", "&#36;", "&#38;", "&#39;", "&#42;", "&#60;", "&#62;",
	    "&#64;", "&#91;", "&#92;", "&#93;", "&#94;", "&#95;", "&#96;", "&#124;", "&#126;" } };
static const struct exported_escapes plain = { "", { NULL } };

static void
append_code(struct buffer *out, const char *before, struct bytes text, const char *behind)
{
	if (text.len == 0)
		return;
	buffer_append(out, bytes_of(before));
	buffer_append(out, BYTES("<code>"));
	exported_escape(out, text, &code);
	buffer_append(out, BYTES("</code>"));
	buffer_append(out, bytes_of(behind));
}

/* | 3 (was 1) | new | `total_price` | `crash.c:67` | */
static void
append_row(struct rendering *rendering, const struct exported *it, long long was)
{
	struct buffer *out = &rendering->line;
	struct buffer place = { .at = NULL };

	buffer_append(&place, exported_path(&rendering->options, json_text(it->own, NAME_FILE)));
	if (place.len > 0)
		format_append_number(&place, ":", json_number(it->own, NAME_LINE), "");
	format_append_number(out, "| ", it->count, "");
	format_append_number(out, " (was ", was, ")");
	buffer_append(out, BYTES(" | "));
	buffer_append(out, news_word(it->news));
	append_code(out, " | ", it->title, " | ");
	append_code(out, "", buffer_bytes(&place), "");
	buffer_append(out, BYTES(" |\n"));
	buffer_end(&place, out);
}

/* The length of a fence around the text: longer than any run of backticks in it. */
static size_t
fence_of(struct bytes text)
{
	size_t longest = 2, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest + 1;
}

static void
append_fence(struct buffer *out, size_t length, const char *behind)
{
	while (length-- > 0)
		buffer_byte(out, '`');
	buffer_append(out, bytes_of(behind));
}

static void
append_facts(struct rendering *rendering, const struct exported *it, const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct buffer *out = &rendering->line, words = { .at = NULL };

	exported_append_process(&words, record);
	append_code(out, "- process: ", buffer_bytes(&words), "\n");
	if (rendering->options.values) {
		append_code(out, "- command: ", json_text(process, NAME_COMMAND), "\n");
		append_code(out, "- title: ", json_text(process, NAME_TITLE), "\n");
	}
	append_code(out, "- role: ", json_text(record->value, NAME_ROLE), "\n");
	append_code(out, "- state: ", json_text(record->value, NAME_STATE), "\n");
	append_code(out, "- signal: ", json_text(record->value, NAME_SIGNAL), "\n");
	append_code(out, "- reason: ", json_text(record->value, NAME_REASON), "\n");
	append_code(
	    out, "- first: ", json_text(json_member(record->value, NAME_FIRST), NAME_TIME), "\n");
	append_code(
	    out, "- last: ", json_text(json_member(record->value, NAME_LAST), NAME_TIME), "\n");
	append_code(
	    out, "- issue: ", json_text(json_member(record->value, NAME_ISSUE), NAME_ID), "\n");
	append_code(out, "- fingerprint: ", it->fingerprint, "\n");
	buffer_end(&words, out);
}

static void
append_details(struct rendering *rendering, const struct exported *it, const struct record *record)
{
	struct buffer *out = &rendering->line, stack = { .at = NULL };
	size_t fence;

	layout_append(&stack, record, &rendering->options);
	format_share(rendering, stack.len);
	fence = fence_of(buffer_bytes(&stack));
	buffer_append(out, BYTES("\n<details><summary>"));
	format_append_number(out, "", it->count, " × ");
	append_code(out, "", it->title, "</summary>\n\n");
	append_facts(rendering, it, record);
	buffer_byte(out, '\n');
	append_fence(out, fence, "text\n");
	exported_escape(out, buffer_bytes(&stack), &plain);
	append_fence(out, fence, "\n\n</details>\n");
	buffer_end(&stack, out);
}

/*
 * Appends an item to the list above the table, cut after SENTENCE_MAX columns. If the list would become longer than `most`,
 * only counts it in *more.
 */
static void
append_item(struct markdown *work, struct bytes process, struct bytes sentence, size_t most,
    long long *more)
{
	struct bytes first = bytes_first(sentence, columns_fitting(sentence, SENTENCE_MAX));
	size_t before = work->findings.len;

	buffer_append(&work->findings, BYTES("- "));
	append_code(&work->findings, "", process, ": ");
	append_code(&work->findings, "", first, first.len < sentence.len ? "…\n" : "\n");
	if (work->findings.len <= most)
		return;
	work->findings.len = before;
	(*more)++;
}

/* - `process 7`: `0 of 16 workers idle` */
static void
append_finding(struct markdown *work, const struct record *record)
{
	struct bytes finding = json_text(record->value, NAME_FINDING);
	struct buffer process = { .at = NULL };

	if (finding.len == 0)
		return;
	exported_append_process(&process, record);
	append_item(work, buffer_bytes(&process), finding, FINDINGS_MAX, &work->findings_left_out);
	buffer_end(&process, &work->findings);
}

/* - `deadlock: 2 threads wait for each other: thread 1, LWP 71 "bank"; thread 2, LWP 72 "bank"` */
static void
append_deadlocks(struct markdown *work)
{
	struct rendering *rendering = &work->rendering;
	size_t most = work->findings.len + DEADLOCKS_MAX;
	struct bytes rest, line;
	long long more = 0;

	rendering->options.colour = false;
	rendering->line.ceiling = 0;
	deadlock_append_brief(&work->deadlock, rendering);
	rest = buffer_bytes(&rendering->line);
	while (bytes_next(&rest, '\n', &line))
		append_item(work, BYTES_NONE, line, most, &more);
	format_append_number(&work->findings, "- and ", more > 0 ? more : -1, " more\n");
	buffer_reset(&rendering->line);
}

/* Moves the line to what is held, if `room` and the ceiling allow that; else counts it as left out. */
static void
hold(struct markdown *work, struct buffer *held, bool room, long long *left_out)
{
	struct buffer *line = &work->rendering.line;

	if (room && work->findings.len + work->rows.len + work->details.len + line->len <= HELD_MAX)
		buffer_append(held, buffer_bytes(line));
	else
		(*left_out)++;
	buffer_reset(line);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct markdown *work = (struct markdown *)rendering;
	struct exported it;

	if (exported_is_history(record))
		return true;
	if (format_count(record) == 0) {
		work->gone += json_number(record->value, NAME_WAS) > 0;
		return true;
	}
	work->groups++;
	work->sum = counts_sum(work->sum, format_count(record));
	work->fresh += news_said(record->value).fresh;
	work->regressed += news_said(record->value).regressed;
	append_finding(work, record);
	(void)deadlock_note(&work->deadlock, record);
	if (work->details_left_out > 0 && work->groups > ROWS_MAX) {
		work->details_left_out++;
		work->rows_left_out++;
		return true;
	}
	if (!exported_read(record, &it))
		return false;
	append_row(rendering, &it, json_number(record->value, NAME_WAS));
	if (rendering->line.full)
		return false;
	hold(work, &work->rows, work->groups <= ROWS_MAX, &work->rows_left_out);
	append_details(rendering, &it, record);
	if (rendering->line.full || arena_full(record->memory))
		return false;
	hold(work, &work->details, work->details_left_out == 0, &work->details_left_out);
	return !work->findings.full && !work->rows.full && !work->details.full;
}

static void
end(struct rendering *rendering)
{
	struct markdown *work = (struct markdown *)rendering;
	FILE *out = rendering->options.out;

	format_append_number(&work->findings, "- and ",
	    work->findings_left_out > 0 ? work->findings_left_out : -1,
	    work->findings_left_out == 1 ? " more finding\n" : " more findings\n");
	append_deadlocks(work);
	fprintf(out, "## %lld ", work->groups);
	if (rendering->options.more > 0)
		fprintf(out, "of %lld ", counts_sum(work->groups, rendering->options.more));
	fprintf(out, "stack trace%s, %lld occurrence%s",
	    work->groups == 1 && rendering->options.more == 0 ? "" : "s", work->sum,
	    work->sum == 1 ? "" : "s");
	if (work->regressed > 0)
		fprintf(out, ", %lld regressed", work->regressed);
	if (work->fresh > 0)
		fprintf(out, ", %lld new", work->fresh);
	if (work->gone > 0)
		fprintf(out, ", %lld gone", work->gone);
	putc('\n', out);
	if (work->findings.len > 0)
		fprintf(out, "\n%.*s", (int)work->findings.len, work->findings.at);
	if (work->rows.len > 0)
		fputs("\n| count | | what | where |\n| ---: | --- | --- | --- |\n", out);
	if (work->rows.len > 0)
		fwrite(work->rows.at, 1, work->rows.len, out);
	if (work->rows_left_out > 0)
		fprintf(out, "\n%lld more in no row of this table.\n", work->rows_left_out);
	if (work->details.len > 0)
		fwrite(work->details.at, 1, work->details.len, out);
	if (work->details_left_out > 0)
		fprintf(out, "\n%lld more left out: trackers take no longer text.\n",
		    work->details_left_out);
	deadlock_forget(&work->deadlock);
	buffer_free(&work->findings);
	buffer_free(&work->rows);
	buffer_free(&work->details);
}

const struct format markdown_format = { sizeof(struct markdown), .add = add, .end = end };
