#include "native/carrier.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/framelike.h"
#include "native/frameline.h"
#include "native/gdb/header.h"
#include "native/kernel/ddb.h"
#include "native/kernel/kernelcallers.h"
#include "native/kernel/kernelframe.h"
#include "native/printed/glibcframe.h"
#include "pydump/pydump.h"

enum {
	PREFIX_MAX = 256,
	SEARCH_MAX = 1280, /* the word that a mark is in begins no further into the line */
	LINE_MAX = 8 * 1024,
};

/* How sure it is that a debugger printed what follows a prefix. */
enum sure { SURE_NOT, SURE_PERHAPS, SURE };

static enum sure
is_header(struct bytes text)
{
	struct target target;

	return header_parse(text, &target) == HEADER_WHOLE ? SURE : SURE_NOT;
}

/* `Thread 811 (idle): "MainThread"`, `Traceback for thread 811 (loomd) […]`: of Python's threads. */
static enum sure
is_python(struct bytes text)
{
	struct pydump_heading heading;

	return pydump_read_heading(text, &heading) ? SURE : SURE_NOT;
}

static enum sure
is_coredump_header(struct bytes text)
{
	long long lwp;

	return header_parse_coredump(text, &lwp) ? SURE : SURE_NOT;
}

static enum sure
is_call_trace(struct bytes text)
{
	return bytes_trim_end(text).len == strlen("Call Trace:") ? SURE_PERHAPS : SURE_NOT;
}

static enum sure
is_frame(struct bytes text)
{
	struct bytes rest;
	long long level;

	if (!frameline_starts(text, &level, &rest))
		return SURE_NOT;
	return bytes_start(rest, BYTES("0x")) || frameline_is_plain(rest) ||
		bytes_start(rest, BYTES("<signal handler called>"))
	    ? SURE_PERHAPS
	    : SURE_NOT;
}

static enum sure
is_kernel_frame(struct bytes text)
{
	struct frame frame, caller;

	return kernelframe_parse(text, &frame) || kernelframe_parse_arm(text, &frame, &caller)
	    ? SURE_PERHAPS
	    : SURE_NOT;
}

/* ` ? schedule+0x28/0x80` */
static enum sure
is_kernel_symbol(struct bytes text)
{
	return framelike_is(text) ? SURE_PERHAPS : SURE_NOT;
}

static enum sure
is_glibc_frame(struct bytes text)
{
	struct frame frame;

	return glibcframe_parse(text, &frame) == GLIBC_FRAME ? SURE_PERHAPS : SURE_NOT;
}

/* `0x40f53e7`, `/lib64/libc.so.6+0x281e1`, and no more (Seastar) */
static enum sure
is_place(struct bytes text)
{
	struct frame frame;

	return glibcframe_parse(text, &frame) == GLIBC_PERHAPS && frame.function.len == 0
	    ? SURE_PERHAPS
	    : SURE_NOT;
}

/* `vpanic() at netbsd:vpanic+0x160` */
static enum sure
is_ddb_frame(struct bytes text)
{
	struct frame frame;
	struct bytes callee;

	return ddb_parse(text, &frame, &callee) ? SURE_PERHAPS : SURE_NOT;
}

