#include "group/fingerprint.h"

#include "base/sha256.h"
#include "group/normalise.h"
#include "group/owncode.h"
#include "record/links.h"
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

/* The names of the frames, those that repeat folded; *count is how many there are. */
static struct bytes *
list_names(const struct value *frames, struct arena *memory, size_t *count,
    struct bytes (*name)(const struct value *frame, struct arena *memory))
{
	size_t size = 0;
	struct bytes *names;

	*count = 0;
	for (const struct value *each = read_first(frames); each != NULL; each = read_next(each))
		size++;
	names = size == 0 ? NULL : arena_alloc(memory, size * sizeof(*names));
	if (names == NULL)
		return NULL;
	for (const struct value *each = read_first(frames); each != NULL; each = read_next(each)) {
		names[*count] = name(each, memory);
		if (names[*count].len > 0)
			*count = fold(names, *count + 1);
	}
	return names;
}

static void
append_line(struct buffer *text, struct bytes line)
{
	buffer_append(text, line);
	buffer_byte(text, '\n');
}

static struct bytes
native_name(const struct value *frame, struct arena *memory)
{
	struct bytes function = read_text(frame, NAME_FUNCTION);

	return function.len == 0 ? function : normalise_name(function, memory);
}

static struct bytes
text_of_thread(const struct value *record, struct arena *memory, struct buffer *text)
{
	size_t count;
	const struct bytes *names =
	    list_names(read_member(record, NAME_FRAMES), memory, &count, native_name);

	if (count == 0)
		return (struct bytes){ NULL, 0 };
	append_line(text, BYTES("thread"));
	for (size_t i = 0; i < count; i++)
		append_line(text, names[i]);
	return buffer_bytes(text);
}

/* `app/views get` */
static struct bytes
any_name(const struct value *frame, struct arena *memory)
{
	struct bytes module = owncode_module(read_text(frame, NAME_FILE)), name;

	name = arena_join(memory, arena_copy(memory, module), BYTES(" "));
	return arena_join(memory, name, read_text(frame, NAME_FUNCTION));
}

static struct bytes
own_name(const struct value *frame, struct arena *memory)
{
	return owncode_is_library(read_text(frame, NAME_FILE)) ? (struct bytes){ NULL, 0 }
							       : any_name(frame, memory);
}

/* The interpreter wrote `__main__.` before a type up to 3.10, and does not any more. */
static struct bytes
plain_type(const struct value *holder)
{
	struct bytes type = read_text(read_member(holder, NAME_EXCEPTION), NAME_TYPE);

	return bytes_start(type, BYTES("__main__.")) ? bytes_from(type, 9) : type;
}

static struct bytes
text_of_traceback(const struct value *record, struct arena *memory, struct buffer *text)
{
	static const char *const kinds[] = { [LINK_RAISED] = "raised ",
		[LINK_CAUSE] = "cause ",
		[LINK_CONTEXT] = "context ",
		[LINK_MEMBER] = "member " };
	struct links *links = links_of(record, memory);
	struct link link;

	append_line(text, BYTES("traceback"));
	while (links != NULL && links_next(links, &link)) {
		const struct value *frames = read_member(link.holder, NAME_FRAMES);
		size_t count;
		const struct bytes *names =
		    list_names(frames, memory, &count, owncode_any(frames) ? own_name : any_name);

		buffer_append(text, bytes_of(kinds[link.kind]));
		append_line(text, plain_type(link.holder));
		for (size_t i = 0; i < count; i++)
			append_line(text, names[i]);
	}
	return buffer_bytes(text);
}

struct bytes
fingerprint_text(const struct value *record, struct arena *memory, struct buffer *text)
{
	buffer_reset(text);
	return read_member(record, NAME_EXCEPTION) != NULL ? text_of_traceback(record, memory, text)
							   : text_of_thread(record, memory, text);
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
