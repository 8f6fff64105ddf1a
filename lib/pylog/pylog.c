#include "pylog/pylog.h"

#include "base/memory.h"
#include "base/terminal.h"
#include "pydump/pydump.h"
#include "pylog/carrier/clean.h"
#include "pylog/intake.h"
#include "pylog/window/needles.h"
#include "pylog/window/rare.h"

#include <stdlib.h>

enum {
	BUFFER = 256 * 1024,     /* bytes in memory; when full, what is needed moves to its start */
	BLOCK = 64 * 1024,       /* bytes read at a time: so records do not wait long */
	HISTORY = PYLOG_ABOVE,   /* bytes kept of what has been read: twice ABOVE_BYTES */
	DUMPS_BYTES = 64 * 1024, /* bytes of a log's start that are searched for py-spy's output */
};

struct pylog {
	struct pylog_options options;
	char *buffer;
	size_t size;
	struct window window; /* what is in the buffer */
	size_t at;            /* everything before it has been read */
	size_t line_start;    /* where the line begins that `at` is in */
	size_t counted;       /* line ends before it have been counted */
	long long number;     /* of the line at `counted` */
	bool begun;           /* the first block has been looked at */
	bool dumps;           /* the log has output of py-spy */
	enum {
		READING,
		SKIPPING,
		REPORTED
	} line; /* past its ceiling it is skipped, and reported once */
	struct rare rare;
	struct framecache *frames;
	struct buffer scratch;
	struct buffer given; /* records that were taken */
	struct offers offers;
	struct intake intake;
};

struct pylog *
pylog_new(const struct pylog_options *options)
{
	struct pylog *pylog = memory_zero(1, sizeof(*pylog));

	if (pylog == NULL)
		return NULL;
	pylog->options = *options;
	pylog->size = BUFFER;
	pylog->buffer = memory_take(pylog->size);
	pylog->frames = framecache_new();
	offers_init(&pylog->offers, &pylog->options, &pylog->window);
	if (!intake_init(&pylog->intake, &pylog->offers) || pylog->buffer == NULL ||
	    pylog->frames == NULL) {
		pylog_free(pylog);
		return NULL;
	}
	return pylog;
}

void
pylog_free(struct pylog *pylog)
{
	if (pylog == NULL)
		return;
	intake_free(&pylog->intake);
	offers_free(&pylog->offers);
	buffer_free(&pylog->scratch);
	buffer_free(&pylog->given);
	framecache_free(pylog->frames);
	free(pylog->buffer);
	free(pylog);
}

void
pylog_begin(struct pylog *pylog, struct bytes file)
{
	pylog->window = (struct window){ { pylog->buffer, 0 }, 0, '\n' };
	pylog->at = pylog->line_start = pylog->counted = 0;
	pylog->number = 1;
	pylog->begun = pylog->dumps = false;
	pylog->line = READING;
	pylog->rare = (struct rare){ .plain = 0 };
	intake_forget(&pylog->intake);
	offers_begin(&pylog->offers, file);
}

/* The number of the line that begins at that place; places only grow. */
static long long
line_number(struct pylog *pylog, size_t place)
{
	struct bytes between = bytes_from(bytes_first(pylog->window.text, place), pylog->counted);

	pylog->number += (long long)bytes_count(between, pylog->window.line_end);
	pylog->counted = place;
	return pylog->number;
}

/*
 * Whether the line shows that the log's colours have no ESC. Lines that take_run() may pass over do not count: how many of
 * these it gets depends on the reading.
 */
static bool
shows_loss(struct bytes line)
{
	struct bytes text = bytes_from(line, bytes_indent(line));

	return (text.len == line.len ? !bytes_start(text, BYTES("File \""))
				     : bytes_start(text, BYTES("File "))) &&
	    terminal_has_lost(line);
}

/* Takes a line of the log; CRs inside end lines, too. */
static void
take_physical_line(struct pylog *pylog, size_t start, size_t end)
{
	struct bytes rest = { pylog->buffer + start, end - start };
	struct flow_line line = { .number = line_number(pylog, start) };
	bool has[RARE_BYTES];

	offers_end_silent(&pylog->offers, pylog->window.offset + (long long)start);
	rare_find(&pylog->rare, pylog->window.text, start, end, has);
	while (bytes_tail(rest) == '\r')
		rest.len--;
	do {
		line.raw = bytes_first(rest, has[RARE_RETURN] ? bytes_index(rest, '\r') : rest.len);
		line.offset = pylog->window.offset + (rest.at - pylog->buffer);
		if (!pylog->rare.lost && shows_loss(line.raw)) {
			rare_lose(&pylog->rare);
			has[RARE_BRACKET] = true;
		}
		line.text =
		    clean_line(line.raw, has[RARE_ESCAPE] || has[RARE_BRACKET], &pylog->scratch);
		intake_line(&pylog->intake, &line, has[RARE_BACKSLASH] || has[RARE_HASH]);
		rest = bytes_from(rest, line.raw.len + 1);
	} while (rest.len > 0);
}

