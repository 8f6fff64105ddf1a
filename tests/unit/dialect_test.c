#include "native/dialect.h"

#include "debugger.h"

/* A thread begins where the log is, and is complete with what is known of its process. */
static void
complete(struct dialect *dialect)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct draft *draft;
	char file[] = "a.log";

	dialect->file = bytes_of(file);
	dialect->line = 7;
	CHECK(!dialect->threads_seen);
	draft = dialect_begin(dialect);
	if (!CHECK(draft != NULL && dialect->threads_seen))
		return;
	snapshot->sample = 3;
	snapshot->time = snapshot_keep(snapshot, BYTES("today"));
	snapshot_process(snapshot)->exe = snapshot_keep(snapshot, BYTES("/bin/a"));
	dialect->line = 8;
	dialect_complete(dialect, draft, BYTES("tool"));
	/* the snapshot and the caller's file may be gone before it is taken */
	snapshot_reset(snapshot);
	memset(file, 'x', sizeof(file) - 1);
	dialect->file = BYTES_NONE;
	CHECK(drafts_take(dialect->drafts) == draft);
	CHECK(draft->thread.line == 7 && draft->thread.sample == 3);
	CHECK_TEXT(draft->thread.file, BYTES("a.log"));
	CHECK_TEXT(draft->thread.time, BYTES("today"));
	CHECK_TEXT(draft->thread.process.exe, BYTES("/bin/a"));
	CHECK_TEXT(draft->thread.tool, BYTES("tool"));
	CHECK(!draft->thread.truncated && dialect->raw_frames == 0 && dialect->cut_threads == 0);
}

/* What could not be taken apart, and what took too much memory, is counted. */
static void
counted(struct dialect *dialect)
{
	struct draft *draft = dialect_begin(dialect);
	struct frame *frame;

	draft->thread.tool = BYTES("another");
	drafts_add_frame(draft)->raw = BYTES("#0 ?");
	drafts_add_frame(draft)->function = BYTES("f");
	drafts_add_frame(draft)->raw = BYTES("#2 ?");
	dialect_complete(dialect, draft, BYTES("tool"));
	CHECK(dialect->raw_frames == 2 && dialect->cut_threads == 0);
	CHECK_TEXT(draft->thread.tool, BYTES("another"));
	dialect->open = dialect_begin(dialect);
	dialect->process_begun = true;
	while ((frame = drafts_add_frame(dialect->open)) != NULL)
		;
	draft = dialect->open;
	dialect_end(dialect, BYTES("tool"));
	CHECK(dialect->open == NULL && !dialect->process_begun);
	CHECK(draft->thread.truncated && dialect->cut_threads == 1);
	dialect_end(dialect, BYTES("tool")); /* nothing is open */
	CHECK(dialect->cut_threads == 1);
}

int
main(void)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return check_end();
	complete(&dialect);
	counted(&dialect);
	debugger_close(&dialect);
	return check_end();
}
