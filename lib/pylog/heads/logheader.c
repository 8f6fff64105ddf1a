#include "pylog/heads/logheader.h"

#include "base/ascii.h"
#include "pylog/heads/named.h"
#include "pylog/heads/token.h"

enum { TOKENS_MAX = 24, GROUP_MAX = 300 }; /* bytes in brackets that may belong to a head */

struct reading {
	struct bytes line, rest; /* what is still to be read of it */
	struct logheader *header;
	int tokens;
	bool named;     /* a host, a tag or the like has come */
	bool bracketed; /* the logger is a word in brackets, and may be a thread's */
};

static void
set_logger(struct logheader *header, struct bytes name)
{
	if (header->logger.len == 0 && !token_is_number(name) && name.len > 0 && name.at[0] != '/')
		header->logger = token_logger_name(name);
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
	size_t n = ascii_run(digits, ascii_is_digit);
	long long number;

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
	if (inside.len > 2 && inside.at[1] == ' ' && token_level_of_letter(inside.at[0]).len > 0 &&
	    header->level.len == 0) {
		header->level = token_level_of_letter(inside.at[0]);
		inside = bytes_from(inside, 2);
	}
	if (take_time(reading, inside)) {
		inside = bytes_from(inside, header->timestamp.len);
		while (bytes_head(inside) == ':' || bytes_head(inside) == ' ')
			inside = bytes_from(inside, 1);
	}
	word = bytes_first(inside, token_letters(inside));
	if (token_is_level(word, false) && header->level.len == 0) {
		header->level = word;
		/* Celery: `ERROR/MainProcess` says a process, no logger */
		if (bytes_from(inside, word.len).len > 0 && inside.at[word.len] != '/')
			set_logger(header, bytes_trim(bytes_from(inside, word.len + 1)));
		return;
	}
	if (bytes_take(&inside, BYTES("pid"))) {
		while (inside.len > 0 && memchr(" :=", inside.at[0], 3) != NULL)
			inside = bytes_from(inside, 1);
		take_pid(header, inside);
		return;
	}
	if (token_is_number(inside)) {
		take_pid(header, inside);
	} else if (bytes_start(inside, BYTES("wsgi:")) && header->level.len == 0) {
		header->level = bytes_from(inside, 5); /* mod_wsgi */
	} else if (bracket == '[' && token_name(inside) == inside.len && inside.len > 1 &&
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
	size_t digits;

	if (rest.len < 20 || token_level_of_letter(rest.at[0]).len == 0)
		return false;
	digits = 1 + ascii_run(bytes_from(rest, 1), ascii_is_digit);
	if ((digits != 5 && digits != 9) || rest.at[digits] != ' ' ||
	    !timestamp_read(bytes_from(rest, digits + 1), &header->time) || header->time.epoch >= 0)
		return false;
	end = memchr(rest.at, ']', rest.len < GROUP_MAX ? rest.len : GROUP_MAX);
	if (end == NULL)
		return false;
	header->level = token_level_of_letter(rest.at[0]);
	header->timestamp = (struct bytes){ rest.at + 1, digits + header->time.length };
	place = bytes_from(rest, digits + 1 + header->time.length);
	place.len = (size_t)(end - place.at);
	take_pid(header, bytes_trim(place));
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
	struct bytes rest = reading->rest;
	size_t digits;

	if (!bytes_take(&rest, BYTES("<")))
		return;
	digits = ascii_run(rest, ascii_is_digit);
	if (digits == 0 || digits > 4 || rest.len <= digits + 1 || rest.at[digits] != '>')
		return;
	reading->rest = rest = bytes_from(rest, digits + 1);
	if (rest.len > 2 && ascii_is_digit(rest.at[0]) && rest.at[1] == ' ') {
		reading->rest = bytes_from(rest, 2);
		reading->named = true;
	}
}

/* After the time of RFC 5424: host, application, pid, message id, data. */
static void
take_rfc5424(struct reading *reading)
{
	struct bytes rest = bytes_trim(reading->rest);

	for (int i = 0; i < 4; i++) {
		struct bytes word = token_word(rest);

		if (i == 2 && token_is_number(word))
			take_pid(reading->header, word);
		rest = bytes_from(rest, word.len);
		rest = bytes_from(rest, bytes_indent(rest));
	}
	if (!bytes_take(&rest, BYTES("-")))
		while (bytes_head(rest) == '[' && bytes_has(rest, ']'))
			rest = bytes_from(rest, bytes_index(rest, ']') + 1);
	reading->rest = rest;
}

/* syslog, after the time: `host tag[123]: ` or `host tag: ` */
static void
take_syslog(struct reading *reading)
{
	struct bytes rest = bytes_from(reading->rest, bytes_indent(reading->rest));
	struct bytes host = token_word(rest), tag;
	const char *bracket;

	rest = bytes_from(rest, host.len);
	rest = bytes_from(rest, bytes_indent(rest));
	tag = token_word(rest);
	if (host.len == 0 || tag.len < 2 || tag.at[tag.len - 1] != ':' ||
	    host.at[host.len - 1] == ':' || token_is_level(host, true) ||
	    token_is_level(bytes_first(tag, tag.len - 1), true) || host.at[0] == '[' ||
	    host.at[0] == '-' || host.at[0] == '|')
		return;
	bracket = memchr(tag.at, '[', tag.len);
	if (bracket != NULL)
		take_pid(reading->header, bytes_from(bytes_at(tag, bracket), 1));
	else if (reading->header->time.year >= 0)
		return; /* `2015-03-14 01:37:05 name level:`: no syslog */
	reading->rest = bytes_from(rest, tag.len);
	reading->named = true;
}

static bool
take_level(struct reading *reading)
{
	struct logheader *header = reading->header;
	struct bytes word = bytes_first(reading->rest, token_letters(reading->rest));
	struct bytes after = bytes_from(reading->rest, word.len), name;

	if (header->level.len > 0 || !token_is_level(word, header->timestamp.len == 0) ||
	    (after.len > 0 && memchr(" \t:]|,-/", after.at[0], 9) == NULL))
		return false;
	header->level = word;
	reading->rest = after;
	if (after.len < 2 || after.at[0] != ':' || after.at[1] == ' ')
		return true;
	/* BASIC_FORMAT: LEVEL:name:message */
	name = bytes_first(bytes_from(after, 1), token_name(bytes_from(after, 1)));
	if (header->logger.len == 0)
		name = bytes_first(name, bytes_index(name, ':'));
	if (name.len == 0 || after.len <= 1 + name.len || after.at[1 + name.len] != ':')
		return true;
	set_logger(header, name);
	reading->rest = bytes_from(after, 2 + name.len);
	return true;
}

/* Odoo: `4242 ERROR database odoo.http: message` */
static void
skip_database(struct reading *reading)
{
	struct bytes word = token_word(reading->rest), rest = bytes_from(reading->rest, word.len);

	rest = bytes_from(rest, bytes_indent(rest));
	if (reading->header->pid >= 0 && !token_has_capital(word) &&
	    (bytes_equal(word, BYTES("?")) || token_name(word) == word.len) &&
	    token_is_dotted_before_colon(rest))
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
	name = bytes_first(rest, token_name(rest));
	after = bytes_from(rest, name.len);
	delimited = name.len > 0 &&
	    token_is_logger(name, after, rest.len < reading->line.len && rest.at[-1] == '\t');
	dotted = token_is_dotted(name);
	/* Flask: `ERROR in app: message` */
	if (bytes_equal(name, BYTES("in")) && reading->header->timestamp.len > 0) {
		name = bytes_from(after, 1);
		name = bytes_first(name, token_name(name));
		after = bytes_from(after, 1 + name.len);
		delimited = bytes_start(after, BYTES(": ")) || bytes_equal(after, BYTES(":"));
		dotted = false;
	}
	if (name.len == 0 || reading->header->logger.len > 0 ||
	    (!delimited && !(dotted && (after.len == 0 || after.at[0] == ' ')) &&
		!bytes_equal(name, BYTES("root")) && !bytes_equal(name, BYTES("__main__"))))
		return false;
	if (token_is_level(name, true) || token_is_number(name))
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
	struct bytes name = bytes_first(reading->rest, token_name(reading->rest));
	struct bytes after = bytes_from(reading->rest, name.len), level;

	if (name.len == 0 || after.len < 2 || after.at[0] != '[')
		return false;
	after = bytes_from(after, 1);
	level = bytes_first(after, token_letters(after));
	after = bytes_from(after, level.len);
	if (header->level.len > 0 || !token_is_level(level, true) ||
	    !bytes_start(after, BYTES("]: ")))
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
	struct bytes word = token_word(reading->rest);
	struct logheader *header = reading->header;

	if (header->timestamp.len > 0 && token_is_number(word) && header->level.len == 0) {
		take_pid(header, word);
		reading->rest = bytes_from(reading->rest, word.len);
		return true;
	}
	if (header->timestamp.len > 0 && header->level.len == 0 &&
	    token_level_follows(reading->rest)) {
		struct bytes name = bytes_first(word, token_name(word));

		if (name.len > 0)
			set_logger(header, name);
		reading->rest = bytes_from(reading->rest, word.len);
		return true;
	}
	if (header->timestamp.len == 0 && header->level.len == 0 &&
	    token_time_follows(reading->rest)) {
		reading->rest = bytes_from(reading->rest, word.len);
		return true;
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

	if (rest.len > 2 && rest.at[1] == ' ' && token_level_of_letter(rest.at[0]).len > 0 &&
	    timestamp_read(bytes_from(rest, 2), &time) && time.year >= 0) {
		header->level = token_level_of_letter(rest.at[0]);
		reading->rest = bytes_from(rest, 2);
		return true;
	}
	if (token_read_framed_level(rest, &level, &behind)) {
		header->level = level;
		reading->rest = behind;
		return true;
	}
	if (!token_read_colon_level(rest, &before, &level, &behind))
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
		if (reading->named)
			take_rfc5424(reading);
		else
			take_syslog(reading);
		return true;
	}
	if (take_level(reading) || take_tagged_level(reading))
		return true;
	if (first == '[' || (first == '{' && header->timestamp.len + header->level.len > 0) ||
	    (first == '(' && (header->level.len == 0 || header->timestamp.len > 0)) ||
	    (first == '{' && token_time_follows(reading->rest))) {
		/* behind level and logger, brackets are the message's */
		if (first != '[' && header->level.len > 0 && header->logger.len > 0)
			return false;
		return take_group(reading);
	}
	if (header->level.len > 0) {
		/* `ERROR [MainThread] app.main: message` */
		if (reading->bracketed && !token_is_dotted(header->logger) &&
		    token_is_dotted_before_colon(reading->rest))
			header->logger.len = 0;
		return header->logger.len == 0 && take_logger(reading);
	}
	return take_word(reading);
}

static bool
may_begin(struct bytes line)
{
	char first = bytes_head(line);

	return ascii_is_digit(first) || ascii_is_letter(first) || first == '[' || first == '<' ||
	    first == '*' || (line.len > 8 && (first == '(' || first == '{' || first == '-'));
}

bool
logheader_read(struct bytes line, struct logheader *header)
{
	struct reading reading = { .line = line, .rest = line, .header = header };

	*header = (struct logheader){ .pid = -1 };
	if (!may_begin(line))
		return false;
	if (named_read_logfmt(line, header))
		return true;
	skip_priority(&reading);
	for (; reading.tokens < TOKENS_MAX && reading.rest.len > 0; reading.tokens++) {
		if (!take_token(&reading))
			break;
		if (header->timestamp.len == 0 && header->level.len > 0 && reading.tokens == 0 &&
		    bytes_start(reading.rest, BYTES(": ")) &&
		    !token_time_follows(bytes_from(reading.rest, 2))) {
			/* uvicorn's `INFO:     message` */
			reading.rest = bytes_from(reading.rest, 1);
			break;
		}
		reading.rest = token_skip_marks(reading.rest);
	}
	header->message = bytes_trim(reading.rest);
	return header->timestamp.len > 0 || header->level.len > 0;
}

bool
logheader_is_access(struct bytes line)
{
	struct bytes rest = bytes_from(line, token_word(line).len);

	return rest.len < line.len && bytes_start(rest, BYTES(" - ")) &&
	    bytes_find(bytes_from(rest, bytes_index(rest, '"')), BYTES(" HTTP/")) != NULL;
}