/* What is looked for in a line, and whether what begins there is a debugger's. */
static const struct mark {
	struct bytes begins;
	bool inside; /* it stands inside the first word of the text */
	enum sure (*is)(struct bytes text);
	const char *words; /* instead of `is`: where words_take() takes them, it surely is */
} marks[] = {
	{ BYTES_ROW("Thread "), false, is_header, NULL },
	{ BYTES_ROW("Thread "), false, is_python, NULL },
	{ BYTES_ROW("Traceback for thread "), false, is_python, NULL },
	{ BYTES_ROW("* thread #"), false, NULL, "* thread #9" }, /* lldb's */
	{ BYTES_ROW("Stack trace of thread "), false, is_coredump_header, NULL },
	{ BYTES_ROW("Process "), false, NULL, "Process 9 (*) of user 9 dumped core" },
	{ BYTES_ROW("INFO: task "), false, NULL, "INFO: task *:9 blocked for more than 9" },
	{ BYTES_ROW("CPU: "), false, NULL, "CPU: 9 *PID: 9 Comm: " },
	{ BYTES_ROW("Pid: "), false, NULL, "Pid: 9, comm: " },
	{ BYTES_ROW("task:"), false, NULL, "task:* state:* pid:" },
	{ BYTES_ROW("pid: "), false, NULL, "pid: 9, tid: 9, name: " }, /* Android's */
	{ BYTES_ROW("KDB: "), false, NULL, "KDB: stack backtrace:" },
	{ BYTES_ROW("Fatal trap "), false, NULL, "Fatal trap 9: " },
	{ BYTES_ROW("Call Trace:"), false, is_call_trace, NULL },
	{ BYTES_ROW("Call trace:"), false, is_call_trace, NULL },
	{ BYTES_ROW("#"), false, is_frame, NULL },
	{ BYTES_ROW("#"), false, is_glibc_frame, NULL },
	{ BYTES_ROW("#"), false, NULL, "#9 pc " },          /* Android's */
	{ BYTES_ROW("| 0x"), false, is_glibc_frame, NULL }, /* HAProxy's */
	{ BYTES_ROW("[<"), false, is_kernel_frame, NULL },
	{ BYTES_ROW("+0x"), true, is_kernel_symbol, NULL },
	{ BYTES_ROW(") at "), true, is_ddb_frame, NULL },
	{ BYTES_ROW("@ "), false, is_glibc_frame, NULL },
	{ BYTES_ROW("(+0x"), true, is_glibc_frame, NULL },
	{ BYTES_ROW("+0x"), true, is_glibc_frame, NULL },
	{ BYTES_ROW("0x"), true, is_place, NULL },
};

static enum sure
ask(const struct mark *mark, struct bytes text)
{
	if (mark->is != NULL)
		return mark->is(text);
	return words_take(mark->words, &text) ? SURE : SURE_NOT;
}

/* The beginning of the word that a place is in, and its end. */
static const char *
word_of(struct bytes line, const char *place)
{
	while (place > line.at && place[-1] != ' ' && place[-1] != '\t')
		place--;
	return place;
}

static const char *
word_end(struct bytes line, const char *place)
{
	while (place < line.at + line.len && *place != ' ' && *place != '\t')
		place++;
	return place;
}

/* `RIP  [<ffffffffa0123456>] …`, `IP: [<…>] …`: behind such words the kernel names a place, which is no frame. */
static bool
names_place(struct bytes before)
{
	static const struct bytes words[] = { BYTES_ROW("IP"), BYTES_ROW("IP:"), BYTES_ROW("0010:"),
		BYTES_ROW(">]"), BYTES_ROW(" at"), BYTES_ROW(" at:"), BYTES_ROW("):") };

	return words_end(LIST(words), bytes_trim_end(before)) != WORDS_NONE;
}

/* Where the kernel's text begins that has the symbol; NULL: it is no frame, since fewer than two blanks stand before it. */
static const char *
begin_of_frame(struct bytes line, const char *symbol)
{
	struct bytes before = bytes_until(line, symbol);
	size_t length;

	(void)bytes_take_end(&before, BYTES("? "));
	length = bytes_trim_end(before).len + 1;
	return before.len > length || bytes_tail(before) == '\t' ? line.at + length : NULL;
}

/* `/usr/bin/loom-server 127.0.0.1:6379(+0xa36e8)[0x59e1]`: a title that a program gave itself has blanks. */
static const char *
begin_of_module(struct bytes line, const char *word)
{
	const char *before = word - 1 > line.at ? word_of(line, word - 1) : line.at;

	return *before == '/' && is_glibc_frame(bytes_at(line, before)) != SURE_NOT ? before : word;
}

