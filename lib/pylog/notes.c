#include "pylog/notes.h"

void
notes_free(struct notes *notes)
{
	buffer_free(&notes->queue);
}

void
notes_add(struct notes *notes, enum pylog_notice kind, long long line, const struct looks *looks)
{
	struct note note = { kind, line, looks };

	buffer_append(&notes->queue, (struct bytes){ (const char *)&note, sizeof(note) });
}

bool
notes_next(struct notes *notes)
{
	bool more = notes->said < notes->queue.len, unsaid = notes->queue.full;

	notes->last = (struct note){ PYLOG_UNSAID, 0, NULL };
	if (more) {
		memcpy(&notes->last, notes->queue.at + notes->said, sizeof(notes->last));
		notes->said += sizeof(notes->last);
	} else {
		buffer_reset(&notes->queue);
		notes->said = 0;
	}
	return more || unsaid;
}
