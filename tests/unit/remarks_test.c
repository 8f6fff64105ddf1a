#include "native/remarks.h"

#include "base/buffer.h"

#include "check.h"

enum { CEILING = 4 * 1024 * 1024 };

/* The first thousand lines may tell whose the text is, and a complaint is kept up to 500 bytes. */
static void
limits(void)
{
	static const struct bytes go = BYTES_ROW("goroutine 1 [running]:");
	struct snapshot *snapshot = snapshot_new(CEILING);
	struct buffer long_line = { .ceiling = 1 << 16 };

	if (!CHECK(snapshot != NULL))
		return;
	for (int i = 0; i < 999; i++)
		remarks_note(snapshot, BYTES("x"));
	remarks_note(snapshot, go);
	CHECK(snapshot->looks != NULL);
	snapshot_reset(snapshot);
	for (int i = 0; i < 1000; i++)
		remarks_note(snapshot, BYTES("x"));
	remarks_note(snapshot, go);
	CHECK(snapshot->looks == NULL);
	buffer_append(&long_line, BYTES("ptrace: "));
	while (long_line.len < 600)
		buffer_byte(&long_line, 'x');
	remarks_note_complaint(snapshot, buffer_bytes(&long_line));
	CHECK(snapshot->complaint.len == 500);
	buffer_free(&long_line);
	snapshot_free(snapshot);
}

/* Other lines: the first complaint is kept, or what the text looks like. */
static const struct {
	const char *lines[3], *complaint, *looks;
} complaints[] = {
	{ { "ptrace: Operation not permitted.", "No threads." }, "ptrace: Operation not permitted.",
	    NULL },
	{ { "all is well", "/srv/x: No such file or directory." },
	    "/srv/x: No such file or directory.", NULL },
	{ { "Traceback (most recent call last):", "PermissionError: Permission denied" }, "",
	    "a traceback of Python" },
	{ { "Traceback (most recent call last):", "ptrace: Operation not permitted." },
	    "ptrace: Operation not permitted.", "a traceback of Python" },
	{ { "Nov 24 10:00:00 web3 gdb[123]: #0  0x1 in f ()" }, "", NULL },
	{ { "main.go:3", "goroutine 1 [running]:" }, "", "a Go panic" },
	{ { "" }, "", NULL },
};

static void
complaining(void)
{
	struct snapshot *snapshot = snapshot_new(CEILING);

	if (!CHECK(snapshot != NULL))
		return;
	for (size_t n = 0; n < COUNT_OF(complaints); n++) {
		snapshot_reset(snapshot);
		for (size_t i = 0; i < 3 && complaints[n].lines[i] != NULL; i++)
			remarks_note_complaint(snapshot, bytes_of(complaints[n].lines[i]));
		CHECK_TEXT(snapshot->complaint, bytes_of(complaints[n].complaint));
		CHECK_TEXT(bytes_of(snapshot->looks == NULL ? NULL : snapshot->looks->like),
		    bytes_of(complaints[n].looks));
	}
	remarks_note_complaint(snapshot, BYTES("No such file or directory\0"));
	CHECK(snapshot->complaint.len == 0); /* the file is a program, not a log */
	snapshot_free(snapshot);
}

int
main(void)
{
	limits();
	complaining();
	return check_end();
}