/* `12: (loom::weave(int, char const*)+0x5d) [0x59e1]` (Ceph): the number is the frame's; NULL: there is none. */
static const char *
begin_of_number(struct bytes line)
{
	const char *found = bytes_find(line, BYTES(": (")), *start = found;

	while (start != NULL && start > line.at && ascii_is_digit(start[-1]))
		start--;
	return start < found && is_glibc_frame(bytes_at(line, start)) != SURE_NOT ? start : NULL;
}

/* `Stack trace: 0x3523782 0x352384e`: the last of several addresses in a line is no frame of its own. */
static bool
behind_place(struct bytes line, const char *word)
{
	return word - 1 > line.at &&
	    bytes_start(bytes_at(line, word_of(line, word - 1)), BYTES("0x"));
}

/* Where the text of a debugger begins whose mark was found there; NULL: nowhere. */
static const char *
begin_of(const struct mark *mark, struct bytes line, const char *found)
{
	const char *number;

	if (mark->is == is_kernel_symbol)
		return begin_of_frame(line, word_of(line, found));
	if (mark->is == is_kernel_frame && names_place(bytes_until(line, found)))
		return NULL;
	if (!mark->inside)
		return found;
	if (mark->is == is_place && behind_place(line, word_of(line, found)))
		return NULL;
	return mark->is == is_glibc_frame && (number = begin_of_number(line)) != NULL
	    ? number
	    : begin_of_module(line, word_of(line, found));
}

/* How sure it is that a debugger's text begins at such a mark in the part; *length: how much stands before it. */
static enum sure
find_one(const struct mark *mark, struct bytes line, struct bytes part, size_t *length)
{
	struct bytes rest = part;
	const char *found;

	while ((found = bytes_find(rest, mark->begins)) != NULL) {
		const char *start = begin_of(mark, line, found);
		enum sure sure = SURE_NOT;

		*length = start == NULL ? 0 : (size_t)(start - line.at);
		if (*length > 0 && *length <= PREFIX_MAX)
			sure = ask(mark, bytes_at(line, start));
		if (sure != SURE_NOT && bytes_indent(line) < *length)
			return sure;
		/* all marks inside a word have the same beginning */
		rest = bytes_at(part, mark->inside ? word_end(part, found) : found + 1);
	}
	return SURE_NOT;
}

/* How sure it is that a debugger's text begins behind a prefix, and *length, how long the prefix is. */
static enum sure
find_mark(struct bytes line, size_t *length)
{
	struct bytes part = line;
	enum sure sure = SURE_NOT;

	if (line.len > SEARCH_MAX)
		part = bytes_until(line, word_end(line, line.at + SEARCH_MAX));
	for (size_t i = 0; i < COUNT_OF(marks) && sure == SURE_NOT; i++)
		sure = find_one(&marks[i], line, part, length);
	return sure;
}

bool
carrier_take(struct bytes prefix, struct bytes *line)
{
	struct bytes end = bytes_from(prefix, bytes_trim_end(prefix).len), rest = *line;

	prefix = bytes_trim_end(prefix);
	while (prefix.len > 0 && rest.len > 0) {
		size_t digits = ascii_run(prefix, ascii_is_digit), blanks = bytes_indent(prefix);

		if (prefix.at[0] == '[' && kernelcallers_take(&prefix) != 0) {
			if (kernelcallers_take(&rest) == 0)
				return false;
		} else if (digits > 0) {
			size_t n = ascii_run(rest, ascii_is_digit);

			if (n == 0)
				return false;
			rest = bytes_from(rest, n);
			prefix = bytes_from(prefix, digits);
		} else if (blanks > 0) {
			if (bytes_indent(rest) == 0)
				return false;
			rest = bytes_from(rest, bytes_indent(rest));
			prefix = bytes_from(prefix, blanks);
		} else if (rest.at[0] == prefix.at[0]) {
			rest = bytes_from(rest, 1);
			prefix = bytes_from(prefix, 1);
		} else {
			return false;
		}
	}
	if (prefix.len > 0 || (rest.len > 0 && !bytes_take(&rest, end)))
		return false;
	*line = rest;
	return true;
}

