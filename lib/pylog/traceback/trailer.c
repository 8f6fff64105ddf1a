#include "pylog/traceback/trailer.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/trailers.h"

/* Whether what follows the beginning of a trailer is what its row says. */
static bool
fits(unsigned rest, struct bytes text)
{
	text = bytes_trim_end(text);
	if (rest & WHOLE)
		return text.len == 0;
	if (rest & WORD)
		return text.len > 0 && !bytes_has(text, ' ');
	return !(rest & NUMBER) || ascii_is_digit(bytes_head(text));
}

/* The trailer that the line is, or NULL: a binary search for the first byte, then one after the other. */
static const struct trailer *
find_trailer(struct bytes line)
{
	unsigned char first = (unsigned char)bytes_head(line);
	size_t low = 0, high = COUNT_OF(trailers);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if ((unsigned char)trailers[middle].begin.at[0] < first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < COUNT_OF(trailers) && (unsigned char)trailers[low].begin.at[0] == first; low++)
		if (bytes_start(line, trailers[low].begin) &&
		    fits(trailers[low].rest, bytes_from(line, trailers[low].begin.len)))
			return &trailers[low];
	return NULL;
}

/* `Process ForkPoolWorker-1:` */
bool
trailer_is_pool_process(struct bytes line)
{
	return bytes_start(line, BYTES("Process ")) && bytes_tail(line) == ':' &&
	    bytes_has(line, '-');
}

static bool
is_of_user(char c)
{
	return ascii_is_name(c) || c == '.' || c == '-';
}

/* A byte that may stand in a path: not one that Windows forbids, or that is rare elsewhere. */
static bool
is_of_path(char c)
{
	return memchr("<>:\"|?*$#%", c, 10) == NULL;
}

/* `C:\Users\u>`, of Windows; `PS C:\Users\u> `, of PowerShell; not `C:\a -> C:\b`. */
static bool
is_windows_prompt(struct bytes text)
{
	size_t n;

	bytes_take(&text, BYTES("PS "));
	if (!grammar_begins_drive(text))
		return false;
	text = bytes_from(text, 2);
	n = ascii_run(text, is_of_path);
	return bytes_head(bytes_from(text, n)) == '>' && memchr(" -=", text.at[n - 1], 3) == NULL;
}

static bool
begins_path(struct bytes text)
{
	return bytes_head(text) == '/' || bytes_head(text) == '~';
}

/* What follows the host in a prompt: `:~/x$ `, ` x]# `, ` x % `, ` ~ $ `. Sentences with amounts (`5 % `, `$5`) are none. */
static bool
ends_prompt(struct bytes text, bool bracket)
{
	bool colon = bytes_take(&text, BYTES(":"));
	size_t n;
	char sign;

	if (!colon && !bytes_take(&text, BYTES(" ")))
		return false;
	n = ascii_run(text, is_of_path);
	sign = bytes_head(bytes_from(text, n));
	if (n == 0 || (sign != '$' && sign != '#' && sign != '%') ||
	    (text.len > n + 1 && text.at[n + 1] != ' '))
		return false;
	if (bracket)
		return text.at[n - 1] == ']';
	if (colon)
		return begins_path(text);
	return bytes_index(text, ' ') + 1 == n &&
	    (sign == '%' ? !ascii_is_digit(text.at[0]) : begins_path(text));
}

/* `u@host:~/x$ `, `[u@host x]# `, `u@host x % `, `u@host ~ $ ` */
static bool
is_shell_prompt(struct bytes text)
{
	bool bracket = bytes_take(&text, BYTES("["));
	size_t user = ascii_run(text, is_of_user), host;

	text = bytes_from(text, user);
	if (user == 0 || !bytes_take(&text, BYTES("@")))
		return false;
	host = ascii_run(text, is_of_user);
	return host > 0 && ends_prompt(bytes_from(text, host), bracket);
}

/* A shell's prompt, perhaps behind the name of an environment: `(venv) C:\>`. */
static bool
is_prompt(struct bytes line)
{
	struct bytes rest = line;

	if (line.at[0] == '(' && bytes_split(line, BYTES(") "), NULL, &rest))
		rest = bytes_from(rest, bytes_indent(rest));
	return is_windows_prompt(rest) || is_shell_prompt(rest);
}

