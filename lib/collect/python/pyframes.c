#include "collect/python/pyframes.h"

#include "collect/python/pylines.h"
#include "record/names.h"
#include "json/write.h"

enum {
	UNIT = 2,
	TAGS = 7, /* bits of a pointer that 3.14 has its own use for; objects are aligned */
	OWNER_FUNCTION =
	    2, /* the owner of a frame of a function is at most this: a thread, a generator, an object */
	OWNER_MAX = 4,
};

/* A frame as it is in memory. */
struct link {
	uint64_t previous, code;
	uint64_t place; /* a pointer into the code, or a number */
	unsigned owner;
	bool entry;
};

struct chain {
	struct pyobjects *objects;
	struct buffer *out;
	struct pyframes *frames;
	bool open;  /* the last frame is written but for its end: it may be an entry */
	bool ended; /* the last frame that was read is one that a chain may end with */
};

/* A number of 1, 4 or 8 bytes. */
static uint64_t
number_at(const char *bytes, size_t at, size_t size)
{
	union {
		char bytes[8];
		uint8_t narrow;
		uint32_t word;
		uint64_t wide;
	} read;

	memcpy(read.bytes, bytes + at, size);
	return size == 1 ? read.narrow : size == 4 ? read.word : read.wide;
}

static bool
read_link(struct pyobjects *objects, uint64_t address, struct link *link)
{
	const struct pylayout *layout = objects->layout;
	const bool object = layout->entry == PYLAYOUT_EACH_FRAME;
	char bytes[PYLAYOUT_FRAME];

	if (address % sizeof(uint64_t) != 0 ||
	    !pymemory_read_now(objects->memory, address, bytes, sizeof(bytes)) ||
	    (object && !pyobject_is(objects, address, objects->types.frame)))
		return false;
	*link = (struct link){
		.previous = number_at(bytes, layout->frame_previous, 8),
		.code = number_at(bytes, layout->frame_code, 8) & ~(uint64_t)TAGS,
		.place = number_at(bytes, layout->frame_place, object ? 4 : 8),
		.owner = object ? 0 : (unsigned)number_at(bytes, layout->frame_owner, 1),
		.entry = object,
	};
	if (layout->entry == PYLAYOUT_FLAG) {
		unsigned flag = (unsigned)number_at(bytes, layout->frame_entry, 1);

		link->entry = flag == 1;
		return flag <= 1 && link->owner <= OWNER_FUNCTION;
	}
	return link->owner <= OWNER_MAX;
}

/* The line of a frame; 0: it has none; -1: the place is not in this code. */
static long long
line_of(const struct pylayout *layout, const struct pyobject_code *code, const struct link *link)
{
	long long place = (int32_t)link->place;

	if (layout->code != 0) {
		place = (long long)(link->place - (code->address + layout->code));
		if (place < -UNIT || place % UNIT != 0 || place >= (long long)code->units * UNIT)
			return -1;
	} else if (layout->lines == PYLAYOUT_RANGES && place > 0) {
		place *= UNIT;
	}
	return pylines_find(layout->lines, code->lines, code->first_line, place);
}

static void
close_frame(struct chain *chain, bool entry)
{
	if (chain->open && entry)
		buffer_append(chain->out, BYTES(",\"" NAME_ENTRY "\":true"));
	if (chain->open)
		buffer_byte(chain->out, '}');
	chain->open = false;
}

static bool
write_function(struct chain *chain, const struct link *link)
{
	const struct pylayout *layout = chain->objects->layout;
	const struct pyobject_code *code = pyobject_code(chain->objects, link->code);
	long long line = code == NULL ? -1 : line_of(layout, code, link);
	size_t start;

	if (line < 0)
		return false;
	if (chain->frames->count++ > 0)
		buffer_byte(chain->out, ',');
	start = chain->out->len;
	WRITE_TEXT(chain->out, NAME_FUNCTION, code->function);
	WRITE_TEXT(chain->out, NAME_FILE, code->file);
	WRITE_NUMBER(chain->out, NAME_LINE, line > 0 ? line : -1);
	if (chain->out->len == start)
		buffer_byte(chain->out, '{');
	else if (!chain->out->full)
		chain->out->at[start] = '{';
	chain->open = true;
	chain->frames->function = *code;
	return true;
}

/* Takes in the next frame outwards. */
static bool
add_link(struct chain *chain, uint64_t at, const struct link *link)
{
	const bool by_owner = chain->objects->layout->entry == PYLAYOUT_OWNER;

	chain->ended = by_owner ? link->owner > OWNER_FUNCTION : link->entry;
	if (by_owner && chain->ended) {
		close_frame(chain, true);
		return true;
	}
	close_frame(chain, false);
	if (!write_function(chain, link))
		return false;
	chain->frames->outermost = at;
	if (by_owner)
		return true;
	close_frame(chain, link->entry);
	chain->frames->entries += link->entry;
	return true;
}

bool
pyframes_write(
    struct pyobjects *objects, uint64_t innermost, struct buffer *out, struct pyframes *frames)
{
	struct chain chain = { .objects = objects, .out = out, .frames = frames, .ended = true };
	uint64_t at = innermost, earlier = 0;
	struct link link;

	*frames = (struct pyframes){ .count = 0 };
	buffer_byte(out, '[');
	for (size_t i = 1; at != 0 && frames->count < PYFRAMES_MAX && i < 2 * PYFRAMES_MAX; i++) {
		if (at == earlier || !read_link(objects, at, &link) || !add_link(&chain, at, &link))
			return false;
		/* a chain that goes in a circle comes to the same place again before twice as many are read */
		if ((i & (i - 1)) == 0)
			earlier = at;
		at = link.previous;
	}
	close_frame(&chain, false);
	buffer_byte(out, ']');
	frames->cut = at != 0;
	return (frames->cut || chain.ended) && !out->full;
}
