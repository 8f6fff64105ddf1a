#include "pylog/heads/logheader.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/heads/named.h"
#include "pylog/heads/pattern.h"
#include "pylog/heads/token.h"

enum {
	PIECES_MAX = 24,
	GROUP_MAX = 300
}; /* pieces of a head; bytes in brackets that may belong to one */

/* What is known of a head so far, and how the text that is still to be read begins. */
enum {
	TIME = 1 << 0,
	LEVEL = 1 << 1,
	LOGGER = 1 << 2,
	PID = 1 << 3,
	THREAD = 1 << 4, /* the logger stood in brackets and has no dots: it may be a thread */
	DIGIT = 1 << 5,
	WORD = 1 << 6,
	A_LEVEL = 1 << 7,
	A_LETTER = 1 << 8, /* one that is short for a level */
	A_TIME = 1 << 9,
	A_YEAR = 1 << 10, /* and the time has one */
	SIGN = 1 << 11,   /* any other byte */
	SQUARE = 1 << 12, /* it stands in brackets of that kind */
};

/*
 * Heads, or pieces of them, as patterns (pattern.h). The first row that fits what is known and then the text is taken,
 * marks behind it are skipped, and so on until no row fits: there the message begins. Letters:
 *
 *   t  a time; G as glog has it
 *   L  a level: in capitals, unless a time is known or it stands in brackets; l its letter
 *   n  the logger; c without a colon in it; D with dots; N with dots, `_`, or no capitals; M `root` or `__main__`; k all that is left;
 *      u a word, the logger if it begins with a name
 *   i  digits, if any: of the process
 *   w  a word; h a host; g a syslog tag; q a database; e data of RFC 5424; ? a byte; _ blanks, `:` and `=`, if any
 *   [ ( {  a text in brackets, which is read by the rows below, and is the last of its row
 *   x  all that is left: the message; in brackets, of no matter
 *   and of what only has to be there: > \t the byte before; | a blank, a mark or the end; $ the end;
 *   + a level, or @ a time, within the next words
 */
struct row {
	int with, without; /* what has to be so, and what must not */
	const char *pattern;
};

/* Behind each row the fixture that shows it: its name in tests/fixtures/pylog. */
static const struct row beginnings[] = {
	{ DIGIT, A_TIME, "%>%? %t %w %w %i%w %w %e" }, /* RFC 5424: plain 3.11 */
	{ A_LETTER, 0, "%l%G %i%_%*]%x" }, /* time: E1124 10:00:00.123456 77 a.py:7] b */
	{ A_LETTER, 0, "%l%t %i%_%*]%x" }, /* glog with a year */
	{ A_LETTER, 0, "%l %t" },          /* a letter is the level, and a date follows */
	{ SIGN, 0, "<%_%L%_>%|" },         /* a level in angle brackets */
	{ SIGN, 0, "{%_%L%_}%|" },         /* a level in braces */
	{ SIGN, 0, "*%_%L%_*%|" },         /* a level between single asterisks */
	{ SIGN, 0, "**%_%L%_**%|" },       /* a level between double asterisks */
	{ SIGN, 0, "***%_%L%_***%|" },     /* a level between asterisks */
	{ DIGIT, A_TIME, "%i:%L:" },       /* a number and a level with colons */
	{ DIGIT, A_TIME, "%i:%?%*:%L:" },  /* a number, a thread and a level with colons */
	{ WORD, 0, "%c:%L:" },             /* a logger and a level with colons */
	{ WORD, 0, "%?%*:%?%*:%L:" },      /* names and a level with colons */
	{ A_LEVEL, 0, "%L: %@" },          /* a level with a colon, and a time */
	{ A_LEVEL, 0, "%L: %x" },          /* uvicorn */
};

