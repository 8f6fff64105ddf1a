#include "native/tombstone.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/sanitizer/sanitizerframe.h"
#include "native/stamp.h"

static const struct bytes tool = BYTES_ROW("android");

enum { STRANGE_MOST = 3 }; /* lines that are no frames: so many end a stack */

/* The process whose thread began last, and when it died: lines between its threads may end what is known of it. */
struct tombstone {
	long long pid;
	char time[TIMESTAMP_WRITTEN_MAX];
	size_t length;  /* of the time */
	long long look; /* in which it began; lines between threads may begin the next one */
};

static struct tombstone *
tombstone_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &tombstone_debugger);
}

/* Takes ` (INSIDE)` off the end, if the brackets are balanced: names have brackets of their own. */
static bool
take_brackets(struct bytes *text, struct bytes *inside)
{
	size_t depth = 0, i = text->len;

	if (bytes_tail(*text) != ')')
		return false;
	do {
		i--;
		depth += text->at[i] == ')';
		depth -= text->at[i] == '(';
	} while (depth > 0 && i > 0);
	if (depth > 0 || i == 0 || text->at[i - 1] != ' ')
		return false;
	*inside = bytes_from(bytes_first(*text, text->len - 1), i + 1);
	*text = bytes_first(*text, i - 1);
	return true;
}

/* `abort+164`, and the offset is decimal; `foo::bar(int)` alone, where it is not known. */
static void
take_symbol(struct bytes inside, struct frame *frame)
{
	struct bytes name, offset;

	frame->function = inside;
	if (bytes_split_last(inside, BYTES("+"), &name, &offset) &&
	    bytes_number(offset, &frame->offset))
		frame->function = name;
}

/* What stands behind the module, from the end: `(offset 0x1000) (abort+164) (BuildId: 0869)`. */
static struct bytes
take_details(struct bytes text, struct frame *frame)
{
	struct bytes module = text, inside, build_id;

	while (take_brackets(&module, &inside)) {
		build_id = inside;
		if (bytes_take(&build_id, BYTES("BuildId: ")))
			frame->build_id = build_id;
		else if (bytes_equal(inside, BYTES("deleted")))
			return text;
		else if (!bytes_start(inside, BYTES("offset 0x")) && frame->function.len == 0)
			take_symbol(inside, frame);
		text = module = bytes_trim_end(module);
	}
	return text;
}

bool
tombstone_parse(struct bytes line, struct frame *frame)
{
	struct bytes text = bytes_trim(line), digits;

	*frame = thread_no_frame;
	if (!bytes_take(&text, BYTES("#")) || !bytes_take_number(&text, &frame->level))
		return false;
	text = bytes_trim(text);
	if (!bytes_take(&text, BYTES("pc ")))
		return false;
	frame->address = text;
	(void)bytes_take(&text, BYTES("0x"));
	digits = bytes_first(text, ascii_run(text, ascii_is_hex));
	text = bytes_from(text, digits.len);
	frame->address.len -= text.len;
	if (digits.len == 0 || (text.len > 0 && bytes_indent(text) == 0))
		return false;
	frame->module = take_details(bytes_trim(text), frame);
	while (digits.len > 1 && digits.at[0] == '0')
		digits = bytes_from(digits, 1);
	/* if there is a module, the number is an offset in it */
	if (frame->module.len == 0 || bytes_head(frame->module) == '<')
		frame->module = BYTES_NONE;
	else if (bytes_hex(digits, &frame->module_offset))
		frame->address = BYTES_NONE;
	return true;
}

/* `pid: 811, tid: 813, name: spooler  >>> com.example.loom <<<` */
struct head {
	long long pid, tid;
	struct bytes name, title;
};

static bool
read_head(struct bytes line, struct head *head)
{
	*head = (struct head){ .pid = -1, .tid = -1 };
	line = bytes_trim(line);
	if (!bytes_take(&line, BYTES("pid: ")) || !bytes_take_number(&line, &head->pid) ||
	    !bytes_take(&line, BYTES(", tid: ")) || !bytes_take_number(&line, &head->tid) ||
	    !bytes_take(&line, BYTES(", name: ")))
		return false;
	head->name = bytes_trim(line);
	if (bytes_split_last(line, BYTES(" >>> "), &head->name, &head->title)) {
		head->name = bytes_trim(head->name);
		(void)bytes_take_end(&head->title, BYTES(" <<<"));
	}
	return true;
}

static bool
is_frame(struct bytes line)
{
	struct frame frame;

	return tombstone_parse(line, &frame);
}

/* `#0 0x00084fe6 in tgkill /bionic/libc/tgkill.S:20`: tools that look frames up replace them by such lines. */
static bool
parse_symbolized(struct bytes line, struct frame *frame)
{
	struct bytes text = bytes_trim(line);

	*frame = thread_no_frame;
	return sanitizerframe_is(text) && bytes_take(&text, BYTES("#")) &&
	    bytes_take_number(&text, &frame->level) &&
	    sanitizerframe_parse(bytes_trim(text), frame);
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct head head;

	(void)dialect;
	/* asked within its own text, too: gdb's frames begin alike */
	if (is_frame(line->text) || read_head(line->text, &head))
		return BEGINS_THREAD;
	return !current && bytes_start(line->text, BYTES("Build fingerprint: ")) ? BEGINS_PROCESS
										 : BEGINS_NOTHING;
}

