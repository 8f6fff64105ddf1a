#include "render/table.h"

#include "base/columns.h"
#include "record/names.h"
#include "render/column.h"
#include "render/deadlock.h"

enum { COLUMNS_MAX = 20, GAP = 2, NARROW = 4 };

struct table {
	struct rendering rendering;
	struct view view;
	struct deadlock deadlock;
	bool by_role, by_process; /* some groups are; by process and not by functions */
};

/* Whether a default column of a table has something to say in a row. */
static bool
says(const char *column, const struct table *table, const struct view_row *row)
{
	if (strcmp(column, "key") == 0)
		return row->body.len > 0;
	if (strcmp(column, "process") == 0)
		return table->by_process;
	if (strcmp(column, "role") == 0)
		return table->by_role && row->role.len > 0;
	if (strcmp(column, "was") == 0)
		return row->was >= 0;
	if (strcmp(column, "state") == 0)
		return !row->traceback;
	if (strcmp(column, "mark") == 0)
		return news_word(row->news).len > 0;
	return strcmp(column, "last") != 0 || row->traceback;
}

static bool
any_says(const struct table *table, const char *column)
{
	size_t i = 0;

	while (i < table->view.count && !says(column, table, table->view.rows[i]))
		i++;
	return i < table->view.count;
}

/*
 * Chooses the columns that were asked for, or else the default ones; `if_said`: of these, only those that say something.
 * That of a comparison is there only after one.
 */
static size_t
choose(struct table *table, const char *standard, bool if_said, const struct column *chosen[])
{
	const char *wanted = table->rendering.options.columns;
	struct bytes rest = bytes_of(wanted == NULL ? standard : wanted), name;
	size_t count = 0;

	while (count < COLUMNS_MAX && bytes_next(&rest, ',', &name)) {
		const struct column *column = column_find(name);

		bool always = !if_said && !bytes_equal(name, BYTES(NAME_WAS));

		if (column != NULL && (wanted != NULL || always || any_says(table, column->name)))
			chosen[count++] = column;
	}
	return count;
}

bool
table_has_columns(const char *list, struct bytes *wrong)
{
	struct bytes rest = bytes_of(list);
	size_t count = 0;

	if (rest.len == 0) {
		*wrong = BYTES_NONE;
		return false;
	}
	while (bytes_next(&rest, ',', wrong))
		if (column_find(*wrong) == NULL || ++count > COLUMNS_MAX)
			return false;
	return true;
}

/* Notes what the record was grouped by, as far as no other column says it: the column `key`. */
static bool
note_keys(struct table *table, struct view_row *row, const struct record *record)
{
	struct buffer *scratch = &table->view.scratch;

	if (!stream_is_group(record))
		return true;
	table->by_role = table->by_role || format_is_by(record, NAME_ROLE);
	table->by_process = table->by_process ||
	    (format_is_by(record, NAME_PROCESS) && !format_is_by(record, "functions"));
	buffer_reset(scratch);
	format_append_key_values(scratch, record);
	row->body = arena_copy(table->view.memory, buffer_bytes(scratch));
	return !scratch->full;
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct table *table = (struct table *)rendering;
	struct view_row *row;
	bool fresh;

	if (json_member(record->value, NAME_STACK) != NULL || json_flag(record->value, NAME_EXITED))
		return true; /* a stack of the past, or no thread any more */
	if (table->view.memory == NULL && !view_open(&table->view))
		return false;
	if (rendering->format == &table_format) /* csv and tsv have rows alone */
		(void)deadlock_note(&table->deadlock, record);
	row = view_add(&table->view, record, &fresh);
	return row != NULL && (!fresh || note_keys(table, row, record));
}

/* Finds the width of each column: that of its widest cell. If the terminal is narrower, the widest columns are cut. */
static void
measure(struct table *table, const struct column *chosen[], size_t count, size_t rows,
    long long total, size_t widths[])
{
	struct buffer *cell = &table->rendering.line;
	size_t width = (size_t)table->rendering.options.width, sum = 0;

	for (size_t c = 0; c < count; c++) {
		widths[c] = bytes_of(chosen[c]->name).len;
		for (size_t i = 0; i < rows; i++) {
			size_t needed;

			buffer_reset(cell);
			chosen[c]->append(cell, table->view.rows[i], total);
			needed = columns_of(buffer_bytes(cell));
			widths[c] = needed > widths[c] ? needed : widths[c];
		}
		sum += widths[c] + (c > 0 ? GAP : 0);
	}
	buffer_reset(cell);
	while (width > 0 && sum > width) {
		size_t widest = 0;

		for (size_t c = 1; c < count; c++)
			widest = widths[c] > widths[widest] ? c : widest;
		if (widths[widest] <= NARROW)
			return;
		widths[widest]--;
		sum--;
	}
}

/* As much of the text's end as fits, in whole characters. */
static struct bytes
last_columns(struct bytes text, size_t width)
{
	for (size_t needed = columns_of(text), length; needed > width;
	     text = bytes_from(text, length)) {
		length = 1;
		while (length < text.len && ((unsigned char)text.at[length] & 0xC0) == 0x80)
			length++;
		needed -= columns_of(bytes_first(text, length));
	}
	return text;
}

