/* The memory of a made-up CPython, put together by the layout of its version. */
#ifndef ST_TESTS_UNIT_PYIMAGE_H
#define ST_TESTS_UNIT_PYIMAGE_H

#include "collect/python/pywalk.h"

enum {
	PYIMAGE_BASE = 0x40000, /* the address of its first byte */
	PYIMAGE_SIZE = 0x40000,
	PYIMAGE_CODE_TYPE = 0x101000, /* types are only addresses, with nothing there */
	PYIMAGE_TEXT_TYPE = 0x102000,
	PYIMAGE_BYTES_TYPE = 0x103000,
	PYIMAGE_FRAME_TYPE = 0x104000,
	PYIMAGE_RUNTIME = PYIMAGE_BASE + 0x100,
	PYIMAGE_GIL = PYIMAGE_BASE + 0xc00,
	PYIMAGE_OBJECTS = 0xd00, /* objects are made one after the other from here on */
};

struct pyimage {
	char bytes[PYIMAGE_SIZE];
	size_t end;
	struct pywalk_runtime runtime;
	uint64_t interpreter;
};

static inline size_t
pyimage_read(void *from, uint64_t at, char *to, size_t size)
{
	const struct pyimage *image = from;
	uint64_t place = at - PYIMAGE_BASE;

	if (at < PYIMAGE_BASE || place >= PYIMAGE_SIZE)
		return 0;
	if (size > PYIMAGE_SIZE - place)
		size = (size_t)(PYIMAGE_SIZE - place);
	memcpy(to, image->bytes + place, size);
	return size;
}

static inline void
pyimage_put(struct pyimage *image, uint64_t address, uint64_t number, size_t size)
{
	memcpy(image->bytes + (address - PYIMAGE_BASE), &number, size);
}

/* Makes an object of so many bytes. */
static inline uint64_t
pyimage_object(struct pyimage *image, uint64_t type, size_t size)
{
	uint64_t address = PYIMAGE_BASE + image->end;

	image->end += (size + 15) / 16 * 16;
	pyimage_put(image, address + 8, type, 8);
	return address;
}

/* Makes a str of ASCII. */
static inline uint64_t
pyimage_text(struct pyimage *image, const char *text)
{
	uint64_t address = pyimage_object(image, PYIMAGE_TEXT_TYPE, 96 + strlen(text));

	pyimage_put(image, address + 16, strlen(text), 8);
	pyimage_put(image, address + 32, 1 << 2 | 1 << 5 | 1 << 6, 4);
	memcpy(image->bytes + (address - PYIMAGE_BASE) + image->runtime.layout.ascii, text,
	    strlen(text));
	return address;
}

/* Makes a function of four instructions, two of its first line and two of the next one. */
static inline uint64_t
pyimage_code(struct pyimage *image, const char *name, const char *file, int first_line)
{
	static const struct bytes tables[] = {
		[PYLAYOUT_STEPS] = BYTES_ROW("\x04\x01"),
		[PYLAYOUT_RANGES] = BYTES_ROW("\x04\x00\x04\x01"),
		[PYLAYOUT_LOCATIONS] = BYTES_ROW("\x81\x00\xd9\x00\x00"),
	};
	const struct pylayout *layout = &image->runtime.layout;
	struct bytes table = tables[layout->lines];
	uint64_t lines = pyimage_object(image, PYIMAGE_BYTES_TYPE, 64);
	uint64_t code = pyimage_object(image, PYIMAGE_CODE_TYPE, 256);

	pyimage_put(image, lines + 16, table.len, 8);
	memcpy(image->bytes + (lines - PYIMAGE_BASE) + 32, table.at, table.len);
	pyimage_put(image, code + 16, 4, 8);
	pyimage_put(image, code + layout->first_line, (uint64_t)first_line, 4);
	pyimage_put(image, code + layout->name, pyimage_text(image, name), 8);
	pyimage_put(image, code + layout->file, pyimage_text(image, file), 8);
	pyimage_put(image, code + layout->lines_table, lines, 8);
	return code;
}

