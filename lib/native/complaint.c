#include "native/complaint.h"

#include "native/noise.h"

/* Text that people take for a debugger's. */
static const char *
find_foreign(struct bytes line)
{
	static const char sanitizer[] = "reports of sanitizers are not read";
	static const struct {
		const char *words, *hint;
	} foreign[] = {
		{ "Traceback (most recent call last)",
		    "Python's tracebacks are for st-parse-pylog" },
		{ "ERROR: AddressSanitizer", sanitizer },
		{ "ERROR: HWAddressSanitizer", sanitizer },
		{ "ERROR: LeakSanitizer", sanitizer },
		{ "ERROR: UndefinedBehaviorSanitizer", sanitizer },
		{ "WARNING: MemorySanitizer", sanitizer },
		{ "WARNING: ThreadSanitizer", sanitizer },
		{ "]: #0  ", "what syslog put before each line has to go" },
	};

	for (size_t i = 0; i < COUNT_OF(foreign); i++)
		if (bytes_find(line, bytes_of(foreign[i].words)) != NULL)
			return foreign[i].hint;
	return NULL;
}

/* What debuggers say when they get nowhere; nobody else uses the first of them. */
static const char *const complaints[] = { "ptrace: ", "ptrace(", "No threads", "No stack",
	"not a core dump", "not in executable format", "file format not recognized",
	"annot examine process", "is a zombie", "already traced", "No such process",
	"No such file or directory", "peration not permitted", "ermission denied", "no process",
	"cannot open" };
enum { OWN_COMPLAINTS = 10, COMPLAINTS = COUNT_OF(complaints) };

void
complaint_note(struct snapshot *snapshot, struct bytes line)
{
	size_t count = snapshot->foreign == NULL ? COMPLAINTS : OWN_COMPLAINTS;

	if (snapshot->complaint.len > 0 || noise_is_source(line) || line.len == 0 ||
	    memchr(line.at, '\0', line.len) != NULL) /* a program, not its text */
		return;
	if (snapshot->foreign == NULL)
		snapshot->foreign = find_foreign(line);
	for (size_t i = 0; i < count; i++) {
		if (bytes_find(line, bytes_of(complaints[i])) == NULL)
			continue;
		snapshot->complaint = snapshot_keep(snapshot, bytes_first(line, 500));
		return;
	}
}
