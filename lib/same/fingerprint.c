#include "same/fingerprint.h"

#include "base/ascii.h"
#include "base/sha256.h"
#include "base/words.h"
#include "record/links.h"
#include "record/names.h"
#include "same/clibrary.h"
#include "same/memo.h"

enum { REASON_MAX = 80 }; /* bytes of a reason's kind */

/*
 * Kinds of reasons by the address of a fault or the code of a signal, which a core file and lldb tell, and gdb's backtrace
 * does not: the same crash has them or not.
 */
static const struct bytes by_address[] = { BYTES_ROW("null pointer"), BYTES_ROW("invalid pointer"),
	BYTES_ROW("an invalid pointer was called"), BYTES_ROW("invalid address"),
	BYTES_ROW("integer divide by zero") };

static void
append_line(struct buffer *text, struct bytes line)
{
	buffer_append(text, line);
	buffer_byte(text, '\n');
}

static bool
is_shared_object(struct bytes path)
{
	return bytes_find(path, BYTES(".so")) != NULL ||
	    bytes_find(path, BYTES(".dylib")) != NULL || bytes_find(path, BYTES(".dll")) != NULL;
}

/* Whether a function of the program's own tells the thread from others, even if some frame is not known. */
static bool
is_told_by_own(const struct stacknames *names)
{
	for (size_t i = names->own; names->gap && i < names->count; i++)
		if (stacknames_is_function(&names->list[i]) &&
		    !is_shared_object(names->list[i].path))
			return true;
	return !names->gap && names->own < names->count;
}

/*
 * Whether a thread's frames are enough to tell it from others: a function of the program's own, or two frames by their
 * places, of which one is the program's own. If some frame is not known, functions of shared objects are not enough:
 * programs that use the same ones would be alike.
 */
static bool
is_enough(const struct stacknames *names)
{
	size_t places = 0, own = 0;

	if (is_told_by_own(names))
		return true;
	for (size_t i = 0; i < names->count; i++) {
		if (names->list[i].by != CALLED_BY_PLACE)
			continue;
		places++;
		own += !clibrary_is_module(names->list[i].path);
	}
	return places >= 2 && own > 0;
}

struct bytes
fingerprint_reason(struct bytes reason)
{
	size_t i = 0;

	(void)bytes_split(reason, BYTES(" (\""), &reason, NULL);
	/* the C library's `*** stack smashing detected ***: terminated` */
	if (bytes_take(&reason, BYTES("*** ")))
		(void)bytes_split(reason, BYTES(" ***"), &reason, NULL);
	if (bytes_head(reason) != '"' && bytes_find(reason, BYTES("Assertion ")) != NULL)
		return BYTES("assertion failed");
	for (; i < reason.len && i < REASON_MAX; i++) {
		char c = reason.at[i];
		bool word = i > 0 && ascii_is_name(reason.at[i - 1]);

		if (c == '(' && i + 1 < reason.len && reason.at[i + 1] == ')')
			continue;
		if (c == '\n' || bytes_has(BYTES("\"'`([{/"), c) || (!word && ascii_is_digit(c)))
			break;
	}
	while (i > 0 && bytes_has(BYTES(" :,;.=#"), reason.at[i - 1]))
		i--;
	return bytes_first(reason, i);
}

/* A stack of the past has none: "freed by thread T0". */
static struct bytes
text_of_thread(
    const struct value *record, struct arena *memory, struct buffer *text, char *signature)
{
	struct bytes reason = fingerprint_reason(json_text(record, NAME_REASON));
	struct stacknames names;

	if (json_member(record, NAME_STACK) != NULL)
		return BYTES_NONE;
	if (words_find(LIST(by_address), reason) != WORDS_NONE)
		reason = BYTES_NONE;
	names = stacknames_of_thread(record, memory);
	if (names.list == NULL || !is_enough(&names))
		return BYTES_NONE;
	append_line(text, BYTES("thread"));
	if (reason.len > 0) {
		buffer_append(text, BYTES("reason "));
		append_line(text, reason);
	}
	stacknames_append(text, &names);
	if (signature != NULL)
		signature_of_thread(&names, signature);
	return buffer_bytes(text);
}

struct bytes
fingerprint_type(struct bytes type)
{
	(void)bytes_take(&type, BYTES("__main__."));
	return type;
}

static struct bytes
plain_type(const struct value *holder)
{
	return fingerprint_type(json_text(json_member(holder, NAME_EXCEPTION), NAME_TYPE));
}

