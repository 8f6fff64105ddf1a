#include "base/terminal.h"

#include "base/ascii.h"
#include "base/words.h"

enum { ESCAPE = '\033', BELL = '\a' };

/* The end of a sequence that has bytes from a blank to `last`, then one from `first` to `~`; 0: it has none. */
static size_t
end_of(struct bytes text, size_t n, char last, char first)
{
	while (n < text.len && text.at[n] >= ' ' && text.at[n] <= last)
		n++;
	return n < text.len && text.at[n] >= first && text.at[n] <= '~' ? n + 1 : 0;
}

/* A string that BEL or ESC \ ends: OSC (a title), APC (Buildkite has one before each line, `ESC _bk;t=1778140995378 BEL`), … */
static size_t
command_string(struct bytes text)
{
	size_t n = 2;

	while (n < text.len && text.at[n] != BELL && text.at[n] != ESCAPE)
		n++;
	if (bytes_start(bytes_from(text, n), BYTES("\033\\")))
		return n + 2;
	return n < text.len && text.at[n] == BELL ? n + 1 : 0;
}

size_t
terminal_sequence(struct bytes text)
{
	if (text.len < 2 || text.at[0] != ESCAPE)
		return 0;
	if (text.at[1] == '[')
		return end_of(text, 2, '?', '@'); /* parameters and intermediates */
	if (memchr("]_P^", text.at[1], 4) != NULL) {
		size_t n = command_string(text);

		if (n > 0 || text.at[1] == ']')
			return n;
	}
	return end_of(text, 1, '/', '0');
}

struct bytes
terminal_strip(struct bytes text, struct buffer *scratch)
{
	buffer_reset(scratch);
	for (struct bytes rest = text; rest.len > 0;) {
		size_t plain = bytes_index(rest, ESCAPE), n;

		buffer_append(scratch, bytes_first(rest, plain));
		rest = bytes_from(rest, plain);
		n = terminal_sequence(rest);
		if (n == 0 && rest.len > 0)
			buffer_byte(scratch, rest.at[n++]);
		rest = bytes_from(rest, n);
	}
	return scratch->full ? text : buffer_bytes(scratch);
}

/* What stands in the place of an ESC that was lost: as `cat -v` shows it, U+241B, U+FFFD. */
static const struct bytes signs[] = { BYTES_ROW("^["), BYTES_ROW("\xe2\x90\x9b"),
	BYTES_ROW("\xef\xbf\xbd") };

static bool
is_parameter(char c)
{
	return ascii_is_digit(c) || c == ';';
}

/* The length of `[1;31m`, `[m` or `[K`; 0: the text begins with none. */
static size_t
lost_length(struct bytes text)
{
	enum { LONGEST = 20 };
	size_t n = 1 + ascii_run(bytes_from(text, 1), is_parameter);

	return n < LONGEST && n < text.len && (text.at[n] == 'm' || text.at[n] == 'K') ? n + 1 : 0;
}

/* Whether the bracket behind `before` is part of an escape that is spelt out: `\033[`, `\u001b[`, `\e[`, rsyslog's `#033[`. */
static bool
is_spelt(struct bytes before)
{
	enum { LONGEST = 6 };

	return bytes_has(
		   bytes_from(before, before.len < LONGEST ? 0 : before.len - LONGEST), '\\') ||
	    bytes_end(before, BYTES("#033"));
}

static bool
is_decimal(char c)
{
	return ascii_is_digit(c) || c == '.';
}

/*
 * Whether what looks like a sequence of that length is of a duration: `[35ms]`, `[5min]`, `[30m10s]`, `[5m 10s]`; not a
 * coloured word (`[36min[39m`, `[32m12s[0m`).
 */
static bool
is_duration(struct bytes text, size_t length)
{
	static const struct bytes units[] = { BYTES_ROW("s"), BYTES_ROW("in"), BYTES_ROW("ins"),
		BYTES_ROW("inutes") };
	struct bytes rest = bytes_from(text, length);
	size_t word = ascii_run(rest, ascii_is_letter), digits;

	if (bytes_has(bytes_first(text, length), ';'))
		return false;
	if (words_find(LIST(units), bytes_first(rest, word)) != WORDS_NONE)
		return bytes_head(bytes_from(rest, word)) != '[';
	rest = bytes_from(rest, bytes_indent(rest));
	digits = ascii_run(rest, is_decimal);
	return digits > 0 && digits < rest.len && memchr("smh", rest.at[digits], 3) != NULL &&
	    bytes_head(bytes_from(rest, digits + 1)) != '[';
}

/* Whether a colour before it is likely: a word, a quote, a rule (IPython's), a date or time (Home Assistant's). */
static bool
is_colourful(struct bytes rest)
{
	size_t digits = ascii_run(rest, ascii_is_digit);
	char c = bytes_head(bytes_from(rest, digits));

	if (digits > 0)
		return c == '-' || c == ':' || c == '/';
	return ascii_is_name(c) || (c != '\0' && strchr("\"'<-", c) != NULL);
}

/* Whether that sequence shows that an ESC was lost: a reset, a sign before it, or a colour straight before a word. */
static bool
shows_loss(struct bytes text, size_t at, size_t length)
{
	struct bytes sequence = bytes_first(bytes_from(text, at), length);
	struct bytes rest = bytes_from(text, at + length);
	char next;

	if (words_end(LIST(signs), bytes_first(text, at)) != WORDS_NONE)
		return true;
	if (is_duration(bytes_from(text, at), length))
		return false;
	next = bytes_head(bytes_from(rest, bytes_indent(rest)));
	if (bytes_equal(sequence, BYTES("[0m")))
		return !ascii_is_digit(next) && next != ']';
	/* 30 to 37, 90 to 97 */
	return (at == 0 || text.at[at - 1] == ' ') && length > 3 &&
	    sequence.at[length - 1] == 'm' &&
	    (sequence.at[length - 3] == '3' || sequence.at[length - 3] == '9') &&
	    is_colourful(rest);
}

bool
terminal_has_lost(struct bytes text)
{
	for (size_t at = 0; (at += bytes_index(bytes_from(text, at), '[')) < text.len; at++) {
		size_t length = lost_length(bytes_from(text, at));

		if (length > 0 && shows_loss(text, at, length) && !is_spelt(bytes_first(text, at)))
			return true;
	}
	return false;
}

struct bytes
terminal_strip_lost(struct bytes text, struct buffer *scratch)
{
	size_t from = 0, length;

	buffer_reset(scratch);
	for (size_t at = 0; (at += bytes_index(bytes_from(text, at), '[')) < text.len;
	     at += length) {
		struct bytes plain = bytes_from(bytes_first(text, at), from);
		int sign;

		length = lost_length(bytes_from(text, at));
		if (length == 0 || is_spelt(bytes_first(text, at)) ||
		    is_duration(bytes_from(text, at), length)) {
			length = 1;
			continue;
		}
		sign = words_end(LIST(signs), plain);
		if (sign != WORDS_NONE)
			plain.len -= signs[sign].len;
		buffer_append(scratch, plain);
		from = at + length;
	}
	buffer_append(scratch, bytes_from(text, from));
	return scratch->full ? text : buffer_bytes(scratch);
}
