#include "same/fingerprint.h"

#include "base/sha256.h"
#include "record/links.h"
#include "record/names.h"
#include "same/memo.h"
#include "same/normalise.h"
#include "same/owncode.h"

enum { CYCLE_MAX = 8 }; /* functions that call each other in turn, folded where they repeat */

/* What a frame is called: `app/views get`; a native one has no module. */
struct name {
	struct bytes module, function;
};

/* Those of a stack, innermost first, those that repeat folded. */
struct names {
	struct name *list;
	size_t count;
};

/* Whether the last `length` names are the same as those before them. */
static bool
repeats(const struct names *names, size_t length)
{
	if (names->count < 2 * length)
		return false;
	for (size_t i = names->count - length; i < names->count; i++) {
		const struct name *one = &names->list[i], *other = &names->list[i - length];

		if (!bytes_equal(one->function, other->function) ||
		    !bytes_equal(one->module, other->module))
			return false;
	}
	return true;
}

static void
add_name(struct names *names, struct name name)
{
	names->list[names->count++] = name;
	for (size_t length = 1; length <= CYCLE_MAX; length++) {
		if (repeats(names, length)) {
			names->count -= length;
			return;
		}
	}
}

static void
append_line(struct buffer *text, struct bytes line)
{
	buffer_append(text, line);
	buffer_byte(text, '\n');
}

static void
append_names(struct buffer *text, const struct names *names, bool modules)
{
	for (size_t i = 0; i < names->count; i++) {
		if (modules) {
			buffer_append(text, names->list[i].module);
			buffer_byte(text, ' ');
		}
		append_line(text, names->list[i].function);
	}
}

/* Room for as many names as there are frames; none where there is no memory. */
static struct names
make_names(const struct value *frames, struct arena *memory)
{
	size_t count = 0;

	for (const struct value *each = json_first(frames); each != NULL; each = json_next(each))
		count++;
	return (struct names){ arena_alloc(memory, (count + 1) * sizeof(struct name)), 0 };
}

static struct bytes
text_of_thread(const struct value *record, struct arena *memory, struct buffer *text)
{
	const struct value *frames = json_member(record, NAME_FRAMES);
	struct names names = make_names(frames, memory);

	for (const struct value *frame = json_first(frames); frame != NULL && names.list != NULL;
	     frame = json_next(frame)) {
		struct bytes function = json_text(frame, NAME_FUNCTION);

		if (function.len > 0)
			add_name(
			    &names, (struct name){ .function = normalise_name(function, memory) });
	}
	if (names.count == 0)
		return (struct bytes){ NULL, 0 };
	append_line(text, BYTES("thread"));
	append_names(text, &names, false);
	return buffer_bytes(text);
}

/* Of the person's own code, or of all where none of it is that. */
static struct names
names_of_traceback(const struct value *frames, struct arena *memory)
{
	struct names all = make_names(frames, memory), own = make_names(frames, memory);
	bool any = false;

	for (const struct value *frame = json_first(frames);
	     frame != NULL && all.list != NULL && own.list != NULL; frame = json_next(frame)) {
		struct owncode code = owncode_of(json_text(frame, NAME_FILE));
		struct name name = { code.module, json_text(frame, NAME_FUNCTION) };

		any = any || !code.library;
		if (!any)
			add_name(&all, name);
		if (!code.library)
			add_name(&own, name);
	}
	return any ? own : all;
}

/* The interpreter wrote `__main__.` before a type up to 3.10, and does not any more. */
static struct bytes
plain_type(const struct value *holder)
{
	struct bytes type = json_text(json_member(holder, NAME_EXCEPTION), NAME_TYPE);

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
		struct names names =
		    names_of_traceback(json_member(link.holder, NAME_FRAMES), memory);

		buffer_append(text, bytes_of(kinds[link.kind]));
		append_line(text, plain_type(link.holder));
		append_names(text, &names, true);
	}
	return buffer_bytes(text);
}

static bool
is_traceback(const struct value *record)
{
	return json_member(record, NAME_EXCEPTION) != NULL;
}

struct bytes
fingerprint_text(const struct value *record, struct arena *memory, struct buffer *text)
{
	buffer_reset(text);
	return is_traceback(record) ? text_of_traceback(record, memory, text)
				    : text_of_thread(record, memory, text);
}

static void
hash_text(struct bytes text, char fingerprint[FINGERPRINT_SIZE])
{
	char hex[SHA256_HEX + 1];

	sha256_hex(text, hex);
	memcpy(fingerprint, "1:", 2);
	memcpy(fingerprint + 2, hex, FINGERPRINT_SIZE - 3);
	fingerprint[FINGERPRINT_SIZE - 1] = '\0';
}

/* What the clear text of a traceback comes from, as it is written: sooner at hand than that text. */
static struct bytes
source_of_traceback(const struct value *record, struct arena *memory, struct buffer *source)
{
	struct links *links = links_of(record, memory);
	struct link link;

	buffer_reset(source);
	while (links != NULL && links_next(links, &link)) {
		buffer_byte(source, (char)('a' + link.kind));
		/* as it is written nothing has a line end in it: two records have not the same source */
		append_line(source,
		    json_written(json_member(json_member(link.holder, NAME_EXCEPTION), NAME_TYPE)));
		append_line(source, json_written(json_member(link.holder, NAME_FRAMES)));
	}
	return buffer_bytes(source);
}

bool
fingerprint_of(const struct value *record, struct arena *memory, struct buffer *scratch,
    char fingerprint[FINGERPRINT_SIZE])
{
	bool traceback = is_traceback(record);
	struct bytes text = traceback ? source_of_traceback(record, memory, scratch)
				      : fingerprint_text(record, memory, scratch);
	char *known;

	fingerprint[0] = '\0';
	if (scratch->full || arena_full(memory))
		return false;
	known = memo_find(text);
	if (known != NULL && known[0] != '\0') {
		memcpy(fingerprint, known, FINGERPRINT_SIZE);
		return true;
	}
	if (traceback)
		text = fingerprint_text(record, memory, scratch);
	if (scratch->full || arena_full(memory))
		return false;
	if (text.len > 0)
		hash_text(text, fingerprint);
	if (known != NULL)
		memcpy(known, fingerprint, FINGERPRINT_SIZE);
	return true;
}