/* Makes a frame at the third instruction, which belongs to the second line. */
static inline uint64_t
pyimage_frame(struct pyimage *image, uint64_t code, uint64_t previous, bool entry)
{
	const struct pylayout *layout = &image->runtime.layout;
	uint64_t frame = pyimage_object(image, PYIMAGE_FRAME_TYPE, 384);

	if (layout->entry == PYLAYOUT_OWNER && entry) {
		/* the interpreter's own frame, after it */
		uint64_t own = pyimage_object(image, 0, 128);

		pyimage_put(image, own + layout->frame_owner, 3, 1);
		pyimage_put(image, own + layout->frame_previous, previous, 8);
		previous = own;
	}
	pyimage_put(image, frame + layout->frame_previous, previous, 8);
	pyimage_put(image, frame + layout->frame_code, code, 8);
	if (layout->code != 0)
		pyimage_put(image, frame + layout->frame_place, code + layout->code + 4, 8);
	else
		pyimage_put(image, frame + layout->frame_place,
		    layout->lines == PYLAYOUT_RANGES ? 2 : 4, 4);
	if (layout->entry == PYLAYOUT_FLAG)
		pyimage_put(image, frame + layout->frame_entry, entry, 1);
	return frame;
}

/* Adds a thread in front of the others. */
static inline uint64_t
pyimage_thread(struct pyimage *image, uint64_t pthread, uint64_t inner, uint64_t frame)
{
	const struct pylayout *layout = &image->runtime.layout;
	uint64_t thread = pyimage_object(image, 0, 512), next, head, base = thread;

	head = image->interpreter + layout->threads;
	memcpy(&next, image->bytes + (head - PYIMAGE_BASE), 8);
	pyimage_put(image, thread + layout->thread_next, next, 8);
	pyimage_put(image, head, thread, 8);
	pyimage_put(image, thread + layout->thread_id, pthread, 8);
	if (layout->thread_lwp != 0)
		pyimage_put(image, thread + layout->thread_lwp, inner, 8);
	if (layout->control != 0) {
		base = pyimage_object(image, 0, 64);
		pyimage_put(image, thread + layout->control, base, 8);
	}
	/* one C call of the interpreter, and the thread's own record before it */
	if (layout->entry == PYLAYOUT_FLAG && frame != 0)
		pyimage_put(image, base + 16, pyimage_object(image, 0, 64), 8);
	pyimage_put(image, base + layout->current, frame, 8);
	return thread;
}

static inline void
pyimage_lock(struct pyimage *image, uint64_t gil, uint64_t holder)
{
	pyimage_put(image, gil + 8, holder, 8);
	pyimage_put(image, gil + 16, 1, 4);
}

static inline bool
pyimage_before(void *from, struct pywalk_thread *thread)
{
	(void)from;
	(void)thread;
	return true;
}

static inline void
pyimage_after(void *from, struct pywalk_thread *thread)
{
	(void)from;
	(void)thread;
}

/* A reader that wants all frames. */
static const struct pywalk_caller pyimage_caller = { pyimage_before, pyimage_after, NULL, true };

/* Makes an interpreter without threads, of a version whose layout is in the table. */
static inline void
pyimage_begin(struct pyimage *image, int version)
{
	struct pyimage *const from = image;
	const struct pylayout *layout = &image->runtime.layout;

	memset(from, 0, sizeof(*from));
	image->end = PYIMAGE_OBJECTS;
	image->runtime = (struct pywalk_runtime){ .address = PYIMAGE_RUNTIME,
		.types = { PYIMAGE_CODE_TYPE, PYIMAGE_TEXT_TYPE, PYIMAGE_BYTES_TYPE,
		    PYIMAGE_FRAME_TYPE } };
	(void)pylayout_read(&image->runtime.layout, version, NULL, 0);
	image->interpreter = pyimage_object(image, 0, 512);
	pyimage_put(image, PYIMAGE_RUNTIME + layout->interpreters, image->interpreter, 8);
	if (version >= 312)
		pyimage_put(image, image->interpreter + layout->gil, PYIMAGE_GIL, 8);
}

#endif
