#include "native/macos.h"

#include "base/ascii.h"
#include "native/frameline.h"
#include "native/statements.h"

static const struct bytes tool = BYTES_ROW("macos");

/* ` \t 0x18a1dd1ec`: where the address begins; NULL: there is none behind a blank. */
static const char *
find_address(struct bytes text)
{
	const char *found;

	for (struct bytes rest = text; (found = bytes_find(rest, BYTES("0x"))) != NULL;
	     rest = bytes_at(text, found + 2))
		if (found > text.at && (found[-1] == ' ' || found[-1] == '\t'))
			return found;
	return NULL;
}

/* `main + 64 (main.m:22)`, `main (main.m:22)`, `main + 64`: the place and the offset are taken off. */
static struct bytes
take_place(struct bytes text, struct frame *frame)
{
	struct bytes name, place;
	struct frame read = thread_no_frame;

	if (bytes_split_last(text, BYTES(" ("), &name, &place) &&
	    bytes_take_end(&place, BYTES(")"))) {
		frameline_place(place, &read);
		if (read.line > 0) {
			frame->file = read.file;
			frame->line = read.line;
			frame->column = read.column;
			text = name;
		}
	}
	return frameline_take_offset(text, frame);
}

/* What stands behind the address: a symbol, or where the module lies and how far from there. */
static void
take_symbol(struct bytes text, struct frame *frame)
{
	text = take_place(text, frame);
	if (bytes_start(text, BYTES("0x")) || bytes_equal(text, BYTES("0"))) {
		frame->module_offset = frame->offset;
		frame->offset = -1;
	} else if (!bytes_equal(text, BYTES("???"))) {
		frame->function = text;
	}
	if (bytes_equal(frame->module, BYTES("???"))) {
		frame->module = BYTES_NONE;
		frame->module_offset = -1;
	}
}

bool
macos_parse(struct bytes line, struct frame *frame)
{
	struct bytes text = bytes_from(line, bytes_indent(line));
	const char *address;
	size_t n;

	*frame = thread_no_frame;
	if (!bytes_take_number(&text, &frame->level) || bytes_indent(text) == 0 ||
	    (address = find_address(text)) == NULL)
		return false;
	frame->module = bytes_trim(bytes_until(text, address));
	text = bytes_at(text, address);
	n = 2 + ascii_run(bytes_from(text, 2), ascii_is_hex);
	if (frame->module.len == 0 || n < 3 || n >= text.len || text.at[n] != ' ')
		return false;
	frame->address = bytes_first(text, n);
	take_symbol(bytes_trim(bytes_from(text, n)), frame);
	return true;
}

/* What a line says of the report. */
enum says_macos { SAYS_ELSE, SAYS_PROCESS, SAYS_PATH, SAYS_TYPE, SAYS_CODES, SAYS_IMAGES };

static const struct row {
	struct bytes words;
	enum says_macos says;
} rows[] = {
	{ BYTES_ROW("Process:"), SAYS_PROCESS },
	{ BYTES_ROW("Path:"), SAYS_PATH },
	{ BYTES_ROW("Exception Type:"), SAYS_TYPE },
	{ BYTES_ROW("Exception Codes:"), SAYS_CODES },
	{ BYTES_ROW("Exception Subtype:"), SAYS_CODES }, /* iOS */
	{ BYTES_ROW("Binary Images:"), SAYS_IMAGES },
};

static enum says_macos
says(struct bytes line, struct bytes *rest)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		*rest = line;
		if (bytes_take(rest, rows[i].words)) {
			*rest = bytes_trim(*rest);
			return rows[i].says;
		}
	}
	return SAYS_ELSE;
}

/* `loomd [811]` */
static bool
parse_process(struct bytes text, long long *pid)
{
	return bytes_take_end(&text, BYTES("]")) &&
	    bytes_split_last(text, BYTES(" ["), NULL, &text) && bytes_number(text, pid);
}

/* `Thread 5 Crashed:: spooler  Dispatch queue: com.apple.main-thread` */
struct heading {
	long long number;
	bool crashed;
	struct bytes name, queue;
};

/* The name and the queue, one of both, or nothing. */
static void
parse_name(struct bytes text, struct heading *header)
{
	header->name = bytes_trim(text);
	if (bytes_split(header->name, BYTES("Dispatch queue: "), &header->name, &header->queue))
		header->name = bytes_trim(header->name);
}

static bool
parse_header(struct bytes text, struct heading *header)
{
	*header = (struct heading){ .number = -1 };
	if (!bytes_take(&text, BYTES("Thread ")) || !bytes_take_number(&text, &header->number))
		return false;
	header->crashed = bytes_take(&text, BYTES(" Crashed"));
	if (!bytes_take(&text, BYTES(":")))
		return false;
	(void)bytes_take(&text, BYTES(":"));
	parse_name(text, header);
	return true;
}

/* `Thread 5 name:  spooler`: the line before the header, on iOS. */
static bool
parse_named(struct bytes text, struct heading *header)
{
	*header = (struct heading){ .number = -1 };
	if (!bytes_take(&text, BYTES("Thread ")) || !bytes_take_number(&text, &header->number) ||
	    !bytes_take(&text, BYTES(" name:")))
		return false;
	parse_name(text, header);
	return true;
}

