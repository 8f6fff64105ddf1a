/*
 * One page for a browser, which needs no network: the heading and the first groups as text has them, and everything as
 * data, from which the page's own program (script/) makes what can be searched, opened and drawn.
 */
#include "base/array.h"
#include "record/names.h"
#include "render/deadlock.h"
#include "render/export/exported.h"
#include "render/export/weight.h"
#include "render/groups.h"
#include "render/html/htmlpage.h"
#include "render/html/htmlrow.h"
#include "render/overview.h"
#include "render/wait.h"

#include <stdlib.h>

enum {
	WRITTEN = 200,      /* groups that can be read without JavaScript */
	DETAIL_UNASKED = 3, /* the most detail without --values: no local variables */
};

/* What belongs to a row of the view, by the row's order. */
struct html_row {
	cJSON *data;
	struct htmlrow_sums sums;
};

/* Threads, or exceptions. */
struct section {
	struct view view;
	struct html_row *rows;
	size_t size;                   /* of `rows`, which are as many as the view's */
	size_t ranked[INTEREST_RANKS]; /* how many rows have each rank */
	size_t seen[INTEREST_RANKS];   /* of these, how many have a count */
};

struct html {
	struct rendering rendering;
	struct htmltexts texts;
	struct section sections[FORMAT_KINDS];
	struct deadlock deadlock;
	struct weights weights;
	long long left_out; /* groups that an earlier stage did */
};

static bool
begin(struct html *html)
{
	struct format_options *options = &html->rendering.options;

	options->colour = true; /* becomes classes of the page */
	if (!options->values && options->detail > DETAIL_UNASKED)
		options->detail = DETAIL_UNASKED;
	for (int kind = 0; kind < FORMAT_KINDS; kind++)
		if (html->sections[kind].view.memory == NULL &&
		    !view_open(&html->sections[kind].view))
			return false;
	return htmltexts_open(&html->texts, options);
}

/* Appends the key of a sample of a thread: samples with the same process, pool, labels and stack are one row. */
static void
append_sample_key(struct buffer *out, const struct record *record)
{
	static const char *const names[] = { NAME_ROLE, NAME_STATE, NAME_KNOWN };

	format_append_process(out, record);
	buffer_byte(out, '\0');
	buffer_append(out, exported_root(record));
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		buffer_byte(out, '\0');
		buffer_append(out, json_written(json_member(record->value, names[i])));
	}
	for (const struct value *frame = json_first(json_member(record->value, NAME_FRAMES));
	     frame != NULL; frame = json_next(frame)) {
		buffer_byte(out, '\0');
		buffer_append(out, exported_function(frame, record->memory));
	}
}

static bool
is_sample(const struct record *record)
{
	return !stream_is_group(record) && format_kind(record) == FORMAT_THREADS &&
	    json_number(record->value, NAME_SAMPLE) >= 0;
}

static struct view_row *
add_to_view(struct html *html, struct view *view, const struct record *record, bool *fresh)
{
	struct buffer *key = &html->rendering.line;
	struct view_row *row;

	if (!is_sample(record))
		return view_add(view, record, fresh);
	append_sample_key(key, record);
	row = key->full ? NULL : view_add_as(view, record, buffer_bytes(key), fresh);
	key->len = 0;
	return row;
}

/* Without --values, only the first word of the command line is shown: the rest may hold secrets. */
static void
hide_command(
    struct html *html, struct view *view, struct view_row *row, const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct bytes command = json_text(process, NAME_COMMAND);
	struct buffer *out = &html->rendering.line;

	if (html->rendering.options.values || command.len == 0 ||
	    json_text(process, NAME_EXE).len > 0)
		return;
	format_append_process_as(out, record, bytes_first(command, bytes_index(command, ' ')));
	row->process = arena_copy(view->memory, buffer_bytes(out));
	out->len = 0;
}

/* Keeps the lines of text below the head of a group, unless WRITTEN groups are more interesting. False: no memory. */
static bool
keep_body(
    struct html *html, struct section *section, struct view_row *row, const struct record *record)
{
	struct rendering *rendering = &html->rendering;
	size_t before = 0;

	for (size_t rank = 0; rank < row->interest.rank; rank++)
		before += section->ranked[rank];
	/* nothing will be added to it, so it comes behind those of its rank that have a count */
	if (row->key.len == 0 && row->count <= 1)
		before += section->seen[row->interest.rank];
	section->ranked[row->interest.rank]++;
	section->seen[row->interest.rank] += row->count > 0;
	if (rendering->options.ordered)
		before = row->order;
	if (before >= WRITTEN || rendering->options.brief)
		return true;
	groups_keep_waits(rendering, &section->view, row, record);
	if (row->traceback)
		exception_append_group(rendering, record);
	else
		text_append_group(rendering, record);
	row->body = arena_copy(section->view.memory, buffer_bytes(&rendering->line));
	return !rendering->line.full && !arena_full(section->view.memory);
}

