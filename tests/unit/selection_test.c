#include "native/gdb/selection.h"

#include "native/statements.h"

#include "check.h"

/* Two threads of a look, recognised by their frames: which one is marked? */
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
	/* the user selects another one */
	read(&look, BYTES("[Switching to thread 1 (LWP 11)]"));
	mark(&look);
	CHECK(look.threads[0].current && !look.threads[0].crashed);
	CHECK(!look.threads[1].current && look.threads[1].crashed);
	end(&look);
}

/* It is unknown which thread took the signal, and the user has selected one since. */
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

/* The last stop of a live process counts. */
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
	CHECK(!look.threads[0].crashed); /* gdb would have printed a signal */
	end(&look);
}

/* gdb knows the LWP alone of the thread that it selected: that one took the signal. */
static void
by_lwp(void)
{
	struct look look;

	if (!begin(&look))
		return;
	look.threads[1].lwp = 0; /* a number like any other */
	read(&look, BYTES("Program terminated with signal SIGSEGV, x."));
	look.snapshot->stop.current_lwp = 0;
	mark(&look);
	CHECK(!look.threads[0].current && !look.threads[0].crashed);
	CHECK(look.threads[1].current && look.threads[1].crashed);
	CHECK_TEXT(look.threads[1].signal, BYTES("SIGSEGV"));
	end(&look);
}

static void
by_inferior(void)
{
	struct look look;

	if (!begin(&look))
		return;
	look.threads[0].tid = look.threads[1].tid = 0;
	look.threads[0].inferior = 1;
	look.threads[1].inferior = 0;
	snapshot_select(look.snapshot, (struct thread_id){ .inferior = 0, .tid = 0 });
	mark(&look);
	CHECK(!look.threads[0].current && look.threads[1].current);
	snapshot_select(look.snapshot, (struct thread_id){ .inferior = -1, .tid = 0 });
	mark(&look);
	CHECK(look.threads[0].current && look.threads[1].current);
	end(&look);
}

/* A wrapped frame shows no more than its function; else all that it says counts. */
static void
by_function(void)
{
	struct look look;

	if (!begin(&look))
		return;
	CHECK(selection_note(&look.selection, BYTES("f () at a.c:7"), false));
	for (int i = 0; i < 2; i++)
		look.frames[i].address = BYTES_NONE;
	look.frames[0].function = BYTES("f");
	look.frames[1].function = BYTES("g");
	mark(&look);
	CHECK(look.threads[0].current && !look.threads[1].current);
	look.selection.found = false;
	look.frames[1] = look.frames[0];
	look.frames[0].file = look.frames[1].file = BYTES("a.c");
	look.frames[0].args = look.frames[1].args = BYTES("()");
	look.frames[0].line = 7;
	look.frames[1].line = 8;
	mark(&look);
	CHECK(look.threads[0].current && !look.threads[1].current);
	look.selection.found = false;
	look.frames[0].line = 9;
	mark(&look);
	CHECK(!look.threads[0].current && !look.threads[1].current);
	end(&look);
}

/* A backtrace without a header, of frames that have these letters as their addresses and functions. */
static struct draft *
backtrace(struct drafts *drafts, const char *letters)
{
	struct draft *draft = drafts_begin(drafts);

	for (; *letters != '\0'; letters++) {
		struct frame *frame = drafts_add_frame(draft);

		frame->address = (struct bytes){ letters, 1 };
		frame->function = (struct bytes){ letters, 1 };
	}
	return draft;
}

