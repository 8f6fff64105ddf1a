#include "native/mdb.h"

#include "base/ascii.h"
#include "base/words.h"

static const struct bytes tool = BYTES_ROW("mdb");

struct mdb {
	bool stacks;     /* rows of ::stacks come */
	long long alike; /* so many threads stand where the open one does */
};

enum {
	POINTER_LEAST = 8,     /* digits of a place on the stack */
	POINTER_WIDE = 16,     /* those of 64 bits */
	INDENT_LEAST = 8,      /* of a frame of ::stacks */
	ALIKE_MAX = 16 * 1024, /* threads of one row of ::stacks */
};

static struct mdb *
mdb_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &mdb_debugger);
}

/* Takes the frame's place on the stack off the front, and returns how many digits it has; 0: there is none. */
static size_t
take_pointer(struct bytes *text)
{
	size_t n = ascii_run(*text, ascii_is_hex);

	if (n < POINTER_LEAST || n >= text->len || text->at[n] != ' ')
		return 0;
	*text = bytes_from(*text, n + 1);
	return n;
}

/* `+0x20`, `+8`: takes it off the end of a symbol; without one it is the function's first instruction. */
static bool
take_offset(struct bytes *text, struct frame *frame)
{
	struct bytes name, digits;

	if (!bytes_split_last(*text, BYTES("+"), &name, &digits))
		return false;
	if (!bytes_take(&digits, BYTES("0x")) && digits.len != 1)
		return false;
	*text = name;
	return bytes_hex(digits, &frame->offset);
}

/* `libc.so.1`raise+0x20`, `LMfd`libc.so.1`raise+0x20`, `main+0x46`, `0xffffafcffbe6cff8` */
static bool
take_symbol(struct bytes text, struct frame *frame)
{
	struct bytes module;

	if (bytes_split_last(text, BYTES("`"), &module, &text)) {
		if (bytes_has(module, ' ') ||
		    bytes_has(module, ':')) /* reST: `see :func:`sleep()` */
			return false;
		frame->module = module;
		(void)bytes_split_last(module, BYTES("`"), NULL, &frame->module);
	}
	if (bytes_start(text, BYTES("0x"))) {
		frame->address = text;
		return ascii_run(bytes_from(text, 2), ascii_is_hex) + 2 == text.len;
	}
	if (!take_offset(&text, frame) && (bytes_has(text, '+') || bytes_has(text, ' ')))
		return false;
	frame->function = text;
	return text.len > 0;
}

static bool
is_of_args(char c)
{
	return ascii_is_hex(c) || c == ',' || c == ' ' || c == '?';
}

/* Takes the arguments off the end, which are numbers: names have brackets, too. */
static bool
take_args(struct bytes *text, struct bytes *args)
{
	const char *open = bytes_tail(*text) == ')' ? bytes_find_last(*text, '(') : NULL;

	if (open == NULL)
		return false;
	*args = bytes_at(*text, open);
	*text = bytes_until(*text, open);
	return ascii_run(bytes_from(*args, 1), is_of_args) == args->len - 2;
}

bool
mdb_parse(struct bytes line, bool more, struct frame *frame)
{
	struct bytes text = bytes_trim(line), inside = text;
	size_t pointer;
	bool offset;

	*frame = thread_no_frame;
	/* `[ fffffe00 swtch+0x113() ]`: where a thread is that does not run */
	if (bytes_take_around(&inside, BYTES("[ "), BYTES(" ]")))
		text = bytes_trim(inside);
	pointer = take_pointer(&text);
	if (!take_args(&text, &frame->args) || !take_symbol(text, frame))
		return false;
	offset = frame->offset >= 0 || frame->address.len > 0;
	if (pointer > 0)
		return offset || more || pointer == POINTER_WIDE;
	return bytes_has(text, '`') || (more && offset && !bytes_has(text, ' '));
}

/* A row of ::stacks, of threads with the same stack: one of them, its state, how many they are. */
struct alike {
	struct bytes thread, state;
	long long count;
};

/* `THREAD           STATE    SOBJ                COUNT` */
static bool
is_stacks(struct bytes line)
{
	return words_take("THREAD *STATE *SOBJ *COUNT", &line);
}

