/*
 * What systemd says of a crash as JSON: entries of the journal (`journalctl -o json`), and `coredumpctl info --json=…`,
 * whose members have other names.
 */
#ifndef ST_NATIVE_JOURNAL_H
#define ST_NATIVE_JOURNAL_H

#include "native/snapshot.h"
#include "json/json.h"

struct journal {
	struct process process;
	struct bytes signal; /* `SIGSEGV` */
	struct bytes comm;   /* of the thread that crashed */
	long long lwp;       /* of that thread; -1: not told */
	struct bytes time;   /* when the process died: microseconds since 1970 */
	struct bytes text;   /* the message, with the stacks */
};

enum journal_entry {
	JOURNAL_NONE,  /* the object is no such thing */
	JOURNAL_OTHER, /* an entry of the journal, of no crash */
	JOURNAL_CRASH,
};

/* What it gives lies in the memory, or in the text that the object was read from. */
enum journal_entry journal_read(
    const struct value *object, struct arena *memory, struct journal *journal);

/* The members say what the text may not: which thread crashed, and by what. */
void journal_tell(const struct journal *journal, struct snapshot *snapshot);

#endif
