#include "native/journal.h"

#include "native/stamp.h"

/* The names of the same thing: in the journal, and as coredumpctl writes it. */
struct names {
	const char *journal, *coredumpctl;
};

static const struct names message = { "MESSAGE", "Message" }, pid = { "COREDUMP_PID", "PID" },
			  tid = { "COREDUMP_TID", "TID" }, exe = { "COREDUMP_EXE", "Executable" },
			  command = { "COREDUMP_CMDLINE", "CommandLine" },
			  host = { "COREDUMP_HOSTNAME", "Hostname" },
			  core = { "COREDUMP_FILENAME", "Filename" },
			  signal_name = { "COREDUMP_SIGNAL_NAME", "SignalName" },
			  thread_name = { "COREDUMP_THREAD_NAME", "ThreadName" };

static const struct value *
member(const struct value *object, const struct names *names)
{
	const struct value *value = json_member(object, names->journal);

	return value != NULL ? value : json_member(object, names->coredumpctl);
}

/* The journal writes a text that is not UTF-8 as an array of its bytes. */
static struct bytes
text_of(const struct value *value, struct arena *memory)
{
	size_t count = json_count(value);
	char *text;

	if (value == NULL || json_kind(value) != JSON_ARRAY)
		return json_string(value);
	text = arena_alloc(memory, count);
	if (text == NULL)
		return BYTES_NONE;
	count = 0;
	for (const struct value *byte = json_first(value); byte != NULL; byte = json_next(byte))
		text[count++] = (char)json_whole(byte);
	return (struct bytes){ text, count };
}

/* A number, which the journal writes as a text. */
static long long
number_of(const struct value *value)
{
	long long number = json_whole(value);

	if (number < 0)
		(void)bytes_number(json_string(value), &number);
	return number;
}

enum journal_entry
journal_read(const struct value *object, struct arena *memory, struct journal *journal)
{
	bool entry = json_member(object, "__CURSOR") != NULL ||
	    json_member(object, "__REALTIME_TIMESTAMP") != NULL;

	*journal = (struct journal){ .process = thread_no_process, .lwp = -1 };
	journal->process.pid = number_of(member(object, &pid));
	if (journal->process.pid < 0 || member(object, &signal_name) == NULL)
		return entry ? JOURNAL_OTHER : JOURNAL_NONE;
	journal->process.exe = json_string(member(object, &exe));
	journal->process.command = json_string(member(object, &command));
	journal->process.host = json_string(member(object, &host));
	journal->process.core = json_string(member(object, &core));
	journal->signal = json_string(member(object, &signal_name));
	journal->comm = json_string(member(object, &thread_name));
	journal->lwp = number_of(member(object, &tid));
	journal->time = json_text(object, "COREDUMP_TIMESTAMP");
	if (journal->time.len == 0)
		journal->time = json_text(object, "__REALTIME_TIMESTAMP");
	journal->text = text_of(member(object, &message), memory);
	return JOURNAL_CRASH;
}

void
journal_tell(const struct journal *journal, struct snapshot *snapshot)
{
	char place[TIMESTAMP_WRITTEN_MAX];

	snapshot_set_time(snapshot, stamp_of_microseconds(journal->time, place));
	snapshot_set_process(snapshot, &journal->process);
	snapshot_set_signal(snapshot, journal->signal);
	if (journal->lwp < 0)
		return;
	snapshot_add_thread(snapshot, journal->lwp, journal->comm, NULL);
	snapshot->stop.current_lwp = snapshot->stop.crashed_lwp = journal->lwp;
}
