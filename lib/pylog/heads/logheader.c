#include "pylog/heads/logheader.h"

#include "base/ascii.h"
#include "pylog/heads/named.h"

enum {
	TOKENS_MAX = 24,
	GROUP_MAX = 300, /* the longest text in brackets that may belong to a head */
	WORD_MAX = 120,
};

/* Levels in any case; what a letter of glog and Tornado stands for. */
static const char *const levels[] = { "CRITICAL", "FATAL", "ERROR", "ERR", "WARNING", "WARN",
	"NOTICE", "INFO", "DEBUG", "TRACE", "SUCCESS", "EXCEPTION", "SEVERE", "ALERT", "EMERG",
	"CRIT", "PANIC" };
static const char letters_of_levels[] = "DIWECF";
static const char *const levels_of_letters[] = { "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL",
	"FATAL" };

struct reading {
	struct bytes rest; /* of the line */
	struct logheader *header;
	int tokens;
	bool named;     /* a host, a tag or the like has come */
	bool bracketed; /* the logger is a word in brackets, and may be a thread's */
};

static char
upper(char byte)
{
	return byte >= 'a' && byte <= 'z' ? (char)(byte - 32) : byte;
}

static bool
all_digits(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_digit(text.at[i]))
			return false;
	return text.len > 0;
}

static bool
is_level(struct bytes word, bool capitals)
{
	if (word.len < 3 || word.len > 9)
		return false;
	for (size_t i = 0; i < COUNT_OF(levels); i++) {
		size_t n = 0;

		while (n < word.len && levels[i][n] != '\0' &&
		    (capitals ? word.at[n] : upper(word.at[n])) == levels[i][n])
			n++;
		if (n == word.len && levels[i][n] == '\0')
			return true;
	}
	return false;
}

static struct bytes
level_of_letter(char letter)
{
	const char *found = memchr(letters_of_levels, letter, sizeof(letters_of_levels) - 1);

	return found == NULL ? BYTES_NONE : bytes_of(levels_of_letters[found - letters_of_levels]);
}

/* The word at the start of the text: up to a blank. */
static struct bytes
first_word(struct bytes text)
{
	size_t n = 0;

	while (n < text.len && n < WORD_MAX && text.at[n] != ' ' && text.at[n] != '\t')
		n++;
	return bytes_first(text, n);
}

static size_t
word_letters(struct bytes text)
{
	size_t n = 0;

	while (n < text.len && ((text.at[n] | 32) >= 'a' && (text.at[n] | 32) <= 'z'))
		n++;
	return n;
}

static bool
name_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	    ascii_is_digit(byte) || byte == '_' || byte == '.' || byte == '-' || byte == '/' ||
	    byte == '@' || byte == '<' || byte == '>' || byte == '\\' || byte == '$' ||
	    (unsigned char)byte >= 0x80;
}

/* How far a name goes; `:` counts as part of it where something follows. */
static size_t
name_length(struct bytes text)
{
	size_t n = 0;

	while (n < text.len &&
	    (name_byte(text.at[n]) ||
		(text.at[n] == ':' && n + 1 < text.len && name_byte(text.at[n + 1]))))
		n++;
	return n;
}

/* The name of a logger without what follows it: `name:231`, `name:function:231`. */
static struct bytes
logger_name(struct bytes name)
{
	const char *colon = name.len == 0 ? NULL : memchr(name.at, ':', name.len);
	struct bytes last = name;

	if (colon == NULL)
		return name;
	while (last.len > 0 && ascii_is_digit(last.at[last.len - 1]))
		last.len--;
	if (last.len == name.len || last.len == 0 || last.at[last.len - 1] != ':')
		return name;
	return bytes_first(name, (size_t)(colon - name.at));
}

static void
set_logger(struct logheader *header, struct bytes name)
{
	if (header->logger.len == 0 && !all_digits(name) && name.len > 0 && name.at[0] != '/')
		header->logger = logger_name(name);
}

