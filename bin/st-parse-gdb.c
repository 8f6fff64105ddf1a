/* Debuggers' text, or captures of it, to thread records: st-parse-gdb(1). */
#include "base/memory.h"
#include "io/cli.h"
#include "io/input.h"
#include "native/native.h"
#include "record/capture.h"
#include "record/names.h"

#include <stdio.h>

enum {
	CAPTURE_MAX = 1024 * 1024 * 1024, /* its text is a whole log */
	THREAD_LEAST = 1024 * 1024,       /* memory for a thread, besides what a record may take */
};

struct parsing {
	struct input *input;
	struct native *native;
	struct arena *memory; /* for the record that is being read */
	size_t record_max;
	struct buffer out;
	const char *file;        /* the log that is being read */
	struct bytes source;     /* the same */
	int file_count;          /* which of the files it is */
	struct filepart part;    /* if it has a `split`, only captures and records are read */
	bool original;           /* if two readings are possible, that of stacktraces.py is taken */
	bool odd;                /* members of captures were left out, which was reported */
	bool text;               /* lines of a plain log have come */
	long long threads;       /* how many this log or capture has */
	struct buffer object;    /* JSON over many lines, so far */
	long long object_number; /* the line that it began in */
	struct stream_tally
	    tally; /* of the records in this file; foreign: objects that no stage writes */
};

static void
write_threads(struct parsing *parsing)
{
	const struct thread *thread;

	while ((thread = native_take(parsing->native)) != NULL) {
		buffer_reset(&parsing->out);
		thread_write(&parsing->out, thread);
		if (parsing->out.full)
			cli_unusable_line(
			    parsing->file, thread->line, "out of memory for the thread, skipped");
		else
			fwrite(parsing->out.at, 1, parsing->out.len, stdout);
		parsing->threads++;
	}
}

static void
report_no_threads(const struct parsing *parsing, const struct native_report *report, long long line)
{
	if (report->complaint.len > 0)
		cli_unusable_line(parsing->file, line, "no threads; the debugger said: %.*s",
		    (int)report->complaint.len, report->complaint.at);
	else
		cli_unusable_line(parsing->file, line, "no threads found%s%s",
		    report->looks == NULL ? "" : "; ",
		    report->looks == NULL ? "" : report->looks->advice);
}

/*
 * Reports lines like frames that are in no thread. The first of them is named: in a log, or in the text of the capture
 * that is in `line`.
 */
static void
report_unread(const struct parsing *parsing, const struct native_report *report, long long line)
{
	bool capture = !parsing->text;
	long long count = report->unread;
	char where[40] = "", more[60];

	if (count == 0)
		return;
	if (capture)
		snprintf(where, sizeof(where), "line %lld of the text: ", report->first_unread);
	snprintf(
	    more, sizeof(more), ", and so %s %lld more", count == 2 ? "does" : "do", count - 1);
	cli_unusable_line(parsing->file, capture ? line : report->first_unread,
	    "%slooks like a frame, and is in no thread%s", where, count == 1 ? "" : more);
}

static void
report_counts(const struct parsing *parsing, const struct native_report *report, long long line)
{
	long long raw = report->raw, cut = report->cut;
	char left_out[80] = "";

	if (raw > 0)
		cli_note_line(parsing->file, line,
		    "%lld frame%s could not be taken apart and %s kept as raw", raw,
		    raw == 1 ? "" : "s", raw == 1 ? "is" : "are");
	if (report->left_out > 0)
		snprintf(left_out, sizeof(left_out), ": %lld frames in the middle are left out",
		    report->left_out);
	if (cut > 0)
		cli_unusable_line(parsing->file, line, "%lld thread%s larger than %s %s cut%s", cut,
		    cut == 1 ? "" : "s",
		    memory_refused() ? "the memory that is left" : "--max-record allows",
		    cut == 1 ? "is" : "are", left_out);
	if (report->bare > 0)
		cli_unusable_line(parsing->file, line, "%lld crash report%s no frames, left out",
		    report->bare, report->bare == 1 ? " has" : "s have");
	if (report->unjudged)
		cli_note_line(parsing->file, line,
		    "who waits for whom is not said of all threads: they take more than 64M");
	if (report->unjoined)
		cli_note_line(parsing->file, line,
		    "bt and py-bt of some threads are two records: they take more than 64M");
	if (report->lost)
		cli_unusable_line(parsing->file, line,
		    "what is said of processes and threads takes more memory than %s, some of it "
		    "is left out",
		    memory_refused() ? "is left" : "--max-record allows");
}

