#include "pylog/heads/token.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/heads/timestamp.h"

enum { WORD_MAX = 120, LEVEL_MAX = 9 };

static const struct bytes levels[] = {
	BYTES_ROW("CRITICAL"),
	BYTES_ROW("FATAL"),
	BYTES_ROW("ERROR"),
	BYTES_ROW("ERR"),
	BYTES_ROW("WARNING"),
	BYTES_ROW("WARN"),
	BYTES_ROW("NOTICE"),
	BYTES_ROW("INFO"),
	BYTES_ROW("DEBUG"),
	BYTES_ROW("TRACE"),
	BYTES_ROW("SUCCESS"),
	BYTES_ROW("EXCEPTION"),
	BYTES_ROW("SEVERE"),
	BYTES_ROW("ALERT"),
	BYTES_ROW("EMERG"),
	BYTES_ROW("CRIT"),
	BYTES_ROW("PANIC"),
};

/* glog's and Tornado's letters. */
static const char letters[] = "DIWECF";
static const struct bytes levels_of_letters[] = { BYTES_ROW("DEBUG"), BYTES_ROW("INFO"),
	BYTES_ROW("WARNING"), BYTES_ROW("ERROR"), BYTES_ROW("CRITICAL"), BYTES_ROW("FATAL") };

bool
token_is_level(struct bytes word, bool capitals)
{
	char upper[LEVEL_MAX];

	if (word.len < 3 || word.len > LEVEL_MAX)
		return false;
	for (size_t i = 0; i < word.len; i++)
		upper[i] = !capitals && ascii_is_lower(word.at[i]) ? (char)(word.at[i] - 'a' + 'A')
								   : word.at[i];
	for (size_t i = 0; i < COUNT_OF(levels); i++)
		if (upper[0] == levels[i].at[0] &&
		    bytes_equal((struct bytes){ upper, word.len }, levels[i]))
			return true;
	return false;
}

struct bytes
token_level_of_letter(char letter)
{
	const char *found = letter == '\0' ? NULL : strchr(letters, letter);

	return found == NULL ? BYTES_NONE : levels_of_letters[found - letters];
}

static bool
is_no_blank(char byte)
{
	return byte != ' ' && byte != '\t';
}

struct bytes
token_word(struct bytes text)
{
	return bytes_first(text, ascii_run(bytes_first(text, WORD_MAX), is_no_blank));
}

size_t
token_letters(struct bytes text)
{
	return ascii_run(text, ascii_is_letter);
}

bool
token_is_number(struct bytes text)
{
	return text.len > 0 && ascii_run(text, ascii_is_digit) == text.len;
}

static bool
is_name_byte(char byte)
{
	switch (byte) {
	case '.':
	case '-':
	case '/':
	case '@':
	case '<':
	case '>':
	case '\\':
	case '$':
		return true;
	}
	return ascii_is_name(byte);
}

size_t
token_name(struct bytes text)
{
	size_t n = 0;

	while (n < text.len &&
	    (is_name_byte(text.at[n]) ||
		(text.at[n] == ':' && n + 1 < text.len && is_name_byte(text.at[n + 1]))))
		n++;
	return n;
}

bool
token_is_dotted(struct bytes name)
{
	return name.len > 2 && memchr(name.at, '.', name.len) != NULL &&
	    name.at[name.len - 1] != '.' && name.at[0] != '/' && !ascii_is_digit(name.at[0]);
}

bool
token_has_capital(struct bytes name)
{
	for (size_t i = 0; i < name.len; i++)
		if (ascii_is_upper(name.at[i]))
			return true;
	return false;
}

bool
token_level_follows(struct bytes text)
{
	for (int i = 0; i < 5; i++) {
		struct bytes word;
		size_t n;

		while (text.len > 0 && memchr(" \t-|:[(", text.at[0], 7) != NULL)
			text = bytes_from(text, 1);
		word = token_word(text);
		n = token_letters(word);
		if (token_is_level(bytes_first(word, n), true) &&
		    (n == word.len || memchr(":])|/", word.at[n], 5) != NULL))
			return true;
		text = bytes_from(text, word.len);
	}
	return false;
}

