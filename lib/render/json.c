/* The document of stacktraces.py: one process group with its processes, their threads and groups. */
#include "record/names.h"
#include "record/write.h"
#include "render/format.h"

#include <stdlib.h>

struct process {
	struct buffer key;
	struct buffer head, threads, groups; /* JSON, with commas between */
};

struct document {
	struct rendering rendering;
	struct process *processes;
	size_t count;
};

static struct rendering *
begin(const struct format_options *options)
{
	struct document *document = calloc(1, sizeof(*document));

	if (document == NULL)
		return NULL;
	document->rendering.options = *options;
	return &document->rendering;
}

/* All numbers that name something are texts in this document. */
static void
write_number_text(struct buffer *out, long long number)
{
	buffer_byte(out, '"');
	buffer_number(out, number);
	buffer_byte(out, '"');
}

static void
write_head(struct buffer *out, const struct value *process)
{
	long long pid = read_number(process, NAME_PID);

	WRITE_FIRST(out, "processname");
	write_text(out, BYTES("no-name"));
	if (pid >= 0) {
		WRITE_NAME(out, "pid");
		write_number_text(out, pid);
	}
	WRITE_TEXT(out, "exe", read_text(process, NAME_EXE));
}

static struct process *
find_process(struct document *document, const struct record *record)
{
	struct rendering *rendering = &document->rendering;
	struct process *processes, *process;

	format_process_changes(rendering, record);
	for (size_t i = document->count; i > 0; i--)
		if (bytes_equal(buffer_bytes(&document->processes[i - 1].key),
			buffer_bytes(&rendering->process)))
			return &document->processes[i - 1];
	processes = realloc(document->processes, (document->count + 1) * sizeof(*processes));
	if (processes == NULL)
		return NULL;
	document->processes = processes;
	process = &processes[document->count++];
	*process = (struct process){ .key = { .at = NULL } };
	buffer_append(&process->key, buffer_bytes(&rendering->process));
	write_head(&process->head, read_member(record->value, NAME_PROCESS));
	return process;
}

/* Of equal names the last value counts. */
static bool
is_last_of_name(const struct value *local)
{
	struct bytes name = read_text(local, NAME_NAME);

	while ((local = read_next(local)) != NULL)
		if (bytes_equal(read_text(local, NAME_NAME), name))
			return false;
	return true;
}

static void
write_vars(struct buffer *out, const struct value *local)
{
	const char *before = "{";

	if (local == NULL)
		return;
	WRITE_NAME(out, "vars");
	for (; local != NULL; local = read_next(local)) {
		if (!is_last_of_name(local))
			continue;
		buffer_append(out, bytes_of(before));
		write_text(out, read_text(local, NAME_NAME));
		buffer_byte(out, ':');
		write_text(out, read_text(local, NAME_VALUE));
		before = ",";
	}
	buffer_byte(out, '}');
}

static void
write_frame(struct buffer *out, const struct value *frame, bool numbered)
{
	long long level = read_number(frame, NAME_LEVEL);

	WRITE_FIRST(out, "fn");
	write_text(out, format_function(frame));
	if (level >= 0)
		WRITE_NAME(out, "id");
	if (level >= 0 && numbered)
		buffer_number(out, level);
	else if (level >= 0)
		write_number_text(out, level);
	WRITE_TEXT(out, "args", read_text(frame, NAME_ARGS));
	write_vars(out, read_first(read_member(frame, NAME_LOCALS)));
	buffer_byte(out, '}');
}

static void
write_id(struct buffer *out, const struct value *thread)
{
	buffer_byte(out, '"');
	format_append_id(out, thread);
	buffer_byte(out, '"');
}

static void
write_thread(struct buffer *out, const struct record *record)
{
	const struct value *frame = read_first(read_member(record->value, NAME_FRAMES));
	/* pstack numbers no frames: those of the original are counted, and so they are numbers */
	bool numbered = bytes_equal(read_text(record->value, NAME_TOOL), BYTES("pstack"));
	const char *before = "[";

	WRITE_FIRST(out, "tid");
	write_id(out, record->value);
	WRITE_TEXT(out, "name", read_text(record->value, NAME_ROLE));
	WRITE_TEXT(out, "state", read_text(record->value, NAME_STATE));
	if (frame != NULL) {
		WRITE_NAME(out, "frames");
		for (; frame != NULL; frame = read_next(frame)) {
			buffer_append(out, bytes_of(before));
			write_frame(out, frame, numbered);
			before = ",";
		}
		buffer_byte(out, ']');
	}
	buffer_byte(out, '}');
}

static void
write_group(struct buffer *out, const struct record *record)
{
	const struct value *member = read_first(read_member(record->value, NAME_MEMBERS));
	const char *before = "";

	WRITE_FIRST(out, "thread_ids");
	buffer_byte(out, '[');
	for (; member != NULL; member = read_next(member)) {
		buffer_append(out, bytes_of(before));
		write_id(out, member);
		before = ",";
	}
	buffer_append(out, BYTES("]}"));
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct process *process = find_process((struct document *)rendering, record);
	struct buffer *list;

	if (process == NULL)
		return false;
	list = format_is_group(record) ? &process->groups : &process->threads;
	if (list->len > 0)
		buffer_byte(list, ',');
	if (format_is_group(record))
		write_group(list, record);
	else
		write_thread(list, record);
	return !list->full;
}

static void
put(FILE *out, const struct buffer *text)
{
	if (text->len > 0)
		fwrite(text->at, 1, text->len, out);
}

static void
end_process(struct process *process, FILE *out)
{
	put(out, &process->head);
	fputs(",\"threads\":[", out);
	put(out, &process->threads);
	fputs("],\"threadgroups\":[", out);
	put(out, &process->groups);
	fputs("]}", out);
	buffer_free(&process->key);
	buffer_free(&process->head);
	buffer_free(&process->threads);
	buffer_free(&process->groups);
}

static bool
end(struct rendering *rendering)
{
	struct document *document = (struct document *)rendering;
	FILE *out = rendering->options.out;

	fputs("{\"processgroupname\":\"no-name\",\"processes\":[", out);
	for (size_t i = 0; i < document->count; i++) {
		if (i > 0)
			fputc(',', out);
		end_process(&document->processes[i], out);
	}
	fputs("]}\n", out);
	buffer_free(&rendering->line);
	buffer_free(&rendering->process);
	free(document->processes);
	free(document);
	return true;
}

const struct format json_format = { "json", begin, add, end };
