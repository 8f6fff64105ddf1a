#include "collect/python/pyobject.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>

/* What all versions have in the same places. */
enum {
	OBJECT_TYPE = 8,
	OBJECT_SIZE = 16, /* of objects that differ in size */
	BYTES_DATA = 32,
	TEXT_LENGTH = 16,
	TEXT_STATE = 32,
	STATE_WIDTH = 2, /* bits; how many bytes a character has */
	STATE_WIDTHS = 7,
	STATE_COMPACT = 1 << 5,
	STATE_ASCII = 1 << 6,

	TEXT_MAX = 4096, /* characters: a path has no more */
	TABLE_MAX = 1 << 20,
	UNITS_MAX = 1 << 24,
	LINE_MAX_READ = 1 << 30,
	CHARACTER_MAX = 4, /* bytes, in memory and in UTF-8 */
};

void
pyobject_free(struct pyobjects *objects)
{
	index_free(&objects->index);
	free(objects->codes);
	objects->codes = NULL;
	objects->count = objects->size = 0;
}

bool
pyobject_is(struct pyobjects *objects, uint64_t address, uint64_t type)
{
	return address % sizeof(uint64_t) == 0 &&
	    pymemory_word(objects->memory, address + OBJECT_TYPE) == type;
}

static unsigned
character_at(const char *at, size_t width)
{
	union {
		char bytes[CHARACTER_MAX];
		uint8_t narrow;
		uint16_t half;
		uint32_t wide;
	} read;

	memcpy(read.bytes, at, width);
	return width == 1 ? read.narrow : width == 2 ? read.half : read.wide;
}

static bool
is_surrogate(unsigned character)
{
	return character >= 0xd800 && character < 0xe000;
}

/* Python keeps a byte that is no UTF-8 as half a surrogate pair: PEP 383. */
static bool
to_utf8(struct pyobjects *objects, const char *from, size_t count, size_t width, struct bytes *text)
{
	char *to = arena_alloc(objects->texts, count * CHARACTER_MAX + 1), *end = to;

	for (size_t i = 0; i < count && to != NULL; i++) {
		unsigned character = character_at(from + i * width, width);

		if (character > 0x10ffff)
			return false;
		end = utf8_put(end, is_surrogate(character) ? UTF8_REPLACING : character);
	}
	*text = to == NULL ? BYTES_NONE : (struct bytes){ to, (size_t)(end - to) };
	return to != NULL;
}

bool
pyobject_text(struct pyobjects *objects, uint64_t address, struct bytes *text)
{
	char characters[TEXT_MAX * CHARACTER_MAX];
	uint64_t length = pymemory_word(objects->memory, address + TEXT_LENGTH);
	uint32_t state;
	size_t width;
	bool ascii;

	if (!pyobject_is(objects, address, objects->types.text) || length > TEXT_MAX ||
	    !pymemory_read(objects->memory, address + TEXT_STATE, &state, sizeof(state)))
		return false;
	width = state >> STATE_WIDTH & STATE_WIDTHS;
	ascii = (state & STATE_ASCII) != 0;
	if ((state & STATE_COMPACT) == 0 || (width != 1 && width != 2 && width != 4) ||
	    (ascii && width != 1))
		return false;
	return pymemory_read(objects->memory,
		   address + (ascii ? objects->layout->ascii : objects->layout->text), characters,
		   (size_t)length * width) &&
	    to_utf8(objects, characters, (size_t)length, width, text);
}

static bool
read_bytes(struct pyobjects *objects, uint64_t address, struct bytes *bytes)
{
	uint64_t size = pymemory_word(objects->memory, address + OBJECT_SIZE);
	char *place;

	if (!pyobject_is(objects, address, objects->types.bytes) || size > TABLE_MAX)
		return false;
	place = arena_alloc(objects->texts, (size_t)size + 1);
	*bytes = (struct bytes){ place, (size_t)size };
	return place != NULL &&
	    pymemory_read(objects->memory, address + BYTES_DATA, place, (size_t)size);
}

static bool
read_code(struct pyobjects *objects, struct pyobject_code *code)
{
	const struct pylayout *layout = objects->layout;
	struct pymemory *memory = objects->memory;
	const uint64_t at = code->address;
	int32_t line;

	if (!pyobject_is(objects, at, objects->types.code) ||
	    !pymemory_read(memory, at + layout->first_line, &line, sizeof(line)) || line < 0 ||
	    line > LINE_MAX_READ)
		return false;
	code->first_line = line;
	if (layout->code != 0) {
		code->units = pymemory_word(memory, at + OBJECT_SIZE);
		if (code->units == 0 || code->units > UNITS_MAX)
			return false;
	}
	return pyobject_text(objects, pymemory_word(memory, at + layout->name), &code->function) &&
	    pyobject_text(objects, pymemory_word(memory, at + layout->file), &code->file) &&
	    read_bytes(objects, pymemory_word(memory, at + layout->lines_table), &code->lines);
}

const struct pyobject_code *
pyobject_code(struct pyobjects *objects, uint64_t address)
{
	struct pyobject_code code = { .address = address };
	const uint64_t hash = hash_number(address);
	size_t number, place = 0;

	while ((number = index_find(&objects->index, hash, &place)) != INDEX_NONE)
		if (objects->codes[number].address == address)
			return &objects->codes[number];
	if (!read_code(objects, &code) ||
	    !ARRAY_ROOM(objects->codes, objects->count, objects->size) ||
	    !index_add(&objects->index, hash, objects->count))
		return NULL;
	objects->codes[objects->count] = code;
	return &objects->codes[objects->count++];
}
