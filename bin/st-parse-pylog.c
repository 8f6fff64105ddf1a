/* Logs to records of the Python exceptions in them: st-parse-pylog(1). */
#include "base/memory.h"
#include "io/blocks.h"
#include "io/cli.h"
#include "io/input.h"
#include "pylog/pylog.h"

#include <stdio.h>
#include <time.h>

enum {
	EVENT_LEAST = 1024 * 1024, /* memory for an event, besides what a record may take */
	MESSAGES_MAX = 100,
	PARTS_MAX = 1000000000,
	RUN_UP = 4 * 1024 * 1024, /* bytes before a part from which on it is read, at the least */
};

struct parsing {
	struct blocks *blocks;
	struct pylog *pylog;
	long long line_max;
	long long message_max;
	long long idle;          /* seconds; 0: for ever */
	unsigned long long bare; /* the event whose end no header shows */
	long long since;         /* when it began, in milliseconds */
	long long said, unsaid;  /* messages about lines */
	bool unsaid_unusable;    /* not all that was left out were notes */

	/* with --split */
	struct pylog_part part;
	long long number, count; /* of the part, and how many there are; 0: it is all read */
	long long size;          /* of the log; 0: that of the file */
	bool unnumbered;
};

static void
say_other(const char *file, long long line, const struct looks *looks)
{
	bool read = looks->reader != NULL;

	cli_note_line(file, line, "from this line on: %s, not read%s%s%s", looks->like,
	    read ? " (" : "", read ? looks->reader : "", read ? " reads it)" : "");
}

static void
say(const struct parsing *parsing, enum pylog_notice notice, long long line)
{
	const char *file = blocks_file(parsing->blocks);

	if (parsing->unnumbered && notice != PYLOG_LOST)
		line = 0;
	switch (notice) {
	case PYLOG_LONG_LINE:
		cli_unusable_line(file, line,
		    "line longer than %lld bytes, skipped (--max-line raises that)",
		    parsing->line_max);
		break;
	case PYLOG_TOO_LARGE:
	case PYLOG_CUT:
		cli_unusable_line(file, line, "%s, %s",
		    memory_refused() ? "out of memory for the exception"
				     : "exception larger than --max-record allows",
		    notice == PYLOG_CUT ? "cut" : "skipped");
		memory_told();
		break;
	case PYLOG_SILENT:
		cli_unusable_line(file, line, "no line of this exception in 1 MiB of the log, cut");
		break;
	case PYLOG_OTHER:
		say_other(file, line, pylog_looks(parsing->pylog));
		break;
	case PYLOG_NEWEST_FIRST:
		cli_note(cli_file_name(file), "newest first: try tac");
		break;
	case PYLOG_LOST:
		cli_unusable_line(file, 0,
		    "more than 1,024 exceptions, or 64 MiB of them, at a time: %lld cut or "
		    "skipped",
		    line);
		break;
	case PYLOG_UNSAID:
		cli_unusable_line(file, line, "out of memory, more was skipped or cut");
		break;
	}
}

/* So many messages about lines, and no more; what is about the whole file is always said. */
static void
report(struct parsing *parsing)
{
	enum pylog_notice notice;
	long long line;

	while (pylog_notice(parsing->pylog, &notice, &line)) {
		bool whole =
		    notice == PYLOG_LOST || notice == PYLOG_UNSAID || notice == PYLOG_NEWEST_FIRST;
		bool note = notice == PYLOG_OTHER;

		/* what is said of the whole log is said with its first part */
		if (parsing->part.from > 0 && (note || notice == PYLOG_NEWEST_FIRST))
			continue;
		if (whole || parsing->said < MESSAGES_MAX)
			say(parsing, notice, line);
		else
			parsing->unsaid++;
		parsing->said += !whole;
		parsing->unsaid_unusable =
		    parsing->unsaid_unusable || (parsing->unsaid > 0 && !whole && !note);
	}
}

static void
write_records(struct parsing *parsing)
{
	struct bytes records = pylog_take(parsing->pylog);

	if (records.len > 0)
		fwrite(records.at, 1, records.len, stdout);
	report(parsing);
}

static void
show_progress(const struct parsing *parsing)
{
	char count[40];

	snprintf(count, sizeof(count), ", %lld exceptions", pylog_count(parsing->pylog));
	blocks_progress(parsing->blocks, count);
}

static long long
milliseconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* How long to wait for more, in milliseconds; *bare: then it is time for an event whose end no header shows, and no other. */
static int
patience(struct parsing *parsing, bool *bare)
{
	long long wait = parsing->idle * 1000, left;
	bool whole = false;
	unsigned long long number;

	*bare = false;
	if (wait == 0 || !pylog_is_open(parsing->pylog))
		return -1;
	number = pylog_bare(parsing->pylog, &whole);
	if (number == 0)
		return (int)wait;
	if (number != parsing->bare)
		parsing->since = milliseconds_now();
	parsing->bare = number;
	left = parsing->since + wait - milliseconds_now();
	*bare = whole && left < wait;
	if (!*bare)
		return (int)wait;
	return left > 0 ? (int)left : 0;
}

