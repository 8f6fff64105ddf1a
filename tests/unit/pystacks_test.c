#include "check.h"
#include "collect/python/pystacks.h"
#include "pyimage.h"

/* Walks made by hand, with their threads by LWP. */
static struct pywalk_thread
in(long long lwp, const char *frames)
{
	return (struct pywalk_thread){
		.state = (uint64_t)lwp * 16, .lwp = lwp, .frames = bytes_of(frames), .count = 1
	};
}

static struct pywalk
walk_of(struct pywalk_thread *threads, size_t count, struct pywalk_gil *gil)
{
	return (struct pywalk){
		.threads = threads, .count = count, .gils = gil, .gil_count = gil == NULL ? 0 : 1
	};
}

static const struct pystacks_thread *
find(const struct pystacks *stacks, long long lwp)
{
	for (size_t i = 0; i < stacks->count; i++)
		if (stacks->threads[i].lwp == lwp)
			return &stacks->threads[i];
	return NULL;
}

/* If the process is stopped, one look is enough. */
static void
one_look(struct arena *memory)
{
	struct pywalk_thread threads[] = { in(7, "[a]"), in(8, "[b]"), in(9, "") };
	struct pywalk_gil gil = { .address = 0x100, .holder = 8 * 16, .lwp = 8 };
	struct pystacks stacks = { .memory = memory };
	struct pywalk walk = walk_of(threads, 3, &gil);

	threads[2].broken = true;
	CHECK(pystacks_add(&stacks, &walk, NULL) == 1);
	CHECK(stacks.left_out == 1 && stacks.count == 2 && find(&stacks, 9) == NULL);
	CHECK_TEXT(find(&stacks, 7)->frames, BYTES("[a]"));
	CHECK(stacks.holder_count == 1 && stacks.holders[0].lwp == 8);
	pystacks_free(&stacks);
}

/* Adds another walk, and returns how many threads are not known yet. */
static size_t
add(struct pystacks *stacks, struct pywalk *walk, const struct pywalk *earlier)
{
	for (size_t i = 0; i < walk->count; i++)
		walk->threads[i].moves = true;
	return pystacks_add(stacks, walk, earlier);
}

/* For a thread that may run while it is read, frames count that were equal in seven looks in a row. */
static void
several_looks(struct arena *memory)
{
	/* the frames of three threads in each look, as letters, and how many threads are not known after it */
	static const char seen[][4] = { "abc", "axc", "axc", "axc", "axd", "axc", "axc", "zxc",
		"zyc" };
	static const size_t unknown[] = { 3, 3, 3, 3, 3, 3, 2, 1, 1 };
	struct pywalk_thread threads[COUNT_OF(seen)][3];
	struct pywalk walks[COUNT_OF(seen)];
	struct pystacks stacks = { .memory = memory };

	for (size_t i = 0; i < COUNT_OF(seen); i++) {
		for (size_t j = 0; j < 3; j++) {
			threads[i][j] = in(7 + (long long)j, "");
			threads[i][j].frames = (struct bytes){ &seen[i][j], 1 };
		}
		walks[i] = walk_of(threads[i], 3, NULL);
		if (i > 0)
			CHECK(add(&stacks, &walks[i], &walks[i - 1]) == unknown[i]);
	}
	CHECK(stacks.count == 2 && stacks.holder_count == 0);
	CHECK_TEXT(find(&stacks, 7)->frames, BYTES("a"));
	CHECK_TEXT(find(&stacks, 8)->frames, BYTES("x"));
	pystacks_free(&stacks);
}

/* For a thread that slept, one look is enough, except for who has the GIL, which may change meanwhile. */
static void
one_sleeps(struct arena *memory)
{
	struct pywalk_thread first[] = { in(7, "[a]"), in(8, "[b]") };
	struct pywalk_thread second[] = { in(7, "[x]"), in(8, "[y]") };
	struct pywalk_gil gils[] = { { .address = 0x100, .holder = 7 * 16, .lwp = 7 },
		{ .address = 0x100, .holder = 8 * 16, .lwp = 8 } };
	struct pystacks stacks = { .memory = memory };
	struct pywalk one = walk_of(first, 2, &gils[0]), two = walk_of(second, 2, &gils[1]);

	second[0].waits = 0x100;
	second[1].moves = true;
	CHECK(pystacks_add(&stacks, &two, &one) == 1);
	CHECK_TEXT(find(&stacks, 7)->frames, BYTES("[x]"));
	CHECK(find(&stacks, 7)->waits == 0x100 && find(&stacks, 7)->owner == 0);
	CHECK(find(&stacks, 8) == NULL && stacks.holder_count == 0);
	pystacks_free(&stacks);
}

