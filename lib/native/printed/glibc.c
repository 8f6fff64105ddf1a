#include "native/printed/glibc.h"

#include "base/ascii.h"
#include "native/frameline.h"
#include "native/printed/glibcframe.h"
#include "native/printed/glibcsaid.h"

static const struct bytes tool = BYTES_ROW("glibc");

/* So many lines that are no frames end a stack, or a heading without one. */
enum { STRANGE_MOST = 3, DETAILS_MOST = 16 };

struct glibc {
	bool expected;      /* frames or headings of threads are expected */
	bool caught;        /* a crash handler said what it got */
	bool fortran;       /* the expected frames look like gdb's */
	bool listing;       /* stacks of several threads come */
	bool died;          /* the program said why it died, and no stack came since */
	bool place_follows; /* one frame alone is expected: where it crashed */
	bool told;          /* a stack of who died came since */
};

static struct glibc *
glibc_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &glibc_debugger);
}

bool
glibc_owns_frames(const struct dialect *dialect)
{
	return glibc_of(dialect)->expected;
}

static bool
expects(const struct dialect *dialect)
{
	const struct glibc *glibc = glibc_of(dialect);

	return glibc->expected || glibc->died;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct bytes before, behind;
	struct frame frame;
	struct glibcsaid_caught caught;
	struct glibcsaid_thread thread;
	enum glibcsaid says;

	(void)dialect;
	if (!current && glibcframe_parse(line->text, &frame) == GLIBC_FRAME)
		return BEGINS_THREAD;
	switch (says = glibcsaid_read(line->text, &before, &behind)) {
	case GLIBCSAID_HANDLER:
		return glibcsaid_read_caught(line->text, before, behind, &caught) ? BEGINS_PROCESS
										  : BEGINS_NOTHING;
	case GLIBCSAID_KILLED:
	case GLIBCSAID_FAULT:
	case GLIBCSAID_ABORT:
		return glibcsaid_signal(says, behind).len > 0 ? BEGINS_PROCESS : BEGINS_NOTHING;
	case GLIBCSAID_REASON:
		return BEGINS_PROCESS;
	case GLIBCSAID_FORTRAN:
	case GLIBCSAID_STACK:
	case GLIBCSAID_STACKS:
		return current ? BEGINS_NOTHING : BEGINS_THREAD;
	case GLIBCSAID_THREAD:
		return !current && glibcsaid_read_thread(line->text, before, behind, &thread)
		    ? BEGINS_THREAD
		    : BEGINS_NOTHING;
	default:
		return BEGINS_NOTHING;
	}
}

/* Whether the stack goes through the frame that was shown before as the place of the crash: that is no thread of its own. */
static bool
shows_place(const struct thread *whole, const struct thread *held)
{
	for (const struct frame *frame = whole->frames; frame != NULL; frame = frame->next)
		if (bytes_equal(frame->address, held->frames->address))
			return true;
	return false;
}

static void
end_stack(struct dialect *dialect)
{
	struct glibc *glibc = glibc_of(dialect);
	struct draft *open = dialect->open;

	dialect->strange = 0;
	if (open == NULL)
		return;
	if (open->thread.frames == NULL && open->thread.tid < 0) {
		drafts_drop(dialect->drafts, open);
		dialect->open = NULL;
		return;
	}
	dialect_set_crashed(
	    dialect, open, dialect_settle(dialect, shows_place) || open->thread.crashed);
	glibc->told = glibc->told || open->thread.crashed;
	glibc->expected = glibc->listing;
	glibc->fortran = glibc->caught = false;
	if (glibc->place_follows)
		dialect_hold(dialect);
	else
		dialect_end(dialect, tool);
	if (!glibc->place_follows && !glibc->listing)
		dialect->snapshot->stop.time = BYTES_NONE;
	glibc->place_follows = false;
}