static void
parse_file(struct parsing *parsing)
{
	enum blocks_result result;

	pylog_begin(parsing->pylog, bytes_of(blocks_file(parsing->blocks)));
	do {
		size_t size, got;
		bool bare;
		char *place = pylog_room(parsing->pylog, &size);

		result = blocks_read(parsing->blocks, place, size, patience(parsing, &bare), &got);
		if (result == BLOCKS_SOME)
			pylog_feed(parsing->pylog, got);
		while (result == BLOCKS_QUIET && !pylog_settle(parsing->pylog, bare))
			write_records(parsing);
		while (result == BLOCKS_END && !pylog_end(parsing->pylog))
			write_records(parsing);
		write_records(parsing);
		show_progress(parsing);
	} while (result != BLOCKS_END);
}

/* False at the end. */
static bool
read_more(struct parsing *parsing)
{
	size_t size, got;
	char *place = pylog_room(parsing->pylog, &size);

	if (blocks_read(parsing->blocks, place, size, -1, &got) != BLOCKS_SOME)
		return false;
	pylog_feed(parsing->pylog, got);
	return true;
}

/* What comes before the part is another one's. */
static void
drop(struct parsing *parsing)
{
	enum pylog_notice notice;
	long long line;

	pylog_take(parsing->pylog);
	while (pylog_notice(parsing->pylog, &notice, &line))
		continue;
}

/* Reads up to a place, and if `over` until what began before it is over, but not into the part. */
static void
approach(struct parsing *parsing, long long place, bool over)
{
	struct pylog *pylog = parsing->pylog;
	long long from = parsing->part.from;

	while (pylog_position(pylog) < from &&
	    (pylog_position(pylog) < place || (over && pylog_oldest(pylog, place) < place))) {
		if (!read_more(parsing))
			return;
		if (pylog_position(pylog) < from)
			drop(parsing);
	}
}

/* Goes on at the first line that begins behind that place. What is before it is read for the line's number alone. */
static void
jump(struct parsing *parsing, long long place, long long size)
{
	static char block[64 * 1024];
	long long offset = parsing->unnumbered ? place : 0, number = 1;
	char line_end = pylog_line_end(parsing->pylog);
	bool found = false;
	size_t got;

	if (!blocks_seek(parsing->blocks, offset, size))
		return;
	while (
	    !found && blocks_read(parsing->blocks, block, sizeof(block), -1, &got) == BLOCKS_SOME) {
		struct bytes text = { block, got };
		size_t before = place > offset ? (size_t)(place - offset) : 0;

		if (before < got) {
			size_t length = before + bytes_index(bytes_from(text, before), line_end);

			found = length < got;
			text = bytes_first(text, length + found);
		}
		number += (long long)bytes_count(text, line_end);
		offset += (long long)text.len;
	}
	if (blocks_seek(parsing->blocks, offset, size))
		pylog_jump(parsing->pylog, offset, number);
}

/*
 * Reads up to the part, and knows there what a reader of the whole log knows. An event that is open there, and began
 * straight behind the start of the run-up, may have begun before it: then that was too short.
 */
static void
go_to_part(struct parsing *parsing, long long size)
{
	struct pylog *pylog = parsing->pylog;
	long long from = parsing->part.from, safe = 0;

	for (long long run_up = RUN_UP; safe >= 0; run_up *= 2) {
		if (!blocks_seek(parsing->blocks, 0, size))
			return;
		pylog_begin(pylog, bytes_of(blocks_file(parsing->blocks)));
		approach(parsing, PYLOG_LEARNT, true);
		safe = -1;
		if (pylog_position(pylog) < from - run_up) {
			jump(parsing, from - run_up, size);
			safe = pylog_position(pylog) + PYLOG_GAP;
		}
		approach(parsing, from, false);
		if (pylog_oldest(pylog, safe) >= safe)
			return;
		drop(parsing);
	}
}

/* So many of the parts have so many bytes. */
static long long
border(const struct parsing *parsing, long long size, long long parts)
{
	return size / parsing->count * parts + size % parsing->count * parts / parsing->count;
}

static void
parse_part(struct parsing *parsing)
{
	long long size = parsing->size > 0 ? parsing->size : blocks_size(parsing->blocks);
	long long past;

	parsing->part.from = border(parsing, size, parsing->number - 1);
	parsing->part.to = border(parsing, size, parsing->number);
	past = parsing->part.to + PYLOG_ABOVE;
	go_to_part(parsing, size);
	do
		write_records(parsing);
	while (
	    (pylog_position(parsing->pylog) < past || pylog_oldest(parsing->pylog, past) < past) &&
	    read_more(parsing));
	while (!pylog_end(parsing->pylog))
		write_records(parsing);
	write_records(parsing);
}

