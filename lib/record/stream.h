/*
 * The stream of records: lines in, records out. Broken lines are reported with file and line and
 * skipped (status 1).
 */
#ifndef ST_RECORD_STREAM_H
#define ST_RECORD_STREAM_H

#include "base/looks.h"
#include "io/input.h"
#include "json/json.h"

struct record {
	struct bytes line; /* as it came, without its LF */
	const struct value *value;
	struct bytes type;
	struct arena *memory; /* emptied before the next record is read */
	const char *file;     /* NULL: standard input */
	long long number;
};

struct stream;

/* What the options of a command say of its input. */
struct stream_options {
	long long record_max; /* the ceiling of a line, bytes */
	bool progress;        /* show it, on a terminal */
	struct filepart part; /* stream_open_part() */
};

#define STREAM_OPTIONS \
	{ \
		.record_max = INPUT_RECORD_MAX, .progress = false \
	}

/* As input_open(). Where there is no memory: says so and gives NULL. */
struct stream *stream_open(char **files, const struct stream_options *options);
/* The same, for the part of the file that the options ask for, if they do; NULL also where that option is wrong. */
struct stream *stream_open_part(char **files, struct stream_options *options);
void stream_close(struct stream *stream);

/*
 * How much memory a record's arena may take, for a line of that length: the arena, the line, and the `written` bytes of
 * the record made from it take together at most three times `record_max`.
 */
size_t stream_memory_max(size_t record_max, size_t length, size_t written);

/* The next record, good until the next call; NULL at the end of all files. */
const struct record *stream_read(struct stream *stream);

/*
 * Reports that the record could not be handled, because memory was refused or the record needs more than is allowed.
 * `fate` says what becomes of it ("skipped").
 */
void stream_lost(const struct record *record, const char *fate);

/* Writes the record to standard output as it came. */
void stream_pass(const struct record *record);

/* `thread` or `traceback`: what a group consists of, or the type of any other record; no bytes: not known. */
struct bytes stream_kind(const struct record *record);

/* Whether the record is a group. */
bool stream_is_group(const struct record *record);

#define STREAM_SEVERAL_LINES "JSON over several lines (jq -c . makes a line of it)"
#define STREAM_ARRAY "an array (jq -c '.[]' makes a line of each element)"

/* Why a line is no record, and the byte of the fault; the line's length if no byte is to blame. */
struct stream_fault {
	const char *reason;
	size_t place;
	bool too_large; /* for the memory allowed, or left: the line may be a record */
};

/* Reads one line into the record; false where it is none. */
bool stream_parse(
    struct bytes line, struct arena *memory, struct record *record, struct stream_fault *fault);

enum { STREAM_REPORTS_MAX = 100 };

/* A line that is no record, and is not reported yet. */
struct stream_broken {
	long long number;
	struct stream_fault fault;
	size_t length;
};

/*
 * The lines of a file that are no records. The first hundred are reported, the others counted. But while no record has
 * come, lines that no stage can have written are held back: if a record comes, they are reported; if the file ends, or
 * the hundredth of them comes, one message that says what the file looks like takes their place, and all others are only
 * counted. All zero but for `log`: none so far.
 */
struct stream_tally {
	const char *log; /* the message for a file that looks like nothing known */
	long long broken;
	bool whole;                /* a record was read */
	const struct looks *looks; /* what the file looks like; NULL: not known */
	long long unsaid;          /* how many of the first hundred are only counted */
	size_t waiting;            /* how many of these are held back */
	struct stream_broken broken_lines[STREAM_REPORTS_MAX];
};

/* A line is no record, and is skipped; `foreign`: no stage can have written it. A NULL file is standard input. */
void stream_tally_fault(struct stream_tally *tally, const char *file, long long number,
    const struct stream_fault *fault, struct bytes line, bool foreign);

/* A record was read: reports the lines held back, unless one message took their place. */
void stream_tally_whole(struct stream_tally *tally, const char *file);

/* The file is at its end: reports what is not reported yet, and makes the tally ready for the next file. */
void stream_tally_end(struct stream_tally *tally, const char *file);

#endif
