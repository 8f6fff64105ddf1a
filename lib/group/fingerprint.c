#include "group/fingerprint.h"

#include "base/sha256.h"
#include "group/normalise.h"
#include "record/names.h"

enum { CYCLE_MAX = 8 }; /* functions that call each other in turn, folded where they repeat */

/* Whether the last `length` names are the same as those before them. */
static bool
repeats(const struct bytes *names, size_t count, size_t length)
{
	if (count < 2 * length)
		return false;
	for (size_t i = count - length; i < count; i++)
		if (!bytes_equal(names[i], names[i - length]))
			return false;
	return true;
}

static size_t
fold(const struct bytes *names, size_t count)
{
	for (size_t length = 1; length <= CYCLE_MAX; length++)
		if (repeats(names, count, length))
			return count - length;
	return count;
}

struct bytes
fingerprint_text(const struct value *record, struct arena *memory, struct buffer *text)
{
	const struct value *frame = read_first(read_member(record, NAME_FRAMES));
	size_t count = 0, size = 0;
	struct bytes *names;

	buffer_reset(text);
	for (const struct value *each = frame; each != NULL; each = read_next(each))
		size++;
	names = size == 0 ? NULL : arena_alloc(memory, size * sizeof(*names));
	if (names == NULL)
		return (struct bytes){ NULL, 0 };
	for (; frame != NULL; frame = read_next(frame)) {
		struct bytes function = read_text(frame, NAME_FUNCTION);

		if (function.len == 0)
			continue;
		names[count++] = normalise_name(function, memory);
		count = fold(names, count);
	}
	if (count == 0)
		return (struct bytes){ NULL, 0 };
	buffer_append(text, BYTES("thread\n"));
	for (size_t i = 0; i < count; i++) {
		buffer_append(text, names[i]);
		buffer_byte(text, '\n');
	}
	return buffer_bytes(text);
}

void
fingerprint_hash(struct bytes text, char fingerprint[FINGERPRINT_SIZE])
{
	char hex[SHA256_HEX + 1];

	sha256_hex(text, hex);
	fingerprint[0] = '1';
	fingerprint[1] = ':';
	memcpy(fingerprint + 2, hex, 16);
	fingerprint[18] = '\0';
}