/* A text may begin within a stack: such a frame has an offset, which tells it from the rows of other tables. */
static bool
is_inside(struct bytes line, struct frame *frame)
{
	return macos_parse(line, frame) && (frame->offset >= 0 || frame->module_offset >= 0);
}

static bool
goes_on(struct bytes held, struct bytes line)
{
	struct frame frame, first;

	if (is_inside(held, &first) && first.level > 0)
		return is_inside(line, &frame) && frame.level == first.level + 1;
	return macos_parse(line, &frame) && frame.level <= 1;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct heading header;
	struct frame frame;
	struct bytes rest;
	long long pid;

	(void)dialect;
	if (says(line->text, &rest) == SAYS_PROCESS && parse_process(rest, &pid))
		return BEGINS_PROCESS;
	if (current)
		return BEGINS_NOTHING;
	return parse_header(line->text, &header) ||
		(macos_parse(line->text, &frame) && frame.level == 0) ||
		is_inside(line->text, &frame)
	    ? BEGINS_PERHAPS
	    : BEGINS_NOTHING;
}

static void
end(struct dialect *dialect)
{
	dialect_end(dialect, tool);
}

/* `EXC_BAD_ACCESS (SIGSEGV)`, `SIGSEGV` */
static struct bytes
signal_of(struct bytes text)
{
	(void)(bytes_take_end(&text, BYTES(")")) &&
	    bytes_split_last(text, BYTES("("), NULL, &text));
	return bytes_start(text, BYTES("SIG")) ? text : BYTES_NONE;
}

static bool
take_statement(struct dialect *dialect, struct bytes line)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct bytes rest;

	switch (says(line, &rest)) {
	case SAYS_PROCESS:
		end(dialect);
		(void)parse_process(rest, &snapshot_process(snapshot)->pid);
		return true;
	case SAYS_PATH:
		snapshot_process(snapshot)->exe = snapshot_keep(snapshot, rest);
		return true;
	case SAYS_TYPE:
		snapshot_set_signal(snapshot, signal_of(rest));
		return true;
	case SAYS_CODES:
		if (snapshot->stop.reason.len == 0 ||
		    !bytes_start(rest, BYTES("0x"))) /* words say more */
			snapshot_set_reason(snapshot, rest);
		return true;
	case SAYS_IMAGES:
		end(dialect);
		return true;
	default:
		return false;
	}
}

static void
begin_thread(struct dialect *dialect, const struct heading *header)
{
	struct draft *draft;
	struct thread *thread;

	end(dialect);
	dialect->open = draft = dialect_begin(dialect);
	if (draft == NULL)
		return;
	thread = &draft->thread;
	thread->tid = header->number;
	thread->comm = arena_copy(draft->memory, header->name);
	thread->target = arena_copy(draft->memory, header->queue);
	dialect_set_crashed(dialect, draft, header->crashed);
}

/* `Application Specific Backtrace 1:`, `Last Exception Backtrace:`: a stack of the past follows. */
static bool
take_title(struct dialect *dialect, struct bytes text)
{
	const struct heading nobody = { .number = -1 };
	struct bytes name, rest;
	long long number;

	if (!bytes_take_end(&text, BYTES(":")) ||
	    !bytes_split(text, BYTES(" Backtrace"), &name, &rest) || name.len == 0 ||
	    (rest.len > 0 && !bytes_number(bytes_trim(rest), &number)))
		return false;
	begin_thread(dialect, &nobody);
	if (dialect->open != NULL)
		dialect->open->thread.stack = arena_copy(dialect->open->memory, text);
	return true;
}

/* `Thread 5 name:  spooler`: it is said before the header (iOS). */
static void
note_name(struct dialect *dialect, const struct heading *header)
{
	struct thread_target target = { .id = { .inferior = -1, .tid = header->number },
		.pid = -1,
		.lwp = -1,
		.comm = header->name };

	snapshot_add_target(dialect->snapshot, &target);
}

/*
 * Programs print such frames themselves, too: then no header says of which thread they are, and perhaps a line before them
 * which signal came (`Error: signal 6:`, which glibc.c reads).
 */
static void
take_frame(struct dialect *dialect, const struct frame *frame)
{
	const struct heading nobody = { .number = -1, .crashed = dialect_begins_crash(dialect) };

	if (dialect->open == NULL ||
	    (frame->level == 0 && dialect->open->thread.last_frame != NULL))
		begin_thread(dialect, &nobody);
	if (dialect->open != NULL && dialect->open->thread.tid < 0 &&
	    dialect->open->thread.frames == NULL)
		dialect->open->thread.truncated = frame->level > 0;
	if (dialect->open != NULL)
		(void)drafts_add_parsed(dialect->open, frame);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct bytes text = line->text;
	struct heading header;
	struct frame frame;

	if (parse_header(text, &header)) {
		begin_thread(dialect, &header);
	} else if (parse_named(text, &header)) {
		end(dialect);
		note_name(dialect, &header);
	} else if (take_title(dialect, text)) {
		return;
	} else if (macos_parse(text, &frame)) {
		take_frame(dialect, &frame);
	} else if (!take_statement(dialect, text)) {
		if (bytes_start(text, BYTES("Thread ")))
			end(dialect);
		dialect->stray = !statements_read(dialect->snapshot, line);
	}
}

const struct debugger macos_debugger = { .name = "macos",
	.first = "PT",
	.offered = true,
	.begins = begins,
	.goes_on = goes_on,
	.feed = feed,
	.end = end };
