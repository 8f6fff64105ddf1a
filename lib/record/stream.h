/*
 * The stream of records: lines in, records out. Broken lines are reported with file and line and
 * passed over (status 1).
 */
#ifndef ST_RECORD_STREAM_H
#define ST_RECORD_STREAM_H

#include "base/input.h"
#include "record/read.h"

struct record {
	struct bytes line; /* as it came, without its LF */
	const struct value *value;
	struct bytes type;
	struct arena *memory; /* for what lives no longer than the record */
	const char *file;     /* NULL: standard input */
	long long number;
};

struct stream;

/* As input_open(). `record_max` is the ceiling of a line, bytes. */
struct stream *stream_open(char **files, size_t record_max);
void stream_close(struct stream *stream);
void stream_show_progress(struct stream *stream);

/* The next record, good until the next call; NULL at the end of all. */
const struct record *stream_read(struct stream *stream);

/* Writes the record to standard output as it came. */
void stream_pass(const struct record *record);

/*
 * Reads one line that stands at file:number into the record. False where it is no record: *reason
 * says why.
 */
bool stream_parse(struct bytes line, struct arena *memory, struct record *record,
    const char **reason, size_t *place);

#endif