/* The holder of the GIL is the one while the thread waited for it, whatever came after. */
static void
holders(struct arena *memory)
{
	struct pywalk_thread first[] = { in(7, "[a]"), in(8, "[b]") };
	struct pywalk_thread second[] = { in(7, "[a]"), in(8, "[x]") };
	struct pywalk_gil gils[] = { { .address = 0x100, .lwp = 8 },
		{ .address = 0x100, .lwp = 9 } };
	struct pystacks stacks = { .memory = memory };
	struct pywalk one = walk_of(first, 2, &gils[0]), two = walk_of(second, 2, &gils[0]),
		      three = walk_of(second, 2, &gils[1]);

	first[0].waits = second[0].waits = 0x100;
	second[1].moves = true;
	CHECK(pystacks_add(&stacks, &two, &one) == 1);
	CHECK(find(&stacks, 7)->owner == 8);
	CHECK(stacks.holder_count == 1 && stacks.holders[0].lwp == 8);
	CHECK(pystacks_add(&stacks, &three, &two) == 1);
	CHECK(pystacks_add(&stacks, &three, &three) == 1);
	CHECK(find(&stacks, 7)->owner == 8);
	CHECK(stacks.holder_count == 1 && stacks.holders[0].lwp == 8);
	pystacks_free(&stacks);
}

/* If two looks saw two holders of the GIL, one of them counts, and the others wait for that one. */
static void
one_holder(struct arena *memory)
{
	const struct captured_thread threads[] = { { .lwp = 7, .observed = OBSERVED_NOTHING },
		{ .lwp = 8, .observed = OBSERVED_NOTHING },
		{ .lwp = 9, .observed = OBSERVED_NOTHING } };
	struct captured captured = { .threads = threads, .thread_count = 3 };
	struct pywalk_thread first[] = { in(7, "[a]") }, second[] = { in(7, "[a]"), in(9, "[c]") };
	struct pywalk_gil gils[] = { { .address = 0x100, .lwp = 8 },
		{ .address = 0x100, .lwp = 7 } };
	struct pystacks stacks = { .memory = memory };
	struct pywalk one = walk_of(first, 1, &gils[0]), two = walk_of(second, 2, &gils[1]);

	first[0].waits = second[1].waits = 0x100;
	pystacks_add(&stacks, &one, &one);
	pystacks_add(&stacks, &two, &two);
	CHECK(find(&stacks, 7)->owner == 8 && find(&stacks, 9)->owner == 7);
	pystacks_tell(&stacks, &captured);
	CHECK(captured.threads[1].observed.gil);
	CHECK(captured.threads[0].observed.waits_for.owner == 8);
	CHECK_TEXT(captured.threads[2].observed.waits_for.kind, BYTES("gil"));
	CHECK(captured.threads[2].observed.waits_for.owner == observed_nothing.waits_for.owner);
	pystacks_free(&stacks);
}

/* Another thread state with the same LWP is another thread; a broken one tells nothing, and is not equal to earlier ones. */
static void
not_the_same(struct arena *memory)
{
	enum { LOOKS = 9 };
	struct pywalk_thread threads[LOOKS][2];
	struct pywalk walks[LOOKS];
	struct pystacks stacks = { .memory = memory };

	for (size_t i = 0; i < LOOKS; i++) {
		threads[i][0] = in(7, "[a]");
		threads[i][1] = in(8, "[b]");
		walks[i] = walk_of(threads[i], 2, NULL);
	}
	threads[LOOKS - 3][0].state++;
	threads[LOOKS - 4][1].broken = true;
	for (size_t i = 1; i < LOOKS; i++)
		CHECK(add(&stacks, &walks[i], &walks[i - 1]) == 2);
	CHECK(stacks.count == 0);
	pystacks_free(&stacks);
}