/* Called at the end of a log (`line` is 0), or of the capture in that line. */
static void
end_log(struct parsing *parsing, long long line)
{
	struct native_report report;

	native_end(parsing->native);
	write_threads(parsing);
	report = native_report(parsing->native);
	if (parsing->threads == 0)
		report_no_threads(parsing, &report, line);
	report_unread(parsing, &report, line);
	report_counts(parsing, &report, line);
	native_forget(parsing->native);
	parsing->threads = 0;
	parsing->text = false;
}

static void end_object(struct parsing *parsing);

/* The file that was read is at its end: reports what was not reported yet. */
static void
end_file(struct parsing *parsing)
{
	end_object(parsing);
	if (parsing->text)
		end_log(parsing, 0);
	stream_tally_end(&parsing->tally, parsing->file);
	parsing->file_count = input_file_count(parsing->input);
	parsing->file = input_file(parsing->input);
	parsing->source = bytes_of(parsing->file);
}

static void
feed(struct parsing *parsing, struct bytes line, long long number)
{
	if (native_feed(parsing->native, line, parsing->source, number))
		write_threads(parsing);
}

static void
feed_capture(struct parsing *parsing, const struct record *record)
{
	struct capture capture = capture_read(record);
	struct bytes rest = capture.text, text;

	/* stacktraces.py knows no pid for a core file */
	if (parsing->original && capture.process.core.len > 0)
		capture.process.pid = -1;
	native_begin_capture(parsing->native, &capture, bytes_of(parsing->file));
	/* reported once: a script that writes one such capture writes all of them so */
	if (capture.odd != NULL && !parsing->odd)
		cli_unusable_line(parsing->file, record->number,
		    "a capture's %s is not what it has to be, left out", capture.odd);
	parsing->odd = parsing->odd || capture.odd != NULL;
	for (long long number = 1; bytes_next(&rest, '\n', &text); number++)
		feed(parsing, text, number);
	while (capture.text.len == 0 && bytes_equal(capture.tool, BYTES("none")) &&
	    native_feed_observed(parsing->native))
		write_threads(parsing);
	end_log(parsing, record->number);
}

static bool
begins_object(struct bytes text)
{
	(void)bytes_take(&text, BYTES("["));
	return bytes_take(&text, BYTES("{")) && bytes_head(bytes_trim(text)) == '"';
}

/* Whether the line begins like an object, or an array of objects: with a brace and a name in quotes. */
static inline bool
may_be_record(struct bytes line)
{
	size_t indent = bytes_indent(line);

	return indent < line.len && (line.at[indent] == '{' || line.at[indent] == '[') &&
	    begins_object(bytes_from(line, indent));
}

/* Makes the arena ready for the tree of a text of that length. */
static void
prepare_memory(struct parsing *parsing, size_t length)
{
	size_t max = length > parsing->record_max ? length : parsing->record_max;

	arena_reset(parsing->memory);
	arena_limit(parsing->memory, stream_memory_max(max, length, 0));
}

/* Takes an object that is no record: of another program, on a crash, or py-spy's array. False: it is neither. */
static bool
take_one(struct parsing *parsing, const struct value *object, long long number)
{
	enum native_object is =
	    native_feed_object(parsing->native, object, parsing->memory, parsing->source, number);

	if (is == NATIVE_UNKNOWN)
		return false;
	stream_tally_whole(&parsing->tally, parsing->file);
	if (is == NATIVE_LOG)
		end_log(parsing, number);
	return true;
}

