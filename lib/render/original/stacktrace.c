/* The text of describe_python_stacktrace.py: an exception as a group of one thread. */
#include "base/shown.h"
#include "record/names.h"
#include "render/format.h"
#include "render/original/failure.h"

static struct rendering *
begin(const struct format_options *options)
{
	return format_begin(sizeof(struct rendering), options);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line, failure = { .at = NULL };
	size_t count;
	const struct value **frames = failure_frames(record, &count);

	rendering->any = true;
	failure_append_record(&failure, record);
	format_share(rendering, failure.len);
	buffer_number(out, format_count(record));
	buffer_append(out, BYTES(" * [0]"));
	if (failure.len > 0) {
		buffer_append(out, BYTES(" Failure was <"));
		format_append_value(out, buffer_bytes(&failure), BYTES(""), shown_append);
		out->len -= !out->full; /* the LF comes behind the bracket */
		buffer_byte(out, '>');
	}
	buffer_append(out, BYTES("\n  "));
	for (size_t i = 0; i < count; i++) {
		shown_append(out, json_text(frames[i], NAME_FUNCTION));
		buffer_append(out, BYTES(", "));
	}
	buffer_append(out, BYTES("\n\n"));
	buffer_end(&failure, out);
	format_flush_record(rendering, record);
	return true;
}

static void
end(struct rendering *rendering)
{
	if (!rendering->any)
		fputs("1 * [0]\n  \n\n", rendering->options.out);
	format_free(rendering);
}

const struct format stacktrace_format = { begin, add, end };
