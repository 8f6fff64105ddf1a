#include "native/kernel/kernelhead.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/framelike.h"
#include "native/kernel/kernelframe.h"

enum {
	WORD_DIGITS = 8, /* a word of the stack has at least as many */
	NAME_MOST = 8,   /* the longest name of a register */
};

static const struct kernel_head kernel_head_none = { .pid = -1, .lwp = -1 };

/* `/proc/811/task/812/stack`, `/proc/811/stack`: takes it off the front. */
static bool
take_path(struct bytes *text, struct kernel_head *head)
{
	struct bytes rest = *text;

	if (!bytes_take(&rest, BYTES("/proc/")) || !bytes_take_number(&rest, &head->pid))
		return false;
	head->lwp = head->pid;
	if (bytes_take(&rest, BYTES("/task/")) && !bytes_take_number(&rest, &head->lwp))
		return false;
	head->sure = bytes_take(&rest, BYTES("/stack"));
	if (!head->sure)
		(void)bytes_take(&rest, BYTES("/"));
	*text = rest;
	return true;
}

/* head's heading: `==> /proc/811/task/812/stack <==`; a script's: the path, perhaps with a colon behind it. */
static bool
read_path(struct bytes line, struct kernel_head *head)
{
	if (bytes_take_around(&line, BYTES("==> "), BYTES(" <==")))
		return take_path(&line, head) && line.len == 0;
	if (!take_path(&line, head))
		return false;
	(void)bytes_take(&line, BYTES(":"));
	return line.len == 0;
}

bool
kernelhead_read_grep(struct bytes line, struct kernel_head *head, struct bytes *frame)
{
	struct frame scratch;

	*head = kernel_head_none;
	*frame = line;
	return take_path(frame, head) && bytes_take(frame, BYTES(":")) &&
	    kernelframe_parse(*frame, &scratch);
}

/* `INFO: task loomd:811 blocked for more than 122 seconds.` */
static bool
read_hung(struct bytes line, struct kernel_head *head)
{
	const char *blocked;
	struct bytes number;

	if (!bytes_take(&line, BYTES("INFO: task ")) ||
	    (blocked = bytes_find(line, BYTES(" blocked for "))) == NULL)
		return false;
	head->reason = bytes_at(line, blocked + 1);
	line = bytes_until(line, blocked);
	if (!bytes_split_last(line, BYTES(":"), &head->comm, &number) ||
	    !bytes_number(number, &head->lwp))
		return false;
	(void)bytes_take_end(&head->reason, BYTES("."));
	head->pid = head->lwp;
	head->state = BYTES("D");
	return true;
}

/* `task:loomd state:D stack:0 pid:811 tgid:811 ppid:2 flags:0x4000`, since 5.9; tgid since 6.4. */
static bool
read_task(struct bytes line, struct kernel_head *head)
{
	struct bytes rest;

	if (!bytes_take(&line, BYTES("task:")) ||
	    !bytes_split(line, BYTES(" state:"), &head->comm, &rest))
		return false;
	head->comm = bytes_trim(head->comm);
	head->state = bytes_first(rest, ascii_run(rest, ascii_is_letter));
	head->lwp = bytes_number_behind(rest, BYTES(" pid:"));
	head->pid = bytes_number_behind(rest, BYTES(" tgid:"));
	if (head->pid < 0)
		head->pid = head->lwp;
	return head->lwp >= 0;
}

/* Takes the last word off the text. */
static struct bytes
take_last(struct bytes *text)
{
	struct bytes word = bytes_behind_last(*text, ' ');

	*text = bytes_trim_end(bytes_first(*text, text->len - word.len));
	return word;
}