static void
end(struct dialect *dialect)
{
	end_stack(dialect);
	dialect_release(dialect, tool);
	*glibc_of(dialect) = (struct glibc){ .expected = false };
}

static struct draft *
begin_stack(struct dialect *dialect)
{
	struct glibc *glibc = glibc_of(dialect);
	bool crashed;

	end_stack(dialect);
	crashed = (glibc->died && !snapshot_heard_is_past(dialect->snapshot)) ||
	    glibc->place_follows || dialect_begins_crash(dialect);
	dialect->open = dialect_begin(dialect);
	if (dialect->open != NULL)
		dialect->open->thread.crashed = crashed;
	glibc->died = glibc->died && glibc->place_follows;
	return dialect->open;
}

/* `811 loom-server *`: the thread whose frames follow; a star is behind the one that crashed. */
static bool
take_thread(struct dialect *dialect, struct bytes line)
{
	struct bytes comm = bytes_trim_end(line);
	struct draft *draft;
	long long lwp;
	bool crashed;

	if (!glibc_of(dialect)->expected || !bytes_take_number(&comm, &lwp) ||
	    !bytes_take(&comm, BYTES(" ")))
		return false;
	crashed = bytes_take_end(&comm, BYTES(" *"));
	draft = begin_stack(dialect);
	if (draft != NULL) {
		draft->thread.lwp = lwp;
		draft->thread.comm = arena_copy(draft->memory, comm);
		draft->thread.crashed = crashed;
	}
	return true;
}

static void
take_heading(struct dialect *dialect, struct bytes line, struct bytes before, struct bytes behind)
{
	struct glibcsaid_thread said;
	struct draft *draft;

	if (!glibcsaid_read_thread(line, before, behind, &said) ||
	    (draft = begin_stack(dialect)) == NULL)
		return;
	draft->thread.tid = said.tid;
	draft->thread.pthread = arena_copy(draft->memory, said.pthread);
	draft->thread.crashed = said.caller;
}

/* `in thread 7f37b2d01a40 thread_name:loomd` (Ceph, earlier without the name): the one that crashed. */
static bool
take_crashed(struct dialect *dialect, struct bytes line)
{
	struct bytes pthread = bytes_trim(line), comm = BYTES_NONE;
	struct draft *draft;

	if (!glibc_of(dialect)->died || !bytes_take(&pthread, BYTES("in thread ")) ||
	    (!bytes_split(pthread, BYTES(" thread_name:"), &pthread, &comm) &&
		ascii_run(pthread, ascii_is_hex) < pthread.len))
		return false;
	draft = begin_stack(dialect);
	if (draft != NULL) {
		draft->thread.pthread = arena_copy(draft->memory, pthread);
		draft->thread.comm = arena_copy(draft->memory, comm);
	}
	return true;
}

/* `==== backtrace (tid:  813) ====`: the thread whose frames follow. */
static void
take_tid(struct dialect *dialect, struct bytes line)
{
	long long lwp;

	if (!bytes_split(line, BYTES(" (tid:"), NULL, &line))
		return;
	line = bytes_trim(line);
	if (bytes_take_number(&line, &lwp) && begin_stack(dialect) != NULL)
		dialect->open->thread.lwp = lwp;
}

static void
read_reason(struct dialect *dialect, struct bytes line)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct bytes exe, reason = glibcsaid_reason(line, &exe);

	if (exe.len > 0)
		snapshot_process(snapshot)->exe = snapshot_keep(snapshot, exe);
	snapshot_hear_reason(snapshot, reason);
}

/* Whether the frame begins another stack, as its number says: a program may go on after a failed assertion. */
static bool
begins_again(const struct draft *open, const struct frame *frame)
{
	const struct frame *first = open->thread.frames;

	return first != NULL && open->thread.last_frame->level > first->level &&
	    frame->level == first->level;
}

