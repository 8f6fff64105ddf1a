#include "render/original/failure.h"

#include "record/links.h"
#include "record/names.h"

/* Where the last lines begin that are not indented: these are joined with `|`. */
static size_t
start_of_joined(struct bytes text)
{
	size_t start = text.len;

	while (start > 0) {
		size_t line = start - 1;

		while (line > 0 && text.at[line - 1] != '\n')
			line--;
		if (text.at[line] == ' ')
			break;
		start = line;
	}
	return start;
}

void
failure_append(struct buffer *out, struct bytes type, struct bytes message)
{
	size_t begun = out->len, start, to;
	struct bytes text;

	buffer_append(out, type);
	if (message.len == 0)
		return;
	buffer_append(out, BYTES(": "));
	buffer_append(out, message);
	if (out->full)
		return;
	text = bytes_from(buffer_bytes(out), begun);
	start = begun + start_of_joined(text);
	to = start;
	for (size_t from = start; from < out->len; from++) {
		if (out->at[from] != '\n') {
			out->at[to++] = out->at[from];
			continue;
		}
		while (to > start && (out->at[to - 1] == ' ' || out->at[to - 1] == '\t'))
			to--;
		out->at[to++] = '|';
	}
	out->len = to;
}

void
failure_append_record(struct buffer *out, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);

	failure_append(out, json_text(exception, NAME_TYPE), json_text(exception, NAME_MESSAGE));
}

const struct failure_frame *
failure_frames(const struct record *record)
{
	struct links *links = links_of(record->value, record->memory);
	struct failure_frame *outermost = NULL;
	struct link link;

	while (links != NULL && links_next(links, &link)) {
		const struct value *frame = json_first(json_member(link.holder, NAME_FRAMES));

		for (; frame != NULL; frame = json_next(frame)) {
			struct failure_frame *added = arena_alloc(record->memory, sizeof(*added));

			if (added == NULL)
				return NULL;
			*added = (struct failure_frame){ outermost, frame };
			outermost = added;
		}
	}
	return outermost;
}
