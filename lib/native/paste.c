#include "native/paste.h"

#include "base/ascii.h"
#include "base/terminal.h"
#include "base/words.h"

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

/* What a person typed at the question stands behind it: nothing, `c`, `q`, a word. */
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
static struct bytes
without_question(struct bytes line, bool *found)
{
	static const struct bytes questions[] = {
		BYTES_ROW("--Type <RET> for more, q to quit, c to continue without paging--"),
		BYTES_ROW("---Type <return> to continue, or q <return> to quit---"),
	};
	int question = words_start(LIST(questions), line);

	if (question == WORDS_NONE)
		return line;
	*found = true;
	return without_answer(bytes_from(line, questions[question].len));
}

static bool
is_header(struct bytes text)
{
	return (bytes_take(&text, BYTES("Thread ")) && ascii_is_digit(bytes_head(text))) ||
	    bytes_start(text, BYTES("Stack trace of thread "));
}

static struct bytes
without_indent(struct paste *paste, struct bytes line)
{
	size_t indent = bytes_indent(line);
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

bool
paste_clean(struct paste *paste, struct bytes line, struct bytes *clean)
{
	bool found = false, quoted;

	if (bytes_has(line, '\033'))
		line = after_return(terminal_strip(line, &paste->scratch));
	else if (bytes_tail(line) == '\r')
		line = after_return(line);
	if (memchr(">(-", bytes_head(line), 3) != NULL) {
		line = without_marks(line, BYTES(">"), &quoted);
		line = without_marks(line, BYTES("(gdb)"), &found);
		line = without_question(line, &found);
	}
	*clean = without_indent(paste, line);
	return clean->len > 0 || !found;
}

void
paste_free(struct paste *paste)
{
	buffer_free(&paste->scratch);
}
