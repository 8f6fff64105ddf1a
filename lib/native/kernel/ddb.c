#include "native/kernel/ddb.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/kernel/ddbframe.h"

static const struct bytes tool = BYTES_ROW("kernel");

enum {
	HEAD_MOST = 60,   /* lines between a heading and its frames */
	STRANGE_MOST = 3, /* lines of others among the frames */
	COLUMNS = 80,     /* ddb breaks a line before the last column, a terminal behind it */
};

/* What a line around the frames says. */
struct head {
	long long pid, lwp;
	struct bytes comm, reason;
	bool sure;   /* no other program writes such a line */
	bool thread; /* the stack of another thread begins */
};

/* `panic: mtx_lock() of destroyed mutex`, `Fatal trap 12: page fault while in kernel mode` */
static bool
read_death(struct bytes line, struct head *head)
{
	struct bytes rest = line;

	if (bytes_take(&rest, BYTES("panic: "))) {
		head->reason = rest;
		return true;
	}
	head->reason = line;
	head->thread = head->sure = words_take("Fatal trap 9: * while in ", &rest);
	return head->sure || words_take("kernel: * trap, code=", &rest);
}

/* `Tracing pid 811 tid 100431 td 0xfffff80003a5c000`, `Tracing command loomd pid 811 tid 100431 td 0x…` */
static bool
read_tracing(struct bytes line, struct head *head)
{
	if (!bytes_take(&line, BYTES("Tracing ")) || bytes_find(line, BYTES(" td 0x")) == NULL)
		return false;
	if (bytes_take(&line, BYTES("command "))
		? !bytes_split_last(line, BYTES(" pid "), &head->comm, &line)
		: !bytes_take(&line, BYTES("pid ")))
		return false;
	head->thread = head->sure = true;
	head->lwp = bytes_number_behind(line, BYTES(" tid "));
	return bytes_take_number(&line, &head->pid);
}

/* `current process		= 811 (loomd)` */
static bool
read_current(struct bytes line, struct head *head)
{
	if (!bytes_take(&line, BYTES("current process")) ||
	    !bytes_split(line, BYTES("= "), NULL, &line) || !bytes_take_number(&line, &head->pid))
		return false;
	if (bytes_take(&line, BYTES(" (")) && bytes_take_end(&line, BYTES(")")))
		head->comm = line;
	return true;
}

/* `[ thread pid 811 tid 100431 ]`, NetBSD's `Stopped in pid 811.2 (loomd) at netbsd:…` */
static bool
read_stopped(struct bytes line, struct head *head)
{
	if (bytes_start(line, BYTES("[ thread pid "))) {
		head->pid = bytes_number_behind(line, BYTES(" pid "));
		head->lwp = bytes_number_behind(line, BYTES(" tid "));
		return head->lwp >= 0;
	}
	if (!bytes_take(&line, BYTES("Stopped in pid ")) || !bytes_take_number(&line, &head->pid) ||
	    !bytes_split(line, BYTES(" ("), NULL, &line))
		return false;
	head->thread = head->sure = true;
	return bytes_split(line, BYTES(") at "), &head->comm, NULL);
}

/* OpenBSD lists its processors, with a `*` before the one that stopped: `*117407  30019      0 …  0K loomd` */
static bool
read_row(struct bytes line, struct head *head)
{
	if (!bytes_take(&line, BYTES("*")))
		return false;
	line = bytes_from(line, bytes_indent(line));
	if (!bytes_take_number(&line, &head->lwp))
		return false;
	line = bytes_trim(line);
	head->comm = bytes_behind_last(line, ' ');
	return bytes_take_number(&line, &head->pid) && bytes_indent(line) > 0;
}

static bool
read_head(struct bytes line, struct head *head)
{
	static bool (*const readers[])(struct bytes, struct head *) = { read_death, read_tracing,
		read_current, read_stopped, read_row };

	line = bytes_trim(line);
	for (size_t i = 0; i < COUNT_OF(readers); i++) {
		*head = (struct head){ .pid = -1, .lwp = -1 };
		if (readers[i](line, head))
			return true;
	}
	return false;
}

static bool
is_stack(struct bytes line)
{
	return bytes_start(line, BYTES("KDB: stack backtrace:"));
}

/* Whether the line may stand between the cause of death and the frames, or between frames. */
static bool
is_between(struct bytes line)
{
	static const struct bytes words[] = { BYTES_ROW("cpuid = "), BYTES_ROW("time = "),
		BYTES_ROW("--- "), BYTES_ROW("KDB: "), BYTES_ROW("Starting stack trace..."),
		BYTES_ROW("Stopped at "), BYTES_ROW("Stopped in pid "), BYTES_ROW("TID "),
		BYTES_ROW("cpu"), BYTES_ROW("pc = 0x"), BYTES_ROW("sp = 0x") };

	return words_start(LIST(words), bytes_trim(line)) != WORDS_NONE;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct head head;

	(void)dialect;
	if (current)
		return BEGINS_NOTHING;
	if (is_stack(line->text))
		return BEGINS_THREAD;
	if (read_head(line->text, &head) && (head.sure || head.reason.len > 0))
		return head.sure ? BEGINS_THREAD : BEGINS_PERHAPS;
	return ddbframe_is(line->text) || bytes_start(line->text, BYTES("Stopped at "))
	    ? BEGINS_PERHAPS
	    : BEGINS_NOTHING;
}

/* Other programs print `panic: `, too. */
static bool
goes_on(struct bytes held, struct bytes line)
{
	return ddbframe_is(line) || is_between(line) ||
	    (!ddbframe_is(held) && bytes_indent(line) == line.len);
}

/* The last line, which the next one may continue. */
static struct bytes *
cut_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &ddb_debugger);
}

