#include "render/export/exported.h"

#include "base/lanes.h"
#include "base/shown.h"
#include "base/utf8.h"
#include "record/names.h"
#include "same/called.h"
#include "same/fingerprint.h"
#include "same/interpreter.h"

bool
exported_is_history(const struct record *record)
{
	return json_member(record->value, NAME_STACK) != NULL;
}

/* The innermost frame of the program's own code that has a file, or else the innermost frame that has one. */
static const struct value *
own_frame(const struct record *record)
{
	struct called_reading reading = called_reading(record->value);
	const struct value *frames = json_member(record->value, NAME_FRAMES), *any = NULL;
	bool python = interpreter_runs(frames);

	reading.python = reading.python || format_kind(record) == FORMAT_TRACEBACKS;
	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame)) {
		struct called called = called_of(frame, reading, record->memory);

		if (python && interpreter_is(frame))
			continue;
		if (called.file.len > 0 && called_is_own(&called))
			return frame;
		if (called.file.len > 0 && any == NULL)
			any = frame;
	}
	return any;
}

static struct bytes
first_of(struct bytes a, struct bytes b)
{
	return a.len > 0 ? a : b;
}

struct bytes
exported_root(const struct record *record)
{
	bool exception = format_kind(record) == FORMAT_TRACEBACKS;

	return first_of(json_text(record->value, NAME_POOL),
	    json_text(record->value, exception ? NAME_THREAD : NAME_COMM));
}

struct bytes
exported_function(const struct value *frame, struct arena *memory)
{
	struct bytes function = format_function(frame), module = json_text(frame, NAME_MODULE);

	if (module.len == 0 || !called_is_unnamed(function))
		return function;
	module = bytes_behind_last(module, '/');
	return arena_join(memory, arena_join(memory, BYTES("["), module), BYTES("]"));
}

/* Whether a group without a fingerprint may be of several troubles: it is made by something else than stacks. */
static bool
is_of_several(const struct record *record)
{
	return stream_is_group(record) && format_count(record) > 1 &&
	    !format_is_by(record, NAME_FUNCTIONS) && !format_is_by(record, NAME_FINGERPRINT);
}

/* `one of 4: total_price`: a name that does not claim to be that of all */
static struct bytes
one_of(const struct record *record, struct bytes title)
{
	struct buffer text = { .at = NULL };

	format_append_number(&text, "one of ", format_count(record), ": ");
	buffer_append(&text, title);
	title = arena_copy(record->memory, buffer_bytes(&text));
	buffer_free(&text);
	return title;
}

/* Reads the fingerprint and the signature, or computes them if st-annotate did not. */
static bool
read_names(const struct record *record, struct exported *it)
{
	struct buffer scratch = { .at = NULL };
	struct fingerprint computed;
	bool good;

	it->fingerprint = json_text(record->value, NAME_FINGERPRINT);
	it->title = json_text(record->value, NAME_SIGNATURE);
	if (it->fingerprint.len > 0 && it->title.len > 0)
		return true;
	good = fingerprint_of(record->value, record->memory, &scratch, &computed);
	buffer_free(&scratch);
	if (!good)
		return false;
	it->title = first_of(it->title, arena_copy(record->memory, bytes_of(computed.signature)));
	if (is_of_several(record)) {
		it->title = it->title.len > 0 ? one_of(record, it->title) : it->title;
		return !arena_full(record->memory);
	}
	it->fingerprint =
	    first_of(it->fingerprint, arena_copy(record->memory, bytes_of(computed.hash)));
	return !arena_full(record->memory);
}

/* Whether the level begins with the word, in small letters or capitals. */
static bool
is_word(struct bytes level, struct bytes word)
{
	for (size_t i = 0; i < word.len; i++)
		if (i >= level.len || (level.at[i] | 0x20) != word.at[i])
			return false;
	return true;
}

/* The severity of an exception's log message, by the beginning of its level; 0: not known. */
static int
severity_of(const struct record *record)
{
	static const struct {
		struct bytes word;
		int severity;
	} levels[] = { { BYTES_ROW("trace"), 1 }, { BYTES_ROW("debug"), 5 },
		{ BYTES_ROW("info"), 9 }, { BYTES_ROW("notice"), 10 }, { BYTES_ROW("warn"), 13 },
		{ BYTES_ROW("err"), 17 }, { BYTES_ROW("crit"), 21 }, { BYTES_ROW("fatal"), 21 } };
	struct bytes level = json_text(json_member(record->value, NAME_LOG), NAME_LEVEL);

	for (size_t i = 0; i < COUNT_OF(levels); i++)
		if (is_word(level, levels[i].word))
			return levels[i].severity;
	return 0;
}

/* A thread that did not fail is at most a warning, if it is new or has regressed. */
static enum exported_level
level_of_thread(const struct record *record, const struct exported *it)
{
	if (json_member(record->value, NAME_DEADLOCK) != NULL ||
	    json_flag(record->value, NAME_CRASHED) ||
	    json_member(record->value, NAME_REASON) != NULL)
		return EXPORTED_ERROR;
	return it->news.fresh || it->news.regressed ? EXPORTED_WARNING : EXPORTED_NOTE;
}

