#include "pylog/heads/logheader.h"

#include "base/ascii.h"
#include "base/pattern.h"
#include "base/words.h"
#include "pylog/heads/level.h"
#include "pylog/heads/loggername.h"
#include "pylog/heads/named.h"
#include "pylog/heads/rows.h"
#include "pylog/heads/token.h"

enum {
	PIECES_MAX = 24, /* pieces of a head */
	GROUP_MAX = 300, /* bytes in brackets of a head */
};

struct reading {
	struct logheader *header;
	struct bytes line, rest; /* rest: of the line, still to be read */
	char bracket; /* NUL, or the one that opens, where the line is the text in brackets */
	bool thread;  /* the logger was in brackets, and may be a thread */
	bool placed;  /* the head has a place in the source, or a process behind its level */
	bool padded;  /* blanks fill up the bracket of the level, which is in small letters */
	int second; /* how the second word of the line begins; 0 once a row of `beginnings` was tried */
	/* what the row that is being tried has read so far */
	struct bytes level, logger, timestamp, message;
	long long pid;
	/* the last place where a time was looked for */
	const char *time_at;
	bool is_time;
	struct timestamp time;
};

static bool
read_time(struct reading *reading, struct bytes *text)
{
	if (text->len == 0)
		return false;
	if (reading->time_at != text->at)
		reading->is_time = timestamp_read(*text, &reading->time);
	reading->time_at = text->at;
	return reading->is_time;
}

/* Takes `part`, which the text begins with, off the text; false if it is empty. */
static bool
take(struct bytes *text, struct bytes part, struct bytes *into)
{
	*into = part;
	*text = bytes_from(*text, part.len);
	return part.len > 0;
}

static bool
take_time(struct reading *reading, struct bytes *text)
{
	return take(text, bytes_first(*text, reading->time.length), &reading->timestamp);
}

/* Takes a time, if it has that form. */
static bool
take_form(struct reading *reading, const char *form, struct bytes *text)
{
	struct timestamp time;

	if (!timestamp_read_form(form, *text, &time))
		return false;
	reading->time = time;
	reading->time_at = NULL;
	return take_time(reading, text);
}

static bool
take_level(struct reading *reading, struct bytes *text)
{
	struct bytes *level = &reading->level;

	if (!take(text, token_letters(*text), level))
		return false;
	if (level_is(*level, true))
		return true;
	if (reading->bracket != '\0')
		return level_is(*level, false);
	return reading->header->timestamp.len > 0 && level_is(*level, false) &&
	    level_is_marked(*level, *text);
}

static bool
take_letter(struct reading *reading, struct bytes *text)
{
	reading->level = level_of_letter(bytes_head(*text));
	*text = bytes_from(*text, 1);
	return reading->level.len > 0;
}

static bool
take_name(struct reading *reading, char letter, struct bytes *text)
{
	struct bytes name = token_name(*text);

	if (letter == 'c')
		name = bytes_first(name, bytes_index(name, ':'));
	return take(text, name, &reading->logger) &&
	    loggername_fits(letter, name, reading->header->timestamp);
}

static bool
take_pid(struct reading *reading, struct bytes *text)
{
	struct bytes digits = bytes_first(*text, ascii_run(*text, ascii_is_digit));

	if (digits.len > 7 || !bytes_number(digits, &reading->pid))
		reading->pid = -1;
	*text = bytes_from(*text, digits.len);
	return true;
}

/* Whether the bracket is of the message: an error of the system, or a second time if time and level are known. */
static bool
is_of_message(const struct logheader *header, struct bytes text)
{
	struct timestamp time;

	return token_is_error(text) ||
	    (header->timestamp.len > 0 && header->level.len > 0 &&
		timestamp_read(bytes_from(text, 1), &time));
}

static bool take_row(struct reading *reading, const struct row *row, size_t count);

/* Takes a text in brackets, and reads it; false if it does not end, or is too long for a head. */
static bool
take_group(struct reading *reading, char open, struct bytes *text)
{
	char close = (char)(open == '(' ? ')' : open + 2);
	size_t depth = 0, i = 0;

	if (bytes_head(*text) != open)
		return false;
	do {
		depth += text->at[i] == open;
		depth -= text->at[i] == close;
	} while (depth > 0 && ++i < text->len && i < GROUP_MAX);
	if (depth > 0)
		return false;
	struct reading group = { .header = reading->header,
		.line = bytes_trim((struct bytes){ text->at + 1, i - 1 }),
		.bracket = open };
	group.rest = group.line;
	while (take_row(&group, LIST(inside)))
		continue;
	reading->thread = reading->thread || group.thread;
	reading->placed = reading->placed || group.placed || token_is_place(group.line);
	reading->padded =
	    text->at[i - 1] == ' ' && ascii_is_lower(bytes_head(reading->header->level));
	*text = bytes_from(*text, i + 1);
	return true;
}