static void
take_frame(struct dialect *dialect, struct bytes line, const struct frame *parsed)
{
	const struct glibc *glibc = glibc_of(dialect);
	struct draft *open = dialect->open;
	struct frame *frame, *first, *last;

	if (open != NULL && begins_again(open, parsed))
		open = begin_stack(dialect);
	if (open == NULL && (open = begin_stack(dialect)) == NULL)
		return;
	first = open->thread.frames;
	if (first == NULL && glibc->caught) /* the handler's words began it */
		open->thread.line = dialect->line;
	last = open->thread.last_frame;
	if (first != NULL && parsed->level >= 0 && parsed->level < first->level)
		frame = drafts_add_inner(open, parsed); /* DPDK prints the outermost one first */
	else
		frame = drafts_add_parsed(open, parsed);
	if (frame == NULL)
		return;
	if (last != NULL && bytes_start(bytes_trim(line), BYTES("(inlined by) ")))
		last->inlined = true;
	dialect->strange = 0;
	if (glibc->place_follows)
		end_stack(dialect);
}

/*
 * A whole stack in the line: Seastar's `Reactor stalled for 8 ms on shard 0. Backtrace: 0x3c53042 0x3c52380`, Dovecot's
 * `Raw backtrace: /lib/libloom.so.0(weave+0x46) [0x7f88c1a3b13b] -> loomd(+0x192) [0x55d0c1a3b740]`, which may be cut.
 */
static void
take_addresses(struct dialect *dialect, struct bytes line)
{
	struct glibc *glibc = glibc_of(dialect);
	struct bytes rest = line = bytes_trim(line), word;
	struct frame frame;
	bool whole = true;

	while (whole && glibcframe_next(&rest, &word))
		whole = glibcframe_parse(word, &frame) != GLIBC_NO_FRAME;
	if (line.len == 0 || (!whole && bytes_find(line, BYTES("] -> ")) == NULL))
		return;
	while (glibcframe_next(&line, &word) && glibcframe_parse(word, &frame) != GLIBC_NO_FRAME)
		take_frame(dialect, word, &frame);
	dialect_note_unread(dialect, whole ? 0 : 1, dialect->line);
	end_stack(dialect);
	glibc->expected = glibc->listing;
}

/* Why a process dies follows: what is known of the one before it, whose stack came, is of no more use. */
static void
begin_death(struct dialect *dialect)
{
	struct glibc *glibc = glibc_of(dialect);

	end_stack(dialect);
	if (glibc->told)
		snapshot_forget_threads(dialect->snapshot);
	glibc->told = false;
	glibc->died = true;
}

/* A crash handler says which signal it got; frames follow. */
static void
take_caught(struct dialect *dialect, const struct glibcsaid_caught *caught)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct glibc *glibc = glibc_of(dialect);

	begin_death(dialect);
	snapshot_hear_signal(snapshot, caught->signal);
	if (caught->pid >= 0)
		snapshot_process(snapshot)->pid = caught->pid;
	glibc->expected = true;
	if (begin_stack(dialect) != NULL && caught->lwp >= 0)
		dialect->open->thread.lwp = caught->lwp;
	glibc->caught = true;
}

/* folly and gfortran have the place below the frame, set in. */
static bool
take_place(struct draft *draft, struct bytes line)
{
	struct frame place = thread_no_frame,
		     *last = draft == NULL ? NULL : draft->thread.last_frame;

	if (last == NULL || last->file.len > 0 || bytes_indent(line) == 0)
		return false;
	line = bytes_trim(line);
	(void)bytes_take(&line, BYTES("at ")); /* gfortran's */
	frameline_place(arena_copy(draft->memory, line), &place);
	if (place.line <= 0 || bytes_has(place.file, ' '))
		return false;
	last->file = place.file;
	last->line = place.line;
	return true;
}

