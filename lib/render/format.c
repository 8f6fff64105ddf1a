#include "render/format.h"

#include "base/arena.h"
#include "base/memory.h"
#include "base/shown.h"
#include "group/key.h"
#include "record/names.h"
#include "record/news.h"
#include "record/process.h"
#include "render/table.h"
#include "same/called.h"

#include <stdint.h>
#include <stdlib.h>

const char *const format_kinds[] = {
	[FORMAT_THREADS] = TYPE_THREAD, [FORMAT_TRACEBACKS] = TYPE_TRACEBACK, NULL
};

const struct output format_outputs[] = {
	{ { &text_format, &exception_format }, .together = true, .ranks = true, .words = true,
	    .knows = FORMAT_DETAIL | FORMAT_BRIEF },
	{ { &describe_format, &log_format }, .knows = FORMAT_DETAIL | FORMAT_SUMMARY },
	{ { &describejson_format, &logjson_format }, .together = false },
	{ { NULL, &stacktrace_format }, .together = false },
	{ { &table_format, &table_format }, .together = true, .ranks = true,
	    .knows = FORMAT_COLUMNS },
	{ { &table_csv_format, &table_csv_format }, .together = true, .ranks = true,
	    .knows = FORMAT_COLUMNS },
	{ { &table_tsv_format, &table_tsv_format }, .together = true, .ranks = true,
	    .knows = FORMAT_COLUMNS },
	{ { &html_format, &html_format }, .together = true, .ranks = true,
	    .knows = FORMAT_DETAIL | FORMAT_BRIEF | FORMAT_PATHS | FORMAT_VALUES },
	{ { &folded_format, &folded_format }, .together = true },
	{ { &speedscope_format, &speedscope_format }, .together = true, .knows = FORMAT_PATHS },
	{ { &markdown_format, &markdown_format }, .together = true, .sorts = true,
	    .knows = FORMAT_PATHS | FORMAT_VALUES },
	{ { &sarif_format, &sarif_format }, .together = true,
	    .knows = FORMAT_PATHS | FORMAT_VALUES },
	{ { &github_format, &github_format }, .together = true,
	    .knows = FORMAT_PATHS | FORMAT_VALUES },
	{ { &junit_format, &junit_format }, .together = true,
	    .knows = FORMAT_PATHS | FORMAT_VALUES },
	{ { &prometheus_format, &prometheus_format }, .together = true },
	{ { &otlp_format, &otlp_format }, .together = true, .knows = FORMAT_PATHS | FORMAT_VALUES },
};

/* Their names, in the same order. */
const char *const format_names[] = { "text", "original", "json", "original-stacktrace", "table",
	"csv", "tsv", "html", "folded", "speedscope", "markdown", "sarif", "github", "junit",
	"prometheus", "otlp", NULL };

struct rendering *
format_begin(const struct format *format, const struct format_options *options)
{
	struct rendering *rendering = memory_zero(1, format->size);

	if (rendering == NULL)
		return NULL;
	rendering->format = format;
	rendering->options = *options;
	rendering->show = format->show == NULL || options->terminal ? shown_append : format->show;
	return rendering;
}

size_t
format_end(struct rendering *rendering)
{
	size_t left_out;

	if (rendering->format->end != NULL)
		rendering->format->end(rendering);
	left_out = rendering->left_out;
	buffer_free(&rendering->line);
	buffer_free(&rendering->process);
	free(rendering);
	return left_out;
}

bool
format_add(struct rendering *rendering, const struct record *record)
{
	size_t left = arena_left(record->memory);
	bool good;

	rendering->line.ceiling = left > SIZE_MAX - record->line.len ? 0 : left + record->line.len;
	good = rendering->format->add(rendering, record);
	good = good && !rendering->line.full && !arena_full(record->memory) && !memory_refused();
	buffer_reset(&rendering->line);
	return good;
}

void
format_share(struct rendering *rendering, size_t held)
{
	struct buffer *line = &rendering->line;

	if (line->ceiling > 0)
		line->ceiling = line->ceiling > held ? line->ceiling - held : 1;
}

int
format_kind(const struct record *record)
{
	struct bytes kind = stream_kind(record);

	for (int i = 0; format_kinds[i] != NULL; i++)
		if (bytes_equal(kind, bytes_of(format_kinds[i])))
			return i;
	return -1;
}

void
format_begin_paint(struct rendering *rendering, const char *colour)
{
	struct buffer *out = &rendering->line;

	if (!rendering->options.colour)
		return;
	buffer_append(out, BYTES("\033["));
	buffer_append(out, bytes_of(colour));
	buffer_byte(out, 'm');
}