static bool
add_row(
    struct html *html, struct section *section, struct view_row *row, const struct record *record)
{
	struct html_row *added = &section->rows[row->order];

	hide_command(html, &section->view, row, record);
	added->data = htmlrow_begin(&html->texts, &html->rendering, record);
	return added->data != NULL && keep_body(html, section, row, record);
}

/* Makes room for the next row. False: no memory. */
static bool
make_room(struct section *section)
{
	size_t next = section->view.count;

	if (!ARRAY_ROOM(section->rows, next, section->size))
		return false;
	section->rows[next] = (struct html_row){ .sums = { .cpu_ms = -1 } };
	return true;
}

static void
add_sums(struct htmlrow_sums *sums, const struct record *record, const struct weight *weight)
{
	sums->samples += is_sample(record);
	if (weight->is_cpu)
		sums->cpu_ms = (sums->cpu_ms < 0 ? 0 : sums->cpu_ms) + weight->amount;
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct html *html = (struct html *)rendering;
	struct section *section = &html->sections[format_kind(record)];
	long long left_out = json_number(record->value, NAME_LEFT_OUT);
	struct view_row *row;
	struct weight weight;
	bool fresh;

	if (exported_is_history(record))
		return true;
	if ((html->texts.memory == NULL && !begin(html)) || !make_room(section) ||
	    !weight_of(&html->weights, record, &weight))
		return false;
	html->left_out = left_out > 0 ? left_out : html->left_out;
	(void)deadlock_note(&html->deadlock, record);
	row = add_to_view(html, &section->view, record, &fresh);
	if (row == NULL || (fresh && !add_row(html, section, row, record)))
		return false;
	add_sums(&section->rows[row->order].sums, record, &weight);
	return !html->texts.lost;
}

/* Moves the rendering's line to the page. */
static void
paint_line(struct html *html, struct buffer *page)
{
	htmlpage_append_painted(page, buffer_bytes(&html->rendering.line));
	html->rendering.line.len = 0;
}

/* Appends the heading of a section, and for threads the deadlocks in full. */
static void
append_heading(struct html *html, struct section *section, struct buffer *page)
{
	struct buffer *line = &html->rendering.line;
	struct bytes rest, first;

	overview_append(&html->rendering, &section->view);
	rest = buffer_bytes(line);
	while (bytes_take_end(&rest, BYTES("\n")))
		continue;
	buffer_append(page, BYTES("<header>\n"));
	if (bytes_has(rest, '\n')) {
		(void)bytes_next(&rest, '\n', &first);
		buffer_append(page, BYTES("<p>"));
		htmlpage_append_painted(page, first);
		buffer_append(page, BYTES("</p>\n"));
	}
	buffer_append(page, BYTES("<h1>"));
	htmlpage_append_painted(page, rest);
	buffer_append(page, BYTES("</h1>\n</header>\n"));
	line->len = 0;
	if (section != &html->sections[FORMAT_THREADS])
		return;
	deadlock_append(&html->deadlock, &html->rendering);
	if (line->len == 0)
		return;
	buffer_append(page, BYTES("<pre id=\"locks\">"));
	paint_line(html, page);
	buffer_append(page, BYTES("</pre>\n"));
}

/* Appends the first groups as text has them. */
static void
append_written(struct html *html, struct section *section, struct buffer *page)
{
	bool several = !view_is_of_one_process(&section->view);
	size_t most = view_shown(&section->view, html->rendering.options.top);
	size_t shown = most < WRITTEN ? most : WRITTEN;
	struct buffer *line = &html->rendering.line;

	for (size_t i = 0; i < shown; i++) {
		struct view_row *row = section->view.rows[i];

		buffer_append(page, BYTES("<article><h2>"));
		groups_append_head(&html->rendering, row, several);
		paint_line(html, page);
		buffer_append(page, BYTES("</h2><pre>"));
		groups_append_waits(&html->rendering, row);
		paint_line(html, page);
		htmlpage_append_painted(page, row->body);
		buffer_append(page, BYTES("</pre></article>\n"));
	}
	if (section->view.count > shown)
		format_append_number(line, "<p class=\"more\">and ",
		    (long long)(section->view.count - shown), " more</p>\n");
	buffer_append(page, buffer_bytes(line));
	line->len = 0;
}

