/* OpenTelemetry's log records as JSON: a line of OTLP for each record, exceptions by its conventions. */
#include "record/names.h"
#include "record/when.h"
#include "render/export/exported.h"
#include "render/export/layout.h"
#include "json/write.h"

/* {"key":…,"value":{"stringValue":…}}; an intValue is a text, too, as all 64-bit numbers are in OTLP's JSON. */
static void
add_attribute(struct buffer *out, const char *key, struct bytes text, const char *kind)
{
	if (text.len == 0)
		return;
	buffer_append(out, BYTES(",{\"key\":\""));
	buffer_append(out, bytes_of(key));
	buffer_append(out, BYTES("\",\"value\":{\""));
	buffer_append(out, bytes_of(kind));
	buffer_append(out, BYTES("\":"));
	write_text(out, text);
	buffer_append(out, BYTES("}}"));
}

static void
add_text(struct buffer *out, const char *key, struct bytes text)
{
	add_attribute(out, key, text, "stringValue");
}

static void
add_number(struct buffer *out, const char *key, long long number)
{
	char digits[24];
	struct buffer text = BUFFER_OVER(digits);

	format_append_number(&text, "", number, "");
	add_attribute(out, key, buffer_bytes(&text), "intValue");
}

/* Adds the time, if its zone is known. */
static void
add_time(struct buffer *out, const struct record *record)
{
	struct bytes time = json_text(json_member(record->value, NAME_LOG), NAME_TIME);
	char digits[40];
	struct buffer text = BUFFER_OVER(digits);
	struct when when;

	if (time.len == 0)
		time = json_text(record->value, NAME_TIME);
	if (when_read(time, &when) && when.zoned && when_append_nanoseconds(&text, &when))
		WRITE_TEXT(out, "timeUnixNano", buffer_bytes(&text));
}

static void
append_resource(
    struct buffer *out, const struct format_options *options, const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	const struct value *log = json_member(record->value, NAME_LOG);
	long long pid = json_number(process, NAME_PID);
	size_t start;

	buffer_append(out, BYTES("{\"resourceLogs\":[{\"resource\":{\"attributes\":"));
	start = out->len;
	add_text(out, "host.name", json_text(process, NAME_HOST));
	add_number(out, "process.pid", pid >= 0 ? pid : json_number(log, NAME_PID));
	add_text(out, "process.executable.path", json_text(process, NAME_EXE));
	if (options->values)
		add_text(out, "process.command_line", json_text(process, NAME_COMMAND));
	write_close_array(out, start);
}

static void
add_stack(struct buffer *out, const char *key, const struct format_options *options,
    const struct record *record)
{
	struct bytes raw = json_text(record->value, NAME_RAW);
	struct buffer stack = { .at = NULL };

	if (raw.len == 0)
		layout_append(&stack, record, options);
	add_text(out, key, raw.len > 0 ? raw : buffer_bytes(&stack));
	buffer_end(&stack, out);
}

static void
append_attributes(struct buffer *out, const struct exported *it,
    const struct format_options *options, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	bool raised = format_kind(record) == FORMAT_TRACEBACKS;
	size_t start = out->len;

	if (raised && it->types.len == 0) {
		add_text(out, "exception.type", json_text(exception, NAME_TYPE));
		add_text(out, "exception.message", json_text(exception, NAME_MESSAGE));
	}
	add_stack(out, raised ? "exception.stacktrace" : "code.stacktrace", options, record);
	add_number(out, "thread.id", json_number(record->value, NAME_LWP));
	add_text(out, "thread.name", json_text(record->value, raised ? NAME_THREAD : NAME_COMM));
	add_text(out, "st.fingerprint", it->fingerprint);
	add_text(out, "st.state", json_text(record->value, NAME_STATE));
	add_text(out, "st.finding", json_text(record->value, NAME_FINDING));
	if (stream_is_group(record))
		add_number(out, "st.count", it->count);
	write_close_array(out, start);
}

static void
append_entry(struct buffer *out, const struct exported *it, const struct format_options *options,
    const struct record *record)
{
	const struct value *log = json_member(record->value, NAME_LOG);
	struct bytes message = json_text(log, NAME_MESSAGE);

	append_resource(out, options, record);
	buffer_append(out,
	    BYTES("},\"scopeLogs\":[{\"scope\":{\"name\":\"stacktraces\","
		  "\"version\":\"" ST_VERSION "\"},\"logRecords\":["));
	WRITE_FIRST(out, "severityNumber");
	buffer_number(out, it->severity);
	WRITE_TEXT(out, "severityText", json_text(log, NAME_LEVEL));
	add_time(out, record);
	buffer_append(out, BYTES(",\"body\":{\"stringValue\":"));
	write_text(out, message.len > 0 ? message : it->title);
	buffer_append(out, BYTES("},\"attributes\":"));
	append_attributes(out, it, options, record);
	buffer_append(out, BYTES("}]}]}]}"));
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct buffer written = { .at = NULL };
	struct exported it;

	if (exported_is_history(record) || format_count(record) == 0)
		return true;
	if (!exported_read(record, &it))
		return false;
	append_entry(&written, &it, &rendering->options, record);
	format_share(rendering, written.len);
	exported_append_json(&rendering->line, buffer_bytes(&written));
	buffer_byte(&rendering->line, '\n');
	buffer_end(&written, &rendering->line);
	format_flush_record(rendering, record);
	return true;
}

const struct format otlp_format = { sizeof(struct rendering), .add = add };