bool
trailer_is_progress(struct bytes line)
{
	const char *at;
	struct bytes times;

	if (bytes_tail(bytes_trim_end(line)) != ']' || (at = bytes_find(line, BYTES("%|"))) == NULL)
		return false;
	return at > line.at && ascii_is_digit(at[-1]) &&
	    bytes_split_last(line, BYTES("["), NULL, &times) && bytes_has(times, '<');
}

static bool
ends_so(const struct ending *endings, size_t count, struct bytes line)
{
	for (size_t i = 0; i < count; i++)
		if (line.at[0] == endings[i].begin.at[0] && bytes_start(line, endings[i].begin) &&
		    bytes_find(line, endings[i].within) != NULL)
			return true;
	return false;
}

bool
trailer_begins(struct bytes line)
{
	if (find_trailer(line) != NULL || trailer_is_pool_process(line))
		return true;
	if (ends_so(LIST(patterns), line))
		return true;
	return is_prompt(line) || trailer_is_progress(line);
}

bool
trailer_is_set_in(struct bytes text)
{
	return ends_so(LIST(ends), text) ||
	    (ascii_is_digit(text.at[0]) && trailer_is_progress(text));
}

/* Whether the line is a single mark that closes a quotation of the message: their number so far, in the end of it, is odd. */
static bool
closes_quote(struct bytes message, struct bytes line)
{
	enum { NEAR = 4096 };
	char mark = bytes_head(line);

	if ((mark != '"' && mark != '`') || bytes_trim_end(line).len != 1)
		return false;
	if (message.len > NEAR)
		message = bytes_from(message, message.len - NEAR);
	return bytes_count(message, mark) % 2 == 1;
}

/* PyTorch: `Error building extension 'loom': [1/2] c++ …` */
static bool
quotes_ninja(struct bytes message)
{
	enum { HEAD = 400 };

	return bytes_find(bytes_first(message, HEAD), BYTES("': [1/")) != NULL;
}

/* The words of the tables that the line begins with, if commands print them; else no bytes. */
static struct bytes
output_of(struct bytes line)
{
	const struct trailer *found = find_trailer(line);
	int other;

	if (found != NULL && found->rest & PRINTED)
		return found->begin;
	other = words_start(LIST(printed), line);
	return other == WORDS_NONE ? BYTES_NONE : printed[other];
}

static bool
is_no_colon(char c)
{
	return c != ':' && c != ' ';
}

bool
trailer_is_diagnosis(struct bytes line)
{
	static const struct bytes sources[] = { BYTES_ROW(".py"), BYTES_ROW(".pyx"),
		BYTES_ROW(".pyi") };
	static const struct bytes levels[] = { BYTES_ROW(" error: "), BYTES_ROW(" note: "),
		BYTES_ROW(" : note: "), BYTES_ROW(" warning: ") };
	struct bytes file = bytes_first(line, ascii_run(line, is_no_colon));
	struct bytes rest = bytes_from(line, file.len);
	long long number;

	if (words_end(LIST(sources), file) == WORDS_NONE || !bytes_take(&rest, BYTES(":")))
		return false;
	bytes_take(&rest, BYTES("-"));
	return bytes_take_number(&rest, &number) && bytes_take(&rest, BYTES(":")) &&
	    (words_start(LIST(levels), rest) != WORDS_NONE ||
		(bytes_take_number(&rest, &number) && bytes_start(rest, BYTES(": "))));
}

bool
trailer_is_announced(struct bytes message, struct bytes line)
{
	return bytes_tail(bytes_trim_end(message)) == ':' &&
	    (output_of(line).len > 0 || trailer_is_diagnosis(line));
}

bool
trailer_is_quoted(struct bytes message, struct bytes line)
{
	struct bytes last = bytes_behind_last(message, '\n'), output;

	/* CPython has an empty line before it */
	if (bytes_start(line, BYTES("Original exception was:")) || closes_quote(message, line) ||
	    (bytes_start(line, BYTES("ninja: ")) && quotes_ninja(message)))
		return true;
	if (bytes_head(last) == bytes_head(line) && (output = output_of(line)).len > 0)
		return bytes_start(last, output);
	return trailer_is_diagnosis(line) && trailer_is_diagnosis(last);
}
