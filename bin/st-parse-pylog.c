/* Logs to records of the Python exceptions in them: st-parse-pylog(1). */
#include "base/memory.h"
#include "io/blocks.h"
#include "io/cli.h"
#include "io/filepart.h"
#include "io/input.h"
#include "pylog/pylog.h"

#include <stdio.h>
#include <time.h>

enum {
	EVENT_LEAST = 1024 * 1024, /* memory for an event, besides what a record may take */
	MESSAGES_MAX = 100,
	RUN_UP = 4 * 1024 * 1024, /* so many bytes before a part are read, or more */
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
	bool unsaid_unusable;    /* some of those left out were more than notes */

	struct filepart part;     /* the part of the log, with --split */
	struct pylog_part within; /* the same, for pylog */
};

static void
say_other(const char *file, long long line, const struct looks *looks)
{
	bool read = looks->reader != NULL;

	cli_note_line(file, line, "from this line on: %s, not read%s%s%s", looks->like,
	    read ? " (" : "", read ? looks->reader : "", read ? " reads it)" : "");
}

/* A part of a log does not know whether the others have exceptions. */
static void
say_foreign(const struct parsing *parsing, long long line, const struct looks *looks)
{
	const char *file = blocks_file(parsing->blocks);

	if (parsing->part.split != NULL)
		say_other(file, line, looks);
	else
		cli_unusable(cli_file_name(file), "no exceptions found; %s", looks->advice);
}

static void
say_binary(const char *file, const struct looks *looks)
{
	cli_unusable(file, "no exceptions found; %s",
	    looks != NULL ? looks->advice : "a binary file: not read");
}

static void
say(const struct parsing *parsing, enum pylog_notice notice, long long line)
{
	const char *file = blocks_file(parsing->blocks);

	if (parsing->part.unnumbered && notice != PYLOG_LOST)
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
	case PYLOG_LEFT_OUT:
		cli_unusable_line(file, line, "too many exceptions in one object, more skipped");
		break;
	case PYLOG_OTHER:
		say_other(file, line, pylog_looks(parsing->pylog));
		break;
	case PYLOG_FOREIGN:
		say_foreign(parsing, line, pylog_looks(parsing->pylog));
		break;
	case PYLOG_NEWEST_FIRST:
		cli_note(cli_file_name(file), "newest first: try tac");
		break;
	case PYLOG_BINARY:
		say_binary(cli_file_name(file), pylog_looks(parsing->pylog));
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

/* Reports at most MESSAGES_MAX messages about lines; those about the whole file are always reported. */
static void
report(struct parsing *parsing)
{
	enum pylog_notice notice;
	long long line;

	while (pylog_notice(parsing->pylog, &notice, &line)) {
		bool note = notice == PYLOG_OTHER;
		bool log = notice == PYLOG_NEWEST_FIRST || notice == PYLOG_BINARY ||
		    notice == PYLOG_FOREIGN;
		bool whole = notice == PYLOG_LOST || notice == PYLOG_UNSAID || log;

		/* what concerns the whole log is reported with its first part */
		if (parsing->part.from > 0 && (note || log))
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

/* How many milliseconds to wait. *bare: after that, only an event whose end no header shows is over. */
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

/* Reads a block; false at the end. */
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

/* Drops what comes before the part: it belongs to another part. */
static void
drop(struct parsing *parsing)
{
	enum pylog_notice notice;
	long long line;

	pylog_take(parsing->pylog);
	while (pylog_notice(parsing->pylog, &notice, &line))
		continue;
}

/* Reads up to a place and, if `over`, until what began before it has ended; but not into the part. */
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

/* Goes on at the first line that begins after that place. */
static void
jump(struct parsing *parsing, long long place)
{
	struct pylog *pylog = parsing->pylog;
	long long offset, number;

	if (filepart_jump(
		&parsing->part, parsing->blocks, place, pylog_line_end(pylog), &offset, &number))
		pylog_jump(pylog, offset, number);
}

/*
 * Reads up to the part, to know there what a reader of the whole log would know. If an event is open there that began
 * right after the start of the run-up, it may have begun earlier, and the run-up was too short.
 */
static void
go_to_part(struct parsing *parsing)
{
	struct pylog *pylog = parsing->pylog;
	long long from = parsing->part.from, safe = 0;

	for (long long run_up = RUN_UP; safe >= 0; run_up *= 2) {
		if (!blocks_seek(parsing->blocks, 0, parsing->part.whole))
			return;
		pylog_begin(pylog, bytes_of(blocks_file(parsing->blocks)));
		approach(parsing, PYLOG_LEARNT, true);
		safe = -1;
		if (pylog_position(pylog) < from - run_up) {
			jump(parsing, from - run_up);
			safe = pylog_position(pylog) + PYLOG_GAP;
		}
		approach(parsing, from, false);
		if (pylog_oldest(pylog, safe) >= safe)
			return;
		drop(parsing);
	}
}

static void
parse_part(struct parsing *parsing)
{
	long long past;

	filepart_place(&parsing->part, parsing->blocks);
	parsing->within = (struct pylog_part){ parsing->part.from, parsing->part.to };
	past = parsing->part.to + PYLOG_ABOVE;
	go_to_part(parsing);
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
		if (parsing->part.split != NULL)
			parse_part(parsing);
		else
			parse_file(parsing);
	if (parsing->unsaid > 0)
		cli_say(parsing->unsaid_unusable, NULL, 0, "%lld more messages are left out",
		    parsing->unsaid);
}

/* Opens the input. False: it cannot, which is reported. */
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

/* How long to wait: an option with two names. */
#define IDLE(word, about) \
	{ \
		.name = (word), .kind = CLI_NUMBER, .value = &parsing.idle, .argument = "SECONDS", \
		.help = (about), .low = 0, .high = 1000000 \
	}

int
main(int argc, char *argv[])
{
	long long record_max = INPUT_RECORD_MAX;
	const char *zone_name = NULL;
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
		FILEPART_OPTIONS(&parsing.part),
		CLI_LINE_MAX(&parsing.line_max),
		CLI_RECORD_MAX(&record_max, "64M"),
		CLI_PROGRESS(&progress),
		CLI_END,
	};
	const struct cli cli = { "st-parse-pylog", "[file ...]",
		"Find the Python exceptions in logs of any kind and turn them into records.",
		options, NULL };
	char **files = cli_parse(&cli, argc, argv);

	setvbuf(stdout, NULL, _IONBF, 0); /* in large pieces: a buffer would only copy them */
	wanted.line_max = (size_t)parsing.line_max;
	wanted.message_max = (size_t)parsing.message_max;
	wanted.record_max = (size_t)record_max + EVENT_LEAST;
	wanted.unnumbered = parsing.part.unnumbered;
	wanted.part = parsing.part.split == NULL ? NULL : &parsing.within;
	if (!filepart_check(&parsing.part, files) || !open_all(&parsing, &wanted, zone_name, files))
		return cli_end();
	if (parsing.part.split != NULL)
		blocks_want_parts(parsing.blocks);
	if (progress)
		blocks_show_progress(parsing.blocks);
	parse_files(&parsing);
	blocks_close(parsing.blocks);
	pylog_free(parsing.pylog);
	return cli_end();
}
