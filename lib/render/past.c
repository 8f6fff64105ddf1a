#include "render/past.h"

#include "record/names.h"
#include "render/backtrace.h"

enum { SHORT_MOST = 4 };

/* `freed by thread T1  drop at weave.c:32 < main` */
static void
append_short(struct rendering *rendering, const struct record *past)
{
	struct buffer *out = &rendering->line;
	size_t start;

	format_append_text(rendering, "  ", json_text(past->value, NAME_STACK), "");
	start = out->len;
	backtrace_append_short(rendering, past);
	if (out->len == start) /* none of its functions is the program's own */
		buffer_byte(out, '\n');
}

void
past_append(struct rendering *rendering, const struct record *record)
{
	const struct value *each = json_first(json_member(record->value, NAME_HISTORY));
	int detail = rendering->options.detail, count = 0;

	for (; each != NULL; each = json_next(each)) {
		struct record past = *record;
		struct bytes title = json_text(each, NAME_STACK);

		past.value = each;
		if (detail > 0) {
			format_append_text(rendering, "  ", title, ":\n");
			backtrace_append(rendering, &past, detail);
		} else if (bytes_find(title, BYTES(" created by ")) == NULL &&
		    count++ < SHORT_MOST) {
			append_short(rendering, &past);
		}
	}
}
