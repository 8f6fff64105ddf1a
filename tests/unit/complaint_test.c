#include "native/complaint.h"

#include "check.h"

/* Lines, and what of the first that says something is kept: a complaint, or whose text it is. */
static const struct {
	const char *lines[3], *complaint, *foreign;
} cases[] = {
	{ { "44\t./nptl/x.c: No such file or directory." }, "", NULL },
	{ { "warning: 44\t./x.c: No such file or directory" }, "", NULL },
	{ { "ptrace: Operation not permitted.", "No threads." }, "ptrace: Operation not permitted.",
	    NULL },
	{ { "all is well", "/srv/x: No such file or directory." },
	    "/srv/x: No such file or directory.", NULL },
	{ { "Traceback (most recent call last):", "PermissionError: Permission denied" }, "",
	    "Python's tracebacks are for st-parse-pylog" },
	{ { "Traceback (most recent call last):", "ptrace: Operation not permitted." },
	    "ptrace: Operation not permitted.", "Python's tracebacks are for st-parse-pylog" },
	{ { "==7==ERROR: AddressSanitizer: SEGV" }, "", "reports of sanitizers are not read" },
	{ { "Nov 24 10:00:00 web3 gdb[123]: #0  0x1 in f ()" }, "",
	    "what syslog put before each line has to go" },
	{ { "" }, "", NULL },
};

int
main(void)
{
	struct snapshot snapshot;

	if (!CHECK(snapshot_init(&snapshot, 1 << 20)))
		return check_end();
	for (size_t n = 0; n < COUNT_OF(cases); n++) {
		snapshot_reset(&snapshot);
		for (size_t i = 0; i < 3 && cases[n].lines[i] != NULL; i++)
			complaint_note(&snapshot, bytes_of(cases[n].lines[i]));
		CHECK_TEXT(snapshot.complaint, bytes_of(cases[n].complaint));
		if (CHECK((snapshot.foreign == NULL) == (cases[n].foreign == NULL)) &&
		    cases[n].foreign != NULL)
			CHECK_TEXT(bytes_of(snapshot.foreign), bytes_of(cases[n].foreign));
	}
	complaint_note(&snapshot, (struct bytes){ "No such file or directory\0", 26 });
	CHECK(snapshot.complaint.len == 0); /* a program, not its text */
	snapshot_free(&snapshot);
	return check_end();
}
