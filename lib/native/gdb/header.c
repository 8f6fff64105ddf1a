#include "native/gdb/header.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/frameline.h"

/* Takes everything up to one of the two bytes, at least one. */
static bool
take_until(struct bytes *text, const char ends[2], struct bytes *taken)
{
	size_t n = 0;

	while (n < text->len && text->at[n] != ends[0] && text->at[n] != ends[1])
		n++;
	*taken = bytes_first(*text, n);
	*text = bytes_from(*text, n);
	return n > 0;
}

bool
header_parse_id(struct bytes text, struct thread_id *id, struct bytes *rest)
{
	id->inferior = -1;
	if (!bytes_take_number(&text, &id->tid))
		return false;
	if (bytes_take(&text, BYTES("."))) {
		id->inferior = id->tid;
		if (!bytes_take_number(&text, &id->tid))
			return false;
	}
	*rest = text;
	return true;
}

/* `LWP 9`, FreeBSD's `LWP 100284/httpd` and `LWP 100284 of process 812` */
static bool
take_lwp(struct bytes *text, struct thread_target *target)
{
	struct bytes at = *text;

	if (!bytes_take(&at, BYTES("LWP ")) || !bytes_take_number(&at, &target->lwp))
		return false;
	if (bytes_take(&at, BYTES("/")))
		take_until(&at, ")", &target->comm);
	else if (bytes_take(&at, BYTES(" of process ")) && !bytes_take_number(&at, &target->pid))
		return false;
	*text = at;
	return true;
}

/* `1235`, `0x4d3` */
static bool
take_id(struct bytes *text, long long *id)
{
	struct bytes at = *text, digits;

	if (!bytes_take(&at, BYTES("0x")))
		return bytes_take_number(text, id);
	digits = bytes_first(at, ascii_run(at, ascii_is_hex));
	*text = bytes_from(at, digits.len);
	return bytes_hex(digits, id);
}

/* `Thread 0x7f… (LWP 9)`, FreeBSD's `Thread 801c0a400 (LWP 100284/httpd)`; a remote's `Thread 1.2`, Windows' `Thread 1.0x2` */
static bool
take_thread(struct bytes *text, struct thread_target *target)
{
	struct bytes at = *text, handle;

	if (!bytes_take(&at, BYTES("Thread ")) || !take_until(&at, " .", &handle))
		return false;
	if (bytes_take(&at, BYTES(" (")) && take_lwp(&at, target) && bytes_take(&at, BYTES(")"))) {
		target->pthread = handle;
	} else if (!bytes_number(handle, &target->pid) || !bytes_take(&at, BYTES(".")) ||
	    !take_id(&at, &target->lwp)) {
		target->pid = target->lwp = -1;
		target->comm = BYTES_NONE;
		return false;
	}
	*text = at;
	return true;
}

static bool
take_process(struct bytes *text, struct thread_target *target)
{
	struct bytes at = *text;

	if (!bytes_take(&at, BYTES("process ")) || !bytes_take_number(&at, &target->pid))
		return false;
	if (at.len > 0 && at.at[0] != ' ' && at.at[0] != ')') {
		target->pid = -1;
		return false;
	}
	target->process = true;
	*text = at;
	return true;
}

/* Marks that say nothing of the stack. */
static void
take_marks(struct bytes *text)
{
	static const struct bytes marks[] = { BYTES_ROW("(Exiting)"), BYTES_ROW("(running)"),
		BYTES_ROW("[running]") };
	struct bytes trimmed = bytes_trim(*text);
	int mark = words_end(LIST(marks), trimmed);

	if (mark != WORDS_NONE)
		*text = bytes_trim(bytes_first(trimmed, trimmed.len - marks[mark].len));
}

/* A name may hold quotes and brackets itself: it is all from the first quote to the last. */
static void
take_name(struct bytes *text, struct thread_target *target)
{
	struct bytes quoted = bytes_trim(*text);

	if (!bytes_take_around(&quoted, BYTES("\""), BYTES("\"")))
		return;
	target->comm = quoted;
	*text = BYTES_NONE;
}

struct thread_target
header_parse_target(struct bytes text)
{
	struct thread_target target = { .id = { -1, -1 }, .text = text, .pid = -1, .lwp = -1 };
	bool known =
	    take_thread(&text, &target) || take_lwp(&text, &target) || take_process(&text, &target);

	take_marks(&text);
	take_name(&text, &target);
	target.other = !known || bytes_trim(text).len > 0;
	return target;
}

enum header
header_parse(struct bytes line, struct thread_target *target)
{
	struct bytes rest = line;
	struct thread_id id;

	if (!bytes_take(&rest, BYTES("Thread ")) || !header_parse_id(rest, &id, &rest) ||
	    !bytes_take(&rest, BYTES(" (")))
		return HEADER_NONE;
	rest = bytes_trim(rest);
	if (bytes_take_end(&rest, BYTES("):"))) {
		*target = header_parse_target(rest);
		target->id = id;
		return HEADER_WHOLE;
	}
	return bytes_start(rest, BYTES("Thread ")) || bytes_start(rest, BYTES("LWP "))
	    ? HEADER_CUT
	    : HEADER_NONE;
}

bool
header_parse_coredump(struct bytes line, long long *lwp)
{
	return bytes_take(&line, BYTES("Stack trace of thread ")) &&
	    bytes_take_number(&line, lwp) && bytes_equal(bytes_trim(line), BYTES(":"));
}