static bool
take_time(struct reading *reading, struct bytes text)
{
	struct timestamp time;

	if (reading->header->timestamp.len > 0 || !timestamp_read(text, &time))
		return false;
	reading->header->time = time;
	reading->header->timestamp = bytes_first(text, time.length);
	return true;
}

static void
take_pid(struct logheader *header, struct bytes digits)
{
	long long number;
	size_t n = 0;

	while (n < digits.len && ascii_is_digit(digits.at[n]))
		n++;
	if (n > 0 && n <= 7 && header->pid < 0 && bytes_number(bytes_first(digits, n), &number))
		header->pid = number;
}

/* Apache's `wsgi:error`, uWSGI's `pid: 12|app: 0`, Tornado's `E 150314 01:37:05 web:17`, … */
static void
read_group(struct reading *reading, struct bytes inside, char bracket)
{
	struct logheader *header = reading->header;
	struct bytes word;

	inside = bytes_trim(inside);
	if (inside.len > 2 && inside.at[1] == ' ' && level_of_letter(inside.at[0]).len > 0 &&
	    header->level.len == 0) {
		header->level = level_of_letter(inside.at[0]);
		inside = bytes_from(inside, 2);
	}
	if (take_time(reading, inside)) {
		inside = bytes_from(inside, header->timestamp.len);
		while (inside.len > 0 && (inside.at[0] == ':' || inside.at[0] == ' '))
			inside = bytes_from(inside, 1);
	}
	word = bytes_first(inside, word_letters(inside));
	if (is_level(word, false) && header->level.len == 0) {
		header->level = word;
		/* Celery: `ERROR/MainProcess` says a process, no logger */
		if (bytes_from(inside, word.len).len > 0 && inside.at[word.len] != '/')
			set_logger(header, bytes_trim(bytes_from(inside, word.len + 1)));
		return;
	}
	if (bytes_start(inside, BYTES("pid"))) {
		size_t n = 3;

		while (n < inside.len &&
		    (inside.at[n] == ' ' || inside.at[n] == ':' || inside.at[n] == '='))
			n++;
		take_pid(header, bytes_from(inside, n));
		return;
	}
	if (all_digits(inside)) {
		take_pid(header, inside);
	} else if (bytes_start(inside, BYTES("wsgi:")) && header->level.len == 0) {
		header->level = bytes_from(inside, 5); /* mod_wsgi */
	} else if (bracket == '[' && name_length(inside) == inside.len && inside.len > 1 &&
	    header->logger.len == 0 && (header->level.len > 0 || header->timestamp.len > 0)) {
		set_logger(header, inside);
		reading->bracketed = header->logger.len > 0;
	}
}

/* A text in brackets; false where it does not end, or is too long for a head. */
static bool
take_group(struct reading *reading)
{
	static const char pairs[] = "[](){}<>";
	const char *open = strchr(pairs, reading->rest.at[0]);
	size_t depth = 0;

	if (reading->rest.at[0] == '\0' || open == NULL || (open - pairs) % 2 != 0)
		return false;
	for (size_t i = 0; i < reading->rest.len && i < GROUP_MAX; i++) {
		depth += reading->rest.at[i] == open[0];
		depth -= reading->rest.at[i] == open[1];
		if (depth > 0)
			continue;
		read_group(reading, (struct bytes){ reading->rest.at + 1, i - 1 }, open[0]);
		reading->rest = bytes_from(reading->rest, i + 1);
		return true;
	}
	return false;
}