/* Adds the threads in and behind deadlocks, which script/locks.js draws. */
static void
add_locks(struct html *html, cJSON *data)
{
	cJSON *locks = built_member(data, "locks", built_array());

	for (size_t i = 0; i < html->deadlock.count; i++) {
		const struct deadlock_thread *thread = &html->deadlock.list[i];
		cJSON *object = built_element(locks, built_object());

		built_number(object, NAME_PID, thread->pid);
		built_number(object, NAME_LWP, thread->lwp);
		built_number(object, NAME_OWNER, thread->owner);
		built_number(object, NAME_BEHIND, thread->behind);
		htmltexts_put(&html->texts, object, "who", thread->who);
		htmltexts_put(&html->texts, object, NAME_KIND, wait_lock_name(thread->kind));
		htmltexts_put(&html->texts, object, NAME_ADDRESS, thread->lock);
		htmltexts_put(&html->texts, object, "place", thread->place);
		built_flag(object, "circle", thread->circle);
		built_flag(object, "ended", thread->ended);
		built_flag(object, NAME_TIMED, thread->timed);
	}
}

static void
add_rows(struct html *html, struct section *section, cJSON *rows)
{
	size_t most = view_shown(&section->view, html->rendering.options.top);

	for (size_t i = 0; i < most; i++) {
		struct view_row *row = section->view.rows[i];
		struct html_row *kept = &section->rows[row->order];

		if (kept->data != NULL)
			htmlrow_end(&html->texts, kept->data, &html->rendering, row, &kept->sums);
		(void)built_element(rows, kept->data);
		kept->data = NULL;
	}
}

static cJSON *
data_of(struct html *html)
{
	cJSON *data = built_object(), *rows = built_member(data, "rows", built_array());
	long long left_out = html->left_out;

	html->rendering.options.colour = false; /* data has no classes */
	for (int kind = 0; kind < FORMAT_KINDS; kind++) {
		struct section *section = &html->sections[kind];

		add_rows(html, section, rows);
		left_out += (long long)(section->view.count -
		    view_shown(&section->view, html->rendering.options.top));
	}
	add_locks(html, data);
	built_number(data, NAME_LEFT_OUT, left_out);
	htmltexts_write(&html->texts, data);
	return data;
}

/* The title names the process, if the page is of threads of only one. */
static void
append_title(struct html *html, struct buffer *title)
{
	struct bytes process = BYTES_NONE;

	for (int kind = FORMAT_KINDS - 1; kind >= 0; kind--)
		if (html->sections[kind].view.count > 0)
			process = kind == FORMAT_THREADS &&
				view_is_of_one_process(&html->sections[kind].view)
			    ? html->sections[kind].view.rows[0]->process
			    : BYTES_NONE;
	buffer_append(title, BYTES("stack traces"));
	buffer_append(title, process.len > 0 ? BYTES(" of process") : BYTES(""));
	buffer_append(title, process);
}

static void
append_page(struct html *html, struct buffer *page)
{
	struct buffer title = { .at = NULL };
	bool any = false;

	append_title(html, &title);
	htmlpage_append_head(page, buffer_bytes(&title));
	buffer_end(&title, page);
	for (int kind = 0; kind < FORMAT_KINDS; kind++) {
		struct section *section = &html->sections[kind];

		if (section->view.count == 0)
			continue;
		if (!html->rendering.options.ordered)
			view_sort(&section->view);
		append_heading(html, section, page);
		any = true;
	}
	if (!any)
		buffer_append(page, BYTES("<header><h1>no stacks</h1></header>\n"));
	buffer_append(page, BYTES("<main id=\"written\">\n"));
	for (int kind = 0; kind < FORMAT_KINDS; kind++)
		if (html->sections[kind].view.count > 0)
			append_written(html, &html->sections[kind], page);
	buffer_append(page, BYTES("</main>\n"));
	htmlpage_append_end(page, data_of(html));
}

static void
close_section(struct section *section)
{
	for (size_t i = 0; i < section->view.count && section->rows != NULL; i++)
		cJSON_Delete(section->rows[i].data);
	free(section->rows);
	view_close(&section->view);
}

static void
end(struct rendering *rendering)
{
	struct html *html = (struct html *)rendering;
	struct buffer page = { .at = NULL };

	rendering->line.ceiling = 0;
	if (html->texts.memory == NULL) /* nothing came */
		(void)begin(html);
	append_page(html, &page);
	buffer_append(&rendering->line, buffer_bytes(&page));
	buffer_end(&page, &rendering->line);
	format_flush(rendering);
	for (int kind = 0; kind < FORMAT_KINDS; kind++)
		close_section(&html->sections[kind]);
	deadlock_forget(&html->deadlock);
	weight_free(&html->weights);
	htmltexts_close(&html->texts);
}

const struct format html_format = { sizeof(struct html), .add = add, .end = end };
