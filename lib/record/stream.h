/*
 * The stream of records: lines in, records out. Broken lines are reported with file and line and
 * passed over (status 1).
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
	struct arena *memory; /* for what lives no longer than the record */
	const char *file;     /* NULL: standard input */
	long long number;
};

struct stream;

/* What options of a command say of its input. */
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
/* The same, of the lines of a part alone where the options ask for one; NULL, too, where they do so wrongly. */
struct stream *stream_open_part(char **files, struct stream_options *options);
void stream_close(struct stream *stream);

/*
 * What the tree of a line of that length, and all that is made of it in the record's memory, may take: that, the line,
 * and a record of `written` bytes that is written of it are together at most three times as large as the largest
 * record.
 */
size_t stream_memory_max(size_t record_max, size_t length, size_t written);

/* The next record, good until the next call; NULL at the end of all. */
const struct record *stream_read(struct stream *stream);

/*
 * Says that the record could not be worked on: memory was refused, or it takes more than its ceiling allows. `fate`
 * is what becomes of it ("skipped").
 */
void stream_lost(const struct record *record, const char *fate);

/* Writes the record to standard output as it came. */
void stream_pass(const struct record *record);

/* What a group is of (`thread`, `traceback`), or else the record's own type; no bytes: not known. */
struct bytes stream_kind(const struct record *record);

/* Whether a record is a group of some. */
bool stream_is_group(const struct record *record);

#define STREAM_SEVERAL_LINES "JSON over several lines (jq -c . makes a line of it)"

/* Why a line is no record, and where, in bytes; its end: no place of it is to blame. */
struct stream_fault {
	const char *reason;
	size_t place;
	bool too_large; /* for the memory allowed, or left: it may be one */
};

/* Reads one line into the record; false where it is none. */
bool stream_parse(
    struct bytes line, struct arena *memory, struct record *record, struct stream_fault *fault);

enum { STREAM_REPORTS_MAX = 100 };

/* A line that is no record, and was not reported yet. */
struct stream_broken {
	long long number;
	struct stream_fault fault;
	size_t length;
};

/*
 * The lines of a file that were no records: a hundred are reported, the others counted. Where nothing was read so far,
 * lines that no stage wrote wait until a record comes; if none does, one message that says what the file is takes their
 * place, which comes behind the hundredth of them already: all others are counted then, whatever follows. All zero but
 * for `log`: none so far.
 */
struct stream_tally {
	const char *log; /* what it is where nobody knows better */
	long long broken;
	bool whole;                /* there was something to read all the same */
	const struct looks *looks; /* what the file looks like; NULL: not known */
	long long unsaid;          /* so many of the first hundred are only counted */
	size_t waiting;            /* so many of these are to be reported */
	struct stream_broken broken_lines[STREAM_REPORTS_MAX];
};

/* A line was no record and is passed over; `foreign`: it is none that a stage broke. A NULL file is standard input. */
void stream_tally_fault(struct stream_tally *tally, const char *file, long long number,
    const struct stream_fault *fault, struct bytes line, bool foreign);

/* Something was read: lines that wait are reported, unless one message took their place. */
void stream_tally_whole(struct stream_tally *tally, const char *file);

/* The file is at its end: says what was not said. Begins anew. */
void stream_tally_end(struct stream_tally *tally, const char *file);

#endif