/* Appends a cell. If it is cut, an ellipsis stands there. */
static void
append_cell(struct buffer *out, struct bytes text, size_t width, const struct column *column)
{
	size_t needed = columns_of(text);
	bool cut = needed > width;

	if (cut && column->end)
		text = last_columns(text, width - 1);
	else if (cut)
		text = bytes_first(text, columns_fitting(text, width - 1));
	needed = columns_of(text) + cut;
	if (column->number)
		buffer_blanks(out, width - needed);
	buffer_append(out, cut && column->end ? BYTES("…") : BYTES(""));
	buffer_append(out, text);
	buffer_append(out, cut && !column->end ? BYTES("…") : BYTES(""));
	if (!column->number)
		buffer_blanks(out, width - needed);
}

/* Appends the cells of a row; NULL: the names of the columns. */
static void
append_row(struct table *table, const struct column *chosen[], size_t count, struct view_row *row,
    long long total, const size_t widths[])
{
	struct buffer *out = &table->rendering.line, cell = { .at = NULL };

	for (size_t c = 0; c < count; c++) {
		buffer_reset(&cell);
		if (row == NULL)
			buffer_append(&cell, bytes_of(chosen[c]->name));
		else
			chosen[c]->append(&cell, row, total);
		if (c > 0)
			buffer_blanks(out, GAP);
		append_cell(out, buffer_bytes(&cell), widths[c], chosen[c]);
	}
	while (out->len > 0 && out->at[out->len - 1] == ' ')
		out->len--;
	buffer_byte(out, '\n');
	buffer_end(&cell, out);
	format_flush(&table->rendering);
}

static size_t
begin_rows(struct table *table)
{
	table->rendering.line.ceiling = 0;
	if (!table->rendering.options.ordered)
		view_sort(&table->view);
	return view_shown(&table->view, table->rendering.options.top);
}

static void
end_rows(struct table *table)
{
	if (table->view.memory != NULL)
		view_close(&table->view);
	deadlock_forget(&table->deadlock);
}

/* Appends the findings, a line for each process. */
static void
append_findings(struct table *table)
{
	struct rendering *rendering = &table->rendering;

	for (size_t i = 0; i < table->view.count; i++) {
		const struct view_row *row = table->view.rows[i];

		if (row->finding.len == 0)
			continue;
		format_append_text(rendering, "process", row->process, ": ");
		format_append_text(rendering, "", row->finding, "\n");
		format_flush(rendering);
	}
}

static void
end_table(struct rendering *rendering)
{
	struct table *table = (struct table *)rendering;
	const struct column *chosen[COLUMNS_MAX];
	size_t widths[COLUMNS_MAX] = { 0 }, rows = begin_rows(table),
	       count = choose(table,
		   "count,was,share,key,process,role,name,mark,state,last,function,place", true,
		   chosen);
	long long total = view_total(&table->view);

	append_findings(table);
	deadlock_append_brief(&table->deadlock, rendering);
	format_flush(rendering);
	if (rows > 0) {
		measure(table, chosen, count, rows, total, widths);
		append_row(table, chosen, count, NULL, total, widths);
	}
	for (size_t i = 0; i < rows; i++)
		append_row(table, chosen, count, table->view.rows[i], total, widths);
	if (rows < table->view.count)
		format_append_number(
		    &rendering->line, "and ", (long long)(table->view.count - rows), " more\n");
	format_flush(rendering);
	end_rows(table);
}

/*
 * RFC 4180: a value with commas or quotes stands between quotes, and quotes in it are doubled. Spreadsheets take what begins
 * with one of `=+-@` or a tab for a formula: an apostrophe before it makes it a text.
 */
static void
append_value(struct buffer *out, struct bytes text, bool number, char separator)
{
	static const char formula[] = "=+-@\t";
	bool quoted = separator == ',' &&
	    (bytes_index(text, ',') < text.len || bytes_index(text, '"') < text.len);

	if (quoted)
		buffer_byte(out, '"');
	if (!number && text.len > 0 && strchr(formula, text.at[0]) != NULL)
		buffer_byte(out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (quoted && text.at[i] == '"')
			buffer_byte(out, '"');
		buffer_byte(out, separator == '\t' && text.at[i] == '\t' ? ' ' : text.at[i]);
	}
	if (quoted)
		buffer_byte(out, '"');
}

static void
write_values(struct rendering *rendering, char separator, const char *end)
{
	struct table *table = (struct table *)rendering;
	struct buffer *out = &rendering->line, cell = { .at = NULL };
	const struct column *chosen[COLUMNS_MAX];
	size_t count =
	    choose(table, "count,was,share,name,state,function,place,last", false, chosen);
	size_t rows = begin_rows(table);
	long long total = view_total(&table->view);

	for (size_t i = 0; i <= rows; i++) {
		for (size_t c = 0; c < count; c++) {
			buffer_reset(&cell);
			if (i == 0)
				buffer_append(&cell, bytes_of(chosen[c]->name));
			else
				chosen[c]->append(&cell, table->view.rows[i - 1], total);
			if (c > 0)
				buffer_byte(out, separator);
			append_value(out, buffer_bytes(&cell), chosen[c]->number, separator);
		}
		buffer_append(out, bytes_of(end));
		format_flush(rendering);
	}
	rendering->left_out = table->view.count - rows;
	buffer_end(&cell, out);
	end_rows(table);
}

static void
end_csv(struct rendering *rendering)
{
	write_values(rendering, ',', "\r\n");
}

static void
end_tsv(struct rendering *rendering)
{
	write_values(rendering, '\t', "\n");
}

const struct format table_format = { sizeof(struct table), .add = add, .end = end_table };
const struct format table_csv_format = { sizeof(struct table), .add = add, .end = end_csv };
const struct format table_tsv_format = { sizeof(struct table), .add = add, .end = end_tsv };