/* Whether what the letter asks for stands around the place; nothing is taken. */
static bool
is_around(const struct reading *reading, char letter, struct bytes text)
{
	char before = text.len > 0 && text.at > reading->line.at ? text.at[-1] : '\0';

	switch (letter) {
	case '=':
		return token_is_between_marks(
		    bytes_first(reading->line, (size_t)(text.at - reading->line.at)), text);
	case '!':
		return !is_of_message(reading->header, text);
	case '^':
		return before != ' ';
	}
	return before == letter;
}

static bool
piece(char letter, size_t digits, struct bytes *text, void *into)
{
	struct reading *reading = into;
	struct bytes ignored;

	if (letter == '=' || letter == '!' || letter == '>' || letter == '\t' || letter == '^')
		return is_around(reading, letter, *text);
	if (letter == 'n' || letter == 'c' || letter == 'D' || letter == 'N' || letter == 'C' ||
	    letter == 'J' || letter == 'M')
		return take_name(reading, letter, text);
	switch (letter) {
	case 't':
		return read_time(reading, text) && take_time(reading, text);
	case 'G':
		return take_form(reading, "%2m%2d %H:%M:%S%F", text);
	case 'O':
		return token_may_be_month(*text) && take_form(reading, TIMESTAMP_ANY_MONTH, text);
	case 'L':
		return take_level(reading, text);
	case 'd':
		return take(text, token_letters(*text), &reading->level) &&
		    level_is_short(reading->level);
	case 'l':
		return take_letter(reading, text);
	case 'u':
		reading->logger = token_name(token_word(*text));
		if (bytes_has(token_word(*text), '=')) /* `pid=7` */
			reading->logger.len = 0;
		return take(text, token_word(*text), &ignored);
	case 'k':
		ignored = bytes_trim(*text);
		reading->logger = bytes_has(ignored, ' ') ? BYTES_NONE : ignored;
		return take(text, ignored, &ignored);
	case 'p':
		return take_pid(reading, text) && reading->pid >= 0;
	case 'i':
		return take_pid(reading, text);
	case 'y':
		return take(text, bytes_first(*text, ascii_run(*text, ascii_is_digit)), &ignored) &&
		    ignored.len >= digits;
	case 'f':
		reading->placed = true;
		return true;
	case 'x':
		reading->message = *text;
		*text = BYTES_NONE;
		return true;
	case '[':
	case '(':
	case '{':
		return take_group(reading, letter, text);
	}
	return token_take(letter, text);
}

/* How the second word of a line begins: a flag of rows.h, or 0. */
static int
second_word(struct bytes line)
{
	struct bytes first = bytes_first(line, bytes_index(line, ' ')), rest;

	rest = bytes_from(line, first.len);
	while (rest.len > 0 && memchr(" -|[", rest.at[0], 4) != NULL)
		rest = bytes_from(rest, 1);
	if (ascii_is_digit(bytes_head(rest)))
		return A_DAY;
	if (rest.len > 1 && ascii_is_upper(rest.at[0]) && ascii_is_upper(rest.at[1]))
		return CAPITALS;
	return ascii_is_digit(bytes_tail(first)) || bytes_start(first, BYTES("Main")) ? A_NAME : 0;
}

/* How the rest of the line begins: flags of rows.h. */
static int
beginning(struct reading *reading)
{
	const struct logheader *header = reading->header;
	char first = reading->rest.at[0];
	struct bytes word;
	int time = 0;

	if (header->timestamp.len == 0 && read_time(reading, &reading->rest))
		time = A_TIME | (reading->time.year >= 0 ? A_YEAR : 0);
	if (ascii_is_digit(first))
		return time | DIGIT;
	if (!ascii_is_letter(first))
		return time | SIGN;
	if (header->level.len > 0)
		return time | WORD;
	word = token_letters(reading->rest);
	if (word.len == 1 && level_of_letter(first).len > 0)
		return time | WORD | A_LETTER;
	return time | WORD | (level_is(word, false) ? A_LEVEL : 0);
}

static int
known(struct reading *reading)
{
	const struct logheader *header = reading->header;

	return beginning(reading) | reading->second | (header->timestamp.len > 0 ? TIME : 0) |
	    (header->level.len > 0 ? LEVEL : 0) | (header->logger.len > 0 ? LOGGER : 0) |
	    (header->pid >= 0 ? PID : 0) | (reading->bracket == '[' ? SQUARE : 0) |
	    (reading->thread && !token_is_dotted(header->logger) ? THREAD : 0) |
	    (reading->placed ? PLACED : 0) | (reading->padded ? PADDED : 0);
}