/* `loomd           D ffff88003fc93d80     0   811      2 0x80001000`: before 5.9; no column is empty. */
static bool
read_row(struct bytes line, struct kernel_head *head)
{
	struct bytes flags = take_last(&line), word;
	long long parent, number;

	if (!bytes_take(&flags, BYTES("0x")) || !bytes_hex(flags, &number) ||
	    !bytes_number(take_last(&line), &parent) ||
	    !bytes_number(take_last(&line), &head->lwp) || !bytes_number(take_last(&line), &number))
		return false;
	(void)bytes_take_end(&line, BYTES("  running task"));
	word = take_last(&line);
	if (word.len > 1) /* a place in the code */
		word = take_last(&line);
	head->pid = head->lwp;
	head->state = word;
	head->comm = line;
	return word.len == 1 && ascii_is_upper(word.at[0]) && line.len > 0;
}

/* `CPU: 1 PID: 811 Comm: loomd Not tainted 6.1.0`, before 3.10 `Pid: 811, comm: loomd Not tainted`: who ran where the kernel stumbled. */
static bool
read_cpu(struct bytes line, struct kernel_head *head)
{
	static const struct bytes ends[] = { BYTES_ROW(" Not tainted"), BYTES_ROW(" Tainted:"),
		BYTES_ROW(" Kdump:") };
	bool old = bytes_take(&line, BYTES("Pid: "));

	if (old ? !bytes_take_number(&line, &head->lwp) || !bytes_take(&line, BYTES(", comm: "))
		: !bytes_start(line, BYTES("CPU: ")) ||
		    (head->lwp = bytes_number_behind(line, BYTES(" PID: "))) < 0 ||
		    !bytes_split(line, BYTES(" Comm: "), NULL, &line))
		return false;
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		(void)bytes_split(line, ends[i], &line, NULL);
	head->comm = bytes_trim(line);
	head->pid = head->lwp;
	head->dumped = true;
	return true;
}

/* `Freed by task 811:` (KASAN), `-> #8 (&ctx->mutex){+.+.}:`, `INITIAL USE at:` (lockdep): a stack of the past. */
static bool
read_history(struct bytes line, struct kernel_head *head)
{
	static const struct bytes titles[] = { BYTES_ROW("-> #"), BYTES_ROW("Allocated by task "),
		BYTES_ROW("Freed by task "), BYTES_ROW("Allocated:"), BYTES_ROW("Freed:"),
		BYTES_ROW("allocated by task "), BYTES_ROW("freed by task "), BYTES_ROW("kfence-#"),
		BYTES_ROW("Last Breaking-Event-Address:"), BYTES_ROW("page last "),
		BYTES_ROW("Last potentially related work creation:"),
		BYTES_ROW("Second to last potentially related work creation:"),
		BYTES_ROW("Uninit was stored to memory at:"), BYTES_ROW("Uninit was created at:"),
		BYTES_ROW("Local variable ") };

	if (words_start(LIST(titles), line) == WORDS_NONE && !bytes_end(line, BYTES(" at:")))
		return false;
	head->stack = line;
	return bytes_take_end(&head->stack, BYTES(":")) || bytes_start(line, BYTES("page last "));
}

/* `unreferenced object 0xffff8880a3be0010 (size 32):` (kmemleak): who allocated it. */
static bool
read_leak(struct bytes line, struct kernel_head *head)
{
	if (!bytes_start(line, BYTES("unreferenced object 0x")))
		return false;
	head->stack = bytes_first(line, strlen("unreferenced object"));
	return true;
}

/* `INFO: Allocated in loom_open+0x29/0x90 age=1 cpu=1 pid=811` (SLUB) */
static bool
read_slub(struct bytes line, struct kernel_head *head)
{
	(void)bytes_take(&line, BYTES("INFO: "));
	return (bytes_start(line, BYTES("Allocated in ")) ||
		   bytes_start(line, BYTES("Freed in "))) &&
	    bytes_split(line, BYTES("+0x"), &head->stack, &line) &&
	    bytes_find(line, BYTES(" age=")) != NULL;
}

