#include "pylog/notes.h"

#include "check.h"

int
main(void)
{
	static const struct looks looks = { .like = "a Go panic" };
	struct notes notes = { .said = 0 };

	CHECK(!notes_next(&notes));
	notes_add(&notes, PYLOG_CUT, 3, NULL);
	notes_add(&notes, PYLOG_OTHER, 7, &looks);
	CHECK(notes_next(&notes) && notes.last.kind == PYLOG_CUT && notes.last.line == 3);
	notes_add(&notes, PYLOG_SILENT, 9, NULL);
	CHECK(notes_next(&notes) && notes.last.kind == PYLOG_OTHER && notes.last.looks == &looks);
	CHECK(notes_next(&notes) && notes.last.line == 9);
	CHECK(!notes_next(&notes) && !notes_next(&notes));
	/* one note tells of those for which there was no memory */
	notes.queue.ceiling = 1;
	notes_add(&notes, PYLOG_CUT, 11, NULL);
	notes_add(&notes, PYLOG_CUT, 12, NULL);
	notes_add(&notes, PYLOG_CUT, 13, NULL);
	while (notes_next(&notes))
		if (notes.last.kind == PYLOG_UNSAID)
			break;
	CHECK(notes.last.kind == PYLOG_UNSAID && notes.last.line == 0);
	notes_free(&notes);
	return check_end();
}