/* Stacks are put into the records of threads that the kernel listed, and of one that has begun since. */
static void
telling(struct arena *memory)
{
	const struct captured_thread threads[] = { { .lwp = 7, .observed = OBSERVED_NOTHING },
		{ .lwp = 8, .observed = OBSERVED_NOTHING },
		{ .lwp = 9,
		    .observed = { .waits_for = { .kind = BYTES_ROW("mutex"), .owner = 7 } } } };
	struct captured captured = { .threads = threads, .thread_count = 3 };
	struct pywalk_thread found[] = { in(7, "[a]"), in(8, "[b]"), in(9, "[c]"), in(10, "[d]") };
	struct pywalk_gil gil = { .address = 0x100, .holder = 8 * 16, .lwp = 8 };
	struct pywalk walk = walk_of(found, 4, &gil);
	struct pystacks stacks = { .memory = memory };

	found[0].waits = found[2].waits = found[3].waits = 0x100;
	found[3].name = BYTES("T");
	pystacks_add(&stacks, &walk, NULL);
	pystacks_tell(&stacks, &captured);
	CHECK(captured.thread_count == 4);
	CHECK_TEXT(captured.threads[0].python_frames, BYTES("[a]"));
	CHECK_TEXT(captured.threads[0].observed.waits_for.kind, BYTES("gil"));
	CHECK_TEXT(captured.threads[0].observed.waits_for.address, BYTES("0x100"));
	CHECK(captured.threads[0].observed.waits_for.owner == 8);
	CHECK(captured.threads[1].observed.gil &&
	    captured.threads[1].observed.waits_for.kind.len == 0);
	CHECK_TEXT(captured.threads[2].observed.waits_for.kind, BYTES("mutex"));
	CHECK(captured.threads[3].lwp == 10);
	CHECK_TEXT(captured.threads[3].python_name, BYTES("T"));
	CHECK(captured.threads[3].observed.cpu_ms == -1);
	pystacks_free(&stacks);
	/* the holder of the GIL is within a call */
	captured = (struct captured){ .threads = threads, .thread_count = 3 };
	found[1].broken = true;
	pystacks_add(&stacks, &walk, NULL);
	pystacks_tell(&stacks, &captured);
	CHECK(captured.threads[1].observed.gil && captured.threads[1].python_frames.len == 0);
	CHECK(captured.threads[0].observed.waits_for.owner == 8);
	pystacks_free(&stacks);
	/* it is all that is known */
	captured = (struct captured){ .threads = threads, .thread_count = 3 };
	walk = walk_of(&found[1], 1, &gil);
	CHECK(pystacks_add(&stacks, &walk, NULL) == 1 && stacks.count == 0);
	pystacks_tell(&stacks, &captured);
	CHECK(captured.thread_count == 3 && captured.threads[1].observed.gil);
	pystacks_free(&stacks);
}

static struct futex_call
no_call(const void *from, long long lwp)
{
	(void)from;
	(void)lwp;
	return locks_no_call;
}

/*
 * The thread states of two interpreters, the second one with the GIL: that of the thread `inner`, if that is known to be
 * its own. Checks which threads are complete, and who has the GIL.
 */
static void
two_states(int version, uint64_t inner, size_t whole, long long holder)
{
	static struct pyimage image;
	static const struct elf_source source = { pyimage_read, &image, UINT64_MAX };
	struct futex_thread threads[] = { { .inner = 11, .lwp = 11 }, { .inner = 12, .lwp = 12 } };
	const struct futex_process process = { &source, threads, 2 };
	const struct pystacks_look look = {
		.memory = &source, .threads = &process, .call = no_call
	};
	struct pywalk walk;
	uint64_t code;
	size_t found = 0;

	pyimage_begin(&image, version);
	code = pyimage_code(&image, "f", "f.py", 1);
	(void)pyimage_thread(&image, 0x7000, 11, pyimage_frame(&image, code, 0, true));
	pyimage_lock(&image,
	    version < 312 ? PYIMAGE_RUNTIME + image.runtime.layout.gil : PYIMAGE_GIL,
	    pyimage_thread(&image, 0x7000, inner, pyimage_frame(&image, code, 0, true)));
	if (CHECK(pystacks_walk(&walk, &image.runtime, &look))) {
		for (size_t i = 0; i < walk.count; i++)
			found += !walk.threads[i].broken;
		CHECK(found == whole);
		CHECK(walk.gil_count == 1 && walk.gils[0].lwp == holder);
	}
	pywalk_free(&walk);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);

	one_look(memory);
	several_looks(memory);
	one_sleeps(memory);
	holders(memory);
	two_states(311, 12, 2, 12);
	two_states(312, 12, 2, 12);
	two_states(311, 11, 0, 0);
	two_states(312, 11, 0, 0);
	one_holder(memory);
	not_the_same(memory);
	telling(memory);
	arena_free(memory);
	return check_end();
}
