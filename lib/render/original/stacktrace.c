/* The text of describe_python_stacktrace.py: an exception as a group of one thread. */
#include "base/shown.h"
#include "record/names.h"
#include "render/format.h"
#include "render/original/failure.h"

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line, failure = { .at = NULL };

	rendering->any = true;
	failure_append_record(&failure, record);
	format_share(rendering, failure.len);
	format_append_number(out, "", format_count(record), " * [0]");
	if (failure.len > 0) {
		buffer_append(out, BYTES(" Failure was <"));
		format_append_value(rendering, buffer_bytes(&failure), 0);
		out->len -= !out->full; /* the LF comes behind the bracket */
		buffer_byte(out, '>');
	}
	buffer_append(out, BYTES("\n  "));
	for (const struct failure_frame *each = failure_frames(record); each != NULL;
	     each = each->next) {
		shown_append(out, json_text(each->frame, NAME_FUNCTION));
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
}

const struct format stacktrace_format = { sizeof(struct rendering), .add = add, .end = end };