void
format_end_paint(struct rendering *rendering)
{
	if (rendering->options.colour)
		buffer_append(&rendering->line, BYTES("\033[0m"));
}

void
format_paint(struct rendering *rendering, const char *colour, struct bytes words)
{
	if (words.len == 0)
		return;
	if (colour != NULL)
		format_begin_paint(rendering, colour);
	shown_append(&rendering->line, words);
	if (colour != NULL)
		format_end_paint(rendering);
}

bool
format_process_changes(struct rendering *rendering, const struct record *record)
{
	struct buffer *key = &rendering->line;
	bool changes;

	buffer_reset(key);
	process_append_key(record, key);
	changes =
	    !rendering->any || !bytes_equal(buffer_bytes(key), buffer_bytes(&rendering->process));
	rendering->any = true;
	if (changes) {
		buffer_set(&rendering->process, buffer_bytes(key));
		rendering->any = !key->full && !rendering->process.full;
	}
	buffer_reset(key);
	return changes;
}

void
format_append_process(struct buffer *out, const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct bytes exe = json_text(process, NAME_EXE);

	format_append_process_as(out, record, exe.len > 0 ? exe : json_text(process, NAME_COMMAND));
}

void
format_append_process_as(struct buffer *out, const struct record *record, struct bytes program)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct bytes core = json_text(process, NAME_CORE), host = json_text(process, NAME_HOST);

	format_append_number(out, " ", json_number(process, NAME_PID), "");
	buffer_append(out, program.len > 0 ? BYTES(" ") : BYTES(""));
	shown_append(out, program);
	buffer_append(out, core.len > 0 ? BYTES(", core file ") : BYTES(""));
	shown_append(out, core);
	buffer_append(out, host.len > 0 ? BYTES(", on ") : BYTES(""));
	shown_append(out, host);
	format_append_number(out, ", inferior ", json_number(record->value, NAME_INFERIOR), "");
}

void
format_append_input(struct buffer *out, const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct bytes file = json_text(json_member(record->value, NAME_SOURCE), NAME_FILE);

	if (json_number(process, NAME_PID) >= 0 ||
	    json_text(process, NAME_EXE).len + json_text(process, NAME_COMMAND).len > 0)
		return;
	buffer_append(out, BYTES(" in "));
	shown_append(out, file.len > 0 ? file : BYTES("standard input"));
}

long long
format_count(const struct record *record)
{
	long long count = json_number(record->value, NAME_COUNT);

	return stream_is_group(record) && count >= 0 ? count : 1;
}

bool
format_is_by(const struct record *record, const char *key)
{
	struct bytes by = json_text(record->value, NAME_BY), part;

	if (!stream_is_group(record) || by.len == 0)
		return true;
	while (bytes_next(&by, ',', &part))
		if (bytes_equal(part, bytes_of(key)))
			return true;
	return false;
}

void
format_append_keys(struct rendering *rendering, const struct record *record)
{
	struct bytes by = json_text(record->value, NAME_BY), name, value;
	struct key key;

	if (!stream_is_group(record) || !key_parse(by, &key, &name))
		return;
	for (size_t i = 0; i < key.count; i++) {
		if (!key_says(&key.parts[i], record, &name, &value))
			continue;
		format_append_text(rendering, "  ", name, " ");
		format_append_text(rendering, "", value.len == 0 ? BYTES("unknown") : value, "\n");
	}
}

void
format_append_key_values(struct buffer *out, const struct record *record)
{
	struct bytes by = json_text(record->value, NAME_BY), name, value;
	struct key key;
	size_t start = out->len;

	if (!stream_is_group(record) || !key_parse(by, &key, &name))
		return;
	for (size_t i = 0; i < key.count; i++) {
		if (!key_says(&key.parts[i], record, &name, &value))
			continue;
		buffer_append(out, out->len > start ? BYTES(", ") : BYTES(""));
		buffer_append(out, value.len == 0 ? BYTES("unknown") : value);
	}
}

void
format_append_labels(struct rendering *rendering, const struct record *record)
{
	struct bytes role = json_text(record->value, NAME_ROLE);
	struct bytes state = json_text(record->value, NAME_STATE);
	struct buffer *out = &rendering->line;

	format_append_keys(rendering, record);
	if (role.len == 0 && state.len == 0)
		return;
	buffer_append(out, BYTES("  "));
	format_paint(rendering, FORMAT_GREEN, role);
	if (role.len > 0 && state.len > 0)
		buffer_append(out, BYTES(": "));
	format_paint(rendering, FORMAT_GREEN, state);
	buffer_byte(out, '\n');
}