/* `BUG: KMSAN: uninit-value in loom_read+0x12/0x40`: frames follow at once. */
static bool
read_bug(struct bytes line, struct kernel_head *head)
{
	if (!bytes_take(&line, BYTES("BUG: ")))
		return false;
	head->reason = line;
	(void)bytes_split(line, BYTES(" in "), &head->reason, NULL);
	return true;
}

/* `write to 0xffff8880a3be0010 of 8 bytes by task 811 on cpu 1:` (KCSAN) */
static bool
read_access(struct bytes line, struct kernel_head *head)
{
	if ((!bytes_start(line, BYTES("write ")) && !bytes_start(line, BYTES("read "))) ||
	    !bytes_end(line, BYTES(":")) || bytes_find(line, BYTES(" bytes by ")) == NULL)
		return false;
	head->pid = head->lwp = bytes_number_behind(line, BYTES(" by task "));
	return true;
}

bool
kernelhead_read(struct bytes line, struct kernel_head *head)
{
	static const struct {
		bool (*read)(struct bytes, struct kernel_head *);
		bool sure;
	} readers[] = { { read_path, false }, { read_hung, true }, { read_task, true },
		{ read_cpu, true }, { read_row, false }, { read_history, false },
		{ read_slub, false }, { read_leak, true }, { read_bug, false },
		{ read_access, false } };

	line = bytes_trim(line);
	for (size_t i = 0; i < COUNT_OF(readers); i++) {
		*head = kernel_head_none;
		head->sure = readers[i].sure;
		if (readers[i].read(line, head))
			return true;
	}
	return false;
}

/* `loom_read+0x12/0x40 [loom]`, `[<ffffffffa0123456>]  [<ffffffffa0123456>] loom_read+0x12/0x40 [loom]` */
static bool
is_code(struct bytes *text)
{
	struct bytes rest = *text;
	struct frame frame;

	if (bytes_start(rest, BYTES("[<")) && bytes_split(rest, BYTES(">]"), NULL, &rest))
		rest = bytes_from(rest, bytes_indent(rest));
	if (!bytes_start(rest, BYTES("[<")))
		rest = *text;
	*text = rest;
	return kernelframe_parse(rest, &frame) && frame.function.len > 0;
}

/* `Krnl PSW : 0704f001 000003ff8086d03a (loom_read+0x3a/0x100 [loom])` (s390), `NIP [c0…] .loom_read+0x27c/0x390` (PowerPC) */
static bool
is_other_code(struct bytes text, struct bytes *frame)
{
	struct frame parsed;

	if (bytes_take(&text, BYTES("NIP ["))) {
		if (!bytes_split(text, BYTES("] "), NULL, frame))
			return false;
	} else if (!bytes_start(text, BYTES("Krnl PSW : ")) ||
	    !bytes_split(text, BYTES(" ("), NULL, frame) || !bytes_take_end(frame, BYTES(")"))) {
		return false;
	}
	return kernelframe_parse(*frame, &parsed);
}

enum kernel_place
kernelhead_read_place(struct bytes line, struct bytes *frame)
{
	static const struct bytes words[] = { BYTES_ROW("RIP: "), BYTES_ROW("EIP: "),
		BYTES_ROW("EIP is at ") };
	struct bytes text = bytes_trim(line);
	size_t digits;
	int found = words_start(LIST(words), text);

	if (found == WORDS_NONE)
		return is_other_code(text, frame) ? KERNEL_CODE : KERNEL_NO_PLACE;
	text = bytes_from(text, words[found].len);
	digits = ascii_run(text, ascii_is_hex);
	/* the segment tells the kernel's code from the program's: the kernel's ends in 0 (ring 0) */
	if (digits == 4 && text.len > digits && text.at[digits] == ':') {
		if (text.at[3] == '3' || text.at[3] == 'b')
			return KERNEL_USER;
		text = bytes_from(text, digits + 1);
	}
	*frame = text;
	return is_code(frame) ? KERNEL_CODE : KERNEL_NO_PLACE;
}

