/* The document of describe_python_log.py: an array with an object for each exception, a line each. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "record/names.h"
#include "render/format.h"
#include "render/original/failure.h"
#include "json/write.h"

enum { PIECE = 32 * 1024 }; /* bytes of a text that are escaped at a time */

static void
append_ascii(struct buffer *out, struct bytes rest)
{
	while (rest.len > 0) {
		unsigned character = utf8_take(&rest);

		if (character < 0x7F)
			buffer_byte(out, (char)character);
		else
			format_append_escape(out, character);
	}
}

/* A JSON string of ASCII alone, as Python's json writes it. */
static void
append_string(struct buffer *out, struct bytes text)
{
	struct buffer plain = { .at = NULL };

	buffer_byte(out, '"');
	do {
		struct bytes piece = bytes_first(text, PIECE);

		while (piece.len < text.len && (text.at[piece.len] & 0xC0) == 0x80)
			piece.len--;
		buffer_reset(&plain);
		write_text(&plain, piece);
		append_ascii(out, bytes_first(bytes_from(buffer_bytes(&plain), 1), plain.len - 2));
		text = bytes_from(text, piece.len);
	} while (text.len > 0 && !plain.full && !out->full);
	buffer_byte(out, '"');
	buffer_end(&plain, out);
}

static void
append_member(struct buffer *out, const char *name, struct bytes text)
{
	if (text.len == 0)
		return;
	if (!bytes_end(buffer_bytes(out), BYTES("{")))
		buffer_append(out, BYTES(", "));
	buffer_byte(out, '"');
	buffer_append(out, bytes_of(name));
	buffer_append(out, BYTES("\": "));
	append_string(out, text);
}

/* In the original, fractions of a second have six digits, or there are none. */
static void
append_time(struct buffer *out, struct bytes time)
{
	struct buffer text = { .at = NULL };
	size_t before = bytes_index(time, '.');
	size_t digits = ascii_run(bytes_from(time, before + 1), ascii_is_digit);

	buffer_append(&text, bytes_first(time, before));
	if (digits > 0) {
		buffer_append(&text, bytes_first(bytes_from(time, before), digits + 1));
		for (size_t i = digits; i < 6; i++)
			buffer_byte(&text, '0');
		if (bytes_end(buffer_bytes(&text), BYTES(".000000")))
			text.len -= 7;
		buffer_append(&text, bytes_from(time, before + 1 + digits));
	} else {
		buffer_append(&text, bytes_from(time, before));
	}
	append_member(out, "isotimestamp", buffer_bytes(&text));
	buffer_end(&text, out);
}

static void
append_frames(struct buffer *out, const struct record *record)
{
	const struct failure_frame *frame = failure_frames(record);

	if (frame == NULL)
		return;
	buffer_append(out, BYTES("\"frames\": ["));
	for (long long id = 1; frame != NULL; frame = frame->next, id++) {
		format_append_number(out, id == 1 ? "{\"id\": " : ", {\"id\": ", id, ", \"fn\": ");
		append_string(out, json_text(frame->frame, NAME_FUNCTION));
		buffer_byte(out, '}');
	}
	buffer_byte(out, ']');
}

static void
append_event(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;
	const struct value *log = json_member(record->value, NAME_LOG);
	struct buffer failure = { .at = NULL };

	failure_append_record(&failure, record);
	format_share(rendering, failure.len);
	buffer_append(out, BYTES("{\"process\": {\"processname\": \"no-name\", \"threads\": [{"));
	append_frames(out, record);
	append_member(out, "failure", buffer_bytes(&failure));
	append_member(out, "timestamp", json_text(log, NAME_TIMESTAMP));
	append_time(out, json_text(log, NAME_TIME));
	buffer_append(out, BYTES("}], \"threadgroups\": [{\"thread_ids\": [0]}]}, \"mv\": 1}"));
	buffer_end(&failure, out);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct bytes raw = json_text(record->value, NAME_RAW);
	struct buffer *out = &rendering->line, lines = { .at = NULL };

	buffer_append(out, rendering->any ? BYTES(",\n") : BYTES("[\n"));
	if (raw.len > 0)
		buffer_append(out, BYTES("{\"wrapped\": "));
	append_event(rendering, record);
	if (raw.len > 0) {
		/* the lines as they stood, each with its LF */
		buffer_append(&lines, raw);
		if (!bytes_end(raw, BYTES("\n")))
			buffer_byte(&lines, '\n');
		append_member(out, "raw", buffer_bytes(&lines));
		buffer_end(&lines, out);
		buffer_byte(out, '}');
	}
	buffer_byte(out, '\n');
	rendering->any = rendering->any || !(out->full || arena_full(record->memory));
	format_flush_record(rendering, record);
	return true;
}

static void
end(struct rendering *rendering)
{
	fputs(rendering->any ? "]\n" : "[\n]\n", rendering->options.out);
}

const struct format logjson_format = { sizeof(struct rendering), .add = add, .end = end };