/* Passes over the line. `of_interest`: it may have something of an event, and so a note is added, once. */
static void
skip_line(struct pylog *pylog, bool of_interest)
{
	if (of_interest && pylog->line != REPORTED) {
		notes_add(&pylog->offers.notes, PYLOG_LONG_LINE,
		    line_number(pylog, pylog->line_start), NULL);
		pylog->line = REPORTED;
	} else if (pylog->line == READING) {
		pylog->line = SKIPPING;
	}
}

/* Reads the line that begins at line_start; false: its end has not come yet. */
static bool
next_line(struct pylog *pylog, bool ended)
{
	size_t start = pylog->line_start;
	size_t end = pylog->at > start ? pylog->at : start;

	end += bytes_index(bytes_from(pylog->window.text, end), pylog->window.line_end);
	if (end - start > pylog->options.line_max || pylog->line != READING)
		skip_line(pylog, true);
	if (end == pylog->window.text.len && (!ended || start == end)) {
		if (pylog->line != READING)
			pylog->at = pylog->line_start = end;
		return false;
	}
	pylog->at = pylog->line_start = end < pylog->window.text.len ? end + 1 : end;
	if (pylog->line == READING)
		take_physical_line(pylog, start, end);
	if (pylog->counted == start && end < pylog->window.text.len) {
		/* the next line is likely to be wanted, too */
		pylog->counted = end + 1;
		pylog->number++;
	}
	pylog->line = READING;
	return true;
}

/* Reads lines that can only be more of the one event that is open; false: there are none. */
static bool
take_run(struct pylog *pylog)
{
	size_t start = pylog->line_start, length;
	struct flows *flows = &pylog->offers.flows;
	struct bytes text;

	if (start >= pylog->rare.plain || pylog->line != READING ||
	    pylog->window.line_end != '\n' || flows->count != 1 || intake_is_inside(&pylog->intake))
		return false;
	text = bytes_from(bytes_first(pylog->window.text, pylog->rare.plain), start);
	line_number(pylog, start);
	length = flow_feed_run(&flows->open[0]->flow, bytes_first(text, pylog->options.line_max),
	    pylog->window.offset + (long long)start, &pylog->number, pylog->frames);
	if (length > 0)
		pylog->at = pylog->line_start = pylog->counted = start + length;
	return length > 0;
}

/* Makes the line of that place, which is not before pylog->at, the one that is being read. */
static void
go_to_line(struct pylog *pylog, size_t place)
{
	struct bytes before = bytes_from(bytes_first(pylog->window.text, place), pylog->at);
	const char *end = bytes_find_last(before, pylog->window.line_end);

	if (end == NULL)
		return;
	pylog->line = READING;
	pylog->line_start = (size_t)(end - pylog->buffer) + 1;
}

/*
 * A place in a line that may begin an event. py-spy's output has no needle, as that would slow all logs down: it is
 * searched for at the start of a log, and in the rest only if it was found there.
 */
static const char *
find_begin(struct pylog *pylog, struct bytes text)
{
	const char *found = needles_find(text), *dump;
	long long left = DUMPS_BYTES - (pylog->window.offset + (long long)pylog->at);

	if (!pylog->dumps && left <= 0)
		return found;
	if (found != NULL)
		text = bytes_until(text, found);
	if (!pylog->dumps)
		text = bytes_first(text, (size_t)left);
	dump = bytes_find(text, BYTES(PYDUMP_VERSION));
	pylog->dumps = pylog->dumps || dump != NULL;
	return dump != NULL ? dump : found;
}

/* Goes to the next line that may begin an event; false: none has come yet. */
static bool
seek(struct pylog *pylog, bool ended)
{
	struct bytes text = bytes_from(pylog->window.text, pylog->at);
	const char *found = text.len == 0 ? NULL : find_begin(pylog, text);
	size_t place = found == NULL ? pylog->window.text.len : (size_t)(found - pylog->buffer);

	framecache_make_room(pylog->frames);
	go_to_line(pylog, place);
	if (found != NULL || ended)
		pylog->at = place;
	else if (text.len > NEEDLES_LENGTH_MAX)
		pylog->at = place - NEEDLES_LENGTH_MAX; /* a needle may be half there */
	if (found != NULL)
		return true;
	if (pylog->at < pylog->line_start)
		pylog->at = pylog->line_start;
	if (pylog->window.text.len - pylog->line_start > pylog->options.line_max) {
		skip_line(pylog, false);
		pylog->line_start = pylog->at;
	}
	return false;
}

static void
read_all(struct pylog *pylog, bool ended)
{
	for (;;) {
		if (pylog->offers.flows.count == 0 && !seek(pylog, ended))
			return;
		if (!take_run(pylog) && !next_line(pylog, ended))
			return;
	}
}