/*
 * The name in a row stands in quotes and may hold some: it ends at the last quote with a blank, or
 * nothing, behind it that the kernel's 15 bytes (macOS, which gives no LWP: 63) allow.
 */
static void
take_row_name(struct bytes text, struct thread_target *target)
{
	size_t longest = target->lwp >= 0 ? 15 : 63;

	text = bytes_trim(text);
	if (text.len < 2 || text.at[0] != '"')
		return;
	for (size_t end = text.len < longest + 2 ? text.len - 1 : longest + 1; end > 0; end--) {
		if (text.at[end] != '"' || (end + 1 < text.len && text.at[end + 1] != ' '))
			continue;
		target->comm = (struct bytes){ text.at + 1, end - 1 };
		target->place = bytes_from(text, end + 1);
		return;
	}
}

/* The place behind what is not taken apart (`Remote target 0x… in f ()`): its address begins it. */
static struct bytes
place_behind(struct bytes text)
{
	const char *found = bytes_find(text, BYTES(" 0x"));

	if (bytes_start(text, BYTES("0x")))
		return text;
	return found == NULL ? BYTES_NONE : bytes_at(text, found);
}

/* `Thread 1.2 …`, as servers far away name theirs; and no `Thread safety …` */
static bool
is_thread(struct bytes text)
{
	return words_take("Thread 9", &text);
}

/* `1 (native)   /srv/x`, before gdb 10 `/srv/x`: no function's name begins so. */
static bool
is_connection(struct bytes text)
{
	return bytes_head(text) == '/' || words_take("9 (", &text);
}

bool
header_parse_inferior(struct bytes line, struct thread_target *target, bool *current)
{
	struct bytes rest = bytes_trim(line);
	const char *path;

	*target = (struct thread_target){ .id = { -1, -1 }, .pid = -1, .lwp = -1 };
	*current = bytes_take(&rest, BYTES("* "));
	rest = bytes_trim(rest);
	if (!bytes_take_number(&rest, &target->id.inferior) || bytes_indent(rest) == 0)
		return false;
	rest = bytes_trim(rest);
	if (!take_process(&rest, target) || !is_connection(bytes_trim(rest)))
		return false;
	path = bytes_find(rest, BYTES(" /"));
	target->place = path == NULL ? BYTES_NONE : bytes_trim(bytes_at(rest, path));
	return true;
}

bool
header_parse_row(struct bytes line, struct thread_target *target, bool *current)
{
	static const struct bytes others[] = { BYTES_ROW("core thread "),
		BYTES_ROW("Remote target"), BYTES_ROW("\""), BYTES_ROW("0x") };
	struct bytes rest = bytes_trim(line);
	struct thread_id id;

	*current = bytes_take(&rest, BYTES("* "));
	if (!header_parse_id(bytes_trim(rest), &id, &rest) || id.tid == 0 ||
	    bytes_indent(rest) == 0)
		return false;
	rest = bytes_trim(rest);
	*target = (struct thread_target){ .id = id, .text = rest, .pid = -1, .lwp = -1 };
	if (!take_thread(&rest, target) && !take_lwp(&rest, target) &&
	    !take_process(&rest, target) && !is_thread(rest) &&
	    words_start(LIST(others), rest) == WORDS_NONE)
		return false;
	target->place = rest.at == target->text.at ? place_behind(rest) : rest;
	take_row_name(rest, target);
	target->place = bytes_trim(target->place);
	if (bytes_take(&target->place, BYTES("(Exiting)")))
		target->place = bytes_trim(target->place);
	/* `info inferiors` has no frame behind a process, but how gdb reaches it and its executable */
	if (target->process && is_connection(target->place))
		return false;
	/*
	 * Apple's have but a name and a place; its other tables begin with numbers, too (shapes.json: apple-live), and so do
	 * the frames of Swift, which have `in` behind the name.
	 */
	if (bytes_head(rest) == '0')
		return bytes_split(rest, BYTES(" "), NULL, &rest) &&
		    bytes_start(rest, BYTES("in "));
	return bytes_head(rest) != '"' ||
	    (bytes_find(rest, BYTES(" in ")) != NULL && bytes_find(rest, BYTES("0x")) != NULL);
}

bool
header_is(struct bytes line)
{
	struct thread_target target;

	return header_parse(line, &target) == HEADER_WHOLE;
}

static bool
is_coredump(struct bytes text)
{
	long long lwp;

	return header_parse_coredump(text, &lwp);
}

static bool
is_frame(struct bytes text)
{
	struct bytes rest;
	long long level;

	return frameline_starts(text, &level, &rest) &&
	    (bytes_start(rest, BYTES("0x")) || frameline_is_plain(rest) ||
		bytes_start(rest, BYTES("<signal handler called>")));
}

const struct clue header_clues[] = {
	{ CLUE_HEADING, BYTES_ROW("Thread "), .is = header_is },
	{ CLUE_HEADING, BYTES_ROW("Stack trace of thread "), .is = is_coredump },
	{ CLUE_HEADING, BYTES_ROW("Process "), .words = "Process 9 (*) of user 9 dumped core" },
	{ CLUE_FRAME, BYTES_ROW("#"), .is = is_frame },
	{ .words = NULL },
};
