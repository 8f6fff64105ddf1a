#include "native/gdb/nextframe.h"

#include "check.h"
#include "native/frameline.h"

enum { CEILING = 1 << 20 };

static struct draft *
draft_of(struct drafts *drafts)
{
	static const char *const lines[] = { "#0  0x1 in f (a=1, b=2) at a.c:3",
		"#1  g () at a.c:4", "#5  0x5 in ?? ()" };
	struct draft *draft = drafts_begin(drafts);

	for (size_t i = 0; draft != NULL && i < COUNT_OF(lines); i++) {
		struct frame *frame = drafts_add_frame(draft), *next;
		struct bytes rest;
		long long level;

		if (frame == NULL)
			return NULL;
		next = frame->next;
		CHECK(frameline_starts(bytes_of(lines[i]), &level, &rest) &&
		    frameline_parse(rest, frame) == FRAMELINE_WHOLE);
		frame->level = level;
		frame->next = next;
	}
	return draft;
}

static void
shown_again(struct draft *draft)
{
	static const struct {
		long long level;
		const char *rest;
		bool again, other;
	} rows[] = {
		{ 0, "0x1 in f (a=1, b=2) at a.c:3", true, false },
		{ 0, "0x1 in f (a=1, ", true, false }, /* it goes on in the next line */
		{ 0, "0x1 in f (a=2, ", false, true },
		{ 0, "0x1 in f (a=2, b=2) at a.c:3", false, true },
		{ 1, "h () at a.c:4", false, true },
		{ 5, "A<B>::g (this=0x1) at a.h:3", false, true },
		{ 1, "Workaround", false, false },
		{ 3, "h () at a.c:4", false, false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool other = false;
		bool again =
		    nextframe_shows_again(draft, rows[i].level, bytes_of(rows[i].rest), &other);

		if (!CHECK(again == rows[i].again && other == rows[i].other))
			printf("   %s\n", rows[i].rest);
	}
}

static void
what_it_is(struct draft *draft)
{
	static const char *const fragments[] = { "0x1 f (liba.so + 0x1)", "0x1 n/a (liba.so)" };
	static const char *const none[] = { "0x1 in f () from liba (1)", "f () at a.c:3", "0x1 f" };
	struct frame frame = thread_no_frame;

	for (size_t i = 0; i < COUNT_OF(fragments) + COUNT_OF(none); i++) {
		bool fragment = i < COUNT_OF(fragments);
		struct bytes text =
		    bytes_of(fragment ? fragments[i] : none[i - COUNT_OF(fragments)]);

		frame = thread_no_frame;
		CHECK(frameline_parse(text, &frame) == FRAMELINE_WHOLE);
		CHECK(nextframe_is_fragment(&frame, text) == fragment);
	}
	CHECK(nextframe_is_prose(BYTES("Workaround (see below")) &&
	    nextframe_is_prose(BYTES("(see also #5)")));
	CHECK(!nextframe_is_prose(BYTES("(frame information optimized out)")));
	CHECK(!nextframe_is_pythons(draft, draft->thread.last_frame->level, BYTES("Frame 0x1, ")));
	draft->thread.last_frame->language = BYTES("python");
	CHECK(nextframe_is_pythons(draft, draft->thread.last_frame->level, BYTES("Frame 0x1, ")));
	CHECK(!nextframe_is_pythons(draft, draft->thread.last_frame->level, BYTES("0x1 in f ()")));
	CHECK(!nextframe_is_pythons(draft, 99, BYTES("Frame 0x1, ")));
	draft->thread.last_frame->language = BYTES_NONE;
	CHECK(!nextframe_is_prose(BYTES("f (a=1, ")) && !nextframe_is_prose(BYTES("0x1 in f")));
	CHECK(nextframe_is_readable(draft->thread.frames));
	frame = thread_no_frame;
	frame.function = BYTES("f");
	CHECK(!nextframe_is_readable(&frame)); /* it is empty */
	frame.address = BYTES("0x1");
	CHECK(nextframe_is_readable(&frame));
	frame.raw = BYTES("#0  0x1 in f (");
	CHECK(!nextframe_is_readable(&frame));
	CHECK(nextframe_is_elided(draft, BYTES("    #3  h ()"), 3));
	CHECK(!nextframe_is_elided(draft, BYTES("#3  h ()"), 3));
	CHECK(!nextframe_is_elided(draft, BYTES("    #1  g ()"), 1));
	CHECK(!nextframe_is_pasted_again(&draft->thread, BYTES("0x1 in f (a=1, b=2) at a.c:3")));
	draft->thread.frame_count = 1;
	CHECK(nextframe_is_pasted_again(&draft->thread, BYTES("0x1 in f (a=1, b=2) at a.c:3")));
	CHECK(!nextframe_is_pasted_again(&draft->thread, BYTES("0x2 in f (a=1, b=2) at a.c:3")));
}

int
main(void)
{
	struct drafts *drafts = drafts_new(CEILING);
	struct draft *draft = drafts == NULL ? NULL : draft_of(drafts);

	if (CHECK(draft != NULL)) {
		shown_again(draft);
		what_it_is(draft);
		drafts_drop(drafts, draft);
	}
	drafts_free(drafts);
	return check_end();
}
