#include "native/procstat.h"

static const struct bytes tool = BYTES_ROW("procstat");

enum { NAME_WIDTH = 19 }; /* of the columns COMM and TDNAME */

/* `  PID    TID COMM                TDNAME              KSTACK` */
static bool
is_heading(struct bytes line)
{
	static const struct bytes columns[] = { BYTES_ROW("PID"), BYTES_ROW("TID"),
		BYTES_ROW("COMM"), BYTES_ROW("TDNAME"), BYTES_ROW("KSTACK") };

	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		line = bytes_from(line, bytes_indent(line));
		if (!bytes_take(&line, columns[i]))
			return false;
	}
	return bytes_indent(line) == line.len;
}

struct row {
	long long pid, tid;
	struct bytes comm, name, stack;
};

/* A column of names, which may hold blanks, and the blank behind it; false: the row is narrower. */
static bool
take_column(struct bytes *text, struct bytes *name)
{
	if (text->len <= NAME_WIDTH || text->at[NAME_WIDTH] != ' ')
		return false;
	*name = bytes_trim(bytes_first(*text, NAME_WIDTH));
	*text = bytes_from(*text, NAME_WIDTH + 1);
	return true;
}

/* `  811 100431 loomd               spooler             mi_switch+0x116 …`; or the columns were squeezed to a blank. */
static bool
parse_row(struct bytes line, struct row *row)
{
	struct bytes text = bytes_from(line, bytes_indent(line)), narrow;

	if (!bytes_take_number(&text, &row->pid) || bytes_indent(text) == 0)
		return false;
	text = bytes_from(text, bytes_indent(text));
	if (!bytes_take_number(&text, &row->tid) || !bytes_take(&text, BYTES(" ")))
		return false;
	narrow = text;
	if (!take_column(&text, &row->comm) || !take_column(&text, &row->name)) {
		text = narrow;
		row->comm = bytes_take_word(&text);
		row->name = bytes_take_word(&text);
	}
	row->stack = bytes_trim(text);
	return row->comm.len > 0 && row->name.len > 0;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	(void)dialect;
	(void)current;
	return is_heading(line->text) ? BEGINS_PROCESS : BEGINS_NOTHING;
}

static void
end(struct dialect *dialect)
{
	dialect->process_begun = false;
}

/* `mi_switch+0x116`; -k leaves the offset out. */
static void
take_frame(struct draft *draft, struct bytes word)
{
	struct frame *frame = drafts_add_frame(draft);
	struct bytes offset;

	if (frame == NULL)
		return;
	frame->level = draft->thread.frame_count - 1;
	frame->function = word;
	if (bytes_split_last(word, BYTES("+0x"), &word, &offset) &&
	    bytes_hex(offset, &frame->offset))
		frame->function = word;
}

static void
take_row(struct dialect *dialect, const struct row *row)
{
	struct draft *draft = dialect_begin(dialect);
	struct bytes stack, word;

	if (draft == NULL)
		return;
	draft->thread.process.pid = row->pid;
	draft->thread.lwp = row->tid;
	draft->thread.comm =
	    arena_copy(draft->memory, bytes_equal(row->name, BYTES("-")) ? row->comm : row->name);
	stack = arena_copy(draft->memory, row->stack);
	if (bytes_equal(stack, BYTES("<running>")))
		draft->thread.observed.kernel_state = BYTES("R");
	else if (bytes_head(stack) != '<') /* `<swapped>`: there is none to be read */
		while ((word = bytes_take_word(&stack)).len > 0)
			take_frame(draft, word);
	dialect_complete(dialect, draft, tool);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct row row;

	if (is_heading(line->text))
		dialect->process_begun = true;
	else if (dialect->process_begun && parse_row(line->text, &row))
		take_row(dialect, &row);
	else {
		end(dialect);
		dialect->stray = true;
	}
}

const struct debugger procstat_debugger = { .name = "procstat",
	.looks = true,
	.first = NULL,
	.offered = true,
	.passing = true,
	.begins = begins,
	.feed = feed,
	.end = end };
