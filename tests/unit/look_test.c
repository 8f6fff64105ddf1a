#include "native/gdb/look.h"

#include "native/gdb/framereader.h"

#include "check.h"

/* Threads of one look: the text of the frames, which of these are inlined, whether some are missing. */
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
	/* at the end, a backtrace that begins like a complete thread is dropped; others are kept */
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

static struct draft *
place(struct dialect *dialect, struct bytes function, long long tid, long long inferior)
{
	struct draft *draft = dialect_begin(dialect);

	drafts_add_frame(draft)->function = arena_copy(draft->memory, function);
	draft->thread.tid = tid;
	draft->thread.inferior = inferior;
	return draft;
}

/* How many threads wait to be taken. */
static int
count(struct dialect *dialect)
{
	int threads = 0;

	while (drafts_take(dialect->drafts) != NULL)
		threads++;
	return threads;
}

/* A thread that comes again where it stood is marked; number 0 is one, too, and of no inferior means of the first. */
static void
repeats(struct look *look, struct dialect *dialect)
{
	static const struct {
		long long tid, inferior;
		char function;
		bool repeats;
	} threads[] = { { 0, -1, 'f', false }, { 0, -1, 'f', true }, { 0, -1, 'g', false },
		{ 0, 0, 'f', false }, { 1, -1, 'f', false }, { -1, -1, 'f', false },
		{ -1, -1, 'f', false } };

	for (size_t i = 0; i < COUNT_OF(threads); i++) {
		struct bytes function = { &threads[i].function, 1 };
		struct draft *draft = place(dialect, function, threads[i].tid, threads[i].inferior);

		look_complete(look, draft);
		draft = drafts_take(dialect->drafts);
		if (!CHECK(draft != NULL && draft->thread.repeats == threads[i].repeats))
			printf("   thread %zu\n", i);
	}
	look_end(look);
	look_complete(look, place(dialect, BYTES("f"), 3, 1));
	CHECK(look_has_thread(look, &(struct thread){ .tid = 3, .inferior = -1 }));
	CHECK(!look_has_thread(look, &(struct thread){ .tid = 3, .inferior = 0 }));
	CHECK(count(dialect) == 1);
	look_end(look);
}

/* A row is a thread unless a backtrace of that came, by its number, or by its place where that has none. */
static void
rows(struct look *look, struct dialect *dialect)
{
	CHECK(look_add_row(look, place(dialect, BYTES("f"), 1, -1)));
	CHECK(look_add_row(look, place(dialect, BYTES("g"), 2, -1)));
	look_complete(look, place(dialect, BYTES("g"), 1, -1));
	CHECK(count(dialect) == 1);
	look_end(look);
	CHECK(count(dialect) == 1);
	CHECK(look_add_row(look, place(dialect, BYTES("f"), 1, -1)));
	CHECK(look_add_row(look, place(dialect, BYTES("g"), 2, -1)));
	look_complete(look, place(dialect, BYTES("g"), -1, -1));
	look_complete(look, place(dialect, BYTES("h"), 3, -1));
	CHECK(count(dialect) == 2);
	look_end(look);
	CHECK(count(dialect) == 1);
}

/* A stop is a thread unless a backtrace or a row came, and only if it says where in the code it is. */
static void
stops(struct look *look, struct dialect *dialect)
{
	struct draft *draft = place(dialect, BYTES("f"), 1, -1);

	look_keep_stop(look, draft);
	look_end(look);
	CHECK(count(dialect) == 0);
	for (int i = 0; i < 3; i++) {
		draft = place(dialect, BYTES("f"), 1, -1);
		draft->thread.frames->line = i == 0 ? 0 : -1;
		draft->thread.frames->address = i == 1 ? BYTES("1") : BYTES_NONE;
		draft->thread.frames->module = i == 2 ? BYTES("m") : BYTES_NONE;
		look_keep_stop(look, draft);
	}
	CHECK(count(dialect) == 2);
	look_end(look);
	CHECK(count(dialect) == 1);
	for (int i = 0; i < 4; i++) {
		draft = place(dialect, BYTES("f"), i < 2 ? 1 : -1, -1);
		draft->thread.frames->line = 7;
		look_keep_stop(look, draft);
		if (i == 0)
			CHECK(look_add_row(look, place(dialect, BYTES("g"), 2, -1)));
		else if (i < 3)
			look_complete(look, place(dialect, BYTES("g"), 1, -1));
		look_end(look);
		CHECK(count(dialect) == 1);
	}
}

/* So many places and rows are held back. */
static void
limits(struct look *look, struct dialect *dialect)
{
	char name[16];

	for (int i = 0; i < 257; i++) {
		CHECK(count(dialect) == 0);
		snprintf(name, sizeof(name), "%d", i);
		look_settle(look, place(dialect, bytes_of(name), -1, -1), true);
	}
	CHECK(count(dialect) == 1);
	look_end(look);
	CHECK(count(dialect) == 256);
	for (int i = 0; i < 16 * 1024; i++)
		if (!CHECK(look_add_row(look, place(dialect, BYTES("f"), i, -1))))
			break;
	CHECK(!look_add_row(look, place(dialect, BYTES("f"), 99999, -1)));
	CHECK(!dialect->snapshot->lost);
	look_end(look);
	CHECK(count(dialect) == 16 * 1024 && dialect->snapshot->lost);
	CHECK(look_add_row(look, place(dialect, BYTES("f"), 1, -1)));
	dialect->snapshot->lost = false;
	look_end(look);
	CHECK(count(dialect) == 1 && !dialect->snapshot->lost);
}

/* py-bt-full prints what the thread does as the innermost frame. */
static void
waiting(struct look *look, struct dialect *dialect)
{
	struct draft *draft;

	for (int frames = 1; frames < 3; frames++) {
		draft = place(dialect, BYTES("Waiting for the GIL"), 1, -1);
		draft->thread.frames->language = BYTES("p");
		if (frames == 2)
			drafts_add_frame(draft)->function = BYTES("f");
		look_complete(look, draft);
		draft = drafts_take(dialect->drafts);
		CHECK(draft->thread.frame_count == 1 && !draft->thread.truncated);
		CHECK((draft->thread.observed.waits_for.kind.len > 0) == (frames == 2));
	}
	look_end(look);
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
	repeats(&look, &dialect);
	rows(&look, &dialect);
	stops(&look, &dialect);
	waiting(&look, &dialect);
	limits(&look, &dialect);
	look_free(&look);
	drafts_free(dialect.drafts);
	owners_free(&dialect.owners);
	samples_free(&dialect.samples);
	snapshot_free(dialect.snapshot);
	return check_end();
}
