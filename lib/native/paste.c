#include "native/paste.h"

#include "base/ascii.h"
#include "base/lanes.h"
#include "base/terminal.h"
#include "base/words.h"
#include "native/markup.h"

enum {
	FOLDED_LEAST = 100, /* a stack in one line is longer */
	PAGED_MAX =
	    64 * 1024, /* of a line that questions cut, as much as of a frame (framereader.c) */
};

/* A carriage return inside a line: a terminal shows what came after it. */
static struct bytes
after_return(struct bytes line)
{
	const char *last;

	while (bytes_take_end(&line, BYTES("\r")))
		;
	last = bytes_find_last(line, '\r');
	return last == NULL ? line : bytes_at(line, last + 1);
}

/* Takes a mark off the front as often as it stands there, each with the blank behind it. */
static struct bytes
without_marks(struct bytes line, struct bytes mark, bool *found)
{
	while (bytes_take(&line, mark)) {
		*found = true;
		(void)bytes_take(&line, BYTES(" "));
	}
	return line;
}

/* The prompts of gdb and of those that are made of it: FreeBSD's for the kernel, rr, and CUDA's. */
static struct bytes
without_prompts(struct bytes line, bool *found)
{
	static const struct bytes prompts[] = { BYTES_ROW("(gdb)"), BYTES_ROW("(kgdb)"),
		BYTES_ROW("(rr)"), BYTES_ROW("(cuda-gdb)") };

	for (size_t i = 0; i < COUNT_OF(prompts); i++)
		line = without_marks(line, prompts[i], found);
	return line;
}

/* Behind the question stands what a person typed, nothing, `c`, `q` or a word, and then perhaps the next line. */
static struct bytes
without_answer(struct bytes line)
{
	struct bytes rest = bytes_trim(line);

	if (rest.len <= 3)
		return BYTES_NONE;
	if (rest.at[0] == 'c' || rest.at[0] == 'q') {
		rest = bytes_from(rest, 1);
		if (rest.at[0] == '#' || bytes_start(rest, BYTES("Thread ")))
			return rest;
	}
	return line;
}

/* The pager's questions: gdb 8.3 and later, and before. */
static const struct bytes questions[] = {
	BYTES_ROW("--Type <RET> for more, q to quit, c to continue without paging--"),
	BYTES_ROW("---Type <return> to continue, or q <return> to quit---"),
};

static struct bytes
without_question(struct bytes line, bool *found)
{
	int question = words_start(LIST(questions), line);

	if (question == WORDS_NONE)
		return line;
	*found = true;
	return without_answer(bytes_from(line, questions[question].len));
}

/* Whether the line may end in a question, perhaps with an answer of one letter. */
static inline bool
may_ask(struct bytes line)
{
	return line.len > 3 && line.at[line.len - 2] == '-' &&
	    (bytes_tail(line) == '-' || line.at[line.len - 3] == '-');
}

/*
 * The pager asks at the foot of the screen, also inside of a word where a name is longer than a line: what comes behind the
 * answer is the rest of it. False: the line is kept until then. Behind the answer `q` nothing comes.
 */
__attribute__((cold)) static bool
join_paged(struct paste *paste, struct bytes *line)
{
	struct bytes before, answer;
	bool quoted;

	if (paste->paged.len > 0) {
		buffer_append(&paste->paged, *line);
		*line = buffer_bytes(&paste->paged);
		buffer_reset(&paste->paged); /* its bytes stay */
	}
	for (size_t i = 0; i < COUNT_OF(questions); i++) {
		if (!bytes_split_last(*line, questions[i], &before, &answer) || answer.len > 1 ||
		    without_marks(bytes_trim(before), BYTES(">"), &quoted).len == 0)
			continue;
		*line = before;
		if (bytes_equal(answer, BYTES("q")) || before.len > PAGED_MAX)
			return true;
		if (before.at == paste->paged.at)
			paste->paged.len = before.len;
		else
			buffer_append(&paste->paged, before);
		return false;
	}
	return true;
}

static bool
is_header(struct bytes text)
{
	return (bytes_take(&text, BYTES("Thread ")) && ascii_is_digit(bytes_head(text))) ||
	    bytes_start(text, BYTES("Stack trace of thread "));
}

static struct bytes
without_indent(struct paste *paste, struct bytes line, size_t indent)
{
	char first = indent < line.len ? line.at[indent] : '\0';

	paste->first = first;
	if ((first == 'T' || first == 'S') && is_header(bytes_from(line, indent))) {
		paste->indent = indent;
		paste->headed = true;
	} else if (first == '#' && !paste->headed &&
	    bytes_start(bytes_from(line, indent), BYTES("#0 "))) {
		paste->indent = indent;
	}
	return bytes_from(line, indent < paste->indent ? indent : paste->indent);
}