/* glog: `E0314 01:37:05.123456 12345 file.cc:12] message` */
static bool
take_glog(struct reading *reading)
{
	struct bytes rest = reading->rest;
	struct logheader *header = reading->header;
	const char *end;
	struct bytes place;
	size_t digits = 1, blanks;

	if (rest.len < 20 || level_of_letter(rest.at[0]).len == 0)
		return false;
	while (digits < rest.len && ascii_is_digit(rest.at[digits]))
		digits++;
	if ((digits != 5 && digits != 9) || rest.at[digits] != ' ' ||
	    !timestamp_read(bytes_from(rest, digits + 1), &header->time) || header->time.epoch >= 0)
		return false;
	end = memchr(rest.at, ']', rest.len < GROUP_MAX ? rest.len : GROUP_MAX);
	if (end == NULL)
		return false;
	header->level = level_of_letter(rest.at[0]);
	header->timestamp = (struct bytes){ rest.at + 1, digits + header->time.length };
	place = bytes_from(rest, digits + 1 + header->time.length);
	place.len = (size_t)(end - place.at);
	blanks = bytes_indent(place);
	take_pid(header, bytes_from(place, blanks));
	if (digits == 9) {
		int date = 0;

		for (size_t i = 1; i < 9; i++)
			date = date * 10 + (rest.at[i] - '0');
		header->time.year = date / 10000;
		header->time.month = date / 100 % 100;
		header->time.day = date % 100;
		header->time.possible = header->time.month >= 1 && header->time.month <= 12 &&
		    header->time.day >= 1 && header->time.day <= 31;
	}
	reading->rest = bytes_from(bytes_at(rest, end), 1);
	return true;
}

/* RFC 5424: `<165>1 time host app pid id data message`; the older one has only the number. */
static void
skip_priority(struct reading *reading)
{
	size_t n = 1;

	if (reading->rest.len < 4 || reading->rest.at[0] != '<' ||
	    !ascii_is_digit(reading->rest.at[1]))
		return;
	while (n < reading->rest.len && n < 5 && ascii_is_digit(reading->rest.at[n]))
		n++;
	if (n >= reading->rest.len || reading->rest.at[n] != '>')
		return;
	reading->rest = bytes_from(reading->rest, n + 1);
	if (reading->rest.len > 2 && ascii_is_digit(reading->rest.at[0]) &&
	    reading->rest.at[1] == ' ') {
		reading->rest = bytes_from(reading->rest, 2);
		reading->named = true;
	}
}

/* After the time of RFC 5424: host, application, pid, message id, data. */
static void
take_rfc5424(struct reading *reading)
{
	struct bytes rest = bytes_trim(reading->rest);

	for (int i = 0; i < 4; i++) {
		struct bytes word = first_word(rest);

		if (i == 2 && all_digits(word))
			take_pid(reading->header, word);
		rest = bytes_from(rest, word.len);
		rest = bytes_from(rest, bytes_indent(rest));
	}
	if (rest.len > 0 && rest.at[0] == '-') {
		rest = bytes_from(rest, 1);
	} else {
		while (rest.len > 0 && rest.at[0] == '[') {
			const char *end = memchr(rest.at, ']', rest.len);

			if (end == NULL)
				break;
			rest = bytes_from(bytes_at(rest, end), 1);
		}
	}
	reading->rest = rest;
}

/* syslog, after the time: `host tag[123]: ` or `host tag: ` */
static bool
take_syslog(struct reading *reading)
{
	struct bytes rest = bytes_from(reading->rest, bytes_indent(reading->rest));
	struct bytes host = first_word(rest), tag;
	const char *bracket;

	rest = bytes_from(rest, host.len);
	rest = bytes_from(rest, bytes_indent(rest));
	tag = first_word(rest);
	if (host.len == 0 || tag.len < 2 || tag.at[tag.len - 1] != ':' ||
	    host.at[host.len - 1] == ':' || is_level(host, true) ||
	    is_level(bytes_first(tag, tag.len - 1), true) || host.at[0] == '[' ||
	    host.at[0] == '-' || host.at[0] == '|')
		return false;
	bracket = memchr(tag.at, '[', tag.len);
	if (bracket != NULL)
		take_pid(reading->header, bytes_from(bytes_at(tag, bracket), 1));
	else if (reading->header->time.year >= 0)
		return false; /* `2015-03-14 01:37:05 name level:`: no syslog */
	reading->rest = bytes_from(rest, tag.len);
	reading->named = true;
	return true;
}

