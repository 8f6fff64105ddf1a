#include "record/capture.h"

#include "record/names.h"

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
		},
		.time = read_text(record->value, NAME_TIME),
		.text = read_text(record->value, NAME_TEXT),
		.sample = read_number(record->value, NAME_SAMPLE),
		.threads = read_first(read_member(record->value, NAME_THREADS)),
	};
}