void
format_append_known(struct rendering *rendering, const struct record *record, const char *before,
    const char *between)
{
	struct news news = news_of(record);
	struct bytes issue = json_text(json_member(record->value, NAME_ISSUE), NAME_ID);
	struct {
		bool holds;
		const char *colour;
		struct bytes word;
	} const words[] = {
		{ news.fresh, FORMAT_RED, BYTES("new") },
		{ news.regressed, FORMAT_RED, BYTES("regressed") },
		{ news_is_known(news), NULL, BYTES("known") },
		{ json_flag(record->value, NAME_UNUSED), NULL, BYTES("known and not seen") },
		{ issue.len > 0, NULL, issue },
	};

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (!words[i].holds)
			continue;
		buffer_append(&rendering->line, bytes_of(before));
		if (words[i].colour == NULL)
			rendering->show(&rendering->line, words[i].word);
		else
			format_paint(rendering, words[i].colour, words[i].word);
		before = between;
	}
}

void
format_append_value(struct rendering *rendering, struct bytes value, size_t margin)
{
	struct buffer *out = &rendering->line;

	for (;;) {
		size_t length = bytes_index(value, '\n');

		rendering->show(out, bytes_first(value, length));
		buffer_byte(out, '\n');
		if (length == value.len)
			return;
		value = bytes_from(value, length + 1);
		buffer_blanks(out, margin);
	}
}

void
format_append_escape(struct buffer *out, unsigned character)
{
	if (character >= 0x10000) {
		format_append_escape(out, 0xD800 + ((character - 0x10000) >> 10));
		character = 0xDC00 + ((character - 0x10000) & 0x3FF);
	}
	buffer_append(out, BYTES("\\u"));
	buffer_hex(out, character, 4);
}

void
format_append_id(struct buffer *out, const struct value *thread)
{
	long long inferior = json_number(thread, NAME_INFERIOR);
	long long tid = json_number(thread, NAME_TID), lwp = json_number(thread, NAME_LWP);

	if (tid >= 0)
		format_append_number(out, "", inferior, ".");
	if (tid >= 0 || lwp >= 0)
		buffer_number(out, tid >= 0 ? tid : lwp);
	else
		buffer_byte(out, '?');
}

struct bytes
format_function(const struct value *frame)
{
	struct bytes function = json_text(frame, NAME_FUNCTION);

	if (function.len == 0)
		function = json_text(frame, NAME_RAW);
	return function.len > 0 ? function : BYTES("??");
}

struct bytes
format_module(const struct value *frame, struct arena *memory)
{
	struct bytes module = json_text(frame, NAME_MODULE);
	long long offset;

	if (module.len == 0 || !called_is_unnamed(json_text(frame, NAME_FUNCTION)))
		return module;
	offset = json_number(frame, NAME_MODULE_OFFSET);
	return offset < 0 ? module : called_place(module, offset, memory);
}

void
format_flush(struct rendering *rendering)
{
	struct buffer *line = &rendering->line;

	if (line->full)
		return;
	if (line->len > 0)
		fwrite(line->at, 1, line->len, rendering->options.out);
	buffer_reset(line);
}

void
format_flush_record(struct rendering *rendering, const struct record *record)
{
	if (!arena_full(record->memory))
		format_flush(rendering);
}

struct bytes
format_types(const struct record *record)
{
	enum { SHOWN = 5 };
	const struct value *each = json_first(json_member(record->value, NAME_TYPES));
	long long rest = format_count(record);
	struct buffer out = { .at = NULL };
	struct bytes text;

	if (!stream_is_group(record) || json_text(each, NAME_TYPE).len == 0)
		return BYTES_NONE;
	buffer_set(&out, BYTES("one of several types:"));
	for (int i = 0; each != NULL && i < SHOWN; each = json_next(each), i++) {
		long long count = json_number(each, NAME_COUNT);

		buffer_append(&out, i == 0 ? BYTES(" ") : BYTES(", "));
		buffer_append(&out, json_text(each, NAME_TYPE));
		format_append_number(&out, " ", count, "");
		rest -= count;
	}
	if (rest > 0)
		format_append_number(&out, ", others ", rest, "");
	text = arena_copy(record->memory, buffer_bytes(&out));
	buffer_free(&out);
	return text;
}
