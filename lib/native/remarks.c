#include "native/remarks.h"

#include "native/says.h"
#include "native/stamp.h"

enum {
	COMPLAINT_MAX = 500,
	LOOKED_MOST = 1000, /* lines that may tell what the text looks like */
};

/* When the process died, if the line says so. */
static void
note_time(struct snapshot *snapshot, struct bytes line)
{
	char place[TIMESTAMP_WRITTEN_MAX];
	bool follows = snapshot->time_follows;
	struct bytes time;

	snapshot->time_follows = false;
	time = follows ? stamp_of(bytes_trim(line), place)
		       : stamp_of_report(line, place, &snapshot->time_follows);
	if (time.len > 0)
		snapshot_set_time(snapshot, time);
}

void
remarks_note(struct snapshot *snapshot, struct bytes line)
{
	const struct looks *looks;

	kernelfault_note(&snapshot->fault, line, snapshot->lines);
	lastwords_note(&snapshot->words, line, snapshot->lines);
	note_time(snapshot, line);
	if (snapshot->looks != NULL || snapshot->looked >= LOOKED_MOST)
		return;
	snapshot->looked++;
	looks = looks_like_within(line);
	if (looks != NULL && !bytes_equal(bytes_of(looks->reader), BYTES("st-parse-gdb")))
		snapshot->looks = looks;
}

void
remarks_note_complaint(struct snapshot *snapshot, struct bytes line)
{
	bool foreign = snapshot->looks != NULL;
	enum says says;

	remarks_note(snapshot, line);
	if (snapshot->complaint.len > 0 || bytes_has(line, '\0')) /* a program, not its text */
		return;
	says = says_complaint(line);
	if (says == SAYS_FAILED || (says == SAYS_FAILED_PERHAPS && !foreign))
		snapshot->complaint = snapshot_keep(snapshot, bytes_first(line, COMPLAINT_MAX));
}