/* `RSP: 0018:ffffa0b1c0a3be38 EFLAGS: 00010246`, `x29: ffffffc0123abd90`, `pc : …`, ` ffff880036d97e68 0000…` */
static bool
is_dump(struct bytes text)
{
	size_t n = ascii_run(text, ascii_is_word);
	struct bytes rest = bytes_from(text, n);

	if (n >= WORD_DIGITS && ascii_run(text, ascii_is_hex) == n)
		return bytes_head(rest) == ' ' || rest.len == 0;
	rest = bytes_from(rest, bytes_indent(rest));
	if (n == 0 || n > NAME_MOST || !bytes_take(&rest, BYTES(":")))
		return false;
	rest = bytes_from(rest, bytes_indent(rest));
	return rest.len == 0 || ascii_is_hex(rest.at[0]) || rest.at[0] == '[';
}

bool
kernelhead_is_words(struct bytes line)
{
	struct bytes rest = bytes_trim(line), word;

	while (bytes_next(&rest, ' ', &word))
		if (word.len < WORD_DIGITS || ascii_run(word, ascii_is_hex) != word.len)
			return false;
	return bytes_indent(line) < line.len;
}

bool
kernelhead_is_mark(struct bytes line)
{
	struct bytes text = bytes_trim(line);

	return bytes_head(text) == '<' && bytes_tail(text) == '>' && !bytes_has(text, ' ');
}

bool
kernelhead_is_between(struct bytes line)
{
	struct bytes text = bytes_trim(line);

	return is_dump(text) || bytes_start(text, BYTES("Code: ")) || kernelhead_is_mark(text);
}

static bool
is_trace(struct bytes text)
{
	return bytes_trim_end(text).len == strlen("Call Trace:");
}

static bool
is_frame(struct bytes text)
{
	struct frame frame, caller;

	return kernelframe_parse(text, &frame) || kernelframe_parse_arm(text, &frame, &caller);
}

/* `RIP  [<ffffffffa0123456>] …`, `IP: [<…>] …`: behind such words the kernel names a place, which is no frame. */
static const char *
begin_of_frame(struct bytes line, const char *found)
{
	static const struct bytes words[] = { BYTES_ROW("IP"), BYTES_ROW("IP:"), BYTES_ROW("0010:"),
		BYTES_ROW(">]"), BYTES_ROW(" at"), BYTES_ROW(" at:"), BYTES_ROW("):") };
	struct bytes before = bytes_trim_end(bytes_until(line, found));

	return words_end(LIST(words), before) == WORDS_NONE ? found : NULL;
}

/* It is no frame if fewer than two blanks stand before it. */
static const char *
begin_of_symbol(struct bytes line, const char *found)
{
	struct bytes before = bytes_until(line, clue_word(line, found));
	size_t length;

	(void)bytes_take_end(&before, BYTES("? "));
	length = bytes_trim_end(before).len + 1;
	return before.len > length || bytes_tail(before) == '\t' ? line.at + length : NULL;
}

const struct clue kernelhead_clues[] = {
	{ CLUE_HEADING, BYTES_ROW("INFO: task "),
	    .words = "INFO: task *:9 blocked for more than 9" },
	{ CLUE_HEADING, BYTES_ROW("CPU: "), .words = "CPU: 9 *PID: 9 Comm: " },
	{ CLUE_HEADING, BYTES_ROW("Pid: "), .words = "Pid: 9, comm: " },
	{ CLUE_HEADING, BYTES_ROW("task:"), .words = "task:* state:* pid:" },
	{ CLUE_FRAME, BYTES_ROW("Call Trace:"), .is = is_trace },
	{ CLUE_FRAME, BYTES_ROW("Call trace:"), .is = is_trace },
	{ CLUE_FRAME, BYTES_ROW("[<"), .is = is_frame, .begin = begin_of_frame },
	{ CLUE_FRAME, BYTES_ROW("+0x"), true, framelike_is, .begin = begin_of_symbol },
	{ .words = NULL },
};