/* Whether there is a byte beyond ASCII in the first sixteen: there a page's first odd blank stands, behind `#0`. */
static inline bool
begins_beyond_ascii(struct bytes line)
{
	char first[LANES] = { 0 };

	if (line.len >= LANES)
		return lanes_any(lanes_load(line.at) < lanes_of(0));
	if (line.len > 0)
		memcpy(first, line.at, line.len);
	return lanes_any(lanes_load(first) < lanes_of(0));
}

/* Whether it is set in as locals are: what looks odd in a value is the program's own, and frames tell what a page did. */
static inline bool
is_local(struct bytes line)
{
	return bytes_start(line, BYTES("        "));
}

/* Whether a terminal or a page may have put something into the line; entities end in `;`. */
static inline bool
is_odd(const struct paste *paste, struct bytes line, bool local)
{
	return paste->web || bytes_has(line, '\033') ||
	    (!local && (begins_beyond_ascii(line) || bytes_has(line, ';')));
}

/* The line as it was before. */
__attribute__((cold)) static struct bytes
without_odd(struct paste *paste, struct bytes line)
{
	if (bytes_has(line, '\033'))
		line = after_return(terminal_strip(line, &paste->scratch));
	return markup_undo(line, &paste->web, &paste->meant);
}

/* Whether the line may end in a tracker's mark or the pager's question; `}` and `>` end values, too. */
static inline bool
may_close(struct bytes line)
{
	const char *open;

	switch (bytes_tail(line)) {
	case '}':
		return line.len > 1 && ascii_is_lower(line.at[line.len - 2]);
	case '>':
		open = bytes_find_last(line, '<');
		return open != NULL && (open[1] == '/' || open[1] == 'b');
	case ']':
	case '`':
	case '-':
		return true;
	case 'c':
		return may_ask(line);
	default:
		return false;
	}
}

/* Whether the text may begin with a mark of a block of code. */
static inline bool
may_open(struct bytes line, size_t indent)
{
	static const bool marks[256] = {
		['{'] = true, ['<'] = true, ['`'] = true, ['\\'] = true, ['['] = true, ['~'] = true
	};

	char first = line.at[indent];

	return marks[(unsigned char)first] ||
	    ((first == 'f' || first == 't' || first == '+' || first == '*') &&
		bytes_find(line, BYTES("\\#")) != NULL);
}

bool
paste_leaves(const struct paste *paste, struct bytes line)
{
	return paste->indent + paste->paged.len == 0 && !paste->web && !may_close(line);
}

bool
paste_clean(struct paste *paste, struct bytes line, struct bytes *clean)
{
	bool found = false, quoted, local;
	size_t indent;
	char head;

	if (bytes_tail(line) == '\r')
		line = after_return(line);
	local = is_local(line);
	if (is_odd(paste, line, local))
		line = without_odd(paste, line);
	if ((paste->paged.len > 0 || may_ask(line)) && !join_paged(paste, &line))
		return false;
	head = bytes_head(line);
	if (head == '>' || head == '(' || head == '-') {
		line = without_marks(line, BYTES(">"), &quoted);
		line = without_prompts(line, &found);
		line = without_question(line, &found);
	}
	if (may_close(line)) {
		size_t length = line.len;

		line = markup_close(line);
		found = found || line.len < length;
	}
	indent = bytes_indent(line);
	if (!local && indent < line.len && may_open(line, indent)) {
		line = markup_open(line, &paste->marked);
		found = found || line.len == 0;
		indent = bytes_indent(line);
	}
	*clean = without_indent(paste, line, indent);
	return clean->len > 0 || !found;
}

bool
paste_take_cut(struct paste *paste, struct bytes next, struct bytes *text)
{
	if (bytes_head(next) != '#' && !is_header(next))
		return false;
	*text = buffer_bytes(&paste->paged);
	buffer_reset(&paste->paged); /* its bytes stay */
	return text->len > 0;
}

void
paste_reset(struct paste *paste)
{
	paste->indent = 0;
	paste->headed = paste->web = false;
	buffer_reset(&paste->paged);
}

void
paste_free(struct paste *paste)
{
	buffer_free(&paste->paged);
	buffer_free(&paste->scratch);
	buffer_free(&paste->meant);
	buffer_free(&paste->marked);
}

bool
paste_is_folded(struct bytes line)
{
	static const struct bytes marks[] = { BYTES_ROW("#012#0 "), BYTES_ROW("#012    #0 "),
		BYTES_ROW("#012Stack trace of "), BYTES_ROW("#012Thread "),
		BYTES_ROW("#012stack_bottom = "), BYTES_ROW("#012======= Backtrace"),
		BYTES_ROW("#012Backtrace:"), BYTES_ROW("#012------ STACK TRACE"),
		BYTES_ROW("#012Call Trace:"), BYTES_ROW("#012Call trace:") };

	return line.len >= FOLDED_LEAST && line.at[0] != '#' && line.at[0] != ' ' &&
	    words_within(LIST(marks), line) != WORDS_NONE;
}