/* The same of what follows, and where none of those fits. */
static const struct row pieces[] = {
	{ A_TIME, TIME, "%t %h %g[%i%*]:%|" },       /* syslog: plain 3.11 */
	{ A_TIME, TIME | A_YEAR, "%t %h %g:%|" },    /* syslog without a number */
	{ A_TIME, TIME, "%t" },                      /* a word before a date */
	{ A_LEVEL, LEVEL | LOGGER, "%L:%c:" },       /* a logger with capitals in BASIC_FORMAT */
	{ A_LEVEL, LEVEL, "%L%|" },                  /* Odoo */
	{ WORD, LEVEL, "%n[%L]: " },                 /* cloud-init */
	{ LEVEL | THREAD, 0, "%D: " },               /* a thread in brackets, and a logger */
	{ LEVEL | PID, LOGGER, "%q %D: " },          /* Odoo */
	{ LEVEL | TIME | WORD, LOGGER, "in %n:%|" }, /* flask of Debian */
	{ LEVEL, LOGGER, "%N: " },                   /* a logger of small letters */
	{ LEVEL, LOGGER, "%D " },                    /* a dotted logger with tabs */
	{ LEVEL, LOGGER, "%n - " },                  /* a logger before a dash */
	{ LEVEL, LOGGER, "%n | " },                  /* a logger before a bar */
	{ LEVEL, LOGGER, "%n:%$" },                  /* a logger that ends the line */
	{ LEVEL, LOGGER, "%\t%n\t" },                /* fields with tabs */
	{ LEVEL, LOGGER, "%M " },                    /* the root logger */
	{ TIME | DIGIT, LEVEL, "%i " },              /* Odoo */
	{ TIME, LEVEL, "%+%u" },                     /* fields with tabs, the logger first */
	{ 0, TIME | LEVEL, "%@%w" },                 /* a word before a date */
};

/* The same of brackets: are they of the head? */
static const struct row brackets[] = {
	{ 0, 0, "%[" },          /* gunicorn */
	{ 0, LEVEL, "%(" },      /* a level in parentheses */
	{ TIME, LOGGER, "%(" },  /* Home Assistant */
	{ TIME, LEVEL, "%{" },   /* Airflow */
	{ LEVEL, LOGGER, "%{" }, /* braces behind a level */
	{ 0, LEVEL, "%@%{" },    /* uWSGI */
};

/* The same of what stands in them. */
static const struct row inside[] = {
	{ A_LETTER, TIME | LEVEL, "%l %t" },   /* tornado of Debian */
	{ A_LETTER | TIME, LEVEL, "%l %t%x" }, /* a letter is the level, behind a time */
	{ A_TIME, TIME, "%t" },                /* gunicorn */
	{ A_LEVEL, LEVEL, "%L/%x" },           /* celery of Debian */
	{ A_LEVEL, LEVEL, "%L%?%k" },          /* a level and a logger in the same brackets */
	{ A_LEVEL, LEVEL, "%L" },              /* gunicorn */
	{ WORD, LEVEL, "wsgi:%L%x" },          /* mod_wsgi */
	{ WORD, 0, "pid%_%i%x" },              /* uWSGI */
	{ DIGIT, 0, "%i%$" },                  /* gunicorn */
	{ LEVEL | SQUARE, LOGGER, "%n%$" },    /* a logger in brackets */
	{ TIME | SQUARE, LOGGER, "%n%$" },     /* a logger in brackets before the level */
};