static void
parse_files(struct parsing *parsing)
{
	while (blocks_next(parsing->blocks))
		if (parsing->count > 0)
			parse_part(parsing);
		else
			parse_file(parsing);
	if (parsing->unsaid > 0)
		cli_say(parsing->unsaid_unusable, NULL, 0, "%lld more messages are left out",
		    parsing->unsaid);
}

/* False where it cannot, which is said. */
static bool
open_all(struct parsing *parsing, struct pylog_options *wanted, const char *zone_name, char **files)
{
	bool zone = zone_name != NULL && zone_name[0] != '\0';

	if (zone)
		wanted->zone = zone_open(zone_name);
	if (zone && wanted->zone == NULL) {
		cli_failure("--tz", "%s: no such time zone", zone_name);
		return false;
	}
	parsing->blocks = blocks_open(files);
	parsing->pylog = pylog_new(wanted);
	if (parsing->blocks != NULL && parsing->pylog != NULL)
		return true;
	cli_failure(NULL, "out of memory");
	return false;
}

/* 3/8: the third of eight parts, of one file. False where it is none, which is said. */
static bool
read_split(struct parsing *parsing, const char *split, char **files)
{
	struct bytes number, count;

	if (split == NULL)
		return true;
	if (!bytes_split(bytes_of(split), BYTES("/"), &number, &count) ||
	    !bytes_number(number, &parsing->number) || !bytes_number(count, &parsing->count) ||
	    parsing->number < 1 || parsing->count < parsing->number || parsing->count > PARTS_MAX) {
		cli_failure("--split", "%s: not I/N, with I from 1 to N", split);
		return false;
	}
	if (files[0] != NULL && files[1] == NULL)
		return true;
	cli_failure("--split", "wants one file");
	return false;
}

/* How long to wait: of two names. */
#define IDLE(word, about) \
	{ \
		.name = (word), .kind = CLI_NUMBER, .value = &parsing.idle, .argument = "SECONDS", \
		.help = (about), .low = 0, .high = 1000000 \
	}

#define SPLIT_OPTION(text) \
	{ \
		.name = "split", .kind = CLI_TEXT, .value = (text), .argument = "I/N", \
		.help = "read the I-th of N parts of the file" \
	}
#define SIZE_OPTION(most) \
	{ \
		.name = "size", .kind = CLI_SIZE, .value = (most), .argument = "BYTES", \
		.help = "with --split: so much of a file that grows is the whole", .low = 1, \
		.high = 1LL << 60 \
	}
#define NO_LINES_OPTION(flag) \
	{ \
		.name = "no-lines", .kind = CLI_FLAG, .value = (flag), \
		.help = "leave out line numbers, which --split counts from the start" \
	}

int
main(int argc, char *argv[])
{
	long long record_max = INPUT_RECORD_MAX;
	const char *zone_name = NULL;
	const char *split = NULL;
	bool progress = false;
	struct pylog_options wanted = { .raw = false };
	struct parsing parsing = { .line_max = INPUT_LINE_MAX, .message_max = 200, .idle = 1 };
	const struct cli_option options[] = {
		CLI_WORD("tz", &zone_name, "ZONE",
		    "the zone of times that name none, such as Europe/Berlin"),
		CLI_SWITCH("raw", &wanted.raw, "keep the text as it stood in each record"),
		CLI_SWITCH("original", &wanted.original,
		    "find the times of log messages as stacktraces.py does"),
		IDLE(
		    "idle", "show what looks complete when nothing came for so long (1; 0: never)"),
		IDLE("quiet", "the old name of --idle"),
		CLI_COUNT("max-message", &parsing.message_max, "LINES",
		    "longest message where log lines have no headers (200; 0: any)", 0, 1LL << 40),
		SPLIT_OPTION(&split),
		SIZE_OPTION(&parsing.size),
		NO_LINES_OPTION(&parsing.unnumbered),
		CLI_LINE_MAX(&parsing.line_max),
		CLI_RECORD_MAX(&record_max, "64M"),
		CLI_PROGRESS(&progress),
		CLI_END,
	};
	const struct cli cli = { "st-parse-pylog", "[file ...]",
		"Find the Python exceptions in logs of any kind and turn them into records.",
		options };
	char **files = cli_parse(&cli, argc, argv);

	wanted.line_max = (size_t)parsing.line_max;
	wanted.message_max = (size_t)parsing.message_max;
	wanted.record_max = (size_t)record_max + EVENT_LEAST;
	wanted.unnumbered = parsing.unnumbered;
	wanted.part = split == NULL ? NULL : &parsing.part;
	if (!read_split(&parsing, split, files) || !open_all(&parsing, &wanted, zone_name, files))
		return cli_end();
	if (split != NULL)
		blocks_want_parts(parsing.blocks);
	if (progress)
		blocks_show_progress(parsing.blocks);
	parse_files(&parsing);
	blocks_close(parsing.blocks);
	pylog_free(parsing.pylog);
	return cli_end();
}
