#include "pylog/heads/token.h"

#include "base/ascii.h"
#include "base/timestamp.h"
#include "base/words.h"
#include "pylog/heads/level.h"

enum { WORD_MAX = 120 };

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

struct bytes
token_letters(struct bytes text)
{
	return bytes_first(text, ascii_run(text, ascii_is_letter));
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

struct bytes
token_name(struct bytes text)
{
	size_t n = 0;

	while (n < text.len &&
	    (is_name_byte(text.at[n]) ||
		(text.at[n] == ':' && n + 1 < text.len && is_name_byte(text.at[n + 1])))) {
		/* `<lambda>` is a name, but in `<ERROR app>` the head's bracket ends */
		if (text.at[n] == '>' && memchr(text.at, '<', n) == NULL)
			break;
		n++;
	}
	return bytes_first(text, n);
}

bool
token_is_dotted(struct bytes name)
{
	return name.len > 2 && bytes_has(name, '.') && bytes_tail(name) != '.' &&
	    name.at[0] != '/' && !ascii_is_digit(name.at[0]);
}

static bool
is_no_capital(char byte)
{
	return !ascii_is_upper(byte);
}

bool
token_is_lower(struct bytes name)
{
	return ascii_run(name, is_no_capital) == name.len;
}

/* Whether a level comes within the next words. Then the words before it are of the head. */
static bool
level_follows(struct bytes text)
{
	for (int i = 0; i < 5; i++) {
		struct bytes word, letters;

		while (text.len > 0 && memchr(" \t-|:[(", text.at[0], 7) != NULL)
			text = bytes_from(text, 1);
		word = token_word(text);
		letters = token_letters(word);
		if (level_is(letters, true) &&
		    (letters.len == word.len || memchr(":])|/", word.at[letters.len], 5) != NULL))
			return true;
		text = bytes_from(text, word.len);
	}
	return false;
}

/* Whether a time comes within the next words. */
static bool
time_follows(struct bytes text)
{
	bool prose = false;

	for (int i = 0; i < 6; i++) {
		struct timestamp time;
		struct bytes word;

		text = bytes_from(text, bytes_indent(text));
		word = token_word(text);
		if (word.len == 0)
			return false;
		if (timestamp_read(bytes_from(text, !prose && word.at[0] == '['), &time) &&
		    (!prose || (time.year >= 0 && time.possible)))
			return true;
		/*
		 * before the time: one word of letters, if day and hour follow it (`worker 2026-11-24 10:00:00 x`), or
		 * addresses, `-` and brackets, but no words of a sentence
		 */
		if (prose || (token_letters(word).len == word.len && i > 0))
			return false;
		prose = token_letters(word).len == word.len;
		/* uWSGI: `{40 vars in 600 bytes}` */
		if (word.at[0] == '{' && bytes_has(text, '}'))
			word.len = bytes_index(text, '}') + 1;
		text = bytes_from(text, word.len);
	}
	return false;
}

static bool
is_capital(char byte)
{
	return ascii_is_upper(byte);
}

/* `TP0`: SGLang's process of that rank */
static bool
is_rank(struct bytes name)
{
	size_t n = ascii_run(name, is_capital);

	return n > 1 && token_is_number(bytes_from(name, n));
}

bool
token_is_thread(struct bytes name)
{
	char last = bytes_tail(name);

	if (last == 'd' || last == 's')
		return bytes_equal(name, BYTES("MainThread")) ||
		    bytes_equal(name, BYTES("MainProcess"));
	return ascii_is_digit(last) && ascii_is_letter(name.at[0]) && !bytes_has(name, '.') &&
	    (bytes_has(name, '-') || bytes_has(name, '_') || is_rank(name));
}

bool
token_is_stream(struct bytes name)
{
	return bytes_equal(name, BYTES("stderr")) || bytes_equal(name, BYTES("stdout"));
}

bool
token_is_logger(struct bytes name)
{
	return name.len > 0 && name.at[0] != '/' && !token_is_number(name) &&
	    !token_is_thread(token_logger_name(name)) && !token_is_place(name) &&
	    !token_is_stream(name);
}

struct bytes
token_padded_name(struct bytes message)
{
	struct bytes rest, name;

	if (!bytes_split(message, BYTES("  ["), NULL, &rest))
		return BYTES_NONE;
	name = token_name(rest);
	rest = bytes_from(rest, name.len);
	return bytes_take(&rest, BYTES("]")) && (rest.len == 0 || rest.at[0] == ' ') &&
		!token_is_number(name)
	    ? name
	    : BYTES_NONE;
}

bool
token_is_between_marks(struct bytes before, struct bytes text)
{
	static const struct bytes marks[] = { BYTES_ROW("|"), BYTES_ROW(";"), BYTES_ROW("::") };
	struct bytes behind = bytes_trim(bytes_from(text, token_name(text).len));
	int mark = words_start(LIST(marks), behind);

	return mark != WORDS_NONE && bytes_end(bytes_trim(before), marks[mark]);
}

bool
token_is_place(struct bytes name)
{
	return bytes_end(bytes_first(name, bytes_index(name, ':')), BYTES(".py"));
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
token_is_error(struct bytes text)
{
	static const struct bytes errors[] = { BYTES_ROW("[Errno "), BYTES_ROW("[WinError "),
		BYTES_ROW("[SSL"), BYTES_ROW("[X509") };

	return words_start(LIST(errors), text) != WORDS_NONE;
}

struct bytes
token_skip_marks(struct bytes text)
{
	for (;; text = bytes_from(text, 1)) {
		text = bytes_from(text, bytes_indent(text));
		switch (bytes_head(text)) {
		case '|':
		case ':':
		case ',':
		case ';':
		case ']':
			continue;
		case '-':
			if (text.len == 1 || text.at[1] == ' ')
				continue;
			break;
		case '>': /* Transformers */
			if (bytes_start(text, BYTES(">> "))) {
				text = bytes_from(text, 1);
				continue;
			}
		}
		return text;
	}
}

bool
token_is_access(struct bytes line)
{
	struct bytes rest = bytes_from(line, token_word(line).len);

	return rest.len < line.len && bytes_start(rest, BYTES(" - ")) &&
	    bytes_find(bytes_from(rest, bytes_index(rest, '"')), BYTES(" HTTP/")) != NULL;
}

static bool
is_of_month(char byte)
{
	return ascii_is_letter(byte) || (unsigned char)byte >= 0x80;
}

bool
token_may_be_month(struct bytes text)
{
	enum { LEAST = 3, MOST = 12 };
	size_t number = ascii_run(text, ascii_is_digit); /* `12月` */
	struct bytes name = bytes_from(text, number), day;

	name.len = ascii_run(name, is_of_month);
	day = bytes_from(text, number + name.len);
	bytes_take(&day, BYTES("."));
	return number <= 2 && name.len >= LEAST && name.len <= MOST && bytes_indent(day) > 0 &&
	    ascii_is_digit(bytes_head(bytes_from(day, bytes_indent(day))));
}

static bool
take_thread(struct bytes *text)
{
	struct bytes name = token_name(*text);

	*text = bytes_from(*text, name.len);
	return token_is_thread(name);
}

static bool
take_host(struct bytes *text)
{
	struct bytes host = token_word(*text);

	*text = bytes_from(*text, host.len);
	return host.len > 0 && bytes_tail(host) != ':' && memchr("[-|", host.at[0], 3) == NULL &&
	    !level_is(host, true);
}

/* The tag of `tag[` or `tag:`; the mark stays. */
static bool
take_tag(struct bytes *text)
{
	struct bytes tag = token_word(*text);

	if (bytes_has(tag, '['))
		tag.len = bytes_index(tag, '[');
	else if (!bytes_take_end(&tag, BYTES(":")))
		return false;
	*text = bytes_from(*text, tag.len);
	return tag.len > 0 && !level_is(tag, true);
}

/* The name of a database, `?` or `None`, as Odoo's log has it. */
static bool
take_database(struct bytes *text)
{
	struct bytes word = token_word(*text);

	*text = bytes_from(*text, word.len);
	return bytes_equal(word, BYTES("?")) || bytes_equal(word, BYTES("None")) ||
	    (token_is_lower(word) && token_name(word).len == word.len);
}

/* `-`, or texts in brackets. */
static bool
take_data(struct bytes *text)
{
	if (bytes_take(text, BYTES("-")))
		return true;
	while (bytes_head(*text) == '[' && bytes_has(*text, ']'))
		*text = bytes_from(*text, bytes_index(*text, ']') + 1);
	return true;
}

/* `8f5d1b9a-1c2d-4e5f-8a9b-0123456789ab`: what a cloud calls a request. */
static bool
take_uuid(struct bytes *text)
{
	static const size_t lengths[] = { 8, 4, 4, 4, 12 };

	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		if (i > 0 && !bytes_take(text, BYTES("-")))
			return false;
		if (ascii_run(bytes_first(*text, lengths[i]), ascii_is_hex) < lengths[i])
			return false;
		*text = bytes_from(*text, lengths[i]);
	}
	return true;
}

/* `7f88c1a3b740`: the address of a thread. */
static bool
take_address(struct bytes *text)
{
	enum { LEAST = 8 };
	size_t n = ascii_run(*text, ascii_is_hex);

	*text = bytes_from(*text, n);
	return n >= LEAST && bytes_indent(*text) > 0;
}

/* Fields that end with tabs, the last of them before a digit: the job and the step that `gh run view --log` names. */
static bool
take_fields(struct bytes *text)
{
	enum { MOST = 2, LONGEST = 200 };
	struct bytes rest = bytes_first(*text, LONGEST);
	size_t taken = 0;

	for (int i = 0; i < MOST && bytes_has(rest, '\t') && !ascii_is_digit(bytes_head(rest));
	     i++) {
		size_t length = bytes_index(rest, '\t') + 1;

		rest = bytes_from(rest, length);
		taken += length;
	}
	*text = bytes_from(*text, taken);
	return taken > 0 && ascii_is_digit(bytes_head(*text));
}

bool
token_take(char letter, struct bytes *text)
{
	switch (letter) {
	case 'j':
		return take_fields(text);
	case 'U':
		return take_uuid(text);
	case 'X':
		return take_address(text);
	case 'w':
		*text = bytes_from(*text, token_word(*text).len);
		return true;
	case 'h':
		return take_host(text);
	case 'g':
		return take_tag(text);
	case 'q':
		return take_database(text);
	case 'r':
		return take_thread(text);
	case 'e':
		return take_data(text);
	case '?':
		if (text->len == 0)
			return false;
		*text = bytes_from(*text, 1);
		return true;
	case '_':
		while (text->len > 0 && memchr(" \t:=", text->at[0], 4) != NULL)
			*text = bytes_from(*text, 1);
		return true;
	case '|':
		return text->len == 0 || memchr(" \t:]|,;-/", text->at[0], 9) != NULL;
	case '$':
		return text->len == 0;
	case '+':
		return level_follows(*text);
	case '@':
		return time_follows(*text);
	}
	return false;
}
