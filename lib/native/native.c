#include "native/native.h"

#include "base/memory.h"
#include "native/boundary.h"
#include "native/eustack.h"
#include "native/gdb/gdb.h"
#include "native/paste.h"
#include "native/pstack.h"

#include <stdlib.h>

enum { SNAPSHOT_MAX = 256 * 1024 * 1024 };

enum kind { KIND_GDB, KIND_PSTACK, KIND_EUSTACK };

struct native {
	struct dialect dialect;
	enum kind kind; /* whose lines these are */
	struct gdb *gdb;
	struct pstack pstack;
	struct eustack eustack;
	struct paste paste;
	struct buffer
	    process_header; /* the line before was one of pstack, or only looked like it */
	bool capture;       /* what is known of the process comes from a capture */
};

struct native *
native_new(size_t ceiling)
{
	struct native *native = memory_zero(1, sizeof(*native));

	if (native == NULL)
		return NULL;
	native->dialect.drafts = drafts_new(ceiling);
	native->gdb = gdb_new(&native->dialect);
	native->pstack.dialect = native->eustack.dialect = &native->dialect;
	if (!snapshot_init(
		&native->dialect.snapshot, ceiling < SNAPSHOT_MAX ? ceiling : SNAPSHOT_MAX) ||
	    native->dialect.drafts == NULL || native->gdb == NULL) {
		native_free(native);
		return NULL;
	}
	return native;
}

void
native_free(struct native *native)
{
	if (native == NULL)
		return;
	if (native->gdb != NULL && native->dialect.drafts != NULL)
		native_end(native);
	gdb_free(native->gdb);
	drafts_free(native->dialect.drafts);
	snapshot_free(&native->dialect.snapshot);
	paste_free(&native->paste);
	buffer_free(&native->process_header);
	free(native);
}

void
native_end(struct native *native)
{
	gdb_end(native->gdb);
	pstack_end(&native->pstack);
	eustack_end(&native->eustack);
	native->dialect.threads_seen = false;
	native->kind = KIND_GDB;
}

void
native_forget(struct native *native)
{
	snapshot_reset(&native->dialect.snapshot);
	buffer_reset(&native->process_header);
	native->capture = false;
	native->paste.indent = 0;
	native->paste.headed = false;
}

/* A new log begins: what was known of the process is of another, unless a capture told it. */
static void
begin_snapshot(struct native *native)
{
	native_end(native);
	if (native->capture)
		snapshot_forget_threads(&native->dialect.snapshot);
	else
		snapshot_reset(&native->dialect.snapshot);
}

/*
 * gdb's `display` prints `1: x/i $pc`, as pstack does a process (`1425: /usr/bin/httpd`): it is one
 * where a stack follows.
 */
static void
settle_process_header(struct native *native, struct bytes line)
{
	struct bytes header = buffer_bytes(&native->process_header);

	if (header.len > 0 && pstack_goes_on(line)) {
		if (native->dialect.threads_seen)
			begin_snapshot(native);
		native->kind = KIND_PSTACK;
		pstack_feed(&native->pstack, header);
	}
	buffer_reset(&native->process_header);
	if (native->kind != KIND_PSTACK && pstack_begins_process(line))
		buffer_append(&native->process_header, line);
}

/* Whose the line is, and whether it speaks of a process anew. */
static void
choose(struct native *native, struct bytes line)
{
	enum kind kind = native->kind;
	bool process = boundary_begins(&native->dialect.snapshot, line) || boundary_ends(line);

	if (pstack_begins_thread(line) || (kind == KIND_PSTACK && pstack_begins_process(line))) {
		kind = KIND_PSTACK;
		process = pstack_begins_process(line);
	} else if (eustack_begins(line)) {
		kind = KIND_EUSTACK;
		process = eustack_begins_process(line);
	} else if (process || (kind != KIND_GDB && gdb_begins(line))) {
		kind = KIND_GDB;
	}
	if (native->dialect.threads_seen && (process || kind != native->kind))
		begin_snapshot(native);
	native->kind = kind;
}

/* The bytes that a line begins with which choose() has to look at. */
static bool
may_choose(const struct native *native, struct bytes line)
{
	char c = line.len == 0 ? ' ' : line.at[0];

	if (c == ' ' || c == '#') /* most */
		return false;

	return c == 'R' || c == '[' || c == 'A' || c == 'C' || c == 'D' || c == '-' || c == 'c' ||
	    c == 'P' || c == 'T' || (c >= '0' && c <= '9' && native->kind != KIND_EUSTACK);
}

void
native_feed(struct native *native, struct bytes line, struct bytes file, long long number)
{
	native->dialect.file = file;
	native->dialect.line = number;
	if (!paste_clean(&native->paste, line, &line))
		return;
	if ((native->process_header.len > 0 || may_choose(native, line)) &&
	    !(native->kind == KIND_GDB && gdb_in_value(native->gdb))) {
		settle_process_header(native, line);
		choose(native, line);
	}
	switch (native->kind) {
	case KIND_GDB:
		gdb_feed(native->gdb, line);
		break;
	case KIND_PSTACK:
		pstack_feed(&native->pstack, line);
		break;
	case KIND_EUSTACK:
		eustack_feed(&native->eustack, line);
		break;
	}
}

const struct thread *
native_take(struct native *native)
{
	struct draft *draft = drafts_take(native->dialect.drafts);

	return draft == NULL ? NULL : &draft->thread;
}

void
native_read_as_original(struct native *native)
{
	gdb_read_as_original(native->gdb);
}

void
native_set_process(struct native *native, const struct process *process)
{
	struct snapshot *snapshot = &native->dialect.snapshot;

	native->capture = true;
	snapshot->process = thread_no_process;
	snapshot->process.pid = process->pid;
	snapshot->process.exe = snapshot_keep(snapshot, process->exe);
	snapshot->process.core = snapshot_keep(snapshot, process->core);
	snapshot->process.host = snapshot_keep(snapshot, process->host);
	snapshot->process.command = snapshot_keep(snapshot, process->command);
	snapshot->process.more = snapshot_keep(snapshot, process->more);
}

void
native_set_time(struct native *native, struct bytes time, long long sample)
{
	native->dialect.snapshot.time = snapshot_keep(&native->dialect.snapshot, time);
	native->dialect.snapshot.sample = sample;
}

void
native_set_max_frames(struct native *native, long long max_frames)
{
	native->dialect.snapshot.max_frames = max_frames;
}

void
native_add_thread(struct native *native, long long lwp, struct bytes comm, struct bytes syscall)
{
	snapshot_add_thread(&native->dialect.snapshot, lwp, comm, syscall);
}

long long
native_take_raw_count(struct native *native)
{
	long long count = native->dialect.raw_frames;

	native->dialect.raw_frames = 0;
	return count;
}

long long
native_take_cut_count(struct native *native)
{
	long long count = native->dialect.cut_threads;

	native->dialect.cut_threads = 0;
	return count;
}

bool
native_take_lost(struct native *native)
{
	bool lost = native->dialect.snapshot.lost;

	native->dialect.snapshot.lost = false;
	return lost;
}

struct bytes
native_complaint(const struct native *native)
{
	return native->dialect.snapshot.complaint;
}

const char *
native_foreign(const struct native *native)
{
	return native->dialect.snapshot.foreign;
}