void
carrier_free(struct carrier *carrier)
{
	buffer_free(&carrier->prefix);
	for (size_t i = 0; i < CARRIER_LINES; i++)
		buffer_free(&carrier->lines[i].text);
}

void
carrier_reset(struct carrier *carrier)
{
	carrier->known = carrier->sure = false;
	carrier->caller = 0;
	carrier->count = 0;
	buffer_reset(&carrier->prefix);
	for (size_t i = 0; i < CARRIER_LINES; i++)
		carrier->lines[i].fed = true;
}

/* Takes the prefix off the line, and notes whose line it is. */
static bool
take_prefix(struct carrier *carrier, struct bytes *line)
{
	struct bytes whole = *line;
	bool taken = carrier_take(buffer_bytes(&carrier->prefix), line);

	carrier->caller = taken ? kernelcallers_of(bytes_first(whole, whole.len - line->len)) : 0;
	return taken;
}

bool
carrier_strip(struct carrier *carrier, struct bytes *line)
{
	return (carrier->known || carrier->sure) && take_prefix(carrier, line);
}

/* The line goes: if it carries a frame, that is lost. */
static void
let_go(struct carrier *carrier, struct carried *line)
{
	if (line->frame && !line->fed && carrier->lost++ == 0)
		carrier->first_lost = line->number;
	line->fed = true;
}

long long
carrier_lost(struct carrier *carrier, long long *first)
{
	long long lost;

	for (size_t i = 0; i < CARRIER_LINES; i++)
		let_go(carrier, &carrier->lines[(carrier->count + i) % CARRIER_LINES]);
	*first = carrier->first_lost;
	lost = carrier->lost;
	carrier->lost = 0;
	return lost;
}

static void
keep(struct carrier *carrier, struct bytes line, long long number, bool frame)
{
	struct carried *kept = &carrier->lines[carrier->count++ % CARRIER_LINES];

	let_go(carrier, kept);
	kept->frame = frame;
	kept->text.ceiling = LINE_MAX;
	buffer_reset(&kept->text);
	buffer_append(&kept->text, line);
	kept->number = number;
	kept->fed = kept->text.full;
}

/* Whether a line before the last one had the same prefix. */
static bool
came_before(const struct carrier *carrier)
{
	size_t first = carrier->count > CARRIER_LINES ? carrier->count - CARRIER_LINES : 0;

	for (size_t i = first; i + 1 < carrier->count; i++) {
		struct bytes line = buffer_bytes(&carrier->lines[i % CARRIER_LINES].text);

		if (carrier_take(buffer_bytes(&carrier->prefix), &line))
			return true;
	}
	return false;
}

bool
carrier_offer(struct carrier *carrier, struct bytes line, long long number)
{
	size_t length = 0;
	enum sure sure = find_mark(line, &length);
	struct bytes rest = line;

	keep(carrier, line, number, sure != SURE_NOT && framelike_is(bytes_from(line, length)));
	if (sure != SURE_NOT) {
		carrier->prefix.ceiling = PREFIX_MAX;
		buffer_reset(&carrier->prefix);
		buffer_append(&carrier->prefix, bytes_first(line, length));
	} else if (carrier->prefix.len == 0 ||
	    !carrier_take(buffer_bytes(&carrier->prefix), &rest)) {
		return false;
	}
	carrier->caller = 0;
	carrier->known = came_before(carrier);
	carrier->sure = sure == SURE;
	return carrier->known || carrier->sure;
}

bool
carrier_next(struct carrier *carrier, struct bytes *text, long long *number)
{
	size_t first = carrier->count > CARRIER_LINES ? carrier->count - CARRIER_LINES : 0;

	/* while only one line has the prefix, that line alone */
	if (!carrier->known && carrier->count > 0)
		first = carrier->count - 1;
	for (size_t i = first; i < carrier->count; i++) {
		struct carried *kept = &carrier->lines[i % CARRIER_LINES];

		*text = buffer_bytes(&kept->text);
		*number = kept->number;
		if (!kept->fed && take_prefix(carrier, text)) {
			kept->fed = true;
			return true;
		}
	}
	return false;
}