static void
end_thread(struct dialect *dialect)
{
	/* a thread that crashed counts without frames, too */
	if (dialect->open != NULL && dialect->open->thread.frames == NULL &&
	    !dialect->open->thread.crashed) {
		drafts_drop(dialect->drafts, dialect->open);
		dialect->open = NULL;
	}
	dialect_end(dialect, tool);
}

/* Gives the thread the time of its process, which the report says once, above the first one. */
static void
share_time(struct dialect *dialect, long long pid, struct draft *open)
{
	struct tombstone *known = tombstone_of(dialect);
	struct bytes *time = &open->thread.time;

	if (time->len == 0 && pid == known->pid && dialect->looks <= known->look + 1)
		*time = arena_copy(open->memory, (struct bytes){ known->time, known->length });
	known->pid = pid;
	known->look = dialect->looks;
	known->length = time->len;
	if (time->len > 0)
		memcpy(known->time, time->at, time->len);
}

static void
begin_thread(struct dialect *dialect, const struct head *head)
{
	struct process *process = snapshot_process(dialect->snapshot);
	struct draft *open;

	end_thread(dialect);
	dialect->open = open = dialect_begin(dialect);
	if (open == NULL)
		return;
	process->pid = head->pid;
	process->title = snapshot_keep(dialect->snapshot, head->title);
	share_time(dialect, head->pid, open);
	open->thread.lwp = head->tid;
	open->thread.comm = arena_copy(open->memory, head->name);
}

/* `deallocated by thread 831:`: the stack that follows is of something earlier. */
static bool
begin_earlier(struct dialect *dialect, struct bytes line)
{
	static const struct bytes words[] = { BYTES_ROW("deallocated by thread "),
		BYTES_ROW("allocated by thread ") };
	struct bytes text = bytes_trim(line), rest = text;
	int word = words_start(LIST(words), text);
	long long lwp;

	if (word == WORDS_NONE || !bytes_take(&rest, words[word]) ||
	    !bytes_take_number(&rest, &lwp) || !bytes_equal(rest, BYTES(":")))
		return false;
	end_thread(dialect);
	dialect->open = dialect_begin(dialect);
	if (dialect->open != NULL) {
		dialect->open->thread.lwp = lwp;
		dialect->open->thread.stack =
		    arena_copy(dialect->open->memory, bytes_first(text, text.len - rest.len));
	}
	return true;
}

/*
 * `signal 6 (SIGABRT), code -6 (SI_TKILL), fault addr --------`, `Cause: null pointer dereference`, `Abort message: 'no
 * bale'`: of the thread that is open.
 */
static bool
take_death(struct draft *open, struct bytes line)
{
	struct bytes text = bytes_trim(line), name;

	if (open == NULL || open->thread.frames != NULL)
		return false;
	if (words_take("signal 9 (", &text) && bytes_split(text, BYTES(")"), &name, NULL)) {
		open->thread.signal = arena_copy(open->memory, name);
		open->thread.crashed = open->thread.current = true;
		return true;
	}
	if (!bytes_take(&text, BYTES("Cause: "))) {
		if (!bytes_take(&text, BYTES("Abort message: ")))
			return false;
		(void)bytes_take_around(&text, BYTES("'"), BYTES("'"));
	}
	open->thread.reason = arena_copy(open->memory, text);
	return true;
}

static void
take_frame(struct dialect *dialect, const struct frame *parsed)
{
	struct draft *open = dialect->open;

	if (open != NULL && open->thread.frames != NULL &&
	    parsed->level <= open->thread.last_frame->level) {
		end_thread(dialect); /* another stack, whose head is missing */
		open = NULL;
	}
	dialect->strange = 0;
	if (open != NULL || (open = dialect->open = dialect_begin(dialect)) != NULL)
		(void)drafts_add_parsed(open, parsed);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct draft *open = dialect->open;
	struct frame frame;
	struct head head;

	if (tombstone_parse(line->text, &frame) ||
	    (open != NULL && parse_symbolized(line->text, &frame))) {
		take_frame(dialect, &frame);
	} else if (read_head(line->text, &head)) {
		begin_thread(dialect, &head);
	} else if (!begin_earlier(dialect, line->text) && !take_death(open, line->text)) {
		bool framed = open != NULL && open->thread.frames != NULL;

		if (framed && bytes_indent(line->text) < line->text.len &&
		    ++dialect->strange >= STRANGE_MOST)
			end_thread(dialect);
		dialect->stray = true;
	}
}

static const struct clue clues[] = {
	{ CLUE_HEADING, BYTES_ROW("pid: "), .words = "pid: 9, tid: 9, name: " },
	{ CLUE_HEADING, BYTES_ROW("#"), .words = "#9 pc " },
	{ .words = NULL },
};

const struct debugger tombstone_debugger = { .name = "android",
	.first = "#Bp",
	.offered = true,
	.passing = true,
	.clues = clues,
	.state = sizeof(struct tombstone),
	.begins = begins,
	.feed = feed,
	.end = end_thread };