/* Whether a level comes within the next words: then those before it are of the head. */
static bool
level_follows(struct bytes text)
{
	for (int i = 0; i < 5; i++) {
		struct bytes word;
		size_t n = 0;

		while (text.len > 0 && memchr(" \t-|:[(", text.at[0], 7) != NULL)
			text = bytes_from(text, 1);
		word = first_word(text);
		while (n < word.len && upper(word.at[n]) >= 'A' && upper(word.at[n]) <= 'Z')
			n++;
		if (is_level(bytes_first(word, n), true) &&
		    (n == word.len || memchr(":])|/", word.at[n], 5) != NULL))
			return true;
		text = bytes_from(text, word.len);
	}
	return false;
}

/* `worker 2026-11-24 10:00:00 message`: one word, and then day and hour. */
static bool
date_follows(struct bytes text)
{
	struct timestamp time;

	text = bytes_from(text, first_word(text).len);
	return timestamp_read(bytes_from(text, bytes_indent(text)), &time) && time.year >= 0 &&
	    time.possible;
}

static bool
time_follows(struct bytes text)
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
		word = first_word(text);
		/* of what stands before: addresses, `-`, brackets; no words of a sentence */
		if (word_letters(word) == word.len)
			return false;
		/* uWSGI: `{40 vars in 600 bytes}` */
		if (word.at[0] == '{' && memchr(text.at, '}', text.len) != NULL)
			word.len =
			    (size_t)((const char *)memchr(text.at, '}', text.len) - text.at) + 1;
		text = bytes_from(text, word.len);
	}
	return false;
}

static bool
take_level(struct reading *reading)
{
	struct logheader *header = reading->header;
	struct bytes word = bytes_first(reading->rest, word_letters(reading->rest));
	struct bytes after = bytes_from(reading->rest, word.len), name;

	if (header->level.len > 0 || !is_level(word, header->timestamp.len == 0) ||
	    (after.len > 0 && memchr(" \t:]|,-/", after.at[0], 9) == NULL))
		return false;
	header->level = word;
	reading->rest = after;
	if (after.len < 2 || after.at[0] != ':' || after.at[1] == ' ')
		return true;
	/* BASIC_FORMAT: LEVEL:name:message */
	name = bytes_first(bytes_from(after, 1), name_length(bytes_from(after, 1)));
	if (header->logger.len == 0) {
		const char *colon = memchr(name.at == NULL ? "" : name.at, ':', name.len);

		if (colon != NULL)
			name = bytes_first(name, (size_t)(colon - name.at));
	}
	if (name.len == 0 || after.len <= 1 + name.len || after.at[1 + name.len] != ':')
		return true;
	set_logger(header, name);
	reading->rest = bytes_from(after, 2 + name.len);
	return true;
}

static bool
is_dotted(struct bytes name)
{
	return name.len > 2 && memchr(name.at, '.', name.len) != NULL &&
	    name.at[name.len - 1] != '.' && name.at[0] != '/' && !ascii_is_digit(name.at[0]);
}

static bool
has_capital(struct bytes name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] >= 'A' && name.at[i] <= 'Z')
			return true;
	return false;
}

/* Whether a name is a logger's, by what stands behind it. */
static bool
is_delimited(const struct reading *reading, struct bytes name, struct bytes after)
{
	if (bytes_start(after, BYTES(" - ")) || bytes_start(after, BYTES(" | ")) ||
	    bytes_equal(after, BYTES(":")))
		return true;
	if (bytes_start(after, BYTES("\t")))
		return reading->rest.at[-1] == '\t'; /* behind the level */
	/* `Timeout: 30 s` is prose */
	return bytes_start(after, BYTES(": ")) &&
	    (is_dotted(name) || !has_capital(name) || memchr(name.at, '_', name.len) != NULL);
}