/* A row fits: adds what it has read to the head. */
static void
take_found(struct reading *reading)
{
	struct logheader *header = reading->header;
	struct bytes logger = reading->logger;

	if (header->timestamp.len == 0 && reading->timestamp.len > 0) {
		header->timestamp = reading->timestamp;
		header->time = reading->time;
	}
	if (reading->level.len > 0)
		header->level = level_whole(reading->level);
	reading->placed = reading->placed || token_is_place(logger);
	if ((header->logger.len == 0 || reading->thread) && token_is_logger(logger)) {
		header->logger = token_logger_name(logger);
		reading->thread = reading->bracket == '[';
	}
	if (header->pid < 0)
		header->pid = reading->pid;
}

/* Takes what the first fitting row reads, and the marks behind that; false if no row fits. */
static bool
take_row(struct reading *reading, const struct row *row, size_t count)
{
	int now;

	if (reading->rest.len == 0)
		return false;
	now = known(reading);
	for (const struct row *end = row + count; row < end; row++) {
		if ((now & (row->with | row->without)) != row->with)
			continue;
		reading->level = reading->logger = reading->timestamp = BYTES_NONE;
		reading->pid = -1;
		if (pattern_take(row->pattern, &reading->rest, piece, reading)) {
			take_found(reading);
			reading->rest = token_skip_marks(reading->rest);
			return true;
		}
	}
	return false;
}

static bool
take_piece(struct reading *reading)
{
	char first = bytes_head(reading->rest);

	if (first == '[' || first == '(' || first == '{')
		return take_row(reading, LIST(brackets));
	return reading->header->level.len > 0 ? take_row(reading, LIST(behind_level))
					      : take_row(reading, LIST(pieces));
}

static bool
may_begin(struct bytes line)
{
	char first = bytes_head(line);

	return ascii_is_digit(first) || ascii_is_letter(first) || first == '[' || first == '<' ||
	    first == '*' || (unsigned char)first >= 0x80 ||
	    (line.len > 8 && (first == '(' || first == '{' || first == '-'));
}

static bool
is_head(const struct logheader *header)
{
	return header->timestamp.len > 0 || header->level.len > 0;
}

static bool
is_timed(const struct logheader *header)
{
	return header->timestamp.len > 0;
}

/* Reads the head that the line begins with, until that is enough; NULL: the whole head. */
static bool
read_head(struct bytes line, bool (*enough)(const struct logheader *), struct logheader *header)
{
	struct reading reading = { .line = line, .rest = line, .header = header };
	long long priority;
	bool begun;
	int taken = 1;

	*header = (struct logheader){ .pid = -1 };
	if (!may_begin(line))
		return false;
	if (named_read_logfmt(line, header))
		return true;
	/* syslog's priority, `<34>` */
	if (bytes_take(&line, BYTES("<")) && bytes_take_number(&line, &priority) &&
	    bytes_take(&line, BYTES(">")))
		reading.rest = line;
	/* a row fits then, at least the one of %t */
	if (enough != NULL && read_time(&reading, &reading.rest)) {
		header->time = reading.time;
		header->timestamp = bytes_first(reading.rest, reading.time.length);
		return true;
	}
	reading.second = second_word(reading.rest);
	begun = take_row(&reading, LIST(beginnings));
	reading.second = 0;
	if (begun || take_piece(&reading))
		while (++taken < PIECES_MAX && (enough == NULL || !enough(header)) &&
		    take_piece(&reading))
			continue;
	header->message = bytes_trim(reading.message.len > 0 ? reading.message : reading.rest);
	return is_head(header);
}

/* Finds another head at the start of the message. If the level is known already, it needs a level and more. */
static bool
find_inner(const struct logheader *header, struct logheader *inner)
{
	struct bytes message = header->message;
	char first = bytes_head(message);

	*inner = (struct logheader){ .pid = -1 };
	if (header->level.len == 0)
		return named_read_logfmt(message, inner);
	return (first == '[' || ascii_is_digit(first) || level_is(token_letters(message), true)) &&
	    read_head(message, NULL, inner) && inner->level.len > 0 &&
	    (inner->timestamp.len > 0 || inner->logger.len > 0);
}

bool
logheader_read(struct bytes line, struct logheader *header)
{
	struct logheader inner;

	if (!read_head(line, NULL, header))
		return false;
	if (header->logger.len == 0 && ascii_is_lower(bytes_head(header->level)))
		header->logger = token_padded_name(header->message);
	/* the message may be a line of another log (Airflow), whose head has the level */
	if (header->timestamp.len == 0 || !find_inner(header, &inner))
		return true;
	header->level = inner.level;
	header->message = inner.message;
	if (inner.logger.len > 0)
		header->logger = inner.logger;
	if (inner.pid >= 0)
		header->pid = inner.pid;
	return true;
}

bool
logheader_time(struct bytes line, struct timestamp *time)
{
	struct logheader header;

	read_head(line, is_timed, &header);
	*time = header.time;
	return header.timestamp.len > 0;
}

bool
logheader_begins(struct bytes line)
{
	struct logheader header;

	return read_head(line, is_head, &header);
}