bool
token_is_dotted_before_colon(struct bytes text)
{
	struct bytes name = bytes_first(text, token_name(text));

	return token_is_dotted(name) && bytes_start(bytes_from(text, name.len), BYTES(": "));
}

/* `worker 2026-11-24 10:00:00 message`: one word, and then day and hour. */
static bool
date_follows(struct bytes text)
{
	struct timestamp time;

	text = bytes_from(text, token_word(text).len);
	return timestamp_read(bytes_from(text, bytes_indent(text)), &time) && time.year >= 0 &&
	    time.possible;
}

bool
token_time_follows(struct bytes text)
{
	if (date_follows(text))
		return true;
	for (int i = 0; i < 6 && text.len > 0; i++) {
		struct timestamp time;
		struct bytes word;

		text = bytes_from(text, bytes_indent(text));
		if (text.len == 0)
			break;
		if (timestamp_read(bytes_from(text, text.at[0] == '['), &time))
			return true;
		word = token_word(text);
		/* of what stands before: addresses, `-`, brackets; no words of a sentence */
		if (token_letters(word) == word.len)
			return false;
		/* uWSGI: `{40 vars in 600 bytes}` */
		if (word.at[0] == '{' && bytes_has(text, '}'))
			word.len = bytes_index(text, '}') + 1;
		text = bytes_from(text, word.len);
	}
	return false;
}

bool
token_read_framed_level(struct bytes text, struct bytes *level, struct bytes *behind)
{
	static const char open[] = "*<([{", close[] = "*>)]}";
	const char *kind = text.len == 0 ? NULL : memchr(open, text.at[0], sizeof(open) - 1);
	size_t marks = 0;
	char end;

	if (kind == NULL)
		return false;
	end = close[kind - open];
	while (marks < text.len && text.at[marks] == *kind)
		marks++;
	text = bytes_from(text, marks + bytes_indent(bytes_from(text, marks)));
	*level = bytes_first(text, token_letters(text));
	text = bytes_from(text, level->len + bytes_indent(bytes_from(text, level->len)));
	for (size_t i = 0; i < marks; i++)
		if (i >= text.len || text.at[i] != end)
			return false;
	*behind = bytes_from(text, marks);
	return token_is_level(*level, true) && (behind->len == 0 || behind->at[0] == ' ');
}

bool
token_read_colon_level(
    struct bytes text, struct bytes *before, struct bytes *level, struct bytes *behind)
{
	struct bytes word = token_word(text);
	const char *colon;
	size_t from = 0;

	while ((colon = memchr(word.at, ':', word.len)) != NULL) {
		size_t length = (size_t)(colon - word.at);

		*level = bytes_first(word, length);
		if (length == 0 || token_name(*level) < length)
			return false;
		word = bytes_from(word, length + 1);
		if (from > 0 && token_is_level(*level, true)) {
			*before = bytes_first(text, from - 1);
			*behind = bytes_from(text, from + length + 1);
			return true;
		}
		from += length + 1;
		if (word.len == 0)
			break;
	}
	return false;
}

struct bytes
token_logger_name(struct bytes name)
{
	struct bytes last = name;

	while (ascii_is_digit(bytes_tail(last)))
		last.len--;
	if (last.len == name.len || bytes_tail(last) != ':')
		return name;
	return bytes_first(name, bytes_index(name, ':'));
}

bool
token_is_logger(struct bytes name, struct bytes after, bool behind_tab)
{
	if (bytes_start(after, BYTES(" - ")) || bytes_start(after, BYTES(" | ")) ||
	    bytes_equal(after, BYTES(":")))
		return true;
	if (bytes_start(after, BYTES("\t")))
		return behind_tab; /* behind the level */
	/* `Timeout: 30 s` is prose */
	return bytes_start(after, BYTES(": ")) &&
	    (token_is_dotted(name) || !token_has_capital(name) || bytes_has(name, '_'));
}

struct bytes
token_skip_marks(struct bytes text)
{
	for (;; text = bytes_from(text, 1)) {
		text = bytes_from(text, bytes_indent(text));
		if (text.len == 0 ||
		    (memchr("|:,]", text.at[0], 4) == NULL &&
			(text.at[0] != '-' || (text.len > 1 && text.at[1] != ' '))))
			return text;
	}
}
