#include "record/stream.h"

#include "base/memory.h"
#include "io/cli.h"
#include "record/names.h"
#include "json/arraycache.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct stream {
	struct input *input;
	struct arena *memory;
	struct arraycache *cache; /* the frames of its records */
	size_t record_max;
	struct record record;
	int file_count;            /* which of the files is read */
	const char *file;          /* its name */
	struct stream_tally tally; /* what its lines were so far */
};

enum {
	BINARY_MIN = 16,  /* with fewer bytes, a line does not tell whether it is text */
	LOOKED_AT = 4096, /* bytes of a line that is no record: enough to tell what is wrong */
	LEAST = 8 * 1024 * 1024,
	ELSEWHERE = 8 * 1024 * 1024, /* what a program takes besides the record */
};

size_t
stream_memory_max(size_t record_max, size_t length, size_t written)
{
	size_t whole = record_max > SIZE_MAX / 3 ? SIZE_MAX : 3 * record_max;
	size_t used = length + written + ELSEWHERE;

	return whole < used + LEAST ? LEAST : whole - used;
}

struct stream *
stream_open(char **files, const struct stream_options *options)
{
	size_t record_max = (size_t)options->record_max;
	struct input_limits limits = { .line = record_max < LOOKED_AT ? record_max : LOOKED_AT,
		.record = record_max,
		.shorten = true };
	struct stream *stream = memory_zero(1, sizeof(*stream));

	if (stream != NULL) {
		stream->input = input_open(files, limits);
		stream->memory = arena_new(LEAST);
		stream->cache = arraycache_new(BYTES(NAME_FRAMES));
		stream->record_max = record_max;
		stream->tally.log = "a log, not records: st-parse-gdb and st-parse-pylog read logs";
	}
	if (stream == NULL || stream->input == NULL || stream->memory == NULL) {
		cli_failure(NULL, "out of memory");
		stream_close(stream);
		return NULL;
	}
	if (options->progress)
		input_show_progress(stream->input);
	return stream;
}

struct stream *
stream_open_part(char **files, struct stream_options *options)
{
	struct stream *stream =
	    filepart_check(&options->part, files) ? stream_open(files, options) : NULL;

	if (stream != NULL)
		input_want_part(stream->input, &options->part);
	return stream;
}

void
stream_close(struct stream *stream)
{
	if (stream == NULL)
		return;
	input_close(stream->input);
	arena_free(stream->memory);
	arraycache_free(stream->cache);
	free(stream);
}

static bool
parse(struct bytes line, struct arena *memory, struct arraycache *cache, struct record *record,
    struct stream_fault *fault)
{
	const struct value *value =
	    json_read_like(line, memory, cache, &fault->reason, &fault->place);

	fault->too_large = arena_full(memory) && fault->place == line.len;
	if (value == NULL) {
		if (bytes_equal(bytes_trim(line), BYTES("{")))
			*fault = (struct stream_fault){ STREAM_SEVERAL_LINES, line.len, false };
		/* a long array has been cut */
		else if (bytes_equal(bytes_trim(line), BYTES("[")) ||
		    looks_like_document(line) != NULL)
			*fault = (struct stream_fault){ STREAM_ARRAY, line.len, false };
		return false;
	}
	*fault = (struct stream_fault){ .reason = "not an object", .place = line.len };
	if (json_kind(value) == JSON_ARRAY)
		fault->reason = STREAM_ARRAY;
	if (json_kind(value) != JSON_OBJECT)
		return false;
	fault->reason = "no member \"" NAME_TYPE "\"";
	*record = (struct record){ .line = bytes_trim(line),
		.value = value,
		.memory = memory,
		.type = json_text(value, NAME_TYPE) };
	return record->type.len > 0;
}

bool
stream_parse(
    struct bytes line, struct arena *memory, struct record *record, struct stream_fault *fault)
{
	return parse(line, memory, NULL, record, fault);
}

static void
report_lost(const char *file, long long number, const char *fate)
{
	cli_unusable_line(file, number, "%s, %s",
	    memory_refused() ? "out of memory" : "larger than --max-record allows", fate);
	memory_told();
}

static void
report_broken(const char *file, const struct stream_broken *broken)
{
	const struct stream_fault *fault = &broken->fault;

	if (fault->too_large)
		report_lost(file, broken->number, "skipped");
	else if (fault->place < broken->length)
		cli_unusable_line(file, broken->number, "not a record: %s at byte %zu, skipped",
		    fault->reason, fault->place + 1);
	else
		cli_unusable_line(file, broken->number, "not a record: %s, skipped", fault->reason);
}

