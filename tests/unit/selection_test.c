#include "native/gdb/selection.h"

#include "native/statements.h"

#include "check.h"

/* Two threads of a look, told by their frames: which one is marked? */
struct look {
	struct snapshot *snapshot;
	struct selection selection;
	struct frame frames[2];
	struct thread threads[2];
};

static bool
begin(struct look *look)
{
	*look = (struct look){ .frames = { thread_no_frame, thread_no_frame },
		.threads = { thread_nothing, thread_nothing } };
	look->snapshot = snapshot_new(1 << 20);
	if (!CHECK(look->snapshot != NULL))
		return false;
	selection_init(&look->selection, look->snapshot);
	look->frames[0].address = BYTES("0x1");
	look->frames[1].address = BYTES("0x2");
	for (int i = 0; i < 2; i++) {
		look->threads[i].frames = &look->frames[i];
		look->threads[i].tid = i + 1;
		look->threads[i].lwp = i + 11;
	}
	return true;
}

static void
mark(struct look *look)
{
	for (int i = 0; i < 2; i++)
		selection_mark(&look->selection, &look->threads[i]);
}

static void
read(struct look *look, struct bytes text)
{
	CHECK(statements_read(look->snapshot, &(struct line){ .text = text }));
}

static void
end(struct look *look)
{
	snapshot_free(look->snapshot);
}

static void
by_number(void)
{
	struct look look;

	if (!begin(&look))
		return;
	read(&look, BYTES("Program terminated with signal SIGSEGV, x."));
	read(&look, BYTES("[Current thread is 2 (LWP 12)]"));
	mark(&look);
	CHECK(!look.threads[0].current && !look.threads[0].crashed);
	CHECK(look.threads[1].current && look.threads[1].crashed);
	CHECK(look.threads[0].signal.len == 0);
	CHECK_TEXT(look.threads[1].signal, BYTES("SIGSEGV"));
	/* a person looks at another one */
	read(&look, BYTES("[Switching to thread 1 (LWP 11)]"));
	mark(&look);
	CHECK(look.threads[0].current && !look.threads[0].crashed);
	CHECK(!look.threads[1].current && look.threads[1].crashed);
	end(&look);
}

/* Which thread took the signal is not known; a person has selected one since. */
static void
by_person(void)
{
	struct look look;

	if (!begin(&look))
		return;
	read(&look, BYTES("Program terminated with signal SIGSEGV, x."));
	read(&look, BYTES("[Switching to thread 1 (LWP 11)]"));
	mark(&look);
	CHECK(look.threads[0].current && !look.threads[0].crashed && !look.threads[1].crashed);
	end(&look);
}

/* A core's `#0` before all headers. */
static void
by_place(void)
{
	char place[] = "0x1 in f () from /lib/a.so";
	struct look look;

	if (!begin(&look))
		return;
	CHECK(selection_note(&look.selection, bytes_of(place), false));
	memset(place, 'x', sizeof(place)); /* the line is gone by now */
	CHECK(!selection_note(&look.selection, BYTES("0x2 in g () from /lib/a.so"), false));
	CHECK(!selection_note(&look.selection, BYTES("0x2 in g () from /lib/a.so"), true));
	look.frames[1].address = BYTES("0x1"); /* they may stand in one place */
	selection_mark(&look.selection, &look.threads[1]);
	selection_mark(&look.selection, &look.threads[0]);
	CHECK(look.threads[0].current && !look.threads[1].current && look.selection.found);
	CHECK(!look.threads[0].crashed);
	read(&look, BYTES("Program terminated with signal SIGSEGV, x."));
	look.selection.found = false;
	mark(&look);
	CHECK(look.threads[0].crashed && !look.threads[1].crashed);
	end(&look);
}

/* Of the stops of a live process the last one counts. */
static void
by_stop(void)
{
	struct look look;

	if (!begin(&look))
		return;
	CHECK(selection_note(&look.selection, BYTES("0x2 in f () from /lib/a.so"), true));
	CHECK(!selection_note(&look.selection, BYTES("no place"), true));
	CHECK(selection_note(&look.selection, BYTES("0x1 in g () from /lib/a.so"), true));
	mark(&look);
	CHECK(look.threads[0].current && !look.threads[1].current);
	CHECK(!look.threads[0].crashed); /* of a signal gdb would have said so */
	end(&look);
}

int
main(void)
{
	by_number();
	by_person();
	by_place();
	by_stop();
	return check_end();
}