/* A log without LF in its first block has lines that end with CR. */
static void
find_line_ends(struct pylog *pylog)
{
	struct bytes first = bytes_first(pylog->window.text, BLOCK / 2);

	pylog->begun = true;
	if (!bytes_has(first, '\n') && bytes_has(first, '\r'))
		pylog->window.line_end = '\r';
}

/* Forgets what is too far above to be looked at, so that half a block fits. */
static void
discard(struct pylog *pylog)
{
	size_t keep = pylog->line_start < pylog->at ? pylog->line_start : pylog->at;

	keep = (size_t)(offers_needed(&pylog->offers, pylog->window.offset + (long long)keep) -
	    pylog->window.offset);
	keep = keep > HISTORY ? keep - HISTORY : 0;
	if (keep == 0)
		return;
	if (pylog->counted < keep)
		line_number(pylog, keep);
	memmove(pylog->buffer, pylog->buffer + keep, pylog->window.text.len - keep);
	pylog->window.text.len -= keep;
	pylog->at -= keep;
	pylog->line_start -= keep;
	pylog->counted -= keep;
	rare_shift(&pylog->rare, keep);
	pylog->window.offset += (long long)keep;
}

char *
pylog_room(struct pylog *pylog, size_t *size)
{
	if (pylog->size - pylog->window.text.len < BLOCK / 2)
		discard(pylog);
	if (pylog->size - pylog->window.text.len < BLOCK / 4) {
		char *grown = memory_resize(pylog->buffer, 2 * pylog->size);

		if (grown == NULL) {
			/* without memory the line is too long */
			skip_line(pylog, true);
			pylog->at = pylog->line_start = pylog->window.text.len;
			discard(pylog);
		} else {
			pylog->buffer = grown;
			pylog->window.text.at = grown;
			pylog->size *= 2;
		}
	}
	*size = pylog->size - pylog->window.text.len;
	*size = *size < BLOCK ? *size : BLOCK;
	return pylog->buffer + pylog->window.text.len;
}

void
pylog_feed(struct pylog *pylog, size_t size)
{
	survey_take(
	    &pylog->offers.survey, (struct bytes){ pylog->buffer + pylog->window.text.len, size });
	pylog->window.text.len += size;
	if (!pylog->begun &&
	    (pylog->window.text.len >= BLOCK / 2 || bytes_has(pylog->window.text, '\n')))
		find_line_ends(pylog);
	if (pylog->begun)
		read_all(pylog, false);
}

bool
pylog_end(struct pylog *pylog)
{
	if (!pylog->begun)
		find_line_ends(pylog);
	read_all(pylog, true);
	return offers_end(&pylog->offers);
}

bool
pylog_settle(struct pylog *pylog, bool bare)
{
	return offers_settle(&pylog->offers, bare);
}

unsigned long long
pylog_bare(const struct pylog *pylog, bool *whole)
{
	return offers_bare(&pylog->offers, whole);
}

long long
pylog_position(const struct pylog *pylog)
{
	return pylog->window.offset + (long long)pylog->line_start;
}

long long
pylog_oldest(const struct pylog *pylog, long long none)
{
	const struct flows *flows = &pylog->offers.flows;

	for (size_t i = 0; i < flows->count; i++)
		if (flows->open[i]->flow.first.offset < none)
			none = flows->open[i]->flow.first.offset;
	return none;
}

void
pylog_jump(struct pylog *pylog, long long offset, long long number)
{
	pylog->window.text.len = 0;
	pylog->window.offset = offset;
	pylog->at = pylog->line_start = pylog->counted = 0;
	pylog->number = number;
	pylog->line = READING;
	pylog->rare = (struct rare){ .plain = 0 };
	intake_forget(&pylog->intake);
	offers_forget(&pylog->offers);
}

char
pylog_line_end(const struct pylog *pylog)
{
	return pylog->window.line_end;
}

bool
pylog_is_open(const struct pylog *pylog)
{
	return pylog->offers.flows.count > 0;
}

struct bytes
pylog_take(struct pylog *pylog)
{
	struct buffer given = pylog->given;

	pylog->given = pylog->offers.records;
	pylog->offers.records = given;
	buffer_reset(&pylog->offers.records);
	return buffer_bytes(&pylog->given);
}

bool
pylog_notice(struct pylog *pylog, enum pylog_notice *notice, long long *line)
{
	bool more = notes_next(&pylog->offers.notes);

	*notice = pylog->offers.notes.last.kind;
	*line = pylog->offers.notes.last.line;
	return more;
}

const struct looks *
pylog_looks(const struct pylog *pylog)
{
	return pylog->offers.notes.last.looks;
}

long long
pylog_count(const struct pylog *pylog)
{
	return pylog->offers.count;
}