static struct bytes
text_of_traceback(
    const struct value *record, struct arena *memory, struct buffer *text, char *signature)
{
	static const char *const kinds[] = { [LINK_RAISED] = "raised ",
		[LINK_CAUSE] = "cause ",
		[LINK_CONTEXT] = "context ",
		[LINK_MEMBER] = "member " };
	struct links *links = links_of(record, memory);
	struct link link;

	append_line(text, BYTES("traceback"));
	while (links != NULL && links_next(links, &link)) {
		struct stacknames names =
		    stacknames_of_exception(json_member(link.holder, NAME_FRAMES), memory);

		buffer_append(text, bytes_of(kinds[link.kind]));
		append_line(text, plain_type(link.holder));
		stacknames_append(text, &names);
		if (link.kind == LINK_RAISED && signature != NULL)
			signature_of_exception(plain_type(link.holder), &names, signature);
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
	return is_traceback(record) ? text_of_traceback(record, memory, text, NULL)
				    : text_of_thread(record, memory, text, NULL);
}

static void
hash_text(struct bytes text, char fingerprint[FINGERPRINT_SIZE])
{
	char hex[SHA256_HEX + 1];

	sha256_hex(text, hex);
	memcpy(fingerprint, FINGERPRINT_VERSION, 2);
	memcpy(fingerprint + 2, hex, FINGERPRINT_SIZE - 3);
	fingerprint[FINGERPRINT_SIZE - 1] = '\0';
}

/*
 * What the clear text of a traceback is made from, which takes less than making it. JSON of a record has no line ends,
 * and numbers have one length here, so different records have different sources.
 */
static struct bytes
source_of_traceback(const struct value *record, struct arena *memory, struct buffer *source)
{
	struct links *links = links_of(record, memory);
	struct link link;

	buffer_reset(source);
	while (links != NULL && links_next(links, &link)) {
		const struct value *frames = json_member(link.holder, NAME_FRAMES);
		uint64_t number = json_number_of(frames);

		buffer_byte(source, (char)('a' + link.kind));
		append_line(source,
		    json_written(json_member(json_member(link.holder, NAME_EXCEPTION), NAME_TYPE)));
		if (number != 0)
			buffer_append(source, (struct bytes){ (char *)&number, sizeof(number) });
		append_line(source, number != 0 ? BYTES_NONE : json_written(frames));
	}
	return buffer_bytes(source);
}

/* Gives what was made of the source before; false: it is not in the cache. */
static bool
recall(struct bytes source, void *made, size_t size)
{
	struct bytes known = memo_find(source);

	if (known.len == size)
		memcpy(made, known.at, size);
	return known.len == size;
}

static bool
fingerprint_thread(const struct value *record, struct arena *memory, struct buffer *scratch,
    struct fingerprint *fingerprint)
{
	struct bytes text;

	buffer_reset(scratch);
	text = text_of_thread(record, memory, scratch, fingerprint->signature);
	if (scratch->full || arena_full(memory))
		return false;
	if (text.len == 0 || recall(text, fingerprint->hash, FINGERPRINT_SIZE))
		return true;
	hash_text(text, fingerprint->hash);
	memo_keep(text, (struct bytes){ fingerprint->hash, FINGERPRINT_SIZE });
	return true;
}

static bool
fingerprint_traceback(const struct value *record, struct arena *memory, struct buffer *scratch,
    struct fingerprint *fingerprint)
{
	struct bytes source = source_of_traceback(record, memory, scratch);

	if (scratch->full || arena_full(memory))
		return false;
	if (recall(source, fingerprint, sizeof(*fingerprint)))
		return true;
	source = arena_copy(memory, source);
	buffer_reset(scratch);
	(void)text_of_traceback(record, memory, scratch, fingerprint->signature);
	if (scratch->full || arena_full(memory))
		return false;
	hash_text(buffer_bytes(scratch), fingerprint->hash);
	memo_keep(source, (struct bytes){ (char *)fingerprint, sizeof(*fingerprint) });
	return true;
}

bool
fingerprint_of(const struct value *record, struct arena *memory, struct buffer *scratch,
    struct fingerprint *fingerprint)
{
	fingerprint->hash[0] = fingerprint->signature[0] = '\0';
	return is_traceback(record) ? fingerprint_traceback(record, memory, scratch, fingerprint)
				    : fingerprint_thread(record, memory, scratch, fingerprint);
}