static bool
is_dotted_before_colon(struct bytes text)
{
	struct bytes name = bytes_first(text, name_length(text));

	return is_dotted(name) && bytes_start(bytes_from(text, name.len), BYTES(": "));
}

/* Odoo: `4242 ERROR database odoo.http: message` */
static void
skip_database(struct reading *reading)
{
	struct bytes word = first_word(reading->rest), rest = bytes_from(reading->rest, word.len);

	rest = bytes_from(rest, bytes_indent(rest));
	if (reading->header->pid >= 0 && !has_capital(word) &&
	    (bytes_equal(word, BYTES("?")) || name_length(word) == word.len) &&
	    is_dotted_before_colon(rest))
		reading->rest = rest;
}

/* Behind the level: a logger, where what follows or its looks say so. */
static bool
take_logger(struct reading *reading)
{
	struct bytes rest, name, after;
	bool delimited, dotted;

	skip_database(reading);
	rest = reading->rest;
	name = bytes_first(rest, name_length(rest));
	after = bytes_from(rest, name.len);
	delimited = name.len > 0 && is_delimited(reading, name, after);
	dotted = is_dotted(name);
	/* Flask: `ERROR in app: message` */
	if (bytes_equal(name, BYTES("in")) && reading->header->timestamp.len > 0) {
		name = bytes_from(after, 1);
		name = bytes_first(name, name_length(name));
		after = bytes_from(after, 1 + name.len);
		delimited = bytes_start(after, BYTES(": ")) || bytes_equal(after, BYTES(":"));
		dotted = false;
	}
	if (name.len == 0 || reading->header->logger.len > 0 ||
	    (!delimited && !(dotted && (after.len == 0 || after.at[0] == ' ')) &&
		!bytes_equal(name, BYTES("root")) && !bytes_equal(name, BYTES("__main__"))))
		return false;
	if (is_level(name, true) || all_digits(name))
		return false;
	set_logger(reading->header, name);
	reading->rest = after;
	return true;
}

/* cloud-init: `util.py[WARNING]: message` */
static bool
take_tagged_level(struct reading *reading)
{
	struct logheader *header = reading->header;
	struct bytes name = bytes_first(reading->rest, name_length(reading->rest));
	struct bytes after = bytes_from(reading->rest, name.len), level;

	if (name.len == 0 || after.len < 2 || after.at[0] != '[')
		return false;
	after = bytes_from(after, 1);
	level = bytes_first(after, word_letters(after));
	after = bytes_from(after, level.len);
	if (header->level.len > 0 || !is_level(level, true) || !bytes_start(after, BYTES("]: ")))
		return false;
	set_logger(header, name);
	header->level = level;
	reading->rest = after;
	return true;
}

/* A word before the level or the time: a host, a logger, a pid, an address. */
static bool
take_word(struct reading *reading)
{
	struct bytes word = first_word(reading->rest);
	struct logheader *header = reading->header;

	if (header->timestamp.len > 0 && all_digits(word) && header->level.len == 0) {
		take_pid(header, word);
		reading->rest = bytes_from(reading->rest, word.len);
		return true;
	}
	if (header->timestamp.len > 0 && header->level.len == 0 && level_follows(reading->rest)) {
		struct bytes name = bytes_first(word, name_length(word));

		if (name.len > 0)
			set_logger(header, name);
		reading->rest = bytes_from(reading->rest, word.len);
		return true;
	}
	if (header->timestamp.len == 0 && header->level.len == 0 && time_follows(reading->rest)) {
		reading->rest = bytes_from(reading->rest, word.len);
		return true;
	}
	return false;
}

