#include "native/drafts.h"

#include "check.h"

/* Complete threads come in the order of their completion, each valid until the next is taken. */
static void
in_order(struct drafts *drafts)
{
	struct draft *a = drafts_begin(drafts), *b = drafts_begin(drafts), *again;

	if (!CHECK(a != NULL && b != NULL && a != b))
		return;
	CHECK(drafts_take(drafts) == NULL);
	CHECK(drafts_add_frame(a) != NULL && a->thread.frame_count == 1);
	drafts_complete(drafts, b);
	drafts_complete(drafts, a);
	CHECK(drafts_take(drafts) == b && b->next == NULL);
	CHECK(drafts_take(drafts) == a && a->thread.frame_count == 1);
	CHECK(drafts_take(drafts) == NULL);
	/* its memory is used again, and its members are gone */
	again = drafts_begin(drafts);
	CHECK(again == a && again->thread.frames == NULL && again->thread.frame_count == 0);
	CHECK(again->thread.tid == -1);
	drafts_drop(drafts, again);
	CHECK(drafts_take(drafts) == NULL);
}

static void
add_levels(struct draft *draft, const long long *levels, size_t count)
{
	for (size_t i = 0; i < count; i++)
		drafts_add_frame(draft)->level = levels[i];
}

static void
expect_levels(const struct draft *draft, const long long *levels, size_t count)
{
	const struct frame *frame = draft->thread.frames;

	for (size_t i = 0; i < count && CHECK(frame != NULL); i++) {
		CHECK(frame->level == levels[i]);
		CHECK((frame->next == NULL) == (i + 1 == count));
		CHECK(frame->next != NULL || frame == draft->thread.last_frame);
		frame = frame->next;
	}
}

/* The last frame is moved before the first with a higher level, and the list stays valid. */
static void
moved_in(struct drafts *drafts)
{
	static const struct {
		long long before[4], after[4];
	} rows[] = {
		{ { 0, 1, 4, 2 }, { 0, 1, 2, 4 } },
		{ { 1, 2, 3, 0 }, { 0, 1, 2, 3 } },
		{ { 0, 1, 2, 3 }, { 0, 1, 2, 3 } },
		{ { 0, 2, 2, 2 }, { 0, 2, 2, 2 } },
		{ { 0, 5, 1, 3 }, { 0, 3, 5, 1 } },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct draft *draft = drafts_begin(drafts);

		add_levels(draft, rows[i].before, 4);
		drafts_move_in(draft);
		expect_levels(draft, rows[i].after, 4);
		CHECK(drafts_has_level(draft, rows[i].before[1]) && !drafts_has_level(draft, 9));
		drafts_drop(drafts, draft);
	}
}

/* To insert frames at the inner end takes the same time for each, however many there are. */
static void
added_inside(void)
{
	static const long long after[4] = { 0, 1, 2, 3 };
	enum { MANY = 100000 };
	struct drafts *drafts = drafts_new((size_t)1 << 30);
	struct draft *draft = drafts_begin(drafts);
	long long level = MANY;

	drafts_add_inner(draft, &thread_no_frame)->level = 1;
	drafts_add_frame(draft)->level = 2;
	drafts_add_inner(draft, &thread_no_frame)->level = 0;
	drafts_add_frame(draft)->level = 3;
	CHECK(draft->thread.frame_count == 4);
	expect_levels(draft, after, 4);
	drafts_drop(drafts, draft);
	draft = drafts_begin(drafts);
	while (level-- > 0)
		drafts_add_inner(draft, &thread_no_frame)->level = level;
	CHECK(draft->thread.frames->level == 0 && draft->thread.last_frame->level == MANY - 1);
	drafts_drop(drafts, draft);
	drafts_free(drafts);
}

/* A copy of a frame keeps its texts when the line that they stood in is another one, and is numbered if it was not. */
static void
parsed(struct drafts *drafts)
{
	char line[] = "abcdefgh";
	struct draft *draft = drafts_begin(drafts);
	struct frame frame = thread_no_frame;
	const struct frame *first, *second;

	frame.address = (struct bytes){ line, 1 };
	frame.function = (struct bytes){ line + 1, 1 };
	frame.args = (struct bytes){ line + 2, 1 };
	frame.module = (struct bytes){ line + 3, 1 };
	frame.file = (struct bytes){ line + 4, 1 };
	frame.build_id = (struct bytes){ line + 5, 1 };
	frame.text = (struct bytes){ line + 6, 1 };
	frame.raw = (struct bytes){ line + 7, 1 };
	frame.line = 12;
	frame.next = &frame;
	first = drafts_add_parsed(draft, &frame);
	frame.level = 7;
	second = drafts_add_parsed(draft, &frame);
	memset(line, '~', sizeof(line) - 1);
	CHECK(first->level == 0 && second->level == 7 && first->line == 12);
	CHECK(first->next == second && second->next == NULL);
	CHECK_TEXT(first->address, BYTES("a"));
	CHECK_TEXT(first->function, BYTES("b"));
	CHECK_TEXT(first->args, BYTES("c"));
	CHECK_TEXT(first->module, BYTES("d"));
	CHECK_TEXT(first->file, BYTES("e"));
	CHECK_TEXT(first->build_id, BYTES("f"));
	CHECK_TEXT(first->text, BYTES("g"));
	CHECK_TEXT(first->raw, BYTES("h"));
	drafts_drop(drafts, draft);
}

