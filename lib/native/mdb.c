#include "native/mdb.h"

#include "base/ascii.h"

static const struct bytes tool = BYTES_ROW("mdb");

enum { POINTER_LEAST = 8 }; /* digits of a place on the stack */

/* The frame's place on the stack, which says nothing of the code; 32-bit stacks have none. */
static bool
take_pointer(struct bytes *text)
{
	size_t n = ascii_run(*text, ascii_is_hex);

	if (n < POINTER_LEAST || n >= text->len || text->at[n] != ' ')
		return false;
	*text = bytes_from(*text, n + 1);
	return true;
}

/* `libc.so.1`raise+0x20`, `LMfd`libc.so.1`raise+0x20`, `main+0x46`, `0xffffafcffbe6cff8` */
static bool
take_symbol(struct bytes text, struct frame *frame)
{
	struct bytes module, offset;

	if (bytes_split_last(text, BYTES("`"), &module, &text)) {
		frame->module = module;
		(void)bytes_split_last(module, BYTES("`"), NULL, &frame->module);
	}
	if (bytes_start(text, BYTES("0x"))) {
		frame->address = text;
		return ascii_run(bytes_from(text, 2), ascii_is_hex) + 2 == text.len;
	}
	return bytes_split_last(text, BYTES("+0x"), &frame->function, &offset) &&
	    frame->function.len > 0 && bytes_hex(offset, &frame->offset);
}

/* Where the arguments begin: behind the offset or the address, for names have brackets, too. */
static bool
find_args(struct bytes text, struct bytes *symbol)
{
	struct bytes rest;
	size_t digits;

	if (!bytes_split_last(text, BYTES("+0x"), NULL, &rest))
		return bytes_split(text, BYTES("("), symbol, NULL);
	digits = ascii_run(rest, ascii_is_hex);
	*symbol = bytes_until(text, rest.at + digits);
	return digits > 0 && bytes_head(bytes_from(rest, digits)) == '(';
}

bool
mdb_parse(struct bytes line, bool more, struct frame *frame)
{
	struct bytes text = bytes_trim(line), inside = text, symbol;
	bool placed;

	*frame = thread_no_frame;
	/* `[ fffffe00 swtch+0x113() ]`: where a thread is that does not run */
	if (bytes_take_around(&inside, BYTES("[ "), BYTES(" ]")))
		text = bytes_trim(inside);
	placed = take_pointer(&text);
	if (!bytes_end(text, BYTES(")")) || !find_args(text, &symbol) ||
	    (!placed && !bytes_has(symbol, '`') && (!more || bytes_has(symbol, ' '))))
		return false;
	frame->args = bytes_from(text, symbol.len);
	return take_symbol(symbol, frame);
}

/* `stack pointer for thread fffffb42fdcf8f90 (loomd/1): fffffb00cde505b0` */
static bool
parse_thread(struct bytes line, struct bytes *comm, long long *lwp)
{
	struct bytes number;

	return bytes_take(&line, BYTES("stack pointer for thread ")) &&
	    bytes_split(line, BYTES(" ("), NULL, &line) &&
	    bytes_split(line, BYTES("):"), &line, NULL) &&
	    bytes_split_last(line, BYTES("/"), comm, &number) && bytes_number(number, lwp);
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct frame frame;
	struct bytes comm;
	long long lwp;

	(void)dialect;
	if (bytes_start(line->text, BYTES("debugging core file of ")) && !current)
		return BEGINS_THREAD;
	return !current &&
		(parse_thread(line->text, &comm, &lwp) || mdb_parse(line->text, false, &frame))
	    ? BEGINS_THREAD
	    : BEGINS_NOTHING;
}

static void
end(struct dialect *dialect)
{
	dialect_end(dialect, tool);
}

/* What ::status says, behind the stack, too. */
static void
take_status(struct dialect *dialect, struct bytes line)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct process *process = snapshot_process(snapshot);
	struct bytes text = line, host;

	if (bytes_take(&text, BYTES("debugging core file of ")) &&
	    bytes_split_last(text, BYTES(" from "), NULL, &host))
		process->host = snapshot_keep(snapshot, host);
	else if (bytes_take(&text, BYTES("file: ")))
		process->exe = snapshot_keep(snapshot, text);
	else if (bytes_take(&text, BYTES("initial argv: ")))
		process->command = snapshot_keep(snapshot, text);
	else if (bytes_take(&text, BYTES("status: ")) &&
	    bytes_split(text, BYTES(", pid="), NULL, &text))
		(void)bytes_take_number(&text, &process->pid);
}

static void
take_frame(struct dialect *dialect, struct bytes line)
{
	struct draft *open = dialect->open;
	struct frame *frame;

	if (open != NULL && dialect->strange > 0 && open->thread.frames != NULL) {
		end(dialect);
		open = NULL;
	}
	dialect->strange = 0;
	if (open == NULL && (open = dialect->open = dialect_begin(dialect)) == NULL)
		return;
	frame = drafts_add_frame(open);
	if (frame == NULL)
		return;
	(void)mdb_parse(arena_copy(open->memory, line), true, frame);
	frame->level = open->thread.frame_count - 1;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct frame frame;
	struct bytes comm;
	long long lwp;

	if (mdb_parse(line->text, dialect->open != NULL, &frame)) {
		take_frame(dialect, line->text);
	} else if (parse_thread(line->text, &comm, &lwp)) {
		end(dialect);
		dialect->open = dialect_begin(dialect);
		if (dialect->open != NULL) {
			dialect->open->thread.lwp = lwp;
			dialect->open->thread.comm = arena_copy(dialect->open->memory, comm);
		}
	} else {
		dialect->strange++;
		take_status(dialect, line->text);
	}
}

const struct debugger mdb_debugger = {
	.name = "mdb", .first = NULL, .offered = true, .begins = begins, .feed = feed, .end = end
};
