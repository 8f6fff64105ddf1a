#include "native/paste.h"

/* The pager's questions: gdb 8.3 and later, and before. */
static const char *const questions[] = {
	"--Type <RET> for more, q to quit, c to continue without paging--",
	"---Type <return> to continue, or q <return> to quit---",
};

enum { ESCAPE = 0x1B, BELL = 0x07 };

/* The place behind a control sequence (ECMA-48) that begins at `i`. */
static size_t
skip_escape(struct bytes line, size_t i)
{
	char kind = i + 1 < line.len ? line.at[i + 1] : '\0';

	i += 2;
	if (kind == '[') {
		while (i < line.len && (line.at[i] < '@' || line.at[i] > '~'))
			i++;
		return i + 1;
	}
	if (kind == ']') {
		while (i < line.len && line.at[i] != BELL && line.at[i] != ESCAPE)
			i++;
		return i < line.len && line.at[i] == ESCAPE ? i + 2 : i + 1;
	}
	return i;
}

static struct bytes
without_escapes(struct paste *paste, struct bytes line)
{
	buffer_reset(&paste->scratch);
	for (size_t i = 0; i < line.len;) {
		if (line.at[i] == ESCAPE) {
			i = skip_escape(line, i);
			continue;
		}
		buffer_byte(&paste->scratch, line.at[i++]);
	}
	return paste->scratch.full ? line : buffer_bytes(&paste->scratch);
}

/* A carriage return inside a line: a terminal shows what came after it. */
static struct bytes
after_return(struct bytes line)
{
	while (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	for (size_t i = line.len; i > 0; i--)
		if (line.at[i - 1] == '\r')
			return bytes_from(line, i);
	return line;
}

static struct bytes
without_quotes(struct bytes line)
{
	while (line.len > 0 && line.at[0] == '>') {
		line = bytes_from(line, 1);
		if (line.len > 0 && line.at[0] == ' ')
			line = bytes_from(line, 1);
	}
	return line;
}

static struct bytes
without_prompts(struct bytes line, bool *found)
{
	static const struct bytes prompt = { "(gdb)", 5 };

	while (bytes_start(line, prompt)) {
		*found = true;
		line = bytes_from(line, prompt.len);
		if (line.len > 0 && line.at[0] == ' ')
			line = bytes_from(line, 1);
	}
	return line;
}

/* What a person typed at the question stands behind it: nothing, `c`, `q`, a word. */
static struct bytes
without_answer(struct bytes line)
{
	struct bytes rest = bytes_trim(line);

	if (rest.len <= 3)
		return (struct bytes){ NULL, 0 };
	if ((rest.at[0] == 'c' || rest.at[0] == 'q') &&
	    (rest.at[1] == '#' || bytes_start(bytes_from(rest, 1), BYTES("Thread "))))
		return bytes_from(rest, 1);
	return line;
}

static struct bytes
without_question(struct bytes line, bool *found)
{
	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
		struct bytes question = bytes_of(questions[i]);

		if (bytes_start(line, question)) {
			*found = true;
			return without_answer(bytes_from(line, question.len));
		}
	}
	return line;
}

static struct bytes
without_indent(struct paste *paste, struct bytes line)
{
	size_t indent = bytes_indent(line);

	if (indent < line.len &&
	    (line.at[indent] == 'T' || line.at[indent] == 'S' || line.at[indent] == '#')) {
		struct bytes rest = bytes_from(line, indent);

		if ((bytes_start(rest, BYTES("Thread ")) && rest.len > 7 && rest.at[7] >= '0' &&
			rest.at[7] <= '9') ||
		    bytes_start(rest, BYTES("Stack trace of thread "))) {
			paste->indent = indent;
			paste->headed = true;
		} else if (!paste->headed && bytes_start(rest, BYTES("#0 "))) {
			paste->indent = indent;
		}
	}
	return bytes_from(line, indent < paste->indent ? indent : paste->indent);
}

bool
paste_clean(struct paste *paste, struct bytes line, struct bytes *clean)
{
	bool found = false;

	if (line.len > 0 && memchr(line.at, ESCAPE, line.len) != NULL)
		line = after_return(without_escapes(paste, line));
	else if (line.len > 0 && line.at[line.len - 1] == '\r')
		line = after_return(line);
	if (line.len > 0 && line.at[0] == '>')
		line = without_quotes(line);
	if (line.len > 0 && line.at[0] == '(')
		line = without_prompts(line, &found);
	if (line.len > 0 && line.at[0] == '-')
		line = without_question(line, &found);
	*clean = without_indent(paste, line);
	return clean->len > 0 || !found;
}

void
paste_free(struct paste *paste)
{
	buffer_free(&paste->scratch);
}
