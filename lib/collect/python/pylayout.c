#include "collect/python/pylayout.h"

#include <stddef.h>

/* All of them were compiled against the headers of their version, and walked in living processes. */
static const struct pylayout layouts[] = {
	{ .version = 308,
	    .entry = PYLAYOUT_EACH_FRAME,
	    .lines = PYLAYOUT_STEPS,
	    .interpreters = 32,
	    .gil = 1152,
	    .threads = 8,
	    .thread_next = 8,
	    .thread_id = 176,
	    .current = 24,
	    .frame_code = 32,
	    .frame_previous = 24,
	    .frame_place = 104,
	    .frame_locals = 360,
	    .first_line = 40,
	    .file = 104,
	    .name = 112,
	    .lines_table = 120,
	    .ascii = 48,
	    .text = 72 },
	{ .version = 309,
	    .entry = PYLAYOUT_EACH_FRAME,
	    .lines = PYLAYOUT_STEPS,
	    .interpreters = 32,
	    .gil = 352,
	    .threads = 8,
	    .thread_next = 8,
	    .thread_id = 176,
	    .current = 24,
	    .frame_code = 32,
	    .frame_previous = 24,
	    .frame_place = 104,
	    .frame_locals = 360,
	    .first_line = 40,
	    .file = 104,
	    .name = 112,
	    .lines_table = 120,
	    .ascii = 48,
	    .text = 72 },
	{ .version = 310,
	    .entry = PYLAYOUT_EACH_FRAME,
	    .lines = PYLAYOUT_RANGES,
	    .interpreters = 32,
	    .gil = 352,
	    .threads = 8,
	    .thread_next = 8,
	    .thread_id = 176,
	    .current = 24,
	    .frame_code = 32,
	    .frame_previous = 24,
	    .frame_place = 96,
	    .frame_locals = 352,
	    .first_line = 40,
	    .file = 104,
	    .name = 112,
	    .lines_table = 120,
	    .ascii = 48,
	    .text = 72 },
	{ .version = 311,
	    .entry = PYLAYOUT_FLAG,
	    .lines = PYLAYOUT_LOCATIONS,
	    .interpreters = 40,
	    .gil = 360,
	    .threads = 16,
	    .thread_next = 8,
	    .thread_id = 152,
	    .thread_lwp = 160,
	    .control = 56,
	    .current = 8,
	    .stack = 296,
	    .frame_code = 32,
	    .frame_previous = 48,
	    .frame_place = 56,
	    .frame_entry = 68,
	    .frame_owner = 69,
	    .frame_locals = 72,
	    .first_line = 72,
	    .file = 112,
	    .name = 128,
	    .lines_table = 136,
	    .code = 184,
	    .ascii = 48,
	    .text = 72 },
	{ .version = 312,
	    .entry = PYLAYOUT_OWNER,
	    .lines = PYLAYOUT_LOCATIONS,
	    .interpreters = 40,
	    .gil = 384,
	    .threads = 72,
	    .thread_next = 8,
	    .thread_id = 136,
	    .thread_lwp = 144,
	    .control = 56,
	    .stack = 232,
	    .frame_previous = 8,
	    .frame_place = 56,
	    .frame_owner = 70,
	    .frame_locals = 72,
	    .first_line = 68,
	    .file = 112,
	    .name = 128,
	    .lines_table = 136,
	    .code = 192,
	    .ascii = 40,
	    .text = 56 },
};

/*
 * From 3.13 on the runtime begins with words of 8 bytes: a cookie, its version, whether it is free-threaded, and then
 * such offsets. The order of the words is one of the version. That of 3.14 is as its source has it, and was not tried.
 */
enum {
	WORD = 8,
	WORD_VERSION = 1,
	WORD_FREE_THREADED = 2,
	OFFSET_MAX = 1 << 20,
};

static const struct {
	size_t member;
	int words[2]; /* of 3.13, of 3.14 */
	bool of_frame;
} described[] = {
	{ offsetof(struct pylayout, interpreters), { 5, 5 }, false },
	{ offsetof(struct pylayout, interpreter_next), { 8, 8 }, false },
	{ offsetof(struct pylayout, threads), { 9, 9 }, false },
	{ offsetof(struct pylayout, gil), { 14, 15 }, false },
	{ offsetof(struct pylayout, thread_next), { 21, 24 }, false },
	{ offsetof(struct pylayout, current), { 23, 26 }, false },
	{ offsetof(struct pylayout, thread_id), { 24, 27 }, false },
	{ offsetof(struct pylayout, thread_lwp), { 25, 28 }, false },
	{ offsetof(struct pylayout, stack), { 26, 29 }, false },
	{ offsetof(struct pylayout, frame_previous), { 29, 32 }, true },
	{ offsetof(struct pylayout, frame_code), { 30, 33 }, true },
	{ offsetof(struct pylayout, frame_place), { 31, 34 }, true },
	{ offsetof(struct pylayout, frame_locals), { 32, 35 }, true },
	{ offsetof(struct pylayout, frame_owner), { 33, 36 }, true },
	{ offsetof(struct pylayout, file), { 35, 40 }, false },
	{ offsetof(struct pylayout, name), { 37, 42 }, false },
	{ offsetof(struct pylayout, lines_table), { 38, 43 }, false },
	{ offsetof(struct pylayout, first_line), { 39, 44 }, false },
	{ offsetof(struct pylayout, code), { 43, 48 }, false },
	{ offsetof(struct pylayout, ascii), { 70, 80 }, false },
};

static bool
read_description(int version, struct pymemory *memory, uint64_t runtime, struct pylayout *layout)
{
	const uint64_t cookie = pymemory_word(memory, runtime);
	const uint64_t said = pymemory_word(memory, runtime + WORD_VERSION * WORD);

	*layout = (struct pylayout){
		.version = version, .entry = PYLAYOUT_OWNER, .lines = PYLAYOUT_LOCATIONS
	};
	if (memcmp(&cookie, "xdebugpy", sizeof(cookie)) != 0 ||
	    (int)(said >> 24 & 0xff) * 100 + (int)(said >> 16 & 0xff) != version)
		return false;
	for (size_t i = 0; i < COUNT_OF(described); i++) {
		uint64_t offset = pymemory_word(
		    memory, runtime + (uint64_t)described[i].words[version > 313] * WORD);

		if (offset >= OFFSET_MAX ||
		    (described[i].of_frame && offset > PYLAYOUT_FRAME - WORD))
			return false;
		memcpy((char *)layout + described[i].member, &(uint32_t){ (uint32_t)offset },
		    sizeof(uint32_t));
	}
	/* behind the length in UTF-8 and the pointer to that */
	layout->text = layout->ascii + 2 * WORD;
	return true;
}

bool
pylayout_is_free_threaded(struct pymemory *memory, uint64_t runtime)
{
	return pymemory_word(memory, runtime + WORD_FREE_THREADED * WORD) != 0;
}

const struct pylayout *
pylayout_find(int version, struct pymemory *memory, uint64_t runtime, struct pylayout *own)
{
	for (size_t i = 0; i < COUNT_OF(layouts); i++)
		if (layouts[i].version == version)
			return &layouts[i];
	if (version <= layouts[COUNT_OF(layouts) - 1].version || version > PYLAYOUT_NEWEST)
		return NULL;
	return read_description(version, memory, runtime, own) ? own : NULL;
}