/* Takes the same, or an array of such objects. */
static bool
take_object(struct parsing *parsing, const struct value *object, long long number)
{
	long long known = 0, others = 0;

	if (object == NULL || take_one(parsing, object, number))
		return object != NULL;
	if (json_kind(object) != JSON_ARRAY)
		return false;
	for (const struct value *each = json_first(object); each != NULL; each = json_next(each))
		if (take_one(parsing, each, number))
			known++;
		else
			others++;
	if (known > 0 && others > 0)
		cli_unusable_line(parsing->file, number,
		    "%lld of %lld elements of the array tell of no crash, skipped", others,
		    known + others);
	return known > 0;
}

/* Takes an array in one line; py-spy's may be so after jq. False: it is a line of a log. */
static bool
take_array(struct parsing *parsing, struct bytes text, long long number)
{
	struct stream_fault fault;

	if (parsing->text)
		return false;
	prepare_memory(parsing, text.len);
	if (take_object(
		parsing, json_read(text, parsing->memory, &fault.reason, &fault.place), number))
		return true;
	if (looks_like_document(text) == NULL)
		return false;
	fault = (struct stream_fault){ .reason = STREAM_ARRAY, .place = text.len };
	stream_tally_fault(&parsing->tally, parsing->file, number, &fault, text, true);
	return true;
}

/* Takes a line of JSON. False: it is none; inside a log, a broken object may be a line of the log. */
static bool
take_json(struct parsing *parsing, struct bytes text, long long number)
{
	struct record record = { .value = NULL };
	struct stream_fault fault;

	if (bytes_head(bytes_trim(text)) == '[')
		return take_array(parsing, text, number);
	prepare_memory(parsing, text.len);
	if (!stream_parse(text, parsing->memory, &record, &fault)) {
		if (parsing->text && !bytes_start(text, BYTES("{\"" NAME_TYPE "\"")))
			return false;
		if (!take_object(parsing, record.value, number))
			stream_tally_fault(&parsing->tally, parsing->file, number, &fault, text,
			    !fault.too_large && fault.place >= text.len);
		return true;
	}
	stream_tally_whole(&parsing->tally, parsing->file);
	if (parsing->text)
		end_log(parsing, 0);
	record.number = number;
	if (bytes_equal(record.type, BYTES(TYPE_CAPTURE)))
		feed_capture(parsing, &record);
	else
		stream_pass(&record);
	return true;
}

/* Feeds lines that turned out to be no JSON. */
static void
feed_lines(struct parsing *parsing, struct bytes text, long long number)
{
	struct bytes line;

	parsing->text = true;
	stream_tally_whole(&parsing->tally, parsing->file);
	while (bytes_next(&text, '\n', &line))
		feed(parsing, line, number++);
}

/* Called at the end of an object over many lines. */
static void
end_object(struct parsing *parsing)
{
	struct bytes text = buffer_bytes(&parsing->object);
	struct stream_fault fault = { .too_large = parsing->object.full };
	const struct value *object;

	if (text.len == 0)
		return;
	prepare_memory(parsing, text.len);
	object =
	    fault.too_large ? NULL : json_read(text, parsing->memory, &fault.reason, &fault.place);
	fault.too_large = fault.too_large || arena_full(parsing->memory);
	if (object == NULL && !fault.too_large) {
		feed_lines(parsing, text, parsing->object_number);
	} else if (!take_object(parsing, object, parsing->object_number)) {
		fault.reason =
		    json_kind(object) == JSON_ARRAY ? STREAM_ARRAY : STREAM_SEVERAL_LINES;
		fault.place = text.len;
		stream_tally_fault(&parsing->tally, parsing->file, parsing->object_number, &fault,
		    text, !fault.too_large);
	}
	buffer_reset(&parsing->object);
}

/*
 * Collects an object or array over many lines: it begins with a bracket alone in its line, and ends with one at the
 * same indentation. True: the line is part of one.
 */