/* backward-cpp says behind the frames which signal it got. */
static bool
take_info(struct dialect *dialect, struct bytes line)
{
	struct bytes signal = glibcsaid_info(line);

	if (signal.len == 0 || dialect->open == NULL || dialect->open->thread.frames == NULL)
		return false;
	snapshot_set_signal(dialect->snapshot, signal);
	dialect->open->thread.crashed = true;
	end_stack(dialect);
	return true;
}

/* HAProxy and ClickHouse write some lines between a heading and its frames. */
static void
take_strange(struct dialect *dialect, struct bytes line)
{
	bool framed = dialect->open != NULL && dialect->open->thread.frames != NULL;
	bool headed =
	    dialect->open != NULL && (dialect->open->thread.tid >= 0 || glibc_of(dialect)->caught);

	dialect->stray = bytes_indent(line) < line.len;
	if (dialect->stray ? ++dialect->strange >= (headed && !framed ? DETAILS_MOST : STRANGE_MOST)
			   : framed)
		end_stack(dialect);
}

static void
take_around(struct dialect *dialect, struct bytes line)
{
	struct bytes before, behind;
	enum glibcsaid says = glibcsaid_read(line, &before, &behind);
	struct glibc *glibc = glibc_of(dialect);
	struct glibcsaid_caught caught;

	switch (says) {
	case GLIBCSAID_NOTE:
		return;
	case GLIBCSAID_STACKS:
		glibc->listing = true;
		/* fall through */
	case GLIBCSAID_STACK:
	case GLIBCSAID_PLACE:
		end_stack(dialect);
		snapshot_note_stop(dialect->snapshot);
		glibc->expected = true;
		glibc->place_follows = says == GLIBCSAID_PLACE;
		take_tid(dialect, line);
		take_addresses(dialect, behind);
		return;
	case GLIBCSAID_FORTRAN:
		end_stack(dialect);
		glibc->expected = glibc->fortran = true;
		glibc->died = dialect->snapshot->stop.signal.len > 0;
		return;
	case GLIBCSAID_OVER:
		end(dialect);
		snapshot_forget_threads(dialect->snapshot); /* another stack is of no crash */
		return;
	case GLIBCSAID_KILLED:
	case GLIBCSAID_FAULT:
	case GLIBCSAID_ABORT:
		if (!ascii_is_digit(bytes_head(behind)) && glibcsaid_signal(says, behind).len == 0)
			return;
		begin_death(dialect);
		snapshot_hear_signal(dialect->snapshot, glibcsaid_signal(says, behind));
		glibcsaid_tell(dialect->snapshot, before, behind);
		return;
	case GLIBCSAID_HANDLER:
		if (glibcsaid_read_caught(line, before, behind, &caught))
			take_caught(dialect, &caught);
		return;
	case GLIBCSAID_THREAD:
		take_heading(dialect, line, before, behind);
		return;
	case GLIBCSAID_REASON:
		begin_death(dialect);
		glibcsaid_tell(dialect->snapshot, before, behind);
		read_reason(dialect, line);
		return;
	case GLIBCSAID_ELSE:
		break;
	}
	if (!take_place(dialect->open, line) && !take_thread(dialect, line) &&
	    !take_crashed(dialect, line) && !take_info(dialect, line))
		take_strange(dialect, line);
}

/* gfortran's frames look like gdb's. */
static bool
owns(const struct dialect *dialect)
{
	return glibc_of(dialect)->fortran;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct frame frame;
	enum glibc_frame is = glibcframe_parse(line->text, &frame);

	if (is == GLIBC_FRAME ||
	    (is == GLIBC_PERHAPS && (dialect->open != NULL || glibc_of(dialect)->expected)))
		take_frame(dialect, line->text, &frame);
	else
		take_around(dialect, line->text);
}

const struct debugger glibc_debugger = {
	.name = "glibc",
	.first = NULL,
	.offered = true,
	.begins = begins,
	.owns = owns,
	.feed = feed,
	.end = end,
	.passing = true,
	.expects = expects,
	.clues = glibcframe_clues,
	.state = sizeof(struct glibc),
};
