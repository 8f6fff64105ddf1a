#include "record/capture.h"

#include "record/names.h"
#include "record/span.h"

/* The members of the process that threads have no place of their own for; they keep their bytes. */
static struct bytes
further_members(const struct record *record)
{
	static const struct bytes known[] = { { NAME_PID, sizeof(NAME_PID) - 1 },
		{ NAME_EXE, sizeof(NAME_EXE) - 1 }, { NAME_CORE, sizeof(NAME_CORE) - 1 },
		{ NAME_HOST, sizeof(NAME_HOST) - 1 }, { NAME_COMMAND, sizeof(NAME_COMMAND) - 1 } };
	struct bytes process = span_member(record->line, NAME_PROCESS), more = { NULL, 0 };
	struct span span = { .next = NULL };

	if (read_kind(read_member(record->value, NAME_PROCESS)) != VALUE_OBJECT)
		return more;
	while (span_next(process, &span)) {
		const char *start = span.name.at - 1; /* its quote */
		bool has_place = false;

		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			has_place = has_place || span_is_named(&span, known[i]);
		if (has_place)
			continue;
		more = arena_join(record->memory, more, BYTES(","));
		more = arena_join(record->memory, more,
		    (struct bytes){ start, (size_t)(span.value.at + span.value.len - start) });
	}
	return more;
}

struct capture
capture_read(const struct record *record)
{
	const struct value *process = read_member(record->value, NAME_PROCESS);

	return (struct capture){
		.process = {
			.pid = read_number(process, NAME_PID),
			.exe = read_text(process, NAME_EXE),
			.core = read_text(process, NAME_CORE),
			.host = read_text(process, NAME_HOST),
			.command = read_text(process, NAME_COMMAND),
			.more = further_members(record),
		},
		.time = read_text(record->value, NAME_TIME),
		.text = read_text(record->value, NAME_TEXT),
		.sample = read_number(record->value, NAME_SAMPLE),
		.max_frames = read_number(record->value, NAME_MAX_FRAMES),
		.threads = read_first(read_member(record->value, NAME_THREADS)),
	};
}