/* Asterisks or a bracket, a level, and as many asterisks or the other bracket: what follows is behind them. */
static bool
read_framed_level(struct bytes text, struct bytes *level, struct bytes *behind)
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
	*level = bytes_first(text, word_letters(text));
	text = bytes_from(text, level->len + bytes_indent(bytes_from(text, level->len)));
	for (size_t i = 0; i < marks; i++)
		if (i >= text.len || text.at[i] != end)
			return false;
	*behind = bytes_from(text, marks);
	return is_level(*level, true) && (behind->len == 0 || behind->at[0] == ' ');
}

/* `123:MainThread:ERROR: message`, `app.main:ERROR:message`: what stands before is a pid or a logger. */
static bool
read_colon_level(struct bytes text, struct bytes *before, struct bytes *level, struct bytes *behind)
{
	struct bytes word = first_word(text);
	const char *colon;
	size_t from = 0;

	while ((colon = memchr(word.at, ':', word.len)) != NULL) {
		size_t length = (size_t)(colon - word.at);

		*level = bytes_first(word, length);
		if (length == 0 || name_length(*level) < length)
			return false;
		word = bytes_from(word, length + 1);
		if (from > 0 && is_level(*level, true)) {
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

/* A level that the line begins with, dressed up. */
static bool
take_dressed_level(struct reading *reading)
{
	struct logheader *header = reading->header;
	struct bytes rest = reading->rest, level, before, behind;
	struct timestamp time;

	if (rest.len > 2 && rest.at[1] == ' ' && level_of_letter(rest.at[0]).len > 0 &&
	    timestamp_read(bytes_from(rest, 2), &time) && time.year >= 0) {
		header->level = level_of_letter(rest.at[0]);
		reading->rest = bytes_from(rest, 2);
		return true;
	}
	if (read_framed_level(rest, &level, &behind)) {
		header->level = level;
		reading->rest = behind;
		return true;
	}
	if (!read_colon_level(rest, &before, &level, &behind))
		return false;
	header->level = level;
	if (ascii_is_digit(before.at[0]))
		take_pid(header, before);
	else if (memchr(before.at, ':', before.len) == NULL)
		set_logger(header, before);
	reading->rest = behind;
	return true;
}

/* One piece of the head; false where the message begins. */
static bool
take_token(struct reading *reading)
{
	struct logheader *header = reading->header;
	char first = reading->rest.at[0];

	if (reading->tokens == 0 && take_glog(reading))
		return false;
	if (reading->tokens == 0 && take_dressed_level(reading))
		return true;
	if (take_time(reading, reading->rest)) {
		reading->rest = bytes_from(reading->rest, header->timestamp.len);
		if (reading->named) {
			take_rfc5424(reading);
			return true;
		}
		take_syslog(reading);
		return true;
	}
	if (take_level(reading) || take_tagged_level(reading))
		return true;
	if (first == '[' || (first == '{' && header->timestamp.len + header->level.len > 0) ||
	    (first == '(' && (header->level.len == 0 || header->timestamp.len > 0)) ||
	    (first == '{' && time_follows(reading->rest))) {
		/* behind level and logger, brackets are the message's */
		if (first != '[' && header->level.len > 0 && header->logger.len > 0)
			return false;
		return take_group(reading);
	}
	if (header->level.len > 0) {
		/* `ERROR [MainThread] app.main: message` */
		if (reading->bracketed && !is_dotted(header->logger) &&
		    is_dotted_before_colon(reading->rest))
			header->logger.len = 0;
		return header->logger.len == 0 && take_logger(reading);
	}
	return take_word(reading);
}

/* The marks that stand between the pieces. */
static void
skip_marks(struct reading *reading)
{
	struct bytes rest = reading->rest;

	for (;;) {
		rest = bytes_from(rest, bytes_indent(rest));
		if (rest.len > 0 &&
		    (rest.at[0] == '|' || rest.at[0] == ':' || rest.at[0] == ',' ||
			rest.at[0] == ']'))
			rest = bytes_from(rest, 1);
		else if (rest.len > 1 && rest.at[0] == '-' && rest.at[1] == ' ')
			rest = bytes_from(rest, 1);
		else if (rest.len == 1 && rest.at[0] == '-')
			rest = bytes_from(rest, 1);
		else
			break;
	}
	reading->rest = rest;
}

static bool
may_begin(struct bytes line)
{
	char first = line.len == 0 ? '\0' : line.at[0];

	return ascii_is_digit(first) || first == '[' || first == '<' || first == '*' ||
	    (first >= 'A' && first <= 'Z') ||
	    (line.len > 8 && (first == '(' || first == '{' || first == '-')) ||
	    (first >= 'a' && first <= 'z');
}

bool
logheader_read(struct bytes line, struct logheader *header)
{
	struct reading reading = { .rest = line, .header = header };
	bool level_first;

	*header = (struct logheader){ .pid = -1 };
	if (!may_begin(line))
		return false;
	if (named_read_logfmt(line, header))
		return true;
	skip_priority(&reading);
	for (; reading.tokens < TOKENS_MAX && reading.rest.len > 0; reading.tokens++) {
		if (!take_token(&reading))
			break;
		level_first = header->timestamp.len == 0 && header->level.len > 0;
		if (level_first && reading.tokens == 0 && bytes_start(reading.rest, BYTES(": ")) &&
		    !time_follows(bytes_from(reading.rest, 2))) {
			/* uvicorn's `INFO:     message` */
			reading.rest = bytes_from(reading.rest, 1);
			break;
		}
		skip_marks(&reading);
	}
	header->message = bytes_trim(reading.rest);
	return header->timestamp.len > 0 || header->level.len > 0;
}

bool
logheader_is_access(struct bytes line)
{
	struct bytes rest = bytes_from(line, first_word(line).len);
	const char *quote;

	if (rest.len == line.len || !bytes_start(rest, BYTES(" - ")))
		return false;
	quote = memchr(rest.at, '"', rest.len);
	return quote != NULL && bytes_find(bytes_at(rest, quote), BYTES(" HTTP/")) != NULL;
}

/* `[anything] LEVEL [anything] message` */
static bool
read_django(struct bytes line, struct logheader *header)
{
	const char *end = line.len > 0 && line.at[0] == '[' ? memchr(line.at, ']', line.len) : NULL;
	struct bytes rest, word;

	if (end == NULL || end == line.at + 1)
		return false;
	rest = bytes_from(bytes_at(line, end), 1);
	word = bytes_from(rest, 1);
	word = bytes_first(word, word_letters(word));
	if (!bytes_start(rest, BYTES(" ")) || !is_level(word, true))
		return false;
	rest = bytes_from(rest, 1 + word.len);
	if (!bytes_start(rest, BYTES(" [")))
		return false;
	header->timestamp = (struct bytes){ line.at + 1, (size_t)(end - line.at) - 1 };
	return true;
}

bool
logheader_read_original(struct bytes line, struct logheader *header)
{
	bool read = logheader_read(line, header);
	struct bytes stamp = header->timestamp;

	if (!read) {
		/* `[thing] text` is a message without a time */
		const char *end =
		    line.len > 0 && line.at[0] == '[' ? memchr(line.at, ']', line.len) : NULL;

		return end != NULL && end > line.at + 1 && end + 1 < line.at + line.len;
	}
	if (line.len > 0 && line.at[0] == '[' && stamp.at == line.at + 1 &&
	    line.at[1 + stamp.len] != ']')
		header->timestamp = BYTES_NONE; /* Celery (celery-webfault) */
	if (header->timestamp.len == 0 && read_django(line, header) &&
	    (!timestamp_read(header->timestamp, &header->time) ||
		header->time.length != header->timestamp.len))
		header->time = (struct timestamp){ .possible = false };
	return true;
}