struct reading {
	struct logheader *header;
	struct bytes line, rest; /* of it, what is still to be read */
	char bracket;            /* that the line stands behind; NUL: none */
	bool thread;             /* the logger was in brackets, and may be a thread */
	/* what the row that is tried has read so far */
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

/* Takes off the text what it begins with; false where that is nothing. */
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

static bool
take_level(struct reading *reading, struct bytes *text)
{
	return take(text, token_letters(*text), &reading->level) &&
	    token_is_level(
		reading->level, reading->header->timestamp.len == 0 && reading->bracket == '\0');
}

static bool
take_letter(struct reading *reading, struct bytes *text)
{
	reading->level = token_level_of_letter(bytes_head(*text));
	*text = bytes_from(*text, 1);
	return reading->level.len > 0;
}

static bool
take_name(struct reading *reading, char letter, struct bytes *text)
{
	struct bytes name = token_name(*text);

	if (letter == 'c')
		name = bytes_first(name, bytes_index(name, ':'));
	if (!take(text, name, &reading->logger) || token_is_level(name, true))
		return false;
	switch (letter) {
	case 'N':
		return token_is_dotted(name) || token_is_lower(name) || bytes_has(name, '_');
	case 'D':
		return token_is_dotted(name);
	case 'M':
		return bytes_equal(name, BYTES("root")) || bytes_equal(name, BYTES("__main__"));
	}
	return name.len > 1 && (letter == 'c' || !token_is_number(name));
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

static bool take_row(struct reading *reading, const struct row *row, size_t count);

/* A text in brackets; false where it does not end, or is too long for a head. */
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
	*text = bytes_from(*text, i + 1);
	return true;
}

/* Whether that byte stands before the text. */
static bool
is_behind(const struct reading *reading, struct bytes text, char byte)
{
	return text.len > 0 && text.at > reading->line.at && text.at[-1] == byte;
}

static bool
piece(char letter, size_t digits, struct bytes *text, void *into)
{
	struct reading *reading = into;
	struct bytes ignored;

	(void)digits;
	switch (letter) {
	case 't':
		return read_time(reading, text) && take_time(reading, text);
	case 'G':
		reading->time_at = NULL;
		return timestamp_read_form("%2m%2d %H:%M:%S%F", *text, &reading->time) &&
		    take_time(reading, text);
	case 'L':
		return take_level(reading, text);
	case 'l':
		return take_letter(reading, text);
	case 'n':
	case 'c':
	case 'D':
	case 'N':
	case 'M':
		return take_name(reading, letter, text);
	case 'u':
		reading->logger = token_name(token_word(*text));
		return take(text, token_word(*text), &ignored);
	case 'k':
		return take(text, bytes_trim(*text), &reading->logger);
	case 'i':
		return take_pid(reading, text);
	case 'x':
		reading->message = *text;
		*text = BYTES_NONE;
		return true;
	case '[':
	case '(':
	case '{':
		return take_group(reading, letter, text);
	case '>':
	case '\t':
		return is_behind(reading, *text, letter);
	}
	return token_take(letter, text);
}

/* How the text that is still to be read begins. */
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
	if (word.len == 1 && token_level_of_letter(first).len > 0)
		return time | WORD | A_LETTER;
	return time | WORD | (token_is_level(word, false) ? A_LEVEL : 0);
}

static int
known(struct reading *reading)
{
	const struct logheader *header = reading->header;

	return beginning(reading) | (header->timestamp.len > 0 ? TIME : 0) |
	    (header->level.len > 0 ? LEVEL : 0) | (header->logger.len > 0 ? LOGGER : 0) |
	    (header->pid >= 0 ? PID : 0) | (reading->bracket == '[' ? SQUARE : 0) |
	    (reading->thread && !token_is_dotted(header->logger) ? THREAD : 0);
}

/* A row has fitted: what it has read is of the head. */
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
		header->level = reading->level;
	if ((header->logger.len == 0 || reading->thread) && logger.len > 0 &&
	    !token_is_number(logger) && logger.at[0] != '/') {
		header->logger = token_logger_name(logger);
		reading->thread = reading->bracket == '[';
	}
	if (header->pid < 0)
		header->pid = reading->pid;
}

/* Takes what the first row reads that fits, and the marks behind it; false where none does. */
static bool
take_row(struct reading *reading, const struct row *row, size_t count)
{
	const struct row *end = row + count;
	int now;

	if (reading->rest.len == 0)
		return false;
	now = known(reading);
	for (; row < end; row++) {
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

	return first == '[' || first == '(' || first == '{' ? take_row(reading, LIST(brackets))
							    : take_row(reading, LIST(pieces));
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
	long long priority;
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
	if (take_row(&reading, LIST(beginnings)) || take_piece(&reading))
		while (++taken < PIECES_MAX && take_piece(&reading))
			continue;
	header->message = bytes_trim(reading.message.len > 0 ? reading.message : reading.rest);
	return header->timestamp.len > 0 || header->level.len > 0;
}

bool
logheader_is_access(struct bytes line)
{
	struct bytes rest = bytes_from(line, token_word(line).len);

	return rest.len < line.len && bytes_start(rest, BYTES(" - ")) &&
	    bytes_find(bytes_from(rest, bytes_index(rest, '"')), BYTES(" HTTP/")) != NULL;
}
