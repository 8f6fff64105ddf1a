#include "collect/python/pylayout.h"

#include <stddef.h>

/*
 * From 3.13 on the runtime begins with words of 8 bytes: a cookie, its version, whether it is free-threaded, and then
 * the offsets. The order of the words is one of the version.
 */
enum {
	WORD = 8,
	WORD_VERSION = 1,
	WORD_FREE_THREADED = 2,
	OFFSET_MAX = 1 << 20,
};

/*
 * Before that, offsets are those of the version's headers: a compiler worked them out, and they were tried on living
 * processes. A macro, so that a row that lacks a column does not compile. 0: the version has no such member, or no word
 * for it.
 */
#define ROW(member, of_308, of_309, of_310, of_311, of_312, word_of_313, word_of_314) \
	{ \
		offsetof(struct pylayout, member), { of_308, of_309, of_310, of_311, of_312 }, \
		{ \
			word_of_313, word_of_314 \
		} \
	}

static const struct {
	size_t member;
	uint16_t offsets[PYLAYOUT_DESCRIBED - PYLAYOUT_OLDEST];
	uint8_t words[PYLAYOUT_NEWEST - PYLAYOUT_DESCRIBED + 1];
} rows[] = {
	ROW(interpreters, 32, 32, 32, 40, 40, 5, 5),
	ROW(gil, 1152, 352, 352, 360, 384, 14, 15),
	ROW(interpreter_next, 0, 0, 0, 0, 0, 8, 8),
	ROW(threads, 8, 8, 8, 16, 72, 9, 9),
	ROW(thread_next, 8, 8, 8, 8, 8, 21, 24),
	ROW(thread_id, 176, 176, 176, 152, 136, 24, 27),
	ROW(thread_lwp, 0, 0, 0, 160, 144, 25, 28),
	ROW(control, 0, 0, 0, 56, 56, 0, 0),
	ROW(current, 24, 24, 24, 8, 0, 23, 26),
	ROW(stack, 0, 0, 0, 296, 232, 26, 29),
	ROW(frame_code, 32, 32, 32, 32, 0, 30, 33),
	ROW(frame_previous, 24, 24, 24, 48, 8, 29, 32),
	ROW(frame_place, 104, 104, 96, 56, 56, 31, 34),
	ROW(frame_entry, 0, 0, 0, 68, 0, 0, 0),
	ROW(frame_owner, 0, 0, 0, 69, 70, 33, 36),
	ROW(frame_locals, 360, 360, 352, 72, 72, 32, 35),
	ROW(first_line, 40, 40, 40, 72, 68, 39, 44),
	ROW(file, 104, 104, 104, 112, 112, 35, 40),
	ROW(name, 112, 112, 112, 128, 128, 37, 42),
	ROW(lines_table, 120, 120, 120, 136, 136, 38, 43),
	ROW(code, 0, 0, 0, 184, 192, 43, 48),
	ROW(ascii, 48, 48, 48, 48, 40, 70, 80),
	ROW(text, 72, 72, 72, 72, 56, 0, 0),
};

_Static_assert(COUNT_OF(rows) ==
	(sizeof(struct pylayout) - offsetof(struct pylayout, interpreters)) / sizeof(uint32_t),
    "each offset has a row");

static bool
describes_itself(int version, struct pymemory *memory, uint64_t runtime)
{
	const uint64_t cookie = pymemory_word(memory, runtime);
	const uint64_t said = pymemory_word(memory, runtime + WORD_VERSION * WORD);

	return memcmp(&cookie, "xdebugpy", sizeof(cookie)) == 0 &&
	    (int)(said >> 24 & 0xff) * 100 + (int)(said >> 16 & 0xff) == version;
}

/* Whether it can be the offset of a member. Of a frame, nothing is read behind its first PYLAYOUT_FRAME bytes. */
static bool
is_offset(uint64_t offset, size_t member)
{
	bool of_frame = member >= offsetof(struct pylayout, frame_code) &&
	    member <= offsetof(struct pylayout, frame_locals);

	return offset < OFFSET_MAX && !(of_frame && offset > PYLAYOUT_FRAME - WORD);
}

bool
pylayout_is_free_threaded(struct pymemory *memory, uint64_t runtime)
{
	return pymemory_word(memory, runtime + WORD_FREE_THREADED * WORD) != 0;
}

bool
pylayout_read(struct pylayout *layout, int version, struct pymemory *memory, uint64_t runtime)
{
	const bool described = version >= PYLAYOUT_DESCRIBED;

	*layout = (struct pylayout){ .version = version,
		.entry = version < 311 ? PYLAYOUT_EACH_FRAME
		    : version == 311   ? PYLAYOUT_FLAG
				       : PYLAYOUT_OWNER,
		.lines = version < 310 ? PYLAYOUT_STEPS
		    : version == 310   ? PYLAYOUT_RANGES
				       : PYLAYOUT_LOCATIONS };
	if (version < PYLAYOUT_OLDEST || version > PYLAYOUT_NEWEST ||
	    (described && !describes_itself(version, memory, runtime)))
		return false;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t word = described ? rows[i].words[version - PYLAYOUT_DESCRIBED] : 0;
		uint32_t *member = (uint32_t *)(void *)((char *)layout + rows[i].member);
		uint64_t offset = word == 0 ? 0 : pymemory_word(memory, runtime + word * WORD);

		if (!is_offset(offset, rows[i].member))
			return false;
		*member = described ? (uint32_t)offset : rows[i].offsets[version - PYLAYOUT_OLDEST];
	}
	/* behind the length in UTF-8 and the pointer to that */
	if (described)
		layout->text = layout->ascii + 2 * WORD;
	return true;
}