static bool
take_piece(struct parsing *parsing, struct bytes line)
{
	struct buffer *object = &parsing->object;

	if (object->len == 0) {
		if (parsing->text || (bytes_head(line) != '{' && bytes_head(line) != '[') ||
		    bytes_trim_end(line).len != 1)
			return false;
		parsing->object_number = input_number(parsing->input);
	}
	buffer_append(object, line);
	buffer_byte(object, '\n');
	if (bytes_trim_end(line).len == 1 && line.at[0] == (object->at[0] == '{' ? '}' : ']'))
		end_object(parsing);
	return true;
}

/* Reads the captures and records of a part of a file; a line of text ends it. */
static void
parse_part(struct parsing *parsing)
{
	long long number;
	struct bytes line;
	bool text = false;

	while (!text && input_line(parsing->input, &line)) {
		if (input_file_count(parsing->input) != parsing->file_count)
			end_file(parsing);
		number = input_number(parsing->input);
		text = bytes_indent(line) < line.len &&
		    !(may_be_record(line) && take_json(parsing, line, number));
		if (text)
			cli_failure_line(parsing->file, number,
			    "text, not a capture or record: not read with --split, since its "
			    "meaning depends on the lines above");
	}
	end_file(parsing);
}

static void
parse(struct parsing *parsing)
{
	struct bytes line;

	while (input_line(parsing->input, &line)) {
		if (input_file_count(parsing->input) != parsing->file_count)
			end_file(parsing);
		if (take_piece(parsing, line) ||
		    (may_be_record(line) && take_json(parsing, line, input_number(parsing->input))))
			continue;
		if (!parsing->text && bytes_indent(line) == line.len)
			continue; /* empty lines between records are no log */
		if (!parsing->text)
			stream_tally_whole(&parsing->tally, parsing->file);
		parsing->text = true;
		feed(parsing, line, input_number(parsing->input));
	}
	end_file(parsing);
}

int
main(int argc, char *argv[])
{
	long long line_max = INPUT_LINE_MAX, record_max = 0;
	bool progress = false;
	struct parsing parsing = { .tally.log = "a log in JSON: st-parse-pylog reads it" };
	const struct cli_option options[] = {
		CLI_SWITCH("original", &parsing.original,
		    "where two readings are possible, take that of stacktraces.py"),
		FILEPART_OPTIONS(&parsing.part),
		CLI_LINE_MAX(&line_max),
		CLI_RECORD_MAX(&record_max, "64M; of captures 1G"),
		CLI_PROGRESS(&progress),
		CLI_END,
	};
	const struct cli cli = { "st-parse-gdb", "[file ...]",
		"Turn what debuggers and sanitizers print, or captures of it, into thread records.",
		options, NULL };
	char **files = cli_parse(&cli, argc, argv);
	struct input_limits limits = { .line = (size_t)line_max,
		.record = record_max > 0 ? (size_t)record_max : INPUT_RECORD_MAX,
		.large_start = BYTES(CAPTURE_START),
		.large = record_max > 0 ? (size_t)record_max : CAPTURE_MAX };

	if (!filepart_check(&parsing.part, files))
		return cli_end();
	parsing.record_max = limits.record;
	parsing.input = input_open(files, limits);
	parsing.native = native_new(parsing.record_max + THREAD_LEAST);
	parsing.memory = arena_new(parsing.record_max);
	parsing.object.ceiling = parsing.record_max;

	if (parsing.input == NULL || parsing.native == NULL || parsing.memory == NULL) {
		cli_failure(NULL, "out of memory");
		return cli_end();
	}
	input_want_part(parsing.input, &parsing.part);
	if (parsing.original)
		native_read_as_original(parsing.native);
	if (progress)
		input_show_progress(parsing.input);
	if (parsing.part.split != NULL)
		parse_part(&parsing);
	else
		parse(&parsing);
	input_close(parsing.input);
	native_free(parsing.native);
	arena_free(parsing.memory);
	buffer_free(&parsing.out);
	buffer_free(&parsing.object);
	return cli_end();
}