static void
with_locals(struct drafts *drafts)
{
	struct draft *draft = drafts_begin(drafts);
	struct frame *frame = drafts_add_frame(draft);
	struct local *a, *b;

	CHECK(drafts_add_frame(draft) == draft->thread.last_frame);
	CHECK(!drafts_has_locals(draft));
	a = drafts_add_local(draft, draft->thread.last_frame, BYTES_NONE);
	b = drafts_add_local(draft, draft->thread.last_frame, BYTES("n"));
	CHECK(a->name.len == 0 && a->value.len == 0);
	CHECK_TEXT(b->name, BYTES("n"));
	CHECK(drafts_has_locals(draft) && frame->locals == NULL);
	CHECK(draft->thread.last_frame->locals == a && a->next == b && b->next == NULL);
	CHECK(draft->thread.last_frame->last_local == b);
	/* a thread's memory is limited; frames beyond it are left out */
	while ((frame = drafts_add_frame(draft)) != NULL)
		;
	CHECK(arena_full(draft->memory) && draft->thread.last_frame->next == NULL);
	drafts_drop(drafts, draft);
	draft = drafts_begin(drafts);
	CHECK(!arena_full(draft->memory));
	drafts_drop(drafts, draft);
}

/* A draft may stand for several equal threads: all have its frames, but only the first its name and number. */
static void
alike(struct drafts *drafts)
{
	struct draft *draft = drafts_begin(drafts), *other = drafts_begin(drafts);
	struct frame *frame = drafts_add_frame(draft);

	draft->thread.lwp = 812;
	draft->thread.comm = BYTES("loomd");
	draft->thread.line = 7;
	draft->thread.file = BYTES("a.log");
	draft->thread.time = BYTES("today");
	draft->thread.tool = BYTES("mdb");
	draft->thread.sample = 3;
	draft->thread.truncated = true;
	draft->thread.process.pid = 811;
	draft->thread.observed.kernel_state = BYTES("S");
	draft->alike = 2;
	drafts_complete(drafts, draft);
	drafts_complete(drafts, other);
	CHECK(drafts_take(drafts) == draft && draft->thread.lwp == 812);
	for (int i = 0; i < 2; i++) {
		CHECK(drafts_ready(drafts) && drafts_take(drafts) == draft);
		CHECK(draft->thread.lwp == -1 && draft->thread.comm.len == 0);
		CHECK(draft->thread.line == 7 && draft->thread.frames == frame);
		CHECK(draft->thread.sample == 3 && draft->thread.truncated);
		CHECK(draft->thread.process.pid == 811);
		CHECK_TEXT(draft->thread.file, BYTES("a.log"));
		CHECK_TEXT(draft->thread.time, BYTES("today"));
		CHECK_TEXT(draft->thread.tool, BYTES("mdb"));
		CHECK_TEXT(draft->thread.observed.kernel_state, BYTES("S"));
		CHECK(draft->thread.last_frame == frame && draft->thread.frame_count == 1);
	}
	CHECK(drafts_take(drafts) == other);
	CHECK(!drafts_ready(drafts) && drafts_take(drafts) == NULL);
	draft = drafts_begin(drafts);
	draft->alike = 1;
	drafts_complete(drafts, draft);
	CHECK(drafts_take(drafts) == draft && drafts_ready(drafts));
	CHECK(drafts_take(drafts) == draft && !drafts_ready(drafts));
	CHECK(drafts_take(drafts) == NULL);
	other = drafts_begin(drafts);
	draft = drafts_begin(drafts);
	CHECK(other->alike == 0 && draft->alike == 0);
	drafts_drop(drafts, other);
	drafts_drop(drafts, draft);
}

/* Of a stack that is too large the frames in the middle are left out, and all others stay as they are. */
static void
too_large(void)
{
	struct drafts *drafts = drafts_new(1 << 20);
	struct draft *draft = drafts_begin(drafts);
	struct frame parsed = thread_no_frame;
	long long level = 0, gaps = 0, gap = 0;

	for (; level < 20000; level++) {
		char name[24];

		parsed.level = level;
		snprintf(name, sizeof(name), "f%lld", level);
		parsed.function = bytes_of(name);
		if (!CHECK(drafts_add_parsed(draft, &parsed) != NULL))
			break;
		CHECK(drafts_memory(draft, draft->thread.last_frame) != NULL);
		(void)drafts_add_local(draft, draft->thread.last_frame, parsed.function);
	}
	CHECK(!drafts_full(draft) && draft->thread.frame_count == 20000);
	CHECK(drafts_held(draft) > 1 << 18 && drafts_held(draft) < 1 << 20);
	CHECK(draft->left_out > 0 && draft->left_out % 840 == 0);
	level = 0;
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next) {
		char name[20];

		if (frame->level != level) {
			gap = frame->level - level;
			level = frame->level;
			gaps++;
		}
		snprintf(name, sizeof(name), "f%lld", level++);
		CHECK_TEXT(frame->function, bytes_of(name));
		CHECK_TEXT(frame->locals->name, bytes_of(name));
	}
	CHECK(gaps == 1 && gap == draft->left_out && level == 20000);
	drafts_drop(drafts, draft);
	CHECK(drafts_begin(drafts) == draft && draft->left_out == 0 && draft->room == 0);
	drafts_drop(drafts, draft);
	drafts_free(drafts);
}

int
main(void)
{
	struct drafts *drafts = drafts_new(1 << 20);

	if (!CHECK(drafts != NULL))
		return check_end();
	in_order(drafts);
	moved_in(drafts);
	added_inside();
	parsed(drafts);
	with_locals(drafts);
	alike(drafts);
	too_large();
	drafts_free(drafts);
	return check_end();
}