/* Which backtraces, one after the other, are the selected thread's: the first, and what shows its frames again. */
static void
again(const char *first, const char *second, bool wanted)
{
	struct drafts *drafts = drafts_new(1 << 20);
	struct draft *draft;
	struct look look;

	if (!CHECK(drafts != NULL) || !begin(&look))
		return;
	read(&look, BYTES("Program received signal SIGSEGV, x."));
	snapshot_select(look.snapshot, (struct thread_id){ .inferior = 4, .tid = 0 });
	look.snapshot->stop.current_lwp = 8;
	draft = backtrace(drafts, "xyz"); /* what was selected before is forgotten */
	selection_mark_begun(&look.selection, draft, draft->thread.frames);
	selection_mark_whole(&look.selection, draft, true);
	drafts_drop(drafts, draft);
	look.snapshot->stop.selections++;

	draft = backtrace(drafts, first);
	selection_mark_begun(&look.selection, draft, draft->thread.frames);
	CHECK(draft->thread.current && draft->thread.tid == 0 && draft->thread.inferior == 4);
	CHECK(draft->thread.lwp == 8 && draft->thread.crashed);
	CHECK_TEXT(draft->thread.signal, BYTES("SIGSEGV"));
	CHECK(!selection_mark_again(&look.selection, draft));
	selection_mark_whole(&look.selection, draft, true);
	drafts_drop(drafts, draft);

	draft = backtrace(drafts, second);
	selection_mark_begun(&look.selection, draft, draft->thread.frames);
	CHECK(!draft->thread.current && !draft->thread.crashed);
	if (!CHECK(selection_mark_again(&look.selection, draft) == wanted))
		printf("   %s, %s\n", first, second);
	CHECK(draft->thread.current == wanted && draft->thread.crashed == wanted);
	CHECK((draft->thread.tid == 0) == wanted && (draft->thread.lwp == 8) == wanted);
	drafts_drop(drafts, draft);
	drafts_free(drafts);
	end(&look);
}

/* The same of the last backtrace, where one with locals behind that of the selected thread may show it once more. */
static void
last_of_all(const char *between, bool wanted)
{
	struct drafts *drafts = drafts_new(1 << 20);
	struct draft *draft;
	struct look look;

	if (!CHECK(drafts != NULL) || !begin(&look))
		return;
	snapshot_select(look.snapshot, (struct thread_id){ .inferior = -1, .tid = 3 });
	for (int i = 0; i < 3; i++) {
		draft = backtrace(drafts, i == 1 ? between : "ab");
		if (i > 0)
			(void)drafts_add_local(draft, draft->thread.frames, BYTES("v"));
		selection_mark_begun(&look.selection, draft, draft->thread.frames);
		selection_mark_whole(&look.selection, draft, i == 2);
		CHECK(draft->thread.current == (i == 0 || (i == 2 && wanted)));
		CHECK((draft->thread.tid == 3) == draft->thread.current);
		drafts_drop(drafts, draft);
	}
	drafts_free(drafts);
	end(&look);
}

/* gdb names the thread whose place it has shown, unless a person selected another one since. */
static void
named(void)
{
	struct drafts *drafts = drafts_new(1 << 20);
	struct draft *draft;
	struct look look;

	if (!CHECK(drafts != NULL) || !begin(&look))
		return;
	draft = backtrace(drafts, "a");
	selection_mark_begun(&look.selection, draft, draft->thread.frames);
	CHECK(draft->thread.current && draft->thread.tid == -1 && !draft->thread.crashed);
	read(&look, BYTES("Program terminated with signal SIGSEGV, x."));
	read(&look, BYTES("[Current thread is 2 (LWP 12)]"));
	selection_name(&look.selection, draft);
	CHECK(draft->thread.tid == 2 && draft->thread.lwp == 12 && draft->thread.crashed);
	read(&look, BYTES("[Current thread is 1 (LWP 11)]"));
	selection_name(&look.selection, draft);
	CHECK(draft->thread.tid == 2);
	draft->thread.tid = -1;
	read(&look, BYTES("[Switching to thread 1 (LWP 11)]"));
	selection_name(&look.selection, draft);
	CHECK(draft->thread.tid == -1);
	draft->thread.current = false;
	look.snapshot->stop.switched = false;
	selection_name(&look.selection, draft);
	CHECK(draft->thread.tid == -1);
	drafts_drop(drafts, draft);
	drafts_free(drafts);
	end(&look);
}

int
main(void)
{
	by_lwp();
	by_inferior();
	by_function();
	again("ab", "ab", true);
	again("ab", "ac", false);
	again("ab", "cb", false);
	again("ab", "abcd", true); /* the first one was limited */
	again("abcd", "ab", true); /* the second one is */
	again("a", "a", true);
	again("a", "ab", false); /* that one frame is the same says little */
	again("ab", "a", false);
	last_of_all("cd", true);
	last_of_all("ab", false); /* two have these frames */
	named();
	by_number();
	by_person();
	by_place();
	by_stop();
	return check_end();
}
