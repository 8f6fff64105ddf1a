#include "collect/python/pyname.h"

/* Places in types, instances and dictionaries: the same in all versions, or in all since 3.11. */
enum {
	WORD = 8,
	TAGS = 7,
	OBJECT_TYPE = 8,
	TYPE_SIZE = 32,
	TYPE_DICTIONARY = 288, /* to 3.10: where an instance has its dictionary */
	DICTIONARY_KEYS = 32,
	DICTIONARY_VALUES = 40,
	DICTIONARY_BEFORE = 3 * WORD, /* from 3.11 on it is before the instance */
	VALUES_BEFORE = 4 * WORD,

	OLD_KEYS_SIZE = 8, /* to 3.10 */
	OLD_KEYS_COUNT = 32,
	OLD_KEYS_INDICES = 40,
	KEYS_INDEX_BITS = 9,
	KEYS_KIND = 10,
	KEYS_COUNT = 24,
	KEYS_INDICES = 32,
	KIND_GENERAL = 0, /* each entry has its hash before the key */

	ENTRIES_MAX = 256, /* members of such an object; there are about a dozen */
	SIZE_MAX_READ = 1 << 16,
	OFFSET_MAX = 1 << 16,
};

/* The entries of a dictionary: keys, and their values beside them or in an array of their own. */
struct entries {
	uint64_t at, count;
	uint64_t key, size; /* in an entry; of an entry */
	uint64_t values;    /* 0: beside the keys */
};

static bool
find_old_entries(struct pymemory *memory, uint64_t keys, struct entries *entries)
{
	uint64_t size = pymemory_word(memory, keys + OLD_KEYS_SIZE);

	if (size > SIZE_MAX_READ)
		return false;
	entries->at = keys + OLD_KEYS_INDICES + size * (size <= 0xff ? 1 : 2);
	entries->count = pymemory_word(memory, keys + OLD_KEYS_COUNT);
	entries->key = WORD;
	entries->size = 3 * WORD;
	return true;
}

static bool
find_entries(struct pymemory *memory, uint64_t keys, struct entries *entries)
{
	unsigned char bits, kind;

	if (!pymemory_read(memory, keys + KEYS_INDEX_BITS, &bits, 1) || bits > 16 ||
	    !pymemory_read(memory, keys + KEYS_KIND, &kind, 1))
		return false;
	entries->at = keys + KEYS_INDICES + (UINT64_C(1) << bits);
	entries->count = pymemory_word(memory, keys + KEYS_COUNT);
	entries->key = kind == KIND_GENERAL ? WORD : 0;
	entries->size = kind == KIND_GENERAL ? 3 * WORD : 2 * WORD;
	return true;
}

/* The value of the member _name; no bytes: there is none that is a str. */
static struct bytes
find_name(struct pyobjects *objects, uint64_t keys, uint64_t values)
{
	struct entries entries = { .values = values };
	const bool old = objects->layout->version < 311;
	struct bytes text, name;

	if (keys == 0 ||
	    !(old ? find_old_entries : find_entries)(objects->memory, keys, &entries) ||
	    entries.count > ENTRIES_MAX)
		return BYTES_NONE;
	for (uint64_t i = 0; i < entries.count; i++) {
		uint64_t key = entries.at + i * entries.size + entries.key;
		uint64_t value = values != 0 ? values + i * WORD : key + WORD;

		if (!pyobject_text(objects, pymemory_word(objects->memory, key), &text) ||
		    !bytes_equal(text, BYTES("_name")))
			continue;
		if (pyobject_text(objects, pymemory_word(objects->memory, value), &name))
			return name;
	}
	return BYTES_NONE;
}

/* Where the values begin: since 3.13 a word stands before them. */
static uint64_t
first_value(const struct pyobjects *objects, uint64_t values)
{
	return values == 0 || objects->layout->version < 313 ? values : values + WORD;
}

static struct bytes
find_in_dictionary(struct pyobjects *objects, uint64_t dictionary)
{
	return find_name(objects, pymemory_word(objects->memory, dictionary + DICTIONARY_KEYS),
	    first_value(objects, pymemory_word(objects->memory, dictionary + DICTIONARY_VALUES)));
}

/* Since 3.11 an instance has its values without a dictionary, until somebody asks for that; the type has the keys. */
static struct bytes
find_in_instance(struct pyobjects *objects, uint64_t instance, uint64_t type)
{
	const int version = objects->layout->version;
	const uint64_t keys = pymemory_word(objects->memory, type + (version == 311 ? 872 : 880));
	uint64_t dictionary = pymemory_word(objects->memory, instance - DICTIONARY_BEFORE);
	uint64_t values;

	if (version == 311)
		values = pymemory_word(objects->memory, instance - VALUES_BEFORE);
	else if (version == 312)
		values = (dictionary & 1) != 0 ? dictionary + 1 : 0;
	else
		values = dictionary == 0
		    ? instance + pymemory_word(objects->memory, type + TYPE_SIZE)
		    : 0;
	if (values != 0)
		return find_name(objects, keys, first_value(objects, values));
	return dictionary == 0 ? BYTES_NONE : find_in_dictionary(objects, dictionary);
}

struct bytes
pyname_read(struct pyobjects *objects, uint64_t frame, const struct pyobject_code *function)
{
	const struct pylayout *layout = objects->layout;
	uint64_t instance, type, offset;

	if (!bytes_equal(bytes_behind_last(function->function, '.'), BYTES("_bootstrap")) ||
	    !bytes_equal(bytes_behind_last(function->file, '/'), BYTES("threading.py")))
		return BYTES_NONE;
	instance = pymemory_word(objects->memory, frame + layout->frame_locals) & ~(uint64_t)TAGS;
	type = pymemory_word(objects->memory, instance + OBJECT_TYPE);
	if (instance == 0 || type == 0)
		return BYTES_NONE;
	if (layout->version >= 311)
		return find_in_instance(objects, instance, type);
	offset = pymemory_word(objects->memory, type + TYPE_DICTIONARY);
	if (offset == 0 || offset > OFFSET_MAX)
		return BYTES_NONE;
	return find_in_dictionary(objects, pymemory_word(objects->memory, instance + offset));
}