/* A kernel without a debugger prints frames that look like gdb's. */
static bool
owns(const struct dialect *dialect)
{
	return dialect->open != NULL;
}

/* The open stack is over. */
static void
end_stack(struct dialect *dialect)
{
	dialect_end_stack(dialect, tool);
	dialect->strange = 0;
}

static struct draft *
begin_thread(struct dialect *dialect)
{
	end_stack(dialect);
	return dialect->open = dialect_begin(dialect);
}

static void
take_head(struct dialect *dialect, const struct head *head)
{
	struct draft *open = dialect->open;
	bool dies = head->reason.len > 0;

	if (open == NULL || (open->thread.frames != NULL && (head->thread || dies)))
		open = begin_thread(dialect);
	if (open == NULL)
		return;
	dialect->strange = 0;
	if (head->pid >= 0)
		open->thread.process.pid = head->pid;
	if (head->lwp >= 0)
		open->thread.lwp = head->lwp;
	if (head->comm.len > 0)
		open->thread.comm = arena_copy(open->memory, head->comm);
	/* a trap is told first, and says more than the panic that it leads to */
	if (dies && open->thread.reason.len == 0)
		open->thread.reason = arena_copy(open->memory, head->reason);
}

/* Adds the frame of a line. On arm64 a line names a function and its caller: both are frames of the first line. */
static void
take_frame(struct dialect *dialect, struct bytes line)
{
	struct draft *open = dialect->open != NULL ? dialect->open : begin_thread(dialect);
	struct frame frame, inner = thread_no_frame;

	if (open == NULL)
		return;
	(void)ddbframe_parse(line, &frame, &inner.function);
	if (open->thread.frames == NULL && inner.function.len > 0 &&
	    !bytes_equal(inner.function, frame.function) && bytes_head(inner.function) != '?')
		drafts_add_parsed(open, &inner);
	drafts_add_parsed(open, &frame);
	dialect->strange = 0;
}

/* `pc = 0xffffff80003c3370  lr = 0xffffff8000014c08`: the addresses of the two functions in the line above. */
static void
take_registers(struct draft *draft, struct bytes line)
{
	struct bytes pc, lr;

	line = bytes_trim(line);
	if (draft == NULL || draft->thread.frames == NULL || !bytes_take(&line, BYTES("pc = ")) ||
	    !bytes_split(line, BYTES("lr = "), &pc, &lr))
		return;
	if (draft->thread.last_frame->function.len > 0)
		draft->thread.last_frame->address = arena_copy(draft->memory, bytes_trim(lr));
	if (draft->thread.frame_count == 2 && draft->thread.frames->address.len == 0)
		draft->thread.frames->address = arena_copy(draft->memory, bytes_trim(pc));
}

static bool
is_prompt(struct bytes line)
{
	static const struct bytes prompts[] = { BYTES_ROW("ddb{"), BYTES_ROW("ddb>"),
		BYTES_ROW("db>"), BYTES_ROW("db{") };

	return words_start(LIST(prompts), line) != WORDS_NONE;
}

static void
take_line(struct dialect *dialect, struct bytes line)
{
	struct draft *open = dialect->open;
	struct head head;

	if (ddbframe_is(line)) {
		take_frame(dialect, line);
	} else if (is_stack(line)) {
		if (open == NULL || open->thread.frames != NULL)
			begin_thread(dialect);
	} else if (read_head(line, &head)) {
		take_head(dialect, &head);
	} else if (is_prompt(line)) {
		end_stack(dialect);
	} else if (is_between(line)) {
		take_registers(open, line);
	} else {
		bool framed = open != NULL && open->thread.frames != NULL;

		if (bytes_indent(line) < line.len &&
		    ++dialect->strange >= (framed ? STRANGE_MOST : HEAD_MOST))
			end_stack(dialect);
		dialect->stray = true;
	}
}

/* Whether the line looks like a frame that was broken at the edge of the screen, so that the next line may continue it. */
static bool
is_cut(struct bytes line)
{
	return (line.len == COLUMNS - 1 || line.len == COLUMNS) && ddbframe_begins(line);
}

/* Whether the line may continue a broken one: by itself it means nothing. */
static bool
is_rest(struct bytes line)
{
	struct head head;

	return line.len > 0 && bytes_indent(line) == 0 && !ddbframe_is(line) && !is_stack(line) &&
	    !is_prompt(line) && !is_between(line) && !read_head(line, &head) && !is_cut(line);
}

/* Takes in the line that may be broken. True: the next line was its end, and is used up with it. */
static bool
settle_cut(struct dialect *dialect, struct bytes next)
{
	struct bytes *cut = cut_of(dialect), line = *cut, whole = line;
	bool joined = false;

	*cut = BYTES_NONE;
	if (line.len == 0)
		return false;
	if (is_rest(next)) {
		whole = arena_join(dialect->open->memory, line, next);
		joined = ddbframe_is(whole);
	}
	take_line(dialect, joined ? whole : line);
	return joined;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	if (settle_cut(dialect, line->text))
		return;
	if (dialect->open != NULL && is_cut(line->text))
		*cut_of(dialect) = arena_copy(dialect->open->memory, line->text);
	else
		take_line(dialect, line->text);
}

static void
end(struct dialect *dialect)
{
	(void)settle_cut(dialect, BYTES_NONE);
	end_stack(dialect);
}

const struct debugger ddb_debugger = { .name = "ddb",
	.first = "KFTS",
	.offered = true,
	.passing = true,
	.clues = ddbframe_clues,
	.state = sizeof(struct bytes),
	.begins = begins,
	.goes_on = goes_on,
	.owns = owns,
	.feed = feed,
	.end = end };
