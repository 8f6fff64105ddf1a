#include "native/gdb/look.h"

#include "native/gdb/framereader.h"

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
check_case(struct look *look, struct dialect *dialect, size_t n)
{
	struct draft *draft = dialect_begin(dialect);
	struct framereader reader = { .draft = draft };
	const struct frame *frame;
	struct bytes rest;
	long long level;

	dialect->snapshot->max_frames = cases[n].max_frames;
	for (size_t i = 0; i < 4 && cases[n].frames[i] != NULL; i++) {
		struct bytes text = bytes_of(cases[n].frames[i]);

		CHECK(frameline_starts(text, &level, &rest) &&
		    framereader_begin(&reader, text, level, rest));
	}
	framereader_close(&reader);
	look_complete(look, draft);
	draft = drafts_take(dialect->drafts);
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
what_was_seen(struct look *look, struct dialect *dialect)
{
	struct frame frame = thread_no_frame;
	struct thread thread = thread_nothing;
	struct draft *draft = dialect_begin(dialect);

	frame.function = BYTES("other");
	thread.tid = 3;
	thread.frames = &frame;
	CHECK(!look_has_thread(look, &thread));
	draft->thread.inferior = 1;
	draft->thread.tid = 3;
	drafts_add_frame(draft)->function = BYTES("other");
	look_complete(look, draft);
	CHECK(look_has_thread(look, &thread));
	thread.inferior = 2;
	CHECK(!look_has_thread(look, &thread));
	/* what stands where one does that is complete is dropped at the end, another place is not */
	for (int i = 0; i < 2; i++) {
		draft = dialect_begin(dialect);
		drafts_add_frame(draft)->function = i == 0 ? BYTES("other") : BYTES("g");
		look_settle(look, draft, true);
	}
	CHECK(drafts_take(dialect->drafts) != NULL && drafts_take(dialect->drafts) == NULL);
	look_end(look);
	draft = drafts_take(dialect->drafts);
	CHECK(draft != NULL && bytes_equal(draft->thread.frames->function, BYTES("g")));
	CHECK(drafts_take(dialect->drafts) == NULL);
	thread.inferior = 1;
	CHECK(!look_has_thread(look, &thread) && !look->addresses);
}

int
main(void)
{
	struct dialect dialect = { .drafts = drafts_new(1 << 20),
		.snapshot = snapshot_new(1 << 20) };
	struct look look;

	if (!CHECK(dialect.drafts != NULL && dialect.snapshot != NULL))
		return check_end();
	look_init(&look, &dialect);
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(&look, &dialect, n);
	what_was_seen(&look, &dialect);
	look_free(&look);
	drafts_free(dialect.drafts);
	owners_free(&dialect.owners);
	samples_free(&dialect.samples);
	snapshot_free(dialect.snapshot);
	return check_end();
}