static void
read_level(const struct record *record, struct exported *it, bool exception)
{
	static const int severities[] = {
		[EXPORTED_NOTE] = 9, [EXPORTED_WARNING] = 13, [EXPORTED_ERROR] = 17
	};

	it->severity = severity_of(record);
	if (!exception)
		it->level = level_of_thread(record, it);
	else if (it->severity == 0 || it->severity > severities[EXPORTED_WARNING])
		it->level = EXPORTED_ERROR;
	else if (it->severity == severities[EXPORTED_WARNING])
		it->level = EXPORTED_WARNING;
	if (it->severity == 0)
		it->severity = severities[it->level];
}

static struct bytes
rule_of(const struct record *record)
{
	const struct value *value = record->value;

	if (format_kind(record) == FORMAT_TRACEBACKS)
		return first_of(json_text(json_member(value, NAME_EXCEPTION), NAME_TYPE),
		    BYTES(NAME_EXCEPTION));
	if (json_member(value, NAME_DEADLOCK) != NULL)
		return BYTES(NAME_DEADLOCK);
	return first_of(json_text(value, NAME_SIGNAL), BYTES(TYPE_THREAD));
}

bool
exported_read(const struct record *record, struct exported *it)
{
	const struct value *value = record->value;
	bool exception = format_kind(record) == FORMAT_TRACEBACKS;

	*it = (struct exported){ .of = stream_kind(record), .count = format_count(record) };
	if (!read_names(record, it))
		return false;
	it->rule = rule_of(record);
	it->types = format_types(record);
	if (it->types.len > 0) {
		it->title = it->types;
		it->rule = BYTES("several types");
	}
	it->title =
	    first_of(it->title, first_of(json_text(value, NAME_STATE), exported_root(record)));
	it->title = first_of(it->title, it->rule);
	it->own = own_frame(record);
	it->news = news_said(value);
	read_level(record, it, exception);
	return true;
}

bool
exported_fails(const struct exported *it)
{
	return !news_is_known(it->news) &&
	    (it->news.fresh || it->news.regressed || it->level == EXPORTED_ERROR);
}

void
exported_append_news(struct buffer *out, const struct exported *it)
{
	if (!it->news.fresh && !it->news.regressed)
		return;
	buffer_append(out, BYTES(", "));
	buffer_append(out, news_word(it->news));
}

struct bytes
exported_path(const struct format_options *options, struct bytes path)
{
	struct bytes root = bytes_of(options->source_root), rest = path;

	while (bytes_take_end(&root, BYTES("/")))
		continue;
	if (options->source_root == NULL || !bytes_take(&rest, root) || bytes_head(rest) != '/')
		return path;
	while (bytes_take(&rest, BYTES("/")))
		continue;
	return rest.len > 0 ? rest : path;
}

void
exported_append_process(struct buffer *out, const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	long long pid = json_number(process, NAME_PID);
	struct bytes host = json_text(process, NAME_HOST);

	buffer_append(out, json_text(process, NAME_EXE));
	format_append_number(out, out->len > 0 ? ", process " : "process ", pid, "");
	if (host.len > 0)
		buffer_append(out, out->len > 0 ? BYTES(", on ") : BYTES("on "));
	buffer_append(out, host);
}

static lanes
find_any(const char *at, struct bytes wanted)
{
	lanes bytes = lanes_load(at), hits = { 0 };

	for (size_t i = 0; i < wanted.len; i++)
		hits |= bytes == lanes_of(wanted.at[i]);
	return hits;
}

/* How many bytes at the start are none of `special`. */
static size_t
plain_run(struct bytes text, struct bytes special)
{
	size_t n = 0;

	while (n < text.len && text.len >= LANES) {
		size_t at = text.len - n < LANES ? text.len - LANES
						 : n; /* the last bytes, some of them twice */
		lanes hits = find_any(text.at + at, special);

		if (lanes_any(hits))
			return at + lanes_first(hits);
		n = at + LANES;
	}
	while (n < text.len && !bytes_has(special, text.at[n]))
		n++;
	return n;
}

static void
escape_shown(struct buffer *out, struct bytes text, const struct exported_escapes *escapes)
{
	struct bytes special = bytes_of(escapes->bytes);

	for (;;) {
		size_t plain = plain_run(text, special);

		buffer_append(out, bytes_first(text, plain));
		if (plain == text.len)
			return;
		buffer_append(out, bytes_of(escapes->as[bytes_index(special, text.at[plain])]));
		text = bytes_from(text, plain + 1);
	}
}

/* Whether shown_append() would leave all lines as they are. */
static bool
is_plain(struct bytes text)
{
	size_t plain = shown_plain(text);

	while (plain < text.len && text.at[plain] == '\n') {
		text = bytes_from(text, plain + 1);
		plain = shown_plain(text);
	}
	return plain == text.len;
}

static void
show_lines(struct buffer *out, struct bytes text)
{
	for (;;) {
		size_t length = bytes_index(text, '\n');

		shown_append(out, bytes_first(text, length));
		if (length == text.len)
			return;
		buffer_byte(out, '\n');
		text = bytes_from(text, length + 1);
	}
}

void
exported_escape(struct buffer *out, struct bytes text, const struct exported_escapes *escapes)
{
	struct buffer shown = { .at = NULL };

	if (!is_plain(text)) {
		show_lines(&shown, text);
		text = buffer_bytes(&shown);
	}
	escape_shown(out, text, escapes);
	buffer_end(&shown, out);
}

void
exported_append_json(struct buffer *out, struct bytes json)
{
	for (;;) {
		size_t plain = shown_plain(json);

		buffer_append(out, bytes_first(json, plain));
		json = bytes_from(json, plain);
		if (json.len == 0)
			return;
		format_append_escape(out, utf8_take(&json));
	}
}