/* Reports that no line is a record, at least so far: what the file looks like, and what is wrong with line one. */
static void
report_foreign(const struct stream_tally *tally, const char *file, const char *so_far)
{
	const struct stream_broken *first = &tally->broken_lines[0];
	const char *reason = first->fault.place >= first->length ? first->fault.reason : "";
	const char *advice = tally->looks != NULL ? tally->looks->advice : tally->log;

	if (tally->looks == NULL &&
	    (strcmp(reason, STREAM_SEVERAL_LINES) == 0 || strcmp(reason, STREAM_ARRAY) == 0))
		advice = "";
	cli_unusable_line(file, first->number, "not a record, and no other line%s: %s%s%s", so_far,
	    reason, reason[0] != '\0' && advice[0] != '\0' ? "; " : "", advice);
}

void
stream_tally_fault(struct stream_tally *tally, const char *file, long long number,
    const struct stream_fault *fault, struct bytes line, bool foreign)
{
	struct stream_broken broken = { number, *fault, line.len };

	if (++tally->broken > STREAM_REPORTS_MAX)
		return;
	if (tally->looks == NULL)
		tally->looks = looks_like_within(line);
	if (tally->looks == NULL && line.len >= BINARY_MIN)
		tally->looks = looks_binary(line);
	if (!foreign || tally->whole) {
		report_broken(file, &broken);
		return;
	}
	tally->broken_lines[tally->waiting++] = broken;
	if (tally->waiting == STREAM_REPORTS_MAX)
		report_foreign(tally, file, " so far");
}

void
stream_tally_whole(struct stream_tally *tally, const char *file)
{
	if (tally->waiting == STREAM_REPORTS_MAX)
		tally->unsaid = STREAM_REPORTS_MAX - 1;
	else
		for (size_t i = 0; i < tally->waiting; i++)
			report_broken(file, &tally->broken_lines[i]);
	tally->waiting = 0;
	tally->whole = true;
}

void
stream_tally_end(struct stream_tally *tally, const char *file)
{
	long long more = tally->broken - STREAM_REPORTS_MAX + tally->unsaid;

	if (tally->waiting > 0 && tally->waiting < STREAM_REPORTS_MAX)
		report_foreign(tally, file, " is one");
	else if (tally->waiting == 0 && more > 0)
		cli_unusable_line(file, 0, "%lld more line%s not %s, skipped", more,
		    more == 1 ? " is" : "s are", more == 1 ? "a record" : "records");
	*tally = (struct stream_tally){ .log = tally->log };
}

/* The file that was read is at its end. */
static void
end_file(struct stream *stream)
{
	stream_tally_end(&stream->tally, stream->file);
	stream->file_count = input_file_count(stream->input);
	stream->file = input_file(stream->input);
}

/* The next line that may be a record, without what surrounds it; false at the end of all. */
static bool
next_line(struct stream *stream, struct bytes *line)
{
	while (input_line(stream->input, line)) {
		if (input_file_count(stream->input) != stream->file_count)
			end_file(stream);
		while (bytes_take_end(line, BYTES("\r")))
			;
		if (bytes_trim(*line).len > 0)
			return true;
	}
	end_file(stream);
	return false;
}

/* Whether the line may be a record of a stage that something broke. */
static bool
begins_record(struct bytes line)
{
	return bytes_start(bytes_trim(line), BYTES("{\"" NAME_TYPE "\""));
}

const struct record *
stream_read(struct stream *stream)
{
	struct record *record = &stream->record;
	struct bytes line;
	struct stream_fault fault;

	while (next_line(stream, &line)) {
		arena_reset(stream->memory);
		arena_limit(
		    stream->memory, stream_memory_max(stream->record_max, line.len, line.len));
		if (parse(line, stream->memory, stream->cache, record, &fault)) {
			record->file = stream->file;
			record->number = input_number(stream->input);
			if (!stream->tally.whole)
				stream_tally_whole(&stream->tally, stream->file);
			return record;
		}
		stream_tally_fault(&stream->tally, stream->file, input_number(stream->input),
		    &fault, line, !fault.too_large && !begins_record(line));
	}
	arena_reset(stream->memory);
	return NULL;
}

void
stream_lost(const struct record *record, const char *fate)
{
	report_lost(record->file, record->number, fate);
}

bool
stream_is_group(const struct record *record)
{
	return bytes_equal(record->type, BYTES(TYPE_GROUP));
}

struct bytes
stream_kind(const struct record *record)
{
	return stream_is_group(record) ? json_text(record->value, NAME_OF) : record->type;
}

void
stream_pass(const struct record *record)
{
	fwrite(record->line.at, 1, record->line.len, stdout);
	putchar('\n');
}
