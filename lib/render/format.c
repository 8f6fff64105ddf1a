#include "render/format.h"

#include "record/names.h"
#include "record/process.h"

const struct format *const format_all[] = { &text_format, &original_format, &json_format, NULL };
const char *const format_names[] = { "text", "original", "json", NULL };

bool
format_is_group(const struct record *record)
{
	return bytes_equal(record->type, BYTES(TYPE_GROUP));
}

bool
format_takes(const struct record *record)
{
	struct bytes type = record->type;

	if (format_is_group(record))
		type = read_text(record->value, NAME_OF);
	return bytes_equal(type, BYTES(TYPE_THREAD));
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
		buffer_reset(&rendering->process);
		buffer_append(&rendering->process, buffer_bytes(key));
	}
	buffer_reset(key);
	return changes;
}

long long
format_count(const struct record *record)
{
	long long count = read_number(record->value, NAME_COUNT);

	return format_is_group(record) && count > 0 ? count : 1;
}

void
format_append_id(struct buffer *out, const struct value *thread)
{
	long long inferior = read_number(thread, NAME_INFERIOR);
	long long tid = read_number(thread, NAME_TID), lwp = read_number(thread, NAME_LWP);

	if (tid >= 0 && inferior >= 0) {
		buffer_number(out, inferior);
		buffer_byte(out, '.');
	}
	if (tid >= 0 || lwp >= 0)
		buffer_number(out, tid >= 0 ? tid : lwp);
	else
		buffer_byte(out, '?');
}

struct bytes
format_function(const struct value *frame)
{
	struct bytes function = read_text(frame, NAME_FUNCTION);

	if (function.len == 0)
		function = read_text(frame, NAME_RAW);
	return function.len > 0 ? function : BYTES("??");
}

void
format_flush(struct rendering *rendering)
{
	struct buffer *line = &rendering->line;

	if (line->len > 0)
		fwrite(line->at, 1, line->len, rendering->options.out);
	buffer_reset(line);
}