/* `ffff500011033e80 SLEEP    CV                     41` */
static bool
parse_alike(struct bytes line, struct alike *alike)
{
	static const struct bytes states[] = { BYTES_ROW("SLEEP"), BYTES_ROW("RUN"),
		BYTES_ROW("ONPROC"), BYTES_ROW("STOPPED"), BYTES_ROW("ZOMB") };
	static const char *const letters[] = { "S", "R", "R", "T", "Z" };
	struct bytes rest = line, state;
	int known;

	alike->thread = bytes_take_word(&rest);
	state = bytes_take_word(&rest);
	(void)bytes_take_word(&rest);
	known = words_find(LIST(states), state);
	alike->state = known == WORDS_NONE ? BYTES_NONE : bytes_of(letters[known]);
	return ascii_run(alike->thread, ascii_is_hex) == alike->thread.len &&
	    ascii_run(state, ascii_is_upper) == state.len && state.len > 0 &&
	    bytes_number(bytes_trim(rest), &alike->count) && alike->count > 0;
}

/* `cv_wait+0x74`: a frame of ::stacks, without arguments. */
static bool
parse_bare(struct bytes line, struct frame *frame)
{
	struct bytes text = bytes_trim(line);

	*frame = thread_no_frame;
	return bytes_indent(line) >= INDENT_LEAST && !bytes_has(text, ' ') &&
	    take_symbol(text, frame);
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
	return !current &&
		(bytes_start(line->text, BYTES("debugging core file of ")) ||
		    is_stacks(line->text) || parse_thread(line->text, &comm, &lwp) ||
		    mdb_parse(line->text, false, &frame))
	    ? BEGINS_THREAD
	    : BEGINS_NOTHING;
}

static void
end(struct dialect *dialect)
{
	struct draft *open = dialect->open;
	long long count = open == NULL ? 0 : mdb_of(dialect)->alike;

	mdb_of(dialect)->alike = 0;
	if (count > ALIKE_MAX) {
		dialect->snapshot->lost = true;
		count = ALIKE_MAX;
	}
	if (count > 0)
		open->alike = count - 1;
	dialect_end(dialect, tool);
}

/* What ::status says; it may come behind the stack. */
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
take_frame(struct dialect *dialect, const struct frame *parsed)
{
	struct draft *open = dialect->open;

	if (open != NULL && dialect->strange > 0 && open->thread.frames != NULL) {
		end(dialect);
		open = NULL;
	}
	dialect->strange = 0;
	if (open != NULL || (open = dialect->open = dialect_begin(dialect)) != NULL)
		(void)drafts_add_parsed(open, parsed);
}

static void
begin_thread(struct dialect *dialect, long long lwp, struct bytes comm)
{
	end(dialect);
	dialect->open = dialect_begin(dialect);
	if (dialect->open == NULL)
		return;
	dialect->open->thread.lwp = lwp;
	dialect->open->thread.comm = arena_copy(dialect->open->memory, comm);
	dialect->strange = 0;
}

static void
begin_alike(struct dialect *dialect, const struct alike *alike)
{
	long long number = -1;

	/* a program's threads have numbers here, the kernel's addresses */
	if (alike->thread.len < POINTER_LEAST)
		(void)bytes_number(alike->thread, &number);
	begin_thread(dialect, number, BYTES_NONE);
	mdb_of(dialect)->alike = alike->count;
	if (dialect->open == NULL)
		return;
	dialect->open->thread.observed.kernel_state = alike->state;
	if (number < 0)
		dialect->open->thread.target = arena_copy(dialect->open->memory, alike->thread);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct frame frame;
	struct bytes comm;
	struct alike alike;
	long long lwp;

	if (mdb_parse(line->text, dialect->open != NULL, &frame) ||
	    (mdb_of(dialect)->alike > 0 && parse_bare(line->text, &frame))) {
		take_frame(dialect, &frame);
	} else if (parse_thread(line->text, &comm, &lwp)) {
		begin_thread(dialect, lwp, comm);
	} else if (mdb_of(dialect)->stacks && parse_alike(line->text, &alike)) {
		begin_alike(dialect, &alike);
	} else {
		mdb_of(dialect)->stacks = is_stacks(line->text) ||
		    (mdb_of(dialect)->stacks && bytes_indent(line->text) == line->text.len);
		dialect->strange++;
		take_status(dialect, line->text);
	}
}

const struct debugger mdb_debugger = { .name = "mdb",
	.looks = true,
	.offered = true,
	.state = sizeof(struct mdb),
	.begins = begins,
	.feed = feed,
	.end = end };
