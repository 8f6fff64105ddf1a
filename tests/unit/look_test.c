#include "native/gdb/look.h"

#include "check.h"

/* Each a thread of one look: its frames' text, which are inlined, whether it lacks some. */
static const struct {
	const char *name, *frames[4], *inlined;
	long long max_frames;
	bool truncated;
} cases[] = {
	{ "no address anywhere yet", { "#0 f () at a.c:7", "#1 g () at a.c:8" }, "--", 0, false },
	{ "inlined", { "#0 0x1 in f () at a.c:7", "#1 g () at a.c:8", "#2 0x2 in h () at a.c:9" },
	    "i--", 0, false },
	{ "twice", { "#0 0x1 in f () at a.c:7", "#1 g () at a.c:8", "#2 h () at a.c:9" }, "ii-", 0,
	    false },
	{ "addresses were seen", { "#0 f () at a.c:7", "#1 g () at a.c:8" }, "i-", 0, false },
	{ "no code",
	    { "#0 0x1 in ?? ()", "#1 f () at a.c:7", "#2 <signal handler called>",
		"#3 g () at a.c:8" },
	    "----", 0, false },
	{ "the inner ones lack", { "#1 0x1 in f () at a.c:7" }, "-", 0, true },
	{ "one in between lacks", { "#0 0x1 in f () at a.c:7", "#2 0x2 in g () at a.c:8" }, "--", 0,
	    true },
	{ "a limit reached", { "#0 0x1 in f () at a.c:7", "#1 0x2 in g () at a.c:8" }, "--", 2,
	    true },
	{ "a limit not reached", { "#0 0x1 in f () at a.c:7" }, "-", 2, false },
};

static void
check_case(struct look *look, size_t n)
{
	struct draft *draft = dialect_begin(look->dialect);
	const struct frame *frame;

	look->dialect->snapshot.max_frames = cases[n].max_frames;
	framereader_start(&look->reader, draft);
	for (size_t i = 0; i < 4 && cases[n].frames[i] != NULL; i++)
		CHECK(framereader_begin(&look->reader, bytes_of(cases[n].frames[i])));
	look_close_thread(look);
	CHECK(look->reader.draft == NULL);
	look_complete(look, draft);
	draft = drafts_take(look->dialect->drafts);
	frame = draft->thread.frames;
	for (size_t i = 0; cases[n].inlined[i] != '\0' && CHECK(frame != NULL); i++) {
		if (!CHECK(frame->inlined == (cases[n].inlined[i] == 'i')))
			printf("   %s: frame %zu\n", cases[n].name, i);
		frame = frame->next;
	}
	if (!CHECK(draft->thread.truncated == cases[n].truncated))
		printf("   %s\n", cases[n].name);
}

static void
what_was_seen(struct look *look)
{
	struct frame frame = thread_no_frame;
	struct thread thread = thread_nothing;
	struct draft *draft = dialect_begin(look->dialect);

	frame.function = BYTES("other");
	thread.tid = 3;
	thread.frames = &frame;
	CHECK(!look_has_thread(look, &thread) && !look_has_place(look, &thread));
	draft->thread.inferior = 1;
	draft->thread.tid = 3;
	drafts_add_frame(draft)->function = BYTES("other");
	look_complete(look, draft);
	CHECK(look_has_thread(look, &thread) && look_has_place(look, &thread));
	thread.inferior = 2;
	frame.address = BYTES("0x9");
	CHECK(!look_has_thread(look, &thread) && !look_has_place(look, &thread));
	look_end(look);
	thread.inferior = 1;
	CHECK(!look_has_thread(look, &thread));
}

int
main(void)
{
	struct dialect dialect = { .drafts = drafts_new(1 << 20) };
	struct look look = { .dialect = &dialect };

	if (!CHECK(dialect.drafts != NULL && snapshot_init(&dialect.snapshot, 1 << 20)))
		return check_end();
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(&look, n);
	what_was_seen(&look);
	look_free(&look);
	drafts_free(dialect.drafts);
	snapshot_free(&dialect.snapshot);
	return check_end();
}
